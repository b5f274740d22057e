"""An index as one file that can be carried: its sources and texts as JSON lines, no vectors.

The first line says what it is; each further line is a source with its passages. Vectors and terms
are made where it is imported, with the encoder that is set there. A file from elsewhere is
material: every line is checked before anything is built. Paths of the machine it came from are
left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.errors import FileError
from bot.index.changes import Incoming
from bot.index.passages import PassageStore, passage_body, passage_from
from bot.language.script import normalise
from bot.records import Passage, Source

__all__ = ["export_index", "import_sources"]

FORMAT = 1


def export_index(passages: PassageStore, name: str, file: Path) -> None:
    """Write the file. Raises FileError when it cannot be written."""
    by_source: dict[str, list[Passage]] = {}
    for passage in passages.all():
        by_source.setdefault(passage.source_id, []).append(passage)
    try:
        with file.open("w", encoding="utf-8") as out:
            out.write(json.dumps({"looplens_index": FORMAT, "name": name}) + "\n")
            for stored in passages.sources():
                some = by_source.get(stored.source.id, [])
                line = {
                    "source": asdict(stored.source),
                    "passages": [{"id": p.id, **passage_body(p)} for p in some],
                }
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
    except OSError as error:
        raise FileError(f"{file} cannot be written: {error.strerror or error}") from error


def import_sources(file: Path) -> tuple[str, list[Incoming]]:
    """The name that an exported file gives, and its sources. Raises FileError for another."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
        head = json.loads(lines[0])
        if head["looplens_index"] != FORMAT:
            raise ValueError(f"format {head['looplens_index']}, {FORMAT} was expected")
        sources = [_source(json.loads(line), file) for line in lines[1:] if line.strip()]
        return str(head["name"]), sources
    except (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise FileError(
            f"{file} is no index that 'looplens index export' wrote ({type(error).__name__}: "
            f"{str(error)[:120]})"
        ) from error


def _source(line: dict[str, Any], file: Path) -> Incoming:
    source = Source(**line["source"])
    passages = tuple(_passages(source, line["passages"]))
    return Incoming(source, passages, f"{file.resolve()}#{source.id}")


def _passages(source: Source, rows: Iterable[dict[str, Any]]) -> Iterable[Passage]:
    for row in rows:
        body = dict(row)
        passage = passage_from(str(body.pop("id")), "", source.id, body)
        for lang, text in passage.text.items():
            spans = passage.sentences[lang]
            if normalise(text) != text or not all(0 <= a < b <= len(text) for a, b in spans):
                raise ValueError(f"the passage {passage.id} is not as it was written")
        yield passage
