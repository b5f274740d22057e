"""A loop report as tables: its legs, and the amounts as stated beside the reader's own.

Cells are text in the reader's language, the first row names the columns; the words stand in
`prompts/loop.yaml`. It computes nothing and draws no lines (`bot.cli` and `bot.web` do).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from bot.calculate.legs import Standing
from bot.calculate.loop import Leg, LoopReport, Recirculation
from bot.calculate.loop_figures import column, money, percent, times
from bot.calculate.loop_reading import Name, Say
from bot.calculate.schedule import write_when
from bot.language.amounts import grouped, write_quantity
from bot.language.units import CURRENCY_NAMES
from bot.records import Lang

Row = tuple[str, ...]


def leg_table(
    report: LoopReport, say: Say, name: Name, language: Lang, legs: Iterable[str] | None = None
) -> tuple[Row, ...]:
    """A row a leg (those of the cycle, or the ones named), with where its amount is stated."""
    cells = _Cells(say, name, language)
    chosen = [report.leg(i) for i in (report.cycle if legs is None else legs)]
    extra = [
        name
        for name, holds in (
            ("before", any(leg.before for leg in chosen)),
            ("share", any(leg.share is not None for leg in chosen)),
        )
        if holds
    ]
    columns = ("leg", "way", "amount", *extra, "kind", "status", "when", "source")
    head = tuple(cells.word(f"head_{name}") for name in columns)
    return head, *(tuple(cells.leg(leg)[name] for name in columns) for leg in chosen)


def rounds_table(report: LoopReport, say: Say, name: Name, language: Lang) -> tuple[Row, ...]:
    """A row a round in full digits, with a last row of sums; empty where no round was followed."""
    found = report.recirculation
    if found is None or not found.rounds:
        return ()
    cells = _Cells(say, name, language)
    ways = (cells.way(report.leg(i)) for i in report.cycle)
    head = (
        cells.word("head_round", unit=cells.unit(found.unit)),
        *ways,
        cells.word("head_together"),
        cells.word("head_cumulative"),
    )
    figures = [(*turn.amounts, turn.total, turn.cumulative) for turn in found.rounds]
    sums = [sum(values, Decimal(0)) for values in zip(*figures, strict=True)]
    lines = column(value for row in (*figures, sums[:-1]) for value in row)
    width = len(figures[0])
    body = [lines[n : n + width] for n in range(0, len(lines), width)]
    rows = [(str(turn.number), *row) for turn, row in zip(found.rounds, body, strict=False)]
    return head, *rows, (cells.word("head_sum"), *body[-1], "")


def comparison_table(report: LoopReport, say: Say, name: Name, language: Lang) -> tuple[Row, ...]:
    """The amounts as stated beside the reader's; empty where the reader changed none."""
    if report.base is None:
        return ()
    cells = _Cells(say, name, language)
    now, base = report.recirculation, report.base.recirculation
    first = "measure" if now is not None else "way"
    rows = [tuple(cells.word(f"head_{column}") for column in (first, "base", "yours"))]
    for leg in (report.leg(i) for i in (*report.cycle, *report.outside_legs)):
        if leg.given:
            rows.append((cells.way(leg), cells.amount(report.base.leg(leg.id)), cells.amount(leg)))
    if now is not None and base is not None:
        rows += [(label, *pair) for label, *pair in cells.measures(base, now)]
    return tuple(rows)


class _Cells:
    """The words and figures of a table in one language."""

    def __init__(self, say: Say, name: Name, language: Lang) -> None:
        self._say = say
        self._name = name
        self.language = language

    def word(self, key: str, **values: object) -> str:
        return self._say(f"loop_{key}", self.language, **values)

    def party(self, party: str) -> str:
        return self._name(party) if party.startswith("GLO-") else self.word(f"party_{party}")

    def way(self, leg: Leg) -> str:
        return self.word("way", giver=self.party(leg.giver), taker=self.party(leg.taker))

    def unit(self, unit: str) -> str:
        names = CURRENCY_NAMES.get(unit)
        if names is None:
            return self.word("unit_put_in")
        return {"en": unit, "zh-TW": names.zh_tw, "zh-CN": names.zh_cn}[self.language]

    def amount(self, leg: Leg | Standing) -> str:
        if leg.amount is None or leg.unit is None:
            return self.word("amount_none")
        return write_quantity(leg.amount, leg.unit, self.language, bound=leg.bound)

    def money(self, value: Decimal | None, unit: str) -> str:
        if value is None:
            return self.word("none")
        return money(value, unit, self.language)

    def when(self, leg: Leg) -> str:
        timing = leg.timing
        if timing is None or timing.state in ("signed", "planned", "told"):
            return self.word(f"when_{timing.state if timing else 'signed'}")
        if timing.date is None:
            return self.word("when_signed")
        when = write_when(timing.date, timing.kind, self.language)
        return self.word(f"when_{timing.state}", when=when)

    def before(self, leg: Leg) -> str:
        said = [
            self.word("was", amount=self.amount(old), status=self.word(f"status_{old.status}"))
            for old in reversed(leg.before)
        ]
        return (", " if self.language == "en" else "、").join(said)

    def leg(self, leg: Leg) -> dict[str, str]:
        amount = self.amount(leg)
        return {
            "leg": leg.id,
            "way": self.way(leg),
            "amount": self.word("yours", amount=amount) if leg.given else amount,
            "before": self.before(leg),
            "share": "" if leg.share is None else f"{grouped(leg.share)}%",
            "kind": self.word(f"kind_{leg.kind}"),
            "status": self.word(f"status_{leg.status}"),
            "when": self.when(leg),
            "source": leg.stated_in.passage_id if leg.stated_in else leg.source_id,
        }

    def measures(self, base: Recirculation, now: Recirculation) -> list[Row]:
        both = (base, now)

        def ratio(value: Decimal | None) -> str:
            return self.word("none") if value is None else times(value)

        rows = [
            (self.word("row_gain"), *(percent(f.gain) for f in both)),
            (self.word("row_limit"), *(ratio(f.limit) for f in both)),
            (self.word("row_recorded"), *(self.money(f.recorded, f.unit) for f in both)),
            (self.word("row_outside"), *(self.money(f.outside_total, f.unit) for f in both)),
            (self.word("row_double_counting"), *(ratio(f.double_counting) for f in both)),
        ]
        stated = {position.party: position.net for position in base.positions}
        for position in now.positions:
            nets = (
                self.money(stated.get(position.party), base.unit),
                self.money(position.net, now.unit),
            )
            rows.append((self.word("row_net", party=self.party(position.party)), *nets))
        return rows
