"""What a figure is for each of, as a text writes it: per kilo, a day, for each item, 每公斤, 一天.

The same thing has one name in both languages. It reads words alone and knows no figure; "a day"
is read where a figure stands before it, 一天 where a question asks with it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.language.script import fold

__all__ = ["rates_asked", "rates_told"]

_THINGS = (
    ("kg", r"kg|kilos?|kilogram(?:me)?s?", "公斤|千克"),
    ("tonne", r"tonnes?|tons?", "公?吨"),
    ("kwh", r"kwh|kilowatt-hours?", "度|千瓦时"),
    ("litre", r"lit(?:re|er)s?", "公?升"),
    ("metre", r"met(?:re|er)s?", "公尺"),
    ("km", r"kilomet(?:re|er)s?|km", "公里"),
    ("mile", r"miles?", "英里|英哩"),
    ("hectare", r"hectares?", "公顷"),
    ("area", r"square met(?:re|er)s?", "平方公尺|坪"),
    ("minute", r"minutes?", "分钟"),
    ("hour", r"hours?", "小时|钟头"),
    ("day", r"days?", "天|日"),
    ("night", r"nights?", "晚|夜"),
    ("week", r"weeks?", "周|星期|礼拜"),
    ("month", r"months?", "个?月"),
    ("year", r"years?", "年"),
    ("person", r"persons?|people|head|pupils?|students?|members?|employees?|workers?", "人|名|位"),
    ("household", r"households?|homes?|famil(?:y|ies)", "户"),
    ("item", r"items?|pieces?|prescriptions?", "件|笔|项"),
    ("copy", r"copy|copies|portions?|servings?|meals?", "份|餐"),
    ("visit", r"visits?|trips?|journeys?|rides?|times?|crossings?", "次|趟"),
    ("seat", r"seats?|tickets?", "张|席"),
    ("shop", r"shops?|stores?|branch(?:es)?|firms?|compan(?:y|ies)", "家|间"),
    ("stall", r"stalls?|stands?", "摊"),
    ("vehicle", r"cars?|vehicles?|bus(?:es)?|lorr(?:y|ies)|trucks?", "辆|台"),
    ("boat", r"boats?|ships?|vessels?", "艘"),
    ("tree", r"trees?", "棵|株"),
    ("room", r"rooms?|beds?", "房|床"),
)
_LATIN = "|".join(f"(?P<{name}>{latin})" for name, latin, _ in _THINGS)
_HAN = "|".join(f"(?P<{name}_h>{han})" for name, _, han in _THINGS)
_OTHER = r"(?:[a-z]+(?<!than) ){0,2}?"
_EACH = re.compile(
    rf"(?:\b(?:per|each|every|for each|for every|apiece for)\b |/ ?){_OTHER}\b(?:{_LATIN})\b"
)
_EACH_HAN = re.compile(rf"每(?:[\u3400-\u9fff]?一)?(?:{_HAN})")
_ONE = re.compile(rf"(?:[\d%]|\b(?:pence|cents?|thousand|million))\)? (?:an?|one) (?:{_LATIN})\b")
"""£310 a day: the figure stands before it."""
_EVERY = {
    "year": re.compile(r"\b(?:yearly|annual(?:ly)?)\b"),
    "month": re.compile(r"\bmonthly\b"),
    "week": re.compile(r"\bweekly\b"),
    "day": re.compile(r"\bdaily\b"),
    "hour": re.compile(r"\bhourly\b"),
}
_ONE_ASKED_HAN = re.compile(rf"(?<![第这那上下前隔某同])一(?:{_HAN})(?![般样起定直前后度底])")


@lru_cache(maxsize=8192)
def rates_told(text: str) -> frozenset[str]:
    """The things for each of which a text tells a figure."""
    folded = fold(text)
    found = (*_EACH.finditer(folded), *_EACH_HAN.finditer(folded), *_ONE.finditer(folded))
    every = (name for name, said in _EVERY.items() if said.search(folded))
    return frozenset((*(_name(match) for match in found), *every))


@lru_cache(maxsize=512)
def rates_asked(text: str) -> frozenset[str]:
    """The things for each of which a question asks a figure."""
    folded = fold(text)
    found = (*_ONE_ASKED_HAN.finditer(folded),)
    return rates_told(text) | {_name(match) for match in found}


def _name(match: re.Match[str]) -> str:
    """The name of the thing that one of the groups has read."""
    said = next(name for name, words in match.groupdict().items() if words)
    return said.removesuffix("_h")
