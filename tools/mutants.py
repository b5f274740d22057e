"""Falsifies right answers, one detail at a time: a digit, a scale, a sign, a party, a marker.

Works on the letters of an answer alone, with vocabularies of its own, so that a verifier is not
tried with its own eyes. A change that leaves the meaning as it was is no mutant; the rules:
an exchange of two parties that are joined as equals ("A and B signed", "A's contract with B") is
left out; up and down are no directions in verbs of two words (picked up), nor is over a bound
(handed over); a marker is moved only to a sentence that lacks a figure or a party of the claim,
and never where the sentence cites the new one as well; a minus is dropped only where no word of
the sentence says the same; a figure is changed only in a digit that it writes. Knows nothing of
verification.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.language.timewords import MONTHS

__all__ = ["KINDS", "Base", "Mutant", "mutants"]

KINDS = (
    "number",
    "unit",
    "sign",
    "scale",
    "period",
    "marker",
    "entity",
    "status",
    "bound",
)
MARKER = re.compile(r"\s*\[(\d{1,3})\]")
SENTENCE = re.compile(r"(?<=[.!?。！？])(?!\d)\s*")
FIGURE = re.compile(r"(?<![\d.,A-Za-z\[])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d\]])")
YEAR = re.compile(r"(?<![\d.,$€£])(?:19|20)\d\d(?![\d,.]?\d|\s?(?:億|萬|亿|万|%|billion|million))")
DATED = re.compile(
    r"\d{1,2} (?:"
    + "|".join(MONTHS)
    + r")\b|(?:"
    + "|".join(MONTHS)
    + r") \d{1,2}\b|\d{1,2}[月日號]"
    r"|\bQ[1-4]\b|第\d季|民國\d+年|¶\s?\d+"
)
UNITS = (
    ("NT$", "US$"), ("US$", "NT$"), ("€", "£"), ("£", "€"), ("美元", "歐元"), ("歐元", "美元"),
    ("英鎊", "美元"), ("新台幣", "美元"), ("人民幣", "新台幣"), (" yuan", " dollars"),
    ("億元", "億美元"), ("萬元", "萬美元"), ("兆瓦", "吉瓦"), ("吉瓦", "兆瓦"), ("GWh", "MWh"),
    ("gigawatts", "megawatts"), ("megawatts", "gigawatts"),
    (" years", " months"), (" days", " weeks"), ("個月", "年"), ("天", "週"),
    ("年內", "個月內"), ("年期", "個月期"), (" a year", " a month"), ("每年", "每月"),
    ("terawatt-hours", "gigawatt-hours"), ("太瓦時", "吉瓦時"), ("個百分點", "億元"),
)  # fmt: skip
# Units that say what they say wherever they stand; the others only after a figure.
ANYWHERE = frozenset(
    (
        "NT$",
        "US$",
        "€",
        "£",
        "美元",
        "歐元",
        "英鎊",
        "新台幣",
        "人民幣",
        " a year",
        "每年",
        "個月",
        "個百分點",
    )
)
DOLLARS = re.compile(r"(?<![A-Z])\$(?=\d)")
SCALES = (
    ("billion", "million"), ("million", "billion"), ("trillion", "billion"), ("億", "萬"),
    ("萬", "億"), ("亿", "万"), ("万", "亿"), ("兆元", "億元"), ("兆美元", "億美元"),
)  # fmt: skip
PAIRS = (
    ("rose", "fell"), ("grew", "shrank"), ("increased", "decreased"), ("gained", "lost"),
    ("grow", "shrink"), ("grows", "shrinks"), ("rise", "fall"), ("went up", "went down"),
    ("up", "down"), ("higher", "lower"), ("increase", "decrease"), ("net loss", "net profit"),
    ("a loss", "a profit"), ("loss", "profit"), ("lost", "earned"), ("outflow", "inflow"),
    ("deficit", "surplus"), ("below", "above"), ("dropped", "rose"), ("drop", "rise"),
    ("decline", "rise"), ("declined", "rose"), ("more than", "less than"),
    ("年增", "年減"), ("季增", "季減"), ("增加", "減少"), ("成長", "衰退"), ("上升", "下降"),
    ("上漲", "下跌"), ("增至", "減至"), ("升到", "降到"), ("提高到", "降低到"), ("高於", "低於"),
    ("虧損", "獲利"), ("淨損", "淨利"), ("流出", "流入"), ("短絀", "盈餘"), ("多了", "少了"),
)  # fmt: skip
PAST = {
    "put": "put", "invest": "invested", "buy": "bought", "order": "ordered", "spend": "spent",
    "deliver": "delivered", "rent": "rented", "pay": "paid", "acquire": "acquired",
    "build": "built", "fund": "funded", "deploy": "deployed", "raise": "raised",
}  # fmt: skip
VERBS = "|".join(PAST)
STATUSES: tuple[tuple[str, str], ...] = (
    (rf"\b(?:plans|intends|expects|aims|wants|hopes) to ({VERBS})\b", "has already {past}"),
    (rf"\b(?:plan|intend|expect|aim|want|hope) to ({VERBS})\b", "have already {past}"),
    (rf"\b(?:may|would|could|might) ({VERBS})\b", "has already {past}"),
    (r"\b[Uu]nder a letter of intent\b", "Under a binding contract"),
    (r"\b[Uu]nder a memorandum\b", "Under a binding contract"),
    (r"\bat the stage of a letter of intent\b", "paid in full"),
    (r"\b(a|the|A|The) (?:memorandum of understanding|letter of intent)\b", r"\1 binding contract"),
    (r"\bis not binding\b", "is binding"),
    (r"\bforesees that (\w+) takes\b", r"has given \1"),
    (r"\bare expected to rise\b", "rose"),
    (r"\bis expected to start\b", "has started"),
    (r"\bis expected to take effect\b", "took effect"),
    (r"\bis expected\b", "was spent"),
    (r"\bis planned for\b", "was published in"),
    (r"\bstill being negotiated\b", "signed"),
    (r"\bnothing has been signed\b", "everything has been signed"),
    (r"\bstill awaits review\b", "has been approved"),
    (r"意向書", "正式合約"), (r"備忘錄", "正式合約"), (r"擬(?=以|訂購|投資|共同|合資|與)", "已"),
    (r"(?:計劃|計畫|規劃|打算|預計)(?=在|投|訂|以|出|採|向|於)", "已經"),
    (r"可望", "已經"), (r"(?:還沒有|尚未)撥付", "已經撥付"),
    (r"還在洽談", "已經簽約"), (r"仍待立法院審議", "已經立法院通過"),
)  # fmt: skip
BOUNDS = re.compile(
    r"\b(?:up to|as much as|as many as|at most|at least|no more than|more than|less than|over"
    r"|under) (?=[$€£]?(?:NT\$|US\$)?\d)(?!\d+(?: to \d+)? (?:years|months|quarters|weeks|days)\b)"
    r"|(?:最高|最多|至少|超過|不超過|上限|至多)(?=\s?[\d]|新台幣)"
)
# Verbs of two words in which over is no bound: handed over $60 million.
HANDED = re.compile(r"\b(?:hand|turn|sign|carri|roll|transferr)(?:s|ed|ing)? $")
JOINED = re.compile(r"\s*(?:and|與|和|及|、|,|[–—-])\s*")
# "A's contract with B" is B's contract with A, and "A's B" of a person and a firm names the two.
EQUALS = re.compile(
    r"['’]s? (?:[\w-]+ ){0,4}?(?:contracts?|deals?|agreements?|partnership|talks) (?:[\w,]+ ){0,3}?"
    r"with "
)
# Verbs of two words in which up or down is no direction.
IDIOM = re.compile(
    r"\b(?:used?|made|built|sets?|turn|came|pick(?:s|ed)?|sign(?:s|ed)?|t(?:ake|akes|aken|ook)|bought"
    r"|puts?|opened|speed|sped|lined|backed|ended|added|summed|snapped|scooped|propped|ga?ve) $"
)
# Words that say of a figure what its minus says.
NEGATIVE = re.compile(
    r"negative|outflow|loss|below zero|in the red|red ink|burn|流出|虧|損|負值|轉負|燒"
)


@dataclass(frozen=True, slots=True)
class Base:
    """A right answer: its text with numbered markers, what they stand for, and its parties.

    `parties` are the names of each party as they may stand in the answer; `language` is en or zh.
    """

    id: str
    text: str
    cited: Mapping[int, str]
    parties: Sequence[Sequence[str]]
    language: str
    how: str
    record: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A falsified answer: of what kind, and what was changed into what."""

    kind: str
    text: str
    change: str


