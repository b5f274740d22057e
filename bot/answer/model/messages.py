"""The messages that a model is sent, from `prompts/model.yaml` and the numbered sheet.

Everything from outside (passages, the question) goes in as one-line data between frames that it
cannot close. Words no prompt itself: wording lives in the prompt file, in both languages.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.answer.model.figures import STRUCTURAL, Figures
from bot.answer.model.sheet import Sheet, SheetSentence, harmless
from bot.calculate.expression import usages
from bot.language.phrases import Phrases
from bot.language.script import to_simplified
from bot.records import Claim, Correction, Finding, Lang, Plan, Question

Message = tuple[str, str]


def compose_messages(
    phrases: Phrases, question: Question, plan: Plan, sheet: Sheet
) -> list[Message]:
    """System rules, then the sheet, what the answer owes, and the question."""
    lang = question.language
    system = phrases.say(
        "model_system",
        lang,
        as_of=question.as_of,
        script=phrases.say(f"model_write_{lang}", lang),
        length=phrases.say(f"model_length_{question.level}", lang),
    )
    asked = phrases.say(
        "model_compose",
        lang,
        sources=_sources(phrases, sheet, lang),
        calculations=_calculations(phrases, sheet, lang),
        duties="\n".join(_duties(phrases, plan, sheet, lang)),
        question=harmless(question.standalone),
    )
    return [("system", system), ("human", asked)]


def repair_messages(
    phrases: Phrases,
    question: Question,
    plan: Plan,
    sheet: Sheet,
    failed: Sequence[tuple[Claim, tuple[Finding, ...]]],
) -> list[Message]:
    """The compose messages again, then every failed sentence with its reasons."""
    lines = [
        f"- {harmless(claim.text)} ({'; '.join(harmless(f.reason) for f in findings)})"
        for claim, findings in failed
    ]
    asked = phrases.say("model_repair", question.language, failed="\n".join(lines))
    return [*compose_messages(phrases, question, plan, sheet), ("human", asked)]


def plan_messages(
    phrases: Phrases, question: Question, sheet: Sheet, figures: Figures
) -> list[Message]:
    """The calculator's rules, then the sheet with every figure under its id."""
    lang = question.language
    system = phrases.say(
        "model_plan_system",
        lang,
        allowed=", ".join(STRUCTURAL),
        next=f"c{len(sheet.calculations)}",
        functions=", ".join(usages().values()),
    )
    given = "\n".join(_figure(figures, name) for name in figures.of_reader)
    asked = phrases.say(
        "model_plan",
        lang,
        sources=_sources(phrases, sheet, lang, figures),
        given=given or phrases.say("model_no_calculations", lang),
        calculations=_calculations(phrases, sheet, lang),
        question=harmless(question.standalone),
    )
    return [("system", system), ("human", asked)]


def calculator_tool(phrases: Phrases, lang: Lang) -> dict[str, Any]:
    """The calculator as every provider takes a tool: a JSON schema with one expression."""
    expression = {"type": "string", "description": phrases.say("model_tool_expression", lang)}
    return {
        "type": "function",
        "function": {
            "name": "calculate",
            "description": phrases.say("model_tool", lang),
            "parameters": {
                "type": "object",
                "properties": {"expression": expression},
                "required": ["expression"],
            },
        },
    }


def _sources(phrases: Phrases, sheet: Sheet, lang: Lang, figures: Figures | None = None) -> str:
    lines: list[str] = []
    heading = None
    for row in sheet.sentences:
        if row.heading != heading:
            heading = row.heading
            lines.append(f"# {heading}")
        lines.append(f"{row.id} ({_label(phrases, row, lang)}): {row.text}")
        if figures is not None:
            lines.extend(f"   {_figure(figures, q)}" for q in figures.by_sentence[row.id])
    return "\n".join(lines)


def _label(phrases: Phrases, row: SheetSentence, lang: Lang) -> str:
    if not row.facts:
        return "–"
    fact = row.facts[0]
    parts = [
        phrases.say(f"model_status_{fact.status}", lang),
        phrases.say("model_label_as_of", lang, date=fact.as_of),
    ]
    if fact.later:
        parts.append(phrases.say("model_label_later", lang))
    if fact.confidence == "medium":
        parts.append(phrases.say("model_label_medium", lang))
    return "; ".join(parts)


def _figure(figures: Figures, name: str) -> str:
    operand = figures.operands[name]
    return f"{name} = {operand.value} {operand.unit}"


def _calculations(phrases: Phrases, sheet: Sheet, lang: Lang) -> str:
    script = "en" if lang == "en" else "zh-TW"
    lines = []
    for n, made in enumerate(sheet.calculations):
        if made.value is None:
            continue
        steps = "; ".join(made.steps) or made.expression
        rests_on = sheet.ids_of(o.ref for o in made.operands)
        lines.append(f"C{n}: {steps} → {made.display.get(script, made.value)} {rests_on}".strip())
    return "\n".join(lines) or phrases.say("model_no_calculations", lang)


def correction_text(phrases: Phrases, correction: Correction, sentence: str, lang: Lang) -> str:
    """A correction in the reader's language, around the sentence that says otherwise."""
    values = {"fact": to_simplified(sentence) if lang == "zh-CN" else sentence}
    if correction.text in ("amount", "party", "borne"):
        values["said"] = correction.said
    return phrases.say(f"correction_{correction.text}", lang, **values)


def _duties(phrases: Phrases, plan: Plan, sheet: Sheet, lang: Lang) -> list[str]:
    duties = []
    for correction in plan.corrections:
        told = sheet.ids_of([correction.ref])
        duties.append(phrases.say("model_duty_correction", lang, ids=told))
    for check in plan.crosschecks:
        grounds = [f.stated_in for f in plan.grounds if f.id in check.facts]
        verdict = phrases.say(f"verdict_{check.verdict}", lang)
        reason = check.reason_en if lang == "en" else check.reason_zh
        ids = sheet.ids_of(grounds)
        duties.append(
            phrases.say("model_duty_verdict", lang, verdict=verdict, reason=reason, ids=ids)
        )
    for conflict in plan.conflicts:
        if ids := sheet.ids_of(side.ref for side in conflict.sides):
            duties.append(phrases.say("model_duty_conflict", lang, topic=conflict.topic, ids=ids))
    if ids := sheet.ids_of(fact.stated_in for fact in plan.later):
        duties.append(phrases.say("model_duty_later", lang, ids=ids))
    return duties or [phrases.say("model_duty_none", lang)]
