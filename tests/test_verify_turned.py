"""Who does what, and which way it went: falsified and right paraphrases of single sentences."""

from __future__ import annotations

import pytest

from bot.answer.verify import verify_line
from bot.knowledge.corpus import load_corpus
from bot.language.glossary import Glossary
from bot.settings import data_root


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    corpus = load_corpus(data_root("corpus"))
    return Glossary(corpus.terms, corpus.metrics)


def _found(glossary: Glossary, answer: str, *quotes: str, calculations=()) -> list[dict]:
    line = {
        "id": "x",
        "answer": answer,
        "citations": [{"marker": n, "text": text} for n, text in enumerate(quotes, 1)],
        "calculations": list(calculations),
    }
    return verify_line(line, glossary)["findings"]


WAIVED = "Microsoft gave up its right of first refusal over OpenAI's computing in October 2025."
TALKS = "一名分析師主張，甲骨文應重談與OpenAI的合約。"
BACKED = "In September 2025 NVIDIA promised to buy what CoreWeave cannot sell, up to $6 billion."
SOLD = "SoftBank raised $9 billion in 2025 by selling part of its T-Mobile holding."
HELD = "Pinfold Trust holds 14% of the shares and Odel Pharma 6%."
SAID = "《金融時報》2025年12月稱Blue Owl不出資甲骨文的資料中心。"
RATED = "Fitch rated Oracle BBB in December 2025, while Moody's and S&P had negative outlooks."
BOTH = (
    "NVIDIA said that it would invest up to $10 billion in Anthropic; Microsoft said that it would"
    " invest up to $5 billion in Anthropic."
)
ACTS = [
    ("微軟2025年10月放棄對OpenAI算力的優先承接權[1]。", WAIVED, True),
    ("OpenAI2025年10月放棄對微軟算力的優先承接權[1]。", WAIVED, False),
    ("Microsoft let go of its right of first refusal over OpenAI's computing in October 2025 [1].",
     WAIVED, True),
    ("OpenAI let go of its right of first refusal over Microsoft's computing in October 2025 [1].",
     WAIVED, False),
    ("Oracle, an analyst argues, ought to reopen its contract with OpenAI [1].", TALKS, True),
    ("An analyst argues that Oracle ought to reopen its contract with OpenAI [1].", TALKS, True),
    ("An analyst argues that OpenAI ought to reopen its contract with Oracle [1].", TALKS, False),
    ("Should CoreWeave fail to sell it all, NVIDIA promised in September 2025 to take the rest, up"
     " to $6 billion [1].", BACKED, True),
    ("Should NVIDIA fail to sell it all, CoreWeave promised in September 2025 to take the rest, up"
     " to $6 billion [1].", BACKED, False),
    ("T-Mobile shares were sold by SoftBank in 2025 for $9 billion [1].", SOLD, True),
    ("Odel Pharma owns 6% of the shares, Pinfold Trust 14% [1].", HELD, True),
    ("The Financial Times said in December 2025 that Blue Owl would not fund Oracle's data centre"
     " [1].", SAID, True),
    ("Blue Owl said in December 2025 that the Financial Times would not fund Oracle's data centre"
     " [1].", SAID, False),
    ("2025年12月惠譽給甲骨文的評等是BBB，穆迪和標普的展望為負向[1]。", RATED, True),
    ("輝達擬對Anthropic投資最高100億美元，微軟則是最高50億美元[1]。", BOTH, True),
    ("輝達擬對微軟投資最高100億美元，Anthropic則是最高50億美元[1]。", BOTH, False),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "quote", "holds"), ACTS)
def test_a_deed_stays_with_the_party_that_does_it(glossary, answer, quote, holds) -> None:
    """Verbs of one meaning are one deed in both languages, whoever stands first."""
    assert (not _found(glossary, answer, quote)) is holds


def test_a_name_of_the_title_takes_nobody_s_place(glossary) -> None:
    """What a quote tells of a named firm is not told of another that only the title names."""
    for name, holds in (("SoftBank", True), ("OpenAI", False)):
        line = {
            "answer": f"T-Mobile shares were sold by {name} in 2025 for $9 billion [1].",
            "citations": [{"marker": 1, "text": SOLD, "title": "SoftBank and OpenAI"}],
        }
        assert (not verify_line(line, glossary)["findings"]) is holds


