"""What a question asks about: its words without those that only ask, and the names that it writes.

Operations, dated periods, measure words and turns of speech are no words of what is asked. A name
is told by its writing. Knows no document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.retrieve.asking import plainly
from bot.language.script import fold, has_han
from bot.records import Question

__all__ = ["asked_words", "names_written"]

_MEASURE = re.compile(
    r"(?:(?<=[几多])|(?<=多少))(?:[家间个名位台辆座条艘部栋款种项所人次颗片张户头只份件笔席架棵场班封组支](?=[\u3400-\u9fff])"
    r"|少(?=[\u3400-\u9fff]))|(?<=哪)一?[家间个位天年]|(?<=每)[家间个名位台辆座条人]"
    r"|(?<=[那这该此])[家间个名位台辆座条艘部栋款种项笔场件张](?=[\u3400-\u9fff])"
    r"|有?多[大高](?=[\s?？。，,]|$)"
)
_TRANSCRIBED = re.compile(
    r"[\u3400-\u7683\u7685-\u9fff]{2,10}(?=\s*[（(]\s*[A-Za-z])"
    r"|(?:[A-Z][\w'\u2019-]*\s){1,4}(?=[（(]\s*[\u3400-\u9fff])"
)
"""A name in the letters of one language before the one of the other that it stands for."""
_POSSESSIVE = re.compile(r"(?<=[A-Za-z])['\u2019]s?(?=\W|$)")
_MONTH = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|[\d一二三四五六七八九十]月"
)
"""A month of no year: a word of the question as any other."""
_OPENING = re.compile(r"(?:^|[.?!]\s+)[\"“]?\w+")
_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "q1 q2 q3 q4 fy monday tuesday wednesday thursday friday saturday sunday "
    "mondays tuesdays wednesdays thursdays fridays saturdays sundays".split()
)


def asked_words(question: Question, *, periods: bool = False, told: Sequence[str] = ()) -> str:
    """The question without its operations, its periods and words that only ask.

    Its turns of speech are put plainly where none of the texts `told` has them.
    """
    text = _TRANSCRIBED.sub(lambda m: " " * len(m.group()), question.standalone)
    text = plainly(text, told)
    dated = [p for p in question.periods if p.start or p.end or not _MONTH.search(fold(p.label))]
    spans = [] if periods else [question.text[p.span[0] : p.span[1]] for p in dated if p.span]
    for said in sorted((*spans, *_operations(question)), key=len, reverse=True):
        text = _without(text, said)
    folded = fold(text)
    for found in reversed(list(_MEASURE.finditer(folded))):
        text = text[: found.start()] + " " * len(found.group()) + text[found.end() :]
    return _POSSESSIVE.sub(lambda m: " " * len(m.group()), text)


def _without(text: str, said: str) -> str:
    """The text with blanks where it has these words; "surge" is no part of "surgery"."""
    if has_han(said):
        return text.replace(said, " " * len(said))
    words = re.compile(rf"(?<![A-Za-z]){re.escape(said)}(?![A-Za-z])" if said else r"(?!)")
    return words.sub(lambda m: " " * len(m.group()), text)


def _operations(question: Question) -> list[str]:
    """Short words of operations; a long match of one has words in it that are asked about."""
    return [
        m.text
        for m in question.operations
        if len(m.text) <= (5 if has_han(m.text) else 14) and m.concept not in ("per_unit",)
    ]


def names_written(text: str) -> frozenset[str]:
    """Words that are written as names: capitals inside a sentence, codes and numbers after them.

    One that stands for another in brackets after it, East Dyke (東堤), is left out.
    """
    text = _TRANSCRIBED.sub(" ", text)
    opening = {m.end() for m in _OPENING.finditer(text)}
    found = set()
    for match in re.finditer(r"[A-Za-z][A-Za-z0-9&.-]*(?:['\u2019]s)?|\d[\d.]*", text):
        word = match.group()
        if word[0].isdigit():
            before = re.search(r"([A-Z][\w-]*)\s$", text[: match.start()])
            if before and fold(before[1]) not in _MONTHS:
                found.add(fold(word))
        elif word[0].isupper() and match.end() not in opening and fold(word) not in _MONTHS:
            found.add(fold(re.sub(r"['\u2019]s$", "", word)))
            found.add(fold(word))
    return frozenset(found)
