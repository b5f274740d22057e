"""Checks the figures of a sentence against what it may rest on.

A figure holds when a cited sentence, a shown calculation or the reader's own question has it:
same value to the digits written, same unit, same sign, a bound that says no more. It knows
nothing of words, parties or dates (`words`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from bot.answer.verify.derived import fraction, multiple, ordinals
from bot.answer.verify.limits import bounded
from bot.answer.verify.minus import LESS, NEGATIVE, is_negative
from bot.answer.verify.reading import MEASURED, read
from bot.answer.verify.rounding import NUMBER, about, beyond, close
from bot.answer.verify.stretch_units import NUMBERED, by_another
from bot.answer.verify.worded import PAIR, another_rate, rates_of, worded
from bot.language.quantities import read_quantities
from bot.language.script import fold
from bot.language.units import CURRENCIES
from bot.records import Calculation, FindingKind, Quantity

STRESS = re.compile(r"(?:高达|多达|\bas (?:much|many|high) as)(?: about|约)? ?$")
BASE = re.compile(r"(?:\b(?:every|each|per) (?:\w+ )?|每[^\d,.;，。；]{0,6})$")
PER_ONE = re.compile(
    r"\b(?:every|each|per) (?:one )?(?:dollar|euro|pound|yuan|yen|franc)\b"
    r"|每[^\d,.;，。；]{0,6}[1一]?(?:美|欧|日)?[元圆]"
)
# A figure called a limit, or the most that was reached, has its bound in that name.
PEAK = re.compile(
    r"\b(?:peak(?:s|ed)? (?:at|of)|highest|maximum)\b[^,;.]{0,20}$|高峰[^，；。]{0,8}$"
)
LIMIT = re.compile(r"\b(?:cap|ceilings?|limits?|threshold)\b|上限|天花板|门槛")
FAR = 3
BOTH = re.compile(r" ?(?:and|与|和|及|、) ?")
LOOSE = ("exact", "about")
# What 元 alone may be; the other currencies say their country.
YUAN = frozenset({"TWD", "CNY", "HKD"})
BARE_YUAN = re.compile(r"^[^台臺新人港]*[元塊块]$")
POWERS = frozenset(Decimal(10) ** n for n in range(-12, 13) if n)
RESULT = "result of a calculation"
OPERAND = re.compile(r"q\d+")
COUNTED = frozenset({"1"})
# What is counted by the piece, and may be written as a bare number beside its noun.
PIECES = frozenset({"1", "shares"})


@dataclass(frozen=True, slots=True)
class Ground:
    """What the figures of one sentence may come from."""

    quantities: tuple[Quantity, ...]
    plain: frozenset[Decimal]
    negative: bool
    given: tuple[Quantity, ...] = ()
    parties: int = 0
    rates: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fault:
    """One failed check of a sentence, before it is tied to its place in an answer."""

    kind: FindingKind
    text: str
    reason: str


def ground(
    quotes: Sequence[str],
    calculations: Sequence[Calculation],
    question: Sequence[Quantity],
    parties: int = 0,
) -> Ground:
    """Collect the figures of the quotes, the calculations and the reader.

    `parties` is how many the quotes name: "the four firms" counts them.
    """
    told = [_told(quote) for quote in quotes]
    quoted = [figures for one in told for figures in (one.figures, one.worded)]
    results = [q for c in calculations for q in _signed(_results(c), quoted)]
    steps = [step for c in calculations for step in (*c.steps, c.expression)]
    plain = {plain_number(n) for text in steps for n in NUMBER.findall(fold(text))}
    plain = plain.union(*(one.plain for one in told))
    plain |= {Decimal(len(c.operands)) for c in calculations}  # "over all 12 rows"
    return Ground(
        tuple(chain(results, *quoted)),
        frozenset(plain),
        any(one.negative for one in told)
        or any((c.value or "").startswith("-") for c in calculations),
        tuple(question),
        parties,
        rates_of(quotes),
    )


class _Told(NamedTuple):
    """The figures of one quote, with their bounds, in words and as they are written, and whether
    it speaks of a minus.
    """

    figures: tuple[Quantity, ...]
    worded: tuple[Quantity, ...]
    plain: frozenset[Decimal]
    negative: bool


@lru_cache(maxsize=4096)
def _told(quote: str) -> _Told:
    folded = fold(quote)
    return _Told(
        tuple(bounded(figure, folded) for figure in read(quote).figures),
        worded(quote),
        frozenset(plain_number(n) for n in NUMBER.findall(folded)),
        bool(NEGATIVE.search(folded) or LESS.search(folded)),
    )


def _signed(
    results: Sequence[Quantity], quoted: Sequence[Sequence[Quantity]]
) -> Iterator[Quantity]:
    """What a working takes, with the bound that the quotes set to it; without what they have with
    a minus alone.
    """
    told: dict[tuple[Decimal, str], list[Quantity]] = {}
    for figure in chain(*quoted):
        told.setdefault((abs(figure.value), figure.unit), []).append(figure)
    for result in results:
        same = told.get((result.value, result.unit), [])
        if same and all(figure.value < 0 for figure in same):
            continue
        bounds = {figure.bound for figure in same}
        if same and result.text != RESULT and not bounds & set(LOOSE):
            yield replace(result, bound=same[0].bound)
        else:
            yield result


def _results(calculation: Calculation) -> list[Quantity]:
    found = [Quantity(Decimal(o.value), o.unit, o.name, 0, 0) for o in calculation.operands]
    if not calculation.operands:
        found = [replace(q, text=RESULT) for q in read_quantities(calculation.expression)]
    if calculation.value is not None:
        value, unit = Decimal(calculation.value), calculation.unit
        found.append(Quantity(value, unit, RESULT, 0, 0))
        if parts := "%" if unit in ("1", "x") else "cents" if unit in CURRENCIES else "":
            found.append(Quantity(value * 100, parts, RESULT, 0, 0))  # a share told in percent
        for shown in calculation.display.values():
            found.extend(replace(q, text=RESULT) for q in read_quantities(shown))
    return found


def plain_number(text: str) -> Decimal:
    """A number as it is written, without the commas of its thousands."""
    return Decimal(text.replace(",", ""))


def check_numbers(
    text: str,
    language: str,
    basis: Ground,
    passed: Callable[[str, Quantity], bool] | None = None,
) -> list[Fault]:
    """Every figure of the sentence that its ground does not hold.

    `passed` tells of a length of time whether it lies between dates that the ground names.
    """
    folded = fold(text)
    if PER_ONE.search(folded):
        basis = replace(basis, quantities=(*basis.quantities, *_per_one(basis.quantities)))
    told = _joined(read_quantities(text, language), folded)
    faults = [
        fault
        for quantity in told
        if not _is_base(folded, quantity)
        and not multiple(quantity, basis.quantities, about)
        and not fraction(quantity, told, basis.quantities)
        if (fault := _fault(quantity, basis, is_negative(folded, quantity))) is not None
        and not (
            fault.kind == "wrong_status"
            and (
                _stressed(folded, quantity, basis)
                or _bound_of_result(quantity, folded, basis)
                or _called_a_limit(folded, quantity)
            )
        )
        and not (passed and passed(folded, quantity))
    ]
    if basis.quantities:
        said = "the cited sentences have no such number"
        faults += [
            Fault("unsupported_number", words, said)
            for words, number in ordinals(text)
            if number not in basis.plain and not any(number == q.value for q in basis.given)
        ]
    return faults


def _called_a_limit(folded: str, quantity: Quantity) -> bool:
    """Whether a figure is what a limit was set to, or is called one in its own clause."""
    before = folded[: quantity.start]
    ahead = LIMIT.search(before) or PEAK.search(before)
    behind = re.split(r"[;；。，]|,(?!\d)|\.(?!\d)", folded[quantity.end :])[0]
    return bool(ahead or LIMIT.search(behind))


def _bound_of_result(quantity: Quantity, folded: str, basis: Ground) -> bool:
    """Whether the bound of what is computed with stands at the result: 8% of it, at most 2."""
    made = any(q.text == RESULT for q in basis.quantities)
    others = (bounded(q, folded) for q in read_quantities(folded) if q.start != quantity.start)
    return made and any(q.bound not in LOOSE for q in others)


def _stressed(folded: str, quantity: Quantity, basis: Ground) -> bool:
    """Whether a bound only stresses a figure that holds without it: 高達, as much as."""
    plain = replace(quantity, bound="about")
    return bool(STRESS.search(folded[: quantity.start])) and not _fault(
        plain, basis, is_negative(folded, quantity)
    )


def _joined(quantities: Sequence[Quantity], folded: str) -> list[Quantity]:
    """Figures with their bounds, or with that of the one before: up to $10 and $5 billion."""
    found: list[Quantity] = []
    for quantity in (bounded(q, folded) for q in quantities):
        last = found[-1] if found else None
        if (
            last
            and quantity.bound == "exact"
            and last.bound in ("up_to", "at_least", "more_than", "less_than")
            and last.unit == quantity.unit
            and BOTH.fullmatch(folded[last.end : quantity.start])
        ):
            found.append(replace(quantity, bound=last.bound))
        else:
            found.append(quantity)
    return found


def _per_one(results: Sequence[Quantity]) -> Iterator[Quantity]:
    """Ratios as money: 70.3% is 70 cents for every dollar."""
    for result in results:
        if result.text == RESULT and result.unit in ("1", "x", "%"):
            value = result.value / (100 if result.unit == "%" else 1)
            yield from (replace(result, value=value, unit=unit) for unit in sorted(CURRENCIES))
            yield replace(result, value=value * 100, unit="cents")


def _is_base(folded: str, quantity: Quantity) -> bool:
    """The one dollar of "for every dollar of revenue": what a rate is counted on."""
    before = folded[: quantity.start]
    if quantity.text.strip().lower() == "half" and re.search(r"(?:first|second) $", before):
        return True  # a half of a year
    return quantity.value == 1 and bool(BASE.search(before))


def _fault(quantity: Quantity, basis: Ground, negative: bool) -> Fault | None:
    counted = quantity.unit in COUNTED and {abs(v) for v in quantity.values} <= basis.plain
    if counted and _of_another_kind(quantity, basis.quantities):
        counted = False
    counts = quantity.unit.split("/")[0] not in MEASURED
    if counts and (
        quantity.value == basis.parties > 1
        or (quantity.value == 2 and PAIR.match(quantity.text.strip()))
    ):
        return None
    if another_rate(quantity, basis.rates, basis.plain) and not any(
        q.unit == quantity.unit for q in (*basis.quantities, *basis.given)
    ):
        shown = quantity.text.strip()
        return Fault("wrong_unit", shown, "the cited sentences count by another stretch of time")
    written = [q for q in basis.quantities if q.text != RESULT and not OPERAND.fullmatch(q.text)]
    if told := by_another(quantity, written):
        return Fault("wrong_unit", quantity.text.strip(), f"the source has {told.text.strip()}")
    for value in quantity.values:
        fault = _fault_of(value, quantity, basis.quantities, negative, basis.negative)
        if fault is None or (counted and fault.kind != "wrong_status"):
            continue
        # The reader's own figure may be repeated, but lends no quote a bound that it lacks.
        if fault.kind != "wrong_status" and not _fault_of(
            value, quantity, basis.given, negative, basis.negative
        ):
            continue
        return fault
    return None


def _of_another_kind(quantity: Quantity, known: Sequence[Quantity]) -> bool:
    """Whether a count is only a measured figure of the quotes, which count something else."""
    same = [q for q in known if q.value == quantity.value]
    made = [q for q in known if q.text == RESULT or OPERAND.fullmatch(q.text)]
    return (
        len(same) > 0
        and not any(q in same or _power(q.value / (quantity.value or 1)) for q in made)
        and all(q.unit.split("/")[0] in MEASURED for q in same)
        and any(q.unit in COUNTED and q.text != RESULT for q in known)
    )


def _fault_of(
    value: Decimal,
    quantity: Quantity,
    ground: Sequence[Quantity],
    negative: bool,
    other_negative: bool,
) -> Fault | None:
    near: tuple[int, FindingKind, str] | None = None
    for other in ground:
        for theirs in other.values:
            verdict = _compare(value, quantity, theirs, other, negative, other_negative)
            if verdict is None:
                return None
            if near is None or verdict[0] < near[0]:
                near = verdict
    shown = quantity.text.strip()
    if near is None or near[0] > FAR:
        reason = f"{shown} stands in no cited sentence or calculation"
        return Fault("unsupported_number", shown, reason)
    return Fault(near[1], shown, near[2])


def _compare(
    value: Decimal,
    mine: Quantity,
    theirs: Decimal,
    other: Quantity,
    negative: bool,
    other_negative: bool,
) -> tuple[int, FindingKind, str] | None:
    """None where the two agree; else how near they are, what is wrong, and why."""
    alike = _same_unit(mine, other)
    near = close(abs(value), abs(theirs), mine, made=other.text == RESULT)
    if near and alike:
        flipped = (value < 0) != (theirs < 0) and value != 0
        worded = (value < 0 or negative) == (theirs < 0 or other_negative)
        if flipped and not worded:
            return 1, "wrong_sign", f"the source has {other.text.strip()}, of the other sign"
        if _is_end(mine, theirs, other):
            return None
        past = beyond(abs(value), abs(theirs), mine.bound) if other.bound in LOOSE else None
        if past is not None and past > 0:
            return None
        if other.text != RESULT and not _bound_holds(mine, other):
            return 2, "wrong_status", f"the source says {other.text.strip()}, with its bound"
        return None
    if near and not alike and NUMBERED.search(other.text):
        return 2, "wrong_unit", f"the source has {other.text.strip()}, in another unit"
    if alike and value and theirs and _power(abs(value / theirs)):
        return 3, "wrong_scale", f"the source has {other.text.strip()}: off by a power of ten"
    return 9, "unsupported_number", ""


def _is_end(mine: Quantity, theirs: Decimal, other: Quantity) -> bool:
    """Whether a bound is that end of a range: at least 91 of 91 to 93."""
    if len(other.values) == 1:
        return False
    least = mine.bound in ("at_least", "more_than") and theirs == min(other.values)
    return least or (mine.bound in ("up_to", "less_than") and theirs == max(other.values))


def _power(ratio: Decimal) -> bool:
    return any(abs(ratio / p - 1) < Decimal("0.0005") for p in POWERS)


def _same_unit(mine: Quantity, other: Quantity) -> bool:
    if mine.unit == other.unit or {mine.unit, other.unit} <= {"x", "1"}:
        return True
    if {mine.unit, other.unit} <= PIECES:
        return True
    if other.text == RESULT and other.unit in ("1", "x"):
        # A working without units does not say what it counts: years that a sum would last.
        return mine.unit.split("/")[0] not in CURRENCIES or "/" in mine.unit
    if {mine.unit, other.unit} <= {"%", "pp"}:
        return True
    bare, theirs = mine.unit.split("/")[0], other.unit.split("/")[0]
    if {bare, theirs} <= YUAN and BARE_YUAN.search(mine.text):
        return True  # 元 is every dollar and yuan that is written so
    if (mine.implied or other.implied) and "1" in (bare, theirs):
        return True
    if mine.implied and theirs not in CURRENCIES:
        return True  # "160 million of its shares for $0.01 each" are no dollars
    if bare == theirs and mine.unit != other.unit:
        return "/" not in mine.unit or "/" not in other.unit  # "a year" may stand in other words
    return not ({bare, theirs} & MEASURED)  # things that are counted: steps, parts, customers


def _bound_holds(mine: Quantity, other: Quantity) -> bool:
    if mine.bound == "less_than" and other.bound == "about":
        return True  # just under what is almost
    if mine.bound == other.bound or other.bound in LOOSE:
        return mine.bound in LOOSE or mine.bound == other.bound
    same = ({"at_least", "more_than"}, {"up_to", "less_than"})
    return any({mine.bound, other.bound} <= kinds for kinds in same)
