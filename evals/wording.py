"""Text against text: whether a phrase stands in an answer, how many words it has, what it shares.

Matches characters, not meanings: a right statement in words that no case names is not seen.
"""

from __future__ import annotations

import re

from evals.script import simplified

MARKER = re.compile(r"\s*\[\d{1,3}\]")
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&-]{1,}")
_WORD = re.compile(r"[a-z][a-z'-]{3,}")
_COMMON = frozenset(
    "about after also been before from have into more most only over said says than that their "
    "them then there these they this those under were what when which while with would year".split()
)
_ANY_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9.,'&$%-]*")
WORDS_A_HAN_CHARACTER = 0.6
"""What a Chinese character counts for beside an English word: the twins come out alike."""


def spoken(text: str) -> str:
    """A text without its markers."""
    return MARKER.sub("", text)


def says(text: str, wanted: str) -> bool:
    """Whether a text holds a phrase, whatever the case and spacing; … stands for a short gap."""
    gap = r"[^。.!?！？]{0,40}?"
    pattern = gap.join(re.escape(_plain(part)) for part in wanted.split("…"))
    return re.search(pattern, _plain(text)) is not None


def _plain(text: str) -> str:
    folded = simplified(text.casefold())
    folded = folded.replace("，", ",").replace("’", "'").replace("臺", "台")
    return re.sub(r"\s+", "", folded)


def terms(text: str) -> set[str]:
    """English content words and Chinese character pairs."""
    lowered = text.casefold()
    words = (word for word in _WORD.findall(lowered) if word not in _COMMON)
    found = {word.removesuffix("'s").rstrip("s") for word in words}
    for run in re.findall(r"[\u4e00-\u9fff]+", lowered):
        found |= {run[at : at + 2] for at in range(len(run) - 1)}
    return found


def length(text: str) -> float:
    """Words of a text, a Chinese character counted as part of one."""
    han = sum("\u4e00" <= char <= "\u9fff" for char in text)
    return len(_ANY_WORD.findall(text)) + WORDS_A_HAN_CHARACTER * han


def beginning(text: str, words: float) -> str:
    """The beginning of a text, of at most so many words."""
    left, at = words, 0
    for part in re.finditer(r"[\u4e00-\u9fff]|[A-Za-z0-9][A-Za-z0-9.,'&$%-]*", text):
        left -= WORDS_A_HAN_CHARACTER if "\u4e00" <= part.group() <= "\u9fff" else 1
        if left < 0:
            return text[:at]
        at = part.end()
    return text
