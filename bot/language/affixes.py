"""What stands before and after a numeral and makes it a quantity: sign, currency, bound, unit.

Every function takes the folded text (`fold_numerals`) and a position, and answers with where the
affix ends or begins and what it means; None where nothing stands there. It does not know which
numerals are quantities.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from bot.language.units import (
    COUNTED,
    COUNTED_ZH,
    CURRENCIES,
    CURRENCY_AFTER,
    CURRENCY_BEFORE,
    MEASURES,
    POWER_UNITS,
    RATE_AFTER,
    TIME_UNITS,
)
from bot.records import Bound

REACH = 28
"""How many characters before a numeral are looked at."""


def _any_of(words: Iterable[str]) -> str:
    """An alternation, longest first; a Latin word ends where its letters end."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(w) + ("(?![a-z])" if w[-1].isascii() and w[-1].isalpha() else "") for w in ordered)


_HUNDREDS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_SHORT_SCALE = {"mn": 6, "mm": 6, "bn": 9, "tn": 12, "trn": 12, "k": 3, "m": 6, "b": 9, "t": 12}
_SCALE = re.compile(
    r"(?:[ \u00a0-]?(?:hundred|thousand|million|billion|trillion)(?![a-z]))+"
    r"|[ \u00a0]?(?:mn|mm|bn|trn|tn)(?![a-z0-9])|[kmbt](?![a-z0-9]|-[a-z0-9])"
)
_SCALE_WORD = re.compile(r"[a-z]+")

_NOT_AFTER = {
    "年": r"(?!\s?(?:底|初|度|代|級|级|第|末|[1-4]q|q[1-4]|\d{1,2}\s?月))",
    "季": "(?!度|報|报|財|财|營|营)",
    "日": "(?![圓元幣币期本])",
    "天": "(?![然下])",
    "周": "(?![年期])",
    "週": "(?![年期轉])",
    "股": "(?![東东價价權权市票利息本份])",
    "人": "(?![工民類类均力才士物次形手選选])",
    "名": "(?![列單单次稱称義义為为])",
    "位": "(?![數数於于元置居])",
    "家": "(?![庭族具長长])",
    "份": "(?![額额子])",
    "倍": "(?![數数速率])",
}
_MEASURE = re.compile(
    r"(?:[ \u00a0]?-?|-)(?:(?P<money>"
    + _any_of(CURRENCY_AFTER)
    + r")|(?P<yuan>[元圓](?![月年素件老首代]))|(?P<measure>percentage-points?(?![a-z])|"
    + "|".join(
        re.escape(w)
        + (_NOT_AFTER.get(w) or ("(?![a-z0-9])" if w[-1].isascii() and w[-1].isalpha() else ""))
        for w in sorted(MEASURES, key=len, reverse=True)
        if w != "x"
    )
    + r"))|(?P<x>x(?![a-z0-9]))"
)
_STOP = "of|in|to|for|and|or|a|an|the|from|by|with|on|at|per|as|is|are|was|were|that|which|than|its|but|over"
_COUNTED = re.compile(
    rf"[ \u00a0-](?:(?!(?:{_STOP}) )[a-z][a-z0-9&.'-]* ){{0,3}}(?P<noun>{_any_of(COUNTED)})"
)
_COUNTED_ZH = re.compile(
    rf"[^，。；、：！？,;.\s\d]{{0,8}}?(?P<noun>{'|'.join(w for w, _ in COUNTED_ZH)})"
)
_USERS_BEFORE = re.compile(r"(?:使用者|用戶|用户|users)[^，。；,;]{0,10}$")
_AUDIENCE = re.compile(r"(?:每月|每週|每周|每日|[月週周日])?(?:活躍|活跃)?(?:使用者|用戶|用户)")

_RATE_WORD = _any_of(RATE_AFTER)
_RATE = re.compile(
    rf"(?: ?/ ?|／| per | an? | each | every | ?每)(?P<word>{_RATE_WORD})"
    r"(?! (?:earlier|ago|before|later|prior|on|after)\b)(?!活|使用|用[戶户])"
    r"|(?P<each> each| apiece)(?![a-z])"
    r"|(?P<annual> per annum| annually| p\.a\.| yearly)(?![a-z])"
)
_RATE_FAR = re.compile(
    rf" of(?: [a-z][a-z-]*){{1,4}} (?:per|a|each|every) (?P<word>{_RATE_WORD})"
    r"(?! (?:earlier|ago|before|later|prior|on|after)\b)"
)
_SHARES_BEFORE = re.compile(r"(?<![a-z])shares?(?![a-z])[^.;]*$")
_RATE_BEFORE = re.compile(
    rf"每[1一]?(?P<word>{_any_of(w for w in RATE_AFTER if not w.isascii())}|gw|mw|gpu)"
    r"(?P<gap>[^，。；、,;:：\d]{0,16})$"
    r"|(?P<annual>年均|(?<![過过近前上這这第])一年)(?:約|约|大約|平均|要|得)?$"
    r"|(?P<annualised>年化[^，。；、,;:：\d]{0,10}|annuali[sz]ed[^.;,\d]{0,40})$"
    r"|(?P<share>(?:(?:per|a)[ -]share|(?<![a-z])eps|(?:share|stock) price|股[價价])"
    r"[^.;,，。；\d]{0,30})$"
)

