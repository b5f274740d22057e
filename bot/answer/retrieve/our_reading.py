"""Which passages of our own reading a question asks for, by all of its words and by its vector.

A reason or a "what if" is asked for in as many ways as there are readers, few of which share a word
with what answers it. This reads every word and sequence of up to three and the embedded encoder's
vector, and weighs them (a multinomial logistic model, fitted by `tools/fit_readings.py` on wordings
by several authors; questions for figures, advice, forecasts or other subjects are a class of
their own, "none"). It reads no source, and knows no question that it has not been fitted on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.answer.retrieve.embedded import embedded, opened
from bot.answer.retrieve.likely_refusals import likely_refusals
from bot.index.encoder import Encoder
from bot.index.products import product
from bot.index.search import Searcher
from bot.language.glossary import Glossary
from bot.language.introductions import introduced, of_more, side_by_side
from bot.language.operations import grams
from bot.language.requested import (
    OF_A_LIST,
    asks_where_to_begin,
    of_two_sides,
    reasons_each,
    topic_of,
)
from bot.language.script import fold
from bot.language.twins import sentences_in
from bot.records import HARDLY_ASKED, Level, Overview, Passage, Question, SentenceRef, Source

__all__ = ["NONE", "VECTOR", "asked_of_us", "likely_readings"]

NONE = "none"
CORPUS = "corpus"
VECTOR = 2.0
"""What the vector, of unit length, counts beside the words, which have unit length together."""
LIKELY, LEAST_OF_NONE, FIGURE_MEANT, SURELY = 0.3, 0.5, 0.5, 0.8
OVERVIEW, OVERVIEW_OF_NONE = 0.15, 0.25
"""How likely a passage must be to open the answer, and against none: of wordings by an author that
the weights had not seen, two in a hundred are then given another passage than their own. Of what
names nothing, overviews are confused with hardly anything: of 64 messages that are answered so and
would not be else, three are another's. What is so, who and since when, the ledger tells: there,
and where it might be refused, it must be surer, but for an overview, which tells such things, and
where a figure is asked for a little surer."""
NEXT_TO = 3
"""So many passages further down an overview may stand that takes the place of another time's."""
OF_A_FOLLOW_UP = 0.7
"""How likely the passage must be by a follow-up's own words alone."""
BESIDE = 0.3
ADVICE, HARM = "investment_advice", "unsafe"
REFUSED_BY_WORDS = 0.5
"""From where on all the words rather ask for what is refused: for advice whatever our reading
holds, else unless it surely answers. Hardly a request for harm is likely to be answered by it."""
FIGURES = frozenset({"asks_number", "asks_money"})
OF_THE_LEDGER = frozenset({"status", "time", "crosscheck", "definition"})
MAY_BE_REFUSED = frozenset({"future"})
NEVER = frozenset({ADVICE, HARM})

TWO_SIDES = {"en": "what do believers and sceptics say, side by side", "zh": "正反雙方的看法"}
TWO_LISTS = {
    "en": "reasons for and against, one by one",
    "zh": "支持與反對循環的理由，一條一條列出來",
}
WHOLE = {"en": "main points of the whole story", "zh": "整件事的重點"}
UNCLEAR, OUTSIDE, OF_THIS, HALF = "ambiguous", "out_of_scope", 0.35, 0.5
"""How likely "where do I begin" must be of this and of nothing else."""
OF_THE_WHOLE = frozenset((*TWO_SIDES.values(), *TWO_LISTS.values(), *WHOLE.values()))
OF_EACH: dict[Level, int] = {"brief": 1, "standard": 3, "detailed": 4}
"""Reasons of either side, or figures of each company, at most."""

_MARKS = re.compile("[?？]")

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Weights:
    classes: tuple[str, ...]
    start: Floats
    vector: Floats
    grams: Mapping[str, Mapping[str, float]]


