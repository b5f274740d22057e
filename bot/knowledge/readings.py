"""Figures of a reader's own document as facts: what each measures, whose it is, of when.

The corpus has its ledger; a document that somebody indexed has only sentences and table rows. Each
figure in them becomes a fact with the metric named nearest to it, the party and the period of its
clause, and the sentence that states it, so that the same rules answer and compute from both. It
reads one passage at a time, by the order of words: no grammar, and no figure is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from bot.knowledge.ledger import is_growth
from bot.language.glossary import Glossary
from bot.language.periods import read_periods
from bot.language.quantities import read_quantities
from bot.language.script import fold, has_han
from bot.records import Fact, Mention, Passage, Period, Quantity, SentenceRef, Span, Status

__all__ = ["CELL", "DOCUMENT", "ROW", "read_facts"]

DOCUMENT, ROW = "document", "row"
"""The topic of a read fact: its subject is a party or the document's title; or the row's label."""

NO_PERIOD = Period("", None, None, "none")
UNDATED = "0001-01-01"
_RATE = re.compile(r"margin|rate|share|growth|yield|return|ratio|utili[sz]ation|concentration")
"""The ids of metrics that are percentages themselves."""
LONGEST_UNIT = 6
_CHANGED_BY = re.compile(r"(?:增加|减少|增|减|多|少)了?约?$|\b(?:by|another) $")
_MORE_THAN = re.compile(
    r"\s*(?:[a-z]+ )?(?:more|fewer|less) than (?:a year|the year|in \d{4}|at the)"
)
WHOLE_LABEL = 0.6
"""The share of a label's letters that the name of its metric takes at least."""
_COST_OF = re.compile(r"\bcosts? of (?:the |goods and )?$")
_GROSS = re.compile(r"\bgross profits?$")
_GROSS_HAN = re.compile(r"毛利(?![率\u6bdb])")
_BESIDE = re.compile(
    r"\([^()]*\)|（[^（）]*）|\b(?:total|consolidated|group|annual|quarterly|diluted|basic)\b"
    r"|本期|合并|全年|年度|本年|税后|(?:[,，:：/].*$)"
)
_LENGTHS = frozenset({"years", "months", "days", "weeks", "quarters", "hours"})
FAR = 60
"""Characters between a figure and the one that it changed from, at most."""
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
_EARLIER_BEFORE = re.compile(
    r"(?:\b(?:from|against|versus|compared (?:with|to))\s+(?:about |around |some )?"
    r"|[由从自]\s*(?:约|大约)?|(?:较|比)(?:去年|前年|上年|上季|前一|\d{4}年|同期)[^，。；\d]{0,10}"
    r"|(?:去年同期|前一年|上年同期|前一季)[^，。；\d]{0,8})$"
)
_EARLIER_AFTER = re.compile(
    r"[^\w]*(?:(?:in )?the (?:year|quarter) (?:before|earlier)|a year (?:earlier|ago|before)"
    r"|in the (?:previous|prior) (?:year|quarter))"
)
_YEAR_BEFORE = re.compile(
    r"year (?:before|earlier|ago)|(?:previous|prior) year|去年同期|前一年|上年同期"
)
_JOINED = re.compile(r"\band\b|、|[和与及]")
_TIME_HEAD = re.compile(
    r"(?:fiscal )?(?:years?|quarters?|months?|dates?|days?|periods?|as of)"
    r"|年度?|年份|季度?|月份?|日期|期间|会计年度"
)
CELL = " | "
"""What stands in a row's clause between its label, the head of the column and the figure."""


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
    earlier: int = -1
    """The place in the sentence of the figure that this one changed from; -1 where none is told."""


