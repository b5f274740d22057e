"""What the glossary answers: what an idea is, how two differ, a party's part.

"What role does TSMC play in the loop", "RPO跟遞延收入差在哪", "why does circular financing worry
people": the definitions say it, or at least what is spoken of. It searches nothing.
"""

from __future__ import annotations

import re

from bot.language.glossary import Glossary
from bot.language.introductions import introduced, of_more
from bot.language.office_holders import asks_holder
from bot.language.script import fold
from bot.records import Question, Term

__all__ = ["BY_GLOSSARY", "part_played", "term_asked", "told_by_glossary"]

BY_GLOSSARY = frozenset({"not_in_corpus", "out_of_scope", "ambiguous"})
"""Refusals that a definition may spare the reader."""
MOST = 3
_ROLE = re.compile(
    r"\b(?:role|part|place|position)\b.{0,40}\b(?:play|have|in|of)\b|\bfit(?:s)? in(?:to)?\b"
    r"|\bwhat does .{2,40} do\b|角色|地位|定位|(?:有|起)什么作用|是做什么的|循环.{0,4}做.{0,2}什么"
)
_WHAT_IS = re.compile(r"\s*(?:what(?:'s| is| are)\b|什么是|何谓)")
_DIFFER = re.compile(
    r"\bdiffer(?:s|ence|ent|ences)?\b|\bdistinguish|\bdistinction\b|\bthe same (?:as|thing)\b"
    r"|\bversus\b|\bvs\b|\bcompared? (?:to|with)\b|差在|差别|区别|不同|差异|一样|分别|相比"
)


def term_asked(question: Question, glossary: Glossary) -> Term | None:
    """The concept whose definition is asked for."""
    meant = question.intent == "definition" or _asks_first(question)
    if not meant or question.operations or asks_holder(question):
        return None
    asks_figure = any(m.concept == "asks_number" for m in question.refusal_cues)
    others = [m.concept for m in question.terms if m.kind != "unit"]
    if others and not question.entities:
        return next(iter(_defined(others[:1], glossary)), None)
    if question.terms and not (others or question.entities or question.metrics):
        return next(iter(_defined([question.terms[0].concept], glossary)), None)  # a unit alone
    companies = list({m.concept for m in question.entities})
    if of_more(question):
        return None
    if len(companies) == 1 and not others and not question.metrics and not asks_figure:
        return next(iter(_defined(companies, glossary)), None)
    return None


def _asks_first(question: Question) -> bool:
    """Whether the first of two questions asks what something is, the next why it matters."""
    folded = fold(question.text)
    several = sum(folded.count(mark) for mark in "?？") > 1
    return several and question.intent == "explanation" and bool(_WHAT_IS.match(folded))


def told_by_glossary(question: Question, glossary: Glossary) -> tuple[Term, ...]:
    """The entries whose definitions answer; none where a figure or a party's deed is asked for."""
    folded = fold(question.text)
    parties = list(dict.fromkeys(m.concept for m in question.entities if m.kind == "company"))
    ideas = list(dict.fromkeys(m.concept for m in question.terms if m.kind != "unit"))
    if parties:
        return part_played(question, glossary)
    if question.entities or question.quantities:
        return ()
    if len(ideas) > 1 and _DIFFER.search(folded):
        found = _defined(ideas, glossary)
        return found if len(found) > 1 else ()
    why = question.intent == "explanation" and not question.metrics
    return _defined(ideas, glossary) if why and len(ideas) == 1 else ()


def part_played(question: Question, glossary: Glossary) -> tuple[Term, ...]:
    """The entry of the one party whose part in the loop is asked for."""
    parties = list(dict.fromkeys(m.concept for m in question.entities if m.kind == "company"))
    asked = _ROLE.search(fold(question.text)) is not None and not question.metrics
    asked = asked or bool(introduced(question))
    return _defined(parties, glossary) if asked and len(parties) == 1 else ()


def _defined(concepts: list[str], glossary: Glossary) -> tuple[Term, ...]:
    known = (glossary.term(concept) for concept in concepts[:MOST])
    return tuple(term for term in known if term is not None and term.definition_en)
