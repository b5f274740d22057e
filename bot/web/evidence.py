"""The passage behind a citation as HTML: the quoted sentence marked, its twin marked beside it.

Highlights are cut here, by code point, because a browser counts text differently. What comes from
the page (`Asked`) is checked before use; a passage that is gone is a sentence, not an error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, get_args

from bot.errors import LoopLensError
from bot.records import Confidence, Passage, Source, Span, Status
from bot.web.words import Words, escape

LANGUAGES = ("zh-TW", "zh-CN", "en", "und")


class Shelf(Protocol):
    """What the evidence needs of `bot.library.Library`."""

    def passage(self, passage_id: str, index: str | None = None) -> Passage:
        """The passage. Raises LoopLensError or KeyError when there is none."""

    def source(self, index: str, source_id: str) -> Source:
        """Its source. Raises LoopLensError or KeyError when there is none."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A passage that the page asks for, with the place to mark in one of its texts."""

    index: str
    passage_id: str
    lang: str = ""
    start: int = 0
    end: int = 0
    sentence: int | None = None
    marker: int | None = None
    status: str = ""
    confidence: str = ""


def asked(values: object) -> Asked:
    """What the page sent, each value of the right kind or left at its default."""
    found: Mapping[str, Any] = values if isinstance(values, Mapping) else {}
    numbers: dict[str, int] = {
        key: value
        for key in ("start", "end", "sentence", "marker")
        if isinstance(value := found.get(key), int) and not isinstance(value, bool) and value >= 0
    }
    texts = {key: str(found.get(key, "")) for key in ("index", "passage_id")}
    for key, known in (
        ("lang", LANGUAGES),
        ("status", get_args(Status)),
        ("confidence", get_args(Confidence)),
    ):
        texts[key] = str(found[key]) if found.get(key) in known else ""
    return Asked(
        **texts,
        start=numbers.get("start", 0),
        end=numbers.get("end", 0),
        sentence=numbers.get("sentence"),
        marker=numbers.get("marker"),
    )


def evidence_html(shelf: Shelf | None, wanted: Asked, words: Words) -> str:
    """The passage with its source, its texts and the marked sentences."""
    missing = f'<p class="ll-failure">{words.html("evidence_missing", index=wanted.index)}</p>'
    if shelf is None:
        return missing
    try:
        passage = shelf.passage(wanted.passage_id, wanted.index or None)
        source = shelf.source(passage.index or wanted.index, passage.source_id)
    except (LoopLensError, KeyError):
        return missing
    lang = wanted.lang if wanted.lang in passage.text else _first(passage, words)
    span = (wanted.start, min(wanted.end, len(passage.text[lang])))
    chosen = _chosen(passage, lang, span, wanted.sentence)
    order = [lang, *(other for other in passage.text if other != lang)]
    texts = "".join(
        _text(passage, name, [span] if name == lang and span[0] < span[1] else (), chosen, words)
        for name in order
    )
    return f'{_head(passage, source, wanted, words)}<div class="ll-twins">{texts}</div>'


def _first(passage: Passage, words: Words) -> str:
    return words.language if words.language in passage.text else next(iter(passage.text))


def _chosen(passage: Passage, lang: str, span: Span, sentence: int | None) -> tuple[int, ...]:
    """The numbers of the marked sentences: they are the same in both twins."""
    if span[0] < span[1]:
        spans = passage.sentences.get(lang, ())
        return tuple(k for k, (start, end) in enumerate(spans) if start < span[1] and span[0] < end)
    return () if sentence is None else (sentence,)


def _text(
    passage: Passage, lang: str, exact: Sequence[Span], chosen: Sequence[int], words: Words
) -> str:
    text, spans = passage.text[lang], passage.sentences.get(lang, ())
    marked = list(exact) or [spans[k] for k in chosen if k < len(spans)]
    parts, at = [], 0
    for start, end in marked:
        parts += [escape(text[at:start]), f"<mark>{escape(text[start:end])}</mark>"]
        at = end
    parts.append(escape(text[at:]))
    return (
        f'<section lang="{escape(lang)}"><h4>{words.html(f"language_{lang}")}</h4>'
        f"<p>{''.join(parts)}</p></section>"
    )


def _head(passage: Passage, source: Source, wanted: Asked, words: Words) -> str:
    kind = (
        words.html("our_summary", title=source.title)
        if passage.text_kind == "digest"
        else words.html("original")
    )
    badges = [("provenance", words(f"provenance_{source.provenance}"))]
    if wanted.status:
        badges.append(("status", words(f"status_{wanted.status}")))
    if wanted.confidence:
        badges.append(("confidence", words(f"confidence_{wanted.confidence}")))
    shown = "".join(f'<li data-badge="{name}">{escape(text)}</li>' for name, text in badges)
    heading = passage.heading.get(words.language) or next(iter(passage.heading.values()), "")
    # A line may end after a dot, never before it.
    place = "\u00a0· ".join(
        escape(part) for part in (source.publisher, source.date, passage.locator, heading) if part
    )
    number = f'<span class="ll-number">{wanted.marker}</span>' if wanted.marker else ""
    return (
        f'<h3 class="ll-title">{number}{escape(source.title)}</h3><p class="ll-place">{place}</p>'
        f'<ul class="ll-badges">{shown}</ul><p class="ll-kind">{kind}</p>{_link(source, words)}'
    )


def _link(source: Source, words: Words) -> str:
    # Only a web address becomes a link: a catalogue is data, and `javascript:` is one as well.
    if not (source.url or "").startswith(("https://", "http://")):
        return ""
    return (
        f'<p><a href="{escape(source.url)}" target="_blank" rel="noopener noreferrer">'
        f"{words.html('open_source')}</a></p>"
    )
