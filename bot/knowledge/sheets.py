"""Readers of CSV files and Excel workbooks: sheets cut into tables at their empty rows.

Figures are shown as the sheet shows them ($16,058, 12.5%, 2025-11-30); formulas are not worked
out, their stored results are read. Hidden sheets stay out. A row keeps the number that it has in
its sheet.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal
from pathlib import Path
from typing import Any

from bot.errors import FileError
from bot.knowledge.blocks import Block, Reading
from bot.knowledge.tables import Table, is_figure, table_blocks

__all__ = ["read_csv", "read_xlsx"]

_DELIMITERS = ",;\t|"
_SAMPLE = 20_000
_MOST_CELLS = 2_000_000
# Excel keeps 15 digits; what stands behind them is noise of binary fractions.
_AS_EXCEL = Context(prec=15)
# What openpyxl lets through on malformed parts is not all its own; XML errors are SyntaxErrors.
_BROKEN = (SyntaxError, KeyError, ValueError, OSError, TypeError, AttributeError, IndexError)
_QUOTED = re.compile(r'"[^"]*"|\\.')
_CURRENCY = re.compile(r"\[\$([^\]-]+)[^\]]*\]|([$€£¥₩])")


def read_csv(text: str) -> Reading:
    """A CSV file by rows; its delimiter is found, its first rows of words head the columns."""
    try:
        dialect: Any = csv.Sniffer().sniff(text[:_SAMPLE], delimiters=_DELIMITERS)
    except csv.Error:
        dialect = csv.excel
    try:
        rows = list(csv.reader(io.StringIO(text), dialect))
    except csv.Error as error:
        raise FileError(f"is no readable CSV ({error})") from error
    return Reading(tuple(_blocks(rows, "")))


def read_xlsx(path: Path) -> Reading:
    """An Excel workbook by sheets and rows. Raises FileError where it cannot be opened."""
    import zipfile

    import openpyxl  # type: ignore[import-untyped]
    from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

    blocks: list[Block] = []
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and validations that it leaves out; values are complete.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            for sheet in book.worksheets:
                if sheet.sheet_state == "visible":
                    blocks.extend(_blocks(_cells(sheet), sheet.title))
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, *_BROKEN) as error:
        raise FileError("is no Excel workbook that can be opened; save it as .xlsx") from error
    return Reading(tuple(blocks))


def _cells(sheet: Any) -> Iterator[list[str]]:
    # The size that a sheet declares may be a lie, and openpyxl would fill it with empty cells.
    sheet.reset_dimensions()
    count = 0
    for row in sheet.iter_rows():
        cells = [_shown(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        count += len(cells)
        if count > _MOST_CELLS:
            raise FileError(f"has a sheet of more than {_MOST_CELLS} cells; split it")
        yield cells


def _blocks(rows: Iterable[Sequence[str]], sheet: str) -> Iterator[Block]:
    """The rows of each table with their places."""
    for number, table in enumerate(_tables(rows), 1):
        place = f"{sheet} table {number}" if sheet else ""
        yield from table_blocks(table, place=place, heading=sheet)


def _tables(rows: Iterable[Sequence[str]]) -> Iterator[Table]:
    """The tables of a sheet: after an empty row, a row without figures begins another one."""
    numbered: list[tuple[int, Sequence[str]]] = []
    gap = complete = False
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row]
        filled = sum(map(bool, cells))
        if not filled:
            gap = True
            continue
        figures = any(is_figure(cell) for cell in cells)
        # A title and its magnitude may stand apart above the heads.
        if gap and complete and not figures:
            yield _table(numbered)
            numbered, complete = [], False
        complete = complete or figures or (bool(numbered) and filled > 1 < _filled(numbered[-1]))
        gap = False
        numbered.append((number, cells))
    if numbered:
        yield _table(numbered)


def _filled(numbered: tuple[int, Sequence[str]]) -> int:
    return sum(map(bool, numbered[1]))


def _table(numbered: Sequence[tuple[int, Sequence[str]]]) -> Table:
    width = max(len(row) for _, row in numbered)
    rows = [[*row, *[""] * (width - len(row))] for _, row in numbered]
    return Table(rows, numbers=[number for number, _ in numbered])


def _shown(cell: Any) -> str:
    value, number_format = cell.value, str(getattr(cell, "number_format", "") or "")
    if value is None:
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _figure(value, number_format)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value) if not isinstance(value, timedelta) else f"{value.total_seconds():g} s"


def _figure(value: int | float, number_format: str) -> str:
    """A number with the percent sign, currency and thousands that its format shows."""
    # repr of a float is the shortest that reads back, so 0.1 stays 0.1.
    number = Decimal(repr(value))
    if not number.is_finite():
        return ""
    if number_format.count("%") == 1:
        return f"{_plain(_AS_EXCEL.multiply(number, Decimal(100)))}%"
    bare = _QUOTED.sub(lambda found: found[0].strip('"\\'), number_format.partition(";")[0])
    money = _CURRENCY.search(bare)
    sign = (money[1] or money[2]).strip() if money else ""
    shown = _plain(_AS_EXCEL.plus(abs(number)))
    whole, dot, rest = shown.partition(".")
    if "#,#" in bare:
        whole = f"{int(whole):,}"
    gap = " " if sign and sign[-1].isalpha() else ""
    return f"{'-' if number < 0 else ''}{sign}{gap}{whole}{dot}{rest}"


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
