"""Who does what: the subject of a verb, and the word that names what a party is.

Verbs that two languages share by their meaning are one deed (`bot/language/deeds.txt`); of each
it is read which party does it: right before the verb, behind "by", or both of two that are joined.
A party's epithet ("chip seller Ardmore", 評論者Ardmore) is read likewise. A quote in which another
party of the sentence does it, not this one, contradicts. Verbs outside the list tell nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from bot.answer.verify.names import Name
from bot.answer.verify.numbers import Fault
from bot.answer.verify.reading import Reading
from bot.answer.verify.relations import one_language, role_of, told_apart
from bot.language.deeds import deeds_marked
from bot.language.script import has_han
from bot.language.word_lists import word_list
from bot.records import Span

__all__ = ["acted_otherwise"]


ACTS = tuple((deed.name, deed.verb) for deed in deeds_marked("act"))
EPITHETS = tuple(
    (name, re.compile(rf"\b(?:{en})(?![a-z])|(?:{zh})"))
    for kind in ("epithet", "trade")
    for name, en, zh in word_list("callings")[kind]
)
# Nouns in the place of verbs: 採購的, 承諾已, the buying of; 的 before a verb makes it one.
NOUN_AFTER = re.compile(r"(?:的|案|额|者|人|方|价|书|权|义务|总额|合约|协议|计划|比率|比重|中)")
NOUN_BEFORE = re.compile(
    r"(?:['’]s|\b(?:the|an?|its|their|his|her|of|for|in|on|at|from|no|this|that|such|some|any)"
    r"|的|项|笔|份|次|该|其)(?: \w+)? ?$"
)
# Between a subject and its verb: a time, auxiliaries and adverbs, a remark between two commas.
_TIME = (
    r"(?:(?:in|on|by|since|from|at the end of|early in|late in) )?(?:early |late |mid-)?"
    r"(?:\d{1,2} )?(?:(?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december)(?: \d{1,2},?)? ?)?(?:\d{4})?"
)
_AUX = (
    r"(?:has|had|have|having|will|would|could|can|may|might|must|should|shall|ought to|is|was|are"
    r"|were|be|been|being|to|not|never|no longer|also|already|then|now|itself|first|only|still"
    r"|again|later|once|jointly|together|recently|reportedly|initially|meanwhile|therefore|thus"
    r"|in turn|said to|did|does|do|due|set|expected|willing|able|who|which|that)"
)
GAP_EN = re.compile(rf"^(?:, [^,;:.]{{1,48}},)? ?(?:(?:{_AUX}|{_TIME}),? ?)*(?:[a-z]+ly )?$")
GAP_ZH = re.compile(
    r"^(?:[（(][^()（）]*[)）])?[\d\s年月日底初末中季第一二三四上下半度会计财至今当]{0,20}"
    r"(?:[，,]?(?:将|会|要|拟|已经?|曾|也|则|又|再|并|另|共|都|均|仍|还|先|才|就|于|在|正|可|应|宜|未|不"
    r"|没有?|从|自|起|同时|合计|一共|陆续|逐步|打算|计划|预计|预定|答应|同意|承诺|决定|表示|最终|原本|原先"
    r"|至少|是|为|以|拿|用|把|能|能够|可以|应该|持续|有)[\d\s年月日底初末中季]{0,12})*$"
    r"|^(?![的对向与和])[^，,。；：、]{0,14}$"
)
# Names that only take part: toward, from, for or into them.
ASIDE = ("toward", "from", "for", "into", "to", "else", "of")
JOINED = re.compile(r"\s*(?:[、,，]|and|[与和及跟]|[–—-])\s*(?:the )?")
BY = re.compile(r"^ (?:(?!(?:the|an?|its|their|any|this|that)\b)\w+ ){0,2}?by (?:the )?$")
PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be) (?:\w+ly )?$")
OWNER = re.compile(
    r"^['’]s (?:chief executive |analyst |founder |boss |head )?$|^ (?:analyst|chief executive) $"
    r"|^的?(?:执行长|财务长|分析师|创办人|总裁|合伙人|董事长)?$"
)
SHARES = re.compile(r"(?:,|;|\band|\bwhile|[，、；而])\s*$")
FIGURE = re.compile(r"\s?(?:only |just |about |则|则是|是|为|约)?[$€£¥]?(?:nt\$|us\$)?\d")
REACH = 90
# What is done to a party that stands right behind the verb, and by another.
MOVES = frozenset(("sell", "buy", "invest", "lend", "own", "use", "obtain", "supply", "order"))


def acted_otherwise(
    mine: Reading, own: Sequence[Name], theirs: Sequence[tuple[Reading, Sequence[Name]]]
) -> Iterator[Fault]:
    """A deed or an epithet of a party that the quotes give to another party, and not to it."""
    said = _deeds(mine, own)
    if not said:
        return
    told = {deed for reading, names in theirs for deed in _deeds(reading, names)}
    here = {name.who for name in own}
    known = {name.who for _, names in theirs for name in names}
    one = one_language(mine, theirs)
    for what, who in sorted(said):
        others = {other for label, other in told if label == what}
        if not others or who in others or any((what, other) in said for other in others):
            continue
        # Who it is in the quotes must be another party for certain: both are named in one text.
        if all(
            other in here or (who in known and told_apart(who, other, one)) or _listed(who, other)
            for other in others
        ) and (others & here or who in known):
            text = next(name.text for name in own if name.who == who)
            yield Fault("wrong_entity", text, "in the cited sentences another party does this")
            return


def _listed(one: str, other: str) -> bool:
    return one.startswith("GLO-") and other.startswith("GLO-")


@lru_cache(maxsize=4096)
def _found(
    folded: str, patterns: tuple[tuple[str, re.Pattern[str]], ...]
) -> tuple[tuple[str, Span], ...]:
    found = ((name, m.span()) for name, pattern in patterns for m in pattern.finditer(folded))
    return tuple(sorted(found, key=lambda one: one[1]))


def _deeds(reading: Reading, names: Sequence[Name]) -> set[tuple[str, str]]:
    """What each party does, and what it is called."""
    found: set[tuple[str, str]] = set()
    if not names:
        return found
    folded = reading.folded
    for act, span in _found(folded, ACTS):
        # "The ships that Halmer ordered": right behind a name it is a verb.
        named = any(n.span[1] == span[0] - 1 for n in names)
        noun = not named and NOUN_BEFORE.search(folded[: span[0]][-24:])
        if NOUN_AFTER.match(folded, span[1]) or noun:
            continue
        found |= {(act, who) for who in _subjects(reading, names, span)}
    for one, other in pairwise(names):
        # "A's B", A的B, A分析師B: whose the second is, and what the first has.
        if OWNER.match(folded[one.span[1] : other.span[0]]) and one.who != other.who:
            found |= {(f"owner of {other.who}", one.who), (f"of {one.who}", other.who)}
    for epithet, (_, end) in _found(folded, EPITHETS):
        for name in names:
            # "OpenAI執行長奧特曼": what stands right before a name is what it is called.
            if name.span[0] - end in (0, 1) and folded[end : name.span[0]].strip() == "":
                found.add((epithet, name.who))
    return found


def _subjects(reading: Reading, names: Sequence[Name], verb: Span) -> set[str]:
    """Who does it: the party behind "by", or the one before with all that are joined to it."""
    folded = reading.folded
    behind = next((n for n in names if n.span[0] >= verb[1]), None)
    if behind and BY.match(folded[verb[1] : behind.span[0]]):
        return {behind.who}
    if PASSIVE.search(folded[: verb[0]]):
        return set()
    before = [n for n in names if verb[0] - REACH <= n.span[0] and n.span[1] <= verb[0]]
    gap = ""
    edge = verb[0]
    while before:
        name = before.pop()
        gap = folded[name.span[1] : edge] + gap
        if folded.startswith("的", name.span[1]) and edge == verb[0]:
            return set()  # 對乙的投資: the verb is a noun
        if role_of(folded, name) in ASIDE and before:
            # 向甲採購: the party is skipped with the word that joins it.
            edge = name.span[0] - 1 if has_han(folded[name.span[0] - 1 : name.span[0]]) else -1
            if edge < 0:
                return set()
            continue
        # 出售乙認列利益: the party is what is sold, by one before it.
        deed = next(
            (s for act, s in _found(folded, ACTS) if s[1] == name.span[0] and act in MOVES),
            None,
        )
        if deed and before and has_han(folded[slice(*deed)]):
            edge, gap = deed[0], ""
            continue
        if role_of(folded, name) in ("from", "for", "into", "to", "else"):
            return set()
        if not (GAP_ZH if has_han(gap) else GAP_EN).match(gap):
            return set()
        return {name.who, *_joined(folded, before, name), *_listed_after(folded, names, verb)}
    return set()


def _listed_after(folded: str, names: Sequence[Name], verb: Span) -> Iterator[str]:
    """The parties that share the verb behind it: Ardmore holds 14% and Halmer 6%."""
    for name in names:
        before = folded[max(verb[1], name.span[0] - 6) : name.span[0]]
        if name.span[0] > verb[1] and SHARES.search(before) and FIGURE.match(folded, name.span[1]):
            yield name.who


def _joined(folded: str, before: Sequence[Name], name: Name) -> Iterator[str]:
    """The parties that stand before a name as its equals: A and B."""
    last = name
    for other in reversed(before):
        if not JOINED.fullmatch(folded[other.span[1] : last.span[0]]):
            return
        yield other.who
        last = other
