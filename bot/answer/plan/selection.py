"""Which of the facts and sentences found the answer states, in which order.

The leading fact first, then what the calculation rests on, then the fact's companion (a level
with its growth), then supporting sentences of the best passages. Length follows the level.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from bot.answer.plan.asked_outright import outright_first
from bot.answer.plan.companions import companion_of, of_both, of_both_first, one_each, rivals
from bot.answer.plan.own_telling import of_own_only, of_the_first, told_of_own
from bot.answer.plan.prose import FITS, OF_THE_TIME, heard, in_order, told
from bot.answer.plan.reasoned import cause_first
from bot.answer.plan.refusals import CORPUS, FACT_ENOUGH, SENTENCE_ENOUGH, TOPIC_OF_OWN
from bot.answer.plan.stated import asks_level, of_kind, share_between
from bot.knowledge.ledger import family, is_change
from bot.language.glossary import Glossary
from bot.language.grounds import asks_reason
from bot.language.silence import tells_silence
from bot.language.whole import of_all_later, of_finances, of_report
from bot.records import (
    CELL_MEANT,
    COUNTED,
    Evidence,
    Fact,
    Level,
    Question,
    ScoredFact,
    ScoredSentence,
    SentenceRef,
)

FACTS: dict[Level, int] = {"brief": 1, "standard": 2, "detailed": 4}
SUPPORT: dict[Level, int] = {"brief": 1, "standard": 3, "detailed": 6}
OUTLINE: dict[Level, int] = {"brief": 3, "standard": 6, "detailed": 12}
LATER: dict[Level, int] = {"brief": 3, "standard": 8, "detailed": 12}
BESIDE_FACTS: dict[Level, int] = {"brief": 0, "standard": 1, "detailed": 3}
BY_RESULT: dict[Level, int] = {"brief": 0, "standard": 1, "detailed": 2}
COMPUTED: dict[Level, int] = {"brief": 0, "standard": 0, "detailed": 2}
BEST_PASSAGE: dict[Level, int] = {"brief": 1, "standard": 3, "detailed": 4}
NEXT_PASSAGES: dict[Level, tuple[int, ...]] = {"brief": (), "standard": (2, 1), "detailed": (3, 2)}
SILENT, EACH_PARTY = 0.3, 2
OF_A_CHANGE = 0.6
GLOSSARY = "glossary/"
ROW = "row"
CLOSE, CLOSE_OF_OWN = 0.80, 0.95
SAYS_IT_ALL = 0.85
SURE, WHOLLY = 0.60, 0.90
PROSE = ("explanation", "summary", "list")


def choose_facts(
    question: Question, evidence: Evidence, needed: Sequence[Fact]
) -> tuple[ScoredFact, ...]:
    """The facts to state: those behind the calculations, or the best with its companions."""
    scores = {s.fact.id: s for s in evidence.facts}
    chosen = [scores.get(f.id, ScoredFact(f, 1.0, ("operand",))) for f in dict.fromkeys(needed)]
    if chosen:
        return tuple(chosen)
    ranked = [s for s in evidence.facts if s.score >= FACT_ENOUGH and s.fact.stated_in]
    ranked = of_both_first(question, ranked)
    if question.intent == "definition" and not (question.entities and question.metrics):
        # No glossary defines what a reader's document speaks of: its figure is asked for.
        ranked = [s for s in ranked if s.coverage >= SAYS_IT_ALL or s.fact.provenance == "reader"]
    if question.intent not in PROSE or asks_reason(question.standalone):
        ranked = of_the_first(question, ranked, evidence)
    if not ranked or question.intent == "summary" or evidence.outline:
        return ()
    if evidence.telling and (question.intent != "explanation" or evidence.listed):
        shown = {s.ref for s in told(question, evidence)}
        return tuple(s for s in evidence.facts if s.fact.stated_in in shown)
    best = evidence.sentences[0].coverage if evidence.sentences else 0.0
    close = CLOSE if ranked[0].fact.provenance != "reader" else CLOSE_OF_OWN
    meant = ranked[0].named or share_between(question, ranked[0]) or of_both(question, ranked[0])
    if not meant and ranked[0].coverage < close * best:
        return ()  # the words of the question are better answered by a sentence than by a figure
    if CELL_MEANT in ranked[0].reasons:
        cells = [s for s in ranked if CELL_MEANT in s.reasons]
        return tuple(sorted(cells, key=lambda s: s.fact.as_of))
    ranked = _of_kind_first(question, _named_first(question, ranked))
    ranked = outright_first(question, evidence, ranked)
    if question.intent == "comparison":
        return tuple(one_each(question, ranked))
    chosen = [ranked[0]]
    if question.intent == "explanation" and not _asks_number(question):
        places = {(s.ref.index, s.ref.passage_id) for s in told(question, evidence)}
        place = ranked[0].fact.stated_in
        here = place is not None and (not places or (place.index, place.passage_id) in places)
        sure = ranked[0].named and ranked[0].score >= SURE and here
        return tuple(chosen) if sure else ()
    limit = FACTS[question.level]
    companion = companion_of(question, ranked)
    if companion is not None and (limit > 1 or _names(question, companion)):
        chosen.append(companion)
    chosen += [r for r in rivals(ranked) if r not in chosen]
    for scored in ranked[1:]:
        if len(chosen) >= limit:
            break
        if _of_other_unit(ranked[0].fact, scored.fact):
            continue
        if scored not in chosen and scored.score >= CLOSE * ranked[0].score:
            chosen.append(scored)
    return tuple(chosen)


def _of_other_unit(lead: Fact, other: Fact) -> bool:
    """Whether a second figure of a reader's document is of another unit, and no answer either."""
    return lead.provenance == other.provenance == "reader" and lead.unit != other.unit


