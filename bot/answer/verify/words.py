"""Checks the words of a sentence against the sentences that it cites.

Parties and years must be named there; a plan or letter of intent may not become a payment; the
sentence must share its content with the quotes; addresses and instructions are hostile. It knows
nothing of figures (`numbers`), and cannot tell a false relation between true words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.verify.numbers import Fault
from bot.language.glossary import Glossary
from bot.language.quantities import read_quantities
from bot.language.script import fold, has_han

YEAR = re.compile(r"(?<!\d)(?<!\d[.,])(?<!\$)(?:19|20)\d{2}(?!\d|[.,]\d)")
QUARTER = re.compile(
    r"\bq([1-4])\b|\b(first|second|third|fourth) (?:fiscal |calendar )?quarter|第([一二三四1-4])季"
)
ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4"} | dict(
    zip("一二三四", "1234", strict=True)
)
HOSTILE = re.compile(
    r"https?://|www\.|<\s*(?:script|img|iframe|a|svg|style)\b|javascript:|!\[|\]\(|"
    r"ignore (?:all |the )?(?:previous|above)|system prompt|忽略(?:之前|以上|先前)"
)
PAID = re.compile(
    r"\b(?:has|have|had) (?:already )?(?:paid|invested|transferred|handed over|completed|closed)"
    r"|\balready (?:paid|invested|transferred)|\b(?:paid|transferred|handed over)\b(?! (?:a|per) )"
    r"|\bcompleted\b"
    r"|已(?:经)?(?:对.{1,12})?(?:支付|付|投入|投资|拨付|完成|汇)|付清|付了|投入了|支付了"
)
RISE = re.compile(
    r"\bgr[eo]w\w*|\bros?e\b|\brisen\b|\brising\b|\bincreas\w+|\bjump\w*|\bclimb\w*|\bsurg\w+"
    r"|\bup (?:by )?(?:about )?[\d$]|\braised\b|\bhigher\b|\blengthen\w+|\bnarrow\w+"
    r"|年增|季增|增加|成长|增长|上升|上涨|跃升|暴增|大增|调高|上修|提高|增至|升至|增幅|涨|延长"
)
FALL = re.compile(
    r"\bf[ae]ll(?:en|s|ing)?\b|\bdeclin\w+|\bdrop\w*|\bdecreas\w+|\bdown (?:by )?(?:about )?[\d$]"
    r"|\bshr[aiu]nk\w*|\bplung\w+|\breduc\w+|\blower\w*|\bcut\b|\bsl(?:id|ump)\w*|\bshorten\w+"
    r"|年减|季减|减少|下滑|下跌|衰退|下降|缩减|调降|下修|降低|降至|减至|跌|缩短"
)
GAIN = re.compile(r"\bprofit\b|\bnet income\b|\bearned\b|获利|净利|盈余")
LOSS = re.compile(r"\bloss(?:es)?\b|\blost\b|净损|亏损|损失")
MINUS = re.compile(r"(?:\bminus |[-−负])[$€£¥]?(?:nt\$|us\$)?\d")
SIGNED = re.compile(
    r"\b(?:binding|definitive|firm) (?:contract|agreement|commitment)|\bcommitted to\b|"
    r"\bsigned (?:a |the )?(?:contract|agreement)|有约束力|正式(?:合约|协议|签约)|签约"
)
INTENT = re.compile(
    r"letter of intent|\bintends?\b|\bplans?\b|\bplanned\b|\bwould\b|\bguid(?:ed|ance)\b|\btarget"
    r"|\bexpects?\b|\bsaid that it would\b|\bannounced\b|\bproject(?:ed|s)\b|\bterm sheet\b"
    r"|意向|规划|计划|拟|预计|预期|财测|目标|将|打算|承诺最高"
)
NEGATED = re.compile(r"\b(?:not|no|never|without|nor|yet)\b|没有|尚未|并未|并非|未|不|无")
SUPPORT, COMPUTED_SUPPORT = 0.25, 0.10
MIN_WORDS = 4
STOP = frozenset(
    "the a an of in on at to for and or by with from as is was were are be been its it that this "
    "which their than more about over under into not no per each also but has have had will would "
    "said says".split()
)


def check_words(
    text: str,
    quotes: Sequence[str],
    context: Sequence[str],
    glossary: Glossary,
    least: float = SUPPORT,
) -> list[Fault]:
    """Every way in which the sentence's words go beyond its quotes.

    `context` are titles, headings and dates of the cited passages, and the reader's question:
    they may supply a year, a heading may supply the party it speaks of. `least` is the share of
    its words that the sentence must have in common with the quotes.
    """
    folded = fold(text)
    quoted = [fold(q) for q in quotes]
    faults = []
    hostile = HOSTILE.search(folded)
    if hostile:
        faults.append(
            Fault(
                "hostile_text",
                hostile.group(),
                "the sentence carries an address, markup or an instruction",
            )
        )
    if not quotes:
        return faults
    faults += _parties(text, quotes, context, glossary)
    faults += _periods(folded, quoted, [fold(c) for c in context])
    faults += _status(folded, " ".join(quoted))
    faults += _direction(folded, " ".join(quoted))
    if not faults and not _supported(text, quotes, glossary, least):
        faults.append(Fault("unsupported_claim", text, "the cited sentences do not speak of this"))
    return faults


def _parties(
    text: str, quotes: Sequence[str], context: Sequence[str], glossary: Glossary
) -> list[Fault]:
    kinds = ("company", "person", "product")
    known = {m.concept for q in (*quotes, *context) for m in glossary.find(q)}
    return [
        Fault("wrong_entity", m.text, f"{m.text} is not named in the cited sentences")
        for m in glossary.find(text)
        if m.kind in kinds and m.concept not in known
    ]


def _periods(folded: str, quoted: Sequence[str], context: Sequence[str]) -> list[Fault]:
    known = {y for q in (*quoted, *context) for y in YEAR.findall(q)}
    faults = [
        Fault("wrong_period", year, f"{year} is not named in the cited sentences")
        for year in dict.fromkeys(YEAR.findall(folded))
        if year not in known
    ]
    theirs = {_ordinal(m) for q in (*quoted, *context) for m in QUARTER.finditer(q)}
    for match in QUARTER.finditer(folded):
        if theirs and _ordinal(match) not in theirs:
            faults.append(
                Fault("wrong_period", match.group(), "the cited sentences name another quarter")
            )
    return faults


def _ordinal(match: re.Match[str]) -> str:
    found = next(g for g in match.groups() if g)
    return ORDINALS.get(found, found)


def _status(folded: str, quoted: str) -> list[Fault]:
    """A payment or a signed contract made of what the quotes call an intention."""
    if not INTENT.search(quoted):
        return []
    for pattern, what in ((PAID, "a payment"), (SIGNED, "a binding contract")):
        found = pattern.search(folded)
        if found and not pattern.search(quoted) and not NEGATED.search(folded):
            return [
                Fault("wrong_status", found.group(), f"the source speaks of a plan, not {what}")
            ]
    return []


def _direction(folded: str, quoted: str) -> list[Fault]:
    """A fall made of a rise, a profit of a loss, or the reverse."""
    for one, other in ((RISE, FALL), (FALL, RISE), (GAIN, LOSS), (LOSS, GAIN)):
        mine = one.search(folded)
        if one is GAIN and MINUS.search(folded):
            continue  # a negative income is the loss that the quote tells of
        turned = mine and not other.search(folded) and not one.search(quoted)
        if mine and turned and other.search(quoted):
            return [Fault("wrong_sign", mine.group(), "the cited sentences say the opposite")]
    return []


def _supported(text: str, quotes: Sequence[str], glossary: Glossary, least: float) -> bool:
    """Whether claim and quotes share content: words in one language, concepts across two."""
    if any(text in q or q in text for q in quotes):
        return True
    same = [q for q in quotes if has_han(q) == has_han(text)]
    mine = {m.concept for m in glossary.find(text)} | {
        m.concept for m in glossary.find_metrics(text)
    }
    theirs = {m.concept for q in quotes for m in (*glossary.find(q), *glossary.find_metrics(q))}
    if not same:
        return not mine or bool(mine & theirs) or _shares_figure(text, quotes)
    words, known = _content(text), set().union(*(_content(q) for q in same))
    if len(words) < MIN_WORDS:
        return True
    share = len(words & known) / len(words)
    concepts = len(mine & theirs) / len(mine) if mine else 0.0
    return max(share, concepts * 0.6) >= least


def _shares_figure(text: str, quotes: Sequence[str]) -> bool:
    figures = {q.value for q in read_quantities(text)}
    return any(figures & {q.value for q in read_quantities(quote)} for quote in quotes)


def _content(text: str) -> set[str]:
    folded = fold(text)
    if has_han(folded):
        runs = re.findall(r"[\u3400-\u9fff]+", folded)
        return {r[i : i + 2] for r in runs for i in range(len(r) - 1)}
    return {w[:6] for w in re.findall(r"[a-z]{2,}", folded) if w not in STOP}
