"""Documents of strangers that we wrote, questions about them, and how an answer is judged.

`tests/data/own/questions.jsonl` asks about the files of `dev` to `dev9` and `test` to `test6`.
A figure is right where the answer states it, in digits or in words, or computes it; a name where
the answer or a quote has it; a question that the documents do not answer where it is refused as not
in the corpus.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.language.quantities import read_quantities
from bot.records import Answer

if TYPE_CHECKING:
    from bot.library import Library

DATA = Path(__file__).parent / "data" / "own"
_SMALL = {
    word: n for n, word in enumerate("two three four five six seven eight nine".split(), start=2)
}
TOLERANCE = Decimal("0.006")
_SCALES = {
    r"in (?:\w+ )?millions?\b|百萬|百万": 10**6,
    r"in (?:\w+ )?crores?\b": 10**7,
    r"in (?:\w+ )?lakhs?\b": 10**5,
    r"in thousands\b|千元|[几幾]千": 10**3,
    r"萬[元人戶噸]|万[元人户吨]|in (?:\w+ )*ten thousand": 10**4,
    r"億元|亿元": 10**8,
}
_ASKS_YEAR = re.compile(r"\b(?:which|what) year\b|哪一?年")
RIGHT, WRONG, REFUSED = "right", "wrong", "refused"


def questions(half: str) -> list[Mapping[str, Any]]:
    """The questions of one half, in the order of the file."""
    lines = (DATA / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["half"] == half]


def documents(half: str, folder: Path) -> Path:
    """A folder with the documents of one half; the workbook is written from its rows."""
    from openpyxl import Workbook

    folder.mkdir(parents=True)
    for path in sorted((DATA / half).iterdir()):
        if not path.name.endswith(".xlsx.csv"):
            shutil.copy(path, folder / path.name)
            continue
        book = Workbook()
        for row in csv.reader(path.read_text(encoding="utf-8").splitlines()):
            book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
        book.save(folder / path.name.removesuffix(".csv"))
    return folder


def indexed(library: Library, half: str, folder: Path) -> Library:
    """A library over an index of one half's documents and nothing else."""
    report = library.add(f"own-{half}", [documents(half, folder / half)])
    assert not report.refused
    return library.over([f"own-{half}"])


def judge(case: Mapping[str, Any], answer: Answer) -> str:
    """Whether the answer is right, wrong, or a refusal of what the documents answer.

    What is told as coming nearest counts as told where something answers, and as a refusal where
    nothing does: it says so.
    """
    code = answer.refusal.code if answer.refusal else ""
    if case["kind"] == "absent":
        return RIGHT if code == "not_in_corpus" else WRONG
    if answer.status in ("refused", "error"):
        return REFUSED
    if "names" in case:
        said = "\n".join([answer.answer, *(c.quote for c in answer.citations)])
        return RIGHT if any(name in said for name in case["names"]) else WRONG
    value = Decimal(case["value"])
    meant = {value, *(value * scale for scale in _scales(case["question"]))}
    told = (_states(one, case, answer) for one in meant)
    return RIGHT if any(told) else WRONG


def _scales(question: str) -> Iterator[Decimal]:
    """The scale in which the question wants its answer: "in millions of pounds" is told in full."""
    for words, scale in _SCALES.items():
        if re.search(words, question.lower()):
            yield Decimal(scale)


def _states(value: Decimal, case: Mapping[str, Any], answer: Answer) -> bool:
    """A computed figure with its sign, or one stated in the text of the answer's lead."""
    computed = [Decimal(c.value) for c in answer.calculations if c.value is not None]
    if computed:
        return any(_near(abs(found), abs(value)) or _rounds(found, value) for found in computed)
    told = [s.text for s in answer.sentences if s.kind != "transition"]
    said = " ".join(told[: 1 if case["kind"] == "arithmetic" else 2])
    return holds({"value": str(value), "question": case["question"]}, said)


def _in_words(said: str) -> Iterator[Decimal]:
    """Small counts in words, which are no quantities to our reader: seven accidents, 董事九席; so
    with a measure word that it does not know, 17 條.
    """
    for match in re.finditer(r"\b(?:" + "|".join(_SMALL) + r")(?= [a-z])", said.lower()):
        yield Decimal(_SMALL[match.group()])
    for match in re.finditer(
        r"(?<![〇一二三四五六七八九十百千萬億點第])[一二兩三四五六七八九](?=[件席次處位名座部組家所個輛間艘頭])",
        said,
    ):
        yield Decimal("一二三四五六七八九".find(match.group().replace("兩", "二")) + 1)
    for match in re.finditer(r"(?<![\d.第])(\d[\d,]*) ?(?=[條条箱盒棟栋票筆笔])", said):
        yield Decimal(match[1].replace(",", ""))


def holds(case: Mapping[str, Any], text: str) -> bool:
    """Whether a sentence holds the figure or the name that a question asks for."""
    if "names" in case:
        return any(name in text for name in case["names"])
    if "value" not in case:
        return False
    if _ASKS_YEAR.search(case.get("question", "").lower()):
        return case["value"] in re.findall(r"\d{4}", text)  # a year is no quantity to our reader
    found = [v for q in read_quantities(text) for v in q.values] + list(_in_words(text))
    return any(_near(abs(v), abs(Decimal(case["value"]))) for v in found)


def _rounds(found: Decimal, value: Decimal) -> bool:
    """Whether a result, rounded to the places of what was expected, is that: 4.73 for 4.7."""
    return abs(found).quantize(value, ROUND_HALF_UP) == abs(value) if value % 1 else False


def _near(found: Decimal, value: Decimal) -> bool:
    return abs(found - value) <= TOLERANCE * abs(value)


def shares(judged: Iterable[tuple[str, str]]) -> Iterator[tuple[str, int, Counter[str]]]:
    """Of each kind: how many, and how many of each verdict."""
    kinds: dict[str, Counter[str]] = {}
    for kind, verdict in judged:
        kinds.setdefault(kind, Counter())[verdict] += 1
    for kind, counts in sorted(kinds.items()):
        yield kind, counts.total(), counts
