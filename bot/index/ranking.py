"""What happens to a ranked list before it is cut: repeats step back, both languages are heard.

A text that says what a better one has said already, with the same figures and nearly all the same
words, counts half (docs/decisions/0051). Where documents have no twins and the first hits are all
in one language, the best hit of the other takes the last place if it holds evidence of its own.
Reads texts and scores only; knows no arm and no index.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.language.script import fold
from bot.records import Hit

__all__ = ["REPEATED", "balanced", "spread_out"]

REPEATED = 0.5
"""What a near-duplicate of a better hit counts."""

SAME = 0.8
"""The share of their pieces that two near-duplicates have in common."""

EVIDENCE = 0.75
"""The share of the best score from which on a hit of the other language holds evidence."""

_FIGURE = re.compile(r"\d[\d.,]*")
_WORD = re.compile(r"[a-z]+|[\u3400-\u9fff]")
_RUN = 3

_Print = tuple[Counter[str], frozenset[str]]


def spread_out(hits: Sequence[Hit], k: int, explain: bool = False) -> list[Hit]:
    """The hits, best first, after near-duplicates of a better one have stepped back.

    Once k hits are new, the others are left as they are.
    """
    new: list[tuple[Hit, _Print]] = []
    found: list[Hit] = []
    for hit in hits:
        if len(new) == k:
            found.append(hit)
            continue
        here = _print_of(hit)
        twin = next((n for n, there in new if n.lang == hit.lang and _alike(here, there)), None)
        if twin is None:
            new.append((hit, here))
            found.append(hit)
            continue
        note = {"repeats": twin.passage.id} if explain else {}
        score = round(REPEATED * hit.score, 6)
        found.append(replace(hit, score=score, explain={**hit.explain, **note}))
    return sorted(found, key=lambda hit: -hit.score)


def balanced(hits: Sequence[Hit], k: int, explain: bool = False) -> list[Hit]:
    """The first k hits, the last of them the other language's best where it would be unheard."""
    first = list(hits[:k])
    languages = {hit.lang for hit in first}
    if k < 2 or len(languages) != 1 or any(len(hit.passage.text) > 1 for hit in first):
        return first
    others = (h for h in hits[k:] if h.lang not in languages and len(h.passage.text) == 1)
    other = next(others, None)
    if other is None or other.score < EVIDENCE * first[0].score:
        return first
    note = {"heard": f"the best in {other.lang}"} if explain else {}
    return [*first[:-1], replace(other, explain={**other.explain, **note})]


def _print_of(hit: Hit) -> _Print:
    """A text's figures and its runs of words or characters."""
    folded = fold(hit.passage.text[hit.lang])
    words = _WORD.findall(folded)
    runs = {" ".join(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))}
    return Counter(_FIGURE.findall(folded)), frozenset(runs)


def _alike(one: _Print, other: _Print) -> bool:
    (figures, runs), (others, there) = one, other
    few, many = sorted((len(runs), len(there)))
    if figures != others or few < SAME * many:
        return False
    shared = len(runs & there)
    return shared >= SAME * (few + many - shared)
