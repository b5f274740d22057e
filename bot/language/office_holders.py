"""Who holds an office at a company, as the entries of the glossary say it.

"Who runs Oracle?", 「輝達執行長是誰？」: a person's entry names the office and the company. Offices
are a list (`deeds.txt`); a question that names a person as well asks something else.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.language.glossary import Glossary
from bot.language.script import fold
from bot.language.word_lists import word_list
from bot.records import Question, Term

__all__ = ["asks_holder", "holders"]

MOST = 3
_WHO = re.compile(r"\bwho\b|谁|哪一?位|何人|叫什么名字")


def asks_holder(question: Question) -> bool:
    """Whether it is asked who holds an office."""
    folded = fold(question.text)
    return bool(_WHO.search(folded)) and any(office.search(folded) for office in _offices())


def holders(question: Question, glossary: Glossary) -> tuple[Term, ...]:
    """The persons whose entries say that they hold the office asked for, at the one party named."""
    named = {m.concept for m in question.entities}
    parties = {m.concept for m in question.entities if m.kind == "company"}
    if len(parties) != 1 or named != parties or question.metrics or not asks_holder(question):
        return ()
    folded = fold(question.text)
    wanted = [office for office in _offices() if office.search(folded)]
    known = (term for term in glossary.terms if term.kind == "person" and term.definition_en)
    return tuple(
        term
        for term in known
        if any(office.search(fold(term.definition_en or "")) for office in wanted)
        and parties & {m.concept for m in glossary.find(term.definition_en or "")}
    )[:MOST]


@lru_cache(maxsize=1)
def _offices() -> tuple[re.Pattern[str], ...]:
    """Offices, as a question and a definition name them."""
    return tuple(
        re.compile(rf"\b(?:{entry.english})\b|{entry.chinese}")
        for entry in word_list("deeds")["office"]
    )
