"""A unit that a document states once: for its tables, for its prose, and for what has its own.

The texts are invented for these tests.
"""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.index.passages import passage_body, passage_from
from bot.knowledge.files import read_source_files
from bot.knowledge.lent_units import lent, unit_stated
from bot.knowledge.readings import read_facts

REPORT = """# Quillmarsh Libraries: report for the year ended 30 June 2025

## Basis

All amounts are in thousands of euros unless stated otherwise. Our financial year ends on 30 June.

## Money

Grants came to 4,310, after 3,985 a year earlier. Borrowings were 1,226 on 30 June 2025, after 1,402 at the half year (31 December 2024) and 918 a year earlier.

We counted 18,400 visitors, against 17,950 in FY24. The roof of the main hall cost €2.6 million.

| | FY25 | FY24 |
|---|---|---|
| Grants | 4,310 | 3,985 |
| Lending | 212 | 240 |
| Donations | 96 | 81 |
| Total income | 4,618 | 4,306 |
| Branches | 12 | 13 |
| Wages | (2,870) | (2,744) |

## Branch life

Opening hours rose to 61 from 58.
"""  # noqa: E501
NOTICE = """澤岸合作社年報

除另有註明外，金額以新台幣千元計。

本年度營收為52,140，前一年度為48,905，社員共1,310人。

公積金餘額為7,415，負債比率為31.5%。
"""


@pytest.fixture(scope="module")
def ask(library, tmp_path_factory):
    folder = tmp_path_factory.mktemp("units")
    (folder / "quillmarsh.md").write_text(REPORT, encoding="utf-8")
    (folder / "zean.txt").write_text(NOTICE, encoding="utf-8")
    library.add("units", [folder])
    yield Explainer(library.settings, library.over(["units"])).ask
    library.remove("units")


@pytest.fixture(scope="module")
def passages(tmp_path_factory):
    path = tmp_path_factory.mktemp("read") / "quillmarsh.md"
    path.write_text(REPORT, encoding="utf-8")
    return read_source_files([path], max_mb=1).documents[0].passages


@pytest.mark.parametrize(
    ("sentence", "currency", "scale", "of_prose"),
    [
        ("Amounts are in £ million unless stated otherwise.", "£", "million", True),
        ("Unless otherwise noted, all figures are in thousands of euros.", "€", "thousand", True),
        ("Figures in US$m.", "US$", "million", True),
        ("除另有註明外，金額以新台幣千元計。", "新台幣", "千", True),
        ("本年報金額均以新臺幣百萬元列示，每股盈餘除外。", "新臺幣", "百萬", True),
        ("單位：人民幣萬元", "人民幣", "萬", False),
    ],
)
def test_a_sentence_states_the_unit_of_what_follows(sentence, currency, scale, of_prose):
    """Currency and scale are read as they are written; a bare label is for tables alone."""
    stated = unit_stated(sentence)
    assert stated is not None
    assert (stated[0].currency, stated[0].scale, stated[1]) == (currency, scale, of_prose)


@pytest.mark.parametrize(
    "sentence",
    [
        "The amounts in question are in dispute.",
        "Figures in brackets are losses.",
        "The numbers are in the annex.",
        "Revenue was £12 million.",
        "金額由雙方另行議定。",
    ],
)
def test_no_other_sentence_states_a_unit(sentence):
    """A figure, or a word about figures, is no preface."""
    assert unit_stated(sentence) is None


POUNDS = "Amounts are in £ million unless stated otherwise."
YUAN = "除另有註明外，金額以新台幣百萬元計。"


@pytest.mark.parametrize(
    ("text", "preface", "read"),
    [
        ("Rent was 31.4 (2023: 22.0).", POUNDS, "Rent was £31.4 million (2023: £22.0 million)."),
        ("It paid 2.5 towards the loss.", POUNDS, "It paid £2.5 million towards the loss."),
        ("營收為2,515，員工1,985人。", YUAN, "營收為新台幣2,515百萬元，員工1,985人。"),
        ("負債由832增為1,186。", YUAN, "負債由新台幣832百萬元增為新台幣1,186百萬元。"),
    ],
)
def test_a_bare_amount_of_money_is_lent_the_unit(text, preface, read):
    """The figure set against it takes the unit too; its digits stay as they are."""
    assert lent(text, preface) == read


