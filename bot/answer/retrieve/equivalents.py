"""Words that questions and documents use for one thing, and words that only ask.

"Who wrote" is answered by "Author:", 誰創立 by "founded by". Each entry has the forms of a thing in
both languages: a question's word is one of them, and a text may say any other. Patterns are matched
on folded text; they hold no name and no figure.
"""

from __future__ import annotations

import re

__all__ = ["EQUIVALENTS", "HAN_FORMS", "LIGHT"]

_ALIKE = (
    r"wr(?:o|i)te(?:s|r)?|written|authors?|authored|^by|publish(?:es|ed)?|issued|写|写的|撰写|撰|撰文|作者|执笔|发表|发布",
    r"found(?:ed|er|ers|s)?|set up|started by|创立|创办|创办人|创始人",
    r"founded|establish(?:ed)?|set up|创立|创办|成立|设立",
    r"chair(?:ed|s|man|woman|person)?|presided?|presides|主席|主持",
    r"oppos(?:e|es|ed|es)|against|objects?|objected|reject(?:s|ed)?|反对",
    r"support(?:s|ed|ers?)?|backs?|backed|favou?rs?|赞成|支持",
    r"audit(?:s|ed|or|ors)?|签证|会计师|查核",
    r"manag(?:e|es|ed|er|ers)|店长|经理|负责人|场长",
    r"mak(?:e|es|er)|made|manufactur(?:e|es|ed|er)|produc(?:e|es|ed|er)|build|builds|built|制造|生产|出品",
    r"pric(?:e|es|ed)|costs?|charg(?:e|es|ed)|fees?|售价|成本|价格|定价|价钱|单价|贵|便宜",
    r"costs?|经费|总经费|造价|总价",
    r"weigh(?:s|t|ed)?|heavy|重量|重|多重",
    r"employ(?:s|ed|ees?)?|work(?:s|ed|ing)?|staff|people|workforce|workers?|员工|雇员|人数|人手|雇用",
    r"base[d]?|headquarter(?:s|ed)?|located|总部|位于|设于",
    r"launch(?:ed)?|released?|on sale|上市|推出|发售|开卖",
    r"deliver(?:y|ed|s|ies)?|交付|交货|交船",
    r"rais(?:e|es|ed)|募集|筹资|募资|集资|提高|调高",
    r"batter(?:y|ies)|电池",
    r"capacit(?:y|ies)|容量|产能",
    r"reopen(?:s|ed|ing)?|重新开放|再开放|恢复通车|重启",
    r"open(?:s|ed)?|opening|开幕|开业|开张",
    r"report|paper|study|报告|建议书|研究|白皮书",
    r"shops?|stores?|outlets?|门市|店|店铺|分店",
    r"plants?|factor(?:y|ies)|工厂|厂|新厂",
    r"invest(?:s|ed|ing|ment)?|投资|投入|斥资",
    r"clos(?:e|es|ed|ure|ing)|shut|关闭|停工|停业|封闭|休馆|休园|公休|店休|打烊",
    r"vot(?:e|es|ed|ers?)|投票|票",
    r"guarantee[ds]?|warrant(?:y|ies)|保固期|保固|保证|保修",
    r"treasurer|cfo|chief financial officer|财务长|财务总监|司库",
    r"ceo|chief executive|执行长|总经理|总裁|行政总裁",
    r"chair(?:man|woman)?|chairperson|董事长|主席",
    r"mayor|市长|镇长|县长",
    r"director|directors|董事|主任|所长",
    r"board|董事会|理事会",
    r"tolls?|过桥费|通行费|过路费",
    r"range|续航力|续航距离|续航|航程",
    r"speed|速度|时速",
    r"colou?rs?|颜色|色",
    r"warehouses?|仓库|仓储",
    r"customers?|clients?|客户|顾客",
    r"interest|利息",
    r"rents?|租金|房租",
    r"budget(?:ed)?|预算",
    r"farms?|农场|农地|农民",
    r"species|物种|种类|种",
    r"workers?|labou?r|jobs?|劳工|就业|工作机会",
    r"schools?|学校",
    r"patents?|专利",
    r"branch(?:es)?|分行|分公司|据点",
    r"sell|sells|sold|sales|卖|卖出|售出|销售|销量",
    r"acquir(?:e|es|ed)|acquisition|takeover|buys?|bought|purchas(?:e|es|ed|ing)|收购|并购|买下|购买|购入",
    r"loss(?:es)?|lost|亏损|损失|净损",
    r"profit|earned|earnings|获利|利润|盈余",
    r"borrow(?:s|ed|ings?)?|lend|lent|借|借阅|借出",
    r"next|下次|下一次",
    r"meet(?:s|ing|ings)?|会议|开会",
    r"dividends?|股利|股息",
    r"own(?:s|ed|ers?)?|belongs|拥有|业主|东家",
    r"deficits?|shortfalls?|holes?|gap|赤字|缺口|短绌|短缺",
    r"grow|grew|growth|grown|increas(?:e|ed)|rose|risen|成长|增加|增长|上升",
    r"output|production|build|built|产量|产能",
    r"members?|会员|成员",
    r"repair(?:s|ed|ing)?|维修|修缮|修理|整修|维护",
    r"lead(?:s|er)?|led|heads?|headed|领导|主导|率领",
    r"design(?:s|ed|er|ers)?|设计|设计师",
    r"students?|pupils?|学生",
    r"ai|artificial intelligence|人工智慧|人工智能",
    r"budget|预算|经费",
)


