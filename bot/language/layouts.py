"""An answer's sentences laid out as the reader asked: in a row, as bullet points, as a table.

It words nothing: the sentences come ready with their markers, the table's head from `prompts/`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.phrases import Phrases
from bot.language.script import is_han
from bot.records import Citation, Form, Lang, Sentence, Shown

__all__ = ["is_full", "laid_out"]

_MARKER = re.compile(r"\s*\[\d+\]")
_WORD = re.compile(r"[A-Za-z0-9][\w.,'’$%-]*")


def is_full(shown: Sequence[Shown], form: Form) -> bool:
    """Whether what is shown already has as many sentences or words as were asked for."""
    if form.at_most and len(shown) >= form.at_most:
        return True
    return bool(form.most_words and shown) and _words(shown) >= form.most_words


def _words(shown: Sequence[Shown]) -> int:
    """How long it is: Chinese by its characters, other text by its words; with the room that one
    more sentence like these would take.
    """
    lengths = [_length(s.sentence.text) for s in shown]
    return sum(lengths) + sum(lengths) // len(lengths) // 2


def _length(text: str) -> int:
    plain = _MARKER.sub("", text)
    return sum(map(is_han, plain)) + len(_WORD.findall(plain))


def laid_out(
    sentences: Sequence[Sentence],
    citations: Sequence[Citation],
    form: Form,
    language: Lang,
    phrases: Phrases,
    cells: Sequence[tuple[str, str]] = (),
) -> str:
    """The answer's text. A single sentence needs no layout; `cells` say of each row of a table whom
    or what it tells of and its figure.
    """
    several = len(sentences) > 1
    if form.layout == "bullets" and several:
        return "\n".join(f"- {s.text}" for s in sentences)
    if form.layout == "table" and several:
        return "\n".join(_table(sentences, citations, language, phrases, cells))
    return (" " if language == "en" else "").join(s.text for s in sentences)


def _table(
    sentences: Sequence[Sentence],
    citations: Sequence[Citation],
    language: Lang,
    phrases: Phrases,
    cells: Sequence[tuple[str, str]],
) -> list[str]:
    """A row a sentence, with the title and day of what it rests on, in Markdown."""
    known = {c.marker: c for c in citations}
    head = "table_head_of_figures" if cells else "table_head"
    rows = [phrases.say(head, language), "|---|---|---|---|" if cells else "|---|---|---|"]
    for number, sentence in enumerate(sentences):
        sources = dict.fromkeys(
            f"{known[m].title}, {known[m].date}" for m in sentence.markers if m in known
        )
        first = cells[number] if cells else (str(number + 1),)
        told = (*first, sentence.text, "; ".join(sources))
        rows.append(f"| {' | '.join(cell.replace('|', '/') or '–' for cell in told)} |")
    return rows
