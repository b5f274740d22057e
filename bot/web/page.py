"""The page: tabs, controls and the few events that join them to the chat.

The only module that lays out Gradio components. Handlers are short and private (no public API is
made of them: `bot.web.api` is the API); everything they show comes from the rooms beside this one.
Labels are written once, as functions of the interface's language, and rewritten when it changes.
"""

# Annotations are evaluated here on purpose: Gradio finds the reader's event data by them.
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from bot.web.chat import Chat, Choices
from bot.web.guard import reader_of
from bot.web.words import Words, escape

if TYPE_CHECKING:
    import gradio as gr

STATIC = Path(__file__).parent / "static"
ASSETS = "/looplens"
SCRIPT = f'<script src="{ASSETS}/app.js"></script>'
FONTS = (
    "-apple-system",
    "Segoe UI",
    "Roboto",
    "Noto Sans",
    "PingFang TC",
    "Microsoft JhengHei UI",
    "Noto Sans TC",
    "Noto Sans CJK TC",
    "system-ui",
    "sans-serif",
)
INTERFACE = (("繁體中文", "zh-TW"), ("简体中文", "zh-CN"), ("English", "en"))
# What the browser remembers: the interface's language, and the token of the conversation.
REMEMBERED = """() => {
  let language = null, token = "";
  try {
    language = localStorage.getItem("looplens-language");
    token = sessionStorage.getItem("looplens-conversation") || "";
  } catch { /* private window */ }
  const own = navigator.language || "";
  language ||= /^zh-(CN|SG|Hans)/i.test(own) ? "zh-CN" : /^zh/i.test(own) ? "zh-TW" : "en";
  return [language, token];
}"""


class Frame:
    """What the tabs share: the chat, the interface's language, and the labels that follow it."""

    # Handlers are no public API, and answers show their own progress.
    quiet: ClassVar[dict[str, Any]] = {"api_visibility": "private", "show_progress": "hidden"}

    def __init__(self, chat: Chat, words: Words, ui: Any, token: Any) -> None:
        self.chat, self.words, self.ui, self.token = chat, words, ui, token
        self.labelled: list[Any] = []
        self._rewrite: list[Callable[[Words], Any]] = []

    def label(self, component: Any, rewrite: Callable[[Words], Any]) -> None:
        """Have a component rewritten when the interface's language changes."""
        self.labelled.append(component)
        self._rewrite.append(rewrite)

    def relabelled(self, words: Words) -> list[Any]:
        """What each labelled component becomes."""
        return [rewrite(words) for rewrite in self._rewrite]


def build_page(
    chat: Chat, engine: Callable[[Words], str], tabs: Sequence[Callable[[Frame], None]]
) -> "gr.Blocks":
    """The page over a chat; `engine` words the line on who answers, `tabs` add further tabs."""
    import gradio as gr

    words = chat.words("zh-TW")
    # Uploads that were not indexed, because a browser was closed, go within the hour.
    page = gr.Blocks(
        title="LoopLens", analytics_enabled=False, fill_width=True, delete_cache=(600, 3600)
    )
    with page:
        token = gr.Textbox(visible=False)
        with gr.Row(elem_id="ll-header"):
            heading = gr.HTML(_heading(words), elem_id="ll-heading", apply_default_css=False)
            ui = gr.Radio(list(INTERFACE), value="zh-TW", elem_id="ll-ui", min_width=240)
        frame = Frame(chat, words, ui, token)
        frame.label(heading, _heading)
        frame.label(ui, lambda w: gr.update(label=w("interface_language")))
        with gr.Row(elem_id="ll-desk"):
            with gr.Column(elem_id="ll-main", min_width=0), gr.Tabs():
                transcript = _ask_tab(frame, engine)
                for add_tab in tabs:
                    add_tab(frame)
            frame.label(_evidence(chat, words), _evidence_frame)

        def opened(language: str, held: str) -> list[Any]:
            said = chat.words(language)
            shown = chat.opened(held, said)
            return [language, shown["conversation"], shown, *frame.relabelled(said)]

        outputs = [ui, token, transcript, *frame.labelled]
        page.load(opened, [ui, token], outputs, js=REMEMBERED, **frame.quiet)
        ui.input(opened, [ui, token], outputs, **frame.quiet)
    return page


def theme() -> "gr.themes.Base":
    """System fonts only, so that no page ever asks another host for one."""
    import gradio as gr

    own = [gr.themes.Font(name) for name in FONTS]
    mono = [gr.themes.Font(name) for name in ("ui-monospace", "Menlo", "Consolas", "monospace")]
    return gr.themes.Base(primary_hue="teal", neutral_hue="stone", font=own, font_mono=mono)


def _heading(words: Words) -> str:
    return (
        f'<a class="ll-skip" href="#ll-question">{words.html("skip")}</a>'
        f"<h1>{words.html('title')}</h1><p>{words.html('tagline')}</p>"
    )


