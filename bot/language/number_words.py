"""Numbers written in words: English number words and fractions, and whole words such as 翻倍.

Each pattern begins where the word does and stands in folded text; each function gives the value of
what its pattern matched. A Chinese numeral is no word here (`bot.language.numerals` reads it), and
no unit or scale after a word is read (`bot.language.figures` does that).
"""

from __future__ import annotations

import re
from decimal import Context, Decimal

from bot.records import Bound

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = (
    {w: i for i, w in enumerate(_ONES, 1)}
    | {w: i for i, w in enumerate(_TEENS, 10)}
    | {w: 10 * i for i, w in enumerate(_TENS, 2)}
    | {"a": 1, "an": 1}
)
_SMALL = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES)})(?![a-z-]))?"
    rf"|{'|'.join(_TEENS)}|{'|'.join(_ONES)})"
)
_SCALES = "hundred|thousand|million|billion|trillion"
_SHARE = Context(prec=34)
_THIRD = _SHARE.divide(Decimal(100), Decimal(3))
_TWO_THIRDS = _SHARE.divide(Decimal(200), Decimal(3))

WORD = (
    rf"(?P<word>(?:{_SMALL}|an?(?= (?:{_SCALES})))(?:[ -]hundred(?: and)?[ -]{_SMALL})?)"
    r"(?![a-z]|-fold)"
    r"(?P<part_more>[ -]and[ -](?:an?[ -](?:half|quarter)|three[- ]quarters)(?![a-z]))?"
)
"""A number in English words, with the half after it: two hundred and fifty, one and a half."""

FRACTION = (
    rf"(?P<fraction>(?:an? |one )(?:half|quarter)|half|quarter(?=-(?:{_SCALES})|[ -]point)"
    r"|three[- ]quarters|an? third|two[- ]thirds)"
    rf"(?:(?: of)?(?: an?)?[ -](?=(?:{_SCALES})(?![a-z])|percentage[- ]point)"
    r"|(?: an?|(?:(?<=quarter)|(?<=half)) of (?:an?|one))(?= per ?cent(?![a-z]))"
    r"|(?: of|(?<=half)) an? (?=(?:year|month|day)(?![a-z]))"
    r"|(?: an?)?[ -](?P<point>point)(?![a-z]))"
)
"""A fraction of a scale or of a point: half a billion, a quarter-trillion, a quarter point."""

WHOLE = (
    r"一半|半[數数]|[過过]半|腰[斬斩]|[砍減减]半|翻倍|倍增|翻了?一倍|翻了?[一二兩三四]番"
    r"|(?<![上下前後后])半年(?![報报度])"
    r"|(?:half(?= of (?:the|its|their|all|that|it)| the| its| their| \(\d)"
    r"|(?<=about )half|(?<=nearly )half|(?<=almost )half|(?<=than )half|(?<=roughly )half"
    r"|(?<=by )half(?! an? )|a third of|one[- ]third|two[- ]thirds|three-quarters"
    r"|(?:a|one) quarter(?= of (?:the|its|their|all|our|total)(?! (?:year|month)))"
    r"|halved|halving|doubled|tripled|trebled|quadrupled|quintupled"
    r"|doubling(?! (?:down|up))|tripling|quadrupling"
    r"|twice(?=\s*$| as| the| its| their| that| what| last| our| this)"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten)-?fold)(?![a-z])"
)
"""Words that are a whole figure: 翻倍, 腰斬, half of its …, doubled, threefold."""

ONE_IN = (
    rf"one in (?P<one_in>{'|'.join(_ONES)}|ten|\d{{1,2}})(?= [a-z]+s(?![a-z]))"
    r"(?! (?:years|months|days|weeks|quarters))"
)
"""A share: one in four customers."""

_AMONG = rf"{'|'.join(_ONES)}|ten|twenty|(?:a|one) hundred"
SO_MANY_OF = (
    rf"(?P<some>{'|'.join(_ONES)}|\d{{1,2}}) "
    r"(?:(?:in|of|out of) every|out of|in(?= (?:ten|(?:a|one) hundred|100?)(?![\d,.a-z])))"
    rf" (?P<among>{_AMONG}|\d{{1,3}})"
    rf"(?![\d,%a-z]|\.\d| (?:{_SCALES}|years|months|days|weeks|quarters)(?![a-z]))"
)
"""A share told by a count: 5 in 100, three out of ten, two in every five."""

