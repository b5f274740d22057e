"""How figures, times and names are told: hedged, counted from, spelled, and by their place."""

from __future__ import annotations

import pytest

from bot.answer.verify import verify_line
from bot.answer.verify.leads import heads_of, leads_of
from bot.answer.verify.spelled import spelled_as
from bot.calculate.expression import evaluate
from bot.knowledge.corpus import load_corpus
from bot.language.glossary import Glossary
from bot.language.script import fold
from bot.records import to_json
from bot.settings import data_root


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    corpus = load_corpus(data_root("corpus"))
    return Glossary(corpus.terms, corpus.metrics)


def _holds(glossary: Glossary, answer: str, *quotes: str, worked: str = "") -> bool:
    line = {
        "id": "x",
        "answer": answer,
        "citations": [{"marker": n, "text": text} for n, text in enumerate(quotes, 1)],
        "calculations": [to_json(evaluate(worked))] if worked else [],
    }
    return bool(verify_line(line, glossary)["ok"])


TICKETS = "Ticket sales were €5.9 million in 2024."
SOLD = "寶嶺2024年售出124.6萬台。"
FARMS = "Of the farms 46% replied."
HEDGED = [
    ("Tickets brought in nearly €6 million in 2024 [1].", TICKETS, True),
    ("Tickets brought in nearly €7 million in 2024 [1].", TICKETS, False),
    ("Tickets brought in over €6 million in 2024 [1].", TICKETS, False),
    ("Tickets brought in €6 million in 2024 [1].", TICKETS, False),
    ("寶嶺2024年賣出超過120萬台[1]。", SOLD, True),
    ("寶嶺2024年賣出超過130萬台[1]。", SOLD, False),
    ("Fewer than half of the farms, 46%, replied [1].", FARMS, True),
    ("More than half of the farms replied [1].", FARMS, False),
    ("Aldane has handed over $60 million so far [1].", "Aldane has paid $60 million so far.", True),
    ("補助金上看2億元[1]。", "補助金最高2億元。", True),
    ("補助金為2億元[1]。", "補助金最高2億元。", False),
    ("每戶補助的上限2026年提高到6萬元，前一年是5萬元[1]。",
     "2025年補助上限為每戶5萬元，2026年提高到6萬元。", True),
]  # fmt: skip
FIRST_HALF = "Sales were €5 million in the first half of 2024."
LAST_QUARTER = "Sales were €500 million in the fourth quarter of 2024."
SEASON = "The trust spent £7 million in the 2023/24 financial year."
YEARS = "Halmer made €5 million in 2024 and €4 million in 2023."
YEARS_ZH = "寶嶺2024年營收5億元，2023年4億元。"
LESS = "寶嶺2025年售出320台，比2024年少12%。"
LOST = "Halmer lost $3 million in 2024, after a profit of $2 million in 2023."
TWELVE = "2024年是12年來首度虧損。"
TIMES = [
    ("Sales were €5 million from January to June 2024 [1].", FIRST_HALF, True),
    ("Sales were €5 million from February to June 2024 [1].", FIRST_HALF, False),
    ("2024年10月到12月營收5億歐元[1]。", LAST_QUARTER, True),
    ("2024年9月到12月營收5億歐元[1]。", LAST_QUARTER, False),
    ("In 2023/24 the trust spent £7 million [1].", SEASON, True),
    ("In 2024/24 the trust spent £7 million [1].", SEASON, False),
    ("Halmer made €5 million in 2024, up from €4 million the year before [1].", YEARS, True),
    ("Halmer made €5 million in 2023, up from €4 million the year before [1].", YEARS, False),
    ("寶嶺2023年營收4億元，隔年增到5億元[1]。", YEARS_ZH, True),
    ("寶嶺2024年營收4億元，隔年增到5億元[1]。", YEARS_ZH, False),
    ("Sales of 320 units in 2025 were 12% lower [1].", LESS, True),
    ("Sales of 320 units in 2024 were 12% lower [1].", LESS, False),
    ("Halmer went from a profit of $2 million in 2023 to a loss of $3 million a year later [1].",
     LOST, True),
    ("Halmer went from a profit of $2 million in 2023 to a loss of $3 million a month later [1].",
     LOST, False),
    ("It made a loss for the first time in 12 years [1].", TWELVE, True),
    ("It made a loss for the first time in 12 months [1].", TWELVE, False),
    ("The lease runs for three further years [1].", "租約再延3年。", True),
]  # fmt: skip
SERVED = "Norvia had 21.7 million customers and Telbrisa 9.4 million at the end of 2024."
CLEARED = "Norvia cleared the deal with Telbrisa in 2025."
SHIPS = "Torvald ordered eight ships from Halmer in May 2025 for $1.6 billion."
SHARES = "Telbrisa would hold 38%, ahead of Vantel with 31% and Orsa with 22%."
COOP = "穗豐合作社2024年營收新臺幣21億元，年減6%。"
NAMES = [
    ("諾維亞2024年底有2,170萬名客戶，泰爾布里薩940萬名[1]。", SERVED, True),
    ("泰爾布里薩2024年底有2,170萬名客戶，諾維亞940萬名[1]。", SERVED, False),
    ("At the end of 2024 Telbrisa had 21.7 million customers and Norvia 9.4 million [1].",
     SERVED, False),
    ("贏過Vantel的31%和Orsa的22%[1]。", SHARES, True),
    ("贏過Orsa的31%和Vantel的22%[1]。", SHARES, False),
    ("泰爾布里薩2025年放行諾維亞的交易[1]。", CLEARED, False),
    ("The ships that Torvald ordered from Halmer in May 2025 cost $1.6 billion [1].", SHIPS, True),
    ("The ships that Halmer ordered from Torvald in May 2025 cost $1.6 billion [1].", SHIPS, False),
    ("穗豐2024年營收21億元，少了6%[1]。", COOP, True),
    ("大禾食品2024年營收21億元，少了6%[1]。", COOP, False),
    ("The Pellworth Teachers Council had 23 members in 2024 [1].",
     "Pellworth had 23 members in 2024.", False),
    ("塔斯曼克雷斯特2024年載客120萬人[1]。", "Tasman Crest carried 1.2 million people in 2024.",
     True),
    ("Fuel cost Bremnes NOK 214 million [1].", "Fuel cost Bremnes NOK 214 million.", True),
]  # fmt: skip
SIGNS = [
    ("Aldane dropped €3 million in 2024 [1].", "Aldane lost €3 million in 2024.", True),
    ("寶嶺2024年賠掉3億元[1]。", "寶嶺2024年淨損新臺幣3億元。", True),
    ("寶嶺2024年賺進3億元[1]。", "寶嶺2024年淨損新臺幣3億元。", False),
    ("The shop slid from a profit of €8 million in 2023 to a loss of €24 million in 2024 [1].",
     "The shop lost €24 million in 2024 after a profit of €8 million in 2023.", True),
    ("該市2025年土地增值稅掉了27%[1]。", "該市2025年土地增值稅收入39億元，年減27%。", True),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "quote", "holds"), [*HEDGED, *TIMES, *NAMES, *SIGNS])
