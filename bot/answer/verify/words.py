"""Checks the words of a sentence against the sentences that it cites.

Gathers what the single checks find (`parties`, `times`, `standing`, `signs`) and asks whether the
sentence shares its content with the quotes at all; addresses and instructions are hostile. It
knows nothing of figures (`numbers`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.verify.borne import check_borne
from bot.answer.verify.calendar_parts import check_parts_of_year
from bot.answer.verify.copies import check_copies
from bot.answer.verify.labels import check_labels_of_names
from bot.answer.verify.names import measures, mentions
from bot.answer.verify.numbers import Fault
from bot.answer.verify.parties import check_parties
from bot.answer.verify.reading import read
from bot.answer.verify.signs import check_signs
from bot.answer.verify.standing import check_standing
from bot.answer.verify.stretches import check_stretches, fiscal_times
from bot.answer.verify.times import ANOTHER, check_times
from bot.language.denial import NEGATION
from bot.language.glossary import Glossary
from bot.language.script import fold, has_han

__all__ = ["COMPUTED_SUPPORT", "SUPPORT", "bears", "check_words"]

HOSTILE = re.compile(
    r"https?://|www\.|<\s*(?:script|img|iframe|a|svg|style)\b|javascript:|!\[|\]\(|"
    r"ignore (?:all |the )?(?:previous|above)|system prompt|忽略(?:之前|以上|先前)"
)
SUPPORT, COMPUTED_SUPPORT = 0.25, 0.10
MIN_WORDS = 4
TOLD = 3
SMALL = 12
FEW = 2
STOP = frozenset(
    "the a an of in on at to for and or by with from as is was were are be been its it that this "
    "which their than more about over under into not no per each also but has have had will would "
    "said says".split()
)
UNSIGNED = re.compile(
    r"\b(?:not|nothing|never|no)\b[^,;.]{0,24}\b(?:sign|bind|paid|settled|agreed|final)\w*"
    r"|\bnon-binding\b|\bunsigned\b|\bunpaid\b|\bbinds nobody\b"
    r"|(?:没有?|尚未|还没|未|不具)[^，,。；]{0,4}(?:约束力|签|付|拨|定案|敲定)"
)
# What denies, in words that say so and in those that mean it: lapses, pending.
DENIAL = re.compile(
    rf"{NEGATION}|\b(?:un\w+|yet|await\w*|pending|tentative\w*|intent\w*|plan\w*|would|may|laps\w+"
    r"|subject|talks|negotiat\w*)|尚|洽|拟|意向|备忘|须|待"
)
LATIN_NAME = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z]{2,}")


def check_words(
    text: str,
    quotes: Sequence[str],
    context: Sequence[str],
    glossary: Glossary,
    least: float = SUPPORT,
    *,
    free: bool = False,
    around: Sequence[str] = (),
    whole: str = "",
) -> list[Fault]:
    """Every way in which the sentence's words go beyond its quotes.

    `context` are titles, headings and dates of the cited passages, and the reader's question:
    they may supply a year, a heading may supply the party it speaks of. `least` is the share of
    its words that the sentence must have in common with the quotes; `free` lets a sentence without
    a figure be worded as it likes. `around` is what else the answer cites, `whole` the sentence
    with the steps of its calculation, where `text` is without: their figures are the quotes' too.
    """
    hostile = HOSTILE.search(fold(text))
    faults = []
    if hostile:
        said = "the sentence carries an address, markup or an instruction"
        faults.append(Fault("hostile_text", hostile.group(), said))
    if not quotes:
        return faults
    faults += check_parties(text, quotes, context, glossary, around)
    calendar = [*context, *fiscal_times(text, quotes, glossary)]
    times = check_times(text, quotes, calendar)
    faults += (
        times
        or check_stretches(text, quotes, calendar, glossary, ANOTHER)
        or check_parts_of_year(text, quotes, context, glossary)
    )
    faults += check_standing(text, quotes)
    faults += check_signs(text, quotes)
    faults += check_labels_of_names(text, quotes, context)
    if not faults:
        faults += check_copies(text, quotes, glossary)
    if not faults and not free:
        faults += check_borne(text, quotes, glossary)
    if not faults and not _supported(whole or text, quotes, context, glossary, least):
        faults.append(Fault("unsupported_claim", text, "the cited sentences do not speak of this"))
    return faults


def bears(text: str, quote: str, context: Sequence[str], glossary: Glossary) -> bool:
    """Whether a quote has anything at all to do with a piece of a sentence: a figure, a word."""
    if _shares_figure(text, [quote]):
        return True
    if not read(text).figures and _denies(text) and not DENIAL.search(fold(quote)):
        return False  # "it is not binding" rests on no sentence that denies nothing
    if not read(text).figures and {d.year for d in read(text).dates if d.year} & {
        d.year for d in read(quote).dates
    }:
        return True
    if has_han(text) == has_han(quote):
        words = _content(text)
        shared = len(words & _content(quote))
        few = len(words) < FEW and not read(text).figures
        return few or shared >= max(1, COMPUTED_SUPPORT * len(words))
    return _supported(text, [quote], context, glossary, COMPUTED_SUPPORT)


def _denies(text: str) -> bool:
    """Whether a piece says that a deal is not signed, paid or binding."""
    return UNSIGNED.search(fold(text)) is not None


def _supported(
    text: str, quotes: Sequence[str], context: Sequence[str], glossary: Glossary, least: float
) -> bool:
    """Whether claim and quotes share content: words in one language, concepts across two."""
    if any(text in q or q in text for q in quotes):
        return True
    same = [q for q in quotes if has_han(q) == has_han(text)]
    mine = _concepts(text, glossary)
    theirs = {concept for q in quotes for concept in _concepts(q, glossary)}
    if not same:
        names = {n.lower() for n in LATIN_NAME.findall(text)} if has_han(text) else set()
        named = {n.lower() for q in (*quotes, *context) for n in LATIN_NAME.findall(q)}
        years = {d.year for d in read(text).dates if d.year}
        dated = {d.year for q in quotes for d in read(q).dates}
        shared = mine & theirs or names & named or years & dated or _shares_figure(text, quotes)
        return bool(shared) or not (len(mine) >= TOLD or names or years or read(text).figures)
    words, known = _content(text), set().union(*(_content(q) for q in same))
    if len(words) < MIN_WORDS:
        return True
    figures = _shared_figures(text, same)
    if figures:
        # A figure in common ties the two as well; two figures need no further tie.
        least = 0.0 if figures > 1 else least / 2
    share = len(words & known) / len(words)
    concepts = len(mine & theirs) / len(mine) if mine else 0.0
    return max(share, concepts * 0.6) >= least


def _concepts(text: str, glossary: Glossary) -> set[str]:
    return {m.concept for m in (*mentions(text, glossary), *measures(text, glossary))}


def _shares_figure(text: str, quotes: Sequence[str]) -> bool:
    figures = {abs(q.value) for q in read(text).figures}
    return any(figures & {abs(q.value) for q in read(quote).figures} for quote in quotes)


def _shared_figures(text: str, quotes: Sequence[str]) -> int:
    """How many figures of a sentence, but small counts, stand in a quote too."""
    mine = {abs(v) for q in read(text).figures for v in q.values if abs(v) > SMALL}
    return len(mine & {abs(v) for quote in quotes for q in read(quote).figures for v in q.values})


def _content(text: str) -> set[str]:
    folded = fold(text)
    if has_han(folded):
        runs = re.findall(r"[\u3400-\u9fff]+", folded)
        return {r[i : i + 2] for r in runs for i in range(len(r) - 1)}
    return {w[:6] for w in re.findall(r"[a-z]{2,}", folded) if w not in STOP}
