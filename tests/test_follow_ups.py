"""Follow-ups: the figure that one points at (`pointing`), the form that it asks for (`restyle`)."""

from __future__ import annotations

import pytest

from bot.language.restyle import in_language, only_style
from bot.records import Sought, Working


def shown(question):
    """The working as an operation on the words of its operands."""
    working = question.working
    assert working is not None
    words = [question.text[p.span[0] : p.span[1]].strip(" ?？") for p in working.parts]
    assert all(isinstance(p, Sought) for p in working.parts)
    return (working.operation, *words)


NAMED = [
    (("How much did Lucent lend its customers?", "Nortel?"), "How much did Nortel lend"),
    (("How much did Lucent lend its customers?", "Nortel?", "ok and Cisco?"), "did Cisco lend"),
    (("亞馬遜2025年資本支出打算花多少？", "祖克柏他們家呢？"), "Meta2025年資本支出打算花多少"),
    (("What was NVIDIA's revenue in Q3 FY26?", "and the data center?"), "data center revenue"),
    (("輝達2026會計年度第三季營收？", "那資料中心呢？"), "輝達2026會計年度第三季資料中心營收"),
    (("英伟达2026会计年度第三季营收？", "那资料中心呢？"), "资料中心营收"),
]


@pytest.mark.parametrize(("turns", "told"), NAMED)
def test_the_same_is_asked_of_another(follow, turns, told):
    """A name alone, or a part of the measure, takes the place of its like."""
    assert told.replace(" ", "") in follow(*turns).text.replace(" ", "")


SUPPOSED = [
    (
        "What does OpenAI's contract with Oracle average per year?",
        "what if it were 400bn?",
        "400bn",
    ),
    ("OpenAI與甲骨文的合約平均每年多少？", "如果是4,000億呢？", "4,000億"),
    ("OpenAI与甲骨文的合约平均每年多少？", "如果是4,000亿呢？", "4,000亿"),
    ("How many gigawatts is that contract, OpenAI with Oracle?", "what if it were 6 GW?", "6 GW"),
    ("What share of Oracle's RPO is the OpenAI contract?", "and if RPO were $600bn?", "$600bn"),
]


@pytest.mark.parametrize(("earlier", "text", "figure"), SUPPOSED)
def test_a_supposed_figure_is_kept_beside_the_question(follow, earlier, text, figure):
    """The earlier question stands, with the figure that takes an operand's place."""
    question = follow(earlier, text)
    assert question.text == earlier
    assert question.supposed is not None
    assert question.supposed.text.strip() == figure
    assert question.asked == text


@pytest.mark.parametrize(
    ("earlier", "text"),
    [
        ("How much of OpenAI does Microsoft own?", "and 10 percent?"),
        ("微軟持有OpenAI多少股權？", "那10%呢？"),
        ("When did SoftBank pay?", "half of it?"),
        ("甲骨文的RPO是多少？", "為什麼成長10%？"),
    ],
)
def test_no_part_is_taken_of_what_is_no_amount(follow, earlier, text):
    """A percentage, a time or a reason has no part."""
    assert follow(earlier, text).working is None


DEBT, DEBT_ZH = "What is Oracle's total debt?", "甲骨文的總負債是多少？"
POINTING = [
    (DEBT, "How many times its cash is that?", ("multiple", DEBT[:-1], "its cash")),
    (DEBT_ZH, "是營業現金流的幾倍？", ("multiple", DEBT_ZH[:-1], "營業現金流")),
    (DEBT, "What share of that is long-term?", ("share", "long-term", DEBT[:-1])),
    (DEBT_ZH, "其中長期的佔幾成？", ("share", "長期的", DEBT_ZH[:-1])),
    (DEBT, "How much more is that than Meta's?", ("apart", DEBT[:-1], "Meta's")),
    (DEBT_ZH, "比微軟的多多少？", ("apart", DEBT_ZH[:-1], "微軟的")),
]


@pytest.mark.parametrize(("earlier", "text", "wanted"), POINTING)
def test_a_figure_is_set_beside_the_one_asked_for(follow, earlier, text, wanted):
    """The earlier question's words are one operand, the follow-up's own the other."""
    question = follow(earlier, text)
    assert shown(question) == wanted
    assert question.followed_up
    assert question.asked == text


@pytest.mark.parametrize(
    ("earlier", "text"),
    [
        (DEBT, "What was NVIDIA's revenue in the third quarter of fiscal 2026?"),
        (DEBT_ZH, "ChatGPT每週有多少人用？"),
        (DEBT, "How many times NVIDIA's revenue is Microsoft's RPO?"),
        (DEBT_ZH, "比去年同期多多少？"),
    ],
)
def test_nothing_is_set_beside_a_question_of_its_own(follow, earlier, text):
    """A whole question of its own, or an earlier time alone, takes no operand from before."""
    working = follow(earlier, text).working
    assert working is None or working.operation not in ("apart", "multiple", "share", "rate")


