"""What a question is about, in a few words of either language: 「甲骨文的RPO」, "SoftBank's
investment in OpenAI", "AMD's contract with OpenAI".

Only what stands in the question's own words is told, and nothing that it sets aside. It reads one
question and knows no history.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from bot.answer.understand.reading import ENTITY_KINDS, Reader
from bot.language.cues import pattern
from bot.language.glossary import Glossary
from bot.language.leaving_out import not_set_aside
from bot.language.phrases import Phrases
from bot.language.script import fold, has_han
from bot.records import Lang, Mention, Question, Span

__all__ = [
    "called",
    "idea",
    "in_order",
    "named_in",
    "named_subject",
    "noun_phrase",
    "parties_of",
    "subject_of",
]

Subject = Callable[[bool], str]
"""What a question is about, in Chinese or else in English words."""
INVESTED = "equity_investment"
INVESTMENT = ("investment", "投資")


def named_subject(question: Question, topic: Question, reader: Reader) -> str:
    """What a topic is about in the language of a question; empty where it takes more than a few
    words.
    """
    subject = subject_of(topic, reader.glossary, reader.phrases)
    return "" if subject is None else subject(has_han(question.text))


def parties_of(topic: Question, reader: Reader, *, chinese: bool) -> str:
    """The companies that a topic names, in Chinese or else in English."""
    named = [m for m in named_in(topic, topic.entities) if m.kind == "company"]
    language: Lang = "zh-TW" if chinese else "en"
    return ("、" if chinese else ", ").join(
        m.text if has_han(m.text) == chinese else reader.glossary.name(m.concept, language)
        for m in named
    )


def subject_of(earlier: Question, glossary: Glossary, phrases: Phrases) -> Subject | None:
    """What the earlier question is about, in words of either language: a party's measure, one
    party's investment in another, a deal of two, a project, or a measure alone. None where that
    cannot be told in a few words, or is of one time only.
    """
    parties, measures = named_in(earlier, earlier.entities), measures_of(earlier)
    spans = {p.span for p in earlier.periods if p.kind != "relative"}
    if len(parties) > 2 or len(measures) > 1 or len(spans) > bool(len(parties) == 1 and measures):
        return None
    open_years = {p.span[1] for p in earlier.periods if p.kind == "relative" and p.span}
    if open_years & {span[0] for span in spans if span}:
        return None  # "last November": of a year that its words leave open
    time = _time(earlier.text, next(iter(spans), None))
    measure = measures[0] if measures else None

    def of(mention: Mention, chinese: bool) -> str:
        before = fold(earlier.text[: mention.start])
        named = mention.kind in ENTITY_KINDS or _NAMED.search(before)
        if mention.text.isupper() or (named and has_han(mention.text) == chinese):
            return mention.text
        known = glossary.name(mention.concept, "zh-TW" if chinese else "en")
        return known.removeprefix("total ")  # which would ask for a sum

    if len(parties) == 2:
        return _of_two(earlier, parties, measure, of, phrases)
    if not parties:
        alone = measure or idea(earlier)
        return None if alone is None else partial(of, alone)
    one = parties[0]
    if measure is None:
        return partial(of, one) if one.kind == "product" else None

    def owned(chinese: bool) -> str:
        told = INVESTMENT[chinese] if measure.concept == INVESTED else of(measure, chinese)
        if time and has_han(time) != chinese:
            return ""
        return f"{of(one, True)}{time}的{told}" if chinese else f"{of(one, False)}'s {told}{time}"

    return owned


_AT = re.compile(r" (?:in|at|for|on|of|by|as of|during|over|through)(?: the)? $", re.IGNORECASE)


def _time(text: str, span: Span | None) -> str:
    """A time as a text names it, with the word that joins it to what it is of."""
    if span is None:
        return ""
    told, at = text[span[0] : span[1]], _AT.search(text[: span[0]])
    return told if has_han(text) else f"{at.group() if at else ' in '}{told}"


_NAMED = re.compile(r"(?:'s|\u2019s|的|什么是|\b(?:the|of|is|are|much|total|net|about|an?)) ?$")
"""What stands before the noun of a measure, and not before a verb that asks for one."""


def _of_two(
    earlier: Question,
    parties: list[Mention],
    measure: Mention | None,
    of: Callable[[Mention, bool], str],
    phrases: Phrases,
) -> Subject | None:
    """One party's investment in another, its money for it, or the contract of the two."""
    one, other = parties
    folded = fold(earlier.text)
    if measure is not None and measure.concept == INVESTED:
        kind = "invested"
    elif measure is None and pattern(phrases, "point_deal").search(folded):
        kind = "dealt"
    elif measure is None and _GAVE.search(folded):
        kind = "gave"
    else:
        return None

    def joined(chinese: bool) -> str:
        between, deal = BETWEEN[kind][chinese]
        space = "" if chinese else " "
        return f"{of(one, chinese)}{between}{space}{of(other, chinese)}{deal}"

    return joined


