"""Which sentences tell a reason, sides, a list or several answers, and how many a level has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot import Explainer
from bot.answer.plan.prose import told
from bot.answer.plan.selection import choose_sentences
from bot.answer.retrieve import retrieve
from bot.answer.retrieve.gathering import enumerates
from bot.answer.retrieve.kinds import has_figures
from bot.answer.retrieve.telling import CERTAIN, PADS
from bot.answer.understand import understand
from bot.language.reasons import gives_reason
from bot.language.silence import tells_silence
from bot.language.statuses import read_status
from bot.language.twins import sentences_in
from bot.records import Evidence, Facet, Question, ScoredFact, ScoredSentence, SentenceRef

QUESTIONS = Path(__file__).parents[1] / "evals" / "tuning" / "telling.jsonl"
EVERY, LEAST = 24, 0.80
"""Of the sentences that hold a point, how many stand among the first nine."""


@pytest.fixture(scope="module")
def explainer(library) -> Explainer:
    return Explainer(library.settings, library)


@pytest.fixture(scope="module")
def found(library):
    """A question with what is found for it."""

    def finding(text: str, level: str = "standard") -> tuple[Question, Evidence]:
        asked = understand(text, (), library.glossary, library.phrases, level=level)
        shelf = library.corpus
        evidence = retrieve(
            asked,
            library.searcher,
            library.ledger,
            library.glossary,
            shelf.crosschecks,
            shelf.passages,
        )
        return asked, evidence

    return finding


def test_the_sentences_with_a_point_come_first(found):
    """On questions of the tuning set; a worse weighing of any measure would fall below."""
    rows = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()][::EVERY]
    kept = []
    for row in (r for r in rows if "as_of" not in r):
        _, evidence = found(row["question"])
        first = {f"{s.ref.passage_id}#{s.ref.sentence}" for s in evidence.telling[:9]}
        if evidence.telling:
            kept.append(len(first & set(row["wanted"])) / len(row["wanted"]))
    assert sum(kept) >= LEAST * len(kept)


@pytest.mark.parametrize(
    "question",
    [
        "What was Oracle's RPO at the end of August 2025?",
        "甲骨文2025年8月底的RPO是多少？",
        "What is RPO?",
        "請總結這篇文章。",
    ],
)
def test_a_plain_question_is_told_from_its_fact(found, question):
    """Nothing is weighed for it: a definition and a summary have their own form."""
    assert not found(question)[1].telling


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        (
            "Which had lengthened its server lives, Meta or Amazon, and to how many years?",
            ("depreciation-debate/meta-life", "depreciation-debate/amazon-life"),
        ),
        (
            "Meta跟亞馬遜，伺服器各用幾年？",
            ("depreciation-debate/meta-life", "depreciation-debate/amazon-life"),
        ),
    ],
)
def test_each_side_has_a_sentence(explainer, question, cited):
    found = {c.passage_id for c in explainer.ask(question).citations}
    assert set(cited) <= found


def test_a_side_is_told_before_what_is_likelier():
    """The likeliest sentence of each side, however many of one are likelier."""
    refs = [SentenceRef("one", n, "corpus") for n in range(5)] + [SentenceRef("two", 0, "corpus")]
    telling = tuple(
        ScoredSentence(ref, score, 0.5)
        for ref, score in zip(refs, (3, 2, 1, 1, 1, -6), strict=True)
    )
    sides = (Facet("one", telling[:5]), Facet("two", telling[5:]))
    evidence = Evidence((), (), (), {}, telling=telling, facets=sides)
    asked = understood("brief", "comparison")
    assert {s.ref.passage_id for s in told(asked, evidence)} == {"one", "two"}


@pytest.mark.parametrize(
    ("scores", "count"),
    [((2.0, 1.0, 0.0, -1.0, -1.0, -1.0), 6), ((2.0, -9.0, -9.0, -9.0, -9.0, -9.0), 5)],
)
def test_unlikely_sentences_are_left_out(scores, count):
    """As many as are likely, and five in any case."""
    telling = tuple(
        ScoredSentence(SentenceRef(f"p{n}", 0, "corpus"), score, 0.5)
        for n, score in enumerate(scores)
    )
    evidence = Evidence((), (), (), {}, telling=telling)
    assert len(told(understood("standard", "comparison"), evidence)) == count


def test_a_reason_keeps_to_its_passage_and_sides_do_not():
    """Of two further sentences as likely, a reason takes the one beside what is told already."""
    one = [ScoredSentence(SentenceRef("one", n, "corpus"), 2.0 - n, 0.5) for n in range(3)]
    two = [ScoredSentence(SentenceRef("two", 0, "corpus"), 0.2, 0.5)]
    evidence = Evidence((), (), (), {}, telling=(*one, *two))
    reason = [s.ref.passage_id for s in told(understood("brief", "explanation"), evidence)]
    sides = [s.ref.passage_id for s in told(understood("brief", "comparison"), evidence)]
    assert reason == ["one", "one", "one"]
    assert sides == ["one", "one", "two"]


@pytest.mark.parametrize(
    "question",
    [
        "Compare what NVIDIA and AMD each agreed with OpenAI.",
        "輝達跟超微各跟OpenAI談了什麼？差在哪？",
        "Which loops like this one are there besides NVIDIA's?",
    ],
)
def test_an_unlikely_sentence_has_something_to_say(found, library, question):
    """A figure, a reason, a standing, a list or a doubt; in detail others are told as well."""
    asked, evidence = found(question)
    unlikely = [s.ref for s in evidence.telling if s.score < PADS]
    said = [sentences_in(evidence.passage(r), asked.language)[r.sentence] for r in unlikely]
    assert said
    assert all(
        has_figures(t)
        or gives_reason(t)
        or tells_silence(t)
        or enumerates(t)
        or len({m.concept for m in library.glossary.find(t) if m.kind == "company"}) > 1
        or read_status(t) != "reported"
        for t in said
    )
    assert len(found(question, "detailed")[1].telling) > len(evidence.telling)


@pytest.mark.parametrize(
    "question",
    [
        "Why would a supplier lend its customers the money to buy from it?",
        "輝達跟CoreWeave之間有哪些往來？",
    ],
)
def test_the_levels_differ_in_length(explainer, question):
    brief, standard, detailed = (
        len(explainer.ask(question, level=level).answer)
        for level in ("brief", "standard", "detailed")
    )
    assert brief < standard < detailed


@pytest.mark.parametrize(
    "question",
    [
        "Which suppliers did OpenAI sign with, besides Oracle?",
        "OpenAI還跟哪些供應商簽約，甲骨文不算？",
    ],
)
def test_members_in_the_ledger_come_first_without_whom_is_left_out(found, question):
    """Each with its own sentence; no sentence of another names the party left out."""
    _, evidence = found(question)
    sure = [s.ref for s in evidence.telling if s.score == CERTAIN]
    assert len(sure) > 2
    assert sure == [s.ref for s in evidence.telling[: len(sure)]]


@pytest.mark.parametrize(
    "question",
    [
        "How much did CoreWeave's largest customer make up at the start of 2025 and where did it"
        " stand that September, and by how much did it change?",
        "CoreWeave最大客戶的占比，2025年初跟九月底差多少？比較依賴它了嗎？",
    ],
)
def test_what_a_result_means_is_told_beside_it(explainer, question):
    """The sentence that says what the change means stands behind the two figures."""
    cited = [c.quote for c in explainer.ask(question).citations]
    assert any("35%" in quote for quote in cited)
    assert len(cited) > 2


@pytest.mark.parametrize(
    ("level", "rests_on_it", "count"),
    [
        ("standard", False, 1),
        ("detailed", False, 2),
        ("brief", False, 0),
        ("standard", True, 0),
    ],
)
def test_the_likeliest_passage_is_told_beside_a_result(library, level, rests_on_it, count):
    """Where the result does not rest on it: the reader sees what most likely answers."""
    fact = next(f for f in library.ledger.facts if f.stated_in is not None)
    lead = fact.stated_in.passage_id if rests_on_it else "elsewhere/lead"
    said = tuple(ScoredSentence(SentenceRef(lead, n, "corpus"), 0.9 - n / 9, 0.9) for n in range(3))
    evidence = Evidence((), said, (), {}, leading={("corpus", lead): 0.8})
    chosen = choose_sentences(
        understood(level, "arithmetic"),
        evidence,
        (ScoredFact(fact, 1.0, ()),),
        True,
        library.glossary,
    )
    assert len(chosen) == count


def understood(level: str, intent: str) -> Question:
    """A question of which only level and intent are read."""
    return Question(
        text="", standalone="", language="en", level=level, as_of="article", intent=intent,
        entities=(), metrics=(), terms=(), periods=(), quantities=(), operations=(),
        refusal_cues=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    "question",
    [
        "What does the article say happens if OpenAI develops less well than hoped?",
        "文章說，如果OpenAI發展不如預期會怎樣？",
    ],
)
def test_a_short_passage_is_told_to_its_end(found, question):
    """Where all but its last sentence are told: what comes of it all stands there."""
    asked, evidence = found(question)
    chosen = {(s.ref.passage_id, s.ref.sentence) for s in told(asked, evidence)}
    assert {("article-415/p11", n) for n in range(3)} <= chosen
