"""What is told of a whole: the outline of one document for a summary, or the catalogue's entries.

The outline is the leading sentence of each of a document's sections, in detail several of each.
Reads stored passages only; how many of the sentences are told is for plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.answer.retrieve.accounts_told import accounts_told, report_told
from bot.answer.retrieve.catalogue import asked_entries
from bot.answer.retrieve.topic_told import loop_told, topic_told
from bot.index.search import GLOSSARY, READING
from bot.knowledge.ledger import Ledger
from bot.language.quantities import read_quantities
from bot.language.script import fold
from bot.language.turns import POINTS_BACK
from bot.language.twins import sentences_in
from bot.language.whole import of_all_later, of_articles_case
from bot.records import Hit, Level, Passage, Question, SentenceRef, Source

ARTICLE, VIEW = "article-415", "article_view"
MOST: dict[Level, int] = {"brief": 3, "standard": 6, "detailed": 10}
"""Sentences of an outline to which its sections are filled up."""
HERE = 0.5
"""The share of what is found from which on a topic without a party is one document's."""
TIMES = frozenset({"years", "months", "days", "weeks", "quarters", "1"})
"""Units of which a figure says little of what an article tells."""
ALIKE = 1e-6
"""What a hit's score counts beside the probability of the passages that may answer."""
OF_EACH = 3
"""Facts told of each digest where all that came later is asked for."""
LATER: dict[Level, int] = {"brief": 3, "standard": 8, "detailed": 12}
"""Sentences of all that came later: the newest among them, then of each digest one in turn."""


def found_whole(
    question: Question,
    hits: Sequence[Hit],
    documents: Sequence[Passage],
    ledger: Ledger | None,
    sources: Mapping[str, Source],
    likely: Mapping[tuple[str, str], float] | None = None,
) -> tuple[tuple[SentenceRef, ...], tuple[tuple[Source, SentenceRef], ...]]:
    """The outline where a summary is asked for, and the catalogue's entries where those are."""
    if of_all_later(question) and ledger is not None:
        return _later(question, documents, ledger), ()
    outline = loop_told(question, documents, ledger, sources)
    outline = outline or report_told(question, ledger, sources)
    if of_articles_case(question) and ledger is not None:
        outline = _case(documents, ledger)
    if question.intent == "summary" and documents and not outline:
        outline = find_outline(question, hits, documents, ledger, likely)
    return outline, asked_entries(question, sources, documents)


def find_outline(
    question: Question,
    hits: Sequence[Hit],
    documents: Sequence[Passage],
    ledger: Ledger | None,
    likely: Mapping[tuple[str, str], float] | None = None,
) -> tuple[SentenceRef, ...]:
    """The leading sentences of the sections of the document that the question is about.

    A company's finances are told by its main measures. Else the document is the article, unless the
    question names a party or a measure, or most of what is found stands in one other document: then
    of it, the sections that fit best first, and no figure of which a newer one is told there. A
    section leads with its first sentence that states a fact, else its first with a figure; the
    article's last sentence, where authors conclude, closes. What is asked for in detail is told by
    further sentences of each section.
    """
    if accounts := accounts_told(question, ledger):
        return accounts
    document = _document(question, hits)
    general = document in (ARTICLE, READING)
    idea = topic_told(question, {p.id: p for p in documents}, likely) if general else ()
    if idea:
        return idea
    document = ARTICLE if document == READING else document
    own = {p.id: p for p in documents if p.id.partition("/")[0] == document}
    if document == ARTICLE:
        return _of_article(question, own, ledger)
    fit = {h.passage.id: h.score * ALIKE for h in hits if h.passage.id in own}
    fit |= {key: share for (_, key), share in (likely or {}).items() if key in own}
    best_first = sorted(own.values(), key=lambda p: -fit.get(p.id, 0.0))
    sections = _sections(best_first)
    if ledger is not None:
        sections = [sorted(refs, key=lambda r: _outdated(r, ledger)) for refs in sections]
        leads = [_leading(refs, own, ledger) for refs in sections]
        fresh = [s for s, r in zip(sections, leads, strict=True) if not _outdated(r, ledger)]
        sections = fresh or sections
        theirs = [[r for r in refs if _of_parties(r, question, ledger)] for refs in sections]
        sections = [refs for refs in theirs if refs] or sections
    told = [[_leading(refs, own, ledger)] for refs in sections]
    among = own if question.level == "detailed" else {key: own[key] for key in fit}
    free = _free(question, sections, told, among, ledger)
    _fill(told, free, MOST[question.level])
    return tuple(dict.fromkeys([*_of_deal(question, ledger), *(r for refs in told for r in refs)]))


