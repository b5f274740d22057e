"""Sentence spans in Chinese, English and text that mixes them, with their offsets kept.

A line break always ends a sentence, so headings stand alone; text whose lines were wrapped must be
joined first. Inside a bracket or a directed quote of up to 120 characters nothing ends, so that no
short quote is cut in two. Knows abbreviations and marks, not grammar: `in the U.S. Oracle said` is
kept as one sentence rather than cut at an abbreviation.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from bot.language.script import is_han
from bot.records import Span

__all__ = ["split_sentences"]


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_LINE = re.compile("[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_MARKS = re.compile("[。！？｡!?.．…⋯]+")
_STRONG = frozenset("。！？｡")
_CLOSERS = frozenset("」』）)］]】》〉”’｣»〕")
_FOOTNOTE = re.compile(r"(?:\[\d{1,3}\])+")
_PAIRS = dict(zip("「『（(［[【《〈“｢«〔", "」』）)］]】》〉”｣»〕", strict=True))
_LONGEST_WHOLE = 120
# After a closed quote these carry the sentence on: 「……？」的疑慮.
_GOES_ON = frozenset("，、,；;：:）)」』。.的之等")
# 「……。」他說。 is one sentence: who says it belongs to what is said.
_ATTRIBUTION = re.compile(
    "[^，。！？,!?]{1,14}(?:[說说稱称道問问]|表示|指出|強調|强调|認為|认为|坦言)[。，！,]"
)
_WORD_BEFORE = re.compile(r"[A-Za-zÀ-ɏ0-9.&'’-]*$")
_WORD_AFTER = re.compile(r"[\s\"'“‘「『(（\[《]*([^\s,;:.!?，。、]*)")
_NEXT = re.compile(r"\s*(\S?)")
_DOTTED = re.compile(r"(?:[A-Za-z]{1,2}\.)+[A-Za-z]{1,2}$|[A-Z]$")
_LIST_NUMBER = re.compile(r"[\s\"'(（]*(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxIVX]{1,5})$")
_FISCAL = re.compile(r"(?:Q[1-4]|[1-4]Q|H[12]|[12]H|FY\d*)$")
_NAMES_WITH_MARK = frozenset({"yahoo", "jeopardy"})
_BEFORE_NUMBER = _words(
    "no nos nr p pp fig figs eq sec secs ch chap vol art para para par pt ed app tab n"
)
_NEVER_LAST = _words("vs cf viz i.e e.g eg approx incl excl resp ca")
_TITLES = _words(
    "Mr Mrs Ms Mx Dr Prof St Gen Sen Rep Gov Hon Rev Fr Capt Col Lt Maj Cmdr Sgt Insp Supt Cllr Ald"
    " Adv Messrs Mt Smt Shri Sri Km Er Ing Mme Mlle Sra Srta Hr Fr Sqn Asst Dy Rs"
)
_SELDOM_LAST = _words(
    "inc corp co ltd llc plc bros jr sr ph.d a.m p.m etc al dept assn univ intl govt bn mn tn mln "
    "bln blvd"
)
_DATES = _words(
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri"
)
_STARTERS = _words(
    "a after all also although an and another any as at because before both but by despite during "
    "each even every few first for from had has he her here his how however i if in instead it its "
    "last later many meanwhile more most no nor not now of on once one only or other our over she "
    "since so some still such than that the their then there these they this those though thus to "
    "under unlike until we were what when where whether which while who why will with without yet "
    "you your according analysts"
)


def split_sentences(text: str) -> tuple[Span, ...]:
    """The spans of the sentences, in order: they cover all text that is not blank."""
    return tuple(
        (line.start() + start, line.start() + end)
        for line in _LINE.finditer(text)
        for start, end in _trimmed(line.group(), _cuts(line.group()))
    )


def _cuts(line: str) -> list[int]:
    """The offsets after each sentence end inside a line, and the line's length."""
    whole = _whole_stretches(line)
    starts = [start for start, _ in whole]
    quotes = [at for at, char in enumerate(line) if char == '"']
    # A line that begins small was typed in passing: its later sentences may begin small as well.
    in_passing = line.lstrip()[:1].islower()
    cuts: list[int] = []
    begin = 0
    for mark in _MARKS.finditer(line):
        end = _after_closers(line, mark.end(), quotes)
        stretch = bisect_right(starts, mark.start()) - 1
        if stretch >= 0 and end <= whole[stretch][1]:
            continue
        if _ends(line, begin, mark, end, in_passing):
            cuts.append(end)
            begin = end
    return [*cuts, len(line)]


