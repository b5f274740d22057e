"""What a sentence changes in a source that it otherwise repeats word for word.

Where most of a sentence stands in one quote of its language in the same order, the places where
the two differ are looked at alone: a name, a unit, a direction, a plan or a number of a name put in
another's place, or a minus or bound left out, is a fault. It says nothing of free paraphrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.answer.verify.names import Name, names_of
from bot.answer.verify.numbers import Fault
from bot.answer.verify.reading import Reading, read
from bot.answer.verify.signs import CHANGE, GAIN, LOSS
from bot.answer.verify.standing import DONE, LETTER, PLAN, PROMISE
from bot.answer.verify.together import unified
from bot.language.glossary import Glossary
from bot.language.script import has_han

__all__ = ["check_copies"]

# Of its words, in order; below it a sentence is a paraphrase, whose places say nothing.
COPIED = 0.7
# "B sold it to A" for "A bought it from B" keeps less than this: names may have changed places.
ALIKE = 0.85
# Three words of English are about as long as six letters of Chinese.
LEAST = {True: 8, False: 5}
# A name alone may stand opposite another by chance; with words around it, it does not.
SURE = {True: 4, False: 3}
TOKEN = re.compile(r"[a-z]+(?:['’][a-z]+)?|\d+(?:,\d{3})*(?:\.\d+)?|[^\sa-z\d]")
NAME = "\ue000"
MONTH = "january february march april may june july august september october november december"
TIMES = (
    frozenset(MONTH.split()),
    frozenset("first second third fourth".split()),
    frozenset("一二三四"),
    frozenset("上下"),
)
UNITS = (
    frozenset("美欧日英澳港韩"),
    frozenset("$ € £ ¥ ₩ ₹".split()),
    frozenset("megawatts gigawatts kilowatts terawatts megawatt gigawatt kilowatt".split()),
    frozenset("year month quarter week day years months quarters weeks days".split()),
    frozenset("年月季周天"),
    frozenset("吉兆"),
    frozenset("billion million trillion thousand".split()),
)
MINUS = re.compile(r"(?:minus|negative|[-−负]) ?(?:约|about|roughly)? ?$")
BOUND = re.compile(
    r"(?:up to|as (?:much|many) as|at (?:most|least)|no more than|(?:more|less) than|over|under"
    r"|最高|最多|至少|超过|逾|上限|至多|不到|不超过|约?至少) ?$"
)
NEAR = 16
LIMITED = re.compile(
    r"\b(?:up to|as (?:much|many) as|at (?:most|least)|no more|more|less|over|under)\b"
    r"|\bexceed|\bcap\b"
    r"|[最逾超]|上限|至多|至少|不到"
)
OVER_TIME = re.compile(r"^\s*(?:years?|months?|quarters?|weeks?|days?|年|个?月|季)")


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, a letter of Chinese, a number, or a name with who it is."""

    said: str
    start: int
    end: int
    who: str = ""


def check_copies(text: str, quotes: Sequence[str], glossary: Glossary) -> list[Fault]:
    """The first thing that a sentence changes in the quote that it repeats."""
    own, *told = unified([names_of(said, glossary) for said in (text, *quotes)])
    theirs = [(read(quote), names) for quote, names in zip(quotes, told, strict=True)]
    return list(_changed(read(text), own, theirs))[:1]


def _changed(
    mine: Reading, own: Sequence[Name], theirs: Sequence[tuple[Reading, Sequence[Name]]]
) -> Iterator[Fault]:
    """What differs from the one quote that a sentence repeats."""
    tokens = _tokens(mine, own)
    han = has_han(mine.text)
    if len(tokens) < LEAST[han]:
        return
    best: tuple[float, Reading, Sequence[_Token], SequenceMatcher[str]] | None = None
    for reading, names in theirs:
        if has_han(reading.text) != han:
            continue
        other = _tokens(reading, names)
        matcher = SequenceMatcher(None, [t.said for t in other], [t.said for t in tokens], False)
        share = sum(block.size for block in matcher.get_matching_blocks()) / len(tokens)
        if share >= COPIED and (best is None or share > best[0]):
            best = share, reading, other, matcher
    if best is not None:
        yield from _differences(mine, tokens, *best[1:], best[0])


def _tokens(reading: Reading, names: Sequence[Name]) -> list[_Token]:
    """The words of a sentence in order, each party one of them, all written alike."""
    found, at = [], 0
    for name in (*names, None):
        start, end = name.span if name else (len(reading.folded), len(reading.folded))
        if start < at:
            continue
        found += [
            _Token(m.group(), m.start(), m.end())
            for m in TOKEN.finditer(reading.folded, at, start)
            if m.group() not in ",.;:!?，。；：、「」『』“”\"'()（）[]《》"
        ]
        if name:
            found.append(_Token(NAME, start, end, name.who))
        at = end
    return found


