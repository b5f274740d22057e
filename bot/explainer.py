"""The one path of a question: understand → retrieve → plan → compose → verify → render.

`Explainer.events` calls the steps in that order and yields what happens; `ask` drains it. A claim
is shown only after it is verified: compose and verify interleave, and that gate is the stream's.
It holds no state of a conversation (history is an argument) and is shared by threads.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Literal, cast

from bot.answer.extractive import compose
from bot.answer.plan import plan as make_plan
from bot.answer.plan.answerable import answerable
from bot.answer.plan.onward import go_on, second_step, sought_by, stands_whole
from bot.answer.plan.together import (
    as_told_before,
    both_found,
    both_planned,
    clauses,
    halves,
    of_its_own_words,
    tells_of_its_time,
    told_again,
)
from bot.answer.render import Desk, Made, render, render_unreadable, show
from bot.answer.retrieve import CORPUS, retrieve
from bot.answer.retrieve.opened import with_operands
from bot.answer.understand import History, understand
from bot.answer.verify import verify
from bot.errors import EngineError, QuestionError
from bot.knowledge.ledger import Ledger
from bot.language.fault_words import in_words
from bot.language.kin import in_names_of_kin
from bot.language.layouts import is_full
from bot.library import Library
from bot.records import (
    STEPS,
    Answer,
    Claim,
    Event,
    Evidence,
    Finding,
    Held,
    Level,
    Note,
    Plan,
    Question,
    Shown,
    Step,
    StepName,
    Turn,
    Usage,
)
from bot.settings import Settings, load_settings

__all__ = ["Explainer"]

ONE_OF_TWO = frozenset({"future", "not_in_corpus"})
"""Refusals that may be of one of two questions alone."""


class Explainer:
    """Answers questions over a library, with the built-in engine or a model.

    Without a library the shipped corpus is opened, and its index built where it is missing.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        library: Library | None = None,
        engine: str | None = None,
    ) -> None:
        self.settings = settings or load_settings()
        self.library = library or Library.open(self.settings)
        self.engine = engine or self.settings.engine

    def ask(
        self,
        question: str,
        *,
        history: History = (),
        lang: str = "auto",
        level: Level = "standard",
        as_of: str = "article",
        engine: str | None = None,
    ) -> Answer:
        """The Answer to a question; an unreadable question gives one with status `error`."""
        *_, answer = self.events(
            question, history=history, lang=lang, level=level, as_of=as_of, engine=engine
        )
        assert isinstance(answer, Answer)
        return answer

    def events(
        self,
        question: str,
        *,
        history: History = (),
        lang: str = "auto",
        level: Level = "standard",
        as_of: str = "article",
        engine: str | None = None,
    ) -> Iterator[Event]:
        """Steps, sentences that hold, sentences that do not and, last, the Answer."""
        run = _Run(self, engine or self.engine)
        shelf = self.library
        try:
            with run.clock("understand"):
                language = cast(Literal["auto", "zh-TW", "zh-CN", "en"], lang)
                asked = understand(
                    question, history, shelf.glossary, shelf.phrases,
                    lang=language, level=level, as_of=as_of,
                )  # fmt: skip
        except QuestionError as error:
            yield render_unreadable(question, lang, as_of, error, shelf.phrases)
            return
        yield run.step("understand", asked)
        yield run.step("retrieve", asked)
        with run.clock("retrieve"):
            both = self._both(asked)
            evidence = both[0] if both else _found(asked, shelf)
        yield run.step("plan", asked)
        with run.clock("plan"):
            plan = both[1] if both else _planned(asked, evidence, shelf)
            evidence, plan = self._onward(asked, plan) or (evidence, plan)
            evidence, plan = self._known_half(asked, plan) or (evidence, plan)
            asked, evidence, plan = self._of_kin(asked, plan) or (asked, evidence, plan)
            evidence = with_operands(evidence, plan, shelf.searcher)
        yield run.step("compose", asked)
        yield from run.written(asked, evidence, plan)
        yield run.step("render", asked)
        yield run.answer(asked)

    def _both(self, asked: Question) -> tuple[Evidence, Plan] | None:
        """Of a question to the corpus and to an own index at once, each half answered on its side.

        None where the question has no two halves, or they do not lie on two sides.
        """
        own = [name for name in self.library.searcher_names if name != CORPUS]
        two = halves(asked.text) if own and len(own) < len(self.library.searcher_names) else None
        if two is None:
            return None
        sides = (self.library.over([CORPUS]), self.library.over(own))
        found: list[tuple[int, Evidence, Plan]] = []
        for text in two:
            shelf = self.library
            part = understand(
                text, (), shelf.glossary, shelf.phrases,
                lang=asked.language, level=asked.level, as_of=asked.as_of,
            )  # fmt: skip
            for side in (0, 1) if part.entities else (1, 0):
                evidence = _found(part, sides[side])
                plan = _planned(part, evidence, sides[side])
                if plan.refusal is None:
                    found.append((side, evidence, plan))
                    break
        if [side for side, _, _ in found] not in ([0, 1], [1, 0]):
            return None
        (_, one, first), (_, other, second) = found
        return both_found(one, other), both_planned(first, second)

    def _onward(self, asked: Question, plan: Plan) -> tuple[Evidence, Plan] | None:
        """What the first part of a question comes to, and of that what its second part asks."""
        shelf, step = self.library, second_step(asked, plan)
        if not (step and shelf.ledger and list(shelf.searcher_names) == [CORPUS]):
            return None
        parts = (self._part(step.first, asked), self._part(step.second, asked))
        found = (_found(parts[0], shelf), _found(parts[1], shelf))
        plans = (_planned(parts[0], found[0], shelf), _planned(parts[1], found[1], shelf))
        base = _found(sought_by(step, asked), shelf).operands
        made = go_on(parts, plans, plan, base, shelf.ledger)
        return (both_found(*found), made) if made else None

    def _known_half(self, asked: Question, plan: Plan) -> tuple[Evidence, Plan] | None:
        """Of two questions one of which cannot be known the other, beside the refusal, or both."""
        if asked.followed_up or (plan.refusal and plan.refusal.code not in ONE_OF_TWO):
            return None
        if plan.refusal is None or plan.refusal.code == "not_in_corpus":
            alone = list(self.library.searcher_names) == [CORPUS] and not stands_whole(plan)
            return self._each(asked, plan, two) if alone and (two := halves(asked.text)) else None
        for text in clauses(asked.text):
            part = self._part(text, asked, level="brief")
            if not part.entities:
                continue
            evidence = _found(part, self.library)
            known = _planned(part, evidence, self.library)
            if known.refusal is None:
                return evidence, replace(known, refusal=plan.refusal)
        return None

    def _of_kin(self, asked: Question, plan: Plan) -> tuple[Question, Evidence, Plan] | None:
        """What is told of a company's unit, or of a unit's company, where nothing is of the one
        that is named: of several what is likeliest to answer.
        """
        if plan.refusal is None or plan.refusal.code != "not_in_corpus":
            return None
        told = []
        for text in in_names_of_kin(asked.standalone, asked.language, self.library.glossary):
            part = self._part(text, asked)
            part = replace(part, asked=asked.asked or asked.text, form=asked.form)
            evidence = _found(part, self.library)
            told.append((part, evidence, _planned(part, evidence, self.library)))
        told = [one for one in told if tells_of_its_time(*one[::2])]
        return max(told, key=lambda one: answerable(one[1].signals), default=None)

    def _part(
        self, text: str, asked: Question, before: str = "", level: Level | None = None
    ) -> Question:
        """One of the questions of a message, in the light of the one before it."""
        shelf = self.library
        return understand(
            text, (Turn("user", before),) if before else (), shelf.glossary, shelf.phrases,
            lang=asked.language, level=level or asked.level, as_of=asked.as_of,
        )  # fmt: skip

    def _each(
        self, asked: Question, plan: Plan, two: tuple[str, str]
    ) -> tuple[Evidence, Plan] | None:
        """Two questions answered one by one, where they are told apart so; else None."""
        parts = (self._part(two[0], asked), self._part(two[1], asked, before=two[0]))
        found = [(_found(p, self.library), p) for p in parts]
        plans = [_planned(p, evidence, self.library) for evidence, p in found]
        (one, _), (other, _) = found
        first, second = plans
        codes = [p.refusal.code if p.refusal else "" for p in plans]
        if codes == ["", ""]:
            together = both_found(one, other), both_planned(first, second)
            return together if plan.refusal else None
        if sorted(codes) != ["", "not_in_corpus"]:
            return None
        if second.refusal is not None:
            refusal = of_its_own_words(second.refusal, two[1], parts, self.library.phrases)
            return one, replace(first, refusal=refusal, half=True)
        if any(m.concept == "follow_pronoun" for m in parts[1].refusal_cues):
            return None  # whom it speaks of stands in the half that is refused
        return other, replace(second, refusal=first.refusal, half=True)


