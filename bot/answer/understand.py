"""Understand: text and history become a Question that every later step reads.

Reads language, intent, entities, metrics, periods, quantities and operations from the wording,
and fills what a follow-up leaves out from the reader's own earlier turns. It does not search,
does not judge whether the question can be answered, and takes no number from an assistant's turn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from bot.errors import InputError, QuestionError
from bot.knowledge.figures_read import metrics_asked
from bot.language.cues import pattern
from bot.language.ellipsis import taken_up
from bot.language.exchange import by_company, exchanged
from bot.language.glossary import Glossary
from bot.language.periods import read_periods
from bot.language.phrases import Phrases
from bot.language.pointing import compared_with, point_back
from bot.language.quantities import read_quantities
from bot.language.restyle import only_style
from bot.language.script import detect_language, fold, normalise
from bot.language.workings import read_working
from bot.records import Intent, Lang, Level, Mention, Period, Question, Turn, Working

MAX_CHARACTERS = 4_000
MAX_TURNS = 6
ENTITY_KINDS = frozenset({"company", "person", "product"})
INTENTS: tuple[Intent, ...] = (
    "summary",
    "crosscheck",
    "status",
    "time",
    "comparison",
    "explanation",
    "list",
    "definition",
)
OPERATIONS = (
    "per_year",
    "per_quarter",
    "per_month",
    "per_day",
    "per_unit",
    "before",
    "share",
    "times",
    "difference",
    "miss",
    "growth",
    "sum",
    "total",
    "average",
    "highest",
    "lowest",
    "without",
    "whatif",
    "convert",
    "remaining",
    "operating_margin",
    "net_margin",
    "worth",
    "implied",
)
CUES = (
    "asks_number",
    "asks_person",
    "asks_later",
    "asks_ahead",
    "asks_money",
    "asks_agreement",
    "expected",
    "guidance",
    "follow_pronoun",
    "names_article",
    "asks_forecast_of_price",
    "points_back",
    "names_market",
    "bare_figure",
    "asks_sources",
    "asks_imprint",
    "premise_paid",
    "premise_fall",
    "premise_rise",
    "premise_positive",
    "premise_confirmed",
    "asserts_start",
    "takes_calendar",
    "speaks_of_loss",
)
ANSWER_TYPES = (
    "percent",
    "duration",
    "when",
    "who",
    "organisation",
    "price",
    "power",
    "money",
    "count",
)
REFUSALS = ("unsafe", "investment_advice", "future")


def check_text(text: str) -> str:
    """The question as normalised text. Raises QuestionError when empty, unreadable or too long."""
    try:
        clean = normalise(text).strip()
    except InputError as error:
        raise QuestionError("unreadable", f"The question is not readable text: {error}") from error
    if any(ord(c) < 32 and c not in "\n\t" for c in clean):
        raise QuestionError(
            "unreadable", "The question holds control characters; plain text was expected."
        )
    if not re.search(r"\w", clean):
        raise QuestionError(
            "empty", "The question is empty; ask something such as 'What is Oracle's RPO?'"
        )
    if len(clean) > MAX_CHARACTERS:
        raise QuestionError(
            "too_long",
            f"The question has {len(clean):,} characters; at most {MAX_CHARACTERS:,} were expected:"
            " shorten it, or index the text with `looplens index` and ask about it.",
        )
    return clean


def understand(
    text: str,
    history: Sequence[Turn],
    glossary: Glossary,
    phrases: Phrases,
    *,
    lang: Literal["auto", "zh-TW", "zh-CN", "en"] = "auto",
    level: Level = "standard",
    as_of: str = "article",
) -> Question:
    """Read a question in the light of its history. Raises QuestionError on unusable text."""
    clean = check_text(text)
    turns = tuple(history)[-MAX_TURNS * 2 :]
    language: Lang = detect_language(clean) if lang == "auto" else lang
    named = by_company(clean, glossary)
    question = _read(named, language, glossary, phrases, level, as_of)
    if named != clean:
        question = replace(question, asked=clean)
    if turns:
        question = _follow(question, turns, glossary, phrases, lang == "auto")
    return replace(question, working=question.working or read_working(question, phrases))


def _read(
    text: str, language: Lang, glossary: Glossary, phrases: Phrases, level: Level, as_of: str
) -> Question:
    folded = fold(text)
    mentions = glossary.find(text)
    entities = tuple(m for m in mentions if m.kind in ENTITY_KINDS)
    companies = [m.concept for m in entities if m.kind == "company"]
    return Question(
        text=text,
        standalone=text,
        language=language,
        level=level,
        as_of=as_of,
        intent=_intent(folded, phrases),
        entities=entities,
        metrics=metrics_asked(text, glossary),
        terms=tuple(m for m in mentions if m.kind not in ENTITY_KINDS),
        periods=_read_periods(text, folded, companies),
        quantities=read_quantities(text, language),
        operations=_outside(
            _found(folded, phrases, "op_", OPERATIONS), glossary.find_metrics(text), glossary
        ),
        refusal_cues=_found(folded, phrases, "refuse_", REFUSALS)
        + _found(folded, phrases, "", CUES),
        answer_type=_answer_type(folded, phrases),
    )


def _read_periods(text: str, folded: str, companies: list[str]) -> tuple[Period, ...]:
    """Periods, where "Q2 2026" of a company with its own fiscal year is read both ways.

    Readers say "Oracle's Q2 2026" of the fiscal quarter; where they write "fiscal", only so.
    """
    company = companies[0] if companies else None
    found: list[Period] = []
    for period in read_periods(text, company):
        calendar = re.fullmatch(r"(\d{4}) (Q[1-4])", period.label)
        fiscal: tuple[Period, ...] = ()
        if calendar and company and period.fiscal_of is None:
            fiscal = read_periods(f"FY{calendar[1]} {calendar[2]}", company)
        said = "fiscal" in folded or "会计年度" in folded or "财年" in folded
        if not (fiscal and said):
            found.append(period)
        found.extend(replace(p, span=period.span) for p in fiscal if p.fiscal_of)
    return tuple(found)


def _intent(folded: str, phrases: Phrases) -> Intent:
    for intent in INTENTS:
        if pattern(phrases, f"intent_{intent}").search(folded):
            return intent
    return "fact"


def _answer_type(folded: str, phrases: Phrases) -> str:
    """The kind of thing asked for, by the first kind whose cue stands in the question."""
    return next((t for t in ANSWER_TYPES if pattern(phrases, f"type_{t}").search(folded)), "")


def _found(folded: str, phrases: Phrases, prefix: str, names: Sequence[str]) -> tuple[Mention, ...]:
    found = []
    for name in names:
        match = pattern(phrases, prefix + name).search(folded)
        if match:
            found.append(Mention(name, "cue", match.group(), match.start(), match.end()))
    return tuple(found)


def _outside(
    found: tuple[Mention, ...], metrics: tuple[Mention, ...], glossary: Glossary
) -> tuple[Mention, ...]:
    """Operations without the "per share" that is part of a metric's name."""
    shares = [
        m for m in metrics if (known := glossary.metric(m.concept)) and "per share" in known.en
    ]
    return tuple(
        m
        for m in found
        if m.concept != "per_unit" or not any(n.start <= m.start <= n.end + 1 for n in shares)
    )


