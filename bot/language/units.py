"""The units of figures: how each is written in both languages, and its one code.

Codes are currencies (USD, TWD …), `%` (percent points), `pp`, `x`, `1`, measures (GW, MW, years,
shares, GPUs …) and rates such as `USD/year`. Tables only: reading is in `bot.language.quantities`,
writing in `bot.language.amounts`, conversion in `bot.calculate.measures`.
"""

from __future__ import annotations

from dataclasses import dataclass

CURRENCIES = frozenset(
    "USD TWD EUR JPY GBP CNY HKD KRW INR SGD AUD CAD CHF".split()  # noqa: SIM905 - a list to read
)

CURRENCY_BEFORE = {
    "us$": "USD",
    "u.s.$": "USD",
    "nt$": "TWD",
    "hk$": "HKD",
    "s$": "SGD",
    "a$": "AUD",
    "c$": "CAD",
    "ca$": "CAD",
    "rmb¥": "CNY",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₩": "KRW",
    "₹": "INR",
    "rmb": "CNY",
    "ntd": "TWD",
    "nt": "TWD",
    "新台幣": "TWD",
    "新臺幣": "TWD",
    "新台币": "TWD",
    "台幣": "TWD",
    "臺幣": "TWD",
    "台币": "TWD",
    "人民幣": "CNY",
    "人民币": "CNY",
    "美金": "USD",
    "港幣": "HKD",
    "港币": "HKD",
    "日圓": "JPY",
    "歐元": "EUR",
    "美元": "USD",
} | {code.lower(): code for code in sorted(CURRENCIES)}
"""What stands before a figure, folded."""

CURRENCY_AFTER = {
    "美元": "USD",
    "美金": "USD",
    "美圓": "USD",
    "新台幣": "TWD",
    "新臺幣": "TWD",
    "新台币": "TWD",
    "台幣": "TWD",
    "臺幣": "TWD",
    "台币": "TWD",
    "歐元": "EUR",
    "欧元": "EUR",
    "日圓": "JPY",
    "日元": "JPY",
    "日幣": "JPY",
    "人民幣": "CNY",
    "人民币": "CNY",
    "英鎊": "GBP",
    "英镑": "GBP",
    "港元": "HKD",
    "港幣": "HKD",
    "港币": "HKD",
    "韓元": "KRW",
    "韩元": "KRW",
    "韓圜": "KRW",
    "us dollars": "USD",
    "u.s. dollars": "USD",
    "us dollar": "USD",
    "u.s. dollar": "USD",
    "taiwan dollars": "TWD",
    "new taiwan dollars": "TWD",
    "hong kong dollars": "HKD",
    "dollars": "USD",
    "dollar": "USD",
    "euros": "EUR",
    "euro": "EUR",
    "yen": "JPY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "pounds": "GBP",
    "won": "KRW",
    "rmb": "CNY",
    "ntd": "TWD",
} | {code.lower(): code for code in sorted(CURRENCIES)}
"""What stands after a figure, folded; 元 and 圓 alone depend on the reader's country."""

MEASURES = {
    "%": "%",
    "percent": "%",
    "per cent": "%",
    "pct": "%",
    "個百分點": "pp",
    "个百分点": "pp",
    "個百分点": "pp",
    "百分點": "pp",
    "百分点": "pp",
    "percentage points": "pp",
    "percentage point": "pp",
    "pp": "pp",
    "ppt": "pp",
    "ppts": "pp",
    "bps": "bps",
    "bp": "bps",
    "basis points": "bps",
    "basis point": "bps",
    "個基點": "bps",
    "基點": "bps",
    "个基点": "bps",
    "基点": "bps",
    "倍": "x",
    "times": "x",
    "x": "x",
    "-fold": "x",
    "fold": "x",
    "gw": "GW",
    "gigawatts": "GW",
    "gigawatt": "GW",
    "吉瓦": "GW",
    "mw": "MW",
    "megawatts": "MW",
    "megawatt": "MW",
    "兆瓦": "MW",
    "kw": "kW",
    "kilowatts": "kW",
    "kilowatt": "kW",
    "千瓦": "kW",
    "瓦": "W",
    "watts": "W",
    "watt": "W",
    "年": "years",
    "years": "years",
    "year": "years",
    "yrs": "years",
    "個月": "months",
    "个月": "months",
    "months": "months",
    "month": "months",
    "季": "quarters",
    "個季度": "quarters",
    "个季度": "quarters",
    "quarters": "quarters",
    "quarter": "quarters",
    "週": "weeks",
    "周": "weeks",
    "個星期": "weeks",
    "weeks": "weeks",
    "week": "weeks",
    "天": "days",
    "日": "days",
    "個工作日": "days",
    "days": "days",
    "day": "days",
    "小時": "hours",
    "小时": "hours",
    "hours": "hours",
    "hour": "hours",
    "股": "shares",
    "顆": "GPUs",
    "颗": "GPUs",
    "人": "people",
    "名": "people",
    "位": "people",
    "家": "companies",
    "檔": "tranches",
    "份": "contracts",
    "份合約": "contracts",
    "項合約": "contracts",
    "個環節": "steps",
    "個步驟": "steps",
}
"""Measure words that stand directly after a figure, folded."""

COUNTED = {
    "shares": "shares",
    "gpus": "GPUs",
    "gpu": "GPUs",
    "chips": "GPUs",
    "users": "users",
    "subscribers": "users",
    "people": "people",
    "employees": "people",
    "customers": "customers",
    "companies": "companies",
    "firms": "companies",
    "carriers": "companies",
    "contracts": "contracts",
    "partners": "partners",
    "tranches": "tranches",
    "steps": "steps",
}
"""English nouns that may follow a figure after a few adjectives (4 founding partners)."""

