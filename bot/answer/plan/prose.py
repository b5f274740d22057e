"""Which sentences an explanation is told in: those of the passage that answers, then what the
next one adds.

A passage of the corpus holds its figures and the reason behind them, so it is told together, the
sentences with a reason before those without; a second one is heard only where the choice between
the two is close. It words nothing, and what a reader's own document says it leaves to `selection`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.language.script import fold
from bot.records import Evidence, Level, Question, ScoredSentence, SentenceRef

__all__ = ["beside", "gives_reason", "heard", "in_order", "members", "reasons", "sides"]

CORPUS = "corpus"


@dataclass(frozen=True, slots=True)
class Room:
    """How many sentences a level has: of one passage alone, of the first of several, of others."""

    alone: int
    first: int
    others: tuple[int, ...]


ROOMS: dict[Level, Room] = {
    "brief": Room(2, 2, ()),
    "standard": Room(5, 4, (2, 1)),
    "detailed": Room(6, 5, (3, 2)),
}
EACH: dict[Level, int] = {"brief": 1, "standard": 4, "detailed": 5}
LISTED: dict[Level, int] = {"brief": 3, "standard": 10, "detailed": 16}
OF_FIRST: dict[Level, int] = {"brief": 3, "standard": 5, "detailed": 8}
OF_OTHERS: dict[Level, int] = {"brief": 1, "standard": 2, "detailed": 4}
TOLD: dict[Level, int] = {"brief": 3, "standard": 10, "detailed": 14}
"""How many sentences an answer has at most that tells of several things."""

OF_NEXT: dict[Level, int] = {"brief": 1, "standard": 2, "detailed": 3}
FURTHER: dict[Level, int] = {"brief": 0, "standard": 2, "detailed": 4}
"""Of how many further passages an answer tells that has a sentence of each side already."""

SPEAKS_OF_IT = 0.2
NEAR = (0.05, 0.1)
"""A second and a third passage are heard from these shares of the first one's probability on: told
alone, the first lacked a point in one explanation of five (docs/decisions/0082)."""

REASON = 0.15
"""What a sentence that gives a reason counts more, in shares of the question's words."""

_REASON = re.compile(
    r"\bbecause\b|\btherefore\b|\bthus\b|\bso that\b|, so\b|\bwhich is why\b|\bthat is why\b"
    r"|\bmeans that\b|\bdue to\b|\bdriven by\b|\bas a result\b|\bowing to\b|\bresults? in\b"
    r"|\bleads? to\b|\bcauses?d?\b|\bdepends? on\b|\bin order to\b|\breflect(?:s|ed|ing)?\b"
    r"|\brather than\b|\bunlike\b|\bwhile\b|\bonly (?:if|when|as)\b|\bsince (?!\d|[a-z]+ \d)"
    r"|因为|因此|所以|由于|于是|意味|代表|导致|使得|才[能会算是]|正是|以便|为了|取决|反映"
    r"|\breasons?\b|\battribut\w+|\bput it down to\b|\bthanks to\b"
    r"|主因|原因|理由|归因|归功|拜.{1,12}所赐"
    r"|不等于|并非|而非|而不是|只要|若|一旦|愈.{1,12}愈|越.{1,12}越"
)


def gives_reason(text: str) -> bool:
    """Whether a sentence ties one thing to another as its reason, result or condition."""
    return bool(_REASON.search(fold(text)))


def reasons(
    question: Question, evidence: Evidence, stated: Collection[SentenceRef | None]
) -> list[ScoredSentence]:
    """The sentences that an explanation draws from the corpus; none where nothing leads."""
    if not evidence.leading or any(index != CORPUS for index, _ in evidence.leading):
        return []
    room = ROOMS[question.level]
    first, *others = heard(evidence)
    chosen = _best(evidence, first, stated, room.first if others and room.others else room.alone)
    for key, free in zip(others, room.others, strict=False):
        chosen += _best(evidence, key, stated, free)
    return chosen


def heard(evidence: Evidence) -> list[tuple[str, str]]:
    """The passage that leads, and those that nearly lead as well, best first."""
    ranked = list(evidence.leading.items())
    told = [key for key, _ in ranked[:1]]
    for (key, share), floor in zip(ranked[1:], NEAR, strict=False):
        if share < floor * ranked[0][1]:
            break
        told.append(key)
    return told


