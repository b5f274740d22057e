"""Why something is so: whether a question asks for a reason and where a text gives one.

Narrower than `bot.language.reasons`: of a reader's own documents the one sentence is wanted that
says why, and it may stand beside the one that says what. It judges no argument.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.language.script import fold

__all__ = [
    "adds_reason",
    "announces",
    "asks_reason",
    "concludes",
    "gives_grounds",
    "says_because",
]

_ASKED = re.compile(
    r"\bwhy\b|\bhow come\b|\bwhat (?:made|makes|caused|led|prompted|brought|drove)\b"
    r"|\b(?:causes?|reasons?)\b"
    r"|\bwhat for\b|\bon what grounds\b|为什么|为何|何以|怎么会|原因|理由|缘故|凭什么"
)
_GROUNDS = re.compile(
    r"\bbecause\b|\bsince (?!\d|[a-z]+ \d)|\bdue to\b|\bowing to\b|\bthanks to\b|\breasons?\b"
    r"|\baccount(?:s|ed)? for\b|\bcaused?\b|\bled to\b|\bdown to\b|\bso that\b|\bpurpose\b"
    r"|\bowes?\b|\bexplain|\bin order to\b|\bafter (?!all)"
    r"|, (?:as|so|for) (?:the|a|an|it|he|she|they|we)\b"
    r"|\bhad (?:come|gone|become|been|found|[a-z]+(?:ed|en))\b|\bbrought (?:on|about)\b"
    r"|因(?![此素])|由于|原因|理由|所以|导致|造成|使得|为了|说明|解释|归功|归咎|起因|引起|加上|主要来自"
)
_BECAUSE = re.compile(
    r"\bbecause\b|\bdue to\b|\bowing to\b|\bthanks to\b|\bthe reasons?\b|\bcaused by\b"
    r"|\bput (?:this|it|that) down to\b|\bblamed?\b|\battributed?\b|\bexplain(?:s|ed)\b"
    r"|\bresult(?:ed|s)? (?:from|of)\b"
    r"|因(?![此素应])|由于|原因|理由|导致|造成|归咎|归功|起因|引起|解释"
)
"""Words that say outright that a reason is given."""
_CONCLUDES = re.compile(
    r"^(?:for (?:that|this|these|those) reasons?|therefore|that is why|this is why|hence"
    r"|as a result|accordingly|so|consequently)\b|^(?:因此|所以|为此|于是|因而|基于)"
)
_ANNOUNCES = re.compile(
    r"^(?:there (?:are|were|is|was) )?(?:(?:two|three|four|several|various|some|the|both) )?"
    r"(?:things|reasons?|factors|causes)\b[^,;:]{0,40}[.:]?$|(?:如下|有[二两三四几][个项点]?)[。：:]?$"
    r"|\b(?:had|has|have|are|were|gave|gives|named|names|mentioned) "
    r"(?:two|three|four|several|various) (?:main )?(?:causes|reasons|factors)\b[^,;:]{0,40}[.:]?$"
)
_ADDS = re.compile(
    r"^(?:and\b|also\b|besides\b|moreover\b|in addition\b|another (?:reason|cause)\b|secondly\b"
    r"|[^.;]{1,60}\balso\b)|^(?:另|此外|再加上|加上|其次|同时|也因)"
)


@lru_cache(maxsize=256)
def asks_reason(text: str) -> bool:
    """Whether a question asks for a reason."""
    return _ASKED.search(fold(text)) is not None


@lru_cache(maxsize=8192)
def gives_grounds(text: str, after: str = "") -> bool:
    """Whether a sentence gives a reason, or the one after it draws its conclusion."""
    return _GROUNDS.search(fold(text)) is not None or concludes(after)


@lru_cache(maxsize=8192)
def says_because(text: str) -> bool:
    """Whether a sentence says outright that it gives a reason."""
    return _BECAUSE.search(fold(text)) is not None


@lru_cache(maxsize=8192)
def concludes(text: str) -> bool:
    """Whether a sentence draws a conclusion from the one before it."""
    return _CONCLUDES.search(fold(text).strip()) is not None


@lru_cache(maxsize=8192)
def announces(text: str) -> bool:
    """Whether a sentence only says that reasons follow."""
    return _ANNOUNCES.search(fold(text).strip()) is not None


@lru_cache(maxsize=8192)
def adds_reason(text: str) -> bool:
    """Whether a sentence goes on with a further reason."""
    return _ADDS.search(fold(text).strip()) is not None
