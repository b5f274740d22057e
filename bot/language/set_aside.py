"""What a reader says that they know already, beside what they ask: "I have its revenue".

"I found its revenue. What was its net loss?" names two measures and asks for one. The clause that
only says what is known is told by who knows it and by the verb; the rest must still ask something.
It knows no measure and no party.

「不算OCI，SaaS成長幾%」: what the first clause leaves out is none of what is asked for, where a
growth is to be told.
"""

from __future__ import annotations

import re

from bot.language.script import fold
from bot.records import Span

__all__ = ["known_already", "without_what_is_left_out"]

_CLAUSE = re.compile(r"[^.?!;()—\n。？！；（）]+[?？]?")
_HAN_CLAUSE = re.compile(r"[^.?!;,()—\n。？！；，（）]+[?？]?")
_KNOWN = re.compile(
    r"^\W*(?:ok(?:ay)?,? |so |fine,? |well,? |and |but )?(?:i|we)(?:'ve| have| had)?"
    r"(?: (?:already|only|just|do|all|now|got|also))*"
    r" (?:know|knew|found|find|have|has|got|get|see|saw|seen|read|looked up|understand)\b"
    r"(?! (?:no|not|nothing|to|a (?:question|presentation|class|test|report))\b)"
)
_KNOWN_HAN = re.compile(
    r"^\W*(?:我|我们|咱们)?(?:只|都|已经|早就?|也)*(?:知道|晓得|查到|看到|找到|看过|读到|明白)(?!的|吗|多少|什么)"
    r"|(?:知道|查到|看到|找到|拿到|明白|有|懂)了$"
)
_ASKS = re.compile(
    r"\b(?:how|what|who|whose|when|which|where|why)\b|\?|？|多少|几(?!乎)|谁|哪|何时|什么|怎|吗|呢"
)
_HAN = re.compile(r"[\u3400-\u9fff]")


def known_already(text: str) -> tuple[Span, ...]:
    """The clauses that only tell what the reader knows; none where nothing else would be asked."""
    folded = fold(text)
    han = _HAN.search(folded) is not None
    clauses = list((_HAN_CLAUSE if han else _CLAUSE).finditer(folded))
    known = [m for m in clauses if _is_known(m.group().strip(), han=han)]
    rest = [m for m in clauses if m not in known]
    if not known or not any(_ASKS.search(m.group()) for m in rest):
        return ()
    return tuple(m.span() for m in known)


def _is_known(clause: str, *, han: bool) -> bool:
    if clause.endswith(("?", "？")):
        return False
    return (_KNOWN_HAN if han else _KNOWN).search(clause) is not None


_NAMED = r"[^.,;:?!，。？；：]{2,40}?"
_LEFT_OUT = re.compile(
    rf"^\W*(?:(?:leav(?:e|ing)|put(?:ting)?|set(?:ting)?) {_NAMED} (?:aside|out(?: of it)?)"
    rf"|(?:apart from|aside from|besides|other than|except(?: for)?|not counting|excluding"
    rf"|forget(?:ting)?|ignor(?:e|ing)) {_NAMED})[,:;] *"
    r"|^\W*先?(?:不算|不看|不管|不计|不谈|撇开|撇除|抛开|除了|除去|排除)[^，,？?。]{1,20}[，,] *"
)
_GREW = re.compile(
    r"\bgr(?:e|o)w\w*\b.*\b(?:fast|per ?cent|percentage|rate)\b"
    r"|\b(?:fast|per ?cent|percentage|rate)\b.*\bgr(?:e|o)w\w*\b"
    r"|(?:成长|增长|年增|增速|季增).*(?:%|百分|多快|几成|多少)"
)
REST = 8


def without_what_is_left_out(text: str) -> str:
    """The question without a first clause that leaves a part out of it, where a growth is asked
    for, which no part's growth is taken from. Members of a list are left out by `retrieve.listing`.
    """
    folded = fold(text)
    cut = _LEFT_OUT.search(folded)
    if cut is None or len(folded) != len(text) or len(text) - cut.end() < REST:
        return text
    rest = folded[cut.end() :]
    return text[cut.end() :] if _GREW.search(rest) else text
