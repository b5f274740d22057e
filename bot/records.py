"""The vocabulary: every record that passes between the rooms, and the fixed sets of words.

Frozen dataclasses of the standard library, so that importing them costs nothing; a step takes
records and makes new ones, never changes one. Offsets count Unicode code points of NFC text.
Knows no file, no library, no language rule. It does not check values: corpus files are checked
when they are read (`bot.knowledge.corpus`), input at the doors (`bot.cli`, `bot.web`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from decimal import Decimal
from typing import Any, Literal

SCHEMA_VERSION = "1"
CELL_MEANT = "its cell is meant"
"""The reason of a scored fact that is the very cell of a table asked for."""
ROW_NAMED = "its row is named"
"""The reason of a scored fact whose row of a table the question names."""
ASKS = "asks "
"""Stands before a class of refusals in the signals that tell how likely it is asked for."""
HARDLY_ASKED = 0.1
"""Below this probability of harm by all words a single cue of it is none: a question that asks
whether something is a fraud asks for no help with one."""
COUNTED = "what is counted"
"""The reason of a scored fact whose unit is the thing that "how many" asks for."""
TIME_MEANT = "of the time asked for"
"""The reason of the one figure of its sentence that is of the time that the question names."""

Lang = Literal["zh-TW", "zh-CN", "en"]
TextLang = Literal["zh-TW", "zh-CN", "en", "und"]
Level = Literal["brief", "standard", "detailed"]
Status = Literal[
    "reported", "contract", "letter_of_intent", "guidance", "estimate", "opinion", "commentary"
]
Provenance = Literal[
    "filing",
    "release",
    "press",
    "leak",
    "research",
    "article",
    "own_arithmetic",
    "own",
    "reader",
]
Bound = Literal["exact", "about", "up_to", "at_least", "more_than", "less_than"]
Confidence = Literal["high", "medium"]
AnswerStatus = Literal["answered", "partial", "refused", "error"]
RefusalCode = Literal[
    "unsafe", "investment_advice", "future", "out_of_scope", "ambiguous", "not_in_corpus"
]
FindingKind = Literal[
    "unsupported_number",
    "unknown_citation",
    "uncited_claim",
    "unsupported_claim",
    "wrong_sign",
    "wrong_scale",
    "wrong_unit",
    "wrong_entity",
    "wrong_period",
    "wrong_status",
    "hostile_text",
    "engine_failed",
]
CalculationErrorCode = Literal[
    "division_by_zero", "unit_mismatch", "syntax", "too_large", "unknown_name", "domain", "timeout"
]
SentenceKind = Literal["claim", "correction", "caveat", "transition"]
Intent = Literal[
    "fact",
    "definition",
    "explanation",
    "comparison",
    "list",
    "arithmetic",
    "crosscheck",
    "summary",
    "status",
    "time",
]
StepName = Literal["understand", "retrieve", "plan", "compose", "verify", "render"]
TextKind = Literal["digest", "original"]
Layout = Literal["prose", "bullets", "table"]
Verdict = Literal["confirmed", "qualified", "imprecise", "contradicted", "opinion", "unverified"]
FlowKind = Literal["equity", "contract", "purchase", "debt"]

STEPS: tuple[StepName, ...] = ("understand", "retrieve", "plan", "compose", "verify", "render")

Span = tuple[int, int]
"""Start and end (exclusive) of a piece of text, in code points."""


# --- language ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as read from text: value in base units of `unit`, and where it stood.

    `unit` is a currency code (USD, TWD …), `%` (percent points), `pp`, `x`, `1`, a measure
    (GW, MW, years, months, days, shares, GPUs …) or a rate such as `USD/year`. A range has `low`
    and `high`, and `value` equals `low`. `implied` is true where the unit was not written
    ("5,230億" with no currency).
    """

    value: Decimal
    unit: str
    text: str
    start: int
    end: int
    bound: Bound = "exact"
    low: Decimal | None = None
    high: Decimal | None = None
    implied: bool = False

    @property
    def values(self) -> tuple[Decimal, ...]:
        """The figures it states: one, or the two ends of a range."""
        if self.low is not None and self.high is not None:
            return (self.low, self.high)
        return (self.value,)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time as read from text or held by a fact; dates are ISO, either may be None.

    `kind`: quarter, half, year, ttm, ytd, month, instant, multi_year, contract_term,
    relative, none.
    `relative` (last year, 去年同期, tomorrow) keeps its word in `label` and has no dates.
    `fiscal_of` is the glossary id of the company whose fiscal calendar was used.
    """

    label: str
    start: str | None
    end: str | None
    kind: str
    fiscal_of: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry: one concept with its names in both languages.

    The definitions are empty where it has none. `part_of` is the company that a unit or product
    belongs to; `for_whole` says that its name is commonly said of that company as a whole.
    """

    id: str
    en: str
    zh_tw: str
    zh_cn: str
    aliases: tuple[str, ...]
    tickers: tuple[str, ...]
    misspellings: tuple[str, ...]
    kind: str
    definition_en: str
    definition_zh: str
    part_of: str = ""
    for_whole: bool = False


