"""The evaluation's own reader of figures in Chinese and English text.

Written apart from the reader that the bot uses, so that one mistake cannot hide the other. It is
meant for answers and quotes on companies and money: it reads amounts with their unit, not every
number of the language (no fractions in words, no roman numerals). Calendar years, dates, fiscal
quarters, markers such as [3] and names such as 10-Q or GB200 are no figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

MONEY = frozenset({"USD", "TWD", "EUR", "JPY", "CNY", "GBP", "HKD"})


@dataclass(frozen=True, slots=True)
class Number:
    """A figure with its unit; `falling` when loss words stand before it ("fell", 淨損).

    `implied` when no unit was written ("5,230億"); `steps` is the last digit's place value, by
    which a displayed figure may have been rounded.
    """

    value: Decimal
    unit: str
    text: str
    start: int
    end: int
    falling: bool = False
    implied: bool = False
    step: Decimal = Decimal(1)


# ASCII: a Chinese character next to a word ends it.
_FLAGS = re.ASCII | re.IGNORECASE
_WIDE = str.maketrans(
    "０１２３４５６７８９．，％＄－＋（）：／　−–—﹣～〜∼",
    "0123456789.,%$-+():/ ----~~~",
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:19|20)\d\d"
# What looks like a figure and is none; blanked out before reading.
_NOT_FIGURES = re.compile(
    "|".join(
        [
            r"\[\d{1,3}\]",
            r"¶\s*\d+",
            rf"{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}",
            r"民國\s*\d{2,3}\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?",
            rf"{_YEAR}\s*(?:會計|財政|财年|会计)?年度?(?:\s*(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s*月"
            r"(?:\s*\d{1,2}\s*日)?)?",
            r"(?<!\d)\d{1,2}\s*月\s*\d{1,2}\s*日|(?<!\d)\d{1,2}\s*月(?!\s*以)|(?<!\d)\d{1,2}\s*日(?!圓|元)",
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?",
            rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+{_YEAR})?",
            rf"\b{_MONTH}\s+{_YEAR}",
            rf"(?<![\d.,$-]){_YEAR}(?:s|-{_YEAR}|-\d\d(?!\d))?(?![\d%億亿萬万兆]|[,.]\d|\s*(?:billion|million|"
            r"trillion|thousand|percent|美元|GPUs?|MW|GW|人|家|股|顆|名|mega|giga))",
            r"\b(?:FY|fiscal(?: year)?|CY)\s*'?\d{2,4}\b",
            r"\b[1-4]Q(?:\d{2,4})?\b|\bQ[1-4](?:\s*(?:FY)?\d{2,4})?\b|\b[12]H(?:\d{2})?\b|\bH[12]\b",
            r"\b(?:10-[QK]|8-K|20-F|6-K|S-1)\b",
            r"\b(?:S&P|Fortune|Nasdaq|Russell)\s*\d{3,4}\b|標普\s*500|标普\s*500",
            r"\b(?:Gemini|Grok|Claude|Llama|Windows|Note|Exhibit|No\.|Chapter|Section)\s*\d+(?:\.\d+)*",
            r"(?<![A-Za-z\d])(?!(?:USD|TWD|EUR|RMB|JPY|CNY)\d)[A-Za-z]+-?\d+[A-Za-z\d]*(?![%\d])",
            r"第\s*[\d一二三四五六七八九十]+",
            r"[前上下同該单單某另任這这每]\s*一\s*[季年個个月週周天日家]",
            r"一\s*(?:[項份筆家間位名則檔座處处篇次種种]|[個个](?![百月季]))",  # an article
            r"\b\d+(?:st|nd|rd|th)\b",
            r"\d+期[・．]",
        ]
    ),
    re.ASCII,
)

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_HAN_DIGITS = "零〇一二兩两三四五六七八九"
_HAN = rf"[{_HAN_DIGITS}十百千](?:[{_HAN_DIGITS}十百千])*(?:[點点][{_HAN_DIGITS}]+)?"
_WORDS = {
    word: Decimal(n)
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {
    w: Decimal(10 * n)
    for n, w in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)
}
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))

_SCALES = {
    "萬億": 12, "万亿": 12, "兆": 12, "千億": 11, "千亿": 11, "百億": 10, "百亿": 10, "十億": 9,
    "十亿": 9, "億": 8, "亿": 8, "千萬": 7, "千万": 7, "百萬": 6, "百万": 6, "十萬": 5, "十万": 5,
    "萬": 4, "万": 4, "千": 3, "百": 2, "trillion": 12, "billion": 9, "million": 6, "thousand": 3,
    "tn": 12, "bn": 9, "mn": 6, "t": 12, "b": 9, "m": 6, "k": 3,
}  # fmt: skip
_SCALE = (
    r"萬億|万亿|兆(?!瓦)|千億|千亿|百億|百亿|十億(?!瓦)|十亿(?!瓦)|億|亿|千萬|千万|百萬(?!瓦)|"
    r"百万(?!瓦)|十萬|十万|萬|万|千(?!瓦)|百(?![分萬万])|(?:trillion|billion|million|thousand|tn|bn|mn)\b|[TBMK](?![A-Za-z])"
)

_CURRENCIES = {
    "us$": "USD", "usd": "USD", "$": "USD", "美元": "USD", "美金": "USD", "dollars": "USD",
    "dollar": "USD", "us dollars": "USD", "nt$": "TWD", "twd": "TWD", "新台幣": "TWD",
    "新臺幣": "TWD", "台幣": "TWD", "臺幣": "TWD", "元": "TWD", "hk$": "HKD", "港元": "HKD",
    "€": "EUR", "eur": "EUR", "歐元": "EUR", "欧元": "EUR", "euros": "EUR", "euro": "EUR",
    "£": "GBP", "英鎊": "GBP", "¥": "JPY", "jpy": "JPY", "日圓": "JPY", "日元": "JPY", "yen": "JPY",
    "人民幣": "CNY", "人民币": "CNY", "rmb": "CNY", "cny": "CNY",
}  # fmt: skip
_MONEY_BEFORE = (
    r"US\$|NT\$|HK\$|\$|€|£|¥|\b(?:USD|TWD|EUR|JPY|RMB|CNY)\b|新[台臺]幣|人民[幣币]|美元"
)
_MONEY_AFTER = (
    r"美元|美金|新[台臺]幣|[台臺]幣|人民[幣币]|歐元|欧元|日[圓元]|港元|英鎊|元|"
    r"(?:US )?dollars?\b|euros?\b|yen\b|USD\b|TWD\b|EUR\b"
)
_UNITS = (
    (r"個百分點|个百分点|百分點|百分点|percentage[- ]points?\b|pp\b|ppts?\b", "pp"),
    (r"%|percent\b|per cent\b|％", "%"),
    (r"吉瓦|十億瓦|gigawatts?\b|GW\b", "GW"),
    (r"百萬瓦|百万瓦|兆瓦|megawatts?\b|MW\b", "MW"),
    (r"倍|times\b|x\b|-?fold\b", "x"),
    (r"成(?![長本立交為功])", "成"),
    (r"年期|年(?![度增減初底報代級])|-?\s?years?\b", "years"),
    (r"個?季(?![度增減])|quarters?\b", "quarters"),
    (r"個月|个月|-?\s?months?\b", "months"),
    (r"週|周|weeks?\b", "weeks"),
    (r"天|-?\s?days?\b", "days"),
    (r"股(?![價票權])|(?:common |AMD |Intel |Nokia |NVIDIA )?shares?\b(?! price)", "shares"),
    (r"[名位]?(?:使用者|用戶|用户)|人(?!民)|(?:weekly |monthly )?users?\b|people\b", "people"),
    (r"顆|颗|片|(?:\w+ )?(?:GPUs?|chips?)\b", "chips"),
    (
        r"家|間|(?:direct |different |unnamed )*(?:customers?|companies|partners?|firms?)\b",
        "companies",
    ),
    (
        r"份|項|筆|個|处|處|座|檔|contracts?\b|deals?\b|tranches?\b|sites?\b|steps?\b|parts?\b",
        "items",
    ),
)
_UNIT = "|".join(f"(?P<u{n}>{pattern})" for n, (pattern, _) in enumerate(_UNITS))
_RATES = (
    (
        r"\s*(?:/|per|a|an|each|every)\s*(?:year|yr|annum)\b|\s*annually|\s*yearly|/年|\(每年\)",
        "year",
    ),
    (r"\s*(?:/|per|a|each|every)\s*quarter\b|/季", "quarter"),
    (r"\s*(?:/|per|a|each|every)\s*month\b|/月|\s*monthly", "month"),
    (r"\s*(?:/|per|a|each|every)\s*week\b|/週", "week"),
    (r"\s*(?:/|per|a|each|every)\s*day\b|/[日天]|\s*daily", "day"),
    (r"\s*(?:/|per|a|each|every|an)\s*share\b|\s*each\b|/股", "share"),
    (r"\s*(?:/|per|a|each|every)\s*(?:GW|gigawatt)\b|/吉瓦", "GW"),
)
_RATES_BEFORE = (
    (r"每一?年(?:平均)?", "year"),
    (r"平均每年|年均", "year"),
    (r"每一?季", "quarter"),
    (r"每個?月", "month"),
    (r"每[週周]", "week"),
    (r"每[日天]", "day"),
    (r"每股[^，。、；0-9]{0,10}", "share"),
    (r"每(?:1|一)?(?:吉瓦|GW)", "GW"),
)
_ABOUT = r"(?:約|大約|平均|為|达|達|近|逾|超過|高達|最高|至少|僅|\s)*"
_MINUS = re.compile(r"(?:(?<![\w%)\]])-|\bminus\s*|\bnegative\s*|負|负)\s*$", _FLAGS)
_FALLING = re.compile(
    r"(?:net |operating |pre-tax )?(?:loss(?:es)?|outflow|burn(?:ed|t)?|shortfall)(?: of| was| to)?"
    r"(?: about| around| some| roughly)?\s*$"
    r"|(?:\b(?:fell|fall|down|dropped|declined|decreased|missed|lost|slid|shrank|below)\b"
    r"(?: \w+){0,3})\s*$"
    r"|(?:淨損|净损|虧損|亏损|損失|燒錢|烧钱|流出|下跌|下滑|下降|減少|减少|衰退|短少|低於|再跌|跌)"
    r"(?:了|約|达|達|為|近|逾)*\s*$",
    _FLAGS,
)
_JOIN = re.compile(r"\s*(?:to|and|至|到|-|~)\s*", _FLAGS)
_CORE = re.compile(
    rf"(?:(?P<money>{_MONEY_BEFORE})\s?)?(?P<inner>(?<![\w%])-|負)?"
    rf"(?:(?P<num>{_DIGITS})|(?P<word>\b(?:{_WORD})\b)|(?P<han>{_HAN}))"
    rf"(?P<scale>(?:[\s-]?(?:{_SCALE}))*)"
    rf"(?P<more>(?:\d[\d,]*(?:\.\d+)?(?:{_SCALE})+)*)",
    _FLAGS,
)
_AFTER = re.compile(rf"\s?(?:(?P<money>{_MONEY_AFTER})|{_UNIT})", _FLAGS)
_HUNDREDTHS = re.compile(
    rf"百分之\s*(?:(?P<num>{_DIGITS})|(?P<han>[{_HAN_DIGITS}十百]+(?:[點点][{_HAN_DIGITS}]+)?))"
)


def read_numbers(text: str) -> tuple[Number, ...]:
    """Every figure of a text, in order. Both ends of a range are figures of their own."""
    folded = text.translate(_WIDE)
    blanked = _NOT_FIGURES.sub(lambda m: "\x00" * len(m.group()), folded)
    found = list(_hundredths(blanked))
    for each in found:
        blanked = blanked[: each.start] + "\x00" * (each.end - each.start) + blanked[each.end :]
    at = 0
    while match := _CORE.search(blanked, at):
        number = _read(blanked, match)
        if number is None:
            at = match.start() + max(1, len(match.group()) if match["num"] else 1)
            continue
        found.append(number)
        at = number.end
    found.sort(key=lambda n: n.start)
    joined = _join_ranges(blanked, found)
    return tuple(replace(n, text=text[n.start : n.end]) for n in joined)


def _read(text: str, match: re.Match[str]) -> Number | None:
    value, step = _mantissa(match)
    scaled = (match["scale"] or "") + (match["more"] or "")
    factor = _factor(match["scale"] or "")
    value, step = value * factor, step * factor
    for part in re.finditer(rf"({_DIGITS})((?:{_SCALE})+)", match["more"] or "", _FLAGS):
        more = _factor(part[2])
        value += Decimal(part[1].replace(",", "")) * more
        step = more
    end = match.end()
    unit, end = _unit(text, match, end)
    # Number words and Chinese numerals are ordinary words unless a scale or unit follows.
    if match["num"] is None and unit == "1" and not scaled.strip():
        return None
    if match["han"] and not scaled and match["han"] in "十百千" and unit != "%":
        return None
    if unit == "成":
        unit, value, step = "%", value * 10, step * 10
        if half := re.compile(rf"[{_HAN_DIGITS}\d]").match(text, end):
            value, step, end = value + han_value(_han(half.group())), Decimal(1), half.end()
    before = text[max(0, match.start() - 40) : match.start()].rstrip("\x00")
    rate, end = _rate(text, before, unit, end)
    if match["inner"] or _MINUS.search(before):
        value = -value
    return Number(
        value,
        unit + rate,
        "",
        match.start(),
        end,
        falling=bool(_FALLING.search(before)),
        implied=unit == "1" and bool(scaled.strip()),
        step=step,
    )


def _han(char: str) -> str:
    return "零一二三四五六七八九"[int(char)] if char.isdigit() else char


def _mantissa(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    if match["num"]:
        plain = Decimal(match["num"].replace(",", ""))
        return plain, Decimal(1).scaleb(min(0, int(plain.as_tuple().exponent)))
    if match["word"]:
        return _WORDS[match["word"].lower()], Decimal(1)
    return han_value(match["han"]), Decimal(1)


def han_value(numeral: str) -> Decimal:
    """A Chinese numeral below ten thousand, decimals after 點 included: 三千五百, 四點五."""
    whole, _, part = numeral.replace("点", "點").partition("點")
    digits = {char: max(0, n - 1) for n, char in enumerate(_HAN_DIGITS)}
    digits |= dict(
        zip("零〇一二兩两三四五六七八九", (0, 0, 1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
    )
    total, last = 0, 0
    if whole and all(char in digits for char in whole):
        total = int("".join(str(digits[char]) for char in whole))
    else:
        for char in whole:
            if char in digits:
                last = digits[char]
            else:
                total += (last or 1) * {"十": 10, "百": 100, "千": 1000}[char]
                last = 0
        total += last
    return Decimal(f"{total}.{''.join(str(digits[c]) for c in part)}" if part else total)


def _factor(scales: str) -> Decimal:
    power = sum(_SCALES[found.group().lower()] for found in re.finditer(_SCALE, scales, _FLAGS))
    return Decimal(10) ** power


def _unit(text: str, match: re.Match[str], end: int) -> tuple[str, int]:
    after = _AFTER.match(text, end)
    if match["money"]:
        unit = _CURRENCIES[match["money"].lower()]
        return unit, after.end() if after and after["money"] else end
    if after is None:
        return "1", end
    if after["money"]:
        return _CURRENCIES[after["money"].lower()], after.end()
    name = next(unit for n, (_, unit) in enumerate(_UNITS) if after[f"u{n}"])
    return name, after.end()


def _rate(text: str, before: str, unit: str, end: int) -> tuple[str, int]:
    if unit not in MONEY and unit not in ("GW", "MW"):
        return "", end
    for pattern, rate in _RATES:
        if found := re.compile(pattern, _FLAGS).match(text, end):
            return f"/{rate}", found.end()
    for pattern, rate in _RATES_BEFORE:
        if re.search(f"(?:{pattern}){_ABOUT}$", before):
            return f"/{rate}", end
    return "", end


def _hundredths(text: str) -> list[Number]:
    found = []
    for match in _HUNDREDTHS.finditer(text):
        value = Decimal(match["num"].replace(",", "")) if match["num"] else han_value(match["han"])
        step = Decimal(1).scaleb(min(0, int(value.as_tuple().exponent)))
        found.append(Number(value, "%", "", match.start(), match.end(), step=step))
    return found


def _join_ranges(text: str, found: list[Number]) -> list[Number]:
    """Let the first end of a range borrow what only the second end writes."""
    joined = list(found)
    for n in range(len(joined) - 2, -1, -1):
        first, second = joined[n], joined[n + 1]
        between = text[first.end : second.start]
        if len(between) > 8 or not _JOIN.fullmatch(between):
            continue
        lends = first.unit == "1" or second.unit in ("1", first.unit)
        if first.unit == "1":
            first = replace(first, unit=second.unit, implied=second.implied)
        elif second.unit == "1" and first.unit in MONEY:
            second = replace(second, unit=first.unit, implied=False)
        bare = not _scaled(text, first) and _scaled(text, second)
        if lends and bare and between.strip() != "and":
            factor = _factor_of(text, second)
            first = replace(first, value=first.value * factor, step=first.step * factor)
        joined[n], joined[n + 1] = first, second
    return joined


def _scaled(text: str, number: Number) -> bool:
    return _factor_of(text, number) != 1


def _factor_of(text: str, number: Number) -> Decimal:
    match = _CORE.match(text, number.start)
    return _factor(match["scale"] or "") if match else Decimal(1)