def _of_parties(ref: SentenceRef, question: Question, ledger: Ledger) -> bool:
    """Whether what a sentence states is of a company that the question names, if it names any."""
    named = {m.concept for m in question.entities if m.kind == "company"}
    if not named:
        return True
    return any({f.subject, f.counterparty} & named for f in ledger.stated_at(ref))


def _of_deal(question: Question, ledger: Ledger | None) -> tuple[SentenceRef, ...]:
    """What the deal between the two parties named comes to: the sentence of their leg's figure."""
    named = {m.concept for m in question.entities if m.kind == "company"}
    if ledger is None or len(named) != 2:
        return ()
    legs = (leg for leg in ledger.flows if {leg.giver, leg.taker} == named and leg.fact_id)
    facts = (ledger.get(leg.fact_id) for leg in legs)
    refs = (f.stated_in for f in facts if f is not None and not f.later)
    return tuple(ref for ref in refs if ref is not None)[:1]


def _of_article(
    question: Question, texts: Mapping[str, Passage], ledger: Ledger | None
) -> tuple[SentenceRef, ...]:
    """The outline of the article, in its own order."""
    sections = _sections(texts.values())
    told = [[_leading(refs, texts, ledger)] for refs in sections]
    closing = [refs[-1] for refs in sections[-1:]]
    if question.level == "detailed":
        free = _free(question, sections, told, texts, ledger)
        _fill(told, free, MOST["detailed"] - len(closing))
        told = [sorted(t, key=refs.index) for t, refs in zip(told, sections, strict=True)]
    return tuple(dict.fromkeys([*(ref for refs in told for ref in refs), *closing]))


def _case(documents: Sequence[Passage], ledger: Ledger) -> tuple[SentenceRef, ...]:
    """What the article argues: its views, as the ledger has them, then what they rest on, and with
    what it closes.
    """
    own = [p for p in documents if p.id.partition("/")[0] == ARTICLE]
    refs = [r for section in _sections(own) for r in section]
    stated = [(r, f) for r in refs for f in ledger.stated_at(r) if f.provenance == "article"]
    views = [r for r, f in stated if f.metric == VIEW]
    others = [r for r, _ in stated if r not in views]
    return tuple(dict.fromkeys([*views, *others, *refs[-1:]])) if views else ()


def _sections(passages: Iterable[Passage]) -> list[list[SentenceRef]]:
    """The sentences of each section, by its heading, in the order of the passages."""
    sections: dict[str, list[SentenceRef]] = {}
    for passage in passages:
        heading = next(iter(passage.heading.values()), "")
        count = len(next(iter(passage.sentences.values())))
        sections.setdefault(heading, []).extend(
            SentenceRef(passage.id, n, passage.index) for n in range(count)
        )
    return [*sections.values()]


def _outdated(ref: SentenceRef, ledger: Ledger) -> bool:
    """Whether a sentence only states figures that a newer one of the same document replaces, or
    that are worked out for an example.
    """
    document = ref.passage_id.partition("/")[0]
    stated = ledger.stated_at(ref)
    return bool(stated) and all(
        f.provenance == "own_arithmetic"
        or any(
            (other.period.end or "") > (f.period.end or "~")
            and not other.later
            and (other.counterparty, other.unit) == (f.counterparty, f.unit)
            and other.stated_in is not None
            and other.stated_in.passage_id.partition("/")[0] == document
            for other in ledger.find(subject=f.subject, metric=f.metric)
        )
        for f in stated
    )