_CURRENCY_BEFORE = re.compile(
    "(?:"
    + "|".join(
        ("(?<![a-z])" if w[0].isalpha() and w[0].isascii() else "") + re.escape(w)
        for w in sorted(CURRENCY_BEFORE, key=len, reverse=True)
    )
    + r")(?=[ \u00a0]?-?$)"
)
_CURRENCY_LAST = frozenset(w[-1] for w in CURRENCY_BEFORE)
_SIGN = re.compile(
    r"(?:(?<![a-z])(?:minus|negative)\s+|[負负]\s?|(?<![\w%)\]$€£¥.,-])[-–]"
    r"|(?<=[\u4e00-\u9fff])(?<![元年月天倍股億萬兆顆至到])-)$"
)

_BOUNDS: dict[Bound, str] = {
    "up_to": r"up to|as (?:much|many|high) as|at most|no more than|not more than|max(?:imum)?(?: of)?|最高|最多|至多|高達|高达|多達|多达|不超過|不超过|最長|最长|上限(?:為|为)?|以內|≤|<=",
    "at_least": r"at least|no (?:less|fewer) than|not less than|min(?:imum)?(?: of)?|至少|最少|起碼|起码|不低於|不低于|不少於|不少于|不下|≥|>=",
    "more_than": r"more than|over|above|greater than|exceed(?:s|ed|ing)?|in excess of|upwards? of|well over|surpass(?:es|ed|ing)?|超過|超过|逾|超逾|突破|高於|高于|大於|大于|多於|超|>",
    "less_than": r"less than|fewer than|under|below|not quite|just short of|不到|不足|低於|低于|少於|少于|小於|小于|未達|未达|未滿|未满|<",
    "about": r"about|around|approximately|approx\.?|roughly|some|circa|ca\.|c\.|nearly|almost|close to|an estimated|約|约|大約|大约|約莫|大概|將近|将近|接近|近|幾乎|几乎|~|≈|～",
}
_LATIN = re.compile(r"[a-z(]")
_BOUND_BEFORE = re.compile(
    "(?:"
    + "|".join(
        rf"(?P<{name}>"
        + "|".join(
            (r"(?<![a-z])" if _LATIN.match(word) else "(?<!最)" if word == "近" else "") + word
            for word in _split
        )
        + ")"
        for name, pattern in _BOUNDS.items()
        for _split in [re.split(r"\|(?![^(]*\))", pattern)]
    )
    + r")(?:\s|達|达|到|為|为|有|了)*$"
)
_BOUND_AFTER = re.compile(
    r"(?P<at_least>\s?以上| or more(?![a-z])|\+(?![\d\w]))|(?P<up_to>\s?以下|\s?以內|\s?以内| or (?:less|fewer)(?![a-z]))"
    r"|(?P<about>\s?左右|\s?上下| or so(?![a-z]))|(?P<more_than>[多餘](?=[\s，。、；,.]|$))"
)
# Next to a figure they bound it; before another bound they belong to the verb (handed over about 4).
_OFTEN_PREPOSITIONS = ("over", "under", "above", "below", "around")
_STRENGTH: dict[Bound, int] = {"exact": 0, "about": 1}
# Words that say a loss, with nothing but a copula between them and the figure.
_LOSS_BEFORE = re.compile(
    r"(?:虧損|亏损|淨損|净损|淨虧損|营业损失|營業損失|稅前損失|税前损失|淨損失|虧|燒錢|烧钱|燒掉"
    r"|(?<![a-z])(?:net |operating |pre-tax |after-tax |pretax )?loss(?:es)?(?: (?:on|in|for) [^.;,]{1,24})?"
    r" (?:of|was|were|is|reached|came to)"
    r"|(?<![a-z])lost|(?<![a-z])cash burn(?: (?:in|for) [^.;,]{1,12})? (?:of|was|is|reached)|(?<![a-z])burn(?:ed|t|ing)?(?: through)?)"
    r"(?:\s|達|达|為|为|了|a |an )*$"
)


