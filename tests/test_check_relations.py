"""bot.check.relation and bot.check.pointing: what a sentence says of its parties, and of whom."""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.check import check_paragraph
from bot.check.pointing import pointed_out
from bot.check.relation import borne, carried
from bot.library import Library


@pytest.fixture(scope="module")
def library() -> Library:
    return Explainer().library


BUYS = "Halmer agreed to buy 40 trams from Ardmore in 2024."
BUYS_ZH = "2024年，海墨集團同意向德橋集團採購40輛電車。"
HOLDS = "Halmer holds 20% of Ardmore."
PLANS = "How far Halmer could cancel its contract with Ardmore is not known."
LOSES = "Halmer made a net loss of 3 million euros in 2024."
DENIES = "Halmer has no definitive agreement with Ardmore."
RELATIONS = [
    ("Halmer purchases trams from Ardmore.", BUYS, "said"),
    ("Ardmore sells trams to Halmer.", BUYS, "said"),
    ("Halmer sells trams to Ardmore.", BUYS, "unsaid"),
    ("Halmer acquired Ardmore.", BUYS, "unsaid"),
    ("Halmer sued Ardmore.", BUYS, "unsaid"),
    ("Halmer admires Ardmore.", BUYS, "unsaid"),
    ("Halmer lent money to Ardmore.", BUYS, "unsaid"),
    ("Halmer owns Ardmore.", HOLDS, "unsaid"),
    ("Halmer has a stake in Ardmore.", HOLDS, "said"),
    ("Halmer cancelled its contract with Ardmore.", PLANS, "unsaid"),
    ("Halmer is profitable.", LOSES, "opposite"),
    ("Halmer is making losses.", LOSES, "said"),
    ("Halmer has signed a definitive agreement with Ardmore.", DENIES, "opposite"),
    ("Halmer has not signed a definitive agreement with Ardmore.", DENIES, "said"),
    ("海墨集團向德橋集團購買電車。", BUYS_ZH, "said"),
    ("海墨集團收購了德橋集團。", BUYS_ZH, "unsaid"),
    ("海墨集團控告德橋集團。", BUYS_ZH, "unsaid"),
    ("海墨集团退出了与德桥集团的合约。", BUYS_ZH, "unsaid"),
    ("海墨集團讚賞德橋集團。", BUYS_ZH, "unsaid"),
    ("海墨集團已經獲利。", "海墨集團2024年淨損300萬歐元。", "opposite"),
    ("Halmer acquired Ardmore.", "2024年，Halmer同意向Ardmore採購40輛電車。", "unsaid"),
    ("Halmer abandoned its order with Ardmore.", BUYS, "unsaid"),
    ("Halmer rescued Ardmore.", BUYS, "unsaid"),
    ("海墨集團抄襲了德橋集團。", BUYS_ZH, "unsaid"),
    ("Halmer refunded Ardmore.", "Halmer paid Ardmore 3 million euros.", "unsaid"),
    ("Halmer has agreed with Ardmore.", "Halmer pledged 3 million euros to Ardmore.", "said"),
]


@pytest.mark.parametrize(("claim", "quote", "said"), RELATIONS)
def test_the_relation_must_stand_in_the_source(library, claim, quote, said) -> None:
    """Two parties in common bear nothing out; the same relation in other words does."""
    assert borne(claim, [quote], False, library.glossary) == said


def test_beside_a_figure_only_deeds_are_asked_for(library) -> None:
    """A figure ties the claim to its source, and yet it lends or sues nowhere there."""
    said = "The order from Halmer to Ardmore is worth 40 million euros."
    for claim, verdict in (
        ("Halmer lent Ardmore 40 million euros.", "unsaid"),
        ("Halmer ordered from Ardmore for 40 million euros.", "said"),
    ):
        assert borne(claim, [said], True, library.glossary) == verdict


