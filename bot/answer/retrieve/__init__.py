"""Retrieve: the passages, sentences and ledger facts that bear on a Question, best first.

Passages come from the index (vectors and lexical arm, fused there), facts from the ledger, claims
from the cross-check. It does not decide what is enough for an answer (plan does), and reads no
text but the question and the stored one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass, replace

from bot.answer.retrieve.catalogue import asked_entries
from bot.answer.retrieve.causes import borne_out, causes_named
from bot.answer.retrieve.cells_named import pair_of_row
from bot.answer.retrieve.column import find_column
from bot.answer.retrieve.demands import Beyond
from bot.answer.retrieve.documents import Said, of_documents, read_around
from bot.answer.retrieve.facets import find_facets
from bot.answer.retrieve.facts import (
    CORPUS,
    find_facts,
    mentioned,
    topic_coverage,
    within,
)
from bot.answer.retrieve.gathering import gather
from bot.answer.retrieve.hits import ARTICLE, entries_asked, find_hits
from bot.answer.retrieve.kinds import has_figures, of_time, sentence_fits
from bot.answer.retrieve.leading import leading
from bot.answer.retrieve.likely_refusals import asks_for
from bot.answer.retrieve.opened import (
    add_operands,
    add_passages,
    add_stated,
    between,
    judged,
    opened,
    quotable,
    quoted,
)
from bot.answer.retrieve.operands import pair_by_words
from bot.answer.retrieve.outline import found_whole
from bot.answer.retrieve.own_bound import bound_words
from bot.answer.retrieve.own_grid import Grid, find_grid, with_grid
from bot.answer.retrieve.own_sentences import (
    in_documents,
    likeliest_first,
    names_the_holder,
    of_one_document,
    rows_told_apart,
    told_in_place,
    with_named_row,
)
from bot.answer.retrieve.own_times import of_other_times, pair_of_times, timely_first
from bot.answer.retrieve.signals import fits, measure
from bot.answer.retrieve.sketched import find_calculations
from bot.answer.retrieve.slots import Ids, find_slots
from bot.answer.retrieve.sought import find_operands
from bot.answer.retrieve.telling import tell
from bot.answer.retrieve.under_heading import answering
from bot.index.search import Searcher
from bot.knowledge.ledger import Ledger, family
from bot.knowledge.lent_units import sentence_lent
from bot.knowledge.readings import read_facts
from bot.language.glossary import Glossary
from bot.language.manners import ABOUT_THE_LAST
from bot.language.script import has_han
from bot.language.twins import text_in
from bot.language.whole import of_whole_article
from bot.records import (
    CrossCheck,
    Evidence,
    Fact,
    Hit,
    Overview,
    Passage,
    Question,
    Reckoning,
    ScoredFact,
    ScoredSentence,
    SentenceRef,
    Sketched,
    Sought,
    Source,
)

LEADING, CROSSCHECKS = 2, 4
FAULTS = ("contradicted", "imprecise", "qualified")
"""Verdicts that find something wrong with a claim, the worst first."""
LAID_OUT = 6
"""Sketches of which the first can be quoted."""
# What the words of a sentence count for that does not name the parties asked about.
FOREIGN = 0.65
IN_PASSING, OF_NOBODY, OF_OTHERS, UNMEASURED, UNTIMELY = 0.95, 0.7, 0.5, 0.5, 0.6

__all__ = ["CORPUS", "retrieve"]


def retrieve(
    question: Question,
    searcher: Searcher,
    ledger: Ledger | None,
    glossary: Glossary,
    crosschecks: Sequence[CrossCheck] = (),
    documents: Sequence[Passage] = (),
    sources: Mapping[str, Source] | None = None,
    overviews: Sequence[Overview] = (),
) -> Evidence:
    """Search the open indexes; of the corpus its ledger and documents as well."""
    if question.manner and question.manner not in ABOUT_THE_LAST:
        return _said_only(question, documents, sources or {})
    asked_for = entries_asked(question, glossary)
    hits = find_hits(question, searcher, asked_for, ledger, sources or {})
    found = _read(question, hits, asked_for, searcher, ledger, glossary)
    question, read, facts, passages = found.question, found.facts_read, found.facts, found.passages
    checks = _crosschecks(question, crosschecks, searcher) if ledger else ()
    add_stated(passages, searcher, (*quotable(facts, checks, ledger), *between(question, ledger)))
    tools = (searcher, glossary, hits)
    operands = _operands(question, read, facts, found.shelf, *tools)
    pair, near = _combined(question, read, facts, passages, ledger, *tools)
    reckonings, sketches = _calculations(question, read, ledger, (pair, near), operands, *tools)
    add_operands(passages, searcher, found.shelf, reckonings, _named(operands, sketches))
    column, rows = find_column(question, facts, passages, searcher, glossary)
    likely = leading(question, hits, searcher, glossary, facts)
    add_passages(passages, searcher, causes_named(question, likely, passages, ledger, glossary))
    add_passages(passages, searcher, borne_out(question, facts, ledger))
    facets, beside = find_facets(question, searcher, glossary, facts, likely)
    gathered, more = gather(question, likely, facets, searcher, glossary, ledger, facts)
    passages |= {(p.index, p.id): p for p in (*rows, *(h.passage for h in (*beside, *more)))}
    outline, entries = found_whole(question, hits, documents, ledger, sources or {}, likely)
    passages |= quoted(documents, (*judged(checks), *outline, *(ref for _, ref in entries)))
    beyond = _beyond(question, ledger, facets, likely)
    signals = measure(question, hits, found.sentences, facts, passages, searcher, glossary, beyond)
    evidence = Evidence(
        hits=hits,
        sentences=found.sentences,
        facts=facts,
        passages=passages,
        missing=found.missing,
        crosschecks=checks,
        outline=outline,
        read=read,
        pair=found.grid.apart or pair,
        column=found.grid.column or column,
        near_pair=near,
        operands=operands,
        signals={**signals, **found.sure, **asks_for(question, searcher)},
        catalogue=entries,
        gathered=gathered,
        leading=likely,
        facets=facets,
        reckonings=reckonings,
        sketches=sketches,
        bound=bound_words(question, read, passages, searcher),
        under_heading=answering(question, hits, passages, *tools[:2], sources or {}, overviews),
    )
    return replace(evidence, telling=tell(question, evidence, searcher, glossary, ledger))


@dataclass(frozen=True, slots=True)
class _Read:
    """What is read of the passages found: the figures of a reader's documents, and sentences."""

    question: Question
    facts_read: tuple[Fact, ...]
    shelf: Ledger | None
    facts: tuple[ScoredFact, ...]
    passages: dict[tuple[str, str], Passage]
    sentences: tuple[ScoredSentence, ...]
    missing: tuple[str, ...]
    sure: Mapping[str, float]
    grid: Grid


