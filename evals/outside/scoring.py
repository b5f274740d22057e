"""Scores one answer against the gold of a published set, with the set's own metric as a rule.

The system answers in sentences, the sets hold bare figures and spans; how one is held against the
other is said in `docs/yardsticks.md`. Each metric is a pair (earned, possible). It reads the
Answer's JSON only.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from evals.metrics import Outcome
from evals.numbers import Number, read_numbers
from evals.outside.items import (
    Item,
    NoAnswerGold,
    NumberGold,
    PartsGold,
    SpanGold,
    YesNoGold,
)
from evals.sheet import Ratio, Sheet
from evals.wording import spoken

TOLERANCE = Decimal("0.005")
"""Half a percent: three significant digits, as answers are displayed, are off by no more."""
_ARTICLES = frozenset({"a", "an", "the"})
_TOKEN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_]+")
_PERCENT_ASKED = re.compile(r"\bper ?cent|%|百分", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Judged:
    """What one answer earned, by metric, with the reasons for what it did not."""

    outcome: Outcome
    ratios: Mapping[str, Ratio]
    reasons: tuple[str, ...] = ()
    extracted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stated:
    """A figure that an answer commits to: its value in base units, its unit, how it falls."""

    value: Decimal
    unit: str
    falling: bool
    text: str


def _mark(sheet: Sheet, metric: str, earned: float, reason: str = "") -> None:
    """Points for a metric, of one; a reason is kept for what was not earned."""
    sheet.ratios[metric] = (float(earned), 1.0)
    if earned < 1 and reason:
        sheet.reasons.append(f"{metric}: {reason}")


def score(item: Item, answer: Mapping[str, Any]) -> Judged:
    """Judge one Answer (its JSON) against an item of a set."""
    sheet = Sheet()
    gold = item.gold
    if isinstance(gold, NoAnswerGold):
        refused = answer["status"] == "refused"
        _mark(sheet, "rejection_rate", refused, f"it answers: {answer['answer']}")
        return _judged(sheet, "rejection_rate", answer, refusal_is_right=True)
    if isinstance(gold, NumberGold):
        main = "execution_accuracy"
        _score_number(gold, item.question, answer, sheet)
    elif isinstance(gold, YesNoGold):
        main = "execution_accuracy"
        said = _yes_or_no(answer)
        _mark(sheet, main, said is gold.yes, f"{item.reference} was expected; it says {said}")
    elif isinstance(gold, PartsGold):
        main = gold.metric
        _score_parts(gold, answer, sheet)
    else:
        main = "sentence_cited" if gold.across else "span_stated"
        _score_span(gold, answer, sheet)
    return _judged(sheet, main, answer)


def _judged(
    sheet: Sheet, main: str, answer: Mapping[str, Any], *, refusal_is_right: bool = False
) -> Judged:
    outcome: Outcome
    if answer["status"] == "error":
        outcome = "error"
    elif sheet.ratios[main][0] >= 1:
        outcome = "right"
    else:
        outcome = "wrong" if refusal_is_right or answer["status"] != "refused" else "refused"
    extracted = tuple(figure.text for figure in _figures(" ".join(_sentences(answer))))
    return Judged(outcome, sheet.ratios, tuple(sheet.reasons), extracted)


# --- figures ----------------------------------------------------------------------------------


def _score_number(gold: NumberGold, question: str, answer: Mapping[str, Any], sheet: Sheet) -> None:
    stated = _committed(question, answer)
    everywhere = list(_figures(" ".join(_sentences(answer))))
    values = {figure.value for figure in stated}
    said = ", ".join(figure.text for figure in stated) or "no figure"
    right = len(values) == 1 and _agrees(stated[0], gold)
    _mark(sheet, "execution_accuracy", right, f"{gold.value} was expected; it commits to {said}")
    _mark(sheet, "figure_stated", any(_agrees(f, gold) for f in (*stated, *everywhere)))


def _committed(question: str, answer: Mapping[str, Any]) -> list[_Stated]:
    """What the answer gives as its figure: the first result that it computes, or where it computes
    none the figures of its first sentence that has any which the question does not hold already.

    Where the question asks for a percentage, its first percentage goes before other figures.
    """
    if answer["status"] in ("refused", "error"):
        return []
    sentences = [s for s in answer["sentences"] if s["kind"] != "transition"]
    asked = {(n.value, n.unit) for n in read_numbers(question)}
    computed = [[_of_calculation(made, text)] for made, text in _results(answer, sentences)]
    read = [[f for f in _figures(s["text"]) if (f.value, f.unit) not in asked] for s in sentences]
    choices = [figures for figures in computed or read if figures]
    if _PERCENT_ASKED.search(question):
        shares = [[f for f in figures if f.unit in ("%", "pp")] for figures in choices]
        choices = [figures for figures in shares if figures] or choices
    return choices[0] if choices else []


def _results(
    answer: Mapping[str, Any], sentences: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[Mapping[str, Any], str]]:
    """The calculations that sentences show, the last of each, with the sentence."""
    for sentence in sentences:
        if sentence["calculations"]:
            made = answer["calculations"][sentence["calculations"][-1]]
            if made["value"] is not None:
                yield made, sentence["text"]


def _of_calculation(made: Mapping[str, Any], text: str) -> _Stated:
    value = Decimal(made["value"])
    shown = [n for n in read_numbers(spoken(text)) if _near(abs(n.value), abs(value))]
    return _Stated(value, made["unit"], any(n.falling for n in shown), str(made["value"])[:20])


def _figures(text: str) -> Iterator[_Stated]:
    for number in read_numbers(spoken(text)):
        yield _of_text(number)


def _of_text(number: Number) -> _Stated:
    return _Stated(number.value, number.unit, number.falling, number.text)


def _near(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= TOLERANCE * abs(other)


def _agrees(stated: _Stated, gold: NumberGold) -> bool:
    """Whether a figure is the gold one at one of its scales; "fell 5" also states minus 5."""
    margin = max(TOLERANCE * abs(gold.value), gold.step / 2)
    for value in _scaled(stated, gold):
        turned = -value if stated.falling and (value > 0) != (gold.value > 0) else value
        if abs(turned - gold.value) <= margin:
            return True
    return False


def _scaled(stated: _Stated, gold: NumberGold) -> Iterator[Decimal]:
    """The value as the set may write it: in its scale, or as percent points or a share."""
    if stated.unit.partition("/")[0] in ("%", "pp"):
        if gold.percent != "no":
            yield stated.value
        if gold.percent == "either":
            yield stated.value / 100
        return
    plain = stated.unit.partition("/")[0] in ("1", "x")
    if gold.percent == "yes":
        if plain:
            yield stated.value * 100
        return
    if gold.percent == "either" and plain:
        yield stated.value * 100
    for power in gold.powers:
        yield stated.value.scaleb(-power)


def _yes_or_no(answer: Mapping[str, Any]) -> bool | None:
    first = next(iter(_sentences(answer)), "")
    match = re.match(r"(yes|no)\b", first.strip(), re.IGNORECASE)
    return match[1].lower() == "yes" if match else None


# --- texts ------------------------------------------------------------------------------------


def _sentences(answer: Mapping[str, Any]) -> list[str]:
    """The sentences of an answer that say something, without their markers."""
    if answer["status"] in ("refused", "error"):
        return []
    shown = (s["text"] for s in answer["sentences"] if s["kind"] != "transition")
    return [spoken(text) for text in shown]


def _score_parts(gold: PartsGold, answer: Mapping[str, Any], sheet: Sheet) -> None:
    text = _packed(" ".join(_sentences(answer)))
    missing = [
        part[0] for part in gold.parts if not any(_packed(choice) in text for choice in part)
    ]
    _mark(sheet, gold.metric, not missing, f"{'; '.join(missing)} not stated")


def _packed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).casefold())


def _score_span(gold: SpanGold, answer: Mapping[str, Any], sheet: Sheet) -> None:
    wanted = [tokens(text) for text in gold.texts]
    quotes = [] if answer["status"] == "refused" else answer["citations"]
    cited = any(_holds(tokens(c["quote"]), w) for c in quotes for w in wanted)
    reason = f"{gold.texts[0]} was expected"
    _mark(sheet, "sentence_cited", cited, f"{reason} in what is cited")
    if gold.across:
        return
    said = [tokens(sentence) for sentence in _sentences(answer)]
    holding = [any(_holds(sentence, w) for w in wanted) for sentence in said]
    _mark(sheet, "span_stated", any(holding), reason)
    _mark(sheet, "span_in_first_sentence", bool(holding and holding[0]), reason)
    _mark(sheet, "exact_match", any(sentence == w for sentence in said for w in wanted))
    _mark(sheet, "f1", max((f1(s, w) for s in said for w in wanted), default=0.0))


def tokens(text: str) -> list[str]:
    """Chinese by characters, all else by words; no case, punctuation or English articles."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    spaced = _HAN.sub(lambda match: f" {match.group()} ", folded)
    return [token for token in _TOKEN.findall(spaced) if token not in _ARTICLES]


def f1(said: Sequence[str], wanted: Sequence[str]) -> float:
    """SQuAD's F1 between two texts as tokens."""
    shared = sum((Counter(said) & Counter(wanted)).values())
    if not shared:
        return 0.0
    precision, recall = shared / len(said), shared / len(wanted)
    return 2 * precision * recall / (precision + recall)


def _holds(said: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether the tokens stand in a text, one after the other."""
    size = len(wanted)
    return bool(size) and any(
        list(said[at : at + size]) == list(wanted) for at in range(len(said) - size + 1)
    )
