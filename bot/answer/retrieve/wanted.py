"""The kind of thing that a question asks for, and whether a sentence holds one.

Finer than the kinds of `bot.answer.retrieve.signals`: a number of shares, of people, a length of
time. Patterns run over folded text; they hold no name and no figure.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from bot.language.glossary import Glossary
from bot.language.script import fold
from bot.language.units import CURRENCIES

__all__ = ["holds_kind", "kind_asked"]

TIMES = frozenset("years months days weeks quarters".split())
_PEOPLE = (
    r"people|users?|employees|workers|staff|jobs|engineers|subscribers|customers|clients|readers"
)
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(cues))
    for name, cues in (
        (
            "duration",
            r"\bhow many (?:more )?(?:years|months|days|weeks)\b"
            r"|\bhow long\b(?!.{0,30}\b(?:ago|before))|\bover what (?:period|term)"
            r"|\bnumber of (?:years|months)"
            r"|(?:几|多少)个?(?:年(?!级|度)|月|天|周)(?!止|底)|多久|多长(?:时间)?",
        ),
        (
            "shares",
            r"\bhow many [^?,]{0,40}\bshares?\b|\bnumber of [^?,]{0,20}\bshares\b"
            r"|几(?:万|亿)?股(?!权)|多少(?:万|亿)?股(?!权|份|价|利)",
        ),
        (
            "price",
            r"\b(?:per|a|each|one) [a-z' ]{0,12}share\b|\bshare price"
            r"|\bprice (?:of|for) (?:each|one|a) |一股|每股",
        ),
        (
            "percent",
            r"per ?cent|percentage|\bwhat (?:share|fraction|proportion|slice|cut|stake)\b"
            r"|\bhow (?:big|large) an? (?:slice|share|stake|chunk)|\binterest rate"
            r"|\brate of interest|\bcoupon|%|\bmargin\b|趴|百分|几成|利率|占比|比重|比例|利益率"
            r"|多少(?:比例的)?股[权份]",
        ),
        ("power", r"\b(?:gigawatts?|megawatts?|[gm]w)\b|吉瓦|百万瓦"),
        (
            "people",
            rf"\bhow many (?:[a-z]+ ){{0,3}}(?:{_PEOPLE})\b|\bheadcount\b"
            r"|(?:几|多少)(?:个|名|位)?(?:人|员工|用户|使用者|客户|工程师|订户)",
        ),
        (
            "money",
            r"\bhow much (?:money|cash)\b"
            r"|\bhow much (?:did|does|do|has|have|had|will|would|was|were|is) .{0,60}"
            r"\b(?:pay|paid|spen[dt]|invest\w*|cost|earn\w*|raise\w*|put|lend|lent|borrow\w*"
            r"|owe\w*|sell|sold|book\w*|contribut\w*|chip(?:ped)?|fork|pocket|fetch|lay|bring"
            r"|burn\w*|lose|lost)\b|\bwhat (?:did|does) .{0,40}\b(?:cost|pay|spend|earn)\b"
            r"|\bdollars?\b|\bcheque\b|\bsalary\b|\brevenue\b|\bprofit\b|\bsales\b"
            r"|(?:多少|几亿?)(?:钱|美元|美金)|金额"
            r"|[花付投赚赔亏烧借募砸掏出](?:了|掉|资|下)?多少(?!.{0,3}[股%颗张])"
            r"|(?:营收|净利|获利|资本支出|现金|薪水|税).{0,6}多少|多少.{0,3}(?:营收|现金|薪水|税)",
        ),
        (
            "when",
            r"\bwhen (?:did|does|do|is|was|will|were)\b|^when\b"
            r"|\b(?:which|what) (?:year|month|day|date|quarter)\b"
            r"|哪一?[年天季]|何时|什么时候|几月|几号",
        ),
        (
            "who",
            r"\bwho(?:se|m)?\b|\bwhich (?:analyst|person|executive|judge)\b|谁|哪(?:一?位|个人)",
        ),
        (
            "organisation",
            r"\b(?:which|what) (?:[a-z]+ ){0,2}(?:compan(?:y|ies)|firms?|banks?|houses?|makers?"
            r"|suppliers?|partners?|lenders?)\b|哪一?[家间]|哪几家|哪些(?:公司|客户|企业|业者|银行)",
        ),
        ("count", r"\bhow many\b|\bnumber of\b|几[家个颗座名档间张笔台]|多少[个家颗座张台笔]"),
        (
            "figure",
            r"\bhow (?:much|big|large|high|low|far|wide|thin|thick|fast)\b"
            r"|多少|多[大高薄宽]|几",
        ),
    )
)
_SOMEBODY = re.compile(rf"\b(?:{_PEOPLE})\b|人|员工|用户|使用者|客户|工程师|订户")
_SHARES = re.compile(r"\d[\d.,]* ?(?:million|billion)?[^.,;]{0,20}\bshares\b|\d[\d.,]*[万亿]?股")
_NAME = re.compile(r"\b[A-Z][a-z]+ (?:[A-Z][a-z]*\.? )?[A-Z][a-z]+")


def kind_asked(text: str) -> str:
    """The kind of thing that a question asks for; empty where its words do not tell."""
    folded = fold(text)
    return next((name for name, cues in _KINDS if cues.search(folded)), "")


def holds_kind(
    kind: str, text: str, units: AbstractSet[str], dated: bool, glossary: Glossary
) -> bool:
    """Whether a sentence with figures of these units holds a thing of the kind."""
    folded = fold(text)
    bare = {unit.split("/")[0] for unit in units}
    if kind in ("who", "organisation"):
        kinds = {m.kind for m in glossary.find(text)}
        named = "company" in kinds or (kind == "who" and bool(kinds))
        return named or (kind == "who" and _NAME.search(text) is not None)
    counted = units - CURRENCIES - {"%", "x"}
    return {
        "duration": bool(units & TIMES),
        "shares": "shares" in units or _SHARES.search(folded) is not None,
        "price": any(unit.endswith("/share") for unit in units),
        "percent": bool(units & {"%", "pp"}),
        "power": bool(bare & {"GW", "MW", "kW"}),
        "people": bool(counted - TIMES) and _SOMEBODY.search(folded) is not None,
        "money": bool(bare & CURRENCIES),
        "when": dated,
        "count": bool(counted),
        "figure": bool(units - TIMES),
    }[kind]
