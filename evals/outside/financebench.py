"""FinanceBench: questions of analysts over annual reports (Islam et al., 2023), the open 150.

Reads `financebench_open_source.jsonl`: lines with `question`, `answer` and `evidence`. The pages
that hold the evidence are indexed alone (the set's "oracle" setting), or with `pdfs` the whole
filing (its "single store" setting). Only answers that are one figure are scored: whether a verdict
in prose is right takes a person, or a model as judge.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evals.outside.figures import SCALES, read_gold, stated_powers
from evals.outside.items import (
    DataError,
    Document,
    Item,
    Loaded,
    choose_file,
    fields_of,
    list_of,
    read_lines,
)

EXPECTED = (
    "FinanceBench's financebench_open_source.jsonl was expected: lines with financebench_id, "
    "question, answer and evidence"
)
NO_FIGURE = "the published answer is not one figure"
_NAMES = ("financebench_open_source.jsonl", "data/financebench_open_source.jsonl")
_ASKED_IN = re.compile(
    rf"(?:\bin|\bus|\busd|\$|\bdollars?)\s+(?:of\s+)?({'|'.join(SCALES)})s?\b", re.IGNORECASE
)


def load(path: Path, pdfs: Path | None = None) -> Loaded:
    """The questions whose answer is a figure; with `pdfs` of the filings that lie there."""
    file = choose_file(path, _NAMES, EXPECTED)
    rows = list_of(read_lines(file, EXPECTED), str(file), EXPECTED)
    loaded = Loaded()
    for number, row in enumerate(rows, 1):
        where = f"line {number} of {file.name}"
        name, question, answer, evidence, filing = fields_of(
            row, where, EXPECTED,
            financebench_id=str, question=str, answer=str, evidence=list, doc_name=str,
        )  # fmt: skip
        pages = [_page(part, where) for part in evidence]
        asked = _ASKED_IN.search(question)
        powers = (SCALES[asked[1].lower()],) if asked else (0, *stated_powers(" ".join(pages)))
        # A ratio may be asked for that is published as 0.83 or as 83%.
        gold = read_gold(answer, powers, "no" if asked else "either")
        if gold is None:
            loaded.skipped[NO_FIGURE] += 1
            continue
        documents = _documents(name, filing, pages, pdfs)
        if not documents:
            loaded.skipped["its filing is not in the folder of PDFs"] += 1
            continue
        group = filing if pdfs else name
        part = str(row.get("question_type") or "financebench")
        loaded.items.append(Item(name, group, part, "en", question, documents, gold, answer))
    if not loaded.items:
        raise DataError(f"no line of {file} can be asked ({dict(loaded.skipped)}); {EXPECTED}")
    return loaded


def _page(part: Any, where: str) -> str:
    if isinstance(part, Mapping):
        text = part.get("evidence_text_full_page") or part.get("evidence_text")
        if isinstance(text, str):
            return text
    raise DataError(f"an evidence of {where} has no evidence_text; {EXPECTED}")


def _documents(name: str, filing: str, pages: list[str], pdfs: Path | None) -> tuple[Document, ...]:
    if pdfs is not None:
        file = pdfs / f"{filing}.pdf"
        return (Document(filing, path=file),) if file.is_file() else ()
    unique = list(dict.fromkeys(pages))
    return tuple(
        Document(f"{name}-{n}", f"{filing}\n\n{text}", ".txt") for n, text in enumerate(unique, 1)
    )
