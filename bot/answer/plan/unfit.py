"""Whether what was worked out cannot be what is asked: its two figures do not belong together.

A measure set beside a narrower one that no word names, a part larger than its whole, one figure at
two times as a share where none is asked for, two measures as a change of one, a change over another
stretch than the one named, a figure of elsewhere that nothing speaks of. Then the figures are told
as they stand. It looks at no document's and no reader's figure, and works nothing out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bot.answer.plan.each_side import OF_SIDES
from bot.answer.plan.ratios import years_between
from bot.answer.plan.refusals import of_kind_asked
from bot.answer.plan.series_stretch import STRETCH
from bot.answer.plan.stretches import quarters_asked
from bot.knowledge.ledger import Ledger, alike, family, is_growth
from bot.language.glossary import Glossary
from bot.language.script import fold
from bot.language.timing import named_periods
from bot.records import Calculation, Evidence, Fact, Period, Purpose, Question

__all__ = ["unfit"]

TOLD_APART = frozenset({"share", "times", "difference", "sum", "growth", "exceeds", "larger"})
CHANGES = frozenset({"difference", "growth", "exceeds", "work_result"})
WITH_ANOTHER = frozenset({"work_rate", "work_apart", "growth", "difference"})
"""Operations that say nothing of a figure and itself."""
PARTS = frozenset({"share", "portion", "times"})
PLANNED = frozenset({"guidance", "letter_of_intent", "estimate", "contract"})
WHOLE = Decimal(100)
MONTHS_OFF = 62
"""So many days may lie between the beginning that is asked about and the earlier figure's day."""
SHORTEST = 80
"""A named stretch shorter than this is a day or a month, over which nothing changes."""

_OF_WHOLE = re.compile(
    r"(?:per ?cent\w*|%|part|portion|much|many)\s(?:\w+ ){0,2}?of\b|\bshare\b|\bproportion\b"
    r"|\bfraction\b|\brelative to\b|\bcompared\b"
    r"|\bas a percent\w*|占|比重|比例|相当于|是.{0,12}的(?:百分|几成|几%)|之几|几成"
)
_SET_BESIDE = re.compile(
    r"\bthan\b|\bagainst\b|\bversus\b|\bvs\b|\bcompar\w*|\bexceed\w*|\babove\b|\bbelow\b|\bgap\b"
    r"|\bahead of\b|\bbehind\b|比|差|高[于出]|低于|多[于出]|少于|超[过出]|落后|领先|较"
)
_ACCOUNTS = re.compile(r"income|revenue|profit|capex|debt|cash_flow|expense|earnings|\beps")
"""Names of the measures that stand in a company's accounts."""
_DONE_SO_FAR = re.compile(
    r"\b(?:has|have|had|was|were) (?:\w+ )?(?:been )?(?:paid|spent|funded|raised|invested|drawn"
    r"|deployed|delivered|handed over)\b|\b(?:paid|spent|raised|invested) (?:out )?so far\b"
    r"|已经?.{0,4}(?:付|投入|投资|花|到位|支付|募|动用|兑现)|到目前为止"
)
_PART = re.compile(r"\bquarter\w*\b|\bq[1-4]\b|\bhalf\b|季|半年|上半|下半")
_BETWEEN = re.compile(
    r"\bfrom\b|\bbetween\b|\bthan\b|\bto\b(?! (?:the )?(?: |what))|\bover\b|[比从由自到至较]"
)
_SEQUENTIAL = re.compile(
    r"\bsequential|\bquarter[- ]o(?:n|ver)[- ]quarter|\bqoq\b|季[增减]|环比|[较比]上[一]?季"
)
_WORD = re.compile(r"[a-z][a-z0-9]+|[\u3400-\u9fff]+")


