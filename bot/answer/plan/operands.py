"""Where a question's calculations get their operands: from facts, the reader or definitions.

A Desk gathers the operands of one question and hands expressions of their names to the
calculator; the functions below choose facts that belong together. It decides no operation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.calculate.expression import evaluate
from bot.knowledge.ledger import Ledger
from bot.language.asked import PER
from bot.language.quantities import read_quantities
from bot.language.script import fold
from bot.language.timing import named_periods, timing
from bot.records import Calculation, Fact, Operand, Purpose, Quantity, Question

PARTS_OF_A_YEAR = {"year": "1", "quarter": "4", "month": "12", "week": "52", "day": "365"}
MONEY = ("USD", "TWD", "EUR", "JPY", "CNY", "GBP")
OF_ONE_STRETCH = frozenset({"share", "times", "difference", "sum", "coverage"})
OF_TWO_LEVELS = frozenset({"share", "times", "multiple", "difference", "miss", "exceeds"})
RATIOS = frozenset({"share", "times", "multiple"})
SPEAKS_OF_CHANGE = re.compile(
    r"\b(?:rais\w+|lift\w*|bump\w*|hik\w+|ris\w+|rose|add\w*|new|chang\w+|increas\w+|gr[eo]w\w*"
    r"|jump\w*|extra|upward|revis\w+)\b|增|上修|上调|调[高升]|提高|追加|新|多出|加了|修正"
)
OWN_CHANGE = ("_guidance_change", "_change")
STRETCHES = frozenset({"quarter", "half", "year", "ttm", "ytd", "month"})
FORWARD = ("guidance", "estimate", "contract", "letter_of_intent")
TERMS = ("years", "months", "quarters")
CURRENCIES = {
    "TWD": re.compile(r"新台币|新臺币|台币|臺币|\bnt\$|nt dollar|taiwan(?:ese)? dollar|\btwd\b"),
    "EUR": re.compile(r"欧元|\beuros?\b|€"),
    "JPY": re.compile(r"日圆|日元|\byen\b"),
    "CNY": re.compile(r"人民币|\brmb\b|\byuan\b|\brenminbi\b"),
    "GBP": re.compile(r"英镑|\bpounds?\b|£"),
    "INR": re.compile(r"卢比|\brupees?\b|₹"),
}
KNOWN = "GLO-"
HIGHEST_RATE = 1000
BARE_YUAN = re.compile(r"\d\s*(?:元|[塊块])$")
"""A price that names no currency: "1美元32元"."""
VERY_PERIOD = 0.9
ENOUGH = 0.30


@dataclass(slots=True)
class Desk:
    """Where one question's calculations are put together: operands get their names here."""

    question: Question
    facts: tuple[Fact, ...]
    ledger: Ledger | None
    coverage: Mapping[str, float] = field(default_factory=dict)
    series: Fact | None = None
    lead_metric: str = ""
    pair: tuple[str, str] | None = None
    near_pair: tuple[str, str] | None = None
    column: tuple[Fact, ...] = ()
    calculations: list[Calculation] = field(default_factory=list)
    purposes: list[Purpose] = field(default_factory=list)
    operands: dict[str, Operand] = field(default_factory=dict)
    expressions: list[str] = field(default_factory=list)
    """The calculations' expressions, in names of operands."""
    firm: bool = False
    """Whether what was worked out is told by what its figures are to one another, and stands."""

    @property
    def asked(self) -> frozenset[str]:
        """The operations that the question names."""
        return frozenset(m.concept for m in self.question.operations)

    def clear(self) -> None:
        """Take everything off the desk that was worked out."""
        for made in (self.calculations, self.purposes, self.expressions):
            made.clear()
        self.operands.clear()

    def cut(self, made: int, purposes: int) -> None:
        """Take off what was worked out after so many calculations and purposes."""
        del self.calculations[made:], self.expressions[made:], self.purposes[purposes:]

    def of_fact(self, fact: Fact, quantity: Quantity | None = None) -> str:
        """An operand for a fact's figure, or for another figure of its sentence."""
        value = quantity.value if quantity else fact.values[0]
        unit = quantity.unit if quantity else fact.unit or "1"
        if value < 0 and self._of_losses and unit.partition("/")[0] in MONEY:
            value = -value
        return self._add(Operand("", format(value, "f"), unit, ref=fact.stated_in, fact_id=fact.id))

    @property
    def _of_losses(self) -> bool:
        """Whether the question speaks of a loss or an outflow: of a negative its size is meant."""
        return any(m.concept == "speaks_of_loss" for m in self.question.refusal_cues)

    def given(self, quantity: Quantity) -> str:
        """An operand that the reader gave."""
        return self._add(
            Operand("", format(quantity.value, "f"), quantity.unit, given=quantity.text.strip())
        )

    def constant(self, value: str, unit: str, name: str) -> str:
        """An operand that holds by definition, such as the months of a year."""
        return self._add(Operand("", value, unit, constant=name))

    def earlier(self, number: int) -> str:
        """An operand for the result of an earlier calculation: what one year comes to."""
        made = self.calculations[number]
        amount = made.unit.removesuffix("/year")
        return self._add(Operand("", made.value or "0", amount, calculation=number))

    def result(self, number: int, unit: str | None = None) -> str:
        """An operand for the result of an earlier calculation, in its own unit or as `unit`."""
        made = self.calculations[number]
        return self._add(Operand("", made.value or "0", unit or made.unit, calculation=number))

    def work(self, operation: str, expression: str, facts: Iterable[Fact]) -> bool:
        """Evaluate and keep it where it has a value."""
        facts = tuple(facts)
        if operation.removeprefix("work_") in OF_ONE_STRETCH and self._uneven(facts):
            return False
        if len(facts) > 1 and (any(map(self._stranger, facts)) or self._of_a_rival(facts)):
            return False
        if operation.removeprefix("work_") in OF_TWO_LEVELS and self._own_change(operation, facts):
            return False
        if operation == "share" and self._one_figure(facts):
            return False
        result = evaluate(expression, self.operands, language=self.question.language)
        if result.error is not None:
            return False
        ids = tuple(f.id for f in facts)
        self.purposes.append(Purpose(operation, len(self.calculations), ids))
        self.calculations.append(result)
        self.expressions.append(expression)
        return True

    def refuse(self, operation: str, expression: str, facts: Iterable[Fact]) -> bool:
        """Evaluate what has no value and keep its error, which the answer tells."""
        result = evaluate(expression, self.operands, language=self.question.language)
        self.purposes.append(Purpose(operation, len(self.calculations), tuple(f.id for f in facts)))
        self.calculations.append(result)
        self.expressions.append(expression)
        return result.error is not None

    def _stranger(self, fact: Fact) -> bool:
        """Whether the question names two companies or more, and the fact is of none of those."""
        companies = {m.concept for m in self.question.entities if m.kind == "company"}
        named = {m.concept for m in self.question.entities}
        if not fact.subject.startswith(KNOWN):
            return False  # named as its source writes it: retrieval has matched the name
        return len(companies) > 1 and not named & {fact.subject, fact.counterparty}

    def _of_a_rival(self, facts: Sequence[Fact]) -> bool:
        """Whether one company is named, and the same measure of another is set beside its own."""
        named = {m.concept for m in self.question.entities if m.kind == "company"}
        if len(named) != 1 or len({(f.metric, f.unit) for f in facts}) != 1:
            return False
        if any(m.kind == "product" for m in self.question.entities):
            return False  # a unit that is named stands for its company
        known = [{f.subject, f.counterparty} for f in facts if f.subject.startswith(KNOWN)]
        return any(named & held for held in known) and not all(named & held for held in known)

    def _own_change(self, operation: str, facts: Sequence[Fact]) -> bool:
        """Whether a level would be set beside what it changed by: of two levels the one is meant;
        in a ratio the change may be, where the question speaks of it.
        """
        if not with_own_change(facts):
            return False
        ratio = operation.removeprefix("work_") in RATIOS
        return not (ratio and SPEAKS_OF_CHANGE.search(fold(self.question.text)))

    def _one_figure(self, facts: Sequence[Fact]) -> bool:
        """Whether one figure would be a share of itself at another time, and one time is named."""
        if len(facts) != 2 or len(named_periods(self.question.periods)) != 1:
            return False
        told = {(f.subject, f.counterparty, f.metric, f.status, f.period.kind) for f in facts}
        same = len(told) == 1 and facts[0].subject.startswith(KNOWN)
        return same and facts[0].metric != "" and facts[0].period != facts[1].period

    def _uneven(self, facts: Sequence[Fact]) -> bool:
        """Two figures of one party over unlike stretches of time (a quarter, nine months), where
        the question names no two: neither share nor difference. Of a plan a quarter is a share.
        """
        kinds = {f.period.kind for f in facts}
        return (
            len(facts) == len(kinds) == 2
            and kinds <= STRETCHES
            and facts[0].subject == facts[1].subject
            and all(f.unit in MONEY and f.status not in FORWARD for f in facts)
            and len(self.question.periods) < len(facts)
        )

    def _add(self, operand: Operand) -> str:
        name = f"q{len(self.operands) + 1}"
        self.operands[name] = Operand(
            name,
            operand.value,
            operand.unit,
            given=operand.given,
            constant=operand.constant,
            calculation=operand.calculation,
            ref=operand.ref,
            fact_id=operand.fact_id,
        )
        return name


