"""The facts that the operands of a question's working name, chosen together.

Each operand's words are matched with the facts as `slots` matches a phrase; what the operand must
be (money, a rate, a range) and the role that it plays leave out what cannot be it. Of the best for
each, the combination is taken that belongs together: one time, one unit, no figure twice. An
operand with no fact stays without one. It computes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import product

from bot.answer.retrieve.facts import wants_later
from bot.answer.retrieve.hits import of_sources
from bot.answer.retrieve.range_operands import (
    BESIDE_RANGE,
    all_owed,
    is_range,
    of_another_range,
)
from bot.answer.retrieve.slots import Slots
from bot.index.search import Searcher
from bot.knowledge.ledger import Ledger
from bot.language.glossary import Glossary
from bot.language.scenarios import MONTHS
from bot.language.script import fold
from bot.language.timing import means_earlier, named_periods
from bot.language.units import CURRENCIES
from bot.language.workings import leaves
from bot.records import Fact, Hit, Period, Question, Sought

__all__ = ["find_operands"]

KEPT, LEAST_KEPT, FEW, FOUND = 6, 3, 4, 6
AT_ONCE, ONE_PARTY, ONE_PASSAGE, FIRM = 0.12, 0.06, 0.08, 0.04
FUNCTION = re.compile(
    r"\b(?:what|which|would|could|have|does|that|this|their|from|with|much|many|each|were|been)\b"
    r"|把|将|请问|的|是|有|多少|各自|分别|一共|总共|之前|以后"
)
STRANGER, YEAR_BEFORE, LABEL, LISTED = 0.30, 0.40, 0.15, 0.25
EXPECTED, UNEVEN, GOES_ON, OF_RANGE = 0.30, 0.20, 0.40, 1.0
ENOUGH, OF_ROLE, OF_KIND, OF_FOLLOW_UP = 0.50, 0.25, -0.30, 0.35
"""How well an operand's words must fit a fact; less where its role admits few facts, and of the
words of a follow-up, which leave out what was said before."""
NO_COUNT = frozenset({"1", "%", "pp", "x", "GW", "MW", "years", "quarters", "months", "days"})
AMOUNTS = frozenset({"any", "all", "level", "money"})
POWER = frozenset({"GW", "MW"})
ENDS = {"start": 0, "end": -1}
"""Which of the two periods of the question an operand is at."""
ALL_OWED = 0.25
PART_OF_A_YEAR = ("quarter", "half", "month")
LENGTHS = ("quarter", "half", "year", "ttm", "ytd", "month")
RELATIVE = re.compile(r"_(?:change|vs_consensus|growth(?:_cc|_qoq)?)$")
ROLES: Mapping[str, re.Pattern[str]] = {
    "cash": re.compile(r"^cash(?!_flow)|liquidity"),
    "burn": re.compile(r"cash_flow$|burn"),
    "obligation": re.compile(r"interest|debt_service|rental_payments|repayment"),
    "income": re.compile(r"income$|cash_flow$|ebit|profit$|^revenue$"),
    "stake": re.compile(r"^stake$|share_of|_share$"),
    "stake_value": re.compile(r"stake_value|holding|valuation|_value$"),
    "cash_in": re.compile(r"^operating_cash_flow$"),
    "cash_left": re.compile(r"^free_cash_flow$"),
    "proceeds": re.compile(r"proceeds$"),
    "gain": re.compile(r"(?:disposal|sale).*gain$|^disposal_gain$"),
    "life": re.compile(r"useful_life$|depreciation_period$"),
    "count": re.compile(r"."),
    "pace": re.compile(r"."),
    "unit_cost": re.compile(r"."),
    "change": re.compile(r"_change(?:_pct)?$"),
    "contract": re.compile(r"contract_value|commitment|purchase"),
    "deal": re.compile(r"contract_value|commitment"),
    "slice": re.compile(r"."),
    "taken_in": re.compile(r"^revenue$"),
    "margin": re.compile(r"^(?:gross|operating|net)_margin$"),
    "so_far": re.compile(r"^revenue$"),
    "debt": re.compile(r"debt|borrowings|notes"),
    "cost": re.compile(r"capex|purchase|spending|cost|invest|_value$|contract"),
}
"""The metrics that a role can be: an expense is no cash, a revenue no burn."""


def find_operands(
    question: Question,
    facts: Sequence[Fact],
    ledger: Ledger,
    searcher: Searcher,
    glossary: Glossary,
    hits: Sequence[Hit],
) -> dict[Sought, str]:
    """The id of the fact that each operand of the question's working names, where there is one."""
    if question.working is None:
        return {}
    wanted = [s for s in dict.fromkeys(leaves(question.working)) if s.given is None]
    if not wanted:
        return {}
    choices = []
    kept = KEPT if len(wanted) <= FEW else LEAST_KEPT
    for sought in wanted:
        around = _search(question, sought, searcher, hits)
        slots = Slots(question, facts, ledger, searcher, glossary, around, ranges=True)
        readings = [slots.reading(asked) for asked in _readings(question, sought)]
        choices.append(_fitting(question, sought, readings, glossary)[:kept])
    known = [(s, c) for s, c in zip(wanted, choices, strict=True) if c]
    chosen = max(
        product(*(c for _, c in known)),
        key=lambda picked: _together(question, [s for s, _ in known], picked),
        default=(),
    )
    return {s: fact.id for (s, _), (_, fact) in zip(known, chosen, strict=True)}


