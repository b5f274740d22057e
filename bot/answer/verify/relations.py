"""Who gives and who takes: relations between two parties of a sentence against those of its quotes.

Reads the verbs and nouns of dealing from lists (`deals`), with the words that join the other
party to them. A relation in other words passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from bot.answer.verify.deals import EARN, HOLD, NOUNS, PAY, RAISE, TAKE, VERBS
from bot.answer.verify.names import MANY, Name, names_of
from bot.answer.verify.numbers import Fault
from bot.answer.verify.reading import Reading, read
from bot.language.glossary import Glossary
from bot.language.script import has_han
from bot.records import Span

__all__ = ["dealings", "one_language", "role_of", "told_apart", "turned"]

# "From its insurer Ardmore": an article and what the party is.
_CALLED = r"(?:(?:the|its|their|his|her|an?) (?:[a-z-]+ ){0,2})?"
BY = re.compile(rf"\b(?:by)\s+{_CALLED}$|[由被]$")
PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be)\s+(?:(?!to )\w+ )?$")
FROM = re.compile(rf"\bfrom\s+(?:{_CALLED}|\w+ )$|[自从]$")
# 向 is from for the one who takes, and to for the one who gives.
TOWARD = re.compile(r"向$")
FOR = re.compile(r"\bfor\s+(?:the )?$|[为替帮]$")
OF = re.compile(r"\b(?:of|(?:stake|shares?|holding|interest) in)\s+(?:the )?$|的$")
INTO = re.compile(rf"\binto\s+{_CALLED}$")
TO = re.compile(r"\b(?:to|in|against)\s+(?:the |new )?$|[给对予]$")
WITH = re.compile(rf"\bwith\s+{_CALLED}$|[与和跟]$")
SIGNS = re.compile(r"\bsign|\bagree|签|达成|合作")
OTHERWISE = re.compile(r"\b(?:at|on|than|like)\s+(?:the )?$|比$")
# What a Chinese party is called right before its name: 向韓國船廠海星.
CALLED = re.compile(
    "(?<=[与和跟向由被从自给对予为替帮])(?:(?:[中美英法德韩泰荷]国|日本|台湾|印度|越南|新加坡|加拿大|欧洲|国内|海外|当地|本地"
    "|上游|下游|母|子|同业|龙头|民营|国营|最大|主要|的)*(?:大厂|厂商|车厂|船厂|药厂|厂|商|同业|业者|公司|集团|银行|客户|供应商|承包商|机构"
    "|基金|新创|股东|对手|伙伴|巨头|龙头)?)$"
)
WILL = re.compile(
    r"^ (?:has |had |now |still |also )?(?:expect|want|ask|requir|order|oblig|forc|urg|press|count)"
    r"(?:e?s|ed)?(?: on)? (?:(?:the|its|their|an?) (?:[a-z-]+ ){0,3})?$"
)
ADJACENT = 8
NEAR, APART = 40, 72
# A name that qualifies the thing dealt in: the AMD of "AMD GPUs".
QUALIFIES = re.compile(
    r"^(?:['’]s? | (?!and\b|or\b|to\b|for\b|in\b|on\b|at\b|from\b|with\b|by\b|as\b|is\b|was\b"
    r"|has\b|had\b|will\b"
    r"|would\b|of\b|after\b|before\b|than\b|per\b|over\b|under\b|until\b|while\b|which\b|that\b"
    r"|if\b|when\b|are\b"
    r"|were\b|through\b|between\b|but\b|may\b|can\b|could\b|the\b|an?\b|its\b|their\b|up\b"
    r"|about\b|roughly\b|some\b|more\b|nearly\b)[a-z]| ?[a-z]+\d"
    r"|的?(?![，,。、；与和及向对由从的最约逾至超近共合一])[\u3400-\u9fff])"
)
# 買下德橋所持的股權: the one who holds what is bought.
HOLDER = re.compile("^(?:集团|公司)?(?:所持有?|持有|拥有|握有|手[上中]|名下)的?")
SHARES = re.compile(
    r"^(?:['’]s?)?(?: new)? (?:shares?|stock|stake)\b|^的?(?:\d[\d.]*%)?的?新?(?:股权|股份|持股"
    r"|股票|股)"
)
# What is owed or promised to a party, and not its make: its OpenAI commitments.
OWED = re.compile(
    r"^ (?:\w+ ){0,2}(?:commitments?|obligations?|investments?|debts?|loans?|bills?)\b"
)
GOODS_OF = re.compile(r"的(?!.{0,8}股)")


def dealings(text: str, glossary: Glossary) -> frozenset[tuple[str, str, str]]:
    """What goes from whom to whom by a text: goods or a stake, the giver, the taker."""
    return _relations(read(text), names_of(text, glossary))


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
    paid, received = _money(said), _money(told)
    for payer, payee in sorted(paid):
        if (payee, payer) in received and (payer, payee) not in received:
            text = next(name.text for name in own if name.who in (payer, payee))
            yield Fault("wrong_entity", text, "the cited sentences exchange the parties")
    for kind, giver, taker in sorted(said - told):
        if _sides(kind, giver, taker, said, told, known):
            text = next(name.text for name in own if name.who in (giver, taker))
            yield Fault("wrong_entity", text, "the cited sentences exchange the parties")
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


def _sides(
    kind: str,
    giver: str,
    taker: str,
    said: frozenset[tuple[str, str, str]],
    told: set[tuple[str, str, str]],
    known: set[str],
) -> bool:
    """Whether the quotes have the two on one side, or the one with a third of the sentence.

    Of "Ardmore and Torvald invest in Halmer" neither takes from the other; and where Ardmore gives
    to Halmer there, it does not give to Torvald, who takes nothing.
    """
    givers, takers = ({r[n] for r in told if r[0] == kind} for n in (1, 2))
    if {giver, taker} <= givers - takers or {giver, taker} <= takers - givers:
        return True
    if not {giver, taker} <= known:
        return False
    thirds = {t for k, g, t in told if k == kind and g == giver and (k, g, t) not in said}
    firsts = {g for k, g, t in told if k == kind and t == taker and (k, g, t) not in said}
    others = {who for _, *pair in said for who in pair}
    return (taker not in givers | takers and bool(thirds & others)) or (
        giver not in givers | takers and bool(firsts & others)
    )


def _money(relations: Iterable[tuple[str, str, str]]) -> set[tuple[str, str]]:
    """Who pays whom: a buyer the seller, an investor the one invested in."""
    goods = {(taker, giver) for kind, giver, taker in relations if kind == "goods"}
    return goods | {(giver, taker) for kind, giver, taker in relations if kind == "stake"}


def told_apart(one: str, other: str, same_language: bool) -> bool:
    """Whether two names are of two parties, and not one party's names in two languages."""
    return one != other and (same_language or (one.isascii() and other.isascii()))


