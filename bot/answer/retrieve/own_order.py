"""Which sentence of a reader's own documents answers, by a measure fitted over many questions.

No single share tells it: a stranger's question has other words than the document. What a sentence
covers with its title and by itself, how like it is in meaning, how high its passage was found,
whether it holds the kind of thing asked for and is in the question's language count together, as
`tools/fit_own.py` weighed them. It only orders what was found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp

from bot.answer.retrieve.documents import Said
from bot.answer.retrieve.kinds import asks_name, figures_beyond_dates
from bot.answer.retrieve.own_asks import grants_or_forbids, superlatives
from bot.answer.retrieve.own_counted import holds_the_measure
from bot.answer.retrieve.own_nearness import nearest, nearest_few
from bot.answer.retrieve.own_replies import asks_whether, denies, names_one, reply_asked
from bot.answer.retrieve.own_shapes import (
    asks_present,
    asks_weekday,
    has_passed,
    is_heading,
    is_question,
    names_weekday,
    points_back,
    says_what_is_not,
    tells_when,
)
from bot.answer.retrieve.own_weights import INTERCEPT, SURE, WEIGHTS
from bot.answer.retrieve.wanted import OF_FIGURES, OF_NAMES, has_name, holds_kind, kind_asked
from bot.index.search import Searcher
from bot.language.enumerated import asks_list, enumerates, ordinal
from bot.language.glossary import Glossary
from bot.language.grounds import asks_reason, gives_grounds
from bot.language.limits import limits
from bot.language.periods import read_periods
from bot.language.quantities import read_quantities
from bot.language.rates import rates_asked, rates_told
from bot.language.script import fold, has_han
from bot.records import Hit, Passage, Question, ScoredSentence, SentenceRef

__all__ = ["CANDIDATES", "Candidate", "chance_of", "in_order", "measures", "worth_measuring"]

CANDIDATES, BY_WORDS = 60, 30
"""Sentences that are measured: those with the highest scores, and of the others the nearest."""
NEAR = 3.0
"""A sentence that falls behind the first by more log odds tells nothing beside it."""
CLOSE = 2.0
"""One that falls behind by less than this is told where another is told before it."""
ROOM = 3
"""Sentences that are told at most: one of them may name the party asked for."""
_WORD = re.compile(r"[a-z][a-z'-]+|\d[\d.,]*|[\u3400-\u9fff]")
ELSEWHERE = 1.0
"""What a sentence loses whose document lacks a name of the question that another one has."""
OTHERWISE = 0.5
"""What the first loses in log odds that holds no figure of the kind that is counted."""
MANY = 10
"""Of fewer sentences the likeliest says less."""
HARDLY, TELLS = 0.1, 0.3
"""What a sentence that tells nothing by itself tells at most, and one that does at least."""
BEFORE, DENIED, WORKED = 6, 2.0, 0.6
"""Of so many sentences one goes first that is behind by so many log odds at most."""
OF_AN_END = 0.15
"""So sure, at least, is a first sentence that names the most where the most is asked for."""
FALL = 3
"""The passage found at this place counts half of the first."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with what it says of the question in its place, and its passage."""

    scored: ScoredSentence
    said: Said
    fit: float
    passage: Passage

    @property
    def text(self) -> str:
        """The sentence itself."""
        return self._sentence(self.scored.ref.sentence)

    @property
    def before(self) -> str:
        """The sentence before it in its passage; a blank where it is the first."""
        return self._sentence(self.scored.ref.sentence - 1) if self.scored.ref.sentence else " "

    @property
    def above(self) -> str:
        """Title and heading."""
        return " ".join((*self.passage.title.values(), *self.passage.heading.values()))

    @property
    def after(self) -> str:
        """The sentence after it in its passage; nothing where it is the last."""
        lang = next(iter(self.passage.text))
        last = self.scored.ref.sentence + 1 == len(self.passage.sentences[lang])
        return "" if last else self._sentence(self.scored.ref.sentence + 1)

    def _sentence(self, number: int) -> str:
        lang = next(iter(self.passage.text))
        start, end = self.passage.sentences[lang][number]
        return self.passage.text[lang][start:end]


