"""Whether the years, quarters and months of a sentence are those of the sentences that it cites.

A date must be named in the quotes, their titles or headings; where the quotes name several years,
a figure keeps the one beside it. 民國115年 is 2026; "a year earlier" stands for the year before one
that is named. It does not know when a document was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from bot.answer.verify.moments import another_moment, is_of_saying
from bot.answer.verify.numbers import Fault
from bot.answer.verify.reading import Anchor, Reading, alike, anchors, beside, read, same_kind
from bot.answer.verify.relative_years import months_apart, shifted
from bot.language.timewords import MONTHS
from bot.records import Quantity

__all__ = ["ANOTHER", "check_times"]

YEAR = re.compile(r"(?<!\d)(?<!\d[.,])(?<!\$)(?:19|20)\d{2}(?!\d|[.,]\d)")
SHORT = re.compile(r"\b(?:fy|[1-4]q|[12]h|q[1-4] ?'?|h[12] ?'?)[ '’]?(\d{2})(?!\d)")
EARLIER = re.compile(
    r"\b(?:a|one|the) (?:year|quarter) (?:earlier|ago|before)|\bprevious|\bprior|\blast year"
    r"|\byear.on.year|\bfrom a year|去年|前一年|上年|(?<!\d)年[增减]|同期|上一"
)
LATER = re.compile(r"\bnext year|\bfollowing year|\bcoming year|明年|隔年|次年|翌年|来年")
AGAINST = (
    ("year", re.compile(
        r"\b(?:a|one|the) year (?:earlier|ago|before)|year.(?:on|over).year|\blast year|from a year"
        r"|去年|前一年|上年|(?<!\d)年[增减]|同期|annual|on the year"
    )),
    ("quarter", re.compile(
        r"\b(?:a|one|the|last|previous|prior) quarter(?: earlier| ago| before)?\b|on the quarter"
        r"|quarter.(?:on|over).quarter|季[增减]|上一?季|前一季|单季"
    )),
    ("month", re.compile(
        r"\b(?:a|one) month (?:earlier|ago|before)|from a month"
        r"|\d% (?:\w+ ){0,3}in a month\b|month.(?:on|over).month|上个?月"
        r"|月[增减]"
    )),
)  # fmt: skip
ANOTHER = re.compile(f"{EARLIER.pattern}|{LATER.pattern}")
MONTH = re.compile(r"\b(?:" + "|".join(MONTHS) + r")\b")
BASE = re.compile(
    r"(?:\bthan in |\bcompared (?:with|to) |\bversus |\bagainst "
    r"|\bon the [$€£]?[\d.,]+ ?\w* of (?:fiscal )?"
    r"|\b(?:above|below) the |[较比](?:之|于)?(?:同期的)?)(?:in )?((?:19|20)\d\d)"
)
SPANNED = re.compile(r"\s*(?:and|to|or|[-–~至到和与])\s*(?:the )?(?:fiscal |end of )?")
BEFORE = re.compile(
    r"\bbefore (?:the start of )?((?:19|20)\d\d)\b|((?:19|20)\d\d)年?(?:之?前|以前)"
)
# A figure whose time is told by another's: $3 billion a year later, 5 in the fourth.
ELLIPTIC = re.compile(
    r"[^,;，；。\d]{0,24}?(?:\b(?:a|one|two|three|the|that|same|last|next|previous|following) "
    r"(?:year|quarter|month|week|day)s? ?(?:later|earlier|before|after|ago)?\b"
    r"|\b(?:in|for|by) the (?:first|second|third|fourth|last|next)\b"
    r"(?! (?:quarter|half|nine|three))"
    r"|[一两二三1-9](?:年|个?季|个?月)[之以]?[后前])"
)
LATER_LEAD = re.compile(
    r"\b(?:year|quarter|month|week|day)s? (?:later|earlier|after|before)\b[^,;\d]{0,24}$"
    r"|(?:年|季|个?月)[之以]?[后前](?:[^，；\d]{0,12})$"
    r"|(?:[前上]一?[年季]|去年|前年|同期)(?:[^，；\d]{0,6})$"
)
FAR_LEAD = 40
START = re.compile(r"(?:\bfrom|[由从自]) ?(?:about |roughly |some |约)?$")
OWN_YEAR = re.compile(r"[^,;，；]{0,24}?(?:(?:19|20)\d\d|\b(?:first|second|third|fourth)\b|第)")
# 比2024年少3.1億, 6% fewer than in 2024: the time that a difference is counted from.
LESS_THAN = re.compile(r"[较比][^，,。；]{1,24}[多少高低增减升降][加少了出]{0,2}约?$")
FEWER = re.compile(
    r" ?(?:[a-z-]+ ){0,2}?(?:fewer|less|more|lower|higher|larger|smaller|longer|shorter|below"
    r"|above)\b"
)
COUNTED_FROM = re.compile(
    r"(?:\b(?:than|below|above|on|from|against|versus|compared (?:with|to))\b[^,;.\d]*"
    r"|[较比](?:之|于)?[^，,。；\d]{0,4})$"
)
HALF = re.compile(r"\bhalf\b|\bsix months\b|半年|六个月|6个月")
QUARTER = re.compile(r"\bquarter|\bthree months\b|季|三个月|3个月")
# A span of as many years as this, or more, gives the year in which it ends.
SPAN = 3
YEAR_END = re.compile(r"\bend of (?:19|20)\d\d|(?:19|20)\d\d年[底末]")
NAMED = 2
SEASON = re.compile(r"(?<!\d)((?:19|20)\d\d)/\d\d(?!\d)")
OLDEST = 1900


def check_times(text: str, quotes: Sequence[str], context: Sequence[str]) -> list[Fault]:
    """Every date of the sentence that its ground does not hold."""
    mine = read(text)
    theirs = [read(quote) for quote in quotes]
    around = [read(words) for words in context]
    faults = _years(mine, theirs, around)
    if not faults:
        faults = _parts(mine, theirs, around) or list(another_moment(mine, theirs, around))
    return (
        faults
        or _bases(mine, theirs)
        or _against(mine, theirs)
        or _moved(mine, theirs)
        or shifted(mine, theirs)
    )


def _against(mine: Reading, theirs: Sequence[Reading]) -> list[Fault]:
    """A change since a month ago of one since a year ago."""
    told = frozenset[str]().union(*(_compared_in(r.folded) for r in theirs))
    for what, words in AGAINST:
        said = words.search(mine.folded)
        if said and told and what not in told and what != "quarter":
            reason = "the cited sentences compare with another time"
            return [Fault("wrong_period", said.group(), reason)]
    return months_apart(
        mine,
        theirs,
        {year for r in theirs for year in _named(r)},
        {int(month) for r in theirs for month in _told(r, "month")},
    )


@lru_cache(maxsize=4096)
def _compared_in(folded: str) -> frozenset[str]:
    """The stretches ago that a text compares with."""
    return frozenset(what for what, words in AGAINST if words.search(folded))


def _bases(mine: Reading, theirs: Sequence[Reading]) -> list[Fault]:
    """The year that a change is measured from, where the quotes name theirs."""
    said = list(BASE.finditer(mine.folded))
    known = {m.group(1) for r in theirs for m in BASE.finditer(r.folded)} if said else ()
    for match in said:
        if known and match.group(1) not in known:
            reason = "the cited sentences compare with another year"
            return [Fault("wrong_period", match.group(1), reason)]
    return []


def _years(mine: Reading, theirs: Sequence[Reading], around: Sequence[Reading]) -> list[Fault]:
    here = set(_named(mine))
    if not here:
        return []
    known = {y for r in (*theirs, *around) for y in _named(r)}
    shifted = set(known)
    for pattern, by in ((EARLIER, -1), (LATER, 1)):
        if any(_speaks_of(pattern, r.folded) for r in theirs):
            # A year that only "the year before" can mean: of its figure, or beside the year itself.
            shifted |= {year + by for year in known & here}
            shifted |= _of_another(mine, theirs, pattern) & {year + by for year in known}
    # "2 to 3 years" is a guess and no term.
    terms = [q for r in theirs for q in r.figures if q.unit == "years" and len(q.values) == 1]
    spans = {int(v) for q in terms for v in q.values}
    spans |= {n - 1 for n in spans}
    shifted |= {year + n for year in known for n in spans if n >= SPAN}
    # 2023/24 may be told as the year to March 2024.
    shifted |= {
        int(m.group(1)) for m in SEASON.finditer(mine.folded) if int(m.group(1)) + 1 in known
    }
    # "Before 2026" is by the end of 2025.
    ended = any(YEAR_END.search(r.folded) for r in theirs)
    before = {int(m.group(1) or m.group(2)) for m in BEFORE.finditer(mine.folded) if ended}
    shifted |= {year for year in before if year - 1 in known}
    return [
        Fault("wrong_period", str(year), f"{year} is not named in the cited sentences")
        for year in dict.fromkeys(_named(mine))
        if year not in shifted
    ]


@lru_cache(maxsize=8192)
def _speaks_of(pattern: re.Pattern[str], folded: str) -> bool:
    return pattern.search(folded) is not None


def _of_another(mine: Reading, theirs: Sequence[Reading], pattern: re.Pattern[str]) -> set[int]:
    """The years beside figures that stand beside "a year earlier" in the quotes."""
    found: set[int] = set()
    if pattern.search(mine.folded):
        return found  # it says "the year before" itself
    years = _anchors(mine, "year")
    for figure in mine.figures:
        said = beside(mine, (figure.start, figure.end), years)
        for reading, other in alike(figure, theirs) if said else ():
            words = [*_anchors(reading, "year"), *anchors(reading.folded, (("moved", pattern),))]
            if beside(reading, (other.start, other.end), words) == "moved":
                found.add(int(said or 0))
    return found


def _named(reading: Reading) -> tuple[int, ...]:
    return _years_in(reading.text)


@lru_cache(maxsize=4096)
def _years_in(text: str) -> tuple[int, ...]:
    """The years that a text names, in whatever way."""
    return tuple(_each_year(read(text)))


def _each_year(reading: Reading) -> Iterator[int]:
    for match in YEAR.finditer(reading.folded):
        yield int(match.group())
    for match in SHORT.finditer(reading.folded):
        yield 2000 + int(match.group(1))
    for date in reading.dates:
        if date.year and date.year >= OLDEST:
            yield date.year
        if date.until and date.until.year:
            yield date.until.year


def _parts(mine: Reading, theirs: Sequence[Reading], around: Sequence[Reading]) -> list[Fault]:
    """Quarters, halves and months: one that is named must be among those that the quotes name."""
    for kind, what in (("Q", "quarter"), ("H", "half"), ("month", "month"), ("day", "day")):
        parts = (*_said(mine, kind), *_worded(mine, kind))
        if not parts:
            continue
        known = {p for r in theirs for p in _told(r, kind)}
        wider = known | {p for r in around for p in _told(r, kind)}
        for part, said in parts:
            if (
                known
                and part not in wider
                and not _implied(part, kind, theirs, {p for p, _ in parts})
            ):
                reason = f"the cited sentences name another {what}"
                return [Fault("wrong_period", said, reason)]
    return []


def _said(reading: Reading, kind: str) -> Iterator[tuple[str, str]]:
    for date in reading.dates:
        said = reading.text[slice(*date.span)]
        if kind == "month" and date.month:
            yield str(date.month), said
        elif kind == "day" and date.day and date.month:
            yield str(date.day), said
        elif kind in ("Q", "H") and date.part and date.part.startswith(kind):
            yield date.part, said


def _worded(reading: Reading, kind: str) -> Iterator[tuple[str, str]]:
    """Months named without a year or day; May and March may be other words."""
    for match in MONTH.finditer(reading.text if kind == "month" else ""):
        if match.group() not in ("May", "March"):
            yield str(MONTHS.index(match.group()) + 1), match.group()


def _told(reading: Reading, kind: str) -> frozenset[str]:
    return _told_in(reading.text, kind)


@lru_cache(maxsize=8192)
def _told_in(text: str, kind: str) -> frozenset[str]:
    """The parts of a kind that a text names."""
    told = frozenset(part for part, _ in _said(read(text), kind))
    if kind == "month":
        told |= {str(MONTHS.index(m.group()) + 1) for m in MONTH.finditer(text)}
    return told


def _implied(part: str, kind: str, theirs: Sequence[Reading], mine: set[str]) -> bool:
    """A month inside the quarter or half that a quote names by its last month."""
    if kind != "month":
        return False
    for reading in theirs:
        reach = 5 if _told(reading, "H") else 2 if _told(reading, "Q") else 0
        if any((int(last) - int(part)) % 12 <= reach for last in _told(reading, "month")):
            return True
        # "From July to September" for the quarter to September, whose last month it names too.
        wide = 5 if HALF.search(reading.folded) else 2 if QUARTER.search(reading.folded) else 0
        lasts = _told(reading, "month") & mine
        if any((int(last) - int(part)) % 12 <= wide for last in lasts):
            return True
    return False


def _moved(mine: Reading, theirs: Sequence[Reading]) -> list[Fault]:
    """A figure set beside a year, quarter or half that the quotes set beside another figure."""
    for kind in ("year", "said", "part", "month"):
        own = _anchors(mine, kind) if mine.figures else []
        if not own:
            continue
        their = {id(r): _anchors(r, kind) for r in theirs}
        values = {a.value for some in their.values() for a in some}
        if len(values) < NAMED and {a.value for a in own} <= values:
            continue
        # What dates only the saying in the quotes is no time of a figure.
        saying = {a.value for r in theirs for a in _anchors(r, "said")} - values
        written = {month for r in theirs for month in _months(r)}
        for figure in mine.figures:
            lead = mine.folded[max(0, figure.start - FAR_LEAD) : figure.start]
            if ELLIPTIC.match(mine.folded, figure.end) or LATER_LEAD.search(lead):
                continue
            if START.search(lead) and not OWN_YEAR.match(mine.folded, figure.end):
                continue  # "by 2025 it had gone from 40 to 70": the year is the second figure's
            said = beside(mine, (figure.start, figure.end), _own(mine, figure, own))
            told = {
                beside(r, (other.start, other.end), _own(r, other, their[id(r)]))
                for r, other in alike(figure, theirs)
            }
            other = said and told and None not in told and said not in told
            if other and (
                (kind in ("year", "part") and said in _bases_of(theirs, kind))
                or (kind == "year" and said in saying)
                or (kind == "month" and said not in written)
                or _has_another(str(said), figure, theirs, their)
            ):
                reason = f"the cited sentences set {figure.text.strip()} beside another time"
                return [Fault("wrong_period", str(said), reason)]
    return _repeated(mine)


def _own(reading: Reading, figure: Quantity, among: Sequence[Anchor]) -> Sequence[Anchor]:
    """The times that may be a figure's own: a difference is not of the time it is counted from."""
    before = reading.folded[max(0, figure.start - FAR_LEAD) : figure.start]
    if not (LESS_THAN.search(before) or FEWER.match(reading.folded, figure.end)):
        return among
    return [
        a
        for a in among
        if not COUNTED_FROM.search(reading.folded[max(0, a.span[0] - 40) : a.span[0]])
    ]


