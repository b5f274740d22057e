"""Plan: what the answer owes, by rules, before any engine writes a word.

Chooses the facts and sentences to state, plans calculations, corrects premises, lays conflicts
and later developments beside them, or refuses with a reason. No model: every engine refuses and
corrects alike. It does not search again and writes no sentence of the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.plan.arithmetic import calculations, gained
from bot.answer.plan.by_glossary import (
    BY_GLOSSARY,
    part_played,
    term_asked,
    told_by_glossary,
)
from bot.answer.plan.claimed import against_claim
from bot.answer.plan.conflicts import DISPUTED, claim_disputed, conflicts, rest_of_accounts
from bot.answer.plan.conflicts import grounds as grounds_of
from bot.answer.plan.deal_asked import deal_asked, led_by_deal
from bot.answer.plan.each_side import OF_SIDES
from bot.answer.plan.explained import explained
from bot.answer.plan.field_itself import of_the_field
from bot.answer.plan.fitted import fitted, leg_told, of_party
from bot.answer.plan.further import further, led_by_own
from bot.answer.plan.happened import unhappened
from bot.answer.plan.idle import without_idle
from bot.answer.plan.known_part import (
    beside_the_readers_own,
    figure_known,
    holder_unknown,
)
from bot.answer.plan.later_on import later_on
from bot.answer.plan.own_bonds import unbound
from bot.answer.plan.own_kinds import unlike_kinds
from bot.answer.plan.own_telling import of_own_only, what_comes_nearest
from bot.answer.plan.own_worked import told_as_it_stands
from bot.answer.plan.premises import corrected
from bot.answer.plan.prose import opened
from bot.answer.plan.refusals import of_kind_asked, refuse
from bot.answer.plan.remarks import remarks
from bot.answer.plan.ruled import ruled
from bot.answer.plan.ruling import Ruling, led_by_ruling, unsettled
from bot.answer.plan.selection import choose_facts, choose_sentences
from bot.answer.plan.set_beside import BESIDE
from bot.answer.plan.spoken import spoken
from bot.answer.plan.stated import stated_outright
from bot.answer.plan.suggested import suggested
from bot.answer.plan.taken_otherwise import taken_otherwise
from bot.answer.plan.told_once import told_once
from bot.answer.plan.unfit import unfit
from bot.answer.plan.unheard import unheard_of
from bot.answer.plan.verdict import explains, of_each_side, one_sided, rates_told, verdict
from bot.answer.plan.worked_anyway import worked_anyway
from bot.answer.plan.wrong_way import wrong_way
from bot.knowledge.ledger import Ledger, family
from bot.language.glossary import Glossary
from bot.language.in_time import asks_course
from bot.language.manners import ABOUT_THE_LAST
from bot.language.office_holders import holders
from bot.language.phrases import Phrases
from bot.language.whole import of_articles_case, of_finances, of_whole_article
from bot.language.wording import Wording
from bot.records import (
    Calculation,
    Correction,
    CrossCheck,
    Evidence,
    Fact,
    Level,
    Note,
    Plan,
    Purpose,
    Question,
    Refusal,
    ScoredFact,
    Term,
)

CROSSCHECK_ENOUGH = 0.30
ADDS_UP = frozenset({"sum", "average", "share", "growth"})
RATES = frozenset({"per_year", "per_quarter", "per_month", "per_week", "per_day"})
_REFUSED = frozenset({"unsafe", "investment_advice", "future"})
_WARNED = _REFUSED - {"future"}
# Calculations of a bookkeeper's, which no one invests by.
OF_ACCOUNTS = frozenset(
    f"work_{name}" for name in ("depreciation", "declining_balance", "book", "runway", "coverage")
)
FAULTS: dict[Level, int] = {"brief": 2, "standard": 4, "detailed": 12}

__all__ = ["plan"]


def plan(
    question: Question,
    evidence: Evidence,
    ledger: Ledger | None,
    glossary: Glossary,
    phrases: Phrases,
) -> Plan:
    """Decide what the answer must hold, or why there is none."""
    wording = Wording(phrases, glossary, question.language)
    if at_once := _at_once(question, evidence, ledger, glossary, wording):
        return at_once
    suggestions = _suggestions(question, evidence, wording)
    made, purposes, decided = _worked_out(question, evidence, ledger, glossary)
    if purposes and _of_the_reader(question, purposes):
        return Plan(calculations=made, purposes=purposes, suggestions=suggestions)
    if evidence.catalogue and not _REFUSED & {m.concept for m in question.refusal_cues}:
        return Plan(about_sources=True, suggestions=suggestions)
    deal = deal_asked(question, evidence, ledger)
    if deal:
        made, purposes, decided = (), (), False
    ruling = ruled(question, evidence, ledger)
    notes = remarks(question, evidence, made, purposes, ledger, wording)
    term = None if ruling else term_asked(question, glossary)
    wrong = unsettled(_wrong(question, evidence, ledger, glossary, (made, purposes)), ruling)
    # A difference of figures that the sides happen to have answers only where a measure is named.
    rests = of_kind_asked(question, made) and (not decided or bool(question.metrics))
    outlined = evidence.outline and not _gist_of(question)
    members = evidence.listed and bool(question.entities)
    members = members or (question.form.at_most == 1 and bool(leg_told(question, ledger)))
    asked_of_us = evidence.under_heading and not (wrong or deal or term or outlined or members)
    if asked_of_us and not (ledger and unheard_of(question, evidence, ledger, wording, notes)):
        told = ((), (), False), ((), None, notes, ruling)
        return explained(question, evidence, _told(question, evidence, ledger, wording, *told))
    refusal = refuse(question, evidence, evidence.facts, wording, rests, bool(wrong or deal))
    if of_the_field(question, evidence, refusal) or (deal and refusal and refusal.code == "future"):
        refusal = None
    refusal = None if ruling and not (refusal and refusal.code in _WARNED) else refusal
    if worked_anyway(question, refusal, made, purposes):
        refusal = None
    if ledger and not (wrong or ruling) and (refusal is None or refusal.code == "future"):
        refusal = unheard_of(question, evidence, ledger, wording, notes) or refusal
        refusal = refusal or holder_unknown(question, evidence, wording)
    if refusal is not None and (told_of := _instead(question, evidence, refusal, glossary)):
        return replace(told_of, notes=notes, suggestions=suggestions)
    if refusal is not None and (known := figure_known(question, evidence, refusal, wording)):
        return replace(known, notes=notes, suggestions=suggestions)
    if refusal is not None and not (term and refusal.code in ("not_in_corpus", "out_of_scope")):
        return _refused(question, evidence, refusal, notes, suggestions)
    if of_whole_article(question) and evidence.crosschecks:
        found = _crosschecks(question, evidence, ())
        return Plan(crosschecks=found, grounds=_grounds(found, ledger), suggestions=suggestions)
    return _told(
        question, evidence, ledger, wording, (made, purposes, decided), (wrong, term, notes, ruling)
    )


def _wrong(
    question: Question,
    evidence: Evidence,
    ledger: Ledger | None,
    glossary: Glossary,
    worked: tuple[tuple[Calculation, ...], tuple[Purpose, ...]],
) -> tuple[Correction, ...]:
    """What the question takes for granted and the sources contradict."""
    made, purposes = worked
    wrong = against_claim(question, evidence, ledger, made)
    wrong = wrong or corrected(question, evidence, ledger, made)
    if ledger is None or wrong:
        return wrong
    wrong = taken_otherwise(question, evidence, ledger, glossary)
    wrong = wrong or wrong_way(question, evidence, ledger)
    if not wrong and not OF_SIDES & {p.operation for p in purposes}:
        wrong = unhappened(question, evidence, ledger, glossary)
    return wrong


def _gist_of(question: Question) -> bool:
    """Whether a summary is asked for that our own reading can open: of no company's finances."""
    return question.intent == "summary" and not of_finances(question)


