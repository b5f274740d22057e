"""A corpus of one of each thing, in a folder that a test may break."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

SOURCE = {
    "id": "line-release",
    "title": "Results",
    "publisher": "Evergreen Line",
    "type": "release",
    "date": "2025-11",
    "url": "https://example.org/results",
    "provenance": "release",
    "use": "digest",
}
TERM = {
    "id": "GLO-001",
    "en": "Evergreen Line",
    "zh_tw": "長榮海運",
    "zh_cn": "长荣海运",
    "aliases": ["長榮"],
    "tickers": ["2603.TW"],
    "misspellings": [],
    "kind": "company",
    "area": "companies",
    "definition_en": "A container line.",
    "definition_zh": "貨櫃航運公司。",
}
METRIC = {
    "id": "volume",
    "en": "container volume",
    "zh_tw": "貨櫃量",
    "cues_en": ["TEU"],
    "cues_zh": ["貨櫃數"],
}
FACT = {
    "id": "LINE-001",
    "topic": "market_analysis",
    "subject": "GLO-001",
    "counterparty": None,
    "metric": "volume",
    "value": "1200",
    "low": None,
    "high": None,
    "series": None,
    "unit": "TEU",
    "bound": "about",
    "sign_convention": "unsigned",
    "period": {"label": "2025", "start": "2025-01-01", "end": "2025-12-31", "kind": "year"},
    "as_of": "2025-11-30",
    "status": "reported",
    "provenance": "release",
    "confidence": "high",
    "compares_to": None,
    "statement_en": "Evergreen Line carried about 1,200 containers in 2025.",
    "statement_zh": "長榮海運2025年載運約1,200個貨櫃。",
    "source_id": "line-release",
    "also_seen_in": [],
    "notes": None,
    "stated_in": {"passage": "line-results/volume", "sentence": 0},
}
LATER = FACT | {
    "id": "LINE-002",
    "value": "1300",
    "as_of": "2026-02-28",
    "compares_to": "LINE-001",
    "stated_in": {"passage": "later-line/volume", "sentence": 1},
}
FLOW = {
    "id": "line-hires",
    "giver": "GLO-001",
    "taker": "GLO-001",
    "kind": "contract",
    "fact": "LINE-001",
    "status": "contract",
    "triangle": True,
}
CLAIM = {
    "n": 1,
    "paragraph": 2,
    "claim_en": "It carried 1,200.",
    "claim_zh": "載運1,200個。",
    "verdict": "confirmed",
    "aspect": "amount",
    "reason_en": "The release says so.",
    "reason_zh": "新聞稿如此記載。",
    "facts": ["LINE-001"],
}
OVERVIEW = {"id": "line-results/volume", "tells": ["line-results/volume#1"]}
EN = """# The line's results

## Volume

{#volume source=line-release}
The line carried about 1,200 containers in 2025.
It hired more ships.
"""
ZH = """# 航商業績

## 運量

{#volume source=line-release}
該航商2025年載運約1,200個貨櫃。
它租了更多船。
"""
FILES = {
    "sources.yaml": [SOURCE],
    "glossary.jsonl": [TERM],
    "metrics.yaml": [METRIC],
    "facts.jsonl": [FACT],
    "facts_later.jsonl": [LATER],
    "flows.yaml": [FLOW],
    "crosscheck.jsonl": [CLAIM],
    "overviews.yaml": [OVERVIEW],
}


def write_corpus(root: Path) -> Path:
    """A small corpus that holds, in `root`."""
    for name, rows in FILES.items():
        write_rows(root / name, rows)
    for digest in ("line-results", "later-line"):
        folder = root / "texts" / digest
        folder.mkdir(parents=True)
        (folder / "en.md").write_text(EN, encoding="utf-8")
        (folder / "zh-TW.md").write_text(ZH, encoding="utf-8")
    return root


def write_rows(path: Path, rows: list[dict[str, Any]]) -> None:
    start = "- " if path.suffix == ".yaml" else ""
    lines = [start + json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    path.write_text("".join(lines), encoding="utf-8")


def changed(name: str, **values: Any) -> Callable[[Path], None]:
    """Change values of the first row of a file."""

    def change(root: Path) -> None:
        write_rows(root / name, [FILES[name][0] | values])

    return change


def added(name: str, **values: Any) -> Callable[[Path], None]:
    """Add a row to a file: the first one with other values."""

    def add(root: Path) -> None:
        write_rows(root / name, [*FILES[name], FILES[name][0] | values])

    return add


def edited(name: str, old: str, new: str) -> Callable[[Path], None]:
    """Replace text in a digest file."""

    def edit(root: Path) -> None:
        path = root / "texts" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return edit
