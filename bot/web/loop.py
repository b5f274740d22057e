"""The tab with the loop: drawn from the ledger, and what the reader's own shares make of it.

Amounts and statuses are the ledger's; a share is always the reader's and is marked as such. All
figures come from `bot.calculate.loop`; this module lays them out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from bot.calculate.loop import Leg, LoopReport, Recirculation, money_loop
from bot.calculate.loop_figures import money
from bot.calculate.loop_reading import read_loop
from bot.errors import InputError
from bot.language.amounts import write_quantity
from bot.language.script import fold
from bot.records import Flow, FlowKind
from bot.web.drawing import DASHES, NARROW, WIDE, Arrow, draw, sample
from bot.web.words import Words, data, escape

if TYPE_CHECKING:
    from bot.library import Library
    from bot.web.page import Frame

ROUNDS = 5
MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class LoopView:
    """The loop of a library in the words of one language."""

    library: Library
    words: Words

    def report(
        self, shares: Sequence[str] = (), rounds: int = 0, later: bool = False
    ) -> LoopReport:
        """The triangle with the reader's shares in the order of its legs; "" is no share.

        Raises InputError for a share that is no percentage.
        """
        flows, ledger = self.library.corpus.flows, self.library.ledger
        legs = money_loop(flows, ledger, later=later).cycle
        given = {
            leg: self._share(text) for leg, text in zip(legs, shares, strict=False) if text.strip()
        }
        return money_loop(flows, ledger, shares=given, rounds=rounds, later=later)

    def picture(self, later: bool) -> str:
        """The drawing with its legend."""
        report = self.report(later=later)
        around = [report.leg(i) for i in report.cycle]
        arrows = [self._arrow(leg) for leg in around]
        names = {leg.giver: self.party(leg.giver) for leg in around}
        title = self.words("loop_title")
        drawings = "".join(draw(arrows, names, canvas, title) for canvas in (WIDE, NARROW))
        return f'<div class="ll-loop">{drawings}{self._legend()}</div>'

    def lists(self, later: bool) -> str:
        """The legs that are not on the triangle."""
        report = self.report(later=later)
        outside = [report.leg(i) for i in report.outside_legs]
        shown = {*report.cycle, *report.outside_legs}
        others = [leg for leg in report.legs if leg.id not in shown]
        return (
            f'<div class="ll-loop">{self._list("loop_outside_title", outside)}'
            f"{self._list('loop_others_title', others)}</div>"
        )

    def scenario(self, shares: Sequence[str], rounds: int, later: bool) -> str:
        """What the reader's shares come to, in sentences and round by round."""
        try:
            report = self.report(shares, min(max(int(rounds), 0), MOST_ROUNDS), later)
        except InputError as error:
            return f'<p class="ll-failure" role="alert">{escape(error)}</p>'
        found = report.recirculation
        bare = replace(report, recirculation=found and replace(found, rounds=()))
        say = self.library.phrases.say
        # The first sentences are the legs themselves, which the drawing shows.
        sentences = read_loop(bare, say, self.party, self.words.language)[len(report.cycle) :]
        ways = {i: self._way(report.leg(i)) for i in report.cycle}
        table = self._rounds(report, found) if found and found.rounds else ""
        return f'<div class="ll-scenario">{table}{_listed(sentences, ways)}</div>'

    def party(self, party: str) -> str:
        """A party's name."""
        if party.startswith("GLO-"):
            return self.library.glossary.name(party, self.words.language)
        return self._say(f"party_{party}")

    def _share(self, text: str) -> Decimal:
        try:
            return Decimal(fold(text).strip().removesuffix("%").strip())
        except InvalidOperation as error:
            raise InputError(self.words("loop_no_share", text=text)) from error

    def _way(self, leg: Leg) -> str:
        return f"{self.party(leg.giver)} → {self.party(leg.taker)}"

    def _say(self, key: str) -> str:
        return self.library.phrases.say(f"loop_{key}", self.words.language)

    def _amount(self, leg: Leg) -> str:
        if leg.amount is None or leg.unit is None:
            return self._say("amount_none")
        return write_quantity(leg.amount, leg.unit, self.words.language, bound=leg.bound)

    def _money(self, value: Decimal, unit: str) -> str:
        return money(value, unit, self.words.language)

    def _opens(self, leg: Leg) -> dict[str, Any] | None:
        fact = self.library.ledger.get(leg.fact_id)
        if fact is None or fact.stated_in is None:
            return None
        ref = fact.stated_in
        return {
            "index": ref.index,
            "passage_id": ref.passage_id,
            "sentence": ref.sentence,
            "status": fact.status,
            "confidence": fact.confidence,
        }

    def _arrow(self, leg: Leg) -> Arrow:
        kind, status = self._say(f"kind_{leg.kind}"), self._say(f"status_{leg.status}")
        amount = self._amount(leg)
        label = self.words(
            "loop_leg",
            giver=self.party(leg.giver),
            taker=self.party(leg.taker),
            amount=amount,
            kind=kind,
            status=status,
        )
        shown = leg.amount if leg.is_money else None
        return Arrow(
            leg.giver,
            leg.taker,
            leg.kind,
            leg.status,
            shown,
            (amount, kind, status),
            label,
            self._opens(leg),
        )

    def _legend(self) -> str:
        kinds: tuple[FlowKind, ...] = tuple(DASHES)
        items = "".join(
            f"<li>{sample(kind, 'contract')}{escape(self._say(f'kind_{kind}'))}</li>"
            for kind in kinds
        )
        firm = f"<li>{sample('contract', 'contract')}{self.words.html('loop_firm')}</li>"
        loose = f"<li>{sample('contract', 'estimate')}{self.words.html('loop_loose')}</li>"
        return f'<ul class="ll-legend">{items}</ul><ul class="ll-legend">{firm}{loose}</ul>'

    def _list(self, title: str, legs: Iterable[Leg]) -> str:
        rows = "".join(self._row(leg) for leg in legs)
        return f'<h3>{self.words.html(title)}</h3><ul class="ll-legs">{rows}</ul>' if rows else ""

    def _row(self, leg: Leg) -> str:
        arrow, opens = self._arrow(leg), self._opens(leg)
        inner = (
            f"{sample(leg.kind, leg.status)}<span>{escape(self._way(leg))}</span>"
            f'<b class="ll-figure">{escape(arrow.lines[0])}</b>'
            f"<small>{escape(arrow.lines[1])} · {escape(arrow.lines[2])}</small>"
        )
        if opens is None:
            return f"<li><div>{inner}</div></li>"
        return f'<li><button type="button" data-open="{data(opens)}">{inner}</button></li>'

    def _rounds(self, report: LoopReport, found: Recirculation) -> str:
        ways = [self._way(report.leg(i)) for i in report.cycle]
        heads = "".join(f'<th scope="col">{escape(way)}</th>' for way in ways)
        rows = "".join(
            f'<tr><th scope="row">{turn.number}</th>'
            + "".join(f"<td>{escape(self._money(a, found.unit))}</td>" for a in turn.amounts)
            + f"<td>{escape(self._money(turn.cumulative, found.unit))}</td></tr>"
            for turn in found.rounds
        )
        return (
            f'<table class="ll-rounds"><caption>{self.words.html("loop_rounds_caption")}</caption>'
            f'<thead><tr><th scope="col">{self.words.html("loop_round")}</th>{heads}'
            f'<th scope="col">{self.words.html("loop_cumulative")}</th></tr></thead>'
            f"<tbody>{rows}</tbody></table>"
        )


