"""Parties that a question names otherwise than by a glossary: "the four cloud giants", "Nortel".

A figure of several parties together is told under a list of their names; a question calls them by
their number. A party that is in no glossary is known by the name under which the ledger keeps its
figure. Reads names and numbers, and scores nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.language.script import fold
from bot.records import Fact, Question

__all__ = ["counted_group", "names_in", "says_subject"]

_NUMBERS = {
    word: number
    for number, words in enumerate(
        ("two 二 两", "three 三", "four 四", "five 五", "six 六", "seven 七", "eight 八"), 2
    )
    for word in (str(number), *words.split())
}
_OF = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_COUNTED = (
    re.compile(
        rf"\b(?:the |all |those |these )?(?:big |top )?({_OF})(?: (?:big|large|largest|biggest|main"
        r"|major|leading|top|giant|u\.?s\.?|american|cloud|tech|technology|internet|public)){0,3}"
        r" (?:compan(?:y|ies)|firms?|giants?|players?|groups?|hyperscalers?|providers?|spenders?"
        r"|operators?|titans?)\b"
    ),
    re.compile(r"\bbig ([a-z]+)\b"),
    re.compile(rf"({_OF})(?:大|家|间)(?:大型|主要|美国|美股)?(?:云|科技|网路|业者|公司|巨头|厂商)"),
)
_JOINS = re.compile(r", and |, | and |、|与|和")
_NAME = re.compile(r"[A-Z0-9][\w.&'-]*(?: [A-Z0-9][\w.&'-]*)*")


def counted_group(question: Question, facts: Iterable[Fact]) -> int:
    """How many parties the question speaks of together; 0 where it names them one by one, or no
    figure is of so many.
    """
    counted = counted_parties(question.text)
    if not counted:
        return 0
    subjects = {fact.subject for fact in facts}
    named = {m.concept for m in question.entities if m.kind == "company"}
    named |= {s for s in subjects if says_subject(question.text, s)}
    alone = len(named) < counted and any(names_in(s) == counted for s in subjects)
    return counted if alone else 0


@lru_cache(maxsize=256)
def counted_parties(text: str) -> int:
    """How many parties a question speaks of together by their number; 0 where it does not."""
    folded = fold(text)
    for pattern in _COUNTED:
        for found in pattern.finditer(folded):
            if number := _NUMBERS.get(found.group(1)):
                return number
    return 0


@lru_cache(maxsize=1024)
def names_in(subject: str) -> int:
    """How many names the subject of a figure lists."""
    return len([part for part in _JOINS.split(subject) if part.strip()])


@lru_cache(maxsize=4096)
def says_subject(text: str, subject: str) -> bool:
    """Whether a question names a subject that is in no glossary, by its very name."""
    if subject.startswith("GLO-") or names_in(subject) > 1 or not _NAME.fullmatch(subject):
        return False
    return _word(fold(subject)).search(fold(text)) is not None


@lru_cache(maxsize=1024)
def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])")
