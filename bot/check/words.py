"""The words of a sentence that stand in its sources, and those that are denied there.

For what no list of deeds knows: a word stands where it, its stem or a word of the thesaurus does. A
word that one side denies and the other does not, a purpose and a reason that the sources do not
give, speak against a sentence. It knows no grammar beyond the clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.answer.retrieve.synonyms import han_synonyms, said_otherwise
from bot.answer.verify.borne import stem
from bot.answer.verify.reading import read
from bot.check.roles import parties_of
from bot.check.said import deed_spans
from bot.language.deeds import Deed
from bot.language.denial import DENIED
from bot.language.glossary import Glossary
from bot.language.script import fold, has_han

__all__ = ["content", "given", "leads", "stands", "turned_round"]

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
HALF = 2
# Words of denial that deny the whole rest of their clause: X is not the same as Y.
APART = re.compile(
    r"\b(?:not|never|n['’]t) (?:to )?(?:be )?"
    r"(?:(?:the )?same as|equal to|(?:confused|mistaken) (?:with|for))"
    r"|\b(?:different from|unlike|rather than|instead of)\b"
    r"|不是(?!说)|并非|不等于|不等同|有别于|不同于|不代表|而非"
)
NONE, NOBODY = re.compile(r"\bno\b"), re.compile(r"\b(?:nothing|nobody|no one|none)\b")
TELLING, FEW = "telling", 2
SKIPPED = re.compile(r"(?:曾|会|能|有|经|再|必|具|带|可|要|被|对|为|应|该|得|到|须)*")
# What a purpose or a reason begins with, where no verb, noun or adjective calls for an infinitive.
WHY = re.compile(
    r"\b(?:in order to|so as to|so that|with a view to|because(?: of)?|owing to|thanks to)\b"
    r"|^to(?= [a-z]+)"
    r"|为了|以便|以利|好让|藉以|借以|用来|用以|旨在|目的是|因为|由于"
    r"|(?<![未以原近下上本带出起后由越到])来(?![自源往看说到临年得回])"
)
DIGITS = re.compile(r"\d")
INFINITIVE = re.compile(r"(?P<before>[\w$€£.,%'’-]+) to (?=(?P<verb>[a-z]{3,})\b)")
CALLS_FOR = re.compile(
    r"agree|plan|intend|expect|want|able|due|set$|beg[aiu]n|start|continu|aim|hope|right|warrant|option"
    r"|commit|promis|pledg|fail|need|ha[vsd]|likely|seek|sought|tr[yi]|used|ought|going|order|contract"
    r"|deal$|obligat|decision|decid|propos|offer|capacit|abilit|time$|way$|power$|how$|whether|what$"
    r"|where|when|ready|willing|free$|allow|requir|ask|told|invit|remain|com[ei]|came|le[ad]|accord"
    r"|up$|close|next|relat|compar|respect|back$|down$|over$|^(?:is|are|was|were|be|been|it)$|out$|mov"
    r"|wait|attempt|prepar|refus|declin|cho|said|believ|known|thought|report|seem|appear|tend|enough"
    r"|late|hard|easy|possib|first|last|only|letter|effort|chance|keep|reason|approv"
)
NO_VERB = frozenset(
    "the its their his her this that these those each any one two three more".split()
)


def content(sentence: str, glossary: Glossary) -> list[str]:
    """The words that are neither names nor of a deed: of Chinese, pairs of letters."""
    return _apart(_blanked(sentence, glossary))[0]


def stands(word: str, told: str) -> bool:
    """Whether a folded text has a word, its stem or a word of the thesaurus for it."""
    if has_han(word):
        ways = [word, *(w for w, _ in han_synonyms(word))]
        return any(w in told for w in ways) or any(
            p.search(told) for w in ways for p in said_otherwise(w)
        )
    start = word if len(word) <= STEM else word[:STEM]
    return bool(re.search(rf"\b{re.escape(start)}", told)) or any(
        p.search(told) for p in said_otherwise(word)
    )


def leads(sentence: str, glossary: Glossary) -> Iterator[str]:
    """The word that follows each party, past auxiliaries and adverbs."""
    folded = read(sentence).folded
    for name in parties_of(sentence, glossary):
        behind = folded[name.span[1] :]
        match = LEAD_ZH.match(behind) if has_han(sentence) else LEAD_EN.match(behind)
        word = match.group(1) if match else ""
        if word and word not in EMPTY and not EMPTY_ZH.search(word):
            yield word


def turned_round(sentence: str, quotes: Sequence[str], glossary: Glossary) -> bool:
    """Whether a word is denied in a sentence and not in the quotes, in those of their clauses first
    that have most of its words; or the other way round.
    """
    mine: dict[str, set[bool]] = {}
    for ways in _denied_or_not(sentence, glossary):
        for word, denied in ways.items():
            mine.setdefault(word, set()).update(denied)
    clauses = [ways for quote in quotes for ways in _denied_or_not(quote, glossary)]
    most = max((len(mine.keys() & ways.keys()) for ways in clauses), default=0)
    best = [ways for ways in clauses if len(mine.keys() & ways.keys()) == most]
    for word, denied in mine.items():
        near = [ways[word] for ways in best if word in ways and most >= FEW]
        theirs = near or [ways[word] for ways in clauses if word in ways]
        if theirs and not denied & set().union(*theirs):
            return True
    return False


def given(sentence: str, quotes: Sequence[str], glossary: Glossary) -> bool:
    """Whether half of the words of every purpose and reason in a sentence stand in the quotes."""
    told = [fold(quote) for quote in quotes]
    done = {deed.name for text in told for deed, _, _ in deed_spans(text)}
    folded, bare = fold(sentence), _blanked(sentence, glossary)
    for start in _why(folded):
        end = next((b for a, b in read(sentence).clauses if a <= start < b), len(folded))
        clause = bare[start:end]
        if has_han(clause):
            clause = DIGITS.split(clause)[0]  # 為了買港口發行40億: what is done stands behind it
        words, mine = _apart(clause)
        found = sum(any(stands(word, text) for text in told) for word in words)
        found += sum(deed.name in done for deed in mine)
        if HALF * found < len(words) + len(mine):
            return False
    return True


def _why(folded: str) -> Iterator[int]:
    yield from (m.end() for m in WHY.finditer(folded))
    for match in INFINITIVE.finditer(folded):
        before, verb = match["before"].strip(".,'’"), match["verb"]
        if verb not in NO_VERB and not CALLS_FOR.match(before) and not before.endswith("ly"):
            yield match.end()


def _blanked(text: str, glossary: Glossary) -> str:
    """A folded text with blanks in the place of its parties."""
    folded = fold(text)
    for name in parties_of(text, glossary):
        start, end = name.span
        folded = folded[:start] + " " * (end - start) + folded[end:]
    return folded


def _apart(folded: str) -> tuple[list[str], set[Deed]]:
    """The words of a text that are of no deed, and its deeds."""
    return _words(_undone(folded)), {deed for deed, _, _ in deed_spans(folded)}


def _undone(folded: str, kept: str = "") -> str:
    """A text with blanks in the place of its deeds, but for those of a mark."""
    for deed, (start, end), _ in deed_spans(folded):
        if kept in deed.marks:
            continue
        folded = folded[:start] + " " * (end - start) + folded[end:]
    return folded


def _words(folded: str) -> list[str]:
    if has_han(folded):
        runs = re.findall(r"[\u3400-\u9fff]+", EMPTY_HAN.sub(" ", folded))
        return [run[i : i + 2] for run in runs for i in range(0, len(run) - 1, 2)]
    return [w for w in re.findall(r"[a-z]{3,}", folded) if w not in EMPTY]


@lru_cache(maxsize=2048)
def _denied_or_not(text: str, glossary: Glossary) -> list[dict[str, set[bool]]]:
    """The words of each clause, and whether they are denied there: in Chinese, pairs of letters."""
    found = []
    bare = _undone(_blanked(text, glossary), kept=TELLING)
    for start, end in read(text).clauses:
        clause, ways = bare[start:end], dict[str, set[bool]]()
        apart = APART.search(clause)
        ends = [m.end() for m in DENIED.finditer(clause)]
        if has_han(text):
            ends = [match.end() for at in ends if (match := SKIPPED.match(clause, at))]
        spans = _pairs(clause) if has_han(text) else _stems(clause)
        first = {next((at for _, at in spans if at >= e), -1) for e in ends}
        # "Binds nobody" denies the verb; "discloses no figure" may, "says that no figure" does not.
        first |= {_before(spans, m.start()) for m in NOBODY.finditer(clause)}
        either = {_before(spans, m.start()) for m in NONE.finditer(clause)}
        for word, at in spans:
            denied = at in first or (apart is not None and at >= apart.end())
            ways.setdefault(word, set()).update({True, False} if at in either else {denied})
        found.append(ways)
    return found


def _before(spans: Sequence[tuple[str, int]], place: int) -> int:
    return max((at for _, at in spans if at < place), default=-1)


def _stems(clause: str) -> list[tuple[str, int]]:
    """Stems of content words with their places; adverbs, which a "not" may skip, are none."""
    found = re.finditer(r"[a-z]{3,}", clause)
    return [
        (stem(m.group()), m.start())
        for m in found
        if m.group() not in EMPTY and not m.group().endswith("ly") and not DENIED.search(m.group())
    ]


def _pairs(clause: str) -> list[tuple[str, int]]:
    runs = re.finditer(r"[\u3400-\u9fff]{2,}", clause)
    return [(r.group()[i : i + 2], r.start() + i) for r in runs for i in range(len(r.group()) - 1)]
