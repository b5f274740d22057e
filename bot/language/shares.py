"""Which words of a question name the whole, and which its part: "X as a share of Y", 「X佔Y幾成」.

The whole stands after "share of" and its like, in Chinese after 佔 or before 裡. It knows no fact
and decides no operation.
"""

from __future__ import annotations

import re

from bot.language.script import fold
from bot.records import Span

__all__ = ["words_of_whole"]

_SHARE = (
    r"(?:share|percentage|per ?cent|percent|pct|proportion|fraction|part|portion|slice|piece|chunk"
    r"|%|half|third|how much|multiple)"
)
_VERB = (
    r"\b(?:is|are|was|were|do|does|did|would|will|has|have|had|can|could|comes?|came|goes|went"
    r"|makes?|made|represent\w*|account\w*|equals?)\b"
)
_ASKS = r"(?:的|之)?(?:多少|几|百分|比例|比重|多大|大概|大约|多高)"
_WHOLE = (
    re.compile(rf"{_SHARE} of (?P<whole>.+?)(?= ?{_VERB}|[,?.;:]|$)"),
    re.compile(rf"^(?:and |so )?of (?P<whole>.+?),? (?:what|which|how)\b.{{0,30}}{_SHARE}"),
    re.compile(
        rf"(?:占|相当于|等于)(?:了|到|去|其|全部|整个)?(?P<whole>(?!多|几|百分|比)[^，。？?]{{2,}}?){_ASKS}"
    ),
    re.compile(
        r"(?P<whole>[^，。？?]{2,}?)(?:当中|之中|里面|里头|中|里|内)，?[^，。？?]{1,}?(?:占|有)了?"
        r"(?:多少|几|百分|多大|比)"
    ),
    re.compile(
        r"是(?P<whole>[^，。？?]{2,}?)的?(?:几成|百分之几|多少%|几%|几趴|几分之几|多少比例)"
    ),
    re.compile(
        r"(?P<whole>[^，。？?]{2,}?)(?:有|的)(?:几成|百分之几|多少比例|几趴)(?:是|来自|属于)"
    ),
)


def words_of_whole(text: str) -> Span | None:
    """Where the words for the whole stand; None where the question does not say."""
    folded = fold(text)
    for pattern in _WHOLE:
        found = pattern.search(folded)
        if found is not None:
            return found.span("whole")
    return None
