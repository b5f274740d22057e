"""What each measure of a reader's sentence counts in log odds: see `tools/fit_own.py`."""

from __future__ import annotations

INTERCEPT = -5.27
"""How sure it is, before any measure, that the first sentence answers."""

WEIGHTS = {
    "score": 3.391,
    "coverage": 2.07,
    "topic": 0.059,
    "own": 0.104,
    "alone": 1.648,
    "fit": 1.316,
    "found": 3.949,
    "high": 1.377,
    "like": 4.155,
    "above": 2.998,
    "before": 1.412,
    "leads": 1.049,
    "strange": -1.17,
    "fits": 0.768,
    "figure": 0.14,
    "kind": 1.679,
    "name": 0.816,
    "tongue": 0.82,
    "document": 0.126,
    "reply": 2.02,
    "reason": 2.375,
    "denied": 1.92,
    "unheld": 0.695,
    "heading": -1.019,
    "back": 1.309,
    "points": -0.09,
    "measure": 2.312,
    "passed": -1.778,
    "says": -1.264,
    "around": 0.829,
    "met": 0.306,
}
"""Of the choice among the sentences found."""

SURE = {
    "score": 0.0,
    "own": 0.0,
    "alone": 1.692,
    "like": 1.817,
    "found": 0.0,
    "kind": 0.574,
    "fits": 0.611,
    "reply": 0.851,
    "denied": 1.028,
    "reason": 0.969,
    "met": 0.409,
    "high": 1.273,
    "measure": 0.543,
    "above": 0.0,
    "chance": 1.903,
}
"""Of the first sentence: whether it answers."""
