"""What a question divides by, and what it sets the one thing against: its words alone.

"Per kilometre", 每艘漁船 name what an amount is divided by; "than the lowest bid", 比上一期合約
what a figure is held against. It looks at no document but at the clause that it is given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.language.script import fold, has_han
from bot.records import Question

__all__ = ["Sides", "divided_by", "sides_of", "thing_counted"]

_TIMES = frozenset(
    "year month week day hour minute quarter night season cent annum head"
    " 年 月 周 週 日 天 季 时 小时 分钟 季度 个月 学期 晚".split()
)
_PER = re.compile(
    r"\b(?:per|(?:for |of )?(?:each|every)) (?!cent\b|year|month|week|day|hour|quarter)"
    r"((?:(?:square|cubic|residential|full-time) )?[a-z][a-z-]+)"
    r"|\b(?:what|how much) (?:did|does|do|will|is|was|would) (?:an?|one|each|every) ([a-z-]{3,})"
    r"|\baverage (?:\w+ ){0,2}?(?:per|a|an|each) ([a-z-]{3,})\b"
)
_PER_HAN = re.compile(
    r"(?:每(?:[供用来去出开办跑卖买]?一)?|平均一|换算一)(平方公尺|平方米|立方公尺|人次|公里|公顷|公吨|公斤|公升|公尺|千瓦|"
    r"[家间个名位台辆座条艘部栋款种项所颗片张户头只份件笔席架棵场班封组支人站处度坪床趟次吨])?"
    r"([\u3400-\u9fff]{0,2})"
)
_PERSONS = frozenset("人 名 位 员工 会员 学生 住户 病人 读者 people person employee worker".split())
WHOLE_NOUN = 2
"""Letters of a noun that says which persons are counted."""
_SCALES = {"": 1, "千": 10**3, "thousand": 10**3, "万": 10**4, "million": 10**6, "亿": 10**8}
_MEASURES = frozenset(
    "平方公尺 平方米 立方公尺 公里 公顷 公吨 公斤 公升 公尺 千瓦 坪 度 人次 吨".split()
)
"""Units, which need no noun to be counted."""
_STOP = re.compile(r"[发要花是多得能可会给帮领拿大平约费付收]")
_COMPARED_HAN = re.compile(
    r"比(?![例率重方分])(?P<other>[^，,。?？、]{1,24}?)(?:要|还要?|更|又|大幅|合计|总共)?"
    r"(?<!最)(?=[多少高低贵便增减大小长短重轻快慢成下超缩升降涨跌变](?![标价于期学楼时]))"
)
_COMPARED = re.compile(
    r"\b(?:more|less|fewer|higher|lower|dearer|cheaper|longer|shorter|larger|smaller|bigger"
    r"|greater|older|later|earlier|faster|slower|heavier)\b(?P<one>[^?]*?)\bthan (?P<other>[^?,;]+)"
    r"|\b(?:difference|gap|left(?: over)?|margin) between (?P<first>[^?,;]+?)"
    r" and (?P<second>[^?,;]+)"
    r"|\bcompared (?:with|to) (?P<with>[^?,;]+)"
)
_TIME = re.compile(
    r"\b(?:in|at|the|of|it|was|were|had been|did|been|same|for|a|an|and|to|end|start)\b"
    r"|\b(?:year|month|quarter|season|week|day|decade)s?\b|\b(?:before|earlier|ago|previous(?:ly)?|last"
    r"|prior|preceding|beforehand|now|then|today|one|two|three|five|ten|half|first|second)\b"
    r"|(?:fy)?(?:19|20)\d\d(?:[-/]\d{2,4})?|\d+"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|去年|前一?年|上一?年|同期|年初|年底|上[一个]?[季期月次]|前[一个]?[季期月次]|今年|本年|以前|之前"
    r"|过去|当时|[一二三四五六七八九十]+|[年月日度底初的时前在当季上下半学]"
)


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides that a question compares; `of_time` where the other is only another time."""

    one: str
    other: str
    of_time: bool


def divided_by(question: Question) -> tuple[str, ...]:
    """The words for what the question divides by, folded; none where it names only a time."""
    folded = fold(question.standalone)
    for found in _PER.finditer(folded):
        noun = next(g for g in found.groups() if g)
        if noun.removesuffix("s") not in _TIMES:
            return (noun,)
    for found in _PER_HAN.finditer(folded):
        counter, noun = found[1] or "", found[2] or ""
        cut = _STOP.search(noun)
        noun = noun[: cut.start()] if cut else noun
        if counter == "个" and noun[:1] in ("月", "学"):
            continue
        words = tuple(w for w in (counter, noun) if w)
        if words and not set(words) & _TIMES and words[0][:1] not in _TIMES:
            return words
    return ()


def thing_counted(clause: str, thing: tuple[str, ...], value: Decimal) -> bool:
    """Whether a figure's clause counts these things: the word stands behind the very number."""
    said = fold(clause)
    first, noun = thing[0], thing[1] if len(thing) > 1 else ""
    if not has_han(first):
        return _behind(rf"(?: [a-z-]+)? {re.escape(_stem(first))}", said, value)
    counted = _behind(rf"多?{re.escape(first)}", said, value)
    if first in _PERSONS:
        counted = counted or _behind(r"多?[人名位](?!次)", said, value)
        return counted and (len(noun) < WHOLE_NOUN or any(letter in said for letter in noun))
    if not counted:
        counted = bool(noun) and _behind(rf"多?[个座]?{noun}", said, value)
    if not noun or first in _MEASURES:
        return counted
    return counted and any(letter in said for letter in noun)


def _behind(pattern: str, said: str, value: Decimal) -> bool:
    """Whether the words stand behind a number of this value: 12,800张, 1万2,800张, 1.3 million."""
    number = r"(?:(\d+)万)?(\d[\d,.]*)( ?(?:thousand|million)|[千万亿])?"
    for found in re.finditer(number + pattern, said):
        digits = found[2].replace(",", "").rstrip(".")
        if digits.count(".") > 1:
            continue
        told = Decimal(digits) * _SCALES[(found[3] or "").strip()]
        if told + int(found[1] or 0) * _SCALES["万"] == value:
            return True
    return False


def _stem(noun: str) -> str:
    for ending in ("ies", "es", "s"):
        if noun.endswith(ending) and len(noun) > len(ending) + 2 and ending != "es":
            return noun.removesuffix(ending)
    return noun.removesuffix("y") if noun.endswith("y") else noun


def sides_of(question: Question) -> Sides | None:
    """What the question sets the one thing against; None where it compares nothing."""
    text = question.standalone
    folded = fold(text)
    found = _COMPARED_HAN.search(folded) if has_han(folded) else None
    if found:
        other = found["other"]
        return Sides(folded[: found.start()], other, _only_time(other))
    found = _COMPARED.search(folded)
    if found is None:
        return None
    other = found["other"] or found["second"] or found["with"] or ""
    one = found["first"] or f"{folded[: found.start()]} {found['one'] or ''}"
    return Sides(one, other, _only_time(other))


def _only_time(text: str) -> bool:
    """Whether nothing but another time is named."""
    return not any(c.isalnum() for c in _TIME.sub(" ", text))
