"""Whether a question asks no more than to be told of somebody: "tell me about Oracle".

Nothing is left of it beside the name and words of telling, so it can be neither a forecast nor
another subject. It reads no source.
"""

from __future__ import annotations

import re

from bot.language.script import fold
from bot.records import Question

__all__ = ["introduced"]

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


def introduced(question: Question) -> str:
    """The glossary id of the one company that a question asks to be told of; else empty."""
    named = [m for m in question.entities if m.kind == "company"]
    if len({m.concept for m in named}) != 1 or question.metrics or question.followed_up:
        return ""
    text = question.text
    for mention in sorted(named, key=lambda m: -m.start):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    folded = fold(text)
    if _ASKS.search(folded) is None or re.search(r"\w", _BESIDE.sub(" ", folded)):
        return ""
    return named[0].concept