def _told(
    question: Question,
    evidence: Evidence,
    ledger: Ledger | None,
    wording: Wording,
    worked: tuple[tuple[Calculation, ...], tuple[Purpose, ...], bool],
    before_all: tuple[tuple[Correction, ...], Term | None, tuple[Note, ...], Ruling | None],
) -> Plan:
    """The answer: what is worked out and corrected, with the facts and sentences that belong."""
    glossary = wording.glossary
    (made, purposes, decided), (wrong, term, notes, ruling) = worked, before_all
    needed = _needed(purposes, ledger)
    facts = _facts_told(question, evidence, ledger, needed, made, decided)
    checks = _crosschecks(question, evidence, facts)
    told = frozenset(family(s.fact.metric) for s in facts)
    computed = bool(made) and (not decided or bool(evidence.column))
    sentences = choose_sentences(question, evidence, facts, computed, glossary)
    part = part_played(question, glossary) if ledger else ()
    sentences = of_party(sentences, evidence, part[0].id, glossary) if part else sentences
    before = len(wrong) + len(purposes) + bool(term) + len(part)
    opening, defined = None, None if made else term
    facts, sentences = told_once(question, evidence, facts, sentences, defined, glossary)
    if not made and not leg_told(question, ledger) and not deal_asked(question, evidence, ledger):
        facts, sentences, opening = opened(question, evidence, facts, sentences)
    facts, sentences = fitted(question, evidence, facts, sentences, before, opening)
    sentences, opening = without_idle(question, evidence, facts, sentences, opening, glossary)
    facts, sentences, opening = led_by_ruling(ruling, facts, sentences, opening, question.level)
    if (meant := claim_disputed(question, evidence, sentences)) and not made:
        checks = tuple(dict.fromkeys((*checks, meant)))
        facts = (*facts, *grounds_of(meant, evidence, facts, ledger))
    elif not made:
        facts = (*facts, *rest_of_accounts(question, evidence, facts, sentences, ledger, glossary))
    return Plan(
        facts=facts,
        sentences=sentences,
        calculations=made,
        purposes=purposes,
        corrections=wrong,
        conflicts=conflicts(question, checks, evidence, facts, sentences, ledger, wording),
        later=() if evidence.gathered else later_on(question, facts, ledger, computed=bool(made)),
        crosschecks=checks,
        grounds=_grounds(checks, ledger),
        term=term,
        terms=part,
        notes=notes,
        suggestions=_suggestions(question, evidence, wording, told),
        opening=opening,
        verdict=ruling.word if ruling and not wrong else "",
    )


