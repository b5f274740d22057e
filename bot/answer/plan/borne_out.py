"""Whether the ledger bears out what a question asks to have confirmed: a figure, a sale, a stake.

A figure counts where one firm fact of just the parties and the measure named has it, to the digits
said and for the time named; a deed where the ledger reports it of the two parties in that
direction. Where more is said than that, nothing is borne out. It denies nothing but a share that
is held the other way round.
"""

from __future__ import annotations

import re

from bot.answer.plan.relations import DISPOSAL, EQUITY, SALE, asserted
from bot.answer.plan.ruling import Ruling, companies_of, says
from bot.knowledge.ledger import STAKES, Ledger, alike, family, is_growth, known_at
from bot.language.script import fold
from bot.language.timing import timing
from bot.language.yes_or_no import Whether
from bot.records import Fact, Quantity, Question

__all__ = ["deed_borne_out", "figure_borne_out", "of_a_holding"]

REPORTED, STAKE = "reported", "stake"
FIRM = (REPORTED, "contract")
OTHERS = ("product", "person")
OF_A_DEAL = frozenset({"contract_value", "cloud_purchase_commitment"})
"""Measures of a deal that to sign for so much says."""
_PASSIVE = re.compile(r"\b(?:by|belongs?|of its)\b|由|被|属|归|里|中")
_HOLDS = re.compile(r"\b(?:holds?|owns?|has|stake|shares?)\b|持|占|有")
_OWNS = re.compile(r"\b(?:h[eo]lds?|owns?|owned|stake)\b|持有|持股|占股")
_SIGNS = re.compile(
    r"\b(?:sign\w*|contract\w*|deal|agreed?|agreement|buy|order\w*)\b|签|约|采购|订"
)
_TELLS = re.compile(
    r"(?:gr[eo]wn?|r[oi]se|risen|increased?|reach(?:ed)?|reports?|reported|st[oa]nds?|stood|hit|c[oa]me|made?"
    r"|make|total(?:led)?|amount(?:ed)?|by|roughly|around|up|net|loss|lo[so][te]|compan[yi]"
    r"|达到?|为|共|左右|约|成长|增长|增加|上升|亏损?|损失|元|公布|报告|年增|季增)*"
)
"""Words that say no more of a figure than that it is so."""
_ALL = re.compile(r"\b(?:all|whole|entire)\b")


def figure_borne_out(question: Question, whether: Whether, ledger: Ledger) -> Ruling | None:
    """Yes, where the one figure said is that of the party, measure and time that are named."""
    quantity = next(iter(question.quantities), None)
    named = set(companies_of(question))
    if len(question.quantities) != 1 or quantity is None or whether.denied:
        return None
    if not named or any(m.kind in OTHERS for m in question.entities):
        return None
    metrics = {m.concept for m in question.metrics}
    families = {family(m) for m in metrics}
    borne = [
        f
        for f in ledger.facts
        if f.stated_in
        and f.status in FIRM
        and known_at(f, question.as_of)
        and {f.subject, f.counterparty} - {None} == named
        and says(quantity, f)
        and (f.metric in metrics or family(f.metric) in families or alike(f.metric, families)
             or (not metrics and _verb_of(f, whether.clause)))
        and (not is_growth(f.metric) or _grows(question, f))
    ]  # fmt: skip
    dated = [p for p in question.periods if p.start or p.end or p.label]
    if not _TELLS.fullmatch(whether.left):
        return None
    if dated:
        borne = [f for f in borne if timing(dated, f) > 0]
    best = max(borne, key=lambda f: timing(dated, f), default=None)
    if best is None:
        return None
    first = companies_of(question)[0]
    if best.metric == STAKE and best.subject != first:
        return None if _PASSIVE.search(whether.clause) else Ruling("turned", (best,))
    return Ruling("yes", (best,))


def deed_borne_out(question: Question, whether: Whether, ledger: Ledger) -> Ruling | None:
    """Yes, where the ledger reports the very sale or stake between two parties that is asked of."""
    claim = asserted(question)
    if claim is None or whether.left or whether.denied or question.quantities or question.periods:
        return None
    parties = (claim.giver, claim.taker)
    done = [
        f
        for f in ledger.facts
        if (f.subject, f.counterparty) == parties
        and f.status == REPORTED
        and f.stated_in
        and known_at(f, question.as_of)
    ]
    if claim.kind == SALE:
        done = [f for f in done if f.metric.startswith(DISPOSAL)]
    else:
        done = [f for f in done if f.metric in STAKES] if claim.kind == EQUITY else []
    if whether.whole:
        done = [f for f in done if _ALL.search(f.statement_en)]
    return Ruling("yes", tuple(done[:2])) if done else None


def of_a_holding(question: Question, quantity: Quantity, ledger: Ledger) -> list[Fact]:
    """The holdings that a share which one party is said to hold of the other is to be held
    against; empty where none is said to, or the ledger has none of the two.
    """
    if quantity.unit != "%" or _OWNS.search(fold(question.text)) is None:
        return []
    named = set(companies_of(question))
    held = [f for f in ledger.find(metric=STAKE) if f.stated_in and f.values]
    held = [f for f in held if {f.subject, f.counterparty} == named]
    return [f for f in held if known_at(f, question.as_of)]


def _verb_of(fact: Fact, clause: str) -> bool:
    """Whether the clause says with a verb what a fact about two parties measures."""
    if fact.metric == "stake":
        return _HOLDS.search(fold(clause)) is not None
    return fact.metric in OF_A_DEAL and _SIGNS.search(fold(clause)) is not None


def _grows(question: Question, fact: Fact) -> bool:
    """Whether the question has a measure move the way that the fact has it."""
    cues = {m.concept for m in question.refusal_cues}
    wrong = "premise_fall" if fact.values and fact.values[0] > 0 else "premise_rise"
    return wrong not in cues
