"""The loop's tab: drawn from the ledger, its legs open passages, its shares are the reader's."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from html import unescape
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest

from bot.knowledge.corpus import load_corpus
from bot.knowledge.ledger import Ledger
from bot.language.glossary import Glossary
from bot.language.phrases import Phrases
from bot.language.quantities import read_quantities
from bot.settings import data_root
from bot.web.drawing import DASHES, NARROW, WIDE, Arrow, draw
from bot.web.loop import LoopView
from bot.web.words import Words


@pytest.fixture(scope="module")
def shelf() -> Any:
    """What the loop needs of a library: the shipped corpus, no index."""
    corpus = load_corpus(data_root("corpus"))
    return SimpleNamespace(
        corpus=corpus,
        ledger=Ledger(corpus.facts, corpus.flows),
        glossary=Glossary(corpus.terms, corpus.metrics),
        phrases=Phrases(data_root("prompts")),
    )


def view_in(shelf: Any, language: Any) -> LoopView:
    return LoopView(shelf, Words(shelf.phrases, language))


def opened(html: str) -> list[dict[str, Any]]:
    return [json.loads(unescape(text)) for text in re.findall(r'data-open="([^"]+)"', html)]


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("zh-TW", ("輝達", "甲骨文", "最高1,000億美元", "意向書")),
        ("zh-CN", ("英伟达", "甲骨文", "最高1,000亿美元", "意向书")),
        ("en", ("NVIDIA", "Oracle", "up to $100 billion", "letter of intent")),
    ],
)
def test_the_triangle_is_the_ledgers(shelf: Any, language: str, texts: tuple[str, ...]) -> None:
    """Parties, amounts with their bounds, and statuses stand in the drawing, in each language."""
    html = view_in(shelf, language).picture(later=False)
    for text in texts:
        assert text in html


def test_every_leg_opens_the_sentence_that_states_it(shelf: Any) -> None:
    """A drawn or listed leg leads to the passage and sentence of its own fact."""
    view = view_in(shelf, "en")
    sentences = {
        (fact.stated_in.passage_id, fact.stated_in.sentence)
        for flow in shelf.corpus.flows
        if (fact := shelf.ledger.get(flow.fact_id)) and fact.stated_in and not fact.later
    }
    found = opened(view.picture(later=False)) + opened(view.lists(later=False))
    assert {(o["passage_id"], o["sentence"]) for o in found} == sentences


def test_what_came_later_is_shown_only_on_request(shelf: Any) -> None:
    """Legs of later facts are left out until they are asked for."""
    view = view_in(shelf, "en")
    now, later = opened(view.lists(later=False)), opened(view.lists(later=True))
    assert len(later) > len(now)


def test_no_share_no_figure(shelf: Any) -> None:
    """Without all shares there is no round and no limit, and the sentences say why."""
    view = view_in(shelf, "en")
    for shares in ([], ["", " ", ""], ["60", "", "40"]):
        html = view.scenario(shares, 5, later=False)
        assert "<table" not in html
        assert "share" in html


def test_shares_give_rounds_and_a_limit(shelf: Any) -> None:
    """Each round has a row; the second starts with what came back of the first."""
    html = view_in(shelf, "en").scenario(["60", "50%", "４０％"], 3, later=False)
    rows = re.findall(r"<tr><th scope=\"row\">(\d+)</th><td>([^<]+)</td>", html)
    assert rows == [("1", "US$100 billion"), ("2", "US$12 billion"), ("3", "US$1.44 billion")]
    assert "12% of the money" in html
    # A leg goes by its parties; a passage keeps its name.
    assert not re.search(r"(?<![\w-])nvidia-openai(?![\w/-])", html)


@pytest.mark.parametrize(
    ("language", "now", "passage"),
    [
        ("en", "is now $30 billion (reported as done", "nvidia-openai-loi/announcement"),
        ("zh-TW", "目前為300億美元（已發生", "later-openai-2026/february-round"),
    ],
)
def test_what_became_of_a_leg_is_told_with_its_passages(
    shelf: Any, language: str, now: str, passage: str
) -> None:
    """Only where later facts are asked for; a passage keeps its name beside a leg's."""
    view = view_in(shelf, language)
    html = view.scenario(["60", "50", "40"], 1, later=True)
    assert now in html
    assert passage in html
    assert now not in view.scenario(["60", "50", "40"], 1, later=False)


