"""The best texts are read again: the nearest sentence, and each word of the query."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from index_parts import build, passage, searcher, table, tools

from bot.index.passages import segments
from bot.index.reading import Reading, Words, words_of, write_reading
from bot.index.search import Searcher
from bot.records import Passage

FILLING = {
    "en": (
        "The choir met every second Thursday in the old town hall.",
        "Rain had damaged the roof of the library and two of its windows.",
        "Visitors may leave bicycles beside the northern gate.",
        "The museum shows coins, maps and a small steam engine.",
        "Tickets for the summer concert are sold at the bakery.",
        "A new path leads along the river to the bird hide.",
    ),
    "zh-TW": (
        "合唱團每隔一週的星期四在舊市政廳練唱。",
        "大雨損壞了圖書館的屋頂和兩扇窗戶。",
        "訪客可以把腳踏車停在北門旁邊。",
        "博物館展出錢幣、地圖和一台小型蒸汽機。",
        "夏季音樂會的門票在麵包店販售。",
        "新步道沿著河岸通往賞鳥小屋。",
    ),
}
ANSWER = {
    "en": "The dairy borrowed money from a bank to pay for its new cooling plant.",
    "zh-TW": "乳品廠向銀行借錢來支付新的冷卻設備。",
}
ASKED = {
    "en": "How did the milk producer finance its cooling?",
    "zh-TW": "牛奶業者怎麼籌措冷卻的資金？",
}


def texts(language: str) -> list[tuple[str, ...]]:
    """Texts of four sentences, of which the third holds the answer amid others."""
    some = FILLING[language]
    rows = [("", *(some[(at + n) % len(some)] for n in range(4))) for at in range(len(some))]
    rows[2] = ("", some[0], some[1], ANSWER[language], some[2])
    return rows


def opened(folder: Path, rows: list[tuple[str, ...]]) -> Reading:
    """The words of these texts, written and opened."""
    write_reading(folder, rows, table())
    return Reading(folder)


def asked(question: str) -> Words:
    """The words of a question."""
    found = words_of(table(), question)
    assert found is not None
    return found


def heights(reading: Reading, question: str, rows: int) -> tuple[list[float], list[float]]:
    """What every row is given for its nearest sentence and for the words it meets."""
    vector = table().queries([question])[0]
    found = reading.heights(np.arange(rows), vector, asked(question), table())
    return found[0].tolist(), found[1].tolist()


@pytest.mark.parametrize("question", ["en", "zh-TW"])
@pytest.mark.parametrize("language", ["en", "zh-TW"])
def test_a_sentence_amid_others_is_found_in_either_language(
    tmp_path: Path, question: str, language: str
) -> None:
    """What a text of other things says in one sentence stands out, and so do its words."""
    rows = texts(language)
    sentence, words = heights(opened(tmp_path, rows), ASKED[question], len(rows))
    assert int(np.argmax(sentence)) == 2
    assert int(np.argmax(words)) == 2


def test_the_nearest_sentence_is_the_one_that_the_encoder_says(tmp_path: Path) -> None:
    """Kept words and lengths give what encoding every sentence would, but for unknown words."""
    rows = texts("en")
    reading = opened(tmp_path, rows)
    encoded = [table().documents(list(row[1:])) for row in rows]
    vector = table().queries([ASKED["en"]])[0]
    every = np.concatenate(encoded) @ vector
    expected = [((some @ vector).max() - every.mean()) / every.std() for some in encoded]
    np.testing.assert_allclose(heights(reading, ASKED["en"], len(rows))[0], expected, atol=0.02)


def test_any_rows_are_given_what_all_are(tmp_path: Path) -> None:
    """A text's heights do not hang on which others are read with it."""
    rows = texts("en")
    reading = opened(tmp_path, rows)
    vector, words = table().queries([ASKED["en"]])[0], asked(ASKED["en"])
    some = reading.heights(np.array([4, 2]), vector, words, table())
    sentence, met = heights(reading, ASKED["en"], len(rows))
    np.testing.assert_allclose(some[0], [sentence[4], sentence[2]], rtol=1e-4)
    np.testing.assert_allclose(some[1], [met[4], met[2]], rtol=1e-4)


