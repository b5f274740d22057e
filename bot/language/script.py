"""Writing systems: clean text on entry, fold it for matching, tell its language, simplify it.

`fold` is for matching only and keeps every offset: one code point in, one out, so that a match in
folded text is a place in the original; what readers see is always the original glyphs. Knows no
words beyond a handful of function words, and no language but Chinese and English: other languages
come out as English (no Han) or Chinese (Han). Does not repair text that was decoded wrongly.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

from bot.errors import InputError
from bot.records import Lang

__all__ = ["detect_language", "fold", "has_han", "is_han", "normalise", "to_simplified"]


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


SHORT = 1000
"""A text of no more characters is a sentence that is likely to be folded again."""
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_HAN = re.compile(f"[{HAN}]")
# PDF writers give radicals (⽂ U+2F42) for characters that look the same: the Kangxi ones map by
# Unicode, those of the supplement by this list. Their UTF-8 begins with these bytes.
_RADICALS = (
    "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "母民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
)
_RADICAL_BYTES = tuple(b"\xe2" + bytes([second]) for second in range(0xBA, 0xC0))
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’.&-]*")
_QUOTED = re.compile(r"「[^「」]*」|『[^『』]*』|《[^《》]*》|“[^“”]*”|\"[^\"]*\"")
_FOLDED_MARKS = {
    **dict.fromkeys("‘’‚‛′＇", "'"),
    **dict.fromkeys("“”„‟″＂", '"'),
    **dict.fromkeys("‐‑‒–—―−﹣", "-"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u205f\u3000", " "),
    "｡": "。",
}
# Words that carry a sentence: where they stand, its language is.
_CHINESE_FUNCTION = re.compile(
    "什麼|什么|甚麼|多少|如何|怎麼|怎么|怎樣|怎样|為何|为何|為什麼|为什么|是否|哪|幾|几|誰|谁|請|请"
    "|嗎|吗|呢|的|是|了|在|和|與|与|及|或|但|而|從|从|對|对|於|于|由|以|其|這|这|那|被|將|将|也|都"
    "|就|還|还|比|讓|让|給|给|到|有|沒|没|不|會|会|要|能|可|說|说|問|问"
)
_ENGLISH_FUNCTION = _words(
    "a an and are as at be been but by can compare could define describe did do does explain for "
    "from give had has have how if in into is it its list many me mean means much of on or please "
    "say says show so summarise summarize than that the their then there they this to translate "
    "was were what when where which who whose why will with would you your"
)


class _FoldTable(dict[int, str]):
    """A translate table that works out a character when it is first met and keeps it."""

    def __init__(self) -> None:
        super().__init__({ord(char): mark for char, mark in _FOLDED_MARKS.items()})
        self._simplified = _character_table("TSCharacters.txt")

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if 0xFF01 <= code <= 0xFF5E:
            char = chr(code - 0xFEE0)
        lowered = char.lower()
        char = lowered if len(lowered) == 1 else char
        folded = self._simplified.get(char, (char,))[0]
        self[code] = folded
        return folded


def normalise(text: str) -> str:
    """Text in NFC with `\\n` line ends, no byte-order mark, and characters in place of radicals.

    Raises InputError when it holds a NUL or half of a surrogate pair: it was not decoded as text.
    """
    try:
        # Looking through bytes is many times faster than a search for these in the text.
        encoded = text.encode()
    except UnicodeEncodeError as error:
        raise _unreadable(text, error.start) from error
    if b"\0" in encoded:
        raise _unreadable(text, text.index("\0"))
    if any(lead in encoded for lead in _RADICAL_BYTES):
        text = text.translate(_radicals())
    plain = text.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", plain)


def fold(text: str) -> str:
    """Text for matching, of the same length: lower case, half width, Simplified, plain quotes."""
    return (_remembered if len(text) <= SHORT else _fold)(text)


def _fold(text: str) -> str:
    return text.translate(_fold_table())


_remembered = lru_cache(maxsize=8192)(_fold)


def has_han(text: str) -> bool:
    """Whether a Chinese character stands in the text."""
    return _HAN.search(text) is not None


def is_han(char: str) -> bool:
    """Whether one character is a Chinese character."""
    return _HAN.match(char) is not None


def detect_language(text: str) -> Lang:
    """The language that carries the text: a name or a quoted term of another does not count.

    Chinese is zh-CN only where characters that only Simplified uses outnumber those that only
    Traditional uses.
    """
    if not has_han(text):
        return "en"
    outside = _QUOTED.sub(" ", text)
    if not _carries_chinese(outside if _LATIN_WORD.search(outside) or has_han(outside) else text):
        return "en"
    simplified, traditional = _script_only()
    fewer = sum(char in traditional for char in text)
    return "zh-CN" if sum(char in simplified for char in text) > fewer else "zh-TW"


_OWN_WORDS = (
    (re.compile(r"資料(?!中心|庫|處理|量|科學|流|集|傳輸|網路)"), "资料"),
    (re.compile(r"文件"), "文件"),
    (re.compile(r"檢視"), "审视"),
)
"""Words that the converter takes for one of their senses alone: 資料 for data, 文件 for a file of a
computer, 檢視 for looking something up, where here papers are meant and a closer look.
"""


@lru_cache(maxsize=4096)
def to_simplified(text: str) -> str:
    """Traditional text of Taiwan as mainland readers write it, words included."""
    return _converted(text, _OWN_WORDS)


def _converted(text: str, words: Sequence[tuple[re.Pattern[str], str]]) -> str:
    if not words:
        return str(_converter().convert(text))
    (pattern, written), *others = words
    return written.join(_converted(part, others) for part in pattern.split(text))


def _unreadable(text: str, at: int) -> InputError:
    return InputError(
        f"the text holds the code point U+{ord(text[at]):04X} at offset {at}, which is not a "
        "character; save the text as UTF-8 and try again"
    )


@lru_cache(maxsize=1)
def _radicals() -> dict[int, str]:
    kangxi = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    return kangxi | {ord(radical): char for radical, char in zip(*_RADICALS, strict=True)}


def _carries_chinese(text: str) -> bool:
    words: list[str] = [word.strip(".'’-") for word in _LATIN_WORD.findall(text)]
    chinese = len(_HAN.findall(text)) / 1.6
    if not words or not chinese:
        return bool(chinese)
    english_function = sum(word.lower() in _ENGLISH_FUNCTION for word in words)
    chinese_function = len(_CHINESE_FUNCTION.findall(text))
    if bool(english_function) != bool(chinese_function):
        return bool(chinese_function)
    # Names keep their Latin letters in Chinese text, so only lower-case words speak for English.
    lower = sum(word.islower() for word in words)
    if not english_function:
        return 2 * chinese >= lower
    return chinese + chinese_function >= lower + english_function


@lru_cache(maxsize=1)
def _fold_table() -> _FoldTable:
    return _FoldTable()


@lru_cache(maxsize=2)
def _character_table(name: str) -> dict[str, tuple[str, ...]]:
    # OpenCC's own tables, read as data: building a converter takes longer and gives no lengths.
    text = (resources.files("opencc") / "dictionary" / name).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if "\t" in line)
    return {char: tuple(others.split()) for char, others in rows}


@lru_cache(maxsize=1)
def _script_only() -> tuple[frozenset[str], frozenset[str]]:
    to_traditional = _character_table("STCharacters.txt")
    to_simple = _character_table("TSCharacters.txt")
    # A character that Traditional text keeps in some words (后, 台, 里, 只) tells nothing.
    simplified = {c for c, others in to_traditional.items() if c not in others}
    traditional = {c for c, others in to_simple.items() if others[0] != c}
    return frozenset(simplified - set(to_simple)), frozenset(traditional - set(to_traditional))


@lru_cache(maxsize=1)
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("tw2sp")
