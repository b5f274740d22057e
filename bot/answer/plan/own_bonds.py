"""Whether the figures of a reader's document are what a question names, word by word.

A result is worth telling where its operands hold the question's words: the measure, the thing that
it divides by, what it sets the one against. It works out nothing and searches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.answer.plan.operands import asked_per
from bot.answer.plan.own_asked import asks_money
from bot.answer.plan.own_sides import Sides, divided_by, sides_of, thing_counted
from bot.answer.plan.own_sums import asks_net_debt
from bot.knowledge.ledger import family
from bot.knowledge.readings import CELL, ROW
from bot.language.script import fold
from bot.language.units import CURRENCIES, TIME_UNITS
from bot.records import ROW_NAMED, BoundWord, Evidence, Fact, Purpose, Question

__all__ = [
    "KILOS",
    "TONNES",
    "Bonds",
    "base_of",
    "counts_thing",
    "is_money",
    "paragraph_of",
    "same_things",
    "single_figures",
    "unbound",
]

SAID, AROUND, OF_TITLE = 0.7, 0.5, 0.15
"""What a word counts that a figure's sentence holds, what stands before it, or the title too."""
BOUND, BESIDE = 0.45, 0.6
"""The share of the question's words in the document that the operands of a result hold at least,
or else of what the best single figure holds of them.
"""
KILOS = frozenset({"公斤", "kilo", "kilogram", "kilogramme", "kg"})
UNSAID = 0.8
"""The weight of words that a document has none of, from which on it tells of something else."""
NAMED_ALREADY = ("column_", "row_", "work_", "surplus")
"""What the operations begin with whose operands were bound when they were chosen."""
OWN = 0.5
"""A word is a clause's own from this share on."""
_CHEAPEST = re.compile(r"\b(?:lowest|cheapest|smallest|least)\b|最低|最便宜|最少|最小")
_DEAREST = re.compile(r"\b(?:highest|dearest|largest|biggest|most)\b|最高|最贵|最多|最大")
_OF_WHICH = re.compile(r"\bof (?:which|whom)\b|其中|当中|\bincluding\b")
TONNES = re.compile(r"\d[\d,.]*[千万]*(?:公吨|吨)|\d[\d,.]* (?:metric )?tonn?es?\b")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?:年度?|(?=[ ,;.，。]))")
_FIGURE = re.compile(r"\d[\d,.]*")
_GIFT = re.compile(r"补助|捐助|捐款|赞助|\bgrants?\b|\bgifts?\b|\bdonat")
_A_PART = re.compile(
    r"\bof (?:which|whom|it|this|that|them|these|those|the|all|its|their)\b|\bout of\b"
    r"|\bincluding\b|\bcame from\b|\baccounted\b|\bmade up\b|\bonly\b|\bpaid\b|\bcovers?\b"
    r"|\bcontribut|\bgave\b|\bincome\b"
    r"|其中|占|当中|之中|来自|由|共|总|合计|补助|出资|自筹|收入"
)
_STRETCHES = {
    "month": re.compile(r"\b(?:an?|per|each|every) month\b|\bmonthly\b|每个?月"),
    "week": re.compile(r"\b(?:an?|per|each|every) week\b|\bweekly\b|每[周週]"),
    "day": re.compile(r"\b(?:an?|per|each|every) day\b|\bdaily\b|每[天日]"),
}
_COUNTER = re.compile(r"\d[\d,.]*[千万亿余多]*([\u3400-\u9fff])")
_PARTS_ASKED = re.compile(
    r"\b(?:rest|without|other|others|except|apart from|excluding|remain\w*|left|not)\b"
    r"|其余|其他|扣|剩|不含|以外|没有?|未|除"
)


