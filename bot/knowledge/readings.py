"""Figures of a reader's own document as facts: what each measures, whose it is, of when.

The corpus has its ledger; a document that somebody indexed has only sentences and table rows. Each
figure in them becomes a fact with the metric named nearest to it, the party and the period of its
clause, and the sentence that states it, so that the same rules answer and compute from both. It
reads one passage at a time, by the order of words: no grammar, and no figure is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bot.knowledge.ledger import is_growth
from bot.language.glossary import Glossary
from bot.language.periods import read_periods
from bot.language.quantities import read_quantities
from bot.language.script import fold
from bot.records import Fact, Mention, Passage, Period, Quantity, SentenceRef, Span, Status

__all__ = ["DOCUMENT", "ROW", "read_facts"]

DOCUMENT, ROW = "document", "row"
"""The topic of a read fact: its subject is a party or the document's title; or the row's label."""

NO_PERIOD = Period("", None, None, "none")
UNDATED = "0001-01-01"
_CLAUSE = re.compile(
    r"[，；;：。]|,(?!\d{3})(?=\s)|\((?![\d$€£])|\bwhile\b|\bwhereas\b|\bcompared with\b"
)
_CELL = re.compile(r"[;；|]\s+|；")
_NAMED_CELL = re.compile(r"^([^:：]{1,60})[:：]\s*(\S.*)$", re.DOTALL)
_RISE = re.compile(
    r"\bup\b|\brose\b|\brisen?\b|\bgrew\b|\bgrown?\b|\bgrowth\b|increas|\bgain|\bmore\b|higher"
    r"|climb|jump|surg|增|成长|上升|升|涨|扬"
)
_FALL = re.compile(
    r"\bdown\b|\bf[ae]ll|declin|decreas|drop|\blower\b|\bless\b|\bfewer\b|shrank|slid|\bcut\b"
    r"|减|降|跌|衰退|下滑|缩"
)
_OUTLOOK = re.compile(
    r"\bexpect|\bforecast|\bplan(?:s|ned)?\b|\btarget|\bguid|\bproject(?:s|ed)\b|\bwill\b"
    r"|预计|预期|预估|计划|目标|拟|展望"
)
_PARTIES = frozenset({"company", "person", "product"})
_BETWEEN = re.compile(
    r"\s*[(（]?\s*(?:in|for|at|by|during|as of|at the end of|in the)?\s*(?:the )?\s*"
)
REACH = 28
"""Characters before a percentage in which a word may make a growth rate of it."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A figure with what its clause says of it; `subject` is empty where no party is named."""

    quantity: Quantity
    clause: str
    metric: str
    period: Period
    subject: str
    topic: str
    status: Status


def read_facts(passage: Passage, glossary: Glossary) -> tuple[Fact, ...]:
    """Every figure of a passage as a fact, in the order of its sentences."""
    facts: list[Fact] = []
    for lang, spans in passage.sentences.items():
        title = passage.title.get(lang, passage.source_id)
        around = (passage.heading.get(lang, ""), title)
        for number, (start, end) in enumerate(spans):
            readings = _sentence(passage.text[lang][start:end], lang, around, glossary)
            for place, reading in enumerate(readings):
                ref = SentenceRef(passage.id, number, passage.index)
                sentence = passage.text[lang][start:end]
                facts.append(_fact(reading, ref, place, passage.source_id, sentence, title))
    return tuple(facts)


def _fact(
    reading: _Reading, ref: SentenceRef, place: int, source: str, sentence: str, title: str
) -> Fact:
    quantity = reading.quantity
    ranged = quantity.low is not None
    return Fact(
        id=f"{ref.index}/{ref.passage_id}#{ref.sentence}.{place}",
        topic=reading.topic,
        subject=reading.subject or title,
        counterparty=None,
        metric=reading.metric,
        value=None if ranged else quantity.value,
        low=quantity.low,
        high=quantity.high,
        series=(),
        unit=quantity.unit,
        bound=quantity.bound,
        signed=quantity.value < 0,
        period=reading.period,
        as_of=reading.period.end or reading.period.start or UNDATED,
        status=reading.status,
        provenance="reader",
        confidence="high",
        compares_to=None,
        statement_en=sentence,
        statement_zh=sentence,
        source_id=source,
        stated_in=ref,
        clause=reading.clause,
    )


