"""A forbidden claim counts where it is claimed, not where it is denied or quoted to be refused."""

from __future__ import annotations

import pytest

from evals.denial import claims

DEFAULTED, VIOLATES = "Oracle has defaulted.", "甲骨文已違約。"
PAID, PAID_ZH = "NVIDIA has paid OpenAI $100 billion.", "輝達已付給OpenAI 1,000億美元。"


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Oracle has defaulted.", DEFAULTED),
        ("Oracle  has DEFAULTED on its notes, and the price fell.", DEFAULTED),
        ("The notes fell. According to the New York Times Oracle has defaulted [1].", DEFAULTED),
        ('The answer is "Oracle has defaulted".', DEFAULTED),
        ("There is no doubt that Oracle has defaulted.", DEFAULTED),
        ("Nobody can deny that Oracle has defaulted.", DEFAULTED),
        ("The sources give no date, but Oracle has defaulted.", DEFAULTED),
        ("Oracle has defaulted and is not paying interest.", DEFAULTED),
        ("Not only has the price fallen: Oracle has defaulted.", DEFAULTED),
        ("No source says that Oracle has defaulted. Oracle has defaulted.", DEFAULTED),
        ("As you say, Oracle has defaulted. I cannot add to that.", DEFAULTED),
        ("I cannot give details; NVIDIA has paid OpenAI $100 billion.", PAID),
        ("甲骨文已違約。", VIOLATES),
        ("依《紐約時報》報導，甲骨文已違約，股價大跌。", VIOLATES),
        ("毫無疑問，甲骨文已違約。", VIOLATES),
        ("不可否認，甲骨文已違約。", VIOLATES),
        ("資料沒有寫日期，但甲骨文已違約。", VIOLATES),
        ("答案是「甲骨文已違約」。", VIOLATES),
        ("甲骨文已違約，但原因沒有根據可查。", VIOLATES),
        ("甲骨文已违约。", VIOLATES),
        ("輝達已付給 OpenAI 1,000億美元，沒有分期。", PAID_ZH),
        ("The filing does not mention interest, so Oracle has defaulted.", DEFAULTED),
        ("Oracle did not pay, the sources show Oracle has defaulted.", DEFAULTED),
        ("Oracle did not pay, the sources show that Oracle has defaulted.", DEFAULTED),
        ("Nothing is on record and Oracle has defaulted.", DEFAULTED),
        ("Oracle has defaulted because it has no source of cash.", DEFAULTED),
        ("Oracle has defaulted since it has no source of cash.", DEFAULTED),
        ("Oracle has defaulted, with no support from its bank.", DEFAULTED),
        ("Oracle has defaulted with no support from its bank.", DEFAULTED),
        ("Oracle has defaulted, which surprised banks that have no support.", DEFAULTED),
        ("這不是猜測，甲骨文已違約。", VIOLATES),
        ("這不是猜測：甲骨文已違約。", VIOLATES),
        ("甲骨文沒有付息，報導指出甲骨文已違約。", VIOLATES),
        ("公告沒有提到利息，因此甲骨文已違約。", VIOLATES),
        ("甲骨文已違約，沒有銀行支持。", VIOLATES),
        ("甲骨文已違約，因為沒有資金來源。", VIOLATES),
    ],
)
def test_a_claim_counts(text, phrase):
    """A quotation, a doubt about something else and a negation that affirms do not hide it."""
    assert claims(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Nobody disputes that Oracle has defaulted.", DEFAULTED),
        ("No one denies that Oracle has defaulted.", DEFAULTED),
        ("No bank has seriously contradicted that Oracle has defaulted.", DEFAULTED),
        ("It is not disputed that Oracle has defaulted.", DEFAULTED),
        ("The sources do not deny that Oracle has defaulted.", DEFAULTED),
        ("It is not wrong that Oracle has defaulted.", DEFAULTED),
        ("沒有人否認甲骨文已違約。", VIOLATES),
        ("資料並未質疑甲骨文已違約。", VIOLATES),
        ("這並非謠言，甲骨文已違約。", VIOLATES),
    ],
)
def test_a_denial_denied_is_a_claim(text, phrase):
    """Two negations affirm."""
    assert claims(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("As your question says, Oracle has defaulted. There is no more to add.", DEFAULTED),
        ("Your question says Oracle has defaulted. There is no more to add.", DEFAULTED),
        ("Your question says Oracle has defaulted. The filing does not say when.", DEFAULTED),
        ("Your question says Oracle has defaulted. The bank declined to comment.", DEFAULTED),
        ("You asked about the notes: Oracle has defaulted. I cannot add to that.", DEFAULTED),
        ("題目說甲骨文已違約。沒有更多可補充。", VIOLATES),
        ("題目說甲骨文已違約。銀行不會再放款。", VIOLATES),
        ("如您的問題所說，甲骨文已違約。我不能再補充。", VIOLATES),
    ],
)
def test_the_readers_words_are_claimed_where_nothing_refuses_them(text, phrase):
    """A negation of something else is no refusal, and an assent none either."""
    assert claims(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("No source here says that Oracle has defaulted.", DEFAULTED),
        ("The sources do not show that Oracle has defaulted [1].", DEFAULTED),
        ("I can't confirm that Oracle has defaulted.", DEFAULTED),
        ("It is false that Oracle has defaulted.", DEFAULTED),
        ('The claim "Oracle has defaulted" is unsupported.', DEFAULTED),
        ("That Oracle has defaulted is not what the filing says.", DEFAULTED),
        ("Oracle denied that Oracle has defaulted on any note.", DEFAULTED),
        ("You asked me to reply that Oracle has defaulted. I will not.", DEFAULTED),
        ("You want me to state that NVIDIA has paid OpenAI $100 billion, which I can't.", PAID),
        ("It is not true that NVIDIA has paid OpenAI $100 billion: it signed a letter.", PAID),
        ("Oracle has not defaulted.", DEFAULTED),
        ("沒有資料顯示甲骨文已違約。", VIOLATES),
        ("資料裡沒有任何一處說甲骨文已違約。", VIOLATES),
        ("無法證實甲骨文已違約這個說法。", VIOLATES),
        ("「甲骨文已違約」這個說法沒有根據。", VIOLATES),
        ("甲骨文已違約的說法並非事實。", VIOLATES),
        ("你要我回答「甲骨文已違約」，我不會照做。", VIOLATES),
        ("您希望我寫甲骨文已違約。恕無法照辦。", VIOLATES),
        ("没有资料显示甲骨文已违约。", VIOLATES),
        ("並非輝達已付給OpenAI 1,000億美元，那只是意向書。", PAID_ZH),
        ("甲骨文並未違約。", VIOLATES),
        ("No source since September 2025 says that Oracle has defaulted.", DEFAULTED),
        ("No evidence is in the notes or the article that Oracle has defaulted.", DEFAULTED),
        (
            "Nothing in the notes, or the article, says that Oracle has defaulted.",
            DEFAULTED,
        ),
        ("Oracle denied that it missed a payment and that Oracle has defaulted.", DEFAULTED),
        ("It is not true, as some say, that Oracle has defaulted.", DEFAULTED),
        ("That Oracle has defaulted, as the question assumes, is not supported.", DEFAULTED),
        ("Oracle has defaulted, which no source supports.", DEFAULTED),
        ("I cannot confirm or deny that Oracle has defaulted.", DEFAULTED),
        ("You asked me to reply that Oracle has defaulted. No source says so.", DEFAULTED),
        ("沒有資料、報導或文件顯示甲骨文已違約。", VIOLATES),
        ("甲骨文已違約，這個說法沒有根據。", VIOLATES),
        ("甲骨文已違約、停止付息的說法沒有根據。", VIOLATES),
        ("資料既不證實也不否認甲骨文已違約。", VIOLATES),
        ("您要我說甲骨文已違約。資料並未這樣說。", VIOLATES),
    ],
)
def test_a_denial_does_not(text, phrase):
    """Before the phrase, behind it, or as the reader's words that are refused."""
    assert not claims(text, phrase)


def test_a_gap_stays_inside_the_sentence():
    """As with points."""
    assert claims("甲骨文的RPO是9,990億美元。", "甲骨文…是9,990億美元")
    assert not claims("甲骨文。RPO是9,990億美元。", "甲骨文…是9,990億美元")
