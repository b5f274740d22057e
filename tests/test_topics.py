"""Topics: the one question that later turns lean on, and what a further operation is asked of."""

from __future__ import annotations

import re

import pytest

from bot.records import Sought


def shown(question):
    """The working as an operation on the words of its operands."""
    working = question.working
    assert working is not None
    assert all(isinstance(p, Sought) for p in working.parts)
    words = [question.text[p.span[0] : p.span[1]].strip(" ?？") for p in working.parts]
    return (working.operation, *words)


TOPICS = [
    # what leaned on the topic is not carried on
    (
        ("What did AMD grant OpenAI?", "At what price?", "And in 2026?", "when does it begin?"),
        "What did AMD grant OpenAI? when does it begin?",
    ),
    # of several operations on one figure the next asks of the figure
    (
        ("How big is Meta's contract with Google?", "per year?", "when does it begin?"),
        "when does Meta's contract with Google begin?",
    ),
    # a party only heard of by its words is spoken of with the one it deals with
    (
        (
            "Besides Nokia, who does Meta buy computing from?",
            "How big is the Google contract?",
            "how much is that a year?",
        ),
        "how much is Google's contract with Meta a year?",
    ),
    # what a person says of it is no new subject
    (
        ("What did NVIDIA pay for its Nokia shares?", "What did Jensen Huang say?", "When was it?"),
        "When was NVIDIA's money for Nokia?",
    ),
    # a deal is asked when it begins, though its party was asked about since
    (
        ("Meta跟Google的合約有多大？", "Meta的營收是多少？", "從哪一年開始付？"),
        "Meta與Google的合約從哪一年開始付？",
    ),
    # a part is no new subject
    (
        ("微軟的RPO有多少？", "其中OpenAI佔多少？", "那這些錢已經進帳了嗎？"),
        "微軟的RPO已經進帳了嗎？",
    ),
    # a return names what it goes back to
    (
        (
            "What is Meta's total debt?",
            "What is Nokia's revenue?",
            "back to the total debt: is it due soon?",
        ),
        "is Meta's total debt due soon?",
    ),
    (
        ("What does Meta owe in all?", "Its revenue?", "ok back to the debt: is it due soon?"),
        "is Meta's debt due soon?",
    ),
    (
        ("輝達的毛利率是多少？", "它的營收呢？", "回到毛利率，為什麼這麼高？"),
        "輝達的毛利率為什麼這麼高？",
    ),
]


WHY = [
    ("Michael Burry認為Meta的獲利高估了嗎？", "他憑什麼這麼說？"),
    ("What does Michael Burry say of Meta's depreciation?", "why does he think so?"),
    ("Nokia的營收為什麼成長？", "為什麼不是Meta？"),
]


@pytest.mark.parametrize("turns", WHY)
def test_a_why_alone_is_asked_behind_what_it_is_asked_of(follow, turns):
    """Whoever says it, and whoever it is not: the question before it is what it leans on."""
    assert follow(*turns).standalone == " ".join(turns)


def test_a_chinese_question_with_a_subject_that_points_back_stands_behind(follow):
    """「這些約」 is a subject of its own words; nothing is put right before it."""
    asked = follow("Nokia與Meta的合約有多大？", "這些約什麼時候到期？")
    assert asked.standalone == "Nokia與Meta的合約有多大？ 這些約什麼時候到期？"


@pytest.mark.parametrize(("turns", "told"), TOPICS)
def test_a_later_turn_leans_on_one_question(follow, turns, told):
    """However many turns have leant on a question, only that one is carried on."""
    standalone = re.sub(r"\s+", " ", follow(*turns).standalone)
    assert standalone.casefold() == told.casefold()


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (("What is Meta's revenue?", "Something else: what is Nokia's?"), "what is Nokia's?"),
        (("Meta的營收是多少？", "換個題目，輝達的毛利率是多少？"), "輝達的毛利率是多少？"),
        (("Is AI a bubble?", "What do the critics say?"), "What do the critics say?"),
        (
            ("Nokia的毛利率是多少？", "報導說Meta借的50億都付給了Google，這說法對嗎？"),
            "報導說Meta借的50億都付給了Google，這說法對嗎？",
        ),
    ],
)
def test_a_new_subject_takes_nothing_along(follow, turns, told):
    """What turns away from the topic, or has a subject of many, is asked alone."""
    assert follow(*turns).standalone == told


def test_what_is_asked_by_another_word_keeps_no_operation(follow):
    """ "Where does it come from?" after a total asks for no total."""
    first = "How much did SoftBank pay OpenAI in total?"
    assert "total" in {m.concept for m in follow(first, "and in 2025?").operations}
    assert not follow(first, "where does the cash come from?").operations


RELATED = [
    # a turn that only relates two is passed over
    (
        ("What is Meta's capex?", "And Nokia's?", "Which is bigger?", "And the two together?"),
        ("add", "What is Meta's capex", "What is Nokia's capex"),
    ),
    # a figure of its own behind "how does that compare with"
    (
        ("What is Meta's revenue?", "How does that compare with Nokia's cash?"),
        ("multiple", "What is Meta's revenue", "Nokia's cash"),
    ),
    # a question without a figure between is passed over
    (
        ("What is Meta's revenue?", "Why is that?", "What share of that is Nokia's revenue?"),
        ("share", "Nokia's revenue", "What is Meta's revenue"),
    ),
]


@pytest.mark.parametrize(("turns", "wanted"), RELATED)
def test_a_calculation_is_on_the_figures_asked_for_last(follow, turns, wanted):
    """Not on what only related them, nor on a question without a figure."""
    assert shown(follow(*turns)) == wanted


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (("微軟的營收是多少？", "比Meta的多還是少？"), "微軟的營收是多少？ 比Meta的多還是少"),
        (
            ("How big is Nokia's backlog?", "is that more than Meta's revenue?"),
            "How big is Nokia's backlog? is that more than Meta's revenue?",
        ),
        (("What is Nokia's RPO?", "When does it become revenue?"), "When does Nokia's RPO become"),
        (("Meta的RPO是多少？", "這些錢會變成營收嗎？"), "Meta的RPO會變成營收嗎"),
    ],
)
def test_what_is_set_beside_the_thing_spoken_of_keeps_it(follow, turns, told):
    """A measure of the follow-up's own is no new subject where a pronoun is compared with it."""
    assert told in follow(*turns).standalone


@pytest.mark.parametrize(
    "turns",
    [
        ("Besides Nokia, who sells to Meta?", "and Google's, how much is it a year?"),
        ("除了Nokia以外，誰賣給Meta？", "那Google的呢？"),
    ],
)
def test_a_party_that_was_set_aside_is_not_exchanged(follow, turns):
    """ "Besides X" keeps its place."""
    asked = follow(*turns)
    assert "esides Google" not in asked.standalone
    assert "除了Google" not in asked.standalone


def test_a_party_in_a_question_of_its_own_is_not_exchanged(follow):
    """ "And the site, is X paying for it?" asks something else than the question before."""
    asked = follow("Is Meta stuck with Nokia?", "and the Texas site, is Google paying for it?")
    assert "stuck with Google" not in asked.standalone


def test_a_part_named_by_its_owner_is_no_exchange(follow):
    """ "And X's part of that" asks of the same figure."""
    asked = follow("What is Nokia's RPO?", "and Meta's part of that, in dollars?")
    assert "Nokia" in asked.standalone