def test_a_heading_has_words_but_is_no_sentence(tmp_path: Path) -> None:
    """A title lends its words to each passage, and is never the sentence that answers."""
    rows = [(ANSWER["en"], *row[1:]) if at == 5 else row for at, row in enumerate(texts("en"))]
    sentence, words = heights(opened(tmp_path, rows), ASKED["en"], len(rows))
    assert sorted(range(len(rows)), key=lambda at: -words[at])[:2] in ([2, 5], [5, 2])
    assert sentence[5] < sentence[2] - 1


def test_the_same_word_is_no_more_than_a_near_one_where_nothing_is_named(tmp_path: Path) -> None:
    """Who asks in words of his own is answered in others: chance words are not to win."""
    rows = [*texts("en"), ("", "Financing of the choir was the subject of a long article.")]
    reading, question = opened(tmp_path, rows), "How did financing the dairy work?"
    vector, words = table().queries([question])[0], asked(question)
    every = np.arange(len(rows))
    named = reading.heights(every, vector, words, table())[1]
    unnamed = reading.heights(every, vector, words, table(), named=False)[1]
    assert unnamed[2] - unnamed[-1] > named[2] - named[-1]
    again = reading.heights(every, vector, words, table())[1]
    np.testing.assert_array_equal(named, again)


def test_texts_without_a_known_word_are_no_trouble(tmp_path: Path) -> None:
    """Signs alone, or an empty heading, give figures and no warning."""
    rows = [("", "☃☃☃"), ("", ""), *texts("en")]
    sentence, words = heights(opened(tmp_path, rows), ASKED["en"], len(rows))
    assert np.isfinite(sentence).all()
    assert np.isfinite(words).all()
    assert int(np.argmax(sentence)) == 4


def test_a_question_without_a_known_word_has_none() -> None:
    """There is nothing to read for."""
    assert words_of(table(), "☃☃☃") is None


def test_a_passage_is_read_by_its_own_sentences() -> None:
    """Title and heading first, then what the passage says its sentences are."""
    one = replace(
        passage("a/p", {"en": "One. Two."}),
        title={"en": "Title"},
        heading={"en": "Heading"},
        sentences={"en": ((0, 4), (5, 9))},
    )
    assert segments(one, "en") == ("Title\nHeading\n", "One.", "Two.")
    assert segments(replace(one, title={}, heading={}, sentences={}), "en") == ("", "One. Two.")


def of_several_sentences(number: int, row: tuple[str, ...], language: str) -> Passage:
    """A passage whose sentences are those of the row."""
    spans, text = [], ""
    for sentence in row[1:]:
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence + " "
    made = passage(f"doc{number}/p", {language: text})
    return replace(made, sentences={language: tuple(spans)})


def test_the_search_reads_again_and_says_so(tmp_path: Path) -> None:
    """The hit that answers in one of its sentences is first, and explains what stood out."""
    rows = [of_several_sentences(n, row, "en") for n, row in enumerate(texts("en"))]
    made = tools()
    with_words = Searcher([build(tmp_path, rows, made)], made.analyser, made.encoder)
    first = with_words.search(ASKED["en"], 3, explain=True)[0]
    assert first.passage.id == "doc2/p"
    assert first.explain["sentence_deviations"] > first.explain["vector_deviations"]
    assert first.explain["words_deviations"] > 0
    with_words.close()


def test_a_generation_without_words_is_searched_by_whole_texts(tmp_path: Path) -> None:
    """An encoder that reads words in context keeps none, and its texts are not read again."""
    found = searcher(tmp_path, [{"en": " ".join(row[1:])} for row in texts("en")])
    for generation in found._generations:
        parts = generation.parts
        generation.parts = {name: replace(part, reading=None) for name, part in parts.items()}
    first = found.search(ASKED["en"], 3, explain=True)[0]
    assert first.passage.id == "doc2/p"
    assert "sentence_deviations" not in first.explain
    found.close()