@dataclass(frozen=True)
class Bonds:
    """The question's words with the figures that they are said of."""

    question: Question
    evidence: Evidence

    @cached_property
    def words(self) -> tuple[BoundWord, ...]:
        """The words that say what is asked about, and stand in the document."""
        return tuple(w for w in self.evidence.bound if w.own or w.said or w.around)

    def held(self, word: BoundWord, fact: Fact) -> float:
        """How far a figure is what a word says."""
        return max(
            word.own.get(fact.id, 0.0),
            SAID * word.said.get(fact.id, 0.0),
            AROUND * word.around.get(fact.id, 0.0),
        )

    def weight(self, word: BoundWord) -> float:
        """What a word counts: little where the whole document is of it."""
        return word.weight * (OF_TITLE if word.of_title or word.light else 1.0)

    def score(self, fact: Fact, words: Sequence[BoundWord] | None = None) -> float:
        """The weight of the words that a figure holds, and what it says in the question's own."""
        told = self.words if words is None else words
        whole = sum(self.weight(w) * self.held(w, fact) for w in told)
        return whole + (self._phrase(fact) if words is None else 0.0)

    def told(self, fact: Fact, words: Sequence[BoundWord]) -> float:
        """The weight of the words that a figure's own sentence holds."""
        return sum(
            w.weight * max(w.own.get(fact.id, 0.0), SAID * w.said.get(fact.id, 0.0)) for w in words
        )

    def within(self, text: str) -> tuple[BoundWord, ...]:
        """The words that stand in a part of the question."""
        folded = fold(text)
        return tuple(w for w in self.evidence.bound if fold(w.text) in folded)

    def owned(self, fact: Fact, text: str) -> float:
        """The share of the words of a part of the question that a figure's clause holds; of a
        superlative, whether its sentence has it.
        """
        words = [w for w in self.within(text) if not w.light]
        total = sum(w.weight for w in words)
        mine = sum(w.weight * max(w.own.get(fact.id, 0.0), 0.0) for w in words)
        for said in (_CHEAPEST, _DEAREST):
            if said.search(fold(text)):
                total += 1.0
                mine += 1.0 if said.search(fold(fact.clause)) else 0.0
        return mine / total if total else 0.0

    def near(self, fact: Fact, text: str) -> float:
        """The same of a figure's sentence."""
        words = [w for w in self.within(text) if not w.light]
        total = sum(w.weight for w in words)
        mine = sum(w.weight * self.held(w, fact) for w in words)
        for said in (_CHEAPEST, _DEAREST):
            if said.search(fold(text)):
                total += 1.0
                mine += SAID if said.search(fold(fact.statement_en)) else 0.0
        return mine / total if total else 0.0

    @cached_property
    def telling(self) -> tuple[BoundWord, ...]:
        """The words that tell one figure of the document from another."""
        return tuple(w for w in self.words if not w.of_title and not w.light)

    def covered(self, facts: Iterable[Fact]) -> float:
        """The share of the words standing in the document that some of the figures hold."""
        found = tuple(facts)
        total = sum(w.weight for w in self.telling)
        if not total:
            return 1.0
        return sum(w.weight * max(self.held(w, f) for f in found) for w in self.telling) / total

    def _phrase(self, fact: Fact) -> float:
        """What it is worth that the clause has three letters and more as the question has them."""
        asked, said = fold(self.question.standalone), fold(fact.clause)
        best = 0
        for start in range(len(said)):
            while start + best < len(said) and said[start : start + best + 1] in asked:
                best += 1
        han = best >= 3 and said.isascii() is False
        return 0.1 * (best - 2) if han else 0.0


def unbound(question: Question, evidence: Evidence, purposes: Sequence[Purpose]) -> bool:
    """Whether a result rests on figures of a reader's document that are not what is asked about."""
    by_id = {f.id: f for f in evidence.read}
    used = [by_id[i] for p in purposes for i in p.facts if i in by_id]
    if not used or not evidence.bound or question.working is not None:
        return False
    if any(q.unit not in TIME_UNITS for q in question.quantities):
        return False
    if any(p.operation.startswith(NAMED_ALREADY) for p in purposes) or evidence.column:
        return False
    if asks_money(question) and not any(is_money(f) or base_of(f) == "1" for f in used):
        return True
    if _rows_named(used, evidence):
        return False
    bonds = Bonds(question, evidence)
    if asks_net_debt(question) or _measured(question, used):
        return False
    if _of_other_words(bonds, used) or _of_another_stretch(bonds, used):
        return True
    return any(
        _astray(bonds, p.operation, [by_id[i] for i in p.facts if i in by_id]) for p in purposes
    )


