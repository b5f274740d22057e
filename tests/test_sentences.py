"""bot.language.sentences: where sentences begin and end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.digests import JOINERS, LANGUAGES, read_digest
from bot.language.sentences import split_sentences
from bot.settings import data_root


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["輝達投資OpenAI。", "甲骨文買晶片！", "這是泡沫嗎？", "是。"],
        ["他說：「營收成長。」", "市場不信。"],
        ["所謂「泡沫了嗎？」的疑慮仍在。"],
        ["他問：「會泡沫嗎？」", "市場沉默。"],
        ["「成長。市場不信。」他說。"],
        ["年增438%。", "（編按：這是註解。）", "下一句。"],
        ["這是RPO?", "還是FCF?", "答案是RPO"],
        ["資金高度集中,推升營收、股價,快速成長。"],
        ["他說……不知道。", "但是……"],
        ["你好！！！", "真的嗎？！", "是的"],
        ["Yahoo!奇摩股市報導。", "下一句。"],
        ["山姆．奧特曼與麥可·貝瑞不同調。"],
        ["成長3.5%。[1]", "下一句。[2]"],
        ["美國(U.S.)市場成長。", "結束。"],
    ],
)
def test_chinese(sentences):
    """Chinese marks end sentences and stay with them; quotes and brackets are closed."""
    assert split("".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["Oracle grew 3.5% in fiscal 2026.", "It was $16.1 billion."],
        ["U.S. revenue rose.", "It ended in the U.S.", "The rest followed."],
        ["See No. 5 of Inc. magazine, e.g. J.P. Morgan vs. Goldman Sachs."],
        ["Mr. Burry met Sam H. Altman in Sept. 2025 at 3 p.m. Pacific time."],
        ["The Q2. 2025 table is wrong.", "In Q2.", "Revenue grew."],
        ["It was approx. 5 units, i.e. few.", "Then it stopped."],
        ['"Why now?" he asked.', '"Because."', "Then he left."],
        ["“It grew. It fell.”", "She left."],
        ["(It rose. It fell.)", "Then it stopped."],
        ["Is it?", "Yes!", "Good."],
        ["Wait... what?", "He left...", "The end."],
        ["Node.js 2.5 and Amazon.com are names.", "So is x.AI here."],
        ["1. First item.", "2. Second item."],
        ["nvidia invests.", "oracle buys chips.", "what is rpo?"],
        ["Growth was 3.2%.[1]", "Next came a fall.[2][3]"],
        ["It is so.", "Up to 35% of it.", "Anyone may have it.", "Done."],
        ["eMarketer said so.", "xAI left."],
        ["The loop (see p. 5.) goes on."],
    ],
)
def test_english(sentences):
    """Full stops of abbreviations, initials and decimals end nothing."""
    assert split(" ".join(sentences)) == sentences


def test_mixed_text():
    """A full stop before Chinese and a 。 before English both end their sentence."""
    text = "The value is $5.2 billion. 甲骨文成長。Oracle grew."
    assert split(text) == ["The value is $5.2 billion.", "甲骨文成長。", "Oracle grew."]


def test_a_missing_space_is_seen_before_a_common_opener():
    """`ended.The company` is two sentences."""
    assert split("The year ended.The company grew.") == ["The year ended.", "The company grew."]


def test_lines_end_sentences():
    """A heading stands alone, with no blank around it."""
    assert split("  標題 一\n\n◎撰文/陳  \r\nBody text") == ["標題 一", "◎撰文/陳", "Body text"]


def test_marks_alone_join_the_sentence_before():
    """An end mark is no sentence of its own."""
    assert split("真實需求。 ■") == ["真實需求。 ■"]


def test_a_long_quote_is_cut():
    """Beyond 120 characters a quote is not kept whole."""
    long = "「" + "營收成長了不少，市場卻不相信。" * 12 + "」"
    assert len(split(long)) == 12


@pytest.mark.parametrize("language", LANGUAGES)
def test_digests_are_split_as_they_are_written(language):
    """In every digest the segmenter finds the sentences that stand one a line."""
    wrong = []
    for path in sorted((data_root("corpus") / "texts").glob(f"*/{language}.md")):
        for paragraph in read_digest(path).paragraphs:
            text = JOINERS[language].join(paragraph.sentences)
            if split(text) != list(paragraph.sentences):
                wrong.append((path.parent.name, paragraph.key))
    assert wrong == []


PIECES = st.sampled_from(
    [
        *"。！？.!?…「」『』（）()“”\"'[]《》，, \n\t　■%$",
        *["甲骨文", "RPO", "U.S", "e.g", "5", "3.5", "Inc", "the", "The", "說：", "Q2", "..."],
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)))
def test_spans_cover_the_text(text):
    """Spans are in order, never overlap, have no outer blanks, and leave out only blanks."""
    spans = split_sentences(text)
    covered = [False] * len(text)
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        covered[start:end] = [True] * (end - start)
        last = end
    assert all(done or char.isspace() for done, char in zip(covered, text, strict=True))
