"""A turn as HTML: chips, cards and notes from the Answer's JSON, every value escaped."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from web_parts import HOSTILE, FakeExplainer

from bot.records import Answer, Shown
from bot.settings import Settings
from bot.web.cards import copy_text, with_chips
from bot.web.turns import TurnView, turn_html
from bot.web.words import Words


@pytest.fixture
def explainer(tmp_path: Path) -> FakeExplainer:
    return FakeExplainer(Settings(data_dir=tmp_path))


class Tags(HTMLParser):
    """The names of the tags and attributes that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes.update(name for name, _ in attrs)


def view_of(explainer: FakeExplainer, question: str) -> TurnView:
    view = TurnView("k", question, id="t1")
    for event in explainer.events(question):
        view = view.after(event)
    return view


def words_of(explainer: FakeExplainer, language: str = "en") -> Words:
    return Words(explainer.library.phrases, language)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "markers", "expected"),
    [
        ("年增438%[1]。", [1], '年增438<span class="ll-nobreak">%<1>。</span>'),
        ("It grew 438% [1].", [1], 'It grew 438<span class="ll-nobreak">%<1>.</span>'),
        ("Both [1][2].", [1, 2], 'Bot<span class="ll-nobreak">h<1><2>.</span>'),
        ("A list [3] is text [1].", [1], 'A list [3] is tex<span class="ll-nobreak">t<1>.</span>'),
        ("No marker in the text.", [1], "No marker in the text.<1>"),
        ("None at all [1].", [], "None at all [1]."),
    ],
)
def test_only_own_markers_become_chips(text: str, markers: list[int], expected: str) -> None:
    """A marker that the sentence owns becomes its chip, kept beside its full stop."""
    assert with_chips(text, {m: f"<{m}>" for m in markers}) == expected


def test_nothing_from_outside_is_markup(explainer: FakeExplainer) -> None:
    """Markup in any value of a question or an Answer is shown as text."""
    view = view_of(explainer, f"hostile conflict held {HOSTILE}")
    html = turn_html(view, words_of(explainer), {"oracle/cash": HOSTILE})
    tags = Tags()
    tags.feed(html)
    assert html.count("&lt;img") > 10
    assert "img" not in tags.names
    assert not [name for name in tags.attributes if name.startswith("on")]


def test_a_sentence_appears_when_it_is_let_through(explainer: FakeExplainer) -> None:
    """A turn on its way shows the sentences so far and says that it is busy."""
    view = TurnView("k", "q")
    for event in explainer.events("甲骨文的RPO?"):
        view = view.after(event)
        if isinstance(event, Shown):
            break
    html = turn_html(view, words_of(explainer, "zh-TW"))
    assert 'aria-busy="true"' in html
    assert html.count("ll-sentence") == 1
    assert html.count("ll-chip") == 1


def test_a_held_sentence_shows_its_reason(explainer: FakeExplainer) -> None:
    """What is held back is named by its reason, never by its text."""
    html = turn_html(view_of(explainer, "held?"), words_of(explainer))
    assert "no source states 900" in html


def test_a_calculation_shows_steps_and_where_each_number_is_from(explainer: FakeExplainer) -> None:
    """Each operand says what it is: cited, the reader's, a constant; both styles are given."""
    html = turn_html(view_of(explainer, "RPO?"), words_of(explainer))
    card = html[html.index("ll-calculations") :]
    assert "5,230億美元 ÷ (1 + 438%) = 972億美元" in card
    assert "US$97.2 billion · 972億美元" in card
    assert "$523 billion</span>" in card
    for origin in ("cited <button", "given by you: 438%", "constant: months a year"):
        assert origin in card


def test_a_refusal_offers_the_nearest_passages_and_a_question(explainer: FakeExplainer) -> None:
    """A refusal opens its nearest passages, by title where there is one, and can be asked anew."""
    html = turn_html(view_of(explainer, "advice?"), words_of(explainer), {"oracle/cash": "Cash"})
    assert "No investment advice" in html
    assert re.search(r'data-open="[^"]*oracle/cash[^"]*">Cash<', html)
    assert ">oracle/gone<" in html
    assert 'data-ask="甲骨文的RPO多少？"' in html


def test_an_error_is_a_sentence(explainer: FakeExplainer) -> None:
    """An Answer with an error shows its message, announced to screen readers."""
    html = turn_html(view_of(explainer, "unreadable"), words_of(explainer))
    assert 'role="alert">That did not work: the question is empty<' in html


@pytest.mark.parametrize(("verdict", "pressed"), [("", 0), ("helpful", 1)])
def test_the_verdict_given_is_shown(explainer: FakeExplainer, verdict: str, pressed: int) -> None:
    """At most one verdict is pressed, the reader's own."""
    view = view_of(explainer, "RPO?")
    stored = TurnView("k", "RPO?", id="t1", verdict=verdict).complete(view.answer or {})
    assert turn_html(stored, words_of(explainer)).count('aria-pressed="true"') == pressed


def test_the_copy_carries_its_sources(explainer: FakeExplainer) -> None:
    """Copied text ends with each source's title, place and link."""
    view = view_of(explainer, "RPO?")
    lines = copy_text(view.answer or {}, words_of(explainer)).splitlines()
    assert lines[2] == "Sources"
    assert lines[3] == (
        "[1] Oracle Announces Fiscal 2026 Second Quarter Results, Oracle, 2025-12-10, ¶2 "
        "https://example.org/release"
    )


def test_the_last_event_replaces_the_stream(explainer: FakeExplainer) -> None:
    """What the Answer holds counts, not what was streamed before."""
    *_, answer = explainer.events("RPO?")
    assert isinstance(answer, Answer)
    view = TurnView("k", "RPO?", sentences=({"text": "old", "kind": "claim", "markers": []},))
    assert "old" not in turn_html(view.after(answer), words_of(explainer))


@pytest.mark.parametrize(("told", "points"), [("- One.", True), ("| | |", True), ("One.", False)])
def test_an_answer_laid_out_in_points_is_a_list(
    explainer: FakeExplainer, told: str, points: bool
) -> None:
    """Bullet points and a table's rows stand below one another, each with its chips."""
    view = view_of(explainer, "RPO?")
    assert view.answer is not None
    html = turn_html(replace(view, answer={**view.answer, "answer": told}), words_of(explainer))
    assert ('<ul class="ll-text"' in html) is points
    assert html.count("<li>") >= len(view.sentences) * points
