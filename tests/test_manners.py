"""What is said beside questions (`manners`), and the form asked for (`forms`, `layouts`)."""

from __future__ import annotations

import pytest

from bot.language.forms import read_form
from bot.language.layouts import is_full, laid_out
from bot.language.manners import read_manner
from bot.language.phrases import Phrases
from bot.language.restyle import in_language
from bot.records import Form, Sentence, Shown
from bot.settings import data_root


@pytest.fixture(scope="module")
def phrases():
    return Phrases(data_root("prompts"))


SAID = [
    ("thanks!", "thanks"),
    ("Thank you so much, that was really helpful", "thanks"),
    ("ok thx", "thanks"),
    ("謝謝", "thanks"),
    ("太棒了，謝謝你的說明", "thanks"),
    ("辛苦了，講得很清楚", "thanks"),
    ("hi", "greeting"),
    ("Good morning!", "greeting"),
    ("哈囉，你好", "greeting"),
    ("早安", "greeting"),
    ("Who are you and what can you do?", "identity"),
    ("how does this work?", "identity"),
    ("Are you a robot?", "identity"),
    ("你是誰？你能做什麼？", "identity"),
    ("我可以問你哪些問題？", "identity"),
    ("How up to date is your data?", "freshness"),
    ("When was your data last updated?", "freshness"),
    ("你的資料更新到什麼時候？", "freshness"),
    ("资料库收录到哪一天？", "freshness"),
    ("Are you sure?", "doubt"),
    ("where did you get that?", "doubt"),
    ("你確定嗎？", "doubt"),
    ("真的假的", "doubt"),
    ("is that number from their annual report?", "doubt"),
    ("are those figures audited?", "doubt"),
    ("這數字是財報上的嗎？", "doubt"),
    ("那這個金額確定了嗎", "doubt"),
    ("我不懂，再解釋一次", "unclear"),
    ("I don't get it, explain it again please", "unclear"),
    ("so when did that happen?", "when"),
    ("which month was this?", "when"),
    ("as of what date is that figure?", "when"),
    ("那是哪一年的事？", "when"),
    ("何時的消息呢", "when"),
    ("can you give me the exact amounts?", "figures"),
    ("figures please", "figures"),
    ("any numbers on that?", "figures"),
    ("有具體金額嗎？", "figures"),
    ("請給我數據", "figures"),
    ("and with simple words please", "unclear"),
    ("掰掰", "farewell"),
    ("got it", "assent"),
]
ASKED = [
    "thanks, and what is Oracle's debt?",
    "Hi, what is RPO?",
    "What is a letter of intent?",
    "什麼是循環融資",
    "Who is Jensen Huang?",
    "你好，甲骨文的RPO是多少？",
    "謝謝輝達的投資者有哪些？",
    "What can Oracle do about its debt?",
    "How up to date is the RPO figure of Oracle?",
    "why?",
    "And Microsoft?",
    "Is that contract binding?",
    "Is that from Nokia?",
    "Nokia的財報正式公布了嗎？",
    "when did that contract begin?",
    "什麼時候到期？",
    "那什麼時候付清",
    "Nokia's numbers",
    "add up the figures",
    "哪個數字比較大？",
]


@pytest.mark.parametrize(("text", "manner"), SAID)
def test_a_message_that_asks_nothing_of_the_sources_is_known(phrases, text, manner):
    """Thanks, a greeting, who is there: by the whole message."""
    assert read_manner(text, phrases) == manner


@pytest.mark.parametrize("text", ASKED)
def test_a_question_with_manners_stays_a_question(phrases, text):
    """ "Thanks, and …" asks."""
    assert read_manner(text, phrases) == ""


