"""English stems and the words without meaning of their own, in both languages.

`stem` is the Snowball English stem, irregular forms led back to their verb (fell → fall) and the
words of a family to its first (losses → lose), so that a Chinese word's gloss meets whatever form
a text uses. The stop lists hold function words
and the words that questions are made of; numbers and units are read elsewhere. Knows no grammar:
"rose" is always a form of "rise", "may" never a month.
"""

from __future__ import annotations

import re
import threading
from functools import lru_cache

__all__ = ["CHINESE_NUMERALS", "CHINESE_STOP", "ENGLISH_STOP", "LIGHT", "stem"]

_local = threading.local()

_VERBS = """
arise arose arisen arising|bear bore borne|beat beaten|become became|begin began begun|bend bent
bind bound|bite bit bitten|bleed bled|blow blew blown|break broke broken|bring brought
build built|burn burnt|buy bought|catch caught|choose chose chosen|come came|creep crept
deal dealt|dig dug|draw drew drawn|dream dreamt|drink drank drunk|drive drove driven|eat ate eaten
fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled|fly flew flown
forbid forbade forbidden|forget forgot forgotten|forgive forgave forgiven|freeze froze frozen
give gave given|go went gone|grow grew grown|hang hung|hear heard|hide hid hidden
hold held|keep kept|know knew known|lay laid|lead led|learn learnt|leave left|lend lent|light lit
lose lost|make made|mean meant|meet met|pay paid|ride rode ridden|ring rang
rise rose risen|run ran|say said|see saw seen|seek sought|sell sold|send sent|shake shook shaken
shine shone|shoot shot|show shown|shrink shrank shrunk|sing sang sung|sink sank sunk|sit sat
sleep slept|slide slid|speak spoke spoken|speed sped|spend spent|spin spun|spring sprang
stand stood|steal stole stolen|stick stuck|strike struck|strive strove|swear swore sworn
sweep swept|swim swam swum|swing swung|take took taken|teach taught|tear tore torn|tell told
think thought|throw threw thrown|understand understood|undertake undertook|wake woke woken
wear wore worn|weave wove woven|weep wept|win won|withdraw withdrew withdrawn|write wrote written
"""
# Only these very forms are led back: found is a form of find, but founded and founds are not.

_FAMILIES = """
foot feet|goose geese|man men|woman women|child children|tooth teeth|mouse mice|person people
high height|deep depth|long length|wide width|strong strength|grow growth|lose loss|sell sale
choose choice|die death dead|live life|serve service|produce production product
compete competition competitor|pay payment|think thoughts
warm warmth|hot heat|true truth|weigh weight|see sight|give gift|fly flight
supply supplier|manufacture manufacturer|colour color|labour labor|centre center|programme program
analyse analyze analysis analyst|behaviour behavior|defence defense|licence license|metre meter
kilometre kilometer|neighbour neighbor|harbour harbor|favour favor|honour honor|cheque check
grey gray|judgement judgment|instalment installment|ageing aging|mum mom
tyre tire|aeroplane airplane|litre liter|theatre theater|fibre fiber|catalogue catalog
dialogue dialog|sceptical skeptical
"""
# Of these every inflection is led back with its word: loss and losses, color and colored.