def loop_tab(library: Library) -> Callable[[Frame], None]:
    """What adds the tab to the page."""

    def add(frame: Frame) -> None:
        import gradio as gr

        legs = [flow for flow in library.corpus.flows if flow.triangle]
        with gr.Tab(frame.words("tab_loop"), id="loop") as tab:
            picture = gr.HTML(apply_default_css=False, elem_id="ll-loop")
            later = gr.Checkbox(False, elem_id="ll-later")
            with gr.Column(elem_id="ll-assume"):
                heading = gr.HTML(apply_default_css=False)
                with gr.Row():
                    # A number field would show 0, which is a share; an empty one is none.
                    shares = [gr.Textbox(placeholder="%", min_width=120) for _ in legs]
                    rounds = gr.Slider(1, MOST_ROUNDS, ROUNDS, step=1, min_width=160, buttons=[])
                result = gr.HTML(apply_default_css=False, elem_id="ll-result")
            lists = gr.HTML(apply_default_css=False)

        def redrawn(later: bool, language: str, turns: int, *given: str) -> list[str]:
            view = LoopView(library, frame.chat.words(language))
            return [view.picture(later), view.scenario(given, turns, later), view.lists(later)]

        frame.label(tab, lambda w: gr.update(label=w("tab_loop")))
        frame.label(picture, lambda w: LoopView(library, w).picture(False))
        frame.label(later, lambda w: gr.update(label=w("loop_later")))
        frame.label(heading, _assumption)
        for share, leg in zip(shares, legs, strict=True):
            frame.label(share, _share_label(library, leg))
        frame.label(rounds, lambda w: gr.update(label=w("loop_rounds")))
        frame.label(result, lambda w: LoopView(library, w).scenario([], 0, False))
        frame.label(lists, lambda w: LoopView(library, w).lists(False))
        controls: list[Any] = [later, rounds, *shares]
        for control in controls:
            inputs = [later, frame.ui, rounds, *shares]
            control.input(
                redrawn,
                inputs,
                [picture, result, lists],
                trigger_mode="always_last",
                **frame.quiet,
            )

    return add


def _assumption(words: Words) -> str:
    return (
        f'<h3>{words.html("loop_assume")} <em class="ll-yours">{words.html("loop_yours")}</em></h3>'
        f"<p>{words.html('loop_assume_text')}</p>"
    )


def _share_label(library: Library, leg: Flow) -> Callable[[Words], Any]:
    import gradio as gr

    def rewrite(words: Words) -> Any:
        view = LoopView(library, words)
        giver, taker = view.party(leg.giver), view.party(leg.taker)
        return gr.update(label=words("loop_share", giver=giver, taker=taker))

    return rewrite


def _listed(sentences: Iterable[str], ways: Mapping[str, str]) -> str:
    """The sentences, with each leg called by its parties: its id is for the command line."""
    for leg_id, way in ways.items():
        # Not in the name of a passage: nvidia-openai-loi/announcement.
        named = re.compile(rf"(?<![a-z0-9-]){re.escape(leg_id)}(?![a-z0-9/-])", re.IGNORECASE)
        sentences = [way.join(named.split(sentence)) for sentence in sentences]
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f"<ul>{items}</ul>" if items else ""
