"""Lists on the real corpus: what asks for one, whom it leaves out, which members are told."""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.answer.plan.verdict import one_sided
from bot.answer.retrieve.cuts import facets_of, sets_against_article
from bot.answer.retrieve.gathering import enumerates
from bot.answer.retrieve.listing import asks_list, asks_members, left_out, without_left_out
from bot.answer.understand import understand
from bot.language.twins import sentences_in, text_in
from bot.records import Evidence, Facet, Purpose


@pytest.fixture(scope="module")
def explainer(library) -> Explainer:
    return Explainer(library.settings, library)


@pytest.fixture
def read(library):
    return lambda text: understand(text, (), library.glossary, library.phrases)


@pytest.mark.parametrize(
    ("question", "listed"),
    [
        ("Which suppliers does OpenAI have?", True),
        ("What are the reasons for doubt?", True),
        ("Name every founder of Stargate.", True),
        ("How many suppliers does OpenAI have?", False),
        ("What had analysts expected of Oracle's revenue?", False),
        ("Which company supplies OpenAI?", False),
        ("OpenAI有哪些供應商？", True),
        ("文章分成哪幾段？列一下", True),
        ("OpenAI有多少供應商？", False),
        ("哪家公司供應OpenAI？", False),
    ],
)
def test_several_things_are_asked_for_in_the_plural(read, question, listed):
    """A count, or one thing, is no list."""
    assert asks_list(read(question)) is listed


@pytest.mark.parametrize(
    ("question", "listed"),
    [
        ("Who are OpenAI's investors?", True),
        ("誰投資了OpenAI？", True),
        ("Who leads OpenAI?", False),
        ("OpenAI的執行長是誰？", False),
    ],
)
def test_who_deals_with_a_party_may_be_several(read, question, listed):
    """A deal may have many givers, an office has one holder."""
    assert asks_members(read(question)) is listed


@pytest.mark.parametrize(
    ("question", "out", "rest"),
    [
        (
            "Besides Oracle, Microsoft and Nvidia, who supplies OpenAI?",
            {"GLO-003", "GLO-005", "GLO-001"},
            "who supplies OpenAI?",
        ),
        (
            "Leaving OpenAI aside, what did NVIDIA buy?",
            {"GLO-002"},
            "what did NVIDIA buy?",
        ),
        ("除了甲骨文以外，誰供應OpenAI？", {"GLO-003"}, "，誰供應OpenAI？"),
        ("輝達投資哪些公司？OpenAI不算", {"GLO-002"}, "輝達投資哪些公司"),
        ("Besides chips, it sold stock.", set(), "Besides chips, it sold stock."),
        (
            "Which firms other than Nokia did Microsoft sign with?",
            {"GLO-014"},
            "Which firms did Microsoft sign with?",
        ),
        (
            "Which lenders except SoftBank back Meta?",
            {"GLO-004"},
            "Which lenders back Meta?",
        ),
        ("微軟除了Meta還找過誰？", {"GLO-010"}, "微軟 還找過誰？"),
        (
            "Beyond Intel and AMD, whom did Meta sign?",
            {"GLO-013", "GLO-011"},
            "whom did Meta sign?",
        ),
        ("Does Meta plan beyond 2027?", set(), "Does Meta plan beyond 2027?"),
    ],
)
def test_parties_are_left_out_with_their_words(read, question, out, rest):
    """Who is left out is no subject of the search either."""
    asked = read(question)
    assert left_out(asked) == out
    assert without_left_out(asked) == rest


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("The founders were A, B, C and the fund D.", True),
        ("The loop has 3 parts: one, two, three.", True),
        ("創始夥伴為甲、乙、丙與丁。", True),
        ("Oracle sold notes in September.", False),
        ("甲骨文9月發行票據。", False),
    ],
)
def test_a_sentence_enumerates(text, several):
    """Several things in a row, or a count of parts before a colon."""
    assert enumerates(text) is several