_WHOLES: dict[str, tuple[Decimal, str, Bound]] = {
    "一半": (Decimal(50), "%", "exact"),
    "半數": (Decimal(50), "%", "exact"),
    "半数": (Decimal(50), "%", "exact"),
    "過半": (Decimal(50), "%", "more_than"),
    "过半": (Decimal(50), "%", "more_than"),
    "half": (Decimal(50), "%", "exact"),
    "a third of": (_THIRD, "%", "exact"),
    "one third": (_THIRD, "%", "exact"),
    "two thirds": (_TWO_THIRDS, "%", "exact"),
    "a quarter": (Decimal(25), "%", "exact"),
    "one quarter": (Decimal(25), "%", "exact"),
    "three quarters": (Decimal(75), "%", "exact"),
    "翻倍": (Decimal(2), "x", "exact"),
    "倍增": (Decimal(2), "x", "exact"),
    "翻一倍": (Decimal(2), "x", "exact"),
    "twice": (Decimal(2), "x", "exact"),
    "半年": (Decimal("0.5"), "years", "exact"),
}
_WHOLES |= {
    word: (Decimal(-50), "%", "exact") for word in "腰斬 腰斩 砍半 減半 减半 halved halving".split()
}
_WHOLES |= {
    word: (Decimal(times), "x", "exact")
    for times, words in enumerate(
        (
            "doubled doubling twofold",
            "tripled trebled tripling threefold",
            "quadrupled quadrupling fourfold",
            "quintupled fivefold",
            *(f"{word}fold" for word in ("six", "seven", "eight", "nine", "ten")),
        ),
        2,
    )
    for word in words.split()
}
_HALVES = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "quarters": Decimal("0.75")}
_AGAIN = {"一": 2, "二": 4, "兩": 4, "三": 8, "四": 16}
_AND_HALF = re.compile(r" and (?:an? (?:half|quarter)|three[- ]quarters)(?![a-z])")

# What a number in Latin letters can begin with.
FIRST_WORDS = frozenset(_VALUES) | frozenset(w for w in _WHOLES if w.isascii() and " " not in w)
FIRST_WORDS |= frozenset("half quarter".split())
RANGE_FOLLOWS = re.compile(rf"(?: to | or |-to-| ?[-–—] ?| and )(?={_SMALL}(?![a-z]))")
"""What joins a number word to the second end of a range."""


def word_value(word: str) -> Decimal:
    """The value of an English number word: forty-five, two hundred and fifty."""
    above, hundred, rest = re.sub(" and |-", " ", word).partition("hundred")
    small = sum(_VALUES[w] for w in (rest if hundred else above).split())
    times = sum(_VALUES[w] for w in above.split()) if hundred else 0
    return Decimal(100 * times + small)


def whole_value(word: str) -> tuple[Decimal, str, Bound]:
    """The figure that a whole word states, with its unit and bound."""
    if word[-1] == "番":
        return Decimal(_AGAIN[word[-2]]), "x", "exact"
    word = word.replace("-fold", "fold").replace("-", " ").replace("翻了", "翻")
    return _WHOLES[word]


def share_value(some: str, among: str) -> Decimal | None:
    """The percentage that a count out of another states, or None out of none."""
    part, whole = (
        Decimal(n) if n.isdecimal() else word_value(re.sub("^a ", "one ", n)) for n in (some, among)
    )
    return _SHARE.divide(100 * part, whole) if whole else None


def fraction_value(words: str) -> Decimal:
    """The value of a fraction in words: a half, three quarters, two-thirds."""
    last = words.replace("-", " ").split()[-1]
    if last in _HALVES:
        return _HALVES[last]
    return _SHARE.divide(_TWO_THIRDS if last == "thirds" else _THIRD, Decimal(100))


def half_after(folded: str, at: int) -> tuple[int, Decimal] | None:
    """The end and value of "and a half" standing at a place: a trillion and a half."""
    match = _AND_HALF.match(folded, at)
    return (match.end(), fraction_value(match.group())) if match else None
