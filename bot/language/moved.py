"""Whether a question asks which of several things grew or fell, and the words that say so.

It reads the question alone: what its rows are, and which one moved most, it does not know.
"""

from __future__ import annotations

import re

from bot.language.script import fold

__all__ = ["FELL", "WHICH", "asks_which_moved"]

WHICH = re.compile(r"^\W*which\b|哪[些几一二三四五六七八九十两]")
"""What asks for one or several of a kind, folded."""
_WHEN = re.compile(r"\bwhich (?:year|quarter|month|day)|哪一?个?[年季月天日]")
FELL = re.compile(
    r"\b(?:shrank|shrunk|shrink\w*|fell|fall\w*|declin\w+|decreas\w+|drop\w*|sank|slump\w*"
    r"|went down)\b|衰退|下滑|下降|减少|萎缩|下跌|缩水"
)
"""What says that something came to less, folded."""
_GREW = re.compile(
    r"\b(?:grew|grow\w*|rose|rising|increas\w+|climb\w*|expand\w*|went up)\b"
    r"|成长|增长|增加|上升|扩大|增幅"
)


def asks_which_moved(text: str) -> bool:
    """Whether a question asks which of several things grew or fell, and not when."""
    folded = fold(text)
    if not WHICH.search(folded) or _WHEN.search(folded):
        return False
    return bool(FELL.search(folded) or _GREW.search(folded))
