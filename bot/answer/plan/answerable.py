"""Whether what was found answers the question: one number from the signals of retrieval.

A logistic regression over the signals of `bot.answer.retrieve.signals`; its weights come from
`tools/fit_answerable.py`, which prints what share of answerable questions it lets through and of
others it stops (docs/decisions/0033, 0100). It knows no question, no passage and no language.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    "held": 2.81,
    "near": 2.2,
    "kind": 0.96,
    "kind_asked": 0.17,
    "parties": 1.46,
    "absent": -4.19,
    "unsaid": -5.28,
    "elsewhere": -7.21,
    "unranked": -2.11,
    "unsaid_why": -2.62,
    "apart": -5.88,
    "unkept": -0.11,
    "unshared": -1.13,
    "untimed": -4.33,
    "unmeasured": -2.53,
    "unreported": -8.05,
    "unheard": -0.78,
    "astray": -4.34,
    "unjoined": -0.51,
    "why": -1.22,
    "near_why": 4.22,
    "nobody": -6.17,
    "near_nobody": 13.43,
}
NAMES = tuple(WEIGHTS)
INTERCEPT = -2.60
LIMIT = 0.33
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
