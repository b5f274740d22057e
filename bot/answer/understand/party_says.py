"""What a party says of the thing spoken of: "what does NVIDIA say?", 「輝達怎麼說？」.

The matter is put beside the party: the idea or the measure of the topic, where the reader named
none the one that the last answer leads with, else the other party of the topic. It finds no fact
and takes no figure from an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.answer.understand.history import Before
from bot.answer.understand.named_before import leading_words
from bot.answer.understand.reading import ENTITY_KINDS, Reader
from bot.answer.understand.subjects import in_order, named_in, named_subject
from bot.language.script import fold, has_han
from bot.records import Mention, Question

__all__ = ["of_its_word", "party_asked"]

_X = "\x00"
_SAY = (
    r"(?:say|saying|said|reply|replied|respond|responded|answer|answered|think|claim|comment|react)"
)
_SAYS = re.compile(
    r"^(?:(?:and|but|so|ok(?:ay)?|then|well)\b[, ]*)*"
    r"(?:(?:what|how)(?: (?:does|do|did|has|have|is|was)|['’]s)"
    rf" {_X} {_SAY}(?: (?:to|about|on|of) (?:that|this|it|all this))?(?: itself)?"
    rf"|(?:what(?: is|['’]s| was| about) )?{_X}['’]s? "
    r"(?:own )?(?:reply|answer|response|view|side|position|version|explanation|take|comment)"
    r"(?: (?:to|on|about) (?:that|this|it))?"
    rf"|(?:did|has|does) {_X} (?:say|said|reply|replied|respond|responded|comment|commented|answer"
    r"|answered)(?: anything)?(?: (?:to|about|on) (?:that|this|it))?)\W*$"
    rf"|^(?:那|但|可是|而|所以)?{_X}(?:自己|官方|公司|那边|方面)?(?:对此|对这点|对这件事)?(?:又|则|是|有没有|有)*"
    r"(?:怎么|如何)?(?:说|看|讲|回应|回答|解释|反驳|认为|表示|澄清)(?:了?什么|过)?(?:的|呢|吗)*\W*$"
    rf"|^(?:那|但|可是|而)?{_X}(?:自己|官方)?的?(?:说法|回应|立场|看法|解释|意见)(?:呢|是什么|如何)?\W*$"
)


def party_asked(question: Question) -> Mention | None:
    """The company of which the words ask only what it says."""
    named = [m for m in question.entities if m.kind == "company"]
    if len({m.concept for m in named}) != 1 or len(question.entities) != len(named):
        return None
    one = named[0]
    told = f"{question.text[: one.start]}{_X}{question.text[one.end :]}"
    return one if _SAYS.match(fold(told).strip()) else None


def of_its_word(question: Question, before: Before, reader: Reader) -> Question | None:
    """The question of what the party says of the matter; None where the words ask more than that,
    or nothing tells what the matter is.
    """
    party = party_asked(question)
    if party is None or question.metrics or question.terms:
        return None
    matter = _matter(before, party, question, reader)
    if not matter:
        return None
    chinese = has_han(question.text)
    text = _worded(party.text, matter, chinese=chinese)
    asked = question.asked or question.text
    made = reader.again(text, question)
    return replace(made, asked=asked, form=question.form, followed_up=True)


def _worded(party: str, matter: str, *, chinese: bool) -> str:
    """What a party says of a matter, which may be one of its own."""
    if not chinese:
        own = re.sub(rf"^{re.escape(party)}['’]s (?=\w)", "its own ", matter)
        return f"What does {party} say about {own}?"
    own = matter.removeprefix(party)
    if own != matter and own.startswith("對"):
        return f"{party}{own}怎麼說？"
    return f"{party}對{f'自己{own}' if own != matter else matter}怎麼說？"


def _matter(before: Before, party: Mention, question: Question, reader: Reader) -> str:
    topic, chinese = before.topic, has_han(question.text)

    def name(mention: Mention) -> str:
        if has_han(mention.text) == chinese:
            return mention.text
        return reader.glossary.name(mention.concept, "zh-TW" if chinese else "en")

    named = [m for m in named_in(topic, topic.terms) if m.kind != "unit"][:1]
    ideas = [name(m) for m in named]
    measures = [_measure(m, name, reader, chinese) for m in named_in(topic, topic.metrics)][:1]
    told = in_order(reader.glossary.find(leading_words(before)))
    led = [m for m in told if m.kind not in ENTITY_KINDS and m.kind != "unit"]
    leads = [name(m) for m in led][:1]
    if any(m.kind == "person" for m in topic.entities):
        spoken = {m.concept for m in led}
        at_hand = ideas if not led or any(m.concept in spoken for m in named) else []
        return next(iter((*at_hand, *leads, *ideas, *measures)), "")
    subject = named_subject(question, topic, reader)
    others = [m for m in named_in(topic, topic.entities) if m.concept != party.concept]
    found = (subject, *measures, *ideas, *(name(m) for m in others), *leads)
    return next((words for words in found if words), "")


def _measure(
    measure: Mention, name: Callable[[Mention], str], reader: Reader, chinese: bool
) -> str:
    """A measure by its name, where it is asked for by a verb."""
    known = {fold(one) for one in reader.glossary.names(measure.concept)}
    if fold(measure.text) in known:
        return name(measure)
    return reader.glossary.name(measure.concept, "zh-TW" if chinese else "en")
