"""Parties that no glossary knows: learnt from an answer's own citations, and told apart."""

from __future__ import annotations

import pytest

from bot.answer.verify import verify_line
from bot.answer.verify.firms import leading_firms
from bot.answer.verify.leads import heads_of, leads_of
from bot.knowledge.corpus import load_corpus
from bot.language.glossary import Glossary
from bot.language.quantities import read_quantities
from bot.language.readings import read_out
from bot.language.script import fold
from bot.settings import data_root


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    corpus = load_corpus(data_root("corpus"))
    return Glossary(corpus.terms, corpus.metrics)


def _holds(glossary: Glossary, answer: str, *quotes: str) -> bool:
    citations = [{"marker": n, "text": text} for n, text in enumerate(quotes, 1)]
    return bool(verify_line({"answer": answer, "citations": citations}, glossary)["ok"])


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("霖岳2024年營收5億元，霖岳表示持平。", "Linyue", ["霖岳", "霖岳"]),
        ("霖岳生技的董事長溫若蘭說", "Linyue Biotech", ["霖岳"]),
        ("霖岳生技的董事長溫若蘭說", "Wen Ruolan", ["溫若蘭"]),
        ("霖岳生技的董事長溫若蘭說", "Ruolan Wen", ["溫若蘭"]),
        ("霖岳生技的董事長溫若蘭說", "Hollis", []),
        ("林", "Lin", []),
    ],
)
def test_a_latin_name_writes_out_characters_by_their_reading(text, name, found) -> None:
    """In pinyin, whole or by its first words; one character alone is no name."""
    assert [text[slice(*span)] for span in read_out(fold(text), name)] == found


def test_chinese_names_are_learnt_from_their_place() -> None:
    """Behind an office, ending like a firm or a body, at the head of two texts; words are none."""
    assert "温若兰" in leads_of("霖岳董事長溫若蘭9月辭職。")
    assert list(leading_firms(fold("由峻海產險賠付，向雲塘市政府申請。"))) == [
        "峻海产险",
        "云塘市政府",
    ]
    assert list(leading_firms(fold("在大型銀行與股東會之間，補助電力公司。"))) == []
    assert "昶和" in heads_of(["昶和執行長請辭。", "昶和2024年虧損。"])
    assert "公司" not in heads_of(["公司2024年營收成長。", "公司2025年虧損。"])


LENT = "The Linden Fund approved a loan of up to £9 million to Corve Mill in May 2024."
BOUGHT = "Skelding Group bought 60% of Halse Foods from Orrin Bank for $80 million."
HELD_ZH = "昶和超市以6億元買下峻德集團持有的米朵超商七成股權。"
MINE_ZH = "昶和超市2024年虧損3億元。"
PAID_ZH = "峻海產險賠付磐屏營造1.2億元。"
LICENSED = "Orvane University licensed its dye to Tessel Bio for $8 million."
CLIENT = "Marl Quay's largest customer, Denholm, took 26% of its output."
NEEDS = "Denholm expects the builder Corve to pay compensation of up to $7 million."
HIRES = "Marl Quay employs 940 people, of whom Denholm says no more than 60 will go."
TURNED = [
    ("The Linden Fund said in May 2024 that it was lending Corve Mill up to £9 million [1].",
     "Corve Mill said in May 2024 that it was lending the Linden Fund up to £9 million [1].", LENT),
    ("Skelding paid $80 million for the 60% of Halse Foods that Orrin Bank sold [1].",
     "Orrin Bank bought 60% of Halse Foods from Skelding for $80 million [1].", BOUGHT),
    ("昶和花了6億元從峻德手上拿下米朵七成股權[1]。",
     "峻德花了6億元從昶和手上拿下米朵七成股權[1]。", HELD_ZH),
    ("Junhai Insurance paid Panping NT$120 million [1].",
     "Panping paid Junhai Insurance NT$120 million [1].", PAID_ZH),
    ("Tessel Bio paid Orvane $8 million for the dye [1].",
     "Orvane paid Tessel Bio $8 million for the dye [1].", LICENSED),
    ("Marl Quay's biggest customer, Denholm, bought 26% of what it made [1].",
     "Denholm's biggest customer, Marl Quay, bought 26% of what it made [1].", CLIENT),
    ("Denholm is counting on compensation of up to $7 million from Corve [1].",
     "Corve is counting on compensation of up to $7 million from Denholm [1].", NEEDS),
    ("According to Denholm, at most 60 of Marl Quay's 940 people will go [1].",
     "According to Marl Quay, at most 60 of Denholm's 940 people will go [1].", HIRES),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "quote"), TURNED)