def unfit(
    question: Question,
    evidence: Evidence,
    ledger: Ledger | None,
    glossary: Glossary,
    made: Sequence[Calculation],
    purposes: Sequence[Purpose],
) -> bool:
    """Whether one of the calculations rests on two figures that the question does not set so."""
    if ledger is None or question.supposed is not None:
        return False
    if (OF_SIDES | STRETCH) & {p.operation for p in purposes}:
        return False  # each side's two figures were chosen for that side
    if _of_another_kind(question, made, purposes):
        return True
    if any(_by_itself_unfit(question, evidence, ledger, made, p) for p in purposes):
        return True
    quarters = quarters_asked(fold(question.text))
    for purpose in purposes:
        facts = [f for i in purpose.facts if (f := ledger.get(i)) is not None]
        if (
            quarters
            and purpose.operation == "sum"
            and _of_other_stretches(question, facts, quarters)
        ):
            return True
        if purpose.calculation < 0 or len(facts) != len(purpose.facts) or len(facts) != 2:
            continue
        calculation = made[purpose.calculation]
        given = any(o.given is not None for o in calculation.operands)
        if given or any(f.provenance == "reader" or f.clause for f in facts):
            continue
        one, other = facts
        if _written_out(question, one, other) or _written_out(question, other, one):
            continue
        if (
            any(_of_part_of_year(question, fact) for fact in facts)
            or _growth_is_told(question, evidence, purpose, one, other)
            or _unlike(question, purpose, calculation, one, other)
        ):
            return True
        if purpose.operation in PARTS and (
            _no_part(purpose, one, other)
            or _plans_for_deeds(question, one, other)
            or _without_one(question, glossary, one, other)
            or _of_no_measure_named(question, one, other)
            or (purpose.operation == "portion" and _of_unnamed_level(question, one))
        ):
            return True
        if purpose.operation in TOLD_APART and (
            _narrower_unnamed(question, one, other, glossary)
            or _of_strangers(question, one, other)
            or _from_elsewhere(question, evidence, one, other)
            or _from_elsewhere(question, evidence, other, one)
        ):
            return True
    return False


def _by_itself_unfit(
    question: Question,
    evidence: Evidence,
    ledger: Ledger,
    made: Sequence[Calculation],
    purpose: Purpose,
) -> bool:
    """Whether it is of one figure, two rates, other years, or a row that nothing speaks of."""
    return (
        _with_itself(purpose, made)
        or _rate_of_a_rate(purpose, ledger)
        or _over_other_years(question, ledger, purpose, made)
        or _series_of_elsewhere(question, evidence, ledger, purpose)
    )


def _with_itself(purpose: Purpose, made: Sequence[Calculation]) -> bool:
    """Whether one and the same figure was set beside itself as a change or a gap."""
    if purpose.operation not in WITH_ANOTHER or purpose.calculation < 0:
        return False
    told = [o.fact_id for o in made[purpose.calculation].operands if o.constant is None]
    return len(told) > 1 and None not in told and len(set(told)) == 1


def _rate_of_a_rate(purpose: Purpose, ledger: Ledger) -> bool:
    """Whether a share that the words spell out is of one rate in another, each a share itself."""
    if purpose.operation != "work_share" or len(purpose.facts) != 2:
        return False
    return all((fact := ledger.get(i)) is not None and fact.unit == "%" for i in purpose.facts)


def _no_part(purpose: Purpose, one: Fact, other: Fact) -> bool:
    """Whether a rate was set over the same rate of another time as its share, or anything over what
    is below nothing: neither is a part of the other.
    """
    rate = one.metric == other.metric and one.unit == "%"
    return purpose.operation == "share" and (rate or (other.values[0] < 0 and other.unit != "%"))


def _written_out(question: Question, one: Fact, other: Fact) -> bool:
    """Whether the reader writes the one figure and names the other's measure: both are meant."""
    written = any((q.value, q.unit) == (one.values[0], one.unit) for q in question.quantities)
    deal = {one.subject, one.counterparty} <= {m.concept for m in question.entities}
    return written and deal and other.metric in {m.concept for m in question.metrics}


def _of_another_kind(
    question: Question, made: Sequence[Calculation], purposes: Sequence[Purpose]
) -> bool:
    """Whether ends of a range of another kind are told where a number of years is asked for."""
    ends = bool(purposes) and all(
        p.operation in ("work_low_end", "work_high_end") for p in purposes
    )
    return ends and question.answer_type == "duration" and not of_kind_asked(question, made)


def _over_other_years(
    question: Question, ledger: Ledger, purpose: Purpose, made: Sequence[Calculation]
) -> bool:
    """Whether the growth of a whole series was worked out, and two other years are named."""
    years = years_between(question)
    fact = ledger.get(purpose.facts[0]) if len(purpose.facts) == 1 else None
    if fact is None or len(fact.series) < len(years) or len(years) != 2:
        return False
    grown = purpose.calculation >= 0 and made[purpose.calculation].formulas.keys() == {"cagr"}
    own = purpose.operation == "work_cagr"  # it has taken the years that are named
    whole = (fact.series[0][0], fact.series[-1][0])
    return grown and not own and any(y not in told for y, told in zip(years, whole, strict=True))


