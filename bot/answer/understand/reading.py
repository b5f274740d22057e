"""What one question's own words give away: its intent, parties, figures, periods, operations.

It reads one text at a time and knows no history.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.knowledge.figures_read import metrics_asked
from bot.language.counted_sides import figures_meant
from bot.language.cues import pattern
from bot.language.glossary import Glossary
from bot.language.measures_asked import by_turn_of_speech
from bot.language.operations import likely_operations
from bot.language.periods import read_periods
from bot.language.phrases import Phrases
from bot.language.quantities import read_quantities
from bot.language.script import fold
from bot.language.timing import QUARTER
from bot.records import Intent, Lang, Level, Mention, Period, Question

__all__ = ["ENTITY_KINDS", "REFUSALS", "Reader", "inherited_periods"]

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
COUNTED_BY = {"per_day": "daily_", "per_week": "weekly_", "per_month": "monthly_"}
"""How metrics are named that are counted by a stretch of time: users a week."""
OPERATIONS = (
    "per_year",
    "per_quarter",
    "per_month",
    "per_week",
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
    "asks_outcome",
    "asks_in_the_end",
    "asks_confirmed",
    "asks_stated",
    "asks_projected",
    "of_reader",
    "asks_money",
    "asks_agreement",
    "expected",
    "guidance",
    "follow_pronoun",
    "asks_to_make",
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
    "premise_binding",
    "premise_beat",
    "premise_missed",
    "names_intent",
    "asserts_start",
    "takes_calendar",
    "speaks_of_loss",
)
OF_RATIO = re.compile(r"的?(?:几|多少)倍")
_WHO_TO_WHOM = re.compile(r"\bwho\b.{0,40}\b(?:whom|(?:to|from|in|with) who)\b|谁[^，。]{0,10}谁")
_A_DOLLAR = re.compile(
    r"^(?:so |and |but )?(?:is|are|was|does|do|did|has|can|could)\b"
    r"(?!.*\b(?:how|what|which)\b).*\b(?:same|each|every|one|single) dollar\b"
)
_HOW_MANY = re.compile(r"how (?:many|much)\b")
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


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads questions with one glossary and one set of phrases."""

    glossary: Glossary
    phrases: Phrases

    def read(self, text: str, language: Lang, level: Level, as_of: str) -> Question:
        """What the words of a question give away, as it stands."""
        return _read(text, language, self.glossary, self.phrases, level, as_of)

    def again(self, text: str, like: Question) -> Question:
        """Other words read for the same reader: in the language, at the level of a question."""
        return self.read(text, like.language, like.level, like.as_of)


def _read(
    text: str, language: Lang, glossary: Glossary, phrases: Phrases, level: Level, as_of: str
) -> Question:
    folded = fold(text)
    mentions = glossary.find(text)
    entities = tuple(m for m in mentions if m.kind in ENTITY_KINDS)
    named = metrics_asked(text, glossary)
    turned = by_turn_of_speech(text, entities, named, glossary)
    question = Question(
        text=text,
        standalone=_in_plain_words(text, turned, language, glossary),
        language=language,
        level=level,
        as_of=as_of,
        intent=_intent(folded, phrases),
        entities=entities,
        metrics=turned or _of_ratios(named, text, glossary),
        terms=tuple(m for m in mentions if m.kind not in ENTITY_KINDS),
        periods=_read_periods(text, folded, [m for m in entities if m.kind == "company"]),
        quantities=figures_meant(text, read_quantities(text, language)),
        operations=_outside(
            _found(folded, phrases, "op_", OPERATIONS), glossary.find_metrics(text), glossary
        ),
        refusal_cues=_not_its_own(_found(folded, phrases, "refuse_", REFUSALS), folded, entities)
        + _found(folded, phrases, "", CUES),
        answer_type=_answer_type(folded, phrases),
    )
    return replace(question, likely=likely_operations(question))