def _follow(
    question: Question,
    turns: Sequence[Turn],
    glossary: Glossary,
    phrases: Phrases,
    choose_language: bool,
) -> Question:
    """Fill what the question leaves out from the reader's earlier turns."""
    folded = fold(question.text)
    question = _restyle(question, folded, turns, phrases, choose_language)
    said = [
        _read(t.content, question.language, glossary, phrases, question.level, question.as_of)
        for t in turns
        if t.role == "user" and t.content.strip()
    ]
    if said and only_style(question.text, phrases):
        again = _earlier(question, turns, glossary, phrases)
        return replace(
            again,
            language=question.language,
            level=question.level,
            asked=question.text,
            history=tuple(turns),
        )
    pointed = (
        point_back(question, _reread(question, turns, glossary, phrases), phrases) if said else None
    )
    if pointed is not None:
        return _set_beside(question, pointed, turns, glossary, phrases)
    changed = _changed(question, said, glossary, phrases)
    if changed is not None:
        return replace(changed, asked=question.text, history=tuple(turns))
    if not said or not _leans_on_history(question, folded, phrases):
        return replace(question, history=tuple(turns))
    earlier = list(reversed(said))
    if pattern(phrases, "follow_ellipsis").search(folded) and (
        swapped := exchanged(question, earlier[0])
    ):
        if both := compared_with(question, earlier[0], swapped):
            return _set_beside(question, both, turns, glossary, phrases)
        whole = _read(swapped, question.language, glossary, phrases, question.level, question.as_of)
        asked = question.asked or question.text
        return replace(whole, asked=asked, history=tuple(turns), followed_up=True)
    entities = question.entities or _first(e.entities for e in earlier)
    if not entities:
        replies = [glossary.find(t.content) for t in reversed(turns) if t.role == "assistant"]
        entities = tuple(m for m in _first(replies) if m.kind in ENTITY_KINDS)[:1]
    metrics = question.metrics or _first(e.metrics for e in earlier)
    terms = question.terms or _first(e.terms for e in earlier)
    periods = _periods(question.periods, earlier)
    bare = not (question.entities or question.metrics or question.terms or question.operations)
    intent = earlier[0].intent if bare and question.intent == "fact" else question.intent
    operations = question.operations or (earlier[0].operations if bare else ())
    added = [m.text for m in (*entities, *metrics, *terms)]
    subject = " ".join(dict.fromkeys(a for a in added if fold(a) not in folded))
    nameless = not (question.entities or question.metrics or question.terms)
    topic = f"{earlier[0].text} {question.text}" if nameless else f"{question.text} {subject}"
    return replace(
        question,
        standalone=topic.strip(),
        entities=entities,
        metrics=metrics,
        terms=terms,
        periods=periods,
        intent=intent,
        operations=operations,
        answer_type=question.answer_type or earlier[0].answer_type,
        history=tuple(turns),
        followed_up=True,
    )


