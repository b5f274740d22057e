"""The very thing that a question wants a number or kind of, and whether a document speaks of it.

"What is the top speed of …", 有幾隻搜救犬, 蓄水率是多少, 哪個牌子的燈泡: where the noun stands
nowhere in the document that leads, in no other word and in neither language, a number of that
document is of something else. Verbs, units, lengths and weights (a unit alone tells those) and
what everybody may be called are no such nouns. It decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.retrieve.equivalents import LIGHT
from bot.answer.retrieve.held import told_words
from bot.index.search import Searcher
from bot.language.script import fold, has_han

__all__ = ["noun_asked", "speaks_nowhere"]

THERE = 0.5
_MANY = re.compile(
    r"\bhow many (?:of the |other |different |more |new )?"
    r"(?P<noun>(?:[a-z-]+ ){0,1}[a-z-]{2,}[^s\W]s)"
    r"(?= (?:are|were|did|does|do|has|have|had|will|would|can|could|there|in|at|on|of"
    r"|live|lived|work|came|come|took|take|went|stand|stood|belong|grow|grew|died|use|got)\b|\s*\?|$)"
)
_WHAT = re.compile(
    r"\bwhat (?:is|was|are|were) (?:the |its |their |[a-z]+'s )"
    r"(?P<noun>(?:[a-z-]+ ){0,1}[a-z-]{3,})(?= (?:of|in|for|at)\b)"
)
_KIND = re.compile(
    r"\b(?:which|what) (?P<noun>(?:brand|make|model|colou?r|breed|variety)s?(?: of [a-z-]+)?)\b"
    r"|(?:哪一?[个种款家]|什么)(?P<han>(?:牌子|品牌|厂牌|型号|颜色|品种|款式)(?:的[\u3400-\u9fff]{2,4})?)"
)
_MANY_HAN = re.compile(
    r"(?:几|多少)[位名座艘只头栋棵株起群种所台部辆张件支](?P<noun>[\u3400-\u9fff]{2,8})\s*[?？。]?$"
)
_WHAT_HAN = re.compile(
    r"(?:的|[\u3400-\u9fff]{2})(?P<noun>[\u3400-\u9fff]{2,4})(?:目前|现在|大约|大概)?是(?:多少|几)"
    r"(?!个?百分|成)"
)
_ANYONE = frozenset(
    "people persons employees workers staff members residents visitors customers households homes"
    " times places ways kinds types parts things points figures figure number numbers amount name"
    " years months weeks days hours minutes percent dollars pounds euros tonnes kilometres metres"
    " kilograms litres reason purpose aim result results state situation plan plans outcome total"
    " 员工 人员 工人 职员 同仁 居民 住户 民众 社员 会员 小时 星期 月份 原因 目的 结果 总数 数量"
    " 人数 金额 数字 日期 时间 名字 名称 单位 总额 比例 比率".split()
)
_MODIFIERS = frozenset("public new old main total local other own official average".split())
_BY_UNIT = re.compile(
    r"(?:length|height|width|depth|weight|size|area|age|price|cost|temperature|distance|duration)s?"
    r"|.*(?:[长高宽深厚]度|重量|面积|大小|年龄|岁数|价格|价钱|温度|距离|票价|售价|费用)"
)
_VERB = re.compile(r"[了着过要花给买卖付收存开能会可在把被]|百分之|平均")


def noun_asked(question: str) -> str:
    """The noun of which a question wants the number or the measure; folded, empty where none is."""
    folded = fold(question)
    patterns = (_MANY_HAN, _WHAT_HAN) if has_han(folded) else (_MANY, _WHAT)
    found = next((m for p in patterns if (m := p.search(folded))), None)
    noun = found["noun"] if found else ""
    last = noun if has_han(noun) else noun.rpartition(" ")[2]
    if last in _ANYONE or _BY_UNIT.fullmatch(last) or (has_han(noun) and _VERB.search(noun)):
        return ""
    return noun


def speaks_nowhere(question: str, texts: Sequence[str], searcher: Searcher) -> bool:
    """Whether the texts have no word at all for the noun of which a number is asked, the last of
    several (all in the other language, where a dictionary may lack one), or for the thing whose
    brand or colour is.
    """
    kind = _KIND.search(fold(question))
    noun = (kind["noun"] or kind["han"]) if kind else noun_asked(question)
    if not noun or not texts:
        return False
    words = [w for w in told_words(noun, list(texts), searcher) if fold(w.text) not in LIGHT]
    words = [w for w in words if len(w.text) > 1 or not has_han(w.text)]
    words.sort(key=lambda w: fold(noun).rfind(fold(w.text)))
    foreign = has_han(noun) != any(has_han(text) for text in texts)
    known = [w for w in words if fold(w.text) not in _MODIFIERS]
    asked = words if kind else known if foreign else words[-1:]
    return bool(asked) and all(max(w.shares, default=0.0) < THERE for w in asked)
