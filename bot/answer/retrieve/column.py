"""A column of a reader's table: the figures that a total, an average or a ranking runs over.

Rows are passages of their own, and a search brings only the best of them; a question over a whole
column needs them all. The best row leads to its neighbours with the same heads; where words of the
question stand in some rows and not in others ("of the bikes"), only those rows count. Where it asks
which row grew or fell, each row comes with its figures of two times. It sums nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from bot.answer.retrieve.cells_named import told_outright
from bot.answer.retrieve.facts import rest_coverage
from bot.index.search import Searcher
from bot.knowledge.cells import TOTALS
from bot.knowledge.readings import CELL, ROW, read_facts
from bot.language.glossary import Glossary
from bot.language.moved import WHICH, asks_which_moved
from bot.language.script import fold, has_han
from bot.records import ROW_NAMED, Fact, Passage, Question, ScoredFact

OVER_ROWS = frozenset({"sum", "total", "average", "highest", "lowest"})
NEAR = 0.75
"""A row's share of the best score that makes it the one asked about: a column is asked for."""
SPOKEN_OF = 0.3
"""The share of what is asked that a row of the column must speak of."""
LONGEST = 96
"""The rows that one calculation takes at most: what its expression can hold."""
LARGE = 100
"""A figure of so many steps of its column that equals a sum of others is one."""
_NUMBERED = re.compile(r"^(.*/p)(\d+)$")


def find_column(
    question: Question,
    facts: Sequence[ScoredFact],
    passages: Mapping[tuple[str, str], Passage],
    searcher: Searcher,
    glossary: Glossary,
) -> tuple[tuple[Fact, ...], tuple[Passage, ...]]:
    """The figures of the column that is asked about, in the table's order, with their passages; of
    what grew or fell, each row's earlier figure before its later one.

    Both are empty where the question runs over no column, or its table is longer than a
    calculation can show.
    """
    operations = {m.concept for m in question.operations}
    changed = asks_which_moved(question.standalone)
    if not (changed or OVER_ROWS & operations) or (facts and told_outright(facts[0])):
        return (), ()
    adds = not operations & {"highest", "lowest", "share"}
    parts = adds and WHICH.search(fold(question.standalone)) is not None
    rows = [
        s
        for s in facts
        if parts or not (s.fact.topic == ROW and TOTALS.search(fold(s.fact.subject)))
    ]
    near = (s for s in rows if s.score >= NEAR * rows[0].score)
    spoken = (s for s in near if s.topic >= SPOKEN_OF or (parts and ROW_NAMED in s.reasons))
    lead = next((s.fact for s in spoken if s.fact.topic == ROW), None)
    if changed:
        lead = next((s.fact for s in rows if _kind_asked(question, s.fact)), None)
    if lead is None or lead.stated_in is None:
        return (), ()
    start = passages[(lead.stated_in.index, lead.stated_in.passage_id)]
    around = rows_around(start, searcher)
    if changed:
        return _changes(question, list(around), lead, glossary)
    every = [(row, fact) for row in around if (fact := _cell(row, lead, glossary)) is not None]
    runs, statement = _sums([fact for _, fact in every])
    if parts:  # which rows make up a total is no total of them all
        at = next((n for n, (_, fact) in enumerate(every) if fact.id == lead.id), -1)
        run = every[runs.get(at, at) : at] if at >= 0 else []
        return tuple(fact for _, fact in run), tuple(row for row, _ in run)
    if statement and adds:
        return (), ()
    cells = [cell for n, cell in enumerate(every) if n not in runs]
    if "share" not in operations:  # of a share, the column is the whole
        cells = _meant(question, cells, searcher)
    if not 2 <= len(cells) <= LONGEST:
        return (), ()
    return tuple(fact for _, fact in cells), tuple(row for row, _ in cells)


def _kind_asked(question: Question, fact: Fact) -> bool:
    """Whether a question asks which of what the rows of a table are: "which line", 哪條產品線."""
    kind = fold(fact.clause.split(CELL)[0].removesuffix(fact.subject)).strip()
    folded = fold(question.standalone)
    if fact.topic != ROW or len(kind) < 2 or not WHICH.search(folded):
        return False
    return (
        kind in folded if has_han(kind) else re.search(rf"\b{re.escape(kind)}", folded) is not None
    )


def _changes(
    question: Question, rows: Sequence[Passage], lead: Fact, glossary: Glossary
) -> tuple[tuple[Fact, ...], tuple[Passage, ...]]:
    """The figures of each row at the two times that are meant, without the rows that add up."""
    cells = [_dated(row, lead, glossary) for row in rows]
    times = sorted({time for told in cells for time in told})
    asked = [p for p in question.periods if p.start or p.end]
    meant = [t for t in times if any((p.start or "") <= t <= (p.end or "9") for p in asked)]
    if len(meant) == 1 and (at := times.index(meant[0])):
        meant = times[at - 1 : at + 1]
    elif not asked and len(times) == 2:
        meant = times
    if len(meant) < 2:
        return (), ()
    whole = [(row, told[meant[0]], told[meant[-1]]) for row, told in zip(rows, cells, strict=True)
             if meant[0] in told and meant[-1] in told]  # fmt: skip
    runs, statement = _sums([new for _, _, new in whole])
    kept = [one for n, one in enumerate(whole) if n not in runs]
    if statement or not 2 <= len(kept) <= LONGEST:
        return (), ()
    return tuple(f for _, *two in kept for f in two), tuple(row for row, *_ in kept)


