"""Sentences that say what is not known: "the partners did not disclose the financial terms".

To a question that asks for just that figure or name, such a sentence is the answer. It reads one
sentence at a time, in both languages, and decides nothing about a question.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.language.script import fold

__all__ = ["tells_silence"]

_SILENT = re.compile(
    r"\b(?:did|does|do|has|have|had|was|were|is|are) not (?:been )?(?:\w+ )?(?:disclos"
    r"|say|said|given?\b|confirm|nam(?:e|ed)\b|publish|known|established|clear|specif|reveal|state|earmark)\w*"
    r"|\b(?:undisclosed|unnamed|unknown|unclear|unconfirmed|unspecified)\b"
    r"|\bno (?:exact|itemised|precise|official|such) \w+|\bdiscloses? no\b"
    r"|\bgave no\b|\bpublishes no\b"
    r"|\bhow (?:much|far|many) .{0,60} is not\b"
    r"|(?:未|没有|并未|不)(?:曾|有)?(?:公布|揭露|透露|说明|点名|证实|确认|指定|给出|披露|具名|公开)"
    r"|不(?:清楚|得而知|明)|无从|没有(?:确切|逐项|明细|公布)|查无|尚未(?:确定|证实|公布)"
)


@lru_cache(maxsize=8192)
def tells_silence(text: str) -> bool:
    """Whether a sentence says that something was not disclosed, named or established."""
    return _SILENT.search(fold(text)) is not None