def _read(
    question: Question,
    hits: Sequence[Hit],
    asked_for: Collection[str],
    searcher: Searcher,
    ledger: Ledger | None,
    glossary: Glossary,
) -> _Read:
    """The sentences and facts of the passages found; without the corpus of one document alone."""
    around = read_around(hits, searcher)
    read = tuple(fact for hit in around if _own(hit) for fact in read_facts(hit.passage, glossary))
    question = question if ledger is not None else of_documents(question, read, around, glossary)
    shelf = Ledger.joined(ledger, read)
    facts = find_facts(question, around, searcher, shelf, glossary) if shelf else ()
    facts = facts if ledger is not None else timely_first(question, facts)
    grid = Grid() if ledger is not None else find_grid(question, hits, searcher, glossary)
    read, facts = with_grid(grid, read, facts)
    shelf = Ledger.joined(ledger, read)
    passages = opened(around, asked_for if ledger else (), searcher)
    passages |= {(p.index, p.id): p for p in grid.rows}
    sentences, missing, sure = _sentences(question, around, searcher, glossary, read, facts)
    if ledger is None:
        read, facts = of_one_document(sentences, passages, read, facts)
        shelf = Ledger.joined(ledger, read)
        grid = grid if all(f in read for f in grid.read) else Grid()
    return _Read(question, read, shelf, facts, passages, sentences, missing, sure, grid)


