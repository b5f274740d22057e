"""The evidence: the quoted sentence and its twin marked by code point, requests checked."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from web_parts import HOSTILE, FakeLibrary, make_passage

from bot.records import Source
from bot.settings import Settings
from bot.web.evidence import Asked, asked, evidence_html
from bot.web.words import Words


@pytest.fixture
def library(tmp_path: Path) -> FakeLibrary:
    return FakeLibrary(Settings(data_dir=tmp_path))


def marks(html: str) -> dict[str, list[str]]:
    """The marked pieces by language."""
    sections = re.findall(r'<section lang="([^"]+)">(.*?)</section>', html)
    return {lang: re.findall(r"<mark>(.*?)</mark>", body) for lang, body in sections}


def shown(library: FakeLibrary, wanted: Asked) -> str:
    return evidence_html(library, wanted, Words(library.phrases, "en"))


@pytest.mark.parametrize(("lang", "other", "k"), [("zh-TW", "en", 1), ("en", "zh-TW", 0)])
def test_quote_and_twin_are_marked(library: FakeLibrary, lang: str, other: str, k: int) -> None:
    """The quote is marked to the character, and the sentence of the same number in its twin."""
    passage = library.passages[0]
    start, end = passage.sentences[lang][k]
    html = shown(library, Asked("corpus", passage.id, lang, start, end))
    twin = passage.text[other][slice(*passage.sentences[other][k])]
    escaped = {lang: passage.text[lang][start:end], other: twin}
    assert {x: [t.replace("&#x27;", "'") for t in m] for x, m in marks(html).items()} == {
        name: [text] for name, text in escaped.items()
    }
    assert next(iter(marks(html))) == lang


def test_offsets_count_code_points(library: FakeLibrary) -> None:
    """A character outside the basic plane before the quote does not move the mark."""
    passage = make_passage("emoji", zh=("🧠𠮷成長。", "年增438%。"), en=("Brain 🧠.", "It grew."))
    library.passages = (passage,)
    start, end = passage.sentences["zh-TW"][1]
    html = shown(library, Asked("corpus", "emoji", "zh-TW", start, end))
    assert marks(html) == {"zh-TW": ["年增438%。"], "en": ["It grew."]}


def test_a_sentence_number_marks_both_texts(library: FakeLibrary) -> None:
    """A row that knows only its sentence marks it in both twins."""
    html = shown(library, Asked("corpus", "oracle/rpo", sentence=2))
    assert marks(html) == {"en": ["RPO is not revenue."], "zh-TW": ["RPO不是營收。"]}


def test_a_digest_says_that_it_is_ours(library: FakeLibrary) -> None:
    """A digest is called our summary of its source, with publisher, date, place and badges."""
    html = shown(
        library, Asked("corpus", "oracle/rpo", status="guidance", confidence="medium", marker=3)
    )
    for text in (
        "Our summary of",
        "Oracle\u00a0· 2025-12-10\u00a0· ¶2",
        "guidance",
        "Confidence: medium",
    ):
        assert text in html
    library.passages = (replace(library.passages[0], text_kind="original"),)
    assert "Our summary of" not in shown(library, Asked("corpus", "oracle/rpo"))


def test_markup_in_a_source_is_text(library: FakeLibrary) -> None:
    """A passage cannot put markup into the page."""
    library.passages = (make_passage("x", zh=(HOSTILE,), en=(HOSTILE,)),)
    html = shown(library, Asked("corpus", "x", "en", 0, 4))
    assert "<img" not in html
    assert "<mark>&lt;img</mark>" in html


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", None])
def test_only_web_addresses_are_links(
    library: FakeLibrary, url: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address that is not http(s) is no link."""
    source = Source("s", "t", "p", "news", "2025", url, "press")
    monkeypatch.setattr(FakeLibrary, "source", lambda *_: source)
    assert "<a " not in shown(library, Asked("corpus", "oracle/rpo"))


def test_a_passage_that_is_gone_is_a_sentence(library: FakeLibrary) -> None:
    """A stale citation says what to do, and echoes nothing as markup."""
    html = shown(library, Asked(HOSTILE, "gone"))
    assert "ask again" in html
    assert "<img" not in html


@pytest.mark.parametrize(
    "values",
    [
        None,
        "text",
        [],
        {"start": "1", "end": None, "sentence": True, "marker": -1},
        {"lang": "xx", "status": "<b>", "confidence": 3},
        {"lang": ["en"], "status": {}},
    ],
)
def test_what_the_page_sends_is_checked(values: object) -> None:
    """A value of the wrong kind counts as not sent."""
    assert replace(asked(values), index="", passage_id="") == Asked("", "")