def _rows_named(used: Sequence[Fact], evidence: Evidence) -> bool:
    """Whether the operands are cells of one column whose rows were each found by their names."""
    named = {s.fact.id for s in evidence.facts if ROW_NAMED in s.reasons}
    one = len({_column(f) for f in used}) == 1 and all(f.topic == ROW for f in used)
    return one and {f.id for f in used} <= named


def _of_other_words(bonds: Bonds, used: Sequence[Fact]) -> bool:
    """Whether the figures hold little of the question that others of their document hold, or the
    document has none of its words.
    """
    if not bonds.telling:
        unsaid = [w for w in bonds.evidence.bound if not w.of_title and not w.light]
        return sum(w.weight for w in unsaid) >= UNSAID and not _bare(bonds.question)
    told = bonds.covered(used)
    best = max(bonds.covered([f]) for f in bonds.evidence.read if f.values)
    return told < BOUND and told < BESIDE * best


def _bare(question: Question) -> bool:
    """Whether the question names no measure but by its operation: a margin."""
    return any(m.concept.endswith("_margin") for m in question.operations)


def _of_another_stretch(bonds: Bonds, used: Sequence[Fact]) -> bool:
    """Whether something a month is asked for, and the figure by the month that the question's words
    name is none of the operands.
    """
    per = asked_per(bonds.question)
    if per is None or any(_by(f, per) for f in used):
        return False
    rates = [f for f in bonds.evidence.read if f.values and _by(f, per)]
    return any(
        w.own.get(f.id, 0.0) >= OWN and not any(bonds.held(w, u) > AROUND for u in used)
        for f in rates
        for w in bonds.telling
    )


def _by(fact: Fact, per: str) -> bool:
    """Whether a figure is told by the month, or the other stretch that is meant."""
    said = _STRETCHES.get(per)
    told = said is not None and said.search(fold(fact.clause)) is not None
    return told or (fact.unit or "").endswith(f"/{per}")


def _astray(bonds: Bonds, operation: str, facts: Sequence[Fact]) -> bool:
    """Whether a result divides by other things than asked, or sets against what is not named."""
    if operation == "per_unit":
        thing = divided_by(bonds.question)
        tonnes = thing and thing[0] in KILOS and any(TONNES.search(fold(f.clause)) for f in facts)
        return not tonnes and not _divides(bonds, facts)
    if operation == "share" and len(facts) == 2:
        one, other = facts
        changed = one.compares_to == other.id or other.compares_to == one.id
        return changed or not same_things(one, other) or _no_part(bonds.question, one, other)
    if operation == "left" and facts and is_money(facts[0]) and _GIFT.search(fold(facts[0].clause)):
        return True  # what somebody gives is no whole
    if operation in ("left", "without", "portion", "sum"):
        thing = divided_by(bonds.question)
        return bool(thing) and not any(thing[0] in fold(f.statement_en) for f in facts)
    if operation in ("difference", "growth") and len(facts) == 2:
        told = _sides_told(bonds, facts) and not _one_row_for_two(bonds.question, *facts)
        return _part_told(bonds.question, *facts) or not told
    return False


def _measured(question: Question, used: Sequence[Fact]) -> bool:
    """Whether every operand is of a measure that the question names."""
    named = {family(m.concept) for m in question.metrics}
    if _bare(question) and len({_column(f) for f in used}) == 1:
        return True  # two rows of one column, which their labels name
    return bool(named) and all(family(f.metric) in named for f in used)


def _column(fact: Fact) -> str:
    """The table's column that a cell stands in; of a figure in prose its own id."""
    parts = fact.clause.split(CELL)
    return f"{fact.source_id} {parts[-2]}" if fact.topic == ROW and len(parts) > 1 else fact.id


