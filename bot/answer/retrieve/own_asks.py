"""Two kinds of answers that a question of a reader's document announces by its form: whether
something is allowed, and which of many is the most or the least.

"Are dogs allowed in the hall" is answered by what may or may not be done; 哪一區人數最少 by a
sentence that says 最少. Told by words of the language alone, in either language; it weighs nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.language.script import fold

__all__ = ["grants_or_forbids", "superlatives"]

_LEAVE_ASKED = re.compile(
    r"\b(?:allowed|permitted|forbidden|banned|prohibited)\b"
    r"|\bmay (?:i|we|one|you|they|people|[a-z]+s)\b"
    r"|\b(?:am|are) (?:i|we|you|they) free to\b|^(?:can|could) (?:i|we|you|one)\b"
    r"|可不可以|能不能|准不准|可以.{0,16}[吗嘛]|[允准]许.{0,12}[吗嘛]|能否"
)
_LEAVE_TOLD = re.compile(
    r"\b(?:may(?: not| no longer| only| also| be)?|must not|mustn't|can ?not|can be|allowed"
    r"|permitted|forbidden|banned|prohibited|not for)\b"
    r"|不得|禁止|不准|不可|不能|可以|得以|[允准]许|开放"
)
_ENDS = (
    re.compile(
        r"\b(?:most|highest|largest|biggest|greatest|best|commonest|busiest|top)\b"
        r"|最(?:多|高|大|常|好|受|热门|频繁|严重)"
    ),
    re.compile(r"\b(?:fewest|least|lowest|smallest|worst|poorest)\b|最(?:少|低|小|差|糟|冷门)"),
    re.compile(r"\b(?:oldest|earliest)\b|最(?:老|早|古老|资深)"),
    re.compile(r"\b(?:newest|latest|youngest)\b|最(?:新|年轻|晚)"),
    re.compile(r"\blongest\b|最(?:长|久)"),
    re.compile(r"\bshortest\b|最短"),
    re.compile(r"\b(?:dearest|most expensive|costliest)\b|最贵"),
    re.compile(r"\b(?:cheapest|least expensive)\b|最便宜"),
)
_NO_END = re.compile(
    r"\bat (?:the )?(?:most|least|best|latest|earliest)\b|\bmost of\b|\bthe latest\b|最多只|至少"
)


@lru_cache(maxsize=256)
def asks_leave(question: str) -> bool:
    """Whether a question asks if something may be done."""
    return _LEAVE_ASKED.search(fold(question)) is not None


@lru_cache(maxsize=8192)
def grants_or_forbids(question: str, text: str) -> bool:
    """Whether it is asked if something may be done and a sentence says that it may, or may not."""
    return asks_leave(question) and _LEAVE_TOLD.search(fold(text)) is not None


@lru_cache(maxsize=8192)
def superlatives(text: str) -> frozenset[int]:
    """Which ends of a row a text names: the most, the least, the oldest; "at most" is none."""
    bare = _NO_END.sub(" ", fold(text))
    return frozenset(n for n, end in enumerate(_ENDS) if end.search(bare))