def _ask_tab(frame: Frame, engine: Callable[[Words], str]) -> "gr.HTML":
    import gradio as gr

    with gr.Tab(frame.words("tab_ask"), id="ask") as tab:
        transcript = gr.HTML(
            html_template='<div class="ll-log" role="log" aria-live="polite"></div>',
            js_on_load="LoopLens.transcript(element, props, watch, {"
            "ask: (data) => trigger('ask', data), rate: (data) => trigger('rate', data)})",
            head=SCRIPT,
            apply_default_css=False,
            elem_id="ll-transcript",
        )
        with gr.Column(elem_id="ll-composer"):
            box = gr.Textbox(
                lines=1, max_lines=6, max_length=4000, submit_btn=True, elem_id="ll-question"
            )
            with gr.Row(elem_id="ll-choices"):
                choices = [_choice(frame, *choice) for choice in CHOICES]
                clear = gr.Button(elem_id="ll-clear", size="sm", scale=0)
            line = gr.HTML(elem_id="ll-engine", apply_default_css=False)
    frame.label(tab, lambda w: gr.update(label=w("tab_ask")))
    frame.label(box, lambda w: gr.update(label=w("ask_label"), placeholder=w("ask_placeholder")))
    frame.label(clear, lambda w: gr.update(value=w("clear")))
    frame.label(line, lambda w: f"<p>{escape(engine(w))}</p>")
    _join(frame, transcript, box, choices)

    def cleared(held: str, language: str) -> tuple[Any, str]:
        shown = frame.chat.cleared(held, frame.chat.words(language))
        return shown, shown["conversation"]

    clear.click(cleared, [frame.token, frame.ui], [transcript, frame.token], **frame.quiet)
    return transcript


def _turns(
    chat: Chat, question: str, held: str, said: Words, choices: Choices, request: "gr.Request"
) -> Iterator[tuple[Any, ...]]:
    """The transcript, the box and the conversation, as an answer comes in."""
    import gradio as gr

    if not question.strip():
        yield gr.skip(), gr.skip(), gr.skip()
        return
    host = request.client.host if request.client else None
    reader = reader_of(request.headers.get("authorization", ""), host)
    answering = chat.ask(question.strip(), held, choices, said, reader)
    # The box is emptied once: the reader may be typing the next question already.
    box_now: Any = gr.update(value="", submit_btn=False, stop_btn=True)
    for shown in answering:
        yield shown, box_now, shown["conversation"]
        box_now = gr.skip()
    yield gr.skip(), gr.update(submit_btn=True, stop_btn=False), gr.skip()


def _join(frame: Frame, transcript: Any, box: Any, options: list[Any]) -> None:
    """Join the question box and the questions on the page to the chat."""
    import gradio as gr

    chat = frame.chat

    def typed(
        question: str,
        held: str,
        ui: str,
        lang: str,
        level: str,
        as_of: str,
        sources: str,
        request: gr.Request,
    ) -> Iterator[tuple[Any, ...]]:
        choices = Choices(lang, level, as_of, sources)
        yield from _turns(chat, question, held, chat.words(ui), choices, request)

    def chosen(
        held: str,
        ui: str,
        lang: str,
        level: str,
        as_of: str,
        sources: str,
        event: gr.EventData,
        request: gr.Request,
    ) -> Iterator[tuple[Any, ...]]:
        choices = Choices(lang, level, as_of, sources)
        yield from _turns(chat, str(event.question), held, chat.words(ui), choices, request)

    def rated(held: str, event: gr.EventData) -> None:
        chat.rate(held, event.turn, event.verdict)

    def stopped(ui: str) -> tuple[Any, Any]:
        shown = {"turns": [], "only": False, "stopped": chat.words(ui)("stopped")}
        return shown, gr.update(submit_btn=True, stop_btn=False)

    context = [frame.token, frame.ui, *options]
    asks: dict[str, Any] = {"outputs": [transcript, box, frame.token], "concurrency_limit": None}
    running = [
        box.submit(typed, [box, *context], **asks, **frame.quiet),
        transcript.ask(chosen, context, **asks, **frame.quiet),
    ]
    box.stop(stopped, [frame.ui], [transcript, box], cancels=running, **frame.quiet)
    transcript.rate(rated, [frame.token], None, **frame.quiet)


def _choice(
    frame: Frame, name: str, first: str, options: Callable[[Words], list[tuple[str, str]]]
) -> "gr.Dropdown":
    import gradio as gr

    dropdown = gr.Dropdown(
        options(frame.words), value=first, allow_custom_value=name == "as_of", min_width=120
    )
    frame.label(dropdown, lambda w: gr.update(label=w(name), choices=options(w)))
    return dropdown


def _languages(words: Words) -> list[tuple[str, str]]:
    return [(words("language_auto"), "auto"), *INTERFACE]


def _levels(words: Words) -> list[tuple[str, str]]:
    return [(words(f"level_{name}"), name) for name in ("brief", "standard", "detailed")]


def _sources(words: Words) -> list[tuple[str, str]]:
    return [(words(f"sources_{name}"), name) for name in ("shipped", "own")]


def _dates(words: Words) -> list[tuple[str, str]]:
    return [(words(f"as_of_{name}"), name) for name in ("article", "latest")]


CHOICES = (
    ("answer_language", "auto", _languages),
    ("level", "standard", _levels),
    ("as_of", "article", _dates),
    ("sources", "shipped", _sources),
)


def _evidence(chat: Chat, words: Words) -> "gr.HTML":
    import gradio as gr

    def open_evidence(wanted: dict[str, Any]) -> str:
        return chat.evidence(wanted, chat.words(wanted.get("ui")))

    return gr.HTML(
        _evidence_frame(words),
        html_template='<div class="ll-evidence-root"></div>',
        js_on_load="LoopLens.evidence(element, props, watch, server)",
        head=SCRIPT,
        server_functions=[open_evidence],
        apply_default_css=False,
        elem_id="ll-evidence",
    )


def _evidence_frame(words: Words) -> str:
    return (
        f'<aside aria-label="{words.html("evidence")}" tabindex="-1"'
        f' data-unreachable="{words.html("error_connection")}">'
        f"<header><h2>{words.html('evidence')}</h2>"
        f'<button type="button" data-close aria-label="{words.html("close")}">×</button></header>'
        f'<div class="ll-evidence-body" aria-live="polite"></div>'
        f'<template><p class="ll-hint">{words.html("evidence_empty")}</p></template></aside>'
    )
