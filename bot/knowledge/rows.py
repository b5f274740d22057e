"""The rows of the corpus files as strict pydantic models: no unknown key, no loose type.

Each says what its row must be by itself; what rows owe one another is `bot.knowledge.checks`.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from bot.language.measures_asked import compiled
from bot.records import Bound, Confidence, FlowKind, Provenance, Status, Verdict


def _turn(text: str) -> str:
    """A pattern that can be compiled and says which words stand for the metric."""
    try:
        compiled(text).groupindex["m"]
    except (re.error, KeyError) as error:
        raise ValueError("a pattern with its words in guillemets was expected") from error
    return text


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=False, pattern=r"\S")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
FactId = Annotated[str, StringConstraints(pattern=r"^[A-Z]+-\d{3}[a-z]?$")]
Turn = Annotated[Text, AfterValidator(_turn)]
"""A turn of speech that asks for a metric."""
TermId = Annotated[str, StringConstraints(pattern=r"^GLO-\d{3,4}$")]
# Who gives or takes money: a glossary entry, or a group that has none (note-buyers).
PartyId = Annotated[str, StringConstraints(pattern=r"^(GLO-\d{3,4}|[a-z][a-z-]+)$")]
Number = Annotated[str, StringConstraints(pattern=r"^-?\d+(\.\d+)?$")]
PassageId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
SentenceId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+#\d+$")]
Link = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
# A year, a month or a day, as the source gives it.
SomeDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
PeriodKind = Literal[
    "quarter", "year", "half", "ttm", "ytd", "instant", "multi_year", "contract_term", "none"
]
Topic = Literal[
    "oracle",
    "nvidia",
    "microsoft",
    "openai",
    "coreweave",
    "depreciation",
    "hyperscaler_capex",
    "market_analysis",
    "historical_parallel",
    "article",
]
Aspect = Literal[
    "amount", "term", "date", "direction", "status", "attribution", "completeness", "view"
]
TermKind = Literal["company", "person", "product", "metric", "concept", "unit"]
TermArea = Literal[
    "article",
    "finance",
    "accounting",
    "ai",
    "cloud",
    "chips",
    "energy",
    "trade",
    "law",
    "macro",
    "units",
    "companies",
    "people",
]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class SourceRow(_Row):
    """An entry of `sources.yaml`."""

    id: Key
    title: Text
    publisher: Text
    type: Text
    date: SomeDate
    url: Link | None
    provenance: Provenance
    use: Literal["digest", "own"]


class TermRow(_Row):
    """An entry of `glossary.jsonl`."""

    id: TermId
    en: Text
    zh_tw: Text
    zh_cn: Text
    aliases: list[Text]
    tickers: list[Text]
    misspellings: list[Text]
    kind: TermKind
    area: TermArea
    definition_en: Text | None
    definition_zh: Text | None
    part_of: TermId | None = None
    for_whole: bool = False

    @model_validator(mode="after")
    def _defined_in_both(self) -> TermRow:
        if (self.definition_en is None) != (self.definition_zh is None):
            raise ValueError("a definition in both languages, or in neither")
        return self

    @property
    def written(self) -> list[str]:
        """Every form in which the term is written, tickers (which need capitals) left out."""
        return [self.en, self.zh_tw, self.zh_cn, *self.aliases, *self.misspellings]


class MetricRow(_Row):
    """An entry of `metrics.yaml`."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$")]
    en: Text
    zh_tw: Text
    cues_en: Annotated[list[Text], Field(min_length=1)]
    cues_zh: Annotated[list[Text], Field(min_length=1)]
    family: str | None = None
    asks_en: list[Turn] = []
    asks_zh: list[Turn] = []

    @property
    def written(self) -> list[str]:
        """Every phrase that names the metric."""
        return [self.en, self.zh_tw, *self.cues_en, *self.cues_zh]


class PeriodRow(_Row):
    """The period of a fact."""

    label: Text
    start: Day | None
    end: Day | None
    kind: PeriodKind

    @model_validator(mode="after")
    def _in_order(self) -> PeriodRow:
        days = [date.fromisoformat(day) for day in (self.start, self.end) if day]
        if days != sorted(days):
            raise ValueError("the start of a period must not lie after its end")
        return self


class LabelledNumber(_Row):
    """One figure of a series."""

    label: Text
    value: Number


class SeenIn(_Row):
    """Another place that prints the same figure."""

    title: Text
    publisher: Text
    url: Link | None


class StatedIn(_Row):
    """The digest sentence that states a fact."""

    passage: PassageId
    sentence: Annotated[int, Field(ge=0)]


class FactRow(_Row):
    """A row of `facts.jsonl` or `facts_later.jsonl`."""

    id: FactId
    topic: Topic
    subject: Text
    counterparty: Text | None
    metric: Text
    value: Number | None
    low: Number | None
    high: Number | None
    series: list[LabelledNumber] | None
    unit: Text | None
    bound: Bound | None
    sign_convention: Literal["signed", "unsigned"] | None
    period: PeriodRow
    as_of: Day
    status: Status
    provenance: Provenance
    confidence: Confidence
    compares_to: FactId | None
    statement_en: Text
    statement_zh: Text
    source_id: Key
    also_seen_in: list[SeenIn]
    notes: str | None
    stated_in: StatedIn | None

    @model_validator(mode="after")
    def _one_figure(self) -> FactRow:
        forms = [self.value is not None, self.low is not None, bool(self.series)]
        if (self.low is None) != (self.high is None) or sum(forms) > 1:
            raise ValueError("a value, a low with its high, or a series: at most one of the three")
        described = [self.unit, self.bound, self.sign_convention]
        if any((part is None) == any(forms) for part in described):
            raise ValueError("unit, bound and sign_convention stand where a figure does, and only")
        figures = [self.value, self.low, self.high, *(s.value for s in self.series or ())]
        negative = any(Decimal(figure) < 0 for figure in figures if figure is not None)
        if negative and self.sign_convention != "signed":
            raise ValueError("a negative figure needs the sign convention 'signed'")
        if self.low and self.high and Decimal(self.low) > Decimal(self.high):
            raise ValueError("low must not lie above high")
        return self

    @model_validator(mode="after")
    def _each_in_its_language(self) -> FactRow:
        if re.search(r"[\u4e00-\u9fff]", self.statement_en):
            raise ValueError("statement_en must be English")
        if not re.search(r"[\u4e00-\u9fff]", self.statement_zh):
            raise ValueError("statement_zh must be Chinese")
        return self


class FlowRow(_Row):
    """An entry of `flows.yaml`."""

    id: Key
    giver: PartyId
    taker: PartyId
    kind: FlowKind
    fact: FactId
    status: Status
    triangle: bool = False
    replaces: Key | None = None
    remarks: list[FactId] = []


class OverviewRow(_Row):
    """An entry of `overviews.yaml`."""

    id: PassageId
    tells: Annotated[list[SentenceId], Field(min_length=1)]
    introduces: TermId | None = None
    alternates: bool = False


class CrossCheckRow(_Row):
    """A row of `crosscheck.jsonl`."""

    n: Annotated[int, Field(ge=1)]
    paragraph: Annotated[int, Field(ge=1)]
    claim_en: Text
    claim_zh: Text
    verdict: Verdict
    aspect: Aspect
    reason_en: Text
    reason_zh: Text
    facts: list[FactId]
