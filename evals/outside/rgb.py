"""RGB: noise, refusal and integration over retrieved snippets, Chinese and English (Chen, 2023).

Reads `en.json`, `zh.json`, their `_refine` and their `_int` variants: JSON lines with `query`,
`answer`, `positive` and `negative`. As published, five snippets go with a question, a share of
them noise; the negative part has noise alone and must be refused. The `_fact` files plant false
snippets and ask whether the system knows better by itself: a system that says only what its
sources say has no such knowledge, so that part is not asked.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from evals.outside.items import (
    DataError,
    Document,
    Item,
    Loaded,
    NoAnswerGold,
    PartsGold,
    fields_of,
    list_of,
    read_lines,
)
from evals.script import reads_as

EXPECTED = (
    "RGB's en.json, zh.json, a _refine or an _int file, or the folder that holds them, was "
    "expected: JSON lines with query, answer, positive and negative"
)
SNIPPETS = 5
NOISE = 0.4
COUNTERFACTUAL = "the counterfactual part asks for knowledge beside the sources"
_NAMES = ("en_refine.json", "zh_refine.json", "en_int.json", "zh_int.json")
_OLD = {"en_refine.json": "en.json", "zh_refine.json": "zh.json"}


def load(path: Path, noise: float = NOISE) -> Loaded:
    """The questions of an RGB file, or of all that a folder holds, at a share of noise."""
    loaded = Loaded()
    for file in _files(path):
        if file.stem.endswith("_fact"):
            loaded.skipped[COUNTERFACTUAL] += len(read_lines(file, EXPECTED))
            continue
        for number, row in enumerate(list_of(read_lines(file, EXPECTED), str(file), EXPECTED), 1):
            _add(row, f"line {number} of {file.name}", file.stem, noise, loaded)
    if not loaded.items:
        raise DataError(f"nothing in {path} can be asked ({dict(loaded.skipped)}); {EXPECTED}")
    return loaded


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    # The refined files replace the first ones.
    chosen = [path / n if (path / n).is_file() else path / _OLD.get(n, n) for n in _NAMES]
    chosen += [path / "en_fact.json", path / "zh_fact.json"]
    found = [file for file in chosen if file.is_file()]
    if not found:
        raise DataError(f"the folder {path} holds no file of RGB; {EXPECTED}")
    return found


def _add(row: Any, where: str, stem: str, noise: float, loaded: Loaded) -> None:
    number, query, answer, positive, negative = fields_of(
        row, where, EXPECTED,
        id=(int, str), query=str, answer=(str, list), positive=list, negative=list,
    )  # fmt: skip
    lang = reads_as(query) or ("zh-CN" if stem.startswith("zh") else "en")
    parts = _parts(answer)
    reference = "; ".join(part[0] for part in parts)
    name = f"{stem}-{number}"
    useful, useless = _snippets(positive, negative, noise)
    if useful and parts:
        part = "integration" if stem.endswith("_int") else "noise"
        documents = _documents(name, [*useful, *useless])
        loaded.items.append(
            Item(name, name, part, lang, query, documents, PartsGold(parts), reference)
        )
    else:
        loaded.skipped["no snippet or no published answer"] += 1
    if stem.endswith("_int"):
        return
    if negative:
        empty = _documents(f"{name}-none", [str(text) for text in negative[:SNIPPETS]])
        loaded.items.append(
            Item(
                f"{name}-none", f"{name}-none", "rejection", lang, query, empty,
                NoAnswerGold(), "(refuse)",
            )
        )  # fmt: skip
    else:
        loaded.skipped["no negative snippet to refuse on"] += 1


def _parts(answer: str | list[Any]) -> tuple[tuple[str, ...], ...]:
    """A text, or a list of parts of which each is a text or a list of alternatives."""
    rows = [answer] if isinstance(answer, str) else answer
    parts = ([row] if isinstance(row, str) else row for row in rows)
    return tuple(tuple(str(text) for text in part) for part in parts if part)


def _snippets(
    positive: list[Any], negative: list[Any], noise: float
) -> tuple[list[str], list[str]]:
    """The first snippets of each kind, as the set's own script counts them out."""
    useful = list(_in_turn(positive))
    wanted = min(math.ceil(SNIPPETS * noise), len(negative))
    taken = useful[: max(SNIPPETS - wanted, len(positive) if _nested(positive) else 1)]
    return taken, [str(text) for text in negative[: SNIPPETS - len(taken)]]


def _nested(positive: list[Any]) -> bool:
    return bool(positive) and isinstance(positive[0], list)


def _in_turn(positive: list[Any]) -> Iterable[str]:
    """The snippets in order; where each part has its own list, one of each in turn."""
    if not _nested(positive):
        yield from map(str, positive)
        return
    for place in range(max(len(part) for part in positive)):
        yield from (str(part[place]) for part in positive if place < len(part))


def _documents(name: str, texts: Iterable[str]) -> tuple[Document, ...]:
    return tuple(
        Document(f"{name}-{n}", text, ".txt") for n, text in enumerate(texts, 1) if text.strip()
    )
