"""What each measure of a reader's sentence counts in log odds: see `tools/fit_own.py`."""

from __future__ import annotations

INTERCEPT = -3.849
"""How sure it is, before any measure, that the first sentence answers."""

WEIGHTS = {
    "score": 6.428,
    "coverage": 1.051,
    "topic": 2.359,
    "own": 1.83,
    "fit": 1.02,
    "found": 4.555,
    "high": 1.959,
    "like": 3.891,
    "above": 2.347,
    "before": 3.857,
    "fits": 1.311,
    "figure": 0.778,
    "kind": 1.283,
    "name": 1.851,
    "tongue": 1.055,
    "document": 0.134,
}
"""Of the choice among the sentences found."""

SURE = {
    "score": 1.202,
    "topic": 0.76,
    "own": 2.078,
    "like": 2.361,
    "found": 0.614,
    "kind": 0.585,
    "name": 1.062,
    "fits": 0.428,
}
"""Of the first sentence: whether it answers."""