def _named_first(question: Question, ranked: list[ScoredFact]) -> list[ScoredFact]:
    """The fact of the very metric that is named leads, not a relative with more of the words."""
    metrics = {m.concept for m in question.metrics}
    if len(metrics) == 1 and ranked[0].fact.metric in metrics:
        return _of_its_time_first(ranked)
    if len(metrics) != 1 or COUNTED in ranked[0].reasons:
        return ranked
    if share_between(question, ranked[0]):
        return ranked
    lead = next(
        (
            s
            for s in ranked
            if s.fact.metric in metrics and s.fact.subject == ranked[0].fact.subject
        ),
        None,
    )
    if lead is None or "another period" in lead.reasons or _grows(question):
        return ranked
    return [lead, *(s for s in ranked if s is not lead)]


def _of_its_time_first(ranked: list[ScoredFact]) -> list[ScoredFact]:
    """The fact of the very time that is named leads one of the same measure over another stretch:
    the quarter's, where the four quarters that end with it have more of the words.
    """
    lead = ranked[0]
    if OF_THE_TIME in lead.reasons or lead.fact.provenance == "reader":
        return ranked
    like = (lead.fact.subject, lead.fact.counterparty, lead.fact.metric, lead.fact.unit)
    for other in ranked[1:]:
        of = other.fact
        alike = (of.subject, of.counterparty, of.metric, of.unit) == like
        if alike and OF_THE_TIME in other.reasons and other.score >= CLOSE * lead.score:
            return [other, *(s for s in ranked if s is not other)]
    return ranked


def _of_kind_first(question: Question, ranked: list[ScoredFact]) -> list[ScoredFact]:
    """A figure of the kind asked for leads one of another kind that is hardly better; of a measure
    that is asked for after a change its level leads, where the best figure is a change of it.
    """
    first = ranked[0].fact
    level = is_change(first.metric) and asks_level(question)
    floor = (OF_A_CHANGE if level else CLOSE) * ranked[0].score
    better = [s for s in ranked if s.score >= floor and of_kind(s.fact, question)]
    if level:
        better = [s for s in better if family(s.fact.metric) == family(first.metric)]
    if not better or ranked[0].fact.provenance == "reader":
        return ranked
    return [better[0], *(s for s in ranked if s is not better[0])]


def _grows(question: Question) -> bool:
    return any(m.concept == "growth" for m in question.operations)


def _asks_number(question: Question) -> bool:
    return any(m.concept == "asks_number" for m in question.refusal_cues)


def _names(question: Question, scored: ScoredFact) -> bool:
    return scored.fact.metric in {m.concept for m in question.metrics}


