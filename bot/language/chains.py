"""Spoken arithmetic: "add A and B, take C off and divide by five years" as a tree of operations.

The text is cut at the words that add, take away, divide and set in proportion; what stands between
them are phrases, each a figure of the reader's or words that a fact must fit. What is said first is
done first. Sums and differences of two things are left to the simpler rules. It knows no fact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.language.asked import TIMES, Asked
from bot.language.units import CURRENCIES
from bot.records import Quantity, Sought, Span, Working

__all__ = ["leaves", "read_chain"]

KINDS = ("less", "from", "over", "times", "half", "add", "sum", "and")
"""The operators by their lists of cues; of two at one place the first is meant."""
FRAMES = (("share", "part", "whole"), ("multiple", "amount", "base"), ("gap", "amount", "base"))
JOINING = ("与", "和", "跟", "及")
LEAST = 3
LONGEST = 8

Part = Working | Sought


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """An operator, or a phrase between two of them."""

    kind: str
    part: Sought | None = None


def leaves(working: Part) -> tuple[Sought, ...]:
    """The operands of a working, in the order in which they are named."""
    if isinstance(working, Sought):
        return (working,)
    return tuple(leaf for part in working.parts for leaf in leaves(part))


def read_chain(asked: Asked, *, own: bool = False) -> Working | None:
    """The arithmetic that the question spells out, where it has more than one step; one step is
    enough where all is the reader's `own`.
    """
    framed = _framed(asked)
    if framed is not None:
        return framed
    found = _sequence(asked, asked.whole)
    if isinstance(found, Working) and found.operation == "add":
        found = _without_setting(found, asked)
    if isinstance(found, Working) and asked.says("work_middle"):
        found = _of_levels(found)
    if not isinstance(found, Working) or not (own or _several_steps(found, asked)):
        return None
    return _by_time(found, asked)


def _without_setting(working: Working, asked: Asked) -> Part:
    """A sum over parties without what only says when or where: "in the telecom boom, Lucent …"."""
    told = tuple(
        p for p in working.parts if not isinstance(p, Sought) or p.given or _tells(asked, p.span)
    )
    parties = sum(isinstance(p, Sought) and _tells(asked, p.span) for p in told)
    return replace(working, parts=told) if parties > 1 else working


def _of_levels(working: Working) -> Working:
    """The working with a range in its middle wherever a source gives one."""
    parts = (
        _of_levels(p)
        if isinstance(p, Working)
        else replace(p, kind="level")
        if p.kind == "any"
        else p
        for p in working.parts
    )
    return replace(working, parts=tuple(parts))


def _framed(asked: Asked) -> Working | None:
    """A proportion or gap of which one side at least is a sum or a difference."""
    for operation, first, second in FRAMES:
        for found in asked.frames(f"chain_{operation}"):
            sides = [_sequence(asked, found.span(side)) for side in (first, second)]
            if None in sides or not any(isinstance(s, Working) for s in sides):
                continue
            working = Working(operation, tuple(s for s in sides if s is not None))
            if LEAST <= len(leaves(working)) <= LONGEST:
                return working
    return None


def _several_steps(working: Working, asked: Asked) -> bool:
    found = leaves(working)
    if not 2 <= len(found) <= LONGEST:
        return False
    if len(found) == 2:  # two operands and a further step: per quarter of what is left
        own = any(leaf.given for leaf in found) and not asked.asks("growth", "before")
        return bool(own and asked.per and working.operation in ("add", "less"))
    return True


def _by_time(working: Working, asked: Asked) -> Working:
    """Divided by the stretch that the question names, where it asks for an amount a quarter."""
    if not asked.per or _divided(working):
        return replace(working, per=asked.per if asked.per != "year" else "")
    used = {leaf.span for leaf in leaves(working)}
    terms = [q for q in asked.times if (q.start, q.end) not in used and not asked.replaced(q)]
    if not terms:
        return working
    over = Working("over", (working, asked.given("term", terms[-1])))
    return replace(over, per=asked.per if asked.per != "year" else "")


def _divided(working: Working) -> bool:
    if working.operation == "over":
        return True
    return any(isinstance(p, Working) and _divided(p) for p in working.parts)


# --- cutting -----------------------------------------------------------------------------------


def _tokens(asked: Asked, span: Span) -> list[_Token]:
    """The operators inside a span, the earlier kinds of KINDS first where two overlap; none
    inside a name.
    """
    found: list[_Token] = []
    for kind in KINDS:
        for match in asked.places(f"chain_{kind}"):
            start, end = match.span()
            if start < span[0] or end > span[1] or start == end:
                continue
            if asked.folded[:start].rstrip().endswith(("(", "（")):
                continue  # said in passing: "equipment (without the buildings)"
            named = any(
                m.start < end and start < m.end and (m.start < start or end < m.end)
                for m in asked.named
            )
            figure = any(q.start < end and start < q.end for q in asked.quantities)
            if (
                kind in ("add", "less")
                and match.group() in ("加", "减")
                and not _followed(asked, end)
            ):
                continue
            taken = any(t.start < end and start < t.end for t in found)
            if not (named or figure or taken):
                found.append(_Token(kind, start, end))
    found.sort(key=lambda t: t.start)
    return [t for n, t in enumerate(found) if not _means_with(asked, t, found[n + 1 : n + 2])]


def _means_with(asked: Asked, token: _Token, after: Sequence[_Token]) -> bool:
    """Whether 與 joins a party to those it deals with: a list has it before the last thing only."""
    word = asked.folded[token.start : token.end]
    return word in JOINING and any(asked.folded[t.start : t.end] == "、" for t in after)


def _followed(asked: Asked, end: int) -> bool:
    """Whether a figure or a name comes right after: 加 and 減 alone are parts of many words."""
    starts = [q.start for q in asked.quantities] + [m.start for m in asked.named]
    return any(end <= s <= end + 1 for s in starts)


def _pieces(asked: Asked, span: Span) -> list[_Piece]:
    pieces: list[_Piece] = []
    place, free = span[0], False
    for token in [*_tokens(asked, span), _Token("end", span[1], span[1])]:
        phrase = _phrase(asked, (place, token.start)) or _unknown(asked, (place, token.start), free)
        if phrase is not None:
            pieces.append(_Piece("phrase", phrase))
        if token.kind != "end":
            pieces.append(_Piece(token.kind))
        free = _frees(asked, token, pieces)
        place = token.end
    return pieces


def _frees(asked: Asked, token: _Token, pieces: Sequence[_Piece]) -> bool:
    """Whether words that no glossary knows may name a thing after an operator: after a sign, and
    after the "and" that goes on from such words.
    """
    if token.kind in ("less", "add"):
        return True
    comma = asked.folded[token.start : token.end] == ","
    last = next((p.part for p in reversed(pieces) if p.part is not None), None)
    return (
        token.kind == "and" and not comma and last is not None and not _named_in(asked, last.span)
    )


def _named_in(asked: Asked, span: Span) -> bool:
    """Whether a party, a metric or a time is named inside; not a time that another word sets."""
    if any(span[0] <= m.start and m.end <= span[1] for m in asked.named):
        return True
    dated = (p.span for p in asked.periods if p.span and p.kind != "relative")
    inside = [s for s in dated if span[0] <= s[0] and s[1] <= span[1]]
    return bool(inside) and asked.text[span[0] : inside[0][0]].strip() == ""


def _phrase(asked: Asked, span: Span) -> Sought | None:
    """What a phrase names: the reader's figure, or words for a fact's; None where it says nothing.

    A stretch of time is an operand only after a word that divides.
    """
    figures = asked.within(span)
    named = _named_in(asked, span)
    amounts = [q for q in figures if q.unit not in TIMES and q.unit != "%"]
    amounts = [q for q in amounts if not named or _measures(q)]  # "the three firms" is no operand
    written = amounts or [q for q in figures if q.unit == "%" and not named]
    if written:
        return asked.given("term", written[0])
    clauses = asked.clauses(span)
    told = [c for c in clauses if _tells(asked, c)]
    for clause in told or clauses:
        rest = any(clause[0] <= m.start() <= clause[0] + 4 for m in asked.places("chain_rest"))
        if _named_in(asked, clause) and not rest:
            return asked.sought("term", "any", clause)
    return asked.given("time", figures[0]) if figures else None


def _measures(quantity: Quantity) -> bool:
    """Whether a figure is an amount, not a count of what the words beside it name."""
    return quantity.unit.partition("/")[0] in (*CURRENCIES, "1", "x", "GW", "MW")


def _tells(asked: Asked, span: Span) -> bool:
    """Whether a party or a metric is named inside, not a general term alone."""
    return any(
        span[0] <= m.start and m.end <= span[1] and m.kind in ("company", "metric", "product")
        for m in asked.named
    )


def _unknown(asked: Asked, span: Span, free: bool) -> Sought | None:
    """A thing that no glossary knows: "take carpets away"."""
    spoken = [c for c in asked.clauses(span) if asked.content(c)] if free else []
    return asked.sought("term", "any", spoken[0]) if spoken else None


# --- putting together --------------------------------------------------------------------------


def _sequence(asked: Asked, span: Span) -> Part | None:
    """The phrases of a span with their operators, worked from left to right."""
    pieces = _pieces(asked, span)
    signed = any(p.kind in ("less", "add", "sum") for p in pieces)
    reader = _Reader(signed)
    for piece in pieces:
        reader.take(piece)
    return reader.result()


class _Reader:
    """Reads pieces one after another: a group of signed terms, then what scales it."""

    def __init__(self, signed: bool) -> None:
        self.signed = signed
        self.terms: list[tuple[int, Part]] = []
        self.sign = 1
        self.scale = ""
        self.joined = True
        self.fresh = False

    def take(self, piece: _Piece) -> None:
        """Take in the next operator or phrase."""
        if piece.part is not None:
            self._phrase(piece.part)
        elif piece.kind == "less":
            self.sign, self.joined, self.scale, self.fresh = -1, True, "", True
        elif piece.kind == "add":
            self.sign, self.joined, self.scale, self.fresh = 1, True, "", True
        elif piece.kind == "sum":
            self.joined = self.joined or not self.terms
        elif piece.kind == "from":
            if self.terms and all(s < 0 for s, _ in self.terms):
                self.sign, self.joined = 1, True  # "take C from A": what follows is the whole
        elif piece.kind == "half":
            self._halve()
        elif piece.kind == "and":
            self.joined = self.joined or self.signed
        else:
            self.scale = piece.kind

    def _phrase(self, part: Sought) -> None:
        if self.scale:
            self.terms = [(1, Working(self.scale, (self._folded(), part)))] if self.terms else []
            self.scale, self.sign, self.joined = "", 1, False
        elif part.role == "time":
            return  # "over the five years": said of the result
        elif self.terms and part.kind == "%" and self._of_amounts():
            self._share_of(part)
        elif self.joined or not self.terms:
            self.terms.append((self.sign, part))
            self.joined = self.fresh = False
        # two phrases with nothing between them are one thing described twice

    def _halve(self) -> None:
        """Take half of what there is so far."""
        two = Sought("halves", "constant", (0, 0), Quantity(Decimal(2), "1", "2", 0, 0))
        if self.terms:
            self.terms = [(1, Working("over", (self._folded(), two)))]
            self.sign, self.joined, self.scale, self.fresh = 1, False, "", False

    def _of_amounts(self) -> bool:
        """Whether all terms so far are amounts of the reader's: a percentage then is a part."""
        kinds = {leaf.kind for _, term in self.terms for leaf in leaves(term) if leaf.given}
        return "money" in kinds and all(leaf.given for _, t in self.terms for leaf in leaves(t))

    def _share_of(self, share: Sought) -> None:
        """Take so much of what there is so far; after a sign, add it or take it off."""
        so_far = self._folded()
        part: Part = Working("portion", (so_far, share))
        if self.fresh:
            part = Working("less" if self.sign < 0 else "add", (so_far, part))
        self.terms, self.sign, self.joined, self.fresh = [(1, part)], 1, False, False

    def _folded(self) -> Part:
        ordered = sorted(self.terms, key=lambda t: t[0] < 0)
        parts = tuple(part for _, part in ordered)
        if len(parts) == 1:
            return parts[0]
        taken = [part for sign, part in ordered if sign < 0]
        kept = [part for sign, part in ordered if sign > 0]
        if not taken:
            return Working("add", parts)
        whole = kept[0] if len(kept) == 1 else Working("add", tuple(kept))
        return Working("less", (whole, *taken))

    def result(self) -> Part | None:
        """The tree of what was read; None where nothing was, or only what is taken away."""
        if not self.terms or all(sign < 0 for sign, _ in self.terms):
            return None
        return self._folded()
