"""Which language and script a text reads as, told by characters that only one script has.

Its own short list, apart from the bot's: enough for sentences on companies and money.
"""

from __future__ import annotations

import re

from bot.records import Lang

_PAIRS = (
    "億亿萬万會会對对時时來来說说國国過过還还產产業业務务電电話话動动機机問问題题讓让見见車车長长門门"
    "開开關关東东馬马計计資资額额債债約约現现營营銷销術术數数據据購购買买賣卖輝辉達达軟软銀银應应該该"
    "從从們们這这個个為为與与無无實实際际總总經经濟济將将財财報报預预測测險险較较單单項项義义點点間间"
    "當当顯显簽签訂订協协議议貝贝積积壓压構构擔担憂忧質质價价償偿權权轉转運运輸输遠远適适選选鏈链環环"
    "錢钱銳锐錯错閉闭陽阳階阶雙双難难頁页頂顶順顺須须頓顿領领頭头顆颗願愿類类風风飛飞養养驗验體体"
    "淨净虧亏損损獲获遞递續续貸贷費费層层導导屬属廠厂擴扩啟启嗎吗執执夠够歷历減减漲涨熱热獎奖畫画盡尽"
    "稅税穩稳競竞筆笔籌筹組组細细終终結结統统給给維维網网線线績绩職职聯联脫脱舉举舊旧處处號号規规視视"
    "觀观設设許许評评試试誤误調调談谈請请論论證证識识變变負负貨货貴贵賺赚趨趋躍跃輪轮辦办連连進进遲迟"
    "邊边釋释隨随響响頻频騰腾"
)
TRADITIONAL = frozenset(_PAIRS[0::2])
SIMPLIFIED = frozenset(_PAIRS[1::2])
HAN_SHARE = 0.4
"""Han characters among them and Latin words: Chinese sentences are full of names and acronyms."""

_SIMPLE = dict(zip(map(ord, _PAIRS[0::2]), _PAIRS[1::2], strict=True))
_QUOTED = re.compile(r"《[^》]*》|「[^」]*」|“[^”]*”|\"[^\"]*\"")

_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")


def simplified(text: str) -> str:
    """A text with the characters of the list in their Simplified form, for matching only."""
    return text.translate(_SIMPLE)


def unquoted(text: str) -> str:
    """A text without what stands in quotation marks: a quotation keeps its own language."""
    return _QUOTED.sub(" ", text)


def reads_as(text: str) -> Lang | None:
    """The language of a text; None where it has neither Han characters nor Latin words."""
    han = [char for char in text if "\u4e00" <= char <= "\u9fff"]
    words = len(_LATIN_WORD.findall(text))
    if not han and not words:
        return None
    if len(han) < HAN_SHARE * (len(han) + words):
        return "en"
    simple = sum(char in SIMPLIFIED for char in han)
    traditional = sum(char in TRADITIONAL for char in han)
    return "zh-CN" if simple > traditional else "zh-TW"