BETWEEN = {
    "invested": (("'s investment in", ""), ("對", "的投資")),
    "dealt": (("'s contract with", ""), ("與", "的合約")),
    "gave": (("'s money for", ""), ("給", "的錢")),
}
"""What one party has to do with another, in English and in Chinese."""
_GAVE = re.compile(
    r"\b(?:gave|gives?|given|pa(?:y|ys|id|ying)|put|lends?|lent)\b|给了?|付|借给|出资"
)


def measures_of(question: Question) -> list[Mention]:
    """The measures that a question names, but for what is only a part of an idea's name: of
    「循環投資」 no investment.
    """
    ideas = [m for m in named_in(question, question.terms) if m.kind not in ("metric", "unit")]

    def inside(m: Mention) -> bool:
        wide = (i for i in ideas if i.start <= m.start and m.end <= i.end)
        return any(len(i.text) > len(m.text) for i in wide)

    return [m for m in in_order(question.metrics) if not inside(m)]


def called(measure: Mention, glossary: Glossary) -> str:
    """A measure as the words name it, or by its name where they ask for it by a verb."""
    names = {fold(name) for name in glossary.names(measure.concept)}
    known = measure.kind != "metric" or not names or fold(measure.text) in names
    return (
        measure.text
        if known
        else glossary.name(measure.concept, "zh-TW" if has_han(measure.text) else "en")
    )


def idea(question: Question) -> Mention | None:
    """The one idea of the field that a question names."""
    ideas = [m for m in named_in(question, question.terms) if m.kind != "unit"]
    return ideas[0] if len(ideas) == 1 else None


def named_in(question: Question, mentions: tuple[Mention, ...]) -> list[Mention]:
    """Of the things only those that stand in the question's own words, in their order, and are not
    set aside there: "apart from Nokia".
    """
    text = question.text
    own = tuple(m for m in mentions if text[m.start : m.end] == m.text)
    return in_order(tuple(not_set_aside(text, own)))


def in_order(mentions: tuple[Mention, ...]) -> list[Mention]:
    """Each thing once, in the order in which it is named."""
    first = {m.concept: m for m in sorted(mentions, key=lambda m: -m.start)}
    return sorted(first.values(), key=lambda m: m.start)


def noun_phrase(earlier: Question) -> str:
    """A party's measure, with its time, as a Chinese question that asks only for it names it."""
    parties, measures = named_in(earlier, earlier.entities), named_in(earlier, earlier.metrics)
    if not has_han(earlier.text) or len(parties) != 1 or len(measures) != 1:
        return ""
    asks = _ASKS_FIGURE.search(fold(earlier.text))
    if asks is None or parties[0].start or asks.start() > LONGEST_PHRASE:
        return ""
    between = earlier.text[measures[0].end : asks.start()]
    named = parties[0].end <= measures[0].start and measures[0].end <= asks.start()
    named = named and _CHANGES.search(fold(between)) is None
    return earlier.text[: asks.start()] if named else ""


_CHANGES = re.compile(r"[比差占增减涨跌升降变]|成长|多了|少了")
LONGEST_PHRASE = 30
_ASKS_FIGURE = re.compile(
    r"(?:大概|大约|约|究竟|到底|是|有|为|达|又)*(?:多少|几|多大|呢|如何)[钱元]?[?？。 ]*$"
)
