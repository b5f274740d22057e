"""What some entries of a series that a source lists come to: of the years named, of the largest.

"Fiscal 2026 all the way to 2030, added up", "the average of 2027, 2028 and 2029", "what share falls
in 2030 and later", "the three biggest together": the entries are those that the question names, one
by one, from one to another, or from one on. Their sum, their mean, or their part of the whole. It
reads no series of growth rates as amounts to be added, and leaves a table's column to others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.answer.plan.operands import Desk
from bot.knowledge.ledger import is_change, known_at
from bot.language.number_words import word_value
from bot.language.script import fold
from bot.records import Fact, Quantity

__all__ = ["STRETCH", "stretch_of_series"]

STRETCH = frozenset({"stretch_sum", "stretch_mean", "stretch_share"})
"""What workings on some entries of a series are for."""

LEAST, SHORT = 3, 2
COUNTS = ("years", "quarters", "1", "companies", "customers")
"""Units of how many entries there are."""
OTHERWISE = frozenset("difference times growth before per_unit".split())
_YEAR = re.compile(r"(?<![\d.])(20\d\d)(?!\d|\.\d|年\d{1,2}月|[-/]\d)")
_MONTH_BEFORE = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?,? ?(?:of )?(?:the )?$"
    r"|(?<!\d)\d{1,2},? ?$"
)
_RANGE = re.compile(
    r"(20\d\d)[^\d,，、;；]{0,14}?(?:\bthrough\b|\bto\b|\buntil\b|\btill\b|[-–~至到])[^\d]{0,12}?(20\d\d)"
)
_ON = re.compile(
    r"(20\d\d)[^\d,，;；?？]{0,8}?(?:\bonwards?\b|\band (?:beyond|later|after(?:wards)?|on)\b"
    r"|\bor later\b|\bon\b|以后|起|及以后|之后)"
)
_TOP = re.compile(
    r"\b(?P<en>two|three|four|five|2|3|4|5) (?:largest|biggest|heaviest|top|highest)\b"
    r"|\b(?:largest|biggest|heaviest|top|highest) (?P<too>two|three|four|five|2|3|4|5)\b"
    r"|前(?P<zh>[两二三四五2345])大|最大的?(?P<zhs>[两二三四五2345])"
)
_HAN = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_SUM = re.compile(
    r"\badd(?:ed)?\b|\bsum\b|\btotal\b|\btogether\b|\bcombined\b|\bin all\b|\baltogether\b"
    r"|加起来|加总|合计|总共|一共|总和|共(?:是|有|多少)|相加"
)
_GROWTH = re.compile(r"\bgrow\w*\b|\bcompound\w*\b|\bcagr\b|成长|增长|年增|复合")
_MEAN = re.compile(r"\baverage\b|\bmean\b|平均|年均")
_PART = re.compile(
    r"\bwhat (?:share|percent\w*|per cent|proportion|fraction|slice|part)\b|\bhow many per ?cent\b"
    r"|\bshare of\b|\bper ?cent(?:age)? of\b|占|百分之[几多]|几成|几%|比重"
)


def stretch_of_series(desk: Desk, listed: Sequence[Fact]) -> bool:
    """The sum, the mean or the part of the entries that are named, of a series of the party's."""
    if desk.ledger is None or _own_amount(desk):
        return False
    folded = fold(desk.question.text)
    if _GROWTH.search(folded) or (OTHERWISE & desk.asked and not _PART.search(folded)):
        return False
    for fact in _series(desk, listed):
        chosen = _largest(fact, folded) or _years(fact, folded)
        if chosen and _worked(desk, fact, chosen, folded):
            return True
    return False


def _own_amount(desk: Desk) -> bool:
    """Whether the reader brings a figure of their own, beside how many entries there are."""
    return any(q.unit not in COUNTS for q in desk.question.quantities)


def _series(desk: Desk, listed: Sequence[Fact]) -> Iterator[Fact]:
    """The series found first, then those of the parties that are named."""
    named = {m.concept for m in desk.question.entities}
    theirs = desk.ledger.facts if desk.ledger else ()
    for fact in dict.fromkeys((*listed, *theirs)):
        told = len(fact.series) >= LEAST and fact.stated_in is not None and not fact.clause
        own = bool(named & {fact.subject, fact.counterparty}) or (not named and fact in listed)
        known = known_at(fact, desk.question.as_of)
        if told and own and known and not is_change(fact.metric):
            yield fact


# --- which entries -------------------------------------------------------------------------------


def _years(fact: Fact, folded: str) -> list[int]:
    """The places of the entries whose years are named."""
    labels = [next(iter(re.findall(r"20\d\d", label)), "") for label, _ in fact.series]
    if sum(map(bool, labels)) < len(labels) - 1:
        return []
    if (stretch := _RANGE.search(folded)) is not None:
        first, last = stretch.groups()
        some = [n for n, year in enumerate(labels) if year and first <= year <= last]
        return some if first in labels and last in labels else []
    if (open_end := _ON.search(folded)) is not None and open_end[1] in labels:
        return list(range(labels.index(open_end[1]), len(labels)))
    named = [m[1] for m in _YEAR.finditer(folded) if not _MONTH_BEFORE.search(folded[: m.start()])]
    some = [n for n, year in enumerate(labels) if year in named]
    return some if len(some) >= SHORT and set(named) <= set(labels) else []


def _largest(fact: Fact, folded: str) -> list[int]:
    """The places of so many of the largest entries, of a series that is not one of years."""
    found = _TOP.search(folded)
    dated = any(re.search(r"20\d\d", label) for label, _ in fact.series)
    if found is None or dated:
        return []
    word = next(w for w in found.groups() if w)
    count = int(word) if word.isdigit() else _HAN.get(word) or int(word_value(word))
    order = sorted(range(len(fact.series)), key=lambda n: -fact.series[n][1])
    return sorted(order[:count]) if SHORT <= count < len(order) else []


# --- what they come to ---------------------------------------------------------------------------


def _worked(desk: Desk, fact: Fact, chosen: Sequence[int], folded: str) -> bool:
    names = [_entry(desk, fact, value) for _, value in fact.series]
    some = ", ".join(names[n] for n in chosen)
    part = _PART.search(folded) is not None and fact.unit != "%"
    if part and len(chosen) < len(names):
        return desk.work("stretch_share", f"share(sum({some}), sum({', '.join(names)}))", [fact])
    if _MEAN.search(folded) and fact.unit != "%":
        if "per_year" not in desk.asked:
            return desk.work("stretch_mean", f"avg({some})", [fact])
        count = desk.constant(str(len(chosen)), "years", "years that are named")
        return desk.work("stretch_mean", f"sum({some}) / {count}", [fact])
    if _SUM.search(folded):
        return desk.work("stretch_sum", f"sum({some})", [fact])
    return False


def _entry(desk: Desk, fact: Fact, value: Decimal) -> str:
    return desk.of_fact(fact, Quantity(value, fact.unit or "1", "", 0, 0))