def _said_only(
    question: Question, documents: Sequence[Passage], sources: Mapping[str, Source]
) -> Evidence:
    """What is needed to answer a message that asks nothing of the sources: their catalogue."""
    entries = asked_entries(question, sources, documents)
    cited = quoted(documents, [ref for _, ref in entries])
    return Evidence((), (), (), cited, catalogue=entries)


def _named(operands: Mapping[Sought, str], sketches: Sequence[Sketched]) -> dict[Sought, str]:
    """The operands of the spelled-out calculation and of the likeliest sketches."""
    laid = {s: i for one in sketches[:LAID_OUT] for s, i in one.operands.items()}
    return {**operands, **laid}


def _beyond(
    question: Question, ledger: Ledger | None, facets: Sized, likely: Iterable[tuple[str, str]]
) -> Beyond:
    """What the signals need besides what was found."""
    return Beyond(within(question, ledger) if ledger else (), len(facets), tuple(likely)[:LEADING])


def _combined(
    question: Question,
    read: Sequence[Fact],
    facts: Sequence[ScoredFact],
    passages: Mapping[tuple[str, str], Passage],
    ledger: Ledger | None,
    searcher: Searcher,
    glossary: Glossary,
    hits: Sequence[Hit],
) -> tuple[Ids | None, Ids | None]:
    """The two facts that the question's words set beside each other, and the two nearest ones."""
    if read and (ledger is None or _of_reader(facts)):
        titles = {p.source_id: " ".join(p.title.values()) for p in passages.values()}
        of_row = pair_of_times(question, facts, read) or pair_of_row(question, facts, read)
        return of_row or pair_by_words(question, facts, titles, searcher, read), None
    if ledger is None:
        return None, None
    return find_slots(question, within(question, ledger), ledger, searcher, glossary, hits)


def _of_reader(facts: Sequence[ScoredFact]) -> bool:
    """Whether a figure of a reader's document leads, where the corpus is asked as well."""
    return bool(facts) and facts[0].fact.provenance == "reader"


def _calculations(
    question: Question,
    read: Sequence[Fact],
    ledger: Ledger | None,
    pairs: Sequence[Ids | None],
    operands: Mapping[Sought, str],
    searcher: Searcher,
    glossary: Glossary,
    hits: Sequence[Hit],
) -> tuple[tuple[Reckoning, ...], tuple[Sketched, ...]]:
    """The calculations on facts of the ledger that the question may ask for."""
    if read or ledger is None:
        return (), ()
    told = (*(pair or () for pair in pairs), tuple(operands.values()))
    return find_calculations(question, within(question, ledger), searcher, glossary, hits, told)


def _operands(
    question: Question,
    read: Sequence[Fact],
    facts: Sequence[ScoredFact],
    shelf: Ledger | None,
    searcher: Searcher,
    glossary: Glossary,
    hits: Sequence[Hit],
) -> dict[Sought, str]:
    """The facts that the operands of the spelled-out calculation are."""
    if shelf is None or question.working is None:
        return {}
    known = tuple(s.fact for s in facts) if read else within(question, shelf)
    return find_operands(question, known, shelf, searcher, glossary, hits)


def _own(hit: Hit) -> bool:
    return hit.passage.index != CORPUS


def _crosschecks(
    question: Question, checks: Sequence[CrossCheck], searcher: Searcher
) -> tuple[tuple[CrossCheck, float], ...]:
    """The article's claims with the share of the question that each covers, best first."""
    if not checks:
        return ()
    if of_whole_article(question):
        faulty = (c for c in checks if c.verdict in FAULTS)
        return tuple((c, 1.0) for c in sorted(faulty, key=lambda c: (FAULTS.index(c.verdict), c.n)))
    english = question.language == "en"
    claims = [c.claim_en if english else c.claim_zh for c in checks]
    reasons = [c.reason_en if english else c.reason_zh for c in checks]
    of_claims = searcher.coverage(question.standalone, claims)
    of_reasons = searcher.coverage(question.standalone, reasons)
    scored = [
        (check, 0.75 * claim.score + 0.25 * reason.score)
        for check, claim, reason in zip(checks, of_claims, of_reasons, strict=True)
    ]
    scored.sort(key=lambda pair: (-pair[1], pair[0].n))
    return tuple(scored[:CROSSCHECKS])


