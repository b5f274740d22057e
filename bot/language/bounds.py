"""Words that bound a figure: up to, 約, at least, 最多投資, 以上, or so.

Takes folded text and a position; answers with where the words begin or what they mean. It does not
know whether a numeral is a quantity, nor what its unit is.
"""

from __future__ import annotations

import re

from bot.language.affixes import Endings
from bot.records import Bound

_BOUND_AFTER = re.compile(
    r"(?P<at_least>\s?以上|起(?:跳)?(?=[\s，。、；,.]|$)| or more(?![a-z])|-plus(?![a-z])"
    r"|\+(?![\d\w]))"
    r"|(?P<up_to>\s?以下|\s?[以之][內内]| or (?:less|fewer)(?![a-z]))"
    r"|(?P<about>\s?左右|\s?上下|之譜|之谱| or so(?![a-z]))"
    r"|(?P<more_than>[多餘](?=[\s，。、；,.]|$))"
)
_BOUND_WORDS: dict[Bound, str] = {
    "up_to": "up to|as much as|as many as|as high as|at most|no more than|not more than|maximum of"
    "|a maximum|capped at|limited to|not exceeding|not to exceed|最高|最多|至多|高達|高达|多達"
    "|多达|不超過|不超过|不高於|不高于|不多於|不多于|不大於|不大于|最長|最长|上限|封頂|封顶|≤|<=",
    "at_least": "at least|no less than|no fewer than|not less than|minimum of|a minimum|至少|最少"
    "|起碼|起码|不低於|不低于|不少於|不少于|不下|不小於|不小于|下限|≥|>=",
    "more_than": "more than|over|above|greater than|exceed|exceeds|exceeded|exceeding|in excess of"
    "|upward of|upwards of|north of|beyond|tops|topped"
    "|topping|surpass|surpasses|surpassed|surpassing|超過|超过|逾|超逾|突破|高於|高于"
    "|大於|大于|多於|超|>",
    "less_than": "less than|fewer than|under|below|not quite|short of|south of|不到|不足|低於|低于"
    "|少於|少于|小於|小于|未達|未达|未滿|未满|<",
    "about": "about|around|approximately|approx.|approx|roughly|some|circa|ca.|c.|ballpark"
    "|in the region of|on the order of|in the neighborhood of|nearly|almost"
    "|close to|an estimated|近乎|約|约|約合|约合|大約|大约|約莫|大概|差不多|粗估|將近|将近"
    "|接近|近|幾乎|几乎|~|≈|～",
}
_BOUNDS: Endings[Bound | None] = Endings(
    {w: bound for bound, words in _BOUND_WORDS.items() for w in words.split("|")}
)
_FILLERS = " \u00a0\t達达到為为有了占佔"
# 最近 and 合約 end in 近 and 約 without hedging anything.
_NO_HEDGE = {"近": "最附靠", "約": "合簽契條續違履預租", "约": "合签契条续违履预租"}
# Beside a figure they bound it; before another bound they belong to the verb (handed over about 4).
_OFTEN_PREPOSITIONS = ("over", "under", "above", "below", "around")


def bound_after(folded: str, at: int) -> Bound | None:
    """The meaning of 以上, or more, 左右 … standing at a place."""
    match = _BOUND_AFTER.match(folded, at)
    return match.lastgroup if match else None  # type: ignore[return-value]  # groups are bounds


def bound_before(folded: str, at: int) -> tuple[int, Bound] | None:
    """The start and meaning of up to, 約, at least … before a place; the strongest of several."""
    found: tuple[int, Bound] | None = None
    while word := _bound_word(folded, at):
        at, name = word
        if name is None or (found and folded.startswith(_OFTEN_PREPOSITIONS, at)):
            break
        stronger = found is None or (found[1] == "about" and name != "about")
        found = (at, name if stronger or found is None else found[1])
    return found


_ADVERB = re.compile("(?P<up_to>最多|至多|最高)|(?P<at_least>至少|最少|起碼|起码)")
_VERBS_BETWEEN = re.compile(
    "[只可能會会要將将須须需得應应]{0,2}(?:再)?"
    "(?:投資|投资|投入|注資|注资|出資|出资|支付|付|認購|认购|購買|购买|採購|采购|買|买|賣|卖|提供|部署|取得"
    "|承諾|承诺|借|籌|筹|募|花費|花费|花|賠|赔|收|增加|減少|减少|裁|砍|拿出|達|达)?(?:了|到|給|给|約|约)?$"
)


def _adverb(folded: str, at: int) -> tuple[int, Bound] | None:
    """最多投資50億美元, 至少要付5億美元: the adverb bounds the verb's amount."""
    begin = max(0, at - 10)
    found = list(_ADVERB.finditer(folded, begin, at))
    if not found or not _VERBS_BETWEEN.fullmatch(folded, found[-1].end(), at):
        return None
    return found[-1].start(), found[-1].lastgroup  # type: ignore[return-value]  # groups are bounds


def _bound_word(folded: str, at: int) -> tuple[int, Bound | None] | None:
    if adverb := _adverb(folded, at):
        return adverb
    for _ in range(4):
        if found := _BOUNDS.before(folded, at):
            start = found[0]
            part_of_word = start and folded[start - 1] in _NO_HEDGE.get(folded[start:at], "")
            return None if part_of_word else found
        if not at or folded[at - 1] not in _FILLERS:
            return None
        at -= 1
    return None
