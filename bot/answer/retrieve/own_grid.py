"""A table whose rows are named by two columns together: a month and a market, a year and a plant.

No cell of such a row is a label of its own, so that neither the row nor its neighbours are found by
one. The question names a value of each column (one row), of one column two (two rows set apart) or
of one none (a column over its values). Figures of other tables are left to `cells_named` and
`column`. It computes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from bot.answer.retrieve.cells_named import COMBINES
from bot.answer.retrieve.column import LONGEST, head_of, heads_of, rows_around
from bot.answer.retrieve.held import told_words
from bot.answer.retrieve.own_counted import measures_head
from bot.index.search import Searcher
from bot.knowledge.readings import CELL, ROW, read_facts
from bot.language.glossary import Glossary
from bot.language.moved import asks_which_moved
from bot.language.rates import rates_asked, rates_told
from bot.language.script import fold, has_han
from bot.language.timing import MONTHS
from bot.records import CELL_MEANT, ROW_NAMED, Fact, Hit, Passage, Question, ScoredFact

__all__ = ["Grid", "find_grid", "with_grid"]

SEEDS, SHORT, KEYS = 8, 40, 3
"""Rows found among which a table is looked for; letters of a value; columns that name rows."""
HELD, OF_RATE, OF_MEASURE = 0.5, 2.0, 1.0
"""A head has a word from this share on; what it is worth that it is for each of what is asked."""
SURE = 0.9
_MONTHS = [name[:3] for name in MONTHS]
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})(?:[a-z]{{0,6}})\b\.?")
_MONTH_WORD = re.compile(
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_MONTH_HAN = re.compile(
    r"(?<![个\d一二三四五六七八九十])(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月"
)
_HAN_NUMBER = {n: i for i, n in enumerate("一二三四五六七八九十", start=1)} | {
    "十一": 11,
    "十二": 12,
}
_QUARTER = re.compile(
    r"\bq([1-4])\b|\b(first|second|third|fourth|last) quarter\b|第?([一二三四])季|\b([1-4])q\b"
)
_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_ISO = re.compile(r"\b((?:19|20)\d\d)-(0[1-9]|1[0-2])\b")
_TOKEN = re.compile(r"[a-z]+(?:-[a-z]+)*|\d+")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_TIMED = re.compile(r"(?:19|20)\d\d$|[mq]\d+$")


@dataclass(frozen=True, slots=True)
class Grid:
    """What a question means of such a table: one cell, two of them, or those of one column; with
    all the figures of the rows meant and their passages.
    """

    cell: ScoredFact | None = None
    pair: tuple[ScoredFact, ScoredFact] | None = None
    column: tuple[Fact, ...] = ()
    read: tuple[Fact, ...] = ()
    rows: tuple[Passage, ...] = ()

    @property
    def apart(self) -> tuple[str, str] | None:
        """The ids of the two cells."""
        return (self.pair[0].fact.id, self.pair[1].fact.id) if self.pair else None


@dataclass(frozen=True, slots=True)
class _Row:
    """A row's passage, what names it by column, its figures and what else its cells say."""

    passage: Passage
    keys: tuple[str, ...]
    facts: tuple[Fact, ...]
    beside: str


def find_grid(
    question: Question, hits: Sequence[Hit], searcher: Searcher, glossary: Glossary
) -> Grid:
    """What the question means of the first table found that is named by columns together."""
    seen: set[tuple[str, ...]] = set()
    if asks_which_moved(question.standalone):
        return Grid()  # each row at two times: see `column`
    for hit in hits[:SEEDS]:
        heads = heads_of(hit.passage)
        if len(heads) < KEYS or heads in seen:
            continue
        seen.add(heads)
        rows, columns = _named_rows(hit.passage, searcher, glossary)
        if rows and (found := _meant(question, rows, columns, searcher)) is not None:
            return found
    return Grid()


def with_grid(
    grid: Grid, read: tuple[Fact, ...], facts: tuple[ScoredFact, ...]
) -> tuple[tuple[Fact, ...], tuple[ScoredFact, ...]]:
    """The figures read and found with those of the table, whose cells meant lead."""
    ids = {f.id for f in grid.read}
    lead = (grid.cell,) if grid.cell else ()
    rest = (s for s in facts if s.fact.id not in ids)
    every = (*(f for f in read if f.id not in ids), *grid.read)
    return every, (*lead, *(grid.pair or ()), *rest)


