"""Measures how readers' own documents are read: time, memory, and whether table rows are found.

`python -m tools.measure_documents` writes documents of every format into a temporary folder, reads
and indexes them, and prints the figures that docs/decisions/0041 rests on. Needs the test extra.
"""

from __future__ import annotations

import itertools
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from bot.knowledge.files import read_source_files
from bot.library import Library
from bot.settings import Settings
from tests.document_parts import WRITERS, Grid, save_pdf, write_pdf

ROWS = 50
PAGES = 300
ASKED = 20
FIRST = "Northern Southern Eastern Western Central Pacific Atlantic Alpine Coastal Royal".split()
SECOND = "Freight Steel Power Cloud Foods Chemicals Textiles Marine Glass Paper".split()
# No translations of the English names: both languages lie in one index.
FIRST_ZH = "華信 大同 永豐 新光 聯合 東元 南亞 中興 台達 國泰".split()
SECOND_ZH = "生技 光電 水泥 建設 汽車 家具 醫療 旅行 保全 出版".split()
ASK_RESULTS = "Revenue of {}|What is the operating margin of {}?|How many employees does {} have?"
READ_PDF = """
import sys, time, resource; from pathlib import Path; from bot.knowledge.pdf import read_pdf
begin = time.perf_counter(); reading = read_pdf(Path(sys.argv[1]))
rows = sum(block.fixed for block in reading.blocks)
print(round(time.perf_counter() - begin, 1), "s,",
      resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "MB,",
      len(reading.blocks) - rows, "paragraphs,", rows, "rows of tables")
"""


def main() -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure_pdf(folder)
        measure_questions(folder)


def measure_pdf(folder: Path) -> None:
    """Seconds and peak memory of a long PDF: of text alone, and with a table on each tenth page."""
    for label, tables in (("text only", False), ("a table on each tenth page", True)):
        path = folder / "long.pdf"
        write_long_pdf(path, tables=tables)
        read = subprocess.run(
            [sys.executable, "-c", READ_PDF, str(path)], capture_output=True, text=True, check=True
        )
        print(f"PDF of {PAGES} pages, {label}: {read.stdout.strip()}")


