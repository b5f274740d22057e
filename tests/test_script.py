"""bot.language.script: clean text, folding, language, Simplified display."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InputError
from bot.language.script import (
    detect_language,
    fold,
    has_han,
    is_han,
    normalise,
    to_simplified,
)

TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"))


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("\ufeff甲骨文", "甲骨文"),
        ("cafe\u0301", "café"),
        ("\uf9f4", "林"),
        ("\u7532\u2fbb\u2f42\u2ec4", "甲骨文西"),
        ("", ""),
    ],
)
def test_normalise(raw, clean):
    """Line ends are \\n, the byte-order mark is gone, letters are composed."""
    assert normalise(raw) == clean


@pytest.mark.parametrize(("raw", "code"), [("a\0b", "U+0000"), ("x\ud800", "U+D800")])
def test_what_is_no_text_is_refused(raw, code):
    """A NUL or half a surrogate pair is named with its place."""
    with pytest.raises(InputError, match=rf"{code.replace('+', '.')} at offset 1"):
        normalise(raw)


@given(TEXT)
def test_normalise_twice_is_once(text):
    """Normalised text stays as it is."""
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＲＰＯ年增４３８％", "rpo年增438%"),
        ("輝達與臺灣", "辉达与台湾"),
        ("英伟达", "英伟达"),
        ("“Oracle’s” — x", '"oracle\'s" - x'),
        ("甲骨文\u3000雲端", "甲骨文 云端"),
        ("İstanbul ß", "İstanbul ß"),
    ],
)
def test_fold(text, folded):
    """Case, width, script, quotes, dashes and blanks no longer tell texts apart."""
    assert fold(text) == folded


@given(st.text())
def test_fold_keeps_every_offset(text):
    """One code point in, one code point out, whatever the text."""
    assert len(fold(text)) == len(text)


@given(TEXT)
def test_folding_folded_text_changes_nothing(text):
    """Folding twice is folding once, apart from characters whose Simplified form folds on."""
    once = fold(text)
    assert fold(fold(once)) == fold(once)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("甲骨文的RPO是多少？", "zh-TW"),
        ("甲骨文的资本开支是多少？", "zh-CN"),
        ("How large is Oracle's RPO?", "en"),
        ("What is 甲骨文's RPO?", "en"),
        ("OpenAI的ARR是多少？", "zh-TW"),
        ("Oracle remaining performance obligations 是多少", "zh-TW"),
        ('What does "剩餘履約義務是什麼" mean?', "en"),
        ("「remaining performance obligations」中文怎麼說", "zh-TW"),
        ("輝達 (NVIDIA) said that the loop is fine", "en"),
        ("NVIDIA OpenAI 投資", "zh-TW"),
        ("甲骨文", "zh-TW"),
        ("台积电与云计算", "zh-CN"),
        ("「什麼是RPO」", "zh-TW"),
        ("5 + 3", "en"),
        ("", "en"),
    ],
)
def test_language_is_that_of_what_carries_the_sentence(text, language):
    """Names and quoted terms of another language do not decide."""
    assert detect_language(text) == language


def test_characters_of_both_scripts_tell_nothing():
    """后, 台, 里, 只 stand in Traditional text as well, so they are no sign of Simplified."""
    assert detect_language("后台里只有一台") == "zh-TW"


@pytest.mark.parametrize(("char", "han"), [("甲", True), ("〇", True), ("㐀", True), ("A", False)])
def test_is_han(char, han):
    """Chinese characters, and no others."""
    assert is_han(char) is han
    assert has_han(f"x{char}") is han


def test_simplified_display_changes_words_too():
    """A mainland reader gets mainland words, not only other glyphs."""
    assert to_simplified("資料中心的軟體") == "数据中心的软件"