def with_own_change(facts: Sequence[Fact]) -> bool:
    """Whether one of two figures is what the other, or an earlier one of its kind, changed by."""
    if len(facts) != 2:
        return False
    one, other = facts
    return one.subject == other.subject and any(
        a.metric == f"{b.metric}{suffix}" and a.unit == b.unit
        for a, b in ((one, other), (other, one))
        for suffix in OWN_CHANGE
    )


def leading(facts: Iterable[Fact], units: Sequence[str]) -> Fact | None:
    """The first fact in one of these units, or None."""
    return next((f for f in facts if f.unit in units), None)


def asked_per(question: Question) -> str | None:
    """The stretch of time (year, month …) by which the question asks, or None."""
    return next((PER[m.concept] for m in question.operations if m.concept in PER), None)


def asked_currency(question: Question) -> str | None:
    """The currency into which the question asks to convert, or None."""
    if not any(m.concept == "convert" for m in question.operations):
        return None
    said = fold(question.text)
    found = [(m.start(), code) for code, words in CURRENCIES.items() if (m := words.search(said))]
    return min(found)[1] if found else None


def given_rate(question: Question, currency: str | None) -> Quantity | None:
    """The exchange rate that the reader gives: a price in the currency, or a bare figure."""
    single = [q for q in question.quantities if q.low is None and 0 < q.value < HIGHEST_RATE]
    priced = [q for q in single if q.unit == currency]
    bare = [q for q in single if q.value != 1 and BARE_YUAN.search(q.text.strip())]
    return next(iter([*priced, *(q for q in single if q.unit == "1"), *bare]), None)