@pytest.mark.parametrize(
    ("claim", "quote", "holds"),
    [
        ("Halmer is still making losses.", LOSES, True),
        ("Halmer will go on purchasing Ardmore's newest trams.",
         "Halmer said in May 2024 that Halmer will keep buying Ardmore's latest trams.", True),
        ("Halmer builds trams for Ardmore.", BUYS, False),
        ("Halmer holds no stake in Ardmore.", HOLDS, False),
        ("Storage that is shared costs less.", "Where storage is shared, it costs less.", True),
        ("Storage that is shared costs nothing.", "Where rain falls, grass grows.", False),
    ],
)  # fmt: skip
def test_other_words_for_the_same_are_enough(library, claim, quote, holds) -> None:
    """Verbs of one meaning, the same parties and half of the rest carry a sentence."""
    assert carried(claim, [quote], library.glossary) is holds


DENIED = [
    ("The charter of Halmer names an heir.", "The charter of Halmer names no heir.", "unsaid"),
    ("Halmer labels the bonds green.", "Halmer does not label the bonds green.", "unsaid"),
    ("Halmer does not label the bonds green.",
     "Halmer's prospectus is long, and it does not label the bonds green.", "said"),
    ("海墨集團標示了債券用途。", "海墨集團並未標示債券用途。", "unsaid"),
    ("海墨集團並未標示債券用途。", "依公開說明書，海墨集團並未標示這批債券用途。", "said"),
    ("A promise is a payment.", "A promise is not the same as a payment.", "unsaid"),
    ("The order is firm for both sides.", "The order is usually not firm.", "unsaid"),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "quote", "said"), DENIED)
def test_what_one_side_denies_and_the_other_does_not(library, claim, quote, said) -> None:
    """Whatever the word is, also where no list knows it."""
    assert borne(claim, [quote], False, library.glossary) == said


ROLES = [
    ("The equipment maker lends to the customer.", "said"),
    ("The customer lends to the equipment maker.", "unsaid"),
    ("設備商借錢給客戶。", "said"),
    ("客戶借錢給設備商。", "unsaid"),
]


@pytest.mark.parametrize(("claim", "said"), ROLES)
def test_parties_told_by_their_trade(library, claim, said) -> None:
    """Who lends to whom is told of parties without a name too."""
    quotes = ["In such a deal an equipment maker lends money to its customer.",
              "在這種安排裡，設備商借錢給客戶。"]  # fmt: skip
    assert borne(claim, quotes, False, library.glossary) == said


PURPOSES = [
    ("Halmer sold bonds worth 40 million euros to buy a harbour.", "unsaid"),
    ("To buy a harbour, Halmer sold bonds worth 40 million euros.", "unsaid"),
    ("Halmer sold bonds worth 40 million euros because its mines were flooded.", "unsaid"),
    ("Halmer sold bonds worth 40 million euros to repay its bank loans.", "said"),
    ("Halmer plans to sell bonds worth 40 million euros.", "said"),
]


@pytest.mark.parametrize(("claim", "said"), PURPOSES)
def test_a_purpose_or_a_reason_must_stand_in_the_source(library, claim, said) -> None:
    """Beside a figure too; an infinitive that a verb calls for is no purpose."""
    quote = "Halmer sold bonds worth 40 million euros, which went to repay bank loans."
    assert borne(claim, [quote], True, library.glossary) == said


def test_a_chinese_purpose_must_stand_in_the_source(library) -> None:
    """來 and 為了 begin one; 未來 and 原來 do not."""
    quote = "海墨集團發行4,000萬歐元債券，用於償還銀行貸款。"
    for claim, said in (
        ("海墨集團發行4,000萬歐元債券來買港口。", "unsaid"),
        ("海墨集團為了買港口發行4,000萬歐元債券。", "unsaid"),
        ("海墨集團原來發行4,000萬歐元債券。", "said"),
    ):
        assert borne(claim, [quote], True, library.glossary) == said