COUNTED_ZH = (
    ("客戶", "customers"),
    ("客户", "customers"),
    ("夥伴", "partners"),
    ("伙伴", "partners"),
    ("使用者", "users"),
    ("用戶", "users"),
    ("用户", "users"),
    ("公司", "companies"),
    ("企業", "companies"),
)
"""Chinese nouns that decide what 家, 位, 名, 人 and 個 count."""

RATE_AFTER = {
    "year": "year",
    "yr": "year",
    "annum": "year",
    "quarter": "quarter",
    "month": "month",
    "week": "week",
    "day": "day",
    "hour": "hour",
    "share": "share",
    "gigawatt": "GW",
    "gw": "GW",
    "megawatt": "MW",
    "mw": "MW",
    "gpu": "GPU",
    "user": "user",
    "customer": "customer",
    "年": "year",
    "季": "quarter",
    "月": "month",
    "週": "week",
    "周": "week",
    "日": "day",
    "天": "day",
    "股": "share",
    "吉瓦": "GW",
    "兆瓦": "MW",
    "百萬瓦": "MW",
    "顆": "GPU",
    "人": "user",
}
"""Words that make a rate, folded: a year, per share, 每股, 每吉瓦."""

SINGULAR = {
    "years": "year",
    "quarters": "quarter",
    "months": "month",
    "weeks": "week",
    "days": "day",
    "hours": "hour",
    "shares": "share",
    "GPUs": "GPU",
    "users": "user",
    "customers": "customer",
}
"""The form that a measure takes below the line of a rate."""
PLURAL = {singular: plural for plural, singular in SINGULAR.items()}

TIME_UNITS = frozenset({"years", "quarters", "months", "weeks", "days", "hours"})
POWER_UNITS = frozenset({"GW", "MW", "kW", "W"})


@dataclass(frozen=True, slots=True)
class CurrencyNames:
    """How a currency is written: the sign in prose, the sign on display, the Chinese word."""

    prose: str
    shown: str
    zh_tw: str
    zh_cn: str


CURRENCY_NAMES = {
    "USD": CurrencyNames("$", "US$", "美元", "美元"),
    "TWD": CurrencyNames("NT$", "NT$", "新台幣", "新台币"),
    "EUR": CurrencyNames("€", "€", "歐元", "欧元"),
    "JPY": CurrencyNames("¥", "¥", "日圓", "日元"),
    "GBP": CurrencyNames("£", "£", "英鎊", "英镑"),
    "CNY": CurrencyNames("RMB ", "RMB ", "人民幣", "人民币"),
    "HKD": CurrencyNames("HK$", "HK$", "港元", "港元"),
    "KRW": CurrencyNames("₩", "₩", "韓元", "韩元"),
    "INR": CurrencyNames("₹", "₹", "印度盧比", "印度卢比"),
    "SGD": CurrencyNames("S$", "S$", "新加坡元", "新加坡元"),
    "AUD": CurrencyNames("A$", "A$", "澳元", "澳元"),
    "CAD": CurrencyNames("C$", "C$", "加元", "加元"),
    "CHF": CurrencyNames("CHF ", "CHF ", "瑞士法郎", "瑞士法郎"),
}

MEASURE_NAMES: dict[str, tuple[str, str, str, str]] = {
    # code: (one in English, several in English, zh-TW, zh-CN)
    "GW": ("gigawatt", "gigawatts", "吉瓦", "吉瓦"),
    "MW": ("megawatt", "megawatts", "百萬瓦", "兆瓦"),
    "kW": ("kilowatt", "kilowatts", "千瓦", "千瓦"),
    "W": ("watt", "watts", "瓦", "瓦"),
    "years": ("year", "years", "年", "年"),
    "quarters": ("quarter", "quarters", "季", "个季度"),
    "months": ("month", "months", "個月", "个月"),
    "weeks": ("week", "weeks", "週", "周"),
    "days": ("day", "days", "天", "天"),
    "hours": ("hour", "hours", "小時", "小时"),
    "shares": ("share", "shares", "股", "股"),
    "GPUs": ("GPU", "GPUs", "顆GPU", "颗GPU"),
    "users": ("user", "users", "位使用者", "位用户"),
    "people": ("person", "people", "人", "人"),
    "customers": ("customer", "customers", "家客戶", "家客户"),
    "companies": ("company", "companies", "家公司", "家公司"),
    "contracts": ("contract", "contracts", "份合約", "份合约"),
    "partners": ("partner", "partners", "家夥伴", "家伙伴"),
    "tranches": ("tranche", "tranches", "檔", "档"),
    "steps": ("step", "steps", "個環節", "个环节"),
}

RATE_NAMES: dict[str, tuple[str, str, str]] = {
    # code below the line: (English, zh-TW, zh-CN)
    "year": ("a year", "每年", "每年"),
    "quarter": ("a quarter", "每季", "每季"),
    "month": ("a month", "每月", "每月"),
    "week": ("a week", "每週", "每周"),
    "day": ("a day", "每日", "每日"),
    "hour": ("an hour", "每小時", "每小时"),
    "share": ("a share", "每股", "每股"),
    "GW": ("per gigawatt", "每吉瓦", "每吉瓦"),
    "MW": ("per megawatt", "每百萬瓦", "每兆瓦"),
    "GPU": ("per GPU", "每顆GPU", "每颗GPU"),
    "user": ("per user", "每位使用者", "每位用户"),
    "customer": ("per customer", "每家客戶", "每家客户"),
}
