"""Verify: one claim against what it cites. Pure, no model, the gate of the stream.

A claim holds when its figures, parties, years, statuses and words rest on the cited sentences,
a shown calculation or the reader's own question. Everything that fails is a Finding which the
reader sees; nothing is mended here. It cannot tell whether a source is right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.answer.verify.numbers import Fault, check_numbers, ground
from bot.answer.verify.words import COMPUTED_SUPPORT, SUPPORT, check_words
from bot.language.glossary import Glossary
from bot.language.quantities import read_quantities
from bot.language.script import detect_language, normalise
from bot.language.sentences import split_sentences
from bot.records import (
    Calculation,
    CalculationError,
    Claim,
    Evidence,
    Finding,
    Operand,
    Plan,
    Question,
    SentenceRef,
)

MARKER = re.compile(r"\s*\[(\d{1,3})\]")

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
        quotes += quoted
        context += _context(ref, evidence)
    context += _periods(claim, plan)
    for number in claim.calculations:
        if not 0 <= number < len(plan.calculations):
            faults.append(Fault("unknown_citation", f"C{number}", "no such calculation"))
    made = [plan.calculations[n] for n in claim.calculations if 0 <= n < len(plan.calculations)]
    if claim.kind != "transition" and not quotes and not made:
        faults.append(Fault("uncited_claim", claim.text, "the sentence cites nothing"))
    context_words = context if claim.calculations else context[2:]
    told = _without_places(claim, evidence)
    faults += check_numbers(told, question.language, ground(quotes, made, _given(question)))
    if claim.kind != "correction":
        # What a calculation comes to is said in words of its own.
        least = COMPUTED_SUPPORT if made else SUPPORT
        faults += check_words(told, quotes, context_words, glossary, least)
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
                if passage and passage.locator:
                    place = passage.locator
                    for placed in (
                        f"{quoted} ({place})",
                        f"{quoted}（{place}）",
                        f"{quoted}{place}",
                    ):
                        text = text.replace(placed, " ")
                    text = text.replace(f"{place} of {quoted}", " ")
                text = text.replace(quoted, " ")
    return text


def _given(question: Question) -> tuple[Any, ...]:
    """The reader's own figures: of this question and of the reader's earlier turns."""
    earlier = [q for t in question.history if t.role == "user" for q in read_quantities(t.content)]
    return (*question.quantities, *earlier)


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


def _periods(claim: Claim, plan: Plan) -> list[str]:
    """The dates of the facts behind a calculation, which its sentence may name."""
    facts = [s.fact for s in plan.facts if s.fact.id in claim.facts and claim.calculations]
    return [" ".join(filter(None, (f.period.start, f.period.end, f.period.label))) for f in facts]


def _context(ref: SentenceRef, evidence: Evidence) -> list[str]:
    passage = evidence.passages.get((ref.index, ref.passage_id))
    if passage is None:
        return []
    return [*passage.title.values(), *passage.heading.values(), passage.locator]


def verify_line(record: Mapping[str, Any], glossary: Glossary) -> dict[str, Any]:
    """The verifier alone, on one JSON line of the contract: its id, whether it holds, findings.

    Raises ValueError where the line lacks its answer or has fields of another shape.
    """
    answer = record.get("answer")
    if not isinstance(answer, str):
        raise ValueError("the line has no text under 'answer'")
    cited = {int(c["marker"]): normalise(str(c["text"])) for c in record.get("citations", ())}
    made = [_calculation(c) for c in record.get("calculations", ()) if isinstance(c, Mapping)]
    asked = str(record.get("question") or "")
    findings: list[Finding] = []
    text = normalise(answer)
    for number, sentence in enumerate(_sentences(text)):
        markers = [int(m) for m in MARKER.findall(sentence)]
        plain = MARKER.sub("", sentence).strip()
        faults = _line_faults(plain, markers, cited, made, asked, glossary)
        findings += [Finding(f.kind, number, f.text, f.reason) for f in faults]
    shown = [
        {"kind": f.kind, "sentence": f.sentence, "text": f.text, "reason": f.reason}
        for f in findings
    ]
    return {"id": record.get("id"), "ok": not findings, "findings": shown}


def _sentences(text: str) -> list[str]:
    """Sentences, a marker that follows a full stop going with the sentence before it."""
    found: list[str] = []
    for start, end in split_sentences(text):
        piece = text[start:end]
        lead = re.match(r"(?:\s*\[\d{1,3}\])+", piece)
        if lead and found:
            found[-1] += lead.group()
            piece = piece[lead.end() :].strip()
        if piece:
            found.append(piece)
    return found


def _line_faults(
    plain: str,
    markers: Sequence[int],
    cited: Mapping[int, str],
    made: Sequence[Calculation],
    asked: str,
    glossary: Glossary,
) -> list[Fault]:
    faults = [
        Fault("unknown_citation", f"[{m}]", "no citation has this marker")
        for m in markers
        if m not in cited
    ]
    quotes = [cited[m] for m in markers if m in cited]
    language = detect_language(plain)
    basis = ground(quotes, made, read_quantities(asked) if asked else ())
    faults += check_numbers(plain, language, basis)
    if not quotes and not made and (read_quantities(plain, language) or glossary.find(plain)):
        faults.append(Fault("uncited_claim", plain, "the sentence cites nothing"))
    return faults + check_words(plain, quotes, [asked] if made else [], glossary)


def _calculation(raw: Mapping[str, Any]) -> Calculation:
    operands = tuple(
        Operand(str(o.get("name", "")), str(o["value"]), str(o.get("unit", "1")))
        for o in raw.get("operands", ())
    )
    error = raw.get("error")
    return Calculation(
        str(raw.get("expression", "")),
        tuple(str(s) for s in raw.get("steps", ())),
        str(raw["value"]) if raw.get("value") is not None else None,
        str(raw.get("unit", "1")),
        {str(k): str(v) for k, v in (raw.get("display") or {}).items()},
        operands,
        CalculationError("syntax", str(error)) if error else None,
    )
