"""Whether a text sets a limit: at most so many, at least so many.

Words of both languages for one limit have one name. It knows no figure and no sense: a sentence
that only counts "more than three" sets no limit.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.language.script import fold

__all__ = ["limits"]

_LIMITS = {
    "most": re.compile(
        r"\bat (?:the )?most\b|\b(?:no|not|never|nobody|none)\b[^.;,?]{0,40}\b(?:more|longer|larger"
        r"|higher|further|heavier) than\b|\bup to (?=[\d£$€a-z])|\bmaximum\b|\bmaximal(?:ly)?\b"
        r"|\bceiling\b|\bnot exceed|\bmay not\b[^.;]{0,30}\bexceed|\bcapped\b|\bupper limit\b"
        r"|\b(?:daily|weekly|monthly|yearly|speed|weight|age) limit\b"
        r"|最[多高长大](?:只|可|能|得|不|以|[^的是有为，。？?]{0,2}(?:几|多少|[\d一二两三四五六七八九十]))"
        r"|至多|不(?:得|能|可|许|应|会)?(?:超过|逾|多于|大于|高于)|上限|以[内下]为限|为限"
    ),
    "least": re.compile(
        r"\bat (?:the )?least\b|\b(?:no|not|never)\b[^.;,?]{0,40}\b(?:fewer|less|shorter|smaller"
        r"|lower) than\b|\bminimum\b|\blower limit\b|\bmust have\b"
        r"|最[少低短](?:要|须|需|得|应|[^的是有为，。？?]{0,2}(?:几|多少|[\d一二两三四五六七八九十]))"
        r"|至少|起码|不(?:得|能|可|应)?(?:少于|低于|小于)|下限"
    ),
}


@lru_cache(maxsize=8192)
def limits(text: str) -> frozenset[str]:
    """The limits that a text asks for or sets."""
    folded = fold(text)
    return frozenset(name for name, said in _LIMITS.items() if said.search(folded))
