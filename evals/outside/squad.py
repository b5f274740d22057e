"""XQuAD and DRCD: spans of encyclopedia paragraphs, in the file format of SQuAD 1.1.

A paragraph is indexed alone, as both sets hand it to the system. XQuAD's files are parallel: given
a folder with `xquad.en.json` and `xquad.zh.json`, each question is also asked over the other
language's paragraph; then only the cited sentence is scored, since the answer is in the question's
language and the published span in the paragraph's. DRCD is Traditional Chinese.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.outside.items import (
    DataError,
    Document,
    Item,
    Loaded,
    SpanGold,
    choose_file,
    fields_of,
    list_of,
    page,
    read_json,
)
from evals.script import reads_as

XQUAD_EXPECTED = (
    "xquad.en.json or xquad.zh.json, or a folder with both, was expected: data, paragraphs and "
    "qas as in SQuAD 1.1"
)
DRCD_EXPECTED = "DRCD_dev.json or DRCD_test.json was expected: data, paragraphs and qas as in SQuAD"


@dataclass(frozen=True, slots=True)
class _Question:
    id: str
    text: str
    spans: tuple[str, ...]
    paragraph: str
    document: Document


def load_drcd(path: Path) -> Loaded:
    """The questions of a DRCD file, or of the development file in a folder."""
    file = choose_file(path, ("DRCD_dev.json", "DRCD_test.json"), DRCD_EXPECTED)
    loaded = Loaded()
    for question in _questions(file, DRCD_EXPECTED, loaded):
        loaded.items.append(_item(question, question, "drcd", "zh-TW"))
    return _some(loaded, file, DRCD_EXPECTED)


def load_xquad(path: Path) -> Loaded:
    """The questions of one language's file, or all four directions of a folder with both."""
    loaded = Loaded()
    if not path.is_dir():
        questions = list(_questions(path, XQUAD_EXPECTED, loaded))
        lang = _language(questions)
        loaded.items += [_item(q, q, lang[:2], lang) for q in questions]
        return _some(loaded, path, XQUAD_EXPECTED)
    files = {lang: path / f"xquad.{lang}.json" for lang in ("en", "zh")}
    if not all(file.is_file() for file in files.values()):
        raise DataError(f"the folder {path} lacks one of the two files; {XQUAD_EXPECTED}")
    found = {
        lang: {q.id: q for q in _questions(file, XQUAD_EXPECTED, loaded)}
        for lang, file in files.items()
    }
    for name, en in found["en"].items():
        zh = found["zh"].get(name)
        if zh is None:
            loaded.skipped["it has no twin in the other file"] += 1
            continue
        chinese = _language([zh])
        loaded.items += [
            _item(en, en, "en", "en"),
            _item(zh, zh, "zh", chinese),
            _item(zh, en, "zh over en", chinese),
            _item(en, zh, "en over zh", "en"),
        ]
    return _some(loaded, path, XQUAD_EXPECTED)


def _some(loaded: Loaded, path: Path, expected: str) -> Loaded:
    if not loaded.items:
        raise DataError(f"no question of {path} has a published answer; {expected}")
    return loaded


def _item(asked: _Question, held: _Question, part: str, lang: str) -> Item:
    gold = SpanGold(held.spans, across=asked is not held)
    return Item(
        # Twins have one id in XQuAD's files.
        asked.id if part == "drcd" else f"{asked.id} ({part})",
        held.paragraph,
        part,
        lang,
        asked.text,
        (held.document,),
        gold,
        held.spans[0],
    )


def _language(questions: list[_Question]) -> str:
    return reads_as(" ".join(q.text for q in questions[:50])) or "en"


def _questions(file: Path, expected: str, loaded: Loaded) -> Iterator[_Question]:
    (data,) = fields_of(read_json(file, expected), str(file), expected, data=list)
    for article_number, article in enumerate(list_of(data, str(file), expected), 1):
        where = f"article {article_number} of {file.name}"
        (paragraphs,) = fields_of(article, where, expected, paragraphs=list)
        title = str(article.get("title") or "")
        for number, paragraph in enumerate(paragraphs, 1):
            context, qas = fields_of(paragraph, where, expected, context=str, qas=list)
            name = f"{file.stem}-{article_number}-{number}"
            document = Document(name, page(title, context))
            for row in qas:
                yield from _question(row, where, expected, name, document, loaded)


def _question(
    row: Any, where: str, expected: str, name: str, document: Document, loaded: Loaded
) -> Iterator[_Question]:
    question_id, text, answers = fields_of(
        row, f"a question of {where}", expected, id=str, question=str, answers=list
    )
    spans = [
        str(fields_of(answer, f"an answer of {where}", expected, text=str)[0]) for answer in answers
    ]
    spans = [span for span in dict.fromkeys(spans) if span.strip()]
    if spans:
        yield _Question(question_id, text, tuple(spans), name, document)
    else:
        loaded.skipped["no published answer"] += 1
