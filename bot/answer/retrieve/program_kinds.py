"""The operations that the units of two facts allow, the unit that each result has, and the words
by which a question may mean each.

A share of a whole and its rest need a percentage that can be of that very level; a growth takes
the later reading over the earlier one. It looks at figures, units and metrics, and weighs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.ledger import alike, family, is_growth
from bot.records import Fact

MONEY = frozenset({"USD", "TWD", "EUR", "JPY", "CNY", "GBP", "USD/year"})
COUNTS = frozenset(
    {"GW", "MW", "users", "GPUs", "shares", "years", "companies", "contracts", "tranches"}
    | {"partners", "customers"}
)
AMOUNTS = MONEY | COUNTS | {"USD/share", "x", "%"}
RATES = ("_growth", "_growth_cc", "_growth_qoq", "_change_pct")
CALLED = {
    "share": {"share"},
    "times": {"times"},
    "difference": {"difference", "remaining", "without", "miss", "growth", "before"},
    "growth": {"growth", "share", "difference"},
    "sum": {"sum", "total"},
    "per_unit": {"per_unit", "share", "times"},
    "portion": {"share", "whatif", "difference", "convert"},
    "rest": {"without", "remaining", "difference"},
    "before": {"before"},
    "after": {"before", "growth", "remaining", "difference"},
    "product": {"worth", "whatif", "sum"},
}
"""The operations of a question's wording by which each kind of program may be meant."""
OPERATIONS = frozenset(called for kind in CALLED.values() for called in kind)
FIRST = {
    "share": "share", "times": "times", "difference": "difference", "growth": "growth",
    "sum": "sum", "per_unit": "per_unit", "before": "before", "rest": "without",
    "product": "worth",
}  # fmt: skip


KINDS = {
    "ratio": ("share", "times"),
    "change": ("difference", "growth"),
    "sum": ("sum",),
    "unit": ("per_unit", "product"),
    "part": ("portion", "rest"),
    "back": ("before", "after"),
}
BOTH = (
    "same", "kin", "at_once", "over_time", "part", "deal", "subject", "sentence", "passage",
    "periods", "metrics", "shared_out", "status",
)  # fmt: skip
ALIKE = {
    operation: tuple((f"{kind}_{name}", name) for name in BOTH)
    for kind, operations_of in KINDS.items()
    for operation in operations_of
}
"""What two facts are to one another counts for each kind of operation by itself: a change is of one
figure at two times, a ratio of two at one. By operation, the measures and what they repeat.
"""
WEAK = frozenset({"growth", "total", "highest", "lowest", "average", "whatif", "before"})
"""Operations whose words often stand in questions that ask for none."""
TOLD = frozenset({"explanation", "definition", "status", "list", "summary", "crosscheck", "time"})


def unit_of(operation: str, a: Fact, b: Fact) -> str:
    """The unit of what an operation on two facts comes to."""
    if operation in ("share", "growth"):
        return "%"
    if operation == "times":
        return "x"
    if operation == "per_unit":
        return f"{a.unit}/{b.unit}"
    if operation == "product":
        return "USD"
    return "pp" if operation == "difference" and a.unit == "%" else a.unit or "1"


def _size(fact: Fact) -> float:
    return abs(float(fact.values[0])) * (0.001 if fact.unit == "MW" else 1.0)


def operations(one: Fact, other: Fact) -> Iterator[tuple[str, Fact, Fact]]:
    """The operations that the units of two facts allow, with the facts in the formula's order."""
    if one.unit == other.unit or {one.unit, other.unit} == {"GW", "MW"}:
        large, small = (one, other) if _size(one) >= _size(other) else (other, one)
        if one.unit != "%":
            yield "share", small, large
            yield "times", large, small
            yield "sum", one, other
            new, old = _in_turn(large, small)
            if old.values[0] > 0:
                yield "growth", new, old
        high, low = (one, other) if _signed(one) >= _signed(other) else (other, one)
        yield "difference", high, low
    for a, b in ((one, other), (other, one)):
        dealt = {a.subject, a.counterparty} == {b.subject, b.counterparty}
        beside = a.stated_in and b.stated_in and a.stated_in.passage_id == b.stated_in.passage_id
        if a.unit in MONEY and b.unit in COUNTS and b.values[0] > 0 and (dealt or beside):
            yield "per_unit", a, b
        if a.unit == "USD/share" and b.unit == "shares" and dealt:
            yield "product", a, b
        if a.unit in (*MONEY, "GW") and b.unit == "%" and a.subject == b.subject:
            rate = b.metric.endswith(RATES)
            level = family(b.metric) == family(a.metric) and a.period.end == b.period.end
            if rate and level and is_growth(b.metric):
                yield "before", a, b
            elif rate and family(b.metric) == family(a.metric) and not is_growth(b.metric):
                yield "after", a, b
            elif not rate and 0 < b.values[0] < 100 and _is_part(a, b):
                yield "portion", a, b
                yield "rest", a, b
        if a.unit == b.unit and a.unit in MONEY and b.metric == f"{a.metric}_change":
            yield "before", a, b


def _in_turn(large: Fact, small: Fact) -> tuple[Fact, Fact]:
    """The later and the earlier of two readings; of two of one time the larger comes first."""
    days = [f.period.end or f.as_of for f in (large, small)]
    if days[0] == days[1] and family(large.metric) == family(small.metric):
        days = [large.as_of, small.as_of]
    return (small, large) if days[0] < days[1] else (large, small)


def _is_part(level: Fact, rate: Fact) -> bool:
    """Whether the percentage can be a share of this very level."""
    told = rate.metric.startswith(f"{level.metric}_") and not share_of_level(rate, level)
    return not told and ("share" in rate.metric or "margin" in rate.metric)


def share_of_level(rate: Fact, level: Fact) -> bool:
    """Whether the percentage's own name says of what it is a share: of the backlog, of revenue."""
    plain = family(level.metric)
    names, _, of = rate.metric.partition("share")
    parts = names.strip("_").split("_")
    wholes = {of.removeprefix("_of_")} if of.startswith("_of_") else {parts[0], parts[-1]}
    if "share" not in rate.metric or not wholes - {""}:
        return False
    if "loss" in wholes:
        return plain.endswith("income") and level.values[0] < 0
    kin = any(plain.endswith(f"_{whole}") for whole in wholes) and alike(plain, {"rpo"})
    return plain in wholes or kin


def _signed(fact: Fact) -> float:
    return float(fact.values[0]) * (0.001 if fact.unit == "MW" else 1.0)
