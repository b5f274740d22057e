"""Whose measure it is, and who says it: how parties are exchanged without a verb of giving.

Three relations beside those of `relations`: a measure and its owner ("Ardmore's net loss"), a
statement and its speaker ("Ardmore said that"), a share and its whole ("9% of Ardmore"). A party
joined to itself ("Ardmore buys from Ardmore") is one as well. Names that two languages write apart
are not compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.answer.verify.names import Name, measures
from bot.answer.verify.numbers import Fault
from bot.answer.verify.reading import Reading, alike
from bot.answer.verify.relations import one_language, role_of, told_apart
from bot.answer.verify.roles import SPEECH, held, meant_for, speakers
from bot.language.directions import FALLS, RISES
from bot.language.glossary import Glossary
from bot.language.script import has_han

__all__ = ["owned_otherwise", "speaks"]

# Between an owner and its measure: 's and an attribute or two; 的, a date.
OWNS = re.compile(
    r"['’]s? (?:[a-z-]+ ){0,3}$"
    r"|^(?:的| |\d|[年月日季底至末到、－—-]|会计年度|第[一二三四]|[上下]半|止当"
    r"|单|全|当|合并|营业?)"
    r"{0,16}(?:[（(][^()（）]{1,12}[)）])?$"
)
OF = re.compile(r"^ (?:of|at|for) (?:the )?$")
SAYS = re.compile(
    r"^ ?(?:also |had |has |then )?(?:said|says|reported|reports|estimate[sd]?|expect(?:s|ed)?"
    r"|warn(?:s|ed)|argue[sd]?|forecasts?|projected|noted|announced|counted|counts)\b"
    r"|^(?:\d|[年月日底已曾也则 ]){0,10}(?:表示|指出|估计|预估|预期|预测|警告|认为|主张"
    r"|统计|报导|宣布)"
)
# Whose estimate or view it is, in words that stand beside the name.
SOURCE_BEFORE = re.compile(
    r"\baccording to (?:the )?$|\bsays? (?:the )?(?:\w+ of )?$|[依据按照][^，,。；]{0,10}$"
)
ACCORDING = re.compile(r"\baccording to (?:the )?$|[据依按]$")
SOURCE_AFTER = re.compile(
    r"^['’]s (?:\w+ ){0,2}?(?:estimates?|tall(?:y|ies)|forecasts?|reckoning|scenarios?|views?"
    r"|counts?"
    r"|figures?|analysts?|accounts?|surveys?|stud(?:y|ies)|reports?|projections?|notes?|data"
    r"|numbers"
    r"|calculations?|economists?|opinions?|words?)\b"
    r"|^ (?:analysts?|economists?|thinks?|thought|believes?|believed|counts?|spoke|puts?|saw"
    r"|sees|found"
    r"|finds|told|hopes?|sa(?:id|ys)|estimate[sd]?|forecasts?|warn(?:s|ed)|argue[sd]?|noted)\b"
    r"|^[^，,。；]{0,14}?(?:执行长|财务长|总裁|董事长|创办人|分析师|发言人|主席|总经理|负责人|主管)"
    r"|^的?(?:[^，,。；的]{0,8}的)?(?:统计|估计|预估|数字|调查|研究|说法|看法|报导|分析|资料"
    r"|情境|计算|整理|摘要)"
    r"|^[^，,。；]{0,12}?(?:表示|指出|认为|主张|透露|提到|发现|[表宣]示|[据声]?称|说)"
)
TOLD_BY = re.compile(r"\b(?:announced|disclosed|reported|published|named|given|made) by (?:the )?$")
WHOLE = re.compile(r"%(?: (?:stake|share|interest))? (?:of|in) (?:the )?$")
# An owner is joined to nobody else: not "with Ardmore's".
ROLES = ("", "of", "else", "for")
SELF = re.compile(
    r"^(?:['’]s?)?(?: \w+){0,3} (?:with|from|to|into|in|by|against) (?:the )?$"
    r"|^(?:与|向|对|和|由|把|帮|为|替|跟)$"
)
TOGETHER = re.compile(r"\s*(?:[与和跟及、&]|and|with)\s*")
BETWEEN = re.compile(r"\bbetween (?:the )?$")
ELLIPTIC = re.compile(
    rf"['’]s? (?:had |has |have |only |just )?(?:{RISES}|{FALLS}|was\b|were\b|is\b|are\b|came\b"
    r"|stood\b|at\b|to\b|by\b|went\b|reached\b)"
)
# What is told of a measure beside its level is told of the same owner's.
ASPECT = re.compile(r"_(?:change|effect|growth|change_pct|growth_qoq|growth_cc)$")


def owned_otherwise(
    mine: Reading,
    own: Sequence[Name],
    theirs: Sequence[tuple[Reading, Sequence[Name]]],
    glossary: Glossary,
) -> Iterator[Fault]:
    """A measure, statement or share that the quotes give to another party."""
    yield from _joined_to_itself(mine, own)
    one = one_language(mine, theirs)
    things = held(mine, own, glossary, loose=False)
    told = [
        (
            {n.who for n in names},
            _relations(r, names, glossary, wide=True)
            | (held(r, names, glossary, loose=True) if things else set()),
        )
        for r, names in theirs
    ]
    said = _relations(mine, own, glossary, wide=False) | things
    known = {who for named, _ in told for who in named}
    joint = _shared(mine, own)
    for what, who in sorted(said):
        if who in joint:
            continue
        naming = [relations for named, relations in told if who in named]
        others = {o for _, relations in told for w, o in relations if w == what}
        # Known from a title alone: what the quotes give to another is not its own.
        if who not in known and others and all(_listed(who, other) for other in others):
            yield _of_another(who, own)
        # A quote that names the party must give the thing to another, and none to it.
        if not naming or who in others or not any(what in dict(r) for r in naming):
            continue
        if all(told_apart(who, other, one) or _listed(who, other) for other in others):
            yield _of_another(who, own)
    yield from _said_by_another(mine, own, theirs, one)
    yield from _for_another(mine, own, theirs)


def _of_another(who: str, own: Sequence[Name]) -> Fault:
    text = next(name.text for name in own if name.who == who)
    return Fault("wrong_entity", text, "the cited sentences tell this of another party")


def _said_by_another(
    mine: Reading,
    own: Sequence[Name],
    theirs: Sequence[tuple[Reading, Sequence[Name]]],
    one: bool,
) -> Iterator[Fault]:
    """A statement given to a party of whom the quotes only tell, by the one who makes it there."""
    folded = mine.folded
    said = speakers(mine, own, loose=False)
    said |= {n.who for n in own if ACCORDING.search(folded[max(0, n.span[0] - 24) : n.span[0]])}
    if not said:
        return
    told = {who for r, names in theirs for who in speakers(r, names, loose=True)}
    named = {name.who for _, names in theirs for name in names}
    silent = (told & {name.who for name in own}) - speakers(mine, own, loose=True)
    for who in sorted(said - told):
        if who in named and any(
            _listed(who, other) or told_apart(who, other, one) for other in silent
        ):
            yield _of_another(who, own)


def _for_another(
    mine: Reading, own: Sequence[Name], theirs: Sequence[tuple[Reading, Sequence[Name]]]
) -> Iterator[Fault]:
    """An amount told to be for one party that the quotes tell to be for another."""
    readings = [r for r, _ in theirs]
    names = {id(r): found for r, found in theirs}
    for number, who in meant_for(mine, own):
        told = {
            name.who
            for r, _ in alike(mine.figures[number], readings)
            for name in names[id(r)]
            if role_of(r.folded, name) in ("for", "to", "into", "toward")
        }
        if told and all(_listed(who, other) for other in told):
            yield _of_another(who, own)


def speaks(reading: Reading, name: Name) -> bool:
    """Whether a party is named as the one who says, counts or estimates what is told."""
    after = reading.folded[name.span[1] : name.span[1] + 48]
    before = reading.folded[max(0, name.span[0] - 24) : name.span[0]]
    said = SAYS.match(after) or SOURCE_AFTER.match(after) or SOURCE_BEFORE.search(before)
    return said is not None


def _shared(reading: Reading, names: Sequence[Name]) -> frozenset[str]:
    """The parties joined to another one: a measure of both is neither's own."""
    folded = reading.folded
    pairs = (
        (n, m) for n, m in pairwise(names) if TOGETHER.fullmatch(folded[n.span[1] : m.span[0]])
    )
    return frozenset(name.who for pair in pairs for name in pair)


