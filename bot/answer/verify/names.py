"""The parties that a text names: of the glossary, capitalised, or ending like a Chinese firm.

A name is known by its glossary id, by its first word, or by the two letters before "bank" and the
like. It takes the name of a place for a party as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.language.glossary import Glossary
from bot.language.script import fold
from bot.records import Span

__all__ = ["MANY", "Name", "names_of", "unified"]

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
ACRONYM = 5
MANY = 2
DOES = re.compile(
    r"[’']s\b| ?[\u3400-\u9fff\d]|, (?:an?|the|which|who|whose|based|for) "
    r"| (?:already |also |now |then )?(?:is|was|has|had|will|would|may|might|could|can|made|paid"
    r"|sold|bought|lost|rose|fell|got|took|won|gave|did|does|spent|put|held|grew|[a-z]{2,}(?:ed|s))\b"
)
# A sentence's first word with such an end is more likely a word than a name.
PLAIN = re.compile(r"(?:ing|ed|ly|tion|ment|ness|ity|s)$")


@dataclass(frozen=True, slots=True)
class Name:
    """A party's place in a folded text, and who it is: a concept, or its own first word."""

    who: str
    span: Span
    text: str


@lru_cache(maxsize=4096)
def names_of(text: str, glossary: Glossary) -> tuple[Name, ...]:
    """The parties of a text, in text order, without overlaps."""
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


def unified(texts: Sequence[Sequence[Name]]) -> list[tuple[Name, ...]]:
    """The same names, where "Rival Castellan" is known as the Castellan of another place."""
    firsts = Counter(name.who for names in texts for name in names)

    def known(name: Name) -> Name:
        words = name.text.lower().split(" ")
        if len(words) > 1 and words[0] == name.who and firsts[name.who] == 1 and words[1] in firsts:
            return replace(name, who=words[1])
        return name

    return [tuple(known(name) for name in names) for names in texts]


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
        if not first[-1].isdigit() and not (
            start == 0 and len(words) == 1 and not _a_name(said, text)
        ):
            yield Name(first, (start, start + len(said)), said)
    folded = fold(text)
    for match in FIRM.finditer(folded):
        if not NO_NAME.search(match.group()[:MANY]):
            yield Name(match.group(), match.span(), text[slice(*match.span())])


def _a_name(word: str, text: str) -> bool:
    """Whether a sentence's first word is more likely a name: it does something, or has."""
    return not PLAIN.search(word) and DOES.match(text, len(word)) is not None