def read_facts(passage: Passage, glossary: Glossary) -> tuple[Fact, ...]:
    """Every figure of a passage as a fact, in the order of its sentences."""
    facts: list[Fact] = []
    for lang, spans in passage.sentences.items():
        title = passage.title.get(lang, passage.source_id)
        earlier = ""
        for number, (start, end) in enumerate(spans):
            around = (passage.heading.get(lang, ""), title, earlier)
            readings = _sentence(passage.text[lang][start:end], lang, around, glossary)
            earlier = _year_told(passage.text[lang][start:end]) or earlier
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
    stem = f"{ref.index}/{ref.passage_id}#{ref.sentence}"
    return Fact(
        id=f"{stem}.{place}",
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
        compares_to=f"{stem}.{reading.earlier}" if reading.earlier >= 0 else None,
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
        return tuple(_row(cells, lang, around, glossary))
    return tuple(_prose(text, lang, around, glossary))


# --- sentences --------------------------------------------------------------------------------


def _prose(text: str, lang: str, around: Sequence[str], glossary: Glossary) -> Iterator[_Reading]:
    # A length of time belongs to the amount beside it.
    quantities = [q for q in read_quantities(text, lang) if q.unit not in _LENGTHS]
    if not quantities:
        return
    clauses = _clauses(text, quantities)
    metrics = _metrics_named(text, glossary)
    parties = [m for m in glossary.find(text) if m.kind in _PARTIES]
    periods = [p for p in read_periods(text) if p.span is not None and _tells_when(p)]
    folded = fold(text)
    earlier = _earlier(quantities, folded)
    changed = {before: now for now, before in earlier.items()}
    for place, quantity in enumerate(quantities):
        now = quantities[changed.get(place, place)]
        clause = next((c for c in clauses if c[0] <= quantity.start < c[1]), (0, len(text)))
        of_now = next((c for c in clauses if c[0] <= now.start < c[1]), clause)
        linked = place in earlier or place in changed
        level = (
            place - 1 if place and _is_change(quantity, quantities[place - 1], folded) else place
        )
        now = quantities[level] if level != place else now
        named = _metric(now, of_now, metrics, folded, level=linked)
        words = text[min(clause[0], of_now[0]) : max(clause[1], of_now[1])].strip(" ,，")
        when = _period(quantity, text, periods, quantities) or _dated(around)
        if place in changed:
            theirs = _period(now, text, periods, quantities) or _dated(around)
            when = _before(quantity, folded, when, theirs)
        if level != place:
            named = f"{named}_change"
        signed = _signed(quantity, named, _near(quantity, clause, folded))
        yield _Reading(
            quantity=_in_unit_of(signed, now),
            clause=text if len(clauses) == 1 else words,
            metric=named,
            period=when,
            subject=_party(quantity, parties) or _around(around, glossary),
            topic=DOCUMENT,
            status="guidance" if _foreseen(folded, quantity, clause) else "reported",
            earlier=earlier.get(place, -1),
        )


def _foreseen(folded: str, quantity: Quantity, clause: Span) -> bool:
    """Whether a figure's clause, or what leads up to it, speaks of what is planned or expected."""
    begin = max(folded.rfind(mark, 0, quantity.start) for mark in (";", "；", ". ", "。")) + 1
    return bool(_OUTLOOK.search(folded, begin, max(clause[1], quantity.end)))


def _year_told(text: str) -> str:
    """The one year, quarter or half that a sentence names: sentences after it speak of it too."""
    found = [p for p in read_periods(text) if p.start != p.end and p.span is not None]
    span = found[0].span if len(found) == 1 else None
    return text[span[0] : span[1]] if span else ""


def _tells_when(period: Period) -> bool:
    return bool(period.start or period.end) or period.kind == "quarter"


def _clauses(text: str, quantities: Sequence[Quantity]) -> list[Span]:
    """The text cut at its marks, and at an "and" between two figures with words of their own."""
    cuts = {0, len(text), *(m.start() for m in _CLAUSE.finditer(text))}
    for one, other in pairwise(quantities):
        joined = _JOINED.search(fold(text), one.end, other.start)
        if joined and sum(c.isalpha() for c in text[joined.end() : other.start]) >= 2:
            cuts.add(joined.start())
    found = sorted(cuts)
    return [(a, b) for a, b in pairwise(found) if b > a]


def _earlier(quantities: Sequence[Quantity], folded: str) -> dict[int, int]:
    """For each figure that changed, by its place, the place of the figure that it changed from."""
    marked = [
        n
        for n, q in enumerate(quantities)
        if _EARLIER_BEFORE.search(folded[max(0, q.start - REACH) : q.start])
        or _EARLIER_AFTER.match(folded, q.end)
    ]
    found: dict[int, int] = {}
    for place in marked:
        own = quantities[place]
        others = [
            n
            for n, q in enumerate(quantities)
            if n not in marked and n not in found and _same_kind(q.unit, own.unit)
        ]
        apart = {n: _apart(quantities[n], own, folded) for n in others}
        near = min(others, key=lambda n: apart[n], default=None)
        if near is not None and apart[near] <= FAR:
            found[near] = place
    return found


def _is_change(quantity: Quantity, level: Quantity, folded: str) -> bool:
    """Whether a figure says how far the one before it moved: 18 ships, 3 more than in 2023."""
    by = _CHANGED_BY.search(folded[max(0, quantity.start - REACH) : quantity.start])
    told = by is not None or _MORE_THAN.match(folded, quantity.end) is not None
    return told and _same_kind(quantity.unit, level.unit) and _apart(level, quantity, folded) < FAR


def _apart(one: Quantity, other: Quantity, folded: str) -> int:
    """Characters between two figures; more where a mark that ends a thought lies there."""
    first, last = sorted((one, other), key=lambda q: q.start)
    between = folded[first.end : last.start]
    return len(between) + (FAR if re.search(r"[;；。]|\.\s", between) else 0)


def _same_kind(one: str, other: str) -> bool:
    """A figure without a noun of its own takes the other's: 4,300 people, up from 3,900."""
    plain = (one.partition("/")[0], other.partition("/")[0])
    return plain[0] == plain[1] or ("1" in plain and "%" not in plain and "x" not in plain)


def _in_unit_of(quantity: Quantity, now: Quantity) -> Quantity:
    if quantity.unit == now.unit or not _same_kind(quantity.unit, now.unit):
        return quantity
    unit = now.unit if quantity.unit == "1" else quantity.unit
    return replace(quantity, unit=unit.partition("/")[0] if "/" not in now.unit else now.unit)


def _before(quantity: Quantity, folded: str, when: Period, now: Period) -> Period:
    """When a figure held that another is compared with: its own time, else a year before."""
    if (when.start, when.end) != (now.start, now.end):
        return when
    near = folded[max(0, quantity.start - REACH) : quantity.end + REACH]
    if not (now.start and now.end and _YEAR_BEFORE.search(near)):
        return NO_PERIOD
    start, end = (
        f"{int(day[:4]) - 1}{day[4:]}".replace("-02-29", "-02-28") for day in (now.start, now.end)
    )
    return replace(now, label=now.label.replace(now.start[:4], start[:4]), start=start, end=end)


def _metric(
    quantity: Quantity, clause: Span, metrics: Sequence[Mention], folded: str, *, level: bool
) -> str:
    """The metric named nearest: in the figure's clause, else before it; a rate of change's own."""
    inside = [m for m in metrics if clause[0] <= m.start < clause[1]]
    before = [m for m in inside if m.end <= quantity.start]
    after = [m for m in inside if m.start >= quantity.end]
    earlier = [m for m in metrics if m.end <= clause[0]]
    chosen = next(iter([*reversed(before), *after, *reversed(earlier)]), None)
    if chosen is None:
        return ""
    if quantity.unit == "x":
        return ""
    if quantity.unit not in ("%", "pp"):
        return "" if is_growth(chosen.concept) else chosen.concept
    if level or _RATE.search(chosen.concept):
        return chosen.concept
    near = _near(quantity, clause, folded)
    changes = _RISE.search(near) or _FALL.search(near)
    return f"{chosen.concept}_growth" if changes else f"{chosen.concept}_share"


def _near(quantity: Quantity, clause: Span, folded: str) -> str:
    """The words of the clause just before and after a figure."""
    start = max(clause[0], quantity.start - REACH)
    return folded[start : min(quantity.end + 8, max(clause[1], quantity.end))]


def _signed(quantity: Quantity, metric: str, near: str) -> Quantity:
    """A fall is a negative growth."""
    falls = [m.start() for m in _FALL.finditer(near)]
    rises = [m.start() for m in _RISE.finditer(near)]
    down = falls and (not rises or max(falls) > max(rises))
    moves = is_growth(metric) or metric.endswith("_change")
    if not moves or quantity.value < 0 or not down:
        return quantity
    value: Decimal = -quantity.value
    return Quantity(
        value, quantity.unit, quantity.text, quantity.start, quantity.end, quantity.bound
    )


def _period(
    quantity: Quantity, text: str, periods: Sequence[Period], others: Sequence[Quantity] = ()
) -> Period | None:
    """The period named nearest: just after the figure, else before it, else after it.

    One after it that stands in another clause beside another figure is that figure's.
    """
    spans = [(p.span, p) for p in periods if p.span is not None]
    after = [p for s, p in spans if _BETWEEN.fullmatch(text, quantity.end, max(s[0], quantity.end))]
    after = [p for p in after if p.span is not None and p.span[0] >= quantity.end]
    before = [
        p
        for s, p in spans
        if s[1] <= quantity.start and not re.search(r"[;；]", text[s[1] : quantity.start])
    ]
    rest = [
        p
        for s, p in spans
        if s[0] >= quantity.end and not _of_another(quantity, text, s[0], others)
    ]
    return next(iter([*after, *reversed(before), *rest]), None)


def _of_another(quantity: Quantity, text: str, start: int, others: Sequence[Quantity]) -> bool:
    """Whether a clause ends between a figure and a period, and another figure follows it."""
    mark = _CLAUSE.search(text, quantity.end, start)
    return mark is not None and any(q.start >= mark.start() for q in others)


def _dated(around: Sequence[str]) -> Period:
    """The one period that the heading or, failing it, the title names."""
    for text in around:
        found = [p for p in read_periods(text) if p.start != p.end]
        if len(found) == 1:
            return found[0]  # a single day is when it was written, or met
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
        metrics = _heading_metric(head, glossary)
        of_label = [] if metrics else _heading_metric(label, glossary)
        metrics = metrics or of_label or _heading_metric(around[0], glossary)
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
            clause=CELL.join((f"{kind} {label}".strip(), head, said)),
            metric=metrics[0].concept
            if metrics
            else _plain_name(head, label, around, bool(of_head)),
            period=of_head[0] if of_head else when or _dated(around),
            subject=_around(around, glossary) if of_label else _row_subject(label, glossary),
            topic=ROW,
            status="guidance" if _OUTLOOK.search(fold(f"{head} {label}")) else "reported",
        )


