"""What each measure of a reader's sentence counts in log odds: see `tools/fit_own.py`."""

from __future__ import annotations

INTERCEPT = -3.722
"""How sure it is, before any measure, that the first sentence answers."""

WEIGHTS = {
    "score": 6.217,
    "coverage": 1.192,
    "topic": 3.203,
    "own": 1.652,
    "fit": 0.918,
    "found": 2.856,
    "high": 2.148,
    "like": 3.408,
    "above": 1.524,
    "before": 4.133,
    "fits": 1.518,
    "figure": 0.544,
    "kind": 1.189,
    "tongue": 0.924,
    "document": 0.14,
}
"""Of the choice among the sentences found."""

SURE = {
    "score": 1.141,
    "coverage": 0.0,
    "topic": 1.16,
    "own": 1.988,
    "like": 2.106,
    "found": 0.192,
    "kind": 0.351,
    "fits": 0.459,
    "tongue": 0.0,
}
"""Of the first sentence: whether it answers."""
