"""What looks like a figure and is none: dates, years, list numbers, names, forms, addresses.

`mask` blanks what can be told by its shape, keeping the length; `names_something` judges one
numeral by its neighbours. It reads no periods (`bot.language.periods` does).
"""

from __future__ import annotations

import re
from decimal import Decimal

BLANK = "\ue000"
"""Stands in for each masked character: a private code point that no rule matches."""

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
# A number that goes on, or that a scale or a percent sign follows, is a figure after all.
_ENDS = (
    r"(?!\d|[.,]\d|\s?(?:%|percent|per cent|thousand|million|billion|trillion|[mb]n(?![a-z])"
    r"|[十百千萬億兆]|美元|元))"
)
_HAN = "[〇零一二三四五六七八九十]"
_MASKED = re.compile(
    r"https?://\S+"
    r"|\[\d{1,3}(?:[,–-]\s?\d{1,3})*\]"
    r"|[¶§#№]\s?\d+"
    rf"|民國\s?(?:\d+|{_HAN}+)\s?年"
    rf"|(?<![\d.,])(?:19|20)\d\d\s?年(?:[度代底初間间中]|會計年度|财年|財年)?(?:\s?\d{{1,2}}\s?月)?(?:\s?\d{{1,2}}\s?[日號号])?"
    rf"|{_HAN}{{4}}年"
    rf"|(?<![\d.,])(?:\d{{1,2}}|十[一二]?|[一二三四五六七八九])\s?月(?:份|底|初)?(?:\s?(?:\d{{1,2}}|[一二三]?十?{_HAN})\s?[日號号])?"
    r"|(?<![\d.,])\d{1,2}\s?[日號号](?![圓元幣币])"
    r"|(?<![\d.,])\d{4}-\d{1,2}-\d{1,2}(?!\d)|(?<![\d.,])(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?!\d)"
    r"|(?<![\d.,$€£¥])\d{1,4}/\d{1,2}(?:/\d{1,4})?(?![\d%])"
    rf"|(?<![a-z]){_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{{1,2}})?(?:,?\s(?:19|20)\d\d)?{_ENDS}"
    rf"|(?<![\d.,$€£¥])\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?![a-z])(?:,?\s(?:19|20)\d\d)?"
    rf"|第\s?(?:\d+|{_HAN}+)"
    rf"|(?<![a-z])(?:nos?\.|vol\.|volume|issue|note|item|section|pages?|pp?\.|figure|table|chapter|exhibit|rule|para\.?|paragraph)\s?\d+[a-z]?{_ENDS}"
    r"|\d{1,2}:\d\d"
    r"|(?<![a-z0-9])(?:10-[qk]|[68]-k|[24]0-f|s-[134]|13-?[fdg]|11-k)(?:/a)?(?![a-z0-9])"
    r"|(?m:^[ \t]*(?:\d{1,2}[.)](?=\s)|\d{1,2}、|\(\d{1,2}\)(?=\s?[^\s\d)])))"
    r"|(?<![分共\d.,])\d+\s?(?:期(?![間间限中貨货末初])|[號号版屆届章節节頁页條条款樓楼路巷](?![人稱称]))"
    rf"|(?<![a-z])(?:fiscal|fy|cy|calendar|財年|會計年度)\s?(?:year\s)?['’]?\d{{2,4}}{_ENDS}"
    r"|(?<![\d.,])\d{4}\s?(?:年度|會計年度|財年|fiscal)"
    r"|(?:s&p|標普|标普|fortune|財星|nasdaq|那斯達克|russell|羅素|ftse|日經|dow jones|topix|滬深)\s?\d{2,4}(?!\d)"
    r"|(?<![\d.,])0\d+(?![\d.])"
    r"|(?<![\d.,])\d+(?:\.\d+){2,}"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-–/](?:\d\d|(?:19|20)\d\d))?$")
_NAME_BEFORE = re.compile(r"(?<![A-Za-z])([A-Za-z][A-Za-z&.'’-]*)[ \u00a0-]$")
# Capitalised words that are no names: a figure may follow them.
_NO_NAMES = frozenset(
    "a about above across add after again against all almost also among an and any around as at "
    "average be because been before below between both but by calculate compare compute convert "
    "could divide do does during each equals every exactly for from further give given grew had "
    "has have how if in into is it its just last less like maximum minimum minus more most "
    "multiply nearly next no not now of on one only or our out over per plus roughly round "
    "should show since so some subtract sum take than that the their them then there these they "
    "this those through times to total under until up was we were what when where which while "
    "who why will with within without would yes you eps rpo fcf ocf capex roe pe ttm".split()  # noqa: SIM905
)


def mask(folded: str) -> str:
    """The folded text with dates, list numbers, forms and the like blanked, length kept."""
    return _MASKED.sub(lambda match: BLANK * len(match.group()), folded)


def names_something(
    text: str, folded: str, start: int, core: int, end: int, bare: bool
) -> bool:
    """Whether a numeral is a year or part of a name; `bare` where it has no unit and no scale."""
    before, after = folded[start - 1 : start], folded[end : end + 1]
    if start == core and _glued(before, folded[start - 2 : start - 1]):
        return True
    if not bare:
        return False
    if after.isascii() and (after.isalpha() or after == "_"):
        return True
    if after in ("-", "/", ":", ".") and folded[end + 1 : end + 2].isalnum() and _latin(folded, end + 1):
        return True
    if start != core:
        return False
    if _YEAR.match(folded[core:end]):
        return True
    match = _NAME_BEFORE.search(text, max(0, start - 24), start)
    return bool(match) and _is_name(match[1])


def _glued(before: str, earlier: str) -> bool:
    """Whether the numeral hangs on a Latin word: GB200, GPT-5, v2, 3.5.1."""
    if before == "-":
        return earlier.isascii() and earlier.isalpha()
    return before == "_" or (before.isascii() and before.isalpha())


def _latin(folded: str, at: int) -> bool:
    return folded[at].isascii() and folded[at].isalpha()


def _is_name(word: str) -> bool:
    return word != word.lower() and word.lower() not in _NO_NAMES
