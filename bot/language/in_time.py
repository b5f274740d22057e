"""Whether a question asks for what happened in order of time: a timeline, a course, what came
since.

It reads the wording of questions alone, in both languages, and finds nothing.
"""

from __future__ import annotations

import re

from bot.language.script import fold

__all__ = ["asks_course", "asks_since", "asks_timeline"]

_TIMELINE = re.compile(
    r"\btime ?-?lines?\b|\bchronolog\w+|\bin (?:order of (?:time|date)|(?:time|date) order)\b"
    r"|\bdate by date\b|\bsequence of events\b"
    r"|时间[轴线表序]|年表|大事[记纪表]|[依按照](?:照)?(?:时间|日期|先后)|先后顺序"
)
_COURSE = re.compile(
    r"\bhow (?:ha(?:s|ve)|did|do(?:es)?) .{2,60}\b(?:chang|develop|evolv|mov|gr[eo]w|progress)\w*"
    r".{0,12}\b(?:from .{2,40} (?:to|until|through)|between .{2,40} and|since|over)\b"
    r"|\bfrom .{2,30} (?:to|until) .{2,30}\bhow (?:ha(?:s|ve)|did)\b"
    r"|从.{2,24}[到至].{2,24}(?:怎[么样]|如何|有何|有什么)?.{0,2}(?:变化|变动|演变|走势|变[成了]?)"
)
_SINCE = re.compile(
    r"\b(?:after|since)\b.{0,24}\b(?:article|magazine|issue|then)\b"
    r"|(?:文章|杂志|这篇|本文).{0,6}(?:之后|以后|以来|后)"
)


def asks_timeline(text: str) -> bool:
    """Whether several dated things are asked for in order of time."""
    return _TIMELINE.search(fold(text)) is not None


def asks_course(text: str) -> bool:
    """Whether it is asked how something went from one time to another."""
    return _COURSE.search(fold(text)) is not None


def asks_since(text: str) -> bool:
    """Whether it is asked what came after the article."""
    return _SINCE.search(fold(text)) is not None
