"""Lists, tables and timelines whose members the ledger holds: all, in order, nothing else."""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.answer.retrieve.listing import asks_list
from bot.answer.understand import understand
from bot.language.in_time import asks_course, asks_since, asks_timeline


@pytest.fixture(scope="module")
def explainer(library) -> Explainer:
    return Explainer(library.settings, library)


SUPPLIERS = ("openai-oracle-contract", "microsoft-openai", "openai-suppliers")


@pytest.mark.parametrize(
    "question",
    [
        "OpenAI's vendors and deal sizes",
        "Tabulate whom OpenAI buys computing from, with the amounts",
        "Show OpenAI's compute agreements as a bulleted list with the figures",
        "OpenAI向哪些公司買算力，各簽多少？",
        "用表格整理OpenAI的供應商與合約金額",
        "OpenAI的供應商及金額",
    ],
)
def test_every_wording_tells_the_same_members(explainer, question):
    """Six suppliers, one sentence for each, and no comment among them."""
    answer = explainer.ask(question)
    named = [
        any(name in s.text for name in names)
        for names in (
            ("Oracle", "甲骨文"),
            ("Microsoft", "微軟"),
            ("AWS",),
            ("CoreWeave",),
            ("AMD", "超微"),
            ("Broadcom", "博通"),
        )
        for s in answer.sentences
    ]
    assert sum(named) >= 6
    assert len(answer.sentences) <= 7
    assert {c.passage_id.partition("/")[0] for c in answer.citations} <= set(SUPPLIERS)


def test_a_measure_that_only_some_members_have_leaves_out_none(explainer):
    """A term sheet counted in gigawatts is a member beside contracts in dollars."""
    answer = explainer.ask("OpenAI的供應商與合約金額，列表")
    assert "吉瓦" in answer.answer
    assert "2,500億美元" in answer.answer


def test_deals_count_on_either_side(explainer):
    """Whoever is named stands on one side or the other of each."""
    answer = explainer.ask("List CoreWeave's contracts with the amounts")
    assert "$22.4 billion" in answer.answer
    assert "$6.3 billion" in answer.answer


def test_a_table_has_a_column_for_whom_and_one_for_the_figure(explainer):
    answer = explainer.ask("Make a table of OpenAI's suppliers and what each contract is worth")
    head, rule, *rows = answer.answer.splitlines()
    assert head.count("|") == rule.count("|") == 5
    cells = [[cell.strip() for cell in row.split("|")[1:3]] for row in rows]
    assert ["Oracle", "about $300 billion"] in cells
    assert ["Microsoft", "$250 billion"] in cells


def test_a_table_of_one_companys_measure_names_the_measure_and_its_time(explainer):
    answer = explainer.ask("用表格列出輝達每季的資料中心營收")
    rows = answer.answer.splitlines()[2:]
    assert all("輝達" in row.split("|")[1] and "億美元" in row.split("|")[2] for row in rows)
    assert len(rows) >= 2


@pytest.mark.parametrize(
    ("question", "timeline"),
    [
        ("Give me a time line of Meta's capital spending", True),
        ("SoftBank's deals in chronological order", True),
        ("軟銀出資的時間線", True),
        ("When did SoftBank pay?", False),
        ("How much time does OpenAI have?", False),
        ("軟銀什麼時候付款？", False),
    ],
)
def test_a_timeline_is_asked_for_by_name(question, timeline):
    assert asks_timeline(question) is timeline


def test_a_course_and_what_came_since_are_told_apart():
    """From one time to another; after the article."""
    assert asks_course("How did CoreWeave's debt change from June 2025 to December 2025?")
    assert asks_course("CoreWeave的債務從2025年6月到12月如何變化？")
    assert not asks_course("By how much did CoreWeave's debt rise?")
    assert asks_since("What has SoftBank done since the article?")
    assert asks_since("文章刊出以後軟銀做了什麼？")
    assert not asks_since("What does the article say of SoftBank?")


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "OpenAI's valuation in chronological order",
            ("$157 billion", "$300 billion", "$500 billion", "$730 billion", "$852 billion"),
        ),
        ("OpenAI估值大事記", ("1,570億", "3,000億", "5,000億", "7,300億", "8,520億")),
        (
            "From August 2025 to May 2026, how has Oracle's RPO developed?",
            ("$455 billion", "$523 billion", "$553 billion", "$638 billion"),
        ),
        (
            "What became of Oracle's backlog since the magazine article?",
            ("$523 billion", "$553 billion", "$638 billion"),
        ),
        ("NVIDIA營收年表，按季", ("467.43億", "570.06億", "681億", "816億")),
    ],
)
def test_figures_of_one_measure_are_told_in_order_of_time(explainer, question, parts):
    """The newest among them, each once, and nothing else."""
    answer = explainer.ask(question)
    places = [answer.answer.find(part) for part in parts]
    assert -1 not in places, answer.answer
    assert places == sorted(places)
    assert len(answer.sentences) <= len(parts) + 1


def test_a_timeline_of_two_parties_tells_what_became_of_the_deal(explainer):
    """Its leg of the loop, the remarks on it and what replaced it, in order of time."""
    answer = explainer.ask("Chronology of NVIDIA's investment in OpenAI")
    places = [
        answer.answer.find(part)
        for part in ("22 September 2025", "2 December 2025", "1 February 2026", "$30 billion")
    ]
    assert -1 not in places
    assert places == sorted(places)


def test_what_came_after_the_article_is_none_of_what_was_before(explainer):
    answer = explainer.ask("雜誌刊出以後，輝達與OpenAI之間有什麼動靜？")
    assert "2026年2月" in answer.answer
    assert "2025年9月22日" not in answer.answer


def test_of_all_that_came_later_the_newest_is_not_left_out(explainer):
    """Of each later digest in turn, in order of time."""
    answer = explainer.ask("Any later developments since the article?")
    days = [c.as_of for c in answer.citations]
    assert days == sorted(days)
    assert days[-1] >= "2026-05"
    assert len({c.passage_id.partition("/")[0] for c in answer.citations}) >= 4


def test_a_table_is_a_list_but_for_a_comparison(library):
    def read(text):
        return understand(text, (), library.glossary, library.phrases)

    assert asks_list(read("Put NVIDIA's stakes in a table"))
    assert not asks_list(read("Compare NVIDIA's margin with Oracle's in a table"))
