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
from bot.language.denial import DENIED
from bot.language.directions import ABOVE, BELOW, FALLS, INCOME, LOSSES, PROFITS, RISES
from bot.records import Quantity, Span

__all__ = ["CHANGE", "GAIN", "LOSS", "changed", "check_signs"]

# Comparing words tell a figure's direction, not a sentence's.
RISE = re.compile(
    rf"(?!accelerated (?:depreciation|stock|vesting)|增值)(?:{RISES})"
    + r"|\b(?:dearer|costlier|bigger|larger|faster|longer)\b(?= than\b)|\bhigher\b"
    r"|(?<!no )(?<!not )(?<!or )\bmore\b(?! than (?:about |some )?[$€£¥\d]| or)"
    r"|\babove (?=the\b|its\b|that\b|their\b|his\b|her\b|what\b)|高于|高出|多了|多出|多(?=约?\d)"
    r"|\bbeat(?:s|ing|en)?\b|\boverst\w+|\btoo (?:high|much)\b|高估|多提|虚增|灌水"
    r"|[较比][^，,。；]{1,24}高[了出]?(?=约?\d)"
)
FALL = re.compile(
    FALLS + r"|掉了(?=约?\d)|\b(?:cheaper|smaller|slower|shorter)\b(?= than\b)|\blower\w*"
    r"|\bfewer\b(?! than \d)"
    r"|(?<!no )(?<!not )(?<!or )\bless\b(?! than (?:about |some )?[$€£¥\d]| or)"
    r"|\bbelow (?=the\b|its\b|that\b|their\b|his\b|her\b|what\b)"
    r"|低于(?!\d)|(?<![至最])少了|(?<![至最])少(?=约?\d)|[较比][^，,。；]{1,24}低[了出]?(?=约?\d)"
    r"|\bmiss(?:es|ed)?\b|\bshort of\b|\bunderst(?:at|ood the)\w*|\btoo (?:low|little)\b|低估|少提"
)
# Accelerated depreciation is a term, which tells of no rise.
TERM = r"(?!accelerated (?:depreciation|stock|vesting)|增值)"
UP, DOWN = (re.compile(f"{TERM}(?:{RISES})"), RISE), (re.compile(FALLS), FALL)
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
CHANGE = (("rise", RISE), ("fall", FALL))
LEVEL = (("plus", PLUS), ("minus", MINUS), ("none", NEUTRAL))
OPPOSITE = {"rise": "fall", "fall": "rise", "plus": "minus", "minus": "plus"}
SIGNED = re.compile(r"(?:\bminus |[-−负])[$€£¥]?(?:nt\$|us\$)?\d")
REACH = 60
# From one figure to another: no border between the word and its figure, a date at most.
QUOTE_ENDS = re.compile(r"[\"”」』]")
FROM = re.compile(r"(?:\bfrom\b|[由从自])[^,，;；。]{0,24}$")
TO = re.compile(r"^[^,，;；。]{0,24}?(?:\bto\b|[至到为达])[^,，;；。]{0,24}$")
# "…from 85% of it at the start of 2025 to no more than 35%": farther off, nothing between.
FAR_TO = re.compile(
    r"^[^;；。]{0,110}?(?<!due )(?<!thanks )(?<!owing )(?<!compared )(?<!according )(?<!relative )"
    r"(?:\bto|[至到]) ?(?:(?:at (?:least|most)|no (?:more|less) than|as (?:much|many) as|up to"
    r"|about|roughly|around|some|nearly|almost|over|under|more than|less than|just) |约|近|逾)*$"
)
# "It was 5 in May, three months later it rose to 7": a second figure, told as the later.
THEN = re.compile(
    r"(?:\blater\b|\bthen\b|\bafterwards?\b|\bafter (?:it|that|which)\b|之后"
    r"|后(?=[^，。]{0,3}[升降增减涨跌掉])"
    r"|随后|接着)[^;；。]{0,40}?(?:\bto|[至到]) ?(?:about |roughly |约)?$"
)
BACK = re.compile(r"^[^,，;；。]{0,24}?\bfrom\b[^,，;；。]{0,24}$")
DOWN_FROM = re.compile(r"\b(?:up|down) from (?:the )?(?:about |roughly |around )?$")
# "22 hours less than the old one, 14 instead of 36".
INSTEAD = re.compile(r"^[^,;.]{0,16}?\b(?:instead of|rather than)[^,;.\d]{0,16}$")
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
TAKEN_OFF = re.compile(
    r"\bby (?:about |some |roughly |around )?[$€£¥]?(?:nt\$|us\$)?$|[减少跌降去掉](?:了)?约?$"
)
# Set against a thing that is not in figures: below its infrastructure revenue, 高於去年.
OVER_IT = re.compile(
    r"\b(?:above|over|beyond|more than|higher than|larger than|bigger than|better than|ahead of"
    r"|beat|exceed\w*|outran|outstripp\w+) (?=(?:its|their|the|that|what|his|her)\b)"
    r"|(?:高于|优于|多于|大于|超过|胜过)(?!约?\d)"
)
UNDER_IT = re.compile(
    r"\b(?:below|under|short of|less than|lower than|smaller than|worse than|behind|miss(?:ed|es)?)"
    r" (?=(?:its|their|the|that|what|his|her)\b)|(?:低于|逊于|少于|小于|不如|不及)(?!约?\d)"
)
FLOW = re.compile(r"\bcash flows?\b|\b(?:net|operating) income\b|现金流(?!出)|利益|净利")
TWO = 2
LOST = re.compile(
    r"\b(?:lost|loses|losing)\b(?! (?:\d|the|its|their|to|out))|\bnet loss(?:es)?\b|\bdeficits?\b"
    r"|\boutflows?\b|净损|亏损|亏掉|净流出|短绌|赤字"
)
NO_LOSS = re.compile(
    f"{LOSSES}|{FALLS}|\\bloss|\\blos[te]|损|亏|付|支出|成本|\\bcost|\\bpa(?:y|id)|\\bexpens|\\bspen[dt]|\\bcharge"
)
COMPARED = 40
LEADS = 10
LENGTHS = ("years", "quarters", "months", "weeks", "days")


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
    went = _of_a_change(mine)
    for patterns in (CHANGE, LEVEL):
        own = anchors(mine.folded, patterns)
        if not any(a.value in OPPOSITE for a in own):
            continue
        their = {id(r): anchors(r.folded, patterns) for r in theirs}
        for figure in mine.figures:
            if patterns is CHANGE and figure in went:
                continue  # from 5 to 7 is a rise whatever it is a rise of
            said = _word(mine, figure, own, patterns)
            same = list(alike(figure, theirs))
            if patterns is CHANGE and figure.unit != "%" and any(f.value < 0 for _, f in same):
                continue  # more of a loss is less of a gain
            told = {_word(r, f, their[id(r)], patterns) for r, f in same}
            if patterns is LEVEL and any(_taken_off(r, f) for r, f in same):
                continue  # what is taken off a profit is no profit
            if patterns is LEVEL and said == "minus" and told == {None} and _flowed_in(same):
                yield Fault("wrong_sign", figure.text.strip(), "the source has it without a minus")
            elif patterns is LEVEL and said == "minus" and told == {"none"}:
                if _taken_in(mine, figure, theirs):
                    yield Fault("wrong_sign", figure.text.strip(), "this was taken in, not lost")
            elif said in OPPOSITE and told == {OPPOSITE[said]}:
                reason = f"the cited sentences tell of a {told.pop()}, not a {said}"
                yield Fault("wrong_sign", figure.text.strip(), reason)


