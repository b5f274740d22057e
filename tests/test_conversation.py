"""A conversation with the product: manners, the form asked for, doubt, and what it suggests."""

from __future__ import annotations

import json

import pytest

from bot.answer.plan.suggested import LEADS_BACK
from bot.explainer import Explainer
from bot.language.wording import Wording
from bot.records import Turn


@pytest.fixture(scope="module")
def explainer(library) -> Explainer:
    return Explainer(library.settings, library)


@pytest.fixture(scope="module")
def told(explainer):
    """The answer to the last of several messages, the others being its history."""

    def told(*messages: str):
        history: list[Turn] = []
        for message in messages[:-1]:
            history += [Turn("user", message), Turn("assistant", explainer.ask(message).answer)]
        return explainer.ask(messages[-1], history=history)

    return told


SPOKEN = [
    ("thanks!",),
    ("hi",),
    ("你是誰？你能做什麼？",),
    ("What was Oracle's RPO at the end of November 2025?", "Thank you!"),
    ("甲骨文9月發了多少債？", "謝謝"),
]


@pytest.mark.parametrize("messages", SPOKEN)
def test_manners_get_one_short_answer(told, messages):
    """Alone or in a conversation; nothing is refused and nothing cited."""
    answer = told(*messages)
    assert (answer.status, answer.refusal, answer.citations) == ("answered", None, ())
    assert len(answer.sentences) == 1


@pytest.mark.parametrize("text", ["How up to date is your data?", "你的資料更新到什麼時候？"])
def test_how_new_the_sources_are_stands_in_the_catalogue(told, text):
    """The article's date and the newest source's, each cited."""
    answer = told(text)
    assert answer.status == "answered"
    assert len(answer.citations) == 2
    assert "2026" in answer.answer


DOUBTED = [
    (("What does OpenAI's AWS contract cost?", "Are you sure?"), "press report"),
    (("甲骨文2025年11月底的RPO是多少？", "你確定嗎？"), "依據是"),
]


@pytest.mark.parametrize(("messages", "told_of"), DOUBTED)
def test_a_doubt_is_met_with_the_ground(told, messages, told_of):
    """What kind of source has it; not the same text again."""
    first, answer = told(messages[0]), told(*messages)
    assert told_of in answer.answer
    assert answer.answer != first.answer
    assert answer.status == "answered"
    assert answer.citations


WHEN = [
    (("What did NVIDIA pay for its Intel shares?", "so when was that?"), "December 2025"),
    (("諾基亞賣了多少新股給輝達？", "那是什麼時候的事？"), "2025年10月"),
]


@pytest.mark.parametrize(("messages", "date"), WHEN)
def test_when_it_was_is_told_in_a_sentence_or_two(told, messages, date):
    """The sentences of the last answer that name a time, and no other."""
    answer = told(*messages)
    assert date in answer.answer
    assert 0 < len(answer.sentences) <= 2


def test_what_is_told_more_plainly_keeps_no_table(told):
    """Plain words are prose, whatever the answer before was laid out as."""
    asked = ("What does a letter of intent bind?", "as a table", "and in simple words please")
    assert "|" not in told(*asked).answer


COUNTED = [
    ("Why does Oracle borrow so much?", "numbers please"),
    ("為什麼OpenAI會虧錢？", "給我數字"),
    ("為什麼OpenAI會虧錢？", "有具體金額嗎？"),
]


@pytest.mark.parametrize("messages", COUNTED)
def test_the_figures_of_the_last_answer_are_told_alone(told, messages):
    """Each sentence has one, of the company spoken of, and the whole loop's sums do not come."""
    answer = told(*messages)
    company = "Oracle" if "Oracle" in messages[0] else "OpenAI"
    assert answer.sentences
    assert all(any(c.isdigit() for c in s.text.split("[")[0]) for s in answer.sentences)
    assert sum(company in s.text or "甲骨文" in s.text for s in answer.sentences) > 0
    assert told(messages[0]).sentences[0].text != answer.sentences[0].text


ALONE = [
    (("甲骨文9月發了多少債？", "什麼是循環融資"), "循環融資："),
    (("甲骨文9月發了多少債？", "What is a letter of intent?"), "Letter of intent:"),
    (("What was Oracle's RPO?", "What does vendor financing mean?"), "endor financing"),
    (("什麼是循環融資？為什麼有人擔心？",), "循環融資："),
    (("RPO跟遞延收入差在哪？",), "遞延收入"),
    (("台積電在這個循環裡扮演什麼角色？",), "台積電："),
]


