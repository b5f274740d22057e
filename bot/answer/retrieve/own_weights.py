"""What each measure of a reader's sentence counts in log odds: see `tools/fit_own.py`."""

from __future__ import annotations

INTERCEPT = -3.974
"""How sure it is, before any measure, that the first sentence answers."""

WEIGHTS = {
    "score": 5.125,
    "coverage": 2.652,
    "topic": 0.524,
    "own": 0.341,
    "alone": 2.287,
    "fit": 1.285,
    "found": 4.548,
    "high": 2.316,
    "like": 3.782,
    "above": 3.752,
    "before": 0.835,
    "leads": 1.636,
    "strange": -0.82,
    "fits": 0.694,
    "figure": 0.406,
    "kind": 1.166,
    "name": 0.823,
    "tongue": 0.584,
    "document": -0.166,
    "reply": 2.24,
    "reason": 1.646,
    "denied": 1.503,
    "unheld": 0.673,
    "heading": -1.713,
    "back": 1.573,
    "points": 0.062,
    "measure": 2.53,
    "passed": -3.0,
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
