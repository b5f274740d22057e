"""The facts that the operands of a question's working name, chosen together.

Each operand's words are matched with the facts as `slots` matches a phrase; what the operand must
be (money, a rate, a range) and the role that it plays leave out what cannot be it. Of the best for
each, the combination is taken that belongs together: one time, one unit, no figure twice. An
operand with no fact stays without one. It computes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import product

from bot.answer.retrieve.slots import Slots
from bot.index.search import Searcher
from bot.knowledge.ledger import Ledger
from bot.language.glossary import Glossary
from bot.language.script import fold
from bot.language.units import CURRENCIES
from bot.language.workings import leaves
from bot.records import Fact, Hit, Question, Sought

__all__ = ["find_operands"]

KEPT, FOUND = 3, 6
AT_ONCE, ONE_PARTY, ONE_PASSAGE, FIRM = 0.12, 0.06, 0.08, 0.04
FUNCTION = re.compile(
    r"\b(?:what|which|would|could|have|does|that|this|their|from|with|much|many|each|were|been)\b"
    r"|把|将|请问|的|是|有|多少|各自|分别|一共|总共|之前|以后"
)
STRANGER = 0.30
LENGTHS = ("quarter", "half", "year", "ttm", "ytd", "month")
RELATIVE = re.compile(r"_(?:change|vs_consensus|growth(?:_cc|_qoq)?)$")
ROLES: Mapping[str, re.Pattern[str]] = {
    "cash": re.compile(r"^cash(?!_flow)|liquidity"),
    "burn": re.compile(r"cash_flow$|burn"),
    "obligation": re.compile(r"interest|debt_service|rental_payments|repayment"),
    "income": re.compile(r"income$|cash_flow$|ebit|profit$|^revenue$"),
    "stake": re.compile(r"^stake$|share_of|_share$"),
    "stake_value": re.compile(r"stake_value|holding|valuation|_value$"),
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
    for sought in wanted:
        found = _search(question, sought, searcher, hits)
        slots = Slots(_narrowed(question, sought), facts, ledger, searcher, glossary, found, ranges=True)
        choices.append(slots.matching(sought.span, _admits(sought))[:KEPT])
    known = [(s, c) for s, c in zip(wanted, choices, strict=True) if c]
    best = max(
        product(*(c for _, c in known)),
        key=lambda chosen: _together(question, [s for s, _ in known], chosen),
        default=(),
    )
    return {s: fact.id for (s, _), (_, fact) in zip(known, best, strict=True)}


def _narrowed(question: Question, sought: Sought) -> Question:
    """The question with the metrics that the operand's own words name, where they say a thing:
    "the OpenAI contract" is of no other metric, "Microsoft" alone is of all that are asked about.
    """
    start, end = sought.span
    inside = [m for m in question.metrics if start <= m.start and m.end <= end]
    if inside or not _content(question, sought):
        return question
    return replace(question, metrics=())


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
    return searcher.search(asked, k=FOUND)


def _admits(sought: Sought) -> Callable[[Fact], bool]:
    role = ROLES.get(sought.role)

    def fits(fact: Fact) -> bool:
        if sought.kind == "range":
            return fact.low is not None
        if len(fact.values) != 1 or (role is not None and not role.search(fact.metric)):
            return False
        if sought.kind in ("money", "any") and RELATIVE.search(fact.metric):
            return False
        unit = fact.unit or "1"
        if sought.kind == "money":
            return unit in CURRENCIES
        if sought.kind == "flow":
            return unit in CURRENCIES and fact.period.kind in LENGTHS
        return sought.kind in ("any", unit)

    return fits


def _strangers(question: Question, sought: Sought, fact: Fact) -> bool:
    """Whether the fact is of none of the companies that the operand's own words name."""
    start, end = sought.span
    inside = (m for m in question.entities if start <= m.start and m.end <= end)
    named = {m.concept for m in inside if m.kind == "company"}
    return bool(named) and not named & {fact.subject, fact.counterparty}


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
            alike = wanted[n].kind == wanted[m].kind
            if alike and one.unit != other.unit and {one.unit, other.unit} != {"GW", "MW"}:
                score -= 0.5
            if (one.subject, one.metric, one.period.end) == (
                other.subject,
                other.metric,
                other.period.end,
            ) and one.counterparty == other.counterparty and wanted[n].role not in ("range",):
                score -= 0.6  # two readings of one figure are rivals
            score += AT_ONCE * (one.period.end == other.period.end)
            score += ONE_PARTY * (one.subject == other.subject)
            same = one.stated_in and other.stated_in
            if same and one.stated_in.passage_id == other.stated_in.passage_id:  # type: ignore[union-attr]
                score += ONE_PASSAGE
    return score
