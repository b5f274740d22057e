"""What each measure of a reader's sentence counts in log odds: see `tools/fit_own.py`."""

from __future__ import annotations

INTERCEPT = -3.974
"""How sure it is, before any measure, that the first sentence answers."""

WEIGHTS = {
    "score": 5.487,
    "coverage": 3.047,
    "topic": 0.223,
    "own": 0.159,
    "alone": 2.482,
    "fit": 0.785,
    "found": 4.123,
    "high": 2.217,
    "like": 3.584,
    "above": 5.066,
    "before": 1.737,
    "leads": 1.908,
    "strange": -0.567,
    "fits": 0.835,
    "figure": 0.37,
    "kind": 1.355,
    "name": 0.949,
    "tongue": 0.833,
    "document": -0.041,
    "reply": 2.44,
    "reason": 1.825,
    "denied": 1.816,
    "unheld": 0.673,
    "heading": -1.2,
    "back": 1.0,
    "points": 0.4,
    "measure": 1.0,
    "passed": -1.5,
}
"""Of the choice among the sentences found."""

SURE = {
    "score": 0.809,
    "own": 1.074,
    "alone": 1.728,
    "like": 2.482,
    "found": 1.337,
    "kind": 0.581,
    "fits": 0.729,
    "reply": 1.214,
    "denied": 1.664,
    "reason": 1.881,
}
"""Of the first sentence: whether it answers."""
