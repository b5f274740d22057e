"""The verdict of a question for yes or no, and the date of a deal, with the fact that decides it.

Whether a deal stands, or a figure is as the reader says, is for two rules that read the ledger
alone; here it is told which questions they answer. It words nothing.
"""

from __future__ import annotations

import re

from bot.answer.plan.borne_out import deed_borne_out, figure_borne_out
from bot.answer.plan.deal_standing import dates_told, standing_told
from bot.answer.plan.own_telling import of_the_corpus
from bot.answer.plan.ruling import Ruling
from bot.knowledge.ledger import Ledger
from bot.language.leaving_out import not_set_aside
from bot.language.script import fold
from bot.language.yes_or_no import date_asked, whether_asked
from bot.records import Evidence, Question

__all__ = ["ruled"]

_OTHERWISE = frozenset({"crosscheck", "comparison", "list", "summary"})
"""Intents that ask for more than yes or no."""
_CASE = re.compile(
    r"\b(?:if|suppos\w+|assum\w+|imagin\w+|were|would)\b|若|如果|假如|假设|要是|万一|的话"
)
_KNOWS_IF = re.compile(r"\b(?:know|tell|tell me|say|wonder|sure|see|idea) (?:if|whether)\b")
_WARNED = frozenset({"unsafe", "investment_advice"})


def ruled(question: Question, evidence: Evidence, ledger: Ledger | None) -> Ruling | None:
    """What decides a question about a deal or a figure; None where nothing does for certain."""
    if ledger is None or question.intent in _OTHERWISE or not of_the_corpus(evidence):
        return None
    cues = {m.concept for m in (*question.refusal_cues, *question.operations)}
    puts_a_case = "whatif" in cues and _CASE.search(_KNOWS_IF.sub(" ", fold(question.text)))
    if cues & _WARNED or puts_a_case or question.supposed is not None:
        return None
    if len(not_set_aside(question.text, question.entities)) < len(question.entities):
        return None
    said = [m.text for m in question.entities] + [q.text for q in question.quantities]
    said += [question.text[a:b] for p in question.periods if p.span for a, b in (p.span,)]
    whether = whether_asked(question.text, said, [m.text for m in question.metrics])
    if whether is None:
        return dates_told(question, ledger) if date_asked(question.text) else None
    found = standing_told(question, whether, ledger) if whether.aspect else None
    found = found or figure_borne_out(question, whether, ledger)
    return found or deed_borne_out(question, whether, ledger)
