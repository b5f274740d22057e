"""Names that one language spells by the sound of the other: 諾維亞 for Norvia.

Of a Chinese text the runs of characters with which sounds are spelled are held against the Latin
names of the other texts, by the consonants that both share (`bot.index.sounds`). What is met so is
the same party in both. The characters are those in common use for foreign names, by their reading;
a name that is translated by its meaning is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby, islice, product

from bot.index.sounds import latin_keys, spelling_classes

__all__ = ["goes_on", "spelled_as"]

_READ = """
a:阿 ai:艾爱 ao:奥澳 ba:巴 ban:班 bang:邦 bei:贝 ben:本 bi:比彼 bin:宾 bo:波伯勃博 bu:布 cui:崔翠
da:达 dai:戴 dan:丹 dao:道 de:德 deng:登邓 di:迪蒂 ding:丁 dong:东 du:杜 dun:顿 duo:多 e:厄 en:恩
er:尔 fa:法 fan:凡范 fei:菲费 fen:芬 feng:丰 fo:佛 fu:弗福 gai:盖 gan:甘 gang:冈 gao:高 ge:戈哥格
gen:根 gu:古 ha:哈 hai:海 han:汉 hao:豪 he:赫 heng:亨 hong:宏 hu:胡 hui:惠 huo:霍 ji:基吉 jia:加嘉贾
jian:简 jie:杰 jin:金 ka:卡 kai:凯 kan:坎 kang:康 kao:考 ke:科克 ken:肯 ku:库 kua:夸 kui:奎 kun:昆
la:拉 lai:莱赖 lan:兰 lang:朗 lao:劳 le:勒 lei:雷蕾 li:里利莉丽 liang:良 lie:列 lin:林琳 long:龙隆
lu:卢鲁路 lun:伦 luo:罗洛 ma:马玛 mai:迈麦 man:曼 mang:芒 mao:毛 mei:梅 men:门 meng:蒙 mi:米密
ming:明 mo:摩莫默 mu:姆穆 na:纳娜 nai:奈 nan:南 nei:内 ni:尼 ning:宁 niu:纽 nong:农 nu:努 nuo:诺
ou:欧 pa:帕 pai:派 pan:潘 pang:庞 pei:佩 peng:彭 pi:皮 ping:平 po:珀 pu:蒲普 qi:齐奇 qia:恰 qiao:乔
qie:切 qin:钦 qiong:琼 qiu:丘 rang:让 re:热 rong:荣 ru:茹 rui:瑞 ruo:若 sa:撒萨 sai:塞赛 sang:桑
se:瑟 sen:森 sha:沙莎 shan:山 shang:尚 shao:绍 she:舍 shen:申 sheng:圣 shi:施石史 si:斯丝 song:松
su:苏 suo:索 ta:塔 tai:泰 tan:坦 tang:汤 tao:陶 te:特 teng:腾 ti:提缇 ting:廷 tu:图 tuo:托 wa:瓦
wan:万 wang:旺 wei:威韦维魏薇 wen:温文 weng:翁 wo:沃 wu:乌武 xi:西希锡 xia:夏 xiang:香 xie:谢
xin:辛欣 xiu:休 xu:许 xun:逊 ya:雅亚 yan:延 yang:扬 ye:耶叶 yi:伊 yin:因 ying:英 you:尤 yue:约
ze:泽 zha:扎 zhan:詹 zhang:张 zhen:珍 zhi:芝治 zhu:朱 zhuo:卓 zi:兹 zuo:佐
"""
SPELLING = {
    char: spelling_classes(sound)
    for sound, chars in (pair.split(":") for pair in _READ.split())
    for char in chars
}
RUN = re.compile(f"[{''.join(SPELLING)}]{{2,12}}")
# 特別, 比如, 多少 are words; behind a name they spell nothing.
GOES_ON = re.compile(f"[{''.join(SPELLING)}](?:[{''.join(SPELLING)}]|(?![\u3400-\u9fff]))")
WORD = re.compile(
    "特[别定殊有]|比[如较起例]|多[少半年数]|本[身来次月]|因[为此而]|内部|东部|南部|西部"
)
FEWEST, LEAST, MOST = 2, 3, 32


def goes_on(folded: str) -> bool:
    """Whether a text goes on, right at its beginning, in characters that spell sounds."""
    return GOES_ON.match(folded) is not None and WORD.match(folded) is None


def spelled_as(folded: str, names: Iterable[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Which of the Latin names (in small letters) a Chinese text spells, and where."""
    runs = [m.span() for m in RUN.finditer(folded)]
    for name in names if runs else ():
        keys = latin_keys(name, FEWEST)
        for start, end in runs if keys else ():
            place = _place(folded[start:end], keys)
            if place:
                yield name, (start + place[0], start + place[1])


@lru_cache(maxsize=4096)
def _place(run: str, keys: frozenset[str]) -> tuple[int, int] | None:
    """Where in a run a name with one of the keys is spelled: as much of the run as may be."""
    for size in range(len(run), 1, -1):
        for at in range(len(run) - size + 1):
            if keys & _keys_of(run[at : at + size]):
                return at, at + size
    return None


@lru_cache(maxsize=8192)
def _keys_of(run: str) -> frozenset[str]:
    """The consonants that a run is read as; two are enough for three characters."""
    read = ("".join(some) for some in product(*(SPELLING[char] for char in run)))
    keys = {"".join(sound for sound, _ in groupby(some)) for some in islice(read, MOST)}
    least = FEWEST if len(run) > FEWEST else LEAST
    return frozenset(key for key in keys if len(key) >= least)
