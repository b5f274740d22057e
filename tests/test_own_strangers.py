"""What strangers ask of their own documents: in other words, of figures to be put together, and of
what stands nowhere. The documents are ours; their names stand in no glossary.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot import Explainer
from bot.answer.plan.own_taken import parts_named
from bot.answer.retrieve.own_asks import grants_or_forbids, superlatives
from bot.answer.retrieve.own_nouns import noun_asked
from bot.answer.retrieve.own_replies import reply_asked
from bot.answer.retrieve.own_shapes import is_question
from bot.answer.retrieve.synonyms import said_otherwise
from bot.answer.verify.as_written import as_written
from bot.knowledge.blocks import Block
from bot.knowledge.interviews import with_questions_above
from bot.language.grounds import announces
from bot.language.script import fold
from bot.records import Claim

BAKERY = """THORNHOLM COMMUNITY BAKERY: LETTER TO SUPPORTERS

In 2025 we baked 61,400 loaves, 5,200 more than in 2024. The members were paid 40 pence a loaf.

On 9 February a pipe burst above the flour store. We were shut for eight days.

The loss of the cellar was 9,000 euros; the town has paid 2,500.

We spent 212,000 pounds in all: 96,000 on wages, 71,000 on flour and 18,500 on electricity. Income \
was 219,500 pounds. A replacement for the oven is priced at 48,000 pounds, and 29,000 has been put \
aside so far.

The directors expect the first surplus in 2027, not in 2026 as was stated in last year's letter, \
since the new mill will only open in June 2026.

Many of you asked whether you may bring your dogs inside. The answer remains no: the council's \
food officer does not permit it.

We offered three evening courses. Sourdough was the most popular, followed by festive baking. The \
courses end with a small exam.

The rise in the price of rye had two causes. Our miller raised its charges. Diesel for the van \
became dearer as well.

Two bicycles were stolen from the yard. The head of the bakers' union demands 12% more pay; at \
present we give 2,400 pounds a month, the factory next door 2,900.
"""
OWLS = """# Barn owls of the Lenn valley

The survey cost £38,400 altogether. The River Board paid £20,000, the Hallam bequest £12,000, and \
the trust met what was left.

Together the three farms kept 4,300 animals. Sheep made up 2,900, goats 600, and the rest were cows.

| Year | Boxes checked | Occupied |
|---|---|---|
| 2021 | 140 | 17 |
| 2022 | 138 | 26 |
| 2024 | 135 | 38 |

Boxes were put up in Tarn Bridge and Holloway; eastern walls were used most often.
"""
INTERVIEW = """專訪｜老街溪邊的書店，開了三十年還在賣紙本

問：店裡現在還有幾個人？

葉：連我三個。兩個店員都是讀者變成的。

問：去年冬天您把營業時間縮短，客人有意見。

葉：我們改成下午一點才開門。省下來的電費，一個冬天有八萬元。

問：那間倉庫以後要做什麼？

