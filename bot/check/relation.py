"""Whether what a sentence says of its parties stands in the source sentences that bear it out.

Names and figures in common say nothing of who does what. Verbs and states that mean the same in
both languages stand in classes (`bot/language/claims.txt`); a class of the sentence must be one of
the sources', told as a fact where it is told as one, and not the other way round. A verb outside
the classes must stand there itself or as a word of the thesaurus. It does not judge figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bot.answer.retrieve.synonyms import han_synonyms, said_otherwise
from bot.answer.verify.names import Name, names_of
from bot.answer.verify.reading import read
from bot.answer.verify.relations import dealings, role_of
from bot.language.glossary import Glossary
from bot.language.script import fold, has_han
from bot.language.word_lists import word_list

__all__ = ["Borne", "borne", "carried"]

Borne = Literal["said", "unsaid", "opposite"]

_LISTS = word_list("claims")
DEEDS = frozenset(name for name, _, _ in _LISTS["deed"])
CLASSES = tuple(
    (name, re.compile(rf"\b(?:{en})(?![a-z])|(?:{zh})"))
    for kind in ("deed", "dealing", "telling")
    for name, en, zh in _LISTS[kind]
)
TELLING = frozenset(name for name, _, _ in _LISTS["telling"])
SAME = {name: frozenset((name, *other.split("|"))) for name, other, _ in _LISTS["borne"]}
OPPOSITE = {name: frozenset(other.split("|")) for name, other, _ in _LISTS["opposite"]}
WHOLE = frozenset(("buy", "own"))
SIDES = (frozenset(("sell", "supply")), frozenset(("own", "invest", "own whole")))
TAKEN = frozenset(("goods", "stake"))
# A deed that is only possible, asked about, planned or yet to come, and one that is denied.
HEDGE = re.compile(
    r"\b(?:could|can|may|might|would|will|if|whether|until|once|before|should|how far|unless"
    r"|in case|plan\w*|intend\w*|expect\w*|follow|never know)\b"
    r"|能(?!源|力)|可能|会(?!计|议)|若|如果|是否|未必|一旦|之前|才|拟|打算|预计|将"
)
DENIED = re.compile(
    r"\b(?:not|no|never|nor|neither|nobody|none|without|cannot|hardly|un(?=profit))\b|n['’]t\b"
    r"|不|没|未|无(?!人机)|尚待|非(?!洲|常)|否认|\b(?:denied|rejected)\b"
)
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
# What may stand between a party and what is said of it.
LEAD_EN = re.compile(
    r"^(?:,? (?:has|had|have|is|was|are|were|will|would|may|might|can|could|does|did|do|be|been|not"
    r"|never|no longer|also|already|now|still|only|always|first|later|recently|reportedly|openly"
    r"|publicly|to|in \d{4}|[a-z]+ly))* ([a-z]{3,})"
)
LEAD_ZH = re.compile(
    r"^(?:在|于|\d+年?|\d+月|\d+日|已经?|曾经?|也|都|还|仍然?|目前|现在|正在?|将|会|要|不|没有?|未|并|又|再|很|非常|公开|最近)*"
    r"([\u3400-\u9fff]{2})"
)
EMPTY = frozenset(
    "and the for with from that which who whose over under into about its their than said says say"
    " told tells announced stated reported according has have had was were are will would not been"
    " being still now also yet only ever both all any some this these those does did done made"
    " make makes making go goes going went keep keeps currently already currently today".split()
)
EMPTY_ZH = re.compile(
    r"^[的与和跟及对向是有为由从在把被让给之则而]|表示|指出|宣布|报导|认为|所谓|其中|方面|之间"
)
EMPTY_HAN = re.compile(
    r"表示|指出|宣布|报导|目前|现在|仍然?|处于|出现|已经?|正在|还|[的了是在也都而与和及就又把被让对向将会要能可其这那此之所以因为如果不没未有]"
)
STEM = 5


@dataclass(frozen=True, slots=True)
class _Said:
    """A class of verbs in a sentence: how it is told, of whom, and who stands behind it."""

    name: str
    denied: bool
    hedged: bool
    subject: str | None
    beside: str | None


def borne(sentence: str, quotes: Sequence[str], figures: bool, glossary: Glossary) -> Borne:
    """Whether the sources say of the parties what a sentence says of them."""
    same = [q for q in quotes if has_han(q) == has_han(sentence)] or list(quotes)
    if any(fold(sentence).strip(" .。") in fold(quote) for quote in same):
        return "said"
    mine = _said(sentence, glossary)
    theirs = [said for quote in quotes for said in _said(quote, glossary)]
    near = [said for quote in same for said in _said(quote, glossary)]
    for said in mine:
        if said.name in TELLING or (
            figures and said.name not in DEEDS and "whole" not in said.name
        ):
            continue
        verdict = _one(said, theirs, near)
        if verdict != "said":
            return verdict
    if figures:
        return "said"
    if not _dealt(sentence, same, glossary):
        return "unsaid"
    return "said" if mine or _verb_stands(sentence, same, glossary) else "unsaid"


def carried(sentence: str, quotes: Sequence[str], glossary: Glossary) -> bool:
    """Whether a sentence without a figure says in other words what sources say of its parties.

    Its verbs mean what theirs mean, its parties are theirs, and half of what is left stands there.
    """
    same = [q for q in quotes if has_han(q) == has_han(sentence)]
    mine = [said for said in _said(sentence, glossary) if said.name not in TELLING]
    near = {(s.name, s.denied, s.subject) for quote in same for s in _said(quote, glossary)}
    parties = {name.who for name in names_of(sentence, glossary)}
    known = {name.who for quote in same for name in names_of(quote, glossary)}
    if not mine or not parties or not parties <= known or not near:
        return False
    plain = {(name, denied) for name, denied, _ in near}
    for said in mine:
        key = (said.name, said.denied)
        if key not in plain or (said.subject and (*key, said.subject) not in near):
            return False
    if not any(said.subject for said in mine):
        return False
    if borne(sentence, same, False, glossary) != "said":
        return False
    left = _left(sentence, glossary)
    told = [fold(quote) for quote in same]
    return 2 * sum(any(_stands(w, t) for t in told) for w in left) >= len(left)


def _left(sentence: str, glossary: Glossary) -> list[str]:
    """The words that are neither names nor in a class: of Chinese, pairs of letters."""
    folded = read(sentence).folded
    spans = [name.span for name in names_of(sentence, glossary)]
    spans += [m.span() for _, pattern in CLASSES for m in pattern.finditer(folded)]
    for start, end in spans:
        folded = folded[:start] + " " * (end - start) + folded[end:]
    if has_han(sentence):
        runs = re.findall(r"[\u3400-\u9fff]+", EMPTY_HAN.sub(" ", folded))
        return [run[i : i + 2] for run in runs for i in range(0, len(run) - 1, 2)]
    return [w for w in re.findall(r"[a-z]{3,}", folded) if w not in EMPTY]


def _one(said: _Said, theirs: Sequence[_Said], near: Sequence[_Said]) -> Borne:
    """Whether a class of the sentence is told in the sources, as it is told there."""
    alike = SAME.get(said.name, frozenset((said.name,))) | {said.name}
    told = [other for other in near if other.name in alike]
    if not told and said.name not in DEEDS:
        told = [other for other in theirs if other.name in alike]
    if not told:
        contrary = [o for o in near if o.name in OPPOSITE.get(said.name, ())]
        against = contrary and not said.denied and all(not o.denied for o in contrary)
        return "opposite" if against and said.name in DEEDS else "unsaid"
    exact = [other for other in told if other.name == said.name]
    if said.name not in DEEDS:
        if not exact and not said.hedged and all(o.hedged or o.denied for o in told):
            return "unsaid"
        denied = exact and all(o.denied != said.denied and o in near for o in exact)
        return "said" if _same_side(said, told) and not denied else "unsaid"
    if not exact:
        return "said"
    if all(other.denied != said.denied for other in exact):
        return "unsaid" if said.hedged or all(o.hedged for o in exact) else "opposite"
    if not said.hedged and not said.denied and all(o.hedged or o.denied for o in exact):
        return "unsaid"
    whose = {other.subject for other in exact}
    if said.subject and None not in whose and said.subject not in whose:
        return "unsaid"
    return "said"


def _same_side(said: _Said, told: Sequence[_Said]) -> bool:
    """Whether who gives, or who takes, is not another party in all that tells of it."""
    side = next((side for side in SIDES if said.name in side), frozenset((said.name,)))
    peers = [other for other in told if other.name in side]
    whose = {other.subject for other in peers}
    if said.subject not in whose and said.subject in {other.beside for other in peers} - {None}:
        return False
    return not said.subject or not whose or None in whose or said.subject in whose


def _dealt(sentence: str, quotes: Sequence[str], glossary: Glossary) -> bool:
    """Whether who gives to whom is not told otherwise."""
    mine = {deal for deal in dealings(sentence, glossary) if deal[0] in TAKEN}
    theirs = {d for quote in quotes for d in dealings(quote, glossary) if d[0] in TAKEN}
    return not mine or not theirs or bool(mine & theirs) or not _same_pair(mine, theirs)


def _same_pair(mine: set[tuple[str, str, str]], theirs: set[tuple[str, str, str]]) -> bool:
    return any(kind == other for kind, *_ in mine for other, *_ in theirs)


@lru_cache(maxsize=2048)
def _said(text: str, glossary: Glossary) -> tuple[_Said, ...]:
    reading = read(text)
    folded, names = reading.folded, names_of(text, glossary)
    found = []
    for name, pattern in CLASSES:
        for match in pattern.finditer(folded):
            if any(n.span[0] <= match.start() < n.span[1] for n in names):
                continue
            clause = reading.clauses[reading.clause(match.span())]
            reach = BEFORE_HAN if has_han(match.group()) else WINDOW
            before = folded[max(clause[0], match.start() - reach) : match.start()]
            whole = name in WHOLE and _whole(folded, match.end(), names)
            found.append(
                _Said(
                    f"{name} whole" if whole else name,
                    bool(DENIED.search(before)) or match.group().startswith("un"),
                    bool(HEDGE.search(before)),
                    _subject(folded, match.span(), clause, names),
                    _beside(folded, match.end(), names),
                )
            )
    return tuple(found)


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


def _verb_stands(sentence: str, quotes: Sequence[str], glossary: Glossary) -> bool:
    """Whether the verb of a sentence that has none of the classes, or a synonym, is in a quote."""
    if not any(has_han(q) == has_han(sentence) for q in quotes):
        return True
    told = [fold(quote) for quote in quotes]
    verbs = list(_leads(sentence, glossary))
    return not verbs or any(_stands(verb, text) for verb in verbs for text in told)


def _leads(sentence: str, glossary: Glossary) -> Iterator[str]:
    """The word that follows each party, past auxiliaries and adverbs."""
    folded = read(sentence).folded
    for name in names_of(sentence, glossary):
        behind = folded[name.span[1] :]
        match = LEAD_ZH.match(behind) if has_han(sentence) else LEAD_EN.match(behind)
        word = match.group(1) if match else ""
        if word and word not in EMPTY and not EMPTY_ZH.search(word):
            yield word


def _stands(word: str, told: str) -> bool:
    if has_han(word):
        ways = [word, *(w for w, _ in han_synonyms(word))]
        return any(w in told for w in ways) or any(
            p.search(told) for w in ways for p in said_otherwise(w)
        )
    stem = word if len(word) <= STEM else word[:STEM]
    return bool(re.search(rf"\b{re.escape(stem)}", told)) or any(
        p.search(told) for p in said_otherwise(word)
    )
