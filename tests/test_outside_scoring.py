"""How answers in sentences are held against the bare figures and spans of published sets."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from evals.outside.items import (
    Document,
    Gold,
    Item,
    NoAnswerGold,
    NumberGold,
    PartsGold,
    SpanGold,
    YesNoGold,
)
from evals.outside.scoring import f1, score, tokens
from evals.outside.tally import Asked, summarise, table


def item(gold: Gold, question: str = "What was it?", part: str = "a", name: str = "i1") -> Item:
    return Item(name, name, part, "en", question, (Document("d", "text"),), gold, "the answer")


def answer(*sentences: str | tuple[str, int], quotes: Sequence[str] = (), **more: Any) -> Any:
    """An Answer's JSON; a sentence may name the calculation that it shows."""
    told = [(s, []) if isinstance(s, str) else (s[0], [s[1]]) for s in sentences]
    return {
        "question": "What was it?",
        "status": "answered",
        "answer": " ".join(text for text, _ in told),
        "sentences": [
            {"text": text, "kind": "claim", "markers": [1], "calculations": made}
            for text, made in told
        ],
        "citations": [{"marker": 1, "passage_id": "d/1", "quote": quote} for quote in quotes],
        "calculations": [],
        "refusal": None,
        "encoder": "none",
    } | more


def made(value: str, unit: str = "1") -> dict[str, Any]:
    return {"value": value, "unit": unit, "steps": [], "expression": ""}


REFUSED = answer("The indexed sources do not say.", status="refused", refusal={"code": "x"})
NONE = {"question": "What was it?", "status": "error", "answer": "", "sentences": []}
ERROR = NONE | {"citations": [], "calculations": [], "refusal": None}


def gold(value: str, powers: Sequence[int] = (0,), percent: Any = "no", step: str = "0") -> Any:
    return NumberGold(Decimal(value), tuple(powers), percent, Decimal(step))


@pytest.mark.parametrize(
    ("expected", "said", "right"),
    [
        (gold("9413", (6,)), "Revenue was $9,413 million [1].", True),
        (gold("9413", (6,)), "Revenue was $9.413 billion [1].", True),
        (gold("9413", (6,)), "營收為94.13億美元[1]。", True),
        (gold("9413", (6,)), "Revenue was $9,413 [1].", False),  # the scale is part of the answer
        (gold("9413", (0, 6)), "Revenue was $9,413 [1].", True),  # where the set names none
        (gold("9413", (6,)), "Revenue was $941.3 million [1].", False),
        (gold("9413", (6,)), "Revenue was $9,459 million [1].", True),  # within half a percent
        (gold("9413", (6,)), "Revenue was $9,461 million [1].", False),
        (gold("-400", (3,)), "Freight fell by 400 thousand [1].", True),
        (gold("-400", (3,)), "Freight rose by 400 thousand [1].", False),
        (gold("400", (3,)), "The decrease: freight fell by 400 thousand [1].", True),
        (gold("11.11", percent="yes", step="0.01"), "It grew 11.1% [1].", True),
        (gold("11.11", percent="yes"), "It grew 11.1 tonnes [1].", False),
        (gold("0.1446", percent="either"), "The margin was 14.46% [1].", True),
        (gold("14.46", percent="either"), "The margin was 14.46% [1].", True),
        (gold("14.46"), "The margin was 14.46% [1].", False),  # not a percentage
        (gold("0.07", step="0.01"), "The ratio was 0.0714 [1].", True),  # gold was rounded
        (gold("0.07"), "The ratio was 0.0714 [1].", False),
        (gold("412.5", (6,)), "It was $412.5 million in 2020 and $380 million in 2019 [1].", False),
        (gold("20"), "Nothing is said of it [1].", False),
    ],
)
def test_a_figure_must_be_right_in_scale_sign_and_unit(
    expected: NumberGold, said: str, right: bool
) -> None:
    """An answer that gives several figures has not chosen one."""
    judged = score(item(expected), answer(said))
    assert judged.ratios["execution_accuracy"] == (float(right), 1.0)
    assert judged.outcome == ("right" if right else "wrong")
    assert right or judged.reasons


