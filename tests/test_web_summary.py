"""The summary's tab: both languages side by side, numbers that open the sentence of their row."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from bot.web.summary import summary_html
from bot.web.words import Words

if TYPE_CHECKING:
    from bot.library import Library


@pytest.fixture(scope="module")
def html(library: Library) -> str:
    return summary_html(library, "", "short", Words(library.phrases, "en"))


def test_both_languages_stand_side_by_side(html: str) -> None:
    """Every row has a Chinese and an English column."""
    rows = html.split('<div class="ll-pair')[1:]
    assert len(rows) > 10
    assert all(row.count('<div lang="zh-TW">') == row.count('<div lang="en">') == 1 for row in rows)


def test_a_number_opens_the_sentence_of_its_row(html: str, library: Library) -> None:
    """The chips of a row lead to the passage that holds the row's own words."""
    checked = 0
    rows = html.split('<div class="ll-pair ')
    for row in (row for row in rows if row.startswith('">')):
        texts = re.findall(r'<div lang="(?:zh-TW|en)">(.*?)</div>', row)
        for text in texts:
            plain = unescape(re.sub(r"<button.*?</button>|<[^>]+>", "", text))
            for chip in re.findall(r'data-open="([^"]+)"', text):
                opens: dict[str, Any] = json.loads(unescape(chip))
                passage = library.passage(opens["passage_id"], opens["index"])
                spans = {k: passage.sentences[k][opens["sentence"]] for k in passage.text}
                assert plain in [passage.text[k][slice(*spans[k])] for k in passage.text]
                checked += 1
    assert checked > 10


def test_it_can_be_downloaded(html: str) -> None:
    """Links lead to the same brief as files on this server."""
    links = [unescape(link) for link in re.findall(r'href="([^"]+)"', html)]
    assert "/api/brief?length=short&format=html" in links
    assert all(link.startswith("/api/brief?") for link in links)


def test_a_topic_without_passages_is_a_sentence(library: Library) -> None:
    """An unknown topic says so, and its text is shown as text."""
    html = summary_html(library, "<b>qqqqzzzz</b>", "short", Words(library.phrases, "en"))
    assert 'role="alert"' in html
    assert "<b>qqqq" not in html


@pytest.mark.parametrize("length", ["short", "no such length"])
def test_an_unknown_length_is_the_short_one(library: Library, html: str, length: str) -> None:
    """What the page sends beside the known lengths counts as short."""
    assert summary_html(library, "", length, Words(library.phrases, "en")) == html
