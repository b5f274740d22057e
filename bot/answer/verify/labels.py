"""Numbers and currencies that are no figures: of a name (Gemini 3, 10-Q, S&P 500), 以美元計.

A number that belongs to a name must be one that the quotes, their titles or the reader put to the
same letters, where they put any to them. A currency that is named must be one of the quotes'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answer.verify.numbers import Fault
from bot.answer.verify.reading import Reading, read
from bot.language.script import fold

__all__ = ["check_labels_of_names"]

NUMBERED = re.compile(
    r"(?<![\w.])(?:([a-z][a-z&]*)[ -]?(\d{1,3})|(\d{1,3})-([a-z]))(?![\d.,%]*[\d%])"
)
OF_A_NAME = re.compile(
    r"(?<![A-Za-z\d])(?:[A-Z][A-Za-z&]*[ -]?\d{1,3}|\d{1,3}-[A-Z])(?![\d.,%]*[\d%])"
)
CURRENCIES = (
    ("USD", re.compile(r"美元|美金|\bus dollars?\b|\bdollars?\b|us\$|(?<![a-z])\$")),
    ("EUR", re.compile(r"欧元|\beuros?\b|€")),
    ("GBP", re.compile(r"英镑|\bpounds?\b|\bsterling\b|£")),
    ("JPY", re.compile(r"日圆|日元|\byen\b|¥")),
    ("TWD", re.compile(r"新台币|新臺币|\bnew taiwan dollars?\b|nt\$")),
    ("CNY", re.compile(r"人民币|\byuan\b|\brenminbi\b|\brmb\b")),
)
TERMS = re.compile(
    r"以(?:美元|美金|欧元|英镑|日圆|日元|新台币|人民币)(?=计)"
    r"|\bin (?:terms of )?(?:us dollars|dollars|euros|pounds|yen|yuan|new taiwan dollars)\b"
)


def check_labels_of_names(
    text: str, quotes: Sequence[str], context: Sequence[str]
) -> Iterator[Fault]:
    """The first number of a name, or currency, that the quotes have otherwise."""
    mine = read(text)
    theirs = [read(words) for words in quotes]
    own = sorted(_numbered(mine))
    around = [*theirs, *map(read, context)] if own else []
    known = {label for r in around for label in _numbered(r)}
    stems = {stem for stem, _ in known}
    for stem, number in own:
        if stem in stems and (stem, number) not in known:
            reason = "the cited sentences have another number in this name"
            yield Fault("unsupported_number", f"{stem} {number}", reason)
            return
    yield from _in_terms(mine, theirs)


def _numbered(reading: Reading) -> set[tuple[str, str]]:
    """Letters with the number that is put to them and is no figure, date or marker."""
    found = set()
    for match in OF_A_NAME.finditer(reading.text):
        start, end = match.span()
        taken = [(f.start, f.end) for f in reading.figures] + [d.span for d in reading.dates]
        parts = NUMBERED.match(reading.folded[start:end])
        if parts and not any(a < end and start < b for a, b in taken):
            stem = parts.group(1) or f"-{parts.group(4)}"
            found.add((stem, parts.group(2) or parts.group(3)))
    return found


def _in_terms(mine: Reading, theirs: Sequence[Reading]) -> Iterator[Fault]:
    """A figure told in terms of a currency that the quotes do not name, where they name one."""
    for match in TERMS.finditer(mine.folded):
        told = {code for r in theirs for code, words in CURRENCIES if words.search(r.folded)}
        said = {code for code, words in CURRENCIES if words.search(fold(match.group()))}
        if told and said and not said & told:
            reason = "the cited sentences count in another currency"
            yield Fault("wrong_unit", mine.text[slice(*match.span())], reason)
            return
