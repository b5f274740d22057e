"""Whether a sentence without a figure is borne by what it cites: in its words, and in its negation.

Nothing but words can tie such a sentence to a source, so within one language half of its content
words, names left aside, must stand in the quotes; a denial needs a denial. Across two languages
the concepts of the glossary and Latin names stand for words, which is a weaker test.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.verify.belongings import STANCE
from bot.answer.verify.names import names_of
from bot.answer.verify.numbers import Fault
from bot.answer.verify.reading import Reading, read
from bot.language.denial import DENIED
from bot.language.glossary import Glossary
from bot.language.script import fold, has_han

__all__ = ["check_borne", "stem"]

# Shares of the content words; pairs of Chinese letters overlap, so that a word changed costs two.
BORNE = {False: 0.55, True: 0.35}
# A year in common ties the two together as well.
DATED = 0.35
FEWEST = 2
STOP = frozenset(
    "the a an of in on at to for and or by with from as is was were are be been being its it that "
    "this these those which who whom whose their his her they he she than more most about over "
    "under into not no never nor per each also but has have had do does did will would can could "
    "may might should must said says say told if when while once there here such so then just only "
    "still yet both all any some other own out up down off very much many one two between".split()
)
# Words that deny by what they mean: whether two such sentences agree is not told by a "not".
IMPLIED = re.compile(
    r"\bno longer\b|\bg[ai]ve(?:s|n)? up\b|\bgiving up\b|\bwaiv|\bcancel|\bstop|\bend(?:ed"
    r"|s)?\b|\blos[te]|\brefus"
    r"|\breject|\bden(?:y|ies|ied)\b|\bfail|\black|\babandon|\bdrop(?:s|ped)\b|\bwithdr|\bavoid"
    r"|\bexcept\b|\brule[sd]? out"
    r"|\bexclud|\bfree of\b|\binstead\b|\bunable\b|\bunlike|\bhalt|\bsuspend|\bscrap"
    r"|\bwithout\b|\bcease|\bpull(?:s|ed|ing)? back|\bwary\b|\breluctan|\bhesita|\bcautious|\bshun"
    r"|放弃|取消|终止|停止|结束|失去|拒绝|否认|未能|缺乏|避免|排除|撤回|退出|中止|暂停|搁置"
    r"|除外|免于|不再|反对|驳回|不敢|不愿|不肯|不想|保留|保守|观望|犹豫|却步|谨慎|缩手|收手"
)
ENDINGS = re.compile(r"(?:ings?|edly|ed|es|s|ly|ment|ments|ion|ions|al|er|ers|e)$")
HAN = re.compile(r"[\u3400-\u9fff]+")
EMPTY = re.compile(r"[的了是在也都而与和及就又还把被让对向将会要能可其这那此之所以因为如果]")


def check_borne(text: str, quotes: Sequence[str], glossary: Glossary) -> list[Fault]:
    """The fault of a sentence whose words its quotes do not bear; none where there are figures."""
    mine = read(text)
    same = [q for q in quotes if has_han(q) == has_han(text)]
    if mine.figures or not same or any(text.strip(" .。") in q for q in same):
        return []
    words = _words(text, glossary)
    if len(words) < FEWEST:
        return []
    known = set().union(*(_words(quote, glossary) for quote in same))
    shared = words & known
    least = DATED if any(word.isdigit() for word in shared) else BORNE[has_han(text)]
    if len(shared) < least * len(words):
        return [Fault("unsupported_claim", text, "the cited sentences do not say this")]
    if _denied(mine, [read(q) for q in same], glossary):
        return [Fault("unsupported_claim", text, "the cited sentences say the opposite")]
    return []


def _words(text: str, glossary: Glossary) -> set[str]:
    """Content words without names: stems, or pairs of Chinese letters; with years and stances."""
    folded = fold(text)
    marks = {str(date.year) for date in read(text).dates if date.year}
    marks |= {stance for stance, words in STANCE if words.search(folded)}
    for name in names_of(text, glossary):
        folded = folded[: name.span[0]] + " " * len(name.text) + folded[name.span[1] :]
    if has_han(text):
        runs = HAN.findall(EMPTY.sub(" ", folded))
        pairs = {run[i : i + 2] for run in runs for i in range(len(run) - 1)}
        return pairs | marks | set(re.findall(r"[a-z]{3,}", folded))
    return marks | {stem(word) for word in re.findall(r"[a-z]{2,}", folded) if word not in STOP}


def stem(word: str) -> str:
    """An English word without its ending, at most six letters of it."""
    return ENDINGS.sub("", word)[:6] if len(word) > 4 else word


def _denied(mine: Reading, theirs: Sequence[Reading], glossary: Glossary) -> bool:
    """Whether one side denies what the other says, in the clauses that share the words."""
    if any(IMPLIED.search(r.folded) for r in (mine, *theirs)):
        return False
    said = bool(DENIED.search(mine.folded))
    words = _words(mine.text, glossary)
    told = []
    for reading in theirs:
        for start, end in reading.clauses:
            clause = reading.text[start:end]
            shared = len(words & _words(clause, glossary))
            if shared:
                told.append((shared, bool(DENIED.search(reading.folded[start:end]))))
    most = max((shared for shared, _ in told), default=0)
    best = {denied for shared, denied in told if shared == most}
    if said:
        return not any(DENIED.search(r.folded) for r in theirs)
    return best == {True} and all(denied for _, denied in told)
