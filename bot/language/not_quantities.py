"""What looks like a figure and is none: dates, years, list numbers, names, forms, addresses.

Judged at one numeral: by the shape that begins there, by the word before it, by what it hangs on.
It reads no periods (`bot.language.periods` does) and knows no product by name.
"""

from __future__ import annotations

import re

from bot.language.affixes import Endings

REPUBLIC = (
    r"(?<![\d.,])(?<![約约近逾滿满達达共第過过歷历時时])1(?:0[1-9]|[12]\d)\s?年"
    r"(?![來来歷历多餘余期之以間间長长租的]|後|后|前(?![三四]))"
)
"""A year of the Republic without its name (113年): no stretch of time is told so exactly."""
_MONTHS = "january february march april may june july august september october november december"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
)
_HAN = "[〇零一二三四五六七八九十]"
_DAY_ZH = rf"(?:\s?(?:\d{{1,2}}|{_HAN}{{1,3}})\s?[日號号])"
_SHAPE = re.compile(
    # Telephone numbers; plans and rules such as 401(k); years of the Republic with a period.
    r"(?:\d{1,3}[ -])?\(?\d{2,4}\) ?\d{3,4}-\d{3,4}(?!\d)"
    r"|\d{2,4}-\d{3,4}-\d{3,4}(?!\d)"
    r"|\d{1,4}\([a-z]\)"
    r"|1[0-4]\d\s?年(?:度|[上下]半年|第[一二三四1-4]季|\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?)"
    rf"|{REPUBLIC}(?:[底初末]|年?[中終终])?"
    r"|\d{1,2}\s?[至到~-]\s?\d{1,2}\s?月(?![個个])"
    rf"|(?:(?:19|20)\d\d|{_HAN}{{4}})\s?年(?:[度代底初間间中]|會計年度|财年|財年)?"
    rf"(?:\s?(?:\d{{1,2}}|十[一二]?|{_HAN})\s?月{_DAY_ZH}?)?"
    rf"|(?:\d{{1,2}}|十[一二]?|{_HAN})\s?月[份底初]?{_DAY_ZH}?"
    r"|\d{1,2}\s?[日號号](?![圓元幣币])"
    r"|\d{4}-\d{1,2}-\d{1,2}(?!\d)|(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?!\d)"
    r"|\d{1,4}/\d{1,2}(?:/\d{1,4})?(?![\d%]| of (?:the|its|their|all))"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}\.?(?:,?\s(?:19|20)\d\d(?!\d))?"
    r"|\d{1,3}:\d{1,3}(?!\d)|\d{1,3}比\d{1,3}(?![\d.%萬億兆])"
    r"|(?:10-[qk]|11-k|[68]-k|[24]0-f|13-?[fdg])(?:/a)?(?![a-z0-9])"
    r"|\d+\s?(?:期(?![間间限中貨货末初])|[號号版屆届章節节頁页條条款樓楼路巷](?![人稱称]))"
    r"|\d{4}\s?(?:年度|會計年度|财年|財年|fiscal)|\d\d\s?(?:[會会][計计]年度|[财財]年)"
    r"|0\d+(?![\d.])|\d+(?:\.\d+){2,}"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-–/](?:\d\d|(?:19|20)\d\d))?(?!\d)")
_LIST_NUMBER = re.compile(r"\d{1,2}(?:[.)](?=\s)|、|[)）]\s?[^\s\d)%千百萬億兆])")
_CITATION = re.compile(r"\d{1,3}(?:[,–-]\s?\d{1,3})*\]")
# Where the number goes on, or a scale, a currency or a percent sign follows, it is a figure.
_GOES_ON = re.compile(
    r"\d|[.,]\d|\s?(?:%|percent|per cent|thousand|million|billion|trillion|[mb]n(?![a-z])"
    r"|[十百千萬億兆]|美元|元)"
)
_NUMBERED = Endings(
    dict.fromkeys(
        "no. nos. vol. volume issue note item section page pages p. pp. figure table chapter "
        "exhibit rule version versions 附註 附注 註解 para. paragraph fiscal fy cy calendar "
        "year years month months week weeks day days quarter quarters ¶ § # № 第 "
        "民國 民国 roc 會計年度 s&p 標普 标普 史坦普 "
        "fortune 財星 nasdaq 那斯達克 russell 羅素 ftse 日經 topix 滬深 "
        f"{_MONTHS} jan feb mar apr jun jul aug sep sept oct nov dec "
        "jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec.".split(),
        True,
    )
)
_NAME_BEFORE = re.compile(r"(?<![A-Za-z])([A-Za-z][A-Za-z&.'’-]*)(?<!['’]s)[ \u00a0-]$")
# Capitalised words that are no names: a figure may follow them.
_NO_NAMES = frozenset(
    "a about above across add after again against all almost also among an and any around as at "
    "average be because been before below between both but by calculate compare compute convert "
    "could divide do does during each equals every exactly for from further give given grew had "
    "has have how if in into is it its just last less like maximum minimum minus more most "
    "multiply nearly next no not now of on one only or our out over per plus roughly round "
    "should show since so some subtract sum take than that the their them then there these they "
    "this those through times to total under until up was we were what when where which while "
    "who why will with within without would yes you eps rpo fcf ocf capex roe pe ttm".split()
)


