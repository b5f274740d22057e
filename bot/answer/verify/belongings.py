"""What belongs to which party: figures, stakes and stances, against those of the quotes.

A figure belongs to the one party of its clause; where a clause has several, only where each has a
figure of its own. What stands in a row of a table belongs to its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from bot.answer.verify.names import Name
from bot.answer.verify.numbers import Fault
from bot.answer.verify.owners import speaks
from bot.answer.verify.reading import Anchor, Reading, alike, anchors, same_kind
from bot.answer.verify.relations import one_language, role_of, told_apart
from bot.answer.verify.times import LESS_THAN
from bot.knowledge.cells import cells_of
from bot.language.script import fold, has_han
from bot.records import Quantity, Span

__all__ = ["STANCE", "misplaced"]

STANCE = (
    ("for", re.compile(
        r"\b(?:support(?:s|ed)?|back(?:s|ed)|favou?r(?:s|ed)?|was for|is for|welcom\w+)\b"
        r"|支持|赞成|主张"
    )),
    ("against", re.compile(
        r"\b(?:oppos\w+|against|reject\w*|critici[sz]\w+|resist\w*)\b|反对|不同意|抗议|驳回"
    )),
)  # fmt: skip
STAKE = re.compile(
    r"(?:\b(?:stake|holding|interest|investments?|stock) in |\bshares? (?:in|of) |\d% of |持有"
    r"|\d[\d,.]*[万亿]?股的?)(?:the )?$"
)
# 对某公司的投资: the one that is invested in.
INVESTED = re.compile(r"^的?[^，,。；]{0,12}?(?:投资|出资|持股|入股)(?:的|使|$|承诺|[^人者])")
STAKE_AFTER = re.compile(
    r"的?(?:\d[\d.]*%)?的?(?:股权|股份|持股|股票|认股权)|最多\d+%的股份"
    r"|的?投资(?=上|部位|税|损|亏|承诺|案|价值|[，,。])"
    r"| (?:shares|stock|stake|holding)\b"
    r"| (?:funding |equity )?(?:investment|commitment)s?\b(?! (?:\w+ ){0,4}(?:in|into)\b)"
)
JOINED = re.compile(r"\s*(?:,|and|、|与|和|及)\s*(?:the )?")
# A Chinese word changed is two or three pairs of letters.
CROSSED = {False: 2, True: 4}
QUOTED = re.compile(r"“[^“”]{12,}”|「[^「」]{6,}」|\"[^\"]{12,}\"")
POSSESSES = re.compile(r"['’]s? (?:own |some |about |roughly |nearly )?|的(?:约|近|大约)?")
SHARED = "?"
# Somebody whom a clause names by what he is: a figure behind may be his, not the party's.
UNNAMED = re.compile(
    r"\b(?:the|its|their|his|her|an?) (?:court|council|government|board|union|bank|insurer|lender"
    r"|buyer|seller|customer|supplier|contractor|regulator|ministry|agency|city|state|county"
    r"|rival|parent|subsidiary|owner|landlord|tenant|former|latter|other)\b(?!['’]s)"
    r"|(?<!的)(?:市府|县府|政府|法院|对方|后者|前者|业主|买方|卖方|银行|工会|母公司|子公司|主管机关|房东|保险公司)"
    r"(?=[^，,。；]{0,2}(?:同意|要求|认为|核定|开出|提出|愿|判|给|付|买|卖|收|拿|出))"
)
DOUBTFUL = ("from", "to", "into", "with", "toward")


def misplaced(
    mine: Reading, own: Sequence[Name], theirs: Sequence[tuple[Reading, Sequence[Name]]]
) -> Iterator[Fault]:
    """A figure or a stance set beside one party that the quotes set beside another."""
    here, one = {name.who for name in own}, one_language(mine, theirs)
    named = {name.who for _, names in theirs for name in names}
    their = {id(r): _anchors(r, names) for r, names in theirs}
    places = _anchors(mine, own)
    for figure in mine.figures:
        if _as_quoted(mine, (figure.start, figure.end), theirs):
            continue
        said = _owner(mine, (figure.start, figure.end), places)
        told = {
            _owner(r, (f.start, f.end), their[id(r)])
            for r, f in alike(figure, [r for r, _ in theirs if not cells_of(r.text)])
            if not LESS_THAN.search(r.folded[max(0, f.start - 40) : f.start])
        }
        if not said or not told or None in told or said in told:
            continue
        owned = figure.unit != "%" and _possessed(mine, own, (figure.start, figure.end)) == said
        given = owned and told <= here
        if (said in named and (given or _has_own(said, figure, theirs, their))) or (
            said not in named
            and not told & here
            and all(told_apart(said, t, one) for t in filter(None, told))
        ):
            reason = f"the cited sentences set {figure.text.strip()} beside another party"
            yield Fault("wrong_entity", figure.text.strip(), reason)
    yield from _stances(mine, own, theirs)
    yield from _crossed(mine, own, theirs)
    own_asset = _assets(mine, own)
    told_asset = {who for r, names in theirs for who in _assets(r, names)}
    for who in sorted(own_asset - told_asset):
        if told_asset and who in named:
            reason = "the cited sentences tell of a stake in another party"
            yield Fault("wrong_entity", _written(who, own), reason)


def _as_quoted(mine: Reading, span: Span, theirs: Sequence[tuple[Reading, object]]) -> bool:
    """Whether a figure stands in quotation marks with words that the quotes have to the letter."""
    for found in QUOTED.finditer(mine.folded):
        if found.start() < span[0] and span[1] < found.end():
            return any(found.group()[1:-1].rstrip(".。") in r.folded for r, _ in theirs)
    return False


def _possessed(mine: Reading, own: Sequence[Name], span: Span) -> str | None:
    """The party whose own a figure is said to be: Ardmore's 2,150 workers, 甲的2,150人."""
    for name in own:
        if POSSESSES.fullmatch(mine.folded[name.span[1] : span[0]]):
            return name.who
    return None