def _named_rows(
    start: Passage, searcher: Searcher, glossary: Glossary
) -> tuple[list[_Row], tuple[str, ...]]:
    """The rows of a table with the columns that name them together; none where one column does."""
    passages = list(rows_around(start, searcher))
    if not KEYS <= len(passages) <= LONGEST:
        return [], ()
    figures = [tuple(f for f in read_facts(p, glossary) if f.topic == ROW) for p in passages]
    heads = heads_of(start)
    cells = [_cells(p, heads) for p in passages]
    measured = {head_of(f) for facts in figures for f in facts}
    every = [h for h in heads if h not in measured and _names(h, cells)]
    if not every or _unique((every[0],), cells):
        return [], ()
    for size in range(2, KEYS + 1):
        for chosen in combinations(every, size):
            if chosen[0] == every[0] and _unique(chosen, cells):
                left = [h for h in heads if h not in chosen and h not in measured]
                rows = [
                    _Row(p, tuple(c[h] for h in chosen), facts, " ".join(c[h] for h in left))
                    for p, c, facts in zip(passages, cells, figures, strict=True)
                ]
                return rows, chosen
    return [], ()


def _cells(row: Passage, heads: Sequence[str]) -> dict[str, str]:
    """The cells of a row by head; a remark in the last one may hold any stops."""
    text, at, found = next(iter(row.text.values())), 0, {}
    for head, after in zip(heads, (*heads[1:], ""), strict=True):
        start = text.find(head, at) + len(head) + 1
        end = text.find(f"; {after}:", start) if after else len(text)
        at = end if end >= 0 else len(text)
        found[head] = text[start:at].strip()
    return found


def _names(head: str, cells: Sequence[Mapping[str, str]]) -> bool:
    """Whether a column has a short text in every row, as names have."""
    return all(0 < len(row.get(head, "")) <= SHORT for row in cells)


def _unique(heads: Sequence[str], cells: Sequence[Mapping[str, str]]) -> bool:
    return len({tuple(row[h] for h in heads) for row in cells}) == len(cells)


# --- what the question names ----------------------------------------------------------------------


def _meant(
    question: Question, rows: Sequence[_Row], columns: Sequence[str], searcher: Searcher
) -> Grid | None:
    """The cells meant: every column named once, one of them twice, or one of them not at all."""
    asked = question.standalone
    named = [_values_named(asked, [row.keys[n] for row in rows]) for n in range(len(columns))]
    free = [n for n, values in enumerate(named) if not values]
    if len(free) > 1 or not any(named) or max(map(len, named)) > 2:
        return None
    head = _measure(question, rows, searcher)
    if not head:
        return None
    chosen = [r for r in rows if all(not v or k in v for k, v in zip(r.keys, named, strict=True))]
    wholes = [n for n, column in enumerate(columns) if not _of_time(rows, n)]
    if free:
        return _column(chosen, head)
    if _told_beside(question, chosen, head, columns, searcher):
        return None
    twice = [n for n, values in enumerate(named) if len(values) == 2]
    if len(twice) == 1 and len(chosen) == 2:
        return _pair(chosen, head, twice[0], named[twice[0]])
    if len(chosen) == 1 and not twice:
        return _one_cell(question, rows, chosen[0], head, wholes)
    return None


def _told_beside(
    question: Question,
    rows: Sequence[_Row],
    head: str,
    columns: Sequence[str],
    searcher: Searcher,
) -> bool:
    """Whether a remark in one of the rows holds more of the question than the column's head."""
    named = " ".join((*columns, *(k for row in rows for k in row.keys)))
    texts = [f"{head} {named}", *(f"{row.beside} {named}" for row in rows)]
    words = told_words(question.standalone, texts, searcher)
    held = [sum(w.weight * w.shares[n] for w in words) for n in range(len(texts))]
    return max(held[1:], default=0.0) > held[0]


def _one_cell(
    question: Question, rows: Sequence[_Row], row: _Row, head: str, wholes: Sequence[int]
) -> Grid | None:
    """The cell of the one row named; where it is set beside others, with those of its column."""
    place = wholes[0] if wholes else 0
    cell = _column([row], head).column
    if not cell:
        return None
    if not {m.concept for m in question.operations} & COMBINES - {"average"}:
        lead = _scored(cell[0], CELL_MEANT)
        return Grid(lead, read=cell, rows=(row.passage,))
    beside = [r for r in rows if _differs_only(r, row, place)] if len(wholes) == 1 else [row]
    whole = _column(beside, head)
    return replace(whole, cell=_scored(cell[0]), column=whole.column if len(beside) > 1 else ())


def _scored(fact: Fact, *reasons: str) -> ScoredFact:
    return ScoredFact(fact, SURE, (ROW_NAMED, *reasons), coverage=SURE, named=True, topic=1.0)


def _differs_only(row: _Row, other: _Row, place: int) -> bool:
    """Whether two rows are named alike but for one column, or are the same."""
    pairs = enumerate(zip(row.keys, other.keys, strict=True))
    return all(a == b for n, (a, b) in pairs if n != place)


