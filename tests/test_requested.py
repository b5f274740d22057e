"""A text that a reader wants written: what it is to be of, how it opens and how long it is."""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.language.forms import read_form
from bot.language.requested import as_summary, of_two_sides, topic_of

READING = "looplens-reading"


@pytest.fixture(scope="module")
def explainer(library) -> Explainer:
    return Explainer(library.settings, library)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Draft a short memo about CoreWeave's debt", "Summary of CoreWeave's debt"),
        (
            "Please prepare talking points on the letter of intent that I can pass on",
            "Summary of the letter of intent",
        ),
        ("We need a handout on Stargate", "Summary of Stargate"),
        ("Write a note for our bulletin: why did SoftBank sell?", "why did SoftBank sell?"),
        ("幫我寫一份備忘錄，主題是甲骨文的租約", "甲骨文的租約的摘要"),
        ("請擬一篇短文，說明誰借錢蓋資料中心", "誰借錢蓋資料中心"),
        ("整理一下折舊的重點，我要轉寄給客戶", "整理一下折舊的重點"),
        ("What did the finance chief note about the deal?", None),
        ("Who sends OpenAI money?", None),
        ("SoftBank寄望什麼？", None),
    ],
)
def test_what_a_text_is_to_be_of_is_read_whatever_the_text_is_called(text, plain):
    """And what it is to be passed on for is cut; another question stays as it is."""
    assert as_summary(text) == (text if plain is None else plain)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Summary of the whole affair", ""),
        ("Summarise everything", ""),
        ("整件事的始末", ""),
        ("Summarise the power question", "the power question"),
        ("總結用電的問題", "用電的問題"),
    ],
)
def test_the_whole_has_no_topic(text, topic):
    assert topic_of(text) == topic


def test_both_sides_are_named_together_or_as_such():
    assert of_two_sides("the optimists' and the doubters' case")
    assert of_two_sides("看好與質疑的理由")
    assert of_two_sides("pros and cons of the loop")
    assert not of_two_sides("the critics' case")
    assert not of_two_sides("支持者的理由")


def test_a_number_of_talking_points_is_a_form(phrases):
    form, rest = read_form("Give me five talking points on Stargate", phrases)
    assert (form.at_most, form.layout) == (5, "bullets")
    assert rest == "Summary of Stargate"


@pytest.mark.parametrize(
    ("question", "key", "most"),
    [
        ("Compose a four-sentence recap of the full story to send round", "gist", 4),
        ("Put together a 6-sentence overview of the entire affair for our newsletter", "gist", 6),
        ("把整件事的始末寫成五句話，要寄給會員", "gist", 5),
        ("Draft a two-sentence note about the risks for the members", "main-risks", 2),
        ("Summarise the bulls' and the doubters' arguments in 3 sentences", "both-sides", 3),
        ("用三句話整理正反兩方的說法", "both-sides", 3),
    ],
)
def test_a_summary_opens_with_the_gist_and_is_as_long_as_asked(explainer, question, key, most):
    """Filled to the number asked and no further."""
    answer = explainer.ask(question)
    assert answer.citations[0].passage_id == f"{READING}/{key}"
    assert len(answer.sentences) == most


def test_a_number_of_words_is_filled_too(explainer):
    long = explainer.ask("Write a 150-word briefing on the whole story")
    short = explainer.ask("Write a 60-word briefing on the whole story")
    assert len(short.answer.split()) <= 90
    assert 90 < len(long.answer.split()) <= 190


@pytest.mark.parametrize(
    "question",
    [
        "What is the article's central thesis?",
        "What conclusions does the article come to?",
        "這篇文章想表達什麼？",
        "雜誌文章的中心思想是什麼？",
    ],
)
def test_what_the_article_argues_is_its_own(explainer, question):
    """Its views first, and none of the critics' or of ours."""
    answer = explainer.ask(question)
    assert {c.passage_id.partition("/")[0] for c in answer.citations} == {"article-415"}
    assert answer.citations[0].passage_id == "article-415/p9"


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("What did NVIDIA publish in November 2025?", ("$57.006", "$51.215", "73.4%", "$31.91")),
        ("輝達2025年11月公布了哪些數字？", ("570.06億", "512.15億", "73.4%", "319.1億")),
        (
            "Oracle's results for the second quarter of fiscal 2026",
            ("$16.1 billion", "minus $10 billion", "$523 billion"),
        ),
        ("甲骨文2025年12月的財報說了什麼？", ("161億", "負100億", "5,230億")),
    ],
)
def test_a_report_is_told_by_its_main_measures_revenue_first(explainer, question, parts):
    answer = explainer.ask(question)
    places = [answer.answer.find(part) for part in parts]
    assert -1 not in places, answer.answer
    assert min(places) == places[0]


def test_a_report_on_one_subject_is_not_told_by_all_measures(explainer):
    answer = explainer.ask("What did Oracle announce about its debt in December 2025?")
    assert "revenue in the second quarter" not in answer.answer


@pytest.mark.parametrize(
    ("question", "of_this"),
    [
        ("I know nothing about all this. Where do I begin?", True),
        ("第一次聽說，我要先了解什麼？", True),
        ("I am taking up the violin, where should I start?", False),
        ("我想學衝浪，該從哪裡開始？", False),
        ("I want to buy NVIDIA shares, where do I start?", False),
    ],
)
def test_a_newcomer_is_told_the_gist(explainer, question, of_this):
    """Who begins something else is not."""
    told = [c.passage_id for c in explainer.ask(question).citations][:1]
    assert (told == [f"{READING}/gist"]) is of_this


@pytest.mark.parametrize("question", ["請幫我擬一篇摘要", "Could you write me a short overview?"])
def test_a_bare_request_is_of_the_whole(explainer, question):
    assert explainer.ask(question).citations[0].passage_id == f"{READING}/gist"
