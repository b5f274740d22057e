"""Which questions are not answered, and why: the first code that fits, in the contract's order.

Rules over the Question and what retrieve found; no model, so every engine refuses alike. It does
not look for facts and does not word anything but the refusal itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.wording import Wording
from bot.records import Evidence, Question, Refusal, RefusalCode, ScoredFact

# Below these the evidence does not speak of the question; set on the development split.
FACT_ENOUGH = 0.40
SENTENCE_ENOUGH = 0.34
FIGURE_ENOUGH = 0.45
SUBJECTS_THAT_CONFUSE = 3
NEAREST = 3
OPEN_OPERATIONS = ("per_year", "per_quarter", "per_month", "before", "miss", "whatif")


def refuse(
    question: Question, evidence: Evidence, facts: Sequence[ScoredFact], wording: Wording
) -> Refusal | None:
    """The refusal that the question meets, or None where it can be answered."""
    cues = {m.concept for m in question.refusal_cues}
    code: RefusalCode | None = None
    choices: tuple[str, ...] = ()
    if "unsafe" in cues:
        code = "unsafe"
    elif "investment_advice" in cues:
        code = "investment_advice"
    elif _future(question, cues, facts):
        code = "future"
    elif _outside(question, evidence, facts):
        code = "out_of_scope"
    else:
        choices = _choices(question, facts)
        if choices or _says_nothing(question):
            code = "ambiguous"
        elif not _enough(question, evidence, facts):
            code = "not_in_corpus"
    if code is None:
        return None
    nearest = () if code == "unsafe" else _nearest(evidence)
    message = _message(code, choices, wording)
    return Refusal(code, nearest, wording.rephrase(question, facts, choices), message)


def _message(code: RefusalCode, choices: Sequence[str], wording: Wording) -> str:
    """The refusal in one sentence; an ambiguous question is answered by a short one."""
    if code != "ambiguous":
        return wording.phrases.say(f"refusal_{code}", wording.language)
    if not choices:
        return wording.phrases.say("refusal_ambiguous_open", wording.language)
    comma = ", " if wording.language == "en" else "、"
    names = comma.join(wording.party(c) for c in choices)
    return wording.phrases.say("refusal_ambiguous", wording.language, choices=names)


def _future(question: Question, cues: set[str], facts: Sequence[ScoredFact]) -> bool:
    """A forecast is asked for that no source has made."""
    planned = any(
        f.fact.status in ("guidance", "estimate", "contract", "letter_of_intent")
        and f.score >= FACT_ENOUGH + 0.15
        for f in facts[:3]
    )
    if "future" in cues:
        return True
    if "asks_ahead" in cues and "asks_forecast_of_price" in cues:
        return "whatif" not in {m.concept for m in question.operations}
    return "asks_ahead" in cues and not planned and not _strong(facts)


def _strong(facts: Sequence[ScoredFact]) -> bool:
    return bool(facts) and facts[0].score >= FACT_ENOUGH


def _outside(question: Question, evidence: Evidence, facts: Sequence[ScoredFact]) -> bool:
    """No concept of the field is named and no sentence covers the words."""
    if question.entities or question.metrics or question.followed_up:
        return False
    if any(m.concept in OPEN_OPERATIONS for m in question.operations) and not question.terms:
        return False  # arithmetic with no subject is unclear, not off the subject
    corpus_only = all(h.passage.index == "corpus" for h in evidence.hits)
    known = any(m.kind in ("concept", "metric") for m in question.terms)
    return corpus_only and not known and not _enough(question, evidence, facts)


def _says_nothing(question: Question) -> bool:
    """A pronoun, or arithmetic, with no history and no subject at all."""
    named = question.entities or question.metrics or question.terms or question.followed_up
    if not named and any(m.concept in OPEN_OPERATIONS for m in question.operations):
        return True
    content = question.entities or question.metrics or question.terms or question.quantities
    return (
        not content
        and len(question.standalone) < 16
        and not question.followed_up
        and (question.intent in ("fact", "time", "explanation", "status"))
    )


def _choices(question: Question, facts: Sequence[ScoredFact]) -> tuple[str, ...]:
    """The parties among whom a question without a party cannot choose."""
    if (
        question.entities
        or not question.metrics
        or question.intent
        in (
            "comparison",
            "list",
            "summary",
            "definition",
            "explanation",
            "crosscheck",
        )
    ):
        return ()
    if any(m.kind == "concept" for m in question.terms):
        return ()
    wanted = {m.concept for m in question.metrics}
    subjects = list(dict.fromkeys(f.fact.subject for f in facts if f.fact.metric in wanted))
    return tuple(subjects[:4]) if len(subjects) >= SUBJECTS_THAT_CONFUSE else ()


def _enough(question: Question, evidence: Evidence, facts: Sequence[ScoredFact]) -> bool:
    if question.intent in ("summary", "crosscheck") and evidence.hits:
        return True
    if any(_answers(f) for f in facts[:3]):
        return True
    asks_number = any(m.concept == "asks_number" for m in question.refusal_cues)
    usable = (s for s in evidence.sentences if s.figures or not asks_number)
    enough = FIGURE_ENOUGH if asks_number else SENTENCE_ENOUGH
    return max((s.coverage for s in usable), default=0.0) >= enough


def _answers(scored: ScoredFact) -> bool:
    """Whether a fact is about what is asked, not merely about the party."""
    about = scored.named or scored.coverage >= SENTENCE_ENOUGH
    return scored.score >= FACT_ENOUGH and about


def _nearest(evidence: Evidence) -> tuple[str, ...]:
    return tuple(h.passage.id for h in evidence.hits[:NEAREST])
