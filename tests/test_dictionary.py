"""The compiled dictionary: segmentation, glosses, damage."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from index_parts import dictionary

from bot.errors import StoreError
from bot.index.dictionary import Dictionary, compile_dictionary
from bot.language.script import fold


@pytest.mark.parametrize(
    ("run", "words"),
    [
        ("央行維持利率不變", ["央行", "維持", "利率", "不變"]),
        ("茶葉要烘乾", ["茶葉", "要", "烘乾"]),
        ("機器有沒有租滿", ["機器", "有沒有", "租", "滿"]),
    ],
)
def test_a_run_is_cut_into_its_most_likely_words(run: str, words: list[str]) -> None:
    """Word frequencies decide."""
    assert dictionary().words(fold(run)) == [fold(word) for word in words]


@pytest.mark.parametrize("run", ["龘靐齉", "𠀀𠀁", "的", ""])
def test_cutting_loses_no_character(run: str) -> None:
    """Unknown characters are words of their own."""
    assert "".join(dictionary().words(run)) == run


def test_a_gloss_of_one_word_is_trusted_more_than_a_phrase() -> None:
    """A word of a longer phrase says less of the meaning."""
    glosses = dict(dictionary().glosses(fold("收入")))
    assert glosses["incom"] > 0.8
    phrase = dict(dictionary().glosses(fold("烘乾")))
    assert phrase["stove"] < glosses["incom"]


@pytest.mark.parametrize("word", ["的", "兆", "百萬", "什麼", "沒有這個詞"])
def test_function_words_and_numbers_have_no_gloss(word: str) -> None:
    """They would match anything, or the wrong thing."""
    assert dictionary().glosses(fold(word)) == ()


def test_threads_share_one_dictionary() -> None:
    """Eight threads read different words through one connection."""
    runs = [fold(run) for run in ("火山爆發之前", "藍鯨的叫聲", "房價下跌", "電弧爐")] * 50
    alone = [dictionary().words(run) for run in runs]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(dictionary().words, runs)) == alone


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 100])
def test_a_damaged_file_says_so(tmp_path: Path, damage: bytes) -> None:
    """Opening raises StoreError, so that it can be compiled again."""
    path = tmp_path / "dictionary.sqlite"
    path.write_bytes(damage)
    with pytest.raises(StoreError, match="damaged"):
        Dictionary(path)


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    """A file where the folder should be is a StoreError with the path."""
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(StoreError, match="cannot be written"):
        compile_dictionary(tmp_path / "taken" / "dictionary.sqlite")
