"""One figure as read from a document, and what names it: its metric, its party, its period.

Shared by the readers of sentences (`bot.knowledge.prose`) and of rows (`bot.knowledge.cells`). A
metric is what the words name as a whole: gross profit is no net income, cost of sales no revenue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.language.glossary import Glossary
from bot.language.periods import read_periods
from bot.language.script import fold, has_han
from bot.records import Mention, Period, Quantity, Status

__all__ = [
    "CELL",
    "DOCUMENT",
    "NO_PERIOD",
    "OUTLOOK",
    "PARTIES",
    "ROW",
    "Reading",
    "dated",
    "heading_metric",
    "metrics_asked",
    "metrics_named",
    "party_around",
]

DOCUMENT, ROW = "document", "row"
"""The topic of a read fact: its subject is a party or the document's title; or the row's label."""
CELL = " | "
"""What stands in a row's clause between its label, the head of the column and the figure."""
NO_PERIOD = Period("", None, None, "none")
WHOLE_LABEL = 0.6
"""The share of a label's letters that the name of its metric takes at least."""
OUTLOOK = re.compile(
    r"\bexpect|\bforecast|\bplan(?:s|ned)?\b|\btarget|\bguid|\bproject(?:s|ed)\b|\bwill\b"
    r"|预计|预期|预估|计划|目标|拟|展望"
)
PARTIES = frozenset({"company", "person", "product"})
_COST_OF = re.compile(r"\bcosts? of (?:the |goods and )?$")
_GROSS = re.compile(r"\bgross profits?$")
_GROSS_HAN = re.compile(r"毛利(?![率\u6bdb])")
_BESIDE = re.compile(
    r"\([^()]*\)|（[^（）]*）|\b(?:total|consolidated|group|annual|quarterly|diluted|basic)\b"
    r"|本期|合并|全年|年度|本年|税后|(?:19|20)\d{2}年?|(?:[,，:：/].*$)"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure with what its clause says of it; `subject` is empty where no party is named."""

    quantity: Quantity
    clause: str
    metric: str
    period: Period
    subject: str
    topic: str
    status: Status
    earlier: int = -1
    """The place in the sentence of the figure that this one changed from; -1 where none is told."""


def metrics_named(text: str, glossary: Glossary) -> list[Mention]:
    """The metrics that a text names, but none of "cost of sales" or "sales staff": gross profit is
    a figure of its own.
    """
    folded = fold(text)
    found = [
        _gross(m, gross.start(), text) if (gross := _GROSS.search(folded, 0, m.end)) else _plain(m)
        for m in glossary.find_metrics(text)
        if not _COST_OF.search(folded[: m.start])
    ]
    found += [
        Mention("gross_profit", "metric", m.group(), m.start(), m.end())
        for m in _GROSS_HAN.finditer(folded)
        if not any(n.start <= m.start() < n.end for n in found)
    ]
    return sorted(found, key=lambda m: m.start)


def metrics_asked(text: str, glossary: Glossary) -> tuple[Mention, ...]:
    """The metrics that a question names; gross profit is none of the profits of the glossary."""
    folded = fold(text)
    return tuple(
        _gross(m, gross.start(), text) if (gross := _GROSS.search(folded, 0, m.end)) else m
        for m in glossary.find_metrics(text)
    )


def _plain(mention: Mention) -> Mention:
    """ "Revenue fell" names revenue; that it is a change, the figure and its words tell."""
    return replace(mention, concept=mention.concept.removesuffix("_change_pct"))


def _gross(mention: Mention, start: int, text: str) -> Mention:
    return Mention("gross_profit", "metric", text[start : mention.end], start, mention.end)


def heading_metric(text: str, glossary: Glossary) -> list[Mention]:
    """The metric that a label names as a whole: "net loss of discontinued operations" is another
    figure than the net loss.
    """
    plain = _BESIDE.sub("", fold(text)).strip()
    return [
        m
        for m in metrics_named(text, glossary)
        if len(m.text) >= (0.5 if has_han(plain) else WHOLE_LABEL) * len(plain)
    ]


def dated(around: Sequence[str]) -> Period:
    """The one period that the heading or, failing it, the title names."""
    for text in around:
        found = [p for p in read_periods(text) if p.start != p.end]
        if len(found) == 1:
            return found[0]  # a single day is when it was written, or met
    return NO_PERIOD


def party_around(around: Sequence[str], glossary: Glossary) -> str:
    """The one party that the heading or, failing it, the title names; else nothing."""
    for text in around:
        named = [m.concept for m in glossary.find(text) if m.kind in PARTIES]
        if len(set(named)) == 1:
            return named[0]
    return ""
