"""The numbered sheet that a model reads: sentences S1… and calculations C0….

A model cites these ids, so what it says can be checked against the very sentence it read. Passage
text is data: characters that could close its frame or look like a citation are replaced, so that a
document can neither end its own quotation nor pose as an id. Knows no model and no prompt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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

    def chain(self, position: int) -> tuple[int, ...]:
        """A calculation's position after those of the earlier ones that it builds on."""
        operands = self.calculations[position].operands
        before = [o.calculation for o in operands if o.calculation is not None]
        steps = [step for earlier in before for step in self.chain(earlier)]
        return tuple(dict.fromkeys((*steps, position)))

    def ids_of(self, refs: Iterable[SentenceRef | None]) -> str:
        """The ids of sentences, as a model cites them; those that are not on the sheet left out."""
        by_ref = {row.ref: row.id for row in self.sentences}
        return " ".join(dict.fromkeys(f"[{by_ref[ref]}]" for ref in refs if ref in by_ref))


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
    refs += [fact.stated_in for fact in (*plan.grounds, *plan.later)]
    refs += _definition(evidence, plan)
    refs += [s.ref for s in evidence.sentences]
    for ref in refs:
        if ref is not None and (ref.index, ref.passage_id) in evidence.passages:
            yield ref


def _definition(evidence: Evidence, plan: Plan) -> list[SentenceRef]:
    """The glossary's sentences on the concept that is asked for."""
    if plan.term is None:
        return []
    return [
        SentenceRef(passage.id, number, passage.index)
        for passage in evidence.passages.values()
        if passage.id.endswith(f"/{plan.term.id}")
        for number in range(len(next(iter(passage.sentences.values()))))
    ]


def _facts_by_sentence(evidence: Evidence, plan: Plan) -> Mapping[SentenceRef, tuple[Fact, ...]]:
    rows = [scored.fact for scored in (*plan.facts, *evidence.facts)]
    stated: dict[SentenceRef, dict[str, Fact]] = {}
    for fact in (*rows, *plan.grounds, *plan.later):
        if fact.stated_in is not None:
            stated.setdefault(fact.stated_in, {})[fact.id] = fact
    return {ref: tuple(facts.values()) for ref, facts in stated.items()}


def _text_language(passage: Passage, language: Lang) -> str:
    order = {"en": ("en",), "zh-TW": ("zh-TW", "zh-CN"), "zh-CN": ("zh-CN", "zh-TW")}[language]
    return next((lang for lang in order if lang in passage.text), next(iter(passage.text)))