def choose_sentences(
    question: Question,
    evidence: Evidence,
    facts: Sequence[ScoredFact],
    computed: bool,
    glossary: Glossary,
) -> tuple[ScoredSentence, ...]:
    """Supporting sentences: many for prose questions, few beside a fact, fewer by a result."""
    if evidence.outline:
        refs = dict.fromkeys((*_of_the_point(question, evidence), *evidence.outline))
        most = LATER if of_all_later(question) or of_report(question) else OUTLINE
        return tuple(ScoredSentence(r, 1.0, 1.0) for r in list(refs)[: most[question.level]])
    if (computed and evidence.column) or (facts and CELL_MEANT in facts[0].reasons):
        return ()  # the rows stand in the calculation; the cell that is meant says it all
    stated = {s.fact.stated_in for s in facts}
    if evidence.telling and not (computed and question.working is not None):
        chosen = told(question, evidence, stated if computed else (), computed=computed)
        if evidence.listed:
            return tuple(chosen)  # best first: the members in the order of the ledger
        if question.intent == "explanation" and not computed:
            return tuple(cause_first(question, evidence, facts, chosen, glossary))
        return tuple(in_order(chosen))
    plain = question.intent not in (*PROSE, "comparison")
    if of_own_only(evidence) and not computed and (plain or asks_reason(question.standalone)):
        return told_of_own(question, evidence, frozenset(stated))
    limit = SUPPORT[question.level]
    if facts and question.intent not in PROSE:
        limit = BESIDE_FACTS[question.level] if not computed else COMPUTED[question.level]
    floor = SENTENCE_ENOUGH * (0.8 if question.intent in PROSE else 1.0)
    if facts:
        floor = max(floor, CLOSE * facts[0].coverage)
    beside = _of_the_lead(question, evidence, stated) if computed else []
    chosen = beside or ([] if computed else _of_best_passages(question, evidence, stated))
    if question.level != "brief" and not computed:
        chosen += _of_each_party(question, evidence, stated, chosen, glossary)
    limit = max(limit, len(chosen))
    return tuple(in_order(_filled(question, evidence, stated, chosen, limit, floor)))


