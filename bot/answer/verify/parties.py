"""Whether the parties of a sentence are those of its quotes, and do what they do there.

A party is a name of the glossary, a capitalised name, or Chinese letters that end like a firm's.
Names that the quotes lack are faults where the quotes could have named them. Of two parties
in one sentence it is checked who pays, buys from or invests in whom, what figure stands beside
which, and who is for and who against. It reads verbs from lists, no grammar: a relation in other
words passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from bot.answer.verify.numbers import Fault
from bot.answer.verify.reading import Anchor, Reading, alike, anchors, beside, read
from bot.language.glossary import Glossary
from bot.language.script import fold, has_han
from bot.records import Span

__all__ = ["check_parties"]

KINDS = ("company", "person", "product")
_WORD = r"[A-Z][A-Za-z0-9&'’.-]*[A-Za-z0-9]"
LATIN = re.compile(rf"(?<![A-Za-z0-9]){_WORD}(?:(?: of| de)? {_WORD})*")
ENDS = (
    "公司|集团|银行|投资|电池|能源|通讯|电信|租赁|化工|精密|科技|电子|航电|工业|重工|电气|车辆|控股|资本|证券|保险"
    "|航运|海运|钢铁|半导体|光电|生技|制药|食品|汽车|航空|物流|建设|水泥|塑胶|纺织|电力|电机|材料|网路|网络|软体|软件"
    "|传媒|实业|企业|国际|机械|造船|矿业|石油|部|署|局|处|院|会|代表"
)
FIRM = re.compile(rf"[\u3400-\u9fff]{{2}}(?:{ENDS})(?![事分子产费额率])")
NO_NAME = re.compile(
    "[与和及向对由的以在为是被将从到等于其该各这那年月日元亿万个家台中之间并则也而都或即上下前后内外多少]"
)
COMMON = frozenset(
    "the a an in on at of and or but for from to with by as its it that this these those their his "
    "her he she they we under over after before between during while when where if whether about "
    "both each no not one two three four five first second third fourth most more all any some "
    "such revenue sales net profit loss operating free cash total shares spending according every "
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday chief executive chairman president "
    "asia europe america american european chinese china taiwan japan german french there here "
    "spread together nobody missing demand growth income capacity debt capital output interest "
    "storage production management guidance investment competition trade inflation research "
    "article source sources note only also since until through per because so then than what who "
    "how why roughly almost nearly around another other many much few part half how work money "
    "government parliament congress ministry central".split()
)
POSSESSIVE = re.compile(r"[’']s$|[’']$")
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
TO = re.compile(r"\b(?:to|into|in|against)\s+(?:the )?$|[给对予]$")
WITH = re.compile(r"\bwith\s+(?:the )?$|[与和跟]$")
SIGNS = re.compile(r"\bsign|\bagree|签|达成|合作")
OTHERWISE = re.compile(r"\b(?:for|at|on|than|like|and)\s+(?:the )?$|[比及]$")
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
    r"(?:\b(?:stake|holding|interest) in |\bshares? (?:in|of) |\d% of |持有)(?:the )?$"
)
STAKE_AFTER = re.compile(r"的?(?:\d[\d.]*%)?的?(?:股权|股份|持股|认股权)|最多\d+%的股份")
JOINED = re.compile(r"\s*(?:,|and|、|与|和|及)\s*(?:the )?")
ADJACENT = 8
ACRONYM = 5
CROSSED = 2
MANY = 2
# A sentence's first word with such an end is more likely a word than a name.
PLAIN = re.compile(r"(?:ing|ed|ly|tion|ment|ness|ity|s)$")


@dataclass(frozen=True, slots=True)
class Name:
    """A party's place in a folded text, and who it is: a concept, or its own first word."""

    who: str
    span: Span
    text: str


def check_parties(
    text: str, quotes: Sequence[str], context: Sequence[str], glossary: Glossary
) -> list[Fault]:
    """Every party that the quotes do not name, and the first that stands in another's place."""
    faults = _absent(text, quotes, context, glossary)
    if faults:
        return faults
    mine = read(text)
    own = _names(text, glossary)
    if len({name.who for name in own}) == 0:
        return []
    theirs = [(read(quote), _names(quote, glossary)) for quote in quotes]
    found = (
        next(_substituted(own, theirs, context, text, glossary), None)
        or next(_turned(mine, own, theirs), None)
        or next(_misplaced(mine, own, theirs), None)
    )
    return [found] if found else []