def _of_a_change(mine: Reading) -> list[Quantity]:
    """The figures that the sentence itself sets beside one another as old and new."""
    pairs = pairwise(f for f in mine.figures if f.unit not in LENGTHS)
    return [
        f
        for one, two in pairs
        if one.unit == two.unit and changed(mine, one, two)
        for f in (one, two)
    ]


def _flowed_in(same: Sequence[tuple[Reading, Quantity]]) -> bool:
    """Whether a figure is a cash flow or an income that the quotes give without a minus."""
    return all(
        f.value > 0 and FLOW.search(r.folded) and not NO_LOSS.search(r.folded) for r, f in same
    )


def _taken_off(reading: Reading, figure: Quantity) -> bool:
    """Whether a figure is by how much something fell: reduced earnings by $0.41."""
    if not TAKEN_OFF.search(reading.folded, 0, figure.start):
        return False
    words = anchors(reading.folded, CHANGE)
    return beside(reading, (figure.start, figure.end), words, reach=REACH) == "fall"


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
        if one in (UP[0], DOWN[0]) and _of_a_change(mine):
            continue  # told by the figures themselves
        if wide is PLUS and SIGNED.search(mine.folded):
            continue  # a negative income is the loss that the quote tells of
        if DENIED.search(mine.folded, max(0, said.start() - 12), said.start()):
            continue
        if other.search(quoted):
            yield Fault("wrong_sign", said.group(), "the cited sentences say the opposite")
    yield from _against_it(mine, theirs)
    yield from _made_a_loss(mine, quoted)