STYLES = [
    ("in English, please", "en", "standard"),
    ("English", "en", "standard"),
    ("可以用英文再說一次嗎？", "en", "standard"),
    ("用中文說", "zh-TW", "standard"),
    ("in Chinese please", "zh-TW", "standard"),
    ("簡體中文", "zh-CN", "standard"),
    ("too long. shorter", "en", "brief"),
    ("一句話講就好", "zh-TW", "brief"),
    ("請說詳細一點", "zh-TW", "detailed"),
]


@pytest.mark.parametrize(("text", "language", "level"), STYLES)
def test_another_form_asks_the_earlier_question(follow, text, language, level):
    """Its own words, parties and intent are those of the earlier question."""
    earlier = "Why did CoreWeave lower its capex guidance for 2025?"
    question = follow(earlier, text)
    assert (question.text, question.intent) == (earlier, "explanation")
    assert (question.language, question.level, question.asked) == (language, level, text)


def test_a_form_after_a_follow_up_asks_that_follow_up(follow):
    """What the last follow-up stood for is told in the other language."""
    question = follow("OpenAI給甲骨文的合約平均一年多少？", "那每個月呢？", "in English")
    assert question.language == "en"
    assert {m.concept for m in question.entities} == {"GLO-002", "GLO-003"}
    assert {m.concept for m in question.operations} == {"per_month"}


@pytest.mark.parametrize(
    "text",
    [
        "What is the shorter of the two contracts?",
        "Did Oracle publish that in English?",
        "哪一張合約比較短一點？",
        "甲骨文的中文名稱是什麼？",
        "why?",
    ],
)
def test_a_question_is_no_wish_for_another_form(phrases, text):
    """Words of form inside a question of its own change nothing."""
    assert not only_style(text, phrases)


def test_the_topic_before_does_not_leak(follow):
    """A question that names its own party and figure keeps to them."""
    question = follow("甲骨文那季的自由現金流是多少？", "換個話題，輝達第三季的營收是多少？")
    assert {m.concept for m in question.entities} == {"GLO-001"}
    assert {m.concept for m in question.metrics} == {"revenue"}


@pytest.mark.parametrize(
    ("text", "language", "rest"),
    [
        ("請用英文回答：甲骨文借了多少錢？", "en", "甲骨文借了多少錢？"),
        ("甲骨文的現金有多少？（英文回答）", "en", "甲骨文的現金有多少？"),
        ("用簡體中文告訴我英偉達的營收", "zh-CN", "英偉達的營收"),
        ("Please reply in Traditional Chinese: who owns Arm?", "zh-TW", "who owns Arm?"),
        ("What does Meta spend? In English please.", "en", "What does Meta spend?"),
        ("Why lend? Answer in simplified Chinese.", "zh-CN", "Why lend?"),
    ],
)
def test_a_question_may_name_the_language_of_its_answer(phrases, text, language, rest):
    """The request is obeyed and is no part of what is searched for."""
    assert in_language(text, phrases) == (language, rest)


@pytest.mark.parametrize(
    "text",
    [
        "Did OpenAI reply in English to the letter?",
        "誰用英文寫了這篇文章？",
        "用英文講",
        "營收多少？",
    ],
)
def test_to_speak_of_a_language_is_no_request_for_it(phrases, text):
    """Nor is a request with nothing beside it: that one is about the last answer."""
    assert in_language(text, phrases) is None


def test_the_language_named_is_that_of_the_answer(follow):
    """The words are still read in their own language."""
    question = follow("請用英文回答：甲骨文借了多少錢？")
    assert (question.language, question.text) == ("en", "甲骨文借了多少錢？")


TWO_BEFORE = [
    (("What did Oracle spend on capex in Q2 FY26?", "And Q1?", "Together?"), "add"),
    (
        (
            "What was NVIDIA's revenue in Q3 FY26?",
            "And the quarter before?",
            "What growth is that?",
        ),
        "rate",
    ),
    (
        ("How much did OpenAI sign with AWS?", "And with CoreWeave?", "How far apart are they?"),
        "apart",
    ),
    (("甲骨文2026會計年度第二季資本支出多少？", "第一季呢？", "兩季加起來？"), "add"),
    (("輝達2026會計年度第三季營收多少？", "那前一季呢？", "成長幾成？"), "rate"),
    (("OpenAI跟AWS簽多少？", "那跟微軟呢？", "差多少？"), "apart"),
]


@pytest.mark.parametrize(("turns", "operation"), TWO_BEFORE)
def test_the_last_two_questions_are_the_two_figures(follow, turns, operation):
    """Each written out in the light of those before it; of a third nothing is taken."""
    question = follow(*turns)
    assert question.working is not None
    assert question.working.operation == operation
    first, second = (question.text[p.span[0] : p.span[1]] for p in question.working.parts)
    assert first != second
    assert turns[0] in (first, second)
    assert turns[1] not in (first, second)


