"""Render: verified claims become shown sentences, citations and at last the Answer.

Quotes are sliced from stored text by offset, markers count by first appearance and stand before
the full stop. It composes nothing and checks nothing.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from bot.errors import QuestionError
from bot.knowledge.ledger import Ledger
from bot.language.glossary import Glossary
from bot.language.layouts import laid_out
from bot.language.phrases import Phrases
from bot.language.places import say_place
from bot.language.row_cells import row_cells
from bot.language.script import detect_language
from bot.language.statuses import read_status
from bot.language.wording import Wording
from bot.records import (
    Answer,
    AnswerError,
    AnswerStatus,
    Calculation,
    Citation,
    Claim,
    Conflict,
    Evidence,
    Fact,
    Held,
    IndexUsed,
    Lang,
    Note,
    Passage,
    Plan,
    Question,
    Refusal,
    Sentence,
    SentenceRef,
    Shown,
    Source,
    Status,
    Usage,
)

FULL_WIDTH = frozenset("？！。，、；：「」『』（）")
"""Marks of Chinese writing: of a question without a word they alone tell its language."""
END = re.compile(r"[.!?。！？]+[\"'”’」』）)]*\s*$")


@dataclass(frozen=True, slots=True)
class Desk:
    """What rendering looks things up in."""

    source: Callable[[str, str], Source]
    ledger: Ledger | None
    phrases: Phrases
    glossary: Glossary | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """How the answer was made; `mended` counts held sentences that a repair replaced."""

    engine: str
    engine_requested: str
    mended: int
    encoder: str
    prompts: str
    indexes: tuple[IndexUsed, ...]
    usage: Usage
    timings_ms: Mapping[str, float]


def show(
    claim: Claim,
    position: int,
    before: Sequence[Shown],
    question: Question,
    evidence: Evidence,
    desk: Desk,
) -> Shown:
    """Turn a verified claim into a sentence with markers and the citations that it brings in."""
    known = {_key(c): c.marker for s in before for c in s.citations}
    fresh: list[Citation] = []
    markers: list[int] = []
    for ref in dict.fromkeys(claim.refs):
        passage = evidence.passage(ref)
        lang = _quote_language(passage, question.language)
        start, end = passage.sentences[lang][ref.sentence]
        key = (passage.index, passage.id, lang, start)
        if key not in known:
            known[key] = len(known) + 1
            fresh.append(
                _citation(known[key], passage, lang, (start, end), ref, desk, question.language)
            )
        markers.append(known[key])
    text = _mark(claim.text, markers, question.language)
    sentence = Sentence(text, claim.kind, tuple(markers), claim.calculations)
    return Shown(position, sentence, tuple(fresh), tuple(dict.fromkeys(claim.refs)))


def _key(citation: Citation) -> tuple[str, str, str, int]:
    return (citation.index, citation.passage_id, citation.lang, citation.start)


def _quote_language(passage: Passage, language: Lang) -> str:
    for lang in ("en",) if language == "en" else (language, "zh-TW", "zh-CN"):
        if lang in passage.text:
            return lang
    return next(iter(passage.text))


def _citation(
    marker: int,
    passage: Passage,
    lang: str,
    span: tuple[int, int],
    ref: SentenceRef,
    desk: Desk,
    language: Lang,
) -> Citation:
    source = desk.source(passage.index, passage.source_id)
    facts = desk.ledger.stated_at(ref) if desk.ledger else ()
    start, end = span
    text = passage.text[lang]
    return Citation(
        marker=marker,
        index=passage.index,
        passage_id=passage.id,
        source_id=source.id,
        title=source.title,
        publisher=source.publisher,
        date=source.date,
        locator=say_place(passage.locator, language),
        lang=lang,
        text_kind=passage.text_kind,
        quote=text[start:end],
        start=start,
        end=end,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        url=source.url,
        status=_status(source, facts, text[start:end]),
        confidence="medium" if any(f.confidence == "medium" for f in facts) else "high",
        as_of=facts[0].as_of if facts else source.date,
    )


def _status(source: Source, facts: Sequence[Fact], quote: str) -> Status:
    """The status of the fact stated; of a reader's document what the words say."""
    if facts:
        return facts[0].status
    if source.provenance == "reader":
        return read_status(quote)
    return "commentary" if source.provenance in ("article", "own") else "reported"