def asked_of_us(
    question: Question,
    searcher: Searcher,
    glossary: Glossary,
    sources: Mapping[str, Source],
    overviews: Sequence[Overview],
) -> tuple[SentenceRef, ...]:
    """The sentences of our own reading that the question asks for, the likeliest passage first,
    and those of the digests that follow it in an overview.

    None where a calculation or a summary of the article is asked for, a figure but for an
    overview's, where the corpus is not open, or as of a day before we wrote it.
    """
    known = {overview.passage_id: overview for overview in overviews}
    if beside := _beside(question, searcher, sources, overviews):
        return beside
    names = _introducing(question, overviews) or _likeliest(question, searcher, known, sources)
    found = [searcher.passage(CORPUS, name) for name in names]
    told = [p for p in found if p is not None and _out_by(question, sources.get(p.source_id))]
    if not told:
        return ()
    behind = _told_by(question, known.get(told[0].id), searcher, sources)
    if _of_others(question, (told[0], *behind.values()), glossary):
        return ()
    own = tuple(
        SentenceRef(p.id, n, CORPUS)
        for p in told
        for n in range(len(sentences_in(p, question.language)))
    )
    overview = known.get(told[0].id)
    if overview is not None and overview.alternates:
        each = min(reasons_each(question.text) or OF_A_LIST, OF_EACH[question.level])
        return (*own[0::2][:each], *own[1::2][:each])
    return (*own, *behind)


def _beside(
    question: Question,
    searcher: Searcher,
    sources: Mapping[str, Source],
    overviews: Sequence[Overview],
) -> tuple[SentenceRef, ...]:
    """Companies that are to be compared, in nothing that is named: what each one is first, then
    their sentences in turn.
    """
    introducing = {o.introduces: o for o in overviews if o.introduces}
    asked = side_by_side(question)
    if not asked or not set(asked) <= introducing.keys():
        return ()
    found = [(introducing[c], searcher.passage(CORPUS, introducing[c].passage_id)) for c in asked]
    if not all(p and _out_by(question, sources.get(p.source_id)) for _, p in found):
        return ()
    each = max(1, OF_EACH[question.level] - 1)
    told = [tuple(_told_by(question, o, searcher, sources))[:each] for o, _ in found]
    opening = (SentenceRef(o.passage_id, 0, CORPUS) for o, _ in found)
    return (*opening, *(refs[n] for n in range(each) for refs in told if n < len(refs)))


def _introducing(question: Question, overviews: Sequence[Overview]) -> tuple[str, ...]:
    """The passage of a company that the question asks to be told of, and nothing else."""
    company = introduced(question)
    return tuple(o.passage_id for o in overviews if company and o.introduces == company)[:1]


def _likeliest(
    question: Question,
    searcher: Searcher,
    known: Mapping[str, Overview],
    sources: Mapping[str, Source],
) -> tuple[str, ...]:
    """The one or two passages that the question asks for by all of its words."""
    asks = likely_refusals(question, embedded(searcher))
    hardly = {code for code, p in asks.items() if p < HARDLY_ASKED}
    cues = {m.concept for m in question.refusal_cues} - hardly
    if question.working or cues & NEVER or asks[ADVICE] >= REFUSED_BY_WORDS:
        return ()
    elsewhere = asks[OUTSIDE] >= HALF or asks[NONE] + asks[UNCLEAR] < OF_THIS
    if elsewhere and _begins(question):
        return ()
    of_article = question.intent == "summary" and "names_article" in cues
    if of_article and _topic(question) not in (*TWO_SIDES.values(), *TWO_LISTS.values()):
        return ()
    several = SURELY if len(_MARKS.findall(question.text)) > 1 else 0.0
    if several and question.terms:
        return ()  # the one may ask what a term means
    for text in _texts(question):
        likely = likely_readings(text, embedded(searcher))
        ranked = sorted(((p, name) for name, p in likely.items() if name != NONE), reverse=True)
        ranked = _of_the_time(question, ranked, known, searcher, sources)
        if not ranked:
            return ()
        overview = ranked[0][1] in known
        carried = question.followed_up and text != question.standalone
        alone = OF_A_FOLLOW_UP if carried else _least(question, cues, overview)
        whole = text in OF_THE_WHOLE
        alone = LIKELY if whole else alone
        against = 0.0 if whole else _against(asks, overview)
        general = overview and _names_nothing(question)
        of_none = (OVERVIEW_OF_NONE if general else LEAST_OF_NONE) * likely[NONE]
        least = max(alone, of_none, against, several)
        if ranked[0][0] >= least and (overview or not cues & FIGURES):
            beside = [name for p, name in ranked[1:2] if p >= BESIDE and not overview]
            return (ranked[0][1], *beside)
    return ()


