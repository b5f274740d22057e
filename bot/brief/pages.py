"""The records of a brief: rows aligned sentence by sentence, figures, claims, numbered sources.

Texts in two languages are mappings by language code. Everything that a format needs to show,
labels included, is in the record, so that `bot.brief.export` needs no library.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.brief.selection import Length
from bot.brief.wording import Twin
from bot.records import (
    SCHEMA_VERSION,
    Confidence,
    IndexUsed,
    Provenance,
    SentenceRef,
    Status,
    TextKind,
    Verdict,
)

__all__ = [
    "Brief",
    "BriefCheck",
    "BriefCitation",
    "BriefFigure",
    "BriefRow",
    "BriefSection",
    "by_source",
    "described",
    "link_of",
    "with_markers",
]

_SENTENCE_END = re.compile(r"[。！？.!?]+[」』”’\")）]*$")
# A space, a quote or an angle bracket would let an address run into the text around it.
_LINK = re.compile(r"https?://[^\s<>\"'`]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BriefRow:
    """One sentence in both languages, word for word as its digest has it."""

    text: Twin
    markers: tuple[int, ...]
    refs: tuple[SentenceRef, ...]
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefSection:
    """Sentences under a heading."""

    heading: Twin
    rows: tuple[BriefRow, ...]


@dataclass(frozen=True, slots=True)
class BriefFigure:
    """A figure of the ledger in both magnitude styles, with the paragraph that states it."""

    fact_id: str
    name: Twin
    figure: Twin
    period: Twin
    status: Status
    status_text: Twin
    confidence: Confidence
    marker: int
    ref: SentenceRef


@dataclass(frozen=True, slots=True)
class BriefCheck:
    """A claim of the article with our verdict and its reason.

    `refs` are the article's paragraph, by its first sentence, and the sentences that state what
    the reason says.
    """

    n: int
    paragraph: int
    heading: Twin
    claim: Twin
    verdict: Verdict
    verdict_text: Twin
    reason: Twin
    markers: tuple[int, ...]
    refs: tuple[SentenceRef, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BriefCitation:
    """A cited paragraph: its source, and what kind of text and statements it holds."""

    marker: int
    index: str
    passage_id: str
    source_id: str
    title: str
    publisher: str
    date: str
    locator: str
    url: str | None
    provenance: Provenance
    text_kind: TextKind
    statuses: tuple[Status, ...]
    status_text: Twin
    sha256: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief in both languages; `bot.records.to_json` gives its JSON."""

    title: Twin
    as_of: str
    as_of_text: Twin
    length: Length
    topic: str | None
    sources: tuple[str, ...]
    lead: tuple[BriefRow, ...]
    sections: tuple[BriefSection, ...]
    figures: tuple[BriefFigure, ...]
    checks: tuple[BriefCheck, ...]
    checks_counted: Twin
    later: tuple[BriefRow, ...]
    citations: tuple[BriefCitation, ...]
    made: Twin
    labels: Mapping[str, Twin]
    indexes: tuple[IndexUsed, ...]
    prompts: str
    schema_version: str = SCHEMA_VERSION


def with_markers(text: str, markers: Sequence[int]) -> str:
    """A sentence with its markers before its full stop, as in an answer."""
    shown = "".join(f"[{marker}]" for marker in markers)
    if not shown:
        return text
    end = _SENTENCE_END.search(text)
    at = end.start() if end else len(text)
    gap = " " if (text[at:] or text[-1:] or " ")[0].isascii() else ""
    return f"{text[:at]}{gap}{shown}{text[at:]}"


def by_source(citations: Sequence[BriefCitation]) -> list[list[BriefCitation]]:
    """The cited paragraphs of each source together, in the order of their first number."""
    groups: dict[str, list[BriefCitation]] = {}
    for citation in citations:
        groups.setdefault(citation.source_id, []).append(citation)
    return list(groups.values())


def described(citation: BriefCitation) -> str:
    """Title, publisher and date of a source, on one line."""
    return f"{citation.title} ({citation.publisher}, {citation.date})"


def link_of(citation: BriefCitation) -> str:
    """The web address of the source; empty where there is none or it is no plain web address."""
    return citation.url if citation.url and _LINK.fullmatch(citation.url) else ""