def _at_once(
    question: Question,
    evidence: Evidence,
    ledger: Ledger | None,
    glossary: Glossary,
    wording: Wording,
) -> Plan | None:
    """The answer to what asks nothing of the sources, or who holds an office."""
    if question.manner and question.manner not in ABOUT_THE_LAST:
        return spoken(question, evidence, wording)
    people = holders(question, glossary) if ledger else ()
    told = Plan(terms=people, suggestions=_suggestions(question, evidence, wording))
    return told if people else None


def _worked_out(
    question: Question, evidence: Evidence, ledger: Ledger | None, glossary: Glossary
) -> tuple[tuple[Calculation, ...], tuple[Purpose, ...], bool]:
    """What is worked out and for what, and whether it decides which of several it is."""
    made, purposes = calculations(question, evidence, ledger)
    if unfit(question, evidence, ledger, glossary, made, purposes):
        made, purposes = gained(question, evidence, ledger)
    if beside_the_readers_own(question, made):
        made, purposes = (), ()
    if _unasked(question, evidence, ledger, glossary, purposes):
        made, purposes = (), ()
    decided = verdict(question, evidence, ledger, purposes)
    made, purposes = decided or (made, purposes)
    return made, purposes, bool(decided)


def _instead(
    question: Question, evidence: Evidence, refusal: Refusal, glossary: Glossary
) -> Plan | None:
    """What the glossary tells where the sources do not; None where it tells nothing either."""
    elsewhere = evidence.signals.get("elsewhere", 0.0) >= 1.0
    if refusal.code not in BY_GLOSSARY or of_own_only(evidence) or elsewhere:
        return None
    terms = told_by_glossary(question, glossary)
    if not terms:
        return None
    beside = question.intent == "explanation"
    prose = choose_sentences(question, evidence, (), False, glossary) if beside else ()
    return Plan(terms=terms, sentences=prose)


def _refused(
    question: Question,
    evidence: Evidence,
    refusal: Refusal,
    notes: tuple[Note, ...],
    suggestions: tuple[str, ...],
) -> Plan:
    """A refusal with what comes nearest in a reader's own documents."""
    if of_own_only(evidence) and suggestions:
        refusal = replace(refusal, rephrase=suggestions[0])
    near = what_comes_nearest(question, evidence) if refusal.code == "not_in_corpus" else ()
    return Plan(refusal=refusal, sentences=near, suggestions=suggestions, notes=notes)


