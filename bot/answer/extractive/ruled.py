"""The verdict of a question for yes or no, said before the sentence that decides it.

The word stands as a label of the claim: what is checked against the source is its sentence. It
decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.answer.extractive.quoting import Voice
from bot.records import Claim

__all__ = ["ruled"]


def ruled(claims: Iterator[Claim], word: str, voice: Voice) -> Iterator[Claim]:
    """The claims with the word of the verdict before the first."""
    for place, claim in enumerate(claims):
        if place:
            yield claim
            continue
        text = voice.say(f"ruling_{word}", fact=claim.text)
        label = voice.say(f"ruling_{word}", fact="")
        yield replace(claim, text=text, labels=(*claim.labels, label))
