"""A small explainer and library for tests of the web: real records, two passages, no index."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bot.errors import InputError, UnknownIndexError
from bot.language.phrases import Phrases
from bot.language.script import detect_language
from bot.records import (
    Answer,
    AnswerError,
    Calculation,
    Citation,
    Conflict,
    ConflictSide,
    Event,
    Finding,
    Held,
    Hit,
    IndexUsed,
    Note,
    Operand,
    Passage,
    Refusal,
    Sentence,
    SentenceRef,
    Shown,
    Source,
    Step,
    Turn,
)
from bot.settings import Settings, data_root

ZH = ("甲骨文的RPO為5,230億美元。", "RPO年增438%。", "RPO不是營收。")
EN = ("Oracle's RPO was $523 billion.", "It grew 438% in a year.", "RPO is not revenue.")
HOSTILE = "<img src=x onerror=\"alert('no')\">"


def _spans(sentences: Sequence[str], joiner: str) -> tuple[tuple[int, int], ...]:
    spans, at = [], 0
    for sentence in sentences:
        spans.append((at, at + len(sentence)))
        at += len(sentence) + len(joiner)
    return tuple(spans)


def make_passage(passage_id: str, zh: Sequence[str] = ZH, en: Sequence[str] = EN) -> Passage:
    """A digest passage with its twin."""
    return Passage(
        id=passage_id,
        index="corpus",
        source_id="release",
        locator="¶2",
        heading={"zh-TW": "積壓訂單", "en": "Backlog"},
        title={"zh-TW": "甲骨文第二季", "en": "Oracle's second quarter"},
        text={"zh-TW": "".join(zh), "en": " ".join(en)},
        sentences={"zh-TW": _spans(zh, ""), "en": _spans(en, " ")},
    )


@dataclass
class FakeSearcher:
    """Finds every passage, best first."""

    passages: Sequence[Passage]
    encoder: str = "none"
    indexes: tuple[IndexUsed, ...] = (IndexUsed("corpus", "0" * 64),)

    def search(self, query: str, k: int = 5, language: str | None = None) -> tuple[Hit, ...]:
        return tuple(Hit(p, 0.5, language or "en") for p in self.passages[:k])


@dataclass
class FakeLibrary:
    """Passages by id, one source, the real phrases."""

    settings: Settings
    passages: tuple[Passage, ...] = (make_passage("oracle/rpo"), make_passage("oracle/cash"))
    phrases: Phrases = field(default_factory=lambda: Phrases(data_root("prompts")))

    searcher_names = ("corpus",)

    @property
    def searcher(self) -> Any:
        return FakeSearcher(self.passages)

    def passage(self, passage_id: str, index: str | None = None) -> Passage:
        for passage in self.passages:
            if passage.id == passage_id and index in (None, passage.index):
                return passage
        raise InputError(f"no passage {passage_id!r}")

    def remove(self, name: str) -> None:
        raise UnknownIndexError(name)

    def over(self, names: Sequence[str]) -> Any:
        raise UnknownIndexError(names[0])

    def source(self, index: str, source_id: str) -> Source:
        return Source(
            source_id,
            "Oracle Announces Fiscal 2026 Second Quarter Results",
            "Oracle",
            "release",
            "2025-12-10",
            "https://example.org/release",
            "release",
        )


class FakeExplainer:
    """Answers every question from the first passage; some words make it do otherwise.

    "advice" refuses, "conflict" adds a conflict, "held" holds a sentence back, "fail" breaks,
    "hostile" answers with markup in every field.
    """

    def __init__(self, settings: Settings, library: Any = None) -> None:
        self.settings = settings
        self.library: Any = library or FakeLibrary(settings)
        self.engine = settings.engine
        self.histories: list[tuple[Turn, ...]] = []
        self.asked: list[dict[str, Any]] = []

    def events(
        self, question: str, *, history: Sequence[Turn] = (), **choices: Any
    ) -> Iterator[Event]:
        self.histories.append(tuple(history))
        self.asked.append({"question": question, **choices})
        if question == "unreadable":
            yield self._answer(question, "en", status="error")
            return
        lang = detect_language(question)
        yield Step("understand", "理解問題" if lang != "en" else "Reading the question")
        if "fail" in question:
            raise RuntimeError("secret detail")
        if "bad" in question:
            raise InputError("this input is bad; try another one")
        yield Step("retrieve", "搜尋來源" if lang != "en" else "Searching the sources")
        if "advice" in question:
            yield self._answer(question, lang, status="refused")
            return
        yield Step("compose")
        shown = list(self._shown(lang, hostile="hostile" in question))
        yield from shown
        held: tuple[Finding, ...] = ()
        if "held" in question:
            held = (Finding("unsupported_number", None, "900", "no source states 900"),)
            yield Held(2, held)
        yield Step("render")
        yield self._answer(question, lang, shown, held)

    def _shown(self, lang: str, *, hostile: bool) -> Iterator[Shown]:
        passage = self.library.passages[0]
        key = "en" if lang == "en" else "zh-TW"
        for n, (start, end) in enumerate(passage.sentences[key][:2], 1):
            quote = passage.text[key][start:end]
            stop = " [{}].".format if key == "en" else "[{}]。".format
            text = (HOSTILE if hostile else quote[:-1]) + stop(n)
            yield Shown(
                n - 1,
                Sentence(text, "correction" if hostile else "claim", (n,)),
                (self._citation(passage, key, n, start, end, HOSTILE if hostile else ""),),
            )

    def _citation(
        self, passage: Passage, lang: str, n: int, start: int, end: int, title: str
    ) -> Citation:
        text = passage.text[lang]
        return Citation(
            n,
            passage.index,
            passage.id,
            passage.source_id,
            title or "Oracle Announces Fiscal 2026 Second Quarter Results",
            "Oracle",
            "2025-12-10",
            passage.locator,
            lang,
            "digest",
            text[start:end],
            start,
            end,
            hashlib.sha256(text.encode()).hexdigest(),
            "https://example.org/release",
            "reported",
            "high",
            "2025-11-30",
        )

    def _answer(
        self,
        question: str,
        lang: Any,
        shown: Sequence[Shown] = (),
        held: tuple[Finding, ...] = (),
        status: Any = "answered",
    ) -> Answer:
        hostile = HOSTILE if "hostile" in question else ""
        sides = tuple(
            ConflictSide(f"one says {n} {hostile}", SentenceRef("oracle/rpo", 0), n) for n in (1, 2)
        )
        calculation = Calculation(
            "523e9 / (1 + 438%)",
            (f"5,230億美元 ÷ (1 + 438%) = 972億美元{hostile}",),
            str(Decimal(523_000_000_000) / Decimal("5.38")),
            "USD",
            {"en": "US$97.2 billion", "zh-TW": "972億美元"},
            (
                Operand("q1", "523000000000", "USD", marker=1),
                Operand("q2", "438", "%", given=f"438% {hostile}"),
                Operand("q3", "12", "1", constant="months a year"),
            ),
        )
        refusal = Refusal("investment_advice", ("oracle/cash", "oracle/gone"), "甲骨文的RPO多少？")
        return Answer(
            id="a1",
            question=question,
            language=lang,
            as_of="2025-12-17",
            status=status,
            answer="".join(s.sentence.text for s in shown) or "I do not give investment advice.",
            sentences=tuple(s.sentence for s in shown)
            or (Sentence("I do not give investment advice.", "claim"),),
            citations=tuple(c for s in shown for c in s.citations),
            calculations=(calculation,) if shown else (),
            findings=held,
            conflicts=(Conflict(f"RPO {hostile}", sides),) if "conflict" in question else (),
            notes=(Note("approximate", f"The result is approximate. {hostile}"),) if shown else (),
            suggestions=("RPO是什麼？", f"What is RPO? {hostile}") if shown else (),
            refusal=refusal if status == "refused" else None,
            error=AnswerError("empty", "the question is empty") if status == "error" else None,
            indexes=(IndexUsed("corpus", "0" * 64),),
            timings_ms={"understand": 1.2, "retrieve": 30.0, "total": 84.0},
        )