def _document(question: Question, hits: Sequence[Hit]) -> str:
    """The document to outline: the article, or the digest that the best hits are of."""
    weights: dict[str, float] = {}
    for hit in hits:
        name = hit.passage.id.partition("/")[0]
        weights[name] = weights.get(name, 0.0) + hit.score
    weights.pop(GLOSSARY, None)
    best = max(weights, key=lambda name: (weights[name], name), default=ARTICLE)
    if question.entities:
        return best
    here = weights.get(best, 0.0) > HERE * sum(weights.values())
    return best if here and not _names_article(question) else ARTICLE


def _names_article(question: Question) -> bool:
    return any(m.concept == "names_article" for m in question.refusal_cues)


def _free(
    question: Question,
    sections: Sequence[Sequence[SentenceRef]],
    told: Sequence[Sequence[SentenceRef]],
    among: Mapping[str, Passage],
    ledger: Ledger | None,
) -> list[list[SentenceRef]]:
    """The further sentences of each section that may be told, of the passages `among`: those that
    state a fact, or an amount in the article, and do not lean on the one before.
    """

    def bears(ref: SentenceRef) -> bool:
        if ref.passage_id not in among:
            return False
        said = sentences_in(among[ref.passage_id], question.language)[ref.sentence]
        stated = ledger is not None and bool(ledger.stated_at(ref))
        counted = ref.passage_id.startswith(ARTICLE) and _has_amount(said)
        return (counted or stated) and POINTS_BACK.search(fold(said)) is None

    return [
        [r for r in refs if r not in first and bears(r)]
        for refs, first in zip(sections, told, strict=True)
    ]


def _has_amount(text: str) -> bool:
    """Whether a sentence names a sum of money or another amount, and not only a time."""
    return any(q.unit and q.unit not in TIMES for q in read_quantities(text))


def _fill(told: list[list[SentenceRef]], free: list[list[SentenceRef]], room: int) -> None:
    """Add to what is told of each section its next sentences, in turn, while there is room."""
    count = sum(map(len, told))
    while any(free) and count < room:
        for chosen, left in zip(told, free, strict=True):
            if left and count < room:
                chosen.append(left.pop(0))
                count += 1


def _leading(
    refs: Sequence[SentenceRef], passages: Mapping[str, Passage], ledger: Ledger | None
) -> SentenceRef:
    stated = next((r for r in refs if ledger and ledger.stated_at(r)), None)
    return stated or next((r for r in refs if _has_figure(passages[r.passage_id], r)), refs[0])


def _has_figure(passage: Passage, ref: SentenceRef) -> bool:
    lang = next(iter(passage.text))
    start, end = passage.sentences[lang][ref.sentence]
    return bool(read_quantities(passage.text[lang][start:end]))


def _later(
    question: Question, documents: Sequence[Passage], ledger: Ledger
) -> tuple[SentenceRef, ...]:
    """Of each later digest the first facts, the oldest first; none before the day that is named."""
    since = max((p.end or p.start or "" for p in question.periods), default="")
    until = question.as_of if question.as_of[:1].isdigit() else "9999"
    taken: dict[str, list[tuple[str, SentenceRef]]] = {}
    for passage in (p for p in documents if p.later):
        count = len(next(iter(passage.sentences.values())))
        refs = [SentenceRef(passage.id, n, passage.index) for n in range(count)]
        for ref, facts in ((r, ledger.stated_at(r)) for r in refs):
            if facts and since < facts[0].as_of <= until:
                taken.setdefault(passage.id.partition("/")[0], []).append((facts[0].as_of, ref))
                break
    most = LATER[question.level]
    by_turn = [pairs[n] for n in range(OF_EACH) for pairs in taken.values() if n < len(pairs)]
    every = [pair for pairs in taken.values() for pair in pairs]
    newest = sorted(every, key=lambda pair: pair[0])[-1:]
    kept = [*newest, *(pair for pair in by_turn if pair not in newest)][:most]
    return tuple(ref for _, ref in sorted(kept, key=lambda pair: pair[0]))