def _crossed(
    mine: Reading, own: Sequence[Name], theirs: Sequence[tuple[Reading, Sequence[Name]]]
) -> Iterator[Fault]:
    """Two parties, each told in the words that the quotes use of the other."""
    said = _words(mine, own)
    for reading, names in theirs:
        if has_han(reading.text) != has_han(mine.text):
            continue
        told = _words(reading, names)
        for one, other in combinations([who for who in said if who in told], 2):
            straight = len(said[one] & told[one]) + len(said[other] & told[other])
            crossed = len(said[one] & told[other]) + len(said[other] & told[one])
            if not straight and crossed >= CROSSED[has_han(mine.text)]:
                reason = "the cited sentences tell this of another party"
                yield Fault("wrong_entity", _written(one, own), reason)


def _words(reading: Reading, names: Sequence[Name]) -> dict[str, set[str]]:
    """The words of each party's own clause, without those that stand beside several parties."""
    found: dict[str, set[str]] = {}
    homes = {name.who: reading.clause(name.span) for name in names}
    if len(set(homes.values())) < len(homes):
        return {}
    for who, home in homes.items():
        clause = reading.folded[slice(*reading.clauses[home])]
        for name in names:
            clause = clause.replace(fold(name.text), " ")
        if has_han(clause):
            runs = re.findall(r"[\u3400-\u9fff]+", clause)
            found[who] = {run[i : i + 2] for run in runs for i in range(len(run) - 1)}
        else:
            found[who] = {word[:5] for word in re.findall(r"[a-z]{4,}", clause)}
    return {
        who: words - set().union(*(w for other, w in found.items() if other != who))
        for who, words in found.items()
    }


def _assets(reading: Reading, names: Sequence[Name]) -> set[str]:
    """Whose shares are spoken of."""
    found = set()
    for name in names:
        before = reading.folded[max(0, name.span[0] - 20) : name.span[0]]
        after = reading.folded[name.span[1] : name.span[1] + 16]
        held = STAKE_AFTER.match(after) and role_of(reading.folded, name) != "to"
        # 45% of A's revenue is no stake in A.
        owned = re.search(r"\d% of (?:the )?$", before) and re.match(r"['’]s? ", after)
        into = before.endswith("对") and INVESTED.match(after)
        if (STAKE.search(before) and not owned) or held or into:
            found.add(name.who)
    return found


def _owner(reading: Reading, span: Span, places: Sequence[Anchor]) -> str | None:
    """The one party of a figure's clause, or of the clauses before it."""
    home = reading.clause(span)
    for clause in range(home, -1, -1):
        here = [
            a
            for a in places
            if reading.clause(a.span) == clause
            and reading.aside(a.span) in (-1, reading.aside(span))
        ]
        if any(a.value == SHARED for a in here):
            return None
        if len({a.value for a in here}) == 1 and (
            clause == home or _leads(reading, clause, here[0])
        ):
            return here[0].value
        if clause < home and here and not _leads(reading, clause, here[0]):
            continue
        if here:
            listed = _listed(reading, here)
            return _told_before(span, here) if listed else _respective(reading, span, here)
    return None


