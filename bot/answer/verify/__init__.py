"""Verify: one claim against what it cites. Pure, no model, the gate of the stream.

A claim holds when its figures, parties, years, statuses and words rest on the cited sentences,
a shown calculation or the reader's own question. Everything that fails is a Finding which the
reader sees; nothing is mended here. It cannot tell whether a source is right.
"""

from __future__ import annotations

import re
from typing import Any

from bot.answer.verify.as_written import as_written
from bot.answer.verify.line import verify_line
from bot.answer.verify.names import names_of
from bot.answer.verify.numbers import Fault, check_numbers, ground
from bot.answer.verify.stretches import passed
from bot.answer.verify.words import COMPUTED_SUPPORT, SUPPORT, check_words
from bot.knowledge.lent_units import lender_of, sentence_lent
from bot.language.glossary import Glossary
from bot.language.places import say_place
from bot.language.quantities import read_quantities
from bot.language.timewords import write_date
from bot.records import Claim, Evidence, Finding, Lang, Passage, Plan, Question, SentenceRef

_SHOWN = re.compile(r"[(（][\d\s.,%|()+\-−×÷*/$€£¥]+=[\d\s.,%\-−$€£¥]+[)）]")
"""The steps of a calculation as they are shown: figures and signs alone, of no party."""
LANGUAGES: tuple[Lang, ...] = ("en", "zh-TW")

__all__ = ["verify", "verify_line"]


def verify(
    claim: Claim, question: Question, evidence: Evidence, plan: Plan, glossary: Glossary
) -> tuple[Finding, ...]:
    """What is wrong with a claim; empty where it holds."""
    faults = [
        Fault("unknown_citation", ref, f"{ref} is not among the retrieved sentences")
        for ref in claim.unknown
    ]
    quotes, context = [], [question.text, question.standalone]
    for ref in claim.refs:
        quoted = _quotes(ref, evidence)
        if not quoted:
            faults.append(
                Fault("unknown_citation", ref.passage_id, "the cited sentence does not exist")
            )
        quotes += quoted + _lent(ref, claim, evidence) + _catalogued(ref, evidence)
        context += _context(ref, evidence)
    context += _told(claim, plan, glossary)
    for number in claim.calculations:
        if not 0 <= number < len(plan.calculations):
            faults.append(Fault("unknown_citation", f"C{number}", "no such calculation"))
    made = [plan.calculations[n] for n in claim.calculations if 0 <= n < len(plan.calculations)]
    if claim.kind != "transition" and not quotes and not made:
        faults.append(Fault("uncited_claim", claim.text, "the sentence cites nothing"))
    context_words = context if claim.calculations else context[2:]
    placeless = _without_places(claim, evidence)
    text = _without_labels(placeless, claim)
    if not faults and as_written(claim, text, quotes):
        return ()
    parties = len({name.who for quote in quotes for name in names_of(quote, glossary)})
    basis = ground(quotes, made, _given(question), parties)
    faults += check_numbers(
        text, question.language, basis, lambda said, q: passed(said, q, quotes, glossary)
    )
    if claim.kind != "correction":
        # What a calculation comes to is said in words of its own.
        least = COMPUTED_SUPPORT if made else SUPPORT
        if made and claim.labels:
            least = 0.0  # all but the names and steps are words of the form
        # A caveat is the product's own remark on its sources.
        free = bool(made) or claim.kind == "caveat"
        # Only our own remark may tell a verdict; a sentence of a model is checked whole.
        said = _judged(text, evidence) if claim.kind == "caveat" else text
        plain = _SHOWN.sub(" ", said) if made else said
        faults += check_words(plain, quotes, context_words, glossary, least, free=free, whole=said)
    return tuple(Finding(f.kind, None, f.text, f.reason) for f in faults)


