"""Whether a question leans on those before it: what it leaves out, and what it names itself.

It reads one question's own words and writes nothing out.
"""

from __future__ import annotations

import re

from bot.answer.understand.referents import asks_only_why
from bot.language.asked import TIMES
from bot.language.cues import pattern
from bot.language.exchange import only_names
from bot.language.phrases import Phrases
from bot.language.pronouns import acts
from bot.language.turns import DEFINES
from bot.records import Question

__all__ = ["asks_no_figure", "has_its_figures", "lacks_the_party", "leans_on_history"]


def asks_no_figure(said: Question) -> bool:
    """Whether a turn names nothing and asks for no figure: "why?", "is it binding?"."""
    named = (*said.entities, *said.metrics, *said.periods, *said.quantities, *said.operations)
    return not named and "asks_number" not in {m.concept for m in said.refusal_cues}


def has_its_figures(question: Question) -> bool:
    """Whether it names both figures of what it asks to be worked out, and lacks the party alone."""
    given = [q for q in question.quantities if q.unit not in TIMES]
    named = {m.concept for m in question.metrics}
    return not question.entities and (len(named) > 1 or bool(named and given and question.periods))


def lacks_the_party(question: Question) -> bool:
    """Whether a party is all that it leaves out: it names its figures, or what the party has of
    another one.
    """
    return has_its_figures(question) or bool(question.entities and acts(question.text))


IS_MORE = (
    r"\b(?:is|are|was|were) (?:that|it|this) (?:\w+ )?"
    r"(?:more|less|bigger|larger|smaller|higher|lower) than\b"
)
_BESIDE = re.compile(
    rf"^[这那它]?比|{IS_MORE}"
    r"|^(?:(?:and|so|but)\b[, ]*)*(?:(?:as )?compared|relative) (?:with|to)\b"
    r"|^(?:and )?(?:versus|vs)\b"
)
"""What only sets the thing spoken of beside another."""


def leans_on_history(question: Question, folded: str, phrases: Phrases) -> bool:
    """Whether the question needs the earlier turns: a pronoun, an ellipsis or no subject."""
    own = bool(question.entities) and bool(question.metrics or question.terms)
    if asks_only_why(question.text) or _BESIDE.search(folded):
        return True
    if own or _stands_alone(question, folded, phrases):
        return False
    if only_names(question):
        return True
    if not question.entities and not question.metrics:
        return True
    pronoun = pattern(phrases, "follow_pronoun").search(folded)
    if pronoun is None:
        return not question.entities
    return not _speaks_of_its_own(question, folded, pronoun.start())


def _speaks_of_its_own(question: Question, folded: str, pronoun: int) -> bool:
    """Whether a pronoun stands behind a clause that says what it means: two parties, or a party
    and a figure.
    """
    before = max((folded.rfind(mark, 0, pronoun) for mark in ",，;；"), default=-1)
    parties = {m.concept for m in question.entities if m.end <= before}
    figures = [q for q in question.quantities if q.end <= before]
    return bool(parties) and len(parties) + len(figures) > 1


def _stands_alone(question: Question, folded: str, phrases: Phrases) -> bool:
    """Whether it asks what an idea of the field is, or why it is so, with nothing left out."""
    leans = pattern(phrases, "follow_pronoun").search(folded)
    if _OF_ITS_OWN.search(folded) and not leans:
        return True
    turns_to = _TELLS_OF.search(folded) is not None
    ideas = [m for m in question.terms if turns_to or m.kind not in ("metric", "unit")]
    if not ideas or leans:
        return False
    if pattern(phrases, "follow_ellipsis").search(folded):
        return False
    return turns_to or DEFINES.search(folded) is not None or question.intent == "explanation"


_OF_ITS_OWN = re.compile(
    r"\b(?:will|would|do|did|have|are|were|can|could) (?:the )?(?:big|large|largest|major|leading"
    r"|main|american|us|chinese|cloud|chip|tech|ai)(?: \w+){0,2}"
    r" (?:firms|companies|giants|makers|banks|providers|investors|players)\b|\bhyperscalers\b"
    r"|\b(?:critics|sceptics|skeptics|doubters|supporters|optimists|defenders|believers)\b"
    r"|批评者|质疑者|怀疑者|支持者|乐观者|看多的人|看空的人"
    r"|(?:大型|各大|主要|几[大家]|美国|云端|科技|芯片|晶片)[^，。,?？的]{0,6}(?:业者|公司|大厂|巨头|厂商|银行)(?!的)"
)
"""A subject of many that are named by their trade: "the big cloud firms"."""
_TELLS_OF = re.compile(
    r"^(?:now |please |then |ok(?:ay)?,? )*"
    r"(?:tell (?:me|us)|(?:let's |let us )?(?:talk|speak)) about\b"
    r"|\binstead\b|^(?:请|改|换个话题|那就)*(?:[说讲谈聊]{1,2}|介绍)(?:一下)?"
)
"""What turns to something new: "tell me about depreciation instead"."""
