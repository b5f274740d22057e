"""What a word of the question names as the difference of two figures that a document tells.

A surplus or a deficit is income less spending of the same time. Where the document tells it, or has
several such pairs, it works out nothing. It knows no ledger and searches nothing.
"""

from __future__ import annotations

import re

from bot.answer.plan.operands import Desk
from bot.answer.plan.own_bonds import Bonds, is_money, single_figures
from bot.knowledge.ledger import is_growth
from bot.knowledge.readings import ROW
from bot.language.script import fold
from bot.language.timing import timing
from bot.records import Fact

__all__ = ["surplus"]

_SURPLUS = re.compile(
    r"\b(?:surplus|deficit)\b|结余|盈余|剩余金?额?是|余绌|亏绌|赤字|入不敷出|收支相[抵减]"
    r"|(?:收入|进帐)[^，,。？?]{0,4}(?:扣[掉除]|减[掉去]?)[^，,。？?]{0,6}(?:支出|开支|开销|花费)"
    r"|\b(?:income|revenue|receipts|takings) (?:less|minus|after) (?:all )?(?:its |the |their )?"
    r"(?:running )?(?:costs|spending|expenses|outgoings|expenditure)"
    r"|\b(?:left|remain\w*|over) (?:after|once) (?:all )?(?:its |the |their )?(?:running )?"
    r"(?:costs|spending|expenses|outgoings|expenditure|bills)\b"
    r"|\b(?:took|brought) in (?:more|less) than (?:it|they) (?:spent|paid out)"
)
_SOME_OF_IT = re.compile(
    r"\b(?:of|from) (?:the|our|its|this|that) (?:surplus|deficit)\b"
    r"|(?:结余|盈余)(?:中|的[一三四五六七八九]成)"
)
"""What is done with a surplus: its amount is another."""
_INCOME = re.compile(r"\bincome\b|\brevenues?\b|\breceipts\b|\btook in\b|收入")
_SPENT = re.compile(
    r"\brunning (?:the |our |its )?[a-z ]{3,24}? costs?\b|\bcosts? [^.;,]{0,20}?to run\b"
    r"|\bspending\b|\bexpenditure\b|\bexpenses?\b|\boutgoings\b|\bspent\b|\bcosts\b|支出|开支"
)
_PART = re.compile(
    r"\bof (?:which|it|this|that|the)\b|\bmade up\b|\bfrom\b|\bincluding\b"
    r"|\b(?:other|interest) income\b|其中|占|来自|利息收入|其他收入"
)


def surplus(desk: Desk, bonds: Bonds) -> bool:
    """Income less spending of one time, where the surplus or deficit is asked for and not told."""
    if not _SURPLUS.search(fold(desk.question.standalone)) or desk.question.quantities:
        return False
    money = [f for f in single_figures(bonds) if is_money(f) and f.topic != ROW]
    money = [f for f in money if f.values[0] > 0 and not is_growth(f.metric)]
    if any(_SURPLUS.search(_SOME_OF_IT.sub(" ", fold(f.clause))) for f in money):
        return False
    asked = [p for p in desk.question.periods if p.start or p.end]
    money = [f for f in money if not asked or not f.period.end or timing(asked, f) > 0]
    earlier = {f.compares_to for f in bonds.evidence.read}
    money = [f for f in money if f.id not in earlier]
    pairs = [
        (a, b)
        for a in money
        for b in money
        if _is(a, _INCOME, _SPENT) and _is(b, _SPENT, _INCOME) and a.unit == b.unit
        if (a.period.end == b.period.end or not (a.period.end and b.period.end))
    ]
    pairs = [pair for pair in pairs if _near(*pair)] or pairs
    if len(pairs) != 1:
        return False
    income, spent = pairs[0]
    shown = f"{desk.of_fact(income)} - {desk.of_fact(spent)}"
    return desk.work("surplus", shown, [income, spent])


def _is(fact: Fact, said: re.Pattern[str], other: re.Pattern[str]) -> bool:
    """Whether a figure is all of what is called so: the word stands nearest before it."""
    clause = fold(fact.clause)
    at = [m.start() for m in said.finditer(clause)]
    against = [m.start() for m in other.finditer(clause)]
    if not at or _PART.search(clause):
        return False
    if not against:
        return True
    number = re.search(r"\d", clause[max(at) :])
    return number is not None and not any(max(at) < a < max(at) + number.start() for a in against)


def _near(one: Fact, other: Fact) -> bool:
    a, b = one.stated_in, other.stated_in
    assert a is not None
    assert b is not None
    return a.passage_id == b.passage_id and abs(a.sentence - b.sentence) <= 1
