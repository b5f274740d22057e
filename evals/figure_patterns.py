"""How figures, units and what only looks like a figure are written; read by `evals.numbers`.

Patterns and word lists only, of the evaluation's own: nothing here is shared with the reader that
the bot uses.
"""

from __future__ import annotations

import re
from decimal import Decimal

MONEY = frozenset({"USD", "TWD", "EUR", "JPY", "CNY", "GBP", "HKD"})
# ASCII: a Chinese character next to a word ends it.
FLAGS = re.ASCII | re.IGNORECASE
WIDE = str.maketrans(
    "０１２３４５６７８９．，％＄￥－＋（）：／　−–—﹣～〜∼佰仟",
    "0123456789.,%$¥-+():/ ----~~~百千",
)
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
YEAR = r"(?:19|20)\d\d"
_SPENDING = "付花燒烧賺赚收繳缴給给進进賠赔虧亏投租賣卖"
# What looks like a figure and is none; blanked out before reading.
NOT_FIGURES = re.compile(
    "|".join(
        [
            r"\[\d{1,3}\]",
            r"[\w./-]+\.(?:pdf|md|txt|html?|docx|xlsx|csv|jsonl|pptx|epub)\b",  # files
            r"¶\s*\d+",
            r"(?m:^\s*(?:\(\d{1,2}\)|\d{1,2}[.、])(?=\s|[^\d\s])(?!\d))",  # a list's number
            r"(?<![\d.])0\d{1,3}-\d{3,4}-\d{3,4}",  # telephones
            r"\+\d{1,3}[\s-]*\(\d{2,4}\)[\s\d-]{6,}",
            r"\b\d{1,2}:\d{2}\b|(?<![\d.$/])\d{1,2}/\d{1,2}(?![\d/%]|\s*(?:share|cents?))",
            r"\b\d{4}\.(?:TW|HK|T|KS|SS|SZ)\b|\(\d{4}\)|(?<![\d.,])00\d{2}(?!\d)",  # tickers
            r"\b401\s?\(k\)|\bRule\s+\d+\w*(?:-\d+)?|\bWi-Fi\s+\d\b|\b[2-6]G\b(?!\s*W)",
            r"\b3M\b(?=\s+[a-z])(?!\s+(?:in|of|dollars|users|shares)\b)",
            # Places, and counts of results.
            r"\b(?:row|line|slide|sheet|table)\s*\d+\b|\d+\s*列(?!車|印)",
            r"(?:附註|附注|註|頁|页)\s*\d+|\b(?:pp?\.|page|version|v\.|issue)\s*\d+(?:\.\d+)*",
            r"[零〇一二三四五六七八九]{4}年(?:[一二三四五六七八九十]{1,3}月)?|(?<![\d.,])\d{2,3}年度",
            r"千[萬万](?=[別别不要記记得勿])|那斯達克\s*\d+|纳斯达克\s*\d+",
            rf"一\s*(?:年|季|個月|个月|週|周)(?=(?:就|要|得|大約|大约|約|约|可|能|會|会){{0,2}}[{_SPENDING}])",
            rf"{YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}",
            r"民國\s*\d{2,3}\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?",
            rf"{YEAR}\s*(?:會計|財政|财年|会计)?年度?(?:\s*(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s*月"
            r"(?:\s*\d{1,2}\s*日)?)?",
            r"(?<!\d)\d{1,2}\s*月\s*\d{1,2}\s*日|(?<!\d)\d{1,2}\s*月(?!\s*以)|(?<!\d)\d{1,2}\s*日(?!圓|元)",
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}(?:,?\s+{YEAR})?",
            rf"\b{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+{YEAR})?",
            rf"\b{MONTH}\s+{YEAR}",
            rf"(?<![\d.,$-]){YEAR}(?:s|-{YEAR}|-\d\d(?!\d))?(?![\d%億亿萬万兆]|[,.]\d|\s*(?:billion|million|"
            r"trillion|thousand|percent|美元|GPUs?|MW|GW|人|家|股|顆|名|mega|giga))",
            r"\b(?:FY|fiscal(?: year)?|CY)\s*'?\d{2,4}\b",
            r"\b[1-4]Q(?:\d{2,4})?\b|\bQ[1-4](?:\s*(?:FY)?\d{2,4})?\b|\b[12]H(?:\d{2})?\b|\bH[12]\b",
            r"\b(?:10-[QK]|8-K|20-F|6-K|S-1)\b",
            r"\b(?:S&P|Fortune|Nasdaq|Russell)\s*\d{3,4}\b|標普\s*500|标普\s*500",
            r"\b(?:Gemini|Grok|Claude|Llama|Windows|Note|Exhibit|Item|No\.|Chapter|Section)\s*\d+(?:\.\d+)*[A-Z]?",
            r"(?<![A-Za-z\d])(?!(?:USD|TWD|EUR|RMB|JPY|CNY)\d)[A-Za-z]+-?\d+(?:\.\d)?[A-Za-z\d]*(?![%\d])",
            r"第\s*(?:\d+(?:\.\d+)*|[一二三四五六七八九十]+)",
            r"[前上下同該单單某另任這这每]\s*一\s*[季年個个月週周天日家]",
            r"一\s*(?:[項份筆家間位名則檔座處处篇次種种]|[個个](?![百月季半]))",  # an article
            r"\b\d+(?:st|nd|rd|th)\b",
            r"\d+期[・．]",
        ]
    ),
    re.ASCII,
)

DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
HAN_DIGITS = "零〇一二兩两三四五六七八九"
_TENS = "十廿卅"
HAN = rf"[{HAN_DIGITS}{_TENS}百千][{HAN_DIGITS}{_TENS}百千]*(?:[點点][{HAN_DIGITS}]+)?"
FORMAL = dict(zip("壹貳贰參叁肆伍陸陆柒捌玖拾零", "一二二三三四五六六七八九十零", strict=True))
"""The numerals of cheques; as words (參與, 大陸) they stand alone, as numerals beside a scale."""
FORMAL_RUN = re.compile(rf"[{''.join(FORMAL)}][{''.join(FORMAL)}百千]*(?=[百千萬万億亿元圓])")
WORDS = {
    word: Decimal(n)
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {
    w: Decimal(10 * n)
    for n, w in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)
}
_SMALL = "|".join(sorted(WORDS, key=len, reverse=True))
_COUNT = rf"(?:{_SMALL})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
WORD = (
    rf"(?:(?:{_COUNT}|an?)\s+hundred(?:\s+(?:and\s+)?{_COUNT})?|{_COUNT})\b(?:\s+and\s+a\s+half\b)?"
)
PART = re.compile(
    r"(?<!\band )(?<!\band a )(?:\ban?\s+)?\b(?P<part>half|quarter)(?:[\s-]+an?)?[\s-]+"
    r"(?:(?P<scale>trillion|billion|million)(?P<money>[\s-]+(?:US )?dollars?)?\b"
    r"|(?P<points>(?:percentage[\s-]+)?points?)\b)",
    re.ASCII | re.IGNORECASE,
)
BASIS_POINTS = re.compile(r"基[點点]|basis points?|bps?", re.IGNORECASE)
TWICE = re.compile(r"\btwice\b", re.IGNORECASE)
QUARTER_POINT = re.compile(r"(?:升息|降息|加息|減息)(?P<n>[一二兩两三四半])碼")
NEIGHBOURS = re.compile(r"([一二三四五六七八])([二三四五六七八九])([十百千]?)$")

