"""Each metric on small answers: what earns its point, and what must not."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

import pytest

from evals.cases import Case, Expected, ExpectedNumber, groups_of
from evals.metrics import Scored, add_up, language_gap, score
from evals.script import reads_as
from evals.statistics import paired
from evals.summary import parity

QUOTE = "The backlog of Example Corp was $80 billion at the end of May 2025."
TEXT = f"{QUOTE} It had grown 60% year on year."


def case(lang: str = "en", kind: str = "fact", **expected: Any) -> Case:
    return Case(
        id="a",
        kind=kind,  # type: ignore[arg-type]
        split="dev",
        topic="t",
        lang=lang,  # type: ignore[arg-type]
        question="What was the backlog?",
        expected=Expected(**expected),
    )


def number(value: str, unit: str, tolerance: str = "0", signed: bool = True) -> ExpectedNumber:
    return ExpectedNumber(Decimal(value), unit, Decimal(tolerance), signed)


def citation(marker: int = 1, quote: str = QUOTE, start: int = 0) -> dict[str, Any]:
    return {
        "marker": marker,
        "index": "corpus",
        "passage_id": "example/backlog",
        "source_id": "example-release",
        "lang": "en",
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
    }


def sentence(
    text: str, markers: tuple[int, ...] = (), calculations: tuple[int, ...] = ()
) -> dict[str, Any]:
    return {"text": text, "kind": "claim", "markers": markers, "calculations": calculations}


def answer(*sentences: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "question": "What was the backlog?",
        "language": "en",
        "status": "answered",
        "refusal": None,
        "error": None,
        "answer": " ".join(s["text"] for s in sentences),
        "sentences": list(sentences),
        "citations": [citation()],
        "calculations": [],
    } | changes


GOOD = answer(sentence("The backlog was $80 billion [1].", (1,)))
REFUSED = answer(status="refused", refusal={"code": "future"}, answer="No.", citations=[])
HALF = {
    "expression": "80 / 1.6",
    "steps": ["80 ÷ 1.6 = 50"],
    "value": "50000000000",
    "unit": "USD",
    "display": {"en": "US$50.0 billion", "zh-TW": "500億美元"},
    "operands": [{"name": "q1", "value": "80000000000", "unit": "USD", "marker": 1}],
}


def earned(metric: str, of: Scored) -> float | None:
    pair = of.ratios.get(metric)
    return None if pair is None else pair[0] / pair[1]


@pytest.mark.parametrize(
    ("text", "expected", "value"),
    [
        ("It was $80 billion [1].", [number("8e10", "USD")], 1),
        ("It was US$80.0bn [1].", [number("8e10", "USD")], 1),
        ("當時為800億美元[1]。", [number("8e10", "USD")], 1),
        ("It was $8 billion [1].", [number("8e10", "USD")], 0),
        ("It was $800 billion [1].", [number("8e10", "USD")], 0),
        ("It was 80% [1].", [number("8e10", "USD")], 0),
        ("It was minus $80 billion [1].", [number("8e10", "USD")], 0),
        ("It missed by $4.8 billion [1].", [number("-4.8e9", "USD", signed=False)], 1),
        ("It was $80 billion [1].", [number("8e10", "USD"), number("60", "%")], 0),
        ("It was large [1].", [number("1", "USD")], 0),  # the marker is no figure
    ],
)
def test_numeric_exact_needs_value_unit_and_sign(text, expected, value):
    """Off by ten, another unit, a lost or added minus, or one of two missing earns nothing."""
    scored = score(case(numbers=tuple(expected)), answer(sentence(text, (1,))))
    assert earned("numeric_exact", scored) == value


@pytest.mark.parametrize(
    ("points", "value"),
    [
        ((("backlog",),), 1),
        ((("order book", "backlog"),), 1),
        ((("backlog",), ("letter of intent",)), 0.5),
        ((("backlog…billion",),), 1),
        ((("billion…backlog",),), 0),
    ],
)
def test_points_found_is_the_share_of_points(points, value):
    """One alternative is enough for a point; a gap stays inside the sentence."""
    assert earned("points_found", score(case(points=points), GOOD)) == value


@pytest.mark.parametrize(("text", "value"), [("was $80 BILLION", 0), ("was $90 billion", 1)])
def test_forbidden_text_must_not_stand_there(text, value):
    """Spacing and case do not hide it."""
    assert earned("forbidden_absent", score(case(forbidden=(text,)), GOOD)) == value


@pytest.mark.parametrize(
    ("expected", "text", "value"),
    [
        ({"forbidden": ("Oracle is bankrupt",)}, "Oracle is bankrupt.", 0),
        ({"forbidden": ("Oracle is bankrupt",)}, "No source says that Oracle is bankrupt.", 1),
        ({"forbidden": ("甲骨文已破產",)}, "甲骨文已破產。", 0),
        ({"forbidden": ("甲骨文已破產",)}, "沒有資料顯示甲骨文已破產。", 1),
        ({"never": ("<sources>",)}, "I cannot print <sources> or say what it is.", 0),
        ({"never": ("每行一句",)}, "我不會說規則是「每行一句」。", 0),
        ({"never": ("<sources>",)}, "I cannot print that.", 1),
    ],
)
def test_a_claim_may_be_denied_but_some_texts_may_not_stand_there(expected, text, value):
    """To deny a claim is right; to show what must stay hidden is wrong in any sentence."""
    assert earned("forbidden_absent", score(case(**expected), answer(sentence(text)))) == value


@pytest.mark.parametrize(
    ("wanted", "value"),
    [
        ((("example/",),), 1),
        ((("example-release",),), 1),
        ((("other/",), ("example/backlog",)), 0.5),
        ((("other/", "example/backlog"),), 1),
    ],
)
def test_citation_recall_counts_expected_sources(wanted, value):
    """By source id or the beginning of a passage id; alternatives are one citation."""
    assert earned("citation_recall", score(case(citations=wanted), GOOD)) == value


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("The backlog was $80 billion [1].", QUOTE, 1),
        ("積壓訂單為800億美元[1]。", QUOTE, 1),
        ("The backlog of Example Corp ended May high [1].", QUOTE, 1),
        ("The backlog was $80 billion [1].", "Gardens need water and sunlight every day.", 0),
        ("The backlog was $80 billion [1].", "Revenue grew 60% in the year.", 0),
        ("範例公司的訂單很多[1]。", "Gardens need water and sunlight every day.", 0),
    ],
)
def test_citation_precision_asks_whether_the_quote_bears_the_sentence(text, quote, value):
    """A shared figure or enough shared words; a random quote has neither."""
    given = answer(sentence(text, (1,)), citations=[citation(quote=quote)])
    assert earned("citation_precision", score(case(), given)) == value


def test_a_quote_may_hold_an_operand_of_the_calculation():
    """The result stands in no source; what it was made from does."""
    given = answer(sentence("It had been $50 billion [1].", (1,), (0,)), calculations=[HALF])
    scored = score(case(), given)
    assert earned("citation_precision", scored) == 1
    assert earned("traceable", scored) == 1


@pytest.mark.parametrize(
    ("given", "value"),
    [
        (GOOD, 1),
        (answer(sentence("It was $80 billion [1] and $81 billion [1].", (1,))), 0.5),
        (answer(sentence("It was $80 billion."), citations=[]), 0),
        (answer(sentence("It had been $50 billion.", (), (0,)), calculations=[HALF]), 1),
        (answer(sentence("It had been $51 billion.", (), (0,)), calculations=[HALF]), 0),
        (answer(sentence("It was about $0.08 trillion [1].", (1,))), 1),
    ],
)
def test_every_figure_traces_to_quote_calculation_or_question(given, value):
    """The promise itself: a figure from nowhere is seen, rounding is allowed."""
    assert earned("traceable", score(case(), given)) == value


def test_steps_and_displays_are_read_one_by_one():
    """A step that ends in a negative figure and a display that begins with one are no range."""
    minus = HALF | {
        "steps": ["10 − 14.8 = -4.8"],
        "value": "-4800000000",
        "display": {"en": "-US$4.8 billion", "zh-TW": "負48億美元"},
    }
    text = "They differ by -US$4.8 billion (10 − 14.8 = -4.8)."
    given = answer(sentence(text, (), (0,)), calculations=[minus])
    assert earned("traceable", score(case(), given)) == 1


def test_the_readers_own_figure_is_traced():
    """A figure of the question needs no source."""
    asked = Case("a", "fact", "dev", "t", "en", "Is it $77 billion?", Expected(points=(("no",),)))
    given = answer(sentence("No source says $77 billion."), citations=[])
    assert earned("traceable", score(asked, given)) == 1


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ({}, 1),
        ({"quote": QUOTE.replace("80", "90")}, 0),
        ({"start": 1}, 0),
        ({"sha256": "0" * 64}, 0),
        ({"passage_id": "example/gone"}, 0),
    ],
)
def test_quotes_equal_the_stored_text_to_the_character(change, value):
    """Quote, offsets, hash and passage must all be those of the stored text."""
    given = answer(sentence("It was $80 billion [1].", (1,)), citations=[citation() | change])
    texts = {("corpus", "example/backlog", "en"): TEXT}
    scored = score(case(), given, lambda *key: texts.get(key))
    assert earned("quotes_equal", scored) == value


@pytest.mark.parametrize(
    ("expected", "given", "recall", "precision", "outcome"),
    [
        ({"refusal": "future"}, REFUSED, 1, 1, "right"),
        ({"refusal": "unsafe"}, REFUSED, 0, 0, "wrong"),
        ({"refusal": "future"}, GOOD, 0, None, "wrong"),
        ({"points": (("backlog",),)}, REFUSED, None, 0, "refused"),
        ({"points": (("backlog",),)}, GOOD, None, None, "right"),
        ({"points": (("revenue",),)}, GOOD, None, None, "wrong"),
        ({"points": (("x",),)}, GOOD | {"status": "error"}, None, None, "error"),
        ({"forbidden": ("x",), "may_refuse": ("future",)}, REFUSED, None, None, "right"),
        ({"forbidden": ("no",), "may_refuse": ("future",)}, REFUSED, None, None, "wrong"),
        ({"forbidden": ("x",), "may_refuse": ("unsafe",)}, REFUSED, None, 0, "refused"),
    ],
)
def test_wrong_and_refused_are_told_apart(expected, given, recall, precision, outcome):
    """Refusal recall, precision and the outcome of an answer."""
    scored = score(case(**expected), given)
    assert earned("refusal_recall", scored) == recall
    assert earned("refusal_precision", scored) == precision
    assert scored.outcome == outcome


@pytest.mark.parametrize(
    ("lang", "text", "language", "value"),
    [
        ("en", "It was $80 billion.", "en", 1),
        ("zh-TW", "甲骨文的營收為161億美元。", "zh-TW", 1),
        ("zh-CN", "甲骨文的营收为161亿美元。", "zh-CN", 1),
        ("zh-TW", "甲骨文的营收为161亿美元。", "zh-TW", 0),
        ("zh-CN", "甲骨文的營收為161億美元。", "zh-CN", 0),
        ("en", "甲骨文的營收為161億美元。", "en", 0),
        ("en", "It was $80 billion.", "zh-TW", 0),
        ("zh-TW", "OpenAI與Oracle的RPO為5,230億美元。", "zh-TW", 1),
    ],
)
def test_the_answer_is_in_the_questions_language_and_script(lang, text, language, value):
    """What the answer claims to be and what it reads as must both be right."""
    scored = score(case(lang=lang), answer(sentence(text), language=language, citations=[]))
    assert earned("language_right", scored) == value


@pytest.mark.parametrize(("text", "lang"), [("", None), ("123 %", None), ("RPO", "en")])
def test_a_text_without_letters_has_no_language(text, lang):
    """Figures alone tell nothing."""
    assert reads_as(text) == lang


def test_intervals_hold_the_value_and_repeat():
    """Twins are drawn together; the same scores give the same interval."""
    ids = [f"{n}-{lang}" for n in range(20) for lang in ("en", "zh")]
    cases = [
        Case(i, "fact", "dev", "t", "en", "?", Expected(), twin=f"{i.split('-')[0]}-{other}")
        for i in ids
        for other in [{"en": "zh", "zh": "en"}[i.split("-")[1]]]
    ]
    good = {i: int(i.split("-")[0]) < 15 for i in ids}
    scored = {i: Scored("right" if good[i] else "wrong", {"m": (float(good[i]), 1.0)}) for i in ids}
    first, again = add_up(scored, cases), add_up(scored, cases)
    assert first == again
    assert first["m"].value == 0.75
    assert first["m"].n == 40
    assert first["m"].low < 0.75 < first["m"].high
    assert first["twins_agree"].value == 1


def test_the_languages_are_compared_in_pairs():
    """English right alone and Chinese right alone are counted; like outcomes say nothing."""
    ids = [f"{n}-{lang}" for n in range(10) for lang in ("en", "zh")]
    cases = [
        Case(
            i, "fact", "dev", "t", "en" if i.endswith("en") else "zh-TW", "?", Expected(),
            twin=i.replace("en", "zh") if i.endswith("en") else i.replace("zh", "en"),
        )
        for i in ids
    ]  # fmt: skip
    right = {i: i.endswith("en") or int(i[0]) < 4 for i in ids}
    scored = {i: Scored("right" if right[i] else "wrong", {"m": (1, 1)}) for i in ids}
    found = language_gap(scored, cases)
    assert found is not None
    assert (found.n, found.only_first, found.only_second) == (10, 6, 0)
    assert found.difference == pytest.approx(-0.6)
    assert found.p == 2 / 2**6
    assert language_gap({}, cases) is None


@pytest.mark.parametrize(
    ("expected", "given", "held_back", "tried"),
    [
        ({"refusal": "future"}, REFUSED, 1, None),
        ({"refusal": "unsafe"}, REFUSED, 1, None),
        ({"refusal": "future"}, GOOD, 0, None),
        ({"refusal": "future"}, GOOD | {"status": "error"}, 0, None),
        ({"refusal": "future", "status": "partial"}, GOOD, None, 1),
        ({"points": (("backlog",),)}, REFUSED, None, 0),
        ({"points": (("backlog",),)}, GOOD, None, 1),
        ({"forbidden": ("x",), "may_refuse": ("future",)}, REFUSED, None, None),
    ],
)
def test_both_errors_of_refusing_are_counted(expected, given, held_back, tried):
    """Answering what the sources do not, whatever the code; refusing what they answer."""
    scored = score(case(**expected), given)
    assert earned("refused_when_unanswerable", scored) == held_back
    assert earned("answered_when_answerable", scored) == tried


def test_paraphrases_are_drawn_with_their_case():
    """One group for a case, its twin and the wordings of both; their agreement is a metric."""
    made = [
        Case("a", "fact", "dev", "t", "en", "?", Expected(), twin="b"),
        Case("b", "fact", "dev", "t", "zh-TW", "?", Expected(), twin="a"),
        Case("a~1", "fact", "dev", "t", "en", "?", Expected(), paraphrase_of="a"),
        Case("b~1", "fact", "dev", "t", "zh-TW", "?", Expected(), paraphrase_of="b"),
        Case("c", "fact", "dev", "t", "en", "?", Expected()),
    ]
    assert set(groups_of(made[:4]).values()) == {"a"}
    right = {"a": True, "b": True, "a~1": True, "b~1": False, "c": True}
    scored = {i: Scored("right" if ok else "wrong", {"m": (1, 1)}) for i, ok in right.items()}
    found = add_up(scored, made)
    assert (found["wordings_agree"].value, found["wordings_agree"].n) == (0.5, 2)
    assert found["m"].n == 5


@pytest.mark.parametrize(
    ("chinese", "holds"),
    [
        ([True] * 200, True),
        ([True] * 100 + [False] * 100, False),
        # As good on average, but the draw alone moves the difference further than the margin.
        ([n % 2 == 0 for n in range(20)], False),
    ],
)
def test_parity_asks_for_the_whole_interval_within_the_margin(chinese, holds):
    """No difference found is not enough: the twins must be many and alike."""
    english = [True] * 200 if len(chinese) == 200 else [n % 2 == 1 for n in range(20)]
    found = parity(paired("t", list(zip(english, chinese, strict=True))))
    assert found is not None
    assert (found.margin, found.holds) == (0.04, holds)
    assert parity(None) is None
