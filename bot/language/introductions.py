"""Whether a question asks no more than to be told of somebody, or of some side by side: "tell me
about Oracle", "compare NVIDIA and Oracle".

Nothing is left of it beside the names and words of telling or comparing, so it can be neither a
forecast nor another subject. It reads no source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.script import fold
from bot.records import Mention, Question

__all__ = ["introduced", "of_more", "side_by_side"]

_ASKS = re.compile(
    r"\b(?:tell|talk|about|know|introduc\w+|describe|explain|info(?:rmation)?|profile|overview"
    r"|nutshell|brief\w*|rundown|background|sum|summari[sz]e|summary|learn|story)\b"
    r"|介绍|说说|讲讲|谈谈|聊聊|讲一下|说一下|了解|认识|关于|简介|概况|背景|怎样的公司|什么样的公司"
)
_BESIDE = re.compile(
    r"\b(?:tell|talk|about|know|introduc\w+|describe|explain|info(?:rmation)?|profile|overview"
    r"|nutshell|brief(?:ly|ing)?|quick(?:ly)?|rundown|background|sum|summari[sz]e|summary|learn|story"
    r"|me|us|you|i|we|to|want|need|would|like|can|could|please|pls|thanks|hi|hello|hey|a|an|the|in"
    r"|of|on|for|up|this|that|it|bit|little|some|something|anything|everything|all|more|what|do|does"
    r"|company|firm|here|and|its|their|part|role|loop)\b"
    r"|介绍|说说|讲讲|谈谈|聊聊|讲|说|谈|聊|一下|了解|认识|关于|简介|概况|背景|请|麻烦|帮我|给我|跟我|向我|我想"
    r"|我|你|可以|能|简单|怎样的|什么样的|是|这家|那家|公司|这个|的|吗|呢|吧|好吗|谢谢|多一点|一些"
)
_COMPARES = re.compile(
    r"\bcompar\w+|\bversus\b|\bvs\b|\bdiffer\w*|\bcontrast\w*|\bside by side\b"
    r"|比较|相比|对比|对照|比一比|差别|差异|不同|不一样|差在哪|差多少|异同"
)
_COMPARING = re.compile(
    r"\bside by side\b|\b(?:compar\w+|versus|vs|differ\w*|contrast\w*|between|from|with|against"
    r"|to|and|or|how|is|are|two|three|both|these|those|each|other|one|another|put|set|make|give"
    r"|companies|firms|s)\b"
    r"|比较|相比|对比|对照|比一比|差别|差异|不同|不一样|差在哪里?|差多少|异同|[和与跟及、]|有|什么|哪里?|何|之间|两家"
    r"|三家|做个?|拿|来|比|处|点|把|放在一起"
)
_IS_WHAT = re.compile(
    r"\b(?:what|who|which|is|are|was|does|do|the|an?|exactly|actually|even|company|firm|business|kind"
    r"|sort|type|of|called|mean|means|define|definition|explain|tell|describe|say|me|us|about|please"
    r"|this|that|it|in|short|brief|briefly|can|could|you|anyway|again|hi|hello|so|and|then|loop|here)\b"
)
FEWEST, MOST = 2, 3


def introduced(question: Question) -> str:
    """The glossary id of the one company that a question asks to be told of; else empty."""
    named = [m for m in question.entities if m.kind == "company"]
    if len({m.concept for m in named}) != 1 or question.metrics or question.followed_up:
        return ""
    folded = _without_names(question, named)
    if _ASKS.search(folded) is None or re.search(r"\w", _BESIDE.sub(" ", folded)):
        return ""
    return named[0].concept


def side_by_side(question: Question) -> tuple[str, ...]:
    """The glossary ids of the companies that a question asks to be compared, in its order, where it
    names nothing in which they are to be.
    """
    named = [m for m in question.entities if m.kind == "company"]
    if len(named) != len(question.entities) or question.metrics or question.followed_up:
        return ()
    folded = _without_names(question, named)
    rest = _BESIDE.sub(" ", _COMPARING.sub(" ", folded))
    if _COMPARES.search(folded) is None or re.search(r"\w", rest):
        return ()
    companies = tuple(dict.fromkeys(m.concept for m in sorted(named, key=lambda m: m.start)))
    return companies if FEWEST <= len(companies) <= MOST else ()


def _without_names(question: Question, named: Sequence[Mention]) -> str:
    text = question.text
    for mention in sorted(named, key=lambda m: -m.start):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return fold(text)


def of_more(question: Question) -> bool:
    """Whether an English question has other words beside names and "what is": "what is in it for
    Oracle" asks for no definition.
    """
    rest = _IS_WHAT.sub(" ", _without_names(question, question.entities))
    return re.search(r"[a-z]{2}", rest) is not None
