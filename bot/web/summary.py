"""The tab with the bilingual summary: `bot.brief`'s rows side by side, each number opening its
passage, and links that download the same brief.

Lays out what the brief holds and adds nothing; both languages always stand side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from bot.brief.pages import with_markers
from bot.errors import LoopLensError
from bot.records import SentenceRef
from bot.web.cards import button, with_chips
from bot.web.words import Words, escape

if TYPE_CHECKING:
    from bot.brief.pages import Brief, BriefCheck, BriefCitation, BriefFigure, BriefRow
    from bot.brief.selection import Length
    from bot.library import Library
    from bot.web.page import Frame

Twin = Mapping[str, str]
Cited = Mapping[int, "BriefCitation"]
LANGUAGES = ("zh-TW", "en")
LENGTHS = ("short", "medium", "long")


def summary_tab(library: Library) -> Callable[[Frame], None]:
    """What adds the tab to the page."""

    def add(frame: Frame) -> None:
        import gradio as gr

        with gr.Tab(frame.words("tab_brief"), id="brief") as tab:
            with gr.Row(elem_classes="ll-form"):
                length = gr.Radio(_lengths(frame.words), value="short", min_width=220)
                topic = gr.Textbox(submit_btn=True, max_length=200, scale=2)
            shown = gr.HTML(apply_default_css=False, elem_id="ll-brief")
        frame.label(tab, lambda w: gr.update(label=w("tab_brief")))
        frame.label(length, lambda w: gr.update(label=w("brief_length"), choices=_lengths(w)))
        frame.label(
            topic, lambda w: gr.update(label=w("brief_topic"), placeholder=w("brief_topic_hint"))
        )

        def make(about: str, size: str, language: str) -> str:
            return summary_html(library, about, size, frame.chat.words(language))

        for event in (tab.select, length.input, topic.submit):
            event(make, [topic, length, frame.ui], shown, **frame.quiet)

    return add


def summary_html(library: Library, topic: str, length: str, words: Words) -> str:
    """A brief on the article or on a topic; a topic without passages gives a sentence instead."""
    from bot.brief.brief import make_brief

    size = cast("Length", length if length in LENGTHS else "short")
    about = topic.strip() or None
    try:
        brief = make_brief(library, topic=about, length=size)
    except LoopLensError as error:
        return f'<p class="ll-failure" role="alert">{words.html("error", reason=error)}</p>'
    query = {"length": size, **({"topic": about} if about else {})}
    links = " ".join(
        f'<a download href="/api/brief?{escape(urlencode({**query, "format": name}))}">{name}</a>'
        for name in ("html", "md", *(["docx"] if find_spec("docx") else []))
    )
    return (
        f'<article class="ll-brief"><p class="ll-downloads">{words.html("brief_download")} {links}'
        f"</p>{''.join(_parts(brief, words))}</article>"
    )


def _lengths(words: Words) -> list[tuple[str, str]]:
    return [(words(f"brief_{name}"), name) for name in LENGTHS]


def _parts(brief: Brief, words: Words) -> Iterator[str]:
    cited = {c.marker: c for c in brief.citations}
    yield _pair("h2", brief.title)
    yield _pair("p", brief.as_of_text, "ll-place")
    yield _rows(brief.labels["lead"], brief.lead, cited, words)
    for section in brief.sections:
        yield _rows(section.heading, section.rows, cited, words)
    if brief.figures:
        yield _pair("h3", brief.labels["figures"])
        yield from (_figure(figure, cited, words) for figure in brief.figures)
    if brief.checks:
        yield _pair("h3", brief.labels["checks"])
        yield _pair("p", brief.checks_counted, "ll-place")
        yield from (_check(check) for check in brief.checks)
    if brief.later:
        yield _rows(brief.labels["later"], brief.later, cited, words)
    yield _pair("p", brief.labels["advice"], "ll-place")
    yield _pair("p", brief.made, "ll-place")


def _rows(heading: Twin, rows: Iterable[BriefRow], cited: Cited, words: Words) -> str:
    parts = [_pair("h3", heading)]
    for row in rows:
        chips = _chips(row.markers, row.refs, cited, words)
        shown = {
            lang: with_chips(with_markers(row.text[lang], row.markers), chips) for lang in LANGUAGES
        }
        parts.append(_side_by_side(shown))
    return "".join(parts)


def _figure(figure: BriefFigure, cited: Cited, words: Words) -> str:
    chip = "".join(_chips([figure.marker], [figure.ref], cited, words).values())
    return _side_by_side(
        {
            lang: f"<span>{escape(figure.name[lang])}<small>{escape(figure.period[lang])} · "
            f"{escape(figure.status_text[lang])}</small></span>"
            f'<b class="ll-figure">{escape(figure.figure[lang])} {chip}</b>'
            for lang in LANGUAGES
        },
        "ll-figures",
    )


def _check(check: BriefCheck) -> str:
    return _side_by_side(
        {
            lang: f'<p><em data-verdict="{escape(check.verdict)}">'
            f"{escape(check.verdict_text[lang])}</em> {escape(check.claim[lang])}</p>"
            f"<p>{escape(check.reason[lang])}</p>"
            for lang in LANGUAGES
        },
        "ll-check",
    )


def _chips(
    markers: Iterable[int], refs: Iterable[SentenceRef], cited: Cited, words: Words
) -> dict[int, str]:
    """The button of each marker; it opens its passage at the sentence that the row quotes."""
    sentences = {(ref.index, ref.passage_id): ref.sentence for ref in refs}
    chips = {}
    for marker in markers:
        citation = cited[marker]
        place = (citation.index, citation.passage_id)
        opens: dict[str, Any] = {"marker": marker, "index": place[0], "passage_id": place[1]}
        if place in sentences:
            opens["sentence"] = sentences[place]
        label = words("chip", n=marker, title=citation.title, locator=citation.locator)
        chips[marker] = button(marker, opens, label)
    return chips


def _pair(tag: str, texts: Twin, name: str = "") -> str:
    shown = {lang: f"<{tag}>{escape(texts[lang])}</{tag}>" for lang in LANGUAGES}
    return _side_by_side(shown, name) if any(texts.values()) else ""


def _side_by_side(texts: Twin, name: str = "") -> str:
    columns = "".join(f'<div lang="{lang}">{texts[lang]}</div>' for lang in LANGUAGES)
    return f'<div class="ll-pair {name}">{columns}</div>'