def _trimmed(line: str, cuts: list[int]) -> list[Span]:
    """Spans between the cuts without outer blanks; a piece with no letter joins the one before."""
    spans: list[Span] = []
    begin = 0
    for cut in cuts:
        piece = line[begin:cut]
        start = begin + len(piece) - len(piece.lstrip())
        end = begin + len(piece.rstrip())
        begin = cut
        if start >= end:
            continue
        if spans and not any(char.isalnum() for char in line[start:end]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _whole_stretches(line: str) -> list[Span]:
    """Outermost matched brackets and quotes that are short enough to keep whole."""
    opened: list[tuple[str, int]] = []
    found: list[Span] = []
    for at, char in enumerate(line):
        if char in _PAIRS:
            opened.append((_PAIRS[char], at))
        elif char in _CLOSERS:
            depth = next((d for d in range(1, min(len(opened), 8) + 1) if opened[-d][0] == char), 0)
            if depth:
                start = opened[-depth][1]
                del opened[-depth:]
                if at - start <= _LONGEST_WHOLE:
                    found.append((start, at))
    outer: list[Span] = []
    for start, end in sorted(found):
        if not outer or start > outer[-1][1]:
            outer.append((start, end))
    return outer


def _after_closers(line: str, at: int, quotes: list[int]) -> int:
    """The offset after the closing marks that belong to a sentence which ended at `at`.

    `quotes` are the offsets of the undirected quote marks of the line.
    """
    while at < len(line):
        if footnote := _FOOTNOTE.match(line, at):
            at = footnote.end()
        elif line[at] in _CLOSERS or (line[at] in "\"'" and _closes(line, at, quotes)):
            at += 1
        else:
            break
    return at


def _closes(line: str, at: int, quotes: list[int]) -> bool:
    """Whether an undirected quote mark closes: an odd number stood before it, no letter follows."""
    if line[at] == "'":
        return at + 1 == len(line) or not line[at + 1].isalnum()
    return bisect_left(quotes, at) % 2 == 1


def _ends(line: str, begin: int, mark: re.Match[str], end: int, in_passing: bool) -> bool:
    following = _NEXT.match(line, end)
    rest = following.group(1) if following else ""
    if not rest:
        return True
    marks, before = mark.group(), line[mark.start() - 1] if mark.start() else " "
    word = _word_before(line, mark.start())
    if word.lower() in _NAMES_WITH_MARK and marks in ("!", "！"):
        return False
    asks = any(char in "?!" for char in marks)
    chinese = is_han(before) or before in _CLOSERS or is_han(rest)
    if any(char in _STRONG for char in marks) or (asks and chinese):
        return _chinese_end(line, begin, mark, end, rest)
    if asks:
        return line[end].isspace() and not (end > mark.end() and rest.islower())
    if len(marks) > 1 or marks in "…⋯":
        return line[end].isspace() and rest.isupper()
    return _full_stop(line, begin, mark, end, word, in_passing)


def _chinese_end(line: str, begin: int, mark: re.Match[str], end: int, following: str) -> bool:
    if following in _GOES_ON or (end > mark.end() and _ATTRIBUTION.match(line, end)):
        return False
    if end == mark.end() or "。" in mark.group() or not is_han(following):
        return True
    # 「……？」 inside a clause is a phrase of it; at its head or after a colon, a sentence.
    opener = next((o for o, c in _PAIRS.items() if c == line[mark.end()]), "")
    opened = line.rfind(opener, begin, mark.start()) if opener else -1
    lead = line[begin:opened].rstrip() if opened >= 0 else ""
    return opened < 0 or not lead or lead[-1] in "：:，,"


def _full_stop(
    line: str, begin: int, mark: re.Match[str], end: int, word: str, in_passing: bool
) -> bool:
    """Whether one ASCII (or full-width) stop ends a sentence; text follows it."""
    following = _word_after(line, end)
    if not line[end].isspace():
        # A missing space: "ended.The company", but not "Node.js" or "3.5".
        lower_word = len(word) > 1 and word[-2:].islower()
        return lower_word and following[:1].isupper() and following.lower() in _STARTERS
    if mark.start() and is_han(line[mark.start() - 1]):
        return True
    if _starts_low(following) and not in_passing:
        return False
    if mark.start() - begin <= 12 and _LIST_NUMBER.match(line[begin : mark.start()]):
        return False
    low = word.lower()
    if low in _BEFORE_NUMBER and (following[:1].isdigit() or _LIST_NUMBER.match(following)):
        return False
    if low in _NEVER_LAST or word in _TITLES:
        return False
    if _FISCAL.search(word):
        return not following[:1].isdigit()
    if low in _SELDOM_LAST or word in _DATES or _DOTTED.match(word):
        return following.lower() in _STARTERS and following[:1].isupper()
    return True


def _starts_low(word: str) -> bool:
    """Whether a word begins small and stays so: xAI and eMarketer may open a sentence."""
    return word[:1].islower() and not any(char.isupper() for char in word[1:3])


def _word_before(line: str, at: int) -> str:
    found = _WORD_BEFORE.search(line[max(0, at - 30) : at])
    return found.group() if found else ""


def _word_after(line: str, at: int) -> str:
    found = _WORD_AFTER.match(line, at)
    return found.group(1) if found else ""
