"""The verdict of a comparison: which of two like figures is the larger, and by how much.

Worked out only where both sides state one figure of the same measure or unit over a like stretch
of time, and the question asks which is more or how far apart they are. It chooses no sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.plan.asked_too import asked_too
from bot.answer.plan.changes import in_points
from bot.answer.plan.compared import compares, sides_growing, sides_named
from bot.answer.plan.each_side import OF_SIDES
from bot.answer.plan.operands import FORWARD, STRETCHES, Desk, with_own_change
from bot.knowledge.ledger import Ledger, alike, family, is_growth, known_at
from bot.language.glossary import Glossary
from bot.language.script import fold
from bot.records import Calculation, Evidence, Fact, Purpose, Question, ScoredSentence

__all__ = ["explains", "of_each_side", "one_sided", "rates_told", "verdict"]

LOOKED_AT = 3
MEASURES = ("GW", "MW", "shares", "GPUs")
_WHICH = re.compile(
    r"\b(?:larger|bigger|greater|higher|smaller|lower|more|less|most|least)\b|\bhow far apart\b"
    r"|\bdifference\b|\bgap\b|哪.{0,6}[大小多少高低]|谁.{0,8}[大小多少高低]|差多少|相差|差距|差异"
)
_EACH = re.compile(r"\beach\b(?! other)|\brespectively\b|各|分别")
_PARTS = frozenset({"share", "times", "work_share", "work_multiple"})
_WHY = re.compile(r"\bwhy\b|\bhow come\b|为什么|为何|怎么会|何以|怎么(?!算)")

_AGREE = re.compile(
    r"\b(?:dis)?agree(?:s|d)?\b|\bconsistent\b|\bconflict(?:s|ing)?\b|\bcontradict(?:s|ory)?\b"
    r"|\bsquare with\b|\bsame figure\b|一致|吻合|相符|对得上|对不上|矛盾|有出入"
)
_HOW_MUCH = re.compile(r"\bhow (?:much|many|far|large|big)\b|\bif\b|多少|几|若|如果|假设")
_AND = re.compile(r"[,;?，；？、]|\band\b|又|还|并")

Made = tuple[tuple[Calculation, ...], tuple[Purpose, ...]]


def explains(question: Question) -> bool:
    """Whether a reason, or whether two sources agree, is asked for and no figure: then nothing is
    to be worked out.
    """
    folded = fold(question.text)
    if question.working is None and _AGREE.search(folded) and not _WHICH.search(folded):
        return _HOW_MUCH.search(folded) is None
    why = _WHY.search(folded)
    if why is None or question.intent != "explanation" or question.quantities:
        return False
    asked = (*question.refusal_cues, *question.operations)
    figure = next((m for m in asked if m.concept in ("asks_number", "whatif")), None)
    # "Why can nobody say how much …" asks for no figure; "why …, and how much" does.
    return figure is None or (
        figure.concept == "asks_number"
        and why.start() < figure.start
        and not _AND.search(folded, why.start(), figure.start)
    )


def one_sided(
    question: Question,
    evidence: Evidence,
    ledger: Ledger | None,
    glossary: Glossary,
    purposes: Sequence[Purpose],
) -> bool:
    """Whether the workings rest on figures of one side of a comparison alone: they compare nothing.

    A working that the question spells out, or that has figures of the reader's, is none of these.
    """
    if ledger is None or len(evidence.facets) < 2 or question.quantities or not purposes:
        return False
    if any(p.operation.startswith(("work_", "column_")) or len(p.facts) < 2 for p in purposes):
        return False
    sides = [{m.concept for m in glossary.find(f.text)} & _asked(question) for f in evidence.facets]
    own = [names - sides[0].intersection(*sides[1:]) for names in sides]
    if not all(own):
        return False
    used = [f for p in purposes for i in p.facts if (f := ledger.get(i)) is not None]
    told = {m.concept for f in used for m in glossary.find(f.statement_en)}
    told |= {name for f in used for name in (f.subject, f.counterparty or "")}
    return sum(bool(names & told) for names in own) == 1


def of_each_side(question: Question, evidence: Evidence, purposes: Sequence[Purpose]) -> bool:
    """Whether one side's figure was divided by the other's where the share or multiple that each
    side has is asked for: "how much of OpenAI do Microsoft and SoftBank each hold".
    """
    if len(evidence.facets) < 2 or question.quantities or not _EACH.search(fold(question.text)):
        return False
    return bool(purposes) and all(p.operation in _PARTS for p in purposes)


def rates_told(
    question: Question, evidence: Evidence, ledger: Ledger | None, purposes: Sequence[Purpose]
) -> bool:
    """Whether the growth of each side is stated and something else was worked out where it is
    asked which grew faster.
    """
    grows = any(m.concept == "growth" for m in question.operations)
    spans = [p.span for p in question.periods if p.span]
    own = [q for q in question.quantities if not any(a <= q.start and q.end <= b for a, b in spans)]
    if ledger is None or len(evidence.facets) < 2 or not grows or own:
        return False
    stated = [
        {f.metric for f in ledger.stated_at(facet.sentences[0].ref) if is_growth(f.metric)}
        for facet in evidence.facets
        if facet.sentences
    ]
    used = [f for p in purposes for i in p.facts if (f := ledger.get(i)) is not None]
    alike = bool(stated) and bool(stated[0].intersection(*stated[1:]))
    return alike and not any(is_growth(f.metric) for f in used)


def _asked(question: Question) -> set[str]:
    return {m.concept for m in question.entities}


def verdict(
    question: Question, evidence: Evidence, ledger: Ledger | None, purposes: Sequence[Purpose]
) -> Made | None:
    """The difference between the two sides; None where they are not alike, or where `purposes`
    already rest on figures of both.
    """
    if ledger is None or OF_SIDES & {p.operation for p in purposes}:
        return None
    if (growing := sides_growing(question, ledger)) is not None and not _stands(growing, purposes):
        return _set_apart(question, growing, ledger, points=True)
    if len(evidence.facets) != 2:
        named = None if purposes else sides_named(question, evidence, _apart)
        return _set_apart(question, named, ledger) if named else None
    which = _WHICH.search(fold(question.text)) is not None
    side_by_side = not which and compares(question)
    if not side_by_side and not which:
        return None
    one, other = (_figures(facet.sentences[:LOOKED_AT], ledger) for facet in evidence.facets)
    used = {fact for purpose in purposes for fact in purpose.facts}
    if used & {f.id for f in one} and used & {f.id for f in other}:
        return None
    measures = {family(m.concept) for m in question.metrics}
    rates = any(is_growth(m.concept) for m in question.metrics)
    if side_by_side and (len(measures) != 1 or rates or question.working or purposes):
        return None
    pair = next(((a, b) for a in one for b in other if _comparable(a, b)), None)
    if pair is None or (side_by_side and not {family(f.metric) for f in pair} <= measures):
        return None
    if not question.periods:  # as of the day asked about, for both sides
        newest = [_newest(f, question.as_of, ledger) for f in pair]
        pair = (newest[0], newest[1]) if _comparable(*newest) else pair
    return _set_apart(question, pair, ledger)


def _set_apart(
    question: Question, pair: tuple[Fact, Fact], ledger: Ledger, *, points: bool = False
) -> Made | None:
    """The larger of two figures less the smaller; of two rates the points between them."""
    larger, smaller = sorted(pair, key=lambda f: -f.values[0])
    desk = Desk(question, pair, ledger)
    expression = f"{desk.of_fact(larger)} - {desk.of_fact(smaller)}"
    if not desk.work("larger", expression, (larger, smaller)):
        return None
    if points:
        in_points(desk)
    asked_too(desk)
    return tuple(desk.calculations), tuple(desk.purposes)


def _stands(pair: tuple[Fact, Fact], purposes: Sequence[Purpose]) -> bool:
    """Whether both figures are worked with already."""
    used = {fact for purpose in purposes for fact in purpose.facts}
    return {f.id for f in pair} <= used


def _apart(a: Fact, b: Fact) -> bool:
    return a.id != b.id and a.values != b.values and not with_own_change((a, b))


def _newest(fact: Fact, as_of: str, ledger: Ledger) -> Fact:
    """The latest reading of a level at a day within the day asked about, or the figure itself."""
    told = (fact.counterparty, fact.unit, fact.status, fact.period.kind)
    known = [
        f
        for f in ledger.find(subject=fact.subject, metric=fact.metric)
        if (f.counterparty, f.unit, f.status, f.period.kind) == told
        and f.period.kind == "instant"
        and len(f.values) == 1
        and f.stated_in is not None
        and known_at(f, as_of)
    ]
    return max((*known, fact), key=lambda f: f.period.end or "")


def _figures(sentences: Sequence[ScoredSentence], ledger: Ledger) -> list[Fact]:
    stated = (f for s in sentences for f in ledger.stated_at(s.ref))
    return [f for f in stated if f.value is not None and f.metric]


def _comparable(a: Fact, b: Fact) -> bool:
    """Two figures of one measure, or of one that needs no measure, over a like stretch of time."""
    measured = family(a.metric) == family(b.metric) or alike(a.metric, {family(b.metric)})
    same = a.unit == b.unit and a.unit not in ("%", "pp", "x")
    when = a.period.kind == b.period.kind or not {a.period.kind, b.period.kind} & STRETCHES
    done = (a.status in FORWARD) == (b.status in FORWARD)  # a plan is not held against a deed
    told = measured or a.unit in MEASURES
    apart = a.id != b.id and a.values != b.values and not with_own_change((a, b))
    return apart and same and when and told and done