def _of_other_stretches(question: Question, facts: Sequence[Fact], quarters: int) -> bool:
    """Whether what was added up is not the so many quarters that are asked for, from the first of
    a named year on.
    """
    starts = {p.start for p in question.periods if p.start and p.kind in ("year", "ytd")}
    first = min((f.period.start or "" for f in facts), default="")
    told = len(facts) == quarters and all(f.period.kind == "quarter" for f in facts)
    return not told or (bool(starts) and first not in starts)


def _series_of_elsewhere(
    question: Question, evidence: Evidence, ledger: Ledger, purpose: Purpose
) -> bool:
    """Whether the figures of a row that nothing in the question speaks of were added up."""
    fact = ledger.get(purpose.facts[0]) if purpose.facts else None
    if fact is None or not purpose.operation.startswith("series_") or fact.stated_in is None:
        return False
    topics = {s.ref: s.topic for s in evidence.sentences}
    named = {family(m.concept) for m in question.metrics}
    return family(fact.metric) not in named and topics.get(fact.stated_in, 0.0) <= 0


def _of_part_of_year(question: Question, fact: Fact) -> bool:
    """Whether a figure is of a quarter where the one time that is named is a whole year."""
    named = [p for p in question.periods if p.end]
    if len(named) != 1 or named[0].kind != "year":
        return False
    if fact.period.kind != "quarter" or _PART.search(fold(question.text)):
        return False
    return family(fact.metric) in {family(m.concept) for m in question.metrics}


def _without_parties(question: Question) -> str:
    """The question's words with its parties blank: "paid to X" goes from no time to another."""
    text = fold(question.text)
    for named in question.entities:
        text = text[: named.start] + " " * (named.end - named.start) + text[named.end :]
    return text


def _growth_is_told(
    question: Question, evidence: Evidence, purpose: Purpose, one: Fact, other: Fact
) -> bool:
    """Whether a growth is worked out between two times where the source that leads tells it for the
    one time that the question names.
    """
    lead = evidence.facts[0].fact if evidence.facts else None
    grows = any(m.concept == "growth" for m in question.operations)
    if lead is None or not grows or purpose.operation not in CHANGES | {"share"}:
        return False
    if question.answer_type != "percent" or question.working:
        return False
    if len(question.periods) == 1 and len(named_periods(question.periods)) > 1:
        return False  # from one time to another
    if len(question.periods) > 1 and (
        len(question.periods) > 2 or _BETWEEN.search(_without_parties(question))
    ):
        return False
    if _SEQUENTIAL.search(fold(question.text)) and not lead.metric.endswith("_qoq"):
        return False
    before = any(m.concept == "before" for m in question.operations)
    if before or any(p.kind == "relative" for p in question.periods):
        return False
    same = one.metric == other.metric == family(lead.metric) and is_growth(lead.metric)
    return same and lead.subject == one.subject and bool(question.periods)


def _plans_for_deeds(question: Question, one: Fact, other: Fact) -> bool:
    """Whether it is asked how much has been paid or spent, and both figures are plans."""
    planned = one.status in PLANNED and other.status in PLANNED
    return planned and _DONE_SO_FAR.search(fold(question.text)) is not None


def _of_no_measure_named(question: Question, one: Fact, other: Fact) -> bool:
    """Whether the one measure of a company's accounts that is named is that of neither figure: a
    part of a round is no share of a profit.
    """
    named = {family(m.concept) for m in question.metrics}
    if len(named) != 1 or question.working is not None or not _ACCOUNTS.search(next(iter(named))):
        return False
    return not any(
        family(f.metric) in named
        or alike(f.metric, named)
        or any(n in f.metric or f.metric in n for n in named)
        for f in (one, other)
    )


def _without_one(question: Question, glossary: Glossary, one: Fact, other: Fact) -> bool:
    """Whether one of the two companies named has no part in either figure, nor in what tells it."""
    named = {m.concept for m in question.entities if m.kind == "company"}
    held = {one.subject, one.counterparty, other.subject, other.counterparty}
    if len(named) != 2 or len(named & held) != 1:
        return False
    told = {m.concept for f in (one, other) for m in glossary.find(f.statement_en)}
    return not named - held <= told


def _unlike(
    question: Question, purpose: Purpose, calculation: Calculation, one: Fact, other: Fact
) -> bool:
    """Whether the two figures stand to one another otherwise than the operation takes them."""
    asked = {m.concept for m in question.operations}
    folded = fold(question.text)
    same = (one.subject, one.metric) == (other.subject, other.metric)
    at_once = (one.period.start, one.period.end) == (other.period.start, other.period.end)
    if purpose.operation == "share":
        if same and not at_once:
            return _OF_WHOLE.search(folded) is None
        named_alike = one.subject == other.subject and alike(one.metric, {family(other.metric)})
        over = calculation.value is not None and abs(Decimal(calculation.value)) > WHOLE
        return over and not same and named_alike
    if purpose.operation not in CHANGES:
        return False
    changes = "growth" in asked and asked == asked & {"growth", "without"}
    rate = calculation.unit == "%" and at_once and one.metric != other.metric
    named = {family(m.concept) for m in question.metrics}
    two = purpose.operation == "difference" and {family(f.metric) for f in (one, other)}
    if changes and (rate or (two and len(two) > 1 and two <= named)):
        return _SET_BESIDE.search(folded) is None
    return same and not at_once and _over_another_stretch(question.periods, one, other)


