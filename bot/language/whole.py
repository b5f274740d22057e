"""Whether a question is of a whole: the article's faults, what came after it, finances, the loop.

The first two name no party, figure or idea, so nothing of them can be searched for: the
cross-checks answer the one, the digests of later sources the other; the main measures of the
ledger answer the third.
It reads no source.
"""

from __future__ import annotations

import re

from bot.language.script import fold
from bot.records import Question

__all__ = [
    "of_all_later",
    "of_articles_case",
    "of_finances",
    "of_report",
    "of_the_loop",
    "of_whole_article",
]

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
_LOOP = re.compile(r"\bloop\b|循环|永动机")
_BESIDE = re.compile(
    r"\b(?:summari[sz]e|summary|sum|up|overview|outline|recap|explain|describe|give|tell|write|make"
    r"|me|us|please|can|you|could|short|brief|quick|the|an?|of|on|for|whole|entire|money|ai|investment"
    r"|circular|triangular|loop|in|about|this|that|main|points?|sentences?|words?|one|two|three|how"
    r"|works?|what|is|does|and|\d+)\b"
    r"|摘要|总结|概述|概要|简介|简述|说明|介绍|整理|大意|重点|一下|请|帮我|给我|用|整个|这个|所谓|三角|资金|金钱"
    r"|投资|循环|永动机|句话|[的一二三两几个条]|ai"
)
"""What a request for a summary of the loop is worded in: nothing else is left beside it."""


_CASE = re.compile(
    r"\b(?:main|central|key|core|overall|principal|chief|big|basic|general) (?:argument|thesis"
    r"|claim|point|message|conclusion|idea|contention|view|position)s?\b"
    r"|\b(?:thesis|take-?away|bottom line|conclusions?|argu(?:e|es|ing|ment|ments))\b"
    r"|(?:主要|核心|中心|整体|基本|关键)的?(?:论点|主张|观点|论述|看法|结论|论证|思想|意思|立场|讯息|想法)"
    r"|论点|主旨|中心思想|结论|主张(?:了|的是)?(?:什么|哪些|为何|$)|想(?:说|表达|讲|主张)(?:的是)?什么"
)
"""What asks for what an article says in the main."""
_AGAINST = re.compile(r"\b(?:critics?|against|wrong|sceptic|skeptic)|反[对驳]|批评|质疑")
_REPORT = re.compile(
    r"\bwhat (?:did|does|has|had) .{2,40}"
    r"\b(?:report|publish|announce|disclose|release|post|present)(?:ed|s)?\b"
    r"(?! (?:that|about|on)\b)"
    r"|\b(?:results?|earnings|figures|report|numbers)\b.{0,30}\b(?:of|in|for|from|published|reported"
    r"|released|announced)\b|\b(?:quarterly|quarter's|annual) (?:results|report|earnings|numbers)\b"
    r"|(?:公布|发布|发表|公告|申报|揭露)了?(?:什么|哪些|的?(?:财报|业绩|数字|成绩))"
    r"|(?:财报|业绩|季报|年报)(?:的?(?:重点|内容|数字|结果))?(?:说了?|是|写|有|如何|怎[么样]|重点|$|[?？])"
)


_OF_ONE = re.compile(
    r"\b(?:report|publish|announc|disclos|releas|post|present)\w*\b.{0,12}\b(?:about|on|regarding|that)\b"
    r"|关于|有关|针对"
)
"""What narrows a report to one subject."""


def of_articles_case(question: Question) -> bool:
    """Whether it asks for what the article argues in the main, and of no one subject."""
    folded = fold(question.text)
    cues = {m.concept for m in question.refusal_cues}
    named = question.entities or question.metrics or question.quantities
    if named or "names_article" not in cues or _AGAINST.search(folded):
        return False
    return _CASE.search(folded) is not None


def of_report(question: Question) -> bool:
    """Whether it asks what one company reported at a time that is named, and of no one measure."""
    parties = {m.concept for m in question.entities}
    companies = {m.concept for m in question.entities if m.kind == "company"}
    dated = any(p.end for p in question.periods)
    one = len(companies) == 1 == len(parties) and dated and not question.metrics
    plain = question.intent not in ("explanation", "comparison", "crosscheck", "status")
    plain = plain and not question.quantities and not question.operations
    plain = plain and not _OF_ONE.search(fold(question.text))
    return one and plain and _REPORT.search(fold(question.text)) is not None


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
    judged = question.intent == "crosscheck" and not of_articles_case(question)
    return judged and "names_article" in cues and not _names(question)


def of_all_later(question: Question) -> bool:
    """Whether it asks what came later, and of nobody."""
    return not _names(question) and _LATER.search(fold(question.text)) is not None


def _names(question: Question) -> bool:
    ideas = any(m.kind not in ("unit",) for m in question.terms)
    named = question.entities or question.metrics or question.quantities or ideas
    return bool(named or question.followed_up or ":" in fold(question.text))


def of_the_loop(question: Question) -> bool:
    """Whether the loop as a whole is asked about, and nothing else of it."""
    folded = fold(question.text)
    return bool(_LOOP.search(folded)) and not re.search(r"\w", _BESIDE.sub(" ", folded))