def _of_the_time(
    question: Question,
    ranked: list[tuple[float, str]],
    known: Mapping[str, Overview],
    searcher: Searcher,
    sources: Mapping[str, Source],
) -> list[tuple[float, str]]:
    """The passages without the likeliest where it is an overview of another time than is named: of
    what came later alone, or beside one of that. The next overview takes its place; none is
    left where the likeliest tells of nothing as early as that.
    """
    ends = [p.end for p in question.periods if p.end]
    (first, best), (_, next_) = ranked[:2]
    if not ends or best not in known:
        return ranked
    began = _began(known[best], searcher, sources)
    if not began and max(ends) < min(_dates(known[best], searcher, sources), default=""):
        return []
    rival = _began(known[next_], searcher, sources) if next_ in known and not began else ""
    if not (max(ends) < began or (rival and max(ends) >= rival)):
        return ranked
    rest = ranked[1:]
    other = next((one for one in rest[:NEXT_TO] if one[1] in known), None)
    if other and max(ends) < min(_dates(known[other[1]], searcher, sources), default=""):
        return []
    return (
        rest if other is None else [(first + other[0], other[1]), *(o for o in rest if o != other)]
    )


def _began(overview: Overview, searcher: Searcher, sources: Mapping[str, Source]) -> str:
    """The day from which on an overview tells, if it is of what came later alone; else empty."""
    told = [searcher.passage(ref.index, ref.passage_id) for ref in overview.tells]
    if not all(p is not None and p.later for p in told):
        return ""
    return min(_dates(overview, searcher, sources), default="")


def _dates(overview: Overview, searcher: Searcher, sources: Mapping[str, Source]) -> list[str]:
    """The days of the sources whose sentences an overview tells."""
    told = (searcher.passage(ref.index, ref.passage_id) for ref in overview.tells)
    return [sources[p.source_id].date for p in told if p is not None and p.source_id in sources]


def _texts(question: Question) -> tuple[str, ...]:
    """The words to be read: all with those carried from before, else a follow-up's own, which may
    ask for no more than a passage tells of the whole: "who is most at risk?".
    """
    alone = question.followed_up and question.text != question.standalone
    return (question.standalone, question.text) if alone else (_topic(question),)


def _begins(question: Question) -> bool:
    """Whether a newcomer asks what to know first, and of nobody by name."""
    return asks_where_to_begin(question.text) and not question.entities


def _topic(question: Question) -> str:
    """What is read of a question that leans on none: of a summary its topic, of the whole story and
    of what both sides say of it how most ask for that.
    """
    topic, tongue = topic_of(question.text), "en" if question.language == "en" else "zh"
    if question.followed_up:
        return question.standalone
    if of_two_sides(topic) and not (question.entities or question.metrics):
        return (TWO_LISTS if reasons_each(question.text) else TWO_SIDES)[tongue]
    if _begins(question) or (question.form.whole and not question.entities):
        return WHOLE[tongue]
    return question.standalone if topic == question.text else topic or WHOLE[tongue]


def _told_by(
    question: Question,
    overview: Overview | None,
    searcher: Searcher,
    sources: Mapping[str, Source],
) -> dict[SentenceRef, Passage]:
    """The sentences of an overview that are out by the day asked about, with their passages; as of
    the article none of what came later, unless the whole is of that.
    """
    refs = overview.tells if overview else ()
    found = {ref: searcher.passage(ref.index, ref.passage_id) for ref in refs}
    known = {
        ref: p
        for ref, p in found.items()
        if p is not None and _out_by(question, sources.get(p.source_id))
    }
    if question.as_of != "article":
        return known
    return {ref: p for ref, p in known.items() if not p.later} or known


