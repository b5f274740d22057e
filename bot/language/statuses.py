"""What a sentence's words say of the standing of what it tells: a letter of intent, a plan, a fact.

For documents that no ledger has read. It reads words, not intentions: a sentence that says nothing
of its standing is taken as reported.
"""

from __future__ import annotations

import re

from bot.language.script import fold
from bot.records import Status

__all__ = ["read_status"]

_CUES: tuple[tuple[Status, re.Pattern[str]], ...] = (
    (
        "letter_of_intent",
        re.compile(
            r"\bletters? of (?:intent|interest)\b|\bexpressions? of interest\b"
            # Not \b: Han characters are word characters, and 簽了LOI has no space.
            r"|\bmemorand(?:um|a) of understanding\b|(?<![a-z])(?:mou|loi)s?(?![a-z])"
            r"|\bterm sheets?\b|\bheads of terms\b|\bagree(?:d|ments?)? in principle\b"
            r"|\bpreliminary (?:\w+ )?agreements?\b|\bnon-?binding\b"
            r"|意向书|意向协议|合作意向|备忘录|条款书|初步协议|原则(?:性|上)?(?:协议|同意)"
            r"|(?:不具|没有|无)约束力"
        ),
    ),
    (
        "estimate",
        re.compile(
            r"\bestimate[ds]?\b|\banalysts? (?:expect|forecast|put)|估计|推估|估算|分析师预"
        ),
    ),
    (
        "guidance",
        re.compile(
            r"\bexpects?\b|\bexpected to\b|\bplans? to\b|\bplanned\b|\bguidance\b|\bguided\b"
            r"|\bforecasts?\b|\baims? to\b|\btargets?\b|\bwill\b|\bintends?\b"
            r"|预计|预期|预估|计划|规划|目标|拟(?!定)|将于|展望"
        ),
    ),
)


def read_status(text: str) -> Status:
    """The standing that the words give, the weakest first; `reported` where they give none."""
    folded = fold(text)
    return next((status for status, cue in _CUES if cue.search(folded)), "reported")
