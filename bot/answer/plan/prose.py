"""Which sentences an answer in prose is told in, of those that retrieve weighed for it.

A reason, a comparison, a list or several answers are told by the sentences that most likely hold a
point, however many passages they stand in; how many, the level says. What a reader's own document
says it leaves to `selection`; it words nothing.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.answer.plan.asked_outright import asked_outright
from bot.answer.plan.companions import of_both
from bot.answer.plan.stated import share_between
from bot.knowledge.ledger import family, is_change
from bot.language.script import fold
from bot.language.turns import POINTS_BACK
from bot.language.twins import sentences_in
from bot.records import (
    COUNTED,
    Evidence,
    Level,
    Question,
    ScoredFact,
    ScoredSentence,
    SentenceRef,
)

__all__ = [
    "FITS",
    "OF_THE_TIME",
    "answer_first",
    "heard",
    "in_order",
    "opened",
    "reads_alone",
    "told",
]


@dataclass(frozen=True, slots=True)
class Room:
    """How many sentences are told in any case, how many at most, and the log odds from which on."""

    least: int
    most: int
    floor: float


ROOMS: dict[Level, Room] = {
    "brief": Room(2, 3, -2.0),
    "standard": Room(5, 9, -3.7),
    "detailed": Room(5, 14, -4.5),
}
OF_A_REASON: dict[Level, Room] = {
    "brief": Room(2, 3, -2.0),
    "standard": Room(3, 8, -3.5),
    "detailed": Room(5, 12, -4.3),
}
OF_A_LIST: dict[Level, Room] = {
    "brief": Room(2, 3, -2.0),
    "standard": Room(6, 10, -3.7),
    "detailed": Room(5, 16, -4.5),
}
MEMBERS: dict[Level, int] = {"brief": 6, "standard": 14, "detailed": 16}
"""Members of a list that the ledger holds whole."""
BY_RESULT: dict[Level, Room] = {
    "brief": Room(0, 0, 0.0),
    "standard": Room(0, 4, -2.6),
    "detailed": Room(0, 6, -3.2),
}
"""Beside the result of a calculation, which is told first."""

EVEN, TOGETHER = 0.25, -0.4
"""What each sentence told of a passage takes from the log odds of its next ones: where several
things are asked about, another passage's point is worth more than a further sentence on the first;
a reason stands in the sentences around what it explains."""

OF_THE_FIRST = 3
"""How many sentences of the passage that leads are told of a reason in any case."""

SHORT = 4
"""Sentences of a passage that is told to its end."""

AHEAD = 0.15
"""How much likelier to answer a passage must be than that of the first fact to open the answer."""

SURE, ASIDE = 0.5, 0.05
"""From a likeliest passage of that probability on, those of less than that share of it are left
aside: of 1352 sentences told of 296 plain questions 72, and one passage that was to be cited."""

OF_THE_TIME = "period 1.0"
"""What a fact is marked as that is of the very time named."""

LIKE_NAMED = "a figure of a like name"
"""What a fact is marked as that is no figure of the measure named."""

OFF, MISSED = "another period", "_vs_consensus"
SEVERAL = ("explanation", "summary", "list", "comparison")

FITS = 0.2
"""What holding the kind of thing asked for counts beside a sentence's score."""

CORPUS, GLOSSARY = "corpus", "glossary/"

NEAR = (0.05, 0.1)
"""A second and a third passage are heard from these shares of the first one's probability on: told
alone, the first lacked a point in one explanation of five (docs/decisions/0082)."""


def told(
    question: Question,
    evidence: Evidence,
    stated: Collection[SentenceRef | None] = (),
    *,
    computed: bool = False,
) -> list[ScoredSentence]:
    """The sentences that likeliest hold a point, best first, without those `stated` already."""
    reason = question.intent == "explanation" and not evidence.listed
    rooms = OF_A_REASON if reason else OF_A_LIST if evidence.gathered else ROOMS
    room = (BY_RESULT if computed else rooms)[question.level]
    cost = TOGETHER if reason else EVEN
    most = MEMBERS[question.level] if evidence.listed else room.most
    chosen = [] if computed else _first(evidence, reason=reason)[:most]
    free = [s for s in evidence.telling if s not in chosen]
    taken = Counter(s.ref.passage_id for s in chosen)
    while free and len(chosen) < room.most:
        odds, best = max(
            ((s.score - cost * taken[s.ref.passage_id], s) for s in free), key=lambda pair: pair[0]
        )
        if len(chosen) >= room.least and odds < room.floor:
            break
        free.remove(best)
        taken[best.ref.passage_id] += 1
        chosen.append(best)
    if not computed and question.level != "brief" and not evidence.listed:
        chosen += _to_the_end(evidence, chosen)
    return [s for s in chosen if s.ref not in stated]


