"""The result of a planned calculation in words, with its steps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.answer.extractive.quoting import Voice
from bot.language.quantities import display
from bot.language.simplified import in_script
from bot.language.timewords import write_period
from bot.language.wording import Wording
from bot.records import Calculation, Claim, Fact, Plan, Purpose, SentenceRef

__all__ = ["calculation_told"]

OF_TWO = (
    "share",
    "rest_share",
    "times",
    "difference",
    "growth",
    "without",
    "larger",
    "exceeds",
    "surplus",
)
BESIDE = ("side_times", "side_gap")
OF_SIDES = ("gave_more", "pledged_more", "outgrew", "fell_less", "gained_more", "larger_part")
BESIDE_REST = ("beside_rest", "short_of_rest")
UNNAMED = (
    *("work_between", "work_in_units", "work_each_left", "work_by_zero", "work_interest"),
    *("work_onward_each", "work_onward_own"),
)
BESIDE_OWN = ("work_result", "work_share", "work_multiple", "work_coverage", "work_runway")
"""Workings whose sentence names the reader's own figure beside those of the sources."""
STEPLESS = ("work_low_end", "work_high_end")
PLAIN_PAIR = {"work_share": "share", "work_multiple": "times", "work_coverage": "times"}
"""Workings that are told like any other two figures set over one another, where they are that."""
MOVED = ("growth", "difference")
SIGNED = {"miss": ("miss_below", "miss_above"), **dict.fromkeys(MOVED, ("moved_down", "moved_up"))}
"""Operations whose sentence tells a minus in words, by which way the result went."""
OF_AMOUNT = tuple(
    f"work_{n}"
    for n in "depreciation declining_balance book compound simple_interest with_interest"
    " present_value annuity_value annualise".split()
)
"""Workings of one amount of the reader's, which is told as such."""
_TIMES = re.compile(r"(?<=\d)x$")
_LESS = re.compile(r" [-−] ")
_REST = re.compile(r"share\((?P<whole>.+?) [-−] .+, (?P=whole)\)")
"""What is left of a whole, over that whole."""
_MINUS = re.compile(r"[-−負负]")


def calculation_told(purpose: Purpose, plan: Plan, voice: Voice) -> Claim:
    """The result of a planned calculation, in words, resting on its operands' sentences."""
    calculation = plan.calculations[purpose.calculation]
    wording = Wording(voice.phrases, voice.glossary, voice.language)
    facts = [_fact(i, plan) for i in purpose.facts]
    known = [f for f in facts if f is not None]
    names = [n for n in wording.of_operands(known, calculation) if n] or [""]
    operation = _operation(purpose.operation, calculation, names, known)
    operation = _of_plans(operation, calculation, known)
    labels = _labels(names, calculation, facts)
    values = {
        "value": wording.bounded(_shown(calculation, voice), known, purpose.operation),
        "step": calculation.steps[-1] if calculation.steps else calculation.expression,
    }
    if operation.startswith("work_"):
        values = _spelt_out(operation, purpose, calculation, values, names, voice)
    elif operation not in ("given", "model", "product"):
        values["what"] = names[0]
    values = _of_rows(operation, calculation, values, known, wording)
    if operation.startswith("before") and known:
        values["what"] = wording.bare(known[0])
        labels = (*labels, values["what"]) if labels else ()
    if operation in ("before_year", "before_quarter") and known:
        when = write_period(known[0].period, voice.language) or known[0].as_of
        values["when"] = f"the {when}" if when.startswith("end of") else when
    if operation in OF_TWO or operation in BESIDE:
        values["whole"] = names[-1]
    if operation == "sum" and len(names) > 1:
        told = list(dict.fromkeys(names))
        values["what"] = _listed(told, voice)
        operation = "sum" if len(told) > 1 else "sum_of_one"
    if operation in BESIDE_REST and len(names) > 1:
        values["whole"] = _listed(names[1:], voice)
    if operation in OF_SIDES:
        values |= _of_sides(known, wording)
    if operation in ("difference", "growth") and values["what"][1:-1] in values["whole"]:
        operation = "change"  # two figures of one clause, which says both
        values["what"] = values.pop("whole")
    operation, values = _by_sign(operation, calculation, values, known, wording)
    operation, values = _of_a_part(operation, calculation, values)
    operation, values = _beside_a_range(operation, calculation, values, known, wording)
    if operation == "work_apart_from" and len(known) == 1:
        values |= {"told": _told_by(known[0], calculation, voice)}
    if operation == "work_depreciation" and purpose.facts and calculation.operands[0].given:
        operation = "work_depreciation_own"  # the reader's cost over the life that a source tells
    text = voice.say(f"calc_{operation}", **values)
    refs = _refs(operation, calculation, plan)
    return Claim(
        text[:1].upper() + text[1:],
        "claim",
        refs,
        (purpose.calculation,),
        facts=purpose.facts,
        labels=labels,
    )


