"""The figure of the sentence before that a figure of a reader's document points back to.

"Our income was £4.8 million. The largest part of it came from dues, £1.9 million", 結餘410萬元。
其中150萬元: the whole stands a sentence earlier. It works out nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answer.plan.operands import MONEY
from bot.language.script import fold
from bot.records import Evidence, Fact

__all__ = ["pointed_at"]

_OF_THAT = re.compile(
    r"\bof (?:that|this|these|those|it|them|the total)\b|\b(?:its|their) (?:largest|biggest)\b"
    r"|其中|当中"
)
_FIGURE = re.compile(r"\d")


def pointed_at(evidence: Evidence, part: Fact) -> tuple[Fact, ...]:
    """The one figure in the unit of a part that the sentence before tells, where the part's own
    sentence says "of it" ahead of its first figure; the level, and not what it is held against.
    """
    ref = part.stated_in
    if ref is None or not ref.sentence or not _points_back(part):
        return ()
    before = replace(ref, sentence=ref.sentence - 1)
    told = [f for f in evidence.read if f.stated_in == before and len(f.values) == 1]
    earlier = {f.compares_to for f in told}
    alike = [f for f in told if f.unit == part.unit and f.id not in earlier]
    return tuple(alike[-1:])


def _points_back(part: Fact) -> bool:
    """Whether the words that point back stand before the first figure of the sentence; for a count,
    at its head: "thirty of them" may be others.
    """
    said = fold(part.statement_en)
    found = _OF_THAT.search(said)
    if found is None or (found.start() and (part.unit or "").partition("/")[0] not in MONEY):
        return False
    first = _FIGURE.search(said)
    return first is None or found.start() < first.start()
