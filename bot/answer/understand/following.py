"""What a follow-up leaves out, filled from the reader's own earlier turns.

A follow-up asks for the last answer in another form, sets a figure beside the one asked for,
changes one thing of a calculation, puts another party in its place or leans on what was named
before. No number is taken from an assistant's turn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.answer.understand.joined import (
    COMPARING,
    as_one,
    asked_for,
    of_both,
    of_profit,
    of_two_times,
    set_beside,
)
from bot.answer.understand.reading import ENTITY_KINDS, Reader
from bot.answer.understand.referents import (
    acts,
    inherited_periods,
    spelled,
    still_leans,
    topic_of,
    without_lead,
)
from bot.language.asked import TIMES
from bot.language.cues import pattern
from bot.language.ellipsis import exchanged_term, supposed, taken_up
from bot.language.exchange import exchanged, only_names
from bot.language.forms import only_form, read_form
from bot.language.manners import ABOUT_THE_LAST, read_manner
from bot.language.phrases import Phrases
from bot.language.pointing import (
    beside_earlier,
    compared_with,
    point_back,
    relates_two,
)
from bot.language.restyle import only_style, restyled
from bot.language.script import detect_language, fold, has_han
from bot.language.shifted import named_from, shifted, timed
from bot.language.terms_on import terms_on
from bot.language.turns import DEFINES
from bot.language.workings import read_working
from bot.records import Form, Mention, Question, Turn

__all__ = ["follow"]

BARE = re.compile(
    r"(?:(?:那麼|那么|那|而|至於|至于|換成|换成|and|but|or|what about|how about) ?)?"
    r"(?:(?:for|in|of) )?(?:(?:just|only) )?(?:the )?"
    r"(?P<part>[^，,。？?]{2,30}?)(?:的|呢|咧)*[？?]?",
    re.IGNORECASE,
)
"""A follow-up that names one thing and asks nothing else."""


def follow(
    question: Question, turns: Sequence[Turn], reader: Reader, *, choose_language: bool
) -> Question:
    """The question with what it leaves out, from the reader's earlier turns."""
    phrases = reader.phrases
    folded = fold(question.text)
    question = restyled(question, turns, phrases, choose=choose_language)
    said = [reader.again(t.content, question) for t in turns if _is_readers(t)]
    if not said:
        return replace(question, history=tuple(turns))
    earlier = _earlier(question, turns, reader)
    whole = _written_out(earlier, question, reader)
    question = of_profit(_added_up(_in_percent(question, earlier)), said, phrases)
    named = named_from(question, whole) or without_lead(question.text)
    if named is not None:
        read = reader.again(named, question)
        question = replace(read, asked=question.asked or question.text, form=question.form)
        folded = fold(named)
    topic = topic_of(earlier, question, reader)
    found = (
        _told_otherwise(question, earlier, phrases)
        or _of_expected(question, topic, turns, reader)
        or _of_both(question, whole, said, turns, reader)
        or of_two_times(question, whole, reader)
        or _pointing_back(question, whole, reader)
        or _changed(question, whole, reader)
        or _on_figure(question, whole, reader)
    )
    if found is not None:
        asked = question.asked or question.text
        return replace(found, asked=asked, history=tuple(turns))
    if not _leans_on_history(question, folded, phrases):
        return spelled(question, topic, turns, reader) or replace(question, history=tuple(turns))
    return (
        _of_another(question, whole, turns, reader)
        or _of_part(question, whole, turns, reader)
        or as_one(question, whole, reader)
        or spelled(question, topic, turns, reader)
        or _filled(question, said, topic, turns, reader)
    )


_BARE_PERCENT = re.compile(r"多少[%％趴]|百分之(?:几|多少)|几[%％趴]|what (?:percent|percentage)")
_OF_WHOLE = re.compile(r"占|比重|比例|相当|\bof\b|\bshare\b")


def _in_percent(question: Question, earlier: Question) -> Question:
    """The question without a share, where a bare "what per cent" follows a growth: it is one."""
    grew = any(m.concept == "growth" for m in earlier.operations)
    shares = [m for m in question.operations if m.concept == "share"]
    folded = fold(question.text)
    if not grew or len(shares) != 1 or question.metrics or _OF_WHOLE.search(folded):
        return question
    if not _BARE_PERCENT.fullmatch(fold(shares[0].text)):
        return question
    kept = tuple(m for m in question.operations if m not in shares)
    return replace(question, operations=kept)


_ADD_UP = re.compile(r"\badd(?:ed|ing)? (?:them|it|these|those|both|all(?: of (?:them|it))?) up\b")


def _added_up(question: Question) -> Question:
    """The question without a growth, where "add them up" asks for a sum."""
    if not _ADD_UP.search(fold(question.text)):
        return question
    kept = tuple(m for m in question.operations if m.concept != "growth")
    return replace(question, operations=kept)


def _is_readers(turn: Turn) -> bool:
    return turn.role == "user" and bool(turn.content.strip())


# --- the same again ----------------------------------------------------------------------------


