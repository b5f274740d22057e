"""A sentence that points back, with what it points at: its subject, its period.

"It was positive", 該季: read alone such a sentence is of nobody and no time. The words stand in the
sentence before. Where that one does not tell them plainly, nothing is put in.
"""

from __future__ import annotations

import re

from bot.language.script import has_han
from bot.records import Question

__all__ = ["pointed_out"]

LONGEST = 80
SUBJECT = re.compile(
    r"^(?:it|this|the (?:figure|amount|sum|number|contract|deal|agreement))(?= (?:is|was|were|has"
    r"|had|will|would|came|stood|rose|fell|grew|reached|turned|amounted|comes|runs|costs|equals)\b)",
    re.I,
)
SUBJECT_ZH = re.compile(
    r"^(?:该数字|該數字|该金额|該金額|这笔钱|這筆錢|这份合约|這份合約"
    r"|(?:它|其|这|這|此)(?![家些个個项項份笔筆中他]))"
)
OPENING = re.compile(r"^(?:In|On|At|By|During|For|Since) [^,]{2,50}, ")
VERB = re.compile(
    r" (?:is|was|are|were|has|had|will|would|came|stood|rose|fell|grew|reached|turned|amounted"
    r"|comes|runs|lasts|covers|costs|begins|began|dropped|climbed|spans)\b"
)
VERB_ZH = re.compile(
    r"(?:(?<!合)[約约]|為|为|是|達|达|[增減减]|[上下](?:升|降|漲|涨|跌|滑)|從|从|自(?!由)|轉|转|共|總|总|逾)"
)
PERIOD = re.compile(
    r"\b(?:in|for|during|over) (?:that|the same|this) (?:fiscal )?(?:quarter|year|half|month)\b",
    re.I,
)
PERIOD_ZH = re.compile(
    r"(?:該|该|那一?|這一?|这一?|同一?)(?:個|个)?(?:季度?|年度?|半年|月)(?![前後后內内])"
    r"|當季|当季|當年|当年"
)


def pointed_out(sentence: str, before: str, told: Question) -> str:
    """The sentence with the subject and the period of the one before (`told` is that, read)."""
    chinese = has_han(sentence)
    if chinese != has_han(before):
        return sentence
    period = next((p.span for p in told.periods if p.span is not None), None)
    if period is not None:
        words = told.text[period[0] : period[1]]
        pattern = PERIOD_ZH if chinese else PERIOD
        article = "the " if told.text[: period[0]].endswith("the ") else ""
        sentence = pattern.sub(words if chinese else f"in {article}{words}", sentence, count=1)
    subject = _subject(before, told)
    found = (SUBJECT_ZH if chinese else SUBJECT).match(sentence)
    return subject + sentence[found.end() :] if subject and found else sentence


def _subject(before: str, told: Question) -> str:
    """What the sentence before is about: the words before its verb, if they name a party."""
    text = OPENING.sub("", before.strip())
    verb = (VERB_ZH if has_han(text) else VERB).search(text)
    subject = text[: verb.start()].strip(" ，,") if verb else ""
    named = any(m.text in subject for m in told.entities)
    return subject if named and len(subject) <= LONGEST else ""
