"""Asks a language model for calculations, sentences and repairs: three calls a question at most.

The model reads a numbered sheet and cites its ids; it types no figure and copies no quote. What
comes back are claims and calculations like those of the rules, and like them they still have to be
verified: nothing here is fit to be shown. Corrections of a premise are the plan's and come first,
whatever the model writes. Make one composer for each question; it is not shared
between threads.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.answer.model.draft import Draft
from bot.answer.model.engine import (
    COMPLETE,
    CallError,
    Deadline,
    EngineOptions,
    finish_reason,
    open_model,
    within,
)
from bot.answer.model.figures import Figures, calculated, read_figures, typed_figures
from bot.answer.model.messages import (
    Message,
    calculator_tool,
    compose_messages,
    correction_text,
    plan_messages,
    repair_messages,
)
from bot.answer.model.sheet import Sheet, make_sheet
from bot.calculate.expression import evaluate
from bot.errors import EngineError
from bot.language.phrases import Phrases
from bot.language.script import to_simplified
from bot.records import (
    Calculation,
    Claim,
    Correction,
    Evidence,
    Finding,
    FindingKind,
    Lang,
    Operand,
    Plan,
    Question,
    SentenceRef,
    Usage,
)
from bot.settings import Settings

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage

_log = logging.getLogger(__name__)

MAX_CALCULATIONS = 8
"""Tool calls of one reply that are carried out; an answer needs one or two."""
_CALCULATING = frozenset({"arithmetic", "comparison", "fact", "crosscheck"})


class ModelComposer:
    """One question's model calls: plan, compose and repair, each once, under one deadline."""

    def __init__(self, settings: Settings, phrases: Phrases, engine: str) -> None:
        self._phrases = phrases
        self._options = EngineOptions(
            engine=engine,
            base_url=settings.base_url,
            api_key=settings.api_key,
            timeout_s=settings.deadline_s,
            max_output_tokens=settings.max_output_tokens,
        )
        self._deadline = Deadline(settings.deadline_s)
        self._asked: set[str] = set()
        self._usage = Usage()
        self._findings: list[Finding] = []

    @property
    def usage(self) -> Usage:
        """What the model was asked so far: calls, and tokens as the provider counts them."""
        return self._usage

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the model did that did not hold: typed figures, calls that failed, a cut reply."""
        return tuple(self._findings)

    # --- plan ---------------------------------------------------------------------------------

    def plan_calculations(
        self, question: Question, evidence: Evidence, plan: Plan
    ) -> tuple[Calculation, ...]:
        """Calculations to add to the plan's, from one call with the calculator as a tool.

        All tool calls of that one reply are carried out; there is no loop. Nothing is asked when
        fewer than two figures stand on the sheet or the question is of a kind that needs none.
        Raises EngineError when the model cannot be reached or used.
        """
        sheet = make_sheet(question, evidence, plan)
        figures = read_figures(question, sheet)
        wants = question.intent in _CALCULATING or question.operations or question.quantities
        if not wants or len(figures.operands) + len(plan.calculations) < 2:
            return ()
        tool = calculator_tool(self._phrases, question.language)
        messages = plan_messages(self._phrases, question, sheet, figures)
        try:
            (reply,) = self._ask("plan", messages, tools=[tool])
        except CallError as failure:
            # A server without tools refuses the request; the engine can still compose.
            if failure.code != "bad_request":
                raise self._error(failure, question.language) from failure
            self._found("engine_failed", "", question, "model_finding_no_tool")
            return ()
        if not _complete(reply):
            self._found("engine_failed", "", question, "model_finding_cut")
            return ()
        for call in reply.invalid_tool_calls:
            written = str(call.get("args"))
            self._found("unsupported_number", written, question, "model_finding_unreadable")
        return self._carried_out(reply.tool_calls, question, plan, figures)

    def _carried_out(
        self, calls: Sequence[Mapping[str, Any]], question: Question, plan: Plan, figures: Figures
    ) -> tuple[Calculation, ...]:
        if len(calls) > MAX_CALCULATIONS:
            most = str(MAX_CALCULATIONS)
            self._found("engine_failed", "", question, "model_finding_many", most=most)
        added: list[Calculation] = []
        operands: dict[str, Operand] = {**figures.operands, **calculated(plan.calculations)}
        known = {(c.value, c.unit): n for n, c in enumerate(plan.calculations)}
        for place, call in enumerate(calls[:MAX_CALCULATIONS], len(plan.calculations)):
            written = str(call.get("args", {}).get("expression", ""))
            done = self._evaluated(written, operands, question)
            if done is None:
                continue
            # The model counts its calls; one that gave nothing new must not shift the names.
            new = len(plan.calculations) + len(added)
            at = known.setdefault((done.value, done.unit), new)
            if at == new:
                added.append(done)
            name = f"c{place}"
            operands[name] = Operand(name, done.value or "", done.unit, calculation=at)
        return tuple(added)

    def _evaluated(
        self, written: str, operands: Mapping[str, Operand], question: Question
    ) -> Calculation | None:
        typed = typed_figures(written)
        if typed:
            found = ", ".join(typed)
            self._found("unsupported_number", written, question, "model_finding_typed", found=found)
            return None
        done = evaluate(written.lower(), operands, language=question.language)
        if done.error is not None:
            reason = done.error.message
            self._found(
                "unsupported_number", written, question, "model_finding_calculation", reason=reason
            )
            return None
        return done

    # --- compose and repair -------------------------------------------------------------------

    def compose(self, question: Question, evidence: Evidence, plan: Plan) -> Iterator[Claim]:
        """The plan's corrections, then the model's sentences as they stream in.

        Raises EngineError when the model cannot be used or no whole sentence is left.
        """
        sheet = make_sheet(question, evidence, plan)
        messages = compose_messages(self._phrases, question, plan, sheet)
        claims = self._claims("compose", messages, sheet, question)
        first = next(claims, None)
        if first is None:
            raise self._error(CallError("empty"), question.language)
        # Not before the model has shown that it answers: a fallback says them itself.
        for correction in plan.corrections:
            yield from self._correction(correction, sheet, question.language)
        if plan.verdict and plan.opening is not None and not plan.corrections:
            yield from self._ruling(plan.verdict, plan.opening, sheet, question.language)
        yield first
        yield from claims

    def repair(
        self,
        question: Question,
        evidence: Evidence,
        plan: Plan,
        failed: Sequence[tuple[Claim, tuple[Finding, ...]]],
    ) -> Iterator[Claim]:
        """Replacements for all the claims that failed, from one call that names the reasons.

        May give fewer than it was handed: a sentence that the sources cannot bear is left out.
        Raises EngineError when the model cannot be used.
        """
        sheet = make_sheet(question, evidence, plan)
        messages = repair_messages(self._phrases, question, plan, sheet, failed)
        yield from self._claims("repair", messages, sheet, question)

    def _correction(self, correction: Correction, sheet: Sheet, lang: Lang) -> Iterator[Claim]:
        row = next((row for row in sheet.sentences if row.ref == correction.ref), None)
        if row is not None:
            text = correction_text(self._phrases, correction, row.text, lang)
            facts = (correction.fact_id,) if correction.fact_id else ()
            yield Claim(text, "correction", refs=(correction.ref,), facts=facts)

    def _ruling(self, word: str, ref: SentenceRef, sheet: Sheet, lang: Lang) -> Iterator[Claim]:
        """The sentence that decides a question for yes or no, with the word of the verdict."""
        row = next((row for row in sheet.sentences if row.ref == ref), None)
        if row is not None:
            text = to_simplified(row.text) if lang == "zh-CN" else row.text
            label = self._phrases.say(f"ruling_{word}", lang, fact="")
            told = self._phrases.say(f"ruling_{word}", lang, fact=text)
            yield Claim(told, "claim", refs=(ref,), labels=(label,))

    def _claims(
        self, step: str, messages: list[Message], sheet: Sheet, question: Question
    ) -> Iterator[Claim]:
        """The claims of one streamed call; what was whole before a failure stays said."""
        draft = Draft(sheet)
        given, whole = 0, False
        failure: CallError | None = None
        try:
            for chunk in self._ask(step, messages):
                whole = whole or _complete(chunk)
                for claim in draft.feed(str(chunk.text)):
                    given += 1
                    yield claim
        except CallError as error:
            failure, whole = error, False
        rest = list(draft.finish(whole=whole))
        if failure and not given and not rest:
            raise self._error(failure, question.language) from failure
        yield from rest
        if not whole:
            self._found("engine_failed", "", question, "model_finding_cut")

    # --- the call -----------------------------------------------------------------------------

    def _ask(
        self, step: str, messages: list[Message], tools: list[dict[str, Any]] | None = None
    ) -> Iterator[AIMessage]:
        """One call: the chunks of a streamed reply, or with tools the whole reply at once."""
        if step in self._asked:
            raise CallError("spent")
        self._asked.add(step)
        work = self._work(messages, tools)
        self._usage = replace(self._usage, model_calls=self._usage.model_calls + 1)
        for message in within(self._deadline, work):
            self._count(message)
            yield message

    def _work(
        self, messages: list[Message], tools: list[dict[str, Any]] | None
    ) -> Callable[[], Iterable[AIMessage]]:
        model = open_model(self._options)
        if tools is None:
            return lambda: model.stream(messages)
        try:
            bound = model.bind_tools(tools)
        except NotImplementedError as error:
            raise CallError("bad_request") from error
        return lambda: [bound.invoke(messages)]

    def _count(self, message: AIMessage) -> None:
        if used := message.usage_metadata:
            self._usage = replace(
                self._usage,
                input_tokens=self._usage.input_tokens + used["input_tokens"],
                output_tokens=self._usage.output_tokens + used["output_tokens"],
            )

    def _error(self, failure: CallError, language: Lang) -> EngineError:
        _log.warning("engine %s: %s", self._options.engine, failure.code)
        return EngineError(self._say(f"model_error_{failure.code}", language, **failure.values))

    def _found(
        self, kind: FindingKind, text: str, question: Question, key: str, **values: str
    ) -> None:
        reason = self._say(key, question.language, **values)
        self._findings.append(Finding(kind, None, text, reason))

    def _say(self, key: str, language: Lang, **values: str) -> str:
        return self._phrases.say(key, language, **values)


def _complete(message: AIMessage) -> bool:
    """Whether the provider said that this reply ended of its own accord."""
    return finish_reason(message.response_metadata) in COMPLETE