@pytest.mark.parametrize(
    "text",
    [
        "Revenue grew by 14.3% in 2024.",
        "The price was DKK 410 million.",
        "Net debt equals 1.76 times earnings.",
        "The dividend is 6.3p a share.",
        "The group employed 2,140 people on average (2023: 1,985).",
        "Injuries fell to 5.1 per million hours worked from 6.4.",
        "The price per ticket is 12.",
        "Of the 14 grants, 6 were paid.",
        "It opened in 1974 and ran 19 stores.",
        "The index of prices rose to 104.2.",
        "Table 3 and note 12 show the costs.",
    ],
)
def test_what_is_no_bare_amount_stays_as_it_is(text):
    """Shares, counts, years, ratios, amounts a share and figures with a unit are lent nothing."""
    assert lent(text, POUNDS) == text


def test_rows_of_money_carry_the_unit_and_rows_of_counts_do_not(passages):
    """A row that adds up to one of money is of money; branches are counted."""
    rows = {p.locator: next(iter(p.text.values())) for p in passages if "row" in p.locator}
    told = " | ".join(rows.values())
    assert "Grants; FY25: €4,310 thousand" in told
    assert "Lending; FY25: €212 thousand" in told
    assert "Wages; FY25: (€2,870 thousand)" in told
    assert "Branches; FY25: 12; FY24: 13" in told


def test_figures_are_read_in_the_unit_and_the_text_is_not_changed(passages):
    """The fact has the full value; the passage stands as it was written."""
    passage = next(p for p in passages if "Borrowings" in p.text["en"])
    assert "1,226 on 30 June 2025" in passage.text["en"]


def test_a_unit_of_one_section_ends_with_it(tmp_path):
    """Without "unless otherwise stated" the unit holds below its heading alone."""
    path = tmp_path / "minutes.md"
    path.write_text(
        "# Minutes\n\n## Finance\n\nAmounts are in thousands of dollars.\n\nCosts were 310.\n\n"
        "## Works\n\nCosts were 42.\n",
        encoding="utf-8",
    )
    (document,) = read_source_files([path], max_mb=1).documents
    held = {p.text["en"]: bool(p.prefaces) for p in document.passages}
    assert held["Costs were 310."]
    assert not held["Costs were 42."]


def test_an_index_keeps_what_a_document_stated(passages):
    """A stored passage comes back with its prefaces."""
    passage = next(p for p in passages if p.prefaces)
    again = passage_from(passage.id, passage.index, passage.source_id, passage_body(passage))
    assert again.prefaces == passage.prefaces


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("What did Quillmarsh receive in grants?", "€4,310 thousand"),
        ("How much were the borrowings of Quillmarsh on 30 June 2025?", "€1,226 thousand"),
        ("澤岸合作社的公積金餘額是多少？", "7,415千元"),
    ],
)
def test_the_statement_shows_the_unit_and_cites_the_sentence_that_lends_it(ask, question, figure):
    """The quote stays as it was written, and what lent the unit is cited beside it."""
    answer = ask(question)
    assert figure in answer.answer or "€4.31 million" in answer.answer, answer.answer
    told = next(s for s in answer.sentences if s.markers)
    quotes = [c.quote for c in answer.citations if c.marker in told.markers]
    if "row" not in told.text and len(quotes) > 1:
        assert any(unit_stated(quote) for quote in quotes), quotes
    assert not answer.findings


def test_a_foreign_figure_is_told_in_the_unit(ask):
    """A statement in the reader's language has the full amount, the quote its own words."""
    answer = ask("Quillmarsh 在2024年12月底的借款是多少？")
    assert "140.2萬歐元" in answer.answer, answer.answer
    assert any("1,402 at the half year" in c.quote for c in answer.citations)


def test_facts_have_the_lent_unit(passages, library):
    """118.6 under "£ million" is 118.6 million pounds, and what is counted stays a count."""
    facts = [f for p in passages for f in read_facts(p, library.glossary)]
    assert {f.unit for f in facts if 1226000 in f.values} == {"EUR"}
    assert {f.unit for f in facts if 18400 in f.values} == {"1"}
    assert {f.unit for f in facts if 2600000 in f.values} == {"EUR"}
