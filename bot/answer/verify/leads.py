"""Chinese parties that are known by their place: what stands right before a year, at the head.

"矽嶼半導體2025年第三季營收…" names its party there, whatever that is called; a title in 《》
is a name too. Wherever such a name, or its first two letters, stands in a text that belongs with
it, the same party is meant. Words that name a measure, and those that no name has, are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from bot.language.script import fold

__all__ = ["from_elsewhere", "heads_of", "leads_of", "places_of"]

LEAD = re.compile(
    r"(?:^|[，；。])([\u3400-\u9fff]{3,10}?)(?=(?:[于在到至自从])?(?:19|20)\d\d(?:年|/))"
    r"|^([\u3400-\u9fff]{2,8}?)(?=预[估计期]|计划|表示|宣布|预告|董事会|位于|与[^，。]{2,8}(?:签|洽|合))"
    r"|(?:客户|对手|厂商|业者|商|公司|股东|伙伴|银行)([\u3400-\u9fff]{3,5})(?=(?:19|20)\d\d年|签|预付|订)"
    r"|《([\u3400-\u9fff]{2,10})》"
)
NO_LEAD = re.compile(
    "[的与和及等其该这那较比约为是从由以自于在到截被把将已未不每各全共并又也则但若因而了]|当[时年月]|目前|今年|去年"
    "|前年|明年|年度|期间|预[估计期]|计划|表示|同期|其中|营收|净[利损]|毛利|收入|支出|成本|费用|利益|利润|盈余|亏损"
    "|价格|均价|平均|人数|人次|数量|总额|金额|比[率例重]|合计|累计|合约|协议|股价|股东|董事|客户|员工|用户|市场|产能"
    "|产量|销[量售]|出货|订单|公司|集团|双方|部分|整体|主要|最大|首次|成长|减少|增加|下滑|上升|颱风|台风|地震"
)
CLAUSE_HEAD = re.compile(r"(?:^|[，；。：])([\u3400-\u9fff]{4,8})")
COMMON_HEAD = re.compile(
    "[一二三四五六七八九十百千万亿两双多少几大小新旧前后上下左右内外高低]|以|如|对|向|为|把|让|给|另|还|再|就|才|只|都|很"
    "|美国|中国|台湾|日本|韩国|欧洲|亚洲|英国|德国|法国|印度|全球|世界|国内|国外|海外|政府|法院|报导|消息|分析|业者"
    "|研究|资料|报告|调查|投资|资本|现金|自由|营运|营业|折旧|剩余|履约|服务|云端|晶片|资料|数据|模型|人工|晶圆|算力|租金|租约"
    "|合计|平均|累计|扣除|加上|加计|预计|可能|可以|尚|没有|双方|两者|二者|彼此|这些|那些|因此|所以|不过|但是|然而|同时"
)
HEAD, LONG = 2, 3


@lru_cache(maxsize=4096)
def leads_of(text: str) -> tuple[str, ...]:
    """The names, folded, that a Chinese text has in such a place."""
    found = (next(filter(None, m.groups())) for m in LEAD.finditer(fold(text)))
    return tuple(dict.fromkeys(name for name in found if not NO_LEAD.search(name)))


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
    return tuple(found)


def places_of(folded: str, leads: Iterable[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Where the names stand in a text, each known by its first two letters."""
    for lead in leads:
        begin = 0
        while (at := folded.find(lead[:HEAD], begin)) >= 0:
            end = at + next(
                size for size in range(len(lead), 1, -1) if folded.startswith(lead[:size], at)
            )
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
