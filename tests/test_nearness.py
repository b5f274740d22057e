"""How near a question's words come to those of sentences that call things otherwise."""

from __future__ import annotations

import numpy as np
import pytest

from bot.answer.retrieve.own_nearness import nearest, nearest_few
from bot.index.nearness import Nearness, apart, embedded_table
from bot.library import Library


@pytest.fixture(scope="module")
def nearness() -> Nearness:
    return Nearness(embedded_table())


def test_each_word_is_held_against_its_nearest_word(nearness: Nearness) -> None:
    """One row a text, one column a word; what each word counts comes to one."""
    near, weights = nearness.of("kids wage", ["The children sang.", "Salaries rose.", ""])
    assert near.shape == (3, 2)
    assert weights.sum() == pytest.approx(1.0)
    sung, paid = (int(np.argmax(column)) for column in near.T)
    assert {sung, paid} == {0, 1}
    assert not near[2].any()


def test_words_are_near_across_languages(nearness: Nearness) -> None:
    """薪水 stands nearer to wages than to weather."""
    near, weights = nearness.of("薪水", ["Wages were paid late.", "The weather was mild."])
    first, second = near @ weights
    assert first > second


def test_a_query_without_known_words_has_no_columns(nearness: Nearness) -> None:
    """Figures alone are no words of the table."""
    near, weights = nearness.of("12 345", ["Twelve men.", "Rain."])
    assert near.shape == (2, 0)
    assert not len(weights)


def test_what_all_texts_say_counts_for_nothing(nearness: Nearness) -> None:
    """The word that every text holds sets none apart."""
    texts = ["The harbour was dredged.", "The harbour was sold.", "The harbour froze."]
    near, weights = nearness.of("harbour", texts)
    assert np.allclose(apart(near, weights), 0.0, atol=1e-4)


def test_texts_are_read_again_after_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same texts give the same when their words were let go of meanwhile."""
    monkeypatch.setattr("bot.index.nearness.KNOWN", 2)
    kept = Nearness(embedded_table())
    before, _ = kept.of("toll", ["A fee for the bridge.", "A song."])
    kept.of("toll", ["Rain fell.", "Corn grew."])
    after, _ = kept.of("toll", ["A fee for the bridge.", "Rain fell.", "A song."])
    assert np.array_equal(before, after[[0, 2]])


def test_a_sentence_in_other_words_comes_nearest(library: Library) -> None:
    """No word of the question but one that all share stands in the sentence that answers it."""
    sentences = [
        ("The library lends 4,000 films.", ("",)),
        ("The library employs nine people and pays them by the hour.", ("",)),
        ("The library was built of brick.", ("",)),
    ]
    measured = nearest("staff wages at the library", sentences, library.searcher)
    assert max(range(3), key=lambda n: measured[n]["met"]) == 1


def test_the_few_nearest_keep_their_order(library: Library) -> None:
    """Of many texts those that come nearest, as they stand."""
    texts = [*(f"The {n}th box holds paper." for n in range(40)), "Doctors treat children free."]
    few = nearest_few("do kids pay the physician", texts, 3, library.searcher)
    assert few[-1] == 40
    assert few == sorted(few)
    assert nearest_few("kids", texts[:2], 3, library.searcher) == [0, 1]
