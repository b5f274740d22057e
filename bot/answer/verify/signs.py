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
from bot.language.directions import ABOVE, BELOW, FALLS, INCOME, LOSSES, PROFITS, RISES
from bot.records import Quantity, Span

__all__ = ["CHANGE", "GAIN", "LOSS", "changed", "check_signs"]

# Comparing words tell a figure's direction, not a sentence's.
RISE = re.compile(
    RISES + r"|\b(?:dearer|costlier|bigger|larger|faster|longer)\b|\bhigher\b"
    r"|(?<!no )(?<!not )\bmore\b(?! than (?:about |some )?[$€£¥\d]| or)|\babove (?=the\b|its\b"
    r"|that\b)|高于|高出|多了|多出|多(?=约?\d)"
)
FALL = re.compile(
    FALLS + r"|\b(?:cheaper|smaller|slower|shorter)\b|\blower\w*|\bfewer\b(?! than \d)"
    r"|(?<!no )(?<!not )\bless\b(?! than (?:about |some )?[$€£¥\d]| or)|\bbelow (?=the\b|its\b"
    r"|that\b)"
    r"|低于(?!\d)|少了|少(?=约?\d)"
)
UP, DOWN = (re.compile(RISES), RISE), (re.compile(FALLS), FALL)
PLUS, MINUS = re.compile(PROFITS), re.compile(LOSSES)
TAKEN = re.compile(INCOME)
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
    INCOME + r"|\bspending\b|\bcosts?\b|\bexpenses?\b|\bassets?\b|\bdebts?\b"
    r"|\bbacklog\b"
    r"|\bbudget\b|\bstake\b|\bmargin\b|收入|支出|费用|成本|资产|负债|订单|预算"
    r"|毛利率"
)
RULED = re.compile(r"\bnot?\b|\bnever\b|\bwithout\b|并未|没有|并非|不是|未")
CHANGE = (("rise", RISE), ("fall", FALL))
LEVEL = (("plus", PLUS), ("minus", MINUS), ("none", NEUTRAL))
OPPOSITE = {"rise": "fall", "fall": "rise", "plus": "minus", "minus": "plus"}
SIGNED = re.compile(r"(?:\bminus |[-−负])[$€£¥]?(?:nt\$|us\$)?\d")
REACH = 60
# From one figure to another: no border between the word and its figure, a date at most.
FROM = re.compile(r"(?:\bfrom\b|[由从自])[^,，;；。]{0,24}$")
TO = re.compile(r"^[^,，;；。]{0,24}?(?:\bto\b|[至到为达])[^,，;；。]{0,24}$")
BACK = re.compile(r"^[^,，;；。]{0,24}?\bfrom\b[^,，;；。]{0,24}$")
DOWN_FROM = re.compile(r"\b(?:up|down) from (?:the )?(?:about |roughly |around )?$")
OVER, UNDER = re.compile(ABOVE), re.compile(BELOW)
# "More than $5 billion" bounds a figure; "more than the $5 billion of 2023" compares.
LIMIT = re.compile(
    r"(?:than|above|below|exceed\w*|of|超过|多于|大于|少于|小于)(?: about| some|约)?[ $€£¥nt]*$"
)
# "…and lifting its income by": a verb of its own for the next figure.
NEXT = re.compile(r"\band\b|[,，]|并|也|而")
BY = re.compile(r"^[^,，;；。.]{0,40}(?:\b(?:by|to|from)\b|[了至到为])[^,，;；。.]{0,12}$")
# Words of size, which leave a minus aside.
SIZE = re.compile(r"\bup\b|\bdown\b|larg|big|great|more|exceed|small|less|few|超过|多|大于|少|小于")
COMPARED = 40
LEADS = 10


