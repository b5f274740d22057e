"""How answers are worded: workings, names with their times, first sentences, what is left out."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from bot import Explainer
from bot.answer.extractive.headed import headed
from bot.answer.extractive.quoting import Voice
from bot.answer.verify.standing import check_standing
from bot.brief.brief import make_brief
from bot.language.script import fold, to_simplified
from bot.language.timewords import write_when
from bot.language.turns import LEANS
from bot.language.wording import Wording
from bot.records import Claim, Period, SentenceRef


@pytest.fixture(scope="module")
def explainer(library) -> Explainer:
    return Explainer(library.settings, library, "extractive")


WORKINGS = [
    (
        "By how much did Oracle's free cash flow fall short of expectations?",
        r"^Oracle's free cash flow from September to November 2025 fell short of what had been "
        r"expected by about US\$4\.8 billion \(.*= -4\.8\)",
    ),
    ("甲骨文的自由現金流比市場預期差多少？", r"^甲骨文2025年9月至11月的.*比市場預期少約48億美元（"),
    (
        "What is the gap between Oracle's capital spending and its operating cash flow?",
        r"spending from .* and its operating cash flow in the same period is about US\$9\.9",
    ),
    (
        "How much did NVIDIA's revenue move between the second and third quarter of fiscal 2026?",
        r"^NVIDIA's revenue from July to October 2025 came out higher than from April to July 2025 "
        r"by US\$10\.263 billion \(",
    ),
    ("What would NVIDIA put in per gigawatt?", r"^NVIDIA's equity investment in OpenAI comes to"),
    ("輝達每吉瓦投資OpenAI多少錢？", r"^輝達對OpenAI的股權投資相當於每吉瓦約100億美元（"),
    ("若240億美元機器用8年直線折舊，一年折舊多少？", r"^您給的金額按直線法折舊.*每年30億美元（"),
    ("What is 40% of Oracle's RPO at the end of November 2025?", r"^40% of Oracle's .* comes to"),
    ("甲骨文2025年11月底RPO的40%是多少？", r"的40%相當於"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "worded"), WORKINGS)
def test_a_working_is_one_plain_sentence(explainer, question, worded):
    """What it is of, of when, how much, and the calculation in brackets."""
    answer = explainer.ask(question)
    assert re.search(worded, answer.sentences[0].text), answer.answer
    assert answer.status == "answered"


STILTED = (
    "Going by",
    "the one is",
    "on the figures that you give",
    "the share is",
    "占比為",
    "結果為",
)


@pytest.mark.parametrize(
    "question",
    [
        "How many times Oracle's revenue of fiscal 2025 is its RPO?",
        "甲骨文的RPO是2025會計年度營收的幾倍？",
        "What part of Oracle's quarterly revenue is its operating cash flow?",
        "What would OpenAI's contract with Oracle cost a month over 6 years?",
    ],
)
def test_no_working_is_stilted(explainer, question):
    """Nor are the forms of one kind of working changed from answer to answer."""
    answer = explainer.ask(question)
    assert not any(words in answer.answer for words in STILTED), answer.answer
    assert not re.search(r"\dx\b", answer.answer)


@pytest.mark.parametrize(
    ("period", "told"),
    [
        (Period("", None, "2025-11-30", "instant"), "at the end of November 2025"),
        (Period("", None, "2025-10-05", "instant"), "on 5 October 2025"),
        (Period("", "2025-06-01", "2025-08-31", "quarter"), "from June to August 2025"),
        (Period("", "2024-01-01", "2024-12-31", "year"), "in 2024"),
        (Period("from 2023", None, None, "none"), "from 2023"),
        (Period("2023", None, None, "none"), "in 2023"),
        (Period("illustration", None, None, "none"), ""),
        (Period("Acme FY2026 to May", None, None, "none"), ""),
    ],
)
def test_a_time_is_told_as_it_follows_a_measure(period, told):
    """With the word that English puts before it; none where a label is no plain time."""
    assert write_when(period, "en") == told


def test_questions_are_asked_as_people_ask(library):
    """No measure is asked for by a label that nobody says, and a name in s takes a bare one."""
    wording = Wording(library.phrases, library.glossary, "en")
    asked = {f.id: wording.question_about(f) for f in library.ledger.facts if f.values}
    told = [text for text in asked.values() if text]
    assert not [t for t in told if "s's " in t or " in from " in t or "'s number of" in t]
    assert any(t.startswith("Over how many years does") for t in told)
    lead = next(f for f in library.ledger.facts if f.metric == "steps_count")
    assert wording.question_about(lead) == ""


@pytest.mark.parametrize(
    ("claim", "asked"),
    [
        ("The harbour was dredged twice.", "Is the article right that the harbour was dredged"),
        ("Tilmar built 3 piers.", "Is the article right that Tilmar built 3 piers?"),
        ("GPUs age fast.", "Is the article right that GPUs age fast?"),
    ],
)
def test_a_claim_is_asked_about_in_one_sentence(library, claim, asked):
    """Its first word small where it is no name."""
    assert Wording(library.phrases, library.glossary, "en").is_right(claim).startswith(asked)


@pytest.mark.parametrize(
    "question",
    ["Should I sell my Oracle shares?", "誰發明了電話？", "什麼是認股權證？", "Who audits OpenAI?"],
)
def test_three_questions_are_suggested(explainer, question):
    """After a refusal as after an answer, in the language of the question, none twice."""
    asked = explainer.ask(question).suggestions
    assert len(asked) == len(set(asked)) == 3


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("An analogy proves nothing: it shows how such a fleet can sink.", True),
        ("Lenders look at these two figures together.", True),
        ("這種船隊怎麼沉沒，類比說不準。", True),
        ("Ships such as tugs are small.", False),
        ("Insurers pay those who own a ship.", False),
        ("港口每年疏濬一次。", False),
    ],
)
def test_what_points_to_a_sentence_before_it(text, leans):
    """Anywhere in it, and not only how it begins."""
    assert bool(LEANS.search(fold(text))) is leans


@pytest.mark.parametrize(("at_most", "order"), [(None, "before, leaning, plain"), (1, "plain")])
def test_no_answer_begins_with_a_sentence_that_leans(library, at_most, order):
    """The one before it comes along; where there is room for one alone, another stands first."""
    passage = next(p for p in library.corpus.passages if len(p.sentences.get("en", ())) > 2)
    refs = [SentenceRef(passage.id, n, passage.index) for n in (1, 2)]
    start, end = passage.sentences["en"][0]
    said = {
        "before": passage.text["en"][start:end],
        "leaning": "That explains the silt.",
        "plain": "Tilmar has 3 piers.",
    }
    named = zip(("leaning", "plain"), refs, strict=True)
    claims = iter([Claim(said[name], "claim", (ref,)) for name, ref in named])
    asked = SimpleNamespace(form=SimpleNamespace(at_most=at_most))
    evidence = SimpleNamespace(read=(), facts=(), passages={(passage.index, passage.id): passage})
    voice = Voice(library.phrases, library.glossary, "en")
    told = [claim.text for claim in headed(claims, asked, evidence, voice)]  # type: ignore[arg-type]
    wanted = [said[name] for name in order.split(", ")]
    assert told[: len(wanted)] == wanted


@pytest.mark.parametrize(
    ("topic", "length", "told"),
    [
        ("泡沫", "short", ("Bank of England", "Munster")),
        ("Oracle debt", "short", ("$106 billion", "$248 billion", "$18.0 billion")),
    ],
)
def test_a_brief_on_a_topic_opens_with_what_weighs_most(library, topic, length, told):
    """Who warned and who denied it, the newest totals; nothing that leans or only explains."""
    brief = make_brief(library, topic=topic, length=length)
    shown = [row.text["en"] for row in (*brief.lead, *(r for s in brief.sections for r in s.rows))]
    assert all(any(words in text for text in shown) for words in told), shown
    assert not any(re.match(r"(?:Their|This|That|Long-term debt is)\b", text) for text in shown)


def test_a_brief_is_called_by_a_name_in_both_languages(library):
    """A topic that only one language names stands in quotation marks in the other."""
    bubble, debt = (make_brief(library, topic=t).title for t in ("泡沫", "Oracle debt"))
    assert bubble["en"].startswith("Bubble")
    assert bubble["zh-TW"].startswith("泡沫")
    assert debt["zh-TW"].startswith("「Oracle debt」")


@pytest.mark.parametrize("topic", ["Oracle debt", "折舊"])
def test_a_longer_brief_holds_more(library, topic):
    """Short, medium and long differ."""
    counts = [
        sum(len(s.rows) for s in make_brief(library, topic=topic, length=length).sections)
        for length in ("short", "medium", "long")
    ]
    assert counts[0] < counts[1] < counts[2]


@pytest.mark.parametrize(
    ("question", "most"),
    [
        ("How much did Oracle raise by selling notes in September 2025?", 3),
        ("What share of NVIDIA's revenue do data centres bring in?", 3),
        ("甲骨文2025年11月底的剩餘履約義務是多少？", 6),
    ],
)
def test_a_plain_figure_is_told_without_idle_sentences(explainer, question, most):
    """What neither tells the measure asked about nor stands right behind it is left out."""
    answer = explainer.ask(question)
    assert 1 <= len(answer.sentences) <= most, answer.answer
    assert len(explainer.ask(question, level="detailed").sentences) > len(answer.sentences)


def test_simplified_readers_read_papers_and_a_closer_look():
    """申报文件 and 审视; a data centre stays one."""
    assert to_simplified("申報文件受到檢視，資料中心的資料") == "申报文件受到审视，数据中心的资料"


SILT = (
    "The risks of the port are that Tilmar may not be able to pay, and that the yard has borrowed "
    "before it is paid."
)


@pytest.mark.parametrize(
    ("text", "held"), [(SILT, True), ("The yard is paid by Tilmar for the piers.", False)]
)
def test_a_quote_told_as_it_stands_holds(text, held):
    """It says what it says, whichever of its words seem to deny another one."""
    assert bool(check_standing(text, [SILT])) is not held