def _without_places(claim: Claim, evidence: Evidence) -> str:
    """The claim without the titles and places of the documents that it cites: page 12 is no claim.

    Only a title in its quotation marks and the place beside it are left out.
    """
    text = claim.text
    for ref in claim.refs:
        passage = evidence.passages.get((ref.index, ref.passage_id))
        for title in passage.title.values() if passage else ():
            for quoted in (f"“{title}”", f"《{title}》"):
                for place in _said_places(passage) if passage else ():
                    for placed in (
                        f"{quoted} ({place})",
                        f"{quoted}（{place}）",
                        f"{quoted}{place}",
                    ):
                        text = text.replace(placed, " ")
                    text = text.replace(f"{place} of {quoted}", " ")
                text = text.replace(quoted, " ")
    return text


def _without_labels(text: str, claim: Claim) -> str:
    """The claim without the ledger's own names of its figures and the steps that are shown.

    A name of two parties in a row is no claim about which of them gives, and holds by itself.
    """
    for label in sorted(claim.labels, key=len, reverse=True):
        text = text.replace(label, " ")
    return text


def _judged(text: str, evidence: Evidence) -> str:
    """The claim of the article's that a verdict is on: the verdict's own words cite nothing."""
    claims = (c for check, _ in evidence.crosschecks for c in (check.claim_en, check.claim_zh))
    return next((claim for claim in claims if text.endswith(claim)), text)


def _catalogued(ref: SentenceRef, evidence: Evidence) -> list[str]:
    """What the catalogue says of the sources asked about: what a claim about them rests on."""
    return [
        " ".join((s.title, s.publisher, s.date, *(write_date(s.date, x) for x in LANGUAGES)))
        for s, own in evidence.catalogue
        if own == ref
    ]


def _given(question: Question) -> tuple[Any, ...]:
    """The reader's own figures: of this question and of the reader's earlier turns."""
    earlier = [q for t in question.history if t.role == "user" for q in read_quantities(t.content)]
    claimed = (question.claimed,) if question.claimed is not None else ()
    return (*question.quantities, *claimed, *earlier)


def _quotes(ref: SentenceRef, evidence: Evidence) -> list[str]:
    """The cited sentence in every language that the passage has."""
    passage = evidence.passages.get((ref.index, ref.passage_id))
    if passage is None:
        return []
    found = []
    for lang, spans in passage.sentences.items():
        if 0 <= ref.sentence < len(spans):
            start, end = spans[ref.sentence]
            found.append(passage.text[lang][start:end])
    return found


def _lent(ref: SentenceRef, claim: Claim, evidence: Evidence) -> list[str]:
    """The cited sentence with the unit that another sentence lends it, which is cited as well."""
    passage = evidence.passages.get((ref.index, ref.passage_id))
    if passage is None or lender_of(passage) not in claim.refs:
        return []
    within = (lang for lang, spans in passage.sentences.items() if 0 <= ref.sentence < len(spans))
    return [sentence_lent(passage, lang, ref.sentence) for lang in within]


def _said_places(passage: Passage) -> tuple[str, ...]:
    """A passage's place as readers of each language are told it; none where it has none."""
    tongues: tuple[Lang, ...] = ("en", "zh-TW", "zh-CN")
    said = (say_place(passage.locator, tongue) for tongue in tongues if passage.locator)
    return tuple(dict.fromkeys(said))


def _told(claim: Claim, plan: Plan, glossary: Glossary) -> list[str]:
    """The dates of the facts behind a calculation, the names of their measures, and the units of
    the reader's own figures.

    Its sentence may name the ones and be called by the others.
    """
    facts = [s.fact for s in plan.facts if s.fact.id in claim.facts and claim.calculations]
    dates = [" ".join(filter(None, (f.period.start, f.period.end, f.period.label))) for f in facts]
    metrics = [m for f in facts if (m := glossary.metric(f.metric)) is not None]
    made = [plan.calculations[n] for n in claim.calculations if 0 <= n < len(plan.calculations)]
    own = [o.unit.replace("/", " ") for c in made for o in c.operands if o.given]
    return [*dates, *(name for m in metrics for name in (m.en, m.zh_tw)), *own]


def _context(ref: SentenceRef, evidence: Evidence) -> list[str]:
    passage = evidence.passages.get((ref.index, ref.passage_id))
    if passage is None:
        return []
    return [*passage.title.values(), *passage.heading.values(), *_said_places(passage)]
