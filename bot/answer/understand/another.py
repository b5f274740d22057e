"""The earlier question with one thing of it exchanged: another party, or a part of its measure.

"And with CoreWeave?", 「那資料中心呢？」: the words of the earlier question are asked again, with
what the follow-up names in the place of its like. It finds no fact.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answer.understand.history import Before
from bot.answer.understand.joined import set_beside
from bot.answer.understand.leaning import IS_MORE
from bot.answer.understand.reading import Reader
from bot.language.cues import pattern
from bot.language.exchange import exchanged, only_names
from bot.language.pointing import compared_with
from bot.language.script import fold, has_han
from bot.records import Question

__all__ = ["COMPARES", "of_another", "of_part"]

BARE = re.compile(
    r"(?:(?:那麼|那么|那|而|至於|至于|換成|换成|and|but|or|what about|how about) ?)?"
    r"(?:(?:for|in|of) )?(?:(?:just|only) )?(?:the )?"
    r"(?P<part>[^，,。？?]{2,30}?)(?:的|呢|咧)*[？?]?",
    re.IGNORECASE,
)
"""A follow-up that names one thing and asks nothing else."""


def of_another(question: Question, before: Before, reader: Reader) -> Question | None:
    """The earlier question of another party, or how far that one lies from the first."""
    cued = pattern(reader.phrases, "follow_ellipsis").search(fold(question.text))
    if (not cued and not only_names(question)) or COMPARES.search(fold(question.text)):
        return None
    earlier = before.whole
    swapped = exchanged(question, earlier)
    if not swapped:
        return None
    both = compared_with(question, earlier, swapped)
    whole = set_beside(question, both, reader) if both else reader.again(swapped, question)
    asked = question.asked or question.text
    return replace(whole, asked=asked, followed_up=True)


COMPARES = re.compile(
    rf"\bcompar|^[跟和与同].{{1,20}}比|^[这那它]?比.{{1,14}}[多少大小高低]|{IS_MORE}"
)
"""What sets the thing spoken of beside another."""


def of_part(question: Question, earlier: Question, reader: Reader) -> Question | None:
    """The earlier question of a part of its measure: "and the data centre?" after the revenue."""
    if not pattern(reader.phrases, "follow_ellipsis").search(fold(question.text)):
        return None
    if question.metrics or question.entities or question.operations or question.quantities:
        return None
    said = BARE.fullmatch(question.text.strip())
    if said is None or len(earlier.metrics) != 1:
        return None
    part, measure = said["part"].strip(), earlier.metrics[0]
    named = f"{part}{'' if has_han(part) else ' '}{measure.text}"
    found = reader.glossary.find_metrics(named)
    if len(found) != 1 or found[0].concept == measure.concept or len(found[0].text) < len(named):
        return None
    text = f"{earlier.text[: measure.start]}{named}{earlier.text[measure.end :]}"
    asked = question.asked or question.text
    whole = reader.again(text, question)
    return replace(whole, asked=asked, followed_up=True)
