"""Names as they come out by a slip, put as they are written: OpenIA, 甲古文, Microsft.

The glossary lists some misspellings and finds Latin names with one slip; a Chinese name is
misspelled by a glyph of the same sound, and `prompts/` lists those of the parties most asked about.
The sources hold none of them, so a search needs the name itself. It corrects no other word.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from bot.language.glossary import Glossary
from bot.language.phrases import Phrases
from bot.language.script import fold, has_han

__all__ = ["rightly_named"]

PROPER = frozenset({"company", "person"})


def rightly_named(text: str, glossary: Glossary, phrases: Phrases) -> str:
    """The text with each misspelled name of a company or person put as it is written."""
    for wrong, right in _of_same_sound(phrases).items():
        at = fold(text).find(wrong)
        if at >= 0:
            text = f"{text[:at]}{right}{text[at + len(wrong) :]}"
    for mention in reversed(glossary.find(text)):
        term = glossary.term(mention.concept)
        if mention.kind not in PROPER or term is None:
            continue
        written = fold(mention.text)
        slip = written in {fold(name) for name in term.misspellings}
        if slip and written not in {fold(n) for n in (term.en, term.zh_tw, *term.aliases)}:
            name = term.zh_tw if has_han(mention.text) else term.en
            text = f"{text[: mention.start]}{name}{text[mention.end :]}"
    return text


@lru_cache(maxsize=4)
def _of_same_sound(phrases: Phrases) -> Mapping[str, str]:
    pairs = (pair.partition("=") for pair in phrases.cues("slips_of_names", "zh-TW"))
    return {fold(wrong): right for wrong, _, right in pairs}