def _fitting(
    question: Question, sought: Sought, slots: Sequence[Slots], glossary: Glossary
) -> list[tuple[float, Fact]]:
    """The facts that fit an operand in any reading of its words, best first."""
    least = OF_ROLE if sought.role in ROLES or sought.kind.startswith("range") else ENOUGH
    if "/" in sought.kind:
        least = OF_KIND
    if question.followed_up:
        least = min(least, OF_FOLLOW_UP)
    admits = _admits(question, sought, glossary)
    best: dict[str, tuple[float, Fact]] = {}
    for reading in slots:
        for fit, fact in reading.matching(sought.span, admits, least, KEPT):
            score = fit + LABEL * _labelled(fact, question, sought, glossary)
            score += ALL_OWED * (sought.role == "debt" and all_owed(question, fact))
            if fact.id not in best or best[fact.id][0] < score:
                best[fact.id] = (score, fact)
    return sorted(best.values(), key=lambda m: (-m[0], m[1].id))


def _readings(question: Question, sought: Sought) -> Iterator[Question]:
    """The question as the operand's words may mean it: of the metrics that all of it names, and,
    where they say a thing of their own ("the OpenAI contract"), of none that they do not name.
    """
    start, end = sought.span
    if sought.role in ENDS:
        dated = sorted((p for p in named_periods(question.periods) if p.end), key=_last_day)
        yield replace(question, periods=(dated[ENDS[sought.role]],))
        return
    if sought.role == "deal":
        yield replace(question, metrics=(), periods=())
        return
    if sought.role == "latest" and not _dated_within(question, sought):
        yield replace(question, periods=())
        return
    inside = [m for m in question.metrics if start <= m.start and m.end <= end]
    if not inside and question.metrics and _expected(question, sought):
        named = (replace(m, concept=f"{m.concept}_consensus") for m in question.metrics)
        yield replace(question, metrics=tuple(named))
    timeless = _without_times(question, sought)
    for asked in (question, timeless) if timeless is not None else (question,):
        yield asked
        if not inside and question.metrics and _content(question, sought):
            yield replace(asked, metrics=())


def _dated_within(question: Question, sought: Sought) -> bool:
    """Whether the operand's own words name a time."""
    spans = (p.span for p in question.periods if p.span)
    return any(sought.span[0] <= a and b <= sought.span[1] for a, b in spans)


def _expected(question: Question, sought: Sought) -> bool:
    """Whether the operand's words speak of what was expected: of the figure named elsewhere."""
    cues = (m for m in question.refusal_cues if m.concept == "expected")
    return any(sought.span[0] <= m.start and m.end <= sought.span[1] for m in cues)


def _without_times(question: Question, sought: Sought) -> Question | None:
    """The question without its periods, where they stand in another operand's words."""
    start, end = sought.span
    dated = [p.span for p in question.periods if p.span]
    others = (
        [s.span for s in leaves(question.working) if s.span != sought.span]
        if (question.working)
        else []
    )
    if not dated or any(start <= a and b <= end for a, b in dated):
        return None
    theirs = all(any(s <= a and b <= e for s, e in others) for a, b in dated)
    return replace(question, periods=()) if theirs else None


def _labelled(fact: Fact, question: Question, sought: Sought, glossary: Glossary) -> float:
    """The share of the words of a metric's name that the operand, or a metric asked for, has."""
    metric = glossary.metric(fact.metric)
    if metric is None:
        return 0.0
    words = question.text[sought.span[0] : sought.span[1]]
    said = _bits(" ".join((words, *(m.text for m in question.metrics))))
    name = _bits(metric.en if question.language == "en" else metric.zh_tw)
    return len(name & said) / len(name) if name else 0.0


