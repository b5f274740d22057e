"""Units and magnitudes that a table states in its heads, carried into the figures of its cells.

"(in millions)", "US$ bn", 單位：新台幣百萬元 or a column's "(%)" stand once above many figures. A
row that is quoted alone needs them beside each one: 16,058 becomes `$16,058 million`, 160.58
becomes `新台幣160.58億元`. Digits stay as they are written. What is written is read back; where
the reader of quantities would not read the full value, the cell is left alone. So is a cell that
names a unit of its own, and, of what is stated for a whole table, every row and column of shares,
ratios, dates and amounts per share. It does not guess a currency that is nowhere stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.language.quantities import read_quantities
from bot.language.script import fold

__all__ = ["FIGURE", "Magnitude", "carry", "read_magnitude", "stands_apart", "without_magnitude"]

_SIGNS = (
    "US$|NT$|HK$|NZ$|S$|A$|C$|CA$|U.S.$|R$|$|€|£|¥|₩|₹|USD|TWD|NTD|EUR|JPY|GBP|CNY|RMB|HKD|KRW"
    "|INR|Rs.|Rs|CHF|AUD|CAD|NZD|SGD|SEK|NOK|DKK|kr|RM|ZAR"
)
_SIGN = "|".join(re.escape(sign) for sign in _SIGNS.split("|"))
_SCALES = {"lakh": 5, "crore": 7, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_SHORT = {"k": "thousand", "000": "thousand", "000s": "thousand", "'000": "thousand"}
_SHORT |= {"mn": "million", "mm": "million", "mil": "million", "bn": "billion", "tn": "trillion"}
_LETTERS = {"m": "million", "b": "billion", "t": "trillion", "k": "thousand"}
_NAMES = {
    "dollars": "$", "u.s. dollars": "US$", "us dollars": "US$", "united states dollars": "US$",
    "new taiwan dollars": "NT$", "taiwan dollars": "NT$", "nt dollars": "NT$", "euros": "€",
    "euro": "€", "yen": "¥", "japanese yen": "¥", "pounds": "£", "pounds sterling": "£",
    "renminbi": "RMB", "yuan": "RMB", "won": "₩", "hong kong dollars": "HK$",
    "rupees": "Rs", "indian rupees": "Rs", "swiss francs": "CHF",
}  # fmt: skip
_NAME = "|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True))
_MONEY = rf"(?:{_SIGN}|{_NAME})"
_SCALE = r"(?:thousand|million|billion|trillion|lakh|crore)s?|bn|mn|mm|mil\.?|tn|'?000s?"
_TALK = (
    r"(?:(?:all|dollar|amounts?|figures|numbers|values|expressed|stated|presented|reported|shown"
    r"|units?|currency|are|is|unaudited|audited)[ :]+)*"
)
_ENGLISH = re.compile(
    rf"{_TALK}(?:(?P<before>{_MONEY})[ ]?)?(?:in[ ]+)?(?:(?P<inner>{_MONEY})[ ]?)?"
    rf"(?P<scale>{_SCALE})(?:[ ]+(?:of[ ]+)?(?P<after>{_MONEY}))?",
    re.IGNORECASE,
)
_GLUED = re.compile(rf"{_TALK}(?:in[ ]+)?(?P<before>{_SIGN})[ ]?(?P<letter>[kmbt])", re.IGNORECASE)
_CURRENCY = re.compile(rf"{_TALK}(?:in[ ]+)?(?P<before>{_MONEY})", re.IGNORECASE)
_IN_PROSE = re.compile(
    rf"(?<![\d.,] )\bin (?:(?P<before>{_MONEY}) ?)?(?P<scale>(?:thousand|million|billion)s)\b"
    rf"(?: of (?P<after>{_MONEY}))?(?=$|\s*[.,;:)]| except| unless)",
    re.IGNORECASE,
)
_MONEY_ZH = (
    "新台幣|新臺幣|新台币|台幣|臺幣|台币|人民幣|人民币|美元|美金|歐元|欧元|日圓|日元|"
    "英鎊|英镑|港元|港幣|港币|韓元|韩元"
)
_SCALE_ZH = "[十百千萬万億亿兆]+"
_UNIT_ZH = r"(?:(?:金額|金额|貨幣|货币|幣別|币别)?(?:單位|单位)?(?:為|为)?[:： ]*)"
_CHINESE = re.compile(
    rf"{_UNIT_ZH}(?P<before>{_MONEY_ZH})?[/／、 ]*(?P<scale>{_SCALE_ZH})?[ ]?"
    rf"(?P<after>{_MONEY_ZH}|元|圓|圆)?"
)
_CHINESE_PROSE = re.compile(r"(?:單位|单位)\s*(?:為|为)?\s*[:：]?\s*([^，。；;,)）】\]]+)")
_SAME = str.maketrans({"仟": "千", "佰": "百", "拾": "十"})
_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_PARTS = re.compile(r"[,，;；、。]| except\b|除外|, other than|[.]$")
_LONGEST = 200
_SHORTEST_ALONE = 60

FIGURE = re.compile(
    rf"(?P<open>\()?(?P<minus>[-−–])?(?P<sign>{_SIGN})?\s?(?P<minus2>[-−–])?"
    r"(?P<digits>(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"\s?(?P<unit>%?)(?P<close>\))?(?P<unit2>%?)",
    re.IGNORECASE,
)
"""A cell that is a figure and nothing else, folded."""

# What a magnitude stated for a whole table does not reach: rows and columns of another kind.
_APART = re.compile(
    r"per[ -](?:\w+[ -])?(?:share|unit|ads|adr|user|customer|gpu|gw|mw|day|hour|employee)\b"
    r"|\be\.?p\.?s\b|%|\bpercent|\bpct\b|\bratios?\b|\bmultiples?\b|\bgrowth\b|\byield\b"
    r"|\b(?:tax|interest|growth|utili[sz]ation|churn|effective|discount|exchange) rates?\b"
    r"|^(?:fiscal |calendar )?(?:years?|quarters?|months?|periods?)$|\bdates?$|\bno\.?$|\bnumber$"
    r"|\brank\b|\bdays\b|\bpages?\b|^notes?$|\b[mg]w\b|\bmegawatts?\b|\bgigawatts?\b|\bcode\b"
    r"|\bids?\b|每股|每單位|每单位|率$|率[(]|比率|占比|佔比|比重|百分比|百分点|百分點|年增|季增|月增"
    r"|倍數|倍数|^(?:會計|会计)?(?:年度|年份|年|季度|季|月份|期間|期间)$|日期|名次|排名|編號|编号"
    r"|代號|代号|代碼|代码|頁次|附註$|天數|天数|兆瓦|吉瓦",
)
_MARGIN = re.compile(r"\bmargin|利潤率|毛利率")
_COUNTS = re.compile(
    r"\bshares\b|\bemployees\b|\bheadcount\b|\bstaff\b|\bpeople\b|\bworkers\b|\bpersonnel\b|\bmembers\b"
    r"|\bcustomers\b|\busers\b|\bsubscribers\b|\bunits\b"
    r"|\bstores\b|\bsites\b|\bgpus?\b|股數|股数|人數|人数|人力|家數|件數|員工|员工|客戶數|用戶|户数|戶數|出貨量|台數|座數|家數"
)
_COUNTS_OF_COLUMN = re.compile(
    r"\bnumber of\b|\bno\. of\b|\bposts\b|\bjobs\b|\bvacancies\b|\bpositions\b|\bbeds\b"
    r"|\bfull-?time equivalents?\b|\bftes?\b"
    r"|\bpatients\b|\bpupils\b|\bstudents\b|\bteachers\b|\bplaces\b|\bseats\b|\bvisits\b|\bvisitors\b"
    r"|\bpassengers\b|\bhouseholds\b|\bvehicles\b|\bvessels\b|\bcalls\b|\btonnes\b|\bhectares\b"
    r"|[员床辆艘班次架名份张项户笔]数|人次|艘次|车次|名额|职缺|员额|床位|座位|学生|病患|住户"
)
"""What a column counts; as the label of a row it may well be an asset or a cost (vehicles)."""


@dataclass(frozen=True, slots=True)
class Magnitude:
    """What a head says of the figures below it: currency as written, and the word of scale.

    `unit` is any other unit ("%", "MW") as written. `chinese` says how the figure is written out.
    """

    currency: str = ""
    scale: str = ""
    unit: str = ""
    chinese: bool = False


def read_magnitude(text: str, *, head: bool = False) -> Magnitude | None:
    """The magnitude that a caption or head states, or None.

    A `head` may also hold a bare currency or a measure in brackets: "Revenue (US$)", "Share (%)".
    """
    if not text or len(text) > _LONGEST:
        return None
    inside = _BRACKETS.findall(text)
    for piece in (*inside, *([text] if len(text) <= _SHORTEST_ALONE else [])):
        for part in filter(None, (part.strip() for part in _PARTS.split(piece))):
            if found := _english(part) or _chinese(part, bare=piece is not text):
                return found
    if stated := _CHINESE_PROSE.search(text):
        return _chinese(stated[1], bare=True)
    if prose := _IN_PROSE.search(text):
        return _from(prose, (prose["before"], prose["after"]))
    for piece in inside if head else ():
        if found := _currency_alone(piece) or _measure(piece):
            return found
    return None


def without_magnitude(head: str) -> str:
    """A head without the brackets that state its magnitude, which the cells carry now."""

    def kept(found: re.Match[str]) -> str:
        return found[0] if read_magnitude(found[0], head=True) is None else ""

    short = re.sub(r"\s+", " ", _BRACKETS.sub(kept, head)).strip()
    return short if read_magnitude(short) is None else ""


def stands_apart(name: str, magnitude: Magnitude, *, column: bool = False) -> bool:
    """Whether what a table states for all of it does not reach a row or column of this name."""
    folded = fold(name)
    counts = _COUNTS.search(folded) or (column and _COUNTS_OF_COLUMN.search(folded))
    return _APART.search(folded) is not None or bool(counts and magnitude.currency)


def carry(cell: str, magnitude: Magnitude | None, *, margin_of: str = "") -> str:
    """The cell with its unit written out, and a loss in brackets so that it is read as one.

    Cells of text, with a unit of their own or in another currency come back as they are, and so
    does a small figure in a row or column named `margin_of` that speaks of a margin.
    """
    found = FIGURE.fullmatch(fold(cell))
    if found is None:
        return cell
    digits = cell[found.start("digits") : found.end("digits")]
    value = Decimal(fold(digits).replace(",", ""))
    negative = bool(found["minus"] or found["minus2"] or (found["open"] and found["close"]))
    own = bool(found["unit"] or found["unit2"])
    sign = cell[slice(*found.span("sign"))] if found["sign"] else ""
    margin = "," not in digits and value < 100 and _MARGIN.search(fold(margin_of))
    stated = None if own or (margin and magnitude and magnitude.scale) else magnitude
    if stated and (not sign or _compatible(sign, stated.currency)):
        money = _money(sign, stated.currency)
        meant = -value if negative else value
        for written in _written(digits, money, stated, negative=negative):
            if _reads(written, meant * 10 ** _exponent(stated), money):
                return written
    if found["open"] and found["close"] and not sign:
        return f"-{digits}%" if own else f"-{digits}"
    return cell


def _english(part: str) -> Magnitude | None:
    if found := _ENGLISH.fullmatch(part):
        return _from(found, (found["before"], found["inner"], found["after"]))
    if found := _GLUED.fullmatch(part):
        return Magnitude(_sign(found["before"]), _LETTERS[found["letter"].lower()])
    return None


def _from(found: re.Match[str], currencies: tuple[str | None, ...]) -> Magnitude:
    scale = found["scale"].lower().rstrip(".")
    word = _SHORT.get(scale) or scale.removesuffix("s")
    named = [_sign(one) for one in currencies if one]
    # "Dollars in US$ millions": the more telling of the two.
    return Magnitude(max(named, key=len, default=""), _SHORT.get(word, word))


def _sign(written: str) -> str:
    return _NAMES.get(written.lower(), written.upper())


def _chinese(part: str, *, bare: bool) -> Magnitude | None:
    found = _CHINESE.fullmatch(part.translate(_SAME).strip())
    if found is None or not part.strip():
        return None
    money = found["before"] or found["after"]
    stated = bare or re.match(_UNIT_ZH + "(?<=[:： ])", part) or found["before"]
    if not money or not (found["scale"] or stated):
        # 單位：百萬 without a currency is one; the word 億 alone is not.
        return Magnitude("", found["scale"], chinese=True) if bare and found["scale"] else None
    if not found["scale"] and money in ("元", "圓", "圆"):
        return None
    return Magnitude(money, found["scale"] or "", chinese=True)


def _currency_alone(piece: str) -> Magnitude | None:
    for part in _PARTS.split(piece):
        if found := _CURRENCY.fullmatch(part.strip()):
            return Magnitude(_sign(found["before"]))
    return None


def _measure(piece: str) -> Magnitude | None:
    """A measure in brackets, where the reader of quantities takes it for one after a figure."""
    if not piece or len(piece) > 20 or not (piece[0].isalpha() or piece[0] in "%％"):
        return None
    if len(piece) == 1 and piece.isascii() and piece.isalpha():
        return None
    for gap in (" ", "") if piece[0].isascii() and piece[0].isalpha() else ("", " "):
        (*found,) = read_quantities(f"12{gap}{piece}")
        if len(found) == 1 and found[0].text == f"12{gap}{piece}" and found[0].unit != "1":
            return Magnitude(unit=gap + piece)
    return None


def _compatible(sign: str, currency: str) -> bool:
    """Whether a cell's own sign and the head's currency can be the same money."""
    return not currency or sign == "$" or _code(sign) == _code(currency)


def _money(sign: str, currency: str) -> str:
    """The more telling of a cell's own sign and the head's currency."""
    vague = currency in ("", "$") or (currency in "元圓圆" and sign != "$")
    return sign if sign and vague else currency


def _code(currency: str) -> str:
    for text in (f"{currency}5 million", f"5百萬{currency}"):
        if (found := read_quantities(text)) and found[0].unit != "1":
            return found[0].unit
    return ""


def _written(digits: str, money: str, stated: Magnitude, *, negative: bool) -> Iterator[str]:
    """The ways to write a figure out, the one nearest to the cell first."""
    minus = "-" if negative else ""
    if stated.unit:
        yield f"{minus}{digits}{stated.unit}"
    elif stated.chinese:
        before = money in ("新台幣", "新臺幣", "新台币", "台幣", "臺幣", "台币", "人民幣", "人民币")
        if before:
            yuan = "元" if stated.scale or money[0] in "新台臺人" else ""
            yield f"{money}{minus}{digits}{stated.scale}{yuan}"
            yield f"{minus}{money}{digits}{stated.scale}{yuan}"
        elif money[:1].isascii():
            yield f"{minus}{money}{digits}{stated.scale}"
        else:
            yield f"{minus}{digits}{stated.scale}{money}"
    else:
        gap = " " if money.isalpha() else ""
        scale = f" {stated.scale}" if stated.scale else ""
        if negative:
            yield f"({money}{gap}{digits}{scale})"
        yield f"{minus}{money}{gap}{digits}{scale}"


def _reads(written: str, value: Decimal, money: str) -> bool:
    """Whether the reader of quantities takes it for this value, in this currency."""
    text = f"x: {written}; y"
    found = read_quantities(text)
    if len(found) != 1 or found[0].value != value:
        return False
    return found[0].text.strip() == written.strip("()") and (not money or found[0].unit != "1")


def _exponent(stated: Magnitude) -> int:
    if not stated.chinese:
        return _SCALES.get(stated.scale, 0)
    powers = {"十": 1, "百": 2, "千": 3, "萬": 4, "万": 4, "億": 8, "亿": 8, "兆": 12}
    return sum(powers[char] for char in stated.scale)
