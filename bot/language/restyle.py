"""In which language or at what length an answer is asked for, beside what is asked or alone.

A follow-up that asks for nothing else is the earlier question itself, told in another form. "Please
reply in English: …" names the language of its own answer. It reads nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.language.cues import pattern
from bot.language.phrases import Phrases
from bot.language.script import detect_language, fold, to_simplified
from bot.records import Lang, Question, Turn

__all__ = ["asks_length", "in_language", "only_style", "restyled"]

ANSWER_IN: tuple[tuple[str, Lang], ...] = (
    ("answer_in_en", "en"),
    ("answer_in_cn", "zh-CN"),
    ("answer_in_zh", "zh-TW"),
)

NAMES: tuple[tuple[Lang, str], ...] = (
    ("en", "english|英[文语]"),
    ("zh-CN", "simplified chinese(?: characters)?|简体(?:中文|字)?"),
    ("zh-TW", "(?:traditional )?chinese|mandarin|(?:繁体|正体)?中文|国语"),
)
NO_NAME = re.compile(
    r"\b(?:call(?:ed)?|say|spell(?:ed)?|word|term|name[ds]?)\b|怎么[说讲念]|叫什么"
)
"""What asks how a thing is called in a language, and not to be told in it."""
TOLD_IN: Mapping[Lang, re.Pattern[str]] = {
    language: re.compile(
        r"^(?:(?:please|pls|kindly|can you|could you|would you)[, ]+)*(?:translate|render|put)"
        r"(?: (?:this|it|that|the following|your answer|the answer|the question))?"
        rf" (?:in)?to (?:plain |simple )?(?:{name})\b[:;,.]*"
        rf"|^(?:please )?(?:use|write in) (?:{name})\b[:;,.]*"
        rf"|(?:(?:请|麻烦|帮我|可以|能不能|可否)*(?:把(?:答案|回答|这句话?))?(?:翻译?|译)成(?:{name})[:,。!]?)"
        rf"|(?:请|麻烦|帮我|可以|能不能|可否)*你?[用以](?:{name})(?=[讲说解介写列总告回])(?!.了)"
        rf"|(?<=\w)[,;(]? ?\b[iI]n (?:plain |simple )?(?:{name})\b[.?!)]*$"
    )
    for language, name in NAMES
}
"""What names a language beside the cues: a translation asked for, "explain the RPO in Chinese"."""

STYLES = (
    "follow_language_cn",
    "follow_language_en",
    "follow_language_zh",
    "follow_shorter",
    "follow_longer",
)
FILLERS = "follow_style_filler"


def only_style(text: str, phrases: Phrases) -> bool:
    """Whether the words ask for another language or length and for nothing else."""
    folded = fold(text)
    if not any(pattern(phrases, key).search(folded) for key in STYLES):
        return False
    for key in (*STYLES, FILLERS):
        folded = pattern(phrases, key).sub(" ", folded)
    return re.search(r"\w", folded) is None


def asks_length(text: str, phrases: Phrases) -> bool:
    """Whether the words ask for a shorter or a longer answer."""
    folded = fold(text)
    return any(pattern(phrases, key).search(folded) for key in ("follow_shorter", "follow_longer"))


def in_language(text: str, phrases: Phrases) -> tuple[Lang, str] | None:
    """The language that a question names for its own answer, with the question's other words.

    None where it names none, or where nothing else is left of it.
    """
    folded = fold(text)
    for key, language in ANSWER_IN:
        found = pattern(phrases, key).search(folded) or _told_in(folded, language)
        if found:
            rest = f"{text[: found.start()]} {text[found.end() :]}".strip(" ,;:，；：")
            return (language, rest) if re.search(r"\w\w", rest) else None
    return None


def _told_in(folded: str, language: Lang) -> re.Match[str] | None:
    return None if NO_NAME.search(folded) else TOLD_IN[language].search(folded)


def restyled(
    question: Question, turns: Sequence[Turn], phrases: Phrases, *, choose: bool
) -> Question:
    """The follow-up in the language and at the length that it asks for, or that go on."""
    folded = fold(question.text)
    language, level = question.language, question.level
    if choose and pattern(phrases, "follow_language_en").search(folded):
        language = "en"
    elif choose and pattern(phrases, "follow_language_cn").search(folded):
        language = "zh-CN"
    elif choose and pattern(phrases, "follow_language_zh").search(folded):
        language = "zh-TW"
    elif choose and not re.search(r"[^\W\d_]{2,}", folded):
        language = detect_language(turns[-1].content)
    elif choose and language == "zh-TW" and to_simplified(question.text) == question.text:
        # written alike in both scripts: it goes on in that of the question before
        told = (detect_language(t.content) for t in reversed(turns) if _shows_script(t))
        language = "zh-CN" if next(told, language) == "zh-CN" else language
    if pattern(phrases, "follow_shorter").search(folded):
        level = "brief"
    elif pattern(phrases, "follow_longer").search(folded):
        level = "detailed"
    return replace(question, language=language, level=level)


def _shows_script(turn: Turn) -> bool:
    """Whether a reader's turn is written as only one of the two Chinese scripts writes it."""
    said = turn.content if turn.role == "user" else ""
    return to_simplified(said) != said or detect_language(said) == "zh-CN"
