"""Words of a follow-up that stand for a person, a time or several parties named before.

「他自己也在賭輝達跌？」, "in that quarter", "which of the three spends most?": the name is put in
the words' place. A person or a party may have been named by an answer only; figures are never
taken from one. It decides nothing of what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answer.understand.history import Before
from bot.answer.understand.reading import ENTITY_KINDS, Reader
from bot.answer.understand.referents import asks_only_why
from bot.answer.understand.subjects import called
from bot.language.leaving_out import not_set_aside
from bot.language.script import fold, has_han
from bot.language.sentences import split_sentences
from bot.language.timewords import MONTHS
from bot.records import Mention, Period, Question, Turn

__all__ = ["leading_words", "party_told", "with_person", "with_several", "with_time"]

LEADING = 2
"""So many sentences of an answer tell of whom it speaks."""
_PERSON = re.compile(r"\b(?P<his>his)\b|\b(?:he|him|she)\b|[他她](?!们|人|国|山|家)(?P<of>的)?")
_SAME_TIME = re.compile(
    r"\b(?:that|(?:the )?same) (?P<unit>quarter|year|month|date|day|period)\b"
    r"(?! (?:a year|the year|one year|last year|earlier|before|of))"
    r"|(?<![年前去上])[那该同](?:一|个)?(?P<unit_zh>季|年|月)(?:度|份)?(?!底|初|前|后)"
    r"|(?<!止)当(?P<that>季|年|月)(?!底|初)"
)
_UNITS = {"季": "quarter", "年": "year", "月": "month"}
_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5,
}  # fmt: skip
_SEVERAL = re.compile(
    r"\b(?:the|these|those|all) (?P<n>three|four|five)(?: of them| firms| companies| parties)?"
    r"(?=\W*$| (?:together|combined|altogether|added|is|are|was|were|has|have|had|does|do|did|will"
    r"|would|\w+[^s\W]s)\b)"
    r"|[这那]?(?P<n_zh>[三四五])[家者间](?:公司|业者)?"
)


def with_person(question: Question, before: Before, reader: Reader) -> str | None:
    """The words with the person named last in the place of "he", 「他」."""
    folded = fold(question.text)
    found = _PERSON.search(folded)
    if found is None or any(m.kind == "person" for m in question.entities):
        return None
    if asks_only_why(question.text):
        return None  # it leans on what was said, whoever says it
    person = next(_persons(before, reader), None)
    if person is None:
        return None
    chinese = has_han(question.text)
    name = reader.glossary.name(person.concept, "zh-TW" if chinese else "en")
    tail = "的" if found["of"] else "'s" if found["his"] else ""
    return f"{question.text[: found.start()]}{name}{tail}{question.text[found.end() :]}"


def _persons(before: Before, reader: Reader) -> Iterator[Mention]:
    """The persons named before, the last one first, a reader's before an answer's."""
    for said in (before.last, before.topic, *reversed(before.said)):
        yield from (m for m in reversed(said.entities) if m.kind == "person")
    for leading in _told(before.turns):
        yield from (m for m in reader.glossary.find(leading) if m.kind == "person")


def _told(turns: tuple[Turn, ...]) -> Iterator[str]:
    """The first sentences of each answer, the last one's first."""
    for turn in reversed(turns):
        if turn.role != "user":
            spans = split_sentences(turn.content)[:LEADING]
            if spans:
                yield turn.content[: spans[-1][1]]


def leading_words(before: Before) -> str:
    """The first sentences of the last answer; empty where there is none."""
    return next(_told(before.turns), "")


def with_time(question: Question, before: Before) -> str | None:
    """The words with the time named last in the place of "that quarter", 「那一季」."""
    folded = fold(question.text)
    found = _SAME_TIME.search(folded)
    if found is None or any(p.end for p in question.periods):
        return None
    unit = found["unit"] or _UNITS[found["unit_zh"] or found["that"]]
    chinese = has_han(question.text)
    for said in (before.last, before.topic, *reversed(before.said)):
        dated = [p for p in said.periods if p.end or p.label.startswith("FY")]
        if len({p.span for p in dated}) == 1 and (told := _of_unit(dated[0], unit, chinese)):
            return f"{question.text[: found.start()]}{told}{question.text[found.end() :]}"
    return None


def party_told(before: Before, reader: Reader) -> tuple[Mention, ...]:
    """The party that the last answer tells of first, where no reader named what the talk is of."""
    ideas = any(m.kind not in ("metric", "unit") for m in before.topic.terms)
    leading = "" if ideas else next(_told(before.turns), "")
    return tuple(m for m in reader.glossary.find(leading) if m.kind in ENTITY_KINDS)[:1]


def _of_unit(period: Period, unit: str, chinese: bool) -> str:
    """A time in words, as the unit by which it is pointed at; empty where it is none such."""
    if period.label.startswith("FY"):
        fits = unit in ("quarter" if " Q" in period.label else "year", "period")
        return period.label if fits else ""
    end = period.end or ""
    year, month = int(end[:4]), int(end[5:7])
    day = unit in ("date", "day")
    if unit == "year":
        return f"{year}年" if chinese else f"{year}"
    if day or (period.kind == "instant" and unit == "period"):
        return f"{year}年{month}月底" if chinese else f"the end of {MONTHS[month - 1]} {year}"
    if unit == "month" or period.kind == "month":
        return f"{year}年{month}月" if chinese else f"{MONTHS[month - 1]} {year}"
    if period.kind in ("quarter", "instant"):
        return (
            f"{year}年{month}月止當季" if chinese else f"the quarter to {MONTHS[month - 1]} {year}"
        )
    return ""


def with_several(question: Question, before: Before, reader: Reader) -> str | None:
    """The words with the parties that were spoken of in the place of "the three", where there are
    just so many, and with the measure of before where they name none.
    """
    found = _SEVERAL.search(fold(question.text))
    if found is None or question.entities:
        return None
    names = _parties(before, reader, _NUMBERS[found["n"] or found["n_zh"]])
    if names is None:
        return None
    chinese = has_han(question.text)
    told = "、".join(names) if chinese else f"{', '.join(names[:-1])} and {names[-1]}"
    measure = (
        ""
        if question.metrics
        else next((called(m, reader.glossary) for m in before.topic.metrics), "")
    )
    if measure:
        told = f"{told}的{measure}" if chinese else f"the {measure} of {told}"
    lead = question.text[: found.start()].rstrip()
    return f"{lead}{'' if chinese else ' '}{told}{question.text[found.end() :]}".strip()


def _parties(before: Before, reader: Reader, number: int) -> list[str] | None:
    """The companies of the last turns, a reader's or an answer's, where they come to the number."""
    for whole in (False, True):
        seen: dict[str, str] = {}
        for turn in reversed(before.turns):
            said = turn.content
            if turn.role != "user" and not whole:
                said = next(_told((turn,)), "")
            named = [m for m in reader.glossary.find(said) if m.kind == "company"]
            told = not_set_aside(said, named)
            first = {m.concept: m.text for m in sorted(told, key=lambda m: m.start)}
            seen = first | {concept: name for concept, name in seen.items() if concept not in first}
            if len(seen) == number:
                return list(seen.values())
            if len(seen) > number:
                break
    return None
