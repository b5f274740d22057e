"""Whether what a text tells is denied, or is only possible, planned, asked about or supposed.

The words of both languages that say so stand here once. A word's denial is read from what stands
before it in its clause (`denies`): right before a verb, but for auxiliaries, adverbs and names, a
"not" denies the verb; farther off it leaves open what it denies. It reads no meaning: what a word
denies by itself (to refuse, to cancel) is a deed (`deeds`).
"""

from __future__ import annotations

import re
from typing import Literal

from bot.language.script import has_han

__all__ = ["DENIED", "HEDGED", "NEGATION", "SUPPOSED", "Denial", "denies"]

Denial = Literal["no", "yes", "open"]

# 不過, 不僅, 未來, 無論, 非常 deny nothing.
NEGATION = (
    r"\b(?:not|no|never|nor|neither|nobody|none|nothing|without|cannot|hardly|yet to|lacks?"
    r"|lacking)\b|n['’]t\b|\bnon-"
    r"|不(?![过仅只但断久])|没|未(?!来)|无(?!人机|线|论)|尚待|非(?!洲|常)|勿|别(?=再)|缺乏"
)
SUPPOSING = (
    r"\b(?:if|whether|unless|suppos\w+|imagin\w+|assum\w+|in case|in the event|what happens"
    r"|happens? (?:when|once))\b|\bwhen\b(?! (?:did|was|were|has|have)\b)"
    r"|若|如果|假如|假设|要是|一旦|的话|万一|倘若|即使|就算|是否|可否"
)
HEDGING = (
    r"\b(?:could|can|may|might|would|will|should|plan\w*|intend\w*|expect\w*|threat\w*|able"
    r"|allowed|right|risk|likely|possib\w*|going to|want\w*|how far|never know)\b"
    r"|能(?!源|力|够)|可能|可以|未必|会(?!计|议|员)|拟(?!定)|打算|预计|预期|将(?!近)|想(?!象)"
    rf"|有权|风险|条件|{SUPPOSING}"
)
DENIED, HEDGED, SUPPOSED = (re.compile(p) for p in (NEGATION, HEDGING, SUPPOSING))
# Words that deny all that they stand before, and those that deny the next verb.
_ALL = re.compile(
    r"\b(?:no|nor|neither|nobody|none|nothing|without|lacks?|lacking|den(?:y|ies|ied))\b|\bnon-"
    r"|没有?(?:人|任何|一)|无人|无(?!人机|线|论)|毫无|否认"
)
_NEXT = re.compile(
    r"\b(?:not|never|cannot|hardly|yet to)\b|n['’]t\b"
    r"|不(?![过仅只但断久])|没有?|未(?!来)|尚待|非(?!洲|常)|勿"
)
_BETWEEN = re.compile(
    r"(?: (?:yet|been|be|being|have|has|had|ever|even|also|to|able|want|wish|only|actually|the|an?"
    r"|any|its|their|so|do|going|[a-z]+ly|[a-z]+ (?:or|and|nor)))* *"
)
HAN_BETWEEN = 3


def denies(before: str, *, verb: bool = True) -> Denial:
    """Whether the words before a verb, or a noun, of its clause, names blanked out, deny it.

    A "not" with another verb between leaves that open.
    """
    if _ALL.search(before):
        return "yes"
    found = list(_NEXT.finditer(before))
    if not found:
        return "no"
    last = found[-1]
    between = before[last.end() :]
    if has_han(last.group()):
        room = HAN_BETWEEN if verb else 0
        return "yes" if len(between.replace(" ", "")) <= room else "open"
    return "yes" if _BETWEEN.fullmatch(between) else "open"
