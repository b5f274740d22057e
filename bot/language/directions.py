"""Words of direction in both languages: rise and fall, gain and loss, above and below.

Lists as a dictionary gives them, the English verbs inflected by rule with their strong forms
beside them, the Chinese by their letters of rising and falling. It says what a word means, not
what it belongs to (`signs`).
"""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["ABOVE", "BELOW", "FALLS", "INCOME", "LOSSES", "PROFITS", "RISES"]

_RISE = (
    "increase climb jump surge soar expand swell escalate accelerate widen lift boost"
    " heighten quicken skyrocket rocket rebound recover"
)
_FALL = (
    "decline drop decrease plunge plummet tumble slump dwindle narrow lessen shorten slip dip"
    " reduce trim slash soften recede retreat erode halve diminish slim curtail"
    " moderate"
)
_RISEN = "rise rises rose risen rising grow grows grew grown growing growth upturn uptick"
_FALLEN = (
    "fall falls fell fallen falling shrink shrinks shrank shrunk shrinking shrinkage sink sinks"
    " sank sunk sinking slide slides slid sliding cut cuts cutting shed sheds shedding downturn"
)
_AMOUNT = r"(?:by\b|about\b|from\b|almost\b|some\b|nearly\b|roughly\b|around\b|[\d$€£¥n])"
_IDIOM = (
    r"(?<!gave )(?<!give )(?<!gives )(?<!given )(?<!pick )(?<!picked )(?<!used )(?<!made )"
    r"(?<!built )(?<!set )(?<!comes )(?<!came )"
)


def _inflected(verbs: str) -> Iterator[str]:
    """Each verb with the forms that the rules of English give it."""
    for verb in verbs.split():
        if verb.endswith("e"):
            yield rf"{verb[:-1]}(?:e|es|ed|ing)"
        elif verb[-1] in "pmb" and verb[-2] in "aiou" and verb[-3] not in "aeiou":
            yield rf"{verb}(?:s|{verb[-1]}ed|{verb[-1]}ing)?"
        elif verb.endswith("sh"):
            yield rf"{verb}(?:es|ed|ing)?"
        else:
            yield rf"{verb}(?:s|ed|ing)?"


def _words(verbs: str, forms: str) -> str:
    return (
        r"\b(?:" + "|".join((*_inflected(verbs), *forms.split())) + r")\b(?! (?:short|on|to the)\b)"
    )


RISES = (
    _words(_RISE, _RISEN)
    + rf"|{_IDIOM}\bup (?={_AMOUNT})"
    + r"|\badvanc(?:ed|es|ing)\b|\bgain(?:ed|s|ing)?\b(?= (?:by )?(?:about |some )?\d)"
    + r"|\bdoubl(?:ed?|es|ing)\b|\btripl(?:ed?|es|ing)\b|\bw[e]nt up\b|\bgo(?:es|ne)? up\b"
    + r"|\bmore (?=(?:in|for) (?:fiscal )?(?:19|20)\d\d)|\badd(?:s|ed|ing)? to\b"
    + r"|\bearn(?:ed|s)\b(?= (?:about |some )?\d+(?:\.\d+)?%)"
    + r"|\braised? (?=(?:by|from|its|the|to)\b)|\badd(?:ed|s|ing) (?=(?:about )?[\d$€£¥])"
    + r"|年增|季增|月增|增(?![资购设员补订派援建开])|(?<![回晋])升(?![级格学职值])|上涨"
    + r"|\bput(?:s|ting)? on (?=(?:about |some )?\d+(?:\.\d+)?%)|(?<=% )(?:dearer|costlier)\b"
    + r"|[大猛飙急高回]涨|涨|[劲走收]扬|收高"
    + r"|攀高|成长|扩大|提高|提升|上扬|上修|上调|调高|调涨|走高|翻倍|倍增|跃增|拉高|推高|回温"
    + r"|回升|拉抬"
)
FALLS = (
    _words(_FALL, _FALLEN)
    + rf"|\bdown (?={_AMOUNT})"
    + r"|\beas(?:ed|es|ing)\b|\bcontract(?:ed|s)\b(?= \d| by)|\blower(?:ed|s|ing)\b"
    + r"|\blos(?:t|es|ing)\b(?= (?:about |some )?\d+(?:\.\d+)?%)|\bw[e]nt down\b|\bgo(?:es"
    + r"|ne)? down\b"
    + r"|\bg[ai]ve(?:s|n)? up (?=(?:about |some )?\d+(?:\.\d+)?%)|(?<=% )cheaper\b"
    + r"|\bcame down\b|\bcomes down\b"
    + r"|年减|季减|月减|减(?![碳排资免])|跌|下滑|滑落|滑至|下降|下挫|重挫|崩|下修|下调|调降|调低"
    + r"|降(?![价临])|衰退|萎缩|缩减"
    + r"|缩小|缩至|走低|走软|砍|腰斩|削减|掉(?=\d)|剩下?(?=\d)|缩水"
)
PROFITS = (
    r"\bearnings\b|\bgained\b(?! (?:about |some )?\d+(?:\.\d+)?%)"
    r"|\bnet (?:profit|income|earnings)\b|\bprofit(?:s|able)?\b|\bearn(?:ed|ing|s)?\b|\binflows?\b"
    r"|\bsurplus(?:es)?\b|\bgains?\b(?! \d)|\bpositive\b|\bin the black\b|\bmade money\b"
    r"|\bbrought in\b"
    r"|获利|净利(?!息|差)|盈余|利益|盈利|赚|流入|转盈|转亏为盈|利润|顺差|结余|毛利(?!率)"
)
LOSSES = (
    r"\bloss(?:es)?\b|\blost\b(?! \d+(?:\.\d+)?%)|\bloses\b|\blosing\b|\boutflows?\b|\bdeficits?\b"
    r"|\bnegative\b|\bminus\b|\bburn(?:ed|t|s|ing)?\b|\bshortfalls?\b|\bin the red\b|\bred ink\b"
    r"|\bused up\b|\bbled\b"
    r"|净损|亏损|亏|损失|流出|短绌|赤字|负(?=约?\d)|烧钱|烧掉|负值|转亏(?!为盈)|逆差|赔|短少|流失(?!率)"
)
# What is taken in, before any cost: neither a profit nor a loss.
INCOME = r"\brevenues?\b|\bsales\b|\bturnover\b|营收|营业额|销售额"
ABOVE = (
    r"\b(?:higher|larger|bigger|greater|more|longer|faster) than\b|\babove\b|\bexceed(?:s|ed"
    r"|ing)?\b"
    r"|\bbeat(?:s|ing|en)?\b|\bup (?:from|on)\b|\bsurpass(?:es|ed|ing)?\b|\bovert(?:akes?|ook"
    r"|aking)\b"
    r"|高于|优于|超过|多于|大于|高出|胜过|超越|长于"
)
BELOW = (
    r"\b(?:lower|smaller|less|fewer|shorter|slower) than\b|\bbelow\b|\bshort of\b|\bmiss(?:es"
    r"|ed|ing)\b"
    r"|\bdown (?:from|on)\b|低于|逊于|少于|小于|不及|不如|落后|短于"
)
