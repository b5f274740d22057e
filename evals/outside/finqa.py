"""FinQA: questions that need arithmetic over one page of an annual report (Chen et al., 2021).

Reads `train.json`, `dev.json` or `test.json` as published: a list of pages with `pre_text`,
`table`, `post_text` and one `qa`. A page is indexed alone, as paragraphs and a table.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evals.outside.figures import decimal, last_place, stated_powers
from evals.outside.items import (
    DataError,
    Document,
    Gold,
    Item,
    Loaded,
    NumberGold,
    YesNoGold,
    choose_file,
    fields_of,
    list_of,
    page,
    read_json,
    table_of,
)

EXPECTED = "FinQA's dev.json or test.json was expected: a list of pages with pre_text, table and qa"


def load(path: Path) -> Loaded:
    """The questions of a FinQA file, or of `test.json` or `dev.json` in a folder."""
    file = choose_file(path, ("test.json", "dev.json", "dataset/test.json"), EXPECTED)
    rows = list_of(read_json(file, EXPECTED), str(file), EXPECTED)
    loaded = Loaded()
    for number, row in enumerate(rows, 1):
        where = f"entry {number} of {file.name}"
        before, after, _, name, qa = fields_of(
            row, where, EXPECTED, pre_text=list, post_text=list, table=list, id=str, qa=dict
        )
        (question,) = fields_of(qa, f"qa of {where}", EXPECTED, question=str)
        if "exe_ans" not in qa:
            loaded.skipped["no published answer (the private test set)"] += 1
            continue
        table = table_of(row["table"], where, EXPECTED)
        texts = [_prose(before), _prose(after)]
        gold = _gold(qa["exe_ans"], " ".join((*texts, *table[0])))
        if gold is None:
            loaded.skipped["the published answer is neither a figure nor yes or no"] += 1
            continue
        report = str(name).rpartition("-")[0] or str(name)
        document = Document(report, page(report, texts[0], table, texts[1]))
        reference = str(qa.get("answer") or qa["exe_ans"])
        item = Item(str(name), report, "finqa", "en", question, (document,), gold, reference)
        loaded.items.append(item)
    if not loaded.items:
        raise DataError(f"no question of {file} has a published answer; {EXPECTED}")
    return loaded


def _prose(lines: list[Any]) -> str:
    # Lines that hold only a full stop are left over from the page's layout.
    return " ".join(str(line) for line in lines if len(str(line).strip()) > 1)


def _gold(answer: Any, text: str) -> Gold | None:
    if isinstance(answer, str) and answer.strip().lower() in ("yes", "no"):
        return YesNoGold(answer.strip().lower() == "yes")
    value = decimal(answer)
    if value is None:
        return None
    # A result says nothing of its unit: 0.145 may be 14.5%, 9413 may be in the table's millions.
    return NumberGold(value, (0, *stated_powers(text)), "either", last_place(value))