@lru_cache(maxsize=8192)
def _sentence(
    text: str, lang: str, around: tuple[str, ...], glossary: Glossary
) -> tuple[_Reading, ...]:
    cells = _cells(text)
    if cells:
        return tuple(_row(text, cells, lang, around, glossary))
    return tuple(_prose(text, lang, around, glossary))


# --- sentences --------------------------------------------------------------------------------


def _prose(text: str, lang: str, around: Sequence[str], glossary: Glossary) -> Iterator[_Reading]:
    quantities = read_quantities(text, lang)
    if not quantities:
        return
    clauses = _clauses(text)
    metrics = glossary.find_metrics(text)
    parties = [m for m in glossary.find(text) if m.kind in _PARTIES]
    periods = [p for p in read_periods(text) if p.span is not None and (p.start or p.end)]
    folded = fold(text)
    for quantity in quantities:
        if quantity.unit in ("years", "months", "days", "weeks", "quarters", "hours"):
            continue  # a length of time belongs to the amount beside it
        clause = next((c for c in clauses if c[0] <= quantity.start < c[1]), (0, len(text)))
        named = _metric(quantity, clause, metrics, folded)
        words = text[clause[0] : clause[1]].strip(" ,，")
        yield _Reading(
            quantity=_signed(quantity, named, _near(quantity, clause, folded)),
            clause=text if len(clauses) == 1 else words,
            metric=named,
            period=_period(quantity, text, periods) or _dated(around),
            subject=_party(quantity, parties) or _around(around, glossary),
            topic=DOCUMENT,
            status="guidance" if _OUTLOOK.search(folded) else "reported",
        )


