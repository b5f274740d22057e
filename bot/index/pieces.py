"""A text cut into pieces to match by: names, figures, Chinese runs, Latin words, bare numbers.

Names come from the glossary and figures from the quantity reader; what lies between them is cut by
script. Each piece carries the terms that stand for it in an index (`c:` a concept, `q:` a figure by
its value, `n:` a number or year, `w:` a stem or code, `h:` Chinese characters). Works on folded
text, whose offsets are the original's. Knows no dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from bot.index.stems import stem
from bot.language.periods import read_periods
from bot.language.quantities import read_quantities

__all__ = ["Piece", "bigrams", "cut", "figures", "merged", "periods", "terms_of"]

_CJK = (
    "\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003fffd"
)
_LETTER = rf"(?:(?![{_CJK}])[^\W_])"
_PIECE = re.compile(
    rf"(?P<han>[{_CJK}]+)|(?P<number>\d+(?:[.,]\d+)*(?!{_LETTER}))"
    rf"|(?P<latin>{_LETTER}+(?:['.&/-]{_LETTER}+)*)"
)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_PART = re.compile(r"Q[1-4]|H[12]|FY")
_ISO = re.compile(r"\d{4}-(\d\d)(?:-(\d\d))?")
_CHINESE_DATE = re.compile(r"(?<!\d)(\d{1,2})月(?:(\d{1,2})日)?")
_PARTS = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of folded text with the terms that stand for it."""

    kind: Literal["name", "figure", "period", "han", "latin", "number"]
    start: int
    end: int
    terms: tuple[str, ...]


def cut(folded: str, fixed: Iterable[Piece] = ()) -> Iterator[Piece]:
    """The pieces of a folded text in order; `fixed` ones (names, figures) stand as they are."""
    at = 0
    for piece in (*fixed, None):
        end = piece.start if piece else len(folded)
        for found in _PIECE.finditer(folded, at, end):
            yield Piece(found.lastgroup, *found.span(), _terms(found))  # type: ignore[arg-type]
        if piece:
            yield piece
            at = piece.end


def terms_of(folded: str, fixed: Iterable[Piece] = ()) -> Iterator[str]:
    """The terms of the pieces that `cut` would give, in order."""
    at = 0
    for piece in (*fixed, None):
        for found in _PIECE.finditer(folded, at, piece.start if piece else len(folded)):
            yield from _terms(found)
        if piece:
            yield from piece.terms
            at = piece.end


def figures(text: str) -> tuple[Piece, ...]:
    """The figures of a text: 523 billion, 5,230億 and $523bn carry one term."""
    return tuple(
        Piece("figure", q.start, q.end, tuple(_figure_term(v, q.unit) for v in q.values))
        for q in read_quantities(text)
    )


def periods(text: str) -> tuple[Piece, ...]:
    """The stretches of time that a text names: year, half, quarter, month and day are terms."""
    found = ((period, _period_terms(period.label)) for period in read_periods(text))
    return tuple(Piece("period", *p.span, terms) for p, terms in found if p.span and terms)


def merged(first: Iterable[Piece], second: Iterable[Piece]) -> tuple[Piece, ...]:
    """All of the first and those of the second that touch none of them, in text order."""
    kept = list(first)
    taken = {at for piece in kept for at in range(piece.start, piece.end)}
    kept += (p for p in second if not taken.intersection(range(p.start, p.end)))
    return tuple(sorted(kept, key=lambda piece: piece.start))


def bigrams(run: str) -> tuple[str, ...]:
    """The character pairs of a Chinese run; a run of one character stands for itself."""
    if len(run) == 1:
        return (f"h:{run}",)
    return tuple(f"h:{run[at : at + 2]}" for at in range(len(run) - 1))


def _terms(found: re.Match[str]) -> tuple[str, ...]:
    if found.lastgroup == "latin":
        return _latin_terms(found.group())
    if found.lastgroup == "han":
        return tuple(_characters(found.group()))
    return (f"n:{found.group().replace(',', '').strip('.')}",)


def _characters(run: str) -> Iterator[str]:
    yield from bigrams(run)
    if len(run) > 1:
        # A word of one character (稅, 債) is asked for alone.
        yield from (f"h:{char}" for char in run)


@lru_cache(maxsize=65_536)
def _latin_terms(word: str) -> tuple[str, ...]:
    """Stems of a word's parts; a code such as gpt-5 also in one piece."""
    if word.isalpha():
        return (f"w:{stem(word)}",)
    parts = [part for part in _PARTS.findall(word) if len(part) > 1 or part.isdigit()]
    terms = [f"w:{stem(part)}" for part in parts if part.isalpha() and part != "s"]
    if any(char.isdigit() for char in word):
        terms.insert(0, "w:" + "".join(char for char in word if char.isalnum()))
    elif len(word.replace(".", "")) <= 4:
        terms.insert(0, "w:" + word.replace(".", ""))  # u.s., s&p
    return tuple(dict.fromkeys(terms))


def _period_terms(label: str) -> tuple[str, ...]:
    terms = [f"n:{year}" for year in _YEAR.findall(label)]
    terms += (f"p:{part}" for part in _PART.findall(label))
    for month, day in _ISO.findall(label) + _CHINESE_DATE.findall(label):
        terms.append(f"p:M{int(month)}")
        terms += [f"p:D{int(day)}"] if day else []
    return tuple(dict.fromkeys(terms))


def _figure_term(value: Decimal, unit: str) -> str:
    return f"q:{value.normalize():f}" + ("%" if unit in {"%", "pp"} else "")