def _to_the_end(evidence: Evidence, chosen: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    """The last sentence of a short passage of which all others are told: a chain of reasons ends
    with what comes of it.
    """
    told = {s.ref for s in chosen}
    ends = []
    for key in dict.fromkeys(_place(s) for s in chosen):
        passage = evidence.passages.get(key)
        count = len(next(iter(passage.sentences.values()))) if passage else 0
        refs = [SentenceRef(key[1], n, key[0]) for n in range(count)]
        if 2 < count <= SHORT and [r for r in refs if r not in told] == refs[-1:]:
            ends += [s for s in evidence.telling if s.ref == refs[-1]]
    return ends


def _first(evidence: Evidence, *, reason: bool) -> list[ScoredSentence]:
    """What is told in any case: of each side the likeliest sentence, of a reason those of the
    passage that leads, of a list that the ledger holds its members in their order.
    """
    if evidence.listed:
        members = {s.ref for s in evidence.gathered}
        return [s for s in evidence.telling if s.ref in members]
    if evidence.facets or not reason:
        return _of_each_side(evidence)
    lead = next(iter(evidence.leading), None)
    own = [s for s in evidence.telling if (s.ref.index, s.ref.passage_id) == lead]
    return own[:OF_THE_FIRST]


def _of_each_side(evidence: Evidence) -> list[ScoredSentence]:
    """For each side that was searched apart the sentence that likeliest holds a point."""
    weighed = {s.ref: s for s in evidence.telling}
    found = (
        max((weighed[s.ref] for s in f.sentences if s.ref in weighed), key=_odds, default=None)
        for f in evidence.facets
    )
    return list(dict.fromkeys(s for s in found if s is not None))


def _odds(scored: ScoredSentence) -> float:
    return scored.score


def heard(evidence: Evidence) -> list[tuple[str, str]]:
    """The passage that leads, and those that nearly lead as well, best first."""
    ranked = list(evidence.leading.items())
    told = [key for key, _ in ranked[:1]]
    for (key, share), floor in zip(ranked[1:], NEAR, strict=False):
        if share < floor * ranked[0][1]:
            break
        told.append(key)
    return told


def in_order(chosen: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    """Best passage first, but the sentences of one passage in their own order."""
    order: dict[tuple[str, str], int] = {}
    for position, scored in enumerate(chosen):
        order.setdefault((scored.ref.index, scored.ref.passage_id), position)
    return sorted(chosen, key=lambda s: (order[(s.ref.index, s.ref.passage_id)], s.ref.sentence))


def answer_first(
    question: Question, evidence: Evidence, chosen: Sequence[ScoredSentence]
) -> list[ScoredSentence]:
    """The passage of which most can be expected first, and of it the sentence that likeliest holds
    the point, where that can be read alone; the others of each passage in their own order.
    """
    expected: defaultdict[tuple[str, str], float] = defaultdict(float)
    for scored in chosen:
        expected[_place(scored)] += 1 / (1 + math.exp(-scored.score))
    ordered = sorted(chosen, key=lambda s: (-expected[_place(s)], *_place(s), s.ref.sentence))
    best = max((s for s in ordered if _place(s) == _place(ordered[0])), key=_odds, default=None)
    if best is None or not reads_alone(question, evidence, best):
        return ordered
    return [best, *(s for s in ordered if s is not best)]


def opened(
    question: Question,
    evidence: Evidence,
    facts: Sequence[ScoredFact],
    sentences: Sequence[ScoredSentence],
) -> tuple[tuple[ScoredFact, ...], tuple[ScoredSentence, ...], SentenceRef | None]:
    """What a plain answer tells, without what hardly bears on it, and the sentence that opens it.

    A passage that is far likelier to answer than that of the fact which fits best opens it, with
    its own best sentence; nothing does where there is none, or where several things are told.
    """
    refs = [f.fact.stated_in for f in facts if f.fact.stated_in is not None]
    refs += [s.ref for s in sentences]
    shares = {r: evidence.leading.get((r.index, r.passage_id), 0.0) for r in refs}
    if (missed := _missed_by(question, evidence, refs)) is not None:
        return tuple(facts), tuple(sentences), missed
    if facts and COUNTED in facts[0].reasons and question.intent not in SEVERAL:
        return tuple(facts), tuple(sentences), facts[0].fact.stated_in
    several = evidence.telling or evidence.outline or question.intent in SEVERAL
    if not refs or several or not _of_corpus(refs):
        return tuple(facts), tuple(sentences), None
    best = max(shares.values())
    opening = None
    if best - shares[refs[0]] >= AHEAD:
        of_best = [r for r in dict.fromkeys(refs) if shares[r] == best]
        opening = _best_of(question, evidence, of_best)
    if opening is not None and _only_like_named(question, evidence, facts, opening):
        opening = None
    all_needed = best < SURE or bool(question.operations) or question.level == "detailed"
    kept = {r for r in refs if all_needed or shares[r] >= ASIDE * best}
    if opening is None:
        kept.add(refs[0])
    kept |= {f.fact.stated_in for f in facts if f.fact.stated_in and _exactly(f)}
    return (
        tuple(f for f in facts if f.fact.stated_in is None or f.fact.stated_in in kept),
        tuple(s for s in sentences if s.ref in kept),
        opening,
    )


def _missed_by(
    question: Question, evidence: Evidence, refs: Sequence[SentenceRef]
) -> SentenceRef | None:
    """The sentence told that says by how much the measure named missed what had been expected,
    where just that is asked for.
    """
    if not any(m.concept == "miss" for m in question.operations):
        return None
    named = {family(m.concept) for m in question.metrics}
    told = (s for s in evidence.facts if s.fact.stated_in in refs and OFF not in s.reasons)
    fact = next((s.fact for s in told if s.fact.metric in {f"{m}{MISSED}" for m in named}), None)
    return fact.stated_in if fact is not None else None


def _only_like_named(
    question: Question, evidence: Evidence, facts: Sequence[ScoredFact], opening: SentenceRef
) -> bool:
    """Whether a sentence states a figure of a like name only, while the fact that leads is of the
    one measure named (what a contract costs a year is less than the contract) or the share asked.
    """
    named = {m.concept for m in question.metrics}
    meant = bool(facts) and (of_both(question, facts[0]) or share_between(question, facts[0]))
    if meant or (facts and _of_another_time(evidence, facts, opening)):
        return True
    if facts and _only_moved(question, evidence, facts[0], opening):
        return True
    if facts and _of_another_or_before(question, evidence, facts[0], opening):
        return True
    if not facts or named != {facts[0].fact.metric}:
        return False
    stated = [s for s in evidence.facts if s.fact.stated_in == opening]
    return bool(stated) and all(LIKE_NAMED in s.reasons for s in stated)


def _of_another_time(evidence: Evidence, facts: Sequence[ScoredFact], opening: SentenceRef) -> bool:
    """Whether a sentence states the very measure of the fact that leads, but not of its time."""
    lead = facts[0]
    stated = [s for s in evidence.facts if s.fact.stated_in == opening]
    alike = [
        s
        for s in stated
        if (s.fact.subject, s.fact.metric) == (lead.fact.subject, lead.fact.metric)
    ]
    return _exactly(lead) and bool(alike) and not any(map(_exactly, alike))


def _only_moved(
    question: Question, evidence: Evidence, lead: ScoredFact, opening: SentenceRef
) -> bool:
    """Whether a sentence only says how a measure changed, whose figure at the time named leads."""
    stated = [s.fact.metric for s in evidence.facts if s.fact.stated_in == opening]
    level = _exactly(lead) and not is_change(lead.fact.metric) and not question.operations
    return level and bool(stated) and all(map(is_change, stated))


def _of_another_or_before(
    question: Question, evidence: Evidence, lead: ScoredFact, opening: SentenceRef
) -> bool:
    """Whether a sentence states only what is another party's or another measure's, where the
    leading fact is just what is named, or only where that stood before, where no time is named.
    """
    stated = [s.fact for s in evidence.facts if s.fact.stated_in == opening]
    parties = {m.concept for m in question.entities if m.kind == "company"}
    named = {family(m.concept) for m in question.metrics}
    if not named or (parties and parties != {lead.fact.subject}):
        return False
    of_it = [f for f in stated if (f.subject, f.metric) == (lead.fact.subject, lead.fact.metric)]
    if not of_it and asked_outright(question, evidence) == lead:
        return True
    if parties and stated and all(parties.isdisjoint((f.subject, f.counterparty)) for f in stated):
        return True
    return not question.periods and bool(of_it) and all(f.as_of < lead.fact.as_of for f in of_it)


def _exactly(scored: ScoredFact) -> bool:
    """Whether a figure is of the very measure and time that the question names."""
    return {f"metric {scored.fact.metric}", OF_THE_TIME} <= set(scored.reasons)


def _of_corpus(refs: Sequence[SentenceRef]) -> bool:
    return all(r.index == CORPUS and not r.passage_id.startswith(GLOSSARY) for r in refs)


def _best_of(
    question: Question, evidence: Evidence, refs: Sequence[SentenceRef]
) -> SentenceRef | None:
    """Of some sentences the one that fits the question best, if it can be read alone."""
    fits = FITS if question.answer_type else 0.0
    known = [s for s in evidence.sentences if s.ref in refs]
    best = max(known, key=lambda s: s.score + fits * s.fits, default=None)
    return best.ref if best is not None and reads_alone(question, evidence, best) else None


def _place(scored: ScoredSentence) -> tuple[str, str]:
    return scored.ref.index, scored.ref.passage_id


def reads_alone(question: Question, evidence: Evidence, scored: ScoredSentence) -> bool:
    """Whether a sentence can be read without the one before it."""
    text = sentences_in(evidence.passage(scored.ref), question.language)[scored.ref.sentence]
    return POINTS_BACK.search(fold(text)) is None
