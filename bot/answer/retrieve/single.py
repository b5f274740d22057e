"""Whether a question asks for one thing, and not for several or for a choice among those it names.

Of one thing a single sentence must hold the kind that is asked for; the parts of "how much did each
pay" stand in several, and who of two is larger needs no name besides theirs. It reads the
question's words alone.
"""

from __future__ import annotations

import re

from bot.answer.retrieve.breadth import asks_several
from bot.answer.retrieve.cuts import compares
from bot.language.script import fold
from bot.records import Question

__all__ = ["asks_of_two", "asks_one_thing"]

_EACH = re.compile(
    r"\beach\b(?! other)|\brespectively\b|\bboth\b|\bwhich (?:one )?of\b|\bwhose\b|\beither\b"
    r"|各|分别|哪一?[边个](?!月|州|城)|还是|谁(?:的|比|更|较)|比较"
)
_OR = re.compile(r"\bor\b")
_VERSUS = re.compile(r"\bagainst\b|\bversus\b|\bvs\b|对上|对照|\bpk\b")
_ENGLISH = re.compile(
    r"(?:^|[,;?:.—-] *(?:and |but |so |or )?|\band |\bor )"
    r"(?:how|what|when|who(?:se|m)?|which|where|why)\b"
)
_CHINESE = re.compile(
    r"(?P<figure>多少|(?<!哪)几(?!乎)|多[久大长高])|(?P<who>谁|哪几?)|(?P<time>什么时候|何时)"
    r"|(?P<why>为什么|为何)|(?P<how>怎么|如何)|(?P<what>什么)"
)
_OF_MANY = frozenset({"comparison", "summary", "crosscheck"})
_PLAIN = frozenset({"fact", "time", "status", "definition"})


def asks_one_thing(question: Question, kind: str, sides: int) -> bool:
    """Whether one thing is asked for; `sides` are the parts that the question was cut into.

    Several places or names that are asked for stand in sentences that name places.
    """
    folded = fold(question.standalone)
    parties = {m.concept for m in question.entities if m.kind != "person"}
    asked = {m.lastgroup for m in _CHINESE.finditer(folded)}
    return not (
        sides > 1
        or question.intent in _OF_MANY
        or (kind not in ("place", "name") and (compares(question) or _EACH.search(folded)))
        or (len(parties) > 1 and _OR.search(folded))
        or (len({m.concept for m in question.entities}) > 1 and _VERSUS.search(folded))
        or len(_ENGLISH.findall(folded)) > 1
        or len(asked) > 1
    )


def asks_of_two(question: Question) -> bool:
    """Whether it asks one thing of two companies or people, who must be named together."""
    parties = {m.concept for m in question.entities if m.kind in ("company", "person")}
    plain = question.intent in _PLAIN and not question.quantities and not asks_several(question)
    return len(parties) == 2 == len({m.concept for m in question.entities}) and plain
