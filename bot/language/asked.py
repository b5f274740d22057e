"""What a question holds that a calculation can be read from: its figures, cues and phrases.

One view of the text for the readers of named computations (`computations`) and of spoken
arithmetic (`chains`). It decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from bot.language.cues import pattern, patterns
from bot.language.phrases import Phrases
from bot.language.quantities import read_quantities
from bot.language.script import fold
from bot.language.units import CURRENCIES
from bot.records import Mention, Period, Quantity, Sought, Span

__all__ = ["LEAST_AMOUNT", "PER", "TIMES", "Asked"]

TIMES = ("years", "quarters", "months", "weeks", "days")
PER = {
    "per_year": "year", "per_quarter": "quarter", "per_month": "month", "per_week": "week",
    "per_day": "day",
}  # fmt: skip
LEAST_AMOUNT = 100
NEAR, LATER = 26, 14
"""How many characters before a figure, and after it, a word may stand that says what it is."""
CLAUSE = re.compile(r"[,;:.?!](?!\d)|[，；。？！：]")
BARE_TIME = re.compile(
    r"\b(?:over|or|versus|vs\.?|against|in|with|for|than) (?P<n>\d{1,2}|[a-z]+)"
    r"(?=\s*(?:[?.,;]|$|instead|would|is|then))"
)
UNITS = (
    ("months", re.compile(r"\b(?:how many|number of) months\b|几个?月|多少个?月")),
    ("quarters", re.compile(r"\b(?:how many|number of) quarters\b|几季|几个季|多少季")),
    ("years", re.compile(r"\b(?:how many|number of) years\b|几年|多少年")),
    ("days", re.compile(r"\b(?:how many|number of) days\b|几天|多少天")),
)
PERIOD_WORDS = (
    (
        "quarter",
        re.compile(r"\b(?:a|per|each|every|one|single|in the|in one) quarter\b|单季|一季|每季"),
    ),
    (
        "month",
        re.compile(r"\b(?:a|per|each|every|one|single|in one) month\b|单月|一个月|每月|每个月"),
    ),
    ("half", re.compile(r"\b(?:half[- ]year|six months|first half)\b|半年")),
)


@dataclass(frozen=True)
class Asked:
    """A question as the readers of calculations see it."""

    text: str
    phrases: Phrases
    quantities: tuple[Quantity, ...]
    operations: tuple[Mention, ...]
    named: tuple[Mention, ...]
    periods: tuple[Period, ...]

    @cached_property
    def folded(self) -> str:
        """The text as cues are matched."""
        return fold(self.text)

    @property
    def whole(self) -> Span:
        """The span of all of it."""
        return (0, len(self.text))

    def says(self, key: str) -> bool:
        """Whether a cue of the list stands in the question."""
        return pattern(self.phrases, key).search(self.folded) is not None

    def places(self, key: str) -> list[re.Match[str]]:
        """Where the cues of the list stand."""
        return list(pattern(self.phrases, key).finditer(self.folded))

    def frames(self, key: str) -> list[re.Match[str]]:
        """The first match of each cue of a list whose cues name their parts."""
        found = (one.search(self.folded) for one in patterns(self.phrases, key))
        return [m for m in found if m is not None]

    def asks(self, *operations: str) -> bool:
        """Whether one of the operations is asked for."""
        return any(m.concept in operations for m in self.operations)

    @cached_property
    def per(self) -> str:
        """The stretch of time by which the result is wanted: year, quarter, month, day or ""."""
        return next((PER[m.concept] for m in self.operations if m.concept in PER), "")

    @cached_property
    def unit(self) -> str:
        """The unit of time that is asked for: "how many months"."""
        return next((unit for unit, cue in UNITS if cue.search(self.folded)), "")

    @cached_property
    def single(self) -> tuple[Quantity, ...]:
        """The figures that are one value and not a range."""
        return tuple(q for q in self.quantities if q.low is None)

    @cached_property
    def money(self) -> tuple[Quantity, ...]:
        """The reader's amounts of money, no rates among them."""
        return tuple(q for q in self.single if q.unit in CURRENCIES)

    @cached_property
    def plain(self) -> tuple[Quantity, ...]:
        """The reader's large numbers with no unit, where no amount has a currency: 300萬."""
        bare = (q for q in self.single if q.unit == "1" and q.value >= LEAST_AMOUNT)
        return () if self.money or self.rates else tuple(bare)

    @cached_property
    def rates(self) -> tuple[Quantity, ...]:
        """The reader's amounts a year, a quarter or a month."""
        return tuple(
            q
            for q in self.single
            if q.unit.partition("/")[0] in CURRENCIES
            and q.unit.partition("/")[2] in ("year", "quarter", "month", "day", "week")
        )

    @cached_property
    def percents(self) -> tuple[Quantity, ...]:
        """The reader's percentages."""
        return tuple(q for q in self.single if q.unit == "%")

    @cached_property
    def times(self) -> tuple[Quantity, ...]:
        """The reader's stretches of time, "six years instead of five" giving two of them."""
        stated = [q for q in self.single if q.unit in TIMES and not self._counts(q)]
        for found in self.places("work_instead"):
            if any(found.end() <= q.start <= found.end() + 3 for q in stated):
                continue
            word = re.match(r"[a-z0-9.]+|[一二三四五六七八九十两\d.]+", self.folded[found.end() :])
            unit = next((q.unit for q in stated), "")
            if word and unit:
                read = read_quantities(f"{word.group()} {unit}")
                if len(read) == 1 and read[0].unit == unit:
                    start = found.end()
                    stated.append(
                        replace(read[0], text=word.group(), start=start, end=start + word.end())
                    )
        return tuple(sorted(stated, key=lambda q: q.start))

    @cached_property
    def bare_times(self) -> tuple[Quantity, ...]:
        """A second stretch without its unit: "over 5 years, and what over 3?"."""
        if len(self.times) != 1:
            return ()
        first = self.times[0]
        found = BARE_TIME.search(self.folded, first.end)
        if found is None or self.within(found.span("n"), self.money + self.percents):
            return ()
        read = read_quantities(f"{found['n']} {first.unit}")
        if len(read) != 1 or read[0].unit != first.unit:
            return ()
        start, end = found.span("n")
        return (replace(read[0], text=self.text[start:end], start=start, end=end),)

    def _counts(self, quantity: Quantity) -> bool:
        """Whether a stretch is the rate's own: $1.5bn a month."""
        return any(r.start <= quantity.start and quantity.end <= r.end for r in self.rates)

    def replaced(self, quantity: Quantity) -> bool:
        """Whether the figure is the one that another takes the place of."""
        return any(
            m.start() < quantity.start and m.end() >= quantity.start - 2
            for m in self.places("work_instead")
        )

    def near(self, key: str, quantity: Quantity) -> bool:
        """Whether a cue of the list stands by the figure, in its own clause."""
        start, end = self.clause(quantity)
        for found in self.places(key):
            if start <= found.start() and found.end() <= end:
                before = 0 <= quantity.start - found.end() <= NEAR
                after = 0 <= found.start() - quantity.end <= LATER
                nearer = any(
                    found.end() <= q.start < quantity.start
                    or quantity.end <= q.start <= found.start()
                    for q in self.single
                    if q is not quantity
                )
                if (before or after) and not nearer:
                    return True
        return False

    def clause(self, quantity: Quantity) -> Span:
        """The part of the sentence between its marks that the figure stands in."""
        cuts = [m.end() for m in CLAUSE.finditer(self.folded)]
        start = max((c for c in cuts if c <= quantity.start), default=0)
        end = min((c for c in cuts if c > quantity.end), default=len(self.text))
        return (start, end)

    def period_of(self, quantity: Quantity) -> str:
        """The reporting period that the words by a figure name: "$4.2bn in one quarter"."""
        start, end = self.clause(quantity)
        around = self.folded[start:end]
        return next((unit for unit, cue in PERIOD_WORDS if cue.search(around)), "")

    def given(self, role: str, quantity: Quantity) -> Sought:
        """An operand that the reader gives."""
        kind = "money" if quantity in self.money else quantity.unit
        return Sought(role, kind, (quantity.start, quantity.end), quantity)

    def sought(self, role: str, kind: str, span: Span | None = None) -> Sought:
        """An operand that a fact has to give."""
        return Sought(role, kind, span or self.whole)

    def content(self, span: Span) -> bool:
        """Whether the words at a span say a thing, no question words and no operation alone."""
        left = pattern(self.phrases, "chain_filler").sub(" ", self.folded[span[0] : span[1]])
        return re.search(r"[a-z]{4,}|[\u3400-\u9fff]{2,}", left) is not None

    def clauses(self, span: Span) -> list[Span]:
        """The parts of a span between marks, in order."""
        text = self.folded[span[0] : span[1]]
        cuts = [0, *(m.end() for m in CLAUSE.finditer(text)), len(text)]
        return [(span[0] + a, span[0] + b) for a, b in pairwise(cuts) if text[a:b].strip()]

    def within(self, span: Span, among: Sequence[Quantity] | None = None) -> list[Quantity]:
        """The figures inside a span."""
        pool = self.single if among is None else among
        return [q for q in pool if span[0] <= q.start and q.end <= span[1]]
