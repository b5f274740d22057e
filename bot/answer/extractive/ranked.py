"""The other rows of a column of which the highest or lowest was told, where they are asked for too.

"Which hall paid most, and what did the others fetch" asks for every row. They are told in one
sentence, in the order of their figures. It chooses no column and no row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answer.extractive.quoting import Voice, figures_of
from bot.language.script import fold
from bot.language.wording import Wording
from bot.records import Claim, Evidence, Purpose, Question

__all__ = ["others_told"]

MOST = 12
"""Rows of which one sentence tells."""
_EACH = re.compile(
    r"\b(?:the|its|their) (?:others?|rest|remaining)\b|\bothers\b|\beach\b|\brespectively\b"
    r"|\b(?:rank|in order)\b|\bhow much (?:was|were|did) (?:they|all)\b"
    r"|其[他余它]|另外?[一两二三四几]|剩下|各[自是为有]?|分别|依序|每[一个家间]|排[名序列]"
)


def others_told(
    question: Question, purpose: Purpose, evidence: Evidence, voice: Voice
) -> Iterator[Claim]:
    """The rows beside the highest or the lowest, where the question asks for them."""
    ranked = {"column_highest": True, "column_lowest": False}.get(purpose.operation)
    if ranked is None or not _EACH.search(fold(question.standalone)):
        return
    others = [f for f in evidence.column if f.id not in purpose.facts and f.stated_in is not None]
    if not 0 < len(others) < MOST:
        return
    others.sort(key=lambda f: f.values[0], reverse=ranked)
    wording = Wording(voice.phrases, voice.glossary, voice.language)
    comma = "; " if voice.language == "en" else "；"
    rows = comma.join(f"{wording.party(f.subject)} {figures_of(f, voice)}" for f in others)
    refs = tuple(dict.fromkeys(f.stated_in for f in others if f.stated_in is not None))
    yield Claim(voice.say("column_others", rows=rows), "claim", refs)