def _against(asks: Mapping[str, float], overview: bool) -> float:
    """How likely the best passage must be where all the words rather ask for what is refused. Who
    says too little may well ask for an overview.
    """
    p, code = max((p, name) for name, p in asks.items() if name != NONE)
    if p < REFUSED_BY_WORDS:
        return 0.0
    return FIGURE_MEANT if code == HARM or (overview and code == UNCLEAR) else SURELY


def _least(question: Question, cues: Set[str], overview: bool) -> float:
    """How likely the best passage must be."""
    counted = bool(cues & FIGURES or question.quantities)
    if question.intent == "summary" and question.entities:
        return SURELY  # else the digest of whom it names tells it
    of_a_deal = question.intent == "status" and not _names_nothing(question)
    if overview and not (cues & MAY_BE_REFUSED or of_a_deal):
        general = OVERVIEW if _names_nothing(question) else LIKELY
        return FIGURE_MEANT if counted else general
    worked = bool(question.operations and question.entities)  # "how much more did one lend"
    worked = worked and question.intent != "explanation"
    return SURELY if counted or worked or _doubtful(question, cues) else LIKELY


def _names_nothing(question: Question) -> bool:
    return not (question.entities or question.metrics or question.terms)


def _doubtful(question: Question, cues: Set[str]) -> bool:
    """Whether it may ask for what the ledger tells or what is refused."""
    typed = bool(question.answer_type) and question.intent != "explanation"
    defined = question.intent == "definition" and of_more(question)
    of_the_ledger = (question.intent in OF_THE_LEDGER and not defined) or typed
    told = of_the_ledger and not _names_nothing(question)
    return told or bool(cues & MAY_BE_REFUSED)


def _out_by(question: Question, source: Source | None) -> bool:
    """Whether what we wrote was written by the day that is asked about."""
    return question.as_of in ("article", "latest") or (
        source is not None and source.date <= question.as_of
    )


def _of_others(question: Question, passages: Sequence[Passage], glossary: Glossary) -> bool:
    """Whether a company is named of which none of the passages speaks, or for a single passage a
    person: an overview is of companies, whoever speaks for them.
    """
    kinds = ("company", "person") if len(passages) == 1 else ("company",)
    told = "\n".join(text for p in passages for text in (*p.text.values(), *p.heading.values()))
    known = {m.concept for m in glossary.find(told)}
    named = {m.concept for m in question.entities if m.kind in kinds}
    return not named <= known


def likely_readings(text: str, encoder: Encoder | None = None) -> Mapping[str, float]:
    """How probable it is that a question asks for each passage of our reading, or for none.

    `encoder` is the embedded one, where it is open already.
    """
    weights = _weights()
    vector = (encoder or opened()).queries([text])[0]
    scores = weights.start + VECTOR * product(vector, weights.vector)
    held = [weights.grams[gram] for gram in grams(fold(text)) if gram in weights.grams]
    places = {name: n for n, name in enumerate(weights.classes)}
    for adds in held:
        for name, weight in adds.items():
            scores[places[name]] += weight / len(held) ** 0.5
    chances = np.exp(scores - scores.max())
    return dict(zip(weights.classes, (chances / chances.sum()).tolist(), strict=True))


@lru_cache(maxsize=1)
def _weights() -> _Weights:
    path = Path(__file__).with_name("our_reading.json")
    read = json.loads(path.read_text(encoding="utf-8"))
    rows: Sequence[Sequence[float]] = read["vector"]
    return _Weights(
        tuple(read["classes"]),
        np.asarray(read["start"], dtype=np.float32),
        np.asarray(rows, dtype=np.float32),
        read["grams"],
    )
