"""What stands for a thing named before: "it", "they", 「它」, "that money", by what it can mean.

A pronoun that does what only a party can (owes, pays, sells) means a party; the others may mean a
figure or a deal. All are matched against folded text. It knows no question before.
"""

from __future__ import annotations

import re

from bot.language.script import fold, has_han
from bot.records import Span

__all__ = ["AGENT", "AGENT_ZH", "IT", "IT_ZH", "SUBJECT", "acts", "partner"]

_ACTS = (
    r"(?:pay|ow(?:e|es|ed|ing)|los(?:e|es|ing|t)|spen[dt]|buy|bought|sell|sold|selling|get|got|gets"
    r"|earn|hold|held|own|invest|borrow|lend|lent|rais(?:e|ed|ing)|plan|need|want|build|built|sign"
    r"|giv(?:e|es|ing)|gave|say|said|receive|promis(?:e|ed|ing)|financ(?:e|ed|ing)|fund|afford"
    r"|hire|announc(?:e|ed)|cancel|agree|burn|charg(?:e|ed|ing)|do\b|doing|depreciat(?:e|es|ing)"
    r"|make (?:money|a (?:profit|loss))|default(?:s|ed)?\b|go(?:es)? (?:bust|broke|bankrupt|under)"
    r"|went (?:bust|broke|bankrupt|under)|run(?:s|ning)? out of (?:money|cash))"
)
"""Verbs of which a company is the subject."""
_ADVERBS = r"(?:(?:really|actually|also|still|already|ever|even|then|just|currently|else) )*"
_HELPS = (
    r"(?:(?:(?:would|will|could|can|has|have|had|do|does|did)(?:n['’]t| ?not| never)?"
    r"|won['’]t|can['’]t|plan(?:s|ned)? to|fail(?:s|ed)? to|refus(?:es|ed) to) )?"
)
AGENT = re.compile(
    rf"(?<!is )(?<!was )(?<!are )(?<!were )(?<!of )\b(?:it|they)(?= {_ADVERBS}{_HELPS}{_ACTS})"
    r"|(?<=do )\b(?:it|they)(?= have\b)|(?<=does )it(?= have\b)|(?<=did )it(?= have\b)"
    rf"|\b(?:it|they)(?= {_ADVERBS}(?:pay|los|spend|buy|sell|mak|build|borrow|rais|financ|fund|burn"
    r"|earn|plann|do|ow|sign|get)ing\b)"
    r"|\b(?P<possessive>its|their)\b(?! own\b)"
)
AGENT_ZH = re.compile(
    r"(?:它|[他她]们)(?:们)?(?P<possessive>的)"
    r"|(?:它|[他她]们)(?:们)?(?=[也还又先后到底究竟现在目前真一共总]*"
    r"(?:[欠亏赔赚付花买卖投借持拥签给倒垮破违要想会能怎该靠有没说讲收拿发裁盖建占预估]|为什么|为何"
    r"|答应|承诺|打算|计划|规划|认为|表示|自己|手[上头里中]|旗下))"
)
"""The same in Chinese, which leaves a verb as it is."""
IT = re.compile(
    r"\b(?:that|this|the) (?:money|amount|sum|figure|number|deal|investment|thing)\b"
    r"|\b(?:it|this)\b(?!\s+(?:true|right|possible|likely|fair|safe|wise|worth|a good)\b)"
    r"|(?<=compare )(?:that|this)\b"
    r"|(?<=is )that\b(?! (?:\w+ )?(?:more|less|bigger|larger|smaller|a lot|much))"
    r"|(?<=was )that\b(?! (?:\w+ )?(?:more|less|bigger|larger|smaller|a lot|much))"
    r"|(?<=of )that\b|(?<=about )that\b"
    r"|^that(?=(?:'s|\u2019s| is| was) (?:worse|better|less|more)\b)"
)
SUBJECT = re.compile(
    r"(?:(?<=^is )|(?<=^was )|(?<=^does )|(?<=^did )|(?<=^has )|(?<=^and is )|(?<=^so is ))it\b"
    r"|(?:^|(?<=[，,那]))它(?![们的])"
)
"""A pronoun that is the subject of a clause."""
IT_ZH = re.compile(
    r"(?:^那?|(?<=[把对从跟和比]))(?:[这那](?:些|笔)(?:钱|款|资金|金额)|[这那](?:个|笔)(?:数字|金额|投资|合约|交易)?|它)"
    r"|其中(?=\S)"
)
_PARTNER = re.compile(
    r"\b(?:with|from|to|pa(?:y|ys|id)|giv(?:e|es|en)|gave|lends?|lent|ow(?:es?|ed)|sells?|sold)"
    r" (?P<who>it|them)\b(?! (?:is|was|are|were|be)\b)"
    r"|(?:回报|报答|给|跟|和|与|对|向|从|付|帮|替|借|投资|支持|供应|依赖|靠)"
    r"(?P<who_zh>[它他她]们?)(?!的)"
)


def acts(text: str) -> bool:
    """Whether a pronoun does what only a party can: "how much does it owe in all?"."""
    found = (AGENT_ZH if has_han(text) else AGENT).search(fold(text))
    return found is not None and found["possessive"] is None


def partner(text: str) -> Span | None:
    """Where a pronoun stands for whom somebody else deals with: "what does Oracle pay it?"."""
    found = _PARTNER.search(fold(text))
    return found.span("who" if found["who"] else "who_zh") if found else None