FLOW = "Oracle's free cash flow was minus $10 billion; analysts had expected minus $5.2 billion."
FELL = "Halmer shares fell 10.83% on 11 December 2025."
SHARE = "Halmer's largest customer shrank from 85% of orders in 2023 to no more than 35% in 2024."
MISSED = "Oracle's revenue missed the average estimate by about $150 million."
RAISED = "Alphabet raised its 2025 spending guidance to $91 billion to $93 billion in October 2025."
EARNED = "Halmer's adjusted earnings were $2.26 a share in 2024."
LIFE = "An analyst estimated that Halmer's profit in 2028 would be overstated by 20.8%."
TO = "營收由2023年的1,000億美元增至2024年的2,480億美元。"
FEWER = "依2025年9月22日的意向書，將部署至少10吉瓦的系統。"
SIGNS = [
    ("Oracle burned through $10 billion of free cash, nearly twice the $5.2 billion outflow that"
     " analysts had expected [1].", FLOW, True),
    ("Oracle's free cash flow of $10 billion was below the minus $5.2 billion expected [1].",
     FLOW, False),
    ("自由現金流為負100億美元，比預期的52億美元還差[1]。", FLOW, False),
    ("Halmer stock gave up 10.83% on 11 December 2025 [1].", FELL, True),
    ("Halmer stock put on 10.83% on 11 December 2025 [1].", FELL, False),
    ("Halmer股價2025年12月11日重挫10.83%[1]。", FELL, True),
    ("Halmer股價2025年12月11日勁揚10.83%[1]。", FELL, False),
    ("Halmer's largest customer shrank from 85% of all orders in 2023, when alone, to at most"
     " 35% in 2024 [1].", SHARE, True),
    ("Halmer's largest customer grew from 85% of all orders in 2023, when alone, to at most"
     " 35% in 2024 [1].", SHARE, False),
    ("甲骨文營收比平均預估低了約1.5億美元[1]。", MISSED, True),
    ("甲骨文營收比平均預估高了約1.5億美元[1]。", MISSED, False),
    ("Alphabet 2025年10月把2025年支出指引調高到910億至930億美元[1]。", RAISED, True),
    ("Alphabet 2025年10月把2025年支出指引調低到910億至930億美元[1]。", RAISED, False),
    ("Halmer 2024年調整後每股賺2.26美元[1]。", EARNED, True),
    ("Halmer 2024年調整後每股短絀2.26美元[1]。", EARNED, False),
    ("一名分析師估計Halmer 2028年獲利被高估20.8%[1]。", LIFE, True),
    ("一名分析師估計Halmer 2028年獲利被低估20.8%[1]。", LIFE, False),
    ("Revenue was $100 billion in 2023 and a year later rose to $248 billion [1].", TO, True),
    ("Revenue was $100 billion in 2023 and a year later fell to $248 billion [1].", TO, False),
    ("Under the letter of 22 September 2025 systems of 10 gigawatts or more are planned [1].",
     FEWER, True),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "quote", "holds"), SIGNS)
def test_a_direction_stays_what_it_was(glossary, answer, quote, holds) -> None:
    """Rises, falls, losses and what was missed keep their way in other words, near and far off."""
    assert (not _found(glossary, answer, quote)) is holds


GREW = "Halmer's sales grew 134% in 2024."
RANGE = "Halmer lifted its guidance to $91 billion to $93 billion."
MONTHS = "Halmer expected 25% of its orders to become revenue in months 13 to 36."
SITES = "2025年9月新增5處據點後，Halmer 3年規劃投資逾4,000億美元。"
LOSS = "Halmer's operating loss was about $7.8 billion in 2024."
DERIVED = [
    ("Halmer's sales more than doubled in 2024, growing 134% [1].", GREW, True),
    ("Halmer's sales more than tripled in 2024, growing 134% [1].", GREW, False),
    ("Halmer lifted its guidance to at least $91 billion [1].", RANGE, True),
    ("Halmer lifted its guidance to at least $92 billion [1].", RANGE, False),
    ("Halmer預期訂單的25%在第13至36個月認列為營收[1]。", MONTHS, True),
    ("Halmer預期訂單的25%在第13至66個月認列為營收[1]。", MONTHS, False),
    ("2025年9月再添5處據點後，Halmer 3年打算投資超過4,000億美元[1]。", SITES, True),
    ("2025年9月再添3處據點後，Halmer 3年打算投資超過4,000億美元[1]。", SITES, False),
    ("Halmer 2024年營業損失高達78億美元左右[1]。", LOSS, True),
]


@pytest.mark.parametrize(("answer", "quote", "holds"), DERIVED)
def test_what_follows_from_a_figure_holds(glossary, answer, quote, holds) -> None:
    """Multiples in words, ends of ranges and stressed figures hold; other counts do not."""
    assert (not _found(glossary, answer, quote)) is holds


def test_a_figure_is_that_of_its_own_piece(glossary) -> None:
    """Of a sentence with two citations no piece takes the figure that the other one has."""
    quotes = ("Cahn put the revenue needed at $200 billion in 2023.",
              "Cahn put the revenue needed at $600 billion in June 2024.")  # fmt: skip
    for first, holds in (("$200 billion", True), ("$600 billion", False)):
        answer = f"Cahn had said {first} in 2023 [1] and made it $600 billion in June 2024 [2]."
        assert (not _found(glossary, answer, *quotes)) is holds


LESS = {"expression": "40% - 33%", "steps": [], "value": "7", "unit": "pp", "operands": []}


@pytest.mark.parametrize(("word", "holds"), [("少了", True), ("多了", False)])
def test_a_difference_goes_the_way_of_its_sentence(glossary, word, holds) -> None:
    """From 40 to 33 is 7 less, whatever the verb."""
    quotes = ("Halmer's margin was 40% in 2024.", "Halmer's margin was 33% in 2025.")
    answer = f"Halmer的毛利率從2024年的40%[1]掉到2025年的33%[2]，{word}7個百分點。"
    assert (not _found(glossary, answer, *quotes, calculations=[LESS])) is holds
