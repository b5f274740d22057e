"""The chat in a real Chromium: asked in each language, its citations opened, nothing sent outside.

Needs Debian's packages chromium and fonts-noto-cjk; skipped with a reason where no Chromium is.
"""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from bot.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from bot.library import Library

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WAIT_MS = 90_000

pytestmark = [
    pytest.mark.browser,
    # Gradio's queue uses what its pandas calls deprecated.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing"),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def address(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The whole application at a loopback address, over the shipped corpus."""
    import uvicorn

    from bot.explainer import Explainer
    from bot.web.app import build_app, listening
    from bot.web.guard import Guard

    settings = Settings(data_dir=tmp_path_factory.mktemp("chat"))
    app = build_app(Explainer(settings, library))
    with listening("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(Guard(app), log_level="error"))  # type: ignore[arg-type]
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(FLAGS), headless=True
        )
        yield browser
        browser.close()


@dataclass
class Visit:
    """A reader's visit: the page, and everything that went wrong or went out."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def ask(self, question: str) -> Any:
        """Type a question, wait for its answer, give the turn."""
        turns = self.page.locator(".ll-turn").count()
        self.page.fill("#ll-question textarea", question)
        self.page.keyboard.press("Enter")
        turn = self.page.locator(".ll-turn").nth(turns)
        turn.and_(self.page.locator("[data-state=done]")).wait_for(timeout=WAIT_MS)
        return turn

    def marks(self, lang: str) -> list[str]:
        """The marked pieces of the open passage in a language."""
        return self.page.locator(f'#ll-evidence section[lang="{lang}"] mark').all_inner_texts()


@pytest.fixture
def visit(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A fresh browser context; at its end, nothing may have failed or left this machine."""
    options = {"locale": "zh-TW", **getattr(request, "param", {})}
    context = browser.new_context(**options)
    visit = Visit(context.new_page(), address)
    context.on("request", lambda r: visit.requests.append(r.url))
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    visit.page.goto(address)
    visit.page.locator(".ll-welcome").wait_for(timeout=WAIT_MS)
    yield visit
    context.close()
    hosts = {urlsplit(url).hostname for url in visit.requests if url.startswith("http")}
    assert hosts == {"127.0.0.1"}
    assert visit.errors == []


@pytest.mark.parametrize(
    ("visit", "question", "lang", "twin", "figure"),
    [
        ({"locale": "zh-TW"}, "甲骨文的RPO年增多少?", "zh-TW", "en", "438%"),
        ({"locale": "en-US"}, "How much did Oracle's RPO grow in a year?", "en", "zh-TW", "438%"),
    ],
    indirect=["visit"],
)
def test_a_citation_opens_its_marked_quote(
    visit: Visit, library: Library, question: str, lang: str, twin: str, figure: str
) -> None:
    """The chip opens the passage: the quote is marked as stored, its twin in the other language."""
    turn = visit.ask(question)
    assert figure in turn.locator(".ll-text").inner_text()
    chip = turn.locator(".ll-text .ll-chip").first
    wanted = json.loads(chip.get_attribute("data-open") or "")
    chip.click()
    visit.page.locator("#ll-evidence mark").first.wait_for(timeout=WAIT_MS)
    passage = library.passage(wanted["passage_id"], wanted["index"])
    assert wanted["lang"] == lang
    assert visit.marks(lang) == [passage.text[lang][wanted["start"] : wanted["end"]]]
    sentences = [passage.text[twin][slice(*span)] for span in passage.sentences[twin]]
    (marked,) = visit.marks(twin)
    assert marked in sentences


def test_every_page_of_the_site_loads_from_here(visit: Visit) -> None:
    """The loop and the summary are drawn, in both languages, without another host."""
    page = visit.page
    page.get_by_role("tab", name="資金循環").click()
    page.locator("#ll-loop .ll-loop-wide").wait_for(timeout=WAIT_MS)
    page.get_by_role("tab", name="雙語摘要").click()
    page.locator(".ll-brief h2").first.wait_for(timeout=WAIT_MS)
    page.get_by_text("English", exact=True).first.click()
    page.get_by_role("tab", name="The loop").wait_for(timeout=WAIT_MS)
    assert page.evaluate("document.documentElement.lang") == "en"


def test_a_leg_of_the_loop_opens_its_passage(visit: Visit) -> None:
    """A leg is a button for the keyboard too, and opens the sentence that states its figure."""
    page = visit.page
    page.get_by_role("tab", name="資金循環").click()
    leg = page.locator("#ll-loop [role=button]").first
    leg.wait_for(timeout=WAIT_MS)
    leg.focus()
    page.keyboard.press("Enter")
    page.locator("#ll-evidence mark").first.wait_for(timeout=WAIT_MS)


def test_every_control_has_a_name(visit: Visit) -> None:
    """No button, field or leg on any page is nameless to a screen reader."""
    page = visit.page
    visit.ask("甲骨文的RPO是多少?").locator(".ll-chip").first.click()
    page.locator("#ll-evidence mark").first.wait_for(timeout=WAIT_MS)
    nameless = """() => [...document.querySelectorAll(
        "button, input, textarea, [role=button], svg[role]")].filter(e => e.checkVisibility()
        && !(e.ariaLabel || e.textContent.trim() || e.labels?.length || e.title || e.ariaHidden)
    ).map(e => e.outerHTML.slice(0, 120))"""
    for tab in ("提問", "資金循環", "雙語摘要", "我的文件"):
        page.get_by_role("tab", name=tab).click()
        page.wait_for_timeout(300)
        assert page.evaluate(nameless) == []


def test_the_keyboard_is_enough(visit: Visit) -> None:
    """A chip takes the focus, opens with Enter, and gets the focus back on Escape."""
    page = visit.page
    chip = visit.ask("甲骨文的RPO是多少?").locator(".ll-text .ll-chip").first
    chip.focus()
    page.keyboard.press("Enter")
    page.locator("#ll-evidence mark").first.wait_for(timeout=WAIT_MS)
    assert chip.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert page.locator("#ll-evidence mark").count() == 0
    assert chip.evaluate("chip => chip === document.activeElement")


def test_the_conversation_survives_a_reload(visit: Visit) -> None:
    """After a reload the turn is there; a new conversation begins empty and stays so."""
    page = visit.page
    visit.ask("甲骨文的RPO是多少?")
    page.reload()
    page.locator(".ll-turn[data-state=done]").wait_for(timeout=WAIT_MS)
    assert page.locator(".ll-question").inner_text().endswith("甲骨文的RPO是多少?")
    page.click("#ll-clear")
    page.locator(".ll-welcome").wait_for(timeout=WAIT_MS)
    page.reload()
    page.locator(".ll-welcome").wait_for(timeout=WAIT_MS)
    assert page.locator(".ll-turn").count() == 0


def test_a_refusal_offers_a_way_on(visit: Visit) -> None:
    """A refused question names its nearest passages, and the rephrase can be asked by a click."""
    page = visit.page
    turn = visit.ask("輝達股價明天會漲嗎?")
    turn.locator(".ll-refusal .ll-link").first.click()
    page.locator("#ll-evidence .ll-title").wait_for(timeout=WAIT_MS)
    turn.locator(".ll-refusal .ll-ask").first.click()
    page.locator(".ll-turn[data-state=done]").nth(1).wait_for(timeout=WAIT_MS)


def test_markup_in_a_question_is_text(visit: Visit) -> None:
    """What the reader types is shown as typed and never run."""
    typed = "甲骨文的RPO <img src=x onerror=\"document.title='run'\"> 是多少?"
    turn = visit.ask(typed)
    assert typed in turn.locator(".ll-question").inner_text()
    assert visit.page.title() != "run"


@pytest.mark.parametrize("visit", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_a_phone_needs_no_sideways_scrolling(visit: Visit) -> None:
    """At 390 pixels the page is no wider than the screen, with and without the evidence."""
    width = "document.documentElement.scrollWidth"
    assert visit.page.evaluate(width) <= 390
    visit.ask("甲骨文的RPO是多少?").locator(".ll-text .ll-chip").first.click()
    visit.page.locator("#ll-evidence mark").first.wait_for(timeout=WAIT_MS)
    assert visit.page.evaluate(width) <= 390


def test_a_file_of_ones_own_can_be_asked(visit: Visit, tmp_path: Path) -> None:
    """A dropped file is indexed; with its sources chosen, an answer opens its marked sentence."""
    page = visit.page
    path = tmp_path / "harbour.txt"
    path.write_text("Harbour Robotics shipped 4,200 cranes in 2021.", encoding="utf-8")
    page.get_by_role("tab", name="我的文件").click()
    page.locator("#ll-files input[type=file]").set_input_files(str(path))
    page.get_by_text("我的文件現有1份來源").wait_for(timeout=WAIT_MS)
    page.get_by_role("tab", name="提問").click()
    page.get_by_label("來源", exact=True).click()
    page.get_by_role("option", name="我的文件").click()
    turn = visit.ask("How many cranes did Harbour Robotics ship in 2021?")
    turn.locator(".ll-text .ll-chip").first.click()
    page.locator("#ll-evidence mark").first.wait_for(timeout=WAIT_MS)
    assert visit.marks("en") == ["Harbour Robotics shipped 4,200 cranes in 2021."]