def in_order(
    question: Question,
    candidates: Sequence[Candidate],
    hits: Sequence[Hit],
    searcher: Searcher,
    glossary: Glossary,
) -> tuple[tuple[SentenceRef, ...], Mapping[str, float]]:
    """The candidates, likeliest to answer first, last those that say nothing beyond the question
    or ask one themselves; and of the first how sure it is that it answers, how many are near it
    and whether it has the name, place, denial or reason that is asked for.
    """
    if not candidates:
        return (), {"own_sure": 0.0, "own_near": 0.0, "own_reply": 0.0}
    measured = measures(question, candidates, hits, searcher, glossary)
    odds = [sum(WEIGHTS[name] * value for name, value in m.items()) for m in measured]
    if not all(m["strange"] for m in measured):
        odds = [o - ELSEWHERE * m["strange"] for o, m in zip(odds, measured, strict=True)]
    asked = frozenset(_WORD.findall(fold(question.standalone)))
    told = [
        bool(set(_WORD.findall(fold(c.text))) - asked) and not is_question(c.text)
        for c in candidates
    ]
    order = sorted(range(len(candidates)), key=lambda n: (not told[n], -odds[n], n))
    _put_first(order, odds, measured, computes=bool(question.operations))
    those = [n for n in order if told[n]] or order
    chance = chance_of([odds[n] for n in those], 0)
    first = {**measured[order[0]], "chance": chance}
    sure = INTERCEPT + sum(weight * first[name] for name, weight in SURE.items())
    counted = kind_asked(question.standalone) in OF_FIGURES
    if counted and not first["kind"]:
        sure -= OTHERWISE
    denies_it = float(not counted and first["unheld"] >= TELLS and first["alone"] > TELLS)
    behind = [odds[order[0]] - o for o, t in zip(odds, told, strict=True) if t]
    refs = tuple(candidates[n].scored.ref for n in order)
    end = superlatives(question.standalone) & superlatives(candidates[order[0]].text)
    return refs, {
        "own_sure": max(1 / (1 + exp(-sure)), OF_AN_END if end else 0.0),
        "own_near": float(sum(b <= NEAR for b in behind)),
        "own_close": float(sum(b <= CLOSE for b in behind)),
        "own_reply": max(*(first[n] for n in ("reply", "denied", "reason")), denies_it),
        "own_party": float(any(names_one("firm", candidates[n].text, "") for n in order[:ROOM])),
        "own_goes_on": float(_goes_on(question.standalone, refs, candidates, measured)),
    }


def _put_first(
    order: list[int],
    odds: Sequence[float],
    measured: Sequence[Mapping[str, float]],
    *,
    computes: bool,
) -> None:
    """Where the first tells nothing by itself of what is asked, a near one goes before it that
    denies it, or, where something is to be worked out, one that does tell of it.
    """
    if measured[order[0]]["alone"] > HARDLY:
        return
    for n in order[1:BEFORE]:
        behind, tells = odds[order[0]] - odds[n], measured[n]["alone"] > TELLS
        if tells and (
            (measured[n]["unheld"] and behind <= DENIED) or (computes and behind <= WORKED)
        ):
            order.remove(n)
            order.insert(0, n)
            return


def chance_of(odds: Sequence[float], one: int) -> float:
    """How likely one of the sentences is the answer, where one of them is, 0 to 1; of few less, as
    none had to be better than many.
    """
    most = max(odds)
    chance = exp(odds[one] - most) / sum(exp(o - most) for o in odds)
    return chance * min(1.0, len(odds) / MANY)


def _goes_on(
    asked: str,
    refs: Sequence[SentenceRef],
    candidates: Sequence[Candidate],
    measured: Sequence[Mapping[str, float]],
) -> bool:
    """Whether the sentence after the first belongs to its answer: it denies what is asked about, or
    the first only says what is not so, and it is not asked whether.
    """
    by_ref = {c.scored.ref: n for n, c in enumerate(candidates)}
    after = by_ref.get(replace(refs[0], sentence=refs[0].sentence + 1))
    if after is None or asks_whether(asked) or asks_reason(asked):
        return False
    first = candidates[by_ref[refs[0]]]
    return measured[after]["unheld"] > 0 or (says_what_is_not(first.text) and not denies(asked))


def worth_measuring(
    question: Question, candidates: Sequence[Candidate], first: int, searcher: Searcher
) -> list[Candidate]:
    """The first so many candidates and, of the others, those whose words come nearest."""
    rest = candidates[first:]
    near = nearest_few(question.standalone, [c.text for c in rest], BY_WORDS, searcher)
    return [*candidates[:first], *(rest[n] for n in near)]


