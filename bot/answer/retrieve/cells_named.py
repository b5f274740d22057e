"""Which cell of a table a question means: its row by the label, its column by head, kind and time.

A row is named where the question has words of its label that the other labels lack; the total where
a total is asked for and no row is named. Of the row's figures the one is meant whose column has a
word of the question, or the only one of the kind and the time asked for. A count of things that no
column counts is none of them. It reads no passage and computes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answer.retrieve.asked_about import asked_words, names_written
from bot.answer.retrieve.equivalents import LIGHT
from bot.answer.retrieve.held import told_words
from bot.answer.retrieve.kinds import counted_things
from bot.index.search import Searcher
from bot.knowledge.cells import TOTALS
from bot.knowledge.readings import CELL, ROW
from bot.language.answer_units import unit_of_kind
from bot.language.periods import overlaps
from bot.language.rates import rates_asked, rates_told
from bot.language.script import fold, has_han
from bot.records import CELL_MEANT, ROW_NAMED, Fact, Question, ScoredFact

__all__ = ["COMBINES", "STRANGE", "pair_of_row", "told_by_cells", "told_outright"]

STRANGE = "another is named"
"""The reason of a fact whose document lacks a name of the question."""
HELD, MOST_ROWS, CLEARLY = 0.5, 200, 0.1
"""A word is in a label or head from this share on; longer tables are left to the search."""
BEST, MEANT, NEXT, UNFIT = 0.12, 0.6, 0.2, 0.3
"""What the meant cell leads by and scores at least, what a head told is worth, what a cell of
another kind loses.
"""
OF_A_CELL = frozenset({"money", "duration", "count"})
"""Kinds of answer that a cell's unit tells: no cell's unit is a price a share."""
_TOTAL = re.compile(
    r"\b(?:total|overall|altogether|in all|combined|put together|as a whole)\b"
    r"|总|合计|加起来|一共|全部|合共|共有|共计"
)
_SHARE = re.compile(r"\bshare\b|\bper ?cent|\bproportion\b|%|[％]|比|百分|成[?？]?$|几分之")
_RATE_ASKED = re.compile(r"[^频速效][率](?=[是为有多?？]|$)|\b(?:rate|ratio|percentage)\b")
_EARLIER = re.compile(
    r"去年|上年|前一?年|同期|上期|上个?月|\b(?:last|previous|prior) (?:year|month|quarter)\b"
    r"|\ba year (?:ago|earlier|before)\b"
)
_TIME_SAID = re.compile(
    r"去年|上年|前一?年|同期|上期|本期|今年|当年|(?:19|20)\d\d年?度?|\d{1,2}月底?"
    r"|[一二三四五六七八九十]+月底?|上个?月|本月|\b(?:19|20)\d\d\b"
    r"|\b(?:last|this|previous|prior|current) (?:year|month|quarter)\b"
    r"|\ba year (?:ago|earlier|before)\b"
)
COMBINES = frozenset(
    "growth difference share times per_unit highest lowest average without remaining whatif".split()
)


@dataclass(frozen=True, slots=True)
class _Words:
    """How much of the question each label and head holds; of labels, what few of them hold."""

    rows: Mapping[str, float]
    heads: Mapping[str, float]


def told_by_cells(
    question: Question,
    scored: Sequence[ScoredFact],
    titles: Mapping[str, str],
    searcher: Searcher,
) -> list[ScoredFact]:
    """The facts, where the cell that is meant leads the others of its row.

    `titles` are those of the documents with the headings of what was found in them, by source.
    """
    tables: dict[tuple[str, str], list[ScoredFact]] = {}
    for s in scored:
        if s.fact.topic == ROW and s.fact.clause.count(CELL) > 1 and STRANGE not in s.reasons:
            tables.setdefault((s.fact.source_id, _kind(s.fact)), []).append(s)
    if not tables or len(scored) > MOST_ROWS * 4:
        return list(scored)
    cells = [s.fact for cells in tables.values() for s in cells]
    words = _told(question, cells, titles, searcher)
    row = _named_row(question, list(tables.values()), words)
    if not row or _told_in_words(row, scored):
        return list(scored)
    meant = {s.fact.id: s for s in _of_row(question, row, words, max(s.score for s in scored))}
    return [meant.get(s.fact.id, s) for s in scored]


def told_outright(scored: ScoredFact) -> bool:
    """Whether a figure is the very cell that is asked for: nothing is to be worked out of it."""
    return CELL_MEANT in scored.reasons


def _told_in_words(row: Sequence[ScoredFact], scored: Sequence[ScoredFact]) -> bool:
    """Whether a sentence's figure speaks of the question clearly more than the row that is named:
    jobs axed at a market are no jobs at it.
    """
    prose = (s.coverage for s in scored if s.fact.topic != ROW and STRANGE not in s.reasons)
    return max(prose, default=0.0) > max(s.coverage for s in row) + CLEARLY


def pair_of_row(
    question: Question, facts: Sequence[ScoredFact], read: Sequence[Fact]
) -> tuple[str, str] | None:
    """The two figures of the row that leads which a difference is asked of: those of the time asked
    for (what was spent beyond the budget of a year), or one measure at two times.
    """
    operations = {m.concept for m in question.operations}
    if not operations & {"difference", "growth"} or not facts or facts[0].fact.topic != ROW:
        return None
    lead = facts[0].fact
    row = [f for f in read if f.stated_in == lead.stated_in and f.unit == lead.unit]
    row = [f for f in row if len(f.values) == 1]
    if "difference" in operations and _of_time(question, lead, exact=True):
        cells = [f for f in row if _of_time(question, f, exact=True)]
        if len(cells) == 2:
            one, other = sorted(cells, key=lambda f: -f.values[0])
            return one.id, other.id
    alike = [f for f in row if _timeless(_head(f)) == _timeless(_head(lead))]
    if len(alike) != 2 or not _EARLIER.search(fold(question.standalone)):
        return None
    before = [f for f in alike if _EARLIER.search(fold(_head(f)))]
    if len(before) != 1:
        return None
    return next(f.id for f in alike if f is not before[0]), before[0].id


def _timeless(head: str) -> str:
    return _TIME_SAID.sub("", fold(head)).strip(" ,，()（）")


def _kind(fact: Fact) -> str:
    """What the rows of a table are of: the head of their labels."""
    whole = fact.clause.split(CELL)[0]
    return whole.removesuffix(_label(fact)).strip()


def _label(fact: Fact) -> str:
    """The label of a row, without the head of the labels."""
    whole = fact.clause.split(CELL)[0]
    return fact.subject if whole.endswith(fact.subject) else whole


def _head(fact: Fact) -> str:
    return fact.clause.split(CELL)[-2]


def _told(
    question: Question, facts: Sequence[Fact], titles: Mapping[str, str], searcher: Searcher
) -> _Words:
    """What each label and each head holds of the question's words, told once for all.

    A word of a title says which document is meant, and no row.
    """
    above_all = list(dict.fromkeys(titles[f.source_id] for f in facts if f.source_id in titles))
    labels = list(dict.fromkeys(_label(f) for f in facts))
    heads = list(dict.fromkeys(_head(f) for f in facts))
    asked = asked_words(question, told=[*labels, *heads])
    rows = dict.fromkeys(labels, 0.0)
    names = names_written(question.standalone)
    measures = {m.concept: fold(m.text) for m in question.metrics}
    of_metric = {_label(f): f.metric for f in facts}
    texts = list(dict.fromkeys((*labels, *above_all)))
    for word in searcher.words(asked, texts):  # a label is a name: nothing else says the like of it
        held = dict(zip(texts, word.shares, strict=True))
        having = [label for label in labels if held[label] >= HELD]
        of_title = any(held[title] >= HELD for title in above_all)
        folded = fold(word.text)
        if len(having) > max(1, len(labels) // 3) or of_title or folded in LIGHT:
            continue
        for label in having:
            glossed = folded not in fold(label) and of_metric[label] not in measures
            if glossed and any(folded in said for said in measures.values()):
                continue  # a word for what is measured names no row by its gloss: Soap sales
            if folded not in names or has_han(label) == has_han(folded):  # names have no gloss
                rows[label] += word.weight * held[label]
    above = dict.fromkeys(heads, 0.0)
    # "All posts" asks for an operation, and names a column.
    for word in told_words(question.standalone, heads, searcher):
        common = sum(share >= HELD for share in word.shares) == len(heads) > 1
        for head, share in zip(heads, word.shares, strict=True):
            above[head] += word.weight * share if share >= HELD and not common else 0.0
    return _Words(rows, above)


def _named_row(
    question: Question, tables: Sequence[Sequence[ScoredFact]], words: _Words
) -> list[ScoredFact]:
    """The cells of the one row that the question names, or of the totals that it asks for."""
    rows: dict[object, list[ScoredFact]] = {}
    for s in (s for cells in tables for s in cells):
        rows.setdefault(s.fact.stated_in, []).append(s)
    plain = [cells for cells in rows.values() if not _adds_up(cells)]
    best = max((words.rows[_label(cells[0].fact)] for cells in plain), default=0.0)
    if best > 0:
        named = [c for c in plain if words.rows[_label(c[0].fact)] >= best]
        return named[0] if len(named) == 1 else []
    if not _TOTAL.search(fold(question.standalone)):
        return []
    sums = [cells for cells in rows.values() if _adds_up(cells)]
    told = [max(words.heads[_head(s.fact)] for s in cells) for cells in sums]
    most = max(told, default=0.0)
    return sums[told.index(most)] if most > 0 and told.count(most) == 1 else []


def _adds_up(cells: Sequence[ScoredFact]) -> bool:
    return TOTALS.search(fold(_label(cells[0].fact))) is not None


def _of_row(
    question: Question, row: Sequence[ScoredFact], words: _Words, best: float
) -> list[ScoredFact]:
    """The cells of a row: those of the kind and time asked for before the others, and the one that
    is meant before all where nothing is to be combined.
    """
    of_kind = [s for s in row if _of_kind(question, s.fact)]
    fitting = of_kind or list(row)
    same = [s for s in fitting if _of_time(question, s.fact, exact=True)]
    timely = same or [s for s in fitting if _of_time(question, s.fact)] or fitting
    if not _EARLIER.search(fold(question.standalone)):
        timely = [s for s in timely if not _EARLIER.search(fold(_head(s.fact)))] or timely
    told = max(words.heads[_head(s.fact)] for s in timely)
    chosen = [s for s in timely if words.heads[_head(s.fact)] >= told]
    weighed = {
        s.fact.id: replace(
            s,
            score=round(
                s.score
                + NEXT * (words.heads[_head(s.fact)] >= told > 0)
                - UNFIT * (s not in fitting),
                6,
            ),
            reasons=(*s.reasons, ROW_NAMED),
        )
        for s in row
    }
    if _combines(question, row, chosen):
        return list(weighed.values())
    newest = max(chosen, key=lambda s: (s.fact.as_of, s.score))
    each = _of_each_time(question, timely)
    sure = len(chosen) == 1 or (told > 0 and all(s.fact.as_of != "0001-01-01" for s in chosen))
    other = all(_for_another(question, s.fact) for s in each or [newest])
    if not of_kind or not (sure or each) or not _counts(question, told) or other:
        return list(weighed.values())
    for cell in each or [newest]:
        reasons = (*cell.reasons, CELL_MEANT)
        weighed[cell.fact.id] = replace(
            cell, score=round(max(best + BEST, MEANT), 6), coverage=max(0.9, cell.coverage),
            topic=1.0, named=True, reasons=tuple(r for r in reasons if r != "another period"),
        )  # fmt: skip
    return list(weighed.values())


def _of_each_time(question: Question, cells: Sequence[ScoredFact]) -> list[ScoredFact]:
    """The one cell of each of the times that the question names, where it names several."""
    asked = {(p.start, p.end) for p in question.periods if p.start or p.end}
    told = {(s.fact.period.start, s.fact.period.end): s for s in cells}
    if not 1 < len(asked) == len(told) == len(cells) or not asked <= told.keys():
        return []
    return [told[time] for time in sorted(told, key=str)]


def _combines(question: Question, row: Sequence[ScoredFact], chosen: Sequence[ScoredFact]) -> bool:
    """Whether figures are to be set beside each other, and none is asked for as it stands.

    An average may well be a column; "how much of the ward's money was gone" asks for no share.
    """
    if any(m.concept.endswith("_margin") for m in (*question.metrics, *question.operations)):
        return True
    operations = {m.concept for m in question.operations} & COMBINES
    if operations <= {"average"} or (_adds_up(row) and operations <= {"average", "without"}):
        return False
    if operations == {"growth"}:  # "how much rain fell" asks for no growth where one time is told
        meant = {_timeless(_head(s.fact)) for s in chosen}
        return sum(_timeless(_head(s.fact)) in meant for s in row) > len(meant)
    return not (operations == {"share"} and not _SHARE.search(fold(question.standalone)))


def _of_kind(question: Question, fact: Fact) -> bool:
    """Whether a cell's unit is of the kind asked for; so where the question tells none."""
    kind, unit = question.answer_type, fact.unit or "1"
    rate = _RATE_ASKED.search(fold(question.standalone)) is not None and kind != "money"
    if kind == "percent" or rate:
        of_rate = _RATE_ASKED.search(fold(_head(fact))) is not None
        return of_rate or unit_of_kind("percent", unit)
    return kind not in OF_A_CELL or unit_of_kind(kind, unit)


def _of_time(question: Question, fact: Fact, *, exact: bool = False) -> bool:
    """Whether a cell is of a time asked for: 2025/26 overlaps 2024/25, but is another year."""
    asked = [p for p in question.periods if p.start or p.end]
    if exact:
        return any((p.start, p.end) == (fact.period.start, fact.period.end) for p in asked)
    if not asked or not (fact.period.start or fact.period.end):
        return not asked
    return any(overlaps(p, fact.period) for p in asked)


def _for_another(question: Question, fact: Fact) -> bool:
    """Whether a cell tells a figure for each of other things than the question asks for: what a
    day of it costs is in no column of yearly costs.
    """
    asked, told = rates_asked(question.standalone), rates_told(_head(fact))
    return bool(asked) and bool(told) and not asked & told


def _counts(question: Question, told: float) -> bool:
    """False where things are counted that neither the column nor the row's kind names."""
    things = counted_things(question)
    return len(things) < 2 or told > 0
