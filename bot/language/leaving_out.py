"""What a question leaves out: "apart from Nokia, whom did it back?" is not looked for by Nokia.

A name that is set aside stands in the question all the same, and texts on it come first: those that
answer tell of others. It is taken out of what is searched where the question asks for others by
name; where an amount is asked for, the part that is set aside may be needed to subtract it. Reads
the words of the exclusion only; knows no index and no meaning (docs/decisions/0122).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.language.glossary import Glossary
from bot.records import Mention

__all__ = ["not_set_aside", "searched_for", "set_aside"]

_PROPER = frozenset({"company", "person", "product"})
_FIRST, _MORE = "\ue000", "\ue001"
"""Stand for the first character of a name and for every other one."""

_ONE = rf"{_FIRST}{_MORE}*(?:['’]s)?"
_AND = r"(?:\s|[,、/&]|and|or|of course|the|也|和|跟|與|与|及|以及|還有|还有)*"
_NAMES = rf"(?:the )?{_ONE}(?:{_AND}{_ONE})*"
_SET_ASIDE = re.compile(
    rf"\b(?:leav(?:e|ing)|set(?:ting)?|put(?:ting)?) {_NAMES} (?:aside|out)\b"
    r"|\b(?:apart from|aside from|other than|besides|not counting|not including|excluding"
    rf"|except(?:ing)?(?: for)?) (?:of course )?{_NAMES}"
    rf"|(?<=[,;(]) ?{_NAMES} (?:aside|apart|excluded|excepted)\b"
    rf"|^{_NAMES} (?:aside|apart|excluded|excepted)\b"
    r"|(?:除了|除去|撇開|撇开|排除|不算|不計|不计|不含|不包括)"
    rf" ?{_NAMES} ?(?:不算|不談|不谈|以外|之外|外)?"
    rf"|{_NAMES} ?(?:先|也|都|也先)?(?:不算|不計|不计|不談|不谈|除外|以外|之外)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:who|whom|whose|which|what|where|else|others?|list|name)\b|哪|誰|谁|其他|其它|還有|还有|列",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\bhow (?:much|many)|per ?cent|%|\b(?:total|sum|share|remains?|left|add(?:s|ed)? up)\b"
    r"|多少|幾(?!家|個|间|間)|几(?!家|个|间)|百分|總|总|合計|合计|加起來|加起来|剩|佔|占",
    re.IGNORECASE,
)


def searched_for(query: str, glossary: Glossary) -> str:
    """The query without the names that it sets aside, where it asks for others; else as it is."""
    if _AMOUNT.search(query) or not _OTHERS.search(query):
        return query
    kept, at = "", 0
    for start, end in set_aside(query, [m for m in glossary.find(query) if m.kind in _PROPER]):
        kept += query[at:start] + " "
        at = end
    left = kept + query[at:]
    return left if any(char.isalnum() for char in left) else query


def not_set_aside(text: str, names: Iterable[Mention]) -> list[Mention]:
    """The names that a text does not set aside, in the order in which they are given."""
    given = list(names)
    aside = set_aside(text, given)
    return [name for name in given if not any(start <= name.start < end for start, end in aside)]


def set_aside(text: str, names: Iterable[Mention]) -> list[tuple[int, int]]:
    """Where a text sets some of its names aside, with the words that do so: "apart from Nokia"."""
    masked = list(text)
    for name in names:
        masked[name.start : name.end] = _FIRST + _MORE * (name.end - name.start - 1)
    return [found.span() for found in _SET_ASIDE.finditer("".join(masked))]
