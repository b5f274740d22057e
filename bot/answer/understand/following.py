"""What a follow-up leaves out, filled from the reader's own earlier turns.

A follow-up asks for the last answer in another form, sets a figure beside the one asked for,
changes one thing of a calculation, puts another party in its place or leans on what was named
before. No number is taken from an assistant's turn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bot.answer.understand.another import COMPARES, of_another, of_part
from bot.answer.understand.claims import of_claim, with_claim
from bot.answer.understand.compared import beside_party, in_words, sets_beside_party
from bot.answer.understand.history import Before, is_readers
from bot.answer.understand.joined import (
    COMPARING,
    added_up,
    as_one,
    asked_for,
    in_percent,
    of_both,
    of_profit,
    of_two_times,
    set_beside,
)
from bot.answer.understand.leaning import (
    asks_no_figure,
    has_its_figures,
    lacks_the_party,
    leans_on_history,
)
from bot.answer.understand.named_before import party_told, with_person, with_several, with_time
from bot.answer.understand.party_says import of_its_word
from bot.answer.understand.reading import Reader, inherited_periods
from bot.answer.understand.referents import (
    asks_only_why,
    spelled,
    still_leans,
    without_lead,
)
from bot.answer.understand.subjects import named_subject, parties_of
from bot.answer.understand.topics import (
    deal_meant,
    leant_on,
    on_last,
    returned_to,
    topic_of,
    without_turn,
)
from bot.language.asked import TIMES
from bot.language.cues import pattern
from bot.language.ellipsis import exchanged_term, supposed, taken_up
from bot.language.exchange import asks_another_thing
from bot.language.forms import only_form, read_form
from bot.language.manners import ABOUT_THE_LAST, read_manner
from bot.language.phrases import Phrases
from bot.language.pointing import (
    beside_earlier,
    point_back,
    relates_two,
)
from bot.language.pronouns import acts
from bot.language.restyle import asks_length, only_style, restyled
from bot.language.script import detect_language, fold, has_han
from bot.language.shifted import named_from, shifted, timed
from bot.language.terms_on import terms_on
from bot.language.workings import read_working
from bot.records import Form, Mention, Question, Turn

__all__ = ["follow"]


def follow(
    question: Question, turns: Sequence[Turn], reader: Reader, *, choose_language: bool
) -> Question:
    """The question with what it leaves out, from the reader's earlier turns."""
    question = restyled(question, turns, reader.phrases, choose=choose_language)
    said = tuple(reader.again(t.content, question) for t in turns if is_readers(t))
    if not said:
        return replace(question, history=tuple(turns))
    if (new := without_turn(question.text)) is not None:
        read = reader.again(new, question)
        if read.entities or read.metrics or read.terms:
            return replace(read, asked=question.asked or question.text, form=question.form)
    last = _earlier(question, turns, reader)
    whole = _written_out(last, question, reader)
    question = of_profit(added_up(in_percent(question, last)), said, reader.phrases)
    topic = topic_of(last, question, reader)
    if (returned := returned_to(question, said, topic, reader)) is not None:
        question, topic = returned
        last, whole, said = topic, topic, (topic,)
    topic = deal_meant(question, topic, said, reader) or topic
    figure = _written_out(topic, question, reader) if asks_no_figure(said[-1]) else whole
    before = Before(tuple(turns), said, last, whole, figure, topic)
    question = in_words(_with_names(question, before, reader), figure)
    made = _of_the_last(question, before, reader) or _of_the_topic(question, before, reader)
    made = with_claim(question, made)
    leant = made.topic or leant_on(question, before.topic, made, reader)
    return replace(made, topic=leant, history=tuple(turns))


def _with_names(question: Question, before: Before, reader: Reader) -> Question:
    """The question without the lead of a correction, and with the names of what its words for a
    time, a person or several parties stand for.
    """
    made = question
    readings: tuple[Callable[[Question], str | None], ...] = (
        lambda q: named_from(q, before.whole) or without_lead(q.text),
        lambda q: with_time(q, before),
        lambda q: with_person(q, before, reader),
        lambda q: with_several(q, before, reader),
    )
    for read in readings:
        told = read(made)
        made = made if told is None else reader.again(told, question)
    if made is question:
        return question
    return replace(made, asked=question.asked or question.text, form=question.form)


def _of_the_last(question: Question, before: Before, reader: Reader) -> Question | None:
    """The last question in another form, or a further operation on what it asked for."""
    found = (
        _told_otherwise(question, before.last, reader.phrases)
        or of_claim(question, before)
        or of_its_word(question, before, reader)
        or _of_expected(question, before, reader)
        or _of_both(question, before, reader)
        or of_two_times(question, before.figure, reader)
        or beside_party(question, before, reader)
        or _pointing_back(question, before.figure, reader)
        or _changed(question, before.figure, reader)
        or _on_figure(question, before.figure, reader)
    )
    return found and replace(found, asked=question.asked or question.text)