def _filled(
    question: Question,
    evidence: Evidence,
    stated: Collection[SentenceRef | None],
    chosen: list[ScoredSentence],
    limit: int,
    floor: float,
) -> list[ScoredSentence]:
    """The chosen sentences and the best further ones, up to a limit, from a coverage on."""
    per_passage = Counter(s.ref.passage_id for s in chosen)
    for scored in evidence.sentences:
        if len(chosen) >= limit:
            break
        if scored.ref.passage_id.startswith(GLOSSARY) and question.intent != "definition":
            continue
        if (chosen or stated) and not _readable(scored, question, evidence):
            continue  # a foreign passage is shown where it is all there is
        if scored.ref in stated or scored in chosen or (scored.coverage < floor and chosen):
            continue
        if (chosen or stated) and _pads(scored, chosen, question, evidence):
            continue
        if (chosen or stated) and scored.ref.index != CORPUS and scored.topic < TOPIC_OF_OWN:
            continue
        if per_passage[scored.ref.passage_id] >= max(2, limit // 2):
            continue
        per_passage[scored.ref.passage_id] += 1
        chosen.append(scored)
    return chosen


def _pads(
    scored: ScoredSentence,
    chosen: Sequence[ScoredSentence],
    question: Question,
    evidence: Evidence,
) -> bool:
    """Whether a sentence of a reader's document only fills: a row of a table, or one that says far
    less of a plain question than what stands already.
    """
    if scored.ref.index == CORPUS:
        return False
    if any(f.stated_in == scored.ref and f.topic == ROW for f in evidence.read):
        return True
    plain = question.intent not in (*PROSE, "comparison")
    best = max((s.coverage for s in chosen), default=0.0)
    more = any(scored.topic > s.topic for s in chosen)
    return plain and bool(chosen) and not more and scored.coverage < CLOSE * best


def _of_the_point(question: Question, evidence: Evidence) -> list[SentenceRef]:
    """What the one passage tells that a summary is surely of: "what does Burry accuse them of"."""
    (key, share), *_ = [*evidence.leading.items(), (("", ""), 0.0)]
    named = any(m.concept == "names_article" for m in question.refusal_cues)
    if share < WHOLLY or named or not question.entities or of_finances(question):
        return []
    if of_report(question):
        return []
    own = _of_passage(question, evidence, (), key, BEST_PASSAGE[question.level])
    return [s.ref for s in in_order(own)]


def _of_best_passages(
    question: Question, evidence: Evidence, stated: Collection[SentenceRef | None]
) -> list[ScoredSentence]:
    """The sentences of the passage that most likely answers: those that hold what is asked for,
    then those that cover most; and a few of the next, where the choice between the two was near.

    A reader's own documents are left to their sentences.
    """
    told = heard(evidence)
    if not told or told[0][0] != CORPUS:
        return []
    chosen: list[ScoredSentence] = []
    room = (BEST_PASSAGE[question.level], *NEXT_PASSAGES[question.level])
    for key, free in zip(told, room, strict=False):
        if key[0] == CORPUS:
            chosen += _of_passage(question, evidence, stated, key, free)
    return chosen


def _of_the_lead(
    question: Question, evidence: Evidence, stated: Collection[SentenceRef | None]
) -> list[ScoredSentence]:
    """Beside a result that does not rest on the passage which most likely answers, its best
    sentence.
    """
    lead = next(iter(evidence.leading), None)
    resting = {(r.index, r.passage_id) for r in stated if r is not None}
    free = BY_RESULT[question.level]
    if lead is None or lead in resting or lead[0] != CORPUS or not resting:
        return []
    return _of_passage(question, evidence, stated, lead, free)


def _of_passage(
    question: Question,
    evidence: Evidence,
    stated: Collection[SentenceRef | None],
    key: tuple[str, str],
    free: int,
) -> list[ScoredSentence]:
    """The best sentences of one passage that are not stated already."""
    own = [
        s
        for s in evidence.sentences
        if (s.ref.index, s.ref.passage_id) == key and s.ref not in stated
    ]
    typed = bool(question.answer_type)
    open_still = typed and not any(s.fits for s in own)
    own.sort(
        key=lambda s: (
            -(s.score + FITS * (s.fits and typed) + SILENT * (open_still and _silent(s, evidence)))
        )
    )
    return own[:free]


def _silent(scored: ScoredSentence, evidence: Evidence) -> bool:
    """Whether a sentence says that what may be asked for is not known."""
    passage = evidence.passage(scored.ref)
    lang, spans = next(iter(passage.sentences.items()))
    start, end = spans[scored.ref.sentence]
    return tells_silence(passage.text[lang][start:end])


def _of_each_party(
    question: Question,
    evidence: Evidence,
    stated: Collection[SentenceRef | None],
    chosen: Sequence[ScoredSentence],
    glossary: Glossary,
) -> list[ScoredSentence]:
    """For each party that the question names and nothing chosen speaks of, the sentences of the
    first passage that does.
    """
    asked = list(dict.fromkeys(m.concept for m in question.entities))
    if len(asked) < 2 or not chosen:
        return []
    told = {
        c
        for ref in (*stated, *(s.ref for s in chosen))
        if ref
        for c in _named(ref, evidence, glossary)
    }
    found: list[ScoredSentence] = []
    for party in asked:
        if party in told:
            continue
        own = [
            s
            for s in evidence.sentences
            if s.ref.index == CORPUS
            and not s.ref.passage_id.startswith(GLOSSARY)
            and party in _named(s.ref, evidence, glossary)
            and s.ref not in stated
        ]
        if own:
            best = own[0].ref.passage_id
            found += [s for s in own if s.ref.passage_id == best][:EACH_PARTY]
            told |= _named(own[0].ref, evidence, glossary)
    return found


def _named(ref: SentenceRef, evidence: Evidence, glossary: Glossary) -> set[str]:
    passage = evidence.passages.get((ref.index, ref.passage_id))
    if passage is None:
        return set()
    lang = next(iter(passage.sentences))
    start, end = passage.sentences[lang][ref.sentence]
    return {m.concept for m in glossary.find(passage.text[lang][start:end])}


def _readable(scored: ScoredSentence, question: Question, evidence: Evidence) -> bool:
    languages = evidence.passage(scored.ref).text
    return any((lang == "en") == (question.language == "en") for lang in languages)
