"""A time that a follow-up tells from the one asked about before: the next quarter, a year earlier.

"And the quarter right before?", 「再下一季多了多少」, "three months earlier?", "the following
February": the time is reckoned from the one that the earlier question names and written out in its
place. Only one dated time can be reckoned from. It finds no fact and computes nothing.
"""

from __future__ import annotations

import re

from bot.language.script import fold, has_han
from bot.language.timewords import MONTHS
from bot.records import Period, Question, Sought, Span, Working

__all__ = ["named_from", "set_beside_shifted", "shifted", "timed"]

_UNIT, _UNIT_ZH = r"(?P<unit>month|quarter|year)", r"(?P<unit>月|季度?|年)"
_NUMBER = r"(?P<n>\d{1,2}|an?|one|two|three|four|six|nine|twelve)"
_RIGHT = r"(?:(?:right|just|immediately|directly) )?"
EARLIER = tuple(
    re.compile(cue)
    for cue in (
        rf"\b{_NUMBER} {_UNIT}s? (?:earlier|before|prior|previously|back)\b",
        rf"(?P<n>\d{{1,2}}|[一二两三四六九]|十二)个?{_UNIT_ZH}(?:之?前|以前)",
        rf"\bthe {_UNIT} {_RIGHT}(?:before|earlier|prior)\b",
        rf"\b(?:previous|prior|preceding) {_UNIT}\b",
        rf"(?:前|上)(?:一|1)个?{_UNIT_ZH}|上(?P<alone>季)",
    )
)
LATER = tuple(
    re.compile(cue)
    for cue in (
        rf"\b{_NUMBER} {_UNIT}s? (?:later|after|on)\b",
        rf"(?P<n>\d{{1,2}}|[一二两三四六九]|十二)个?{_UNIT_ZH}(?:之?后|以后)",
        rf"\bthe {_UNIT} {_RIGHT}(?:after|later|that followed)\b",
        rf"\b(?:next|following|subsequent) {_UNIT}\b",
        rf"(?:再?下|后|次)(?:一|1)个?{_UNIT_ZH}|隔(?P<alone>年|季)",
    )
)
COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "nine": 9,
    "twelve": 12, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "六": 6, "九": 9, "十二": 12,
}  # fmt: skip
QUARTER = 3
MONTHS_OF = {"month": 1, "quarter": 3, "year": 12, "月": 1, "季": 3, "季度": 3, "年": 12}
LENGTHS = {"instant": 1, "month": 1, "quarter": 3, "year": 12}
LONGEST_STEP = 60
FISCAL = re.compile(r"(?P<fiscal>FY)?(?P<year>\d{4})(?: Q(?P<quarter>[1-4]))?")
AGAINST = re.compile(
    r"\b(?:against|versus|vs|compared (?:with|to)|relative to|than|from|over|on) (?:the )?$"
    r"|[比较跟和与同对](?:之|再)?$"
)
"""What stands before a time that the earlier one is set against."""
ASKED = {"share": "share", "times": "multiple", "growth": "rate", "difference": "apart"}
_NEXT_MONTH = re.compile(
    rf"\b(?:the )?(?:following|next) (?P<month>{'|'.join(MONTHS).lower()})\b"
    r"|(?:隔年|次年|翌年)的?(?P<number>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月"
)
_NUMERALS = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}


_LEAD = re.compile(
    r"(?:(?:no|nope|sorry|oops|wait|actually|ok|okay|hm+|rather|and|but|so|or|then|now|what|how"
    r"|about|i|mean|meant|was|asking|make|it|that|not|for|in|of|at|by|through|until|the|one|as"
    r"|end)\b[,. ]*"
    r"|不是|不对|抱歉|更正|那|么|而|又|再|换|改|成|至于|我|要|问|说|指|的"
    r"|应该|是|在|到|等到|截至|[,，、。. ])*"
)
_TAIL = re.compile(
    r"(?:的|呢|咧|哩|吧|啦|时候?|那时|那季|那年|多少|数字|instead|then|please|though|figure|ones?|'s"
    r"|[?？。.!！, ])*"
)
"""What a follow-up that names a time alone says around it."""
_MONTH = re.compile(rf"\b(?P<month>{'|'.join(MONTHS).lower()})\b(?! \d)")
_NUMBERED = re.compile(r"(?P<number>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月")