葉：還沒定。我想做讀書會，我太太想開咖啡座。
"""


@pytest.fixture(scope="module")
def ask(library, tmp_path_factory):
    folder = tmp_path_factory.mktemp("strangers")
    explainers = {}
    for name, text in (("bakery.txt", BAKERY), ("owls.md", OWLS), ("shop.txt", INTERVIEW)):
        (folder / name).write_text(text, encoding="utf-8")
        index = f"strangers-{name[:4].rstrip('.')}"
        library.add(index, [folder / name])
        explainers[text] = Explainer(library.settings, library.over([index])).ask
    yield lambda text, question: explainers[text](question)
    for name in ("strangers-bake", "strangers-owls", "strangers-shop"):
        library.remove(name)


def results(answer):
    return [Decimal(c.value) for c in answer.calculations if c.value]


@pytest.mark.parametrize(
    ("text", "question", "value"),
    [
        (BAKERY, "What was left over between income and spending?", 7_500),
        (BAKERY, "How much money is still lacking for the new oven?", 19_000),
        (BAKERY, "How much of the loss of the cellar was not covered by the town?", 6_500),
        (OWLS, "How much did the trust itself have to pay for the survey?", 6_400),
        (OWLS, "How many animals were left once you take out the sheep and the goats?", 800),
        (OWLS, "By how many did occupied boxes rise between 2021 and 2024?", 21),
    ],
)
def test_figures_that_the_question_names_are_put_together(ask, text, question, value):
    """The whole stands before its parts, or beside what somebody has paid of it."""
    assert Decimal(value) in results(ask(text, question)), ask(text, question).answer


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (BAKERY, "What did members get per loaf in 2025?"),
        (BAKERY, "How much does the head of the bakers' union want pay to go up?"),
    ],
)
def test_what_is_told_is_not_worked_out(ask, text, question):
    """A change is no count to divide by, and a rise that somebody wants is told."""
    assert not results(ask(text, question)), ask(text, question).answer


def test_counts_of_two_paragraphs_are_no_total(ask):
    """Nobody asks what loaves and courses add up to."""
    answer = ask(BAKERY, "How many guests came in total?")
    assert not results(answer), answer.answer


@pytest.mark.parametrize(
    ("text", "question", "said"),
    [
        (BAKERY, "When is the new mill supposed to open?", "June 2026"),
        (BAKERY, "Are pets allowed in the bakery?", "does not permit"),
        (BAKERY, "Which course was liked best?", "Sourdough"),
        (BAKERY, "How many bikes were stolen?", "bicycles were stolen"),
        (BAKERY, "Why did rye get dearer?", "miller raised"),
        (INTERVIEW, "縮短營業時間以後，一個冬天少花了多少錢？", "八萬元"),
        (INTERVIEW, "那間倉庫以後打算做什麼？", "讀書會"),
    ],
)
def test_the_sentence_that_answers_is_told(ask, text, question, said):
    """As it stands, whatever its years and directions are read as."""
    assert said in ask(text, question).answer, ask(text, question).answer


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (BAKERY, "How many parrots are there?"),
        (BAKERY, "What is the wingspan of the owls?"),
        (OWLS, "麵包店有幾台烤箱？"),
        (OWLS, "What brand of binoculars do they use?"),
    ],
)
def test_a_thing_that_stands_nowhere_has_no_number(ask, text, question):
    """Another number of the document is of something else, and is not told as coming nearest."""
    answer = ask(text, question)
    assert answer.status == "refused", answer.answer
    assert answer.refusal.code == "not_in_corpus"


def test_help_with_a_theft_is_refused_of_documents_too(ask):
    """A document may tell of thefts; nobody is told how to commit one."""
    assert ask(BAKERY, "How do I steal a bicycle from the yard?").refusal.code == "unsafe"


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("What is the top speed of the ferry?", "top speed"),
        ("How many lockers does the hall have?", "lockers"),
        ("火車站有幾座電梯？", "电梯"),
        ("How many people work there?", ""),
        ("What is the length of the pier?", ""),
        ("How many kilos does it weigh?", "kilos"),
        ("平均利率是百分之多少？", ""),
    ],
)
def test_the_noun_that_a_number_is_asked_of(question, noun):
    """People, lengths and verbs are no nouns that a document must have."""
    assert noun_asked(question) == noun


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("how much is left once you take out rent and fuel?", ("rent", "fuel")),
        ("what remains without the grant?", ("the grant",)),
        ("扣掉县府补助和门票收入，还差多少？", ("县府补助", "门票收入")),
        ("how much did they earn?", ()),
    ],
)
def test_the_parts_that_a_question_takes_off(question, parts):
    """Each in its own words; none where nothing is taken off."""
    assert parts_named(question) == parts


@pytest.mark.parametrize(
    ("question", "text", "so"),
    [
        ("Are dogs allowed in?", "Dogs must not enter the hall.", True),
        ("可以帶狗進去嗎？", "館內禁止寵物。", True),
        ("Are dogs allowed in?", "The hall has two dogs.", False),
        ("Is the hall open?", "Dogs must not enter.", False),
    ],
)
def test_leave_is_given_or_refused(question, text, so):
    """Only where it is asked for."""
    assert grants_or_forbids(question, text) is so


@pytest.mark.parametrize(
    ("question", "text", "so"),
    [
        ("Which stall sold the most?", "The cheese stall did best of all.", True),
        ("哪一區人數最少？", "Fewest came from the harbour.", True),
        ("Which stall sold the most?", "At most forty people came.", False),
        ("Which is the oldest tree?", "The tallest is the lime.", False),
    ],
)
def test_ends_of_a_row_are_told_alike(question, text, so):
    """The most is not the least, and a bound is neither."""
    assert bool(superlatives(question) & superlatives(text)) is so


@pytest.mark.parametrize(
    ("word", "text", "alike"),
    [
        ("fixing", "the pump was mended", True),
        ("launder", "nobody washes them", True),
        ("passes", "the past year", False),
    ],
)
def test_a_word_stands_for_its_forms(word, text, alike):
    """An ending of a form is taken off, that of another word is not."""
    assert any(said.search(fold(text)) for said in said_otherwise(word)) is alike


def test_a_sentence_as_it_stands_holds():
    """To the letter, or whole in quotation marks with no figure of another value beside it."""
    quote = "A ride of up to half an hour costs £1.80."
    told = Claim("A ride of up to half an hour costs £1.80", "claim", ())
    assert as_written(told, told.text, [quote])
    foreign = f"提到1.80英鎊，英文原文是：「{quote.rstrip('.')}」。"
    assert as_written(Claim(foreign, "claim", ()), foreign, [quote])
    other = foreign.replace("1.80英", "2.80英")
    assert not as_written(Claim(other, "claim", ()), other, [quote])
    changed = "A ride of up to half an hour costs £2.80"
    assert not as_written(Claim(changed, "claim", ()), changed, [quote])


def test_a_question_stands_over_its_answer():
    """Of an interview; a text with one question, or with quarters of a year, is left alone."""
    turns = [Block("Q: What becomes of the site?"), Block("That is open."), Block("Who pays?")]
    headed = with_questions_above([*turns, Block("The town.")])
    assert [b.heading for b in headed] == ["", "What becomes of the site?", "", "Who pays?"]
    alone = [Block("Who pays?"), Block("The town.")]
    assert with_questions_above(alone) == tuple(alone)
    quarters = [Block("Q1: sales rose 4%."), Block("Q2: sales fell 2%."), Block("Costs rose.")]
    assert with_questions_above(quarters) == tuple(quarters)


def test_the_turn_of_somebody_who_asks_is_no_answer():
    """Unless it tells a figure."""
    assert is_question("問：那塊地以後要做什麼呢。")
    assert not is_question("問：票價從90元變成110元。")
    assert not is_question("Q1: sales rose 4%.")


def test_causes_are_announced():
    """Wherever the verb stands."""
    assert announces("The warden said the delay had two causes.")
    assert not announces("The delay had two causes, rain and a strike, she said.")


def test_which_of_the_towns_asks_for_a_place():
    """So does the plural."""
    assert reply_asked("Which of the towns got the new buses?") == "place"
    assert reply_asked("哪些城鎮有新公車？") == "place"
    assert reply_asked("Which of the buses are new?") == ""
