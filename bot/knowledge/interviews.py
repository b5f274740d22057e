"""Interviews and questions with answers: what is asked stands over what is answered.

"Q: What becomes of the site? / A: That is open. The mayor leans to a park": the answer says its
subject in no word of its own, so the question is its heading. Turns are told by their label (問：,
Q:, Interviewer:) or by a paragraph that only asks, in a text that has two such turns or more. It
knows no speaker and joins nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.knowledge.blocks import Block
from bot.language.sentences import split_sentences

__all__ = ["with_questions_above"]

_LABEL = re.compile(
    r"^[*_\s]*(?:問|问|提問|提问|Q|Question|Interviewer)[*_]*\s*[:：][*_]*\s*(?=\S)", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"^[*_\s]*(?:Q|Question |問|问)\d{1,2}[*_]*\s*[:：.、][*_]*\s*", re.IGNORECASE
)
_ANSWERS = re.compile(r"(?:^|[\n\s*_])(?:答|A|Answer)\d{0,2}[*_]*\s*[:：]", re.IGNORECASE)
_ASKS = re.compile(r"[?？][*_\"'”’」』）)\s]*$")
TURNS, LONGEST = 2, 160
"""Turns that make an interview, and the letters of a question that heads an answer at most."""


def with_questions_above(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, each answer under the question before it; as they are in any other text."""
    if sum(_asks(block) for block in blocks) < TURNS:
        return tuple(blocks)
    return tuple(_headed(blocks))


def _headed(blocks: Sequence[Block]) -> Iterator[Block]:
    asked, under = "", ""
    for block in blocks:
        if block.fixed or block.heading != under:
            asked, under = "", block.heading
        if _asks(block):
            asked = _NUMBERED.sub("", _LABEL.sub("", block.text)).strip("*_ ")
            yield block
        elif asked and not block.fixed:
            yield replace(block, heading=" › ".join(filter(None, (block.heading, asked))))
        else:
            yield block


def _asks(block: Block) -> bool:
    """Whether a paragraph is a turn that asks and does not answer itself."""
    if block.fixed or len(block.text) > LONGEST or _ANSWERS.search(block.text):
        return False
    if _LABEL.match(block.text):
        return True
    sentences = [block.text[start:end] for start, end in split_sentences(block.text)]
    return bool(sentences) and all(_ASKS.search(one) for one in sentences)
