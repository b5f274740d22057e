"""Tables as text: each row of a CSV or Excel sheet is a passage that names its columns.

A row reads `Revenue: 16.1; Period: Q2`, so that a figure is never without the head of its column.
Figures are shown as the sheet shows them (12.5%, 2025-11-30); formulas are not worked out, their
stored results are read.
"""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.errors import FileError
from bot.knowledge.blocks import Block, Reading

__all__ = ["read_csv", "read_xlsx"]

_DELIMITERS = ",;\t|"
_SAMPLE = 20_000


def read_csv(text: str) -> Reading:
    """A CSV file by rows; its delimiter is found, its first row of words heads the columns."""
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
                rows = [[_shown(cell) for cell in row] for row in sheet.iter_rows()]
                blocks.extend(_blocks(rows, sheet.title))
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise FileError("is no Excel workbook that can be opened; save it as .xlsx") from error
    return Reading(tuple(blocks))


def _blocks(rows: Iterable[Sequence[str]], sheet: str) -> Iterator[Block]:
    """The rows below the head, each with its columns' names; a head follows each empty row."""
    head: Sequence[str] | None = None
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row]
        filled = [cell for cell in cells if cell]
        if not filled:
            head = None
        elif head is None and len(filled) > 1 and not any(_is_figure(cell) for cell in filled):
            head = cells
        else:
            place = f"{sheet} row {number}" if sheet else f"row {number}"
            yield Block(_row(head or (), cells), sheet, place)


def _row(head: Sequence[str], cells: Sequence[str]) -> str:
    named = [
        f"{head[at]}: {cell}" if at < len(head) and head[at] else cell
        for at, cell in enumerate(cells)
        if cell
    ]
    return "; ".join(named)


def _is_figure(cell: str) -> bool:
    plain = cell.strip("()$€£¥%+-− ").replace(",", "").replace(".", "", 1)
    return plain.isdigit()


def _shown(cell: Any) -> str:
    value, number_format = cell.value, str(getattr(cell, "number_format", "") or "")
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float)):
        # repr of a float is the shortest that reads back, so 0.1 stays 0.1.
        number = Decimal(repr(value))
        if "%" in number_format:
            return f"{(number * 100).normalize():f}%"
        return f"{number:f}".removesuffix(".0")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, (date, time)) else str(value)