def _sentences(
    question: Question,
    hits: Sequence[Hit],
    searcher: Searcher,
    glossary: Glossary,
    read: Sequence[Fact],
    facts: Sequence[ScoredFact],
) -> tuple[tuple[ScoredSentence, ...], tuple[str, ...], Mapping[str, float]]:
    """Every sentence of the hits with its coverage, best first, the words none covers, and how
    sure it is that the first one of a reader's own documents answers.
    """
    refs, texts, hit_of = [], [], []
    for hit in hits:
        _, lang = text_in(hit.passage, question.language)
        for number in range(len(hit.passage.sentences[lang])):
            refs.append(SentenceRef(hit.passage.id, number, hit.passage.index))
            texts.append(sentence_lent(hit.passage, lang, number))
            hit_of.append(hit)
    if not refs:
        return (), (question.standalone,), {}
    companies = frozenset(m.concept for m in question.entities if m.kind != "person")
    cues = {m.concept for m in question.refusal_cues}
    of_article = "names_article" in cues and any(h.passage.id.startswith(ARTICLE) for h in hits)
    scored = []
    said = in_documents(question, refs, texts, hit_of, searcher)
    untimely = of_other_times(question, read)
    placed: dict[SentenceRef, tuple[Said, float, Hit]] = {}
    coverages = searcher.coverage(question.standalone, texts)
    topics = topic_coverage(question, texts, searcher)
    for ref, text, hit, coverage, topic in zip(refs, texts, hit_of, coverages, topics, strict=True):
        share = coverage.score * _about(companies, text, hit.passage, glossary)
        share *= _measures(question, text, glossary)
        if of_article and not hit.passage.id.startswith(ARTICLE):
            share *= OF_NOBODY
        figures = has_figures(text)
        score = round(0.7 * share + 0.3 * hit.score, 6)
        right = fits(question.answer_type, text, question.language, glossary)
        scored.append(ScoredSentence(ref, score, share, figures, topic, right))
        if ref in said:
            passage = hit.passage
            around = "\n".join(
                (*passage.heading.values(), *passage.title.values(), *passage.text.values())
            )
            measured = _measures(question, text, glossary) * sentence_fits(question, text)
            fit = measured if of_time(question, text, around) else 0.0
            fit *= UNTIMELY if ref in untimely else 1.0
            placed[ref] = (said[ref], fit, hit)
            scored[-1] = told_in_place(scored[-1], said[ref], hit, fit)
            scored[-1] = names_the_holder(question, scored[-1], said[ref], text)
            if has_han(text) != (question.language != "en"):
                # Of two documents the one in the question's language comes first.
                scored[-1] = replace(scored[-1], score=round(FOREIGN * scored[-1].score, 6))
    scored.sort(key=lambda s: (-s.score, s.ref.passage_id, s.ref.sentence))
    lacking = [frozenset(coverage.missing) for coverage in coverages]
    nowhere = frozenset.intersection(*lacking)
    words = tuple(word for word in coverages[0].missing if word in nowhere)
    told = rows_told_apart(question, tuple(scored), read)
    named = with_named_row(question, told, facts)
    ordered, sure = likeliest_first(question, named, placed, hits, searcher, glossary)
    return ordered, words, sure


def _measures(question: Question, text: str, glossary: Glossary) -> float:
    """1, or less where the question names a metric that the sentence does not."""
    wanted = {family(m.concept) for m in question.metrics}
    if not wanted or wanted & {family(m.concept) for m in glossary.find_metrics(text)}:
        return 1.0
    return UNMEASURED


def _about(companies: frozenset[str], text: str, passage: Passage, glossary: Glossary) -> float:
    """How far a sentence speaks of the parties asked about: 1, or less where it names others."""
    if not companies:
        return 1.0
    if not companies.isdisjoint(mentioned(glossary, text)):
        return 1.0
    if any(m.kind == "company" for m in glossary.find(text)):
        return OF_OTHERS
    around = (*passage.title.values(), *passage.heading.values(), *passage.text.values())
    passing = any(not companies.isdisjoint(mentioned(glossary, part)) for part in around)
    return IN_PASSING if passing else OF_NOBODY