CHECKED = [
    ("Oracle acquired OpenAI.", {"not_found"}),
    ("微軟併購了OpenAI。", {"not_found"}),
    ("输家是谁不知道，但英伟达收购了甲骨文。", {"not_found"}),
    ("OpenAI sued Oracle in 2025.", {"not_found"}),
    ("甲骨文退出了星際之門。", {"not_found"}),
    ("CoreWeave is profitable.", {"contradicted"}),
    ("輝達與OpenAI已經簽了正式合約。", {"contradicted", "status_overstated"}),
    ("OpenAI投資輝達1,000億美元。", {"contradicted"}),
    ("Oracle pays OpenAI $300 billion over five years.", {"contradicted", "not_found"}),
    ("Oracle's free cash flow was positive $10 billion.", {"contradicted", "not_found"}),
    ("The contract with OpenAI is worth $60 billion a month on average.", {"number_mismatch"}),
    ("NVIDIA said it intends to invest up to $100 billion in OpenAI.", {"supported"}),
    ("輝達2025年9月宣布有意投資OpenAI，上限1,000億美元。", {"supported"}),
    ("Oracle will go on purchasing NVIDIA's latest GPUs, Larry Ellison said.", {"supported"}),
    ("微软持有OpenAI的股份。", {"supported"}),
    ("Stargate's founders cancelled the plan.", {"not_found", "contradicted"}),
    ("A term sheet binds both sides.", {"not_found", "contradicted", "status_overstated"}),
    ("積壓訂單就是已經收到的營收。", {"not_found", "contradicted"}),
    ("The cloud company lends to the chip maker.", {"not_found", "contradicted"}),
    ("SoftBank sold its NVIDIA shares to buy a bank.", {"not_found", "contradicted"}),
    ("軟銀賣掉了輝達的持股。", {"supported"}),
    ("輝達與OpenAI尚未簽署正式合約。", {"supported"}),
    ("輝達與OpenAI已簽署正式合約。", {"contradicted", "status_overstated"}),
    ("SoftBank has paid money into OpenAI.", {"supported", "not_found"}),
    ("OpenAI is a loss-making company.", {"supported"}),
]


@pytest.mark.parametrize(("sentence", "verdicts"), CHECKED)
def test_a_sentence_on_the_corpus(library, sentence, verdicts) -> None:
    """What no source says of two parties is not supported, what one says in other words is."""
    assert check_paragraph(library, sentence).sentences[0].verdict in verdicts


POINTS = [
    ("Ardmore's revenue was weak in 2024. ", "It was 40 million euros in that year.",
     "Ardmore's revenue was 40 million euros in 2024."),
    ("In 2024, Ardmore's contract ran on. ", "It lasts.", "It lasts."),
    ("Prices were high. ", "It was 40 million euros.", "It was 40 million euros."),
]  # fmt: skip


@pytest.mark.parametrize(("before", "sentence", "whole"), POINTS)
def test_what_a_sentence_points_at_is_put_in(library, before, sentence, whole) -> None:
    """The subject and the period of the sentence before; nothing where it tells no party."""
    from bot.answer.understand import understand

    before = before.replace("Ardmore", "Oracle").strip()
    told = understand(before, (), library.glossary, library.phrases)
    assert pointed_out(sentence, before, told) == whole.replace("Ardmore", "Oracle")


RUNNING = [
    ("Oracle's free cash flow was weak in the second quarter of fiscal 2026.",
     "It was positive $10 billion in that quarter.", "contradicted"),
    ("Oracle's free cash flow was weak in the second quarter of fiscal 2026.",
     "It was about minus $10 billion in that quarter.", "supported"),
    ("甲骨文2026會計年度第二季的自由現金流很差。", "該季自由現金流為正100億美元。",
     "contradicted"),
    ("OpenAI's contract with Oracle runs for about five years.",
     "It is worth $60 billion a month on average.", "number_mismatch"),
    ("OpenAI與甲骨文的合約為期約5年。", "這份合約平均每月約600億美元。", "number_mismatch"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "sentence", "verdict"), RUNNING)
def test_a_sentence_of_a_paragraph_is_read_with_the_one_before(
    library, before, sentence, verdict
) -> None:
    """A sign or a rate is held though its subject stands in the sentence before."""
    checked = check_paragraph(library, f"{before} {sentence}").sentences[-1]
    assert (checked.verdict, checked.text) == (verdict, sentence)
