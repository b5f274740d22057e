"""What a party says of the thing spoken of (`party_says`), what is set beside it (`compared`)."""

from __future__ import annotations

import pytest

SAYS = [
    (
        ("What do critics say about depreciation?", "how does Amazon respond?"),
        "What does Amazon say about depreciation?",
    ),
    (
        ("How large is Nokia's total debt?", "and Nokia's own explanation?"),
        "What does Nokia say about its own total debt?",
    ),
    (("Why did Blue Owl leave?", "What did Oracle say to that?"), "say about Blue Owl?"),
    (("甲骨文的RPO為什麼暴增？", "OpenAI的說法呢？"), "OpenAI對甲骨文的RPO怎麼說？"),
    (("輝達投資Nokia多少？", "輝達自己怎麼說？"), "輝達對諾基亞的投資怎麼說？"),
    (("折舊是什麼？", "那Meta怎麼看？"), "Meta對折舊怎麼說？"),
]
NOT_ONLY = [
    ("What is Oracle's RPO?", "What does NVIDIA say about its revenue?"),
    ("What is Oracle's RPO?", "What did Jensen Huang say?"),
    ("甲骨文的RPO是多少？", "輝達怎麼賺錢？"),
]


@pytest.mark.parametrize(("turns", "told"), SAYS)
def test_a_partys_word_is_of_the_thing_spoken_of(follow, turns, told):
    """The measure, the idea or the other party of the topic is put beside its name."""
    assert follow(*turns).standalone.endswith(told)


@pytest.mark.parametrize("turns", NOT_ONLY)
def test_a_party_that_is_asked_about_something_else_is_left_alone(follow, turns):
    """A matter of its own, a person, another verb."""
    asked = follow(*turns)
    assert "怎麼說" not in asked.standalone
    assert "RPO?" not in asked.standalone


def test_a_partys_word_leaves_the_topic(follow):
    """The next turn leans on what the party spoke of."""
    asked = follow("What is Meta's capex?", "What does Nokia say?", "And in 2024?")
    assert "Nokia" not in asked.standalone


def test_the_matter_may_be_one_that_the_answer_leads_with(phrases, library):
    """Of a person's claim, whose matter no reader has named."""
    from bot.answer.understand import understand
    from bot.records import Turn

    history = [
        Turn("user", "What does Michael Burry claim?"),
        Turn("assistant", "Michael Burry argued that depreciation is too low [1]. So he said [2]."),
    ]
    asked = understand("what does Meta say?", history, library.glossary, library.phrases)
    assert asked.standalone == "What does Meta say about depreciation?"


BESIDE = [
    (
        ("What was Meta's revenue in 2024?", "How does that compare with Nokia?"),
        "What was Meta's revenue in 2024? What was Nokia's revenue in 2024?",
    ),
    (("微軟的資本支出多少？", "跟Nokia比呢？"), "微軟的資本支出多少？ Nokia的資本支出多少？"),
    (
        ("What is Meta's capex?", "compared with Nokia?", "and compared with Intel?"),
        "What is Meta's capex? What is Intel's capex?",
    ),
]


@pytest.mark.parametrize(("turns", "told"), BESIDE)
def test_like_is_set_beside_like(follow, turns, told):
    """The measure asked for is asked of the other party, and nothing is divided."""
    asked = follow(*turns)
    assert asked.standalone == told
    assert asked.working is None
    assert asked.intent == "comparison"


def test_where_no_figure_was_asked_for_none_is_set_over_another(follow):
    """What failed is compared in words, and so is "what's the difference?"."""
    turns = ("How did Nortel fail?", "how does that compare with Meta?", "what's the difference?")
    assert follow(*turns[:2]).working is None
    last = follow(*turns)
    assert last.working is None
    assert "difference" not in {m.concept for m in last.operations}


def test_a_difference_of_two_amounts_is_still_one(follow):
    """Where a figure was asked for it is worked out."""
    asked = follow("What is Meta's capex?", "And Nokia's?", "what's the difference?")
    assert asked.working is not None


def test_what_is_only_compared_leaves_the_topic(follow):
    """The next turn asks of the first party."""
    turns = ("How much is Meta spending on capex?", "and compared with Nokia?", "why so much?")
    assert follow(*turns).standalone == "How much is Meta spending on capex? why so much?"


def test_since_the_article_is_asked_of_the_subject(follow):
    """And not of the words of the question before."""
    asked = follow("What is the Broadcom deal with Meta?", "what has changed since the article?")
    assert asked.standalone.endswith(": what has changed since the article?")
    assert not asked.standalone.startswith("What")


def test_another_question_of_two_parties_takes_their_names(follow):
    """And not the question for an amount before it."""
    turns = ("What does Meta owe Nokia a year?", "who would be hurt first?")
    assert follow(*turns).standalone == "Meta, Nokia: who would be hurt first?"


LACKS = [
    (("What does Meta owe Nokia?", "what happens if it can't pay?"), "happens if Meta can't pay?"),
    (("Does Nokia have debts?", "and if it goes bankrupt?"), "and if Nokia goes bankrupt?"),
    (("Nokia欠Meta多少錢？", "要是它倒了呢？"), "要是諾基亞倒了呢？"),
]


@pytest.mark.parametrize(("turns", "told"), LACKS)
def test_who_cannot_pay_is_a_party(follow, turns, told):
    """What only a party can fail to do, denied or not."""
    assert follow(*turns).standalone.endswith(told)


def test_a_part_of_it_is_no_party(follow):
    """ "Any of it signed" speaks of the deal."""
    asked = follow("What is the Broadcom contract with Meta?", "is any of it signed?")
    assert asked.standalone == "is any of Broadcom's contract with Meta signed?"


def test_an_idea_that_holds_the_word_of_a_measure_is_the_subject(follow):
    """「循環投資」 names no investment of anybody's."""
    assert follow("什麼是循環投資？", "大家怎麼批評？").standalone.startswith("循環投資")


UNFIT = [
    ("輝達最大的客戶有幾家？", "前三大占多少？"),
    ("CoreWeave最大客戶占多少？", "前一大占多少？"),
    ("How many people use ChatGPT?", "how large is that?", "is it growing?"),
]


@pytest.mark.parametrize("turns", UNFIT)
def test_a_figure_is_not_set_over_itself_or_a_rate_over_the_same_rate(library, turns):
    """No share of a share of another year, no growth of one figure."""
    from bot.explainer import Explainer
    from bot.records import Turn

    explainer = Explainer(library=library, engine="extractive")
    history: list[Turn] = []
    for text in turns[:-1]:
        told = explainer.ask(text, history=history).answer
        history += [Turn("user", text), Turn("assistant", told)]
    answer = explainer.ask(turns[-1], history=history)
    assert answer.calculations == ()
