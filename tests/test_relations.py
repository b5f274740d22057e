"""bot.answer.plan.relations: who is said to have done what to whom, and what the ledger says."""

from __future__ import annotations

import pytest

from bot.answer.plan.relations import Asserted, asserted, denied
from bot.answer.understand import understand
from bot.knowledge.corpus import load_corpus
from bot.knowledge.ledger import Ledger
from bot.language.glossary import Glossary
from bot.language.phrases import Phrases
from bot.settings import data_root


@pytest.fixture(scope="module")
def parts():
    corpus = load_corpus(data_root("corpus"))
    glossary = Glossary(corpus.terms, corpus.metrics)
    return Ledger(corpus.facts, corpus.flows), glossary, Phrases(data_root("prompts"))


def claim_of(parts, text: str) -> Asserted | None:
    return asserted(understand(text, (), parts[1], parts[2]))


READ = [
    ("Did NVIDIA buy Oracle?", "GLO-001", "takeover", "GLO-003"),
    ("OpenAI是不是已經併購了AMD？", "GLO-002", "takeover", "GLO-011"),
    ("Is CoreWeave a subsidiary of Oracle?", "GLO-003", "takeover", "GLO-016"),
    ("Has Microsoft taken over CoreWeave?", "GLO-005", "takeover", "GLO-016"),
    ("軟銀併購了甲骨文對吧？", "GLO-004", "takeover", "GLO-003"),
    ("Was OpenAI acquired by Microsoft?", "GLO-005", "takeover", "GLO-002"),
    ("甲骨文被輝達收購了嗎？", "GLO-001", "takeover", "GLO-003"),
    ("CoreWeave是輝達的子公司嗎？", "GLO-001", "takeover", "GLO-016"),
    ("How much did OpenAI invest in NVIDIA?", "GLO-002", "equity", "GLO-001"),
    ("甲骨文為什麼要投資OpenAI？", "GLO-003", "equity", "GLO-002"),
    ("Did SoftBank lend money to OpenAI?", "GLO-004", "debt", "GLO-002"),
    ("OpenAI收購甲骨文之後，合約怎麼辦？", "GLO-002", "takeover", "GLO-003"),
    (
        "Now that NVIDIA has sold its SoftBank shares, what did it get?",
        "GLO-001",
        "sale",
        "GLO-004",
    ),
    ("輝達把軟銀的股票賣掉，拿到多少？", "GLO-001", "sale", "GLO-004"),
]


@pytest.mark.parametrize(("text", "giver", "kind", "taker"), READ)
def test_a_relation_is_read_with_its_direction(parts, text, giver, kind, taker):
    """Who does it and to whom, active or passive, in both languages."""
    claim = claim_of(parts, text)
    assert claim is not None
    assert (claim.giver, claim.kind, claim.taker) == (giver, kind, taker)


NOT_READ = [
    "Why does Oracle buy NVIDIA's chips?",
    "甲骨文為什麼要買輝達的晶片？",
    "What did OpenAI buy from Oracle?",
    "OpenAI跟甲骨文買了什麼？",
    "How do NVIDIA and Oracle differ?",
    "Oracle owns what share of its NVIDIA servers?",
]


@pytest.mark.parametrize("text", NOT_READ)
def test_what_is_bought_of_a_company_is_not_the_company(parts, text):
    """A verb whose object is not the second party asserts nothing of the two."""
    assert claim_of(parts, text) is None


DENIED = [
    ("Did NVIDIA buy Oracle?", "relation"),
    ("微軟收購了OpenAI嗎？", "relation"),
    ("Did OpenAI invest in NVIDIA?", "direction"),
    ("甲骨文投資OpenAI多少錢？", "relation"),
]


@pytest.mark.parametrize(("text", "kind"), DENIED)
def test_a_relation_that_no_flow_bears_out_is_denied(parts, text, kind):
    """With the deal that the ledger has between the two."""
    claim = claim_of(parts, text)
    assert claim is not None
    found = denied(claim, parts[0])
    assert found is not None
    assert found[0] == kind
    fact = found[1]
    assert fact is not None
    assert {fact.subject, fact.counterparty} == {claim.giver, claim.taker}


@pytest.mark.parametrize("text", ["Did NVIDIA invest in Nokia?", "輝達投資OpenAI多少錢？"])
def test_a_relation_that_a_flow_bears_out_stands(parts, text):
    """Whatever its status: that is another premise."""
    claim = claim_of(parts, text)
    assert claim is not None
    assert denied(claim, parts[0]) is None


def test_parties_without_a_deal_have_no_fact_to_show(parts):
    """A takeover is denied all the same; an investment is left to what the sources cover."""
    takeover = Asserted("GLO-003", "GLO-016", "takeover", "")
    assert denied(takeover, parts[0]) == ("relation", None)
    assert denied(Asserted("GLO-003", "GLO-016", "equity", ""), parts[0]) is None


SALES = [
    ("What did SoftBank get when it sold its NVIDIA shares?", None),
    ("軟銀賣輝達股票拿到多少？", None),
    ("What did NVIDIA get when it sold its SoftBank shares?", "direction"),
    ("輝達賣掉軟銀股票拿到多少？", "direction"),
    ("What did Amazon get when it sold its NVIDIA shares?", "relation"),
    ("亞馬遜賣掉輝達股票拿到多少？", "relation"),
    ("What did Amazon get when it sold its Intel shares?", None),
]


@pytest.mark.parametrize(("text", "kind"), SALES)
def test_who_sold_a_holding_is_held_against_the_sales_known(parts, text, kind):
    """The seller and the company whose shares were sold; of an unknown sale nothing is said."""
    claim = claim_of(parts, text)
    verdict = denied(claim, parts[0]) if claim else None
    assert (verdict[0] if verdict else None) == kind
