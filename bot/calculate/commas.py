"""Commas without a space in a list of arguments: do they group digits or part figures?

`sum(100,200,300)` may be one figure or three. A list in which anything parts the arguments for
sure (a comma with a space, `;`, `、`) is read as written; where nothing does, both readings are
tried and where both come to something neither is chosen. It reads no figure.
"""

from __future__ import annotations

import re

_GROUPED = re.compile(r"(?<![^\W_])(?<![$€£¥₩.,])[1-9]\d{0,2}(?:,[1-9]\d\d)+(?!\d)(?!,0\d\d)")
"""A figure with nothing before it, whose every group could stand alone (none begins with 0)."""
_PARTED = re.compile(r"[;；、]|,\s|\s,")
_INSIDE = re.compile(r"[(（][^()（）]*[)）]")
_WIDE = {ord(wide): ord(wide) - 0xFEE0 for wide in "０１２３４５６７８９．"} | {ord("，"): ord(",")}
_NOTHING_BEFORE = str.maketrans("負负", "--")


def open_commas(arguments: str) -> bool:
    """Whether some comma of a call's arguments may as well group digits as part two figures."""
    if "," not in arguments and "，" not in arguments:
        return False
    bare = _without_brackets(arguments)
    wide = any(char in bare for char in "０１２３４５６７８９")
    if not wide and "，" in bare:
        return False  # a full-width comma groups no half-width digits, so it parts for sure
    bare = bare.translate(_WIDE | _NOTHING_BEFORE)
    return _GROUPED.search(bare) is not None and _PARTED.search(bare) is None


def first_group(text: str, at: int) -> int | None:
    """Where the first group of a grouped figure that begins here ends; None where none begins."""
    folded = text[at : at + 100].translate(_WIDE)
    found = _GROUPED.match(folded)
    return at + folded.index(",") if found else None


def ungrouped(argument: str) -> str:
    """An argument as it reads with no comma inside its figures."""
    return re.sub(r"(?<=[\d０-９])[,，](?=[\d０-９]{3})", "", argument.strip())


def _without_brackets(text: str) -> str:
    """The text with what stands in inner brackets, whose commas are their own, taken out."""
    while (shorter := _INSIDE.sub("\x01", text)) != text:
        text = shorter
    return text