def _of_the_topic(question: Question, before: Before, reader: Reader) -> Question:
    """The question with what it leaves out of its subject, or as it is where it leaves out none."""
    if not leans_on_history(question, fold(question.text), reader.phrases):
        return spelled(question, before, reader) or question
    return (
        of_another(question, before, reader)
        or of_part(question, before.whole, reader)
        or (spelled(question, before, reader) if lacks_the_party(question) else None)
        or as_one(question, before.figure, reader)
        or spelled(question, before, reader)
        or _filled(question, before, reader)
    )


# --- the same again ----------------------------------------------------------------------------


def _told_otherwise(question: Question, earlier: Question, phrases: Phrases) -> Question | None:
    """The last question again, in another language, at another length or in another form; or
    what it rests on, or in fewer words, where the answer is doubted or not understood.
    """
    if (manner := read_manner(question.text, phrases)) in ABOUT_THE_LAST:
        again = replace(earlier, language=question.language, level=question.level)
        if manner != "figures":
            again = replace(again, form=replace(earlier.form, layout="prose"))
        cues = (*earlier.refusal_cues, *((_FIGURES,) if manner == "figures" else ()))
        return replace(again, refusal_cues=cues)
    form, rest = read_form(question.asked or question.text, phrases)
    formed = form != Form() and only_form(rest, phrases)
    if not formed and not only_style(rest, phrases):
        return None
    if form == Form():
        form = question.form
    before = detect_language(earlier.text)
    retold = "" if (before == "en") == (question.language == "en") else before
    level, kept = question.level, replace(earlier.form, at_most=0)
    if not (formed or asks_length(rest, phrases)):
        level, kept = earlier.level, earlier.form  # only the language is to change
    told = form if form != Form() else kept
    return replace(earlier, language=question.language, level=level, form=told, retold_from=retold)


_FIGURES = Mention("asks_number", "cue", "", 0, 0)


def _earlier(question: Question, turns: Sequence[Turn], reader: Reader) -> Question:
    """The reader's last question as it was understood in the light of those before it."""
    last = max(n for n, t in enumerate(turns) if is_readers(t))
    read = reader.again(turns[last].content, question)
    before = turns[:last]
    return follow(read, before, reader, choose_language=False) if before else read


def _written_out(earlier: Question, question: Question, reader: Reader) -> Question:
    """The earlier question with what it left out among its own words, and with its calculation."""
    if earlier.standalone not in (earlier.text, reader.again(earlier.text, question).standalone):
        made = reader.again(earlier.standalone, question)
        earlier = replace(
            made,
            supposed=earlier.supposed,
            supposed_of=earlier.supposed_of,
            followed_up=earlier.followed_up,
        )
    worked = earlier.working or read_working(earlier, reader.phrases)
    return replace(earlier, working=worked, claimed=None)


# --- beside what was asked ---------------------------------------------------------------------


def _of_expected(question: Question, before: Before, reader: Reader) -> Question | None:
    """How far the figure of before lies from what was expected of it, or what part of it is one
    party's: 「比預期差多少？」, 「其中……佔多少？」.
    """
    expected = any(m.concept == "expected" for m in question.refusal_cues)
    asked = {m.concept for m in question.operations}
    told = expected and asked & {"difference", "miss"}
    part = question.text.startswith("其中") and "share" in asked and question.entities
    return spelled(question, before, reader) if told or part else None


def _pointing_back(question: Question, earlier: Question, reader: Reader) -> Question | None:
    """The calculation that a follow-up asks for on the figure of the earlier question."""
    if has_its_figures(question) or _FALLS.search(fold(question.text)):
        return None
    if sets_beside_party(question) and not (earlier.metrics or earlier.working):
        return None
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


_FALLS = re.compile(
    r"\bhow much of (?:that|it|this|them|those|the total) (?:falls?|is due|comes? due|matures?"
    r"|lands?|expires?|runs? out|remains?|is left|has been|was added|got added)\b"
)
"""What asks for a part that is told as an amount."""


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


