"""A question of the sources as a whole, of their risks, critics or loop, that rules would refuse.

It names no party and no measure, and nothing foreign either: what was found answers it. So does
a summary of what one digest is about, where all the words of its topic stand there.
"""

from __future__ import annotations

from bot.answer.plan.own_telling import of_the_corpus
from bot.language.field_words import of_the_field_itself, topic_words
from bot.language.script import fold
from bot.records import Evidence, Question, Refusal

__all__ = ["of_the_field"]

SURELY, HALF = 0.8, 0.5
UNFOUND = frozenset({"out_of_scope", "ambiguous", "not_in_corpus"})


def of_the_field(question: Question, evidence: Evidence, refusal: Refusal | None) -> bool:
    """Whether a refusal is of such a question, and sources of the field were found for it."""
    if refusal is None or refusal.code not in UNFOUND or not evidence.hits:
        return False
    if not of_the_corpus(evidence):
        return False
    return of_the_field_itself(question.standalone) or _of_one_digest(question, evidence)


def _of_one_digest(question: Question, evidence: Evidence) -> bool:
    """Whether a summary is asked for of the one digest that is nearly surely meant."""
    digests = {ref.passage_id.partition("/")[0] for ref in evidence.outline}
    if question.intent != "summary" or len(digests) != 1:
        return False
    digest = f"{digests.pop()}/"
    likely = sum(share for (_, key), share in evidence.leading.items() if key.startswith(digest))
    passages = [p for (_, key), p in evidence.passages.items() if key.startswith(digest)]
    texts = (t for p in passages for part in (p.title, p.heading, p.text) for t in part.values())
    told, topic = fold(" ".join(texts)), topic_words(question.standalone)
    latin = {word for word in topic if word.isascii()}
    here = {word for word in topic if word in told}
    all_here = latin <= here and len(here) >= HALF * len(topic)
    return likely >= SURELY and bool(topic) and all_here and not question.periods