_YEAR_END = re.compile(
    r"\b(?:the |that )?year(?:['’ -]s)?[ -]?end\b|\b(?:the )?end of (?:the|that) year\b"
    r"|(?:那年|同年|当年)?年底"
)


def timed(question: Question, earlier: Question) -> str | None:
    """The earlier question asked of the time that the follow-up names alone: "and Q1?", "no, I
    meant August", with the year of before where it names none.
    """
    spans = {p.span: p for p in earlier.periods if p.kind in LENGTHS and p.end and p.span}
    if question.metrics or question.entities or len(spans) != 1:
        return None
    folded = fold(question.text)
    own = [p for p in question.periods if p.span and p.kind in LENGTHS]
    bare = _MONTH.search(folded) or _YEAR_END.search(folded)
    if own:
        start, end = own[-1].span or (0, 0)
    elif bare:
        start, end = bare.span()
    else:
        return None
    if not (_LEAD.fullmatch(folded[:start]) and _TAIL.fullmatch(folded[end:])):
        return None
    place, before = next(iter(spans.items()))
    told = question.text[start:end]
    if not (own and own[-1].end):
        within = _of_its_year(told, before, chinese=has_han(earlier.text))
        if within is None:
            return None
        told = within
    elif before.label.startswith("FY") and own[-1].kind == "year":
        told = own[-1].label if own[-1].label.startswith("FY") else f"FY{own[-1].label}"
    return _put(earlier.text, place, told)


def _put(text: str, place: Span, told: str) -> str:
    """The text with a time in another's place, and no article said twice."""
    before = text[: place[0]]
    if before.lower().endswith("the ") and (told.startswith("the ") or told[:2] == "FY"):
        before = before[: -len("the ")]
    return f"{before}{told}{text[place[1] :]}"


def _of_its_year(told: str, before: Period, *, chinese: bool) -> str | None:
    """A quarter or month without a year, of the year of another time."""
    fiscal = FISCAL.fullmatch(before.label)
    quarter = re.search(r"Q([1-4])|第?([一二三四1-4])季", told, re.IGNORECASE)
    if quarter is not None:
        if fiscal is None:
            return None
        number = quarter[1] or quarter[2]
        number = number if number.isdigit() else str(_NUMERALS[number])
        return f"{fiscal['fiscal'] or ''}{fiscal['year']} Q{number}"
    folded = fold(told)
    year = (before.end or "")[:4]
    if _YEAR_END.search(folded):
        return f"{year}年底" if chinese else f"the end of {year}"
    named, numbered = _MONTH.search(folded), _NUMBERED.search(folded)
    if named is not None:
        month = [m.lower() for m in MONTHS].index(named["month"])
    elif numbered is not None:
        number = numbered["number"]
        month = (int(number) if number.isdigit() else _NUMERALS[number]) - 1
    else:
        return None
    if before.kind not in ("instant", "month", "quarter"):
        return None
    if before.kind == "instant":
        return f"{year}年{month + 1}月底" if chinese else f"the end of {MONTHS[month]} {year}"
    return f"{year}年{month + 1}月" if chinese else f"{MONTHS[month]} {year}"


def shifted(question: Question, earlier: Question) -> str | None:
    """The earlier question asked of a time so long before or after: "three months earlier?"."""
    found = _step(fold(question.text))
    dated = [p for p in earlier.periods if p.kind in LENGTHS and p.end and p.span]
    spans = {p.span for p in dated}
    if found is None or len(spans) != 1 or question.metrics or question.entities:
        return None
    months, _ = found
    told = _told(dated[-1], months, chinese=has_han(earlier.text))
    if told is None:
        return None
    return _put(earlier.text, dated[-1].span or (0, 0), told)


