"""A brief on paper: aligned, escaped, self-contained, and whole in every format."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from bot.brief.brief import BriefRow, make_brief
from bot.brief.export import to_docx, to_html, to_markdown
from bot.brief.pages import with_markers
from bot.errors import InputError

VOID = {"meta", "br", "link", "img"}
HOSTILE = '<script>alert(1)</script> & "q" | `code` [x](javascript:alert(1)) *b*'
TAGS = {"zh-TW": "zh-Hant-TW", "en": "en"}


class Page(HTMLParser):
    """An HTML page as its tags, addresses, ids and cell texts by language."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: set[str] = set()
        self.addresses: list[str] = []
        self.fetched: list[str] = []
        self.cells: list[tuple[str, str]] = []
        self._cell: list[str] | None = None
        self._lang = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        if "id" in given:
            self.ids.add(given["id"])
        if tag == "a":
            self.addresses.append(given["href"])
        self.fetched += [v for k, v in attrs if k in ("src", "srcset", "action", "data")]
        if tag == "td" and "lang" in given:
            self._cell, self._lang = [], given["lang"]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        if tag == "td" and self._cell is not None:
            self.cells.append((self._lang, "".join(self._cell)))
            self._cell = None

    def handle_data(self, data):
        if self._cell is not None:
            self._cell.append(data)


@pytest.fixture(scope="module")
def brief(library):
    return make_brief(library)


@pytest.fixture(scope="module")
def hostile(brief):
    """The brief with every kind of foreign text replaced by one that tries to break out."""
    text = dict.fromkeys(TAGS, HOSTILE)
    citation = replace(
        brief.citations[0], title=HOSTILE, publisher=HOSTILE, url='javascript:alert("x")'
    )
    return replace(
        brief,
        title=text,
        lead=tuple(replace(row, text=text) for row in brief.lead),
        figures=tuple(replace(f, name=text, figure=text) for f in brief.figures),
        checks=tuple(replace(c, claim=text, reason=text) for c in brief.checks),
        citations=(citation, *brief.citations[1:]),
    )


def shown_rows(brief) -> list[BriefRow]:
    return [*brief.lead, *(r for s in brief.sections for r in s.rows), *brief.later]


@pytest.mark.parametrize(
    ("text", "markers", "shown"),
    [
        ("為5,230億美元。", [1], "為5,230億美元[1]。"),
        ("were $523 billion.", [1], "were $523 billion [1]."),
        ("年增438%。", [2], "年增438%[2]。"),
        ("是前奏？", [1, 2], "是前奏[1][2]？"),
        ("He said “no.”", [3], "He said “no [3].”"),
        ("他說「不」。", [3], "他說「不」[3]。"),
        ("No stop", [4], "No stop [4]"),
        ("No marker.", [], "No marker."),
    ],
)
def test_markers_stand_before_the_full_stop(text, markers, shown):
    """As in an answer: …億美元[1]。 … billion [1]."""
    assert with_markers(text, markers) == shown


def test_html_sets_each_sentence_beside_its_twin(brief):
    """Every sentence stands in a cell of its language, next to the other's."""
    cells = Page(to_html(brief)).cells
    for row in shown_rows(brief):
        pair = [(tag, with_markers(row.text[lang], row.markers)) for lang, tag in TAGS.items()]
        at = cells.index(pair[0])
        assert cells[at : at + 2] == pair


def test_html_is_whole_and_its_markers_lead_somewhere(brief):
    """Tags close in order, and each marker's link has its source on the page."""
    page = Page(to_html(brief))
    assert page.open == []
    inner = {a.removeprefix("#") for a in page.addresses if a.startswith("#")}
    assert inner == {f"s{c.marker}" for c in brief.citations}
    assert inner <= page.ids


def test_html_fetches_nothing(brief):
    """No script, no style sheet, no font and no image from elsewhere."""
    html = to_html(brief)
    page = Page(html)
    assert page.fetched == []
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert "url(" not in html
    assert "@import" not in html


def test_html_escapes_everything(hostile):
    """Foreign text is shown as text, and only web addresses become links."""
    html = to_html(hostile)
    page = Page(html)
    assert "script" not in page.tags
    assert html.count("&lt;script&gt;") > len(hostile.lead)
    assert all(a.startswith(("#s", "http://", "https://")) for a in page.addresses)


def test_markdown_holds_every_sentence_in_both_languages(brief):
    """The Markdown form drops nothing."""
    text = to_markdown(brief).replace("\\", "")
    for row in shown_rows(brief):
        for lang in TAGS:
            assert with_markers(row.text[lang], row.markers) in text


def test_markdown_lists_every_source_with_its_number(brief):
    """Every marker stands again in the list of sources, with the link of its source."""
    listed = to_markdown(brief).rpartition("###")[2]
    for citation in brief.citations:
        assert f"[{citation.marker}] {citation.locator} (" in listed
        assert citation.url is None or f"<{citation.url}>" in listed


def test_markdown_keeps_its_table_whole(hostile):
    """Foreign text neither adds a column nor opens a tag, a link or emphasis."""
    text = to_markdown(hostile)
    table = [line for line in text.split("\n") if line.startswith("|")]
    assert {line.replace(r"\|", "").count("|") for line in table} == {6}
    assert "<script" not in text.replace(r"\<", "")
    assert "](javascript" not in text.replace(r"\]", "")


def test_docx_opens_and_holds_every_sentence(brief):
    """The Word form drops nothing."""
    docx = pytest.importorskip("docx")
    document = docx.Document(io.BytesIO(to_docx(brief)))
    cells = [[c.text for c in row.cells] for table in document.tables for row in table.rows]
    for row in shown_rows(brief):
        assert [with_markers(row.text[lang], row.markers) for lang in TAGS] in cells
    text = "\n".join(p.text for p in document.paragraphs)
    assert all(f"[{c.marker}] {c.locator}" in text for c in brief.citations)


def test_docx_without_its_library_says_how_to_get_it(brief, monkeypatch):
    """The library is optional; its absence is one sentence with the command."""
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(InputError, match="pip install python-docx"):
        to_docx(brief)