def _earlier(
    question: Question, turns: Sequence[Turn], glossary: Glossary, phrases: Phrases
) -> Question:
    """The reader's last question as it was understood in the light of those before it."""
    last = max(n for n, t in enumerate(turns) if t.role == "user" and t.content.strip())
    read = _read(
        turns[last].content, question.language, glossary, phrases, question.level, question.as_of
    )
    before = turns[:last]
    return _follow(read, before, glossary, phrases, False) if before else read


def _reread(
    question: Question, turns: Sequence[Turn], glossary: Glossary, phrases: Phrases
) -> Question:
    """The reader's last question, written out in full where it was itself a follow-up."""
    earlier = _earlier(question, turns, glossary, phrases)
    if earlier.standalone == earlier.text:
        return earlier
    return _read(
        earlier.standalone, question.language, glossary, phrases, question.level, question.as_of
    )


def _set_beside(
    question: Question,
    pointed: tuple[str, Working],
    turns: Sequence[Turn],
    glossary: Glossary,
    phrases: Phrases,
) -> Question:
    """The calculation that a follow-up asks for on a figure of the earlier question."""
    text, working = pointed
    read = _read(text, question.language, glossary, phrases, question.level, question.as_of)
    refused = {m.concept for m in question.refusal_cues}
    if not pattern(phrases, "speaks_of_reader").search(fold(question.text)):
        refused.discard("investment_advice")  # how two figures compare is no advice
    return replace(
        read,
        refusal_cues=tuple(
            m for m in read.refusal_cues if m.concept not in REFUSALS or m.concept in refused
        ),
        working=working,
        intent="fact",
        operations=question.operations,
        answer_type=question.answer_type,
        asked=question.asked or question.text,
        history=tuple(turns),
        followed_up=True,
    )


def _changed(
    question: Question, said: Sequence[Question], glossary: Glossary, phrases: Phrases
) -> Question | None:
    """The reader's earlier calculation with the one thing changed that the question names."""
    before: Question | None = None
    for asked in (*said, question):
        whole = taken_up(asked, before, phrases) if before is not None else None
        read = asked
        if whole is not None:
            read = _read(
                whole, question.language, glossary, phrases, question.level, question.as_of
            )
        if asked is question:
            return read if whole is not None else None
        before = replace(read, working=read_working(read, phrases))
    return None


def _restyle(
    question: Question, folded: str, turns: Sequence[Turn], phrases: Phrases, choose: bool
) -> Question:
    """Obey "in English, please", "shorter" and their like."""
    language, level = question.language, question.level
    if choose and pattern(phrases, "follow_language_en").search(folded):
        language = "en"
    elif choose and pattern(phrases, "follow_language_zh").search(folded):
        language = "zh-TW"
    elif choose and not re.search(r"[^\W\d_]{2,}", folded):
        language = detect_language(turns[-1].content)
    if pattern(phrases, "follow_shorter").search(folded):
        level = "brief"
    elif pattern(phrases, "follow_longer").search(folded):
        level = "detailed"
    return replace(question, language=language, level=level)


def _leans_on_history(question: Question, folded: str, phrases: Phrases) -> bool:
    """Whether the question needs the earlier turns: a pronoun, an ellipsis or no subject."""
    own = bool(question.entities) and bool(question.metrics or question.terms)
    if own:
        return False
    if not question.entities and not question.metrics:
        return True
    return bool(pattern(phrases, "follow_pronoun").search(folded)) or not question.entities


def _periods(own: tuple[Period, ...], earlier: Sequence[Question]) -> tuple[Period, ...]:
    if any(p.kind != "relative" for p in own):
        return own
    inherited = next((e.periods for e in earlier if e.periods), ())
    return own + tuple(p for p in inherited if p.kind != "relative")


def _first(groups: Iterable[tuple[Mention, ...]]) -> tuple[Mention, ...]:
    return next((group for group in groups if group), ())
