"""Whether what a calculation comes to is told as a rise where it is one, and as a fall where not.

Of the two figures that are taken one from the other it is read in the quotes which is the later:
from 61 to 47, or by the dates beside them. Where that is in doubt nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from bot.answer.verify.numbers import Fault
from bot.answer.verify.reading import Anchor, Reading, anchors, beside, read
from bot.answer.verify.rounding import is_rounded
from bot.answer.verify.signs import changed
from bot.language.directions import FALLS, RISES
from bot.language.periods import read_periods
from bot.records import Calculation, Quantity

__all__ = ["check_compared", "check_directions"]

TAKEN_FROM = re.compile(r"(\d[\d,]*(?:\.\d+)?)[^-+−*/()\d]*[-−][^-+−*/()\d]*(\d[\d,]*(?:\.\d+)?)")
REACH = 60
# Words of a change alone: of two parties one may be lower without having fallen.
MOVES = (("rise", re.compile(RISES)), ("fall", re.compile(FALLS)))
AGAINST = re.compile(
    r"\b(?:than|below|above|gap|behind|ahead|short|difference|differ)\b|比(?![重例率])|高于"
    r"|低于|差距|相差|高出|缺口"
)
# Behind a difference in English, right before it in Chinese, where 比 or 較 names the other.
MORE_OR_LESS = (
    (
        "more",
        re.compile(r"^ (?:\w+ )?(?:more|higher|larger|greater|longer|above|over)\b"),
        re.compile(r"[比较][^，,。；]*(?:多|高|长)(?:出|了)?约?$"),
    ),
    (
        "less",
        re.compile(r"^ (?:\w+ )?(?:less|lower|smaller|fewer|shorter|below|under|short of)\b"),
        re.compile(r"[比较][^，,。；]*(?:少|低|短)(?:了)?约?$"),
    ),
)
BY_SO_MUCH = (
    (
        "rise",
        re.compile(r"(?:多|增|涨|高)(?:加|长|出)?了?(?:约|近)?$"),
        re.compile(r"^ (?:\w+ )?(?:more|higher|larger)\b(?! than)"),
    ),
    (
        "fall",
        re.compile(r"(?<!至)(?<!最)(?:少|减|跌|低|掉|降)(?:少)?了?(?:约|近)?$"),
        re.compile(r"^ (?:\w+ )?(?:less|lower|smaller|fewer)\b(?! than)"),
    ),
)
WON_OR_LOST = re.compile(r"\b(?:(gained|added)|lost|shed)(?: about| some| another)? $")
INTO = re.compile(
    r"[^;.]{0,44}?\b(?:deeper|further|back|again)? ?in(?:to)? (?:the red|the black|loss|deficit"
    r"|debt)\b"
)
# Kinds of period that name no day of their own.
VAGUE = frozenset({"relative", "contract_term"})


def check_directions(
    text: str, told: Sequence[Calculation], quotes: Sequence[str]
) -> Iterator[Fault]:
    """A change that is told the other way round than its two figures went."""
    mine = read(text)
    if not told or AGAINST.search(mine.folded):
        return
    # Deeper into the red is a larger loss.
    words = [a for a in anchors(mine.folded, MOVES) if not INTO.match(mine.folded, a.span[1])]
    for calculation in told:
        went = _went(calculation, [read(quote) for quote in quotes]) or _told_here(
            mine, calculation
        )
        for figure in mine.figures if went else ():
            if not _is_result(figure, calculation):
                continue
            said = _by(mine, figure) or beside(mine, (figure.start, figure.end), words, reach=REACH)
            if said and said != went:
                reason = f"what this was worked out from is a {went}"
                yield Fault("wrong_sign", figure.text.strip(), reason)
                return


def _by(mine: Reading, figure: Quantity) -> str | None:
    """The word of more or less right before a figure, or right behind it: 少了7, 7 less."""
    before, behind = mine.folded[: figure.start], mine.folded[figure.end :]
    if figure.unit == "1" and (counted := WON_OR_LOST.search(before)):
        return "rise" if counted.group(1) else "fall"  # what is counted, not money
    return next(
        (way for way, lead, after in BY_SO_MUCH if lead.search(before) or after.match(behind)), None
    )


def _told_here(mine: Reading, calculation: Calculation) -> str | None:
    """Which way the two figures went by the sentence's own from and to, whatever its verb."""
    match = TAKEN_FROM.search(calculation.expression)
    pair = {_digits(Decimal(n.replace(",", ""))) for n in match.groups()} if match else set()
    for one, other in pairwise(mine.figures):
        if one.unit == other.unit and {_digits(one.value), _digits(other.value)} == pair:
            change = changed(mine, one, other)
            if change is not None and change[0] != change[1]:
                return "rise" if change[1] > change[0] else "fall"
    return None