FORMS = [
    ("Explain the AI loop to a ten-year-old in one sentence.", 1, "prose", "Explain the AI loop"),
    ("In one sentence: what is a letter of intent?", 1, "prose", "what is a letter of intent?"),
    ("Summarise it in three bullet points", 3, "bullets", "Summarise it"),
    ("Compare Oracle's and Microsoft's RPO in a table", 0, "table", "Compare Oracle's and"),
    ("Why is Oracle borrowing? Explain it to my grandmother.", 0, "prose", "Why is Oracle"),
    (
        "How many GPUs are in the table?",
        0,
        "prose",
        "How many GPUs are in the table?",
    ),
    ("用一句話講OpenAI與甲骨文的合約", 1, "prose", "講OpenAI與甲骨文的合約"),
    ("用三句話跟我阿嬤解釋AI永動機", 3, "prose", "解釋AI永動機"),
    ("請用兩句話說明為什麼自由現金流為負", 2, "prose", "為什麼自由現金流為負"),
    ("甲骨文的債務有哪些風險？請條列三點", 3, "bullets", "甲骨文的債務有哪些風險？"),
    ("做一張表比較微軟和甲骨文的RPO", 0, "table", "比較微軟和甲骨文的RPO"),
    ("表格中的營收是多少？", 0, "prose", "表格中的營收是多少？"),
    ("甲骨文發了六檔票據，哪幾檔？", 0, "prose", "甲骨文發了六檔票據，哪幾檔？"),
]


@pytest.mark.parametrize(("text", "most", "layout", "rest"), FORMS)
def test_the_form_is_read_and_its_words_are_not_searched_for(phrases, text, most, layout, rest):
    """So many sentences, bullet points, a table, for whom: cut out of the question."""
    form, left = read_form(text, phrases)
    assert (form.at_most, form.layout) == (most, layout)
    assert left.startswith(rest)


WORDS = [
    ("Summarise the article in 50 words", 50, True),
    ("寫一段100字的摘要給公會會員", 100, True),
    ("Write a short summary for our members", 0, True),
    ("Please summarise Hamlet", 0, False),
    ("用50字摘要甲骨文的債務", 50, False),
]


@pytest.mark.parametrize(("text", "most", "whole"), WORDS)
def test_so_many_words_and_of_the_whole(phrases, text, most, whole):
    """A summary that names nothing is of the article."""
    form, _ = read_form(text, phrases)
    assert (form.most_words, form.whole) == (most, whole)


NAMED = [
    ("請翻譯成英文：甲骨文的剩餘履約義務是多少？", ("en", "甲骨文的剩餘履約義務是多少？")),
    ("Explain Oracle's RPO in Chinese", ("zh-TW", "Explain Oracle's RPO")),
    ("Translate into Chinese: what is Oracle's RPO?", ("zh-TW", "what is Oracle's RPO?")),
    ("把答案翻成英文：輝達第三季營收？", ("en", "輝達第三季營收？")),
    ("用英文解釋甲骨文的RPO", ("en", "甲骨文的RPO")),
    ("How do you say RPO in Chinese?", None),
    ("What is RPO called in English?", None),
]


@pytest.mark.parametrize(("text", "told"), NAMED)
def test_the_language_named_is_obeyed(phrases, text, told):
    """Not where a name in that language is asked for."""
    assert in_language(text, phrases) == told


def shown(*texts):
    return [Shown(n, Sentence(text, "claim"), ()) for n, text in enumerate(texts)]


def test_an_answer_is_full_at_its_length():
    """By sentences or by words; the first sentence is always told."""
    two = shown("One two three four five.", "Six seven eight nine ten.")
    assert is_full(two, Form(at_most=2))
    assert not is_full(two, Form(at_most=3))
    assert is_full(two, Form(most_words=12))
    assert not is_full(two, Form(most_words=40))
    assert not is_full([], Form(at_most=1))
    assert not is_full(two, Form())


def test_bullets_and_tables_are_markdown(phrases):
    """A row or a point a sentence; one sentence alone needs neither."""
    sentences = [Sentence("A [1].", "claim", (1,)), Sentence("B | C.", "claim")]
    bullets = laid_out(sentences, (), Form(layout="bullets"), "en", phrases)
    table = laid_out(sentences, (), Form(layout="table"), "zh-TW", phrases)
    assert bullets == "- A [1].\n- B | C."
    assert table.splitlines()[1] == "|---|---|---|"
    assert table.splitlines()[3].count("|") == 4
    assert laid_out(sentences[:1], (), Form(layout="table"), "en", phrases) == "A [1]."
