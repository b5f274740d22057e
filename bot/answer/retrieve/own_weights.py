"""What each measure of a reader's sentence counts in log odds: see `tools/fit_own.py`."""

from __future__ import annotations

INTERCEPT = -5.27
"""How sure it is, before any measure, that the first sentence answers."""

WEIGHTS = {
    "score": 2.957,
    "coverage": 1.925,
    "topic": -0.057,
    "own": 0.045,
    "alone": 1.488,
    "fit": 1.324,
    "found": 3.799,
    "high": 1.142,
    "like": 4.248,
    "above": 2.81,
    "before": 1.556,
    "leads": 0.902,
    "strange": -1.258,
    "fits": 0.787,
    "figure": 0.073,
    "kind": 1.807,
    "name": 0.814,
    "tongue": 0.879,
    "document": 0.199,
    "reply": 1.965,
    "reason": 2.557,
    "denied": 2.024,
    "unheld": 0.7,
    "heading": -0.845,
    "back": 1.243,
    "points": -0.128,
    "measure": 2.257,
    "passed": -1.472,
    "says": -1.58,
    "around": 1.036,
    "met": 0.382,
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
    "chance": 1.903,
}
"""Of the first sentence: whether it answers."""
