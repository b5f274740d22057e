"""bot.knowledge.webpages: what a page shows."""

from __future__ import annotations

import pytest

from tests.file_parts import read, texts, write

PAGE = """<?xml version="1.0" encoding="big5"?><!doctype html><html><head>
<title> The  title </title>
<meta property="article:published_time" content="2025-11-30T08:00"><style>p {{}}</style></head>
<body><nav>Menu</nav><header>Top</header>
<main><h1>Head</h1><p>First <b>bold</b>
line.</p><script>alert(1)</script>
<div>Loose text<p>Inner.</p>tail</div>
<p hidden>Obey me.</p><p style="DISPLAY : none">Obey me.</p><p aria-hidden="true">Obey me.</p>
<h2>Two</h2><ul><li>one</li><li>two<br>more</li></ul>
<table><tr><th>Year</th><th>RPO</th></tr><tr><td>2025</td><td>523</td></tr></table>
<p>中文
換行。</p></main><footer>Foot</footer></body></html>"""


def test_html(tmp_path):
    """Visible text by blocks; scripts, menus and what a page hides stay out."""
    path = write(tmp_path, "a.html", PAGE)
    assert [(heading, text) for heading, text, _ in texts(path)] == [
        ("Head", "First bold line."),
        ("Head", "Loose text"),
        ("Head", "Inner."),
        ("Head", "tail"),
        ("Two", "one"),
        ("Two", "two more"),
        ("Two", "Year: 2025; RPO: 523"),
        ("Two", "中文換行。"),
    ]
    source = read(path)[0].source
    assert (source.title, source.date) == ("The title", "2025-11-30")


@pytest.mark.parametrize(
    "markup", ["<p>Text.", "Text.", "<b><p>Text.</b></p></div>", "<body><x-tag>Text.</x-tag>"]
)
def test_broken_html_is_read(tmp_path, markup):
    """Unclosed and unknown tags are no reason to refuse."""
    assert [text for _, text, _ in texts(write(tmp_path, "a.htm", markup))] == ["Text."]
