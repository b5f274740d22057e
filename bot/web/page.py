"""The page: tabs, controls and the few events that join them to the chat.

The only module that lays out Gradio components. Handlers are short and private (no public API is
made of them: `bot.web.api` is the API); everything they show comes from the rooms beside this one.
Labels are written once, as functions of the interface's language, and rewritten when it changes.
"""

# Annotations are evaluated here on purpose: Gradio finds the reader's event data by them.
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.web.chat import Chat, Choices
from bot.web.words import Words, escape

if TYPE_CHECKING:
    import gradio as gr

STATIC = Path(__file__).parent / "static"
ASSETS = "/looplens"
FONTS = (
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "Roboto",
    "PingFang TC",
    "Microsoft JhengHei UI",
    "Noto Sans TC",
    "Noto Sans CJK TC",
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


class Labels:
    """Components whose words follow the interface's language."""

    def __init__(self) -> None:
        self.components: list[Any] = []
        self._rewrite: list[Callable[[Words], Any]] = []

    def __call__(self, component: Any, rewrite: Callable[[Words], Any]) -> Any:
        """Remember how a component is rewritten; gives the component."""
        self.components.append(component)
        self._rewrite.append(rewrite)
        return component

    def updates(self, words: Words) -> list[Any]:
        """What each component becomes, in the order of `components`."""
        return [rewrite(words) for rewrite in self._rewrite]


def build_page(
    chat: Chat, engine: Callable[[Words], str], tabs: list[Callable[[Labels, Words], None]]
) -> "gr.Blocks":
    """The page over a chat; `engine` words the line on who answers, `tabs` add further tabs."""
    import gradio as gr

    words, labels = chat.words("zh-TW"), Labels()
    with gr.Blocks(title="LoopLens", analytics_enabled=False, fill_width=True) as page:
        token = gr.Textbox(visible=False)
        with gr.Row(elem_id="ll-header"):
            labels(gr.HTML(_heading(words), elem_id="ll-heading", padding=False), _heading)
            ui = gr.Radio(list(INTERFACE), value="zh-TW", elem_id="ll-ui", container=False)
            labels(ui, lambda w: gr.update(label=w("interface_language")))
        with gr.Row(elem_id="ll-desk"):
            with gr.Column(elem_id="ll-main", min_width=0), gr.Tabs():
                with gr.Tab(words("tab_ask"), id="ask") as ask_tab:
                    labels(ask_tab, lambda w: gr.update(label=w("tab_ask")))
                    transcript = _ask_tab(chat, labels, words, ui, token, engine)
                for add_tab in tabs:
                    add_tab(labels, words)
            labels(_evidence(chat, words), _evidence_frame)

        def opened(language: str, held: str) -> list[Any]:
            said = chat.words(language)
            shown = chat.opened(held, said)
            return [language, shown["conversation"], shown, *labels.updates(said)]

        outputs = [ui, token, transcript, *labels.components]
        quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        page.load(opened, [ui, token], outputs, js=REMEMBERED, **quiet)
        ui.input(opened, [ui, token], outputs, **quiet)
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


def _ask_tab(
    chat: Chat,
    labels: Labels,
    words: Words,
    ui: "gr.Radio",
    token: "gr.Textbox",
    engine: Callable[[Words], str],
) -> "gr.HTML":
    import gradio as gr

    transcript = gr.HTML(
        value=None,
        html_template='<div class="ll-log" role="log" aria-live="polite"></div>',
        js_on_load="LoopLens.transcript(element, props, watch, {"
        "ask: (data) => trigger('ask', data), rate: (data) => trigger('rate', data)})",
        head=f'<script src="{ASSETS}/app.js"></script>',
        apply_default_css=False,
        elem_id="ll-transcript",
    )
    with gr.Column(elem_id="ll-composer"):
        box = gr.Textbox(
            lines=1, max_lines=6, max_length=4000, submit_btn=True, elem_id="ll-question",
            container=False, autofocus=True,
        )  # fmt: skip
        with gr.Row(elem_id="ll-choices"):
            choices = _choices(labels, words)
            clear = gr.Button(elem_id="ll-clear", size="sm", scale=0)
        labels(gr.HTML(elem_id="ll-engine"), lambda w: _engine(engine(w)))
    labels(
        box,
        lambda w: gr.update(
            label=w("ask_label"),
            placeholder=w("ask_placeholder"),
            html_attributes=gr.InputHTMLAttributes(),
        ),
    )
    labels(clear, lambda w: gr.update(value=w("clear")))

    def turns(question: str, held: str, language: str, *chosen: str) -> Iterator[tuple[Any, ...]]:
        if not question.strip():
            yield gr.skip(), gr.skip(), gr.skip()
            return
        said = chat.words(language)
        for n, shown in enumerate(chat.ask(question.strip(), held, Choices(*chosen), said)):
            # The box is emptied once: the reader may be typing the next question already.
            yield shown, "" if n == 0 else gr.skip(), shown["conversation"]

    def typed(
        question: str, held: str, language: str, lang: str, level: str, as_of: str
    ) -> Iterator[tuple[Any, ...]]:
        yield from turns(question, held, language, lang, level, as_of)

    def chosen(
        held: str, language: str, lang: str, level: str, as_of: str, event: gr.EventData
    ) -> Iterator[tuple[Any, ...]]:
        yield from turns(str(event.question), held, language, lang, level, as_of)

    def rated(held: str, event: gr.EventData) -> None:
        chat.rate(held, event.turn, event.verdict)

    def cleared(held: str, language: str) -> tuple[Any, str]:
        shown = chat.cleared(held, chat.words(language))
        return shown, shown["conversation"]

    asked = {
        "outputs": [transcript, box, token],
        "concurrency_limit": None,
        "show_progress": "hidden",
        "api_visibility": "private",
    }
    box.submit(typed, [box, token, ui, *choices], **asked)
    transcript.ask(chosen, [token, ui, *choices], **asked)
    transcript.rate(rated, [token], None, api_visibility="private", show_progress="hidden")
    clear.click(
        cleared, [token, ui], [transcript, token], api_visibility="private", show_progress="hidden"
    )
    return transcript


def _engine(line: str) -> str:
    return f"<p>{escape(line)}</p>"


def _choices(labels: Labels, words: Words) -> list[Any]:
    """Answer language, level and date."""
    import gradio as gr

    made = []
    for name, first, options in (
        ("answer_language", "auto", _languages),
        ("level", "standard", _levels),
        ("as_of", "article", _dates),
    ):
        made.append(
            labels(
                gr.Dropdown(
                    options(words), value=first, allow_custom_value=name == "as_of", min_width=120
                ),
                lambda w, name=name, options=options: gr.update(
                    label=w(name), choices=options(w)
                ),
            )
        )
    return made


def _languages(words: Words) -> list[tuple[str, str]]:
    return [(words("language_auto"), "auto"), *INTERFACE]


def _levels(words: Words) -> list[tuple[str, str]]:
    return [(words(f"level_{name}"), name) for name in ("brief", "standard", "detailed")]


def _dates(words: Words) -> list[tuple[str, str]]:
    return [(words(f"as_of_{name}"), name) for name in ("article", "latest")]


def _evidence(chat: Chat, words: Words) -> "gr.HTML":
    import gradio as gr

    def open_evidence(wanted: dict[str, Any]) -> str:
        return chat.evidence(wanted, chat.words(wanted.get("ui")))

    return gr.HTML(
        _evidence_frame(words),
        html_template='<div class="ll-evidence-root"></div>',
        js_on_load="LoopLens.evidence(element, props, watch, server)",
        head=f'<script src="{ASSETS}/app.js"></script>',
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
