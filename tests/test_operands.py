"""bot.answer.retrieve.operands: which two figures a question sets beside each other."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot import Explainer

REPORT = """Tessaly Looms: annual report 2022

Revenue was $60 million in 2022. Carpets brought in $33 million of it and curtains $18 million.
Operating profit was $6.6 million and net profit $4.8 million.

Tessaly Looms employed 520 people at the end of the year, up from 480. It sold 96,000 carpets to 1,200 dealers.
The share of wool in its yarn fell from 64% to 58%.
"""  # noqa: E501
OTHER = """Varnholt Glass: annual report 2022

Revenue was $75 million in 2022. Bottles brought in $50 million of it.
"""


@pytest.fixture(scope="module")
def ask(library, tmp_path_factory):
    folder = tmp_path_factory.mktemp("operands")
    (folder / "tessaly.txt").write_text(REPORT, encoding="utf-8")
    (folder / "varnholt.txt").write_text(OTHER, encoding="utf-8")
    library.add("operands", [folder])
    explainer = Explainer(library.settings, library.over(["operands"]))
    yield explainer.ask
    library.remove("operands")


WORKED = [
    ("What share of Tessaly's revenue came from carpets?", "55"),
    ("How much more did carpets bring in than curtains at Tessaly Looms?", "15000000"),
    ("What was the net margin of Tessaly Looms in 2022?", "8"),
    ("What was the operating margin of Tessaly Looms in 2022?", "11"),
    ("By how many people did Tessaly Looms grow?", "40"),
    ("By how many points did the share of wool at Tessaly Looms fall?", "-6"),
    ("How many carpets did Tessaly Looms sell per dealer?", "80"),
    ("Tessaly Looms 2022年的淨利率是多少？", "8"),
]


@pytest.mark.parametrize(("question", "value"), WORKED)
def test_the_pair_is_the_one_that_the_words_name(ask, question, value):
    """Of a document's figures, the two that the question's own words tell apart."""
    answer = ask(question)
    assert Decimal(value) in [Decimal(c.value) for c in answer.calculations], answer.answer


def test_figures_of_two_documents_are_not_mixed(ask):
    """The document that the question names by its title is the one that is computed from."""
    answer = ask("What share of Varnholt Glass's revenue came from bottles?")
    (found,) = answer.calculations
    assert found.value.startswith("66.66")
    assert {c.source_id for c in answer.citations} == {"varnholt.txt"}


def test_a_name_that_no_document_has_is_refused(ask):
    """No other company's revenue is given for it."""
    answer = ask("What was the revenue of Oakhurst Paper in 2022?")
    assert answer.refusal is not None
    assert answer.refusal.code == "not_in_corpus"


def test_nothing_is_worked_out_where_an_operand_lacks(ask):
    """The document states no revenue per country."""
    assert not ask("What share of Tessaly's revenue came from Norway?").calculations