def test_unlisted_parties_are_not_exchanged(glossary, right, wrong, quote) -> None:
    """Loans, holdings, payments, licences, customers, claims and workers keep their two sides."""
    assert _holds(glossary, right, quote, MINE_ZH)
    assert not _holds(glossary, wrong, quote, MINE_ZH)


CITY = "霞浦市2025年房屋稅收入64億元。"
COUNCIL = "霞浦市議會2025年刪減9億元預算。"
RANK = "霖岳2024年營收1.9億元，研發費用11.4億元。"
OTHER = "洛琛製藥2024年營收52億歐元。"
BACK = "霖岳董事長溫若蘭9月辭職。"
ELSEWHERE = [
    ("霞浦市2025年的房屋稅收了64億元[1]。",
     "霞浦市議會2025年的房屋稅收了64億元[1]。", (CITY, COUNCIL)),
    ("霖岳2024年的研發費用11.4億元，是營收1.9億元的六倍[1]。",
     "洛琛2024年的研發費用11.4億元，是營收1.9億元的六倍[1]。", (RANK, OTHER, BACK)),
    ("Linyue spent NT$1.14 billion on research in 2024 [1].",
     "Luochen spent NT$1.14 billion on research in 2024 [1].", (RANK, OTHER, BACK)),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "quotes"), ELSEWHERE)
def test_a_party_of_another_citation_is_not_put_in_its_place(
    glossary, right, wrong, quotes
) -> None:
    """What else an answer cites tells which words are names, and whose the sentence is not."""
    assert _holds(glossary, right, *quotes)
    assert not _holds(glossary, wrong, *quotes)


DAYS = ["Orrin offered 40 pence on 3 March 2025.", "Halse rejected it on 17 March 2025."]
LENGTHS = [
    ("Halse turned Orrin down two weeks later [1][2].", DAYS, True),
    ("Halse turned Orrin down three weeks later [1][2].", DAYS, False),
    ("市府只肯展延半年[1]。", ["市政府只同意展延6個月。"], True),
    ("市府只肯展延一年[1]。", ["市政府只同意展延6個月。"], False),
    ("The kiln failed less than two and a half minutes in [1].",
     ["The kiln failed 142 seconds after it was lit."], True),
    ("The kiln failed less than two minutes in [1].",
     ["The kiln failed 142 seconds after it was lit."], False),
    ("The lease is free for a year and a half, 18 months [1].",
     ["The lease is free for eighteen months."], True),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "quotes", "holds"), LENGTHS)
def test_a_length_of_time_may_be_told_in_another_unit(glossary, answer, quotes, holds) -> None:
    """Half a year of six months, weeks between two days, minutes of seconds; no other length."""
    assert _holds(glossary, answer, *quotes) is holds


CLAIM = "Junhai paid Panping $120 million in June 2025; Panping had claimed $280 million."
SOLD = "Denholm sold 3.1 million lamps in ten days."
PEAK_ZH = "湧水量估計每分鐘18噸，實際最高達57噸。"
BURNT = (
    "Corve burned €88 million of cash in nine months and had €61 million left on 30 September 2025."
)
CUT = "The new dye sets in 14 hours; the earlier one took 36 hours."
WORDED = [
    ("Junhai paid $120 million, less than half of the $280 million that was claimed [1].",
     CLAIM, True),
    ("Junhai paid $120 million, more than half of the $280 million that was claimed [1].",
     CLAIM, False),
    ("Junhai paid $120 million, a quarter of the $280 million that was claimed [1].", CLAIM, False),
    ("Denholm sold over three million lamps in ten days [1].", SOLD, True),
    ("Denholm sold over four million lamps in ten days [1].", SOLD, False),
    ("An inflow of 18 tonnes a minute had been foreseen; it peaked at 57 [1].", PEAK_ZH, True),
    ("With €88 million gone in nine months, Corve had €61 million left on 30 September 2025 [1].",
     BURNT, True),
    ("Denholm's 3.4 million lamps sold in ten days [1].", SOLD, False),
    ("The new dye takes less time than the earlier one, 14 hours instead of 36 [1].", CUT, True),
    ("The new dye takes more time than the earlier one, 14 hours instead of 36 [1].", CUT, False),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "quote", "holds"), WORDED)
def test_figures_in_words_are_held_to_figures(glossary, answer, quote, holds) -> None:
    """Shares of the sentence's own figures, rounded words, peaks and what is gone."""
    assert _holds(glossary, answer, quote) is holds


def test_a_number_behind_a_possessive_is_a_figure() -> None:
    """Denholm's 39 looms are counted; the Denholm 39 is a name."""
    assert [str(q.value) for q in read_quantities("Denholm's 39 looms stood still.")] == ["39"]
    assert read_quantities("The Denholm 39 is sold out.") == ()
