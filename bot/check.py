"""A paragraph's path: each sentence is read, looked up and held against the nearest sources.

The same understand, retrieve and verify as a question's path; a sentence that a source bears out
is supported, one that fails gets the verdict of its first fault. It rewrites nothing, and a
sentence that no source speaks of is not called wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.answer.retrieve import CORPUS, retrieve
from bot.answer.understand import check_text, understand
from bot.answer.verify import verify
from bot.language.sentences import split_sentences
from bot.language.twins import sentences_in
from bot.library import Library
from bot.records import (
    Claim,
    Evidence,
    Finding,
    Lang,
    Plan,
    Question,
    SentenceRef,
    Span,
)

Verdict = Literal[
    "supported",
    "contradicted",
    "number_mismatch",
    "status_overstated",
    "out_of_date",
    "not_found",
]
VERDICTS: dict[str, Verdict] = {
    "wrong_sign": "contradicted",
    "wrong_entity": "contradicted",
    "wrong_period": "contradicted",
    "wrong_status": "status_overstated",
    "unsupported_number": "number_mismatch",
    "wrong_scale": "number_mismatch",
    "wrong_unit": "number_mismatch",
}
# Nearest faults first: a sentence that only swells a status is nearer than one with other figures.
NEARNESS = tuple(VERDICTS)
CANDIDATES = 6
SPOKEN_OF = 0.30
SAYS_IT = 0.45


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """One sentence of the paragraph: where it stands, its verdict, and what it was held against."""

    span: Span
    text: str
    verdict: Verdict
    words: str
    passage_id: str | None
    quote: str | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class CheckedParagraph:
    """The whole paragraph, sentence by sentence."""

    language: Lang
    sentences: tuple[CheckedSentence, ...]


def check_paragraph(
    library: Library, text: str, lang: Literal["auto", "zh-TW", "zh-CN", "en"] = "auto"
) -> CheckedParagraph:
    """Hold every sentence against the sources. Raises QuestionError on unusable text."""
    clean = check_text(text)
    checked = [_check(library, clean, span, lang) for span in split_sentences(clean)]
    language = understand(clean[:500], (), library.glossary, library.phrases, lang=lang).language
    return CheckedParagraph(language, tuple(checked))


def _check(
    library: Library, text: str, span: Span, lang: Literal["auto", "zh-TW", "zh-CN", "en"]
) -> CheckedSentence:
    sentence = text[span[0] : span[1]]
    question = understand(sentence, (), library.glossary, library.phrases, lang=lang)
    ledger = library.ledger if CORPUS in library.searcher_names else None
    evidence = retrieve(question, library.searcher, ledger, library.glossary)
    best: tuple[int, Verdict, SentenceRef, tuple[Finding, ...]] | None = None
    for ref in _candidates(evidence):
        findings = _held(sentence, ref, question, evidence, library)
        if not question.quantities and any(f.kind == "unsupported_claim" for f in findings):
            continue  # without a figure only words tie it to a source, and these do not
        findings = _telling(findings)
        verdict = _verdict(findings)
        rank = -1 if verdict == "supported" else NEARNESS.index(findings[0].kind)
        if best is None or rank < best[0]:
            best = (rank, verdict, ref, findings)
        if verdict == "supported":
            break
    if best is None:
        return _told(library, question, span, "not_found", None, evidence, ())
    _, verdict, ref, findings = best
    if verdict == "supported" and _superseded(ref, library):
        verdict = "out_of_date"
    return _told(library, question, span, verdict, ref, evidence, findings)


def _candidates(evidence: Evidence) -> Sequence[SentenceRef]:
    """The sentences that speak of the same thing, nearest first."""
    facts = [
        s.fact.stated_in
        for s in evidence.facts[:CANDIDATES]
        if s.coverage >= SPOKEN_OF and s.fact.stated_in is not None
    ]
    plain = [s.ref for s in evidence.sentences[:CANDIDATES] if s.coverage >= SAYS_IT]
    return tuple(dict.fromkeys((*plain, *facts)))


def _held(
    sentence: str, ref: SentenceRef, question: Question, evidence: Evidence, library: Library
) -> tuple[Finding, ...]:
    """Findings of the sentence as a claim that cites this one; the reader's figures don't count."""
    bare = Question(
        text="",
        standalone="",
        language=question.language,
        level=question.level,
        as_of=question.as_of,
        intent="fact",
        entities=(),
        metrics=(),
        terms=(),
        periods=(),
        quantities=(),
        operations=(),
        refusal_cues=(),
    )
    return verify(Claim(sentence, "claim", (ref,)), bare, evidence, Plan(), library.glossary)


def _telling(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings that stand for a verdict, nearest first."""
    known = [f for f in findings if f.kind in VERDICTS]
    return tuple(sorted(known, key=lambda f: NEARNESS.index(f.kind)))


def _verdict(findings: Sequence[Finding]) -> Verdict:
    return VERDICTS[findings[0].kind] if findings else "supported"


def _superseded(ref: SentenceRef, library: Library) -> bool:
    """A later reading of the same figure, not merely the next period's."""
    return any(
        later.period.label == fact.period.label and later.values != fact.values
        for fact in library.ledger.stated_at(ref)
        for later in library.ledger.later_than(fact)
    )


def _told(
    library: Library,
    question: Question,
    span: Span,
    verdict: Verdict,
    ref: SentenceRef | None,
    evidence: Evidence,
    findings: tuple[Finding, ...],
) -> CheckedSentence:
    quote = None
    if ref is not None:
        passage = evidence.passage(ref)
        quote = sentences_in(passage, question.language)[ref.sentence]
    return CheckedSentence(
        span=span,
        text=question.text,
        verdict=verdict,
        words=library.phrases.say(verdict, question.language),
        passage_id=ref.passage_id if ref else None,
        quote=quote,
        findings=findings,
    )
