"""A loop report in plain words, in either language: a sentence for each thing that it found.

The sentences stand in `prompts/loop.yaml`; `say` fills them and `name` gives a party its name. It
computes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from bot.calculate.loop import Leg, LoopReport, Recirculation
from bot.calculate.schedule import Timing, write_when
from bot.language.amounts import display, readable, write_quantity
from bot.records import Lang

Say = Callable[..., str]
Name = Callable[[str], str]


def read_loop(report: LoopReport, say: Say, name: Name, language: Lang) -> tuple[str, ...]:
    """The report's sentences in order: legs, notes, and where shares were given what follows.

    `say(key, language, **values)` fills a phrase, `name(id)` names a glossary entry.
    """
    return tuple(_Reading(report, say, name, language).sentences())


class _Reading:
    """One report being read out in one language."""

    def __init__(self, report: LoopReport, say: Say, name: Name, language: Lang) -> None:
        self.report = report
        self.language = language
        self._fill = say
        self._name = name
        self.comma = ", " if language == "en" else "、"

    def sentences(self) -> Iterator[str]:
        """Every sentence, from the legs to the comparison with the base."""
        legs = [self.report.leg(i) for i in self.report.cycle]
        for leg in legs:
            yield self._leg(leg)
        yield from self._notes(legs)
        yield from self._timing(legs)
        found = self.report.recirculation
        if found is not None:
            yield from self._circulation(legs, found)
            yield from self._cash(found)
        if self.report.outside_legs:
            listed = self.comma.join(
                self._leg(self.report.leg(i)).rstrip(".。") for i in self.report.outside_legs
            )
            yield self._say("loop_sources", legs=listed)
        yield from self._against_base()

    def _say(self, key: str, **values: object) -> str:
        return self._fill(key, self.language, **values)

    def _party(self, party: str) -> str:
        if party.startswith("GLO-"):
            return self._name(party)
        return self._say(f"loop_party_{party}")

    def _money(self, value: Decimal, unit: str) -> str:
        if self.language == "zh-CN":
            return write_quantity(value, unit, self.language, digits=3)
        return display(value, unit)["en" if self.language == "en" else "zh-TW"]

    def _amount(self, leg: Leg) -> str:
        if leg.amount is None or leg.unit is None:
            return self._say("loop_amount_none")
        return write_quantity(leg.amount, leg.unit, self.language, bound=leg.bound)

    def _leg(self, leg: Leg) -> str:
        values = {
            "giver": self._party(leg.giver),
            "taker": self._party(leg.taker),
            "amount": self._amount(leg),
            "kind": self._say(f"loop_kind_{leg.kind}"),
            "status": self._say(f"loop_status_{leg.status}"),
        }
        if not leg.given or leg.stated is None or leg.stated_unit is None:
            return self._say("loop_leg", **values)
        stated = write_quantity(leg.stated, leg.stated_unit, self.language)
        return self._say("loop_leg_given", stated=stated, **values)

    def _notes(self, legs: list[Leg]) -> Iterator[str]:
        notes = self.report.notes
        missing = self.comma.join(self.report.missing)
        for note in ("no_shares", "some_shares"):
            if note in notes:
                yield self._say(f"loop_{note}", legs=missing)
        if "unlike_statuses" in notes:
            statuses = dict.fromkeys(self._say(f"loop_status_{leg.status}") for leg in legs)
            yield self._say("loop_unlike_statuses", statuses=self.comma.join(statuses))
        for note in ("not_all_money", "updated", "parallel_legs"):
            if note in notes:
                yield self._say(f"loop_{note}")

    def _timing(self, legs: list[Leg]) -> Iterator[str]:
        """Who is paid now, what starts when, what is only planned, who moves first."""
        outside = [self.report.leg(i) for i in self.report.outside_legs]
        dated = [(leg, leg.timing) for leg in (*legs, *outside) if leg.timing]
        around = dated[: len(legs)]
        paid = [self._dated(leg, timing) for leg, timing in dated if timing.state == "paid"]
        if paid:
            yield self._say("loop_paid", legs=self.comma.join(paid))
        if not any(timing.state == "paid" for _, timing in around):
            yield self._say("loop_none_paid")
        for leg, timing in around:
            if timing.state in ("starts", "running"):
                way = self._way(leg)
                yield self._say(f"loop_{timing.state}", way=way, when=self._when(timing))
        for state in ("signed", "planned", "estimated"):
            ways = [self._way(leg) for leg, timing in around if timing.state == state]
            if ways:
                yield self._say(f"loop_{state}", legs=self.comma.join(ways))
        first = next(((lg, t) for lg, t in around if lg.id == self.report.first), None)
        if first and len(legs) > 1:
            leg, timing = first
            yield self._say(
                "loop_first",
                party=self._party(leg.giver),
                way=self._way(leg),
                when=self._when(timing),
                status=self._say(f"loop_status_{leg.status}"),
            )

    def _way(self, leg: Leg) -> str:
        values = {"giver": self._party(leg.giver), "taker": self._party(leg.taker)}
        return self._say("loop_way", **values)

    def _when(self, timing: Timing) -> str:
        return write_when(timing.date, timing.kind, self.language) if timing.date else ""

    def _dated(self, leg: Leg, timing: Timing) -> str:
        return self._say("loop_dated", way=self._way(leg), when=self._when(timing))

    def _circulation(self, legs: list[Leg], found: Recirculation) -> Iterator[str]:
        shares = self.comma.join(f"{leg.id} {readable(leg.share or Decimal(0))}%" for leg in legs)
        yield self._say(
            "loop_gain",
            shares=shares,
            gain=f"{readable(found.gain * 100)}%",
            party=self._party(legs[0].giver),
        )
        if found.limit is None:
            yield self._say("loop_no_limit")
        else:
            yield self._say("loop_limit", limit=readable(found.limit))
        for turn in found.rounds:
            amounts = [self._money(a, found.unit) for a in turn.amounts]
            yield self._say(
                "loop_round",
                number=turn.number,
                amounts=self.comma.join(amounts),
                cumulative=self._money(turn.cumulative, found.unit),
            )

    def _cash(self, found: Recirculation) -> Iterator[str]:
        for over in found.overfull:
            yield self._say(
                "loop_share_exceeds_leg",
                leg=over.leg,
                party=self._party(over.party),
                passed=self._money(over.passed, found.unit),
                amount=self._money(over.amount, found.unit),
                excess=self._money(over.excess, found.unit),
            )
        if found.recorded is None or found.outside_total is None:
            return
        yield self._say(
            "loop_recorded",
            recorded=self._money(found.recorded, found.unit),
            outside=self._money(found.outside_total, found.unit),
        )
        if found.double_counting is not None:
            yield self._say("loop_double_counting", times=readable(found.double_counting))
        for need in found.outside:
            amount = self._money(need.amount, found.unit)
            yield self._say(
                "loop_outside", party=self._party(need.party), amount=amount, leg=need.leg
            )
        for position in found.positions:
            direction = "even" if not position.net else "in" if position.net > 0 else "out"
            values = {"party": self._party(position.party)}
            if position.net:
                values["amount"] = self._money(abs(position.net), found.unit)
            yield self._say(f"loop_position_{direction}", **values)

    def _against_base(self) -> Iterator[str]:
        base = self.report.base.recirculation if self.report.base else None
        now = self.report.recirculation
        if base is None or now is None:
            return
        if base.double_counting is None or now.double_counting is None:
            return
        yield self._say(
            "loop_base",
            outside=self._money(base.outside_total or Decimal(0), base.unit),
            times=readable(base.double_counting),
            outside_now=self._money(now.outside_total or Decimal(0), now.unit),
            times_now=readable(now.double_counting),
        )
