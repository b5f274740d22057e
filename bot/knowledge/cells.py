"""Figures of table rows: the row's label, the column's head and the cell are what names them.

A row is a text of heads and cells ("Item: Revenue; 2024: 846,200") as `bot.knowledge.tables` writes
it. Knows one row at a time, and no table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.knowledge.figures_read import (
    CELL,
    OUTLOOK,
    PARTIES,
    ROW,
    Reading,
    dated,
    heading_metric,
    party_around,
)
from bot.language.glossary import Glossary
from bot.language.own_years import NUMBERED_YEAR
from bot.language.periods import read_periods
from bot.language.quantities import read_quantities
from bot.language.script import fold
from bot.records import Period, Quantity

__all__ = ["TOTALS", "cells_of", "read_row", "table_name"]

_CELL = re.compile(r"[;；|]\s+|；")
_NAMED_CELL = re.compile(r"^([^:：]{1,60})[:：]\s*(\S.*)$", re.DOTALL)
_TIME_HEAD = re.compile(
    r"(?:fiscal )?(?:years?|quarters?|months?|dates?|days?|periods?|as of)"
    r"|年度?|年份|季度?|月份?|日期|期间|会计年度"
)
_NUMBERED_TABLE = re.compile(
    r"^(?:(?:table|exhibit|annex|schedule|item|section|part)\s+[\dA-Z]+(?:[-.]\d+)*|附?[表圖图]\s*[\d一二三四五六七八九十]+"
    r"(?:[-.]\d+)*|[一二三四五六七八九十\d]{1,3}[、.．])[\s:：.、—–-]*",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\([^()]*\)|（[^（）]*）")
LONGEST_UNIT = 6
TOTALS = re.compile(
    r"^\W*(?:grand |sub-?)?totals?\b|^\W*sum\b|^\W*(?:合计|总计|小计|总和|加总)"
    r"|^\W*(?:all|overall)(?: (?!other\b)[a-z]+)?\W*$"
    r"|^\W*(?:全部|全体|整体)[\u3400-\u9fff]{0,4}\W*$"
)
"""The label of a row that adds up the others, folded."""


def cells_of(text: str) -> list[tuple[str, str, int]]:
    """A row's cells as head, content and offset of the content; empty for prose."""
    cells: list[tuple[str, str, int]] = []
    at, named = 0, 0
    for piece in [*_CELL.finditer(text), None]:
        end = piece.start() if piece else len(text)
        part = text[at:end]
        found = _NAMED_CELL.match(part)
        if found:
            named += 1
            cells.append((found[1].strip(), found[2].strip(), at + found.start(2)))
        elif part.strip():
            cells.append(("", part.strip(), at))
        at = piece.end() if piece else end
    if any(text.count("(") != text.count(")") for head, said, _ in cells for text in (head, said)):
        return []  # £312m (2024: £298m; 2023: £305m) is a sentence
    return cells if named >= 2 and named >= len(cells) - 1 else []


def read_row(
    cells: Sequence[tuple[str, str, int]],
    lang: str,
    around: Sequence[str],
    glossary: Glossary,
) -> Iterator[Reading]:
    """The figures of a row that fill a cell; `around` are the heading and the title."""
    kind, label = next(((h, c) for h, c, _ in cells if not _only_figure(c, lang)), ("", ""))
    whole = read_periods(label)
    when = whole[0] if whole and (whole[0].start or whole[0].end) else None
    when = when or next((p for h, said, _ in cells if (p := _cell_period(h, said))), None)
    for head, said, at in cells:
        found = read_quantities(said, lang)
        if not found or said == label or not _only_figure(said, lang):
            continue
        of_head = [p for p in read_periods(head) if p.start or p.end or _numbered(p)]
        metrics = heading_metric(head, glossary)
        of_label = [] if metrics else heading_metric(label, glossary)
        metrics = metrics or of_label or heading_metric(around[0], glossary)
        quantity = found[0]
        yield Reading(
            quantity=Quantity(
                quantity.value,
                quantity.unit,
                quantity.text,
                at + quantity.start,
                at + quantity.end,
                quantity.bound,
                quantity.low,
                quantity.high,
            ),
            clause=CELL.join((f"{kind} {label}".strip(), head, said)),
            metric=metrics[0].concept if metrics else _plain_name(head, around, bool(of_head)),
            period=of_head[0] if of_head else when or dated(around),
            subject=party_around(around, glossary) if of_label else _row_subject(label, glossary),
            topic=ROW,
            status="guidance" if OUTLOOK.search(fold(f"{head} {label}")) else "reported",
        )


def _numbered(period: Period) -> bool:
    """Whether a head names a year by its number alone: FY26."""
    return NUMBERED_YEAR.fullmatch(period.label) is not None


def _plain_name(head: str, around: Sequence[str], dated: bool) -> str:
    """What a column measures: its head, or the table's where the head is a period."""
    measure = _without_time(head) if dated else head
    return measure or table_name(around[0]) or around[1]


def _without_time(head: str) -> str:
    """A head without the time that it names: Average intake 2024-25, 113年產量."""
    told = head
    for period in reversed(read_periods(head)):
        if period.span is not None:
            told = told[: period.span[0]] + " " + told[period.span[1] :]
    told = " ".join(told.replace("()", "").replace("（）", "").split()).strip(" ,，-–—:：")
    return (
        told
        if sum(char.isalpha() for char in told) >= 2 and not _TIME_HEAD.fullmatch(fold(told))
        else ""
    )


def table_name(heading: str) -> str:
    """What a table is called: the last of the headings above it, without its number and without
    figures, which a sentence that names it would seem to claim.
    """
    for part in reversed(heading.split(" › ")):
        name = _NUMBERED_TABLE.sub("", part).strip()
        for told in (name, _IN_BRACKETS.sub("", name).strip()):
            if told and not read_quantities(told):
                return told.capitalize() if told.isupper() else told
    return ""


def _row_subject(label: str, glossary: Glossary) -> str:
    parties = [m.concept for m in glossary.find(label) if m.kind in PARTIES]
    return parties[0] if parties else label


def _only_figure(said: str, lang: str) -> bool:
    """Whether a cell is a figure and nothing else."""
    found = read_quantities(said, lang)
    if len(found) != 1:
        return False
    rest = f"{said[: found[0].start]}{said[found[0].end :]}".strip(" ()*")
    whole = len(found[0].text.strip()) >= 0.6 * len(said.strip(" ()*"))
    # A unit that is not among ours: 36 kg, 640 Wh.
    return whole or (len(rest) <= LONGEST_UNIT and rest.isalpha() and found[0].start == 0)


def _cell_period(head: str, said: str) -> Period | None:
    found = [p for p in read_periods(said) if p.start or p.end]
    whole = len(found) == 1 and found[0].span is not None
    span = found[0].span if whole else None
    if not span or span[1] - span[0] < 0.7 * len(said):
        return None  # a day of opening or of birth is not when the row's figures hold
    return found[0] if _TIME_HEAD.fullmatch(fold(head)) else None