def test_what_is_told_otherwise_and_what_is_told_wrongly(glossary, answer, quote, holds) -> None:
    """Hedges, counted years, spelled names and losses in other words hold; their turns do not."""
    assert _holds(glossary, answer, quote) is holds


@pytest.mark.parametrize(
    ("answer", "holds"),
    [
        ("Closing the schools saves $5.6 million a year, 29% of the $19.3 million gap [1].", True),
        (
            "Closing the schools saves $5.6 million a month, 29% of the $19.3 million gap [1].",
            False,
        ),
    ],
)
def test_a_rate_is_its_quotes_beside_a_working_too(glossary, answer, holds) -> None:
    """A working that leaves the rate out does not lend a figure another one."""
    quote = "Closing saves $5.6 million a year; the gap is $19.3 million."
    worked = "5600000 USD / 19300000 USD * 100"
    assert _holds(glossary, answer, quote, worked=worked) is holds


def test_each_piece_is_of_the_time_of_its_own_citation(glossary) -> None:
    """A year of the second citation is none of the first's."""
    quotes = ("Halmer lost €3 million in 2023.", "Halmer earned €7 million in 2025.")
    right = "In 2023 Halmer lost €3 million [1]; in 2025 it earned €7 million [2]."
    assert _holds(glossary, right, *quotes)
    assert not _holds(glossary, right.replace("2023", "2025"), *quotes)


def test_a_denial_rests_on_a_sentence_that_denies(glossary) -> None:
    """Also in another language, where no word is shared."""
    answer = "對方2025年3月簽了意向書[1]，但意向書沒有約束力[2]。"
    letter = "Halmer signed a letter of intent in March 2025."
    assert _holds(glossary, answer, letter, "The letter of Halmer is not binding.")
    assert not _holds(glossary, answer, letter, "Halmer carried 2 million passengers in 2025.")


def test_a_party_of_another_citation_is_none_of_the_sentences(glossary) -> None:
    """What only uncited sentences name takes no cited party's place."""
    cited = "東海聯賽2024年球季的進場觀眾合計54.2萬人次。"
    other = "港都水手2025年球季以68分奪冠。"
    assert _holds(glossary, "東海聯賽的觀眾2024年有54.2萬人次[1]。", cited, other)
    assert not _holds(glossary, "港都水手的觀眾2024年有54.2萬人次[1]。", cited, other)


def test_names_are_known_by_their_sound_and_place() -> None:
    """Spelled names, what stands before a year, and what begins clauses of several texts."""
    spelled = dict(spelled_as(fold("布雷頓付給卡斯特羅3,000萬美元"), ["brayton", "halmer"]))
    assert spelled == {"brayton": (0, 3)}
    assert leads_of("矽嶼半導體2025年第三季營收27.4億美元。") == (fold("矽嶼半導體"),)
    assert leads_of("營收2025年成長9%。") == ()
    both = ("東昀電信從58%升到66%。", "澧海通訊降到49%，東昀電信升到66%。")
    assert {head[:2] for head in heads_of(both)} == {fold("東昀")}