def _absent(
    text: str, quotes: Sequence[str], context: Sequence[str], glossary: Glossary
) -> list[Fault]:
    known = {m.concept for q in (*quotes, *context) for m in glossary.find(q)}
    return [
        Fault("wrong_entity", m.text, f"{m.text} is not named in the cited sentences")
        for m in glossary.find(text)
        if m.kind in KINDS
        and m.concept not in known
        and (m.kind != "product" or not has_han(m.text))
        and m.text not in "".join(quotes)
    ]


def _substituted(
    own: Sequence[Name],
    theirs: Sequence[tuple[Reading, Sequence[Name]]],
    context: Sequence[str],
    text: str,
    glossary: Glossary,
) -> Iterator[Fault]:
    """A name that no quote has, where the quotes name another that the sentence lacks."""
    known = {name.who for _, names in theirs for name in names}
    titled = {name.who for words in context for name in _names(words, glossary)}
    letters = fold("".join((*(r.text for r, _ in theirs), *context)))
    left = known - {name.who for name in own}
    for name in own:
        if name.who in known | titled or fold(name.text) in letters or name.who in letters:
            continue
        han, chinese = has_han(name.text), has_han(text)
        alike_written = any(has_han(r.text) == chinese for r, _ in theirs)
        if {who for who in left if alike_written or has_han(who) == han}:
            reason = f"{name.text} is not named in the cited sentences"
            yield Fault("wrong_entity", name.text, reason)


@lru_cache(maxsize=4096)
def _names_cached(text: str, glossary: Glossary) -> tuple[Name, ...]:
    found = [
        Name(m.concept, (m.start, m.end), m.text)
        for m in glossary.find(text)
        if m.kind in ("company", "person")
    ]
    taken = [name.span for name in found]
    known = [(m.start, m.end) for m in glossary.find(text)]
    free = [
        name
        for name in _unlisted(text)
        if not any(_meet(name.span, span) for span in taken)
        and not any(a <= name.span[0] and name.span[1] <= b for a, b in known)
    ]
    return tuple(sorted((*found, *free), key=lambda name: name.span))


def _names(text: str, glossary: Glossary) -> tuple[Name, ...]:
    return _names_cached(text, glossary)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _unlisted(text: str) -> Iterator[Name]:
    for match in LATIN.finditer(text):
        start, words = match.start(), match.group().split(" ")
        while words and POSSESSIVE.sub("", words[0]).lower() in COMMON:
            start += len(words[0]) + 1
            words = words[1:]
        said = POSSESSIVE.sub("", " ".join(words))
        first = POSSESSIVE.sub("", words[0]).lower() if words else ""
        if len(first) <= MANY or (said.rstrip("s").isupper() and len(said) <= ACRONYM):
            continue
        if not first[-1].isdigit() and not (start == 0 and len(words) == 1 and PLAIN.search(said)):
            yield Name(first, (start, start + len(said)), said)
    folded = fold(text)
    for match in FIRM.finditer(folded):
        if not NO_NAME.search(match.group()[:MANY]):
            yield Name(match.group(), match.span(), text[slice(*match.span())])


def _turned(
    mine: Reading, own: Sequence[Name], theirs: Sequence[tuple[Reading, Sequence[Name]]]
) -> Iterator[Fault]:
    """Giver and taker exchanged."""
    said = _relations(mine, own)
    if not said:
        return
    told = {relation for r, names in theirs for relation in _relations(r, names)}
    one = _one_language(mine, theirs)
    known = {name.who for _, names in theirs for name in names}
    here = {name.who for name in own}
    for kind, giver, taker in said:
        # One side kept and the other put in the place of a party that the sentence leaves out.
        replaced = (kind, giver, taker) not in told and any(
            k == kind
            and (
                (g == giver and t not in here and taker not in known and _told_apart(t, taker, one))
                or (
                    t == taker
                    and g not in here
                    and giver not in known
                    and _told_apart(g, giver, one)
                )
            )
            for k, g, t in told
        )
        if replaced or ((kind, taker, giver) in told and (kind, giver, taker) not in told):
            text = next(name.text for name in own if name.who in (giver, taker))
            yield Fault("wrong_entity", text, "the cited sentences exchange the parties")


def _told_apart(one: str, other: str, same_language: bool) -> bool:
    """Whether two names are of two parties, and not one party's names in two languages."""
    return one != other and (same_language or (one.isascii() and other.isascii()))