SCALES = {
    "萬億": 12, "万亿": 12, "兆": 12, "千億": 11, "千亿": 11, "百億": 10, "百亿": 10, "十億": 9,
    "十亿": 9, "億": 8, "亿": 8, "千萬": 7, "千万": 7, "百萬": 6, "百万": 6, "十萬": 5, "十万": 5,
    "萬": 4, "万": 4, "千": 3, "百": 2, "trillion": 12, "billion": 9, "million": 6, "thousand": 3,
    "tn": 12, "bn": 9, "mm": 6, "mn": 6, "t": 12, "b": 9, "m": 6, "k": 3,
}  # fmt: skip
SCALE = (
    r"萬億|万亿|兆(?!瓦)|千億|千亿|百億|百亿|十億(?!瓦)|十亿(?!瓦)|億|亿|千萬|千万|百萬(?!瓦)|"
    r"百万(?!瓦)|十萬|十万|萬|万|千(?!瓦)|百(?![分萬万])|(?:trillion|billion|million|thousand|tn|bn|mm|mn)\b|[TBMK](?![A-Za-z])"
)

CURRENCIES = {
    "us$": "USD", "usd": "USD", "$": "USD", "美元": "USD", "美金": "USD", "dollars": "USD",
    "dollar": "USD", "us dollars": "USD", "us dollar": "USD", "nt$": "TWD", "twd": "TWD",
    "新台幣": "TWD",
    "新臺幣": "TWD", "台幣": "TWD", "臺幣": "TWD", "元": "TWD", "hk$": "HKD", "港元": "HKD",
    "€": "EUR", "eur": "EUR", "歐元": "EUR", "欧元": "EUR", "euros": "EUR", "euro": "EUR",
    "£": "GBP", "英鎊": "GBP", "¥": "JPY", "jpy": "JPY", "日圓": "JPY", "日元": "JPY", "yen": "JPY",
    "人民幣": "CNY", "人民币": "CNY", "rmb": "CNY", "cny": "CNY", "yuan": "CNY", "元人民幣": "CNY",
    "元人民币": "CNY", "鎂": "USD", "刀": "USD",
}  # fmt: skip
MONEY_BEFORE = (
    r"US\$|NT\$|HK\$|\$|€|£|¥|\b(?:USD|TWD|EUR|JPY|RMB|CNY)\b|新[台臺]幣|人民[幣币]|美[元金]"
)
MONEY_AFTER = (
    r"美元|美金|鎂|刀(?!具|子|片)|元人民[幣币]|yuan\b|新[台臺]幣|[台臺]幣|人民[幣币]|歐元|欧元|日[圓元]|港元|英鎊|元|"
    r"(?:US )?dollars?\b|euros?\b|yen\b|USD\b|TWD\b|EUR\b"
)
UNITS = (
    (r"個百分點|个百分点|百分點|百分点|percentage[- ]points?\b|pp\b|ppts?\b", "pp"),
    (r"個?基[點点]|basis points?\b|bps?\b", "bp"),
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
UNIT = "|".join(f"(?P<u{n}>{pattern})" for n, (pattern, _) in enumerate(UNITS))
RATES = (
    (
        r"\s*(?:/|per|a|an|each|every)\s*(?:year|yr|annum)\b|\s*p\.a\.|\s*annually|\s*yearly|/年|\(每年\)",
        "year",
    ),
    (r"\s*(?:/|per|a|each|every)\s*quarter\b|/季", "quarter"),
    (r"\s*(?:/|per|a|each|every)\s*month\b|/月|\s*monthly", "month"),
    (r"\s*(?:/|per|a|each|every)\s*week\b|/週", "week"),
    (r"\s*(?:/|per|a|each|every)\s*day\b|/[日天]|\s*daily", "day"),
    (r"\s*(?:/|per|a|each|every|an)\s*share\b|\s*each\b|/股", "share"),
    (r"\s*(?:/|per|a|each|every)\s*(?:GW|gigawatt)\b|/吉瓦", "GW"),
)
RATES_BEFORE = (
    (rf"(?<![第上下前同這这])一年\w?\w?[{_SPENDING}]", "year"),
    (rf"(?<![第上下前同這这])一季\w?\w?[{_SPENDING}]", "quarter"),
    (rf"(?<![第上下前同這这])一[個个]月\w?\w?[{_SPENDING}]", "month"),
    (r"每一?年(?:平均)?", "year"),
    (r"平均每年|年均", "year"),
    (r"每一?季", "quarter"),
    (r"每個?个?月|月租(?:金|費)?", "month"),
    (r"每[週周]", "week"),
    (r"每[日天]", "day"),
    (r"每股[^，。、；0-9]{0,10}", "share"),
    (r"每(?:1|一)?(?:吉瓦|GW)", "GW"),
)
ABOUT = (
    r"(?:約|大約|平均|為|达|達|近|逾|超過|高達|最高|至少|僅|要|得|會|掉|出|進|到|了|\s"
    rf"|[{_SPENDING}])*"
)
MINUS = re.compile(r"(?:(?<![\w%)\]])-|\bminus\s*|\bnegative\s*|負|负)\s*$", FLAGS)
FALLING = re.compile(
    r"(?:net |operating |pre-tax )?(?:loss(?:es)?|outflow|burn(?:ed|t)?|shortfall)(?: of| was| to)?"
    r"(?: about| around| some| roughly)?\s*$"
    r"|(?:\b(?:fell|fall|down|dropped|declined|decreased|missed|lost|slid|shrank|below)\b"
    r"(?: \w+){0,3})\s*$"
    r"|(?:淨損|净损|虧損|亏损|損失|燒錢|烧钱|流出|下跌|下滑|下降|減少|减少|衰退|短少|低於|再跌|跌)"
    r"(?:了|約|达|達|為|近|逾)*\s*$",
    FLAGS,
)
JOIN = re.compile(r"\s*\)?\s*(?:to|and|or|至|到|、|-|~)\s*\(?\s*", FLAGS)
RANGE_AHEAD = re.compile(r"\s*(?:to|or|至|到|、|-|~)\s*", FLAGS)
AROUND = re.compile(r"\s*(?:±|\+/-|\+-)\s*")
# Accounts put losses in parentheses: $(1,234), (3.5)%, (12,345) 千元, and a lone figure in a cell.
LOSS = re.compile(
    rf"(?P<money>\$|US\$|NT\$|€|£)\((?P<a>{DIGITS})\)|(?<![\w)])\((?P<b>{DIGITS})\)(?=\s*(?:%|千|百萬|百万))"
    rf"|(?::\s*|^)\((?P<c>\$\s?(?:{DIGITS})(?:\s?(?:trillion|billion|million|bn|mn))?)\)\s*$",
    FLAGS | re.MULTILINE,
)
CORE = re.compile(
    rf"(?:(?P<money>{MONEY_BEFORE})\s?)?(?P<inner>(?<![\w%])-|負)?"
    rf"(?:(?P<num>{DIGITS})|(?P<word>\b(?:{WORD})\b)|(?P<han>{HAN}))"
    rf"(?P<scale>(?:[\s-]?(?:{SCALE}))*)"
    rf"(?P<more>(?:(?:\d[\d,]*(?:\.\d+)?|(?=[{HAN_DIGITS}]){HAN})(?:{SCALE})+)*)",
    FLAGS,
)
AFTER = re.compile(rf"\s?(?:(?P<money>{MONEY_AFTER})|{UNIT})", FLAGS)
MORE = re.compile(rf"(?:(?P<num>{DIGITS})|(?P<han>{HAN}))(?P<scale>(?:{SCALE})+)", FLAGS)
TAIL = re.compile(r"[一二三四五六七八九](?![\u4e00-\u9fff\d])")  # 兩兆五, 四萬二
HALF_MONTH = re.compile(r"[個个]半月")
HUNDREDTHS = re.compile(
    rf"百分之\s*(?:(?P<num>{DIGITS})|(?P<han>[{HAN_DIGITS}十百]+(?:[點点][{HAN_DIGITS}]+)?))"
)