@pytest.mark.parametrize(
    ("question", "members", "absent"),
    [
        (
            "Which companies did OpenAI sign contracts with?",
            ("Oracle", "Microsoft", "Amazon", "CoreWeave", "AMD", "Broadcom"),
            (),
        ),
        (
            "Apart from OpenAI, which companies has NVIDIA invested in?",
            ("Anthropic", "Intel", "Nokia"),
            ("OpenAI",),
        ),
        ("誰投資了OpenAI？", ("輝達", "微軟", "軟銀"), ()),
        ("除了甲骨文跟微軟，OpenAI還跟哪些公司買算力？", ("AWS", "CoreWeave"), ("甲骨文",)),
        (
            "Which companies other than Nokia has NVIDIA invested in?",
            ("Anthropic", "Intel"),
            ("Nokia", "SoftBank", "Microsoft said"),
        ),
        ("輝達除了諾基亞還投資了哪些公司？", ("Anthropic", "英特爾"), ("諾基亞", "軟銀")),
        ("Who besides Microsoft has put money into OpenAI?", ("SoftBank", "NVIDIA"), ()),
    ],
)
def test_members_come_from_the_legs_of_the_loop(explainer, question, members, absent):
    """Each deal is told once, with its own citation; who is left out is not told."""
    answer = explainer.ask(question)
    assert answer.status == "answered"
    assert all(name in answer.answer for name in members)
    assert not any(name in s.text for s in answer.sentences for name in absent)
    assert all(s.markers for s in answer.sentences)
    assert not answer.calculations


@pytest.mark.parametrize(
    "question",
    [
        "List the server lives of Alphabet, Meta, Amazon and CoreWeave",
        "列出Alphabet、Meta、亞馬遜和CoreWeave的伺服器年限",
    ],
)
def test_each_of_many_named_is_searched_apart(explainer, read, question):
    """Every named party has its own wording, and its own passage in the answer."""
    assert len(facets_of(read(question))) == 4
    cited = {c.passage_id for c in explainer.ask(question).citations}
    lives = ("alphabet-life", "meta-life", "amazon-life", "coreweave-life")
    assert {f"depreciation-debate/{name}" for name in lives} <= cited


@pytest.mark.parametrize(
    "question",
    [
        "Which companies did Nvidia fund, or was it reported to plan to fund, in 2025?",
        "Which banks lent or promised to lend Oracle money, more or less?",
        "哪些公司投資了或者打算投資OpenAI？比較一下",
    ],
)
def test_a_list_is_not_cut_at_a_bare_or(read, question):
    """Two verbs around "or" are no sides."""
    assert facets_of(read(question)) == []


@pytest.mark.parametrize(
    ("question", "against"),
    [
        ("The article names a second quarter; what does the release say?", True),
        ("文章說訂單暴增，甲骨文自己怎麼說？", True),
        ("What does the article say of Stargate?", False),
        ("甲骨文自己怎麼說？", False),
    ],
)
def test_the_article_is_set_against_another_source(read, question, against):
    """Both must be named: the article, and who else says something of it."""
    assert sets_against_article(read(question)) is against


@pytest.mark.parametrize(
    ("used", "alone"), [(("OPAI-019", "OPAI-019a"), True), (("OPAI-019", "OPAI-023"), False)]
)
def test_a_working_on_one_side_compares_nothing(library, read, used, alone):
    """Two figures of AMD do not tell AMD from Broadcom; one of each do."""
    asked = read("Set OpenAI's AMD order next to its Broadcom plan: which is larger?")
    sides = tuple(Facet(text, ()) for text in facets_of(asked))
    evidence = Evidence((), (), (), {}, facets=sides)
    purposes = (Purpose("difference", 0, used),)
    assert one_sided(asked, evidence, library.ledger, library.glossary, purposes) is alone


def test_a_difference_that_was_found_is_no_sign_of_an_answer(explainer):
    """Two backlogs of like units say nothing of employees."""
    for question in (
        "Which company has more employees, Oracle or Microsoft?",
        "甲骨文跟微軟誰的員工比較多？",
    ):
        assert explainer.ask(question).status == "refused"


@pytest.mark.parametrize(
    ("language", "lang"), [("en", "en"), ("zh-TW", "zh-TW"), ("zh-CN", "zh-TW")]
)
def test_a_reader_is_shown_the_twin_of_the_language(library, language, lang):
    """Simplified readers are shown the Traditional twin, whose sentences are the passage's."""
    passage = library.passage("openai-suppliers/aws")
    text, found = text_in(passage, language)
    assert found == lang
    assert all(said in text for said in sentences_in(passage, language))