_TOLD_BY = (
    (
        r"leads?|runs?|领导|掌管|带领",
        r"chief executive|ceo|managing director|执行长|总经理|行政总裁",
    ),
    (r"boss|老板|负责人", r"chief executive|ceo|managing director|董事长|执行长|总经理|行政总裁"),
)
"""What is asked for in a word that a text tells by an office: the other way round it says less."""


def _pattern(forms: str) -> re.Pattern[str]:
    """Latin forms as whole words, Chinese ones anywhere."""
    latin = "|".join(f for f in _alternatives(forms) if f.isascii())
    han = "|".join(f for f in _alternatives(forms) if not f.isascii())
    parts = [rf"\b(?:{latin})\b"] if latin else []
    return re.compile("|".join([*parts, han] if han else parts))


def _alternatives(forms: str) -> list[str]:
    """The top-level alternatives of a group of forms."""
    found, depth, part = [], 0, ""
    for char in forms:
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth:
            found.append(part)
            part = ""
        else:
            part += char
    return [*found, part]


EQUIVALENTS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    *((re.compile(forms), _pattern(forms)) for forms in _ALIKE),
    *((re.compile(asked), _pattern(said)) for asked, said in _TOLD_BY),
)
"""For each thing: the whole word of a question that means it, and what in a text says it."""

HAN_FORMS = re.compile(
    "|".join(
        sorted(
            {f for forms in _ALIKE for f in _alternatives(forms) if not f.isascii() and len(f) > 1},
            key=lambda form: (-len(form), form),
        )
    )
)
"""The Chinese forms of two letters and more, the longest first."""

LIGHT = frozenset(
    """
    large big size high story article brief news paper papers study policy
    add added bring brought have has had give gives gave come came get got go went take took put
    spend spent there one each per many much more less than far named name called altogether
    together total all which what whose would will could company firm many plan plans planned run
    percent percentage point points money report reports according document text cost costs do
    百分之 百分 几成 多少 金额 数字
    公司 平均 一家 全部 所有 合计 总共 共 各 比 占 使用 提到 文件 报告 比例 百分点 多 少 有 以 钱
    总和 最少 最多 最高 最低 成长率 年增率 增加 减少 提高 降低 下降 降 上升 计划 预计 预估 研究
    报导 新闻 文章 论文 年报
    side arm unit division business segment department 部门 事业 方面 现在 目前 如今
    present back out up down off now then ever yet still so far actually really only just also
    even again supposed going per cent pence exact exactly roughly about around approximately
    大概 大约 约 左右 还 才 就 又 到底 究竟 另外 自己 只 会 要 能 得 掉 照 依 那 这 可以 可 是否
    钱 好 完 到 掉 一共 加起来 合共 要 份 想 买 最 应该 需要 打算
    long often soon old due people persons person someone somebody anyone anybody
    为止 大 下 支出 费用 花费 耗资 经费 花 花了 什么 哪里 在 里 年底 去年 今年
    """.split()
)
"""Words with which a question asks, which an answer does without."""