@pytest.mark.parametrize(
    ("question", "right"),
    [("What was the change?", "-12.6"), ("What was the percentage change?", "-22.2")],
)
def test_what_is_computed_goes_before_what_is_read_off(question: str, right: str) -> None:
    """The first result counts, or the first percentage where the question asks for one."""
    said = answer(
        "Other sales were 44.1 million, after 56.7 million [1].",
        ("The change is -12.6: 44.1 − 56.7 = -12.6 [1].", 0),
        ("The change is -22.2%: (44.1 − 56.7) ÷ 56.7 = -22.2% [1].", 1),
        calculations=[made("-12.6"), made("-22.2222222", "%")],
    )
    percent = "yes" if right == "-22.2" else "no"
    for value, earned in (("-12.6", right == "-12.6"), ("-22.2", right == "-22.2")):
        found = score(item(gold(value, percent=percent), question), said)
        assert found.ratios["execution_accuracy"][0] == float(earned), value


def test_figures_of_the_question_are_no_answer() -> None:
    """Echoing what was asked commits to nothing."""
    question = "Was the 120 million dollars paid, and how much is left?"
    said = answer("Of the $120 million, $30 million is left [1].")
    assert score(item(gold("30", (6,)), question), said).outcome == "right"
    assert score(item(gold("120", (6,)), question), said).outcome == "wrong"


def test_a_figure_anywhere_is_told_apart_from_the_answers_own() -> None:
    """`figure_stated` is what a reader could find in it: the looser of the two."""
    said = answer("There were 14 [1].", "Others count 20 [2].")
    assert score(item(gold("20")), said).ratios == {
        "execution_accuracy": (0.0, 1.0),
        "figure_stated": (1.0, 1.0),
    }


@pytest.mark.parametrize(
    ("said", "yes"), [("Yes, it was [1].", True), ("No [1].", False), ("It was 12 [1].", None)]
)
def test_yes_and_no_are_the_first_word(said: str, yes: bool | None) -> None:
    """Nothing is read out of an answer that says neither."""
    assert [score(item(YesNoGold(g)), answer(said)).outcome == "right" for g in (True, False)] == [
        yes is True,
        yes is False,
    ]


@pytest.mark.parametrize(
    ("said", "stated", "first", "exact"),
    [
        (["Ines Calder opened it in 1904 [1]."], 1, 1, 0),
        (["It was opened by Ines  Calder. [1]"], 1, 1, 0),
        (["It stands on a hill [1].", "Ines Calder opened it [2]."], 1, 0, 0),
        (["The Ines Calder [1]."], 1, 1, 1),  # articles are no words of the span
        (["ines calder"], 1, 1, 1),
        (["Calder, Ines [1]."], 0, 0, 0),
        (["Ines Calderon opened it [1]."], 0, 0, 0),  # whole words only
    ],
)
def test_spans_are_looked_for_by_words(
    said: list[str], stated: int, first: int, exact: int
) -> None:
    """Case, punctuation, spacing and English articles are no difference."""
    ratios = score(item(SpanGold(("Ines Calder",))), answer(*said)).ratios
    found = [ratios[n][0] for n in ("span_stated", "span_in_first_sentence", "exact_match")]
    assert found == [stated, first, exact]


@pytest.mark.parametrize(
    ("said", "wanted", "value"),
    [
        ("Ines Calder opened it", "Ines Calder", 2 / 3),
        ("林守田創辦", "林守田", 0.75),
        ("創辦人是林守田。", "林守田", 0.6),
        ("1931年关闭", "1931年", 2 / 3),
        ("nothing", "Ines Calder", 0.0),
        ("", "Ines Calder", 0.0),
        ("a b b", "b b", 1.0),  # "a" is an article
    ],
)
def test_f1_is_by_words_and_by_characters(said: str, wanted: str, value: float) -> None:
    """Chinese has no spaces: a character is a token, a number or Latin word is one."""
    assert f1(tokens(said), tokens(wanted)) == pytest.approx(value)


def test_f1_takes_the_best_sentence_and_annotator() -> None:
    """Several annotators' spans are alternatives, as SQuAD has it."""
    spans = SpanGold(("創辦人林守田", "林守田"))
    ratios = score(item(spans), answer("茶行在鹿谷[1]。", "林守田[2]。")).ratios
    assert ratios["f1"] == (1.0, 1.0)


