"""Whether a deal is signed, binding, paid or begun, and when it starts or ends, by the ledger.

It follows from the standing of the ledger's legs between the parties and from the day on which the
deal starts. Where the legs disagree, or nothing decides, there is no verdict: a wrong yes costs
more than none. Who names no deal at all is told the legs of the loop.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.plan.ruling import COMPANY, TWO, Ruling, companies_of, says
from bot.knowledge.ledger import Ledger, known_at
from bot.language.script import fold
from bot.language.timing import ARTICLE_HORIZON, NEWEST, timing
from bot.language.yes_or_no import Whether, date_asked
from bot.records import Fact, Flow, Question

__all__ = ["dates_told", "standing_told"]

CONTRACT, EQUITY = "contract", "equity"
LETTER, PLANNED, REPORTED = "letter_of_intent", "guidance", "reported"
OTHERS, STATUS = ("product", "person"), "deal_status"
_YEAR = re.compile(r"\b20\d\d\b")


def standing_told(question: Question, whether: Whether, ledger: Ledger) -> Ruling | None:
    """The verdict on the deal between the parties, by its legs as they stand on the day asked."""
    others = [m for m in question.entities if m.kind in OTHERS]
    named = companies_of(question)
    pair = _pair(named, ledger, whether.kinds)
    bare = not (others or question.quantities or question.periods)
    measured = any(m.concept != STATUS for m in question.metrics)
    if pair is None and bare and not measured and len(named) < TWO:
        of_money = bool(named) and whether.aspect in ("paid", "started")
        return None if of_money else _three(ledger, question, named)
    if pair is None or others:
        return None
    legs = _standing(pair, ledger, question.as_of)
    legs = [leg for leg in legs if not whether.kinds or leg.kind in whether.kinds] or legs
    if whether.aspect == "paid" and len(named) == TWO and _here(question):
        giver = named[1] if whether.receives else named[0]
        legs = [leg for leg in legs if leg.giver == giver]
    rulings = [_leg_ruled(question, whether, leg, ledger) for leg in legs]
    told = [r for r in rulings if r is not None]
    if not told or len(told) < len(rulings):
        return None
    words = {r.word for r in told}
    facts = tuple(dict.fromkeys(f for r in told for f in r.facts))
    return Ruling(words.pop() if len(words) == 1 else "", facts)


def _leg_ruled(question: Question, whether: Whether, leg: Flow, ledger: Ledger) -> Ruling | None:
    """The verdict on one leg of a deal, without a word where none is sure; None where a figure is
    named that is not the leg's.
    """
    fact = ledger.get(leg.fact_id)
    assert fact is not None
    if not _of_its_figures(question, fact, ledger):
        return None
    asked = whether.aspect
    if asked == "standing":
        remark = _remark(leg, ledger, question.as_of)
        return Ruling("", (remark, fact) if remark else (fact,))
    if asked == "started" or (asked == "paid" and fact.status == CONTRACT):
        start = _starts_after(leg, ledger, question.as_of)
        return Ruling("not_yet", (start, fact)) if start else Ruling("", (fact,))
    word = _word(asked, fact.status, leg)
    if asked == "paid":
        if whether.whole and word == "yes":
            word = ""
        if word == "unpaid" and _paid_later(leg, ledger) and not question.quantities:
            word = "not_then"
    if word == "yes" and (whether.denied or (leg.replaces and asked != "paid")):
        word = ""
    remark = _remark(leg, ledger, question.as_of) if fact.status == LETTER else None
    return Ruling(word, (remark, fact) if remark and asked != "paid" else (fact,))


def _word(asked: str, status: str, leg: Flow) -> str:
    """The word of the verdict on what is asked, by a leg's standing; empty where none is sure."""
    table = {
        "signed": {CONTRACT: "yes", LETTER: "unsigned", PLANNED: "planned"},
        "binding": {LETTER: "unbound", PLANNED: "planned"},  # of no contract is it told
        "letter": {CONTRACT: "firm", LETTER: "yes"},
        "alternative": {CONTRACT: "contract", LETTER: "letter", PLANNED: "planned"},
        "paid": {REPORTED: "yes", LETTER: "unpaid", PLANNED: "unpaid"},
    }
    if asked == "signed" and status == REPORTED:
        return "yes" if leg.kind == EQUITY else ""
    return table.get(asked, {}).get(status, "")


def _here(question: Question) -> bool:
    """Whether the companies stand in the question's own words: an earlier turn's have no order."""
    text = fold(question.text)
    named = (m for m in question.entities if m.kind == COMPANY)
    return all(text[m.start : m.end] == fold(m.text) for m in named)


def _three(ledger: Ledger, question: Question, named: Sequence[str]) -> Ruling | None:
    """The legs of the loop, those of the one party named, where no deal is named; none in a
    conversation that names no party.
    """
    if not named and (question.followed_up or question.history):
        return None
    legs = [leg for leg in ledger.flows if leg.triangle]
    legs = [leg for leg in legs if not named or named[0] in (leg.giver, leg.taker)]
    facts = [f for leg in legs if (f := ledger.get(leg.fact_id)) and f.stated_in]
    return Ruling("", tuple(facts), alone=True) if facts else None


