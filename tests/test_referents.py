"""Referents: what a follow-up's pronouns and gaps stand for, and answers told again elsewhere."""

from __future__ import annotations

import re

import pytest

from bot.answer.plan.together import as_told_before, told_again
from bot.answer.understand import understand
from bot.explainer import Explainer
from bot.records import Calculation, Plan, Turn


@pytest.fixture(scope="module")
def explainer(library) -> Explainer:
    return Explainer(library.settings, library, "extractive")


ALONE = [
    (("What is free cash flow?", "What is CoreWeave's?"), "What is CoreWeave's free cash flow?"),
    (("What is RPO?", "How big is Microsoft's?"), "How big is Microsoft's RPO?"),
    (("Why did Meta borrow?", "How are they paying for chips?"), "How is Meta paying for chips?"),
    (("How much debt does Meta have?", "What is it for?"), "What is Meta's debt for?"),
    (("什麼是自由現金流？", "輝達的是多少？"), "輝達的自由現金流是多少？"),
    (
        ("How much did SoftBank invest in OpenAI?", "Has any of it been paid?"),
        "Has any of SoftBank's investment in OpenAI been paid?",
    ),
    (
        ("What did AMD grant OpenAI?", "Is it listed?", "How much debt does it have?"),
        "How much debt does AMD have?",
    ),
    (("What is Stargate?", "How much has it cost?"), "How much has Stargate cost?"),
    (("Meta的資本支出是多少？", "為什麼增加這麼多？"), "Meta的資本支出為什麼增加這麼多？"),
    (("Meta的資本支出是多少？", "那它虧錢嗎？"), "那Meta虧錢嗎？"),
    (
        ("亞馬遜2025年的資本支出是多少？", "比市場預期多多少？"),
        "亞馬遜2025年的資本支出比市場預期多多少？",
    ),
    (("微軟的營收是多少？", "不是，我是問Meta的"), "Meta的營收是多少？"),
    (("What was Meta's revenue?", "no, I meant Amazon's"), "What was Amazon's revenue?"),
    (("What was Meta's revenue?", "Amazon?", "go back to Meta"), "What was Meta's revenue?"),
    (
        ("What is CoreWeave's revenue?", "Compare that with Oracle."),
        "What is Oracle's revenue?",
    ),
    (
        ("Compare CoreWeave's revenue with Oracle's.", "And Meta?"),
        "Compare CoreWeave's revenue with Meta's.",
    ),
]


@pytest.mark.parametrize(("turns", "told"), ALONE)
def test_a_follow_up_is_written_out_with_its_subject(follow, turns, told):
    """A pronoun, a possessive without its noun or a missing subject gives way to what it means."""
    standalone = re.sub(r"\s+", " ", follow(*turns).standalone)
    assert standalone.casefold().endswith(told.casefold())


KEPT = [
    ("What is Meta's revenue?", "Does Oracle buy its chips from NVIDIA?"),
    ("What is Meta's revenue?", "What is a letter of intent?"),
    ("微軟的營收是多少？", "輝達為什麼投資OpenAI？"),
]


@pytest.mark.parametrize("turns", KEPT)
def test_what_stands_alone_is_left_as_it_is(follow, turns):
    """A pronoun that means a party of the same question is not exchanged."""
    assert follow(*turns).standalone == turns[-1]


def test_the_thread_is_kept_over_several_turns(follow):
    """A later turn leans on the last question that stands alone, not on the fragment before it."""
    asked = follow("What did AMD grant OpenAI?", "At what price?", "When does it begin?")
    assert asked.standalone.startswith("What did AMD grant OpenAI?")
    assert "At what price" not in asked.standalone


def test_a_bare_why_is_asked_of_the_last_claim(follow):
    """ "Why not?" keeps the question right before it."""
    asked = follow("How much did SoftBank invest in OpenAI?", "Is it a loan?", "Why not?")
    assert asked.standalone == "Is SoftBank's investment in OpenAI a loan? Why not?"
    assert asked.intent == "explanation"


def test_a_party_within_a_figure_does_not_become_the_subject(follow):
    """After 「其中OpenAI佔多少？」 it is still the first party that is spoken of."""
    asked = follow("CoreWeave的營收是多少？", "其中OpenAI佔多少？", "它虧錢嗎？")
    assert asked.standalone == "CoreWeave虧錢嗎？"


def test_why_a_party_sold_is_no_advice(follow):
    """A party's own sale is no question of what the reader is to do; the reader's own is."""
    first = "How much did SoftBank get for its NVIDIA shares?"
    told = follow(first, "Why did it sell them?")
    own = follow(first, "Should I sell them?")
    assert "investment_advice" not in {m.concept for m in told.refusal_cues}
    assert "investment_advice" in {m.concept for m in own.refusal_cues}


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (("為什麼輝達投資OpenAI？", "那甲骨文有什麼好處？"), "那甲骨文有什麼好處"),
        (("Why does Meta borrow?", "And what does Oracle get out of it?"), "what does Oracle get"),
    ],
)
def test_a_follow_up_with_a_question_of_its_own_is_no_exchange(follow, turns, told):
    """What asks by another word keeps its words, and is no share of anything."""
    asked = follow(*turns)
    assert told in asked.standalone
    assert asked.working is None


def test_adding_up_is_no_growth(follow):
    """ "Add them up" asks for a sum."""
    asked = follow("What is Meta's revenue?", "And Amazon's?", "add them up")
    assert asked.working is not None
    assert asked.working.operation == "add"


def test_simplified_goes_on_past_words_alike_in_both_scripts(follow):
    """The last turn that shows its script decides, not one that could be either."""
    asked = follow("甲骨文为什么要借钱？", "多少？", "利息呢？")
    assert asked.language == "zh-CN"