def _listed(one: str, other: str) -> bool:
    """Whether both are concepts of the glossary, which are the same in every language."""
    return one != other and one.startswith("GLO-") and other.startswith("GLO-")


def _relations(
    reading: Reading, names: Sequence[Name], glossary: Glossary, *, wide: bool
) -> set[tuple[str, str]]:
    """What belongs to whom: measures by id, saying (of more verbs where `wide`), shares."""
    found: set[tuple[str, str]] = set()
    for name in names:
        after = reading.folded[name.span[1] :]
        if SAYS.match(after) or (wide and SPEECH.match(after)):
            found.add(("says", name.who))
        if wide and TOLD_BY.search(reading.folded[max(0, name.span[0] - 24) : name.span[0]]):
            found.add(("says", name.who))
        if WHOLE.search(reading.folded[: name.span[0]]):
            found.add(("whole", name.who))
    if wide:
        # "Ardmore and Halmer announced": both have said it.
        for one, other in reversed(list(pairwise(names))):
            joined = TOGETHER.fullmatch(reading.folded[one.span[1] : other.span[0]])
            if joined and ("says", other.who) in found:
                found.add(("says", one.who))
    for measure in measures(reading.text, glossary):
        before = [n for n in names if n.span[1] <= measure.start]
        behind = [n for n in names if n.span[0] >= measure.end]
        if (
            before
            and _leads(reading, before[-1])
            and not _attributive(reading, before)
            and role_of(reading.folded, before[-1]) in ROLES
            and OWNS.search(_between(reading, before[-1].span[1], measure.start))
        ):
            found.add((ASPECT.sub("", measure.concept), before[-1].who))
        elif behind and OF.match(reading.folded[measure.end : behind[0].span[0]]):
            found.add((ASPECT.sub("", measure.concept), behind[0].who))
    if wide:
        # "…, whereas Oakhart's gained": the thing that was named before.
        left = {n.who for n in names if ELLIPTIC.match(reading.folded, n.span[1])}
        found |= {(what, who) for what, _ in found for who in left}
    return found


