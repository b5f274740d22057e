"""A sentence of the reader's held against source sentences, one by one and then several together.

The verifier judges; here it is decided which source sentences are near enough to be asked, and
which of its findings say something of the sentence. A definition supports and never contradicts; a
source sentence of another party that has none of the figures speaks of something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Literal

from bot.answer.retrieve import CORPUS
from bot.answer.verify import verify
from bot.check.relation import borne, carried
from bot.check.roles import parties_of
from bot.check.said import said_of
from bot.knowledge.ledger import family
from bot.language.script import fold
from bot.language.twins import sentences_in
from bot.library import Library
from bot.records import Claim, Evidence, Fact, Finding, Mention, Plan, Question, SentenceRef

__all__ = ["Held", "Holding", "Verdict"]

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
FIGURES = frozenset({"unsupported_number", "wrong_scale", "wrong_unit"})
GLOSSARY = "glossary/"
PARTIES = ("company", "person")
# That one does it does not say that no other does.
BY_ANOTHER = "in the cited sentences another party does this"
EXCHANGED = "the cited sentences exchange the parties"
CANDIDATES, ALIKE, TOGETHER = 6, 40, 3
"""How many sentences are looked at by words and by figures, how many for the same deed of the same
parties, how many may be taken together.
"""
SPOKEN_OF, SHARES_IT, SAYS_IT, SAYS_THE_REST = 0.30, 0.15, 0.45, 0.75
"""What is covered by a figure's sentence, by one with a figure and the parties of the sentence held
against it, by another, and by one that is to contradict a sentence without a figure.
"""


@dataclass(frozen=True, slots=True)
class Held:
    """A sentence held against source sentences: what speaks against it, nearest fault first, and
    how much does with what is only said of other figures; `unsaid` where nothing does, but they do
    not say of its parties what it says.
    """

    refs: tuple[SentenceRef, ...]
    findings: tuple[Finding, ...]
    apart: int = 0
    unsaid: bool = False

    @property
    def missing(self) -> tuple[int, int]:
        """How many of the sentence's figures they do not have, and how much speaks against it."""
        return sum(f.kind in FIGURES for f in self.findings), len(self.findings) + self.unsaid

    @property
    def verdict(self) -> Verdict:
        """The verdict of the nearest fault."""
        if self.unsaid:
            return "not_found"
        return VERDICTS[self.findings[0].kind] if self.findings else "supported"

    @property
    def exchanged(self) -> bool:
        """Whether its figures hold, of the same two parties the other way round."""
        turned = any(f.reason == EXCHANGED for f in self.findings)
        return turned and not self.missing[0]

    @property
    def rank(self) -> int:
        """How near the nearest fault is; -1 where there is none."""
        if self.unsaid:
            return len(NEARNESS)
        return NEARNESS.index(self.findings[0].kind) if self.findings else -1


