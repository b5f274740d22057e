"""Whether a plan stays a plan: no payment, delivery or binding contract is made of an intention.

Reads the standing that words give (intended, agreed, done) beside figures and in the sentence as a
whole. A sentence may say less than its quotes, never more. It does not know what came of a plan.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.answer.verify.numbers import Fault
from bot.answer.verify.reading import Reading, alike, read
from bot.language.denial import DENIED

__all__ = ["check_standing"]

DEED = (
    "paid|invested|bought|purchased|acquired|ordered|spent|delivered|shipped|completed|closed|lent"
    "|transferred|handed over|received|funded|built|started|begun|launched|opened|deployed|rented"
    "|leased|sold|approved|enacted|adopted|passed|signed|repaid|granted|supplied|installed|issued"
    "|contributed|committed|finali[sz]ed|finished"
)
DONE = re.compile(
    rf"\b(?:has|have|had|having) (?:now |since |fully |also )?(?:been )?(?:{DEED})\b"
    rf"|\balready (?:been )?(?:{DEED}|put|taken|raised|given|made|in place)\b"
    rf"|\b(?:was|were) (?:already |fully )?(?:{DEED}|published)\b"
    r"|\b(?:paid|transferred|handed over|took effect|came into (?:force|effect)|in full"
    r"|completed)\b"
    r"|已(?:经)?(?:(?!宣布|公告|表示|签署意向|签订备忘|签有意向|同意|规划|计划|拟|预).){0,12}?"
    r"(?:支付|付|投|拨|买|购|订购|出资|合资|完成|量产|开工|动工|上线|公告|发布|通过|生效|施行"
    r"|实施|取得"
    r"|签约|签订正式|交付|供应|收购|部署|兴建|汇|卖|借|注资|到位|以)"
    r"|付清|付了|投入了|支付了|付给了"
)
# What shows that a quote tells of a deed itself; its own letter of intent is none.
TOLD = re.compile(rf"\b(?:{DEED}|contracted|binds)\b|owns?\b|已|完成|了(?![解])|入帐|入账")
LETTER = re.compile(
    r"\bsign(?:ed|s)? (?:a|an|the) (?:\w+ )?(?:letter|memorandum|mou|term sheet)"
    r"|签(?:署|订|有|了)?(?:\w{0,4})(?:意向|备忘)|(?:已|已经).{0,4}(?:宣布|公告|表示)"
)
BINDING = re.compile(
    r"\b(?:binding|definitive|firm) (?:contract|agreement|commitment|order|deal)"
    r"|\bis binding\b|\bcommitted to\b|\bsigned (?:a |the |an )?(?:\w+ )?(?:contract|agreement)"
    r"|(?<!不)具(?:有)?约束力|(?<![没不具])有约束力|正式(?:合约|合同|协议|签约|契约)|已经?签约"
    r"|签定合约"
)
BOUND = re.compile(
    r"\bsigned\b|\bcontract|\bbinds?\b|\bcommitted\b|\bagreement\b|签约|合约|约束力|正式"
)
PLAN = re.compile(
    r"letters? of intent|\bmemorand(?:um|a)\b|\bmou\b|\bterm sheets?\b|\bintend(?:s|ed|ing)?\b"
    r"|\bplan(?:s|ned|ning)?\b|\bwould\b|\bcould\b|\bmight\b|\bmay\b(?! \d)|\bguid(?:ed|ance)\b"
    r"|\btarget"
    r"|\bgoal\b|\baims?\b|\bexpect(?:s|ed)?\b|\bforecast|\bestimat|\bproject(?:ed|s)\b|\bpropos"
    r"|\bdraft\b|\bwill\b|\bto be\b|\bhopes?\b|\bwants?\b|\bin talks\b|\bnegotiat|\bawait"
    r"|\bpending\b"
    r"|\bscheduled\b|\bdue to\b|\bset to\b|\bsubject to\b|\bconsider|\bannounced\b|\bforesee"
    r"|\bbill\b"
    r"|意向|备忘录|规划|计划|拟|预计|预期|预估|预定|估计|财测|目标|将|打算|承诺最高|可望|有望"
    r"|草案|洽谈"
    r"|研议|尚待|仍待|展望|希望|指引"
)
MODAL = re.compile(
    r"\b(?:would|will|could|may|might|must|should|shall|can|to|if|when|once|after)"
    r"(?: \w+)?(?: (?:be|been|have|has) ?)?\s*$|\b(?:be|is|are|being|get|gets)\s*$"
)
# "A contract is still lacking", 正式合約仍付之闕如: what is denied behind the word.
LACKING = re.compile(
    r"^ (?:(?:is|was|are|were|has|had|have|remains?|remained|still|been) ){0,3}"
    r"(?:not\b(?! binding)|never|lacking|missing|absent|yet to|nowhere|outstanding)\b"
    r"|^[^，,。；：]{0,6}?(?:付之阙如|阙如|从缺|尚缺|没有|还没|尚未|未有|不存在|遥遥无期|仍无|还缺)"
)
UNDONE = re.compile(
    r"\b(?:no|not|nothing|never|yet to|unsigned|unpaid|awaits?|pending|non-binding)\b"
    r"|尚未|还没|未(?:签|付|拨|定)|没有(?:签|付|拨)|洽谈|尚待|仍待|不具约束力"
)
# What is undone is a deal or a payment, and not any thing that somebody did not do.
UNSETTLED = re.compile(
    r"\b(?:no|not|nothing|never)\b[^,;.]{0,40}\b(?:sign|agree|contract|pa(?:y|id)|bind|final|definitiv|fund|deal"
    r"|clos|complet|deliver|start|begun|approv|decid|invest|buy|bought|commit|order)\w*"
    r"|\b(?:yet to|unsigned|unpaid|awaits?|pending|non-binding)\b"
    r"|尚未|还没|未(?:签|付|拨|定|必)|没有(?:签|付|拨)|洽谈|尚待|仍待|不具约束力"
)
PAST = re.compile(
    r"\b(?:rose|fell|grew|shrank|came to|amounted to|reached|dropped|increased|decreased|declined"
    r"|climbed)\b|达到了|已"
)
FORCE = (
    re.compile(r"\b(?:is|are|was|were|been) (?:now )?binding\b|(?<![没不])有约束力"),
    re.compile(r"\bbinding\b|约束力"),
)
SETTLED = (
    re.compile(
        r"\b(?:has been|have been|was|were|is) (?:\w+ )?(?:signed|paid|approved|decided)\b"
        r"|已经?(?:签约|签订|拨付|付款|支付|核准|通过|经立法院通过)"
    ),
    TOLD,
)
# To have promised is no deed beyond the promise.
PROMISE = re.compile(
    r"\b(?:has|have|had) (?:now |since |also |already )?(?:committed|signed up|agreed"
    r"|contracted|pledged|undertaken)\b"
    r"|\b(?:was|were|has been|have been) (?:committed|agreed|pledged)\b"
    r"|\bcommitted to\b|已经?(?:承诺|同意|答应|约定)[^，,。；]{0,24}|已经?签(?:约|下|订|好)"
)
PROMISED = re.compile(
    r"\bcommit|\bagree|\bcontract|\bpledge|\bsigned to\b|承诺|同意|约定|答应|签约|合约|签下|协议"
)
# A figure that is only estimated may be of something done.
ESTIMATE = re.compile(r"\bestimat\w*|估计")
LEAD = 18
BREAK = re.compile(r"[,，;；:：。]")


def check_standing(text: str, quotes: Sequence[str]) -> list[Fault]:
    """A deed or a binding contract made of what the quotes call an intention."""
    mine = read(text)
    theirs = [read(quote) for quote in quotes]
    quoted = " ".join(r.folded for r in theirs)
    is_open, is_settled = _openness(quoted)
    if not is_open:
        return []
    bare = LETTER.sub(" ", quoted)
    if is_settled:
        return _beside_figures(mine, theirs)
    if not PLAN.search(ESTIMATE.sub(" ", quoted)) and not UNSETTLED.search(quoted):
        return _undone(mine.folded, quoted) or _beside_figures(mine, theirs)
    # "They have signed a letter of intent" tells of no deed but that.
    told = LETTER.sub(" ", mine.folded)
    if PROMISED.search(quoted):
        told = PROMISE.sub(" ", told)
    for pattern, proof, what in ((DONE, TOLD, "a deed"), (BINDING, BOUND, "a binding contract")):
        said = _asserted(told, pattern)
        if said and not _asserted(bare, proof, told=True, quoted=True):
            return [Fault("wrong_status", said, f"the source speaks of a plan, not {what}")]
    return _undone(mine.folded, quoted) or _beside_figures(mine, theirs)


@lru_cache(maxsize=4096)
def _openness(quoted: str) -> tuple[bool, bool]:
    """Whether quotes speak of a plan or of something undone at all, and whether only because they
    estimate.
    """
    if UNDONE.search(quoted):
        return True, False
    return bool(PLAN.search(quoted)), not PLAN.search(ESTIMATE.sub(" ", quoted))


def _asserted(
    folded: str, pattern: re.Pattern[str], *, told: bool = False, quoted: bool = False
) -> str | None:
    """What the pattern finds and no word before it denies, or, but for quotes, makes future."""
    for match in pattern.finditer(folded):
        lead = BREAK.split(folded[max(0, match.start() - LEAD) : match.start()])[-1]
        future = not told and MODAL.search(lead)
        lacking = not quoted and LACKING.match(folded[match.end() : match.end() + 40])
        if not (future or lacking or DENIED.search(lead) or DENIED.search(match.group())):
            return match.group()
    return None


def _undone(folded: str, quoted: str) -> list[Fault]:
    """What the quotes say is not signed or paid, told as signed or paid in so many words; a quote
    that is told as it stands says what it says.
    """
    if folded.strip(" .。") in quoted:
        return []
    for done, proof in (FORCE, SETTLED):
        said = _asserted(folded, done)
        if (
            said
            and UNDONE.search(quoted)
            and not _asserted(LETTER.sub(" ", quoted), proof, quoted=True)
        ):
            return [Fault("wrong_status", said, "the source says that it is not so yet")]
    return []


def _beside_figures(mine: Reading, theirs: Sequence[Reading]) -> list[Fault]:
    """A figure that the quotes expect, told in the past with no word of expectation."""
    planned = bool(PLAN.search(mine.folded))
    plain = [n for n, span in enumerate(mine.clauses) if not PLAN.search(_at(mine, span))]
    for figure in mine.figures:
        here = mine.clause((figure.start, figure.end))
        told = [_planned(r.folded, (f.start, f.end)) for r, f in alike(figure, theirs)]
        if here not in plain or not told or not all(told):
            continue
        clause = PROMISE.sub(" ", LETTER.sub(" ", _at(mine, mine.clauses[here])))
        past = PAST.search(clause) if here == 0 or not planned else None
        if deed := past or DONE.search(clause):
            reason = f"the source only plans or expects {figure.text.strip()}"
            return [Fault("wrong_status", deed.group(), reason)]
    return []


def _at(reading: Reading, span: tuple[int, int]) -> str:
    return reading.folded[slice(*span)]


@lru_cache(maxsize=8192)
def _planned(folded: str, span: tuple[int, int]) -> bool:
    """Whether the nearest word before a figure, or the only one of its sentence, is of a plan."""
    before = ESTIMATE.sub(lambda m: " " * len(m.group()), folded[: span[0]])
    if DONE.search(folded, span[1]):
        return False  # 将 of a thing that was handed over is no plan
    plans = [m.end() for m in PLAN.finditer(before)]
    deeds = [m.end() for m in PAST.finditer(before)] + [m.end() for m in DONE.finditer(before)]
    if plans:
        return max(plans) > max(deeds, default=-1)
    return False
