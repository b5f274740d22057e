"""Chinese parties that are known by their place: what stands right before a year, at the head.

"矽嶼半導體2025年第三季營收…" names its party there, whatever that is called; a title in 《》
is a name too, so is a person behind an office and what ends like a firm at a border of words.
Wherever such a name, or its first two letters, stands in a text that belongs with it, the same
party is meant; a public body by three letters. Words that name a measure, and those that no name
has, are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations, takewhile

from bot.answer.verify.firms import BODY_END, leading_firms
from bot.language.script import fold

__all__ = ["from_elsewhere", "heads_of", "leads_of", "places_of"]

# The family names that most people bear; a given name has one or two letters.
_FAMILIES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋庞熊纪"
    "舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解宗丁宣邓郁单杭"
    "洪包诸左石崔吉龚程邢滑裴陆荣翁荀甄曲封储靳段富巫乌焦巴牧隗山谷车侯宓蓬班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹龙叶幸司"
    "黎薄印白怀蒲鄂索咸赖卓蔺屠蒙池乔阴胥苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦桑桂濮牛寿通边扈燕冀浦农温别庄晏柴瞿阎连"
    "习容古易慎戈廖居衡步耿满弘匡文寇广东欧利蔚师巩聂勾敖融冷辛阚简饶曾沙丰查后红游竺权盖益桓歐涂纪游阙"
)
OFFICER = re.compile(
    "(?:董事长|总经理|执行长|财务长|营运长|技术长|创办人|负责人|发言人|总裁|主席|市长|县长|部长|院长|校长|局长|署长|主委|议员|立委|教授"
    f"|博士|研究员|科学家|分析师|导演|作家|总监|经理|律师|法官|医师)([{_FAMILIES}][\u3400-\u9fff]{{2}})"
)

LEAD = re.compile(
    r"(?:^|[，；。])([\u3400-\u9fff]{3,10}?)(?=(?:[于在到至自从])?(?:19|20)\d\d(?:年|/))"
    r"|^([\u3400-\u9fff]{2,8}?)(?=预[估计期]|计划|表示|宣布|预告|董事会|位于|与[^，。]{2,8}(?:签|洽|合))"
    r"|(?:客户|对手|厂商|业者|商|公司|股东|伙伴|银行)([\u3400-\u9fff]{3,5})(?=(?:19|20)\d\d年|签|预付|订)"
    r"|(《[\u3400-\u9fff]{2,10})》"
)
_NO_LETTER = "[的与和及等其该这那较比约为是从由以自于在到截被把将已未不每各全共并又也则但若因而了]"
_NO_WORD = (
    "当[时年月]|目前|今年|去年|前年|明年|年度|期间|预[估计期]|计划|表示|同期|其中|营收|净[利损]|毛利|收入|支出|成本|费用|利益|利润|盈余|亏损"
    "|价格|均价|平均|人数|人次|数量|总额|金额|比[率例重]|合计|累计|合约|协议|股价|股东|董事|客户|员工|用户|市场|产能"
    "|产量|销[量售]|出货|订单|公司|集团|双方|部分|整体|主要|最大|首次|成长|减少|增加|下滑|上升|颱风|台风|地震"
)
NO_LEAD, NO_WORD = re.compile(f"{_NO_LETTER}|{_NO_WORD}"), re.compile(_NO_WORD)
CLAUSE_HEAD = re.compile(r"(?:^|[，；。：])([\u3400-\u9fff]{4,8})")
COMMON_HEAD = re.compile(
    "[一二三四五六七八九十百千万亿两双多少几大小新旧前后上下左右内外高低有]|以|新闻|如|对|向|为|把|让|给|另|还|再|就|才|只|都|很"
    "|美国|中国|台湾|日本|韩国|欧洲|亚洲|英国|德国|法国|印度|全球|世界|国内|国外|海外|政府|法院|报导|消息|分析|业者"
    "|研究|资料|报告|调查|投资|资本|现金|自由|营运|营业|折旧|剩余|履约|服务|云端|晶片|资料|数据|模型|人工|晶圆|算力|租金|租约"
    "|合计|平均|累计|扣除|加上|加计|预计|可能|可以|尚|没有|双方|两者|二者|彼此|这些|那些|因此|所以|不过|但是|然而|同时"
)
# A short name at the head of a text, before what is told of it; it must return in another text.
OPENS = re.compile(
    r"^([\u3400-\u9fff]{2,3}?)(?=(?:19|20)\d\d年|第[一二三四]季|[上下]半年|去年|今年|前三季|\d|预[估计期]|计划|打算|表示"
    r"|宣布|预告|估计|认为|指出|主张|质疑|董事|执行长|总经理|财务长|手上|位于|目前|已经?|将|拟|仍|另|曾|除了?|向|与|由|在|自"
    r"|每|共|有|把|以|的)"
)
NO_OPENING = re.compile(
    "截至|截止|预计|根据|依据|依照|按照|自从|直到|早在|至于|关于|随着|经过|由于|针对|面对|不过|但是|然而|因此|所以|此外|另外|同时"
    "|如今|合计|总计|平均|其余|其他|若|如果|只有|还有|没有|仅有|连同|连续|过去|未来|目标|最后|首先|结果|原本|原先|去年|今年|明年"
    "|双方|两者|当时|目前|工程|专案|计划|案|新|旧"
)
RETURNS = r"(?:^|[，,。；;：:、「『《（( ]|[的与和及向由给跟被对把让替使求权下是为])"
HEAD, LONG, TITLE = 2, 3, "《"
BEGINS = re.compile("^[\u3400-\u9fff]{2,10}")
# Letters that begin a word rather than a name, 院長 and the like among them.
_NO_FIRST = re.compile(
    f"{_NO_LETTER}|[院董总执财营校市县部局署会主副]长|董事|总[经裁]|执行|主席|本|我|他|她|你|们"
)


@lru_cache(maxsize=4096)
def leads_of(text: str) -> tuple[str, ...]:
    """The names, folded, that a Chinese text has in such a place."""
    folded = fold(text)
    placed = (next(filter(None, m.groups())) for m in LEAD.finditer(folded))
    found = dict.fromkeys(
        name.strip(TITLE) for name in placed if name[0] == TITLE or not NO_LEAD.search(name)
    )
    found |= dict.fromkeys(m.group(1) for m in OFFICER.finditer(folded))
    return tuple(found | dict.fromkeys(leading_firms(folded)))


def heads_of(texts: Sequence[str]) -> tuple[str, ...]:
    """What begins a clause of one Chinese text and stands in another as well, as names do."""
    return _heads_of(tuple(texts))


@lru_cache(maxsize=2048)
def _heads_of(texts: tuple[str, ...]) -> tuple[str, ...]:
    folded = [fold(text) for text in texts]
    found: dict[str, None] = {}
    for number, text in enumerate(folded):
        others = " ".join(other for at, other in enumerate(folded) if at != number)
        for match in CLAUSE_HEAD.finditer(text):
            head = NO_LEAD.split(match.group(1))[0]
            size = next((n for n in range(len(head), LONG, -1) if head[:n] in others), 0)
            if size and not COMMON_HEAD.match(head):
                found[head[:size]] = None
        opens = OPENS.match(text)
        name = opens.group(1) if opens else ""
        common = NO_LEAD.search(name) or COMMON_HEAD.match(name) or NO_OPENING.search(name)
        if name and not common and re.search(RETURNS + name, others):
            found[name] = None
    found |= dict.fromkeys(_openings(folded))
    return tuple(found)


def _openings(folded: Sequence[str]) -> Iterator[str]:
    """What two texts or more begin with, though it may hold a letter such as 和: 泰和."""
    begins = [match.group() for text in folded if (match := BEGINS.match(text))]
    for one, other in combinations(sorted(set(begins)), 2):
        same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
        name = "".join(letter for letter, _ in same)
        common = NO_WORD.search(name) or COMMON_HEAD.match(name) or NO_OPENING.search(name)
        if len(name) >= HEAD and not common and not _NO_FIRST.match(name):
            yield name


def places_of(folded: str, leads: Iterable[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Where the names stand in a text, each known by its first two letters."""
    for lead in leads:
        begin, least = 0, HEAD
        if "的" in lead:
            least = len(lead)  # a title such as 渡口的燈
        elif BODY_END.search(lead):
            least = LONG
        while (at := folded.find(lead[:HEAD], begin)) >= 0:
            end = at + next(
                size for size in range(len(lead), 1, -1) if folded.startswith(lead[:size], at)
            )
            if end - at >= least:
                yield lead[:HEAD], (at, end)
            begin = end


def from_elsewhere(
    text: str, quotes: Sequence[str], others: Sequence[str], titles: Sequence[str]
) -> str | None:
    """A party of the sentence that only other sentences name, where one of its own is not told."""
    folded = fold(text)
    letters = fold(" ".join((*quotes, *titles)))
    own = {lead[:HEAD] for quote in quotes for lead in leads_of(quote)}
    if not own or all(head in folded for head in own):
        return None
    away = {lead for other in others for lead in leads_of(other) if lead[:HEAD] not in letters}
    for lead in sorted(away):
        for _, (start, end) in places_of(folded, (lead,)):
            if end - start >= min(len(lead), LONG):
                return text[start:end]
    return None
