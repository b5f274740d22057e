"""What is told of a reader's own documents: the sentences likeliest to answer, as they stand.

A stranger's question seldom has its document's words, so that little tells what a document answers
from what it does not. Where it is likely the sentence answers; where it is doubtful the answer says
that the documents do not tell it in these words and quotes what comes nearest; only where hardly
anything speaks for it is the question refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.knowledge.readings import ROW
from bot.language.enumerated import asks_list, enumerates, listed_around
from bot.language.grounds import (
    adds_reason,
    announces,
    asks_reason,
    concludes,
    gives_grounds,
    says_because,
)
from bot.language.units import CURRENCIES
from bot.records import (
    CELL_MEANT,
    Evidence,
    Level,
    Question,
    ScoredFact,
    ScoredSentence,
    SentenceRef,
)

__all__ = [
    "CORPUS",
    "lacks_measure",
    "of_own_only",
    "of_the_corpus",
    "of_the_first",
    "told_of_own",
    "what_comes_nearest",
]

CORPUS = "corpus"

HARDLY, NOBODY = 0.05, 0.1
"""How sure it is that the first sentence answers, at least, where it is quoted at all, and where it
names nobody and somebody is asked for.
"""
ROOM: dict[Level, int] = {"brief": 1, "standard": 2, "detailed": 3}
ROOM_OF_EVEN: dict[Level, int] = {"brief": 1, "standard": 3, "detailed": 4}
ROOM_OF_REASON: dict[Level, int] = {"brief": 2, "standard": 4, "detailed": 5}
GROUNDED, REASONS = 8, 2
"""Sentences, likeliest first, among which a reason is looked for, and how many are told."""
LISTS = 5
"""Sentences, likeliest first, among which a list is looked for where one is asked for."""
FURTHER = 3
"""Sentences after the one that is asked about among which its reason may stand."""
BARE = re.compile(
    r"(?:yes|no|not yet|never)[.!]|(?:不會|不是|沒有|會|是|可以|不可以|不行|有)(?:的)?[。！]", re.I
)
"""A sentence that only says yes or no; the one after it says what of."""
_OF_KIND = {
    "money": frozenset((*CURRENCIES, "pence", "cents")),
    "price": frozenset((*CURRENCIES, "pence", "cents")),
    "percent": frozenset({"%", "pp"}),
}
"""The units of what is asked for that are told by no other word."""
SAYS_ALL = 0.8
"""What a sentence covers of a question whose very figure it may hold without a unit."""
LED = 2
"""A figure of a sentence further down answers nothing of its own."""


def of_own_only(evidence: Evidence) -> bool:
    """Whether what was found lies in the reader's own indexes alone."""
    return bool(evidence.hits) and all(h.passage.index != CORPUS for h in evidence.hits)


def of_the_corpus(evidence: Evidence) -> bool:
    """Whether nothing of a reader's own documents was found, which may speak of anything."""
    return all(h.passage.index == CORPUS for h in evidence.hits)


def lacks_measure(question: Question, evidence: Evidence) -> bool:
    """Whether a measure is asked for, pay or profit, of which the reader's document has no word, or
    money, and the sentence likeliest to answer tells none: then the nearest figure is another.
    """
    if not of_own_only(evidence):
        return False
    return evidence.signals.get("own_lacks", 0.0) > 0 or _tells_none(question, evidence)


def _tells_none(question: Question, evidence: Evidence) -> bool:
    """Whether money or a percentage is asked for and the sentence that leads has none of it, in a
    document that has; a row, and a sentence that says all that is asked, may have a bare figure
    with its unit elsewhere.
    """
    kinds = _OF_KIND.get(question.answer_type or "")
    lead = next(iter(evidence.sentences), None)
    if kinds is None or lead is None or lead.fits or asks_reason(question.standalone):
        return False
    source = evidence.passage(lead.ref).source_id
    of_it = [f for f in evidence.read if f.source_id == source]
    units = {(f.unit or "1").partition("/")[0] for f in of_it}
    bare = [f for f in of_it if f.stated_in == lead.ref and (f.unit or "1") == "1"]
    in_short = any(f.topic == ROW for f in bare) or (bool(bare) and lead.coverage >= SAYS_ALL)
    return bool(units & kinds) and not in_short


def what_comes_nearest(question: Question, evidence: Evidence) -> tuple[ScoredSentence, ...]:
    """The sentences of the reader's documents that are quoted where it is doubtful that they
    answer; none where hardly anything speaks for them.
    """
    named = evidence.signals.get("own_party", 0.0) or any(s.fits for s in evidence.sentences[:LED])
    nobody = question.answer_type == "who" and not named
    least = NOBODY if nobody else HARDLY
    if lacks_measure(question, evidence):
        return ()
    if not of_own_only(evidence) or evidence.signals.get("own_sure", 0.0) < least:
        return ()
    return told_of_own(question, evidence, frozenset())


def of_the_first(
    question: Question, ranked: Sequence[ScoredFact], evidence: Evidence
) -> list[ScoredFact]:
    """The facts, those of a reader's document only from the sentences that lead, or where a cell
    of a table is the one meant; none of them where a reason is asked for.
    """
    if asks_reason(question.standalone):
        return [s for s in ranked if s.fact.provenance != "reader"]
    led = {s.ref for s in evidence.sentences[:1]}
    return [
        s
        for s in ranked
        if s.fact.provenance != "reader" or CELL_MEANT in s.reasons or s.fact.stated_in in led
    ]


