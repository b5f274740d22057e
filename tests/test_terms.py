"""What texts and queries have in common, across languages, scripts and ways of writing."""

from __future__ import annotations

import pytest
from index_parts import analyser

from bot.index.terms import Clause


def clauses(query: str) -> dict[str, Clause]:
    """The clauses of a query by what is written there."""
    return {clause.text: clause for clause in analyser().of_query(query).clauses}


def met(query: str, text: str) -> set[str]:
    """The clauses of the query, as they are written, that the text meets by any alternative."""
    held = analyser().held_by(text)
    side = "han" if any("一" <= char <= "鿿" for char in text) else "latin"
    return {
        clause.text
        for clause in analyser().of_query(query).on(side)
        if any(one.term in held for one in clause.alternatives)
    }


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("$523 billion", "剩餘履約義務5,230億美元"),
        ("$523bn", "5,230億美元"),
        ("5,230億", "a backlog of 523 billion dollars"),
        ("0.523兆", "$523 billion"),
        ("438%", "年增438%"),
        ("120億至140億美元", "between $12 billion and $14 billion"),
    ],
)
def test_a_figure_is_one_term_however_it_is_written(query: str, text: str) -> None:
    """Figures meet by value, not by digits."""
    assert met(query, text)


@pytest.mark.parametrize("name", ["Oracle", "甲骨文", "甲骨文公司", "ORCL", "Ｏracle"])
@pytest.mark.parametrize("text", ["Oracle signed.", "甲骨文已簽約。", "甲骨文公司已签约。"])
def test_a_name_is_one_term_in_any_of_its_forms(name: str, text: str) -> None:
    """Names meet by concept, whatever language, script or width they are written in."""
    assert met(name, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("second quarter of fiscal 2026", "2026會計年度第二季"),
        ("2026年2月", "In February 2026 it was sold."),
        ("30 November 2025", "2025年11月30日"),
    ],
)
def test_a_stretch_of_time_meets_in_the_other_language(query: str, text: str) -> None:
    """Years, quarters, months and days are terms of their own."""
    numbers = {c.text for c in analyser().of_query(query).clauses if c.kind == "number"}
    assert numbers
    assert numbers <= met(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("烘乾茶葉", "The leaves of tea are dried."),
        ("drying the tea", "茶葉以小火烘乾"),
        ("火山爆發", "The volcano erupted."),
        ("房價下跌", "prices of houses fell"),
        ("鋼鐵廠關閉", "the steel mill closed"),
    ],
)
def test_a_word_meets_its_gloss_in_the_other_language(query: str, text: str) -> None:
    """The dictionary stands between two languages, in both directions."""
    assert met(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("稅收", "税收减少"),
        ("雲端", "云端业务"),
        ("ＧＰＵ", "gpu"),
        ("GPU", "ＧＰＵ伺服器"),
        ("ＯＲＣＬ", "Oracle signed."),
        ("Oracle", "ＮＶＤＡ與ＯＲＣＬ"),
    ],
)
def test_scripts_and_widths_are_folded_for_matching(query: str, text: str) -> None:
    """Traditional meets Simplified, full width meets half width."""
    assert met(query, text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fell", "fall"),
        ("bought", "buying"),
        ("recapitalisation", "recapitalization"),
        ("companies", "company"),
        ("centre", "center"),
    ],
)
def test_english_forms_share_a_stem(one: str, other: str) -> None:
    """Irregular verbs and British spellings lead to one stem."""
    assert met(one, other)


@pytest.mark.parametrize(
    "query",
    [
        "什麼是",
        "為什麼？",
        "請問有哪些",
        "What is the",
        "Ｗｈａｔ　ｉｓ　ｔｈｅ",
        "How did they do that?",
        "是多少？",
        "???",
    ],
)
def test_words_that_questions_are_made_of_ask_for_nothing(query: str) -> None:
    """Question words and function words are no clauses."""
    assert not analyser().of_query(query).clauses
    assert not analyser().of_query(query).pairs


def test_alternatives_of_one_word_are_one_clause() -> None:
    """However many glosses a word has, it is asked once."""
    found = analyser().of_query("支出")
    assert len(found.clauses) == 1
    assert len(found.clauses[0].alternatives) > 2


def test_every_entry_of_a_headword_is_read() -> None:
    """長 is long in one entry and a chief in another: both count."""
    stems = {one.term for one in clauses("長")["長"].alternatives}
    assert {"w:long", "w:chief"} <= stems


@pytest.mark.parametrize("word", ["兆", "億", "千萬", "三", "半"])
def test_number_words_are_never_glossed(word: str) -> None:
    """兆 is a number, not an omen."""
    assert not analyser().read(f"共{word}次").gloss


def test_a_proper_name_is_not_taken_apart() -> None:
    """The glossary goes first: 甲骨文 is a company, not an oracle bone inscription."""
    gloss = analyser().read("甲骨文").gloss
    assert "g:bone" not in gloss
    assert [c.text for c in analyser().of_query("甲骨文").clauses] == ["甲骨文"]