def _has_own(
    said: str,
    figure: Quantity,
    theirs: Sequence[tuple[Reading, Sequence[Name]]],
    their: Mapping[int, Sequence[Anchor]],
) -> bool:
    """Whether the quotes give the party another figure of the unit: the two were mixed up."""
    return any(
        _owner(r, (other.start, other.end), their[id(r)]) == said
        for r, _ in theirs
        for other in r.figures
        if same_kind(other, figure) and other.value != figure.value
    )


def _told_before(span: Span, here: Sequence[Anchor]) -> str | None:
    """The party named last before a figure, where each party's figure follows its name."""
    return next((a.value for a in reversed(here) if a.span[1] <= span[0]), None)


def _leads(reading: Reading, clause: int, anchor: Anchor) -> bool:
    """Whether a party stands before every figure of its clause, as what the next speaks of too."""
    start, end = reading.clauses[clause]
    return all(f.start > anchor.span[0] for f in reading.figures if start <= f.start < end)


def _respective(reading: Reading, span: Span, here: Sequence[Anchor]) -> str | None:
    """A and B accounted for 19% and 12%: the first figure is the first party's."""
    joined = all(
        JOINED.fullmatch(reading.folded[one.span[1] : other.span[0]])
        for one, other in pairwise(here)
    )
    after = [f for f in reading.figures if f.start >= here[-1].span[1]][: len(here)]
    if not joined or len(after) < len(here) or len({f.unit for f in after}) > 1:
        return None
    places = [f.start for f in after]
    return here[places.index(span[0])].value if span[0] in places else None


def _listed(reading: Reading, here: Sequence[Anchor]) -> bool:
    """Whether each party of a clause has a figure of its own: A had 19% and B 12%."""
    between = [
        any(one.span[1] <= f.start < other.span[0] for f in reading.figures)
        for one, other in pairwise(here)
    ]
    end = reading.clauses[reading.clause(here[-1].span)][1]
    last = any(here[-1].span[1] <= f.start < end for f in reading.figures)
    return all(between) and last


def _stances(
    mine: Reading,
    own: Sequence[Name],
    theirs: Sequence[tuple[Reading, Sequence[Name]]],
) -> Iterator[Fault]:
    said = _stances_of(mine, own)
    told = {stance for r, names in theirs for stance in _stances_of(r, names)}
    for who, stance in sorted(said):
        opposite = "against" if stance == "for" else "for"
        if (who, opposite) in told and (who, stance) not in told:
            reason = "in the cited sentences this party says the opposite"
            yield Fault("wrong_entity", _written(who, own), reason)


def _stances_of(reading: Reading, names: Sequence[Name]) -> set[tuple[str, str]]:
    """Who is for and who is against what is told."""
    places = _anchors(reading, names, speakers=True)
    found = {(_last(word, places), word.value) for word in anchors(reading.folded, STANCE)}
    return {(who, stance) for who, stance in found if who}


def _written(who: str, names: Sequence[Name]) -> str:
    """A party as the sentence writes it."""
    return next(name.text for name in names if name.who == who)


def _last(word: Anchor, places: Sequence[Anchor]) -> str | None:
    """The last party named before a word."""
    last = next((a.value for a in reversed(places) if a.span[1] <= word.span[0]), None)
    return None if last == SHARED else last


def _anchors(reading: Reading, names: Iterable[Name], *, speakers: bool = False) -> list[Anchor]:
    """The parties that a figure can belong to; one that gives or takes it makes that doubtful."""
    unnamed = [Anchor(SHARED, m.span()) for m in UNNAMED.finditer(reading.folded)]
    placed = unnamed + [
        Anchor(
            SHARED
            if role_of(reading.folded, name) in DOUBTFUL and not _next_of_list(reading, name)
            else name.who,
            name.span,
        )
        for name in names
        if speakers or not speaks(reading, name)
    ]
    return sorted(placed, key=lambda anchor: anchor.span)


def _next_of_list(reading: Reading, name: Name) -> bool:
    """Whether a name stands behind a figure and an "and": 甲的31%和乙的22%."""
    start = name.span[0]
    joined = reading.folded[start - 1 : start] in "和与及、"
    return joined and any(f.end == start - 1 for f in reading.figures)
