"""A rise said of a part of a business that fell, or a fall of one that rose, told by its words.

"Why did the licence business boom while hosting shrank" names no measure of the glossary; each half
names a part of what a party does, and the growth of each part stands in the ledger. Every half is
held against the growth whose sentence shares its words. It reads the question and the facts found,
and words nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bot.knowledge.ledger import is_growth
from bot.language.directions import FALLS, RISES
from bot.language.periods import overlaps
from bot.language.script import fold, has_han
from bot.language.turns import WHETHER
from bot.records import Fact, Question

__all__ = ["turned_round"]

ENOUGH = 0.5
"""A word that only two growths of those compared tell of is worth this much."""
_BREAK = re.compile(
    r"[,;:，；：。]|\b(?:while|whereas|but|yet|although|though|whilst|as)\b|而(?!且)|但|却|反而|可是"
)
_RISES = re.compile(
    RISES + r"|\b(?:boom|thriv|flourish|took off|take off|shot up|spik|balloon)\w*"
    r"|冲[得高上]|飙|起飞|火热|大好|旺"
)
_FALLS = re.compile(
    FALLS + r"|\b(?:collaps|crash|crater|wither|stagnat|tank(?:ed|ing)|dr(?:y|ied|ying) up)\w*"
    r"|崩|萎靡|冷清|掉(?!头)|变差|变少"
)
_LATIN = re.compile(r"[a-z][a-z-]{2,}")
_MONTHS = frozenset(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sept oct nov dec".split()
)
"""When something was is no part of a business."""
_HAN = re.compile(r"[\u3400-\u9fff]+")


def turned_round(question: Question, facts: Sequence[Fact]) -> tuple[tuple[str, Fact], ...]:
    """The halves of the question that say the opposite of a growth found, each with that growth.

    None where two times are compared or it only asks which way it went.
    """
    folded = fold(question.text)
    times = {p.start for p in question.periods if p.start}
    if len(times) > 1 or WHETHER.search(folded):
        return ()
    growths = _growths(question, facts)
    if len(growths) < 2:
        return ()
    told = {f.id: _words(_statement(f, question)) for f in growths}
    common = Counter(word for words in told.values() for word in words)
    worth = {word: 1 / count for word, count in common.items() if 2 * count <= len(growths)}
    found: dict[str, tuple[str, Fact]] = {}
    for said, rising in _halves(folded):
        fact = _meant(said, growths, told, worth)
        if fact is not None and (fact.values[0] > 0) is not rising:
            found.setdefault(fact.id, (said.strip(), fact))
    return tuple(found.values())


def _growths(question: Question, facts: Sequence[Fact]) -> list[Fact]:
    """The growth of each measure of the parties for the time asked about, each measure once."""
    named = {m.concept for m in question.entities}
    asked = [p for p in question.periods if p.start or p.end]
    of_each: dict[str, Fact] = {}
    for fact in facts:
        timely = not asked or any(overlaps(p, fact.period) for p in asked)
        sure = len(fact.values) == 1 and fact.values[0] != 0 and fact.stated_in is not None
        if is_growth(fact.metric) and sure and timely and fact.subject in named:
            of_each.setdefault(fact.metric.removesuffix("_cc"), fact)
    return list(of_each.values())


def _halves(folded: str) -> Iterator[tuple[str, bool]]:
    """Each part of the question that says one direction, with whether it is up."""
    at = 0
    for end in (*(m.start() for m in _BREAK.finditer(folded)), len(folded)):
        said, at = folded[at:end], end
        up, down = _RISES.search(said) is not None, _FALLS.search(said) is not None
        if up is not down:
            yield said, up


def _meant(
    said: str,
    growths: Sequence[Fact],
    told: Mapping[str, frozenset[str]],
    worth: Mapping[str, float],
) -> Fact | None:
    """The growth whose own words a half has, where it has more of them than of any other."""
    words = _words(said)
    scored = sorted(
        ((sum(worth.get(w, 0.0) for w in words & told[f.id]), n) for n, f in enumerate(growths)),
        reverse=True,
    )
    (best, first), (second, _) = scored[0], scored[1]
    return growths[first] if best >= ENOUGH and best > second else None


def _statement(fact: Fact, question: Question) -> str:
    return fact.statement_zh if has_han(question.text) else fact.statement_en


def _words(text: str) -> frozenset[str]:
    """The words of a text, of Chinese each two letters that stand together."""
    folded = fold(text)
    pairs = (run[i : i + 2] for run in _HAN.findall(folded) for i in range(len(run) - 1))
    plain = (word.removesuffix("s") for word in _LATIN.findall(folded))
    return frozenset((*plain, *pairs)) - _MONTHS