def check_compared(text: str, told: Sequence[Calculation]) -> Iterator[Fault]:
    """A difference that is told as more where it is less: 3 is 1 more than the 2 of another."""
    mine = read(text)
    for calculation in told:
        match = TAKEN_FROM.search(calculation.expression)
        sides = [Decimal(n.replace(",", "")) for n in match.groups()] if match else []
        for figure in mine.figures if len(set(sides)) > 1 else ():
            word = _by_how_much(mine, figure) if _is_result(figure, calculation) else None
            lead = _lead(mine, figure, sides) if word else None
            if lead is not None and (lead == max(sides)) != (word == "more"):
                reason = "what this was worked out from tells the opposite"
                yield Fault("wrong_sign", figure.text.strip(), reason)
                return


def _by_how_much(mine: Reading, figure: Quantity) -> str | None:
    """Whether a difference is told as more or as less: 1 gigawatt more than, 比…少1吉瓦."""
    before, behind = mine.folded[: figure.start], mine.folded[figure.end :]
    for word, after, lead in MORE_OR_LESS:
        if after.match(behind) or lead.search(before):
            return word
    return None


def _lead(mine: Reading, figure: Quantity, sides: Sequence[Decimal]) -> Decimal | None:
    """Which of two figures the sentence sets against the other; None where it is in doubt."""
    digits = {_digits(side): side for side in sides}
    placed = [
        (f.start, digits[_digits(f.value)]) for f in mine.figures if _digits(f.value) in digits
    ]
    than = mine.folded.rfind("比", 0, figure.start)
    against = {side for at, side in placed if (than if than >= 0 else figure.end) < at}
    if than >= 0:
        against = {side for at, side in placed if than < at < figure.start}
    first = {side for at, side in placed if at < (than if than >= 0 else figure.start)}
    others = {side for side in sides if side not in against}
    if len(first) == 1 and not first & against:
        return first.pop()
    return others.pop() if not first and len(against) == 1 and len(others) == 1 else None


def _is_result(figure: Quantity, calculation: Calculation) -> bool:
    value = abs(Decimal(calculation.value)) if calculation.value is not None else Decimal(0)
    return any(is_rounded(abs(figure.value), value * by, figure) for by in (1, 100))


def _went(calculation: Calculation, quotes: Sequence[Reading]) -> str | None:
    """Which way the two figures went, by the order in which the quotes date them."""
    match = TAKEN_FROM.search(calculation.expression)
    if match is None:
        return None
    pair = [_digits(Decimal(n.replace(",", ""))) for n in match.groups()]
    if pair[0] == pair[1]:
        return None
    found = [(r, f) for r in quotes for f in r.figures if len(f.values) == 1]
    one = [(r, f) for r, f in found if _digits(f.value) == pair[0]]
    other = [(r, f) for r, f in found if _digits(f.value) == pair[1]]
    ways = {_order(a, b) for a in one for b in other if a[1].unit == b[1].unit}
    return ways.pop() if len(ways) == 1 else None


def _order(one: tuple[Reading, Quantity], other: tuple[Reading, Quantity]) -> str | None:
    """Rise or fall from the earlier of two figures to the later."""
    reading, figure = one
    if reading is other[0]:
        first, second = sorted((figure, other[1]), key=lambda f: f.start)
        change = changed(reading, first, second)
        if change is not None:
            return "rise" if change[1] > change[0] else "fall"
    times = [_time(*one), _time(*other)]
    if None in times or times[0] == times[1]:
        return None
    early, late = (figure, other[1]) if str(times[0]) < str(times[1]) else (other[1], figure)
    return "rise" if abs(late.value) > abs(early.value) else "fall"


def _time(reading: Reading, figure: Quantity) -> str | None:
    """The last day of the period that a figure is of; None where several are about as near."""
    periods = [p for p in read_periods(reading.text) if p.end and p.span and p.kind not in VAGUE]
    dates = [Anchor(str(p.end), p.span) for p in periods if p.span]
    if len({a.value for a in dates}) == 1:
        return dates[0].value
    return beside(reading, (figure.start, figure.end), dates)


def _digits(value: Decimal) -> tuple[int, ...]:
    return abs(value).normalize().as_tuple().digits
