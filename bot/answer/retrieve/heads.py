"""The heads of companies, read as their companies.

Whom a person heads is read from the glossary's definition. It searches nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from bot.language.glossary import Glossary
from bot.language.script import fold
from bot.records import Question

__all__ = ["by_company"]

_HOLDS = re.compile(
    r"\bown(?:s|ed)?\b|\bhold(?:s|ings?)?\b|\bheld\b|\bstakes?\b|\bworth\b|\bfortune\b|\bsalar(?:y|ies)\b"
    r"|\bpaid\b|\bearns?\b|持有|持股|握有|身家|身价|薪[水资酬]|年薪"
)


def by_company(question: Question, glossary: Glossary) -> Question:
    """The question with the heads of companies read as their companies: a sentence of SoftBank
    speaks of the man who runs it; an analyst must be named himself.
    """
    read = {m.concept: _company_of(m.concept, glossary) for m in question.entities}
    if _HOLDS.search(fold(question.standalone)):
        # What the man has of his company is none of the company's own figures.
        named = {m.concept for m in question.entities}
        read = {who: "" if of in named else of for who, of in read.items()}
    entities = tuple(replace(m, concept=read[m.concept] or m.concept) for m in question.entities)
    return replace(question, entities=entities)


@lru_cache(maxsize=256)
def _company_of(concept: str, glossary: Glossary) -> str:
    """The company that a person heads, by the glossary's definition; else nothing."""
    term = glossary.term(concept)
    if term is None or term.kind != "person":
        return ""
    companies = (m.concept for m in glossary.find(term.definition_en) if m.kind == "company")
    return next(companies, "")