def _bits(text: str) -> set[str]:
    """Words, and pairs of Han characters."""
    folded = fold(text)
    runs = re.findall(r"[\u3400-\u9fff]+", folded)
    pairs = {run[n : n + 2] for run in runs for n in range(len(run) - 1)}
    return pairs | {word.rstrip("s") for word in re.findall(r"[a-z]{3,}", folded)}


def _last_day(period: Period) -> str:
    return period.end or ""


def _content(question: Question, sought: Sought) -> bool:
    """Whether the operand's words say more than a party and a time."""
    start, end = sought.span
    words = question.text
    spans = [p.span for p in question.periods if p.span]
    spans += [(m.start, m.end) for m in (*question.entities, *question.refusal_cues)]
    for a, b in spans:
        if start <= a and b <= end:
            words = words[:a] + " " * (b - a) + words[b:]
    left = FUNCTION.sub(" ", fold(words[start:end]))
    return re.search(r"[a-z]{4,}|[\u3400-\u9fff]{2,}", left) is not None


def _search(
    question: Question, sought: Sought, searcher: Searcher, hits: Sequence[Hit]
) -> Sequence[Hit]:
    """The passages for the operand's own words; those of the question where they are all of it."""
    words = question.text[sought.span[0] : sought.span[1]]
    if len(words) > 0.8 * len(question.text):
        return hits
    subjects = (m.text for m in question.entities if m.text not in words)
    asked = " ".join((words, *dict.fromkeys(subjects)))
    found = of_sources(searcher, asked, FOUND)
    return [h for h in found if not h.passage.later or wants_later(question)]


def _admits(question: Question, sought: Sought, glossary: Glossary) -> Callable[[Fact], bool]:
    role = ROLES.get(sought.role)
    inside = [m for m in question.entities if sought.span[0] <= m.start and m.end <= sought.span[1]]
    alone = {m.concept for m in inside if m.kind == "company"}
    earlier = any(m.concept == "before" for m in question.operations)
    sides = {m.concept for m in question.entities if m.kind == "company"}

    def fits(fact: Fact) -> bool:
        strange = len(alone) == 1 and not alone & _of(fact, glossary)
        if strange and fact.provenance != "reader":
            return False
        if sought.kind.startswith("range"):
            return is_range(fact, sought.kind.partition(":")[2])
        if sought.kind == "level" and len(fact.values) == 2:
            return (fact.unit or "1") in CURRENCIES
        if len(fact.values) != 1 or (role is not None and not role.search(fact.metric)):
            return False
        if sought.role == "life" and fact.period.label.startswith("before") and not earlier:
            return False  # a life that another has taken the place of
        if sought.role == "slice" and not _of_months(question, fact):
            return False
        if sought.role == "outcome" and (fact.status != "reported" or fact.low is not None):
            return False
        if sought.role == "first" and fact.compares_to is not None:
            return False
        both = sides >= {fact.subject, fact.counterparty}
        if sought.role == "deal" and len(sides) > 1 and not both:
            return False
        if sought.role == "part_year" and fact.period.kind not in PART_OF_A_YEAR:
            return False
        if sought.role == "so_far" and fact.period.kind not in ("ytd", "half"):
            return False
        if sought.kind in ("money", "amount", "any") and RELATIVE.search(fact.metric):
            return False
        unit = fact.unit or "1"
        if sought.kind in ("money", "all"):
            return unit in CURRENCIES
        if sought.kind == "amount":
            return unit.removesuffix("/year") in CURRENCIES
        if sought.kind == "count":
            return "/" not in unit and unit not in NO_COUNT and unit not in CURRENCIES
        if sought.kind == "flow":
            return unit in CURRENCIES and fact.period.kind in LENGTHS
        return sought.kind in ("any", "level", unit) or {sought.kind, unit} == POWER

    return fits


def _of_months(question: Question, fact: Fact) -> bool:
    """Whether a fact is of the very months that the question names."""
    asked = MONTHS.search(fold(question.text))
    told = MONTHS.search(fold(fact.statement_en))
    return (
        asked is not None
        and told is not None
        and [n for n in asked.groups() if n] == [n for n in told.groups() if n]
    )


def _of(fact: Fact, glossary: Glossary) -> set[str | None]:
    """The parties of a fact, one that is only written by name by its concept too."""
    named = glossary.find(fact.subject)
    alone = {m.concept for m in named if m.text == fact.subject}
    return {fact.subject, fact.counterparty, *alone}