def _mark(text: str, markers: Sequence[int], language: Lang) -> str:
    """Markers before the full stop: …5,230億美元[1]。 / … $523 billion [1]."""
    if not markers:
        return text
    joined = "".join(f"[{m}]" for m in markers)
    end = END.search(text)
    cut = end.start() if end else len(text)
    gap = " " if language == "en" else ""
    return f"{text[:cut].rstrip()}{gap}{joined}{text[cut:]}"


def render(
    question: Question,
    plan: Plan,
    shown: Sequence[Shown],
    held: Sequence[Held],
    notes: Sequence[Note],
    desk: Desk,
    made: Made,
) -> Answer:
    """The Answer of a question whose sentences have been verified."""
    sentences, calculations = _used(shown, plan)
    citations = tuple(c for s in shown for c in s.citations)
    markers = {ref: m for s in shown for ref, m in zip(s.refs, s.sentence.markers, strict=True)}
    findings = tuple(f for h in held for f in h.findings)
    refusal = plan.refusal
    if refusal is not None and all(s.kind == "transition" for s in sentences):
        sentences = ()  # what came nearest could not be shown
    if refusal is None and not sentences:
        refusal = Refusal(
            "not_in_corpus",
            (),
            next(iter(plan.suggestions), desk.phrases.say("rephrase_default", question.language)),
            desk.phrases.say("refusal_not_in_corpus", question.language),
        )
    if refusal is not None and not sentences:
        sentences = (Sentence(refusal.message, "transition"),)
    return Answer(
        id=str(uuid.uuid4()),
        question=question.asked or question.text,
        language=question.language,
        as_of=question.as_of,
        status=_outcome(refusal, shown, held, made.mended),
        answer=laid_out(
            sentences,
            citations,
            question.form,
            question.language,
            desk.phrases,
            _cells(question, sentences, shown, desk),
        ),
        sentences=sentences,
        citations=citations,
        calculations=_marked(calculations, markers),
        findings=findings,
        conflicts=_conflicts(plan.conflicts, markers),
        notes=tuple(dict.fromkeys((*notes, *_notes(question, plan, shown, citations, desk)))),
        suggestions=tuple(s for s in plan.suggestions if s != question.text)[:3],
        refusal=refusal,
        engine=made.engine,
        engine_requested=made.engine_requested,
        encoder=made.encoder,
        prompts=made.prompts,
        indexes=made.indexes,
        usage=made.usage,
        timings_ms=made.timings_ms,
    )


def _cells(
    question: Question, sentences: Sequence[Sentence], shown: Sequence[Shown], desk: Desk
) -> tuple[tuple[str, str], ...]:
    """For each sentence of a table whom or what it tells of and its figure, where several do."""
    tabled = question.form.layout == "table" and len(sentences) == len(shown)
    if not tabled or desk.ledger is None or desk.glossary is None:
        return ()
    wording = Wording(desk.phrases, desk.glossary, question.language)
    stated = [[f for r in s.refs for f in desk.ledger.stated_at(r)] for s in shown]
    cells = tuple(row_cells(question, facts, wording) for facts in stated)
    return cells if sum(bool(figure) for _, figure in cells) > 1 else ()


def render_error(question: str, language: Lang, as_of: str, error: AnswerError) -> Answer:
    """The Answer to a question that could not be read at all."""
    return Answer(
        id=str(uuid.uuid4()),
        question=question,
        language=language,
        as_of=as_of,
        status="error",
        answer=error.message,
        error=error,
    )


