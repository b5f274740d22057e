"""Premises of the question that the sources contradict, so that they are corrected, not followed.

Looks at what the reader asserts (a figure, a payment, a direction, who gives whom) against the
facts that match the question. A supposition ("if …") is no premise. It words nothing: the
correction quotes the sentence that says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.answer.plan.borne_out import of_a_holding
from bot.answer.plan.estimates import against_estimates
from bot.answer.plan.known_part import of_the_readers_house
from bot.answer.plan.parts import turned_round
from bot.answer.plan.relations import asserted, by_another, denied, has_a_right
from bot.answer.plan.tagged import taken_for_granted
from bot.knowledge.ledger import Ledger, family
from bot.language.leaving_out import not_set_aside
from bot.language.script import fold
from bot.records import (
    Calculation,
    Correction,
    Evidence,
    Fact,
    Quantity,
    Question,
    ScoredFact,
)

CLOSE = Decimal("0.03")
SPOKEN_OF = 0.35
_ASKS = re.compile(
    r"\b(?:was|were|is|are) (?:it|they|that|this|these)(?: ever| still)? $|(?:是否|是不是)为?$"
)
_SUPPOSED = re.compile(r"\bbinding\b|约束力")
_HYPOTHETICAL = re.compile(
    r"^(?:and |but )?(?:had|were|say|pretend|picture|let'?s say|should)\b"
    r"|\b(?:in case|even if|were to|as if|let'?s say|hypothetically)\b"
    r"|万一|就算|即使|哪怕|当成|当作|若是|要不是"
)
_HELD_TRUE = re.compile(r"\b(?:since|given that|because|now that)\b|既然|由于|因为")
_OFFERED = re.compile(r"\bor\b|还是|抑或|或者?是?")
_LETTER = re.compile(r"letter|意向书")
_QUARTER = re.compile(r"\bQ[1-4]\b")
_ALREADY = re.compile(r"\balready\b|\bha(?:s|ve) been\b|已|早就|现在|目前")
_YEAR = re.compile(r"\b20\d\d\b")
_OF_CONTRACT = re.compile(
    r"\b(?:contract|deal|agreement)s?\b[^,;:.?!]{0,48}"
    r"\b(?:is|was|are|were|worth|of|for|at|comes? to|value)\b[^,;:.?!]{0,16}$"
    r"|(?:合约|合同|协议)[^，。；：、年月]{0,8}$"
)
_AS_CONTRACT = re.compile(
    r"^(?:[- ,]+(?:\d+|\w+)[- ]years?|[- ]+(?:cloud|compute|computing|purchase|supply)){0,2}[- ,]+"
    r"(?:contract|deal|agreement|order)\b|^的?(?:云端|算力|采购|长期)?(?:合约|合同|协议|契约|大?订单|大单)"
)
"""What stands after the sum of a contract: "a $5 billion contract"."""
CONTRACT = frozenset({"contract_value", "cloud_purchase_commitment"})
_ROUND = frozenset({1, 10, 100, 1000})
_OF_EACH = re.compile(
    r"(?:\b(?:each|every|per|out of)|每[收赚卖进花入]?[进到]?)\s*(?:us)?\$?\s*\d?$"
)
EXCHANGES = frozenset({"convert", "exchange"})
SURE = 0.50
GROWTH = ("_growth", "_growth_cc", "_growth_qoq", "_change", "_change_pct")


def corrections(
    question: Question, facts: Sequence[ScoredFact], ledger: Ledger
) -> tuple[Correction, ...]:
    """The first premise that does not hold, with the fact that says so; empty where all may.

    Of several parts of a business each that went the other way is told.
    """
    if claimed := taken_for_granted(question, ledger):
        quantity, known = claimed
        assert known.stated_in is not None
        return (Correction(quantity.text.strip(), known.stated_in, known.id, "amount"),)
    if "whatif" in {m.concept for m in question.operations} or supposes(question):
        kind, said, fact = _binding(question, ledger)
        if fact is None or fact.stated_in is None or _SUPPOSED.search(said):
            return ()
        return (Correction(said, fact.stated_in, fact.id, kind),)
    claim = asserted(question)
    if claim is not None and (other := by_another(claim, question, ledger)) is not None:
        verdict: tuple[str, Fact | None] | None = ("relation", other)
    else:
        verdict = denied(claim, ledger) if claim is not None else None
    if claim is not None and verdict is not None:
        kind, fact = verdict
        if has_a_right(claim, fact, question):
            return ()
        if fact is not None and fact.stated_in is not None:
            return (Correction(claim.said, fact.stated_in, fact.id, kind),)
    sure = tuple(s.fact for s in facts if s.score >= SURE and s.fact.stated_in is not None)
    for kind, said, fact in (
        _status(question, sure, ledger),
        _binding(question, ledger),
        _intent_of_others(question, ledger),
        _amount(question, sure, ledger),
        _dealt(question, ledger),
        _sign(question, sure),
        ("sign", *(against_estimates(question, ledger) or ("", None))),
        _confirmed(question, [s.fact for s in facts if s.score >= SPOKEN_OF]),
        _start(question, ledger),
        _calendar(question, ledger),
    ):
        if fact is not None and fact.stated_in is not None:
            return (Correction(said, fact.stated_in, fact.id, kind),)
    halves = turned_round(question, [s.fact for s in facts])
    return tuple(Correction(s, f.stated_in, f.id, "sign") for s, f in halves if f.stated_in)


def corrected(
    question: Question,
    evidence: Evidence,
    ledger: Ledger | None,
    made: Sequence[Calculation],
) -> tuple[Correction, ...]:
    """Premises that the sources contradict, where there is a ledger; a figure that the reader only
    works with claims nothing.
    """
    if ledger is None:
        return ()
    checked = tuple(s for s in evidence.facts if s.fact.provenance != "reader")
    used = {o.given for c in made for o in c.operands} | _of_a_rate(question)
    used |= _of_operands(question, made)
    used |= of_the_readers_house(question)
    found = corrections(question, checked, ledger)
    return tuple(w for w in found if w.said.strip() not in used)


def _of_operands(question: Question, made: Sequence[Calculation]) -> set[str | None]:
    """The figures of the question that are just those of sources which are worked with."""
    known = {(o.value, o.unit) for c in made for o in c.operands if o.fact_id or o.ref}
    return {q.text.strip() for q in question.quantities if (str(q.value), q.unit) in known}


def _of_a_rate(question: Question) -> set[str | None]:
    """The one dollar that an exchange rate is for, or the hundred of which so many are asked."""
    folded = fold(question.text)
    each = [q for q in question.quantities if q.value in _ROUND]
    of_each: set[str | None] = {
        q.text.strip() for q in each if _OF_EACH.search(folded[: q.start + 1])
    }
    converts = any(m.concept == "convert" for m in question.operations)
    converts = converts or (question.working and question.working.operation) in EXCHANGES
    return of_each | {q.text.strip() for q in question.quantities if converts and q.value == 1}


def supposes(question: Question) -> bool:
    """Whether the words put a case and claim nothing: "had it paid …", 「就算…」."""
    said = fold(question.text)
    return bool(_HYPOTHETICAL.search(said)) and not _HELD_TRUE.search(said)


Verdict = tuple[str, str, Fact | None]
NONE: Verdict = ("", "", None)


def _cue(question: Question, name: str) -> str:
    return next((m.text for m in question.refusal_cues if m.concept == name), "")


def _status(question: Question, facts: Sequence[Fact], ledger: Ledger) -> Verdict:
    """A plan or letter of intent taken for money paid."""
    said = _cue(question, "premise_paid")
    if not said:
        return NONE
    kept = not_set_aside(question.text, question.entities)
    named = {m.concept for m in kept}
    two = len({m.concept for m in question.entities if m.kind == "company"}) > 1
    one = not two and len(kept) == len(question.entities)
    for place, fact in enumerate(facts):
        deal = fact.counterparty is not None and {fact.subject, fact.counterparty} <= named
        planned = fact.status in ("letter_of_intent", "guidance")
        if planned and ((one and place == 0) or deal):
            return "status", said, fact
    return _planned_only(question, said, ledger)


def _planned_only(question: Question, said: str, ledger: Ledger) -> Verdict:
    """The plan between the two companies named, or of the one project, that has the very sum said
    to be paid, where nothing of that sum is reported.
    """
    companies = {m.concept for m in question.entities if m.kind == "company"}
    things = {m.concept for m in question.entities if m.kind == "product"}
    named: set[str | None] = {*(companies or things)}
    sums = {(q.value, q.unit) for q in question.quantities}
    known = [
        f
        for f in ledger.facts
        if {f.subject, f.counterparty} - {None} == named and len(f.values) == 1 and f.stated_in
    ]
    same = [f for f in known if (f.values[0], f.unit) in sums]
    planned = [f for f in same if f.status in ("letter_of_intent", "guidance")]
    return ("status", said, planned[0]) if planned and len(planned) == len(same) else NONE


def _binding(question: Question, ledger: Ledger) -> Verdict:
    """A letter of intent between two parties taken for a contract that binds them.

    Not where the question calls it a letter of intent, or the two have a contract as well.
    """
    said = _cue(question, "premise_binding")
    named = {m.concept for m in question.entities if m.kind == "company"}
    if not said or len(named) != 2 or _cue(question, "names_intent"):
        return NONE
    legs = [leg for leg in ledger.flows if {leg.giver, leg.taker} == named]
    facts = [f for leg in legs if (f := ledger.get(leg.fact_id)) and not f.later]
    intended = [f for f in facts if f.status == "letter_of_intent"]
    if not intended or len(intended) < len(facts):
        return NONE
    return "binding", said, intended[0]


def _intent_of_others(question: Question, ledger: Ledger) -> Verdict:
    """A letter of intent between two parties that only one of them has, with another."""
    said = _cue(question, "names_intent")
    named = {m.concept for m in question.entities if m.kind == "company"}
    if len(named) != 2 or not _LETTER.search(fold(said)) or _OFFERED.search(fold(question.text)):
        return NONE  # "signed, or a letter of intent?" takes neither for granted
    letters = [f for f in ledger.facts if f.status == "letter_of_intent" and not f.later]
    told = [f for f in letters if _LETTER.search(fold(f.statement_en))]
    known = [f for f in told if f.counterparty and f.stated_in]
    pairs = {frozenset((f.subject, f.counterparty)) for f in known}
    near = [f for f in known if named & {f.subject, f.counterparty}]
    if named in pairs or len({frozenset((f.subject, f.counterparty)) for f in near}) != 1:
        return NONE
    return "relation", said, near[0]


def _amount(question: Question, facts: Sequence[Fact], ledger: Ledger) -> Verdict:
    """A figure of the question that the matching facts do not bear out."""
    for quantity in question.quantities:
        if quantity.unit in ("1", "years", "months", "quarters", "days"):
            continue
        held = of_a_holding(question, quantity, ledger)
        alike = held or [f for f in facts if f.unit == quantity.unit and f.values]
        if not alike or any(same_figure(quantity, f) for f in alike):
            continue
        if not _same_measure(question, alike[0]):
            continue
        if not held and _of_deal(question, quantity, ledger):
            continue  # the sum of a deal of the parties, held against another measure
        if alike[0].metric not in {m.concept for m in question.metrics} and any(
            f.unit == quantity.unit and quantity.value in f.values and f.subject == alike[0].subject
            for f in ledger.find()
        ):
            continue  # a figure of another fact about the same party: not a premise to correct
        return "amount", quantity.text.strip(), alike[0]
    return NONE


def _of_deal(question: Question, quantity: Quantity, ledger: Ledger) -> bool:
    """Whether a figure is the sum of a deal between two companies that the question names."""
    named = {m.concept for m in question.entities if m.kind == "company"}
    return any(
        f.counterparty in named and f.subject in named and f.unit == quantity.unit
        for f in ledger.facts
        if quantity.value in f.values
    )


def _dealt(question: Question, ledger: Ledger) -> Verdict:
    """What a contract between two parties is said to come to, where the sources tell another sum.

    A sum a year is another figure; one that the ledger has of the two may be meant.
    """
    named = {m.concept for m in question.entities if m.kind == "company"}
    if len(named) != 2 or not _cue(question, "asks_confirmed"):
        return NONE
    known = [
        f
        for f in ledger.facts
        if f.metric in CONTRACT
        and {f.subject, f.counterparty} == named
        and f.values
        and f.stated_in
        and not f.later
    ]
    for quantity in question.quantities:
        before, after = fold(question.text[: quantity.start]), fold(question.text[quantity.end :])
        alike = [f for f in known if f.unit == quantity.unit]
        of_it = _OF_CONTRACT.search(before) or _AS_CONTRACT.search(after)
        if not alike or not of_it or any(same_figure(quantity, f) for f in alike):
            continue
        if any(
            f.unit == quantity.unit
            and same_figure(quantity, f)
            and {f.subject, f.counterparty} == named
            for f in ledger.find()
        ):
            continue
        return "amount", quantity.text.strip(), alike[0]
    return NONE


def _same_measure(question: Question, fact: Fact, *, kin: bool = False) -> bool:
    """The question names this fact's own metric and party: only then is a figure a mistake."""
    metrics = {m.concept for m in question.metrics}
    parties = {m.concept for m in question.entities}
    deal = fact.counterparty is not None and parties >= {fact.subject, fact.counterparty}
    named = fact.metric in metrics or (kin and family(fact.metric) in map(family, metrics))
    another = len(parties) > 1 and fact.counterparty is not None and not deal
    return (named or deal) and not another and (not parties or fact.subject in parties)