@dataclass(frozen=True, slots=True)
class Metric:
    """A ledger metric with its label and the phrases that name it, in both languages.

    `family` is the metric that others report the same thing under; empty where there is none.
    `asks` are turns of speech that ask for it (`bot.language.measures_asked`).
    """

    id: str
    en: str
    zh_tw: str
    cues_en: tuple[str, ...]
    cues_zh: tuple[str, ...]
    family: str = ""
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text where a concept (glossary id or metric id) is named."""

    concept: str
    kind: str
    text: str
    start: int
    end: int


# --- knowledge --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """A catalogue entry: where passages and facts come from. `date` is a year, month or day."""

    id: str
    title: str
    publisher: str
    type: str
    date: str
    url: str | None
    provenance: Provenance
    use: str = "digest"


@dataclass(frozen=True, slots=True)
class Preface:
    """A sentence that says something of all that follows it in its document, with its place.

    Its `kind` is `unit` (of the amounts of money) or `year` (how the document's years are counted).
    """

    kind: str
    passage_id: str
    sentence: int
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with its texts by language (twins count as one passage) and sentence spans.

    `id` is `<index>/<document>/<key>` without the index: unique in one index.
    """

    id: str
    index: str
    source_id: str
    locator: str
    heading: Mapping[str, str]
    title: Mapping[str, str]
    text: Mapping[str, str]
    sentences: Mapping[str, tuple[Span, ...]]
    text_kind: TextKind = "digest"
    later: bool = False
    prefaces: tuple[Preface, ...] = ()


@dataclass(frozen=True, slots=True)
class SentenceRef:
    """A sentence of a passage: its number counts from 0 and is the same in both twins."""

    passage_id: str
    sentence: int
    index: str = "corpus"


@dataclass(frozen=True, slots=True)
class Fact:
    """An atomic figure (or figureless statement) of the ledger; see `corpus/README.md`.

    One that was read from a document has the words around its figure in `clause`.
    """

    id: str
    topic: str
    subject: str
    counterparty: str | None
    metric: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    series: tuple[tuple[str, Decimal], ...]
    unit: str | None
    bound: Bound | None
    signed: bool
    period: Period
    as_of: str
    status: Status
    provenance: Provenance
    confidence: Confidence
    compares_to: str | None
    statement_en: str
    statement_zh: str
    source_id: str
    stated_in: SentenceRef | None
    later: bool = False
    clause: str = ""

    @property
    def values(self) -> tuple[Decimal, ...]:
        """Every figure of the row, in base units; empty where it states none."""
        if self.value is not None:
            return (self.value,)
        if self.low is not None and self.high is not None:
            return (self.low, self.high)
        return tuple(v for _, v in self.series)


@dataclass(frozen=True, slots=True)
class Flow:
    """A leg of the loop: who gives to whom, of what kind, backed by which fact.

    `replaces` names the leg that this one is the later standing of; `remarks` are facts that say
    something of the leg and give it no other amount.
    """

    id: str
    giver: str
    taker: str
    kind: FlowKind
    fact_id: str
    status: Status
    triangle: bool = False
    replaces: str | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """One claim of the article with our verdict against the filings."""

    n: int
    paragraph: int
    claim_en: str
    claim_zh: str
    verdict: Verdict
    aspect: str
    reason_en: str
    reason_zh: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What follows a passage of our own reading: sentences of digests, in the order in which they
    are told. `introduces` is the company, by glossary id, that the whole tells of, if it is of one;
    where it `alternates`, the passage's sentences speak in turn for either of two sides.
    """

    passage_id: str
    tells: tuple[SentenceRef, ...]
    introduces: str | None = None
    alternates: bool = False


# --- retrieval --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hit:
    """A ranked passage: `score` is 0..1, `lang` the language of the text that matched best.

    `lexical` is the lexical arm's share of the score, 0 to 1, `deviations` how far the vector
    stands out among all texts, in standard deviations.
    """

    passage: Passage
    score: float
    lang: str
    explain: Mapping[str, Any] = field(default_factory=dict)
    lexical: float = 0.0
    deviations: float = 0.0


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence of a retrieved passage with the share of the question's weight that it covers.

    `figures` says whether it holds a figure; `topic` is the coverage of what the question asks
    about the parties it names, their names left out; `fits` whether it holds the kind of thing
    that is asked for (a percentage, a day, a person …).
    """

    ref: SentenceRef
    score: float
    coverage: float
    figures: bool = False
    topic: float = 0.0
    fits: bool = True


@dataclass(frozen=True, slots=True)
class ScoredFact:
    """A ledger fact with its match to the question; `reasons` say what matched.

    `coverage` is the share of the question's weight that its statement covers, `named` whether the
    question names its metric.
    """

    fact: Fact
    score: float
    reasons: tuple[str, ...] = ()
    coverage: float = 0.0
    named: bool = False
    topic: float = 0.0


@dataclass(frozen=True, slots=True)
class Facet:
    """A side of a comparison, or one of several questions: its words, its sentences best first."""

    text: str
    sentences: tuple[ScoredSentence, ...]


# --- the path ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of the conversation. Only a reader's turn may give numbers."""

    role: Literal["user", "assistant"]
    content: str
    answer: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """The form that an answer is asked for in: at most so many sentences (0: no limit) or words,
    its layout (prose, bullets, table), in plain words, in both languages; `whole` that a summary
    of everything is asked for.
    """

    at_most: int = 0
    most_words: int = 0
    layout: Layout = "prose"
    plain: bool = False
    both: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Sought:
    """An operand of a working: a figure of the reader's own, or words that a fact must fit.

    `role` says what it is in its formula (cost, life, cash, burn, part …), `kind` what it must be:
    money, amount (money or money a year), all (money, whatever its metric), flow (money over a
    stretch of time), level, count, range, constant, any, or a unit's code (%, years, USD/GW).
    `span` are its words in the question.
    """

    role: str
    kind: str
    span: Span
    given: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Working:
    """What a question asks to be worked out: an operation on operands and further workings.

    `per` is the stretch of time that the result is wanted for, `unit` the unit of time that it
    is wanted in.
    """

    operation: str
    parts: tuple[Working | Sought, ...]
    per: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What understand read: every later step reads this and none parses the text again.

    `answer_type` is the kind of thing asked for: percent, duration, when, who, organisation,
    price, power, money, count; empty where it cannot be told. `working` is the calculation that
    its words spell out. `asked` is the reader's own wording where `text` is an earlier question
    taken up with a change. `likely` is how probable it is, by all of its words, that it asks for
    each operation on two figures (`bot.language.operations`). `supposed` is a figure that a
    follow-up puts in the place of one of the calculation's operands, `supposed_of` the measures
    and parties that it names beside it. `form` is the form that the answer is to have. `manner`
    is what a message says that asks nothing of the sources (thanks, greeting, identity …), or how
    the earlier question is to be told again (doubt: its ground; unclear: in fewer words).
    `retold_from` is the language of the earlier question where it is only told again in another.
    `topic` is what a later turn leans on, where that is not the text itself. `claimed` is a figure
    that a follow-up has heard or read of: it is held against the sources and never worked with.
    """

    text: str
    standalone: str
    language: Lang
    level: Level
    as_of: str
    intent: Intent
    entities: tuple[Mention, ...]
    metrics: tuple[Mention, ...]
    terms: tuple[Mention, ...]
    periods: tuple[Period, ...]
    quantities: tuple[Quantity, ...]
    operations: tuple[Mention, ...]
    refusal_cues: tuple[Mention, ...]
    history: tuple[Turn, ...] = ()
    followed_up: bool = False
    answer_type: str = ""
    working: Working | None = None
    asked: str = ""
    likely: Mapping[str, float] = field(default_factory=dict)
    supposed: Quantity | None = None
    supposed_of: tuple[str, ...] = ()
    form: Form = Form()
    manner: str = ""
    retold_from: Lang | Literal[""] = ""
    topic: str = ""
    claimed: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Reckoning:
    """An operation on two facts (their ids, in the formula's order) that a question may ask for;
    `score` says how well it suits, on a scale of log odds.
    """

    operation: str
    facts: tuple[str, str]
    score: float


@dataclass(frozen=True, slots=True)
class Sketched:
    """A calculation that a question may ask for: one working or two, the facts (their ids) that
    their operands are, how well it suits, in log odds against none, what it comes to, roughly, and
    which parties that the question names each fact is of.
    """

    kind: str
    workings: tuple[Working, ...]
    operands: Mapping[Sought, str]
    score: float
    values: tuple[float, ...] = ()
    parties: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BoundWord:
    """A word of the question with the figures (their ids) of a reader's document that it is said
    of: how far their own clause holds it, their sentence, and what stands around that.

    `of_title` where the document's title holds it, `light` where it names a cost or an amount and
    hardly tells figures apart.
    """

    text: str
    weight: float
    own: Mapping[str, float]
    said: Mapping[str, float]
    around: Mapping[str, float]
    of_title: bool = False
    light: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """What retrieve found: passages, their best sentences, matching facts, best first.

    `missing` are weighty words that nothing found covers; `outline` holds, for a summary, the
    leading sentences of one document's sections in reading order. `read` are the figures of a
    reader's own documents among the hits, as facts; `pair` the ids of the two facts that the
    question's own phrases set beside each other, `near_pair` of two that the best passage has;
    `operands` the ids of the facts that the operands of its working name; `signals` how well all
    of it bears on the question, by name; `column` the figures of a table that it runs over;
    `leading` the passages (index, id) with the probability of each to be the one that answers;
    `facets` the sides that a comparison names, or the several questions of one message;
    `reckonings` the calculations with two facts that the question may ask for, best first;
    `sketches` those of further kinds, with ranges, terms and the reader's own figures;
    `catalogue` the sources that a question about the sources means, each with a sentence of it;
    `gathered` the sentences with the members of a list that is asked for, passage by passage;
    `telling` those that may tell a reason, a comparison, a list or several answers, each with its
    log odds to hold a point of it; `bound` the question's words, each with the figures of a
    reader's document that it is said of; `under_heading` the sentences under a heading that asks
    what the reader asks.
    """

    hits: tuple[Hit, ...]
    sentences: tuple[ScoredSentence, ...]
    facts: tuple[ScoredFact, ...]
    passages: Mapping[tuple[str, str], Passage]
    missing: tuple[str, ...] = ()
    crosschecks: tuple[tuple[CrossCheck, float], ...] = ()
    outline: tuple[SentenceRef, ...] = ()
    read: tuple[Fact, ...] = ()
    pair: tuple[str, str] | None = None
    column: tuple[Fact, ...] = ()
    near_pair: tuple[str, str] | None = None
    operands: Mapping[Sought, str] = field(default_factory=dict)
    signals: Mapping[str, float] = field(default_factory=dict)
    leading: Mapping[tuple[str, str], float] = field(default_factory=dict)
    facets: tuple[Facet, ...] = ()
    reckonings: tuple[Reckoning, ...] = ()
    sketches: tuple[Sketched, ...] = ()
    catalogue: tuple[tuple[Source, SentenceRef], ...] = ()
    gathered: tuple[ScoredSentence, ...] = ()
    telling: tuple[ScoredSentence, ...] = ()
    bound: tuple[BoundWord, ...] = ()
    under_heading: tuple[SentenceRef, ...] = ()

    @property
    def listed(self) -> bool:
        """Whether the members of the list were read from the ledger, each with its own sentence."""
        return bool(self.gathered) and all(s.score == s.coverage == 1.0 for s in self.gathered)

    def passage(self, ref: SentenceRef) -> Passage:
        """The passage that a sentence belongs to. Raises KeyError if it was not retrieved."""
        return self.passages[(ref.index, ref.passage_id)]


@dataclass(frozen=True, slots=True)
class Operand:
    """A number in a calculation; exactly one of the four origins is set.

    `marker` is filled at rendering from `ref`; `given` is the reader's own text; `calculation`
    is the position of an earlier calculation; `constant` names it ("months a year").
    """

    name: str
    value: str
    unit: str
    marker: int | None = None
    given: str | None = None
    calculation: int | None = None
    constant: str | None = None
    ref: SentenceRef | None = None
    fact_id: str | None = None


@dataclass(frozen=True, slots=True)
class CalculationError:
    """Why an expression has no value; `at` is the offset in the expression, or None."""

    code: CalculationErrorCode
    message: str
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Calculation:
    """An expression with its steps and value (plain decimal string in base units of `unit`).

    `formulas` names the functions that it calls, each with its formula in both languages; `note`
    says in both what may not be as meant: a percentage after a plus is a ratio.
    """

    expression: str
    steps: tuple[str, ...]
    value: str | None
    unit: str
    display: Mapping[str, str]
    operands: tuple[Operand, ...] = ()
    error: CalculationError | None = None
    formulas: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    note: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that compose proposes, with what it rests on.

    `refs` are cited sentences (of passages in the evidence); `calculations` are positions in the
    plan's list; `facts` are ledger ids. `labels` are the ledger's own names of figures that the
    sentence uses, and the steps of a shown calculation: no words to hold against a quote.
    """

    text: str
    kind: SentenceKind
    refs: tuple[SentenceRef, ...] = ()
    calculations: tuple[int, ...] = ()
    facts: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A failed check, which the reader sees. `sentence` is its place in the answer, or None."""

    kind: FindingKind
    sentence: int | None
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a question is not answered, what lies nearest, and a wording that would work."""

    code: RefusalCode
    nearest: tuple[str, ...]
    rephrase: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class ConflictSide:
    """One side of a conflict between sources, by the sentence or fact that states it."""

    statement: str
    ref: SentenceRef | None
    marker: int | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sources that disagree; both are shown, nothing is averaged."""

    topic: str
    sides: tuple[ConflictSide, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A visible remark about the answer: fallback, medium_confidence, later, translated …"""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A premise of the question that the sources contradict: what was said, what they say."""

    said: str
    ref: SentenceRef
    fact_id: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a planned calculation is for: the operation asked, and the facts it rests on."""

    operation: str
    calculation: int
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What the answer owes. `refusal` with no `facts` and no `sentences` ends it there; with them
    they are what comes nearest.

    `about_sources` says that it is about the sources themselves: the catalogue answers. `spoken`
    names the one phrase that answers a message which asks nothing of the sources; `terms` are
    further concepts that are to be defined; `opening` is the sentence told before the facts, with
    the word `verdict` (yes, not_yet …) before it where the question is for yes or no;
    `half` says that the refusal is of one of two questions, and the rest answers the other.
    """

    facts: tuple[ScoredFact, ...] = ()
    sentences: tuple[ScoredSentence, ...] = ()
    calculations: tuple[Calculation, ...] = ()
    corrections: tuple[Correction, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    later: tuple[Fact, ...] = ()
    notes: tuple[Note, ...] = ()
    refusal: Refusal | None = None
    crosschecks: tuple[CrossCheck, ...] = ()
    term: Term | None = None
    purposes: tuple[Purpose, ...] = ()
    grounds: tuple[Fact, ...] = ()
    about_sources: bool = False
    suggestions: tuple[str, ...] = ()
    spoken: str = ""
    terms: tuple[Term, ...] = ()
    opening: SentenceRef | None = None
    verdict: str = ""
    half: bool = False


@dataclass(frozen=True, slots=True)
class Usage:
    """What the model was asked: calls and tokens; zero without a model."""

    model_calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A shown sentence: its markers name citations, its calculations positions in the list."""

    text: str
    kind: SentenceKind
    markers: tuple[int, ...] = ()
    calculations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote sliced from stored text: `quote == passage.text[lang][start:end]`.

    `sha256` is of the whole stored text's UTF-8 bytes.
    """

    marker: int
    index: str
    passage_id: str
    source_id: str
    title: str
    publisher: str
    date: str
    locator: str
    lang: str
    text_kind: TextKind
    quote: str
    start: int
    end: int
    sha256: str
    url: str | None
    status: Status
    confidence: Confidence
    as_of: str


@dataclass(frozen=True, slots=True)
class AnswerError:
    """Why there is no answer at all: a code and one sentence for the reader."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class IndexUsed:
    """An index that was searched, and the hash of what it holds."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The Answer of the contract; `bot.records.to_json` gives its JSON."""

    id: str
    question: str
    language: Lang
    as_of: str
    status: AnswerStatus
    answer: str
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    calculations: tuple[Calculation, ...] = ()
    findings: tuple[Finding, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    notes: tuple[Note, ...] = ()
    suggestions: tuple[str, ...] = ()
    refusal: Refusal | None = None
    error: AnswerError | None = None
    engine: str = "extractive"
    engine_requested: str = "extractive"
    encoder: str = ""
    prompts: str = ""
    indexes: tuple[IndexUsed, ...] = ()
    usage: Usage = field(default_factory=Usage)
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    schema_version: str = SCHEMA_VERSION


# --- events -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the path has begun; `detail` is a sentence fragment for the reader."""

    name: StepName
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence that holds, with the citations that it brings in.

    `refs` are the cited sentences, one for each of the sentence's markers, in their order.
    """

    index: int
    sentence: Sentence
    citations: tuple[Citation, ...]
    refs: tuple[SentenceRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A sentence that does not hold: never shown, its reasons are."""

    index: int
    findings: tuple[Finding, ...]
    kind: SentenceKind = "claim"


Event = Step | Shown | Held | Answer


# --- JSON -------------------------------------------------------------------------------------

_INTERNAL: dict[type, tuple[str, ...]] = {
    Operand: ("ref", "fact_id"),
    ConflictSide: ("ref",),
    Fact: ("clause",),
    Shown: ("refs",),
    Held: ("kind",),
}


def to_json(record: Any) -> Any:
    """A record as JSON values: decimals as plain strings, unset origins of an operand left out."""
    if isinstance(record, Decimal):
        return format(record, "f")
    if is_dataclass(record) and not isinstance(record, type):
        hidden = _INTERNAL.get(type(record), ())
        shown = {
            f.name: to_json(getattr(record, f.name)) for f in fields(record) if f.name not in hidden
        }
        if isinstance(record, Operand):
            optional = ("marker", "given", "calculation", "constant")
            shown = {k: v for k, v in shown.items() if k not in optional or v is not None}
        return shown
    if isinstance(record, Mapping):
        return {str(k): to_json(v) for k, v in record.items()}
    if isinstance(record, (list, tuple)):
        return [to_json(v) for v in record]
    return record
