"""The numbered sheet that a model reads: sentences S1… and calculations C0….

A model cites these ids, so what it says can be checked against the very sentence it read. Passage
text is data: characters that could close its frame or look like a citation are replaced, so that a
document can neither end its own quotation nor pose as an id. Knows no model and no prompt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.records import (
    Calculation,
    Evidence,
    Fact,
    Lang,
    Passage,
    Plan,
    Question,
    SentenceRef,
)

MAX_SENTENCES = 40
"""More would cost tokens and bury the best ones; evidence comes best first."""

_HARMLESS = str.maketrans({"<": "‹", ">": "›", "[": "(", "]": ")", "【": "(", "】": ")"})


@dataclass(frozen=True, slots=True)
class SheetSentence:
    """A sentence under its id, in the language that the reader gets where there is one."""

    id: str
    ref: SentenceRef
    heading: str
    text: str
    lang: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a model may cite for one question."""

    sentences: tuple[SheetSentence, ...]
    calculations: tuple[Calculation, ...]

    def sentence(self, sheet_id: str) -> SheetSentence | None:
        """The sentence under an id such as `S3`, or None when the sheet has none."""
        number = int(sheet_id[1:])
        return self.sentences[number - 1] if 1 <= number <= len(self.sentences) else None

    def calculation(self, sheet_id: str) -> int | None:
        """The position of the calculation under `C0`, or None when it is absent or has no value."""
        number = int(sheet_id[1:])
        known = number < len(self.calculations) and self.calculations[number].value is not None
        return number if known else None


def make_sheet(question: Question, evidence: Evidence, plan: Plan) -> Sheet:
    """Number what the plan owes first, then the best retrieved sentences, passage by passage."""
    chosen = list(dict.fromkeys(_wanted(evidence, plan)))[:MAX_SENTENCES]
    by_passage: dict[tuple[str, str], list[SentenceRef]] = {}
    for ref in chosen:
        by_passage.setdefault((ref.index, ref.passage_id), []).append(ref)
    stated = _facts_by_sentence(evidence, plan)
    rows: list[SheetSentence] = []
    for refs in by_passage.values():
        for ref in sorted(refs, key=lambda r: r.sentence):
            passage = evidence.passage(ref)
            lang = _text_language(passage, question.language)
            start, end = passage.sentences[lang][ref.sentence]
            rows.append(
                SheetSentence(
                    id=f"S{len(rows) + 1}",
                    ref=ref,
                    heading=harmless(passage.title.get(lang, "") or passage.heading.get(lang, "")),
                    text=harmless(passage.text[lang][start:end]),
                    lang=lang,
                    facts=stated.get(ref, ()),
                )
            )
    return Sheet(tuple(rows), plan.calculations)


def harmless(text: str) -> str:
    """Text from outside, on one line, without the characters that frame or cite."""
    return " ".join(text.translate(_HARMLESS).split())


def _wanted(evidence: Evidence, plan: Plan) -> Iterator[SentenceRef]:
    refs: list[SentenceRef | None] = [s.ref for s in plan.sentences]
    refs += [scored.fact.stated_in for scored in plan.facts]
    refs += [correction.ref for correction in plan.corrections]
    refs += [side.ref for conflict in plan.conflicts for side in conflict.sides]
    refs += [operand.ref for c in plan.calculations for operand in c.operands]
    refs += [fact.stated_in for fact in plan.later]
    refs += [s.ref for s in evidence.sentences]
    for ref in refs:
        if ref is not None and (ref.index, ref.passage_id) in evidence.passages:
            yield ref


def _facts_by_sentence(evidence: Evidence, plan: Plan) -> Mapping[SentenceRef, tuple[Fact, ...]]:
    facts = [scored.fact for scored in (*plan.facts, *evidence.facts)] + list(plan.later)
    stated: dict[SentenceRef, tuple[Fact, ...]] = {}
    for fact in dict.fromkeys(f.id for f in facts):
        row = next(f for f in facts if f.id == fact)
        if row.stated_in is not None:
            stated[row.stated_in] = (*stated.get(row.stated_in, ()), row)
    return stated


def _text_language(passage: Passage, language: Lang) -> str:
    order = {"en": ("en",), "zh-TW": ("zh-TW", "zh-CN"), "zh-CN": ("zh-CN", "zh-TW")}[language]
    return next((lang for lang in order if lang in passage.text), next(iter(passage.text)))
