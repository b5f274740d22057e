"""Which refusals do not hold where the question was worked out from what sources tell.

A sum over the years of a schedule that a source lists asks for no forecast of ours, however far off
the years are. Which of two prices was higher, or what a number of shares lost between two days, is
no advice, unless it is weighed what to do. It works nothing out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.plan.series_stretch import STRETCH
from bot.answer.plan.set_beside import BESIDE
from bot.language.script import fold
from bot.records import Calculation, Purpose, Question, Refusal

__all__ = ["worked_anyway"]

_WEIGHS = re.compile(
    r"\bshould\b|\bought\b|\bworth (?:buying|it|holding|a bet|investing|owning)\b|\brecommend\w*"
    r"|\badvi[sc]e\w*|\bgood (?:buy|time|idea|investment|bet|stock)\b|\bwise\b|\bsmart(?:er)?\b"
    r"|\bbetter (?:buy|bet|investment|stock|choice)\b|\bwould you\b|\b(?:buy|sell) or\b"
    r"|\bor (?:sell|buy|hold)\b|\bwill\b"
    r"|该|值得|要不要|划算|推荐|建议|比较好|好不好|能不能[买卖]|[买卖选投]哪|会不会|可以[买卖]吗"
)


def worked_anyway(
    question: Question,
    refusal: Refusal | None,
    made: Sequence[Calculation],
    purposes: Sequence[Purpose],
) -> bool:
    """Whether a refusal does not hold, since the answer is worked out from what is told."""
    if refusal is None or not any(p.facts for p in purposes):
        return False
    told = {p.operation for p in purposes}
    if refusal.code == "future":
        return bool((STRETCH | {"work_runway"}) & told)
    if refusal.code != "investment_advice" or _WEIGHS.search(fold(question.text)):
        return False
    shares = any(o.given and o.unit == "shares" for c in made for o in c.operands)
    return bool(BESIDE & told) or shares or "convert" in told