def one_language(mine: Reading, theirs: Iterable[tuple[Reading, Sequence[Name]]]) -> bool:
    """Whether every quote is in the language of the sentence."""
    return all(has_han(r.text) == has_han(mine.text) for r, _ in theirs)


def _relations(reading: Reading, names: Sequence[Name]) -> frozenset[tuple[str, str, str]]:
    """Who gives to whom, and who takes a part of whom."""
    if len({name.who for name in names}) < MANY:
        return frozenset()
    return _relations_in(reading.text, tuple(names))


@lru_cache(maxsize=4096)
def _relations_in(text: str, names: tuple[Name, ...]) -> frozenset[tuple[str, str, str]]:
    reading, found = read(text), set[tuple[str, str, str]]()
    roles = [role_of(reading.folded, name) for name in names]
    for kind, verb, gives in VERBS:
        for match in verb.finditer(reading.folded):
            pair = _pair(reading, match.span(), names, roles)
            if pair is not None and (relation := _relation(kind, verb, gives, *pair)):
                found.add(relation)
    return frozenset(found | _by_nouns(reading, names))


def _by_nouns(reading: Reading, names: Sequence[Name]) -> set[tuple[str, str, str]]:
    """What nouns say: A's stake in B, A is B's customer."""
    found = set()
    for one, other in pairwise(names):
        between = reading.folded[one.span[1] : other.span[0]]
        if one.who == other.who or len(between) > APART:
            continue
        after = reading.folded[other.span[1] : other.span[1] + NEAR]
        for kind, middle, end, gives in NOUNS:
            if middle.search(between) and end.search(after):
                pair = (one.who, other.who) if gives else (other.who, one.who)
                found.add((kind, *pair))
    return found


def _relation(
    kind: str, verb: re.Pattern[str], gives: bool, subject: str, other: str, role: str
) -> tuple[str, str, str] | None:
    forth, back = (kind, subject, other), (kind, other, subject)
    if role == "toward":
        role = "to" if gives or verb is PAY else "from"
    if role == "for":
        return forth if gives and kind in ("goods", "build") else None
    if kind not in ("goods", "stake"):
        return forth if gives else back
    if role == "with":
        return forth if gives else back
    if role == "part":
        return ("stake", subject, other) if verb in (TAKE, HOLD) else None
    if role == "from":
        if verb is PAY:
            return None  # "borrowed from B and pays interest"
        if verb is EARN or verb is RAISE:
            return forth if verb is EARN else back
        return None if gives else back
    if verb is PAY and role == "into":
        return "stake", subject, other
    role = "to" if role == "into" else role
    if kind == "goods" and role == "to":
        if verb is TAKE:
            return None  # "buys shares and invests in B"
        return back if verb is PAY else forth
    if verb is TAKE:
        return "stake", subject, other
    if verb is HOLD:
        return forth
    if verb in (EARN, RAISE) or role == "of":
        return None
    return forth if gives else back


