"""The verdict of a question for yes or no: certain, first, and none where nothing decides."""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.library import Library
from bot.settings import Settings


@pytest.fixture(name="told")
def _told(library: Library, settings: Settings):
    explainer = Explainer(settings, library, engine="extractive")

    def told(question: str, as_of: str = "article") -> str:
        return explainer.ask(question, as_of=as_of).answer

    return told


OPENINGS = [
    ("Have Anthropic and Microsoft signed a contract?", "Yes: "),
    ("OpenAI跟CoreWeave簽約了嗎？", "是的："),
    ("Has the Broadcom deal been signed?", "Not as a contract yet: "),
    ("輝達跟OpenAI簽約沒有？", "還沒有簽正式合約："),
    ("Is OpenAI's deal with Broadcom a contract or a letter of intent?", "A letter of intent: "),
    ("Is OpenAI's deal with CoreWeave only a letter of intent?", "No, it is a contract: "),
    ("Has Microsoft put any money into OpenAI so far?", "Yes: "),
    ("英特爾有沒有收到輝達的錢？", "是的："),
    ("Has Microsoft paid Anthropic yet?", "No source says that this money has been paid: "),
    ("OpenAI收到輝達的錢了沒？", "到文章刊出時還沒有："),
    ("Did OpenAI already pay Oracle?", "Not yet: "),
    ("Has Broadcom started delivering chips to OpenAI?", "Not yet: "),
    ("超微開始交貨給OpenAI了嗎？", "還沒有："),
    ("Is NVIDIA's investment in xAI a done deal?", "It is an announced plan: "),
    ("CoreWeave's revenue in the third quarter of 2025 was $1.36 billion, right?", "Yes: "),
    ("軟銀持有OpenAI約11%股權，是嗎？", "是的："),
    ("Did CoreWeave's revenue grow 134% in the third quarter of 2025?", "Yes: "),
    ("甲骨文2025年8月底的RPO是4,550億美元嗎？", "是的："),
    ("Is it true that OpenAI holds 27% of Microsoft?", "No, in the sources it is the other way"),
    ("Is it true that SoftBank sold its NVIDIA shares?", "Yes: "),
]


@pytest.mark.parametrize(("question", "opening"), OPENINGS)
def test_the_verdict_opens_the_answer(told, question: str, opening: str) -> None:
    """By the standing of the leg, the day on which it starts, or the one figure."""
    assert told(question).startswith(opening)


@pytest.mark.parametrize(
    "question",
    [
        "Has OpenAI paid CoreWeave?",  # a contract, and no start of it is known
        "Is the agreement of OpenAI with AMD binding?",  # no source says how far it binds
        "Did OpenAI pay Microsoft's electricity bill?",
        "Has NVIDIA signed a GPU order of Oracle?",  # no more than a report of it
        "Has SoftBank paid all that it promised OpenAI?",
        "If OpenAI has signed with Oracle, is it bound?",
        "CoreWeave's revenue in the third quarter of 2025 was $2 billion, right?",
        "Is it true that Oracle's RPO was $523 billion because of Meta alone?",
        "Is it true that NVIDIA holds 27% of OpenAI?",
        "微軟付清對OpenAI的承諾了嗎？",
        "Is Oracle's RPO of $455 billion at the end of August 2025 risky?",
        "Is it bad that CoreWeave's revenue grew 134%?",
        "CoreWeave營收成長134%算高嗎？",
        "Did CoreWeave make a profit of $110 million in the third quarter of 2025?",
        "Was Oracle's RPO $455 billion at the end of November 2025?",
        "輝達還沒付錢給英特爾嗎？",
    ],
)
def test_nothing_certain_has_no_yes(told, question: str) -> None:
    """Where legs, figures or words leave it open, the sources speak without one."""
    assert not told(question).startswith(("Yes: ", "是的："))


def test_a_verdict_stands_on_the_day_asked_about(told) -> None:
    """What was paid after the article is paid as of its own day."""
    assert told("Has NVIDIA paid OpenAI?").startswith("Not by the article's date: ")
    assert told("Has NVIDIA paid OpenAI?", "latest").startswith("Yes: ")


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("When will OpenAI's purchases from Oracle begin?", "2027"),
        ("甲骨文跟OpenAI的合約哪一年開始？", "2027"),
        ("When will the Broadcom systems for OpenAI be finished?", "2029"),
        ("Until when does NVIDIA guarantee the capacity of CoreWeave?", "2032"),
        ("OpenAI與AWS的合約何時到期？", "7年"),
        ("When will the AMD chips of OpenAI come on line?", "second half of 2026"),
    ],
)
def test_the_date_of_a_deal_is_no_forecast(told, question: str, says: str) -> None:
    """The ledger's own start or term opens the answer."""
    assert says in told(question).partition("[1]")[0]


def test_who_names_no_deal_is_told_the_legs(told) -> None:
    """The three legs of the loop, and nothing else."""
    english, chinese = told("Has it been signed?"), told("合約到底簽了沒有？")
    for name in ("NVIDIA", "OpenAI", "Oracle", "letter of intent"):
        assert name in english
    assert "意向書" in chinese
    assert "甲骨文" in chinese


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        (
            "Is it true that Microsoft holds 20% of OpenAI?",  # the share of revenue is 20%
            "The sources do not say 20%: Microsoft holds about 27%",
        ),
        ("SoftBank owns 35% of OpenAI, right?", "The sources do not say 35%: SoftBank said"),
        ("雜誌說甲骨文RPO年增438%，對不對？", "財報與報導支持文章的說法："),
        (
            "Is the article right that Oracle's capital spending in the past year was $35 billion?",
            "The filings and reports bear the article out: ",
        ),
    ],
)
def test_a_share_or_a_claim_of_the_article_is_judged_in_the_first_sentence(
    told, question: str, opening: str
) -> None:
    """A share held against the holding alone, and a claim of the article by its verdict."""
    assert told(question).startswith(opening)
