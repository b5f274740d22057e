"""Who holds an office: a Chinese sentence that sets a name beside the office a question asks for.

"總幹事是誰" is answered by 總幹事王小明, not by a sentence that only mentions the office. A name is
told by its family name; English names are told by their capitals elsewhere. Knows no person.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.language.script import fold

__all__ = ["SURNAMES", "names_holder", "office_asked"]

SURNAMES = fold(
    "王李張劉陳楊黃趙吳周徐孫馬朱胡郭何高林羅鄭梁謝宋唐許韓馮鄧曹彭曾蕭田董潘袁蔡蔣余于杜葉程魏蘇呂"
    "丁任盧姚沈鍾姜崔譚陸范汪廖石金韋賈夏付方鄒熊白孟秦邱侯江尹薛閻段雷龍黎史陶賀顧毛郝龔邵萬錢嚴賴"
    "覃洪武莫孔湯向常溫康施文牛樊葛邢安齊伍龐顏倪莊聶章魯岳翟殷詹申歐耿關蘭焦俞左柳甘祝包寧尚符舒阮"
    "柯紀梅童凌畢單季成霍苗涂谷曲盛冉翁藍路游辛靳管柴蒙鮑華喻祁蒲房滕屈饒解牟艾尤時穆卓古巫簡連戴塗"
)
_ASKED = re.compile(
    r"(?:^|[的是，,、\s])(?P<before>[\u3400-\u9fff]{2,6}?)(?:是|为|由|叫)?(?:谁|哪一?位|什么名字)"
    r"|(?:谁|哪一?位)(?:是|担任|出任|接任|当|做)(?:了)?(?:[\u3400-\u9fff]{1,8}的)?(?P<after>[\u3400-\u9fff]{2,6})"
)
_NEW = re.compile(r"^(?:现任|现在|目前|新任|新的?|前任|这位|该)+的?")
_AFTER_NAME = "[说表示指在于将的也和与及为]"
_OFFICE = re.compile(r"[长理席任事师员人董监裁官导授记督辅]$")


@lru_cache(maxsize=256)
def office_asked(question: str) -> str:
    """The office whose holder is asked for, folded; empty where none is."""
    found = _ASKED.search(fold(question))
    if found is None:
        return ""
    office = _NEW.sub("", (found["before"] or found["after"] or "").strip())
    return office if len(office) > 1 and _OFFICE.search(office) else ""


def names_holder(question: str, text: str) -> bool:
    """Whether a text sets a whole name before or after the office that the question asks for."""
    office = office_asked(question)
    folded = fold(text)
    if not office or office not in folded:
        return False
    name = rf"[{SURNAMES}][\u3400-\u9fff]{{1,2}}(?=[^\u3400-\u9fff]|$|{_AFTER_NAME})"
    before = rf"[{SURNAMES}][\u3400-\u9fff]{{2}}{office}"
    return re.search(rf"{office}[:：]?{name}|{before}", folded) is not None
