"""The shapes of `--json` outputs that are not records of the path itself.

Each has a JSON Schema in docs/schemas, written by tools/write_schemas.py. The Answer, the
Calculation and the Fact are in `bot.records`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.records import (
    AnswerError,
    Bound,
    Confidence,
    CrossCheck,
    Fact,
    Finding,
    Flow,
    Provenance,
    Span,
    Status,
)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A ranked passage; `lang` is the text that matched best, `text` is that text."""

    passage_id: str
    index: str
    source_id: str
    lang: str
    score: float
    text: str
    explain: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class SearchOutput:
    """`looplens search --json`: `id` is the batch line's own, null for a single query."""

    id: str | None
    query: str
    results: tuple[SearchResult, ...]
    error: AnswerError | None = None


@dataclass(frozen=True, slots=True)
class PassageOutput:
    """`looplens passage --json`: offsets count code points, hashes are of each text's UTF-8."""

    passage_id: str
    index: str
    source_id: str
    locator: str
    heading: Mapping[str, str]
    text: Mapping[str, str]
    sentences: Mapping[str, tuple[Span, ...]]
    sha256: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source of the catalogue, with what rests on it.

    `languages` and `passages` are its digest's; `statuses`, `bounds` and `confidence` count the
    facts that rest on it, whose first and last day are `as_of` (empty where there are none).
    """

    id: str
    title: str
    publisher: str
    type: str
    date: str
    provenance: Provenance
    languages: tuple[str, ...]
    passages: int
    link: str | None
    facts: int
    statuses: Mapping[Status, int]
    bounds: Mapping[Bound, int]
    confidence: Mapping[Confidence, int]
    as_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourcesOutput:
    """`looplens sources --json`."""

    sources: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True)
class FactsOutput:
    """`looplens facts --json`: rows of the ledger; decimals are strings in base units.

    With `--flows`, `flows` are the legs of the loop that fit, and `facts` the rows behind them.
    """

    facts: tuple[Fact, ...]
    flows: tuple[Flow, ...] = ()


@dataclass(frozen=True, slots=True)
class CrosscheckOutput:
    """`looplens crosscheck --json`: each claim of the article, and how many got which verdict."""

    verdicts: Mapping[str, int]
    claims: tuple[CrossCheck, ...]


@dataclass(frozen=True, slots=True)
class VerifyOutput:
    """`looplens verify --json`, one a line: `ok` when nothing was found."""

    id: str
    ok: bool
    findings: tuple[Finding, ...]
    error: AnswerError | None = None


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One index: what it holds, what it was made with, and the hash of its content."""

    name: str
    passages: int
    sources: int
    encoder: str
    sha256: str


@dataclass(frozen=True, slots=True)
class IndexesOutput:
    """`looplens index list --json`; `index remove` and `index export` show it too."""

    indexes: tuple[IndexRow, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the doctor: what was looked at, what was found, how to mend it."""

    name: str
    state: Literal["ok", "degraded", "off"]
    found: str
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class DoctorOutput:
    """`looplens doctor --json`: the checks, the settings (no keys) and what leaves the machine."""

    version: str
    checks: tuple[Check, ...]
    leaves_this_machine: tuple[str, ...]
    settings: Mapping[str, str]
