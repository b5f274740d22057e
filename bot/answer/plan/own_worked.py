"""Whether a reader's document is asked to be told, and what was worked out of it is no answer.

A stranger's question holds words that also name an operation ("altogether", "per kilo", "what
sum") and asks for a figure as it stands. All the question's words say how likely it asks for no
arithmetic; the sentence that leads says whether the figure stands there. It works out nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.plan.own_moves import both_asked
from bot.answer.plan.own_sums import asks_net_debt
from bot.knowledge.readings import ROW
from bot.language.quantities import read_quantities
from bot.language.script import fold
from bot.language.turns import AFTER_CHANGE
from bot.language.units import CURRENCIES
from bot.records import Evidence, Fact, Purpose, Question, ScoredSentence

__all__ = ["told_as_it_stands"]

PLAINLY, MAYBE = 0.70, 0.50
"""How likely a question asks for no arithmetic where it asks for a figure as it stands, and where
it is not what a longer time comes to a month or a year."""
RATES = frozenset({"per_year", "per_quarter", "per_month", "per_week", "per_day"})
OF_ITSELF = frozenset({"stated", "difference", "sum", "portion", "per_unit", "share", "times"})
"""Operations that a word of a plain question may be taken for."""
LAID_OUT = 2
"""Operands of the leading sentence, at least, that lay a calculation out."""
_ALL = re.compile(r"\baltogether\b|\bin (?:all|total)\b|总共|一共|合计")
"""What asks for the whole, and not for what is left of it."""
_FURTHER = re.compile(r"\b(?:another|a further|in addition|additional|as well)\b|另|再|加上|又")
"""What says that an amount comes on top of another."""
_PER = re.compile(
    r"\b(?:per|for (?:each|every)|an?|each) (kilo(?:gram)?s?|kg|tonnes?|kilowatt|kwh|lit(?:re|er)"
    r"|metre|mile|hour|day|week|month|year|head|person|pupil|visit|meal)\b"
    r"|每(?:一)?(公斤|公吨|度|千瓦|公升|升|公尺|平方公尺|坪|小时|天|日|周|月|年|人|名|份|餐|次|户|趟)"
)
_SAME = (
    frozenset({"kilo", "kilos", "kilogram", "kg", "公斤"}),
    frozenset({"tonne", "tonnes", "公吨"}),
    frozenset({"kilowatt", "kwh", "度", "千瓦"}),
    frozenset({"litre", "liter", "公升", "升"}),
    frozenset({"hour", "小时"}),
    frozenset({"day", "天", "日"}),
    frozenset({"week", "周"}),
    frozenset({"month", "月"}),
    frozenset({"year", "年"}),
    frozenset({"head", "person", "pupil", "人", "名"}),
    frozenset({"meal", "餐", "份"}),
    frozenset({"visit", "次", "趟"}),
)


def told_as_it_stands(question: Question, evidence: Evidence, purposes: Sequence[Purpose]) -> bool:
    """Whether the figures that were worked with are not what a reader's document is asked for."""
    used = {i for purpose in purposes for i in purpose.facts}
    operands = [f for f in evidence.read if f.id in used]
    lead = next((s for s in evidence.sentences if s.ref.index != "corpus"), None)
    if not operands or lead is None or question.working is not None:
        return False
    if question.supposed is not None or question.quantities or asks_net_debt(question):
        return False
    if AFTER_CHANGE.search(fold(question.standalone)) or _of_shares(operands, purposes):
        return True
    if _of_one_thing(question, operands, purposes):
        return True
    if all(p.operation == "per_unit" for p in purposes):
        return _rate_told(question, lead, evidence)
    likely = question.likely.get("none", 0.0)
    if all(p.operation in RATES for p in purposes):
        return likely >= MAYBE
    if all(p.operation == "left" for p in purposes):
        return likely >= PLAINLY and _ALL.search(fold(question.standalone)) is not None
    if likely < PLAINLY or not all(p.operation in OF_ITSELF for p in purposes):
        return False
    asked = {m.concept for m in question.operations}
    return not asked & {p.operation for p in purposes} or not _laid_out(operands, lead)


def _of_shares(operands: Sequence[Fact], purposes: Sequence[Purpose]) -> bool:
    """Whether a share is taken of two percentages, which is a share of nothing."""
    shares = all(p.operation == "share" for p in purposes)
    return shares and all(f.unit == "%" for f in operands)


def _of_one_thing(
    question: Question, operands: Sequence[Fact], purposes: Sequence[Purpose]
) -> bool:
    """Whether two amounts were added up where the question asks what one thing comes to in all."""
    added = all(p.operation == "sum" for p in purposes) and len(operands) > 1
    if not added or both_asked(question) is not None or any(f.topic == ROW for f in operands):
        return False
    if not all((f.unit or "").partition("/")[0] in CURRENCIES for f in operands):
        return False  # so many here and so many there are what there are in all
    return _ALL.search(fold(question.standalone)) is not None and not any(
        _FURTHER.search(fold(f.clause)) for f in operands
    )


def _laid_out(operands: Sequence[Fact], lead: ScoredSentence) -> bool:
    return sum(f.stated_in == lead.ref for f in operands) >= LAID_OUT


def _rate_told(question: Question, lead: ScoredSentence, evidence: Evidence) -> bool:
    """Whether the leading sentence tells an amount for each of what the question divides by."""
    asked = {m[1] or m[2] for m in _PER.finditer(fold(question.standalone))}
    passage = evidence.passage(lead.ref)
    lang, spans = next(iter(passage.sentences.items()))
    start, end = spans[lead.ref.sentence]
    text = passage.text[lang][start:end]
    told = {m[1] or m[2] for m in _PER.finditer(fold(text))}
    same = any(bool(asked & group) and bool(told & group) for group in (*_SAME, asked))
    units = {q.unit.partition("/")[0] for q in read_quantities(text)}
    return same and bool(units & set(CURRENCIES))