def stated_term(fact: Fact) -> Quantity | None:
    """The duration that the fact's own statement gives, such as "about 5 years"."""
    stated = (fact.statement_en,) if not fact.clause else (fact.clause, fact.statement_en)
    for text in stated:
        for quantity in read_quantities(text, None if fact.clause else "en"):
            if quantity.unit in TERMS and quantity.low is None:
                return quantity
    return None


def term_operand(desk: Desk, fact: Fact, term: Quantity | None) -> str:
    """An operand for a duration: the reader's where the question has it, else the fact's."""
    assert term is not None
    own = any(q.start == term.start and q.text == term.text for q in desk.question.quantities)
    return desk.given(term) if own else desk.of_fact(fact, term)


def length_in_months(fact: Fact) -> int | None:
    """The length of the fact's period in whole months, for the usual reporting periods."""
    if not (fact.period.start and fact.period.end) or fact.period.kind in ("instant", "none"):
        return None
    days = date.fromisoformat(fact.period.end) - date.fromisoformat(fact.period.start)
    months = round((days.days + 1) / 30.44)
    return months if months in (3, 6, 9) or (months and months % 12 == 0) else None


def parts_of_period(fact: Fact, per: str) -> int | None:
    """How many years, quarters, months or days the fact's period has, where more than one."""
    months = length_in_months(fact)
    if months is None:
        return None
    if per == "day":
        assert fact.period.start is not None
        assert fact.period.end is not None
        return (
            date.fromisoformat(fact.period.end) - date.fromisoformat(fact.period.start)
        ).days + 1
    if per == "week":
        return months * int(PARTS_OF_A_YEAR["week"]) // 12  # 13 to a quarter
    count, rest = divmod(months, {"month": 1, "quarter": 3, "year": 12}[per])
    return count if count > 1 and not rest else None


def named_amounts(desk: Desk) -> list[Fact]:
    """The amounts of the metric and the very period that the question names."""
    asked = named_periods(desk.question.periods)
    named = {m.concept for m in desk.question.metrics}
    return [
        f
        for f in desk.facts
        if f.unit in MONEY and f.metric in named and timing(asked, f) >= VERY_PERIOD
    ]


def partner(desk: Desk, fact: Fact, suffix: str) -> Fact | None:
    """The fact on the same subject and period whose metric is this one's relative.

    A level at a day may have the growth of the stretch that ends there; a flow only its own.
    """
    pool = desk.facts + (desk.ledger.find(subject=fact.subject) if desk.ledger else ())
    for other in pool:
        same = other.subject == fact.subject and other.metric == fact.metric + suffix
        at_once = other.period.end == fact.period.end and (
            fact.period.kind == "instant" or other.period.start == fact.period.start
        )
        if same and at_once and len(other.values) == 1 and other.stated_in is not None:
            return other
    return None


def asks_quarter(question: Question) -> bool:
    """Whether the earlier time asked about is a quarter and not a year."""
    words = [m.text for m in question.operations if m.concept == "before"]
    return any("quarter" in w or "季" in w for w in words)


def stated_before(desk: Desk, level: Fact, quarter: bool) -> Fact | None:
    """The ledger's own fact for the earlier level, if it has one."""
    if desk.ledger is None or level.period.end is None:
        return None
    wanted = 92 if quarter else 365
    now = date.fromisoformat(level.period.end)
    for other in desk.ledger.find(subject=level.subject, metric=level.metric):
        if other.period.end and other.period.kind == level.period.kind:
            gap = (now - date.fromisoformat(other.period.end)).days
            if abs(gap - wanted) <= 20 and other.status == level.status:
                return other
    return None