def _found(question: Question, shelf: Library) -> Evidence:
    """What the shelf's indexes hold on a question; with the corpus its ledger too."""
    ledger = shelf.ledger if CORPUS in shelf.searcher_names else None
    return retrieve(
        as_told_before(question),
        shelf.searcher,
        ledger,
        shelf.glossary,
        shelf.corpus.crosschecks,
        shelf.corpus.passages if ledger else (),
        shelf.corpus.sources if ledger else None,
        shelf.corpus.overviews if ledger else (),
    )


def _planned(question: Question, evidence: Evidence, shelf: Library) -> Plan:
    ledger = shelf.ledger if CORPUS in shelf.searcher_names else None
    known = Ledger.joined(ledger, evidence.read)
    words = (shelf.glossary, shelf.phrases)
    return told_again(question, lambda one: make_plan(one, evidence, known, *words))


class _Run:
    """One question on its way: its clock, what was shown and held so far, its notes."""

    def __init__(self, explainer: Explainer, engine: str) -> None:
        self.library = explainer.library
        self.settings = explainer.settings
        self.requested = engine
        self.engine = engine
        self.usage = Usage()
        self.times: dict[str, float] = dict.fromkeys(STEPS, 0.0)
        self.started = time.perf_counter()
        self.shown: list[Shown] = []
        self.held: list[Held] = []
        self.notes: list[Note] = []
        self.mended = 0
        self.plan = Plan()
        ledger = self.library.ledger if CORPUS in self.library.searcher_names else None
        self.desk = Desk(self.library.source, ledger, self.library.phrases, self.library.glossary)

    @contextmanager
    def clock(self, step: StepName) -> Iterator[None]:
        """Add the time spent inside to a step."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.times[step] += (time.perf_counter() - begun) * 1000

    def step(self, name: StepName, question: Question) -> Step:
        """The event that a step has begun, worded for the reader."""
        return Step(name, self.library.phrases.say(f"step_{name}", question.language))

    def written(self, question: Question, evidence: Evidence, plan: Plan) -> Iterator[Event]:
        """Compose with the chosen engine and let through what holds."""
        self.plan = plan
        spoken = bool(plan.spoken or plan.about_sources)
        ended = spoken or (plan.refusal is not None and not (plan.sentences or plan.facts))
        if self.engine != "extractive" and not ended:
            yield from self._by_model(question, evidence)
            if self.shown:
                self.plan = replace(self.plan, refusal=None)
        if self.engine == "extractive" or not self.shown:
            claims = compose(
                question, evidence, self.plan, self.library.phrases, self.library.glossary
            )
            yield from self._gate(claims, question, evidence, [])

    def _by_model(self, question: Question, evidence: Evidence) -> Iterator[Event]:
        """Plan, compose and repair with a model: at most three calls; else fall back."""
        from bot.answer.model import ModelComposer

        failed: list[tuple[Claim, tuple[Finding, ...]]] = []
        composer = None
        try:
            composer = ModelComposer(self.settings, self.library.phrases, self.engine)
            with self.clock("plan"):
                added = composer.plan_calculations(question, evidence, self.plan)
            self.plan = replace(self.plan, calculations=(*self.plan.calculations, *added))
            yield from self._gate(
                composer.compose(question, evidence, self.plan), question, evidence, failed
            )
            if failed:
                left = len(self.held)
                again: list[tuple[Claim, tuple[Finding, ...]]] = []
                repaired = composer.repair(question, evidence, self.plan, failed)
                yield from self._gate(repaired, question, evidence, again)
                self.mended = left - len(again)
            if not self.shown:
                self._fall_back("fallback_unverified", question)
        except EngineError as error:
            self.held.append(Held(-1, (Finding("engine_failed", None, self.engine, str(error)),)))
            self._fall_back("fallback_failed", question)
        if composer is not None:
            self.usage = composer.usage
            if composer.findings:
                self.held.append(Held(-1, composer.findings, "caveat"))

    def _fall_back(self, reason: str, question: Question) -> None:
        say = self.library.phrases.say
        words = say(reason, question.language)
        self.notes.append(Note("fallback", say("note_fallback", question.language, reason=words)))
        self.engine = "extractive"

    def _gate(
        self,
        claims: Iterable[Claim],
        question: Question,
        evidence: Evidence,
        failed: list[tuple[Claim, tuple[Finding, ...]]],
    ) -> Iterator[Event]:
        """Verify each claim before it is yielded; what fails is held, with its reasons."""
        source = iter(claims)
        while True:
            with self.clock("compose"):
                claim = next(source, None)
            if claim is None or is_full(self.shown, question.form):
                return
            with self.clock("verify"):
                findings = verify(claim, question, evidence, self.plan, self.library.glossary)
            position = len(self.shown)
            if findings:
                placed = tuple(
                    in_words(replace(f, sentence=None), question.language, self.library.phrases)
                    for f in findings
                )
                held = Held(position, placed, claim.kind)
                failed.append((claim, placed))
                self.held.append(held)
                yield held
                continue
            with self.clock("render"):
                shown = show(claim, position, self.shown, question, evidence, self.desk)
            self.shown.append(shown)
            yield shown

    def answer(self, question: Question) -> Answer:
        """The final Answer with its times."""
        library = self.library
        with self.clock("render"):
            made = Made(
                self.engine,
                self.requested,
                self.mended,
                library.searcher.encoder,
                library.phrases.sha256[:16],
                library.searcher.indexes,
                self.usage,
                {},
            )
            notes = [*self.notes, *self.plan.notes]
            answer = render(question, self.plan, self.shown, self.held, notes, self.desk, made)
        total = (time.perf_counter() - self.started) * 1000
        times = {k: round(v, 3) for k, v in self.times.items()} | {"total": round(total, 3)}
        return replace(answer, timings_ms=times)
