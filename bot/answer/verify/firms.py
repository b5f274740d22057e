"""Chinese firms and bodies that are known by how their names end: 德橋集團, 南嶺市政府.

Two letters and an ending make a name wherever they stand, unless the letters are a word that only
qualifies the ending (大型銀行). At a border of words a name may have up to four letters before its
ending; such a name leads the texts that belong with it (`leads`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.records import Span

__all__ = ["BODY_END", "firms_in", "leading_firms"]

HEAD = 2
# How Chinese firms' names end: legal and financial forms; the industries, in the two letters by
# which firms call themselves, of the Taiwan Stock Exchange's classes and of the Ministry of
# Economic Affairs' table of business items; words that firms like; offices and spokesmen.
_FORMS = "公司|集团|控股|企业|实业|银行|证券|保险|投资|投信|创投|资本|基金|国际"
_CLASSES = (
    "水泥|食品|塑胶|纺织|纤维|电机|机械|电器|电缆|化学|生技|医疗|玻璃|陶瓷|造纸|钢铁|橡胶|汽车|半导体|电脑"
    "|光电|通信|网路|电子|资讯|建材|营造|航运|观光|金融|贸易|百货|油电|燃气|能源|环保|云端|工业"
)
_ITEMS = (
    "饲料|皮革|印刷|石油|化工|制药|金属|电池|电力|车辆|造船|航空|精密|矿业|仓储|物流|运输|电信|软体|传播|租赁"
    "|建设|餐饮|出版|广告|顾问"
)
_LIKED = "科技|重工|精机|材料|传媒|网络|软件"
_OFFICES = (
    "(?<!全)部(?!分|份|位|门|署)|(?<!部)署(?!名)|局(?!面|势|部)"
    "|处(?!理|分|置|于|罚|境)|院|会(?!计)|代表"
)
ENDS = f"{_FORMS}|{_CLASSES}|{_ITEMS}|{_LIKED}|{_OFFICES}"
FIRM = re.compile(rf"[\u3400-\u9fff]{{2}}(?:{ENDS})(?![事分子产费额率业商厂者界设类])")
# Words that stand before such an ending without naming a firm: large banks, emerging carriers.
MODIFIER = re.compile(
    "^(?:大型|小型|中型|新兴|新型|主要|传统|国内|国外|海外|外国|本国|本土|全球|世界|国际|区域|地方|中央|当地|在地"
    "|基础|公共|公用|公营|私人|民间|民营|国营|上市|上柜|挂牌|其他|其它|各大|多家|几家|两家|三家|先进|高阶|重大|相关|整体"
    "|一般|部分|全部|创投|风险|外部|内部|直接|间接|对外|长期|短期|股权|策略|机构|个人|美国|中国|台湾|日本|韩国|欧洲|亚洲"
    "|英国|德国|法国|印度|数位|智慧|人工|资料|营收|获利|成本|支出|答应|同意|决定|持续|进行|增加|减少|计划|打算|可能|预计"
    "|研究|市场|管理|信用|财务|商业|零售|母|子|关系|控股|合资|独立|竞争|供应|客户|顾问|投资|科技|半导体|能源|电信|网路"
    "|媒体|新闻|消费|家用|车用|工业|军工|绿色|再生|离岸|太阳|风力|核能)$"
)
# Endings that are verbs or common nouns as well: at a border of words alone.
WORD_END = re.compile("(?:投资|运输|建设|广告|顾问|出版|租赁|印刷|保险|贸易|传播|会)$")
EDGE_BEFORE = re.compile(r"(?:^|[，,。；;：:、「『《（( ]|[与和向由给跟被为对是])$")
EDGE_AFTER = re.compile(
    r"^(?:$|[，,。；;：:、」』》）) ]|[与和向由的将已则也表指宣发警认说称拟同签在于]|预[计估期])"
)
NO_NAME = re.compile(
    "[与和及向对由的以在为是被将从到等于其该各这那年月日季度当元亿万个家台中之间并则也而都或即上下前后内外多少]"
)
# Trades and bodies that end a name at a border of words alone: 嵐洋人壽, 雲茂超市, 南嶺市政府.
_TRADES = (
    "人寿|产险|寿险|再保|金控|票券|超市|超商|量贩|饭店|酒店|旅店|酒庄|影业|影视|电台|报业|书店|书局|唱片|动画"
    "|生物|制造|农业|农场|渔业|牧场|水产|水务|自来水|瓦斯|光学|轨道|航天|太空"
    "|海运|铁路|快递|土木|地产|不动产|租车|鞋业|医材|药厂|药业|药局|乳业"
    "|电商|球团|职棒"
)
_BODIES = (
    "大学|学院|医院|法院|实验室|研究院|研究所|中心|议会|立法院|行政院|市政府|县政府|政府|(?<!超)市|县|协会|公会|工会|学会|商会"
    "|联盟|联合会|基金会|委员会|合作社|俱乐部|事务所|总署|部|局|署|处|会"
)
_JOINS = "[与和及向由给跟被对把让替使在]"
_BEFORE = (
    rf"(?:(?:^|[，,。；;：:、「『《（( ]){_JOINS}?|{_JOINS}|要求|授权|委托|买下|收购|取得"
    r"|投资|入股|控告|同意|批准|核准|持有|认购|发包给|交给|卖给)"
)
LEADING = re.compile(
    rf"{_BEFORE}([\u3400-\u9fff]{{2,5}}?({ENDS}|{_TRADES}|{_BODIES}))"
    r"(?![事分子产费额率业商厂者界设类长员])"
)
BODY_END = re.compile(f"(?:{_BODIES})$")
# 評議會 and 會 alone: too short a name, or a word of its own (機會, 社會, 全部).
NO_BODY = re.compile(
    r"(?:机|社|都|市|大|年|开|董事|监事|股东|理事|说明|记者|法说|座谈|音乐|运动|展览|博览|拍卖|研讨|公听|听证|同乡|不|才)会$"
    r"|(?:全|内|外|局|大|部|整|南|北|东|西|中)部$|[好长短各]处$|(?:城|都|股|超|门|夜|上|入|房|车|债|汇)市$|(?:格|结|布|大|僵|时)局$"
    r"|(?:部|签|连|专)署$"
)
# 已簽署, 未部署: what is done or undone, and no name.
DONE = re.compile("已|未(?!来)|没(?!药)|拟(?!态)|[\u3400-\u9fff](?:签|连)署$")
# What no name begins with, though it may stand at a border: 給, 補助, 足球(協會).
NO_FIRM = re.compile(
    "[给须经不没未无有远更最很极这那哪让我你他她把被使令请替帮手又再另]|补助|归属|主管|同业|管理|工厂|足球|委托|经营|营运|号志|草案|负责|包括|除了"
)


def firms_in(folded: str) -> Iterator[Span]:
    """Where two letters and an ending name a firm."""
    for match in FIRM.finditer(folded):
        if _named_firm(folded, match):
            yield match.span()


def leading_firms(folded: str) -> Iterator[str]:
    """The names at a border of words that end like a firm, whole."""
    for match in LEADING.finditer(folded):
        name = match.group(1)
        head = name[: -len(match.group(2))]
        words = MODIFIER.search(head) or MODIFIER.search(head[:HEAD]) or NO_BODY.search(name)
        words = words or NO_FIRM.match(name)
        if not words and not NO_NAME.search(head):
            yield name


def _named_firm(folded: str, match: re.Match[str]) -> bool:
    """Whether letters before an ending name a firm, and are no words of their own."""
    said = match.group()
    if NO_NAME.search(said[:HEAD]) or MODIFIER.search(said[:HEAD]) or DONE.match(said):
        return False
    if not WORD_END.search(said):
        return True
    start, end = match.span()
    before, after = folded[max(0, start - 1) : start], folded[end : end + 2]
    return bool(EDGE_BEFORE.search(before) and EDGE_AFTER.search(after))
