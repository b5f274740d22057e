"""Digests: our own words on a source, the same paragraphs in both languages, as passages.

A file holds a `# ` title, `## ` headings and keyed paragraphs with one sentence on each line, so
that sentence spans come from the file and not from a segmenter. A paragraph and its twin are one
passage. Does not check that twins say the same (`bot.knowledge.checks` compares their shape).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import CorpusError
from bot.language.script import normalise
from bot.records import Passage, Span

__all__ = ["Digest", "Paragraph", "read_digest", "read_passages", "read_utf8"]

INDEX = "corpus"
LANGUAGES = ("zh-TW", "en")
JOINERS = {"zh-TW": "", "en": " "}
ARTICLE = "article-415"
LATER = "later-"
KEY = re.compile(r"^\{#([a-z0-9-]+) source=([a-z0-9-]+)\}$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A keyed paragraph of a digest file, in one language."""

    key: str
    source_id: str
    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest file: its title and paragraphs, in one language."""

    title: str
    paragraphs: tuple[Paragraph, ...]


def read_digest(path: Path) -> Digest:
    """Parse one digest file. Raises CorpusError that names the file and the line."""
    title, heading = "", ""
    paragraphs: list[tuple[str, str, str, list[str]]] = []
    for number, raw in enumerate(read_utf8(path).split("\n"), 1):
        line = raw.strip()
        if line.startswith("# "):
            title = line[2:].strip()
        elif line.startswith("## "):
            heading = line[3:].strip()
        elif line.startswith("{") and (key := KEY.match(line)):
            paragraphs.append((key[1], key[2], heading, []))
        elif line and not paragraphs:
            raise CorpusError(
                f"{path}:{number}: found text before the first paragraph key; "
                "a line such as {#rpo source=ID} was expected"
            )
        elif line:
            paragraphs[-1][3].append(line)
    if not title or not paragraphs:
        raise CorpusError(f"{path}: a '# ' title and keyed paragraphs were expected")
    return Digest(title, tuple(Paragraph(k, s, h, tuple(t)) for k, s, h, t in paragraphs))


def read_passages(texts: Path) -> Iterator[Passage]:
    """Every paragraph of every digest, in the order of folders and files."""
    for folder in sorted(p for p in texts.iterdir() if p.is_dir()):
        twins = {lang: read_digest(folder / f"{lang}.md") for lang in LANGUAGES}
        counts = {lang: len(d.paragraphs) for lang, d in twins.items()}
        if len(set(counts.values())) > 1:
            raise CorpusError(f"{folder}: the twins differ in paragraphs: {counts}")
        for number in range(counts["en"]):
            yield _passage(folder.name, number, twins)


def _passage(digest: str, number: int, twins: Mapping[str, Digest]) -> Passage:
    pair = {lang: d.paragraphs[number] for lang, d in twins.items()}
    english = pair["en"]
    locator = english.key[1:] if digest == ARTICLE else str(number + 1)
    joined = {lang: _joined(p.sentences, JOINERS[lang]) for lang, p in pair.items()}
    return Passage(
        id=f"{digest}/{english.key}",
        index=INDEX,
        source_id=english.source_id,
        locator=f"¶{locator}",
        heading={lang: p.heading for lang, p in pair.items()},
        title={lang: d.title for lang, d in twins.items()},
        text={lang: text for lang, (text, _) in joined.items()},
        sentences={lang: spans for lang, (_, spans) in joined.items()},
        later=digest.startswith(LATER),
    )


def _joined(sentences: tuple[str, ...], joiner: str) -> tuple[str, tuple[Span, ...]]:
    text, spans = "", []
    for sentence in sentences:
        if text:
            text += joiner
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence
    return text, tuple(spans)


def read_utf8(path: Path) -> str:
    """A file's text, normalised. Raises CorpusError that names the file."""
    try:
        return normalise(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: cannot be read as UTF-8 text ({error})") from error