def check_signs(text: str, quotes: Sequence[str]) -> list[Fault]:
    """A fall made of a rise, a profit of a loss, or the reverse."""
    mine = read(text)
    theirs = [read(quote) for quote in quotes]
    # What a source says in these very words is held against nothing but itself.
    quoted = mine.folded.strip(" .。") in " ".join(r.folded for r in theirs)
    found = None if quoted else next(_against_itself(mine), None)
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
            same = list(alike(figure, theirs))
            if patterns is CHANGE and figure.unit != "%" and any(f.value < 0 for _, f in same):
                continue  # more of a loss is less of a gain
            told = {_word(r, f, their[id(r)], patterns) for r, f in same}
            if patterns is LEVEL and said == "minus" and told == {"none"}:
                if _taken_in(mine, figure, theirs):
                    yield Fault("wrong_sign", figure.text.strip(), "this was taken in, not lost")
            elif said in OPPOSITE and told == {OPPOSITE[said]}:
                reason = f"the cited sentences tell of a {told.pop()}, not a {said}"
                yield Fault("wrong_sign", figure.text.strip(), reason)


def _of_next(reading: Reading, figure: Quantity, word: Anchor) -> bool:
    """Whether a word behind a figure leads to the next one: added of "by $4 and added $3"."""
    if word.span[0] < figure.end:
        return False
    apart = NEXT.search(reading.folded, figure.end, word.span[0] + 1)
    for other in reading.figures:
        gap = reading.folded[word.span[1] : other.start]
        if other == figure or other.start < word.span[1]:
            continue
        if len(gap) <= LEADS or (apart and BY.search(gap)):
            return True
    return False


def _taken_in(mine: Reading, figure: Quantity, theirs: Sequence[Reading]) -> bool:
    """Whether the quotes call a figure revenue, and nothing in them a loss."""
    if TAKEN.search(mine.folded) or any(MINUS.search(r.folded) for r in theirs):
        return False
    words = (("taken", TAKEN),)
    return all(
        beside(r, (f.start, f.end), anchors(r.folded, words)) for r, f in alike(figure, theirs)
    )


def _word(
    reading: Reading, figure: Quantity, words: Sequence[Anchor], patterns: object
) -> str | None:
    if figure.value < 0 and (patterns is LEVEL or figure.unit in ("%", "pp")):
        return "minus" if patterns is LEVEL else "fall"
    place = (figure.start, figure.end)
    if patterns is CHANGE:
        words = [word for word in words if not _of_next(reading, figure, word)]
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
        change = changed(mine, one, other)
        if change is None or one.value == other.value:
            continue
        old, new, (start, end) = change
        words = {a.value for a in anchors(mine.folded[start:end], CHANGE)}
        if words == {"fall" if new > old else "rise"}:
            reason = f"{one.text.strip()} and {other.text.strip()} tell the opposite"
            yield Fault("wrong_sign", mine.text[start:end].strip(), reason)
    yield from _compared(mine)


def changed(mine: Reading, one: Quantity, other: Quantity) -> tuple[Decimal, Decimal, Span] | None:
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
    """34.8%, higher than 33.1%: one of the figures before must be."""
    for place, other in enumerate(mine.figures):
        start = mine.figures[place - 1].end if place else 0
        between = mine.folded[max(start, other.start - COMPARED) : other.start]
        above, below = OVER.search(between), UNDER.search(between)
        if bool(above) == bool(below) or (LIMIT.search(between) and not _direct(between)):
            continue
        word = above or below
        before = [f for f in mine.figures[:place] if f.unit == other.unit and len(f.values) == 1]
        if before and word and all(_contrary(f, other, word.group(), bool(above)) for f in before):
            reason = f"{before[-1].text.strip()} and {other.text.strip()} tell the opposite"
            yield Fault("wrong_sign", word.group(), reason)


def _contrary(one: Quantity, other: Quantity, word: str, above: bool) -> bool:
    """Whether one figure is not on that side of another; below zero a larger one may be less."""
    far = (abs(one.value) > abs(other.value)) != above
    if one.value >= 0 and other.value >= 0:
        return far
    return (one.value > other.value) != above and (far or not SIZE.search(word))


def _direct(between: str) -> bool:
    """Whether a comparison stands right before its figure and bounds nothing: lower than 5%."""
    return bool(re.search(r"\b(?:higher|lower|larger|smaller|greater) than[ $€£¥nt]*$", between))
