"""Whether a claim is its cited sentence as that stands, or brings it whole in quotation marks.

Such a sentence says nothing that its source does not say: no reading of its figures, years or
directions can hold it back. Around a quote stands what names the document, and a figure at most
that the quote has. It judges no other claim, and none with a calculation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.quantities import read_quantities
from bot.language.script import fold
from bot.records import Claim

__all__ = ["as_written"]

_ENDS = " \t\n.。"
_NUMBER = re.compile(r"\d")


def as_written(claim: Claim, text: str, quotes: Sequence[str]) -> bool:
    """Whether the text of a claim, its document's title and place left out, is one of the quotes to
    the letter, or one of them in quotation marks beside which no other figure stands.
    """
    if claim.kind != "claim" or claim.calculations or claim.unknown:
        return False
    said = text.strip(_ENDS)
    for quote in quotes:
        bare = quote.strip(_ENDS)
        if not bare:
            continue
        if fold(said) == fold(bare):
            return True
        marked = next((m for m in (f"“{bare}”", f"「{bare}」") if m in text), "")
        if marked and not claim.facts and _only_told(text.replace(marked, " "), bare):
            return True
    return False


def _only_told(around: str, quote: str) -> bool:
    """Whether each figure that stands around a quote is one of its own, in its unit."""
    said = read_quantities(around)
    told = {(q.value, q.unit) for q in read_quantities(quote)}
    bare = around
    for quantity in sorted(said, key=lambda q: -q.start):
        bare = bare[: quantity.start] + bare[quantity.end :]
    return not _NUMBER.search(bare) and all((q.value, q.unit) in told for q in said)