def _told_otherwise(question: Question, earlier: Question, phrases: Phrases) -> Question | None:
    """The last question again, in another language, at another length or in another form; or
    what it rests on, or in fewer words, where the answer is doubted or not understood.
    """
    if read_manner(question.text, phrases) in ABOUT_THE_LAST:
        return replace(earlier, language=question.language, level=question.level)
    form, rest = read_form(question.asked or question.text, phrases)
    formed = form != Form() and only_form(rest, phrases)
    if not formed and not only_style(rest, phrases):
        return None
    if form == Form():
        form = question.form
    told = form if form != Form() else replace(earlier.form, at_most=0)
    before = detect_language(earlier.text)
    again = "" if (before == "en") == (question.language == "en") else before
    return replace(
        earlier, language=question.language, level=question.level, form=told, retold_from=again
    )


def _earlier(question: Question, turns: Sequence[Turn], reader: Reader) -> Question:
    """The reader's last question as it was understood in the light of those before it."""
    last = max(n for n, t in enumerate(turns) if _is_readers(t))
    read = reader.again(turns[last].content, question)
    before = turns[:last]
    return follow(read, before, reader, choose_language=False) if before else read


def _written_out(earlier: Question, question: Question, reader: Reader) -> Question:
    """The earlier question with what it left out among its own words, and with its calculation."""
    if earlier.standalone != earlier.text:
        made = reader.again(earlier.standalone, question)
        earlier = replace(
            made,
            supposed=earlier.supposed,
            supposed_of=earlier.supposed_of,
            followed_up=earlier.followed_up,
        )
    return replace(earlier, working=earlier.working or read_working(earlier, reader.phrases))


# --- beside what was asked ---------------------------------------------------------------------


def _of_expected(
    question: Question, topic: Question, turns: Sequence[Turn], reader: Reader
) -> Question | None:
    """How far the figure of before lies from what was expected of it, or what part of it is one
    party's: 「比預期差多少？」, 「其中……佔多少？」.
    """
    expected = any(m.concept == "expected" for m in question.refusal_cues)
    asked = {m.concept for m in question.operations}
    told = expected and asked & {"difference", "miss"}
    part = question.text.startswith("其中") and "share" in asked and question.entities
    return spelled(question, topic, turns, reader) if told or part else None


def _pointing_back(question: Question, earlier: Question, reader: Reader) -> Question | None:
    """The calculation that a follow-up asks for on the figure of the earlier question."""
    pointed = point_back(question, earlier, reader.phrases)
    if pointed is not None:
        return set_beside(question, pointed, reader)
    asked = COMPARING & {m.concept for m in question.operations}
    figures = [q for q in question.quantities if q.unit not in TIMES]
    named = question.entities or question.metrics or figures
    if not asked or named or not beside_earlier(question, reader.phrases):
        return None
    whole = reader.again(f"{earlier.text} {question.text}", question)
    cues = asked_for(whole, {m.concept for m in question.refusal_cues})
    return replace(whole, intent="fact", answer_type=question.answer_type, refusal_cues=cues)


def _on_figure(question: Question, earlier: Question, reader: Reader) -> Question | None:
    """What the reader's own terms make of the figure asked for before: "spread over 8 years",
    "57% of it", "double it".
    """
    measures = {m.concept for m in question.metrics} - {"valuation"}
    if measures or question.entities or question.intent not in ("fact", "time"):
        return None
    if read_working(question, reader.phrases) is not None:
        return None
    working = terms_on(question, earlier, reader.phrases)
    return (
        set_beside(question, (f"{earlier.text} {question.text}", working), reader)
        if (working)
        else None
    )


def _of_both(
    question: Question,
    earlier: Question,
    said: Sequence[Question],
    turns: Sequence[Turn],
    reader: Reader,
) -> Question | None:
    """What the figures of the last two questions come to."""
    by_the = [m for m in question.operations if m.concept.startswith("per_")]
    if by_the and len(by_the) == len(question.operations):
        return None
    if len(said) < 2 or acts(question.text) or not relates_two(question, reader.phrases):
        return None
    last = max(n for n, t in enumerate(turns) if _is_readers(t))
    first = _written_out(_earlier(question, turns[:last], reader), question, reader)
    return of_both(question, first, earlier, said, reader)


# --- one thing changed -------------------------------------------------------------------------


def _changed(question: Question, earlier: Question, reader: Reader) -> Question | None:
    """The reader's earlier calculation with the one thing changed that the question names."""
    put = supposed(question, earlier, reader.phrases)
    if put is not None:
        return replace(earlier, supposed=put[0], supposed_of=put[1])
    other = exchanged_term(question, earlier, reader.phrases) if earlier.followed_up else None
    if other is not None:
        return set_beside(question, other, reader)
    other_time = timed(question, earlier) or shifted(question, earlier)
    whole = other_time or taken_up(question, earlier, reader.phrases)
    return None if whole is None else reader.again(whole, question)