def _differences(
    mine: Reading,
    tokens: Sequence[_Token],
    theirs: Reading,
    other: Sequence[_Token],
    matcher: SequenceMatcher[str],
    share: float,
) -> Iterator[Fault]:
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            if d - c >= SURE[has_han(mine.text)] and share >= ALIKE:
                yield from _renamed(mine, tokens[c:d], other[a:b])
        elif kind == "replace":
            yield from _replaced(mine, theirs, tokens[c:d], other[a:b])
        elif kind == "delete" and d < len(tokens):
            yield from _left_out(mine, theirs, tokens[d], other[a:b])


def _renamed(mine: Reading, here: Sequence[_Token], there: Sequence[_Token]) -> Iterator[Fault]:
    """Another name where all around it is the same."""
    for one, other in zip(here, there, strict=True):
        if one.who != other.who and _apart(one.who, other.who):
            reason = "the cited sentence has another name in this place"
            yield Fault("wrong_entity", mine.text[one.start : one.end], reason)


def _apart(one: str, other: str) -> bool:
    """Whether two names are sure to be two: neither begins or ends as the other does."""
    return not (one in other or other in one)


def _replaced(
    mine: Reading, theirs: Reading, here: Sequence[_Token], there: Sequence[_Token]
) -> Iterator[Fault]:
    said = mine.folded[here[0].start : here[-1].end]
    told = theirs.folded[there[0].start : there[-1].end]
    shown = mine.text[here[0].start : here[-1].end]
    letter = LETTER.search(mine.folded) or PROMISE.search(mine.folded)
    if DONE.search(said) and PLAN.search(told) and not PLAN.search(said) and not letter:
        yield Fault("wrong_status", shown, "the cited sentence speaks of a plan in this place")
    for one, other in ((CHANGE[0][1], CHANGE[1][1]), (GAIN[0], LOSS[0])):
        for mine_has, theirs_have in ((one, other), (other, one)):
            if _has(mine_has, mine, here) and _has(theirs_have, theirs, there):
                yield Fault("wrong_sign", shown, "the cited sentence says the opposite here")
    if len(here) == len(there):
        for a, b in zip(here, there, strict=True):
            if any({a.said, b.said} <= kind for kind in UNITS) and a.said.rstrip(
                "s"
            ) != b.said.rstrip("s"):
                yield Fault("wrong_unit", shown, f"the cited sentence says {told} here")
            if a.said != b.said and (
                any({a.said, b.said} <= kind for kind in TIMES)
                or (_of_a_date(a, mine) and _of_a_date(b, theirs))
            ):
                yield Fault("wrong_period", shown, f"the cited sentence says {told} here")
            if _of_a_name(a, mine) and _of_a_name(b, theirs) and a.said != b.said:
                yield Fault("unsupported_number", shown, f"the cited sentence says {told} here")


def _has(pattern: re.Pattern[str], reading: Reading, tokens: Sequence[_Token]) -> bool:
    """Whether one of the pattern's words stands where the tokens do."""
    start, end = tokens[0].start, tokens[-1].end
    return any(m.start() < end and start < m.end() for m in pattern.finditer(reading.folded))


def _of_a_date(token: _Token, reading: Reading) -> bool:
    return token.said[0].isdigit() and any(
        d.span[0] <= token.start < d.span[1] for d in reading.dates
    )


def _of_a_name(token: _Token, reading: Reading) -> bool:
    """A number that is no figure: of a product, a form or an index."""
    return (
        token.said[0].isdigit()
        and not any(f.start <= token.start < f.end for f in reading.figures)
        and not any(d.span[0] <= token.start < d.span[1] for d in reading.dates)
    )


def _left_out(
    mine: Reading, theirs: Reading, following: _Token, there: Sequence[_Token]
) -> Iterator[Fault]:
    """A minus or a bound before a figure that both have."""
    gone = theirs.folded[there[0].start : there[-1].end]
    if not following.said[0].isdigit() and following.said not in "$€£¥约":
        return
    shown = mine.text[following.start : following.end + 8].strip()
    if MINUS.search(gone):
        yield Fault("wrong_sign", shown, "the cited sentence has a minus here")
    after = mine.folded[following.end :]
    near = mine.folded[max(0, following.start - NEAR) : following.end + NEAR + NEAR]
    own = LIMITED.search(near)
    if BOUND.search(gone) and not own and not OVER_TIME.match(after):
        yield Fault("wrong_status", shown, "the cited sentence has a bound here")