@pytest.mark.parametrize(("messages", "said"), ALONE)
def test_an_idea_is_explained_wherever_it_is_asked(told, messages, said):
    """In a running conversation too, before a reason, beside another one."""
    assert said in told(*messages).sentences[0].text + told(*messages).sentences[-1].text


FORMED = [
    ("Explain the AI loop to a ten-year-old in one sentence.", 1, "loop"),
    ("用一句話講OpenAI與甲骨文的合約", 1, "3,000億美元"),
    ("用三句話跟我阿嬤解釋AI永動機", 3, "永動機"),
    ("In two sentences, why did Oracle's free cash flow turn negative?", 2, "free cash flow"),
    ("List OpenAI's compute contracts in three bullet points.", 3, "- "),
]


@pytest.mark.parametrize(("text", "most", "said"), FORMED)
def test_the_form_asked_for_is_kept(told, text, most, said):
    """No more sentences than asked for, and the thing itself among them."""
    answer = told(text)
    assert len(answer.sentences) <= most
    assert said in answer.answer


def test_a_table_is_told_as_one(told):
    """A row a sentence, with its source."""
    answer = told("用表格列出OpenAI的算力合約與金額")
    lines = answer.answer.splitlines()
    assert lines[1] == "|---|---|---|---|"
    assert len(lines) == len(answer.sentences) + 2


ANSWERED = [
    ("Why would a chip maker invest in its customer?", "answered", None),
    ("Should I buy NVIDIA because it invests in customers?", "refused", "investment_advice"),
    ("甲骨文的信用評等是什麼？會不會變垃圾債？", "partial", "future"),
    ("這篇文章有哪些地方寫錯？", "answered", None),
    ("What does the article get wrong?", "answered", None),
    ("What happened after January 2026?", "answered", None),
    ("寫一段100字的摘要給公會會員", "answered", None),
    ("Please summarise Hamlet", "refused", "out_of_scope"),
    ("甲古文的RPO多少", "answered", None),
]


@pytest.mark.parametrize(("text", "status", "code"), ANSWERED)
def test_what_can_be_answered_is(told, text, status, code):
    """And what cannot is still refused; of two questions in one the one that can be known."""
    answer = told(text)
    assert (answer.status, answer.refusal and answer.refusal.code) == (status, code)


@pytest.mark.parametrize(
    ("text", "said"),
    [("？？？", "沒有讀到問題"), ("???", "The question is empty"), ("問" * 4001, "問題太長")],
)
def test_an_unusable_question_is_told_so_in_its_language(told, text, said):
    """An error's words are the reader's."""
    answer = told(text)
    assert answer.status == "error"
    assert said in answer.answer


@pytest.mark.parametrize("language", ["en", "zh-TW"])
def test_what_is_suggested_leads_back(explainer, language):
    """Each listed fact has a question of its own; of every fortieth the answer tells the fact."""
    shelf = explainer.library
    wording = Wording(shelf.phrases, shelf.glossary, language)
    listed = json.loads(LEADS_BACK.read_text("utf-8"))["en" if language == "en" else "zh"]
    assert len(listed) > 150
    for fact in filter(None, map(shelf.ledger.get, listed[::40])):
        asked = wording.question_about(fact)
        answer = explainer.ask(asked, as_of="latest" if fact.later else "article")
        assert fact.stated_in.passage_id in {c.passage_id for c in answer.citations}, asked


def test_a_reader_of_simplified_chinese_reads_their_names(told):
    """英伟达 and 资料, in the answer and in what it suggests."""
    answer = told("英伟达第三季营收是多少？")
    assert "英伟达" in answer.answer
    assert "辉达" not in answer.answer
    assert not any("與" in asked or "輝" in asked for asked in answer.suggestions)


@pytest.mark.parametrize(
    "text", ["甲骨文9月發了多少債？", "Is Stargate finished?", "How long is Meta's server life?"]
)
def test_no_verdict_stands_without_its_claim(told, text):
    """ "The amount is exact" says nothing where the claim is not told."""
    said = told(text).answer
    assert not any(w in said for w in ("金額正確", "amount is exact", "On record", "正確但"))
