"""Writes what a brief adds to the corpus' own sentences, in both languages at once.

Labels, figures in both magnitude styles and periods from their dates. Words come from
`prompts/brief.yaml`, figures from facts; nothing is worked out here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.brief.shelf import TWINS
from bot.language.glossary import Glossary
from bot.language.quantities import write_quantity
from bot.language.script import has_han
from bot.language.units import CURRENCY_NAMES
from bot.records import Bound, Fact, Lang, Period

if TYPE_CHECKING:
    from bot.language.phrases import Phrases

__all__ = ["Twin", "Wording"]

Twin = Mapping[str, str]
"""A text in both languages, by language code."""

_FISCAL = re.compile(r"\bFY\d{4}(?: Q[1-4])?")
# A sum over four quarters ends with a fiscal one but is not of it.
_FISCAL_KINDS = {"quarter": "fiscal", "year": "fiscal", "instant": "fiscal_end"}
_LOWER_WORD = re.compile(r"(?<![A-Za-z])[a-z]{2,}")
_LANGS: tuple[Lang, Lang] = ("zh-TW", "en")
assert _LANGS == TWINS


class Wording:
    """The phrases of the brief, each said in both languages."""

    def __init__(self, phrases: Phrases, glossary: Glossary) -> None:
        self._phrases = phrases
        self._glossary = glossary

    def say(self, key: str, **values: str | int | Twin) -> Twin:
        """A phrase in both languages; a value that has two languages is used in each its own."""
        return {
            lang: self._phrases.say(
                f"brief_{key}",
                lang,
                **{k: v[lang] if isinstance(v, Mapping) else v for k, v in values.items()},
            )
            for lang in _LANGS
        }

    def listed(self, items: list[Twin]) -> Twin:
        """Several short texts as one."""
        joint = self.say("and_so_on")
        return {lang: joint[lang].join(item[lang] for item in items) for lang in TWINS}

    def figure(self, fact: Fact) -> Twin:
        """The figure of a fact, exact, with its bound: 最高1,000億美元, up to US$100 billion."""
        first, *rest = fact.values
        text = _written(first, fact.unit or "1", fact.bound or "exact")
        for value in rest:
            text = self.say("range", low=text, high=_written(value, fact.unit or "1", "exact"))
        return text

    def figure_name(self, fact: Fact) -> Twin:
        """What a figure is of: the company (and its partner) and the metric."""
        metric: Twin = {lang: self._glossary.name(fact.metric, lang) for lang in _LANGS}
        subject = self._party(fact.subject)
        if not subject:
            return metric
        partner = self._party(fact.counterparty) if fact.counterparty else None
        if not partner:
            return self.say("figure_of", subject=subject, metric=metric)
        if self._phrases.knows(own := f"what_deal_{fact.metric}"):
            told = {
                lang: self._phrases.say(
                    own, lang, subject=subject[lang], counterparty=partner[lang]
                )
                for lang in _LANGS
            }
            return {lang: f"{text[:1].upper()}{text[1:]}" for lang, text in told.items()}
        return self.say("figure_of_deal", subject=subject, counterparty=partner, metric=metric)

    def topic(self, topic: str) -> Twin:
        """A reader's topic in both languages; in quotation marks where it has no name in one."""
        known = {lang: self._named(topic, lang) for lang in _LANGS}
        asked = self.say("as_asked", topic=topic)
        own = "zh-TW" if has_han(topic) else "en"
        return {lang: known[lang] or (topic if lang == own else asked[lang]) for lang in _LANGS}

    def _named(self, topic: str, lang: Lang) -> str:
        """What a language calls the one idea or party that a topic is; empty where it is none."""
        alone = [m for m in self._glossary.find(topic) if m.end - m.start == len(topic.strip())]
        return self._glossary.name(alone[0].concept, lang) if alone else ""

    def _party(self, name: str) -> Twin | None:
        """A party in both languages; None where the glossary cannot name it in Chinese."""
        if self._glossary.term(name):
            return {lang: self._glossary.name(name, lang) for lang in _LANGS}
        chinese = name
        for mention in reversed(self._glossary.find(name)):
            known = self._glossary.name(mention.concept, "zh-TW")
            chinese = chinese[: mention.start] + known + chinese[mention.end :]
        chinese = chinese.replace(" and ", "與").replace(", ", "、")
        return None if _LOWER_WORD.search(chinese) else {"zh-TW": chinese, "en": name}

    def period(self, period: Period, as_of: str) -> Twin:
        """A period by its dates, the fiscal one named; without dates, the day it was stated."""
        start, end = _day(period.start), _day(period.end)
        if start and end:
            text = self._stretch(start, end)
        elif end and period.kind == "instant":
            text = self._date(end)
        elif end:
            text = self.say("until", end=self._last(end))
        elif start:
            text = self.say("from", start=self._month(start))
        else:
            return self.say("stated", date=self.on_date(as_of))
        fiscal = _FISCAL.findall(period.label)
        key = _FISCAL_KINDS.get(period.kind)
        return self.say(key, period=text, fiscal=fiscal[0]) if key and len(fiscal) == 1 else text

    def on_date(self, iso: str) -> Twin:
        """A year, month or day: 2025年11月30日, 30 Nov 2025."""
        parts = [int(part) for part in iso.split("-")]
        if len(parts) == 1:
            return self.say("year", year=parts[0])
        if len(parts) == 2:
            return self.say("month", year=parts[0], month=self._month_name(parts[1]))
        month = self._month_name(parts[1])
        return self.say("day", year=parts[0], month=month, day=parts[2])

    def _stretch(self, start: date, end: date) -> Twin:
        whole = start.day == 1 and _is_month_end(end)
        if whole and (start.month, end.month) == (1, 12):
            first, last = (self.say("year", year=d.year) for d in (start, end))
            return first if start.year == end.year else self.say("span", start=first, end=last)
        if whole and (start.year, start.month) == (end.year, end.month):
            return self._month(start)
        if start.year != end.year:
            write = self._month if whole else self._date
            return self.say("span", start=write(start), end=write(end))
        first, last = (
            self._month_name(d.month)
            if whole
            else self.say("month_day", month=self._month_name(d.month), day=d.day)
            for d in (start, end)
        )
        return self.say("span_in_year", first=first, last=last, year=end.year)

    def _last(self, end: date) -> Twin:
        return self.say("year", year=end.year) if end.month == 12 else self._month(end)

    def _month(self, day: date) -> Twin:
        return self.say("month", year=day.year, month=self._month_name(day.month))

    def _date(self, day: date) -> Twin:
        return self.on_date(day.isoformat())

    def _month_name(self, month: int) -> Twin:
        return {lang: self._phrases.cues("brief_months", lang)[month - 1] for lang in _LANGS}


def _written(value: Decimal, unit: str, bound: Bound) -> Twin:
    """A figure as in running text, except that the dollar says whose it is."""
    text: dict[str, str] = {lang: write_quantity(value, unit, lang, bound=bound) for lang in _LANGS}
    if names := CURRENCY_NAMES.get(unit.partition("/")[0]):
        text["en"] = text["en"].replace(names.prose, names.shown, 1)
    return text


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _is_month_end(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1