def _bases_of(theirs: Sequence[Reading], kind: str) -> set[str]:
    """The years or parts that the quotes name only as what they compare with: 比2024年少."""
    based: set[str] = set()
    plain: set[str] = set()
    for reading in theirs:
        for anchor in _anchors(reading, kind):
            before = reading.folded[max(0, anchor.span[0] - 40) : anchor.span[0]]
            (based if COUNTED_FROM.search(before) else plain).add(anchor.value)
    return based - plain


def _has_another(
    said: str, figure: Quantity, theirs: Sequence[Reading], their: Mapping[int, Sequence[Anchor]]
) -> bool:
    """Whether the quotes set another figure of the unit beside the date: the two were mixed up."""
    return any(
        beside(r, (other.start, other.end), their[id(r)]) in (said, None)
        for r in theirs
        for other in r.figures
        if same_kind(other, figure) and other.value != figure.value
    )


def _repeated(mine: Reading) -> list[Fault]:
    """A change from a year to the same year."""
    years = [d for d in mine.dates if d.year and not d.part and not d.month]
    for one, other in pairwise(years):
        between = mine.folded[one.span[1] : other.span[0]]
        before = mine.folded[max(0, one.span[0] - 6) : one.span[0]]
        changes = re.search(r"\bto\b|至|到|减|增|升|降", between)
        finer = any(0 <= d.span[0] - y.span[1] <= 1 for y in (one, other) for d in mine.dates)
        if (
            one.year == other.year
            and changes
            and not finer
            and re.search(r"(?:from|\bin|between|由|从|自)(?![a-z]{3,}\.? $)", before)
        ):
            reason = "a change from a year to the same year"
            return [Fault("wrong_period", mine.text[slice(*other.span)], reason)]
    return []


def _months(reading: Reading) -> Iterator[str]:
    """The months of a text that do not date what is said."""
    for date in reading.dates:
        around = (date.span[0] - 5, date.span[1] + 5)
        if date.month and not is_of_saying(reading.folded, around):
            yield str(date.month)


def _anchors(reading: Reading, kind: str) -> list[Anchor]:
    """The years, months or parts of a year beside which a figure may stand, or of its telling."""
    if kind == "month":
        months = [Anchor(str(d.month), d.span) for d in reading.dates if d.month]
        return [
            a for a in months if not is_of_saying(reading.folded, (a.span[0] - 5, a.span[1] + 5))
        ]
    if kind == "part":
        return [Anchor(d.part, d.span) for d in reading.dates if d.part]
    years = [Anchor(str(d.year), d.span) for d in reading.dates if d.year]
    if kind == "said":
        return [a for a in years if is_of_saying(reading.folded, a.span)]
    joined = {
        anchor
        for pair in pairwise(years)
        if SPANNED.fullmatch(reading.folded[pair[0].span[1] : pair[1].span[0]])
        for anchor in pair
    }
    # Of "between 2022 and 2024" neither year is the figure's own.
    return [a for a in years if a not in joined and not is_of_saying(reading.folded, a.span)]