def _strangers(question: Question, sought: Sought, fact: Fact) -> bool:
    """Whether the fact is of none of the companies that the operand's own words name."""
    start, end = sought.span
    inside = (m for m in question.entities if start <= m.start and m.end <= end)
    named = {m.concept for m in inside if m.kind == "company"}
    return bool(named) and not named & {fact.subject, fact.counterparty}


def _bare(question: Question, sought: Sought) -> bool:
    """Whether the operand is a party alone, whose figure the others of the list name."""
    start, end = sought.span
    named = any(start <= m.start and m.end <= end for m in question.metrics)
    return not named and not _content(question, sought)


def _earlier_asked(question: Question) -> bool:
    return any(means_earlier(p) for p in question.periods)


def _expected_beside(one: Fact, other: Fact) -> int:
    """1 where one is what was expected of the other for the same time, -1 where of another one."""
    expected = [f.metric for f in (one, other) if f.metric.endswith("_consensus")]
    if len(expected) != 1:
        return 0
    of = {one.metric.removesuffix("_consensus"), other.metric.removesuffix("_consensus")}
    at_once = (one.period.start, one.period.end) == (other.period.start, other.period.end)
    return 1 if len(of) == 1 and at_once else -1


def _goes_on(one: Fact, other: Fact) -> bool:
    """Whether the second figure's stretch begins where the first one's, of part of a year, ends."""
    if one.period.kind not in ("ytd", "half") or not (one.period.end and other.period.start):
        return False
    apart = date.fromisoformat(other.period.start) - date.fromisoformat(one.period.end)
    return 0 <= apart.days <= 7


def _uneven(one: Fact, other: Fact) -> bool:
    """Whether two stretches end on one day and are not equally long."""
    kinds = (one.period.kind, other.period.kind)
    return (
        one.period.end == other.period.end
        and one.period.start != other.period.start
        and all(k in LENGTHS for k in kinds)
    )


def _a_year_apart(one: Fact, other: Fact) -> bool:
    ends = sorted(f.period.end or "" for f in (one, other))
    same = (one.subject, one.metric) == (other.subject, other.metric)
    return same and all(ends) and int(ends[1][:4]) - int(ends[0][:4]) == 1


def _together(
    question: Question, wanted: Sequence[Sought], chosen: Sequence[tuple[float, Fact]]
) -> float:
    """How well a combination fits: each phrase, and the facts with one another."""
    facts = [fact for _, fact in chosen]
    score = sum(s for s, _ in chosen)
    if len({f.id for f in facts}) < len(facts):
        return score - 2.0 * (len(facts) - len({f.id for f in facts}))
    for n, one in enumerate(facts):
        score -= STRANGER * _strangers(question, wanted[n], one)
        score += FIRM * (one.status == "reported")
        for m, other in enumerate(facts[n + 1 :], n + 1):
            alike = wanted[n].kind == wanted[m].kind or {wanted[n].kind, wanted[m].kind} <= AMOUNTS
            if alike and one.unit != other.unit and {one.unit, other.unit} != {"GW", "MW"}:
                score -= 0.5
            if (
                (one.subject, one.metric, one.period.end or one.as_of)
                == (
                    other.subject,
                    other.metric,
                    other.period.end or other.as_of,
                )
                and one.counterparty == other.counterparty
                and not {wanted[n].role, wanted[m].role} & BESIDE_RANGE
            ):
                score -= 0.6  # two readings of one figure are rivals
            if m == n + 1 and one.metric == other.metric:
                score += LISTED * any(_bare(question, wanted[k]) for k in (n, m))
            if "base" in (wanted[n].role, wanted[m].role) and _earlier_asked(question):
                score += YEAR_BEFORE * _a_year_apart(one, other)
            score -= OF_RANGE * of_another_range(wanted[n], one, wanted[m], other)
            score += EXPECTED * _expected_beside(one, other)
            score -= UNEVEN * _uneven(one, other)
            score += GOES_ON * _goes_on(one, other)
            if "latest" not in (wanted[n].role, wanted[m].role):
                score += AT_ONCE * (one.period.end == other.period.end)
            score += ONE_PARTY * (one.subject == other.subject)
            same = one.stated_in and other.stated_in
            if same and one.stated_in.passage_id == other.stated_in.passage_id:  # type: ignore[union-attr]
                score += ONE_PASSAGE
    return score
