"""Who holds an office at a company, as the entries of the glossary say it.

"Who runs Oracle?", 「輝達執行長是誰？」: a person's entry names the office and the company. Offices
are a list (`callings.txt`); a question that names a person as well asks something else.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.language.glossary import Glossary
from bot.language.script import fold
from bot.language.word_lists import word_list
from bot.records import Question, Term

__all__ = ["asks_holder", "asks_only_holder", "holders", "tells_holder"]

MOST = 3
FEW_WORDS = 12
NEAR = 8
"""So many characters may stand between an office and the company that it is held at."""
_FORMERLY = re.compile(r"\b(?:until|former|formerly|later)\b")
_WHO = re.compile(r"\bwho\b|谁|哪一?位|何人|叫什么名字")


def asks_holder(question: Question) -> bool:
    """Whether it is asked who holds an office."""
    folded = fold(question.text)
    return bool(_WHO.search(folded)) and any(office.search(folded) for office in _offices())


def asks_only_holder(question: Question) -> bool:
    """Whether a short question asks who holds an office at the one company named, nothing else."""
    companies = {m.concept for m in question.entities if m.kind == "company"}
    alone = len(companies) == 1 and companies == {m.concept for m in question.entities}
    folded = fold(question.text)
    words = len(folded.split()) if folded.isascii() else len(folded) / 2
    return alone and not question.metrics and words <= FEW_WORDS and asks_holder(question)


def tells_holder(question: Question, text: str, glossary: Glossary) -> bool:
    """Whether a sentence sets a person, the company named and the office asked for together."""
    folded, wanted = fold(text), fold(question.text)
    offices = [office for office in _offices() if office.search(wanted)]
    named = glossary.find(text)
    people = [m for m in named if m.kind == "person"]
    companies = [m for m in named if m.concept in {n.concept for n in question.entities}]
    spans = [found.span() for office in offices for found in office.finditer(folded)]
    near = any(abs(c.end - start) <= NEAR for c in companies for start, _ in spans)
    near = near or any(0 <= c.start - end <= NEAR for c in companies for _, end in spans)
    return bool(people) and near


def holders(question: Question, glossary: Glossary) -> tuple[Term, ...]:
    """The persons whose entries say that they hold the office asked for, at the one party named."""
    named = {m.concept for m in question.entities}
    parties = {m.concept for m in question.entities if m.kind == "company"}
    if len(parties) != 1 or named != parties or question.metrics or not asks_holder(question):
        return ()
    folded = fold(question.text)
    wanted = [office for office in _offices() if office.search(folded)]
    known = (term for term in glossary.terms if term.kind == "person" and term.definition_en)
    found = [
        term
        for term in known
        if any(office.search(fold(term.definition_en or "")) for office in wanted)
        and parties & {m.concept for m in glossary.find(term.definition_en or "")}
    ]
    return tuple(sorted(found, key=_formerly))[:MOST]


def _formerly(term: Term) -> bool:
    """Whether an entry says that the office has passed to somebody else, who is named first."""
    return _FORMERLY.search(fold(term.definition_en or "")) is not None


@lru_cache(maxsize=1)
def _offices() -> tuple[re.Pattern[str], ...]:
    """Offices, as a question and a definition name them."""
    return tuple(
        re.compile(rf"\b(?:{entry.english})\b|{entry.chinese}")
        for entry in word_list("callings")["office"]
    )