def _attributive(reading: Reading, before: Sequence[Name]) -> bool:
    """Whether a Latin name merely qualifies the measure, with another party before it."""
    last = before[-1]
    if has_han(reading.text) or reading.folded[last.span[1] :].startswith(("'", "’")):
        return False
    home = reading.clause(last.span)
    return any(n.who != last.who and reading.clause(n.span) == home for n in before[:-1])


def _leads(reading: Reading, name: Name) -> bool:
    """Whether a name can own what follows: in Chinese only at the head of its clause or list."""
    start = reading.clauses[reading.clause(name.span)][0]
    lead = reading.folded[start : name.span[0]].strip(" ,，;；。:：「《(（")
    return not has_han(reading.text) or not lead or lead[-1] in "、与和及使让"


def _between(reading: Reading, start: int, end: int) -> str:
    """What stands between two places, without its figures."""
    inside = [f for f in reading.figures if start <= f.start and f.end <= end]
    said = reading.folded[start:end]
    for figure in inside[::-1]:
        said = said[: figure.start - start] + said[figure.end - start :]
    return said


def _joined_to_itself(mine: Reading, own: Sequence[Name]) -> Iterator[Fault]:
    """A party that deals with itself."""
    for one, other in pairwise(own):
        between = mine.folded[one.span[1] : other.span[0]]
        paired = between == " and " and BETWEEN.search(mine.folded[: one.span[0]])
        if one.who == other.who and (paired or SELF.search(between)):
            reason = "a party is set beside itself"
            yield Fault("wrong_entity", other.text, reason)
            return