def _divides(bonds: Bonds, facts: Sequence[Fact]) -> bool:
    """Whether one of the operands counts what the question divides by; so where none is named."""
    thing = divided_by(bonds.question)
    if not thing:
        return True
    return any(counts_thing(bonds, f, thing) for f in facts)


def counts_thing(bonds: Bonds, fact: Fact, thing: tuple[str, ...]) -> bool:
    """Whether a figure is a number of the things that are divided by."""
    if is_money(fact) or base_of(fact) in ("%", "pp", "x"):
        return False
    if thing_counted(fact.clause, thing, fact.values[0]):
        return True
    if fact.topic != ROW and len(_FIGURE.findall(_YEAR.sub("", fact.clause))) > 1:
        return False  # another number of the clause may count them
    if fact.topic == ROW and any(part in fold(fact.clause) for part in thing):
        return True
    if thing[0] in KILOS:
        return False  # tonnes are said to be of one kind with them
    own = [w for w in bonds.evidence.bound if fold(w.text) in thing and not w.light]
    return any(w.own.get(fact.id, 0.0) >= OWN for w in own)


def _no_part(question: Question, one: Fact, other: Fact) -> bool:
    """Whether of two amounts of one sentence neither is told as a part, nor a measure is named."""
    if one.topic == ROW or one.stated_in != other.stated_in or question.metrics:
        return False
    return is_money(one) and not _A_PART.search(fold(one.statement_en))


def _part_told(question: Question, one: Fact, other: Fact) -> bool:
    """Whether the one is told as a part of the other, and what is left of it is not asked for."""
    if one.stated_in != other.stated_in or _PARTS_ASKED.search(fold(question.standalone)):
        return False
    first, second = sorted((one, other), key=lambda f: int(f.id.rpartition(".")[2]))
    said = fold(first.statement_en)
    places = [said.find(fold(f.clause)[-6:]) for f in (first, second)]
    between = said[max(0, places[0]) : places[1] + 6] if places[1] > places[0] >= 0 else ""
    return _OF_WHICH.search(between) is not None or bool(_OF_WHICH.match(fold(second.clause)))


def _one_row_for_two(question: Question, one: Fact, other: Fact) -> bool:
    """Whether two things are set apart by one row of a table, at two times."""
    sides = sides_of(question)
    rows = one.topic == other.topic == ROW and one.stated_in == other.stated_in
    return rows and one.period != other.period and sides is not None and not sides.of_time


def _sides_told(bonds: Bonds, facts: Sequence[Fact]) -> bool:
    """Whether what the question sets the one figure against is told by one of the two."""
    sides: Sides | None = sides_of(bonds.question)
    if sides is None or sides.of_time:
        return True
    words = [w for w in bonds.within(sides.other) if not w.light and not w.of_title]
    stand = [w for w in words if w.own or w.said]
    if not words:
        return True
    if not stand:
        return False
    return any(bonds.held(w, f) >= OWN for w in stand for f in facts)


def single_figures(bonds: Bonds) -> list[Fact]:
    """The figures of the document that are no ranges and not zero."""
    return [f for f in bonds.evidence.read if len(f.values) == 1 and f.values[0] and f.stated_in]


def same_things(whole: Fact, part: Fact) -> bool:
    """Whether two figures count the same: one unit, and one measure word where they have any."""
    if is_money(whole) or is_money(part):
        return base_of(whole) == base_of(part)
    found = [_COUNTER.findall(fold(f.clause)) for f in (whole, part)]
    return not (found[0] and found[1]) or bool(set(found[0]) & set(found[1]))


def is_money(fact: Fact) -> bool:
    """Whether a figure is an amount of money."""
    return base_of(fact) in (*CURRENCIES, "pence", "cents")


def paragraph_of(fact: Fact) -> str:
    """The paragraph that a figure stands in; empty where none is known."""
    return fact.stated_in.passage_id if fact.stated_in is not None else ""


def base_of(fact: Fact) -> str:
    """The unit of a figure without the time that it is for."""
    return (fact.unit or "1").partition("/")[0]
