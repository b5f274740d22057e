"""Deeds, signs and times that a question takes for granted and the ledger has otherwise."""

from __future__ import annotations

import pytest

from bot.answer.plan.premises import corrected
from bot.answer.plan.taken_otherwise import taken_otherwise
from bot.answer.plan.wrong_way import wrong_way
from bot.answer.retrieve import retrieve
from bot.answer.understand import understand
from bot.explainer import Explainer
from bot.library import Library
from bot.records import Correction

DEEDS = [
    ("Why did Microsoft buy Nokia shares?", "party", "NVDA-033"),
    ("How come Oracle bought stock of Intel?", "party", "NVDA-032"),
    ("甲骨文為什麼入股諾基亞？", "party", "NVDA-033"),
    ("Since Amazon holds 11% of OpenAI, can it block a sale?", "party", "OPAI-029b"),
    ("既然輝達持有OpenAI 27%的股權，它算關係企業嗎？", "party", "MSFT-001"),
    ("Why does Microsoft owe CoreWeave $22.4 billion?", "relation", "OPAI-018"),
    ("微軟跟CoreWeave簽的224億美元合約何時開始？", "relation", "OPAI-018"),
    ("Why did SoftBank sell its Microsoft shares?", "relation", "OPAI-031"),
    ("軟銀為何出清微軟持股？", "relation", "OPAI-031"),
    ("How much did Amazon lose on OpenAI?", "relation", "MSFT-006"),
    ("微軟在輝達身上虧了多少錢？", "relation", "MSFT-006"),
    ("微軟今年虧了多少錢在輝達身上？", "relation", "MSFT-006"),
    ("What does the contract between OpenAI and Broadcom say?", "binding", "OPAI-023"),
    ("輝達和OpenAI的合約幾年？", "binding", "NVDA-020"),
    ("Why has SoftBank still not paid OpenAI its money?", "paid", "OPAI-029"),
    ("既然軟銀尚未出資給OpenAI，誰是股東？", "paid", "OPAI-029"),
    # What holds, is asked, hoped for, supposed or denied, or is known to have come later.
    ("Why did NVIDIA buy Nokia shares?", None, None),
    ("Will Microsoft buy Nokia shares?", None, None),
    ("What if Microsoft bought Nokia shares?", None, None),
    ("Since Microsoft owns about 27% of OpenAI, what is that worth?", None, None),
    ("Does Amazon or Microsoft own 27% of OpenAI?", None, None),
    ("Why does OpenAI owe CoreWeave $22.4 billion?", None, None),
    ("NVIDIA invested $2 billion in CoreWeave, right?", None, None),
    ("What does the contract between OpenAI and Oracle say?", None, None),
    ("Is the letter of intent between OpenAI and NVIDIA a contract?", None, None),
    ("Why has NVIDIA still not paid OpenAI?", None, None),
    ("為什麼OpenAI還沒付錢給甲骨文？", None, None),
]
FIGURES = [
    ("How did Oracle end up making a loss in the second quarter of fiscal 2026?", "sign"),
    ("甲骨文為什麼在2026會計年度第二季虧錢？", "sign"),
    ("CoreWeave made a profit in the third quarter of 2025, right?", "sign"),
    (
        "Why was Oracle's free cash flow plus $10 billion in the second quarter of fiscal 2026?",
        "sign",
    ),
    ("Oracle's RPO was $455 billion at the end of May 2025, right?", "time"),
    ("甲骨文RPO在2025年2月底是5,230億美元，對嗎？", "time"),
    ("Why did CoreWeave make a net loss of $110 million in the first quarter of 2024?", "time"),
    ("Why did CoreWeave make a loss in the third quarter of 2025?", None),
    ("How could NVIDIA lose money on Nokia?", None),
    ("Could Oracle make a loss in the second quarter of fiscal 2026?", None),
    ("甲骨文2026會計年度第二季自由現金流為何是負100億美元？", None),
    ("Oracle reported RPO of $523 billion in December 2025, right?", None),
    ("How far has Oracle's RPO of $523 billion come since May 2025?", None),
]


PREMISES = [
    ("OpenAI signed a $500 billion contract with CoreWeave, right?", "amount"),
    ("OpenAI和微軟簽了5,000億美元的合約，對吧？", "amount"),
    ("星際之門已經花了1,000億美元嗎？", "status"),
    ("OpenAI signed a $22.4 billion contract with CoreWeave, right?", None),
]


def _wrong(asked: str, library: Library) -> tuple[Correction, ...]:
    assert library.ledger is not None
    read = understand(asked, (), library.glossary, library.phrases)
    found = retrieve(read, library.searcher, library.ledger, library.glossary)
    return taken_otherwise(read, found, library.ledger, library.glossary) or wrong_way(
        read, found, library.ledger
    )


@pytest.mark.parametrize(("asked", "kind", "fact"), DEEDS)
def test_a_deed_of_another_party_is_corrected(
    library: Library, asked: str, kind: str | None, fact: str | None
) -> None:
    """A deed, share or sum that the ledger has under another name is told of that name."""
    wrong = _wrong(asked, library)
    assert [(w.text, w.fact_id) for w in wrong] == ([(kind, fact)] if kind else [])


@pytest.mark.parametrize(("asked", "kind"), FIGURES)
def test_a_sign_or_time_that_no_figure_bears_out_is_corrected(
    library: Library, asked: str, kind: str | None
) -> None:
    """Only where every figure of the measure and the time says otherwise."""
    assert [w.text for w in _wrong(asked, library)] == ([kind] if kind else [])


@pytest.mark.parametrize(("asked", "kind"), PREMISES)
def test_a_sum_before_its_contract_and_a_project_are_held_against_the_ledger(
    library: Library, asked: str, kind: str | None
) -> None:
    """ "A $5 billion contract" states its sum; a project's plan is no money spent."""
    assert library.ledger is not None
    read = understand(asked, (), library.glossary, library.phrases)
    found = retrieve(read, library.searcher, library.ledger, library.glossary)
    wrong = corrected(read, found, library.ledger, ())
    assert [w.text for w in wrong] == ([kind] if kind else [])


def test_the_correction_opens_the_answer_and_names_the_party(library: Library) -> None:
    """It holds against the verifier, in both languages."""
    explainer = Explainer(library=library)
    said = explainer.ask("Why did Microsoft buy Nokia shares?").sentences[0]
    assert said.kind == "correction"
    assert said.text.startswith("No source says this of Microsoft")
    paid = explainer.ask("既然軟銀尚未出資給OpenAI，誰是股東？").sentences[0]
    assert (paid.kind, paid.text[:8]) == ("correction", "來源說錢已經付了")
