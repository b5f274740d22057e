"""TAT-QA: questions over a table and the paragraphs around it (Zhu et al., 2021).

Reads `tatqa_dataset_dev.json` or another file of that shape: contexts with `table`, `paragraphs`
and `questions`. A context is indexed alone. Figures (computed, counted or read off) are scored as
figures with the published scale, all other answers as spans.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evals.outside.figures import SCALES, decimal, last_place, read_gold
from evals.outside.items import (
    DataError,
    Document,
    Gold,
    Item,
    Loaded,
    NumberGold,
    PartsGold,
    SpanGold,
    choose_file,
    fields_of,
    list_of,
    page,
    read_json,
    table_of,
)

EXPECTED = (
    "TAT-QA's tatqa_dataset_dev.json or tatqa_dataset_test_gold.json was expected: a list of "
    "contexts with table, paragraphs and questions"
)
_NAMES = (
    "tatqa_dataset_test_gold.json",
    "tatqa_dataset_dev.json",
    "dataset_raw/tatqa_dataset_dev.json",
)


def load(path: Path) -> Loaded:
    """The questions of a TAT-QA file, or of the gold test or development file in a folder."""
    file = choose_file(path, _NAMES, EXPECTED)
    contexts = list_of(read_json(file, EXPECTED), str(file), EXPECTED)
    loaded = Loaded()
    for number, context in enumerate(contexts, 1):
        where = f"context {number} of {file.name}"
        table, paragraphs, questions = fields_of(
            context, where, EXPECTED, table=dict, paragraphs=list, questions=list
        )
        name, _ = fields_of(table, f"table of {where}", EXPECTED, uid=str, table=list)
        rows = table_of(table["table"], where, EXPECTED)
        texts = [fields_of(p, f"a paragraph of {where}", EXPECTED, text=str)[0] for p in paragraphs]
        document = Document(name, page(_title(texts), *texts, rows))
        for row in questions:
            uid, question = fields_of(
                row, f"a question of {where}", EXPECTED, uid=str, question=str
            )
            gold = _gold(row)
            if gold is None:
                loaded.skipped["no published answer"] += 1
                continue
            kind = str(row.get("answer_type", "span"))
            reference = f"{_words(row['answer'])} {row.get('scale') or ''}".strip()
            loaded.items.append(Item(uid, name, kind, "en", question, (document,), gold, reference))
    if not loaded.items:
        raise DataError(
            f"no question of {file} has a published answer (tatqa_dataset_test.json has none); "
            f"{EXPECTED}"
        )
    return loaded


def _title(texts: list[str]) -> str:
    return texts[0][:80] if texts else "Table"


def _words(answer: Any) -> str:
    return ", ".join(map(str, answer)) if isinstance(answer, list) else str(answer)


def _gold(row: Mapping[str, Any]) -> Gold | None:
    answer, scale = row.get("answer"), str(row.get("scale") or "")
    texts = [str(part) for part in answer] if isinstance(answer, list) else [str(answer)]
    if answer is None or answer == "" or not any(text.strip() for text in texts):
        return None
    powers = (SCALES.get(scale, 0),)
    percent = scale == "percent"
    if not isinstance(answer, list) and (value := decimal(answer)) is not None:
        return NumberGold(value, powers, "yes" if percent else "no", last_place(value))
    if len(texts) > 1:
        return PartsGold(tuple((text,) for text in texts), "spans_stated")
    # A year is a figure to no reader: it is looked for as text.
    is_year = not scale and texts[0].strip().isdigit() and len(texts[0].strip()) == len("2019")
    figure = None if is_year else read_gold(texts[0], powers, "yes" if percent else "no")
    return figure or SpanGold((texts[0],))
