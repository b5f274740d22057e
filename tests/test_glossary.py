"""bot.language.glossary: names to concepts and metrics."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.corpus import load_corpus
from bot.language.glossary import Glossary
from bot.records import Metric, Term
from bot.settings import data_root

CORPUS = load_corpus(data_root("corpus"))
GLOSSARY = Glossary(CORPUS.terms, CORPUS.metrics)


def concepts(text: str) -> list[str]:
    return [mention.concept for mention in GLOSSARY.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How much does Nvidia plan to invest in OpenAI?", ["GLO-001", "GLO-002"]),
        ("輝達打算投資OpenAI多少？", ["GLO-001", "GLO-002"]),
        ("英伟达与甲骨文的资本开支", ["GLO-001", "GLO-003", "GLO-059"]),
        ("甲骨文雲端基礎設施（OCI）", ["GLO-051", "GLO-051"]),
        ("AI 永動機與ＡＩ永動機", ["GLO-092", "GLO-092"]),
        ("《巴倫週刊》與巴倫周刊", ["GLO-028", "GLO-028"]),
        ("麥可·貝瑞 or 麥可・貝瑞", ["GLO-044", "GLO-044"]),
        ("the remaining performance obligations", ["GLO-058"]),
    ],
)
def test_names_in_either_language(text, expected):
    """Folded, the longest name first."""
    assert concepts(text) == expected


@pytest.mark.parametrize(
    "text",
    ["oracles and miracles", "metadata", "intelligence", "MSG", "a GSM phone", "伯恩斯坦表示"],
)
def test_a_part_of_a_word_is_no_name(text):
    """Latin names stand on word boundaries; a surname that runs on is another name."""
    assert concepts(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ORCL rose", ["GLO-003"]),
        ("orcl rose", ["GLO-003"]),
        ("tsm rose", []),
        ("MS rose", ["GLO-031"]),
        ("ms office", []),
    ],
)
def test_tickers_need_their_capitals(text, expected):
    """A ticker counts as a whole capital word only, unless its small form is listed as a name."""
    assert concepts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("data centre", "GLO-102"),
        ("data-centers", "GLO-102"),
        ("datacenter", "GLO-102"),
        ("annualized run-rate", "GLO-070"),
        ("run rate", "GLO-070"),
        ("GPUs", "GLO-047"),
        ("warrants", "GLO-085"),
        ("季報", "GLO-120"),
        ("Ellison", "GLO-039"),
        ("卡恩", "GLO-046"),
        ("蒂尔", "GLO-1454"),
    ],
)
def test_other_spellings(text, expected):
    """British and American, joined and spaced, plural, without the bracket, by surname."""
    assert concepts(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nvidea", "GLO-001"),
        ("Nvidai", "GLO-001"),
        ("Nvida", "GLO-001"),
        ("Orcale", "GLO-003"),
        ("Oraclle", "GLO-003"),
        ("Mircosoft", "GLO-005"),
        ("Antrhopic", "GLO-018"),
        ("Morgan Stanly", "GLO-031"),
        ("SoftBnak", "GLO-004"),
        ("輝逹", "GLO-001"),
        ("Broadcm's", "GLO-012"),
    ],
)
def test_one_slip_in_a_name(text, expected):
    """A letter missing, doubled, wrong or swapped, and the listed misspellings."""
    assert concepts(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "a clause of the bourse",
        "borne by openapi",
        "we compete",
        "an evaluation",
        "goggles",
        "inte",
        "Metas",
    ],
)
def test_words_are_no_slips(text):
    """English words near a name, short names and general terms get no such leave."""
    assert concepts(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("10 gigawatts, 5兆美元, 三兆", []), ("1兆是多少億？兆的定義", ["GLO-114"])],
)
def test_units_of_figures_are_no_mentions(text, expected):
    """A unit counts where it is talked about, not where it is part of a figure."""
    assert concepts(text) == expected


def test_mentions_carry_their_place():
    """Text and offsets are those of the original, not of the folded text."""
    text = "問ＮＶＩＤＩＡ與甲骨文"
    first, second = GLOSSARY.find(text)
    assert (first.text, text[first.start : first.end]) == ("ＮＶＩＤＩＡ", "ＮＶＩＤＩＡ")
    assert (second.text, second.kind) == ("甲骨文", "company")


@given(st.text())
def test_any_text_is_searched(text):
    """Mentions lie in the text, in order, and do not overlap."""
    last = 0
    for mention in GLOSSARY.find(text):
        assert last <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        last = mention.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What was Oracle's RPO?", ["rpo"]),
        ("甲骨文的未實現營收承諾", ["rpo"]),
        ("剩余履约义务", ["rpo"]),
        ("Oracle's backlog growth", ["rpo_growth"]),
        ("甲骨文RPO 年增多少", ["rpo_growth"]),
        ("甲骨文的資本支出與自由現金流", ["capex", "free_cash_flow"]),
        ("资本开支和自由现金流", ["capex", "free_cash_flow"]),
        ("free cash flow consensus", ["free_cash_flow_consensus"]),
        ("市場預期的自由現金流", ["free_cash_flow_consensus"]),
        ("輝達資料中心營收", ["data_center_revenue"]),
        ("NVIDIA's datacenter revenue", ["data_center_revenue"]),
        ("輝達打算投資OpenAI多少", ["equity_investment"]),
        ("投資人與使用者怎麼看", []),
        ("useful life of servers", ["server_useful_life"]),
        ("how many GPUs", ["gpu_count"]),
        ("the contract clauses", []),
    ],
)
def test_metrics_by_their_phrases(text, expected):
    """The longest phrase wins; an agent (投資人) is no metric."""
    found = GLOSSARY.find_metrics(text)
    assert [mention.concept for mention in found] == expected
    assert {mention.kind for mention in found} <= {"metric"}


@pytest.mark.parametrize("metric", CORPUS.metrics, ids=lambda metric: metric.id)
def test_every_metric_is_found_by_its_own_labels(metric):
    """A label and each cue lead to their metric and to no other."""
    for phrase in (metric.en, metric.zh_tw, *metric.cues_en, *metric.cues_zh):
        assert [m.concept for m in GLOSSARY.find_metrics(phrase)] == [metric.id], phrase


def test_every_term_is_found_by_its_names():
    """Each listed form of a term leads to it, alone or among others."""
    lost = [
        (term.id, name)
        for term in CORPUS.terms
        for name in GLOSSARY.names(term.id)
        if term.id not in concepts(f"「{name}」")
    ]
    assert lost == []


def test_look_up():
    """Entries by id, names by language, plain names as they are."""
    assert GLOSSARY.term("GLO-001") is CORPUS.terms[0]
    assert GLOSSARY.term("rpo") is None
    assert GLOSSARY.metric("rpo") in CORPUS.metrics
    assert GLOSSARY.metric("GLO-001") is None
    assert [GLOSSARY.name("GLO-001", lang) for lang in ("en", "zh-TW", "zh-CN")] == [
        "NVIDIA",
        "輝達",
        "英伟达",
    ]
    assert GLOSSARY.name("capex", "zh-CN") == "资本支出"
    assert GLOSSARY.name("Gartner", "en") == "Gartner"
    assert GLOSSARY.names("GLO-001")[:2] == ("NVIDIA", "輝達")
    assert "未實現營收承諾" in GLOSSARY.names("rpo")
    assert GLOSSARY.names("Gartner") == ()


def test_entries_of_another_corpus():
    """Nothing is tied to our own entries."""
    names = ("Evergreen Line", "長榮海運", "长荣海运", ("長榮",), ("2603.TW",), ())
    term = Term("X-1", *names, "company", "", "")
    metric = Metric("teu", "container volume", "貨櫃量", ("TEU",), ("貨櫃數",))
    glossary = Glossary([term], [metric])
    assert [m.text for m in glossary.find("Evergren Line（長榮）2603.TW")] == [
        "Evergren Line",
        "長榮",
        "2603.TW",
    ]
    assert [m.concept for m in glossary.find_metrics("how many TEUs")] == ["teu"]


def test_an_empty_glossary_finds_nothing():
    """No entries, no mentions."""
    assert Glossary([]).find("NVIDIA") == ()
