"""Whether rises stay rises and losses losses, by the words that stand beside each figure.

Two measures: the level (profit or loss, inflow or outflow, surplus or deficit, a minus) and the
change (rise or fall). A figure's word must not be the opposite of its word in the quotes; where
no figure tells, the sentence as a whole must not turn the quotes round; and a sentence must agree
with itself ("fell from 18% to 23%" does not). It knows words, not sums.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from bot.answer.verify.numbers import Fault
from bot.answer.verify.reading import Anchor, Reading, alike, anchors, beside, read
from bot.records import Quantity, Span

__all__ = ["check_signs"]

_UP = (
    r"\bgr[eo]w\w*|\bros?e\b|\brises?\b|\brisen\b|\brising\b|\bincreas\w+|\bjump\w*|\bclimb\w*"
    r"|\bsurg\w+|\bsoar\w*"
    r"|(?<!used )(?<!made )(?<!built )(?<!set )\bup (?=by\b|about\b|from\b|almost\b|some\b"
    r"|nearly\b|[\d$€£¥n])"
    r"|\badvanc(?:ed|es)\b|\bgain(?:ed|s)?\b(?= \d)|\bdoubl\w+|\btripl\w+|\bwent up\b|\bgoes up\b"
    r"|年增|季增|月增|增加|增长|增至|增为|增到|成长|上升|上涨|跃升|暴增|大增|倍增|调高|上修|提高"
    r"|升至"
    r"|升到|升为|增幅|涨|攀升|走高"
)
_DOWN = (
    r"\bf[ae]ll(?:en|s|ing)?\b|\bdeclin\w+|\bdrop\w*|\bdecreas\w+|\bshr[aiu]nk\w*|\bplung\w+"
    r"|\bdown (?=by\b|about\b|from\b|almost\b|some\b|nearly\b|[\d$€£¥n])|\breduc\w+"
    r"|\bcut(?:s|ting)?\b|\bslid(?:es?)?\b|\bslump\w*|\bslip\w*|\bsank\b|\bsink\w*|\btumbl\w+"
    r"|\bhalv\w+|\bwent down\b|\bgoes down\b|\beas(?:ed|es)\b|\bcontract(?:ed|s)\b(?= \d| by)"
    r"|\blos(?:t|es|ing)\b(?= \d+(?:\.\d+)?%)"
    r"|年减|季减|月减|减少|减至|减为|减到|下滑|下跌|衰退|下降|缩减|调降|下修|降低|降至|降到|降为|跌"
    r"|减(?=\d)|走低|萎缩"
)
# Comparing words tell a figure's direction, not a sentence's.
RISE = re.compile(
    _UP + r"|\b(?:dearer|costlier|bigger|larger|faster|longer)\b|\bhigher\b"
    r"|\bmore\b(?! than [$€£¥\d]| or)|\braised? (?=by\b)|高于|高出|多了|多出|多(?=约?\d)"
)
FALL = re.compile(
    _DOWN + r"|\b(?:cheaper|smaller|slower|shorter)\b|\blower\w*|\bfewer\b(?! than \d)"
    r"|\bless\b(?! than [$€£¥\d]| or)|\bbelow (?=the\b|its\b)"
    r"|低于(?!\d)|少了|少(?=约?\d)"
)
UP, DOWN = (re.compile(_UP), RISE), (re.compile(_DOWN), FALL)
PLUS = re.compile(
    r"\bnet (?:profit|income|earnings)\b|\bprofit(?:s|able)?\b|\bearn(?:ed|ing|s)?\b|\binflows?\b"
    r"|\bsurplus\b|\bgains?\b(?! \d)|\bpositive\b|获利|净利|盈余|利益|盈利|赚|流入|转盈|转亏为盈"
    r"|利润"
)
MINUS = re.compile(
    r"\bloss(?:es)?\b|\blost\b|\bloses\b|\blosing\b|\boutflows?\b|\bdeficits?\b|\bnegative\b"
    r"|\bminus\b"
    r"|\bburn(?:ed|t|s|ing)?\b|\bshortfall\b|净损|亏损|亏|损失|流出|短绌|赤字|负(?=约?\d)|烧钱"
    r"|烧掉|负值|转亏(?!为盈)"
)
GAIN = (
    re.compile(
        r"\bnet (?:profit|income)\b|\bprofits?\b|\bearned\b|\binflows?\b|\bsurplus\b"
        r"|获利|净利|盈余|净流入|转盈|转亏为盈"
    ),
    PLUS,
)
LOSS = (
    re.compile(
        r"\bloss(?:es)?\b|\bdeficits?\b|\boutflows?\b|净损|亏损|净流出|短绌|赤字|转亏(?!为盈)"
    ),
    MINUS,
)
NEUTRAL = re.compile(
    r"\brevenues?\b|\bsales\b|\bspending\b|\bcosts?\b|\bexpenses?\b|\bassets?\b|\bdebts?\b"
    r"|\bbacklog\b"
    r"|\bbudget\b|\bturnover\b|\bstake\b|\bmargin\b|营收|收入|支出|费用|成本|资产|负债|订单|预算"
    r"|毛利率"
)
RULED = re.compile(r"\bnot?\b|\bnever\b|\bwithout\b|并未|没有|并非|不是|未")
CHANGE = (("rise", RISE), ("fall", FALL))
LEVEL = (("plus", PLUS), ("minus", MINUS), ("none", NEUTRAL))
OPPOSITE = {"rise": "fall", "fall": "rise", "plus": "minus", "minus": "plus"}
SIGNED = re.compile(r"(?:\bminus |[-−负])[$€£¥]?(?:nt\$|us\$)?\d")
REACH = 60
FROM = re.compile(r"(?:\bfrom|[由从自])\s*(?:the )?(?:about |roughly |around |约)?$")
DATES = r"(?:[^,，;；]{0,24}?)"
TO = re.compile(rf"^{DATES}(?:\bto\b|[至到为])\s*(?:about |roughly |around |约)?$")
BACK = re.compile(rf"^{DATES}(?:\bfrom\b)\s*(?:the )?(?:about |roughly |around )?$")
DOWN_FROM = re.compile(r"\b(?:up|down) from (?:the )?(?:about |roughly |around )?$")
OVER = re.compile(r"^.{0,8}?(?:高于|多于|大于|低于|少于|小于)[^\d]{0,14}$")
THAN = re.compile(r"^.{0,6}?\b(?:higher|lower) than\b[^\d]{0,24}$")
LOWER = re.compile(r"低于|少于|小于|\blower\b")


def check_signs(text: str, quotes: Sequence[str]) -> list[Fault]:
    """A fall made of a rise, a profit of a loss, or the reverse."""
    mine = read(text)
    theirs = [read(quote) for quote in quotes]
    found = next(_against_itself(mine), None)
    if found is None:
        found = next(_beside_figures(mine, theirs), None) or next(_overall(mine, theirs), None)
    return [found] if found else []


def _beside_figures(mine: Reading, theirs: Sequence[Reading]) -> Iterator[Fault]:
    for patterns in (CHANGE, LEVEL):
        own = anchors(mine.folded, patterns)
        if not any(a.value in OPPOSITE for a in own):
            continue
        their = {id(r): anchors(r.folded, patterns) for r in theirs}
        for figure in mine.figures:
            said = _word(mine, figure, own, patterns)
            told = {_word(r, f, their[id(r)], patterns) for r, f in alike(figure, theirs)}
            if said in OPPOSITE and told == {OPPOSITE[said]}:
                reason = f"the cited sentences tell of a {told.pop()}, not a {said}"
                yield Fault("wrong_sign", figure.text.strip(), reason)


def _word(
    reading: Reading, figure: Quantity, words: Sequence[Anchor], patterns: object
) -> str | None:
    if figure.value < 0 and (patterns is LEVEL or figure.unit in ("%", "pp")):
        return "minus" if patterns is LEVEL else "fall"
    place = (figure.start, figure.end)
    return beside(reading, place, words, reach=REACH, remark=patterns is LEVEL)


def _overall(mine: Reading, theirs: Sequence[Reading]) -> Iterator[Fault]:
    """The sentence has one direction and the quotes only the other."""
    quoted = " ".join(r.folded for r in theirs)
    for (one, wide), (other, against) in ((UP, DOWN), (DOWN, UP), (GAIN, LOSS), (LOSS, GAIN)):
        said = one.search(mine.folded)
        if not said or against.search(mine.folded) or wide.search(quoted):
            continue
        if wide is PLUS and SIGNED.search(mine.folded):
            continue  # a negative income is the loss that the quote tells of
        if RULED.search(mine.folded, max(0, said.start() - 12), said.start()):
            continue
        if other.search(quoted):
            yield Fault("wrong_sign", said.group(), "the cited sentences say the opposite")


def _against_itself(mine: Reading) -> Iterator[Fault]:
    """From one figure to another, with a word for the other direction."""
    for one, other in pairwise(mine.figures):
        if one.unit != other.unit or len(one.values) > 1 or SIGNED.search(mine.folded):
            continue
        change = _change(mine, one, other)
        if change is None or one.value == other.value:
            continue
        old, new, (start, end) = change
        words = {a.value for a in anchors(mine.folded[start:end], CHANGE)}
        if words == {"fall" if new > old else "rise"}:
            reason = f"{one.text.strip()} and {other.text.strip()} tell the opposite"
            yield Fault("wrong_sign", mine.text[start:end].strip(), reason)
    yield from _compared(mine)


def _change(mine: Reading, one: Quantity, other: Quantity) -> tuple[Decimal, Decimal, Span] | None:
    """The old figure, the new one, and where the word of their change must stand."""
    between = mine.folded[one.end : other.start]
    begin = mine.clauses[mine.clause((one.start, one.end))][0]
    before = mine.folded[max(begin, one.start - 30) : one.start]
    if FROM.search(before) and TO.search(between):
        return abs(one.value), abs(other.value), (begin, other.start)
    if BACK.search(between):
        # "fell to 5 from 7": the word stands before; "5, down from 7": it stands between.
        return abs(other.value), abs(one.value), (begin, other.start)
    if DOWN_FROM.search(between):
        return abs(other.value), abs(one.value), (one.end, other.start)
    return None


def _compared(mine: Reading) -> Iterator[Fault]:
    """34.8%, higher than 33.1%."""
    for one, other in pairwise(mine.figures):
        between = mine.folded[one.end : other.start]
        if one.unit != other.unit or not (OVER.search(between) or THAN.search(between)):
            continue
        if (one.value < other.value) != bool(LOWER.search(between)) and one.value != other.value:
            reason = f"{one.text.strip()} and {other.text.strip()} tell the opposite"
            yield Fault("wrong_sign", between.strip(), reason)
