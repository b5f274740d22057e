"""Which of the passages found speaks first, and how surely: shares that add up to one.

A search ranks passages by its two arms alone. An answer is drawn from one or two of them, so the
passage's own coverage of the question is weighed beside both arms. The weights are those of a
logistic choice among the passages of a question (docs/decisions/0039). Judges no answer.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from bot.index.search import Searcher
from bot.records import Hit, Question

__all__ = ["leading"]

LEXICAL, DEVIATION, COVERED = 3.9, 0.51, 5.4
"""What the lexical share, a standard deviation of the vector and the coverage weigh."""

GLOSSARY = "glossary/"


def leading(
    question: Question, hits: Sequence[Hit], searcher: Searcher
) -> Mapping[tuple[str, str], float]:
    """The probability of each passage to be the one that answers, best first.

    Definitions of the glossary are left out: an answer quotes them only where one is asked for.
    """
    found = [h for h in hits if not h.passage.id.startswith(GLOSSARY)]
    if not found:
        return {}
    texts = [_whole(hit, question.language) for hit in found]
    covered = [c.score for c in searcher.coverage(question.standalone, texts)]
    weights = [
        LEXICAL * hit.lexical + DEVIATION * hit.deviations + COVERED * share
        for hit, share in zip(found, covered, strict=True)
    ]
    raised = [math.exp(w - max(weights)) for w in weights]
    shares = {
        (h.passage.index, h.passage.id): r / sum(raised) for h, r in zip(found, raised, strict=True)
    }
    return dict(sorted(shares.items(), key=lambda item: -item[1]))


def _whole(hit: Hit, language: str) -> str:
    """Title, heading and text of a passage in the reader's language, else in its own."""
    passage = hit.passage
    wanted = "en" if language == "en" else "zh-TW"
    lang = wanted if wanted in passage.text else next(iter(passage.text))
    return " ".join(
        (passage.title.get(lang, ""), passage.heading.get(lang, ""), passage.text[lang])
    )
