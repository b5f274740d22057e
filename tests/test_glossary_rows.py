"""The glossary's rows: forms that name one entry, definitions in both languages, its areas."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from bot.knowledge.corpus import read_rows
from bot.language.glossary import Glossary
from bot.language.script import fold, to_simplified
from bot.records import Term
from bot.settings import data_root

ROWS: list[dict[str, Any]] = list(read_rows(data_root("corpus") / "glossary.jsonl"))
AREAS = (
    "article finance accounting ai cloud chips energy trade law macro units companies people"
).split()


def _defined() -> Iterator[dict[str, Any]]:
    return (row for row in ROWS if row["definition_en"] is not None)


def test_ids_count_up_without_a_gap() -> None:
    """A row's id is its place, so that a new one has an obvious name."""
    assert [row["id"] for row in ROWS] == [f"GLO-{n:03d}" for n in range(1, len(ROWS) + 1)]


def test_no_form_names_two_entries() -> None:
    """Folded as matching folds them, hyphens as blanks."""
    owners: dict[str, set[str]] = {}
    for row in ROWS:
        for form in (row["en"], row["zh_tw"], row["zh_cn"], *row["aliases"], *row["misspellings"]):
            owners.setdefault(fold(form).replace("-", " "), set()).add(row["id"])
    assert {form: ids for form, ids in owners.items() if len(ids) > 1} == {}
    tickers = Counter(ticker for row in ROWS for ticker in row["tickers"])
    assert [ticker for ticker, count in tickers.items() if count > 1] == []


@pytest.mark.parametrize("area", AREAS)
def test_an_area_has_terms_and_definitions(area: str) -> None:
    """No area stands empty, and a student finds some of its terms explained."""
    rows = [row for row in ROWS if row["area"] == area]
    assert len(rows) >= 40
    assert sum(row["definition_en"] is not None for row in rows) >= 0.2 * len(rows)


def test_definitions_are_sentences_in_both_languages() -> None:
    """One sentence each, no longer than a tooltip."""
    wrong = [
        row["id"]
        for row in _defined()
        if not row["definition_en"].endswith(".")
        or not re.fullmatch(r"[^。！？]+。", row["definition_zh"])
        or len(row["definition_en"]) > 180
        or len(row["definition_zh"]) > 80
    ]
    assert wrong == []


def test_definitions_of_terms_carry_no_figures() -> None:
    """A figure belongs to a fact, which has a source; the article's own terms may repeat them."""
    figures = [
        row["id"]
        for row in _defined()
        if row["area"] != "article"
        and re.search(r"\d", row["definition_en"] + row["definition_zh"])
    ]
    assert figures == []


# Letters that OpenCC changes but mainland texts keep: 著作 (a work), and a letter of a name.
KEPT = frozenset("著鋐")


def test_mainland_names_are_written_in_simplified_letters() -> None:
    """Whatever their words: a mainland reader sees no Traditional form."""
    traditional = {
        row["id"]: row["zh_cn"]
        for row in ROWS
        if any(
            c not in KEPT and fold(c) != c.lower() and to_simplified(c) != c for c in row["zh_cn"]
        )
    }
    assert traditional == {}


def test_every_name_finds_its_own_entry() -> None:
    """The names of an entry, alone in a text, are found as that entry."""
    terms = [
        Term(
            *(row[key] for key in ("id", "en", "zh_tw", "zh_cn")),
            *(tuple(row[key]) for key in ("aliases", "tickers", "misspellings")),
            row["kind"],
            row["definition_en"] or "",
            row["definition_zh"] or "",
        )
        for row in ROWS
    ]
    glossary = Glossary(terms)
    lost = {
        (row["id"], name)
        for row in ROWS
        for name in (row["en"], row["zh_tw"], row["zh_cn"])
        if row["id"] not in {m.concept for m in glossary.find(f" {name} ")}
    }
    assert lost == set()
