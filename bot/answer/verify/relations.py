"""Who gives and who takes: relations between two parties of a sentence against those of its quotes.

Reads the verbs of selling, buying, paying, investing and suing from lists, with the words that
join the other party to them. A relation in other words passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.answer.verify.names import MANY, Name
from bot.answer.verify.numbers import Fault
from bot.answer.verify.reading import Reading
from bot.language.script import has_han
from bot.records import Span

__all__ = ["one_language", "role_of", "told_apart", "turned"]

# Goods or shares go from the one who sells to the one who buys, money the other way.
GIVE = re.compile(
    r"\b(?:sells?|sold|selling|suppl(?:y|ies|ied|ying)|ship(?:s|ped)?|delivers?|delivered|provides?"
    r"|provided|grants?|granted|hands? over)\b"
    r"|出售|卖给|卖出|供应|供货|出货|交付|提供|出租|租给"
)
TAKE = re.compile(
    r"\b(?:buys?|bought|buying|licen[cs](?:e[sd]?|ing)|purchas(?:e[sd]?|ing)|acquir(?:e[sd]?|ing)|orders?|ordered|rent(?:s|ed)?"
    r"|leas(?:es|ed)|takes?|took|obtain(?:s|ed)?)\b"
    r"|购买|采购|买进|买下|收购|订购|租用|承租|取得|拿下|拿到|得标|承包|购入|买(?![家方主进下])"
)
PAY = re.compile(
    r"\b(?:pays?|paid|paying|prepaid|repaid|owes?|owed)\b|支付|付给|付了|预付|给付|偿还|(?<=年)付|积欠"
)
EARN = re.compile(r"\b(?:receiv(?:e[sd]?|ing)|collect(?:s|ed)?|g[eo]ts?)\b|收取|收到|获得")
INVEST = re.compile(
    r"\b(?:invest(?:s|ed|ing)?|puts?|funds?|funded|financ(?:e[sd]?)|lends?|lent|backs?|loan(?:s|ed))\b"
    r"|投资|入股|注资|融资给|借给|贷款给|出资"
)
RAISE = re.compile(r"\b(?:rais(?:es|ed)|borrow(?:s|ed)?)\b|募得|借入|募资")
SUE = re.compile(r"\b(?:sues?|sued|suit|lawsuit|accus(?:es|ed)|fin(?:es|ed))\b|控告|提告|起诉|裁罚")
VERBS: tuple[tuple[str, re.Pattern[str], bool], ...] = (
    # Class, words, and whether its subject is the one that gives.
    ("goods", GIVE, True),
    ("goods", TAKE, False),
    ("goods", PAY, False),
    ("goods", EARN, True),
    ("stake", INVEST, True),
    ("stake", RAISE, False),
    ("suit", SUE, True),
)
BY = re.compile(r"\b(?:by)\s+(?:the )?$|[由被]$")
PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be)\s+(?:(?!to )\w+ )?$")
FROM = re.compile(r"\bfrom\s+(?:the )?(?:\w+ )?$|[向自从]$")
OF = re.compile(r"\b(?:of|(?:stake|shares?|holding|interest) in)\s+(?:the )?$|的$")
INTO = re.compile(r"\binto\s+(?:the )?$")
TO = re.compile(r"\b(?:to|in|against)\s+(?:the )?$|[给对予]$")
WITH = re.compile(r"\bwith\s+(?:the )?$|[与和跟]$")
SIGNS = re.compile(r"\bsign|\bagree|签|达成|合作")
OTHERWISE = re.compile(r"\b(?:for|at|on|than|like)\s+(?:the )?$|比$")
ADJACENT = 8
GOODS_OF = re.compile(r"的(?!.{0,8}股)")


def turned(
    mine: Reading, own: Sequence[Name], theirs: Sequence[tuple[Reading, Sequence[Name]]]
) -> Iterator[Fault]:
    """Where giver and taker are exchanged, or one is put in another's place."""
    said = _relations(mine, own)
    if not said:
        return
    told = {relation for r, names in theirs for relation in _relations(r, names)}
    one = one_language(mine, theirs)
    known = {name.who for _, names in theirs for name in names}
    here = {name.who for name in own}
    for kind, giver, taker in sorted(said):
        # One side kept and the other put in the place of a party that the sentence leaves out.
        replaced = (kind, giver, taker) not in told and any(
            k == kind
            and (
                (g == giver and t not in here and taker not in known and told_apart(t, taker, one))
                or (
                    t == taker
                    and g not in here
                    and giver not in known
                    and told_apart(g, giver, one)
                )
            )
            for k, g, t in told
        )
        if replaced or ((kind, taker, giver) in told and (kind, giver, taker) not in told):
            text = next(name.text for name in own if name.who in (giver, taker))
            yield Fault("wrong_entity", text, "the cited sentences exchange the parties")


