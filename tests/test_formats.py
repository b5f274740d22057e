"""bot.knowledge.formats and encodings: text, Markdown and JSON lines."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.blocks import join_lines
from bot.knowledge.encodings import decode
from bot.knowledge.files import read_source_files
from bot.knowledge.formats import read_text
from bot.records import Source
from tests.file_parts import SIMPLIFIED, TRADITIONAL, read, texts, write


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.", [("", "One.", "¶1"), ("", "Two.", "¶2")]),
        ("Head\n\nOne.\n\nTwo.", [("Head", "One.", "¶1"), ("Head", "Two.", "¶2")]),
        ("小標題\r\n\r\n一段。", [("小標題", "一段。", "¶1")]),
        ("- a\n- b", [("", "- a\n- b", "¶1")]),
        (
            "A line of text that was wrapped by\na program at about forty columns as\nmails are.",
            [
                (
                    "",
                    "A line of text that was wrapped by a program at about forty columns as "
                    "mails are.",
                    "¶1",
                )
            ],
        ),
        ("Only a few words", [("", "Only a few words", "¶1")]),
        ("One.\n\nLast words", [("", "One.", "¶1"), ("", "Last words", "¶2")]),
        ("A\n\nB\n\nOne.", [("", "A", "¶1"), ("B", "One.", "¶2")]),
    ],
)
def test_plain_text(tmp_path, text, expected):
    """Paragraphs under the short line that heads them; no word is lost."""
    assert texts(write(tmp_path, "a.txt", text)) == expected


def test_passages_name_their_file(tmp_path):
    """The source is the file, the passages are numbered in it, the text is the file's own."""
    (document,) = read(write(tmp_path, "report.txt", TRADITIONAL))
    passage = document.passages[0]
    assert document.source == Source(
        "report.txt", "report", "", "txt", "", None, "reader", "original"
    )
    assert (passage.id, passage.index, passage.source_id) == ("report.txt/p1", "", "report.txt")
    assert passage.text == {"zh-TW": TRADITIONAL}
    assert passage.sentences == {"zh-TW": ((0, 17), (17, 26))}
    assert passage.text_kind == "original"


def test_each_passage_has_its_own_language(tmp_path):
    """A bilingual file gives passages of both."""
    (document,) = read(write(tmp_path, "a.txt", f"{TRADITIONAL}\n\nOracle grew.\n\n{SIMPLIFIED}"))
    assert [list(p.text) for p in document.passages] == [["zh-TW"], ["en"], ["zh-CN"]]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TRADITIONAL, "utf-8"),
        (TRADITIONAL, "utf-8-sig"),
        (TRADITIONAL, "utf-16"),
        (TRADITIONAL, "utf-32"),
        (f"{TRADITIONAL}\n2025", "utf-16-le"),
        (f"{TRADITIONAL}\n2025", "utf-16-be"),
        ("plain words", "utf-16-le"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "gb18030"),
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "gbk"),
        ("Société Générale’s café — “naïve”", "cp1252"),
        ("plain", "ascii"),
    ],
)
def test_encodings(text, encoding):
    """What the bytes say decides, not a setting of the machine."""
    assert decode(text.encode(encoding)).removeprefix("\ufeff") == text


@given(st.binary())
def test_any_bytes_are_decoded_or_refused(data):
    """Decoding never fails: text, or None for what is none."""
    found = decode(data)
    assert found is None or isinstance(found, str)


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["甲骨文的", "財報"], "甲骨文的財報"),
        (["Oracle's", "results"], "Oracle's results"),
        (["an invest-", "ment"], "an investment"),
        (["a long-", "Term"], "a long- Term"),
        (["營收", "RPO"], "營收RPO"),
        ([" a ", "", " b "], "a b"),
        ([], ""),
    ],
)
def test_wrapped_lines_are_joined(lines, joined):
    """No blank between Chinese lines, none in a word that was cut."""
    assert join_lines(lines) == joined


def test_markdown(tmp_path):
    """What a reader sees, under the path of headings; marks and images are gone."""
    path = write(
        tmp_path,
        "a.md",
        "---\nkey: value\n---\n# Title\n\nLead **bold** [link](http://x.example) ![no](i.png)\n"
        "wrapped.\n\n## Part\n\n### Detail\n\n- one\n- two\n\n| Year | RPO |\n|---|---|\n"
        "| 2025 | 523 |\n\n<script>bad()</script>\n\n```\ncode\n```\n",
    )
    assert texts(path) == [
        ("Title", "Lead bold link wrapped.", "¶1"),
        ("Part › Detail", "one", "¶2"),
        ("Part › Detail", "two", "¶3"),
        ("Part › Detail", "Year: 2025; RPO: 523", "table 1 row 2"),
        ("Part › Detail", "code", "¶4"),
    ]
    assert read(path)[0].source.title == "Title"


def test_jsonl(tmp_path):
    """Each line is a source of its own, named by its id; bad lines are refused, the rest go on."""
    rows = [
        {"id": "a", "text": "Oracle grew.", "title": "T", "lang": "en-US", "date": "2025-11"},
        {"id": 7, "text": TRADITIONAL, "lang": "zh"},
        {"id": "c", "text": "營收", "lang": "zh-Hans"},
        {"id": "a", "text": "again"},
        {"text": "no id"},
        {"id": "d", "text": " "},
        ["x"],
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path = write(tmp_path, "many.jsonl", "\n".join([*lines, "{bad", ""]))
    found = read_source_files([path], max_mb=1)
    assert [(d.source.id, d.source.title, d.source.date) for d in found.documents] == [
        ("a", "T", "2025-11"),
        ("7", "7", ""),
        ("c", "c", ""),
    ]
    assert [list(d.passages[0].text) for d in found.documents] == [["en"], ["zh-TW"], ["zh-CN"]]
    assert found.documents[0].passages[0].id == "a/p1"
    assert [(r.path, r.reason.split(" ", 4)[4][:14]) for r in found.refused] == [
        (f"{path}:4", "repeats the id"),
        (f"{path}:5", 'has no "id" an'),
        (f"{path}:6", "has an empty i"),
        (f"{path}:7", 'has no "id" an'),
        (f"{path}:8", "is no JSON obj"),
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Tessaly Looms: annual report\n\nIt weaves.\n", "Tessaly Looms: annual report"),
        ("霧津物流 2023年度報告\n\n公司經營倉儲。\n", "霧津物流 2023年度報告"),
        ("It weaves carpets.\n\nIt sells them.\n", ""),
        ("Tessaly Looms\nRavensby\n\nIt weaves.\n", ""),
    ],
)
def test_a_first_line_that_stands_apart_is_the_title(text, title):
    """A short line without a full stop, and a blank line after it."""
    assert read_text(text).title == title
