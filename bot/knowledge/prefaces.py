"""What a document says once of all that follows: the unit of its amounts, and how its years run.

A unit goes into the bare cells of tables whose rows speak of money, as a caption's does, and stands
beside each passage for the reader of its sentences (`bot.knowledge.lent_units`). It holds below its
heading, and to the end of the document where the sentence says so ("unless otherwise stated"). It
does not read units of other kinds than money.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

from bot.knowledge.blocks import Block
from bot.knowledge.cells import cells_of
from bot.knowledge.lent_units import DATE, MONEY_WORD, UNIT, YEAR, unit_stated
from bot.knowledge.magnitudes import FIGURE, Magnitude, carry, stands_apart
from bot.language.periods import read_periods
from bot.language.script import fold
from bot.language.sentences import split_sentences
from bot.records import Passage, Preface

__all__ = ["with_prefaces", "with_units", "year_end", "year_stated"]

LENGTH = (358, 371)
"""Days from the first to the last of a year, or of 52 or 53 weeks."""
MOST = 0.6
"""The share of a table's rows that speak of money where one with decimals does so too."""
_THROUGHOUT = re.compile(
    r"\bunless\b|\bexcept where\b|\bthroughout\b"
    r"|\bin this (?:report|document|paper|review|statement)"
    r"|\ball (?:monetary |financial )?amounts\b"
    r"|除[^,。]{0,10}外|本(?:报告|年报|文件|文)|均以|皆以|一律"
)
_OF_MONEY = re.compile(
    r"(?:(?:table|exhibit|[表附]) ?[\w.-]{0,4}[:.、 ]+)?(?:[\w-]+ ){0,2}"
    rf"(?:{MONEY_WORD.pattern})"
    r"(?:$| (?:by|of|for|in)\b|[(,]|明细|分|表|结构|$)"
)
"""The title of a table of nothing but money: "Revenue by region", 各部門營收."""
_ROW = re.compile(r"(?:^| )row \d+(?: \(\d+\))?$")
_WRITTEN = re.compile(
    r"\b(?:updated|published|dated|issued|as (?:of|at)|posted)\b"
    r"|更新|发布|报导|报道|电[)）]?$|整理|印行"
)
OPENING, DATELINE = 3, 60
"""Passages that may say when a document was written; characters of a line that does so alone."""
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d")
_DEFINES = re.compile(
    r"\bmeans\b|\bis\b|\bare\b|\brefers? to\b|\bruns?\b|\bends?\b|\bcovers?\b|\bstands? for\b|="
    r"|系?指|为|自|至|以"
)
_OF_A_YEAR = re.compile(
    r"\b(?:fy ?\d|(?:financial|fiscal|accounting|reporting|business|school|this|the|our) year)"
    r"|会计年度|财政年度|年度|学年|营业年度",
)
_ENDS = re.compile(
    r"(?:financial|fiscal|accounting|reporting|business|our) years? (?:always )?ends? "
    r"(?:each year )?(?:on|in) (?:the )?(?:(?P<d>\d{1,2})(?:st|nd|rd|th)?(?: of)? )?"
    r"(?P<m>[a-z]{3,9})"
    r"(?: (?P<d2>\d{1,2})(?:st|nd|rd|th)?\b)?"
    r"|(?:会计|财政|营业)年度[^。;]{0,16}?(?:至|止于|结束于|截至)(?:每年|次年|隔年|翌年)?"
    r"(?P<zm>\d{1,2})月(?P<zd>\d{1,2})?"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


@dataclass(frozen=True, slots=True)
class _Scope:
    """A unit that is stated, under which heading, and whether it holds to the document's end."""

    text: str
    magnitude: Magnitude
    heading: str
    throughout: bool

    def reaches(self, heading: str) -> bool:
        return self.throughout or not self.heading or heading.startswith(self.heading)


@dataclass(slots=True)
class _Row:
    """A row of a table: where it stands, its label, its cells, and whether it speaks of money."""

    at: int
    label: str
    cells: list[tuple[str, str, int]]
    money: bool = False


def with_units(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, the bare amounts of their tables with the unit that stands before them."""
    done = list(blocks)
    scope: _Scope | None = None
    for table, group in groupby(range(len(done)), key=lambda at: _table(done[at])):
        places = list(group)
        block = done[places[0]]
        if not table:
            scope = _stated(block.text, block.heading) or scope
        elif scope is not None and scope.reaches(block.heading):
            for at, text in _lent_rows([done[at] for at in places], scope.magnitude):
                done[places[at]] = replace(done[places[at]], text=text)
    return tuple(done)


def with_prefaces(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages with what their document says once of the unit and of its years.

    How its years run holds for all of them; a unit for what follows.
    """
    years = (p for passage in passages for p in _sentences(passage) if year_stated(p.text))
    year = next((replace(p, kind=YEAR) for p in years), None)
    day = _written(passages)
    scope: _Scope | None = None
    unit: Preface | None = None
    done: list[Passage] = []
    for at, passage in enumerate(passages):
        heading = next(iter(passage.heading.values()), "")
        lends = unit is not None and scope is not None and scope.reaches(heading)
        held = tuple(p for p in (unit if lends else None, year, day) if p is not None)
        done.append(replace(passage, prefaces=held))
        for preface in _sentences(passage):
            found = unit_stated(preface.text)
            if found is None or _ROW.search(passage.locator):
                continue
            scope = _Scope(preface.text, found[0], heading, _holds_on(preface.text))
            caption = at + 1 < len(passages) and _ROW.search(passages[at + 1].locator)
            unit = preface if found[1] and (scope.throughout or not caption) else None
    return tuple(done)


def _written(passages: Sequence[Passage]) -> Preface | None:
    """The title, heading or line near the beginning that says when a document was written."""
    for passage in passages[:OPENING]:
        above = [*passage.title.values(), *passage.heading.values()]
        for text in (*above, *(p.text for p in _sentences(passage))):
            days = [p for p in read_periods(text) if p.start and p.start == p.end]
            said = text in above or len(text) <= DATELINE or _WRITTEN.search(fold(text))
            if len(days) == 1 and said:
                return Preface(DATE, passage.id, 0, text)
    return None


def _sentences(passage: Passage) -> Iterator[Preface]:
    for lang, spans in passage.sentences.items():
        for number, (start, end) in enumerate(spans):
            yield Preface(UNIT, passage.id, number, passage.text[lang][start:end])


def _table(block: Block) -> str:
    """What the rows of one table have in common; nothing for a paragraph."""
    if not block.fixed:
        return ""
    return f"{_ROW.sub('', block.locator)}|{block.heading}"


def _stated(text: str, heading: str) -> _Scope | None:
    found = None
    for start, end in split_sentences(text):
        stated = unit_stated(text[start:end])
        if stated is not None:
            found = _Scope(text[start:end], stated[0], heading, _holds_on(text[start:end]))
    return found


def _holds_on(sentence: str) -> bool:
    return _THROUGHOUT.search(fold(sentence)) is not None


def _lent_rows(rows: Sequence[Block], magnitude: Magnitude) -> Iterator[tuple[int, str]]:
    """The rows that speak of money, by their place, with the unit in their bare cells."""
    found = [_row(at, block, magnitude) for at, block in enumerate(rows)]
    read = [row for row in found if row is not None]
    _add_up(read)
    share = sum(row.money for row in read) / max(1, len(read))
    for row in read:
        kept = [c for c in row.cells if c[1] is not row.label and _is_bare(c[1])]
        telling = any("." in said or said[:1] in "(-−–" for _, said, _ in kept)
        money = row.money or (share >= MOST and telling and not _apart(row, magnitude))
        text = rows[row.at].text
        for head, said, start in reversed(kept):
            of_column = MONEY_WORD.search(fold(head)) is not None
            if (money or of_column) and not stands_apart(head, magnitude, column=True):
                full = carry(said, magnitude, margin_of=f"{row.label} {head}")
                text = text[:start] + full + text[start + len(said) :]
        if text != rows[row.at].text:
            yield row.at, text


def _row(at: int, block: Block, magnitude: Magnitude) -> _Row | None:
    cells = cells_of(block.text)
    if not cells:
        return None
    row = _Row(at, next((said for _, said, _ in cells if not _is_bare(said)), ""), cells)
    named = fold(row.label), fold(block.heading.rpartition("›")[2].strip())
    money = MONEY_WORD.search(named[0]) or _OF_MONEY.match(named[1])
    row.money = bool(money) and not _apart(row, magnitude)
    return row


def _apart(row: _Row, magnitude: Magnitude) -> bool:
    """Whether a row is of counts, shares or the like; decimals and brackets are no counts."""
    money = MONEY_WORD.search(fold(row.label)) is not None
    counted = not money and not any("." in said or "(" in said for _, said, _ in row.cells[1:])
    return stands_apart(row.label, magnitude if counted else Magnitude())


def _add_up(rows: Sequence[_Row]) -> None:
    """Rows right above one of money that is their sum are of money too."""
    for place, row in enumerate(rows):
        if not row.money:
            continue
        whole = _first_value(row)
        total = Decimal(0)
        for back in range(place - 1, -1, -1):
            part = _first_value(rows[back])
            if part is None or whole is None:
                break
            total += part
            if total == whole and place - back > 1:
                for one in rows[back:place]:
                    one.money = one.money or not _apart(one, Magnitude())
                break


def _first_value(row: _Row) -> Decimal | None:
    return next((_value(said) for _, said, _ in row.cells if _is_bare(said)), None)


def _value(said: str) -> Decimal:
    found = FIGURE.fullmatch(fold(said))
    if found is None:
        return Decimal(0)
    value = Decimal(found["digits"].replace(",", ""))
    return -value if found["minus"] or found["minus2"] or found["open"] else value


def _is_bare(said: str) -> bool:
    """Whether a cell is a figure without any unit, and no year."""
    found = FIGURE.fullmatch(fold(said))
    if found is None or found["sign"] or found["unit"] or found["unit2"]:
        return False
    return _YEAR_ALONE.fullmatch(said.strip()) is None


@lru_cache(maxsize=2048)
def year_stated(sentence: str) -> str:
    """The month and day on which a document's years end, of the sentence that says so; else empty.

    "FY26 is the year ended 31 March 2026", "our financial year ends on 30 June", 本年度指… .
    """
    folded = fold(sentence)
    if ends := _ENDS.search(folded):
        told = _day(ends["m"] or ends["zm"], ends["d"] or ends["d2"] or ends["zd"])
        if told:
            return told
    lead = _OF_A_YEAR.search(folded)
    if lead is None or not _DEFINES.search(folded, lead.end(), lead.end() + 24):
        return ""
    return year_end(sentence)


def _day(month: str, day: str | None) -> str:
    number = int(month) if month.isdigit() else 0
    number = number or next((n for n, m in enumerate(_MONTHS, 1) if month.startswith(m)), 0)
    if not 1 <= number <= 12:
        return ""
    last = 28 if number == 2 else 30 if number in (4, 6, 9, 11) else 31
    return f"-{number:02d}-{min(int(day or last), last):02d}"


@lru_cache(maxsize=1024)
def year_end(text: str) -> str:
    """The month and day on which the year that a text names ends, where that is not December."""
    for period in read_periods(text):
        if period.start and period.end and not period.end.endswith("12-31"):
            days = (date.fromisoformat(period.end) - date.fromisoformat(period.start)).days
            if LENGTH[0] <= days <= LENGTH[1]:
                return period.end[4:]
    return ""