def mutants(base: Base, seed: int = 7) -> Iterator[Mutant]:
    """Every mutant of an answer; the same seed gives the same ones."""
    draw = random.Random(f"{seed}/{base.id}")
    made = {base.text}
    for mutant in _all(base, draw):
        if mutant.text not in made:
            made.add(mutant.text)
            yield mutant


def _all(base: Base, draw: random.Random) -> Iterator[Mutant]:
    yield from _numbers(base.text, draw)
    yield from _swapped("unit", base.text, UNITS)
    yield from _dollars(base.text)
    yield from _swapped("scale", base.text, SCALES)
    yield from _signs(base.text)
    yield from _periods(base.text, draw)
    yield from _markers(base)
    yield from _entities(base)
    yield from _statuses(base.text)
    for match in BOUNDS.finditer(base.text):
        if match.group() == "over " and HANDED.search(base.text[: match.start()]):
            continue
        # A Latin name does not run into the figure.
        runs_on = (
            base.text[: match.start()][-1:].isascii() and base.text[: match.start()][-1:] > " "
        )
        yield _cut("bound", base.text, match.span(), " " if runs_on else "")


def _cut(kind: str, text: str, span: tuple[int, int], new: str) -> Mutant:
    start, end = span
    return Mutant(kind, text[:start] + new + text[end:], f"{text[start:end]!r} → {new!r}")


