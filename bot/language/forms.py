"""The form that an answer is asked for in: so many sentences or words, bullet points, a table, for
whom, in both languages.

The words that say so are cut out of the question, for nothing is to be searched by them: "explain
the loop to a ten-year-old in one sentence" asks to explain the loop. It reads no other word.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.language.cues import pattern, patterns
from bot.language.phrases import Phrases
from bot.language.requested import as_summary, topic_of
from bot.language.script import fold
from bot.records import Form, Level

__all__ = ["level_for", "only_form", "read_form"]

COUNTED = ("form_words", "form_sentences", "form_bullets")
NUMBERS = {
    "a": 1, "a single": 1, "one": 1, "a couple of": 2, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "a hundred": 100, "one hundred": 100,
    "two hundred": 200,
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "十": 10, "二十": 20, "三十": 30, "四十": 40, "五十": 50, "六十": 60, "七十": 70, "八十": 80,
    "九十": 90,
    "一百": 100, "二百": 200, "两百": 200, "三百": 300, "四百": 400, "五百": 500,
}  # fmt: skip
TELLS = re.compile(
    r"\b(?:explain|describe|tell|put|summar\w+|say|teach|break|walk|write|make|draft|prepare)"
    r"|解释|说明|介绍|[讲说写]|摘要|总结|整理"
)
FOR_WHOM = re.compile(r"\W*(?:to|for|so that)\b")
"""For whom something is told, where a verb of telling says so; else a rule may be for outsiders."""
LEADS = re.compile(
    r"^(?:請|请)?(?:簡單|简单)?(?:跟我|向我|告訴我|告诉我|說明|说明|解釋|解释|講解|讲解|講|讲|說|说|介紹"
    r"|介绍|回答)(?:一下)?[:：,，]?(?=.*(?:什麼|什么|為何|为何|如何|怎|多少|哪|誰|谁|幾|几|嗎|吗))"
)
"""The verb of telling before a question of its own, when the form that went with it is cut."""
BRIEF, STANDARD = 2, 9
EDGE = " ,;:，；：、。"


def read_form(text: str, phrases: Phrases) -> tuple[Form, str]:
    """The form asked for, and the text without the words that ask for it."""
    form, rest = Form(), text
    for key in COUNTED:
        for cue in patterns(phrases, key):
            found = cue.search(fold(rest))
            if found is None:
                continue
            number = found.groupdict().get("n") or ""
            count = NUMBERS.get(number) or (int(number) if number.isdigit() else 0)
            if key == "form_words":
                form = replace(form, most_words=count)
            elif count:
                form = replace(form, at_most=count)
            if key == "form_bullets":
                form = replace(form, layout="bullets")
            rest = _without(rest, found)
            break
    for key, change in (
        ("form_table", {"layout": "table"}),
        ("form_both", {"both": True}),
        ("form_audience", {"plain": True}),
    ):
        found = pattern(phrases, key).search(fold(rest))
        if found is None or (FOR_WHOM.match(found.group()) and not TELLS.search(fold(rest))):
            continue
        form = replace(form, **change)
        rest = _without(rest, found)
    rest = as_summary(rest)
    if _only_a_summary(rest, phrases):
        form = replace(form, whole=True)
    return form, LEADS.sub("", rest) if form != Form() else rest


def only_form(rest: str, phrases: Phrases) -> bool:
    """Whether what is left beside the form asks nothing: "in one sentence, please"."""
    return re.search(r"\w", pattern(phrases, "form_filler").sub(" ", fold(rest))) is None


def _only_a_summary(text: str, phrases: Phrases) -> bool:
    """Whether the words ask for a summary and name nothing that it is to be of."""
    folded = fold(text)
    rest = pattern(phrases, "intent_summary").sub(" ", folded)
    if rest == folded:
        return False
    rest = pattern(phrases, "names_article").sub(" ", rest)
    if not topic_of(text):
        return True
    return re.search(r"\w", pattern(phrases, "form_filler").sub(" ", rest)) is None


def level_for(form: Form, level: Level) -> Level:
    """How much is to be gathered for an answer of that length."""
    if form.at_most:
        short, middle = form.at_most <= BRIEF, form.at_most <= STANDARD
        return "brief" if short else "standard" if middle else "detailed"
    return level


def _without(text: str, found: re.Match[str]) -> str:
    before, after = text[: found.start()].rstrip(EDGE), text[found.end() :].lstrip(EDGE)
    joined = f"{before} {after}" if before and after and before[-1].isascii() else before + after
    return joined.strip()