def _one_language(mine: Reading, theirs: Iterable[tuple[Reading, Sequence[Name]]]) -> bool:
    return all(has_han(r.text) == has_han(mine.text) for r, _ in theirs)


def _relations(reading: Reading, names: Sequence[Name]) -> set[tuple[str, str, str]]:
    """Who gives to whom, and who takes a part of whom."""
    found: set[tuple[str, str, str]] = set()
    if len({name.who for name in names}) < MANY:
        return found
    roles = [_role(reading.folded, name) for name in names]
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
    if kind == "goods" and role == "to":
        return (kind, other, subject) if verb is PAY else (kind, subject, other)
    if verb is TAKE:
        return "part", subject, other
    if verb in (EARN, RAISE) or role == "of":
        return None
    return (kind, subject, other) if gives else (kind, other, subject)


def _role(folded: str, name: Name) -> str:
    before = folded[max(0, name.span[0] - 26) : name.span[0]].rstrip("「『“\"'")
    for role, pattern in (
        ("by", BY),
        ("from", FROM),
        ("of", OF),
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
        direct = next((n for n, r in before[::-1] if r == ""), None)
        pair = actor and direct and actor.who != direct.who
        return (actor.who, direct.who, "") if actor and direct and pair else None
    actor = next((n for n, r in before[::-1] if r in ("", "by")), None)
    if actor is None:
        return None
    others = [(n, r) for n, r in (*after, *before[::-1]) if n.who != actor.who]
    joined = [(n, r) for n, r in others if r in ("from", "to")]
    direct = [(n, r) for n, r in after if r == "" and n.span[0] - verb[1] <= ADJACENT]
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


def _misplaced(
    mine: Reading, own: Sequence[Name], theirs: Sequence[tuple[Reading, Sequence[Name]]]
) -> Iterator[Fault]:
    """A figure or a stance set beside one party that the quotes set beside another."""
    here, one = {name.who for name in own}, _one_language(mine, theirs)
    named = {name.who for _, names in theirs for name in names}
    their = {id(r): _anchors(names) for r, names in theirs}
    places = _anchors(own)
    for figure in mine.figures:
        said = _owner(mine, (figure.start, figure.end), places)
        told = {
            _owner(r, (f.start, f.end), their[id(r)])
            for r, f in alike(figure, [reading for reading, _ in theirs])
        }
        if not said or not told or None in told or said in told:
            continue
        if said in named or (not told & here and all(_told_apart(said, t, one) for t in told if t)):
            reason = f"the cited sentences set {figure.text.strip()} beside another party"
            yield Fault("wrong_entity", figure.text.strip(), reason)
    yield from _stances(mine, places, theirs, their)
    yield from _crossed(mine, own, theirs)
    own_asset = _assets(mine, own)
    told_asset = {who for r, names in theirs for who in _assets(r, names)}
    for who in own_asset - told_asset:
        if told_asset and who in named:
            yield Fault("wrong_entity", who, "the cited sentences tell of a stake in another party")


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
        if len({a.value for a in here}) == 1:
            return here[0].value
        if here:
            listed = _listed(reading, here)
            return beside(reading, span, here) if listed else _respective(reading, span, here)
    return None


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
    last = any(f.start >= here[-1].span[1] for f in reading.figures)
    return all(between) and last


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
            if not straight and crossed >= CROSSED:
                yield Fault("wrong_entity", one, "the cited sentences tell this of another party")


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
        if STAKE.search(before) or STAKE_AFTER.match(after):
            found.add(name.who)
    return found


def _stances(
    mine: Reading,
    places: Sequence[Anchor],
    theirs: Sequence[tuple[Reading, Sequence[Name]]],
    their: Mapping[int, Sequence[Anchor]],
) -> Iterator[Fault]:
    own = {(_last(a, places), a.value) for a in anchors(mine.folded, STANCE)}
    told = {(_last(a, their[id(r)]), a.value) for r, _ in theirs for a in anchors(r.folded, STANCE)}
    for who, stance in own:
        opposite = "against" if stance == "for" else "for"
        if who and (who, opposite) in told and (who, stance) not in told:
            yield Fault("wrong_entity", who, "in the cited sentences this party says the opposite")


def _last(word: Anchor, places: Sequence[Anchor]) -> str | None:
    """The last party named before a word."""
    return next((a.value for a in reversed(places) if a.span[1] <= word.span[0]), None)


def _anchors(names: Iterable[Name]) -> list[Anchor]:
    return [Anchor(name.who, name.span) for name in names]
