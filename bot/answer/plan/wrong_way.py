"""A figure that a question takes for a loss or a gain, or for one of another time, and is neither.

"How did A manage to lose money" of a company that made a profit, 「現金流為什麼是正100億」 where
just that sum flowed out, "grew 359% in Q1 2025" where that rate is of a quarter of its own year:
held against every figure that the ledger has of the company, the measure and the time. It corrects
nothing where one of them bears the question out, or none is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bot.answer.plan.own_telling import of_the_corpus
from bot.answer.plan.premises import same_figure, supposes
from bot.answer.plan.taken_otherwise import companies_in
from bot.knowledge.ledger import Ledger, family, known_at
from bot.language.denial import DENIED, HEDGED
from bot.language.periods import overlaps
from bot.language.script import fold
from bot.records import Correction, Evidence, Fact, Period, Question

__all__ = ["wrong_way"]

PROFIT = ("net_income", "operating_income")
TOLD = frozenset({"reported", "estimate"})
TOLD_WITHIN = 92
"""Days after a period in which its figures are told."""
STRETCHES = frozenset({"quarter", "half", "year", "ttm"})
_LOSES = re.compile(
    r"\b(?:los(?:e|es|t|ing) money|bleed(?:s|ing)? money|in the red|unprofitable|loss-making"
    r"|(?:made|makes?|making|post(?:s|ed)?|report(?:s|ed)?|book(?:s|ed)?|ran|suffer(?:s|ed)?)"
    r" an? (?:\w+ ){0,2}loss)\b"
    r"(?! (?:on|from|over|with|of)\b)"
    r"|(?:亏|赔)(?:了?钱|损|了(?!.{0,10}身上))|出现亏|由盈转亏|不赚钱"
)
_EARNS = re.compile(
    r"\b(?:ma(?:ke|kes|de|king) (?:money|an? (?:\w+ ){0,2}profit)|profitable"
    r"|turn(?:s|ed)? an? profit|post(?:s|ed)? an? (?:\w+ )?profit|in the black)\b"
    r"(?! (?:on|from|over|with|of)\b)"
    r"|(?<!不)赚(?:了?钱|了)|(?<!没有)(?<!不)盈利了?|转亏为盈|有(?:净利|获利)"
)
_ITS_PART = re.compile(
    r"\b(?:division|segment|unit|business|customers?|users?|per|each|every|shareholders?|investors?"
    r"|rent(?:al|s|ing)|stake|shares?|stock)\b|部门|事业|业务|客户|每|股东|投资人|股|出租|租"
)
_GRANTED = re.compile(
    r"\bwhy\b|\bhow (?:did|come|does|could)\b|\bsince\b|\bgiven\b|\bbecause\b"
    r"|\bnow that\b|\bwhen did\b|为什么|为何|怎么会?|既然|由于|何时|什么时候"
)
_MINUS = re.compile(r"(?:\bminus|\bnegative|(?:^|[^\w])[-−–]|负)\s*(?:us)?\$?\s*$")
_PLUS = re.compile(r"(?:\bplus|\bpositive|\+|正)\s*(?:us)?\$?\s*$")
_AWAY = re.compile(
    r"\b(?:since|from|after|before|by|until|till|than|to|through|between|versus|vs|over)\b[^,]{0,12}$|[自从比到至较]$"
)
_AWAY_AFTER = re.compile(r"^(?:年|月|底|日)*(?:以来|之前|之后|以前|以后|起|到|至)")


def wrong_way(question: Question, evidence: Evidence, ledger: Ledger) -> tuple[Correction, ...]:
    """The correction of a sign or a time that no figure of the ledger bears out."""
    named = companies_in(question)
    if question.followed_up or not of_the_corpus(evidence) or supposes(question):
        return ()
    if "whatif" in {m.concept for m in question.operations} or len({m.concept for m in named}) > 1:
        return ()
    company = named[0].concept if named else ""
    own = [f for f in ledger.facts if f.stated_in and f.subject == company]
    for kind, said, fact in (
        *_gain_or_loss(question, own),
        *_sign_said(question, own),
        *_another_time(question, own, ledger),
    ):
        if fact.stated_in is not None and known_at(fact, question.as_of):
            return (Correction(said, fact.stated_in, fact.id, kind),)
    return ()


Found = Iterator[tuple[str, str, Fact]]


def _gain_or_loss(question: Question, own: Sequence[Fact]) -> Found:
    """A loss said of a company that is only known to have earned in the time named, or a gain."""
    text = fold(question.text)
    lost, earned = _LOSES.search(text), _EARNS.search(text)
    said = lost or earned
    tagged = "asks_confirmed" in {m.concept for m in question.refusal_cues}
    if said is None or (lost and earned) or _ITS_PART.search(text):
        return
    if not (tagged or _GRANTED.search(text)) or HEDGED.search(text[: said.start()]):
        return
    if DENIED.search(text[: said.start()]) or question.quantities:
        return
    results = [
        f
        for f in own
        if f.metric in PROFIT and f.status in TOLD and f.counterparty is None and f.values
    ]
    dated = [p for p in question.periods if p.start or p.end]
    if dated:
        results = [f for f in results if any(overlaps(f.period, p) for p in dated)]
    signs = {f.values[0] < 0 for f in results}
    if signs == {not lost}:
        results.sort(key=lambda f: f.metric != PROFIT[0])
        yield "sign", said.group(), results[0]


def _sign_said(question: Question, own: Sequence[Fact]) -> Found:
    """A figure with a sign of its own that the ledger has with the other one alone."""
    text = fold(question.text)
    measures = {family(m.concept) for m in question.metrics}
    dated = [p for p in question.periods if p.start or p.end]
    for quantity in question.quantities:
        before = text[: quantity.start]
        plus = _PLUS.search(before) is not None
        minus = quantity.value < 0 or _MINUS.search(before) is not None
        if plus == minus:
            continue
        if HEDGED.search(before) or DENIED.search(before):
            continue
        like = [
            f
            for f in own
            if family(f.metric) in measures and f.unit == quantity.unit and len(f.values) == 1
        ]
        same = [f for f in like if same_figure(quantity, f) and f.status in TOLD]
        if dated:
            same = [f for f in same if any(overlaps(f.period, p) for p in dated)]
        if same and all((f.values[0] > 0) == minus for f in same):
            yield "sign", quantity.text.strip(), same[0]


def _another_time(question: Question, own: Sequence[Fact], ledger: Ledger) -> Found:
    """A figure of a measure that the question puts into a time of which it is not."""
    text = fold(question.text)
    measures = {m.concept for m in question.metrics}
    dated = [p for p in question.periods if p.start and p.end and p.span]
    spans = {p.span for p in dated}
    if len(spans) != 1 or not own or not measures or question.intent == "comparison":
        return
    start, end = next(span for span in spans if span)
    if _AWAY.search(text[:start]) or _AWAY_AFTER.search(text[end:]) or HEDGED.search(text[:start]):
        return
    for quantity in question.quantities:
        same = [
            f
            for f in own
            if f.metric in measures
            and f.unit == quantity.unit
            and len(f.values) == 1
            and same_figure(quantity, f)
            and abs(abs(f.values[0]) - abs(quantity.value)) * 200 <= abs(f.values[0])
        ]
        if not same or not all(f.period.end for f in same):
            continue
        if any(_of_the_time(f, p) for f in same for p in dated):
            continue
        yield "time", quantity.text.strip(), _calendar_of(same[0], ledger) or same[0]


def _of_the_time(fact: Fact, asked: Period) -> bool:
    """Whether a figure is of the time named, or may have been told in it: results come out within a
    quarter of a year.
    """
    if overlaps(fact.period, asked):
        return True
    if not (asked.start and asked.end and fact.period.end):
        return False
    if asked.start <= fact.as_of <= asked.end:
        return True
    gap = date.fromisoformat(asked.start) - date.fromisoformat(fact.period.end)
    return asked.kind not in STRETCHES and 0 <= gap.days <= TOLD_WITHIN


def _calendar_of(fact: Fact, ledger: Ledger) -> Fact | None:
    """What says which months the company's own quarter with a figure has."""
    for told in ledger.find(subject=fact.subject, metric="fiscal_calendar"):
        if told.stated_in is not None and told.period.end == fact.period.end:
            return told
    return None
