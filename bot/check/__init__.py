"""A paragraph's path: each sentence is read, looked up and held against the nearest sources.

The same understand, retrieve and verify as a question's path. A sentence that one source sentence
bears out, or two or three that have parties in common, is supported; one that fails gets the
verdict of the nearest one's fault (docs/decisions/0114). It rewrites nothing, and a sentence that
no source speaks of is not called wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.answer.retrieve import CORPUS, retrieve
from bot.answer.understand import check_text, understand
from bot.check.following import following
from bot.check.holding import Held, Holding, Verdict
from bot.check.pointing import pointed_out
from bot.check.standing import moved_otherwise, replaced
from bot.language.fault_words import in_words
from bot.language.phrases import Phrases
from bot.language.sentences import split_sentences
from bot.library import Library
from bot.records import Finding, Lang, SentenceRef, Span

__all__ = ["Beside", "CheckedParagraph", "CheckedSentence", "Verdict", "check_paragraph"]

FIRST: dict[Verdict, int] = {"supported": 0, "out_of_date": 1, "not_found": 3}
"""What is told of a sentence first; the other verdicts stand in between."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A further source sentence without which the first does not bear a sentence out."""

    passage_id: str
    quote: str


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
    beside: tuple[Beside, ...] = ()


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
    language = understand(clean[:500], (), library.glossary, library.phrases, lang=lang).language
    pen = _Pen(language, library.phrases)
    shelves = _shelves(library)
    spans = split_sentences(clean)
    checked, before = [], ""
    for span in spans:
        one = _best([_check(s, clean, span, lang, pen) for s in shelves])
        sentence = clean[slice(*span)]
        whole = _whole(library, sentence, before, lang) if before else sentence
        if whole != sentence:
            said = _best([_check(s, whole, (0, len(whole)), lang, pen) for s in shelves])
            one = replace(said, span=span, text=one.text) if said.verdict != "not_found" else one
        checked.append(one)
        before = whole
    return CheckedParagraph(language, tuple(checked))


def _whole(
    library: Library, sentence: str, before: str, lang: Literal["auto", "zh-TW", "zh-CN", "en"]
) -> str:
    """A sentence that leans on the one before, with what it takes from there."""
    told = understand(before, (), library.glossary, library.phrases, lang=lang)
    return pointed_out(sentence, before, told)


def _shelves(library: Library) -> list[Library]:
    """The reader's own documents and the corpus each by itself: the words of one weigh otherwise
    beside the other's.
    """
    own = [name for name in library.searcher_names if name != CORPUS]
    if not own or len(own) == len(library.searcher_names):
        return [library]
    return [library.over(own), library.over([CORPUS])]


def _best(checked: Sequence[CheckedSentence]) -> CheckedSentence:
    """What bears a sentence out, else what speaks of it, the reader's own documents first."""
    return min(checked, key=lambda one: FIRST.get(one.verdict, 2))


@dataclass(frozen=True, slots=True)
class _Pen:
    """What is said of every sentence is said in one language: the paragraph's."""

    language: Lang
    phrases: Phrases

    def say(self, key: str, **values: object) -> str:
        return self.phrases.say(key, self.language, **values)

    def told(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        return tuple(in_words(f, self.language, self.phrases) for f in findings)


def _check(
    library: Library,
    text: str,
    span: Span,
    lang: Literal["auto", "zh-TW", "zh-CN", "en"],
    pen: _Pen,
) -> CheckedSentence:
    sentence = text[span[0] : span[1]]
    if derived := _follows(library, text, span, lang, pen):
        return derived
    question = understand(sentence, (), library.glossary, library.phrases, lang=lang)
    ledger = library.ledger if CORPUS in library.searcher_names else None
    evidence = retrieve(question, library.searcher, ledger, library.glossary)
    holding = Holding(sentence, question, evidence, library)
    held = holding.alone()
    borne_out = [one for one in held if one.verdict == "supported"]
    if not borne_out and (jointly := holding.together()) is not None:
        held = [*held, jointly]
        borne_out = [jointly] if jointly.verdict == "supported" else []
    if borne_out:
        verdict, refs, findings = _borne_out(holding, borne_out)
    elif held:
        best = min(held, key=lambda one: (not one.exchanged, *one.missing, one.rank, one.apart))
        verdict, refs, findings = best.verdict, best.refs, best.findings
        refs = () if best.unsaid else refs  # they tell of its parties, not what it says of them
    else:
        verdict, refs, findings = "not_found", (), ()
    quotes = [holding.quote(ref) for ref in refs]
    return CheckedSentence(
        span=span,
        text=question.text,
        verdict=verdict,
        words=pen.say(verdict),
        passage_id=refs[0].passage_id if refs else None,
        quote=quotes[0] if quotes else None,
        findings=pen.told(findings),
        beside=tuple(
            Beside(ref.passage_id, quote) for ref, quote in zip(refs[1:], quotes[1:], strict=True)
        ),
    )


def _follows(
    library: Library,
    text: str,
    span: Span,
    lang: Literal["auto", "zh-TW", "zh-CN", "en"],
    pen: _Pen,
) -> CheckedSentence | None:
    """A sentence that sources bear out but for a figure that follows from its others."""
    sentence = text[span[0] : span[1]]
    language = understand(sentence, (), library.glossary, library.phrases, lang=lang).language
    found = following(sentence, language)
    if found is None:
        return None
    rest = _check(library, text, (span[0], span[0] + found.end), lang, pen)
    if rest.verdict != "supported":
        return None
    words = f"{rest.words} {pen.say('follows', shown=found.shown)}"
    return replace(rest, span=span, text=sentence, words=words)


def _borne_out(
    holding: Holding, held: Sequence[Held]
) -> tuple[Verdict, tuple[SentenceRef, ...], tuple[Finding, ...]]:
    """A sentence that sources bear out, unless its figure moved the other way or was replaced."""
    opposed = moved_otherwise(holding, held[0])
    if opposed is not None:
        reason = "the figure moved the other way"
        return "contradicted", (opposed,), (Finding("wrong_sign", None, holding.sentence, reason),)
    for one in held:
        if any(replaced(ref, holding.question, holding.library) for ref in one.refs):
            return "out_of_date", one.refs, ()
    return "supported", held[0].refs, ()