def test_rounds_add_up_as_shown(shelf: Any) -> None:
    """Each row's amounts with all their digits, so that they come to the record so far."""
    html = view_in(shelf, "en").scenario(["62.5", "83.3", "11.7"], 3, later=False)
    rows = re.findall(r"<tr><th scope=\"row\">\d+</th>(.*?)</tr>", html)
    cells = [[read_quantities(c)[0].value for c in re.findall(r"<td>([^<]+)", r)] for r in rows]
    assert [sum(sum(row[:-1]) for row in cells[: n + 1]) for n in range(3)] == [
        row[-1] for row in cells
    ]


@pytest.mark.parametrize("share", ["100.5", "-1", "nan", "half", "<b>", "1e999999999"])
def test_an_impossible_share_is_a_sentence(shelf: Any, share: str) -> None:
    """A share that is none names what was expected instead of failing."""
    html = view_in(shelf, "en").scenario([share, "50", "50"], 1, later=False)
    assert 'role="alert"' in html
    assert "was expected" in html
    assert "<b>" not in html


def test_rounds_are_bounded(shelf: Any) -> None:
    """The page cannot be asked for more rounds than it shows."""
    html = view_in(shelf, "en").scenario(["60", "50", "40"], 10**9, later=False)
    assert html.count('<th scope="row">') == 20


class Shapes(HTMLParser):
    """The tags of a drawing with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def arrow(giver: str, taker: str, amount: Decimal | None = None, **changed: Any) -> Arrow:
    values: dict[str, Any] = {
        "kind": "contract",
        "status": "contract",
        "lines": ("5", "kind", "status"),
        "label": "a <leg>",
        "opens": {"index": "corpus", "passage_id": "p"},
    }
    return Arrow(giver, taker, amount=amount, **{**values, **changed})


@pytest.mark.parametrize("canvas", [WIDE, NARROW])
@pytest.mark.parametrize("parties", ["ABC", "AB", "ABCDE"])
def test_a_drawing_stays_inside_its_frame(canvas: Any, parties: str) -> None:
    """Boxes and lines lie inside the view, for loops of two, three and five."""
    arrows = [arrow(a, b) for a, b in zip(parties, parties[1:] + parties[0], strict=True)]
    html = draw(arrows, {p: p for p in parties}, canvas, "title")
    (frame,) = [attrs for tag, attrs in Shapes(html).tags if tag == "svg"]
    _, _, width, height = (float(n) for n in (frame["viewbox"] or "").split())
    boxes = [attrs for tag, attrs in Shapes(html).tags if tag == "rect"]
    assert len(boxes) == len(parties)
    for box in boxes:
        x, y, wide, high = (float(box[k] or 0) for k in ("x", "y", "width", "height"))
        assert 0 <= x <= x + wide <= width
        assert 0 <= y <= y + high <= height


def test_a_leg_is_a_named_button(shelf: Any) -> None:
    """A leg with a passage takes the focus; its label is text; its style says what it is."""
    arrows = [arrow("A", "B", kind="equity", status="letter_of_intent"), arrow("B", "A")]
    html = draw(arrows, {"A": "<b>", "B": "B"}, WIDE, "t")
    legs = [attrs for tag, attrs in Shapes(html).tags if attrs.get("class") == "ll-leg"]
    assert [leg["role"] for leg in legs] == ["button", "button"]
    assert [leg["data-firm"] for leg in legs] == ["false", "true"]
    assert legs[0]["aria-label"] == "a <leg>"
    lines = [attrs for tag, attrs in Shapes(html).tags if attrs.get("class") == "ll-line"]
    assert [line["stroke-dasharray"] for line in lines] == [DASHES["equity"], DASHES["contract"]]
    assert "<b>" not in html


def test_a_larger_amount_is_a_thicker_line() -> None:
    """Widths grow with the amounts; a leg without an amount is the thinnest."""
    arrows = [arrow("A", "B", Decimal(40)), arrow("B", "C", Decimal(300)), arrow("C", "A")]
    html = draw(arrows, {p: p for p in "ABC"}, WIDE, "t")
    lines = [attrs for tag, attrs in Shapes(html).tags if attrs.get("class") == "ll-line"]
    first, second, third = (float(line["stroke-width"] or 0) for line in lines)
    assert third < first < second


@pytest.mark.parametrize("language", ["en", "zh-TW", "zh-CN"])
def test_no_leg_is_called_by_its_id(shelf: Any, language: str) -> None:
    """Chinese puts no space beside a name; the parties are named all the same."""
    view = view_in(shelf, language)
    html = view.scenario(("", "", ""), 3, later=False)
    for leg in view.report().cycle:
        assert not re.search(rf"(?<![a-z-]){leg}(?![a-z/-])", html)