def test_across_languages_only_what_is_cited_counts() -> None:
    """The answer's words are in another language than the span."""
    across = SpanGold(("Ines Calder",), across=True)
    cited = score(
        item(across), answer("由一位天文學家創辦[1]。", quotes=["Ines Calder opened it."])
    )
    assert (cited.outcome, cited.ratios) == ("right", {"sentence_cited": (1.0, 1.0)})
    assert score(item(across), answer("Ines Calder [1].", quotes=["On a hill."])).outcome == "wrong"


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("It opens on 14 April 2023 with Mara Whitlock [1].", True),
        ("It opens on April  14, with mara whitlock [1].", True),
        ("It opens on April 14 [1].", False),
    ],
)
def test_parts_must_all_be_there_in_one_of_their_wordings(said: str, right: bool) -> None:
    """The set's own rule: a part is a list of alternatives."""
    parts = PartsGold((("April 14", "14 April"), ("Mara Whitlock",)))
    assert score(item(parts), answer(said)).ratios == {"accuracy": (float(right), 1.0)}


ALL = (
    gold("20"),
    YesNoGold(True),
    SpanGold(("Ines",)),
    SpanGold(("Ines",), across=True),
    PartsGold((("Ines",),)),
)


@pytest.mark.parametrize("expected", ALL, ids=lambda g: type(g).__name__)
def test_a_refusal_is_refused_and_not_wrong(expected: Gold) -> None:
    """And earns nothing: what its message says is no answer."""
    judged = score(item(expected), REFUSED)
    assert judged.outcome == "refused"
    assert not any(earned for earned, _ in judged.ratios.values())


@pytest.mark.parametrize("expected", [*ALL, NoAnswerGold()], ids=lambda g: type(g).__name__)
def test_a_crash_is_an_error(expected: Gold) -> None:
    """Never a refusal, not even where refusing is right."""
    judged = score(item(expected), ERROR)
    assert judged.outcome == "error"
    assert not any(earned for earned, _ in judged.ratios.values())


@pytest.mark.parametrize(("said", "right"), [(REFUSED, True), (answer("It is 4 [1]."), False)])
def test_the_negative_part_must_be_refused(said: Any, right: bool) -> None:
    """An answer from snippets that do not say it is wrong."""
    judged = score(item(NoAnswerGold()), said)
    assert judged.ratios == {"rejection_rate": (float(right), 1.0)}
    assert judged.outcome == ("right" if right else "wrong")


# --- adding up --------------------------------------------------------------------------------


def asked(name: str, part: str, right: bool, group: str = "") -> Asked:
    one = item(gold("20"), part=part, name=name)
    one = Item(name, group or name, part, "en", one.question, one.documents, one.gold, "20")
    said = answer("There are 20 [1]." if right else "There are 3 [1].")
    return Asked(one, said, score(one, said), 0.1)


def test_metrics_are_told_by_part_where_there_are_several() -> None:
    """With n beside each; one part alone is not said twice."""
    both = summarise([asked("1", "a", True), asked("2", "b", False)], {})
    assert both["metrics"]["execution_accuracy"] == 0.5
    assert both["metrics"]["execution_accuracy (a)"] == 1
    assert both["n"]["execution_accuracy (b)"] == 1
    one = summarise([asked("1", "a", True)], {})
    assert set(one["metrics"]) == {"execution_accuracy", "figure_stated"}


def test_questions_of_one_document_are_drawn_together() -> None:
    """Ten questions on two pages say less than ten on ten."""
    apart = [asked(str(n), "a", n % 2 == 0) for n in range(40)]
    shared = [asked(str(n), "a", n < 20, group=str(n // 20)) for n in range(40)]
    widths = []
    for results in (apart, shared):
        low, high = summarise(results, {})["intervals"]["execution_accuracy"]
        widths.append(high - low)
    assert widths[1] > 2 * widths[0]


def test_the_table_says_what_was_left_out() -> None:
    """Reasons with their counts, beside n and interval."""
    text = table(summarise([asked("1", "a", True)], {"no published answer": 7}))
    assert "left out, 7: no published answer" in text
    assert "95% interval" in text
    assert "questions asked: 1" in text
