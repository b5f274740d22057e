"""What a sentence of a reader's own document is by its form: a heading, a question that the text
after it answers, one that points back to the sentence before it, one of a state that has passed.

Told by marks and by words of the language alone. It knows no document and weighs nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.language.script import fold, has_han

__all__ = [
    "asks_present",
    "asks_weekday",
    "has_passed",
    "is_heading",
    "is_question",
    "names_weekday",
    "points_back",
    "says_what_is_not",
    "tells_when",
]

_STOPS = re.compile(r"[.!?。！？…:：;；][\"'”’」』）)\]]*\s*$")
_CELLS = re.compile(r"[;；].*[:：]|[:：].*[;；]")
_ASKS = re.compile(r"[?？][*_\s]*$|^[*_\s]*(?:问|提问|q|question|interviewer)[*_]*\s*[:：]\D*$")
_LIST_MARK = re.compile(
    r"^\s*(?:[-*•·–]|[(（]?\d{1,2}[.)）、]|[(（][一二三四五六七八九十][)）])\s*\S"
)
_BACK = re.compile(
    r"\b(?:it|its|they|them|their|this|that|these|those|he|she|his|her|both|the former|the latter"
    r"|such)\b|[该此其这那]|两者|前者|后者|它|[他她]们?"
)
_OPENING_LATIN, _OPENING_HAN = 60, 25
"""Letters in which a word that points back must stand: later ones point into the sentence."""
_PRESENT = re.compile(
    r"\b(?:now(?:adays)?|currently|at present|at the moment|today|these days|am|still)\b"
    r"|现在|目前|现行|如今|当前|眼下"
)
_PASSED = re.compile(
    r"^until (?:the end of |then|\d|[a-z]+ \d{4})|\b(?:used to|formerly|previously|originally)\b"
    r"|\b(?:had been|was) [^,.;]{1,40}\buntil\b|^before (?:that|then|\d{4})"
    r"|^(?:原本|原先|原订|过去|以前|从前|先前|之前)|(?:以前|之前|为止)[，,]?[^，,。]{0,12}(?:是|为|只|仅)"
)
_IS_NOT = re.compile(
    r"\b(?:is|are|was|were|will|does|did|do|has|have|had|can|could|would|should|must)"
    r"(?:n['\u2019]t| not| no longer| never)\b|\bcannot\b"
    r"|不(?:会|是|再|能|得|须|需|必|予|在|打算|考虑)|没有?|未(?!来)|并非|禁止"
)
_ASKS_WEEKDAY = re.compile(
    r"\b(?:day|days) of the week\b|\b(?:which|what) weekdays?\b|(?:星期|礼拜|周)几"
)
_WHEN = re.compile(
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december)\b"
    r"|\b(?:in|of|by|until|since|from) may\b|\b\d{1,2} may\b|\b(?:spring|summer|autumn|winter)\b"
    r"|\d ?[ap]\.?m\b|\bo'clock\b|[\d一二三四五六七八九十]月|[上下]午|[\d一二三四五六七八九十]点"
)
_WEEKDAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|(?:星期|礼拜|周)[一二三四五六日天]"
)


@lru_cache(maxsize=8192)
def is_heading(text: str) -> bool:
    """Whether a text ends without a stop, as a title or date line; no row and no list item."""
    bare = text.strip()
    return not (_STOPS.search(bare) or _CELLS.search(bare) or _LIST_MARK.match(bare))


@lru_cache(maxsize=8192)
def is_question(text: str) -> bool:
    """Whether a text ends in a question mark, or is the turn of somebody who asks and tells no
    figure: what it asks the text after it tells.
    """
    return _ASKS.search(fold(text)) is not None


@lru_cache(maxsize=8192)
def points_back(text: str) -> bool:
    """Whether a sentence's opening has a word for what the sentence before it speaks of."""
    folded = fold(text)
    return _BACK.search(folded[: _OPENING_HAN if has_han(folded) else _OPENING_LATIN]) is not None


@lru_cache(maxsize=256)
def asks_present(text: str) -> bool:
    """Whether a question asks how something is now."""
    return _PRESENT.search(fold(text)) is not None


@lru_cache(maxsize=8192)
def has_passed(text: str) -> bool:
    """Whether a sentence tells of a state that has passed."""
    return _PASSED.search(fold(text).strip()) is not None


@lru_cache(maxsize=8192)
def names_weekday(text: str) -> bool:
    """Whether a text names a day of the week."""
    return _WEEKDAY.search(fold(text)) is not None


@lru_cache(maxsize=8192)
def tells_when(text: str) -> bool:
    """Whether a text has a weekday, a month, a season or an hour, of whatever year."""
    return names_weekday(text) or _WHEN.search(fold(text)) is not None


@lru_cache(maxsize=256)
def asks_weekday(text: str) -> bool:
    """Whether a question asks for a day of the week."""
    return _ASKS_WEEKDAY.search(fold(text)) is not None


@lru_cache(maxsize=8192)
def says_what_is_not(text: str) -> bool:
    """Whether a sentence's verb denies: what is so instead may stand after it."""
    return _IS_NOT.search(fold(text)) is not None