def role_of(folded: str, name: Name) -> str:
    """By which word a name is joined to what is said: by, from, of, to, with; empty for none."""
    before = folded[max(0, name.span[0] - 26) : name.span[0]].rstrip("「『“\"'")
    return _role(CALLED.sub("", before))


@lru_cache(maxsize=8192)
def _role(before: str) -> str:
    for role, pattern in (
        ("by", BY),
        ("toward", TOWARD),
        ("from", FROM),
        ("of", OF),
        ("into", INTO),
        ("to", TO),
        ("with", WITH),
        ("for", FOR),
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
    folded = reading.folded
    by = folded.startswith(" by ", verb[1])
    passive = PASSIVE.search(folded[max(0, verb[0] - 16) : verb[0]])
    if by or (passive and not folded[: verb[1]].endswith("ing")):
        actor = next((n for n, r in after if r == "by"), None)
        other = next((n for n, r in before[::-1] if r == ""), None)
        apart = actor and other and actor.who != other.who
        return (actor.who, other.who, "") if actor and other and apart else None
    agent = next(((n, r) for n, r in before[::-1] if r in ("", "by")), None)
    if agent is None:
        return None
    actor, said = agent
    # In Chinese what joins the other stands before the verb as well.
    ahead = before[::-1] if has_han(reading.text) else []
    others = [(n, r) for n, r in (*after, *ahead) if n.who != actor.who]
    joined = [(n, r) for n, r in others if r in ("from", "to", "into", "toward", "for")]
    if _wanted(folded, verb, actor, before):
        # "A expects B to pay": to A.
        willed = next(n for n, r in before[::-1] if n.span[1] < actor.span[0] and r == "")
        joined = joined or [(willed, "to")]
    placed = [*joined, *_direct(folded, verb, after), *((n, r) for n, r in after if r == "of")]
    if said == "by":
        placed = [*placed, *((n, r) for n, r in before[::-1] if r == "")]
    chosen = next(((n, r) for n, r in placed if n.who != actor.who), None)
    if chosen is None and SIGNS.search(folded[begin : verb[0]]):
        # "A signed with B to order": B is the other side; or A, where B is to order.
        with_whom = [n for n, r in before if r == "with"]
        side = with_whom + [n for n, r in before if with_whom and r == ""]
        chosen = next(((n, "with") for n in side if n.who != actor.who), None)
    return (actor.who, chosen[0].who, chosen[1]) if chosen else None


def _wanted(folded: str, verb: Span, actor: Name, before: Sequence[tuple[Name, str]]) -> bool:
    """Whether one party expects, asks or obliges another to do what is told."""
    earlier = next((n for n, r in before[::-1] if n.span[1] < actor.span[0] and r == ""), None)
    if earlier is None or earlier.who == actor.who:
        return False
    between = folded[earlier.span[1] : actor.span[0]]
    return bool(WILL.match(between)) and folded[actor.span[1] : verb[0]] == " to "


def _direct(
    folded: str, verb: Span, after: Sequence[tuple[Name, str]]
) -> Iterator[tuple[Name, str]]:
    """Names right behind a verb, and those that qualify its thing: buys 6 GW of AMD chips."""
    for name, role in after:
        behind = folded[name.span[1] : name.span[1] + 16]
        if role not in ("", "of"):
            continue
        if SHARES.match(behind):
            yield name, "part"
        elif HOLDER.match(behind):
            yield name, "from"
        elif OWED.match(behind):
            yield name, "to"
        elif GOODS_OF.match(folded, name.span[1]) or (
            QUALIFIES.match(behind) and (role == "of" or name.span[0] - verb[1] <= NEAR)
        ):
            yield name, "from"
        elif role == "" and name.span[0] - verb[1] <= ADJACENT:
            yield name, ""
        elif role == "of":
            yield name, "part"


def _bounds(reading: Reading, verb: Span) -> Span:
    """The clause of a verb, and the one before where the verb's own names nobody before it."""
    home = reading.clause(verb)
    end = reading.clauses[home][1]
    back = home
    while back > 0 and reading.folded[reading.clauses[back][0]] in ",，:：(（":
        back -= 1
    return reading.clauses[back][0], end
