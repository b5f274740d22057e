"""A loop report in plain words, in either language: a sentence for each thing that it found.

The sentences stand in `prompts/loop.yaml`; `say` fills them and `name` gives a party its name. It
computes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from bot.calculate.legs import Remark, Standing
from bot.calculate.loop import Leg, LoopReport, Recirculation
from bot.calculate.loop_figures import money, percent, times
from bot.calculate.schedule import Timing, write_when
from bot.language.amounts import grouped, write_quantity
from bot.language.script import to_simplified
from bot.records import Lang

INTENDED = frozenset({"letter_of_intent", "guidance"})
"""Standings of money that nobody is bound to give."""
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
        yield from self._changes(legs)
        yield from self._timing(legs)
        found = self.report.recirculation
        if found is not None:
            yield from self._circulation(legs, found)
            yield from self._cash(found)
        outside = [self.report.leg(i) for i in self.report.outside_legs]
        for key, meant in (("loop_sources", False), ("loop_sources_meant", True)):
            legs_of_it = [leg for leg in outside if (leg.status in INTENDED) == meant]
            if legs_of_it:
                listed = self.comma.join(self._leg(leg).rstrip(".。") for leg in legs_of_it)
                yield self._say(key, legs=listed)
        yield from self._against_base()

    def _say(self, key: str, **values: object) -> str:
        return self._fill(key, self.language, **values)

    def _party(self, party: str) -> str:
        if party.startswith("GLO-"):
            return self._name(party)
        return self._say(f"loop_party_{party}")

    def _money(self, value: Decimal, unit: str) -> str:
        return money(value, unit, self.language)

    def _amount(self, leg: Leg | Standing) -> str:
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
        if "not_all_money" in notes:
            yield self._say("loop_not_all_money")
        if "updated" in notes:
            changed = [self._way(leg) for leg in legs if leg.updates]
            yield self._say("loop_updated", legs=self.comma.join(changed))
        if "parallel_legs" in notes:
            beside = self.comma.join(self.report.parallel)
            yield self._say("loop_parallel_legs", legs=beside)

    def _changes(self, legs: list[Leg]) -> Iterator[str]:
        """What became of each leg since it was first stated, and what was said of it."""
        for leg in (*legs, *(self.report.leg(i) for i in self.report.outside_legs)):
            if leg.before:
                earlier = self.comma.join(self._standing(old) for old in reversed(leg.before))
                yield self._say(
                    "loop_became",
                    way=self._way(leg),
                    now=self._standing(leg),
                    earlier=earlier,
                )
            for remark in leg.remarks if leg in legs else ():
                yield self._remark(leg, remark)

    def _standing(self, leg: Leg | Standing) -> str:
        if isinstance(leg, Leg) and leg.given and leg.stated is not None and leg.stated_unit:
            amount = write_quantity(leg.stated, leg.stated_unit, self.language)
        else:
            amount = self._amount(leg)
        return self._say(
            "loop_standing",
            amount=amount,
            status=self._say(f"loop_status_{leg.status}"),
            when=write_when(leg.as_of, "instant", self.language),
            source=_place(leg),
        )

    def _remark(self, leg: Leg, remark: Remark) -> str:
        english, chinese = remark.statement_en, remark.statement_zh
        said = to_simplified(chinese) if self.language == "zh-CN" else chinese
        kind = "said" if remark.status in ("reported", "contract") else "heard"
        values = {} if kind == "said" else {"status": self._say(f"loop_status_{remark.status}")}
        return self._say(
            f"loop_{kind}",
            way=self._way(leg),
            statement=english if self.language == "en" else said,
            when=write_when(remark.as_of, "instant", self.language),
            source=_place(remark),
            **values,
        )

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
        for state in ("told", "signed", "planned", "estimated"):
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
        given = [f"{grouped(leg.share or Decimal(0))}%" for leg in legs]
        named = zip((leg.id for leg in legs), given, strict=True)
        gain = percent(found.gain)
        yield self._say(
            "loop_gain",
            shares=self.comma.join(" ".join(pair) for pair in named),
            product=" × ".join(given),
            gain=gain,
            party=self._party(legs[0].giver),
        )
        if found.limit is None:
            yield self._say("loop_no_limit")
        else:
            yield self._say("loop_limit", gain=gain, limit=times(found.limit))
        for turn in found.rounds:
            amounts = [self._money(a, found.unit) for a in turn.amounts]
            yield self._say(
                "loop_round",
                number=turn.number,
                amounts=self.comma.join(amounts),
                total=self._money(turn.total, found.unit),
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
        sums = {
            "recorded": self._money(found.recorded, found.unit),
            "outside": self._money(found.outside_total, found.unit),
        }
        yield self._say("loop_recorded", **sums)
        if found.double_counting is not None:
            yield self._say("loop_double_counting", times=times(found.double_counting), **sums)
        elif not found.outside_total:
            yield self._say("loop_no_outside")
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
            times=times(base.double_counting),
            outside_now=self._money(now.outside_total or Decimal(0), now.unit),
            times_now=times(now.double_counting),
        )


def _place(told: Leg | Standing | Remark) -> str:
    """The passage that states it, as `looplens passage` shows it."""
    return told.stated_in.passage_id if told.stated_in else told.source_id
