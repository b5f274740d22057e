"""Sentences that tell of a calculation, against the citations of what it was worked out from.

A result must be told with the markers of all its operands; a working that is written out must be
a shown one or come out as it says; a label (whose figure, of which time) must be one that a cited
quote of the working bears in party, in time and, within one language, in words. Fiscal periods are
dated by the calendar of the company that the quote names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.answer.verify.names import names_of
from bot.answer.verify.numbers import Fault
from bot.answer.verify.stretches import dated
from bot.calculate.expression import evaluate
from bot.language.glossary import Glossary
from bot.language.periods import read_periods
from bot.language.script import fold, has_han
from bot.records import Calculation, CalculationError, Operand, Period

__all__ = ["Cited", "calculation_of", "check_labels", "check_markers", "check_written"]

# 2.1 − (-10) = 12.1, with a % or × where it has one.
_TERM = r"[\d.,()|+\-−–×÷*/^% ]"
WRITTEN = re.compile(
    rf"({_TERM}*\d{_TERM}*[+\-−–×÷*/^]{_TERM}*\d{_TERM}*)=\s*([-−]?\d[\d,]*(?:\.\d+)?)(%?)"
)
SIGNS = str.maketrans({"−": "-", "–": "-", "×": "*", "÷": "/", ",": "", " ": "", "|": ""})
ASIDE = re.compile(r"[（(]([^()（）]*)[)）]")
LABEL = re.compile(r"[^,，;；。:：]*?[（(][^()（）]*[)）]")
NEAR = Decimal("0.006")
# The kinds of period that name no dates of their own.
VAGUE = frozenset({"relative", "contract_term"})


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation of a sentence: its text, and its title and dates."""

    text: str
    beside: Sequence[str] = ()


def check_markers(
    told: Sequence[Calculation], markers: Sequence[int], cited: Mapping[int, Cited]
) -> Iterator[Fault]:
    """A result told without the marker of a figure that it was worked out from."""
    if not markers:
        return
    for calculation in told:
        for operand in calculation.operands:
            if operand.marker in cited and operand.marker not in markers:
                reason = "the sentence does not cite what this was worked out from"
                yield Fault("unsupported_claim", f"[{operand.marker}]", reason)
                return


def check_written(text: str, calculations: Sequence[Calculation]) -> Iterator[Fault]:
    """A working in the sentence that is none of the shown ones and does not come out."""
    steps = {step.translate(SIGNS) for c in calculations for step in (*c.steps, c.expression)}
    for match in WRITTEN.finditer(text):
        left, right, percent = match.groups()
        whole = _balanced(match.group().translate(SIGNS))
        if whole in steps:
            continue
        made = evaluate(_balanced(left.translate(SIGNS)))
        if made.value is None:
            continue
        said = Decimal(right.translate(SIGNS))
        came = Decimal(made.value) * (100 if percent and made.unit in ("1", "x") else 1)
        if abs(said - came) > max(abs(came) * NEAR, _last_place(right)):
            reason = "the working that the sentence shows does not come out"
            yield Fault("unsupported_number", match.group().strip(), reason)
            return


def _balanced(text: str) -> str:
    """Without the bracket that opens the remark itself."""
    while text.count("(") > text.count(")") and text.startswith("("):
        text = text[1:]
    return text


def _last_place(said: str) -> Decimal:
    decimals = len(said.rpartition(".")[2]) if "." in said else 0
    return Decimal(1).scaleb(-decimals) * Decimal("0.51")


def check_labels(
    text: str, cited: Sequence[Cited], glossary: Glossary, asked: str = ""
) -> Iterator[Fault]:
    """A time that no cited quote bears, or no quote together with its label's party and words."""
    own = {_span(p) for p in dated(asked, glossary)}
    for period in read_periods(text):
        if period.kind in VAGUE or _named(period, own):
            continue
        if not any(_bears_time(period, c, glossary) for c in cited):
            said = text[slice(*period.span)] if period.span else text
            yield Fault("wrong_period", said, "no cited sentence is of this time")
            return
    for match in LABEL.finditer(text):
        label, aside = match.group(), ASIDE.search(match.group())
        if aside is None or not (periods := read_periods(aside.group(1))):
            continue
        bearing = [c for c in cited if all(_bears_time(p, c, glossary) for p in periods)]
        if bearing and not any(_bears_rest(label, aside.span(), c, glossary) for c in bearing):
            reason = "no cited sentence of this time tells this of the party"
            yield Fault("wrong_entity", label.strip(), reason)
            return


def _bears_time(period: Period, cited: Cited, glossary: Glossary) -> bool:
    """Whether a citation names a period, in words or by its date, or names no time at all."""
    spans = {_span(p) for p in dated(cited.text, glossary)}
    if spans:
        return _named(period, spans)
    titled = {_span(p) for words in cited.beside for p in dated(words, glossary)}
    return not titled or _named(period, titled) or _span(period)[1] in {e for _, e in titled}


def _span(period: Period) -> tuple[str, str]:
    return (period.start or "")[:7], (period.end or "")[:7]


def _named(period: Period, spans: set[tuple[str, str]]) -> bool:
    """Whether a period is one of those, the end of one, or runs from one to another."""
    if not period.start or not period.end:
        return True
    start, end = _span(period)
    ends = {e for _, e in spans}
    if start == end:
        return end in ends
    if period.kind == "year" and any(s and start <= s and e <= end for s, e in spans):
        return True  # the year of a moment that a quote dates more closely
    return (start, end) in spans or (start < end and start in {s for s, _ in spans} and end in ends)


def _bears_rest(label: str, aside: tuple[int, int], cited: Cited, glossary: Glossary) -> bool:
    """Whether a quote names the label's party and shares a word or measure with it."""
    said = label[: aside[0]]
    parties = [name.who for name in names_of(said, glossary)][-1:]
    quote = " ".join((cited.text, *cited.beside))
    named = {name.who for name in names_of(quote, glossary)}
    if parties and named and parties[0].startswith("GLO-") and parties[0] not in named:
        return False
    measures = {m.concept for m in glossary.find_metrics(said)}
    theirs = {m.concept for m in glossary.find_metrics(quote)}
    if measures & theirs or has_han(said) != has_han(cited.text):
        return True
    return bool(_words(said, glossary) & _words(cited.text, glossary))


def _words(text: str, glossary: Glossary) -> set[str]:
    folded = fold(text)
    for name in names_of(text, glossary):
        folded = folded.replace(fold(name.text), " ")
    if has_han(folded):
        runs = re.findall(r"[\u3400-\u9fff]+", folded)
        return {run[i : i + 2] for run in runs for i in range(len(run) - 1)}
    return {word[:5] for word in re.findall(r"[a-z]{4,}", folded)}


def calculation_of(raw: Mapping[str, Any]) -> Calculation:
    """A calculation as a line of the contract has it."""
    operands = tuple(
        Operand(
            str(o.get("name", "")),
            str(o["value"]),
            str(o.get("unit", "1")),
            marker=int(o["marker"]) if o.get("marker") is not None else None,
        )
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