def told_apart(one: str, other: str, same_language: bool) -> bool:
    """Whether two names are of two parties, and not one party's names in two languages."""
    return one != other and (same_language or (one.isascii() and other.isascii()))


def one_language(mine: Reading, theirs: Iterable[tuple[Reading, Sequence[Name]]]) -> bool:
    """Whether every quote is in the language of the sentence."""
    return all(has_han(r.text) == has_han(mine.text) for r, _ in theirs)


def _relations(reading: Reading, names: Sequence[Name]) -> set[tuple[str, str, str]]:
    """Who gives to whom, and who takes a part of whom."""
    found: set[tuple[str, str, str]] = set()
    if len({name.who for name in names}) < MANY:
        return found
    roles = [role_of(reading.folded, name) for name in names]
    for kind, verb, gives in VERBS:
        for match in verb.finditer(reading.folded):
            pair = _pair(reading, match.span(), names, roles)
            if pair is not None and (relation := _relation(kind, verb, gives, *pair)):
                found.add(relation)
    return found


def _relation(
    kind: str, verb: re.Pattern[str], gives: bool, subject: str, other: str, role: str
) -> tuple[str, str, str] | None:
    if role == "with":
        return (kind, subject, other) if gives else (kind, other, subject)
    if kind == "goods" and role == "from":
        if verb is EARN:
            return kind, subject, other
        return None if verb is GIVE else (kind, other, subject)
    if verb is RAISE and role == "from":
        return kind, other, subject
    if verb is PAY and role == "into":
        return "stake", subject, other
    role = "to" if role == "into" else role
    if kind == "goods" and role == "to":
        return (kind, other, subject) if verb is PAY else (kind, subject, other)
    if verb is TAKE:
        return "part", subject, other
    if verb in (EARN, RAISE) or role == "of":
        return None
    return (kind, subject, other) if gives else (kind, other, subject)


def role_of(folded: str, name: Name) -> str:
    """By which word a name is joined to what is said: by, from, of, to, with; empty for none."""
    before = folded[max(0, name.span[0] - 26) : name.span[0]].rstrip("「『“\"'")
    for role, pattern in (
        ("by", BY),
        ("from", FROM),
        ("of", OF),
        ("into", INTO),
        ("to", TO),
        ("with", WITH),
        ("else", OTHERWISE),
    ):
        if pattern.search(before):
            return role
    return ""


def _pair(
    reading: Reading, verb: Span, names: Sequence[Name], roles: Sequence[str]
) -> tuple[str, str, str] | None:
    """Who acts and who else takes part, and by what word that one is joined to the verb."""
    begin, end = _bounds(reading, verb)
    placed = list(zip(names, roles, strict=True))
    before = [(n, r) for n, r in placed if begin <= n.span[0] and n.span[1] <= verb[0]]
    after = [(n, r) for n, r in placed if verb[1] <= n.span[0] < end]
    passive = PASSIVE.search(reading.folded[max(0, verb[0] - 16) : verb[0]])
    if passive:
        actor = next((n for n, r in after if r == "by"), None)
        other = next((n for n, r in before[::-1] if r == ""), None)
        apart = actor and other and actor.who != other.who
        return (actor.who, other.who, "") if actor and other and apart else None
    actor = next((n for n, r in before[::-1] if r in ("", "by")), None)
    if actor is None:
        return None
    others = [(n, r) for n, r in (*after, *before[::-1]) if n.who != actor.who]
    joined = [(n, r) for n, r in others if r in ("from", "to", "into")]
    direct = [
        (n, "from" if GOODS_OF.match(reading.folded, n.span[1]) else r)
        for n, r in after
        if r == "" and n.span[0] - verb[1] <= ADJACENT
    ]
    owned = [(n, r) for n, r in after if r == "of"]
    chosen = next(((n, r) for n, r in (*joined, *direct, *owned) if n.who != actor.who), None)
    if chosen is None and SIGNS.search(reading.folded[begin : verb[0]]):
        # "A signed with B to order": B is the other side.
        chosen = next(((n, "with") for n, r in before if r == "with"), None)
    return (actor.who, chosen[0].who, chosen[1]) if chosen else None


def _bounds(reading: Reading, verb: Span) -> Span:
    """The clause of a verb, and the one before where the verb's own names nobody before it."""
    home = reading.clause(verb)
    end = reading.clauses[home][1]
    back = home
    while back > 0 and reading.folded[reading.clauses[back][0]] in ",，:：(（":
        back -= 1
    return reading.clauses[back][0], end