def _against_it(mine: Reading, theirs: Sequence[Reading]) -> Iterator[Fault]:
    """Set above what the quotes set it below, where neither tells more than one such thing."""
    if len(mine.figures) > 1:
        return
    for one, other in ((OVER_IT, UNDER_IT), (UNDER_IT, OVER_IT)):
        said = one.search(mine.folded)
        if said and not other.search(mine.folded):
            told = [r for r in theirs if other.search(r.folded) and len(r.figures) < TWO]
            if told and not any(one.search(r.folded) for r in theirs):
                yield Fault("wrong_sign", said.group(), "the cited sentences say the opposite")
                return


def _made_a_loss(mine: Reading, quoted: str) -> Iterator[Fault]:
    """A loss or a profit of which the quotes know nothing but its opposite."""
    lost = LOST.search(mine.folded)
    if lost and PLUS.search(mine.folded) and PLUS.search(quoted) and not NO_LOSS.search(quoted):
        yield Fault("wrong_sign", lost.group(), "the cited sentences tell of no loss")


def _against_itself(mine: Reading) -> Iterator[Fault]:
    """From one figure to another, with a word for the other direction."""
    words_of, levels_of = anchors(mine.folded, CHANGE), anchors(mine.folded, LEVEL)
    for one, other in pairwise(f for f in mine.figures if f.unit not in LENGTHS):
        between = mine.folded[one.end : other.start]
        apart = one.unit != other.unit and not INSTEAD.search(between)
        if apart or SIGNED.search(mine.folded) or _overlap(one, other):
            continue
        change = changed(mine, one, other)
        if change is None:
            continue
        old, new, (start, end) = change
        levels = [_word(mine, f, levels_of, LEVEL) for f in (one, other)]
        if set(levels) == {"plus", "minus"}:
            # From a profit to a loss is a fall, whichever is the larger.
            lost_first = (old == abs(one.value)) == (levels[0] == "minus")
            old, new = (-old, new) if lost_first else (old, -new)
        words = {a.value for a in words_of if start <= a.span[0] < end}
        if words == {"fall" if new > old else "rise"}:
            reason = f"{one.text.strip()} and {other.text.strip()} tell the opposite"
            yield Fault("wrong_sign", mine.text[start:end].strip(), reason)
    yield from _compared(mine)


def _overlap(one: Quantity, other: Quantity) -> bool:
    """Whether two ranges meet, so that neither is the larger."""
    return max(one.values) >= min(other.values) and max(other.values) >= min(one.values)


def changed(mine: Reading, one: Quantity, other: Quantity) -> tuple[Decimal, Decimal, Span] | None:
    """The old figure, the new one, and where the word of their change must stand."""
    between = mine.folded[one.end : other.start]
    if QUOTE_ENDS.search(between):
        return None  # the one is quoted, the other said of the quote
    begin = mine.clauses[mine.clause((one.start, one.end))][0]
    before = mine.folded[max(begin, one.start - 30) : one.start]
    if FROM.search(before) and (TO.search(between) or FAR_TO.search(between)):
        return abs(one.value), abs(other.value), (begin, other.start)
    if THEN.search(between):
        return abs(one.value), abs(other.value), (one.end, other.start)
    if BACK.search(between):
        # "fell to 5 from 7": the word stands before; "5, down from 7": it stands between.
        return abs(other.value), abs(one.value), (begin, other.start)
    if INSTEAD.search(between):
        return abs(other.value), abs(one.value), (0, one.start)
    if DOWN_FROM.search(between):
        return abs(other.value), abs(one.value), (one.end, other.start)
    return None


# What is compared with is told by its time alone, not by the figure that follows.
ELSEWHEN = re.compile(
    r"\bthan (?:in|at|on|for|before|last|(?:a|the|one) (?:year|quarter|month)|it|its|was)\b"
    r"[^,;:]*[,;:]"
)


def _compared(mine: Reading) -> Iterator[Fault]:
    """34.8%, higher than 33.1%: one of the figures before must be."""
    for place, other in enumerate(mine.figures):
        start = mine.figures[place - 1].end if place else 0
        between = mine.folded[max(start, other.start - COMPARED) : other.start]
        above, below = OVER.search(between), UNDER.search(between)
        if ELSEWHEN.search(between):
            continue  # "123 more than in 2025, 561 rather than 438"
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