def _of_another(
    question: Question, earlier: Question, turns: Sequence[Turn], reader: Reader
) -> Question | None:
    """The earlier question of another party, or how far that one lies from the first."""
    cued = pattern(reader.phrases, "follow_ellipsis").search(fold(question.text))
    if (not cued and not only_names(question)) or _COMPARES.search(fold(question.text)):
        return None
    swapped = exchanged(question, earlier)
    if not swapped:
        return None
    both = compared_with(question, earlier, swapped)
    whole = set_beside(question, both, reader) if both else reader.again(swapped, question)
    asked = question.asked or question.text
    return replace(whole, asked=asked, history=tuple(turns), followed_up=True)


_COMPARES = re.compile(r"\bcompar|^[跟和与同].{1,20}比")


def _of_part(
    question: Question, earlier: Question, turns: Sequence[Turn], reader: Reader
) -> Question | None:
    """The earlier question of a part of its measure: "and the data centre?" after the revenue."""
    if not pattern(reader.phrases, "follow_ellipsis").search(fold(question.text)):
        return None
    if question.metrics or question.entities or question.operations or question.quantities:
        return None
    said = BARE.fullmatch(question.text.strip())
    if said is None or len(earlier.metrics) != 1:
        return None
    part, measure = said["part"].strip(), earlier.metrics[0]
    named = f"{part}{'' if has_han(part) else ' '}{measure.text}"
    found = reader.glossary.find_metrics(named)
    if len(found) != 1 or found[0].concept == measure.concept or len(found[0].text) < len(named):
        return None
    text = f"{earlier.text[: measure.start]}{named}{earlier.text[measure.end :]}"
    asked = question.asked or question.text
    whole = reader.again(text, question)
    return replace(whole, asked=asked, history=tuple(turns), followed_up=True)


# --- what was named before ---------------------------------------------------------------------


def _filled(
    question: Question,
    said: Sequence[Question],
    topic: Question,
    turns: Sequence[Turn],
    reader: Reader,
) -> Question:
    """The question with the parties, metrics and periods that were named before."""
    folded = fold(question.text)
    earlier = [topic, *reversed(said)]
    entities = question.entities or _first(e.entities for e in earlier)
    if not entities:
        replies = [reader.glossary.find(t.content) for t in reversed(turns) if t.role != "user"]
        entities = tuple(m for m in _first(replies) if m.kind in ENTITY_KINDS)[:1]
    metrics = question.metrics or _first(e.metrics for e in earlier)
    terms = question.terms or _first(e.terms for e in earlier)
    bare = not (question.entities or question.metrics or question.terms or question.operations)
    intent = earlier[0].intent if bare and question.intent == "fact" else question.intent
    added = [m.text for m in (*entities, *metrics, *terms)]
    subject = " ".join(dict.fromkeys(a for a in added if fold(a) not in folded))
    nameless = not (question.entities or question.metrics or question.terms)
    lost = tuple(m for m in earlier[0].refusal_cues if m.concept == "speaks_of_loss")
    compares = _COMPARES.search(folded) is not None
    measured = question.metrics or question.terms
    behind = nameless or (not measured and (compares or still_leans(question.text)))
    if behind and compares:
        entities = (*topic.entities, *question.entities)
    whole = f"{topic.text} {question.text}" if behind else f"{question.text} {subject}"
    return replace(
        question,
        standalone=whole.strip(),
        entities=entities,
        metrics=metrics,
        terms=terms,
        periods=inherited_periods(question.periods, earlier),
        intent=intent,
        operations=question.operations or (earlier[0].operations if bare else ()),
        answer_type=question.answer_type or earlier[0].answer_type,
        refusal_cues=question.refusal_cues + (lost if bare or question.operations else ()),
        history=tuple(turns),
        followed_up=True,
    )


def _leans_on_history(question: Question, folded: str, phrases: Phrases) -> bool:
    """Whether the question needs the earlier turns: a pronoun, an ellipsis or no subject."""
    own = bool(question.entities) and bool(question.metrics or question.terms)
    if own or _stands_alone(question, folded, phrases):
        return False
    if only_names(question):
        return True
    if not question.entities and not question.metrics:
        return True
    return bool(pattern(phrases, "follow_pronoun").search(folded)) or not question.entities


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
    r"|(?:大型|各大|主要|几[大家]|美国|云端|科技|芯片|晶片)[^，。,?？的]{0,6}(?:业者|公司|大厂|巨头|厂商|银行)(?!的)"
)
"""A subject of many that are named by their trade: "the big cloud firms"."""
_TELLS_OF = re.compile(
    r"^(?:now |please |then |ok(?:ay)?,? )*"
    r"(?:tell (?:me|us)|(?:let's |let us )?(?:talk|speak)) about\b"
    r"|\binstead\b|^(?:请|改|换个话题|那就)*(?:[说讲谈聊]{1,2}|介绍)(?:一下)?"
)
"""What turns to something new: "tell me about depreciation instead"."""


def _first(groups: Iterable[tuple[Mention, ...]]) -> tuple[Mention, ...]:
    return next((group for group in groups if group), ())
