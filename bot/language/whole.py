"""Whether a question is of a whole: the article's faults, all that came after it, or finances.

The first two name no party, figure or idea, so nothing of them can be searched for: the
cross-checks answer the one, the digests of later sources the other; the main measures of the
ledger answer the third.
It reads no source.
"""

from __future__ import annotations

import re

from bot.language.script import fold
from bot.records import Question

__all__ = ["of_all_later", "of_finances", "of_whole_article"]

_LATER = re.compile(
    r"\bwhat(?:'s| has| have| is| else)? (?:happen(?:s|ed)|changed|new|been going on|came|come)\b"
    r"(?!.*\b(?:if|before)\b).*\b(?:after|since|later|next|afterwards)\b"
    r"|\b(?:any|latest|newest|recent|later) (?:news|updates?|developments?|events)\b"
    r"|\bbring me up to date\b|\bhow did (?:it|things|the story) (?:go on|continue|turn out)\b"
    r"|(?:之后|后来|以后|以来|至今).{0,6}(?:发生|有|出现).{0,4}(?:什么|哪些|何|新)"
    r"|最新(?:的)?(?:发展|进展|消息|情况|动态)|后续(?:的)?(?:发展|进展|情况)?(?:是什么|如何|怎样|呢|有哪些)"
)

_FINANCES = re.compile(
    r"\bfinances\b|\bfinancial (?:position|situation|state|condition|picture|health|standing"
    r"|performance|results|figures)\b|财务|财政状况"
)
_RESULTS = re.compile(r"\b(?:results|earnings)\b|财报|业绩")


def of_finances(question: Question) -> bool:
    """Whether it asks for a summary of one company's finances, of no one measure."""
    parties = {m.concept for m in question.entities if m.kind == "company"}
    one = question.intent == "summary" and len(parties) == 1 and not question.metrics
    folded = fold(question.text)
    newest = not question.periods and not any(
        m.concept == "names_article" for m in question.refusal_cues
    )
    asked = _FINANCES.search(folded) or (newest and _RESULTS.search(folded))
    return one and bool(asked)


def of_whole_article(question: Question) -> bool:
    """Whether it asks where the article errs, or whether it can be relied on, of no one claim."""
    cues = {m.concept for m in question.refusal_cues}
    return question.intent == "crosscheck" and "names_article" in cues and not _names(question)


def of_all_later(question: Question) -> bool:
    """Whether it asks what came later, and of nobody."""
    return not _names(question) and _LATER.search(fold(question.text)) is not None


def _names(question: Question) -> bool:
    ideas = any(m.kind not in ("unit",) for m in question.terms)
    named = question.entities or question.metrics or question.quantities or ideas
    return bool(named or question.followed_up or ":" in fold(question.text))
