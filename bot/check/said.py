"""What a text says of its parties: every deed in it, how it is told, and of whom.

A deed (`bot/language/deeds.txt`) may be told as done, denied, or only possible, by its verb or by a
noun; its subject is the one party before it, what it is done to the one right behind. To buy or own
a party itself, and no thing or part of it, is another deed. It judges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.answer.verify.names import Name
from bot.answer.verify.reading import read
from bot.answer.verify.relations import role_of
from bot.check.roles import is_role, parties_of
from bot.language.deeds import Deed, deeds
from bot.language.denial import HEDGED, Denial, denies
from bot.language.glossary import Glossary
from bot.language.script import has_han
from bot.records import Span

__all__ = ["Said", "deed_spans", "said_of"]

MARKS = frozenset(("deed", "dealing", "telling"))
WHOLE = {"buy": "buy whole", "own": "own whole"}
# What is yet to come, or hangs on it.
AHEAD = re.compile(r"\b(?:until|once|before|follow)\b|之前|才")
AHEAD_BEHIND = re.compile(r"^[^，,。；、]{0,6}?(?:之前|以前|前(?=[^\u3400-\u9fff]|[就都也还先仍]))")
AIMED = re.compile(
    r"^(?: (?:the|all of|the whole of|control of))? $|^(?:了|下|过|并|全部|整个|整家)*$"
)
PART = re.compile(r"^['’]|^ [a-z]|^-|^的|^[\u3400-\u9fff]{2}")
GOES_ON = re.compile(
    r"^ (?:in|on|for|by|last|this|outright|entirely|completely|from|and|after|at)\b"
)
# Between a party and its own verb.
GAP = re.compile(
    r"^(?: (?:has|had|have|will|would|may|might|can|could|is|was|are|were|be|been|being|not|never"
    r"|no|longer|also|already|now|still|to|does|did|do|keeps?|go on|continues?|[a-z]+ly))*"
    r" ?(?:an? (?:\w+ )?)?$"
    r"|^[^，,。；、a-z]{0,6}$"
)
JOINED = re.compile(r"^(?: (?:in|into|to|from|of|against))?(?: the)? $|^(?:了|于|给|过)?$")
ASIDE = frozenset(("to", "toward", "from", "for", "with", "into"))
OWNED = ("的", "'s ", "’s ")
WINDOW, BEFORE_HAN = 60, 24


@dataclass(frozen=True, slots=True)
class Said:
    """A deed in a text: how it is told, by a verb or a noun, of whom, and who stands behind it."""

    deed: Deed
    verb: bool
    denied: Denial
    hedged: bool
    subject: str | None
    beside: str | None

    @property
    def name(self) -> str:
        """The deed's name."""
        return self.deed.name

    def denied_unlike(self, other: Said) -> bool:
        """Whether the one is denied and the other is not."""
        return {self.denied, other.denied} == {"yes", "no"}


@lru_cache(maxsize=2048)
def said_of(text: str, glossary: Glossary) -> tuple[Said, ...]:
    """Every deed in a text, those told by verbs and by nouns, where no listed party's name is."""
    reading = read(text)
    folded, names = reading.folded, parties_of(text, glossary)
    bare = folded
    for name in names:
        bare = bare[: name.span[0]] + " " * (name.span[1] - name.span[0]) + bare[name.span[1] :]
    found = []
    for deed, span, verb in deed_spans(folded):
        # A customer tells of buying; 投資 in 投資人 and "maker" in a trade's name tell of nothing.
        inside = [n for n in names if n.span[0] <= span[0] < n.span[1]]
        if any(n.span != span or not is_role(n.who) for n in inside):
            continue
        clause = reading.clauses[reading.clause(span)]
        word = folded[slice(*span)]
        reach = BEFORE_HAN if has_han(word) else WINDOW
        before = bare[max(clause[0], span[0] - reach) : span[0]]
        behind = AHEAD_BEHIND.match(bare[span[1] : clause[1]]) if has_han(word) else None
        whole = WHOLE.get(deed.name, "") if _whole(folded, span[1], names) else ""
        found.append(
            Said(
                deeds()[whole] if whole else deed,
                verb,
                "yes" if word.startswith("un") else denies(before, verb=verb),
                any(p.search(before) for p in (HEDGED, AHEAD)) or bool(behind),
                _subject(folded, span, clause, names),
                _beside(folded, span[1], names),
            )
        )
    return tuple(found)


@lru_cache(maxsize=2048)
def deed_spans(folded: str) -> tuple[tuple[Deed, Span, bool], ...]:
    """Where a folded text has a word of a deed, and whether it is a verb."""
    return tuple(_deed_spans(folded))


def _deed_spans(folded: str) -> Iterator[tuple[Deed, Span, bool]]:
    for deed in deeds().values():
        if not deed.marks & MARKS or "whole" in deed.marks:
            continue
        verbs = [m.span() for m in deed.verb.finditer(folded)]
        yield from ((deed, span, True) for span in verbs)
        for match in deed.of_it.finditer(folded):
            if not any(a < match.end() and match.start() < b for a, b in verbs):
                yield deed, match.span(), False


def _whole(folded: str, end: int, names: Sequence[Name]) -> bool:
    """Whether a party itself, and no thing or part of it, is what is bought or owned."""
    behind = next((n for n in names if n.span[0] >= end), None)
    if behind is None or not AIMED.match(folded[end : behind.span[0]]):
        return False
    after = folded[behind.span[1] :]
    return bool(GOES_ON.match(after)) or not PART.match(after)


def _subject(
    folded: str, verb: tuple[int, int], clause: tuple[int, int], names: Sequence[Name]
) -> str | None:
    """The one party before a verb in its clause, or of several the one right before it."""
    before = [n for n in names if clause[0] <= n.span[0] and n.span[1] <= verb[0]]
    if not before or folded.startswith(" by ", verb[1]):
        return None
    last = before.pop()
    if before and has_han(folded[slice(*verb)]) and role_of(folded, last) in ASIDE:
        # 甲擬對乙投資: the party that is joined stands before the verb too.
        verb, last = (last.span[0] - 1, last.span[0]), before.pop()
    between = folded[last.span[1] : verb[0]]
    if between in OWNED or role_of(folded, last) != "":
        return None
    return last.who if not before or GAP.match(between) else None


def _beside(folded: str, end: int, names: Sequence[Name]) -> str | None:
    """The party right behind a verb: in, from or to it."""
    behind = next((n for n in names if n.span[0] >= end), None)
    joined = behind is not None and JOINED.match(folded[end : behind.span[0]])
    return behind.who if behind is not None and joined else None