def _sign(question: Question, facts: Sequence[Fact]) -> Verdict:
    """A fall said of what rose, a rise of what fell, a gain of what is a loss.

    A change that any matching fact has in the direction said, and one from one time to another,
    may be as the reader says; who asks whether a figure was positive asserts nothing.
    """
    measured = [
        f for f in facts if len(f.values) == 1 and f.signed and _same_measure(question, f, kin=True)
    ]
    changes = [f for f in measured if f.metric.endswith(GROWTH)]
    fell, rose = _cue(question, "premise_fall"), _cue(question, "premise_rise")
    said, against = (fell, 1) if fell and not rose else (rose, -1)
    borne_out = any(f.values[0] * against < 0 for f in changes)
    two_times = len({p.start for p in question.periods if p.start}) > 1
    for fact in facts[:4]:
        if fact not in measured:
            continue
        if fact in changes:
            opposite = fact.values[0] * against > 0 and bool(fell) != bool(rose)
            if opposite and not borne_out and not two_times:
                return "sign", said, fact
        elif fact.values[0] < 0 and fact.status == "reported" and (held := _gain(question, fact)):
            return "sign", held, fact
    return NONE


def _gain(question: Question, fact: Fact) -> str:
    """The words that take a figure for positive; none where they ask, or state the loss."""
    cue = next((m for m in question.refusal_cues if m.concept == "premise_positive"), None)
    if cue is None or any(q.value == fact.values[0] for q in question.quantities):
        return ""
    if _cue(question, "speaks_of_loss"):
        return ""  # one party's gain and another's loss: the question knows of the loss
    return "" if _ASKS.search(fold(question.text)[: cue.start]) else cue.text