def write_long_pdf(path: Path, *, tables: bool) -> None:
    """A PDF of 300 pages of about 2,800 characters."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, Spacer, Table

    dice = random.Random(1)
    style = getSampleStyleSheet()["Normal"]
    words = [word.lower() for word in (*FIRST, *SECOND)]
    story: list[object] = []
    for page in range(PAGES):
        if tables and page % 10 == 5:
            head = ["($ in millions)", "2025", "2024", "Change"]
            body = [[f"{a} {b}", *_figures(dice)] for a, b in zip(FIRST, SECOND, strict=True)]
            rules = [("GRID", (0, 0), (-1, -1), 0.5, "black")] if page % 20 == 5 else []
            story.append(Table([head, *body, *body], style=rules))
        for _ in range(2 if tables and page % 10 == 5 else 7):
            text = " ".join(
                " ".join(dice.choices(words, k=11)).capitalize() + "." for _ in range(5)
            )
            story += [Paragraph(text, style), Spacer(1, 8)]
        story.append(PageBreak())
    save_pdf(path, story)


def _figures(dice: random.Random) -> list[str]:
    return [f"{dice.randint(100, 9999):,}", f"{dice.randint(100, 9999):,}", f"{dice.random():.1%}"]


def grids() -> Iterator[tuple[str, Grid, str]]:
    """Tables of 50 rows with the pattern of questions about their rows.

    The first two of each language have rows of their own; the third names the first one's rows
    again under other columns, so that only the column tells which row is meant.
    """
    dice = random.Random(2)
    names = [f"{a} {b}" for a, b in itertools.product(FIRST, SECOND)]
    names_zh = [a + b for a, b in itertools.product(FIRST_ZH, SECOND_ZH)]
    dice.shuffle(names)
    dice.shuffle(names_zh)

    def rows(labels: list[str]) -> list[list[str]]:
        return [
            [label, f"{dice.randint(1000, 99999):,}", f"{dice.random():.1%}",
             str(dice.randint(100, 999))]
            for label in labels
        ]  # fmt: skip

    yield "en", Grid(
        "Results", "(US$ in millions, except employees)",
        [["Company", "Revenue", "Operating margin", "Employees"]], rows(names[:ROWS]),
    ), ASK_RESULTS  # fmt: skip
    yield "en", Grid(
        "Lines of business", "(in millions)",
        [["", "Three months ended November 30", "", ""],
         ["Line of business", "2025", "Growth", "2024"]],
        [[a, b, c, f"{int(d) + 1000:,}"] for a, b, c, d in rows(names[ROWS:])],
    ), "{} in the three months ended November 30, 2025|{} growth|{} 2024"  # fmt: skip
    yield "en, same rows", Grid(
        "Investment", "",
        [["Company", "Capital expenditure (US$ millions)", "Share of sales", "Plants"]],
        rows(names[:ROWS]),
    ), "Capital expenditure of {}|What share of sales does {} invest?|plants of {}"  # fmt: skip
    yield "zh", Grid(
        "營運結果", "單位：新台幣百萬元",
        [["公司", "營收", "毛利率", "員工人數"]], rows(names_zh[:ROWS]),
    ), "{}的營收|{}的毛利率是多少？|{}有多少員工？"  # fmt: skip
    yield "zh", Grid(
        "部門", "單位：百萬美元", [["部門", "2025年", "年增率", "2024年"]], rows(names_zh[ROWS:])
    ), "{}2025年的金額|{}的年增率|{}在2024年是多少？"  # fmt: skip
    yield "zh, same rows", Grid(
        "投資計畫", "", [["公司", "資本支出（億元）", "投資比重", "廠房數"]], rows(names_zh[:ROWS])
    ), "{}的資本支出|{}的投資比重是多少|{}的廠房數"  # fmt: skip


def measure_questions(folder: Path) -> None:
    """The share of questions about a row that its row answers first, by format and language."""
    settings = replace(Settings(), data_dir=folder / "data")
    kinds = {**WRITERS, ".pdf (ruled)": partial(write_pdf, ruled=True)}
    library = Library.open(settings, ())
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    wrong: list[str] = []
    for kind, write in kinds.items():
        suffix = kind.split()[0]
        own = folder / kind.strip(".").replace(" ", "")
        own.mkdir()
        tables = list(grids())
        for number, (_, grid, _) in enumerate(tables):
            write(own / f"t{number}{suffix}", grid)
        begin = time.perf_counter()
        read = read_source_files([own], max_mb=50)
        seconds = time.perf_counter() - begin
        passages = sum(len(document.passages) for document in read.documents)
        print(f"{kind}: {len(read.documents)} files, {passages} passages in {seconds:.1f} s")
        name = own.name.strip("()").replace("(", "-")
        library.add(name, [own])
        searched = library.over([name])
        for language, grid, patterns in tables:
            for row in grid.rows[:ASKED]:
                for pattern in patterns.split("|"):
                    question = pattern.format(row[0])
                    top = searched.searcher.search(question, 1)
                    text = next(iter(top[0].passage.text.values())) if top else ""
                    good = row[0] in text and row[1] in text and all(c in text for c in row[1:])
                    right[f"{kind} {language}"] += good
                    asked[f"{kind} {language}"] += 1
                    if not good:
                        wrong.append(f"{kind} {question!r}: {text[:150]!r}, wanted {row}")
        searched.close()
    for kind, count in asked.items():
        print(f"{kind}: {right[kind]} of {count} right, {right[kind] / count:.3f}")
    for line in wrong[:: max(len(wrong) // 30, 1)]:
        print("  wrong:", line)
    print(f"peak memory of this process: "
          f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")  # fmt: skip


if __name__ == "__main__":
    main()