def scale_after(folded: str, at: int) -> tuple[int, int] | None:
    """The end and the power of ten of million, bn, hundred thousand … standing at a place."""
    match = _SCALE.match(folded, at)
    if match is None:
        return None
    words = _SCALE_WORD.findall(match.group())
    return match.end(), sum(_HUNDREDS.get(w) or _SHORT_SCALE[w] for w in words)


def measure_after(folded: str, at: int, language: str | None) -> tuple[int, str, bool] | None:
    """The end and code of a unit standing at a place, and whether the code is only implied."""
    match = _MEASURE.match(folded, at)
    if match is None:
        return None
    if word := match["money"]:
        return match.end(), CURRENCY_AFTER[word], False
    if match["yuan"]:
        return match.end(), "CNY" if language == "zh-CN" else "TWD", True
    word = match["measure"] or "x"
    return match.end(), MEASURES[word.replace("percentage-", "percentage ")], False


def counted_unit(folded: str, at: int, unit: str | None) -> str | None:
    """What is counted, from the noun that follows: 4 founding partners, 3家客戶, 8億人."""
    if unit is None:
        if match := _COUNTED.match(folded, at):
            return COUNTED[match["noun"]]
        if _AUDIENCE.match(folded, at):
            return "users"
        if folded[at : at + 1] not in "個个":
            return None
    if match := _COUNTED_ZH.match(folded, at):
        return dict(COUNTED_ZH)[match["noun"]]
    if unit == "people" and _USERS_BEFORE.search(folded, max(0, at - REACH), at):
        return "users"
    return unit


def rate_after(folded: str, at: int, unit: str) -> tuple[int, str] | None:
    """The end and the lower half of a rate standing at a place: a year, /GW, 每年."""
    if unit in TIME_UNITS or unit in {"%", "pp", "x"}:
        return None
    if match := _RATE.match(folded, at):
        if match["each"]:
            each = unit in CURRENCIES and _SHARES_BEFORE.search(folded, max(0, at - 60), at)
            return (match.end(), "share") if each else None
        return match.end(), "year" if match["annual"] else RATE_AFTER[match["word"]]
    if unit in CURRENCIES or unit in POWER_UNITS:
        match = _RATE_FAR.match(folded, at)
        return (at, RATE_AFTER[match["word"]]) if match else None
    return None


def rate_before(folded: str, at: int, unit: str, value: Decimal) -> str | None:
    """The lower half of a rate that an earlier word sets: 每年…, 每股盈餘…, EPS of …"""
    if unit not in CURRENCIES and unit not in POWER_UNITS:
        return None
    match = _RATE_BEFORE.search(folded, max(0, at - 44), at)
    if match is None:
        return None
    if match["annual"] or match["annualised"]:
        return "year"
    below = "share" if match["share"] else RATE_AFTER.get(match["word"], "GW")
    if below == "share" and (unit not in CURRENCIES or abs(value) >= 100_000):
        return None
    return below


def currency_before(folded: str, at: int) -> tuple[int, str] | None:
    """The start and code of a currency standing before a place."""
    before = folded[max(0, at - 6) : at].rstrip("- \u00a0")
    if not before or before[-1] not in _CURRENCY_LAST:
        return None
    match = _CURRENCY_BEFORE.search(folded, max(0, at - 8), at)
    return (match.start(), CURRENCY_BEFORE[match.group()]) if match else None


def sign_before(folded: str, at: int) -> int | None:
    """The start of a minus, 負 or "negative" before a place."""
    if at == 0 or folded[at - 1] not in "-–負负 se":
        return None
    match = _SIGN.search(folded, max(0, at - 12), at)
    return match.start() if match else None


def bound_before(folded: str, at: int) -> tuple[int, Bound] | None:
    """The start and meaning of up to, 約, at least … before a place; the strongest of several."""
    found: tuple[int, Bound] | None = None
    while at:
        match = _BOUND_BEFORE.search(folded, max(0, at - REACH), at)
        if match is None or (found and folded.startswith(_OFTEN_PREPOSITIONS, match.start())):
            break
        name: Bound = match.lastgroup  # type: ignore[assignment]  # the groups are named by bounds
        if found is None or _STRENGTH.get(name, 2) > _STRENGTH.get(found[1], 2):
            found = (match.start(), name)
        else:
            found = (match.start(), found[1])
        at = match.start()
    return found


def bound_after(folded: str, at: int) -> Bound | None:
    """The meaning of 以上, or more, 左右 … standing at a place."""
    match = _BOUND_AFTER.match(folded, at)
    return match.lastgroup if match else None  # type: ignore[return-value]


def loses(folded: str, at: int) -> bool:
    """Whether a loss word binds the figure that begins at a place."""
    return _LOSS_BEFORE.search(folded, max(0, at - 44), at) is not None