def _dated(row: Passage, lead: Fact, glossary: Glossary) -> dict[str, Fact]:
    """A row's figures of what the leading fact measures, by the ends of their periods."""
    alike = [f for f in read_facts(row, glossary) if len(f.values) == 1 and f.period.end]
    return {f.period.end or "": f for f in alike if (f.metric, f.unit) == (lead.metric, lead.unit)}


def rows_around(start: Passage, searcher: Searcher) -> Iterator[Passage]:
    """The neighbours of a row with its heads, in the order of the file."""
    found = _NUMBERED.match(start.id)
    if not found:
        return
    stem, number = found[1], int(found[2])
    heads = heads_of(start)
    before: list[Passage] = []
    for step, rows in ((-1, before), (1, None)):
        at = number + step
        while (row := searcher.passage(start.index, f"{stem}{at}")) and heads_of(row) == heads:
            if rows is None:
                yield row
            else:
                rows.append(row)
            at += step
            if abs(at - number) > 10 * LONGEST:
                return
        if rows is not None:
            yield from reversed(rows)
            yield start


def heads_of(passage: Passage) -> tuple[str, ...]:
    """The heads of the cells of a row, in their order; of prose none or some by chance."""
    text = next(iter(passage.text.values()))
    return tuple(re.findall(r"(?:^|[;；]\s*)([^:：;；]{1,60})[:：]", text))


def _cell(row: Passage, lead: Fact, glossary: Glossary) -> Fact | None:
    """The row's figure in the column of the leading fact."""
    for fact in read_facts(row, glossary):
        same = (head_of(fact), fact.unit) == (head_of(lead), lead.unit)
        same = same and _measure(fact) == _measure(lead)
        if same and len(fact.values) == 1:
            return fact
    return None


def _sums(column: Sequence[Fact]) -> tuple[dict[int, int], bool]:
    """The places of a column's figures that add up others, by name or by what those come to, each
    with the place where its run begins, and whether it is a statement: sums of other sums, and
    what is taken from them on the way.
    """
    values = [fact.values[0] for fact in column]
    runs = {n: n for n, fact in enumerate(column) if TOTALS.search(fold(fact.subject))}
    step = min((_last_place(value) for value in values if value), default=Decimal(1))
    statement = False
    for at, value in enumerate(values):
        if abs(value) < LARGE * step:
            continue  # three is one and two in many a column
        for start in range(at - 2, -1, -1):
            whole = start == 0 or start in runs or start - 1 in runs
            run, off = values[start:at], step * (at - start) / 2
            added = abs(sum(run) - value) <= off * (at - start > 2)
            taken = start in runs and abs(run[0] - sum(run[1:]) - value) <= off
            if whole and (added or taken):
                statement = statement or taken or any(n in runs for n in range(start, at))
                runs[at] = start if added else at
                break
    return runs, statement


def _is_total(fact: Fact) -> bool:
    return fact.topic == ROW and TOTALS.search(fold(fact.subject)) is not None


def _last_place(value: Decimal) -> Decimal:
    """The unit of the last digit of a figure that is not nought."""
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))


def head_of(fact: Fact) -> str:
    """The head of the column that a row's figure stands in."""
    return fact.clause.split(CELL)[-2] if fact.clause.count(CELL) > 1 else ""


def _measure(fact: Fact) -> str:
    """The letters of a cell beside its figure, a unit that is not among ours: kg, Wh."""
    return re.sub(r"[^a-zA-Z\u3400-\u9fff]", "", fact.clause.rpartition(CELL)[2])


def _meant(
    question: Question, cells: list[tuple[Passage, Fact]], searcher: Searcher
) -> list[tuple[Passage, Fact]]:
    """The rows that hold the words which only some rows hold."""
    if len(cells) < 2:
        return cells
    texts = [next(iter(row.text.values())) for row, _ in cells]
    shares = rest_coverage(question, texts, searcher)
    most, least = max(shares), min(shares)
    if most - least < 0.1:
        return cells
    kept = [cell for cell, share in zip(cells, shares, strict=True) if share > (most + least) / 2]
    ranked = {"highest", "lowest"} & {m.concept for m in question.operations}
    # One row has no rank: a word for what is measured is in its label by chance.
    return cells if len(kept) < 2 and ranked and _kind_asked(question, kept[0][1]) else kept
