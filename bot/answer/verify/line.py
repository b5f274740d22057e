"""The verifier alone: one answer with its citations, as `looplens verify` reads it.

A line holds the answer, the text behind each marker and the calculations; of a citation the title
and the date may stand beside its text. Sentences are checked one by one, and where a sentence
cites several times, each piece against the citation that follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from bot.answer.verify.computed import check_compared, check_directions
from bot.answer.verify.leads import from_elsewhere
from bot.answer.verify.names import names_of
from bot.answer.verify.numbers import Fault, check_numbers, ground, plain_number
from bot.answer.verify.reading import read
from bot.answer.verify.relations import told_apart
from bot.answer.verify.rounding import NUMBER, is_rounded
from bot.answer.verify.stretches import dated, passed
from bot.answer.verify.times import check_times
from bot.answer.verify.words import COMPUTED_SUPPORT, SUPPORT, bears, check_words
from bot.answer.verify.workings import (
    Cited,
    calculation_of,
    check_labels,
    check_markers,
    check_written,
)
from bot.language.glossary import Glossary
from bot.language.quantities import read_quantities
from bot.language.script import detect_language, fold, has_han, normalise
from bot.language.sentences import split_sentences
from bot.language.timewords import MONTHS
from bot.language.turns import IN_BRACKETS, YEAR
from bot.records import Calculation, Finding, Operand, Quantity

__all__ = ["verify_line"]

MARKER = re.compile(r"\s*\[(\d{1,3})\]")
MARKERS = re.compile(r"(?:\s*\[\d{1,3}\])+")
DATED = re.compile(rf"{YEAR.pattern}|民國")
MONTH = re.compile(r"\b(?:" + "|".join(MONTHS) + r")\b|(?<!\d)\d{1,2}月")
# So many of an answer's citations tell which words are names.
AROUND = 32
# Small numbers stand in many sentences and tell of none.
COUNTS = 12
TRIVIAL = frozenset(map(Decimal, (0, 1, 100)))
COMPARES = re.compile(r"\b(?:from|than|against|compared|between|versus)\b|[由从自比较]")
# What of a citation may name a year or a party that its quote leaves out.
BESIDE = ("title", "heading", "date", "as_of", "locator")


def verify_line(record: Mapping[str, Any], glossary: Glossary) -> dict[str, Any]:
    """The verifier alone, on one JSON line of the contract: its id, whether it holds, findings.

    Raises ValueError where the line lacks its answer or has fields of another shape.
    """
    answer = record.get("answer")
    if not isinstance(answer, str):
        raise ValueError("the line has no text under 'answer'")
    line = _Line(record, glossary)
    findings = [
        Finding(fault.kind, number, fault.text, fault.reason)
        for number, sentence in enumerate(_sentences(normalise(answer)))
        for fault in line.faults(sentence)
    ]
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


class _Line:
    """What the sentences of one line may rest on."""

    def __init__(self, record: Mapping[str, Any], glossary: Glossary) -> None:
        citations = [(int(c["marker"]), c) for c in record.get("citations", ())]
        self.cited = {n: _clean(str(c["text"])) for n, c in citations}
        self.beside = {n: [_clean(str(c[k])) for k in BESIDE if c.get(k)] for n, c in citations}
        self.whole = {n: Cited(text, self.beside[n]) for n, text in self.cited.items()}
        raw = record.get("calculations", ())
        self.made = [calculation_of(c) for c in raw if isinstance(c, Mapping)]
        self.asked = str(record.get("question") or "")
        self.given = read_quantities(self.asked) if self.asked else ()
        self.glossary = glossary
        self.around = tuple(self.cited.values())[:AROUND]

    def faults(self, sentence: str) -> list[Fault]:
        """Everything that is wrong with a sentence and its markers."""
        markers = [int(m) for m in MARKER.findall(sentence)]
        plain = MARKER.sub("", sentence).strip()
        faults = [
            Fault("unknown_citation", f"[{m}]", "no citation has this marker")
            for m in markers
            if m not in self.cited
        ]
        known = [m for m in markers if m in self.cited]
        quotes = [self.cited[m] for m in known]
        language = detect_language(plain)
        made = self._used(plain)
        results = [c for c in made if self._tells(plain, c, quotes)]
        bare = [self._uncited(c, known, c in results) for c in made]
        faults += check_numbers(
            plain,
            language,
            ground(quotes, bare, self.given, self._parties(quotes)),
            lambda folded, figure: passed(folded, figure, quotes, self.glossary),
        )
        faults += check_written(plain, results or made)
        faults += check_directions(plain, results, quotes)
        faults += check_compared(plain, results)
        faults += list(check_markers(results, known, self.whole)) or self._elsewhere(results, known)
        named = read_quantities(plain, language) or self.glossary.find(plain)
        if not quotes and not self.made and named:
            faults.append(Fault("uncited_claim", plain, "the sentence cites nothing"))
        computed = self._computed(plain, quotes)
        context = self._context(known, quotes)
        # Operands carry their periods in brackets, from facts that no quote need name.
        told = IN_BRACKETS.sub(" ", plain) if computed else plain
        if computed:
            whole = [self.whole[m] for m in known]
            faults += check_labels(plain, whole, self.glossary, self.asked) if whole else ()
            context += [f"{p.start} {p.end}" for q in quotes for p in dated(q, self.glossary)]
        faults += self._of_others(plain, known)
        least, around = COMPUTED_SUPPORT if computed else SUPPORT, self.around
        worded = check_words(
            told, quotes, context, self.glossary, least, free=computed, around=around
        )
        if computed and any(map(self._operands, quotes)):
            # "That is 12% more": what it comes to need not say of what.
            worded = [fault for fault in worded if fault.kind != "unsupported_claim"]
        faults += worded
        if not faults:
            faults += self._exchanged(sentence)
        if not faults:
            faults += self._pieces(sentence, context, computed)
        if not faults:
            faults += self._in_the_wrong_piece(sentence)
        if not faults:
            faults += self._in_its_own_time(sentence, context)
        return faults

    def _of_others(self, plain: str, known: Sequence[int]) -> Iterator[Fault]:
        """A Chinese party that other citations of the answer name, and none of the sentence's."""
        quotes = [self.cited[n] for n in known]
        if not quotes or not has_han(plain) or not all(map(has_han, quotes)):
            return
        others = [text for n, text in self.cited.items() if n not in known and has_han(text)]
        titles = [words for n in known for words in self.beside[n]]
        if name := from_elsewhere(plain, quotes, others, titles):
            reason = f"{name} is not named in the cited sentences"
            yield Fault("wrong_entity", name, reason)

    def _in_its_own_time(self, sentence: str, context: Sequence[str]) -> list[Fault]:
        """A piece whose time is not that of its own citations, where another's is."""
        pieces = [
            (MARKER.sub("", piece), [self.cited[m] for m in markers])
            for piece, markers in _cut(sentence)
            if set(markers) <= set(self.cited)
        ]
        for piece, quotes in pieces if len(pieces) > 1 else ():
            # "By 2025 it had gone from 4 [1] to 7 [2]": the year is the second figure's.
            dated_once = len({d.year for d in read(piece).dates if d.year}) == 1
            tied = any(_shared(piece, quote) for quote in quotes)
            alone = dated_once and tied and not COMPARES.search(fold(piece))
            if faults := check_times(piece, quotes, context) if alone else []:
                return faults[:1]
        return []

    def _in_the_wrong_piece(self, sentence: str) -> Iterator[Fault]:
        """A figure that another citation has, in the place of one that this piece's own has."""
        pieces = [
            (MARKER.sub("", piece), " ".join(self.cited[m] for m in markers))
            for piece, markers in _cut(sentence)
            if set(markers) <= set(self.cited)
        ]
        if len(pieces) == 1:
            return
        every = [f for piece, _ in pieces for f in read(piece).figures]
        for piece, quote in pieces:
            has = {(v, f.unit) for f in read(quote).figures for v in f.values}
            unsaid = has - {(v, f.unit) for f in every for v in f.values}
            for figure in read(piece).figures:
                for value in figure.values:
                    twice = sum(value in f.values and f.unit == figure.unit for f in every) > 1
                    own = (value, figure.unit) in has
                    if twice and not own and any(unit == figure.unit for _, unit in unsaid):
                        reason = "the cited sentence has another figure here"
                        yield Fault("unsupported_number", figure.text.strip(), reason)
                        return

    def _exchanged(self, sentence: str) -> Iterator[Fault]:
        """Parties of a sentence, told in the piece of the citation that names the other."""
        pieces = [
            (
                names_of(MARKER.sub("", piece), self.glossary),
                [n for m in markers for n in names_of(self.cited[m], self.glossary)],
                " ".join(self.cited[m] for m in markers),
            )
            for piece, markers in _cut(sentence)
            if set(markers) <= set(self.cited)
        ]
        for own, theirs, quote in pieces if len(pieces) > 1 else ():
            here, named = {n.who for n in own}, {n.who for n in theirs}
            others = {n.who for names, _, _ in pieces for n in names} - here
            known = {n.who for _, names, _ in pieces for n in names}
            for name in own:
                strange = name.who not in named and name.text not in quote and name.who in known
                if strange and any(told_apart(name.who, w, True) for w in named & others):
                    reason = "the cited sentence tells this of another party"
                    yield Fault("wrong_entity", name.text, reason)
                    return

    def _used(self, plain: str) -> list[Calculation]:
        """The calculations that a sentence tells of: those with a figure of it."""
        return [c for c in self.made if _in_sentence(plain, (*_starts(c), *_result(c)), ())]

    def _tells(self, plain: str, calculation: Calculation, quotes: Sequence[str]) -> bool:
        """Whether a sentence tells what a calculation comes to, and not a quote's own figure."""
        quoted = [abs(v) for quote in quotes for q in read(quote).figures for v in q.values]
        return _in_sentence(plain, tuple(_result(calculation)), quoted)

    def _uncited(self, calculation: Calculation, markers: Sequence[int], told: bool) -> Calculation:
        """A calculation without the operands that have a citation to speak for themselves."""
        kept = tuple(
            operand
            for operand in calculation.operands
            if operand.marker not in self.cited
            or (operand.marker in markers and not _holds(self.cited[operand.marker], operand))
        )
        if len(kept) == len(calculation.operands):
            return calculation
        steps = calculation.steps if told else ()
        return replace(calculation, operands=kept, expression="", steps=steps)

    def _parties(self, quotes: Sequence[str]) -> int:
        return len({name.who for quote in quotes for name in names_of(quote, self.glossary)})

    def _elsewhere(self, told: Sequence[Calculation], markers: Sequence[int]) -> list[Fault]:
        """An operand of a told result that another citation has, and none of the sentence's."""
        if not told or not markers:
            return []
        has = {
            n: {abs(v) for q in read(t).figures for v in q.values} for n, t in self.cited.items()
        }
        made = [value for c in self.made for value in _result(c)]
        for calculation in told:
            for value in (abs(q.value) for q in read_quantities(calculation.expression)):
                if value in TRIVIAL or any(_alike(value, result) for result in made):
                    continue  # a constant, or what another calculation came to
                holders = {n for n, own in has.items() if any(_alike(value, o) for o in own)}
                if value > COUNTS and holders and not holders & set(markers):
                    reason = "the sentence does not cite what this was worked out from"
                    return [Fault("unsupported_claim", f"[{min(holders)}]", reason)]
        return []

    def _context(self, markers: Sequence[int], quotes: Sequence[str]) -> list[str]:
        """Titles and dates of the cited; where no quote names a year, the other quotes' as well."""
        found = [self.asked] if self.made and self.asked else []
        beside = [words for m in markers for words in self.beside[m]]
        if any(MONTH.search(quote) for quote in quotes):
            beside = [MONTH.sub(" ", words) for words in beside]
        if any(DATED.search(quote) for quote in quotes):
            # A title's year is no year of a sentence that names its own.
            return found + [DATED.sub(" ", words) for words in beside]
        found += beside
        if not any(DATED.search(words) for words in found):
            found += [y.group() for text in self.cited.values() for y in DATED.finditer(text)]
        return found

    def _computed(self, plain: str, quotes: Sequence[str]) -> bool:
        """Whether a figure of the sentence is the result of a calculation and in no quote."""
        quoted = {abs(v) for quote in quotes for q in read(quote).figures for v in q.values}
        return bool(self.made) and any(
            abs(value) not in quoted for q in read(plain).figures for value in q.values
        )

    def _pieces(self, sentence: str, context: Sequence[str], computed: bool) -> Iterator[Fault]:
        """A marker whose citation has nothing to do with the words that it follows."""
        reason = "the cited sentence does not speak of this"
        begin = 0
        bears_all = not computed
        for match in MARKERS.finditer(sentence):
            piece = MARKER.sub("", sentence[begin : match.start()]).strip(" ,;，；、")
            begin = match.end()
            for marker in map(int, MARKER.findall(match.group())):
                quote = self.cited[marker]
                bears_all = bears_all or self._operands(quote)
                if not self._borne(piece, quote, context, computed):
                    yield Fault("unsupported_claim", f"[{marker}]", reason)
                    return
        if begin and not bears_all and not any(o.given for c in self.made for o in c.operands):
            yield Fault(
                "unsupported_claim", sentence, "no cited sentence has what is computed with"
            )

    def _borne(self, piece: str, quote: str, context: Sequence[str], computed: bool) -> bool:
        """Whether a citation has to do with its piece: what it is worked out from, or its words."""
        if computed:
            return self._operands(quote) or _shared(piece, quote)
        return bears(piece, quote, context, self.glossary)

    def _operands(self, quote: str) -> bool:
        """Whether a quote holds a figure that a calculation starts from."""
        quoted = {abs(v) for q in read(quote).figures for v in q.values}
        quoted |= {plain_number(n) for n in NUMBER.findall(quote)}
        return any(
            value not in TRIVIAL and any(_alike(abs(value), other) for other in quoted)
            for calculation in self.made
            for value in _starts(calculation)
        )