def sides(question: Question, evidence: Evidence) -> list[ScoredSentence]:
    """What is told of each side of a comparison, or in answer to each of several questions.

    The sentence that covers a side best, then what has a figure where figures are asked for, else
    what gives a reason.
    """
    free = EACH[question.level]
    if evidence.beside and question.level != "brief":
        free -= 1  # what the sides were cut from may have missed is told beside them
    if len(evidence.facets) > 2:
        free = max(1, free - len(evidence.facets) + 2)
    figures = any(m.concept == "asks_number" for m in question.refusal_cues)
    chosen: dict[SentenceRef, ScoredSentence] = {}
    for facet in evidence.facets:
        first, *others = facet.sentences
        ranked = sorted(others, key=lambda s: -_adds(evidence, s, figures=figures))
        for scored in (first, *(s for s in ranked if _adds(evidence, s, figures=figures) > 0))[
            :free
        ]:
            chosen.setdefault(scored.ref, scored)
    return list(chosen.values())


def members(question: Question, evidence: Evidence) -> list[ScoredSentence]:
    """The sentences that tell the members of a list: most of the first passage, few of others."""
    level = question.level
    taken: Counter[str] = Counter()
    chosen: list[ScoredSentence] = []
    first = next((s.ref.passage_id for s in evidence.gathered), "")
    for scored in evidence.gathered:
        place = scored.ref.passage_id
        if taken[place] < (OF_FIRST if place == first else OF_OTHERS)[level]:
            taken[place] += 1
            chosen.append(scored)
    return chosen[: LISTED[level]]


def beside(
    question: Question,
    evidence: Evidence,
    told: Sequence[ScoredSentence],
    stated: Collection[SentenceRef | None] = (),
    *,
    each: int = 0,
    few: bool = True,
) -> list[ScoredSentence]:
    """What the passages that nearly lead as well add to what is told, best passage first.

    Only those of which nothing is told count: `few` of them beside sides, reasons or a result,
    and `each` sentences of one, where that is given.
    """
    level = question.level
    known = {s.ref.passage_id for s in told}
    limit = each or OF_NEXT[level]
    most = FURTHER[level] if few else len(evidence.beside)
    taken: Counter[str] = Counter()
    chosen: list[ScoredSentence] = []
    spare: list[ScoredSentence] = []
    for scored in evidence.beside:
        place = scored.ref.passage_id
        if place in known or scored.ref in stated or (place not in taken and len(taken) >= most):
            continue
        (spare if taken[place] >= limit else chosen).append(scored)
        taken[place] += 1
    room = max(limit * FURTHER[level], TOLD[level] - len(told))
    return [*chosen, *(() if each else spare)][:room]


def _adds(evidence: Evidence, scored: ScoredSentence, *, figures: bool) -> float:
    """What a sentence adds to the first one of its side; 0 where it adds nothing asked for."""
    wanted = scored.figures if figures else gives_reason(_texts(evidence, scored.ref))
    return scored.score + REASON * wanted if wanted or scored.score >= SPEAKS_OF_IT else 0.0


def _best(
    evidence: Evidence,
    key: tuple[str, str],
    stated: Collection[SentenceRef | None],
    free: int,
) -> list[ScoredSentence]:
    own = [
        s
        for s in evidence.sentences
        if (s.ref.index, s.ref.passage_id) == key and s.ref not in stated
    ]
    return sorted(own, key=lambda s: -_worth(evidence, s))[:free]


def _worth(evidence: Evidence, scored: ScoredSentence) -> float:
    return scored.score + REASON * gives_reason(_texts(evidence, scored.ref))


def _texts(evidence: Evidence, ref: SentenceRef) -> str:
    """The sentence in every language of its passage: twins give the same reason."""
    passage = evidence.passage(ref)
    spans = ((lang, spans[ref.sentence]) for lang, spans in passage.sentences.items())
    return "\n".join(passage.text[lang][start:end] for lang, (start, end) in spans)


def in_order(chosen: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    """Best passage first, but the sentences of one passage in their own order."""
    order: dict[tuple[str, str], int] = {}
    for position, scored in enumerate(chosen):
        order.setdefault((scored.ref.index, scored.ref.passage_id), position)
    return sorted(chosen, key=lambda s: (order[(s.ref.index, s.ref.passage_id)], s.ref.sentence))