def _over_another_stretch(periods: Sequence[Period], one: Fact, other: Fact) -> bool:
    """Whether the question names one stretch, and the earlier figure is not of its beginning."""
    named = [p for p in periods if p.start and p.end]
    if len(periods) != 1 or len(named) != 1 or one.period.kind != "instant":
        return False
    first, last = (date.fromisoformat(day) for day in (named[0].start or "", named[0].end or ""))
    ends = sorted(f.period.end or f.as_of for f in (one, other))
    earlier, later = (date.fromisoformat(day) for day in ends)
    if (last - first).days < SHORTEST or abs((later - last).days) > MONTHS_OFF:
        return False
    return abs((earlier - first).days) > MONTHS_OFF


def _narrower_unnamed(question: Question, one: Fact, other: Fact, glossary: Glossary) -> bool:
    """Whether one figure is of a narrower measure than the other's, and no word of the question
    says so: cloud revenue beside revenue where the revenue is asked for.
    """
    named = {m.concept for m in question.metrics}
    pairs = [(one.metric, other.metric)] if one.subject == other.subject else []
    pairs += [(name, fact.metric) for name in named for fact in (one, other)]
    return any(
        wide != narrow
        and narrow.endswith(f"_{wide}")
        and narrow not in named
        and _unsaid(question, wide, narrow, glossary)
        for wide, narrow in (sorted(pair, key=len) for pair in pairs)
    )


def _unsaid(question: Question, wide: str, narrow: str, glossary: Glossary) -> bool:
    """Whether no word says what the narrower measure has beside the wider one."""
    folded = fold(question.text)
    apart = set(_words(narrow, glossary)) - set(_words(wide, glossary))
    apart |= {narrow.removesuffix(f"_{wide}").replace("_", " ")}
    mentioned = any(m.kind != "company" for m in question.entities)
    return not any(_said(word, folded) for word in apart) and not mentioned


def _of_unnamed_level(question: Question, level: Fact) -> bool:
    """Whether a part is taken of a measure that is none of the two or more that are named."""
    named = {m.concept for m in question.metrics}
    asked = any(m.concept == "share" for m in question.operations)
    return asked and len(named) > 1 and level.metric not in named


def _of_strangers(question: Question, one: Fact, other: Fact) -> bool:
    """Whether a figure is of none of the companies named, while one of them has none."""
    named = {m.concept for m in question.entities if m.kind == "company"}
    held = [{f.subject, f.counterparty} & named for f in (one, other)]
    return len(named) > 1 and not all(held) and bool(named - set().union(*held))


def _words(metric: str, glossary: Glossary) -> list[str]:
    names = (glossary.name(metric, lang) for lang in ("en", "zh-TW"))
    found = [word for name in names for word in _WORD.findall(fold(name))]
    parts = [word[n : n + 2] for word in found if not word.isascii() for n in range(len(word) - 1)]
    return [word for word in found if word.isascii()] + parts


def _said(word: str, folded: str) -> bool:
    if not word.isascii():
        return word in folded
    return re.search(rf"\b{re.escape(word)}", folded) is not None


def _from_elsewhere(question: Question, evidence: Evidence, fact: Fact, beside: Fact) -> bool:
    """Whether a figure of another passage and measure has nothing that the question speaks of."""
    if fact.stated_in is None or beside.stated_in is None or fact.metric == beside.metric:
        return False
    between = {fact.subject, fact.counterparty} <= {m.concept for m in question.entities}
    if between and question.answer_type != "percent":
        return False  # a deal of which both sides are named, and no part of a revenue
    if any(m.concept.endswith("_margin") for m in question.operations):
        return False
    named = {family(m.concept) for m in question.metrics}
    if family(fact.metric) in named or alike(fact.metric, named) or question.working is not None:
        return False
    if fact.stated_in.passage_id == beside.stated_in.passage_id:
        return False
    topics = {s.ref: s.topic for s in evidence.sentences}
    return topics.get(fact.stated_in, 0.0) <= 0