def _of_both(question: Question, before: Before, reader: Reader) -> Question | None:
    """What the figures of the last two questions come to that were not about two themselves."""
    by_the = [m for m in question.operations if m.concept.startswith("per_")]
    if by_the and len(by_the) == len(question.operations):
        return None
    said, places = list(before.said), [n for n, t in enumerate(before.turns) if is_readers(t)]
    if acts(question.text) or not relates_two(question, reader.phrases):
        return None
    last = before.whole
    while len(said) > 2 and len(said) == len(places) and relates_two(said[-1], reader.phrases):
        last = _written_out(
            _earlier(question, before.turns[: places.pop()], reader), question, reader
        )
        said.pop()
    if len(said) < 2 or len(said) != len(places):
        return None
    first = _written_out(_earlier(question, before.turns[: places[-1]], reader), question, reader)
    if first.text == last.text:
        return None  # the last turn only said something of the one before it
    return of_both(question, first, last, said, reader)


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


# --- what was named before ---------------------------------------------------------------------


def _filled(question: Question, before: Before, reader: Reader) -> Question:
    """The question with the parties, metrics and periods that were named before."""
    folded, topic = fold(question.text), before.topic
    nameless = not (question.entities or question.metrics or question.terms)
    # an English question cannot begin with its subject
    since = nameless and {"asks_later", "names_article"} <= {
        m.concept for m in question.refusal_cues
    }
    gap = nameless and has_han(question.text) and not on_last(question.text)
    gap = gap and not _LEADS.sub("", folded).startswith(("这", "那"))
    if not has_han(question.text):
        gap = nameless and _asks_its_own(question, topic, reader)
    about = named_subject(question, topic, reader) if gap or since else ""
    both = len({m.concept for m in topic.entities}) > 1 and not topic.metrics
    if since or (gap and both and asks_another_thing(question, topic)):
        about = about or parties_of(topic, reader, chinese=has_han(question.text))
    earlier = [topic] if about else [topic, *reversed(before.said)]
    entities = question.entities or _first(e.entities for e in earlier)
    if not entities:
        entities = party_told(before, reader)
    metrics = question.metrics or _first(e.metrics for e in earlier)
    terms = question.terms or _first(e.terms for e in earlier)
    bare = nameless and not question.operations and not asks_another_thing(question, topic)
    intent = earlier[0].intent if bare and question.intent == "fact" else question.intent
    added = [m.text for m in (*entities, *metrics, *terms)]
    subject = " ".join(dict.fromkeys(a for a in added if fold(a) not in folded))
    lost = tuple(m for m in earlier[0].refusal_cues if m.concept == "speaks_of_loss")
    compares = COMPARES.search(folded) is not None
    measured = question.metrics or question.terms
    leans = compares or asks_only_why(question.text)
    behind = nameless or leans or (not measured and still_leans(question.text))
    if behind and compares:
        entities = (*topic.entities, *question.entities)
    text = _asked_why(question.text, before.last)
    joint = ": " if about else " "
    own = _LEADS.sub("", text) if about and has_han(text) else f"{joint}{text}"
    if text != question.text:
        topic = replace(topic, text=topic.text.removesuffix(before.last.text).rstrip())
    whole = f"{about or topic.text}{own}" if behind else f"{question.text} {subject}"
    return replace(
        question,
        text=text,
        asked=question.asked or (question.text if text != question.text else ""),
        standalone=whole.strip(),
        entities=entities,
        metrics=metrics,
        terms=terms,
        periods=inherited_periods(question.periods, earlier),
        intent=intent,
        operations=question.operations or (earlier[0].operations if bare else ()),
        answer_type=question.answer_type or earlier[0].answer_type,
        refusal_cues=question.refusal_cues + (lost if bare or question.operations else ()),
        followed_up=True,
    )


def _asked_why(text: str, last: Question) -> str:
    """What asks only why with the words of the turn before it, where that leant on others itself:
    "who is more at risk, and why?".
    """
    leant = last.followed_up and last.standalone != last.text
    if not (leant and last.standalone.endswith(last.text) and asks_only_why(text)):
        return text
    said = last.text.rstrip(" ?？。.")
    return f"{said}，{text}" if has_han(text) else f"{said}, and {text}"


def _asks_its_own(question: Question, topic: Question, reader: Reader) -> bool:
    """Whether an English follow-up asks something else of what was spoken of: "who is more at
    risk?" after a question for an amount. It then wants the subject, and not what was asked of it.
    """
    dated = any(p.kind != "relative" for p in question.periods)
    leans = pattern(reader.phrases, "follow_pronoun").search(fold(question.text))
    return not (dated or leans) and asks_another_thing(question, topic)


def _first(groups: Iterable[tuple[Mention, ...]]) -> tuple[Mention, ...]:
    return next((group for group in groups if group), ())


_LEADS = re.compile(
    r"^(?:那麼?|那么|所以|可是|但是?|而|然後|然后|又|還有|还有)+[，,]?(?![個个筆笔家些])"
)
"""What joins a Chinese question to the one before it."""