def set_beside_shifted(question: Question, earlier: Question) -> tuple[str, Working] | None:
    """What lies between the figure asked for before and the one of a time told from it, where the
    follow-up asks for that: 「再下一季多了多少」.
    """
    found, moved = _step(fold(question.text)), shifted(question, earlier)
    if found is None or moved is None:
        return None
    asked = {m.concept for m in question.operations} & set(ASKED)
    if found[0] < 0 and asked and not (asked == {"difference"} and found[0] == -QUARTER):
        return None  # the rules that know a figure's own change
    if not asked and AGAINST.search(fold(question.text)[: found[1][0]]):
        asked = {m.concept for m in earlier.operations}
    operation = next((told for name, told in ASKED.items() if name in asked), "")
    if not operation:
        return None
    end = len(earlier.text)
    that = Sought("term", "any", (0, end))
    other = Sought("term", "any", (end + 1, end + 1 + len(moved)))
    parts = (that, other) if found[0] < 0 else (other, that)
    return f"{earlier.text} {moved}", Working(operation, parts)


def named_from(question: Question, earlier: Question) -> str | None:
    """The follow-up's words with "the following February" as the month that is meant."""
    found = _NEXT_MONTH.search(fold(question.text))
    ends = {p.end for p in earlier.periods if p.end}
    if found is None or len(ends) != 1:
        return None
    last = next(iter(ends))
    name = found["month"] or found["number"]
    number = _NUMERALS.get(name) or (
        int(name) if name.isdigit() else [m.lower() for m in MONTHS].index(name) + 1
    )
    year = int(last[:4]) + (found["month"] is None or number <= int(last[5:7]))
    told = f"{year}年{number}月" if found["number"] else f"in {MONTHS[number - 1]} {year}"
    return f"{question.text[: found.start()]}{told}{question.text[found.end() :]}"


def _step(folded: str) -> tuple[int, Span] | None:
    """How many months after the time of before (negative: before it), and where it is said."""
    for sign, cues in ((-1, EARLIER), (1, LATER)):
        for found in (m for cue in cues if (m := cue.search(folded))):
            named = found.groupdict()
            number = named.get("n") or "1"
            count = COUNTS.get(number) or (int(number) if number.isdigit() else 0)
            months = count * MONTHS_OF[named.get("unit") or named.get("alone") or ""]
            if 0 < months <= LONGEST_STEP:
                return sign * months, found.span()
    return None


def _told(period: Period, months: int, *, chinese: bool) -> str | None:
    """The time so many months away, in words; None where it is no whole number of its lengths."""
    length = LENGTHS[period.kind]
    if months % length:
        return None
    fiscal = FISCAL.fullmatch(period.label)
    if fiscal is not None:
        place = int(fiscal["year"]) * 12 + 3 * (int(fiscal["quarter"] or 1) - 1) + months
        year, quarter = place // 12, place % 12 // 3 + 1
        named = f"{fiscal['fiscal'] or ''}{year}"
        if not fiscal["quarter"]:
            return f"{named}年" if chinese and not fiscal["fiscal"] else named
        return f"{named} Q{quarter}"
    end = period.end or ""
    year, month = divmod(int(end[:4]) * 12 + int(end[5:7]) - 1 + months, 12)
    if period.kind == "year":
        return None
    if period.kind == "month":
        return f"{year}年{month + 1}月" if chinese else f"{MONTHS[month]} {year}"
    if period.kind == "instant":
        return f"{year}年{month + 1}月底" if chinese else f"the end of {MONTHS[month]} {year}"
    first_year, first = divmod(year * 12 + month - 2, 12)
    if chinese:
        return f"{first_year}年{first + 1}月至{year}年{month + 1}月"
    return f"{MONTHS[first]} {first_year} to {MONTHS[month]} {year}"
