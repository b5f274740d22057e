"""A last clause whose one figure follows from the other figures of its sentence.

"Up a quarter to 50 billion, which means 40 billion a year before": no source need state the 40.
The calculation is shown; where it comes to another figure, the clause is checked like any other.
It does not say whether the figures that it starts from are right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.calculate.expression import evaluate
from bot.language.directions import FALLS, RISES
from bot.language.quantities import read_quantities
from bot.language.script import fold
from bot.records import Lang, Quantity

__all__ = ["Following", "following"]

LEAST_DIGITS = 2
FALL, RISE = re.compile(FALLS), re.compile(RISES)
LED_TO = re.compile(
    r"[,;] *(?:and )?(?:which|that) (?:means|implies|is|was|would be|makes|puts|comes to)\b"
    r"|[,;] *(?:so|that is|i\.e\.|in other words|meaning|implying|making|putting|or)\b"
    r"|[,;，；] *(?:这|也)?(?:就是|意味|亦即|即|等于|换算|相当于|代表|表示|可推|推算)"
)
BEFORE = re.compile(
    r"\b(?:before|earlier|previous(?:ly)?|prior|ago)\b|前|去年|上年|上一|上季|原本|原来"
)
GAP = re.compile(r"\b(?:more|less|fewer|gap|difference|apart)\b|相差|差|多|少|高|低")


@dataclass(frozen=True, slots=True)
class Following:
    """How much of a sentence stands before the clause that follows, and the calculation."""

    end: int
    shown: str


def following(sentence: str, lang: Lang) -> Following | None:
    """The clause that follows from the rest; None where there is none, or it comes to another."""
    *_, cut = (None, *LED_TO.finditer(fold(sentence)))
    if cut is None or len(fold(sentence)) != len(sentence):
        return None
    rest, clause = sentence[: cut.start()], sentence[cut.start() :]
    told = read_quantities(clause, lang)
    if len(told) != 1 or told[0].low is not None:
        return None
    for expression in _expressions(rest, clause, read_quantities(rest, lang), told[0]):
        made = evaluate(expression, language=lang)
        if made.value is not None and _rounds_to(Decimal(made.value), told[0].value):
            return Following(cut.start(), f"{expression} = {made.display[_shown_in(lang)]}")
    return None


def _shown_in(lang: Lang) -> str:
    return "en" if lang == "en" else "zh-TW"


def _expressions(
    rest: str, clause: str, known: Sequence[Quantity], told: Quantity
) -> Iterator[str]:
    """What the rest's figures may be worked out to, by the words of the clause."""
    levels = [q for q in known if q.unit == told.unit and q.low is None]
    rates = [q for q in known if q.unit == "%" and q.low is None]
    falls, rises = (bool(p.search(fold(rest))) for p in (FALL, RISE))
    for level in levels:
        for rate in rates:
            whole, part = level.text.strip(), rate.text.strip()
            if BEFORE.search(fold(clause)) and falls != rises:
                yield f"{whole} / (1 {'-' if falls else '+'} {part})"
            elif not (falls or rises):
                yield f"{whole} * {part}"
    for one, other in ((a, b) for a in levels for b in levels if a.value > b.value):
        if GAP.search(fold(clause)):
            yield f"{one.text.strip()} - {other.text.strip()}"


def _rounds_to(value: Decimal, said: Decimal) -> bool:
    """Whether a result, rounded to as many figures as are said, is the figure said."""
    if not value or not said:
        return value == said
    digits = max(len(said.normalize().as_tuple().digits), LEAST_DIGITS)
    place = Decimal(1).scaleb(value.adjusted() - digits + 1)
    return abs(value - said) <= place / 2
