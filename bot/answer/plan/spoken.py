"""What answers a message that asks nothing of the sources: one phrase, or the catalogue's dates."""

from __future__ import annotations

from bot.language.script import to_simplified
from bot.language.wording import Wording
from bot.records import Evidence, Plan, Question

__all__ = ["first_questions", "spoken"]

LEADS_ON = frozenset({"greeting", "identity", "assent", "freshness", "thanks"})


def spoken(question: Question, evidence: Evidence, wording: Wording) -> Plan:
    """The plan of a greeting, of thanks, of a question who is there or how new the sources are."""
    suggestions = first_questions(wording) if question.manner in LEADS_ON else ()
    if question.manner == "freshness" and evidence.catalogue:
        return Plan(about_sources=True, suggestions=suggestions)
    phrase = "freshness_own" if question.manner == "freshness" else question.manner
    return Plan(spoken=f"say_{phrase}", suggestions=suggestions)


def first_questions(wording: Wording) -> tuple[str, ...]:
    """What one may ask first, in the reader's language."""
    told = wording.phrases.cues("first_questions", wording.language)
    return tuple(map(to_simplified, told)) if wording.language == "zh-CN" else told