ENGLISH_STOP = frozenset(
    """
a about above according after again against all also although am among an and another any are as
ask asked at away b be because been before being below between both but by c can cannot come comes
could d describe described did didn do does doesn doing don done down during each either else even
ever every explain explained explains far few for from further g gave get gets give given gives go
goes going got had has hasn have having he her here hers herself him himself his how however i if
in instead into is isn it its itself just kind know let ll like list look m made make makes many
may me mean means meant might more most much must my myself name no nor not now of off often on
once one ones only onto or other others our ours out over own per please put quite rather re
really regarding s said same say saying says see seem seen several shall she should show shown
shows since so some something still such summarise summarize t take taken tell than that the their
theirs them themselves then there thereby these they thing things this those though through thus to
too toward towards under until up upon us use used uses using v ve very via was way we well were
what whatever when where whether which while who whom whose why will with within without won would
yet you your yours
""".split()
)
CHINESE_STOP = frozenset(
    """
的 了 是 在 和 与 及 或 也 都 就 还 又 而 且 但 则 于 以 为 因 由 从
到 对 向 把 被 让 给 使 将 会 能 可 要 想 应 该 须 得 着 过 吗 呢 吧
啊 呀 嘛 之 其 此 这 那 哪 谁 几 何 么 什 我 你 您 他 她 它 们 我们
你们 他们 她们 它们 自己 大家 这个 那个 哪个 哪些 这些 那些 这里 那里 哪里
哪儿 这样 那样 这种 那种 此外 另外 其他 其它 其中 什么 甚么 怎么 怎样 怎么样
如何 为什么 为何 何时 何处 何者 多少 几个 多久 多大 多高 是否 有没有 是不是
能否 可否 请 请问 请说明 说明 解释 描述 告诉 列出 比较 一下 关于 根据 依据 依
按照 按 对于 至于 由于 因为 因此 所以 如果 若 倘若 虽然 但是 不过 然而 而且
并且 并 以及 或者 或是 还是 不是 不 没 没有 无 非 未 有 很 太 更 最 较 比
再 才 只 仅 已 已经 曾 曾经 正在 正 刚 即 便 却 仍 仍然 依然 尚 一 个
一个 一种 一些 些 种 位 名 次 件 项 条 张 家 座 所 者 等 等等 之一 之间
以内 以外 左右 大约 约 大概 可以 可能 能够 应该 应当 必须 需要 会不会 像 如
例如 比如 譬如 像是 当 当时 时 时候 之后 之前 以后 以前 后 前 里 中 内 外
上 下 间 与否 分别 各 各自 每 某 某些 任何 所有 全部 一切 同 跟 同样 随
随着 通过 透过 经 经过 经由 叫 叫做 称 称为 称之为 意思 指 指的是 是指 所谓
文章 文中 本文 说 讲 提到 表示 认为 指出 有关 相关 方面 情况 地 来 去 起 出
做 用 看 知道 想知道 问 来说 而言 其实 究竟 到底 共 总共 原本 多 少 有些
有的
""".split()
)
LIGHT = frozenset(
    """
affect effect affects affected influence influences impact impacts relate related relation
relationship connection difference differ differs different similar change changed changes happen
happened happens cause caused causes result results reason lead led role important importance main
major key help work works need needs want mention mentioned state stated report reported according
explanation detail details information fact facts situation case example overall current currently
latest recent recently actual actually exactly total amount number size level expect expected plan
planned announce announced reach reached
影响 关系 差别 差异 不同 变化 改变 发生 造成 导致 引起 原因 结果 角色 作用
重要 主要 关键 说法 内容 细节 资讯 信息 事实 现况 现状 目前 最新 最近 近期
实际 实际上 确切 总额 总数 金额 数字 数量 规模 水准 幅度 预期 预计 预估 计划
宣布 达到 达 意义 概念 定义 公布 透露 报导 报道
""".split()
)
"""Words that questions put between the things they ask about: an answer often does without them."""

CHINESE_NUMERALS = frozenset(
    "〇零一二三四五六七八九十百千万亿兆两几廿卅壹贰叁肆伍陆柒捌玖拾佰仟第半"
)

_FORMS = {
    form: words.split()[0]
    for line in _VERBS.split("\n")
    for words in line.split("|")
    for form in words.split()[1:]
}

# Endings that are British spellings of -ize; promise, raise and enterprise are not among them.
_BRITISH = re.compile(
    r"((?:al|an|or|ar|im|on|it|ic|en|er|il|ol|ul|iv))is(e[ds]?|ing|ers?|ations?)$"
)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of an English word in lower-case letters; anything else comes back as it is."""
    if not word.isascii() or len(word) < 3:
        return word
    one = _snowball(word.removesuffix("'s"))
    return _families().get(one, one)


def _snowball(word: str) -> str:
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:
        from Stemmer import Stemmer  # type: ignore[import-not-found,import-untyped,unused-ignore]

        # A stemmer of this library may not be shared by threads.
        stemmer = _local.stemmer = Stemmer("english")
    if word in _FORMS:
        word = _FORMS[word]
    elif len(word) > 6:
        word = _BRITISH.sub(r"\1iz\2", word)
    return str(stemmer.stemWord(word))


@lru_cache(maxsize=1)
def _families() -> dict[str, str]:
    """The stem of every word of a family, with that of its first one."""
    return {
        _snowball(one): _snowball(words.split()[0])
        for line in _FAMILIES.split("\n")
        for words in line.split("|")
        for one in words.split()
    }
