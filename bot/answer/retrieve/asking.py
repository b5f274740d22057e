"""Words with which a question asks for a figure: the verb that carries it, and slang for asking.

"How much did the hospital fork out?" and 醫院砸下多少錢 ask for money that passed; no document need
have that verb. It is known by its place, not by a list: after the subject of "how much did", before
多少. A noun in such a place stays what is asked for. Decides nothing about any text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.script import fold

__all__ = ["carries_figure", "plainly", "sum_asked"]

_HELPER = r"did|does|do|will|would|should|shall|must|could|can|may|might|has|have|had"
_OBJECT = re.compile(
    rf"\b(?:how (?:much|many)|what|which)\b[^?]*?\b(?P<helper>{_HELPER}|is|are|was|were)\b"
    r"(?P<rest>[^?]*)"
)
_BEING = frozenset("is are was were".split())
_BEFORE_NOUN = frozenset(
    "a an the its their his her our your my this that these those of in on at by for with from to"
    " into per and or each every any no some other new total annual average more most".split()
)
_AFTER_VERB = frozenset(
    "out up in on for to from at into off over down away back by with as per"
    " a an the its their his her our your this that these those each every all".split()
)
_SUM = re.compile(rf"\bwhat (?P<sum>price|sum|amount|figure) (?:{_HELPER})\b")
_INFINITIVE = frozenset("to".split())
_HAN_AFTER = r"(?:[了下到出掉过起上走得]{0,2})"
_HAN_MODAL = re.compile(r"[要会能将需应该得想可须]$")
_HAN_FIGURE = r"(?:多少?|几)(?=[\s\u3400-\u9fff])"
_HAN_BEHIND = re.compile(f"(?P<mark>{_HAN_AFTER}){_HAN_FIGURE}")
_HAN_PAID = re.compile(f"{_HAN_FIGURE}少?[钱元]")
_PLAIN = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"\bwho (?:now )?(?:runs?|is in charge of|is at the helm of)\b", "who leads"),
        (r"\bwho (?:set up|started)\b", "who founded"),
        (r"\bhow (?:big|large|high|deep|wide) is\b", "how much is"),
        (r"\bhow (?:big|large|high|low) (was|were|are)\b", r"how much \1"),
        (r"\bred ink\b", "loss"),
        (r"\b(?:in|into) the red\b", "losing money"),
        (r"\bin the black\b", "profitable"),
        (r"\b(?:get|gets|got|getting|claw|clawed) back\b|\brecoup(?:ed|s)?\b", "recover"),
        (r"\b(?:put|puts|laid|lay|stashed|stash) (?:by|aside|away)\b|\bearmark(?:ed|s)?\b",
         "set aside"),
        (r"\bgiv(?:e|es|ing) ([a-z ]{1,30}?) an? (?:go|try|whirl)\b", r"try \1"),
        (r"\b(?:end|ends|ended|ending) up\b|\bin the end\b", "be"),
        (r"\b(?:fork|shell|cough|stump)(?:s|ed|ing)? (?:out|up)\b", "pay"),
        (r"\b(?:chip|chips|chipped|chipping) in\b", "contribute"),
        (r"\b(?:rake|rakes|raked|pull|pulls|pulled) in\b", "earn"),
        (r"\b(?:lay|lays|laid|let) (?:off|go)\b", "dismissed"),
        (r"\b(?:turn|turns|turned|show|showed|shows) up\b", "attend"),
        (r"\b(?:take|takes|took|taken) over from\b|\bfollow(?:s|ed)?(?= [a-z .]{3,40} as )",
         "succeed"),
        (r"\b(?:step|steps|stepped|stand|stands|stood) down\b", "resign"),
        (r"\b(?:put off|push(?:es|ed)? back)\b", "delay"),
        (r"\b(?:pass|passes|passed) away\b|\blost (?:his|her|their) li(?:fe|ves)\b", "died"),
        (r"\b(?:kick|kicks|kicked) off\b|\b(?:got|get) (?:going|under way)\b", "start"),
        (r"\b(?:hand|hands|handed|dish|dishes|dished) out\b", "grant"),
        (r"\b(start|starts|started) up\b", r"\1"),
        (r"\b(?:shut|shuts|close|closes|closed) down\b", "close"),
        (r"(?<=[币元镑圆])(?:变贵|走高)", "升值"),
        (r"(?<=[币元镑圆])(?:变便宜|变贱|走低)", "贬值"),
        (r"(?:吞下|扛下|概括承受)", "负担"),
        (r"(?:砸下|砸|撒)(?=了?多少|几)", "投入"),
        (r"下[了过]?(?=多少.{0,4}[的]?雨)", "降"),
        (r"走马上任", "上任"),
        (r"讨[了到]?(?=多少)", "求偿"),
    )
)  # fmt: skip


def plainly(text: str, told: Sequence[str] = ()) -> str:
    """The question with turns of speech in plainer words, but for those that a text told has."""
    folded = fold(text)
    for pattern, said in _PLAIN:
        match = pattern.search(folded)
        if match is None or any(pattern.search(fold(t)) for t in told):
            continue
        while match := pattern.search(folded):
            text = f"{text[: match.start()]}{match.expand(said)}{text[match.end() :]}"
            folded = fold(text)
            if pattern.search(folded):
                break
    return text


def sum_asked(question: str) -> frozenset[str]:
    """The word that stands for the figure itself: "what price did it ask" asks how much."""
    found = _SUM.search(fold(question))
    return frozenset({found["sum"]} if found else ())


def carries_figure(question: str, word: str) -> bool:
    """Whether a word of the question is the verb whose object is the figure asked for."""
    folded, verb = fold(question), fold(word)
    if not verb:
        return False
    return _in_english(folded, verb) if verb.isascii() else _in_chinese(folded, verb)


def _in_english(folded: str, verb: str) -> bool:
    found = _OBJECT.search(folded)
    if found is None or (found["helper"] in _BEING and not verb.endswith("ing")):
        return False
    rest = re.findall(r"[a-z0-9&'\u2019-]+|[,;:]", found["rest"])
    for at, said in enumerate(rest):
        if said != verb or at == 0:
            continue
        before = rest[at - 1]
        after = rest[at + 1] if at + 1 < len(rest) else ""
        ends = not after or after in _AFTER_VERB or after.isdigit() or after in ",;:"
        if (before not in _BEFORE_NOUN or before in _INFINITIVE) and ends:
            return True
    return False


def _in_chinese(folded: str, verb: str) -> bool:
    """A verb before 多少: one letter, or with a modal before or a complement after it."""
    ends = (at + len(verb) for at in range(len(folded)) if folded.startswith(verb, at))
    match = next(filter(None, (_HAN_BEHIND.match(folded, end) for end in ends)), None)
    if match:
        modal = _HAN_MODAL.search(folded[: match.start() - len(verb)])
        ended = verb[-1] in "了下到出掉过起上走"
        return len(verb) == 1 or bool(match["mark"]) or bool(modal) or ended
    # 多少錢蓋: what the money is for.
    paid = (match.end() for match in _HAN_PAID.finditer(folded))
    return len(verb) == 1 and any(folded.startswith(verb, end) for end in paid)
