"""A figure that a reader brings in from elsewhere: "I heard it owns 20%", 「可是我聽說是五百億」.

It is a claim to be held against the sources and no term of a calculation. Words that suppose a
figure, ask for one of their own or work with it bring in none. It knows no source.
"""

from __future__ import annotations

import re

from bot.language.asked import TIMES
from bot.language.script import fold
from bot.records import Quantity, Question

__all__ = ["brought_in", "of_the_thing"]

_JOINS = r"^(?:(?:but|and|so|well|wait|hm+|ok(?:ay)?|no|really|hang on|hold on)\b[,.? ]*)*"
_HEARD = re.compile(
    r"\b(?:i|we|someone|somebody|people|others|they|(?:my|a|the) (?!article\b)\w+)"
    r"(?:['’]ve| have| had| also| always| only)*"
    r" (?:heard|read|saw|seen|thought|remember(?:ed)?|was told|were told|been told|told (?:me|us)"
    r"|reckon(?:ed)?|claims?|claimed|said|says?)\b"
    rf"|{_JOINS}(?:is|was|are|were|does|did)(?:n['’]t| not) (?:it|that|this|they)\b"
    rf"|{_JOINS}(?:is|was|are|were) (?:it|that|this|they) not\b"
    r"|我?(?:之前|以前|好像|明明|记得|刚刚|在(?:网路|网络|网|报纸|新闻|书)上?)*"
    r"(?:听说|听过|听到|听人(?:家)?[说讲]|看到|读到|看过|记得|以为|印象中?)"
    r"|(?:有人|别人|人家|朋友|同事|老师|新闻|媒体|报导|报道|网路上|网络上|网上|大家)(?:都|也|跟我|告诉我)*[说写讲是]"
    r"|^(?:可是|但是?|那|欸|咦|嗯)*[，,]?(?:难道)?不(?:是|应该是|该是)(?:有|大概|约|已经)*"
    r"(?=[^，,]*[吗么呢?？]|[^，,]*$)"
)
_SUPPOSES = re.compile(r"\bwhat if\b|\bif\b|\bsuppos|\bassum|如果|假设|假如|要是|万一")
_ASKS = re.compile(
    r"\b(?:how|what|which|who|whom|when|where|why)\b"
    r"|多少|几(?!乎)|什么|为何|怎|哪|谁|何时|差(?:多|几)|是不是因为"
)
_OF_ANOTHER = re.compile(
    r"\b(?:its|their|his|her|the|a) (?!(?:\w+ )?(?:numbers?|figures?|amounts?|sums?|totals?|deals?"
    r"|contracts?|stakes?|shares?|investments?|price|value)\b)[a-z]+"
    r"|(?:它|[他她]们?)的(?!数字|金额|股份)"
)
"""A thing that is named beside the figure, other than the one spoken of."""
WORKS = frozenset(
    "share times difference miss growth sum total average convert remaining per_unit".split()
)


def of_the_thing(text: str) -> bool:
    """Whether words that bring in a figure name nothing that it is of but what was spoken of."""
    folded = fold(text)
    heard = _HEARD.search(folded)
    return heard is not None and _OF_ANOTHER.search(folded, heard.end()) is None


def brought_in(question: Question) -> Quantity | None:
    """The one figure that the words claim to have from elsewhere, or hold against the answer."""
    folded = fold(question.text)
    figures = [q for q in question.quantities if q.unit not in TIMES]
    heard = _HEARD.search(folded)
    if len(figures) != 1 or heard is None:
        return None
    if _SUPPOSES.search(folded) or _ASKS.search(folded):
        return None
    works = {m.concept for m in question.operations} & WORKS
    if figures[0].unit == "%":
        works -= {"share", "growth"}
    return None if works else figures[0]