def _pair(named: Sequence[str], ledger: Ledger, kinds: Sequence[str] = ()) -> frozenset[str] | None:
    """The two parties of the deal meant: both named, or those of the only deal, of the kinds that
    are named, which the one named has.
    """
    if len(named) == TWO:
        return frozenset(named)
    if len(named) != 1:
        return None
    mine = [leg for leg in ledger.flows if named[0] in (leg.giver, leg.taker)]
    pairs = {frozenset((leg.giver, leg.taker)) for leg in mine}
    if len(pairs) > 1:
        pairs = {frozenset((leg.giver, leg.taker)) for leg in mine if leg.kind in kinds}
    return next(iter(pairs)) if len(pairs) == 1 else None


def _standing(pair: frozenset[str], ledger: Ledger, as_of: str) -> list[Flow]:
    """The legs between two parties that stand on a day, contracts first."""
    legs = [leg for leg in ledger.flows if {leg.giver, leg.taker} == pair]
    known = [
        leg for leg in legs if (f := ledger.get(leg.fact_id)) and f.stated_in and known_at(f, as_of)
    ]
    replaced = {leg.replaces for leg in known}
    return [leg for leg in known if leg.id not in replaced]


def _of_its_figures(question: Question, fact: Fact, ledger: Ledger) -> bool:
    """Whether the figures and times that the question names are the leg's own."""
    assert fact.stated_in is not None
    own = [fact, *ledger.stated_at(fact.stated_in)]
    for quantity in question.quantities:
        if not any(says(quantity, f) for f in own):
            return False
    dated = [p for p in question.periods if p.start or p.end]
    return (
        not dated
        or timing(dated, fact) > 0
        or any((p.start or "") <= fact.as_of <= (p.end or "9") for p in dated)
    )


def _remark(leg: Flow, ledger: Ledger, as_of: str) -> Fact | None:
    """What was last said of how a deal stands."""
    told = [f for i in leg.remarks if (f := ledger.get(i)) and f.metric == STATUS]
    told = [f for f in told if f.stated_in and known_at(f, as_of)]
    return max(told, key=lambda f: f.as_of, default=None)


def _paid_later(leg: Flow, ledger: Ledger) -> bool:
    """Whether what became of a leg after the day asked about is reported as done."""
    after = (other for other in ledger.flows if other.replaces == leg.id)
    return any(other.status == REPORTED for other in after)


def _bound(as_of: str) -> str:
    return {"article": ARTICLE_HORIZON, "latest": NEWEST}.get(as_of, as_of)


def _starts_after(leg: Flow, ledger: Ledger, as_of: str) -> Fact | None:
    """The fact that has the deal of a leg begin after the day asked about, the exactest; None
    where one of its facts speaks for an earlier time.
    """
    known = [
        f
        for f in ledger.facts
        if {f.subject, f.counterparty} == {leg.giver, leg.taker}
        and f.stated_in
        and known_at(f, as_of)
    ]
    starts = [f for f in known if f.metric.endswith("_start")]
    if starts:
        year = _YEAR.search(starts[0].period.label) or _YEAR.search(starts[0].statement_en)
        return starts[0] if year and year.group() > _bound(as_of)[:4] else None
    begun = [f for f in known if f.period.start and f.metric == "capacity"]
    if not begun or any((f.period.start or "") <= _bound(as_of) for f in begun):
        return None
    return min(begun, key=lambda f: (f.period.start or "", f.period.end or "9"))


def dates_told(question: Question, ledger: Ledger) -> Ruling | None:
    """The facts that tell when the deal between the parties starts, is paid or ends."""
    asked = date_asked(question.text)
    named = companies_of(question)
    pair = _pair(named, ledger)
    if pair is None or question.quantities or question.operations:
        return None
    legs = _standing(pair, ledger, question.as_of)
    known = [
        f
        for f in ledger.facts
        if {f.subject, f.counterparty} == pair and f.stated_in and known_at(f, question.as_of)
    ]
    own = [f for leg in legs if (f := ledger.get(leg.fact_id))]
    starts = [f for f in known if f.metric.endswith("_start")]
    ahead = [s for leg in legs if (s := _starts_after(leg, ledger, question.as_of))]
    spans = [f for f in own if f.period.kind in ("contract_term", "multi_year")]
    meant = {m.concept for m in question.metrics}
    spans.sort(key=lambda f: f.metric not in meant)
    tranches = [f for f in known if f.metric == "investment_tranche"]
    found = {
        "end": [*spans, *starts],
        "start": [*(starts or ahead), *spans],
        "pay": [*(starts or tranches)],
    }[asked]
    facts = tuple(dict.fromkeys(found))
    return Ruling("", facts[:2]) if facts else None