class Holding:
    """One sentence, what was found for it, and the source sentences that it is held against."""

    def __init__(
        self, sentence: str, question: Question, evidence: Evidence, library: Library
    ) -> None:
        self.sentence, self.question = sentence, question
        self.evidence, self.library = evidence, library
        self._refs = self._candidates()

    def quote(self, ref: SentenceRef) -> str:
        """The words of a source sentence in the sentence's language."""
        passage = self.evidence.passage(ref)
        return sentences_in(passage, self.question.language)[ref.sentence]

    def alone(self) -> list[Held]:
        """The sentence against each source sentence that says something of it."""
        held = (self._against((ref,)) for ref in self._refs)
        return [one for one in held if one is not None]

    def together(self) -> Held | None:
        """The first two or three source sentences that bear out all its figures, else those that
        leave the fewest; None where no two have figures of it.
        """
        best: Held | None = None
        partly = self._partly()
        for size in range(2, min(len(self.question.quantities), TOGETHER) + 1):
            for chosen in combinations(partly, size):
                if not all(self._belong(*pair) for pair in pairwise(chosen)):
                    continue
                held = self._against(chosen)
                if held is not None and not held.findings and not held.unsaid:
                    return held
                if held and (best is None or len(held.findings) < len(best.findings)):
                    best = held
        return best

    def _candidates(self) -> tuple[SentenceRef, ...]:
        """The sentences that speak of the same thing, nearest first, then definitions."""
        evidence, question = self.evidence, self.question
        plain = [s.ref for s in evidence.sentences[:CANDIDATES] if s.coverage >= SAYS_IT]
        facts = [
            s.fact.stated_in
            for n, s in enumerate(evidence.facts)
            if s.fact.stated_in is not None
            and (
                (n < CANDIDATES and s.coverage >= SPOKEN_OF)
                or (s.coverage >= SHARES_IT and self._shares(s.fact))
            )
        ]
        named = {f"{GLOSSARY}{m.concept}" for m in (*question.entities, *question.terms)}
        defined = [
            SentenceRef(hit.passage.id, number, hit.passage.index)
            for hit in evidence.hits
            if hit.passage.id in named
            for number in range(len(sentences_in(hit.passage, question.language)))
        ]
        return tuple(dict.fromkeys((*plain, *facts, *defined, *self._alike())))

    def _alike(self) -> list[SentenceRef]:
        """Without a figure, the sentences found that tell all its deeds of all its parties."""
        if self.question.quantities:
            return []
        find = self.library.glossary
        mine = {name.who for name in parties_of(self.sentence, find)}
        deeds = {said.name for said in said_of(self.sentence, find)}
        found = []
        for ref in (s.ref for s in self.evidence.sentences[:ALIKE] if mine and deeds):
            quote = self.quote(ref)
            done = {said.name for said in said_of(quote, find)}
            if deeds <= done and mine <= {name.who for name in parties_of(quote, find)}:
                found.append(ref)
        return found

    def _shares(self, fact: Fact) -> bool:
        """Whether a fact of a deal has a figure of the sentence, which names both its parties."""
        told = {(q.unit, value) for q in self.question.quantities for value in q.values}
        named = {m.concept for m in self.question.entities}
        return {fact.subject, fact.counterparty} <= named and any(
            (fact.unit, value) in told for value in fact.values
        )

    def _partly(self) -> list[SentenceRef]:
        """Of the sentences found, and of those beside them, the ones with some of the figures."""
        figures = len(self.question.quantities)
        beside = [
            SentenceRef(ref.passage_id, number, ref.index)
            for ref in self._refs
            if not ref.passage_id.startswith(GLOSSARY)
            for number in range(
                len(sentences_in(self.evidence.passage(ref), self.question.language))
            )
        ]
        kept: list[SentenceRef] = []
        for ref in dict.fromkeys((*self._refs, *beside)) if figures > 1 else ():
            missing = sum(f.kind == "unsupported_number" for f in self._findings((ref,)))
            if missing < figures:
                kept.append(ref)
        return kept[:CANDIDATES]

    def _belong(self, one: SentenceRef, other: SentenceRef) -> bool:
        """Whether two sentences state figures of a party in common, or are of one document."""
        if CORPUS not in (one.index, other.index):
            sources = {self.evidence.passage(ref).source_id for ref in (one, other)}
            return len(sources) == 1
        first, second = (
            {who for f in self.library.ledger.stated_at(ref) for who in (f.subject, f.counterparty)}
            for ref in (one, other)
        )
        return bool(first & second - {None})

    def _against(self, refs: tuple[SentenceRef, ...]) -> Held | None:
        """The sentence as a claim that cites these; None where they say nothing of it."""
        findings = self._findings(refs)
        figures = len(self.question.quantities)
        if not figures and any(f.kind == "unsupported_claim" for f in findings):
            # Without a figure only words tie it to a source, and these do not, or other ones do.
            reworded = all(f.reason == "the cited sentences do not say this" for f in findings)
            quotes = [quote for ref in refs for quote in self._in_all_languages(ref)]
            if reworded and carried(self.sentence, quotes, self.library.glossary):
                return Held(refs, ())
            return None
        telling = _telling(findings, figures)
        if telling is None:
            return None
        if telling and any(ref.passage_id.startswith(GLOSSARY) for ref in refs):
            return None
        if (
            telling
            and not figures
            and (all(f.reason == BY_ANOTHER for f in telling) or not self._may_contradict(refs))
        ):
            return None
        return Held(refs, telling, len(findings)) if telling else self._related(refs)

    def _may_contradict(self, refs: tuple[SentenceRef, ...]) -> bool:
        """Whether a source sentence may contradict one without a figure: it has its parties and
        nearly all the rest, or denies the very deed.
        """
        if not self._names_both(refs):
            return False
        quotes = [quote for ref in refs for quote in self._in_all_languages(ref)]
        denied = borne(self.sentence, quotes, False, self.library.glossary) == "opposite"
        return denied or self._says_the_rest(refs)

    def _names_both(self, refs: tuple[SentenceRef, ...]) -> bool:
        """Whether they name two of a sentence's parties, or the one that it has."""
        find = self.library.glossary.find
        mine = {m.concept for m in self.question.entities}
        quotes = [quote for ref in refs for quote in self._in_all_languages(ref)]
        named = {m.concept for quote in quotes for m in find(quote)}
        return len(mine & named) >= min(len(mine), 2)

    def _related(self, refs: tuple[SentenceRef, ...]) -> Held:
        """The sentence, all of whose figures hold, by what it says of its parties."""
        quotes = [quote for ref in refs for quote in self._in_all_languages(ref)]
        figures = bool(self.question.quantities)
        said = borne(self.sentence, quotes, figures, self.library.glossary)
        if said == "said" and (self._measured_otherwise(refs) or not self._of_its_subject(refs)):
            said = "unsaid"
        if said == "opposite":
            reason = "the cited sentences say the opposite"
            return Held(refs, (Finding("wrong_sign", None, self.sentence, reason),), 1)
        return Held(refs, (), unsaid=said == "unsaid")

    def _of_its_subject(self, refs: tuple[SentenceRef, ...]) -> bool:
        """Whether what a sentence without a figure names first is named there, or in a title."""
        question = self.question
        first = min(
            (*question.entities, *question.metrics, *question.terms), key=_place, default=None
        )
        if question.quantities or first is None:
            return True
        party = first.kind in PARTIES
        for ref in refs:
            passage = self.evidence.passage(ref)
            told = self._concepts(self._in_all_languages(ref))
            if party or not told:  # it points back to what its passage speaks of
                told = self._concepts((*passage.heading.values(), *passage.text.values()))
            words = fold(" ".join(self._in_all_languages(ref)))
            if first.concept in told or fold(first.text).rstrip("s") in words:
                return True
        return False

    def _concepts(self, texts: Iterable[str]) -> set[str]:
        """The parties and measures that texts name."""
        find = self.library.glossary
        return {m.concept for text in texts for m in (*find.find(text), *find.find_metrics(text))}

    def _measured_otherwise(self, refs: tuple[SentenceRef, ...]) -> bool:
        """Whether its figures stand there for other measures, and its own is not told."""
        mine = {family(m.concept) for m in self.question.metrics}
        told = {(q.unit, abs(value)) for q in self.question.quantities for value in q.values}
        facts = [
            fact
            for ref in refs
            for fact in self.library.ledger.stated_at(ref)
            if any((fact.unit, abs(value)) in told for value in fact.values)
        ]
        if not mine or not facts or any(family(fact.metric) in mine for fact in facts):
            return False
        find = self.library.glossary.find_metrics
        named = [m for ref in refs for quote in self._in_all_languages(ref) for m in find(quote)]
        return not any(family(m.concept) in mine for m in named)

    def _in_all_languages(self, ref: SentenceRef) -> list[str]:
        passage = self.evidence.passage(ref)
        return [
            passage.text[lang][slice(*spans[ref.sentence])]
            for lang, spans in passage.sentences.items()
            if ref.sentence < len(spans)
        ]

    def _says_the_rest(self, refs: Sequence[SentenceRef]) -> bool:
        """Whether a source sentence holds nearly all of a sentence that it is to contradict."""
        covered = {s.ref: s.coverage for s in self.evidence.sentences}
        return any(covered.get(ref, 0.0) >= SAYS_THE_REST for ref in refs)

    def _findings(self, refs: tuple[SentenceRef, ...]) -> tuple[Finding, ...]:
        """Findings of the sentence as a claim that cites these; its own figures don't count."""
        bare = Question(
            text="",
            standalone="",
            language=self.question.language,
            level=self.question.level,
            as_of=self.question.as_of,
            intent="fact",
            entities=(),
            metrics=(),
            terms=(),
            periods=(),
            quantities=(),
            operations=(),
            refusal_cues=(),
        )
        claim = Claim(self.sentence, "claim", refs)
        return verify(claim, bare, self.evidence, Plan(), self.library.glossary)


def _place(mention: Mention) -> int:
    return mention.start


def _telling(findings: Sequence[Finding], figures: int) -> tuple[Finding, ...] | None:
    """The findings that stand for a verdict, nearest first; None where a source sentence of another
    party has none of the figures, and so speaks of something else.
    """
    known = [f for f in findings if f.kind in VERDICTS]
    missing = [f for f in known if f.kind == "unsupported_number"]
    if figures and len(missing) >= figures:
        if any(f.kind == "wrong_entity" for f in known):
            return None
        known = missing  # what it says of sign, status or time is of other figures
    return tuple(sorted(known, key=lambda f: NEARNESS.index(f.kind)))
