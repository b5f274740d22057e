"""Whether what was found answers the question: one number from the signals of retrieval.

A logistic regression over the signals of `bot.answer.retrieve.signals`; its weights come from
`tools/fit_answerable.py`, which prints what share of answerable questions it lets through and of
others it stops (docs/decisions/0033, 0100). It knows no question, no passage and no language.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    "held": 1.61,
    "near": 2.74,
    "kind": 0.64,
    "kind_asked": -0.15,
    "parties": 1.48,
    "absent": -7.43,
    "unsaid": -4.99,
    "elsewhere": -6.87,
    "unranked": -2.45,
    "unsaid_why": -2.25,
    "apart": -9.42,
    "unkept": -0.41,
    "unshared": -1.68,
    "untimed": -4.22,
    "astray": -5.47,
    "unjoined": -1.03,
    "why": -1.36,
    "near_why": 3.64,
    "nobody": -5.75,
    "near_nobody": 12.65,
}
NAMES = tuple(WEIGHTS)
INTERCEPT = -1.91
LIMIT = 0.30
"""From this probability on, what was found is taken for an answer."""

OF_NOBODY = 0.30
"""The limit of a question that names no party and no measure: only its words tell of what."""

OF_SIDES = 0.20
"""The limit of a comparison: no one sentence need hold both of its sides."""

CONFIRMED = 0.1
"""The limit of a statement that is put to be confirmed: what the sources say of its parties tells
whether it holds."""

DOUBTFUL = 0.26
"""From here on it is, where a fact or sentence alone covers enough of the question's words."""


def answerable(signals: Mapping[str, float]) -> float:
    """The probability that the sources answer the question, 0 to 1."""
    weighed = INTERCEPT + sum(WEIGHTS[name] * signals.get(name, 0.0) for name in NAMES)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, weighed))))
