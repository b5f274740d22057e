"""What `looplens eval --json` writes: its records, from which `docs/schemas/eval.json` is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from evals.statistics import Paired

SCHEMA_VERSION = "2"


@dataclass(frozen=True, slots=True)
class CaseReport:
    """One case with its transcript: what was asked, answered, found fault with and expected.

    `ratios` are points earned and possible by metric; `retrieved` the first passages that a search
    for the question gives, where retrieval was measured.
    """

    id: str
    kind: str
    split: str
    topic: str
    lang: str
    family: str
    written_from: str
    twin: str | None
    documents: tuple[str, ...]
    question: str
    history: tuple[Mapping[str, str], ...]
    expected: Mapping[str, Any]
    outcome: str
    reasons: tuple[str, ...]
    extracted: tuple[str, ...]
    ratios: Mapping[str, tuple[float, float]]
    status: str
    refusal: str | None
    answer: str
    citations: tuple[Mapping[str, Any], ...]
    calculations: tuple[Mapping[str, Any], ...]
    findings: tuple[Mapping[str, Any], ...]
    conflicts: tuple[Mapping[str, Any], ...]
    notes: tuple[Mapping[str, str], ...]
    retrieved: tuple[str, ...]
    seconds: float
    paraphrase_of: str | None = None


@dataclass(frozen=True, slots=True)
class Seconds:
    """Time a question: the middle one and the one that 95% stay below."""

    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Cost:
    """What models were asked in all; zero for the extractive engine."""

    model_calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0


@dataclass(frozen=True, slots=True)
class RetrievalRow:
    """Search quality in one direction: questions in one language over texts of one language."""

    texts: str
    direction: str
    questions: str
    n: int
    recall_1: float
    recall_5: float
    recall_5_interval: tuple[float, float]
    mrr_10: float
    ndcg_10: float


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Search quality by direction; `language_bias` is same-language less crossed Recall@5."""

    rows: tuple[RetrievalRow, ...]
    language_bias: Mapping[str, float]
    without_figures: float


@dataclass(frozen=True, slots=True)
class Robustness:
    """How often a question written otherwise has the same outcome, by way of writing."""

    form: str
    same: int
    n: int
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parity:
    """Whether English and Chinese twins differ by no more than a margin, at 95% confidence.

    Holds when the whole paired bootstrap interval of the difference lies within the margin.
    """

    margin: float
    holds: bool


@dataclass(frozen=True, slots=True)
class Answering:
    """Both errors of refusing: what was answered though the sources do not, and the reverse.

    Questions that may be refused or answered are in neither; an error of the system is no refusal.
    """

    unanswerable: int
    answered_though: int
    answerable: int
    refused_though: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """This run against an older one over the cases that both asked."""

    older: str
    newer: str
    accuracy: Paired | None
    metrics: Mapping[str, tuple[float, float]]
    mended: tuple[str, ...]
    broken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EvalOutput:
    """A run of the evaluation. `n` and `intervals` (95%) stand beside every figure."""

    schema_version: str
    cases: int
    suite: str
    split: str
    engine: str
    encoder: str
    label: str
    at: str
    metrics: Mapping[str, float]
    intervals: Mapping[str, tuple[float, float]]
    n: Mapping[str, int]
    accuracy_by: Mapping[str, tuple[float, float, float, int]]
    outcomes: Mapping[str, Mapping[str, int]]
    language_gap: Paired | None
    retrieval: Retrieval | None
    robustness: tuple[Robustness, ...]
    compared: Comparison | None
    seconds: Seconds
    wall_s: float
    cost: Cost
    unscored: tuple[str, ...]
    waiting: tuple[str, ...]
    missed: tuple[str, ...]
    results: tuple[CaseReport, ...] = field(default_factory=tuple)
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    answering: Answering | None = None
    language_parity: Parity | None = None
