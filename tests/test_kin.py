"""A company's name serves for its unit, and a unit's for its company where that may be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from index_parts import term

from bot import Explainer
from bot.language.glossary import Glossary
from bot.language.kin import in_names_of_kin

HOUSE = term("T-1", "Harbour Group", "海港集團", "company")
LINE = replace(term("T-2", "Harbour Lines", "海港航運", "company"), part_of="T-1")
BRAND = replace(term("T-3", "Pilot", "領港", "company"), part_of="T-1", for_whole=True)
APP = replace(term("T-4", "Tidebook", "潮汐簿", "product"), part_of="T-1")
OTHER = term("T-5", "Quayside", "碼頭行", "company")
GLOSSARY = Glossary((HOUSE, LINE, BRAND, APP, OTHER))


@pytest.fixture(scope="module")
def explainer(library) -> Explainer:
    return Explainer(library.settings, library, "extractive")


@pytest.mark.parametrize(
    ("text", "put"),
    [
        (
            "What does Harbour Group earn?",
            ["What does Harbour Lines earn?", "What does Pilot earn?", "What does Tidebook earn?"],
        ),
        ("What does Pilot earn?", ["What does Harbour Group earn?"]),
        ("What does Harbour Lines earn?", []),
        ("What does Harbour Lines pay Quayside?", ["What does Harbour Group pay Quayside?"]),
        (
            "海港集團付碼頭行多少錢？",
            ["海港航運付碼頭行多少錢？", "領港付碼頭行多少錢？"],
        ),
        ("What does Quayside earn?", []),
    ],
)
def test_a_text_is_put_in_the_names_of_kin(text, put):
    """A figure of the whole is none of a unit's, unless the unit's name is said of the whole; no
    product has a deal of its own.
    """
    language = "en" if text.isascii() else "zh-TW"
    assert list(in_names_of_kin(text, language, GLOSSARY)) == put


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("For how many years did OpenAI sign with Amazon?", "7-year contract"),
        ("亞馬遜從OpenAI拿到多大的合約？", "380億美元"),
        ("Over how many years does Google write off its servers?", "Alphabet has depreciated"),
        ("Google的資本支出指引是多少？", "Alphabet"),
        ("What is Alphabet's backlog in the cloud?", "Google Cloud's backlog was $155 billion"),
    ],
)
def test_the_kin_that_is_told_of_is_named(explainer, question, told):
    """The answer names the one of whom it is told; the question stays the reader's."""
    answer = explainer.ask(question)
    assert answer.status != "refused"
    assert told in answer.answer.split("[1]")[0], answer.answer
    assert answer.question == question


@pytest.mark.parametrize(
    "question",
    ["How much capital did AWS spend in 2025?", "How many people work for Amazon?"],
)
def test_a_figure_of_the_whole_is_none_of_the_unit(explainer, question):
    """And what nobody tells of any of them stays refused."""
    assert explainer.ask(question).status == "refused"