def _taken(text: str) -> list[tuple[int, int]]:
    """Places that are no figures: markers, years and days."""
    return [m.span() for pattern in (MARKER, YEAR, DATED) for m in pattern.finditer(text)]


def _numbers(text: str, draw: random.Random) -> Iterator[Mutant]:
    taken = _taken(text)
    for match in FIGURE.finditer(text):
        start, end = match.span()
        if any(s < end and start < e for s, e in taken):
            continue
        places = [i for i in range(start, end) if text[i].isdigit()]
        # A trailing zero of 1,000 may be a rounded place; the digits before it are what is said.
        while len(places) > 1 and text[places[-1]] == "0":
            places.pop()
        at = draw.choice(places)
        digit = draw.choice([d for d in "123456789" if d != text[at]])
        yield Mutant("number", text[:at] + digit + text[at + 1 :], f"{match.group()}: {digit}")


def _swapped(kind: str, text: str, pairs: Sequence[tuple[str, str]]) -> Iterator[Mutant]:
    for old, new in pairs:
        begin = 0
        while (at := text.find(old, begin)) >= 0:
            begin = at + len(old)
            counted = re.search(r"[\d,.]\s?$|[\d,.]\s?[億萬亿万]?$|[一二三四五]$", text[:at])
            if counted or old in ANYWHERE:
                yield _cut(kind, text, (at, begin), new)


def _dollars(text: str) -> Iterator[Mutant]:
    for match in DOLLARS.finditer(text):
        yield _cut("unit", text, match.span(), "€")


def _signs(text: str) -> Iterator[Mutant]:
    for match in re.finditer(
        r"\bminus (?=[$€£N]?[\dT$])|(?<![\d\w])[-−](?=[$€£]?\d)|負(?=\d)", text
    ):
        said = _sentence_at(text, match.start())
        apart = re.search(r"(?:differ|difference|相差)[^\d]*$", text[: match.start()])
        if not apart and not NEGATIVE.search(said) and "plus or" not in said:
            yield _cut("sign", text, match.span(), "")
    for pair in PAIRS:
        for old, new in (pair, pair[::-1]):
            pattern = rf"\b{old}\b" if old[0].isascii() else old
            for match in re.finditer(pattern, text):
                if _means_a_sign(text, match, old):
                    yield _cut("sign", text, match.span(), new)


def _means_a_sign(text: str, match: re.Match[str], word: str) -> bool:
    if word in ("up", "down"):
        after = text[match.end() :]
        idiom = IDIOM.search(text[: match.start()])
        return not idiom and bool(re.match(r" (?:from|\d|[$€£]|by)", after))
    if word == "fell" and re.match(
        r" (?:short|on|to the|within|due|behind)\b", text[match.end() :]
    ):
        return False
    if word in ("淨利", "淨損") and text[match.end() :].startswith(("息", "潤", "差")):
        return False  # 淨利息 is no profit
    if word in ("年增", "季增") and text[match.end() :].startswith("加"):
        return False
    if word in ("below", "above", "more than", "less than"):
        return bool(re.match(r" (?:\d|[$€£]|the)", text[match.end() :]))
    return True


