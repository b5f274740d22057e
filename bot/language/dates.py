"""What single places of a text say about time: a year, a month, a quarter, `last year`, 近四季.

The pieces are joined and dated in `bot.language.periods`. All patterns run on folded text (lower
case, half width, Simplified). Names of months that are words as well (may, march) count alone only
with a capital and a preposition; a bare year counts only where no measure follows it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.language.script import fold
from bot.records import Span

__all__ = ["Dated", "read_dates"]

_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_HAN = {char: at for at, char in enumerate("〇一二三四五六七八九十")} | {"零": 0, "○": 0}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BEFORE_ROC = 1911
_Y4 = r"(?:19|20)\d\d"
_FREE = r"(?<!\d[.,])(?<![\d$€£¥#a-z/-])"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_COUNTED = (
    r" ?(?:[亿万兆千百元美股件家人名个吉台套座倍瓦份页字]|年代|%|percent\b|[mbt]illion|[mb]n\b"
    r"|[mg]w\b|gpus?\b|shares?\b|people|times\b|usd|dollars?|(?:mega|giga)watts?|days?\b|pages?\b|words?\b"
    r"|customers?\b|users?\b|employees\b)"
)
_ORDINAL = r"(?:first|second|third|fourth|1st|2nd|3rd|4th)"
_OTHER = r"(?:,? (?:and|or|to|through|versus|vs\.?|than|against) |, )(?:(?:in|for|of) )?(?:the )?"
"""What stands before the other of two parts that share their noun: the first or the second half."""
_FISCAL_ZH = r"(?:会计年度|财政年度|财务年度|财年)"
_TOKENS = {
    "iso": rf"{_FREE}{_Y4}(?:(?P<sep>[-/.])(?:0?[1-9]|1[0-2])(?P=sep){_DAY}|[-/](?:0[1-9]|1[0-2]))"
    r"(?![\d-])",
    "years": rf"{_FREE}{_Y4} ?[-~/] ?(?:{_Y4}|1[3-9]|[2-9]\d)(?!\d)(?: ?年)?",
    "fiscal": r"(?:(?:(?<![a-z])|(?<=\d[qh]))fy ?'?|\bfiscal(?:[ -]years?)?[ -])(?:20)?\d\d"
    r"(?![.,]?\d)(?: ?年度?)?"
    rf"|(?<!\d)(?:20)?\d\d ?年?的?(?:{_FISCAL_ZH}|[ -]fiscal(?:[ -]year)?\b)"
    rf"|{_FISCAL_ZH} ?20\d\d ?年?",
    "compact": r"(?<![\d.a-z])(?:[1-4]q|[12]h|q[1-4] ?'|h[12] ?')[ ']?\d\d(?!\d)",
    "part": rf"\b{_ORDINAL}[ -](?:fiscal[ -])?(?:quarters?|half|halves)\b"
    rf"|\b{_ORDINAL}(?=(?:{_OTHER}{_ORDINAL})+[ -](?:fiscal[ -])?(?:quarters?|half|halves)\b)"
    rf"|\bfiscal[ -]{_ORDINAL}[ -](?:quarter|half)\b|\bfirst (?:nine months|three quarters)\b"
    r"|(?<!\ba )\bquarter (?:one|two|three|four)\b(?! (?:years?|months?|quarters?|weeks?|times)\b)"
    r"|\b(?:first|second) (?:six|6) months\b(?= (?:of|in) )"
    r"|(?<![a-z])(?:q[1-4]|h[12])(?!(?!fy)[a-z0-9]|\.\d)"
    r"|(?<![\d.a-z])(?:[1-4]q|[12]h)(?!(?!fy)[a-z0-9])"
    r"|前三季度?|第 ?[一二三四1-4] ?季度?|(?<!前)[一二三四1-4]季度|(?<=年)[一二三四]季|[上下]半年"
    r"|第 ?[一二三四1-4](?= ?[、,和与跟及或到至-] ?第? ?[一二三四1-4] ?季)"
    r"|(?<=第[一二三四1-4][、,和与跟及或到至-])[一二三四1-4] ?季度?",
    "zh_year": rf"(?:公元|西元)?(?:(?<!\d[.,])(?<!\d){_Y4}|[一二][〇零○一二三四五六七八九]{{3}})"
    r" ?年(?!代)",
    "roc": r"民国 ?(?:\d{2,3}|[一二三四五六七八九十百零〇]{2,6}) ?年度?"
    r"|\broc(?: year)? ?\d{2,3}(?![\d.,%])"
    r"|(?<!\d[.,])(?<!\d)(?<![约近逾满达共第过历时])1(?:0[1-9]|[12]\d) ?年"
    r"(?![来历多余期之以间长租的代]|后|前(?![三四]))(?:度)?",
    "roc_bare": r"(?<!\d[.,])(?<!\d)(?:9\d|1[0-2]\d) ?年"
    r"(?=第? ?[1-4一二三四] ?季|1?\d ?月|[上下]半年|前三季|度)",
    "zh_months": r"(?<![\d个.,])(?:1[0-2]|0?[1-9]) ?[至到~-] ?(?:1[0-2]|0?[1-9]) ?月份?(?!\d)",
    "zh_month": r"(?<![\d个])(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]) ?月份?"
    rf"(?: ?{_DAY} ?[日号])?",
    "month": rf"(?<![a-z])(?:(?<!\d[.,])(?<!\d){_DAY}(?:st|nd|rd|th)? (?:of )?)?"
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
    rf"(?: {_DAY}(?:st|nd|rd|th)?(?![\d%]|[.,]\d))?",
    "year": rf"(?:\bcalendar (?:year )?|{_FREE}){_Y4}(?![\d%]|[.,]\d|(?![qh][1-4])[a-z]|-\d)"
    rf"(?!{_COUNTED})",
    "ttm": r"\b(?:ttm|ltm)\b|\btrailing[ -](?:twelve|12)[ -]months?"
    r"|\b(?:last|past|previous|latest) (?:(?:four|4) quarters|(?:twelve|12) months)"
    r"|(?:近|过去|最近|前)(?:四|4) ?个?季度?"
    r"|(?:近|过去|最近)(?: ?(?:12|十二) ?个月|一年)",
    "ytd": r"\byear[ -]to[ -]date\b|\bytd\b|年初至今|今年以来|年初以来",
    "relative": r"\b(?:(?:the )?"
    r"(?:last|this|next|previous|prior|current|coming|same|following|past)"
    r"[ -](?:fiscal )?(?:year|quarter|month|week|decade)s?"
    r"|(?:a|one) (?:year|quarter|month) (?:earlier|ago|before|later)"
    r"|(?:the )?year-(?:ago|earlier) (?:quarter|period)|yesterday|today|tomorrow)\b"
    r"|(?:去年|前年|今年|明年|后年|上年|隔年|次年|来年)(?:同期|同季|底|初|度)?|一年[前后]"
    r"|[前上下这后]一年|[昨今明][天日]"
    r"|[上下前本这次](?:一个?|个)?(?:季度?|月(?!\d)|星期|周|会计年度|财年)",
}
# Where one of these can start at all; elsewhere none need be tried.
_MAY_START = (
    r"(?=\d|(?<![a-z])[a-z]|(?<=[qh])f"
    "|[前第上下公西民十一二三四五六七八九〇零○会财近过最年今去明后隔次来这本昨])"
)
# What stands before or after a date and moves it: end of, early, four quarters to, 底, 止當季.
_ENDED = r"(?:to|ended|ending|through|that ended(?: (?:on|in))?) (?:the end of )?"
_BEFORE = {
    "end": r"(?:end|close) of (?:the |its )?|year-?end ",
    "start": r"(?:start|beginning) of (?:the |its )?",
    "middle": r"middle of (?:the )?|\bmid[- ]",
    "early": r"\bearly(?: in)? ",
    "late": r"\blate(?: in)? ",
    "12": rf"(?:(?:four|4) quarters|(?:twelve|12) months|\b(?:52|53|fifty-(?:two|three))[ -]weeks?"
    rf"|\byear) {_ENDED}",
    "9": rf"(?:nine|9) months {_ENDED}",
    "3": rf"(?:quarter|(?:three|3) months) {_ENDED}",
}
_UNTIL_THEN = r"(?:年?[底末])?(?:(?:止|为止)的?|的)"
_AFTER = {
    "12": rf"{_UNTIL_THEN}(?:前|过去)?(?:四|4) ?个?季(?!度)|止的?(?:12|十二) ?个月",
    "9": rf"{_UNTIL_THEN}(?:前?三季(?!度)|(?:九|9) ?个月)",
    "3": rf"{_UNTIL_THEN}(?:[当单该]季|这?一季|季度)|的?[那这]一?季(?!节)",
    "end": r"年?[底末]",
    "start": r"年?初",
    "middle": r"年?中(?=$|[,，。、;；)）的至到旬])|年中",
}
_LEADS_MONTH = re.compile(
    r"(?:\b(?:in|by|since|of|to|from|early|late|mid|until|for|through|last|this|next|during)|-) ?$"
)
_FOLLOWS_MONTH = re.compile(
    r",? (?:quarter,? )?(?:of |in )?(?:(?:19|20)\d\d|(?:to|through|until|and) )"
    r"| ?- ?(?=(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?:19|20)\d\d)"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """What one place says. `edge` moves it (end, early, the 12 months before); `until` ends it."""

    span: Span
    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str | None = None
    fiscal: bool = False
    edge: str | None = None
    until: Dated | None = None


def read_dates(text: str) -> list[Dated]:
    """The places that speak of time, in text order, without overlaps; nothing is joined yet."""
    folded = fold(text)
    found: list[Dated] = []
    for match in _tokens().finditer(folded):
        one = _read(match, text, folded)
        if one is None:
            continue
        one = _with_edge(one, folded)
        if found and one.span[0] < found[-1].span[1]:
            # "second quarter ended 30 November 2025": the date says what the word could not.
            del found[-1]
        found.append(one)
    return found


def _read(match: re.Match[str], text: str, folded: str) -> Dated | None:
    kind = "iso" if match.lastgroup == "sep" else str(match.lastgroup)
    kind = "month" if kind == "name" else kind
    said, found = match.group(), Dated(match.span(), kind)
    numbers = [int(n) for n in re.findall(r"\d+", said)]
    if kind == "iso":
        return replace(found, year=numbers[0], month=numbers[1], day=(*numbers, None)[2])
    if kind == "years":
        century = numbers[0] // 100 * 100 if numbers[1] < 100 else 0
        last = replace(found, year=century + numbers[1])
        return replace(found, year=numbers[0], until=last)
    if kind in ("fiscal", "compact"):
        year = numbers[-1] + (2000 if numbers[-1] < 100 else 0)
        part = _part(said) if kind == "compact" else None
        return replace(found, year=year, part=part, fiscal=kind == "fiscal")
    if kind == "part":
        small = said[0].isdigit() and text[match.start() : match.end()].islower()
        if small and len(said) == 2:
            return None
        rest = "half" if _HALVES.match(folded, match.end()) and said in _ORDER else ""
        return replace(found, part=_part(said + rest), fiscal="fiscal" in said)
    if kind in ("zh_year", "year"):
        return replace(found, year=numbers[0] if numbers else _han_number(said))
    if kind in ("roc", "roc_bare"):
        return replace(found, year=_BEFORE_ROC + (numbers[0] if numbers else _han_number(said)))
    if kind == "zh_months":
        return replace(found, month=numbers[0], until=replace(found, month=numbers[1]))
    if kind == "zh_month":
        month = numbers[0] if said[0].isdigit() else _han_number(said.split("月")[0])
        return replace(found, month=month, day=numbers[-1] if said[-1] in "日号" else None)
    if kind == "month":
        month = _MONTHS.index(match["name"][:3]) + 1
        named = numbers or _stands_for_month(match, text, folded)
        return replace(found, month=month, day=(*numbers, None)[0]) if named else None
    return found


def _stands_for_month(match: re.Match[str], text: str, folded: str) -> bool:
    """Whether the name of a month without a day is meant as one."""
    follows = _FOLLOWS_MONTH.match(folded, match.end())
    if follows and follows.group()[-1].isdigit():
        return True
    leads = _LEADS_MONTH.search(folded[max(0, match.start() - 8) : match.start()])
    return bool(leads or follows) and text[match.start("name")].isupper()


_NUMBERED = ("one", "two", "three", "four")
_HALVES = re.compile(rf"(?:{_OTHER}{_ORDINAL})+[ -](?:fiscal[ -])?(?:half|halves)")


def _part(said: str) -> str:
    if said.startswith("quarter "):
        return f"Q{_NUMBERED.index(said.split()[1]) + 1}"
    if said.endswith(("six months", "6 months")):
        return "H1" if "first" in said else "H2"
    if "nine" in said or "three" in said or "前三季" in said:
        return "9M"
    if "半年" in said:
        return "H1" if "上" in said else "H2"
    half = "hal" in said or re.search(r"h\d|\dh", said)
    ordinal = next((n for word, n in _ORDER.items() if word in said), None)
    number = ordinal or next(int(c) if c.isdigit() else _HAN[c] for c in said if _counts(c))
    return f"{'H' if half else 'Q'}{number}"


def _counts(char: str) -> bool:
    return char.isdigit() or char in _HAN


def _han_number(said: str) -> int:
    """二〇二五 digit by digit, 十一 and 一百一十四 with their tens and hundreds."""
    digits = [char for char in said if char in _HAN or char == "百"]
    if "十" not in digits and "百" not in digits:
        return int("".join(str(_HAN[char]) for char in digits))
    total = current = 0
    for char in digits:
        if char in "十百":
            total += (current or 1) * (10 if char == "十" else 100)
        current = 0 if char in "十百" else _HAN[char]
    return total + current


def _with_edge(found: Dated, folded: str) -> Dated:
    if found.kind in ("relative", "ttm", "ytd"):
        return found
    start, end = found.span
    quarter = _QUARTER.match(folded, end)
    dated = found.year or _FOLLOWED.match(folded, end)
    if quarter and dated and (found.kind == "month" or _ENDS_MONTH.search(folded[:start][-12:])):
        return replace(found, span=(start, quarter.end()), edge="3")
    before, after = _edges()
    for name, pattern in after.items():
        if follows := pattern.match(folded, end):
            return replace(found, span=(start, follows.end()), edge=name)
    for name, pattern in before.items():
        leads = pattern.search(folded[max(0, start - 40) : start])
        if leads and not _OVERDUE.search(folded[: start - len(leads.group())]):
            return replace(found, span=(start - len(leads.group()), end), edge=name)
    return found


_QUARTER = re.compile(r" quarter\b")
_FOLLOWED = re.compile(rf" quarter,? (?:of |in )?{_Y4}")
_ENDS_MONTH = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,? (?:of )?$"
)
"""What stands before a year whose quarter is the one that ended in the month: September 2025."""


@lru_cache(maxsize=1)
def _tokens() -> re.Pattern[str]:
    kinds = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _TOKENS.items())
    return re.compile(f"{_MAY_START}(?:{kinds})")


_OVERDUE = re.compile(
    r"\b(?:minutes?|hours?|days?|weeks?|months?|too|so|very|arriv\w*|c[ao]me|was|were|is|are|be) ?$"
)
"""What stands before "late" where it says how much too late: two hours late in September."""


@lru_cache(maxsize=1)
def _edges() -> tuple[dict[str, re.Pattern[str]], dict[str, re.Pattern[str]]]:
    before = {name: re.compile(f"(?:{pattern})$") for name, pattern in _BEFORE.items()}
    return before, {name: re.compile(pattern) for name, pattern in _AFTER.items()}