@lru_cache(maxsize=4096)
def _clean(text: str) -> str:
    """A cited text as it is compared, cleaned once."""
    return normalise(text)


def _cut(sentence: str) -> Iterator[tuple[str, list[int]]]:
    """The pieces of a sentence, each with the markers that follow it."""
    begin = 0
    for match in MARKERS.finditer(sentence):
        yield sentence[begin : match.start()], [int(m) for m in MARKER.findall(match.group())]
        begin = match.end()


def _in_sentence(plain: str, values: Sequence[Decimal], quoted: Sequence[Decimal]) -> bool:
    """Whether one of the values, rounded, is a figure of the sentence that no quote has."""
    return any(
        is_rounded(abs(figure), abs(value) * by, q)
        for q in read(plain).figures
        for figure in q.values
        if abs(figure) not in quoted
        for value in values
        for by in (1, 100)
    )


def _holds(quote: str, operand: Operand) -> bool:
    """Whether a quote has an operand's figure in so many words."""
    value = abs(Decimal(operand.value))
    return any(abs(v) == value for q in read(quote).figures for v in q.values)


def _alike(one: Decimal, other: Decimal) -> bool:
    """Whether two figures are one, also where a working is written in billions: 147.8."""
    digits = one.normalize().as_tuple().digits
    return one == other or (len(digits) > 1 and digits == other.normalize().as_tuple().digits)


def _shared(piece: str, quote: str) -> bool:
    """Whether a quote has a figure of the piece."""
    theirs = {abs(v) for q in read(quote).figures for v in q.values}
    return any(abs(v) in theirs for q in read(piece).figures for v in q.values)


def _result(calculation: Calculation) -> Iterator[Decimal]:
    if calculation.value is not None:
        yield abs(Decimal(calculation.value))


def _starts(calculation: Calculation) -> Iterator[Decimal]:
    """What a calculation starts from, without signs: a sentence may tell a minus in words."""
    figures: tuple[Quantity, ...] = read_quantities(calculation.expression)
    yield from (abs(value) for q in figures for value in q.values)
    yield from (abs(Decimal(o.value)) for o in calculation.operands)
    for number in NUMBER.findall(calculation.expression):
        yield plain_number(number)
