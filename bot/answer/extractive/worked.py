"""The result of a planned calculation in words, with its steps."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.extractive.quoting import Voice
from bot.language.simplified import in_script
from bot.language.timewords import write_period
from bot.language.wording import Wording
from bot.records import Calculation, Claim, Fact, Plan, Purpose

__all__ = ["calculation_told"]

OF_TWO = ("share", "times", "difference", "growth", "without", "larger", "exceeds", "surplus")
UNNAMED = ("work_between", "work_in_units", "work_each_left", "work_by_zero", "work_interest")
BESIDE_OWN = ("work_result", "work_share", "work_multiple", "work_coverage", "work_runway")
"""Workings whose sentence names the reader's own figure beside those of the sources."""
STEPLESS = ("work_low_end", "work_high_end")


def calculation_told(purpose: Purpose, plan: Plan, voice: Voice) -> Claim:
    """The result of a planned calculation, in words, resting on its operands' sentences."""
    calculation = plan.calculations[purpose.calculation]
    wording = Wording(voice.phrases, voice.glossary, voice.language)
    facts = [_fact(i, plan) for i in purpose.facts]
    names = wording.of_operands([f for f in facts if f is not None], calculation)
    names = [n for n in names if n] or [""]
    labels = _labels(names, calculation, facts)
    style = "en" if voice.language == "en" else "zh-TW"
    shown = in_script(
        calculation.display.get(style, calculation.value or ""), voice.glossary, voice.language
    )
    values = {
        "value": wording.bounded(shown, [f for f in facts if f is not None], purpose.operation),
        "step": calculation.steps[-1] if calculation.steps else calculation.expression,
    }
    if purpose.operation.startswith("work_"):
        values = _spelt_out(purpose, calculation, values, names, voice)
    elif purpose.operation not in ("given", "model", "product"):
        values["what"] = names[0]
    lead = next((f for f in facts if f is not None), None)
    if purpose.operation == "row_average" and lead is not None:
        first, last = (write_period(f.period, voice.language) for f in (lead, facts[-1] or lead))
        values |= {"what": wording.row(lead), "first": first, "last": last}
    if purpose.operation.startswith("column_") and lead is not None:
        values["count"] = str(len(calculation.operands))
        values["what"] = wording.column(lead)
        if purpose.operation in ("column_highest", "column_lowest"):
            values["who"] = wording.party(lead.subject)
            del values["step"]
    if purpose.operation.startswith("before") and lead is not None:
        values["what"] = wording.bare(lead)
    if purpose.operation in ("before_year", "before_quarter") and lead is not None:
        when = write_period(lead.period, voice.language) or lead.as_of
        values["when"] = f"the {when}" if when.startswith("end of") else when
    if purpose.operation in OF_TWO:
        values["whole"] = names[-1]
    if purpose.operation == "sum" and len(names) > 1:
        comma = ", " if voice.language == "en" else "、"
        values["what"] = voice.say("and", first=comma.join(names[:-1]), last=names[-1])
    operation = purpose.operation
    if operation in ("difference", "growth") and values["what"][1:-1] in values["whole"]:
        operation = "change"  # two figures of one clause, which says both
        values["what"] = values.pop("whole")
    if operation == "work_depreciation" and purpose.facts and calculation.operands[0].given:
        operation = "work_depreciation_own"  # the reader's cost over the life that a source tells
    text = voice.say(f"calc_{operation}", **values)
    refs = tuple(dict.fromkeys(o.ref for o in calculation.operands if o.ref is not None))
    return Claim(text, "claim", refs, (purpose.calculation,), facts=purpose.facts, labels=labels)


def _labels(
    names: Sequence[str], calculation: Calculation, facts: Sequence[Fact | None]
) -> tuple[str, ...]:
    """What the sentence says in the ledger's own words, and the steps that are shown; nothing of a
    reader's document, whose figures are read when a question comes.
    """
    if not facts or any(f is None or f.provenance == "reader" or f.clause for f in facts):
        return ()
    return (*(n for n in names if n), *calculation.steps)


def _spelt_out(
    purpose: Purpose,
    calculation: Calculation,
    values: dict[str, str],
    names: Sequence[str],
    voice: Voice,
) -> dict[str, str]:
    """The words of a working: every operand by name, every step."""
    steps = "; " if voice.language == "en" else "；"
    values = values | {"step": steps.join(calculation.steps) or values["step"]}
    if calculation.error is not None:
        del values["value"]
    if purpose.operation in UNNAMED:
        return values
    what = voice.say("what_given")
    if purpose.facts:
        comma = ", " if voice.language == "en" else "、"
        told = list(dict.fromkeys(names))
        own = [o for o in calculation.operands if o.given]
        if own and purpose.operation in BESIDE_OWN:
            leads = own[0] is calculation.operands[0]
            told.insert(0 if leads else len(told), voice.say("what_given"))
        *others, last = told
        what = voice.say("and", first=comma.join(others), last=last) if others else last
    if purpose.operation in STEPLESS:
        del values["step"]
    return values | {"what": what}


def _fact(fact_id: str, plan: Plan) -> Fact | None:
    return next((s.fact for s in plan.facts if s.fact.id == fact_id), None)
