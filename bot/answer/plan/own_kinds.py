"""Whether figures of a reader's document are of kinds that can be worked with together.

The hour of a clock and the votes of a meeting are no operands; buses and hours are not added up;
a price of one thing is neither added to an amount nor taken from it; of two things that a question
sets against each other, each is told by a figure of its own. It works out nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.answer.plan.own_asked import asks_money
from bot.answer.plan.own_bonds import Bonds, base_of, is_money
from bot.answer.plan.own_moves import both_asked
from bot.answer.plan.own_sides import sides_of
from bot.knowledge.readings import ROW
from bot.language.script import fold
from bot.records import BoundWord, Evidence, Fact, Purpose, Question

__all__ = ["is_age", "unlike_kinds"]

MANY = 3
"""Figures from which on a sum is one over all there are."""
SAID = 0.5
"""A word is a figure's own, or its sentence's, from this share on."""
ADDED = frozenset({"sum", "left", "without", "remaining", "difference"})
"""Operations whose operands are of one kind."""
SPREAD = frozenset({"per_year", "per_quarter", "per_month"})
OF_LEVELS = frozenset({"share", "per_unit", "sum"})
"""Operations on what there is, and not on what came to it."""
_CHANGED = re.compile(
    r"(\d[\d,.]*)(?: (?:thousand|million|billion))?(?: [a-z]+){0,2}"
    r" (?:fewer|less|more|higher|lower) than\b"
)
LEAST_SHARE = Decimal("0.0001")
"""Of figures told in two paragraphs a smaller part is no part."""
_CLOCK = re.compile(
    r"(?:上午|下午|早上|晚上|凌晨|中午|傍晚|清晨)\d{1,2}[时点:：]|\d{1,2}[时点](?:\d{1,2}分|半|整|[起至到前后开散恢]"
    r"|(?![间段段候数]))|\b\d{1,2}(?:[.:]\d\d)? ?(?:a\.m|p\.m|am\b|pm\b|o'clock)"
)
_VOTES = re.compile(
    r"\d ?票(?!价)|\bvot(?:e|ed|es|ing)\b[^.;,]{0,12}?\b\d+ (?:to|against|votes?)\b|\b\d+ votes?\b"
    r"|\bvotes? (?:was|of|were) \d+"
)
_OF_HOURS = re.compile(r"\bhours?\b|\btime\b|\bwhen\b|几[点时]|时间|小时")
_OF_VOTES = re.compile(r"\bvot|\bballot|\belect|\bmajority\b|票|表决|赞成|同意|反对")
_ENDS = re.compile(
    r"\b(?:highest|lowest|dearest|cheapest|largest|smallest|biggest|least|most)\b|最[高低贵多少大小便]"
)
_AGE = re.compile(
    r"(?:\b(?:under|over|below|above|aged?|at least|older than|younger than) |[满逾])"
    r"(\d{1,3})(?=$|\W*$|岁|s\b| years old| or (?:over|older|under|younger)"
    r"| (?:pays?|may|can|must|are|who|gets?|receives?)\b)"
)
_FIGURE = re.compile(r"\d[\d,.]*[千万亿]*")
_COUNTER = re.compile(r"\d[\d,.]*[千万亿余多]*([\u3400-\u9fff])")
_PERSONS = frozenset("人名位员")
_SPARE = frozenset("个的")
_EACH = re.compile(
    r"\b(?:each|apiece)\b(?! (?:year|month|week|day|quarter|hour))"
    r"|\b(?:per|for (?:each|every)) (?!cent|annum|year|month|week|day|quarter|hour)[a-z]+"
    r"|每一?(?![年月周天日季时小])[\u3400-\u9fff]"
)
_SPENT_ON = re.compile(
    r"(?:付[完清了]|支付|扣[掉除]|[买花]完|买了?)(?P<zh>[^，,?？]{2,16}?)(?:的钱|款项?|费用?)?(?:以|之)?后"
    r"|\b(?:after|once) (?:it )?(?:has |have )?(?:paying|paid|buying|bought|spending)"
    r"(?: for| off| on)?(?P<en> [^?,]+)"
)


def unlike_kinds(question: Question, evidence: Evidence, purposes: Sequence[Purpose]) -> bool:
    """Whether one of the calculations sets figures of a document together that are not alike."""
    by_id = {f.id: f for f in evidence.read}
    if question.working is not None:
        return False
    bonds = Bonds(question, evidence)
    for purpose in purposes:
        facts = [by_id[i] for i in purpose.facts if i in by_id]
        if not facts or len(facts) != len(purpose.facts):
            continue
        if any(_no_operand(question, f) for f in facts):
            return True
        if purpose.operation in ADDED and len(facts) > 1 and _apart(question, purpose, facts):
            return True
        if purpose.operation in OF_LEVELS and any(_is_change(f) for f in facts):
            return True
        if purpose.operation == "share" and len(facts) == 2 and _strewn(bonds, facts):
            return True
        if purpose.operation == "sum" and _unasked_sum(question, facts):
            return True
        if purpose.operation == "difference" and not _each_side(bonds, facts):
            return True
        if purpose.operation in ADDED and not _spent(bonds, facts):
            return True
        if purpose.operation in SPREAD and not _of_words(bonds, facts):
            return True
    return False


def _no_operand(question: Question, fact: Fact) -> bool:
    """Whether a bare figure is the hour of a clock or a number of votes, and none is asked for."""
    if base_of(fact) != "1" or fact.topic == ROW or not fact.values:
        return False
    folded, said = fold(question.standalone), fold(fact.clause)
    if is_age(fact):
        return True  # "13 were under 25"
    votes = _at(_VOTES, said, fact) and not _OF_VOTES.search(folded)
    return votes or (_at(_CLOCK, said, fact) and not _OF_HOURS.search(folded))


def is_age(fact: Fact) -> bool:
    """Whether a bare figure is the age that others of its clause are under or over."""
    said = fold(fact.clause)
    return base_of(fact) == "1" and len(_FIGURE.findall(said)) > 1 and _at(_AGE, said, fact)


def _at(pattern: re.Pattern[str], said: str, fact: Fact) -> bool:
    """Whether what the pattern finds in the clause holds the figure."""
    value = format(fact.values[0], "f")
    return any(value in _FIGURE.findall(m.group()) for m in pattern.finditer(said))


def _apart(question: Question, purpose: Purpose, facts: Sequence[Fact]) -> bool:
    """Whether figures to be added or taken from one another are not of one kind."""
    if any(f.topic == ROW for f in facts):
        return False
    money = [is_money(f) for f in facts]
    if asks_money(question) and not any(money):
        return True
    if purpose.operation == "difference" and facts[0].stated_in == facts[1].stated_in:
        return False  # the one may leave out what both are
    if all(money):
        return len({_EACH.search(fold(f.clause)) is not None for f in facts}) > 1
    counted = [_counted(f) for f in facts]
    return all(counted) and not set.intersection(*counted)


def _is_change(fact: Fact) -> bool:
    """Whether a figure is told as what came to another: 40 fewer than in 2023 are no 40."""
    value = format(abs(fact.values[0]).normalize(), "f")
    told = _CHANGED.finditer(fold(fact.clause))
    return any(m[1].replace(",", "").rstrip(".") == value for m in told)


def _strewn(bonds: Bonds, facts: Sequence[Fact]) -> bool:
    """Whether a part and its whole are told in two paragraphs, and no word of the question is said
    of the one or the other; of amounts, whether the part is next to nothing.
    """
    if any(f.topic == ROW or f.stated_in is None for f in facts):
        return False
    if len({f.stated_in.passage_id for f in facts if f.stated_in}) < len(facts):
        return False
    low, high = sorted(abs(f.values[0]) for f in facts)
    if low < LEAST_SHARE * high or all(is_money(f) for f in facts):
        return low < LEAST_SHARE * high
    return not all(any(w.own.get(f.id, 0.0) >= SAID for w in bonds.telling) for f in facts)


def _unasked_sum(question: Question, facts: Sequence[Fact]) -> bool:
    """Whether counts of two paragraphs were added up where the question does not name two things:
    "in all" asks for the one number of them.
    """
    if len(facts) < MANY and both_asked(question) is None:
        places = {f.stated_in.passage_id for f in facts if f.stated_in and f.topic != ROW}
        return len(places) > 1 and len(places) == len(facts)
    return False


def _counted(fact: Fact) -> set[str]:
    """The measure words behind the figures of a clause; all that count people are one."""
    found = set(_COUNTER.findall(fold(fact.clause))) - _SPARE
    return {"人" if one in _PERSONS else one for one in found}


def _each_side(bonds: Bonds, facts: Sequence[Fact]) -> bool:
    """Whether what tells the two sides of a comparison apart is each told by an operand."""
    sides = sides_of(bonds.question)
    if sides is None or sides.of_time or (_ENDS.search(sides.one) and _ENDS.search(sides.other)):
        return True  # the ends of one list are told by their size
    one, other = bonds.within(sides.one), bonds.within(sides.other)
    for words, beside in ((one, other), (other, one)):
        names = {w.text for w in beside}
        own = [w for w in words if w.text not in names and not w.light and not w.of_title]
        told = [w for w in own if _owners(bonds, w, facts[0])]
        if told and not any(w.own.get(f.id, 0.0) >= SAID for w in told for f in facts):
            return False
    return True


def _owners(bonds: Bonds, word: BoundWord, like: Fact) -> bool:
    """Whether a figure in the same unit has the word in its clause."""
    return any(
        word.own.get(f.id, 0.0) >= SAID and base_of(f) == base_of(like) for f in bonds.evidence.read
    )


def _spent(bonds: Bonds, facts: Sequence[Fact]) -> bool:
    """Whether what the question says is paid for is told by an operand's own sentence."""
    found = _SPENT_ON.search(fold(bonds.question.standalone))
    if found is None:
        return True
    words = [w for w in bonds.within(found["zh"] or found["en"]) if not w.light and not w.of_title]
    return not words or any(_says(w, f) for w in words for f in facts)


def _of_words(bonds: Bonds, facts: Sequence[Fact]) -> bool:
    """Whether a figure that is spread over time is said of what other figures of its unit are."""
    measures = {fold(m.text) for m in bonds.question.metrics}
    words = [w for w in bonds.telling if fold(w.text) not in measures]
    told = [w for w in words if _owners(bonds, w, facts[0])]
    if words and not any(_says(w, f) for w in words for f in facts):
        return False
    held = sum(w.weight for w in told if any(_says(w, f) for f in facts))
    return not told or held > sum(w.weight for w in told) / 2


def _says(word: BoundWord, fact: Fact) -> bool:
    """Whether a figure's clause or its sentence has the word."""
    return max(word.own.get(fact.id, 0.0), word.said.get(fact.id, 0.0)) >= SAID