def _refs(operation: str, calculation: Calculation, plan: Plan) -> tuple[SentenceRef, ...]:
    """The sentences that a result rests on; of what lies between two results, those of both."""
    operands = calculation.operands
    if operation in (*OF_SIDES, *BESIDE):
        operands = tuple(
            o
            for n in operands
            for o in ((n,) if n.calculation is None else plan.calculations[n.calculation].operands)
        )
    return tuple(dict.fromkeys(o.ref for o in operands if o.ref is not None))


def _operation(
    operation: str, calculation: Calculation, names: Sequence[str], facts: Sequence[Fact]
) -> str:
    """What a working is told as: two named figures, one over the other, plainly as that, and what
    the second leaves of the first as that.
    """
    pair = len(names) == 2 and len(facts) == 2 and len(calculation.operands) == 2
    if not pair or operation not in PLAIN_PAIR or any(o.given for o in calculation.operands):
        return operation
    told = [o.fact_id for o in calculation.operands] == [f.id for f in facts]
    if not told or names[0] == names[1]:
        return operation
    if not _LESS.search(calculation.expression):
        return PLAIN_PAIR[operation]
    rest = _REST.fullmatch(calculation.expression)
    return "rest_share" if operation == "work_share" and rest else operation


def _told_by(fact: Fact, calculation: Calculation, voice: Voice) -> str:
    """The figure that the sources tell, as the reader writes it."""
    operand = next(o for o in calculation.operands if o.fact_id == fact.id)
    style = "en" if voice.language == "en" else "zh-TW"
    shown = display(Decimal(operand.value), operand.unit)[style]
    return in_script(shown, voice.glossary, voice.language)


def _listed(names: Sequence[str], voice: Voice) -> str:
    """Several names as one list; one as it is."""
    if len(names) == 1:
        return names[0]
    comma = ", " if voice.language == "en" else "、"
    return voice.say("and", first=comma.join(names[:-1]), last=names[-1])


def _of_sides(facts: Sequence[Fact], wording: Wording) -> dict[str, str]:
    """The names of two sides: the parties, of one party the two measures, of one measure the two
    times.
    """
    one, other = facts
    if one.subject != other.subject:
        return {"what": wording.party(one.subject), "whole": wording.party(other.subject)}
    name = wording.fact if one.metric == other.metric else wording.bare
    return {"what": name(one), "whole": name(other)}


def _of_plans(operation: str, calculation: Calculation, facts: Sequence[Fact]) -> str:
    """What a working on a plan and the one that it took the place of is told as: a move."""
    if operation != "work_result" or len(facts) != 2 or len(calculation.operands) != 2:
        return operation
    new, old = facts
    if new.compares_to != old.id or (new.subject, new.metric) != (old.subject, old.metric):
        return operation
    if calculation.expression.startswith("pct_change("):
        return "growth"
    of_a_range = new.status != old.status and old.low is not None
    moved = not of_a_range and _LESS.search(calculation.expression)
    return "difference" if moved else operation


def _beside_a_range(
    operation: str,
    calculation: Calculation,
    values: dict[str, str],
    facts: Sequence[Fact],
    wording: Wording,
) -> tuple[str, dict[str, str]]:
    """An outcome beside an end of the range that was planned: above or below which end it came."""
    operands = {o.fact_id: Decimal(o.value) for o in calculation.operands}
    if operation != "work_result" or len(facts) != 2 or len(operands) != 2:
        return operation, values
    outcome, planned = sorted(facts, key=lambda f: len(f.values))
    alike = (outcome.subject, outcome.metric, outcome.period.end)
    if alike != (planned.subject, planned.metric, planned.period.end):
        return operation, values
    if len(outcome.values) != 1 or planned.low is None or outcome.status == planned.status:
        return operation, values
    if not _LESS.search(calculation.expression):
        return operation, values
    end = operands[planned.id]
    above = operands[outcome.id] >= end
    which = wording.phrases.say(
        "range_top" if end == planned.high else "range_bottom", wording.language
    )
    told = {"what": wording.fact(outcome), "end": which}
    kept = {k: values[k] for k in ("value", "step")}
    return ("past_end" if above else "short_of_end"), kept | told


