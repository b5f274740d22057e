"""Near-duplicate search between questions, so that what is tuned on cannot leak into a test.

Two questions are near-duplicates when their character trigrams (pairs in Chinese) overlap, as they
stand or with figures, dates and names masked: the second finds one template filled in twice.
Compares text only: it does not see that two questions ask for the same thing in other words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

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
    words = _near([key[0] for key in left], [key[0] for key in right], SAME_WORDS)
    templates = _near([key[1] for key in left], [key[1] for key in right], SAME_TEMPLATE)
    found = {place: Leak("", "", share, "template") for place, share in templates.items()}
    found |= {place: Leak("", "", share, "words") for place, share in words.items()}
    return tuple(
        replace(leak, one=tuned_on[at_1], other=judged_by[at_2])
        for (at_2, at_1), leak in sorted(found.items(), key=lambda item: item[0])
    )


def _near(
    left: Sequence[frozenset[str]], right: Sequence[frozenset[str]], least: float
) -> dict[tuple[int, int], float]:
    """The pairs that share at least so much, as places on the right and on the left.

    Counts what each on the right has in common with all that hold one of its grams: most pairs
    have nothing in common and are never looked at.
    """
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at, some in enumerate(left):
        for gram in some:
            holders[gram].append(at)
    rows = {gram: np.array(places) for gram, places in holders.items()}
    sizes = np.array([len(some) for some in left])
    near = {}
    for at, some in enumerate(right):
        met = [rows[gram] for gram in some if gram in rows]
        if not met:
            continue
        common = np.bincount(np.concatenate(met), minlength=len(left))
        shares = common / (sizes + len(some) - common)
        near.update({(at, int(to)): float(shares[to]) for to in np.flatnonzero(shares >= least)})
    return near


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
