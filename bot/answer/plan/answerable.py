"""Whether what was found answers the question: one number from the signals of retrieval.

A logistic regression over the signals of `bot.answer.retrieve.signals`; its weights come from
`tools/fit_answerable.py`, which prints what share of answerable questions it lets through and of
others it stops (docs/decisions/0033). It knows no question, no passage and no language.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    "hit": 11.24,
    "lexical": -9.6,
    "vector": -0.09,
    "passage": 2.38,
    "sentence": -1.16,
    "topic": -1.01,
    "fact": 3.82,
    "statement": -3.19,
    "fitting": 1.41,
    "fitting_topic": -0.07,
    "whole": 1.38,
    "named": 0.3,
    "absent": -3.43,
    "likeness": 3.93,
    "prose": 0.99,
    "figure": -0.39,
}
NAMES = tuple(WEIGHTS)
INTERCEPT = -5.02
LIMIT = 0.33
"""From this probability on, what was found is taken for an answer."""

DOUBTFUL = 0.22
"""From here on it is, where a fact or sentence alone covers enough of the question's words."""


def answerable(signals: Mapping[str, float]) -> float:
    """The probability that the sources answer the question, 0 to 1."""
    weighed = INTERCEPT + sum(WEIGHTS[name] * signals.get(name, 0.0) for name in NAMES)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, weighed))))