def _metrics_named(text: str, glossary: Glossary) -> list[Mention]:
    """The metrics that a text names, but none of "cost of sales" or "sales staff": gross profit is
    a figure of its own.
    """
    folded = fold(text)
    found = [
        _gross(m, gross.start(), text) if (gross := _GROSS.search(folded, 0, m.end)) else m
        for m in glossary.find_metrics(text)
        if not _COST_OF.search(folded[: m.start])
    ]
    found += [
        Mention("gross_profit", "metric", m.group(), m.start(), m.end())
        for m in _GROSS_HAN.finditer(folded)
        if not any(n.start <= m.start() < n.end for n in found)
    ]
    return sorted(found, key=lambda m: m.start)


def _gross(mention: Mention, start: int, text: str) -> Mention:
    return Mention("gross_profit", "metric", text[start : mention.end], start, mention.end)


def _heading_metric(text: str, glossary: Glossary) -> list[Mention]:
    """The metric that a label names as a whole: "net loss of discontinued operations" is another
    figure than the net loss.
    """
    plain = _BESIDE.sub("", fold(text)).strip()
    return [
        m
        for m in _metrics_named(text, glossary)
        if len(m.text) >= (0.5 if has_han(plain) else WHOLE_LABEL) * len(plain)
    ]


def _plain_name(head: str, label: str, around: Sequence[str], dated: bool) -> str:
    """What a column measures: its head, or the table's where the head is a period."""
    return (around[0] or around[1]) if dated or not head else head or label


def _row_subject(label: str, glossary: Glossary) -> str:
    parties = [m.concept for m in glossary.find(label) if m.kind in _PARTIES]
    return parties[0] if parties else label


def _only_figure(said: str, lang: str) -> bool:
    """Whether a cell is a figure and nothing else."""
    found = read_quantities(said, lang)
    if len(found) != 1:
        return False
    rest = f"{said[: found[0].start]}{said[found[0].end :]}".strip(" ()*")
    whole = len(found[0].text.strip()) >= 0.6 * len(said.strip(" ()*"))
    # A unit that is not among ours: 36 kg, 640 Wh.
    return whole or (len(rest) <= LONGEST_UNIT and rest.isalpha() and found[0].start == 0)


def _cell_period(head: str, said: str) -> Period | None:
    found = [p for p in read_periods(said) if p.start or p.end]
    whole = len(found) == 1 and found[0].span is not None
    span = found[0].span if whole else None
    if not span or span[1] - span[0] < 0.7 * len(said):
        return None  # a day of opening or of birth is not when the row's figures hold
    return found[0] if _TIME_HEAD.fullmatch(fold(head)) else None