def same_figure(quantity: Quantity, fact: Fact) -> bool:
    """Equal to the precision at which figures are usually repeated."""
    for said in quantity.values:
        for value in fact.values:
            scale = max(abs(value), abs(said))
            if scale == 0 or abs(abs(said) - abs(value)) / scale <= CLOSE:
                return True
    return False


def _confirmed(question: Question, facts: Sequence[Fact]) -> Verdict:
    """An opinion that the question takes for proven by auditors, a court or a regulator."""
    said = _cue(question, "premise_confirmed")
    named = {m.concept for m in question.entities}
    for fact in facts[:3] if said else ():
        if fact.status == "opinion" and fact.stated_in and (not named or fact.subject in named):
            return "opinion", said, fact
    return NONE


def _start(question: Question, ledger: Ledger) -> Verdict:
    """A deal that the question has begin, or be paid, before the sources say that it starts."""
    said = _cue(question, "asserts_start")
    named = {m.concept for m in question.entities}
    if not said or len(named) < 2:
        return NONE
    for fact in ledger.facts:
        starts = fact.metric.endswith("_start") and fact.stated_in is not None
        if not starts or not {fact.subject, fact.counterparty} <= named:
            continue
        asked = {day[:4] for p in question.periods if (day := p.start or p.end)}
        if not asked and question.answer_type == "when" and not _ALREADY.search(fold(said)):
            return NONE  # who asks when it starts has it start at no time
        theirs = _YEAR.search(fact.period.label) or _YEAR.search(fact.statement_en)
        if theirs and theirs.group() not in asked:
            return "time", said, fact
    return NONE


def _calendar(question: Question, ledger: Ledger) -> Verdict:
    """A quarter of a company's own year that the question takes for one of the calendar year."""
    companies = {m.concept for m in question.entities if m.kind == "company"}
    quarters = [p for p in question.periods if _QUARTER.search(p.label)]
    said = _cue(question, "takes_calendar")
    stated = {(p.start, p.end) for p in question.periods if p not in quarters}
    if not said or not quarters or any(q.start and (q.start, q.end) in stated for q in quarters):
        return NONE  # no quarter by its number, or the months that it does have
    for fact in ledger.find(metric="fiscal_calendar"):
        if fact.subject in companies and not fact.later:
            return "time", said, fact
    return NONE
