"""What each measure of a reader's sentence counts in log odds: see `tools/fit_own.py`."""

from __future__ import annotations

INTERCEPT = -3.61
"""How sure it is, before any measure, that the first sentence answers."""

WEIGHTS = {
    "score": 5.707,
    "coverage": 1.247,
    "topic": 2.356,
    "own": 1.769,
    "fit": 1.572,
    "found": 4.017,
    "high": 2.177,
    "like": 4.202,
    "above": 3.601,
    "before": 1.738,
    "leads": 1.678,
    "strange": -0.225,
    "fits": 1.042,
    "figure": 0.557,
    "kind": 1.218,
    "name": 1.906,
    "tongue": 1.013,
    "document": 0.029,
}
"""Of the choice among the sentences found."""

SURE = {
    "score": 0.163,
    "topic": 1.277,
    "own": 1.995,
    "like": 2.788,
    "found": 0.492,
    "kind": 0.36,
    "name": 0.851,
    "fits": 0.599,
}
"""Of the first sentence: whether it answers."""
