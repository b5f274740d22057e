"""Operands that are a range, stand beside one, or are all that a party owes.

A fact is a range where it has two ends, or where its sentence gives so much more or less. What is
set beside a range is of its measure, party and time. It chooses no fact.
"""

from __future__ import annotations

import re

from bot.knowledge.ledger import family
from bot.language.script import fold
from bot.language.units import CURRENCIES
from bot.records import Fact, Question, Sought

__all__ = ["BESIDE_RANGE", "all_owed", "is_range", "of_another_range"]

SPREAD = re.compile(r"plus or minus|±|give or take")
ISSUE = re.compile(
    r"\b(?:notes?|bonds?|issue|issued|offering|tranche)\b|票据|债券|发行|发债|公司债"
)
WHOLE_DEBT = re.compile(r"^total_debt$|^debt_principal$")
BESIDE_RANGE = frozenset({"range_before", "outcome", "first"})
"""Roles of a figure that is set beside a range of the same measure, party and time."""


def all_owed(question: Question, fact: Fact) -> bool:
    """Whether a debt is all that a party owes, where the question names no issue of it."""
    return ISSUE.search(fold(question.text)) is None and WHOLE_DEBT.search(fact.metric) is not None


def is_range(fact: Fact, unit: str) -> bool:
    """Whether a fact has two ends: of money or of a unit that is named, or any."""
    own = fact.unit or "1"
    if (unit == "money" and own not in CURRENCIES) or (unit not in ("", "money") and own != unit):
        return False
    told = len(fact.values) == 1 and SPREAD.search(fact.statement_en) is not None
    return fact.low is not None or told


def of_another_range(wanted: Sought, one: Fact, also: Sought, other: Fact) -> bool:
    """Whether what stands beside a range is another figure than the one that the range is of."""
    roles = {wanted.role, also.role}
    if not ("range" in roles and roles & BESIDE_RANGE):
        return False
    told = [(f.subject, family(f.metric), f.period.start, f.period.end) for f in (one, other)]
    return told[0] != told[1]
