"""Whether what was found answers the question: one number from the signals of retrieval.

A logistic regression over the signals of `bot.answer.retrieve.signals`; its weights come from
`tools/fit_answerable.py`, which prints what share of answerable questions it lets through and of
others it stops (docs/decisions/0033, 0049). It knows no question, no passage and no language.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    "held": 2.07,
    "near": 4.87,
    "kind": 0.53,
    "kind_asked": -0.36,
    "parties": 1.51,
    "absent": -8.21,
    "unsaid": -4.66,
    "elsewhere": -6.06,
    "unranked": -2.92,
    "unsaid_why": -2.02,
    "apart": -8.37,
    "unkept": -1.24,
    "unshared": -2.61,
    "untimed": -6.68,
    "why": -1.33,
    "near_why": 3.78,
    "nobody": -4.37,
    "near_nobody": 9.15,
}
NAMES = tuple(WEIGHTS)
INTERCEPT = -2.98
LIMIT = 0.35
"""From this probability on, what was found is taken for an answer."""

OF_NOBODY = 0.35
"""The limit of a question that names no party and no measure: only its words tell of what."""

OF_SIDES = 0.20
"""The limit of a comparison: no one sentence need hold both of its sides."""

DOUBTFUL = 0.28
"""From here on it is, where a fact or sentence alone covers enough of the question's words."""


def answerable(signals: Mapping[str, float]) -> float:
    """The probability that the sources answer the question, 0 to 1."""
    weighed = INTERCEPT + sum(WEIGHTS[name] * signals.get(name, 0.0) for name in NAMES)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, weighed))))
