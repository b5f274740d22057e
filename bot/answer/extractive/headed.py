"""How an answer begins: never with a sentence that points to one that the reader has not read.

The sentence before it in its passage goes in front, where that can be read alone and the length
asked for leaves room; else the next sentence that can be read alone does. Of a reader's own
document nothing is moved: what it says first is what was found. It words nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from bot.answer.extractive.quoting import CORPUS, Voice, quoted, text_of
from bot.language.script import fold
from bot.language.turns import LEANS, POINTS_BACK
from bot.records import Claim, Evidence, Question, SentenceRef

__all__ = ["headed"]


def headed(
    claims: Iterator[Claim], question: Question, evidence: Evidence, voice: Voice
) -> Iterator[Claim]:
    """The claims of an answer, beginning with one that can be read alone."""
    first = next(claims, None)
    if first is None:
        return
    ref = _leaning(first)
    if ref is None:
        yield first
        yield from claims
        return
    before = SentenceRef(ref.passage_id, ref.sentence - 1, ref.index)
    text = text_of(before, evidence, voice)
    if text and POINTS_BACK.search(fold(text)) is None and question.form.at_most != 1:
        yield from quoted(before, evidence, voice)
        yield first
        yield from claims
        return
    rest = list(claims)
    better = next((c for c in rest if c.refs and _leaning(c) is None), None)
    if better is not None:
        yield better
    yield from chain([first], (c for c in rest if c is not better))


def _leaning(claim: Claim) -> SentenceRef | None:
    """The corpus' sentence that a claim quotes, where it leans on the one before it."""
    plain = claim.kind == "claim" and not claim.calculations and len(claim.refs) == 1
    if not plain or claim.refs[0].index != CORPUS or claim.refs[0].sentence == 0:
        return None
    folded = fold(claim.text)
    points = POINTS_BACK.search(folded) or (not claim.facts and LEANS.search(folded))
    return claim.refs[0] if points else None
