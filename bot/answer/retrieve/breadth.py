"""Whether a question asks about several things: sides, accounts of one matter, times, members.

One passage answers a plain question; these stand in several, likely enough beside the first
(docs/decisions/0081). It reads the wording of a question and the days of what is told, cuts nothing
and compares nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.answer.retrieve.cuts import compares, sets_against_article
from bot.answer.retrieve.listing import asks_list
from bot.knowledge.ledger import Ledger
from bot.language.script import fold
from bot.records import Passage, Question, SentenceRef

__all__ = ["asks_several", "beyond_time", "likely_enough"]

ENOUGH, LEAST, MOST = 0.01, 2, 5
"""The share of the likeliest passage that a further one needs; how many are told in any case and
at most."""

_SIDES = re.compile(
    r"\bboth\b|\brespectively\b|\bversus\b|\bvs\b|\bcompar\w+|\bdiffer(?:s|ed|ent|ently|ences?)?\b"
    r"|\bagainst\b|\bwhereas\b|\bside by side\b|\bstack(?:s|ed)? up\b|\bthe same\b|\balike\b"
    r"|\b(?:match|square|tally|agree|line)(?:es|s|d)? (?:up )?with\b|\bthe (?:other|latter|two)\b"
    r"|\bone (?:thing|figure|number|story|sum|amount|total)\b.{1,100}\banother\b"
    r"|\bone .{1,60} and another\b|\ba(?:n end of)? \w+ (?:number|figure|one) and an?\b"
    r"|\bwhat are the (?:two|three|figures|numbers|amounts|sums)\b|\bwhich (?:figures|numbers)\b"
    r"|\bothers\b|\beach\b(?! (?:year|month|quarter|day|share)\b)"
    r"|\b(?:more|less|fewer|[a-z]{2,}er) than\b|\bsame thing\b"
    r"|\b(?:which|who|whose|either|whether)\b.{1,80}\bor\b"
    r"|\bor\b.{1,80}\b(?:which|who|whose|first|faster|slower|more|less|bigger|larger|higher|lower)\b"
    r"|\bwhich (?:one|of|way)\b|\bas opposed to\b|\bcontradict\w*|\b(?:disput|disagree|conflict)\w*"
    r"|\bback (?:that|it|this) up\b|\bsays? back\b|\b(?:do|does)(?:n't| not) match\b"
    r"|\b(?:sources|accounts|versions|stories|reports|people) (?:say|differ|put|give|have)\b"
    r"|各(?![种类国界式位])|分别|[两三四几](?:者|家|边|笔|套|头|样|种说)|一样|相同|不同|同一个|差[在别异距]|差[多几]"
    r"|还是|哪[个家边笔份块].{0,8}[多高大少低小快慢先早晚长短猛凶]|对得[上起]|吻合|相符|矛盾|各执一词"
    r"|有出入|两个(?:版本|数字|说法)|[两几](?:种|个)版本|说一套|不一致|相[比较差]|比较|对比|跟.{1,20}比|比.{1,16}[多少高低大小快慢长短早晚糟好]"
    r"|有的.{1,24}有的|一[个下边].{1,24}[一另又][个下边]|另一|反而|双方|谁.{0,8}(?:更|比较|较|先)"
    r"|有没有(?:达|超|符)|两个|哪边|有[那这]么.{0,6}吗"
)
_CLAUSE = re.compile(
    r"[?？;；:,，。、]\s*|\s[-–—]+\s|\b(?:and|or)\s+(?=(?:how|what|who|when|where|why)\b)"
)
_ASKS = re.compile(
    r"^\W*(?:and |or |but |then |so )?(?:for |in |at |by |to )?"
    r"(?:how|what|who|whom|whose|when|where|which|why|is|are|was|were|did|does|do|has|have|had)\b"
    r"|多少|几|谁|哪|什么|怎|为何|为啥|[吗呢]$|何时|([\u3400-\u9fff])[不没]\1"
)
_OWN = re.compile(r"\bown\b|\bfilings?\b|\breleases?\b|自己|季报|年报|公告|申报")
_TIMES = frozenset({"years", "months", "days", "weeks", "quarters", "1"})


def asks_several(question: Question) -> bool:
    """Whether several things are asked about: sides, accounts, times, measures or members."""
    if question.intent == "comparison" or asks_list(question) or compares(question):
        return True
    folded = fold(question.text)
    if _SIDES.search(folded) or sets_against_article(question):
        return True
    if any(m.concept == "names_article" for m in question.refusal_cues) and _OWN.search(folded):
        return True
    units = [q.unit for q in question.quantities if q.unit not in _TIMES]
    alike = len(units) > len(set(units))
    clauses = (part.strip() for part in _CLAUSE.split(folded) if part)
    return alike or sum(bool(_ASKS.search(part)) for part in clauses) > 1


def likely_enough(
    likely: Mapping[tuple[str, str], float], most: int = MOST
) -> list[tuple[str, str]]:
    """The passages to tell of: the likeliest, and those that are likely enough beside it."""
    ranked = sorted(likely, key=lambda key: -likely[key])[:most]
    floor = ENOUGH * max(likely.values(), default=0.0)
    return [key for n, key in enumerate(ranked) if n < LEAST or likely[key] >= floor]


def beyond_time(passage: Passage, question: Question, ledger: Ledger | None) -> bool:
    """Whether a later development speaks only of a time after all those that are asked about."""
    ends = [p.end for p in question.periods if p.end]
    open_ended = any(m.concept == "asks_later" for m in question.refusal_cues)
    if ledger is None or not passage.later or not ends or open_ended:
        return False
    count = len(next(iter(passage.sentences.values())))
    refs = (SentenceRef(passage.id, n, passage.index) for n in range(count))
    days = [
        f.period.start or f.period.end or f.as_of for ref in refs for f in ledger.stated_at(ref)
    ]
    return bool(days) and min(days) > max(ends)
