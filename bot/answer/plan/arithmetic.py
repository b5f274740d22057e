"""Calculations that a question asks for, planned by rules from facts and the reader's figures.

Each rule takes the operands from ledger facts (which carry their sentence) or from the question
(which the reader gave) and hands an expression of operand names to the calculator. Statuses are
not mixed in silence: the facts behind an operand are stated beside the result. It plans nothing
where an operand is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.calculate.expression import evaluate
from bot.knowledge.ledger import Ledger
from bot.language.quantities import read_quantities
from bot.records import (
    Calculation,
    Fact,
    Operand,
    Purpose,
    Quantity,
    Question,
    ScoredFact,
    SentenceRef,
)

MONTHS_A_YEAR, DAYS_A_YEAR, QUARTERS_A_YEAR = "12", "365", "4"
PER = {"per_year": "year", "per_quarter": "quarter", "per_month": "month", "per_day": "day"}
PARTS_OF_A_YEAR = {
    "year": "1",
    "quarter": QUARTERS_A_YEAR,
    "month": MONTHS_A_YEAR,
    "day": DAYS_A_YEAR,
}
MONEY = ("USD", "TWD", "EUR", "JPY", "CNY", "GBP")
ENOUGH = 0.30


@dataclass(slots=True)
class Desk:
    """Where one question's calculations are put together: operands get their names here."""

    question: Question
    facts: tuple[Fact, ...]
    ledger: Ledger | None
    calculations: list[Calculation] = field(default_factory=list)
    purposes: list[Purpose] = field(default_factory=list)
    operands: dict[str, Operand] = field(default_factory=dict)

    def of_fact(self, fact: Fact, quantity: Quantity | None = None) -> str:
        """An operand for a fact's figure, or for another figure of its sentence."""
        value = quantity.value if quantity else fact.values[0]
        unit = quantity.unit if quantity else fact.unit or "1"
        return self._add(Operand("", format(value, "f"), unit, ref=fact.stated_in, fact_id=fact.id))

    def given(self, quantity: Quantity) -> str:
        """An operand that the reader gave."""
        return self._add(
            Operand("", format(quantity.value, "f"), quantity.unit, given=quantity.text.strip())
        )

    def constant(self, value: str, name: str) -> str:
        """An operand that holds by definition, such as months a year."""
        return self._add(Operand("", value, "1", constant=name))

    def work(self, operation: str, expression: str, facts: Iterable[Fact]) -> bool:
        """Evaluate and keep it where it has a value."""
        result = evaluate(expression, self.operands, language=self.question.language)
        if result.error is not None:
            return False
        ids = tuple(f.id for f in facts)
        self.purposes.append(Purpose(operation, len(self.calculations), ids))
        self.calculations.append(result)
        return True

    def _add(self, operand: Operand) -> str:
        name = f"q{len(self.operands) + 1}"
        self.operands[name] = Operand(
            name,
            operand.value,
            operand.unit,
            given=operand.given,
            constant=operand.constant,
            ref=operand.ref,
            fact_id=operand.fact_id,
        )
        return name


def calculations(
    question: Question, facts: Sequence[ScoredFact], ledger: Ledger | None
) -> tuple[tuple[Calculation, ...], tuple[Purpose, ...]]:
    """What the question's operations come to; empty where it asks for none or operands lack."""
    usable = tuple(
        s.fact for s in facts if s.score >= ENOUGH and s.fact.stated_in and len(s.fact.values) == 1
    )
    desk = Desk(question, usable, ledger)
    asked = [m.concept for m in question.operations]
    for operation, rule in RULES:
        if operation in asked and rule(desk, operation):
            break
    return tuple(desk.calculations), tuple(desk.purposes)


# --- the rules --------------------------------------------------------------------------------


def _whatif(desk: Desk, operation: str) -> bool:
    """The reader's own share, amount or term applied to the leading amount."""
    amount = _first(desk.facts, MONEY)
    if amount is None:
        return False
    shares = [q for q in desk.question.quantities if q.unit == "%"]
    terms = [q for q in desk.question.quantities if q.unit in ("years", "months", "quarters")]
    per = _per(desk.question)
    stated_term = _term(amount) if per else None
    if not shares and not (terms and per):
        return False
    expression = desk.of_fact(amount)
    if shares:
        expression = f"{expression} * {desk.given(shares[0])}"
    if per and (terms or stated_term):
        expression = f"{expression} / {_years(desk, amount, terms[0] if terms else stated_term)}"
        parts = PARTS_OF_A_YEAR[per]
        if parts != "1":
            expression = f"{expression} / {desk.constant(parts, f'{per}s a year')}"
    return desk.work(operation, expression, [amount])