def _periods(text: str, draw: random.Random) -> Iterator[Mutant]:
    for match in YEAR.finditer(text):
        year = int(match.group()) + draw.choice((-1, 1))
        yield _cut("period", text, match.span(), str(year))
    for match in re.finditer(r"\b(?:" + "|".join(MONTHS) + r")\b", text):
        at = MONTHS.index(match.group())
        yield _cut("period", text, match.span(), MONTHS[(at + draw.choice((1, 11))) % 12])
    for match in re.finditer(r"(?<!\d)(\d{1,2})(?=月)", text):
        month = (int(match.group()) + draw.choice((0, 10))) % 12 + 1
        yield _cut("period", text, match.span(), str(month))
    ordinals = "first second third fourth".split()
    for match in re.finditer(r"\b(first|second|third|fourth)(?= (?:quarter|half))", text):
        yield _cut("period", text, match.span(), _other(ordinals[:2], match.group()))
    for match in re.finditer("第([一二三四])(?=季)", text):
        yield _cut("period", text, match.span(1), _other("一二三四", match.group(1)))
    for match in re.finditer("[上下](?=半年)", text):
        yield _cut("period", text, match.span(), _other("上下", match.group()))


def _other(words: Sequence[str], word: str) -> str:
    return words[(words.index(word) + 1) % len(words)] if word in words else words[0]


def _markers(base: Base) -> Iterator[Mutant]:
    for match in MARKER.finditer(base.text):
        sentence = _sentence_at(base.text, match.start())
        here = {int(m) for m in MARKER.findall(sentence)}
        for marker, quote in sorted(base.cited.items()):
            if marker not in here and not _says(quote, MARKER.sub("", sentence), base.parties):
                new = match.group().replace(match.group(1), str(marker))
                yield _cut("marker", base.text, match.span(), new)


def _sentence_at(text: str, at: int) -> str:
    begin = 0
    for piece in SENTENCE.split(text):
        end = text.index(piece, begin) + len(piece)
        if at < end:
            return piece
        begin = end
    return text


def _says(quote: str, sentence: str, parties: Sequence[Sequence[str]]) -> bool:
    """Whether a quote has every figure and party of a sentence: it may bear it as well."""
    figures = set(FIGURE.findall(sentence))
    if not figures:
        return False
    named = [names for names in parties if any(n in sentence for n in names)]
    return figures <= set(FIGURE.findall(quote)) and all(
        any(n in quote for n in names) for names in named
    )


def _entities(base: Base) -> Iterator[Mutant]:
    for piece in filter(None, SENTENCE.split(base.text)):
        found = _named(piece, base.parties)
        begin = base.text.index(piece)
        yield from _exchanged(base.text, piece, begin, found)
        quotes = " ".join(base.cited.get(int(m), "") for m in MARKER.findall(piece))
        absent = [
            names
            for names in base.parties
            if not any(n in quotes or n in piece for n in names)
            and (base.language != "en" or names[0].isascii())
        ]
        for start, end, _ in found:
            if absent:
                span = (begin + start, begin + end)
                yield _cut("entity", base.text, span, _spaced(absent[0][0], base.text[span[1] :]))


def _spaced(name: str, after: str) -> str:
    """A Latin name does not run into a figure: Alphabet 2025, not Alphabet2025."""
    runs_on = name[-1].isascii() and after[:1].isascii() and after[:1].isalnum()
    return f"{name} " if runs_on else name


def _named(piece: str, parties: Sequence[Sequence[str]]) -> list[tuple[int, int, int]]:
    """Places of parties in a sentence, each with the number of its party."""
    found: list[tuple[int, int, int]] = []
    for number, names in enumerate(parties):
        for name in sorted(names, key=len, reverse=True):
            for match in re.finditer(re.escape(name), piece):
                if not any(s < match.end() and match.start() < e for s, e, _ in found):
                    found.append((*match.span(), number))
    return sorted(found)


def _exchanged(
    text: str, piece: str, begin: int, found: Sequence[tuple[int, int, int]]
) -> Iterator[Mutant]:
    for one, other in pairwise(found):
        between = piece[one[1] : other[0]]
        if one[2] == other[2] or JOINED.fullmatch(between) or EQUALS.fullmatch(between):
            continue
        first, second = piece[one[0] : one[1]], piece[other[0] : other[1]]
        new = piece[: one[0]] + _spaced(second, between) + between
        new += _spaced(first, piece[other[1] :]) + piece[other[1] :]
        changed = text[:begin] + new + text[begin + len(piece) :]
        yield Mutant("entity", changed, f"{first!r} ↔ {second!r}")


def _statuses(text: str) -> Iterator[Mutant]:
    for pattern, new in STATUSES:
        for match in re.finditer(pattern, text):
            past = PAST.get(match.group(match.lastindex), "") if match.lastindex else ""
            put = match.expand(new) if "\\" in new else new.replace("{past}", past)
            yield _cut("status", text, match.span(), put)
