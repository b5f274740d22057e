"""A loop report as tables: its legs, and the amounts as stated beside the reader's own.

Cells are text in the reader's language, the first row names the columns; the words stand in
`prompts/loop.yaml`. It computes nothing and draws no lines (`bot.cli` and `bot.web` do).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from bot.calculate.loop import Leg, LoopReport, Recirculation
from bot.calculate.loop_reading import Name, Say
from bot.calculate.schedule import write_when
from bot.language.amounts import display, readable, write_quantity
from bot.records import Lang

Row = tuple[str, ...]


def leg_table(
    report: LoopReport, say: Say, name: Name, language: Lang, legs: Iterable[str] | None = None
) -> tuple[Row, ...]:
    """A row a leg (those of the cycle, or the ones named), with where its amount is stated."""
    cells = _Cells(say, name, language)
    chosen = [report.leg(i) for i in (report.cycle if legs is None else legs)]
    shares = any(leg.share is not None for leg in chosen)
    columns = ["leg", "way", "amount", *(["share"] if shares else []), "kind", "status", "when"]
    head = tuple(cells.word(f"head_{column}") for column in (*columns, "source"))
    return head, *(cells.leg(leg, shares) for leg in chosen)


def comparison_table(report: LoopReport, say: Say, name: Name, language: Lang) -> tuple[Row, ...]:
    """The amounts as stated beside the reader's; empty where the reader changed none."""
    if report.base is None:
        return ()
    cells = _Cells(say, name, language)
    now, base = report.recirculation, report.base.recirculation
    rows = [tuple(cells.word(f"head_{column}") for column in ("measure", "base", "yours"))]
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

    def amount(self, leg: Leg) -> str:
        if leg.amount is None or leg.unit is None:
            return self.word("amount_none")
        return write_quantity(leg.amount, leg.unit, self.language, bound=leg.bound)

    def money(self, value: Decimal | None, unit: str) -> str:
        if value is None:
            return self.word("none")
        if self.language == "zh-CN":
            return write_quantity(value, unit, self.language, digits=3)
        return display(value, unit)["en" if self.language == "en" else "zh-TW"]

    def when(self, leg: Leg) -> str:
        timing = leg.timing
        if timing is None or timing.state in ("signed", "planned"):
            return self.word(f"when_{timing.state if timing else 'signed'}")
        if timing.date is None:
            return self.word("when_signed")
        when = write_when(timing.date, timing.kind, self.language)
        return self.word(f"when_{timing.state}", when=when)

    def leg(self, leg: Leg, shares: bool) -> Row:
        share = "" if leg.share is None else f"{readable(leg.share)}%"
        source = leg.stated_in.passage_id if leg.stated_in else leg.source_id
        return (
            leg.id,
            self.way(leg),
            self.amount(leg),
            *((share,) if shares else ()),
            self.word(f"kind_{leg.kind}"),
            self.word(f"status_{leg.status}"),
            self.when(leg),
            source,
        )

    def measures(self, base: Recirculation, now: Recirculation) -> list[Row]:
        both = (base, now)

        def times(value: Decimal | None) -> str:
            return self.word("none") if value is None else readable(value)

        rows = [
            (self.word("row_gain"), *(f"{readable(f.gain * 100)}%" for f in both)),
            (self.word("row_limit"), *(times(f.limit) for f in both)),
            (self.word("row_recorded"), *(self.money(f.recorded, f.unit) for f in both)),
            (self.word("row_outside"), *(self.money(f.outside_total, f.unit) for f in both)),
            (self.word("row_double_counting"), *(times(f.double_counting) for f in both)),
        ]
        stated = {position.party: position.net for position in base.positions}
        for position in now.positions:
            nets = (
                self.money(stated.get(position.party), base.unit),
                self.money(position.net, now.unit),
            )
            rows.append((self.word("row_net", party=self.party(position.party)), *nets))
        return rows