def _in_plain_words(
    text: str, turned: tuple[Mention, ...], language: Lang, glossary: Glossary
) -> str:
    """The text with the name of the measure that its turn of speech asks for: sources say that."""
    for m in turned:
        name = glossary.name(m.concept, language)
        text = f"{text[: m.start]}{name}{text[m.end :]}"
    return text


def _of_ratios(metrics: tuple[Mention, ...], text: str, glossary: Glossary) -> tuple[Mention, ...]:
    """The metrics, with "how many times the revenue" beside another figure read as the revenue."""
    made: list[Mention] = []
    for metric in metrics:
        cut = OF_RATIO.search(fold(metric.text))
        others = [m for m in metrics if m.concept != metric.concept]
        inner = (
            glossary.find_metrics(text[metric.start : metric.start + cut.start()]) if cut else ()
        )
        if "_to_" in metric.concept and others and len(inner) == 1:
            start = metric.start + inner[0].start
            made.append(replace(inner[0], start=start, end=start + len(inner[0].text)))
        else:
            made.append(metric)
    return tuple(made)


def _read_periods(text: str, folded: str, companies: Sequence[Mention]) -> tuple[Period, ...]:
    """Periods, where "Q2 2026" of a company with its own fiscal year is read both ways.

    Readers say "Oracle's Q2 2026" of the fiscal quarter; where they write "fiscal", only so. Of two
    companies each counts its own years: the one named last before a quarter dates it.
    """
    company = companies[0].concept if companies else None
    found: list[Period] = []
    for first_read in read_periods(text, company):
        period, company = _counted(first_read, text, companies)
        calendar = _CALENDAR.fullmatch(period.label)
        fiscal: tuple[Period, ...] = ()
        if calendar and company and period.fiscal_of is None:
            fiscal = read_periods(_YEAR_OF_QUARTER.sub(r"FY\1", period.label), company)
        said = "fiscal" in folded or "会计年度" in folded or "财年" in folded
        if not (fiscal and said):
            found.append(period)
        found.extend(replace(p, span=period.span) for p in fiscal if p.fiscal_of)
    return _of_that_year(found, folded, company)


_CALENDAR = re.compile(r"\d{4} Q[1-4](?: to \d{4} Q[1-4])?")
_YEAR_OF_QUARTER = re.compile(r"\b(\d{4})(?= Q)")


def _counted(period: Period, text: str, companies: Sequence[Mention]) -> tuple[Period, str | None]:
    """A period as the company named last before it counts its years, else the first, and which; a
    company of which no calendar is known counts none.
    """
    first = companies[0].concept if companies else None
    before = [m for m in companies if period.span and m.end <= period.span[0]]
    before = [m for m in before if any(p.end for p in read_periods("FY2025 Q1", m.concept))]
    own = max(before, key=lambda m: m.end).concept if before else first
    if own is None or not period.fiscal_of or own == period.fiscal_of:
        return period, own
    theirs = (p for p in read_periods(text, own) if p.span == period.span)
    return next(theirs, period), own


_QUARTER = re.compile(r"((?:FY)?\d{4}) Q[1-4]")
_ORDINAL = re.compile(
    r"\b(?:in|for|of|from|to|than|and|versus|vs\.?) the (?P<n>first|second|third|fourth)"
    r"(?= ?(?:[?,.;]|$|and\b|or\b))"
)
_NUMBER = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def _of_that_year(found: list[Period], folded: str, company: str | None) -> tuple[Period, ...]:
    """The periods, with a bare quarter read as one of the year of the only other that is named:
    "the second quarter of fiscal 2026 … than in the first", "fiscal Q1 2026 … and in Q2".
    """
    years = {m[1] for p in found if p.end and (m := _QUARTER.fullmatch(p.label))}
    if len(years) != 1:
        return tuple(found)
    year = years.pop()

    def dated(part: str) -> Period:
        return read_periods(f"{year} {part}", company)[0]

    made = [
        replace(dated(p.label), span=p.span) if not p.end and QUARTER.fullmatch(p.label) else p
        for p in found
    ]
    if len(made) == 1 and (cut := _ORDINAL.search(folded)):
        other = replace(dated(f"Q{_NUMBER[cut['n']]}"), span=cut.span("n"))
        made += [other] if other.label != made[0].label else []
    return tuple(made)