def _shown(calculation: Calculation, voice: Voice) -> str:
    """The result as the reader writes it."""
    style = "en" if voice.language == "en" else "zh-TW"
    shown = calculation.display.get(style, calculation.value or "")
    return in_script(_TIMES.sub(" times", shown), voice.glossary, voice.language)


def _of_rows(
    operation: str,
    calculation: Calculation,
    values: dict[str, str],
    facts: Sequence[Fact],
    wording: Wording,
) -> dict[str, str]:
    """The words of a working over the cells of a table's row or column."""
    if not facts:
        return values
    if operation == "row_average":
        first, last = (write_period(f.period, wording.language) for f in (facts[0], facts[-1]))
        return values | {"what": wording.row(facts[0]), "first": first, "last": last}
    if not operation.startswith("column_"):
        return values
    if operation == "column_share":
        return values
    values = values | {"count": str(len(calculation.operands)), "what": wording.column(facts[0])}
    if operation in ("column_highest", "column_lowest"):
        values["who"] = wording.party(facts[0].subject)
        del values["step"]
    return values


def _by_sign(
    operation: str,
    calculation: Calculation,
    values: dict[str, str],
    facts: Sequence[Fact],
    wording: Wording,
) -> tuple[str, dict[str, str]]:
    """What fell short or moved, with its direction in words and its size without a sign."""
    taken = [o.fact_id for o in calculation.operands]
    if operation == "growth":
        taken.reverse()  # pct_change(earlier, later)
    in_order = taken == [f.id for f in facts]
    moved = wording.moved(facts) if operation in MOVED and in_order else {}
    if operation not in SIGNED or (operation in MOVED and not moved):
        return operation, values
    below, above = SIGNED[operation]
    falls = Decimal(calculation.value or "0") < 0
    values = {k: v for k, v in values.items() if k != "whole"} | moved
    values["value"] = _MINUS.sub("", values["value"], count=1)
    return (below if falls else above), values


def _of_a_part(
    operation: str, calculation: Calculation, values: dict[str, str]
) -> tuple[str, dict[str, str]]:
    """A part of one figure, with how large a part it is where that is one of the operands."""
    if operation not in ("portion", "work_portion") or len(calculation.operands) != 2:
        return operation, values
    shares = [o for o in calculation.operands if o.unit == "%"]
    if len(shares) != 1:
        return operation, values
    share = f"{Decimal(shares[0].value).normalize():f}%"
    return "portion_of", values | {"share": share}


def _labels(
    names: Sequence[str], calculation: Calculation, facts: Sequence[Fact | None]
) -> tuple[str, ...]:
    """What the sentence says in the ledger's own words, and the steps that are shown; nothing of a
    reader's document, whose figures are read when a question comes.
    """
    if not facts or any(f is None or f.provenance == "reader" or f.clause for f in facts):
        return ()
    named = [n for n in names if n]
    return (*named, *(n[:1].upper() + n[1:] for n in named), *calculation.steps)


def _spelt_out(
    operation: str,
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
    if operation in UNNAMED or operation.startswith("work_onward_two"):
        return values
    what = voice.say("what_given_amount" if operation in OF_AMOUNT else "what_given")
    if purpose.facts:
        comma = ", " if voice.language == "en" else "、"
        told = list(dict.fromkeys(names))
        own = [o for o in calculation.operands if o.given]
        if own and operation in BESIDE_OWN:
            leads = own[0] is calculation.operands[0]
            told.insert(0 if leads else len(told), voice.say("what_given"))
        *others, last = told
        what = voice.say("and", first=comma.join(others), last=last) if others else last
    if operation in STEPLESS:
        del values["step"]
    return values | {"what": what}


def _fact(fact_id: str, plan: Plan) -> Fact | None:
    return next((s.fact for s in plan.facts if s.fact.id == fact_id), None)