def told_of_own(
    question: Question, evidence: Evidence, stated: frozenset[SentenceRef | None]
) -> tuple[ScoredSentence, ...]:
    """The sentences that likeliest answer a plain question, without those stated already: the first
    and those that are nearly as likely, one more where several are as good as even.
    """
    near = max(1, int(evidence.signals.get("own_near", 1.0)))
    close = min(int(evidence.signals.get("own_close", 1.0)), ROOM_OF_EVEN[question.level])
    room = max(min(near, ROOM[question.level]), close)
    chosen = evidence.sentences[:room]
    if chosen and asks_reason(question.standalone):
        beside = _of_reason(evidence, chosen[0].ref)
        far = [s for s in chosen if s.ref not in beside]
        chosen = (*_scored(evidence, beside), *far)[: ROOM_OF_REASON[question.level]]
    elif asks_list(question.standalone) and (listed := _list_among(evidence)):
        chosen = tuple(dict.fromkeys((*listed, *chosen[:1])))
    elif chosen and question.level != "brief":
        chosen = (*_scored(evidence, _with_next(evidence, chosen[0].ref)), *chosen[1:])
    return tuple(dict.fromkeys(s for s in chosen if s.ref not in stated))


def _list_among(evidence: Evidence) -> tuple[ScoredSentence, ...]:
    """The numbered list that one of the likeliest sentences announces, or is part of."""
    close = min(int(evidence.signals.get("own_close", 1.0)), LISTS)
    for scored in evidence.sentences[:close]:
        said = _sentences(evidence, scored.ref)
        places = listed_around(said, scored.ref.sentence)
        if places:
            refs = [replace(scored.ref, sentence=n) for n in places]
            return tuple(_scored(evidence, refs))
        if enumerates(said[scored.ref.sentence]):
            return (scored,)
    return ()


def _of_reason(evidence: Evidence, first: SentenceRef) -> list[SentenceRef]:
    """The likeliest sentence with its reason; where none stands there, after it the likeliest ones
    of its document that say outright that they give a reason.
    """
    told = _with_reason(evidence, first)
    if any(gives_grounds(_sentences(evidence, ref)[ref.sentence]) for ref in told):
        return told
    source = evidence.passage(first).source_id
    grounds = [
        s.ref
        for s in evidence.sentences[1:GROUNDED]
        if s.ref not in told
        and evidence.passage(s.ref).source_id == source
        and says_because(_sentences(evidence, s.ref)[s.ref.sentence])
    ]
    return [first, *grounds[:REASONS]] if grounds else told


def _with_reason(evidence: Evidence, first: SentenceRef) -> list[SentenceRef]:
    """A sentence with those of its passage that give its reason, in their order: the one before it
    where it only draws a conclusion, else those after it up to the one that gives a reason, or
    those that one of them announces.
    """
    said = _sentences(evidence, first)
    at = first.sentence
    start, end = at, at + 1
    reach = range(at, min(len(said), at + 1 + FURTHER))
    head = next((n for n in reach if announces(said[n])), None)
    if head is not None:  # "it had two causes": what they are follows
        follow = range(head, min(len(said), head + 1 + REASONS))
        return [replace(first, sentence=n) for n in dict.fromkeys((at, *follow))]
    if concludes(said[at]):
        start = max(0, at - 1)
    elif not gives_grounds(said[at]):
        further = range(at + 1, min(len(said), at + 1 + FURTHER))
        found = (n for n in further if gives_grounds(said[n]) and not announces(said[n]))
        end = min(len(said), next(found, at + 1) + 1)
    if end < len(said) and adds_reason(said[end]):
        end += 1
    return [replace(first, sentence=n) for n in range(start, end)]


def _with_next(evidence: Evidence, first: SentenceRef) -> list[SentenceRef]:
    """A sentence with what belongs to its answer: the bare "No." that opens its passage, or the
    sentence after it that denies what is asked about or says what is so instead.
    """
    told = _with_bare(evidence, first)
    goes_on = evidence.signals.get("own_goes_on", 0.0) > 0
    if goes_on and told[-1] == first and first.sentence + 1 < len(_sentences(evidence, first)):
        told.append(replace(first, sentence=first.sentence + 1))
    return told


def _with_bare(evidence: Evidence, first: SentenceRef) -> list[SentenceRef]:
    """A sentence with the bare "No." that opens its passage, or after it the one that it opens."""
    said = _sentences(evidence, first)
    if len(said) < 2 or first.sentence > 1 or not BARE.fullmatch(said[0].strip()):
        return [first]
    return [replace(first, sentence=0), replace(first, sentence=1)]


def _sentences(evidence: Evidence, ref: SentenceRef) -> list[str]:
    passage = evidence.passage(ref)
    lang = next(iter(passage.text))
    return [passage.text[lang][start:end] for start, end in passage.sentences[lang]]


def _scored(evidence: Evidence, refs: Sequence[SentenceRef]) -> list[ScoredSentence]:
    known = {s.ref: s for s in evidence.sentences}
    return [known.get(ref, ScoredSentence(ref, 0.0, 0.0)) for ref in refs]