def skip_at(folded: str, at: int) -> int | None:
    """The end of the date, form name, list number … that begins at a place, or None."""
    if match := _SHAPE.match(folded, at):
        before = folded[at - 1 : at]
        counted = match.group()[-1] in "期款條条" and before in ("分", "共")
        if before not in (".", ",", "$", "€", "£", "¥") and not counted:
            return match.end()
    opener = at - (folded[at - 1 : at] in ("(", "（"))
    if opener == 0 or folded[opener - 1] == "\n":
        match = _LIST_NUMBER.match(folded, at)
    else:
        match = _CITATION.match(folded, at) if folded[at - 1] == "[" else None
    return match.end() if match else None


def numbered(folded: str, start: int, end: int) -> bool:
    """Whether the word before makes the numeral a number of something: No. 415, fiscal 2026."""
    at = start
    while at > 0 and folded[at - 1] in " \u00a0'’" and start - at < 2:
        at -= 1
    return _NUMBERED.before(folded, at) is not None and not _GOES_ON.match(folded, end)


def ranked(folded: str, start: int) -> bool:
    """Whether the numeral is a rank even with a noun after it: no. 1 customer, #3."""
    return folded[max(0, start - 4) : start].rstrip().endswith(("no.", "#", "№"))


def in_era(folded: str, start: int) -> bool:
    """Whether the numeral counts the years of an era: 民國114年."""
    return folded[max(0, start - 4) : start].rstrip().endswith(("民國", "民国", "令和", "昭和"))


def glued(folded: str, start: int) -> bool:
    """Whether the numeral hangs on a Latin word or another number: GB200, GPT-5, /2025/."""
    before, earlier = folded[start - 1 : start], folded[start - 2 : start - 1]
    if before == ":":
        return earlier.isdigit()
    if before == "-":
        # The other end of a range ($5bn-$6bn) or of a name or number (Rule 10b5-1).
        if _SCALED_END.search(folded, max(0, start - 9), start):
            return False
        return _LATIN_WORD.search(folded, max(0, start - 12), start) is not None
    if before in (".", "/", "'", "’"):
        return earlier.isascii() and earlier.isalnum()
    if _HAN_AMOUNT.match(folded, start):
        return before == "_"  # a name in Latin letters ends where Chinese goes on: 占IBM三千億
    return before == "_" or (before.isascii() and before.isalpha())


_HAN_AMOUNT = re.compile(r"[〇零一二三四五六七八九兩两]+[十百千]?[萬万億亿兆]")
_SCALED_END = re.compile(r"\d(?:bn|mn|tn|trn|[bmtk]|gw|mw)-$")
_LATIN_WORD = re.compile(r"[a-z][a-z0-9]*-$")


def runs_on(folded: str, end: int) -> bool:
    """Whether Latin letters go on after the numeral: 5G, 2nd, 1990s, 24-pin."""
    after, then = folded[end : end + 1], folded[end + 1 : end + 2]
    if after in ("-", "/", ":", "."):
        return then.isascii() and then.isalpha()
    if folded.startswith(("奈米", "納米", "纳米", " a.m.", " p.m.", "am ", "pm "), end):
        return True
    return after in ("_", "°", "℃") or (after.isascii() and after.isalpha())


def is_year(folded: str, start: int, end: int) -> bool:
    """Whether four bare digits are a calendar year (1900 to 2099), alone or as 2025-26."""
    match = _YEAR.match(folded, start)
    return match is not None and match.end() >= end


_LISTED = re.compile(r"[^\W\d_]\s?\($")


def listed(folded: str, start: int, end: int) -> bool:
    """Whether four bare digits in brackets after a name are its number on an exchange: （2330）."""
    code = end - start == 4 and folded[start:end].isdecimal() and folded[end : end + 1] == ")"
    return code and _LISTED.search(folded, max(0, start - 3), start) is not None


def follows_name(text: str, start: int) -> bool:
    """Whether a capitalised name stands before a bare numeral: Gemini 3, Windows 11."""
    match = _NAME_BEFORE.search(text, max(0, start - 24), start)
    if match is None:
        return False
    word = match[1]
    return word != word.lower() and word.lower() not in _NO_NAMES