def _facts_told(
    question: Question,
    evidence: Evidence,
    ledger: Ledger | None,
    needed: Sequence[Fact],
    made: Sequence[Calculation],
    decided: bool,
) -> tuple[ScoredFact, ...]:
    """The facts of the answer; where it is decided which of several, the operands beside them."""
    facts = choose_facts(question, evidence, () if decided else needed)
    if decided:
        told = {s.fact.id for s in facts}
        facts = (*facts, *(ScoredFact(f, 1.0, ("operand",)) for f in needed if f.id not in told))
    if deal := deal_asked(question, evidence, ledger):
        return led_by_deal(deal, facts)
    leg = leg_told(question, ledger)
    if leg and not made:
        return tuple(ScoredFact(f, 1.0, ("leg",)) for f in leg)
    return facts


def _unasked(
    question: Question,
    evidence: Evidence,
    ledger: Ledger | None,
    glossary: Glossary,
    purposes: Sequence[Purpose],
) -> bool:
    """Whether what was worked out is no answer: a list, a reason or a figure as told is wanted."""
    if question.supposed is not None or BESIDE & {p.operation for p in purposes}:
        return False
    listed = evidence.gathered and not ADDS_UP & {m.concept for m in question.operations}
    listed = listed or (evidence.listed and asks_course(question.text))
    return (
        bool(listed)
        or question.intent == "summary"
        or explains(question)
        or _of_one_figure(question, evidence, purposes)
        or stated_outright(question, evidence, purposes)
        or told_as_it_stands(question, evidence, purposes)
        or unbound(question, evidence, purposes)
        or unlike_kinds(question, evidence, purposes)
        or of_each_side(question, evidence, purposes)
        or rates_told(question, evidence, ledger, purposes)
        or one_sided(question, evidence, ledger, glossary, purposes)
    )


def _of_one_figure(question: Question, evidence: Evidence, purposes: Sequence[Purpose]) -> bool:
    """Whether a single figure is only spread over time where several things are asked about and no
    figure is: that says nothing of how they differ.
    """
    asked = {m.concept for m in question.refusal_cues}
    several = len(evidence.facets) > 1 or question.intent in ("comparison", "list")
    if not several or "asks_number" in asked:
        return False
    return bool(purposes) and all(p.operation in RATES and len(p.facts) < 2 for p in purposes)


def _of_the_reader(question: Question, purposes: Sequence[Purpose]) -> bool:
    """Whether all that is worked out is the reader's own figures: no source is needed for it."""
    warned = {"unsafe", "investment_advice"} & {m.concept for m in question.refusal_cues}
    if all(p.operation in OF_ACCOUNTS for p in purposes):
        warned -= {"investment_advice"}  # what a machine loses in worth a year is no advice
    worked = all(p.operation.startswith("work_") and not p.facts for p in purposes)
    return purposes[0].operation == "given" or (worked and not warned)


def _needed(purposes: Sequence[Purpose], ledger: Ledger | None) -> tuple[Fact, ...]:
    """The facts behind the calculations, which the answer states beside them."""
    if ledger is None:
        return ()
    found = (ledger.get(i) for purpose in purposes for i in purpose.facts)
    return tuple(f for f in found if f is not None)


def _crosschecks(
    question: Question, evidence: Evidence, facts: Sequence[ScoredFact]
) -> tuple[CrossCheck, ...]:
    """The article's claims that the question is about, best first."""
    if of_whole_article(question):
        return tuple(c for c, _ in evidence.crosschecks)[: FAULTS[question.level]]
    if of_articles_case(question):
        return ()
    if question.intent == "crosscheck":
        good = [c for c, score in evidence.crosschecks if score >= CROSSCHECK_ENOUGH]
        return tuple(good[:2]) or tuple(c for c, _ in evidence.crosschecks[:1])
    leading = {s.fact.id for s in facts[:2]}
    named = [c for c, score in evidence.crosschecks if leading & set(c.facts) and score >= 0.25]
    return tuple(c for c in named if c.verdict in DISPUTED)[:1]


def _grounds(checks: Sequence[CrossCheck], ledger: Ledger | None) -> tuple[Fact, ...]:
    """The facts that the matched verdicts rest on."""
    if ledger is None:
        return ()
    found = (ledger.get(i) for check in checks for i in check.facts)
    return tuple(f for f in found if f is not None and f.stated_in is not None)


def _suggestions(
    question: Question,
    evidence: Evidence,
    wording: Wording,
    told: frozenset[str] = frozenset(),
) -> tuple[str, ...]:
    """Three further questions that the sources answer, of other figures than those told."""
    if of_own_only(evidence) or led_by_own(evidence):
        return further(question, evidence, wording)
    return suggested(question, evidence, wording, told)