def test_a_term_of_several_words_is_asked_for_by_its_words_too() -> None:
    """A text may say capital spending where the glossary says capital expenditure."""
    assert met("資本支出", "capital spending rose") == {"資本", "支出"}
    assert "資本支出" in met("資本支出", "capex rose")


def test_a_crossed_word_is_marked_as_crossed() -> None:
    """What a dictionary stands between can be weighed less."""
    assert all(one.crossed for one in clauses("支出")["支出"].alternatives)
    crossed = {one.term: one.crossed for one in clauses("spending")["spending"].alternatives}
    assert crossed == {"w:spend": False, "g:spend": True}


def test_a_chinese_word_is_asked_for_by_pairs_in_chinese_texts() -> None:
    """In its own language a run is matched by character pairs, function words left out."""
    pairs = [c.text for c in analyser().of_query("現金流是多少").on("han")]
    assert pairs == ["現金", "金流"]


def test_a_word_of_one_character_is_found_inside_a_word() -> None:
    """稅 alone meets 稅收."""
    assert met("稅", "稅收增加") == {"稅"}


def test_codes_meet_with_and_without_their_hyphen() -> None:
    """GPT-5 and GPT5 are one code."""
    assert "GPT-5" in met("GPT-5", "gpt5 was shown")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("How high were sales?", "營業額增加"),
        ("營業額多少", "revenue rose"),
        ("營收", "Turnover doubled."),
        ("What were its sales?", "Revenue rose."),
    ],
)
def test_a_measure_is_one_term_in_whatever_words(query: str, text: str) -> None:
    """What a query asks to be measured meets other words for it, in a clause of its own."""
    from index_parts import dictionary

    from bot.index.terms import Analyser
    from bot.language.glossary import Glossary
    from bot.records import Metric

    measure = Metric("revenue", "revenue", "營收", ("sales", "turnover"), ("營業額",))
    measuring = Analyser(Glossary((), (measure,)), dictionary(), "measures")
    asked = measuring.of_query(query)
    assert [one.term for c in asked.metrics for one in c.alternatives] == ["m:revenue"]
    assert measuring.read(text).metrics == ("m:revenue",)
    assert all(set(asked.metrics) <= set(asked.on(side)) for side in ("han", "latin", "both"))
    # What a sentence covers of a question is told by words alone.
    assert "m:revenue" not in measuring.held_by(text)
    assert all(clause.kind != "metric" for clause in asked.clauses)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("Who pays Oracle?", True),
        ("輝達買了什麼", True),
        ("What happened in 2024?", True),
        ("Why are tea leaves dried?", False),
        ("茶葉為什麼要曬乾", False),
    ],
)
def test_a_query_with_a_name_or_a_figure_is_known(query: str, named: bool) -> None:
    """Names and figures tell a text from all others; words alone do not."""
    assert analyser().of_query(query).names_something is named


def test_the_version_changes_with_the_names() -> None:
    """An index made with another glossary does not fit."""
    from index_parts import TERMS, dictionary

    from bot.index.terms import Analyser
    from bot.language.glossary import Glossary

    one, other = (Analyser(Glossary(TERMS), dictionary(), names) for names in ("a", "b"))
    assert one.version != other.version


def test_terms_do_not_depend_on_what_was_read_before() -> None:
    """The same text has the same terms, first and last."""
    text = "Oracle的資本支出約120億美元。"
    first = analyser().read(text)
    for other in ("火山", "tea", text * 3):
        analyser().read(other)
    assert analyser().read(text) == first


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("計畫", "公司的計劃"),
        ("软件", "軟體業者"),
        ("芯片", "晶片缺貨"),
        ("伺服器", "服务器机柜"),
        ("計畫", "The plan was dropped."),
        ("the plan", "計畫取消了"),
    ],
)
def test_a_word_meets_itself_as_others_write_it(query: str, text: str) -> None:
    """Variants and the names of two regions are one word, and share their glosses."""
    assert met(query, text)


@pytest.mark.parametrize(
    ("query", "mended"),
    [
        ("how much reveune did it make", "how much revenue did it make"),
        ("its infrasructure", "its infrastructure"),
        ("Comapny debt?", "Company debt?"),
        ("甲骨文的 depreciaton 多少", "甲骨文的 depreciation 多少"),
        ("what did Vontorr pay", "what did Vontorr pay"),
        ("ORACEL reveune", "ORACEL revenue"),
        ("the bonds of Oracle", "the bonds of Oracle"),
        ("a zzyqx of things", "a zzyqx of things"),
        ("is it dearer, and what of headcount?", "is it dearer, and what of headcount?"),
        ("its biggest overspend was unplanned", "its biggest overspend was unplanned"),
        ("its custmers and employes", "its customers and employes"),
        ("", ""),
    ],
)
def test_slips_of_the_keyboard_are_mended(query: str, mended: str) -> None:
    """One slip in an English word; names, known words, words that are formed of known ones and what
    has no neighbour stay.
    """
    assert analyser().respelled(query, lambda _: False) == mended


def test_a_word_that_a_text_holds_is_no_slip() -> None:
    """Readers' documents have words of their own."""
    assert analyser().respelled("the comapny", lambda term: term == "w:comapni") == "the comapny"
