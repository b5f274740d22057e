"""One turn of the conversation as HTML: the question, the steps, the sentences with their chips.

Works on the Answer's JSON, so that a turn looks the same while it streams and when it is read
back from the store. Every value is escaped here; nothing is computed, judged or shortened. What
stands below the sentences is `bot.web.cards`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.records import STEPS, Event, Held, Shown, Step, to_json
from bot.web.cards import Citations, below, chip, with_chips
from bot.web.words import Words, escape

LAID_OUT = ("- ", "| ")
"""How an answer in bullet points or as a table begins."""


@dataclass(frozen=True, slots=True)
class TurnView:
    """What is known of a turn so far; `key` is its place on the page.

    `id` is its name in the store; `answer` is set when it is complete.
    """

    key: str
    question: str
    id: str = ""
    steps: tuple[tuple[str, str], ...] = ()
    sentences: tuple[Mapping[str, Any], ...] = ()
    citations: Citations = field(default_factory=dict)
    held: tuple[Mapping[str, Any], ...] = ()
    answer: Mapping[str, Any] | None = None
    failure: str = ""
    verdict: str = ""

    def after(self, event: Event) -> TurnView:
        """The view after one more event of the path."""
        if isinstance(event, Step):
            return replace(self, steps=(*self.steps, (event.name, event.detail)))
        if isinstance(event, Shown):
            new = {c.marker: to_json(c) for c in event.citations}
            return replace(
                self,
                sentences=(*self.sentences, to_json(event.sentence)),
                citations={**self.citations, **new},
            )
        if isinstance(event, Held):
            return replace(self, held=(*self.held, *(to_json(f) for f in event.findings)))
        return self.complete(to_json(event))

    def complete(self, answer: Mapping[str, Any]) -> TurnView:
        """The view of the whole Answer, which replaces what was streamed."""
        return replace(
            self,
            sentences=tuple(answer["sentences"]),
            citations={c["marker"]: c for c in answer["citations"]},
            held=tuple(answer["findings"]),
            answer=answer,
        )


def turn_html(view: TurnView, words: Words, titles: Mapping[str, str] | None = None) -> str:
    """The whole turn; `titles` name the passages that a refusal offers."""
    done = view.answer is not None or bool(view.failure)
    parts = [
        f'<h2 class="ll-question"><span class="ll-sr">{words.html("you")}: </span>'
        f"{escape(view.question)}</h2>",
        "" if view.failure else _steps(view, words, done),
        _sentences(view, words),
        _held(view.held, words),
    ]
    if view.failure:
        parts.append(f'<p class="ll-failure" role="alert">{escape(view.failure)}</p>')
    elif view.answer is not None:
        parts += below(view.answer, words, titles or {}, rated=view.verdict if view.id else None)
    return (
        f'<article class="ll-turn" data-state="{"done" if done else "busy"}"'
        f' data-turn="{escape(view.id)}" aria-busy="{str(not done).lower()}">'
        f"{''.join(parts)}</article>"
    )


def sentence_html(sentence: Mapping[str, Any], citations: Citations, words: Words) -> str:
    """A sentence with its own markers turned into chips."""
    own = [m for m in sentence["markers"] if m in citations]
    return with_chips(str(sentence["text"]), {m: chip(citations[m], words) for m in own})


def _steps(view: TurnView, words: Words, done: bool) -> str:
    """One quiet line that says where the path is; opened, it lists every step."""
    details = {name: detail for name, detail in view.steps if detail}
    reached = {name for name, _ in view.steps}
    current = "" if done or not view.steps else view.steps[-1][0]
    timings = (view.answer or {}).get("timings_ms", {})
    dots, items = [], []
    for name in STEPS:
        state = "now" if name == current else "past" if done or name in reached else "next"
        took = f"{round(timings[name])} ms" if name in timings else ""
        dots.append(f'<i data-state="{state}"></i>')
        items.append(
            f'<li data-state="{state}"><span>{words.html(f"step_{name}")}</span>'
            f"<span>{took}</span></li>"
        )
    line = details.get(current) or words("working")
    if done:
        line = words("steps_done", time=_duration(float(timings.get("total", 0)), words))
    return (
        f'<details class="ll-steps"><summary><span class="ll-dots" aria-hidden="true">'
        f"{''.join(dots)}</span><span>{escape(line)}</span></summary>"
        f'<ol aria-label="{words.html("steps_label")}">{"".join(items)}</ol></details>'
    )


def _duration(milliseconds: float, words: Words) -> str:
    if milliseconds < 1000:
        return words("milliseconds", n=round(milliseconds))
    return words("seconds", n=f"{milliseconds / 1000:.1f}")


def _sentences(view: TurnView, words: Words) -> str:
    answer = view.answer or {}
    language = answer.get("language", "")
    lang = f' lang="{escape(language)}"' if language else ""
    if str(answer.get("answer", "")).startswith(LAID_OUT):
        told = (sentence_html(s, view.citations, words) for s in view.sentences)
        return f'<ul class="ll-text"{lang}>{"".join(f"<li>{body}</li>" for body in told)}</ul>'
    paragraphs: list[str] = []
    running = ""
    for sentence in view.sentences:
        kind = sentence["kind"]
        body = sentence_html(sentence, view.citations, words)
        if kind in ("correction", "caveat"):
            paragraphs += _paragraph(running)
            running = ""
            paragraphs.append(
                f'<p class="ll-{kind}"><strong>{words.html(f"kind_{kind}")}</strong>'
                f"<span>{body}</span></p>"
            )
        else:
            running += f'<span class="ll-sentence">{body}</span>'
            # Chinese sentences follow each other without a space.
            running += " " if str(sentence["text"])[-1:].isascii() else ""
    paragraphs += _paragraph(running)
    return f'<div class="ll-text"{lang}>{"".join(paragraphs)}</div>'


def _paragraph(sentences: str) -> list[str]:
    return [f"<p>{sentences}</p>"] if sentences else []


def _held(findings: Sequence[Mapping[str, Any]], words: Words) -> str:
    if not findings:
        return ""
    reasons = "".join(f"<li>{escape(f['reason'])}</li>" for f in findings)
    summary = words.html("held", n=len(findings))
    return f'<details class="ll-held"><summary>{summary}</summary><ul>{reasons}</ul></details>'
