"""A ranked list before it is cut: repeats step back, both languages are heard."""

from __future__ import annotations

from pathlib import Path

import pytest
from index_parts import build, passage, searcher, tools

from bot.index.ranking import EVIDENCE, REPEATED, balanced, spread_out
from bot.index.search import Searcher
from bot.records import Hit

LONG = (
    "The harbour was dredged in the spring of that year so that larger ships could enter it, and "
    "the fishing fleet moved to the small bay in the north for the whole of the summer season"
)


def hit(name: str, score: float, text: str, lang: str = "en") -> Hit:
    """A hit on a passage of one language."""
    return Hit(passage(f"{name}/p", {lang: text}), score, lang)


def names(hits: list[Hit]) -> list[str]:
    """The sources of hits, in order."""
    return [one.passage.source_id for one in hits]


@pytest.mark.parametrize(
    "again",
    [LONG, LONG.upper(), LONG + ".", LONG.replace("whole of the summer", "whole summer")],
)
def test_a_repeat_steps_behind_what_is_new(again: str) -> None:
    """The same paragraph again, in other letters or with a word less, does not fill the list."""
    found = spread_out(
        [hit("a", 0.9, LONG), hit("b", 0.8, again), hit("c", 0.5, "Ships left the bay")], 2, True
    )
    assert names(found) == ["a", "c", "b"]
    assert found[2].score == pytest.approx(0.8 * REPEATED)
    assert found[2].explain["repeats"] == "a/p"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{LONG} in 2024", f"{LONG} in 2025"),
        (f"{LONG} for 5 million", f"{LONG} for 50 million"),
        (LONG, LONG[: len(LONG) // 2]),
        ("甲骨文的營收成長了", "甲骨文的獲利下滑了"),
    ],
)
def test_other_figures_or_other_words_are_no_repeat(one: str, other: str) -> None:
    """A table's sentences differ in their figures alone, and each says something new."""
    found = spread_out([hit("a", 0.9, one), hit("b", 0.8, other)], 2)
    assert [(h.passage.source_id, h.score) for h in found] == [("a", 0.9), ("b", 0.8)]


def test_the_other_language_takes_the_last_place_where_it_holds_evidence() -> None:
    """Five English hits and a Chinese one nearly as good: the Chinese one is heard."""
    english = [hit(f"e{n}", 0.9 - n / 100, f"text {n}") for n in range(6)]
    chinese = hit("z", 0.9 * EVIDENCE, "文字", "zh-TW")
    assert names(balanced([*english, chinese], 5)) == ["e0", "e1", "e2", "e3", "z"]
    assert balanced([*english, chinese], 5, True)[-1].explain["heard"] == "the best in zh-TW"


@pytest.mark.parametrize(
    ("score", "k", "first"),
    [(0.9 * EVIDENCE - 0.01, 5, "en"), (0.9 * EVIDENCE, 1, "en"), (0.9 * EVIDENCE, 2, "zh-TW")],
)
def test_weak_evidence_and_a_single_place_are_not_shared(score: float, k: int, first: str) -> None:
    """The other language never takes the only place, nor comes in on a weak score."""
    english = [hit(f"e{n}", 0.9 - n / 100, f"text {n}") for n in range(6)]
    found = balanced([*english, hit("z", score, "文字", "zh-TW")], k)
    assert found[-1].lang == first


def test_passages_with_twins_are_left_as_they_are() -> None:
    """A twin is there in both languages already."""
    twins = [
        Hit(passage(f"t{n}/p", {"en": f"text {n}", "zh-TW": "文"}), 0.9 - n / 100, "en")
        for n in range(5)
    ]
    assert names(balanced([*twins, hit("z", 0.8, "文字", "zh-TW")], 5)) == names(twins)


def test_repeats_do_not_fill_a_search(tmp_path: Path) -> None:
    """Ten copies of a paragraph and three others: the others are among the first five."""
    others = ["Ships of the harbour.", "A harbour for ships.", "Harbour dues rose for ships."]
    opened = searcher(tmp_path, [{"en": text} for text in [LONG] * 10 + others])
    found = opened.search("harbour ships", k=5)
    assert len({h.passage.text["en"] for h in found}) == 4
    opened.close()


def test_neighbours_are_the_passages_around_one_in_its_source(tmp_path: Path) -> None:
    """In order, without the passage itself, and never of another source."""
    made = tools()
    texts = [passage(f"{s}/p{n}", {"en": f"Part {n} of {s}"}) for s in "ab" for n in range(4)]
    opened = Searcher([build(tmp_path, texts)], made.analyser, made.encoder)

    def around(passage_id: str, before: int = 1, after: int = 1) -> list[str]:
        return [p.id for p in opened.neighbours("own", passage_id, before, after)]

    assert around("a/p1") == ["a/p0", "a/p2"]
    assert around("a/p3", 2, 2) == ["a/p1", "a/p2"]
    assert around("b/p0") == ["b/p1"]
    assert around("nothing") == []
    assert opened.neighbours("other", "a/p1") == ()
    opened.close()
