"""What stands before and after a numeral and makes it a quantity: sign, currency, unit, rate.

Every function takes folded text (`fold_numerals`) and a position, and answers with where the
affix begins or ends and what it means; None where nothing stands there. It does not know which
numerals are quantities. Words before a position are looked up by their ends, which costs a few
slices where an end-anchored pattern would try every start.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Generic, TypeVar

from bot.language.numerals import fold_numerals
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

V = TypeVar("V")

# The tables as they look in folded text.
_MONEY = {fold_numerals(word): code for word, code in CURRENCY_AFTER.items()}
_MEASURES = {fold_numerals(word): code for word, code in MEASURES.items()}
_RATES = {fold_numerals(word): code for word, code in RATE_AFTER.items()}
REACH = 44
"""How many characters before a numeral the longest rules look at."""


class Endings(Generic[V]):
    """A table of words that may end at a place; the longest one found there counts."""

    def __init__(self, words: Mapping[str, V]) -> None:
        self._words = dict(words)
        lengths: dict[str, set[int]] = {}
        for word in words:
            lengths.setdefault(word[-1], set()).add(len(word))
        self._lengths = {c: sorted(found, reverse=True) for c, found in lengths.items()}

    def before(self, folded: str, at: int) -> tuple[int, V] | None:
        """The start and meaning of the word that ends at a place; Latin words must be whole."""
        for length in self._lengths.get(folded[at - 1 : at], ()):
            start = at - length
            if start < 0:
                continue
            value = self._words.get(folded[start:at])
            if value is not None and not (start and _splits_word(folded, start)):
                return start, value
        return None


def _splits_word(folded: str, at: int) -> bool:
    """Whether a Latin word would be cut by starting at a place."""
    here, before = folded[at], folded[at - 1]
    return here.isascii() and here.isalpha() and before.isascii() and before.isalpha()


def any_of(words: Iterable[str]) -> str:
    """An alternation, longest first; a Latin word ends where its letters and digits end."""
    return "|".join(
        re.escape(w) + ("(?![a-z0-9])" if w[-1].isascii() and w[-1].isalpha() else "")
        for w in sorted(words, key=len, reverse=True)
    )


# --- after -------------------------------------------------------------------------------------

_POWERS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12} | {
    "lakh": 5,
    "lakhs": 5,
    "lac": 5,
    "lacs": 5,
    "crore": 7,
    "crores": 7,
    "cr": 7,
    "mn": 6,
    "mm": 6,
    "bn": 9,
    "tn": 12,
    "trn": 12,
    "k": 3,
    "m": 6,
    "b": 9,
    "t": 12,
}
_SCALE = re.compile(
    r"(?:[ \u00a0-]?(?:hundred|thousand|million|billion|trillion|lakhs?|lacs?|crores?)(?![a-z]))+"
    r"|(?<=\d) ?cr(?![a-z0-9-])"
    r"|[ \u00a0]?(?:mn|mm|bn|trn|tn)(?![a-z0-9])|[kmbt](?![a-z0-9]|-[a-z0-9])"
)
_LETTERS = re.compile("[a-z]+")
COUNTED_AFTER = re.compile(
    r"\s?(?:分[鐘钟]|公[噸吨里頃顷尺斤升畝亩]|平方|立方"
    r"|人[次天日均]|[噸吨輛辆張张份件座台臺戶户頁页坪畝亩棵隻只頭头瓶箱條条枚株棟栋票次度顆颗粒包袋盒罐"
    r"雙双對对套組组部艘架床秒筆笔片塊块根層层間间本冊册支項项步趟班節节歲岁針针劑剂桶杯碗篇首集場场起宗例字攤摊尊席桌匹窩窝群幕曲筐串籃篮尾格所校村站])"
)
"""What is counted after a figure: 4萬公噸 is no money, whatever its sentence speaks of."""
# Motors and satellites are counted in 顆 too: a chip is one where nothing else is named.
_OF_CHIPS = (
    r"(?=\s?(?:gpu|ai|[晶芯輝辉英超加處处圖图伺的要用是共來来]|[a-z][a-z -]{0,20}gpu|[a-z]{0,3}\d"
    r"|[，。、；：！？,.;:()（）」/~-]|$))"
)
# What follows makes these words parts of other ones (年底, 股東, 人民).
_NOT_BEFORE = {
    "年": r"(?!\s?(?:底|初|度|代|級|级|第|末|[1-4]q|q[1-4]|\d{1,2}\s?月))",
    "季": "(?!度|報|报|財|财)",
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
    **dict.fromkeys(("顆gpu", "颗gpu"), ""),
    **dict.fromkeys(("顆", "颗"), _OF_CHIPS),
    # 裝到8吉瓦時， says when and counts no energy.
    **dict.fromkeys((w for w in _MEASURES if w.endswith(("瓦時", "瓦时"))), "(?!，)"),
}
_PLAIN_MEASURES = [w for w in _MEASURES if w not in _NOT_BEFORE and w not in ("x", "p")]
_MEASURE = re.compile(
    rf"[ \u00a0]?-?(?:(?P<money>{any_of(_MONEY)})"
    r"|(?P<slang>(?<=[千百萬億兆])(?:[鎂镁](?![合礦矿])|美?刀(?![片具刃叉])))"
    rf"|(?P<yuan>[元圓](?![月年素件老首代]))"
    rf"|(?P<measure>{'|'.join(w + rule for w, rule in _NOT_BEFORE.items())}"
    rf"|percentage-points?(?![a-z])|{any_of(_PLAIN_MEASURES)}))|(?P<x>x(?![a-z0-9])|p(?![a-z0-9.]*[a-z0-9]))"
)
_STOP = (
    "of|in|to|for|and|or|a|an|the|from|by|with|on|at|per|as|is|are|was|were|that|which|than|its"
    "|but|over"
)
_COUNTED = re.compile(
    rf"[ \u00a0-](?:(?!(?:{_STOP}) )[a-z][a-z0-9&.'-]* ){{0,3}}(?P<noun>{any_of(COUNTED)})"
)
_COUNTED_ZH = re.compile(rf"[^，。；、：！？,;.\s\d]{{0,8}}?(?P<noun>{any_of(COUNTED_ZH)})")
_AUDIENCE = re.compile(r"(?:每月|每週|每周|每日|[月週周日])?(?:活躍|活跃)?(?:使用者|用戶|用户)")
_USERS_BEFORE = re.compile(r"(?:使用者|用戶|用户|users)[^，。；,;]{0,10}$")
_RATE_WORDS = any_of(_RATES)
_NO_RATE = r"(?! (?:earlier|ago|before|later|prior|on(?! average)|after)(?![a-z]))"
_RATE = re.compile(
    rf"(?: ?/ ?|／| per | an? |-an?-| each | every | ?每)(?P<word>{_RATE_WORDS}){_NO_RATE}"
    r"(?!活|使用|用[戶户])|(?P<each> each| apiece)(?![a-z])"
    r"|(?P<annual> per annum| annually| p\.a\.| yearly)(?![a-z])"
    r"|(?: (?P<adverb>quarterly|monthly|weekly|daily|hourly))"
    r"(?=\s*(?:$|[.,;:)，。；])| (?:in|to|for|on|from|by|and|over|until|after)(?![a-z]))"
)
_ADVERBS = {
    "quarterly": "quarter",
    "monthly": "month",
    "weekly": "week",
    "daily": "day",
    "hourly": "hour",
}
_RATE_FAR = re.compile(
    rf" of(?: [a-z][a-z-]*){{1,4}} (?:per|a|each|every) (?P<word>{_RATE_WORDS}){_NO_RATE}"
)
_SHARES_BEFORE = re.compile(r"(?<![a-z])shares?(?![a-z])[^;]*$")


def scale_after(folded: str, at: int) -> tuple[int, int] | None:
    """The end and the power of ten of million, bn, hundred thousand … standing at a place."""
    match = _SCALE.match(folded, at)
    if match is None:
        return None
    return match.end(), sum(_POWERS[w] for w in _LETTERS.findall(match.group()))


def measure_after(folded: str, at: int, language: str | None) -> tuple[int, str, bool] | None:
    """The end and code of a unit standing at a place, and whether the code is only implied."""
    match = _MEASURE.match(folded, at)
    if match is None:
        return None
    if word := match["money"]:
        return match.end(), _MONEY[word], False
    if match["slang"]:
        return match.end(), "USD", False
    if match["yuan"]:
        return match.end(), "CNY" if language == "zh-CN" else "TWD", True
    word = match["measure"] or match["x"]
    return match.end(), _MEASURES[word.replace("percentage-", "percentage ")], False


def counted_unit(folded: str, at: int, unit: str | None) -> tuple[int, str | None]:
    """What is counted, from the noun that follows: 4 founding partners, 3家客戶, 8億人.

    With the end of that noun where it stands directly there, else the place itself.
    """
    if unit is None:
        if match := _COUNTED.match(folded, at):
            adjacent = match.start("noun") == at + 1
            return match.end() if adjacent else at, COUNTED[match["noun"]]
        if match := _AUDIENCE.match(folded, at):
            return match.end(), "users"
        if folded[at : at + 1] not in ("個", "个", "大"):
            return at, None
    if match := _COUNTED_ZH.match(folded, at):
        adjacent = match.start("noun") == at + (unit is None)
        return match.end() if adjacent else at, COUNTED_ZH[match["noun"]]
    if unit == "people" and _USERS_BEFORE.search(folded, max(0, at - REACH), at):
        return at, "users"
    return at, unit


def rate_after(folded: str, at: int, unit: str) -> tuple[int, str] | None:
    """The end and the lower half of a rate standing at a place: a year, /GW, 每年."""
    if unit in TIME_UNITS or unit in ("%", "pp", "x"):
        return None
    if match := _RATE.match(folded, at):
        if match["each"]:
            shares = unit in CURRENCIES and _SHARES_BEFORE.search(folded, max(0, at - 60), at)
            return (match.end(), "share") if shares else None
        if adverb := match["adverb"]:
            return match.end(), _ADVERBS[adverb]
        return match.end(), "year" if match["annual"] else _RATES[match["word"]]
    if unit in CURRENCIES or unit in POWER_UNITS:
        match = _RATE_FAR.match(folded, at)
        return (at, _RATES[match["word"]]) if match else None
    return None


# --- before ------------------------------------------------------------------------------------

_CURRENCIES = Endings(CURRENCY_BEFORE)
_RATE_BEFORE = re.compile(
    rf"每[1一]?(?P<word>{any_of(w for w in _RATES if not w.isascii())}|gw|mw|gpu)"
    r"(?P<gap>[^，。；、,;:：\d]{0,16})$"
    r"|(?P<annual>年均(?:約|约)?$)"
    r"|(?:(?<![過过近前上這这第])一(?P<once>年|季|個?月|个月|週|周|天)"
    r"(?:約|约|大約|大约|平均|就|只|要|得|須|须|需|會|会)*"
    r"(?:(?:付|支付|繳|缴|花|賺|赚|投入)(?:給|给|費|费)?[^，。；、,;:：\d]{0,8}"
    r"|[燒烧](?:掉|錢|钱|了)?)?"
    r"|(?<![\d一二三四五六七八九十兩两個个今去明前後后每本上當当])(?P<paid>[年季月])"
    r"[付租繳缴](?:金|費|费)?(?:約|约|為|为|是)?)$"
    r"|(?P<annualised>年化[^，。；、,;:：\d]{0,10}|annuali[sz]ed[^.;,\d]{0,40})$"
    r"|(?P<share>(?:(?:per|a)[ -]share|(?<![a-z])eps|(?:share|stock) price)[^.;,\d]{0,30}"
    r"|股[價价][^，。；]{0,24})$"
)
_RATE_HINT = re.compile(
    "[每股]|年[化均]|一[年季個个月週周天]|[年季月][付租繳缴]|share|annuali|eps|stock"
)
# Words that say a loss, with nothing but a copula between them and the figure.
_LOSS_BEFORE = re.compile(
    r"(?:[虧亏淨净][損损]|(?:營業|营业|稅前|税前|淨|净)[損损]失|虧|亏|(?<![理可獲获])[賠赔]|[燒烧][錢钱掉]"
    r"|(?<![a-z])loss(?:es)?(?: (?:on|in|for) [^.;,]{1,24})? (?:of|was|were|is|reached|came to)"
    r"|(?<![a-z])lost|(?<![a-z])cash burn(?: (?:in|for) [^.;,]{1,12})? (?:of|was|is|reached)"
    r"|(?<![a-z])burn(?:ed|t|ing)?(?: through)?)(?:\s|達|达|為|为|了|a |an )*$"
)
_LOSS_HINT = re.compile("[損损虧亏燒烧賠赔]|los|burn")


def currency_before(folded: str, at: int) -> tuple[int, str, bool] | None:
    """The start and code of a currency before a place, and whether a minus stands between."""
    end = at
    minus = end > 0 and folded[end - 1] == "-"
    end -= minus
    while end > 0 and folded[end - 1] in " \u00a0" and at - end < 3:
        end -= 1
    found = _CURRENCIES.before(folded, end)
    return (*found, minus) if found else None


def sign_before(folded: str, at: int) -> int | None:
    """The start of a minus, 負 or "negative" before a place."""
    end = at
    while end > 0 and folded[end - 1] == " ":
        end -= 1
    if not end:
        return None
    last = folded[end - 1]
    if last in "-–":
        return end - 1 if end == at and _may_be_signed(folded[: end - 1][-1:]) else None
    if last in "長长" and folded.endswith(("負成長", "负成长", "負增長", "负增长"), 0, end):
        return end - 3
    if last in "負负":
        return None if folded[end - 2 : end - 1] == "正" else end - 1
    for word in ("minus", "negative"):
        if last == word[-1] and end < at and folded.endswith(word, 0, end):
            start = end - len(word)
            either = folded.endswith(("plus or ", "plus/", "+/"), 0, start)
            return None if either or (start and folded[start - 1].isalpha()) else start
    return None


def _may_be_signed(before: str) -> bool:
    """Whether a hyphen after this character is a minus, and not a dash, a range or a name."""
    if not before or before.isspace():
        return True
    if before.isascii():
        return before in "(=:|/*+<>"
    return before not in "元年月天倍股億萬兆顆至到％€£¥–—”’）" and not before.isdigit()


def rate_before(folded: str, at: int, unit: str, value: Decimal) -> str | None:
    """The lower half of a rate that an earlier word sets: 每年…, 每股盈餘…, EPS of …"""
    if "/" in unit or unit in ("%", "pp", "x") or unit in TIME_UNITS:
        return None
    window = folded[max(0, at - REACH) : at]
    match = _RATE_BEFORE.search(window) if _RATE_HINT.search(window) else None
    if match is None:
        return None
    if unit not in CURRENCIES and unit not in POWER_UNITS and (match["gap"] or "").strip():
        return None
    if word := match["once"] or match["paid"]:
        return _RATES[word[-1]] if unit in CURRENCIES or unit in POWER_UNITS else None
    if match["annual"] or match["annualised"]:
        return "year" if unit in CURRENCIES or unit in POWER_UNITS else None
    below = "share" if match["share"] else _RATES[match["word"]]
    far = match["share"] or match["gap"]
    if below == "share" and far and (unit not in CURRENCIES or abs(value) >= 100_000):
        return None
    return below


def loses(folded: str, at: int) -> bool:
    """Whether a loss word binds the figure that begins at a place."""
    window = folded[max(0, at - REACH) : at]
    return _LOSS_HINT.search(window) is not None and _LOSS_BEFORE.search(window) is not None
