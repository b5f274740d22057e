"""Near-duplicate search between questions, so that what is tuned on cannot leak into a test.

Two questions are near-duplicates when their character trigrams (pairs in Chinese) overlap, as they
stand or with figures, dates and names masked: the second finds one template filled in twice.
Compares text only: it does not see that two questions ask for the same thing in other words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SAME_WORDS = 0.6
"""Shared grams (Jaccard) from which two questions count as one wording."""
SAME_TEMPLATE = 0.6
"""The same for masked questions; "What was @'s @ at the end of #?" and its like reach it."""
LEAST_LEFT = 6
"""Characters that a template must keep besides its masks: fewer say nothing ("@的#？")."""

_HAN_NUMERAL = "零〇一二兩两三四五六七八九十百千萬万億亿兆"
_FIGURE = re.compile(
    rf"(?:us|nt)?\$?[\d][\d,.]*\s*(?:%|bn|billion|million|trillion|[{_HAN_NUMERAL}]+)?"
    rf"|[{_HAN_NUMERAL}]{{2,}}"
)
_LATIN_NAME = re.compile(r"(?<![A-Za-z])(?:[A-Z][A-Za-z0-9&]*)(?:[\s-]+[A-Z][A-Za-z0-9&]*)*")
_MONTH = re.compile(
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december)\b"
)


@dataclass(frozen=True, slots=True)
class Leak:
    """Two questions that are too alike, with the share of trigrams that they have in common."""

    one: str
    other: str
    alike: float
    by: str


def template(question: str, names: Iterable[str] = ()) -> str:
    """A question with its figures as #, its names as @, and no white space or marks.

    `names` are masked in any language, longest first; Latin words with a capital inside the
    sentence are masked as names besides.
    """
    text = unicodedata.normalize("NFKC", question).strip()
    first, rest = text[:1], text[1:]
    text = first + _LATIN_NAME.sub("@", rest)
    for name in sorted(set(names), key=len, reverse=True):
        if len(name) > 1:
            text = re.sub(re.escape(name), "@", text, flags=re.IGNORECASE)
    text = _MONTH.sub("#", text.lower())
    text = _FIGURE.sub("#", text)
    text = re.sub(r"[^\w#@]+", " ", text)
    text = re.sub(r"(?:[@#]\s*(?:'?s\s)?)*@(?:\s*[@#])*", "@", text)
    return re.sub(r"#(?:\s*#)+", "#", text).strip()


def grams(text: str) -> frozenset[str]:
    """The character trigrams of a text (pairs where it is Chinese); its ends are characters."""
    padded = f"\x02{text}\x03"
    size = 2 if re.search(r"[\u4e00-\u9fff]", text) else 3
    return frozenset(padded[at : at + size] for at in range(len(padded) - size + 1))


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of grams that two sets have in common (Jaccard)."""
    together = len(one | other)
    return len(one & other) / together if together else 0.0


def find_leaks(
    tuned_on: Sequence[str], judged_by: Sequence[str], names: Iterable[str] = ()
) -> tuple[Leak, ...]:
    """Every pair of questions, one of each side, that are nearly one wording or one template."""
    masked = list(names)
    left, right = _keys(tuned_on, masked), _keys(judged_by, masked)
    leaks = []
    for other, (plain_2, masked_2) in zip(judged_by, right, strict=True):
        for one, (plain_1, masked_1) in zip(tuned_on, left, strict=True):
            if (share := alike(plain_1, plain_2)) >= SAME_WORDS:
                leaks.append(Leak(one, other, share, "words"))
            elif masked_1 and masked_2 and (share := alike(masked_1, masked_2)) >= SAME_TEMPLATE:
                leaks.append(Leak(one, other, share, "template"))
    return tuple(leaks)


def _keys(
    questions: Sequence[str], names: Sequence[str]
) -> list[tuple[frozenset[str], frozenset[str]]]:
    pattern = _names_pattern(names)
    found = []
    for question in questions:
        plain = unicodedata.normalize("NFKC", question).lower()
        masked = template(pattern.sub("@", question) if pattern else question)
        left = len(re.sub(r"[@#\s]", "", masked))
        found.append((grams(plain), grams(masked) if left >= LEAST_LEFT else frozenset()))
    return found


def _names_pattern(names: Sequence[str]) -> re.Pattern[str] | None:
    longest = sorted({name for name in names if len(name) > 1}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest)), re.IGNORECASE) if longest else None
