"""Chinese of our own in the glyphs and with the names that its reader writes.

A mainland reader writes 英伟达, not 辉达. It reads no sentence and changes nothing but the script.
"""

from __future__ import annotations

from bot.language.glossary import Glossary
from bot.language.script import to_simplified
from bot.records import Lang

__all__ = ["in_script"]

PROPER = frozenset({"company", "person", "product"})


def in_script(text: str, glossary: Glossary, language: Lang) -> str:
    """The text as readers of the language write it."""
    if language != "zh-CN":
        return text
    pieces, last = [], 0
    for mention in glossary.find(text):
        term = glossary.term(mention.concept)
        if term is not None and mention.kind in PROPER and mention.text == term.zh_tw:
            pieces += [to_simplified(text[last : mention.start]), term.zh_cn]
            last = mention.end
    return "".join([*pieces, to_simplified(text[last:])])
