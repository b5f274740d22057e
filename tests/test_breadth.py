"""Questions for several things: what is one, which passages are told, what is left out."""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.answer.plan.verdict import of_each_side
from bot.answer.retrieve.breadth import asks_several, beyond_time, likely_enough
from bot.answer.retrieve.listing import asks_list
from bot.answer.understand import understand
from bot.records import Evidence, Facet, Purpose


@pytest.fixture(scope="module")
def explainer(library) -> Explainer:
    return Explainer(library.settings, library)


@pytest.fixture
def read(library):
    return lambda text: understand(text, (), library.glossary, library.phrases)


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("What had Nokia promised, against what it delivered?", True),
        ("Did Intel or AMD grow faster?", True),
        ("Some reports say 30 GW, others 26 GW: whose number is which?", True),
        ("What did the bank claim, and what did Oracle say back?", True),
        ("諾基亞跟英特爾，哪邊的錢真的到帳了？", True),
        ("一個說法是30吉瓦，一個是26吉瓦，對得起來嗎？", True),
        ("惠譽給什麼評等？展望呢？", True),
        ("I was told one figure by the bank and another by the firm. Where from?", True),
        ("Was growth higher in the first or the second half of 2025?", True),
        ("媒體說一套，公司說一套，是哪些事？", True),
        ("估值有兩個版本，怎麼回事", True),
        ("What is Oracle's RPO?", False),
        ("How much did OpenAI agree to pay Oracle?", False),
        ("甲骨文2026會計年度第二季營收是多少？", False),
        ("OpenAI什麼時候簽約？", False),
    ],
)
def test_several_things_are_asked_about(read, question, several):
    """Sides, accounts and more than one asking clause; one figure of one deal is none of these."""
    assert asks_several(read(question)) is several


@pytest.mark.parametrize(
    ("question", "listed"),
    [
        ("Lay out the rental bill year by year.", True),
        ("Which rivals does the article fear?", True),
        ("Give the three largest customers.", True),
        ("Name a few banks that lent to Oracle.", True),
        ("Which chip makers lend to their customers?", True),
        ("Whose shares did SoftBank sell?", True),
        ("Walk through every revision of the guidance, first to last.", True),
        ("Give me each one's share of the receivables.", True),
        ("Which chip firms, and how many gigawatts each?", True),
        ("How many gigawatts of chips are planned?", False),
        ("Whose business is Azure?", False),
        ("Which quarter was best?", False),
        ("Everybody calls it a loop; why?", False),
        ("Which business does Oracle run?", False),
        ("每年的目標數字給我一排", True),
        ("甲骨文的前三大客戶？", True),
        ("逐季講一遍", True),
        ("這輪是誰出的錢？各多少？", True),
        ("各種債務的數字，幫我列", True),
        ("從頭到尾喊過哪些目標", True),
        ("每年付多少？", False),
    ],
)
def test_members_are_asked_for_in_other_words(read, question, listed):
    """A row, a count of the largest and an imperative of listing; a plain singular is none."""
    assert asks_list(read(question)) is listed


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        (
            "Did rented infrastructure at Oracle grow faster in the first or the second quarter of"
            " fiscal 2026?",
            ("55%", "68%"),
        ),
        ("Oracle's revenue growth in Q1 versus Q2 of fiscal 2026?", ("12%", "14%")),
        ("甲骨文的營收成長，2026會計年度第一季和第二季哪個快？", ("12%", "14%")),
        ("甲骨文雲端營收2026會計年度第一、二季各年增多少？", ("28%", "34%")),
    ],
)
def test_the_growth_of_each_time_is_told_as_stated(explainer, question, quoted):
    """Which grew faster is told by the rates that the sources state, not by a difference."""
    answer = explainer.ask(question)
    assert all(rate in answer.answer for rate in quoted)
    assert not answer.calculations


def test_likely_passages_are_told():
    """Two in any case, then those likely enough beside the first, and no more than five."""
    far = {("corpus", name): share for name, share in zip("abc", (0.9, 0.01, 0.001), strict=True)}
    near = {("corpus", str(n)): 0.1 for n in range(8)}
    assert likely_enough(far) == [("corpus", "a"), ("corpus", "b")]
    assert len(likely_enough(near)) == 5


@pytest.mark.parametrize(
    ("question", "beyond"),
    [
        ("What did NVIDIA agree with CoreWeave up to the end of 2025?", True),
        ("What did NVIDIA agree with CoreWeave in 2026?", False),
        ("What did NVIDIA agree with CoreWeave?", False),
    ],
)
def test_what_came_after_all_times_asked_about_is_not_told(library, read, question, beyond):
    """A later development is held against the last day that a question names."""
    passage = library.passage("later-nvidia-2026/coreweave-shares")
    assert beyond_time(passage, read(question), library.ledger) is beyond


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        (
            "One report has OpenAI pay Oracle $30 billion a year, others $60 billion a year on"
            " average. Where does each come from?",
            ("openai-oracle-contract/july-report", "openai-oracle-contract/average-per-year"),
        ),
        (
            "微軟跟軟銀，2025年底各握有OpenAI幾成股份？",
            ("microsoft-openai/stake", "softbank-openai/payments-and-stake"),
        ),
    ],
)
def test_every_side_is_told_with_its_citation(explainer, question, cited):
    """Each account has a sentence of its own passage."""
    found = {c.passage_id for c in explainer.ask(question).citations}
    assert set(cited) <= found


@pytest.mark.parametrize(
    "question",
    [
        "The July report says $30bn a year, later reports $60bn a year. Which account is whose?",
        "七月報導說一年300億美元，後來的說法是一年600億美元，兩種說法各從哪來？",
    ],
)
def test_a_figure_spread_over_time_is_no_answer_to_how_accounts_differ(explainer, question):
    """Nothing is worked out of one figure where no figure is asked for."""
    answer = explainer.ask(question)
    assert answer.status == "answered"
    assert not answer.calculations


@pytest.mark.parametrize(
    ("question", "dropped"),
    [
        ("What share of OpenAI do Microsoft and SoftBank each hold?", True),
        ("微軟跟軟銀各占OpenAI幾成？", True),
        ("What share of Microsoft's stake is SoftBank's?", False),
    ],
)
def test_a_share_of_each_side_is_no_share_of_one_in_the_other(read, question, dropped):
    """One side's figure over the other's answers only who asks for just that."""
    sides = (Facet("one", ()), Facet("other", ()))
    evidence = Evidence((), (), (), {}, facets=sides)
    shares = (Purpose("share", 0, ("A", "B")),)
    assert of_each_side(read(question), evidence, shares) is dropped


@pytest.mark.parametrize(
    ("question", "corrected"),
    [
        ("What is the penalty if NVIDIA breaches its contract with OpenAI?", True),
        ("輝達跟OpenAI簽的正式合約，違約要賠多少？", True),
        ("Is the letter of intent between NVIDIA and OpenAI binding?", False),
        ("When must OpenAI pay Oracle under its signed contract?", False),
    ],
)
def test_a_letter_of_intent_taken_for_a_contract_is_corrected(explainer, question, corrected):
    """Who calls it a letter of intent, or asks of a contract, takes nothing for granted."""
    kinds = [s.kind for s in explainer.ask(question).sentences]
    assert ("correction" in kinds) is corrected