def test_what_is_larger_is_asked_of_both(follow):
    """Without an operation the two questions are compared."""
    question = follow(
        "How much did OpenAI sign with AWS?", "And with CoreWeave?", "Which is bigger?"
    )
    assert question.intent == "comparison"
    assert "with AWS" in question.text
    assert "OpenAI sign with CoreWeave" in question.text


BESIDE = [
    (
        (
            "What was Oracle's RPO in November 2025?",
            "Against its revenue in FY25, how many times?",
        ),
        "multiple",
        "its revenue in FY25",
    ),
    (
        ("甲骨文FY26資本支出計畫？", "跟FY2025實際花的比是幾倍？"),
        "multiple",
        "FY2025實際花的",
    ),
    (
        ("OpenAI十月跟微軟加買了多少Azure？", "這是它跟CoreWeave那三張加起來的幾倍"),
        "multiple",
        "它跟CoreWeave那三張加起來",
    ),
    (("輝達租雲端容量的承諾是多少？", "裡面有幾%是那一季才新增的？"), "share", "那一季才新增的"),
    (
        ("OpenAI跟甲骨文的合約一年多少？", "跟AWS那份比，一年差多少？"),
        "yearly_apart",
        "AWS那份",
    ),
    (
        (
            "What is OpenAI's AWS deal a year?",
            "Compared with the Oracle deal, how many times is it?",
        ),
        "yearly",
        "the Oracle deal",
    ),
]


@pytest.mark.parametrize(("turns", "operation", "own"), BESIDE)
def test_a_figure_is_set_against_one_that_is_named(follow, turns, operation, own):
    """The operation is the one asked for; a yearly average is set against another's."""
    working = follow(*turns).working
    text = follow(*turns).text
    assert working is not None
    assert working.operation == operation
    assert own in [text[p.span[0] : p.span[1]].strip("？?") for p in working.parts]


REST = [
    (
        (
            "What share of CoreWeave's 2024 revenue came from Microsoft?",
            "And with NVIDIA added, what is left for the others?",
        ),
        3,
    ),
    (("What share of CoreWeave's 2024 revenue came from Microsoft?", "and the rest?"), 2),
    (("微軟占CoreWeave 2024年營收多少？", "加上輝達之後，剩下的客戶佔幾%？"), 3),
    (("微軟占CoreWeave 2024年營收幾成？", "其餘的呢？"), 2),
    (
        (
            "How much is Microsoft's commitment to OpenAI?",
            "What part of it has been paid?",
            "so what's still owed?",
        ),
        2,
    ),
    (("微軟承諾投資OpenAI多少？", "其中已撥付的占幾成？", "還剩多少沒付？"), 2),
]


@pytest.mark.parametrize(("turns", "count"), REST)
def test_what_a_share_leaves_is_the_whole_less_it(follow, turns, count):
    """And less the one that the follow-up names."""
    working = follow(*turns).working
    assert working is not None
    assert working.operation == "less"
    assert len(working.parts) == count


def test_a_spelled_out_result_is_taken_up(follow):
    """The further operation is on what the earlier calculation comes to."""
    question = follow(
        "Half of the $300 billion OpenAI contract is how much?",
        "What share of Oracle's RPO in November 2025 is that?",
    )
    assert question.working is not None
    part, _ = question.working.parts
    assert isinstance(part, Working)
    assert part.operation == "over"


ONE = [
    (
        "Where did Oracle trade after the December 2025 results?",
        "With the share count of 31 May 2025, what market value is that?",
    ),
    ("甲骨文12月財報後盤後股價多少？", "用2025年5月底的股數算，那市值等於多少？"),
]


@pytest.mark.parametrize("turns", ONE)
def test_what_names_some_of_its_figures_is_read_with_the_question_before(follow, turns):
    """The two are one question, as if it had been asked at once."""
    question = follow(*turns)
    assert question.text == " ".join(turns)
    assert not question.followed_up


@pytest.mark.parametrize(
    ("turns", "advises"),
    [
        (("CoreWeave 2025年第三季做了多少生意？", "這樣有賺錢嗎？"), False),
        (("CoreWeave 2025年第三季營收？", "成長這麼快怎麼還會虧？"), False),
        (("CoreWeave 2025年第三季營收？", "那我該買它的股票嗎？"), True),
        (("What was Oracle's revenue in Q2 FY26?", "so should I buy the shares?"), True),
    ],
)
def test_whether_a_company_made_money_is_no_request_for_advice(follow, turns, advises):
    """Only who speaks of trading, or of the own money, asks for advice."""
    cues = {m.concept for m in follow(*turns).refusal_cues}
    assert ("investment_advice" in cues) is advises