def render_unreadable(
    question: str, lang: str, as_of: str, error: QuestionError, phrases: Phrases
) -> Answer:
    """The Answer that says, in the reader's language, why a question cannot be read."""
    printable = question.encode("utf-8", "replace").decode()[:200]
    guessed = detect_language(printable) if lang == "auto" else cast(Lang, lang)
    if lang == "auto" and guessed == "en" and set(printable) & FULL_WIDTH:
        guessed = "zh-TW"
    told = phrases.say(f"error_{error.code}", guessed, **error.values)
    return render_error(printable, guessed, as_of, AnswerError(error.code, told))


def _outcome(
    refusal: Refusal | None, shown: Sequence[Shown], held: Sequence[Held], mended: int
) -> AnswerStatus:
    """Partial where a part is refused, where only what comes nearest is told, or where a claim
    (not a caveat) had to be left out.
    """
    if refusal is not None:
        return "partial" if any(s.refs for s in shown) else "refused"
    left_out = sum(h.kind in ("claim", "correction") and h.index >= 0 for h in held)
    return "partial" if left_out > mended else "answered"


def _with_earlier(used: set[int], plan: Plan) -> set[int]:
    """The calculations used, and those whose results they take as operands."""
    found = set(used)
    for number in sorted(used, reverse=True):
        earlier = {o.calculation for o in plan.calculations[number].operands}
        found |= {n for n in earlier if n is not None}
    return found


def _used(
    shown: Sequence[Shown], plan: Plan
) -> tuple[tuple[Sentence, ...], tuple[Calculation, ...]]:
    """The shown sentences and the calculations that they use, renumbered without gaps."""
    used = sorted(_with_earlier({n for s in shown for n in s.sentence.calculations}, plan))
    place = {old: new for new, old in enumerate(used)}
    sentences = tuple(
        replace(s.sentence, calculations=tuple(place[n] for n in s.sentence.calculations))
        for s in shown
    )
    calculations = (
        replace(
            plan.calculations[n],
            operands=tuple(
                replace(o, calculation=place.get(o.calculation, o.calculation))
                if o.calculation is not None
                else o
                for o in plan.calculations[n].operands
            ),
        )
        for n in used
    )
    return sentences, tuple(calculations)


def _marked(
    calculations: Sequence[Calculation], markers: Mapping[SentenceRef, int]
) -> tuple[Calculation, ...]:
    """Calculations whose cited operands carry the marker of their citation."""
    return tuple(
        replace(
            calculation,
            operands=tuple(
                replace(o, marker=markers.get(o.ref)) if o.ref is not None else o
                for o in calculation.operands
            ),
        )
        for calculation in calculations
    )


def _conflicts(
    conflicts: Sequence[Conflict], markers: Mapping[SentenceRef, int]
) -> tuple[Conflict, ...]:
    """Conflicts whose sides carry the marker of the citation that shows them, where one does."""
    return tuple(
        Conflict(
            conflict.topic,
            tuple(
                replace(side, marker=markers.get(side.ref)) if side.ref is not None else side
                for side in conflict.sides
            ),
        )
        for conflict in conflicts
    )


def _notes(
    question: Question,
    plan: Plan,
    shown: Sequence[Shown],
    citations: Sequence[Citation],
    desk: Desk,
) -> list[Note]:
    """Remarks that follow from what was shown."""
    codes = []
    if any(c.confidence == "medium" for c in citations):
        codes.append("medium_confidence")
    sources = [desk.source(c.index, c.source_id) for c in citations]
    if any(s.provenance == "leak" for s in sources):
        codes.append("leak")
    later = {f.stated_in.passage_id for f in plan.later if f.stated_in is not None}
    if later & {c.passage_id for c in citations}:
        codes.append("later")
    readers = "en" if question.language == "en" else "zh"
    if any(not c.lang.startswith(readers) for c in citations):
        codes.append("translated")
    used = {n for s in shown for n in s.sentence.calculations}
    operands = [o for n in used for o in plan.calculations[n].operands]
    if any(o.given is not None for o in operands):
        codes.append("given")
    return [Note(c, desk.phrases.say(f"note_{c}", question.language)) for c in codes]
