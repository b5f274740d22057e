"""What a sentence says of why: that one thing came of another, or what would come of one.

`states_cause` tells a sentence that names a cause outright from one that merely draws a
conclusion, and `asks_outcome` and `states_outcome` do the same for what would follow if something
happened. By the connectives of both languages; of what the cause is, they know nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.language.script import fold

__all__ = [
    "asks_outcome",
    "asks_why_it_happened",
    "asks_why_not",
    "denies",
    "draws_conclusion",
    "states_cause",
    "states_outcome",
]

_CAUSE = re.compile(
    r"\bbecause\b|\bdue to\b|\bowing to\b|\bthanks to\b|\bon account of\b|\bin view of\b"
    r"|\b(?:driven|caused|lifted|raised|pushed|helped|weighed down|hit|prompted|triggered) by\b"
    r"|\battribut(?:ed|es|ing)\b|\btraces?d? .{1,80} to\b|\bput (?:it|this|that) down to\b"
    r"|\bas the reason\b|\b(?:the|main|a|one) reasons? (?:is|was|why|for)\b|\bwhich is why\b"
    r"|\bthat is why\b|\bexplains? why\b|\bcame from\b|\bcomes from\b"
    r"|\bwhich (?:lifted|raised|cut|lowered|reduced|pushed)\b|\bin order to\b|\breflects?\b"
    r"|\bto (?:help |push |fund|finance|pay for|secure|expand|cover|protect)"
    r"|\bsince (?!\d|[a-z]+ \d|the (?:start|end|beginning|middle)|fiscal)|^after .{3,90},"
    r"|, after the\b|\bas (?:they|it|he|she)\b|, the day\b"
    r"|\bstems? from\b|\bgo(?:es)? back to\b|\bresult(?:s|ed)? from\b"
    r"|^[^,，]{4,40}后[,，]|因(?![此素应])|由于|原因|理由|归因|归功|归咎|出于|为了|用[于来以]支|导致|造成|垫高|拉低"
    r"|当[日天]|压低|推高|带动|拖累|反映|称.{0,40}来自|之所以|以便|好让"
)
_CONCLUSION = re.compile(
    r"来自|, so\b|\btherefore\b|\bthus\b|\bmeans (?:that|more|profit|less)\b|\bas a result\b"
    r"|\bso that\b|\bdepends? on\b|所以|因此|于是|意味|代表|正是|取决|要看|说明|不会因"
)
_DENIES = re.compile(
    r"\bnot\b(?! yet)|\bno\b|\bnever\b|\bneither\b|\bnor\b|\bcannot\b|\brather than\b"
    r"|\bunlike\b|\bonly\b|\bmislead"
    r"|不(?!过|久|断)|没有|未必|并非|而非|只能|只是|仅|误导|无法"
)
_WHY_NOT = re.compile(
    r"\b(?:why|how come)\b[^?]{0,60}(?:n't|\bnot\b|\bno\b|\bnobody\b|\bnever\b|\bcareful\b"
    r"|\bwrong\b|\bpoor\b|\bapart\b|\bdiffer|\bdoubt|\bquestion)"
    r"|(?:为什么|为何|怎么|何以)[^？?]{0,24}(?:不|没|未|无法|别|小心|误导|保留|质疑|怀疑)"
)
_WHY_IT_HAPPENED = re.compile(
    r"^\W*(?:so |and |but |then )?(?:why|how come) (?:did|was|were|has|have|had)\b"
    r"|(?:为什么|为何|怎么会).{0,30}(?:跌|涨|大增|增加|减少|下降|上升|调降|调高|上调|下调|上修|下修|缩短|延长|缩小|卖|出售"
    r"|买下|投资|宣布|延后|取消|离开|离职|辞职|转负|裁|亏损(?=[？?]?$))"
)
_OUTCOME_ASKED = re.compile(
    r"\bwhat (?:happens|would happen|will happen|might happen|could happen|follows|becomes of)\b"
    r"|\bwhat (?:does|would|will|might|could) (?:it|that|this) mean (?:for|to)\b.{0,60}\bif\b"
    r"|\b(?:who|what) (?:suffers|loses|would suffer|would lose|is hurt|would be hurt)\b"
    r"|\bhow (?:would|will|could|might) .{2,50} be (?:hit|hurt|affected)\b"
    r"|\bhow badly\b|\bwhat are the consequences\b"
    r"|(?:如果|若|要是|假如|假使|万一|一旦|倘若).{2,40}"
    r"(?:会怎样|会怎么样|怎么办|会如何|会发生什么|有什么(?:后果|影响|风险)|谁(?:会)?(?:受害|倒霉|最惨|受伤)|受到?什么影响)"
)
_OUTCOME = re.compile(
    r"\bunless\b|\bonce\b|\brisks?\b|\bdepends? on\b|\bstands? or falls?\b|\bmoves? with\b"
    r"|\bwhoever\b|\bharder\b|\bthe loss of\b|\bif the \w+ (?:fails|stops|leaves|has to)"
    r"|\bpush back\b|\bin that case\b|\bhang(?:s|ed)? on\b|\bhung on\b"
    r"|一旦|只要|风险|取决|要看|冲击|失去|停下来|会随|倒下"
)


@lru_cache(maxsize=8192)
def states_cause(text: str) -> bool:
    """Whether a sentence names the cause or the purpose of something outright."""
    return _CAUSE.search(fold(text)) is not None


@lru_cache(maxsize=8192)
def draws_conclusion(text: str) -> bool:
    """Whether a sentence says what follows from what it tells."""
    return _CONCLUSION.search(fold(text)) is not None


@lru_cache(maxsize=8192)
def denies(text: str) -> bool:
    """Whether a sentence says what is not so, or only so far."""
    return _DENIES.search(fold(text)) is not None


@lru_cache(maxsize=256)
def asks_why_not(text: str) -> bool:
    """Whether a question asks why something is not so, or not to be relied on."""
    return _WHY_NOT.search(fold(text)) is not None


@lru_cache(maxsize=256)
def asks_why_it_happened(text: str) -> bool:
    """Whether a question asks for the cause of something that happened, and of nothing denied."""
    return _WHY_IT_HAPPENED.search(fold(text)) is not None and not asks_why_not(text)


@lru_cache(maxsize=256)
def asks_outcome(text: str) -> bool:
    """Whether a question asks what would come of something."""
    return _OUTCOME_ASKED.search(fold(text)) is not None


@lru_cache(maxsize=8192)
def states_outcome(text: str) -> bool:
    """Whether a sentence says what comes of something, or on what it depends."""
    return _OUTCOME.search(fold(text)) is not None