def test_only_another_language_is_told_from_the_first(follow):
    """A translation keeps the language in which it was answered; a shorter answer has none."""
    assert follow("甲骨文的資本支出是多少？", "in English please").retold_from == "zh-TW"
    assert follow("甲骨文的資本支出是多少？", "短一點").retold_from == ""


def test_a_table_is_another_form_of_the_last_answer(follow):
    """ "Make it a table" asks for nothing else."""
    asked = follow("What is Meta's revenue?", "make it a table")
    assert (asked.text, asked.form.layout) == ("What is Meta's revenue?", "table")


def test_of_a_plan_told_again_the_steps_are_written_as_here(follow):
    """Facts and sentences are those of before; a result that both have is written once, as here."""

    def made(steps: str, value: str) -> Calculation:
        return Calculation(steps, (steps,), value, "USD", {})

    asked = follow("甲骨文的資本支出是多少？", "in English please")
    before = Plan(calculations=(made("20 + 30", "5000000000"), made("1 + 1", "2")))
    here = Plan(calculations=(made("2 + 3", "5000000000"),), suggestions=("More?",))
    plan = told_again(asked, lambda one: here if one is asked else before)
    assert [c.expression for c in plan.calculations] == ["2 + 3", "1 + 1"]
    assert plan.suggestions == ("More?",)
    assert as_told_before(as_told_before(asked)).language == "zh-TW"


def test_in_another_language_the_same_sentences_are_told(library):
    """The twins of the very passages that were quoted, in their order."""
    explainer = Explainer(library.settings, library)
    first = explainer.ask("甲骨文的自由現金流比預期差多少？")
    history = [Turn("user", first.question), Turn("assistant", first.answer)]
    again = explainer.ask("say that in English", history=history)
    assert again.language == "en"
    assert [c.passage_id for c in again.citations] == [c.passage_id for c in first.citations]


@pytest.mark.parametrize(
    ("first", "then", "holds", "never"),
    [
        (
            "Which companies other than OpenAI has NVIDIA put money into?",
            "How much did it pay for the Intel shares?",
            "NVIDIA",
            "OpenAI",
        ),
        ("除了OpenAI以外，輝達還投資了誰？", "它買英特爾的股票花了多少錢？", "輝達", "OpenAI"),
    ],
)
def test_a_party_that_was_set_aside_is_no_subject(explainer, first, then, holds, never):
    """ "Other than X" says of whom the question is not."""
    answer = explainer.ask(then, history=(Turn("user", first),))
    assert answer.status == "answered", answer.answer
    assert holds in answer.sentences[0].text
    assert never not in answer.sentences[0].text


def test_many_that_are_named_by_their_trade_are_a_subject_of_their_own(explainer):
    """ "The big cloud firms" is not asked of the bank that was spoken of before."""
    question = "How much will the big cloud firms spend in 2026?"
    alone = explainer.ask(question)
    said = (Turn("user", "What does the Bank of England say about an AI bubble?"),)
    assert explainer.ask(question, history=said).answer == alone.answer


NAMED_BEFORE = [
    (("What does Michael Burry say of Meta?", "Why did he buy puts?"), "Why did Michael Burry buy"),
    (("貝瑞怎麼看折舊？", "他放空輝達嗎？"), "貝瑞放空輝達嗎？"),
    (
        (
            "What was Meta's revenue in the quarter to June 2025?",
            "What was Nokia's in that quarter?",
        ),
        "in the quarter to June 2025",
    ),
    (("微軟2025年9月底的RPO是多少？", "那一季它的營收呢？"), "2025年9月止當季微軟的營收"),
    (("軟銀付給OpenAI多少錢？", "OpenAI拿什麼回報它？"), "OpenAI拿什麼回報軟銀"),
    (
        ("What does Google owe Meta?", "And what does Google sell to it?"),
        "what does Google sell to Meta",
    ),
    (
        ("What is Meta's revenue?", "And Nokia's?", "And Google's?", "Add up all three."),
        "Meta, Nokia and Google",
    ),
    (("微軟的資本支出是多少？", "那Meta和Google呢？", "三家哪家最多？"), "微軟"),
    (
        (
            "What is Nokia's revenue?",
            "What was its market value in July 2025, and how many times its revenue is that?",
        ),
        "What was Nokia's market value in July 2025, and how many times",
    ),
    (("Which banks warn of a bubble?", "What does Nokia say about that?"), "say about bubble"),
]


@pytest.mark.parametrize(("turns", "told"), NAMED_BEFORE)
def test_names_are_put_for_what_points_to_them(follow, turns, told):
    """A person, a time, a partner or several parties named before are named again."""
    assert told.casefold() in re.sub(r"\s+", " ", follow(*turns).standalone).casefold()


def test_a_person_whom_only_the_answer_named_is_found(phrases, library):
    """ "He" may be somebody of whom the last answer tells first."""
    history = (Turn("user", "Who warns?"), Turn("assistant", "Michael Burry does, since 2024."))
    asked = understand("What does he own?", history, library.glossary, phrases)
    assert "Michael Burry" in asked.standalone


def test_three_are_not_guessed_where_more_were_spoken_of(follow):
    """The number must be just that of the parties named."""
    asked = follow("Compare Meta, Nokia, Google and Oracle.", "Which of the three owes most?")
    assert "the three" in asked.standalone


def test_a_party_of_an_answer_is_no_subject_of_a_topic_without_one(phrases, library):
    """What was asked of an idea is not asked of a company that the answer happens to name."""
    history = (
        Turn("user", "What is vendor financing?"),
        Turn("assistant", "A supplier lends to its customer. One such was known. So did Nokia."),
    )
    asked = understand("Who did it most?", history, library.glossary, phrases)
    assert not asked.entities