def _column(rows: Sequence[_Row], head: str) -> Grid:
    """The figures of the rows under a head."""
    cells = [(row, fact) for row in rows if (fact := _under(row, head)) is not None]
    facts = tuple(_called(fact, row.keys) for row, fact in cells)
    return Grid(column=facts, read=facts, rows=tuple(row.passage for row, _ in cells))


def _called(fact: Fact, keys: Sequence[str]) -> Fact:
    """A cell that is called by all that names its row: Mar 2024, Tolnes."""
    name = ("、" if has_han(keys[0]) else ", ").join(keys)
    return replace(fact, subject=name, clause=f"{name}{CELL}{fact.clause.partition(CELL)[2]}")


def _pair(rows: Sequence[_Row], head: str, place: int, named: Sequence[str]) -> Grid | None:
    """The figures of two rows: the later of two times first, else in the question's order."""
    cells = _column(rows, head)
    if len(cells.column) != 2:
        return None
    told = {row.keys[place]: fact for row, fact in zip(rows, cells.column, strict=True)}
    one, other = (told[name] for name in named)
    if one.period.end and other.period.end and one.period.end < other.period.end:
        one, other = other, one
    return replace(cells, column=(), pair=(_scored(one), _scored(other)))


def _under(row: _Row, head: str) -> Fact | None:
    found = [f for f in row.facts if head_of(f) == head and len(f.values) == 1]
    return found[0] if len(found) == 1 else None


def _measure(question: Question, rows: Sequence[_Row], searcher: Searcher) -> str:
    """The head of the figures that are asked for; empty where two may be."""
    heads = list(dict.fromkeys(head_of(f) for row in rows for f in row.facts))
    if len(heads) < 2:
        return heads[0] if heads else ""
    worth = dict.fromkeys(heads, 0.0)
    for word in told_words(question.standalone, heads, searcher):
        for head, share in zip(heads, word.shares, strict=True):
            worth[head] += word.weight * share if share >= HELD else 0.0
    each = rates_asked(question.standalone)
    for head in heads:
        worth[head] += OF_RATE * bool(each & rates_told(head))
        worth[head] += OF_MEASURE * measures_head(question.standalone, head)
    first, second = sorted(worth.values(), reverse=True)[:2]
    return max(worth, key=lambda h: worth[h]) if first > second else ""


def _of_time(rows: Sequence[_Row], place: int) -> bool:
    """Whether a column tells times: what makes up a whole is then in the other one."""
    return all(_TIMED.search(" ".join(sorted(_tokens(row.keys[place])))) for row in rows)


def _values_named(asked: str, values: Sequence[str]) -> list[str]:
    """The values of a column that the question has, by what tells each from the others, in the
    question's order.
    """
    found = list(dict.fromkeys(values))
    pieces = {value: _tokens(value) for value in found}
    common = frozenset.intersection(*pieces.values()) if len(found) > 1 else frozenset()
    told, folded = _tokens(asked), fold(asked)
    own = {v: pieces[v] - common for v in found}
    named = [v for v in found if own[v] and all(_in(p, told, folded) for p in own[v])]
    whole = [v for v in named if not any(pieces[v] < pieces[w] for w in named)]
    return sorted(whole, key=lambda v: _place(own[v], folded))


def _in(piece: str, told: frozenset[str], folded: str) -> bool:
    return piece in folded if has_han(piece) else piece in told


def _place(pieces: frozenset[str], folded: str) -> int:
    return min(folded.find(piece) for piece in pieces)


def _tokens(text: str) -> frozenset[str]:
    """The words, numbers and months of a text, a month and a quarter alike in either language."""
    found = set(_times(text))
    folded = fold(text)
    for taken in (_ISO, _MONTH_HAN, _QUARTER):
        folded = taken.sub(" ", folded)
    found |= {t for t in _TOKEN.findall(folded) if not _MONTH_WORD.fullmatch(t)}
    found |= {run for run in _HAN_RUN.findall(folded) if run not in ("年", "年度", "第")}
    return frozenset(found)


def _times(text: str) -> Iterator[str]:
    folded = fold(text)
    for match in _MONTH.finditer(folded):
        word = match.group().rstrip(".")
        if _MONTH_WORD.fullmatch(word) and (
            word not in ("may", "march") or text[match.start() :][:1].isupper()
        ):
            yield f"m{_MONTHS.index(match[1]) + 1}"
    for match in _MONTH_HAN.finditer(folded):
        yield f"m{_HAN_NUMBER.get(match[1]) or int(match[1])}"
    for match in _ISO.finditer(folded):
        yield from (match[1], f"m{int(match[2])}")
    for match in _QUARTER.finditer(folded):
        number = match[1] or match[4] or _ORDINAL.get(match[2] or "") or _HAN_NUMBER[match[3]]
        yield f"q{number}"