def measures(
    question: Question,
    candidates: Sequence[Candidate],
    hits: Sequence[Hit],
    searcher: Searcher,
    glossary: Glossary,
) -> list[dict[str, float]]:
    """What is measured of each candidate, by name."""
    asked = question.standalone
    likes = searcher.likeness(asked, [c.text for c in candidates])
    above = searcher.likeness(asked, [c.above for c in candidates])
    before = searcher.likeness(asked, [c.before for c in candidates])
    place = {(h.passage.index, h.passage.id): (n, h.score) for n, h in reversed([*enumerate(hits)])}
    shelf: Counter[str] = Counter()
    for hit in hits:
        shelf[hit.passage.source_id] += round(1000 * hit.score)
    main = shelf.most_common(1)[0][0] if shelf else ""
    kind, named = kind_asked(asked), asks_name(question)
    owns = {c.scored.ref: c.said.own for c in candidates}
    near = nearest(asked, [(c.text, (c.before, c.after, c.above)) for c in candidates], searcher)
    return [
        {
            "score": c.scored.score,
            "coverage": c.said.coverage,
            "topic": 0.0 if c.said.strange else c.said.topic,
            "own": c.said.own,
            "alone": c.said.alone,
            "fit": c.fit,
            **_of_place(c.passage, place),
            "like": like,
            "above": titled,
            "before": led,
            "leads": owns.get(_preceding(c.scored.ref), 0.0),
            "strange": float(c.said.strange),
            "fits": float(c.scored.fits or not question.answer_type),
            "figure": float(not named and figures_beyond_dates(c.text)),
            **_of_kind(kind, c.text, asked, glossary),
            "tongue": float(has_han(c.text) == (question.language != "en")),
            "document": float(c.passage.source_id == main),
            **_of_reply(c, asked),
            **_of_shape(c.text, asked, owns.get(_preceding(c.scored.ref), 0.0)),
            **met,
        }
        for c, like, titled, led, met in zip(candidates, likes, above, before, near, strict=True)
    ]


def _preceding(ref: SentenceRef) -> SentenceRef:
    return replace(ref, sentence=ref.sentence - 1)


def _of_place(
    passage: Passage, place: Mapping[tuple[str, str], tuple[int, float]]
) -> dict[str, float]:
    """What the search says of a passage; nothing of one that was only read beside a hit."""
    number, score = place.get((passage.index, passage.id), (None, 0.0))
    return {"found": score, "high": 0.0 if number is None else 1 / (1 + number / FALL)}


def _of_shape(text: str, asked: str, leads: float) -> dict[str, float]:
    """What a sentence is by its form; one that points back speaks of what leads to it."""
    back = points_back(text)
    of_the_week = asks_weekday(asked) and names_weekday(text)
    return {
        "heading": float(is_heading(text)),
        "back": leads * back,
        "points": float(back),
        "measure": float(of_the_week or holds_the_measure(asked, text) or _in_kind(asked, text)),
        "passed": float(asks_present(asked) and has_passed(text)),
    }


def _in_kind(asked: str, text: str) -> bool:
    """Whether a sentence tells a figure for each of what the question asks one for, a limit of the
    kind that it asks for, or which is the most or the least where it asks that.
    """
    each = rates_asked(asked) & rates_told(text)
    return bool(each or limits(asked) & limits(text) or superlatives(asked) & superlatives(text))


def _of_kind(kind: str, text: str, asked: str, glossary: Glossary) -> dict[str, float]:
    """Whether a sentence holds the kind of thing asked for; a name counts apart."""
    held = float(bool(kind) and _holds(kind, text, asked, glossary))
    name = kind in OF_NAMES
    return {"kind": 0.0 if name else held, "name": held if name else 0.0}


def _of_reply(candidate: Candidate, asked: str) -> dict[str, float]:
    """Whether a sentence has the name or place asked for, gives a reason where one is asked for,
    and says that something is not so where it is asked whether or taken for granted that it is.
    """
    kind, text, own = reply_asked(asked), candidate.text, candidate.said.own
    reason = asks_reason(asked) and gives_grounds(text, candidate.after)
    denied = not denies(asked) and denies(text)
    known = " ".join((asked, *candidate.passage.title.values()))
    leave = grants_or_forbids(asked, text)
    listed = asks_list(asked) and (enumerates(text) or ordinal(candidate.after) == 1)
    return {
        "reply": float((bool(kind) and names_one(kind, text, known)) or listed or leave),
        "reason": float(reason),
        "denied": float(denied and asks_whether(asked)),
        "unheld": own * float(denied and not asks_whether(asked)),
    }


def _holds(kind: str, text: str, asked: str, glossary: Glossary) -> bool:
    """Whether a sentence holds a thing of the kind; of a name, one that the question has not."""
    if kind in OF_NAMES:
        said = asked.casefold()
        known = any(
            m.kind in ("company", "person") and m.text.casefold() not in said
            for m in glossary.find(text)
        )
        return known or has_name(" ".join(w for w in text.split() if w.casefold() not in said))
    units = frozenset(q.unit for q in read_quantities(text))
    dated = any(p.start or p.end for p in read_periods(text)) or tells_when(text)
    return holds_kind(kind, text, units, dated, glossary)