def _intent(folded: str, phrases: Phrases) -> Intent:
    for intent in INTENTS:
        if pattern(phrases, f"intent_{intent}").search(folded):
            return intent
    return "fact"


def _answer_type(folded: str, phrases: Phrases) -> str:
    """The kind of thing asked for, by the first kind whose cue stands in the question.

    "How many ... from everybody who flies" asks for no person, "who pays whom" for no one person,
    "is the same dollar counted twice" for no amount.
    """
    kinds: tuple[str, ...] = ANSWER_TYPES
    if _HOW_MANY.match(folded):
        kinds = tuple(t for t in ANSWER_TYPES if t not in ("who", "organisation"))
    if _WHO_TO_WHOM.search(folded):
        kinds = tuple(t for t in kinds if t != "who")
    if _A_DOLLAR.search(folded):
        kinds = tuple(t for t in kinds if t != "money")
    return next((t for t in kinds if pattern(phrases, f"type_{t}").search(folded)), "")


def _found(folded: str, phrases: Phrases, prefix: str, names: Sequence[str]) -> tuple[Mention, ...]:
    found = []
    for name in names:
        match = pattern(phrases, prefix + name).search(folded)
        if match:
            found.append(Mention(name, "cue", match.group(), match.start(), match.end()))
    return tuple(found)


_INVESTS_IN = re.compile(r"(?:买|投资)(?:哪|谁|什么)|赚钱吗")
_BETWEEN = re.compile(
    r"(?:还|又|也|已经?|都|到底|究竟|总共|一共|目前|现在|另外|有|在|真的|本身|自己|没有?)*"
)
_BOUGHT = re.compile(r"(?:买进?|卖|投资|押注?|持有|抱|炒|做多|放空|跟着)$")
"""What a reader does with a company's shares."""


def _not_its_own(
    found: tuple[Mention, ...], folded: str, entities: tuple[Mention, ...]
) -> tuple[Mention, ...]:
    """The cues without advice where a company invests or earns: 「X投資哪些公司」「X有賺錢嗎」."""

    def of_company(cue: Mention) -> bool:
        before = (e for e in entities if e.kind == "company" and e.end <= cue.start)
        return any(
            _BETWEEN.fullmatch(folded, e.end, cue.start) and not _BOUGHT.search(folded[: e.start])
            for e in before
        )

    return tuple(
        m
        for m in found
        if m.concept != "investment_advice"
        or _INVESTS_IN.fullmatch(m.text) is None
        or not of_company(m)
    )


def _outside(
    found: tuple[Mention, ...], metrics: tuple[Mention, ...], glossary: Glossary
) -> tuple[Mention, ...]:
    """Operations without the "per share" and the "every month" that are part of a metric's name."""
    shares = [
        m for m in metrics if (known := glossary.metric(m.concept)) and "per share" in known.en
    ]

    def named(m: Mention) -> bool:
        if m.concept == "per_unit":
            return any(n.start <= m.start <= n.end + 1 for n in shares)
        stretch = COUNTED_BY.get(m.concept)
        return stretch is not None and any(
            n.concept.startswith(stretch) and n.start <= m.start < n.end for n in metrics
        )

    return tuple(m for m in found if not named(m))


def inherited_periods(own: tuple[Period, ...], earlier: Sequence[Question]) -> tuple[Period, ...]:
    """The times that a follow-up names, else those of the questions before it."""
    if any(p.kind != "relative" for p in own):
        return own
    inherited = next((e.periods for e in earlier if e.periods), ())
    return own + tuple(p for p in inherited if p.kind != "relative")
