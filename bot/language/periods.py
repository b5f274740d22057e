"""Stretches of time in Chinese and English text: fiscal, calendar, relative.

A fiscal period gets dates only where the company's calendar is known; `Oracle's Q2 2025` without
the word fiscal is the calendar quarter that it says. Relative words (last year, 去年同期) keep their
word and get no dates: this module does not know what day it is. Durations (5 years) are
quantities, not periods. Does not read seasons, numbered weeks or times of day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from bot.language.calendars import Dates, calendar_dates, fiscal_dates, months_to
from bot.language.script import fold
from bot.records import Period, Span

__all__ = ["overlaps", "read_periods"]

_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_HAN = {char: at for at, char in enumerate("〇一二三四五六七八九十")} | {"零": 0, "○": 0}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FIRST_YEAR_OF_ROC = 1911
# Everything below runs on folded text: lower case, half width, Simplified.
_Y4 = r"(?:19|20)\d\d"
_FREE = r"(?<![\d.,$€£¥#a-z/-])"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
# A bare year is none where a measure follows: it was a count or an amount.
_COUNTED = (
    r" ?(?:[亿万兆千百元美股件家人名个吉台套座倍瓦份页]|%|percent\b|[mbt]illion|[mb]n\b|[mg]w\b|gpus?\b|shares?\b"
    r"|people|times\b|usd|dollars?|(?:mega|giga)watts?|days?\b|pages?\b|words?\b|customers?\b)"
)
_TOKENS = (
    rf"(?P<iso>{_FREE}{_Y4}(?:(?P<sep>[-/.])(?:0?[1-9]|1[0-2])(?P=sep){_DAY}|[-/](?:0[1-9]|1[0-2]))(?![\d-]))",
    rf"(?P<years>{_FREE}{_Y4}[-/](?:1[3-9]|[2-9]\d)(?!\d))",
    r"(?P<fiscal>(?:\bfy ?'?|\bfiscal(?:[ -]years?)?[ -])(?:20)?\d\d(?![.,]?\d)(?:年度?)?"
    r"|(?<!\d)(?:20)?\d\d ?年?(?:的)?(?:会计年度|财政年度|财务年度|财年|[ -]fiscal(?:[ -]year)?\b)"
    r"|(?:会计年度|财政年度|财年) ?20\d\d ?年?)",
    r"(?P<compact>(?<![\d.a-z])(?:[1-4]q|[12]h|q[1-4] ?'|h[12] ?')[ ']?\d\d(?!\d))",
    r"(?P<part>\b(?:(?:first|second|third|fourth|1st|2nd|3rd|4th)[ -](?:fiscal[ -])?(?:quarter|half)\b"
    r"|fiscal[ -](?:first|second|third|fourth)[ -](?:quarter|half)\b"
    r"|first (?:nine months|three quarters)\b)|(?<![a-z0-9])(?:q[1-4]|h[12])(?![0-9]*[a-z%]|\d{1,3}(?!\d)|[.]\d)"
    r"|(?<![\d.a-z])(?:[1-4]q|[12]h)(?![a-z])|前三季度?|第 ?[一二三四1-4] ?季度?|(?<!前)[一二三四1-4]季度|[上下]半年)",
    rf"(?P<zh_year>(?:公元|西元)?(?:(?<![\d.,]){_Y4}|[一二][〇零○一二三四五六七八九]{{3}}) ?年(?!代))",
    r"(?P<roc>民国 ?(?:\d{2,3}|[一二三四五六七八九十百零〇]{2,6}) ?年度?)",
    r"(?P<roc_bare>(?<![\d.,])(?:9\d|1[0-2]\d) ?年(?=第?[1-4一二三四]季|1?\d月|[上下]半年|前三季|度))",
    rf"(?P<zh_month>(?<![\d个])(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]) ?月(?:份)?(?: ?{_DAY} ?[日号])?)",
    rf"(?P<month>(?<![a-z])(?:(?<![\d.,]){_DAY}(?:st|nd|rd|th)? (?:of )?)?"
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    rf"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?(?: {_DAY}(?:st|nd|rd|th)?(?![\d%]|[.,]\d))?)",
    rf"(?P<year>(?:\bcalendar (?:year )?|{_FREE}){_Y4}(?![\d%]|[.,]\d|[a-z]|-\d)(?!{_COUNTED}))",
    r"(?P<ttm>\b(?:ttm|ltm)\b|\btrailing[ -](?:twelve|12)[ -]months?"
    r"|\b(?:last|past|previous|latest) (?:(?:four|4) quarters|(?:twelve|12) months)"
    r"|(?:近|过去|最近|前)(?:四|4) ?个?季度?|(?:近|过去|最近) ?(?:12|十二) ?个月|(?:过去|近|最近)一年)",
    r"(?P<ytd>\byear[ -]to[ -]date\b|\bytd\b|年初至今|今年以来|年初以来)",
    r"(?P<relative>\b(?:(?:the )?(?:last|this|next|previous|prior|current|coming|same|following|past)"
    r"[ -](?:fiscal )?(?:year|quarter|month|week|decade)s?\b|(?:a|one) (?:year|quarter|month) (?:earlier|ago|before|later)"
    r"|(?:the )?year-(?:ago|earlier) (?:quarter|period)|yesterday|today|tomorrow)\b"
    r"|(?:去年|前年|今年|明年|后年|上年|隔年|次年|来年)(?:同期|同季|底|初|度)?|一年[前后]|(?:前|上|下|这|后)一年"
    r"|[上下前本这次](?:一个?|个)?(?:季度?|月(?!\d)|星期|周|会计年度|财年)|[昨今明]天|[昨今明]日)",
)
_BEFORE = (
    ("end", r"(?:end|close) of (?:the |its )?|year-?end "),
    ("start", r"(?:start|beginning) of (?:the |its )?"),
    ("middle", r"middle of (?:the )?|\bmid[- ]"),
    ("early", r"\bearly(?: in)? "),
    ("late", r"\blate(?: in)? "),
    ("12", r"(?:(?:four|4) quarters|(?:twelve|12) months|\byear) (?:to|ended|ending|through) (?:the end of )?"),
    ("9", r"(?:nine|9) months (?:to|ended|ending|through) (?:the end of )?"),
    ("3", r"(?:quarter|(?:three|3) months) (?:to|ended|ending|through|that ended (?:on|in)) (?:the end of )?"),
)  # fmt: skip
_AFTER = (
    ("12", r"(?:年?[底末])?(?:止|为止)?的?(?:前|过去)?(?:四|4)个?季|止(?:12|十二)个月"),
    ("9", r"(?:年?[底末])?(?:止|为止)的?(?:前?三季|(?:九|9) ?个月)"),
    ("3", r"(?:年?[底末])?(?:止|为止)的?(?:[当单该]季|这?一?季|季度)|的[当单该]季"),
    ("end", r"年?[底末]"),
    ("start", r"年?初"),
    ("middle", r"年?中(?=$|[,，。、;；)）的至到旬])|年中"),
)
_JOIN = re.compile(r"(?:'s)?[ ,-]*(?:(?:of|in|for|的|之) ?)?(?:the |its |their )?")
_TO = re.compile(r" ?(?:to|through|until|[-~]|至|到) ?(?:the )?")
_AND = re.compile(r" ?(?:and|or|,|、|和|与|及|或) ?(?:the )?")
_NAMES_MONTH = re.compile(
    r"(?:\b(?:in|by|since|of|to|from|early|late|mid|until|for|through|last|this|next|during)|-) ?$"
)
_LABEL = re.compile(r"(?P<year>FY(?P<fy>\d{4}))?\s*(?P<part>Q[1-4]|H[12])?$")


@dataclass(frozen=True, slots=True)
class _Found:
    """What one place says: year, month, day, part of a year, or a word that has no date."""

    span: Span
    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str | None = None
    fiscal: bool = False
    edge: str | None = None
    until: _Found | None = None


def read_periods(text: str, fiscal_of: str | None = None) -> tuple[Period, ...]:
    """The periods that the text names, in text order, without overlaps.

    `fiscal_of` is the glossary id of the company whose fiscal calendar dates fiscal periods.
    """
    folded = fold(text)
    found = [one for m in _tokens().finditer(folded) if (one := _read(m, text, folded))]
    joined = _ranges(_shared(_joined(found, folded), folded), folded)
    return tuple(_period(one, text, fiscal_of) for one in joined)


def overlaps(a: Period, b: Period) -> bool:
    """Whether two periods share a day; where one has no dates, whether their fiscal labels agree.

    Relative words and labels that say neither year nor quarter overlap nothing.
    """
    (a_start, a_end), (b_start, b_end) = _bounds(a), _bounds(b)
    if (a_start or a_end) and (b_start or b_end):
        # ISO dates sort as text; an open side reaches as far as need be.
        return (not a_start or not b_end or a_start <= b_end) and (
            not b_start or not a_end or b_start <= a_end
        )
    one, other = (_LABEL.search(period.label) for period in (a, b))
    if "relative" in (a.kind, b.kind) or not one or not other:
        return False
    shared = [key for key in ("fy", "part") if one[key] and other[key]]
    return bool(shared) and all(one[key] == other[key] for key in shared)


def _bounds(period: Period) -> tuple[str | None, str | None]:
    if period.kind == "instant":
        return period.start or period.end, period.end or period.start
    return period.start, period.end


@lru_cache(maxsize=1)
def _tokens() -> re.Pattern[str]:
    return re.compile("|".join(_TOKENS))


@lru_cache(maxsize=1)
def _edges() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], ...]:
    before = tuple((name, re.compile(f"(?:{pattern})$")) for name, pattern in _BEFORE)
    return before, tuple((name, re.compile(pattern)) for name, pattern in _AFTER)


def _read(match: re.Match[str], text: str, folded: str) -> _Found | None:
    kind = str(match.lastgroup if match.lastgroup != "sep" else "iso")
    said, span = match.group(), match.span()
    numbers = [int(n) for n in re.findall(r"\d+", said)]
    found = _Found(span, kind)
    if kind == "iso":
        found = replace(found, year=numbers[0], month=numbers[1], day=(*numbers, None)[2])
    elif kind == "years":
        end = replace(found, year=numbers[0] // 100 * 100 + numbers[1])
        found = replace(found, year=numbers[0], until=end)
    elif kind in ("fiscal", "compact"):
        year = numbers[-1] + (2000 if numbers[-1] < 100 else 0)
        part = _part(said) if kind == "compact" else None
        found = replace(found, year=year, part=part, fiscal=kind == "fiscal")
    elif kind == "part":
        found = replace(found, part=_part(said), fiscal="fiscal" in said)
    elif kind in ("zh_year", "year"):
        found = replace(found, year=numbers[0] if numbers else _han_number(said))
    elif kind in ("roc", "roc_bare"):
        year = numbers[0] if numbers else _han_number(said.removeprefix("民国").strip(" 年度"))
        found = replace(found, year=_FIRST_YEAR_OF_ROC + year)
    elif kind == "zh_month":
        named = re.match(r"\d+|[一二三四五六七八九十]+", said)
        month = numbers[0] if said[0].isdigit() else _han_number(named.group() if named else "一")
        day = numbers[-1] if said[-1] in "日号" else None
        found = replace(found, month=month, day=day)
    elif kind == "month":
        return _english_month(found, said, numbers, text, folded)
    return _with_edge(found, folded)


def _english_month(
    found: _Found, said: str, numbers: list[int], text: str, folded: str
) -> _Found | None:
    start, end = found.span
    name = re.search(r"[a-z]{3}", said.replace("of ", ""))
    word = re.search(r"(?<![0-9])[a-z]{3,}", said)
    if not name or not word:
        return None
    alone = not numbers and not re.match(r",? (?:of )?(?:19|20)\d\d", folded[end:])
    month = _MONTHS.index(re.findall("|".join(_MONTHS), said)[0]) + 1
    # "may" and "march" are words as well: alone they need a capital and a preposition.
    capital = any(char.isupper() for char in text[start:end])
    before = _NAMES_MONTH.search(folded[max(0, start - 8) : start])
    after = re.match(r" (?:to|through|until|and) ", folded[end:])
    if alone and not (capital and (before or after)):
        return None
    return _with_edge(replace(found, month=month, day=(*numbers, None)[0]), folded)


def _part(said: str) -> str:
    if "nine" in said or "three quarters" in said or "前三季" in said:
        return "9M"
    if "半年" in said:
        return "H1" if "上" in said else "H2"
    half = "half" in said or re.search(r"h\d|\dh", said) is not None
    ordinal = next((n for word, n in _ORDER.items() if word in said), None)
    digit = re.search(r"(?<=[qh第])[1-4]|[1-4](?=[qh季 ])", said.replace("第 ", "第"))
    han = next((n for char, n in _HAN.items() if char in said), 0)
    return f"{'H' if half else 'Q'}{ordinal or (digit and digit.group()) or han}"


def _han_number(said: str) -> int:
    """二〇二五 digit by digit, or 十一 and 一百一十四 with their tens."""
    digits = [char for char in said if char in _HAN or char == "百"]
    if "十" not in digits and "百" not in digits:
        return int("".join(str(_HAN[char]) for char in digits) or "0")
    total, current = 0, 0
    for char in digits:
        if char in "十百":
            total += (current or 1) * (10 if char == "十" else 100)
            current = 0
        else:
            current = _HAN[char]
    return total + current


def _with_edge(found: _Found, folded: str) -> _Found:
    """The found place with `end of`, `early`, 底, `four quarters to` … around it."""
    if found.kind in ("relative", "ttm", "ytd"):
        return found
    start, end = found.span
    before, after = _edges()
    for name, pattern in after:
        if follows := pattern.match(folded, end):
            return replace(found, span=(start, follows.end()), edge=name)
    for name, pattern in before:
        if leads := pattern.search(folded[max(0, start - 40) : start]):
            return replace(found, span=(start - len(leads.group()), end), edge=name)
    return found
