"""Commas without a space in a list of arguments: do they group digits or part figures?

`sum(100,200,300)` may be one figure or three. A list in which anything parts the arguments for
sure (a comma with a space, `;`, `、`) is read as written; where nothing does, both readings are
tried and where both come to something neither is chosen. It reads no figure.
"""

from __future__ import annotations

import re

_GROUPS = r"\d{1,3}(?:,\d{3})+(?!\d)"
_FIGURE = re.compile(rf"(?P<grouped>{_GROUPS})(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+")
_ALONE = re.compile(r"[1-9]\d{0,2}(?:,[1-9]\d\d)+")
"""Groups that could each be a figure: none begins with 0."""
_BEFORE = re.compile(r"[^\W\d_]|[$€£¥₩]")
"""What makes one figure of what follows: a currency."""
_PARTED = re.compile(r"[;；、]|,\s|\s,")
_INSIDE = re.compile(r"[(（][^()（）]*[)）]")
_WIDE = {ord(wide): ord(wide) - 0xFEE0 for wide in "０１２３４５６７８９．"} | {ord("，"): ord(",")}
_NOTHING_BEFORE = str.maketrans("負负", "--")


def tight_figures(arguments: str) -> tuple[str, ...]:
    """The figures of a call's arguments whose commas may as well part two of them.

    None where something parts the arguments for sure, and none that a currency stands before.
    """
    if "," not in arguments and "，" not in arguments:
        return ()
    bare = _without_brackets(arguments)
    if "，" in bare and not any(char in bare for char in "０１２３４５６７８９"):
        return ()  # a full-width comma groups no half-width digits, so it parts for sure
    bare = bare.translate(_WIDE | _NOTHING_BEFORE)
    if _PARTED.search(bare):
        return ()
    return tuple(
        found["grouped"]
        for found in _FIGURE.finditer(bare)
        if found["grouped"] and not _BEFORE.match(bare[found.start() - 1 : found.start()])
    )


def could_part(figures: tuple[str, ...]) -> bool:
    """Whether each group of some figure could stand alone, so that its commas may part."""
    return any(_ALONE.fullmatch(figure) for figure in figures)


def first_group(text: str, at: int) -> int | None:
    """Where the first group of a grouped figure that begins here ends; None where none begins."""
    found = _FIGURE.match(text[at : at + 100].translate(_WIDE))
    if found is None or not found["grouped"] or not _ALONE.fullmatch(found["grouped"]):
        return None
    return at + found["grouped"].index(",")


def ungrouped(argument: str) -> str:
    """An argument as it reads with no comma inside its figures."""
    return re.sub(r"(?<=[\d０-９])[,，](?=[\d０-９]{3})", "", argument.strip())


def _without_brackets(text: str) -> str:
    """The text with what stands in inner brackets, whose commas are their own, taken out."""
    while (shorter := _INSIDE.sub("\x01", text)) != text:
        text = shorter
    return text