def _spread(desk: Desk, operation: str) -> bool:
    """An amount over its term, by the year, quarter, month or day."""
    per = PER[operation]
    parts = PARTS_OF_A_YEAR[per]
    for fact in desk.facts:
        if fact.unit == "USD/year" and parts != "1":
            base = desk.of_fact(fact)
            return desk.work(
                operation, f"{base} / {desk.constant(parts, f'{per}s a year')}", [fact]
            )
        if fact.unit not in MONEY:
            continue
        given = [q for q in desk.question.quantities if q.unit in ("years", "months", "quarters")]
        term = given[0] if given else _term(fact)
        if term is not None:
            bottom = _years(desk, fact, term)
            if parts != "1":
                bottom = f"{bottom} / {desk.constant(parts, f'{per}s a year')}"
            return desk.work(operation, f"{desk.of_fact(fact)} / {bottom}", [fact])
        length = _months(fact)
        wanted = {"month": 1, "quarter": 3, "year": 12}.get(per)
        if length and wanted and length > wanted:
            number = desk.constant(str(length // wanted), f"{per}s in the period")
            return desk.work(operation, f"{desk.of_fact(fact)} / {number}", [fact])
    return False


def _before(desk: Desk, _operation: str) -> bool:
    """The level before a growth: level / (1 + growth), where no fact states it."""
    for level in desk.facts:
        if level.metric.endswith(("_growth", "_growth_cc", "_growth_qoq", "_change")):
            continue
        quarter = _asks_quarter(desk.question)
        growth = _partner(desk, level, "_growth_qoq" if quarter else "_growth")
        if growth is None or _stated_before(desk, level, quarter):
            continue
        top, rate = desk.of_fact(level), desk.of_fact(growth)
        name = "before_quarter" if quarter else "before_year"
        return desk.work(name, f"{top} / (1 + {rate})", [level, growth])
    return False


def _miss(desk: Desk, operation: str) -> bool:
    """An outcome less what was expected of it."""
    for actual in desk.facts:
        if actual.metric.endswith("_consensus") or actual.status != "reported":
            continue
        expected = _partner(desk, actual, "_consensus")
        if expected is not None:
            return desk.work(
                operation,
                f"{desk.of_fact(actual)} - {desk.of_fact(expected)}",
                [actual, expected],
            )
    return False


def _share(desk: Desk, operation: str) -> bool:
    pair = _pair(desk)
    if pair is None:
        return False
    part, whole = sorted(pair, key=lambda f: abs(f.values[0]))
    return desk.work(
        operation, f"share({desk.of_fact(part)}, {desk.of_fact(whole)})", [part, whole]
    )


def _times(desk: Desk, operation: str) -> bool:
    pair = _pair(desk)
    if pair is None:
        return False
    small, large = sorted(pair, key=lambda f: abs(f.values[0]))
    return desk.work(
        operation, f"multiple({desk.of_fact(large)}, {desk.of_fact(small)})", [large, small]
    )


def _difference(desk: Desk, operation: str) -> bool:
    pair = _pair(desk)
    if pair is None:
        return False
    small, large = sorted(pair, key=lambda f: f.values[0])
    return desk.work(operation, f"{desk.of_fact(large)} - {desk.of_fact(small)}", [large, small])


def _growth(desk: Desk, operation: str) -> bool:
    """Growth between two stated levels of one metric, where no fact states it."""
    if (desk.facts and "_growth" in desk.facts[0].metric) or "_change" in (
        desk.facts[0].metric if desk.facts else ""
    ):
        return False
    pair = _pair(desk, same_metric=True)
    if pair is None:
        return False
    old, new = sorted(pair, key=lambda f: f.period.end or f.as_of)
    if old.values[0] <= 0:
        return desk.work("difference", f"{desk.of_fact(new)} - {desk.of_fact(old)}", [new, old])
    return desk.work(operation, f"pct_change({desk.of_fact(old)}, {desk.of_fact(new)})", [new, old])


def _sum(desk: Desk, operation: str) -> bool:
    pair = _pair(desk)
    if pair is None:
        return False
    chosen = _several(desk, pair)
    names = ", ".join(desk.of_fact(f) for f in chosen)
    return desk.work(operation, f"sum({names})", chosen)


def _without(desk: Desk, operation: str) -> bool:
    pair = _pair(desk)
    if pair is None:
        return False
    part, whole = sorted(pair, key=lambda f: abs(f.values[0]))
    return desk.work(operation, f"{desk.of_fact(whole)} - {desk.of_fact(part)}", [whole, part])


def _per_unit(desk: Desk, operation: str) -> bool:
    """Money over a capacity or count of the same sentence or deal."""
    for money in desk.facts:
        if money.unit not in MONEY:
            continue
        for other in desk.facts:
            same = {money.subject, money.counterparty} == {other.subject, other.counterparty}
            if other.unit in ("GW", "MW", "GPUs", "shares", "users") and same:
                return desk.work(
                    operation, f"{desk.of_fact(money)} / {desk.of_fact(other)}", [money, other]
                )
    return False


Rule = Callable[[Desk, str], bool]
RULES: tuple[tuple[str, Rule], ...] = (
    ("whatif", _whatif),
    ("miss", _miss),
    ("before", _before),
    ("share", _share),
    ("times", _times),
    ("per_year", _spread),
    ("per_quarter", _spread),
    ("per_month", _spread),
    ("per_day", _spread),
    ("per_unit", _per_unit),
    ("without", _without),
    ("difference", _difference),
    ("sum", _sum),
    ("growth", _growth),
)


# --- choosing operands ------------------------------------------------------------------------


def _first(facts: Iterable[Fact], units: Sequence[str]) -> Fact | None:
    return next((f for f in facts if f.unit in units), None)


def _per(question: Question) -> str | None:
    return next((PER[m.concept] for m in question.operations if m.concept in PER), None)


def _term(fact: Fact) -> Quantity | None:
    """The duration that the fact's own statement gives, such as "about 5 years"."""
    for quantity in read_quantities(fact.statement_en, "en"):
        if quantity.unit in ("years", "months", "quarters") and quantity.low is None:
            return quantity
    return None


def _years(desk: Desk, fact: Fact, term: Quantity | None) -> str:
    assert term is not None
    own = any(q.start == term.start and q.text == term.text for q in desk.question.quantities)
    return desk.given(term) if own else desk.of_fact(fact, term)


def _months(fact: Fact) -> int | None:
    if not (fact.period.start and fact.period.end) or fact.period.kind in ("instant", "none"):
        return None
    days = date.fromisoformat(fact.period.end) - date.fromisoformat(fact.period.start)
    months = round((days.days + 1) / 30.44)
    return months if months in (3, 6, 9, 12) else None


def _partner(desk: Desk, fact: Fact, suffix: str) -> Fact | None:
    """The fact on the same subject and period whose metric is this one's relative."""
    pool = desk.facts + (desk.ledger.find(subject=fact.subject) if desk.ledger else ())
    for other in pool:
        same = other.subject == fact.subject and other.metric == fact.metric + suffix
        usable = len(other.values) == 1 and other.stated_in is not None
        if same and usable and other.period.end == fact.period.end:
            return other
    return None


def _asks_quarter(question: Question) -> bool:
    words = [m.text for m in question.operations if m.concept == "before"]
    return any("quarter" in w or "季" in w for w in words)


def _stated_before(desk: Desk, level: Fact, quarter: bool) -> Fact | None:
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


def _pair(desk: Desk, same_metric: bool = False) -> tuple[Fact, Fact] | None:
    """The two leading facts of one unit that together name what the question names."""
    first_of: dict[tuple[str, str, str], Fact] = {}
    for fact in desk.facts:
        key = (fact.subject, fact.metric, fact.period.label)
        if fact.unit in (*MONEY, "USD/year", "GW", "MW", "users", "GPUs", "shares"):
            first_of.setdefault(key, fact)
    ranked = list(first_of.values())[:8]
    best: tuple[float, Fact, Fact] | None = None
    for i, one in enumerate(ranked):
        for j, other in enumerate(ranked[i + 1 :], i + 1):
            if not _comparable(one, other, same_metric):
                continue
            score = _named_by(desk.question, one, other) - 0.05 * (i + j)
            if best is None or score > best[0]:
                best = (score, one, other)
    return (best[1], best[2]) if best else None


def _comparable(one: Fact, other: Fact, same_metric: bool) -> bool:
    if one.unit != other.unit or one.values == other.values:
        return False
    if same_metric:
        return (one.subject, one.metric) == (other.subject, other.metric)
    return True


def _named_by(question: Question, one: Fact, other: Fact) -> float:
    """How much of what the question names the two facts cover between them."""
    parties = {m.concept for m in question.entities}
    metrics = {m.concept for m in question.metrics}
    have = {one.subject, one.counterparty, other.subject, other.counterparty}
    measured = {one.metric, other.metric}
    covered = len(parties & have) + 1.5 * len(metrics & measured)
    if len(metrics) > 1 and len(metrics & measured) < 2:
        covered -= 1.0
    if len(metrics) <= 1 and len(parties) > 1 and one.subject == other.subject:
        covered -= 0.5
    return covered


def _several(desk: Desk, pair: tuple[Fact, Fact]) -> list[Fact]:
    """The pair, and further facts of the same metric for each further party named."""
    chosen = list(pair)
    wanted = [m.concept for m in desk.question.entities]
    for fact in desk.facts:
        named = fact.subject in wanted or fact.counterparty in wanted
        new = all((fact.subject, fact.counterparty) != (c.subject, c.counterparty) for c in chosen)
        if fact.metric == pair[0].metric and fact.unit == pair[0].unit and named and new:
            chosen.append(fact)
    return chosen[:6]


def refs(calculation: Calculation) -> tuple[SentenceRef, ...]:
    """The sentences that a calculation's operands come from."""
    return tuple(o.ref for o in calculation.operands if o.ref is not None)
