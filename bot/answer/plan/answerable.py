"""Whether what was found answers the question: one number from the signals of retrieval.

A logistic regression over the signals of `bot.answer.retrieve.signals`; its weights come from
`tools/fit_answerable.py`, which prints what share of answerable questions it lets through and of
others it stops (docs/decisions/0033). It knows no question, no passage and no language.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    "hit": 12.56,
    "lexical": -13.83,
    "vector": 0.09,
    "passage": 3.36,
    "sentence": -0.15,
    "topic": -1.43,
    "fact": 4.67,
    "statement": -4.91,
    "fitting": 1.58,
    "fitting_topic": 0.83,
    "whole": 0.87,
    "named": 1.04,
    "absent": -7.93,
    "likeness": 0.0,
    "prose": 0.0,
    "figure": 0.0,
}
NAMES = tuple(WEIGHTS)
INTERCEPT = -4.54
LIMIT = 0.45
"""From this probability on, what was found is taken for an answer."""

DOUBTFUL = 0.25
"""From here on it is, where a fact or sentence alone covers enough of the question's words."""


def answerable(signals: Mapping[str, float]) -> float:
    """The probability that the sources answer the question, 0 to 1."""
    weighed = INTERCEPT + sum(WEIGHTS[name] * signals.get(name, 0.0) for name in NAMES)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, weighed))))