def _clauses(text: str) -> list[Span]:
    cuts = [0, *(m.start() for m in _CLAUSE.finditer(text)), len(text)]
    return [(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if b > a]


def _metric(quantity: Quantity, clause: Span, metrics: Sequence[Mention], folded: str) -> str:
    """The metric named nearest: in the figure's clause, else before it; a rate of change's own."""
    inside = [m for m in metrics if clause[0] <= m.start < clause[1]]
    before = [m for m in inside if m.end <= quantity.start]
    after = [m for m in inside if m.start >= quantity.end]
    earlier = [m for m in metrics if m.end <= clause[0]]
    chosen = next(iter([*reversed(before), *after, *reversed(earlier)]), None)
    if chosen is None:
        return ""
    if quantity.unit not in ("%", "pp"):
        return "" if is_growth(chosen.concept) else chosen.concept
    near = _near(quantity, clause, folded)
    changes = _RISE.search(near) or _FALL.search(near)
    if is_growth(chosen.concept) or not changes:
        return chosen.concept
    return f"{chosen.concept}_growth"


def _near(quantity: Quantity, clause: Span, folded: str) -> str:
    """The words of the clause just before and after a figure."""
    start = max(clause[0], quantity.start - REACH)
    return folded[start : min(quantity.end + 8, max(clause[1], quantity.end))]


def _signed(quantity: Quantity, metric: str, near: str) -> Quantity:
    """A fall is a negative growth."""
    falls = [m.start() for m in _FALL.finditer(near)]
    rises = [m.start() for m in _RISE.finditer(near)]
    down = falls and (not rises or max(falls) > max(rises))
    if not is_growth(metric) or quantity.value < 0 or not down:
        return quantity
    value: Decimal = -quantity.value
    return Quantity(
        value, quantity.unit, quantity.text, quantity.start, quantity.end, quantity.bound
    )


def _period(quantity: Quantity, text: str, periods: Sequence[Period]) -> Period | None:
    """The period named nearest: just after the figure, else before it, else anywhere."""
    spans = [(p.span, p) for p in periods if p.span is not None]
    after = [p for s, p in spans if _BETWEEN.fullmatch(text, quantity.end, max(s[0], quantity.end))]
    after = [p for p in after if p.span is not None and p.span[0] >= quantity.end]
    before = [p for s, p in spans if s[1] <= quantity.start]
    rest = [p for s, p in spans if s[0] >= quantity.end]
    return next(iter([*after, *reversed(before), *rest]), None)


def _dated(around: Sequence[str]) -> Period:
    """The one period that the heading or, failing it, the title names."""
    for text in around:
        found = [p for p in read_periods(text) if p.start or p.end]
        if len(found) == 1:
            return found[0]
    return NO_PERIOD


def _party(quantity: Quantity, parties: Sequence[Mention]) -> str:
    before = [m.concept for m in parties if m.end <= quantity.start]
    return next(iter([*reversed(before), *(m.concept for m in parties)]), "")


def _around(around: Sequence[str], glossary: Glossary) -> str:
    for text in around:
        named = [m.concept for m in glossary.find(text) if m.kind in _PARTIES]
        if len(set(named)) == 1:
            return named[0]
    return ""


# --- table rows -------------------------------------------------------------------------------


def _cells(text: str) -> list[tuple[str, str, int]]:
    """A row's cells as head, content and offset of the content; empty for prose."""
    cells: list[tuple[str, str, int]] = []
    at, named = 0, 0
    for piece in [*_CELL.finditer(text), None]:
        end = piece.start() if piece else len(text)
        part = text[at:end]
        found = _NAMED_CELL.match(part)
        if found:
            named += 1
            cells.append((found[1].strip(), found[2].strip(), at + found.start(2)))
        elif part.strip():
            cells.append(("", part.strip(), at))
        at = piece.end() if piece else end
    return cells if named >= 2 and named >= len(cells) - 1 else []


def _row(
    text: str,
    cells: Sequence[tuple[str, str, int]],
    lang: str,
    around: Sequence[str],
    glossary: Glossary,
) -> Iterator[_Reading]:
    kind, label = next(((h, c) for h, c, _ in cells if not _only_figure(c, lang)), ("", ""))
    whole = read_periods(label)
    when = whole[0] if whole and (whole[0].start or whole[0].end) else None
    when = when or next((p for h, said, _ in cells if (p := _cell_period(h, said))), None)
    for head, said, at in cells:
        found = read_quantities(said, lang)
        if not found or said == label or not _only_figure(said, lang):
            continue
        of_head = [p for p in read_periods(head) if p.start or p.end]
        metrics = glossary.find_metrics(head) or glossary.find_metrics(label)
        metrics = metrics or glossary.find_metrics(around[0])
        quantity = found[0]
        yield _Reading(
            quantity=Quantity(
                quantity.value,
                quantity.unit,
                quantity.text,
                at + quantity.start,
                at + quantity.end,
                quantity.bound,
                quantity.low,
                quantity.high,
            ),
            clause=f"{kind} {label} {head} {said}".strip(),
            metric=metrics[0].concept
            if metrics
            else _plain_name(head, label, around, bool(of_head)),
            period=of_head[0] if of_head else when or _dated(around),
            subject=_row_subject(label, glossary),
            topic=ROW,
            status="guidance" if _OUTLOOK.search(fold(f"{head} {label}")) else "reported",
        )


def _plain_name(head: str, label: str, around: Sequence[str], dated: bool) -> str:
    """What a column measures: its head, or the table's where the head is a period."""
    return (around[0] or around[1]) if dated or not head else head or label


def _row_subject(label: str, glossary: Glossary) -> str:
    parties = [m.concept for m in glossary.find(label) if m.kind in _PARTIES]
    return parties[0] if parties else label


def _only_figure(said: str, lang: str) -> bool:
    """Whether a cell is a figure and nothing else."""
    found = read_quantities(said, lang)
    return len(found) == 1 and len(found[0].text.strip()) >= 0.6 * len(said.strip(" ()*"))


def _cell_period(head: str, said: str) -> Period | None:
    found = [p for p in read_periods(said) if p.start or p.end]
    whole = len(found) == 1 and found[0].span is not None
    span = found[0].span if whole else None
    return found[0] if span and span[1] - span[0] >= 0.7 * len(said) and head else None
