"""A summary is of the topic that is named, detail tells more, and a definition is told once."""

from __future__ import annotations

import re

import pytest

from bot import Explainer
from bot.answer.plan.told_once import _IS, _repeats, _unnamed, _words
from bot.language.script import fold
from bot.language.turns import POINTS_BACK
from bot.records import Term


@pytest.fixture(scope="module")
def explainer(library) -> Explainer:
    return Explainer(library.settings, library, "extractive")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Give me an overview of OpenAI's finances.", ("revenue", "net loss", "burn", "cash")),
        ("總結OpenAI的財務狀況", ("營收", "淨損", "燒錢", "現金")),
        ("Summarise Oracle's financial position.", ("revenue", "net income", "free cash", "debt")),
        ("摘要輝達的財務", ("營收", "淨利", "自由現金流")),
    ],
)
def test_finances_are_told_by_their_main_measures(explainer, question, told):
    """Revenue, result, cash and debt as known, and nothing of a bank's estimate first."""
    answer = explainer.ask(question)
    assert all(word in answer.answer for word in told), answer.answer
    assert not answer.findings


@pytest.mark.parametrize(
    "question", ["Sum up the debate over depreciation, a summary please", "總結折舊的爭論"]
)
def test_a_topic_without_a_party_is_summarised_from_its_own_digest(explainer, question):
    """Not the whole article's summary, and no example worked out by us."""
    answer = explainer.ask(question)
    passages = {c.passage_id.partition("/")[0] for c in answer.citations}
    assert passages - {"looplens-reading"} == {"depreciation-debate"}
    assert all(c.passage_id != "depreciation-debate/illustration" for c in answer.citations)


@pytest.mark.parametrize("question", ["Summarise the article.", "這篇文章的大意是什麼？"])
def test_the_article_is_still_summarised_as_a_whole(explainer, question):
    """What names the article is of the article."""
    answer = explainer.ask(question)
    assert {c.passage_id.partition("/")[0] for c in answer.citations} == {"article-415"}


@pytest.mark.parametrize(
    ("question", "amounts"),
    [
        ("Give me an overview of the money loop, please.", ("$100", "$300", "$40 billion")),
        ("請幫我總結這個三角循環", ("1,000億", "3,000億", "400億")),
    ],
)
def test_the_loop_is_summarised_leg_by_leg(explainer, question, amounts):
    """Its three sums stand there, and the opening says what goes to whom."""
    answer = explainer.ask(question)
    assert all(a in answer.answer for a in amounts), answer.answer
    assert all(
        any(name in answer.sentences[0].text for name in names)
        for names in (("NVIDIA", "輝達"), ("OpenAI",), ("Oracle", "甲骨文"))
    )


@pytest.mark.parametrize(
    "question", ["Explain the whole money loop in one sentence.", "用一句話說明這個循環"]
)
def test_the_loop_in_a_sentence_says_who_gives_to_whom(explainer, question):
    """The three parties of it, and nothing else."""
    answer = explainer.ask(question)
    assert len(answer.sentences) == 1
    assert all(
        any(name in answer.answer for name in names)
        for names in (("NVIDIA", "輝達"), ("OpenAI",), ("Oracle", "甲骨文"))
    )


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("總結電信泡沫的教訓", ("telecom", "telecom")),
        ("摘要主要風險", ("main-risks", "risk")),
    ],
)
def test_an_idea_is_summarised_by_the_passages_on_it(explainer, question, first):
    """Not by an outline of the whole article."""
    answer = explainer.ask(question)
    assert any(word in answer.citations[0].passage_id for word in first)
    assert answer.status == "answered", answer.findings


@pytest.mark.parametrize(
    ("question", "never"),
    [("Summarise AMD's finances.", "Broadcom"), ("摘要Meta的折舊", "甲骨文2028年")],
)
def test_a_summary_of_one_party_leaves_the_others_out(explainer, question, never):
    """Of a digest of several companies, what is stated of the one named."""
    assert never not in explainer.ask(question).answer


def test_a_deal_of_two_parties_is_summarised_from_its_sum_on(explainer):
    """What the contract comes to stands first, and no figure that a newer one replaces."""
    answer = explainer.ask("Summarise the contract between OpenAI and Oracle.")
    assert "$300 billion" in answer.sentences[0].text


@pytest.mark.parametrize(
    "question",
    [
        "Summarise the article.",
        "摘要甲骨文的債務。",
        "Summarise OpenAI's finances.",
        "總結折舊的爭論",
    ],
)
def test_a_detailed_summary_holds_more(explainer, question):
    """All that the standard one cites of the topic's document, and further figures."""
    standard, detailed = (explainer.ask(question, level=at) for at in ("standard", "detailed"))
    assert len(detailed.sentences) > len(standard.sentences)
    assert len({s.text for s in detailed.sentences}) == len(detailed.sentences)
    assert not detailed.findings


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("What is RPO?", r"RPO (?:is|stands for)"),
        ("What is free cash flow?", r"Free cash flow is"),
        ("什麼是自由現金流？", r"自由現金流是"),
        ("什麼是RPO？", r"RPO是"),
    ],
)
def test_a_definition_is_told_once_with_one_example(explainer, question, term):
    """The glossary's sentence, then the figures of one passage; the rest is for detail."""
    answer = explainer.ask(question)
    claims = [s for s in answer.sentences if s.kind == "claim"]
    assert 2 <= len(claims) <= 5
    assert not any(re.match(term, s.text) for s in claims), answer.answer
    subjects = {c.passage_id for c in answer.citations if not c.passage_id.startswith("later-")}
    assert len(subjects) <= 2
    assert len(explainer.ask(question, level="detailed").sentences) > len(answer.sentences)


TERM = Term(
    "X-1", "ballast", "壓艙物", "压舱物", (), (), (), "term",
    "Heavy goods carried low in a ship to keep it upright", "放在船底、讓船保持平穩的重物",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "lang", "repeats"),
    [
        ("Ballast is weight carried low in a ship so that it stays upright.", "en", True),
        ("壓艙物是放在船底的重物，船因此平穩。", "zh", True),
        ("Ballast is neither cargo nor fuel.", "en", False),
        ("Ports charge for ballast that is pumped out.", "en", False),
        ("壓艙物排出時港口會收費。", "zh", False),
    ],
)
def test_what_repeats_a_definition(text, lang, repeats):
    """The same in other words repeats it; what it is not and what becomes of it do not."""
    said = _words(TERM.definition_en if lang == "en" else TERM.definition_zh, TERM)
    enough = 0.0 if _IS.search(_unnamed(text, TERM)) else 0.4
    assert _repeats(_words(text, TERM), said, enough) is repeats


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("Not every captain agrees with them.", True),
        ("The ledger shows why the harbour silted up.", True),
        ("Part of that cargo, the crew say, was never loaded.", True),
        ("對船東來說，這比運價重要。", True),
        ("並非人人都同意。", True),
        ("The harbour of Tilmar charges 40 crowns a day.", False),
        ("Part of the cargo was never loaded.", False),
    ],
)
def test_what_leans_on_the_sentence_before(text, leans):
    """Such a sentence opens no answer."""
    assert bool(POINTS_BACK.search(fold(text))) is leans
