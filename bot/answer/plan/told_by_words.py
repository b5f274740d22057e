"""Which refusal all the words of a question tell for: advice, the future, harm, another subject, or
that it says too little.

The probabilities come with the evidence (`bot.answer.retrieve.likely_refusals`); here is decided
from which on one of them counts, and what stands against it: what the reader's own figures or
documents answer, what somebody foresaw or plans (docs/decisions/0134).
"""

from __future__ import annotations

from bot.answer.plan.answerable import answerable
from bot.answer.plan.asked_outright import asked_outright, term_told
from bot.answer.plan.companions import planned_of_both
from bot.answer.plan.operands import FORWARD
from bot.answer.plan.own_telling import of_own_only
from bot.answer.plan.unclear import asks_what_it_is
from bot.language.introductions import introduced, side_by_side
from bot.language.investing import only_says_whom
from bot.language.periods import overlaps
from bot.language.whole import of_the_loop
from bot.records import ASKS, HARDLY_ASKED, Evidence, Question

__all__ = ["OF_SOME_WORDS", "SURELY_NONE", "TOLD_BY_WORDS", "chance", "harmless", "told_by_words"]

FIRST, SURE_FACT = 3, 0.55
TOLD_BY_WORDS, NEARLY_SURE = 0.40, 0.80
NEARLY_TOLD, HARDLY_NONE = 0.40, 0.30
"""So likely must a code be where it is this unlikely that nothing is to be refused."""
SURELY_NONE, SURELY_SO = 0.88, 0.85
"""From here on all the words together tell that a question asks for what sources say: "will" or
"next year" alone makes it none of the future, a mention of investing none of advice; and from
where a single word, such as "said", does not speak against what they tell."""
LIKELY = ("investment_advice", "future", "unsafe", "out_of_scope", "ambiguous")
OF_SOME_WORDS = frozenset(
    {"asks_ahead", "asks_in_the_end", "asks_outcome", "future", "investment_advice"}
)


def told_by_words(question: Question, evidence: Evidence) -> str:
    """The code that all the question's words together tell for sure; none of a follow-up, whose
    words lean on others, nor of what the reader's own figures or documents answer. A subject
    outside the field is none where a source nearly surely answers.
    """
    if question.followed_up or question.working is not None or only_says_whom(question.text):
        return ""
    if introduced(question) or side_by_side(question):
        return ""  # who somebody is
    chances = {name: chance(evidence, name) for name in LIKELY}
    code = max(chances, key=lambda name: chances[name])
    none = chance(evidence, "none")
    if chances[code] < (TOLD_BY_WORDS if none >= HARDLY_NONE else NEARLY_TOLD):
        return ""
    surely = chances[code] >= SURELY_SO
    if code == "unsafe":
        return "" if harmless(question, evidence) else code
    if _of_the_whole(question, evidence) or (question.intent == "summary" and not surely):
        return ""
    if code == "ambiguous" and _complete(question, evidence):
        return ""
    cues = {m.concept for m in question.refusal_cues}
    reported = "asks_stated" in cues and "of_reader" not in cues
    if code == "investment_advice" and reported:
        return ""  # what somebody said or plans is a report
    turns_out = cues & {"asks_outcome", "asks_in_the_end", "future", "of_reader"}
    foreseen = (
        "asks_stated" in cues or term_told(question, evidence) or _planned(question, evidence)
    )
    if code == "future" and foreseen and not (turns_out or surely):
        return ""  # so is what somebody foresaw, and how long what is signed runs
    reckoned = bool(question.quantities) and not surely
    own = of_own_only(evidence) or (code == "future" and reckoned)
    own = own or (code == "future" and planned_of_both(question, evidence.facts[:FIRST], FORWARD))
    sure = answerable(evidence.signals) >= NEARLY_SURE and not surely
    answered = code == "out_of_scope" and sure
    return "" if own or answered else code


def _complete(question: Question, evidence: Evidence) -> bool:
    """Whether nothing need be asked back: a summary, what a term means, a figure told outright, two
    figures that the reader gives.
    """
    named = bool(question.terms or question.metrics or question.entities)
    defined = named and (question.intent == "definition" or asks_what_it_is(question))
    given = len(question.quantities) > 1
    return defined or given or bool(asked_outright(question, evidence))


def _planned(question: Question, evidence: Evidence) -> bool:
    """Whether the best fact surely is a plan or forecast, and for a time that is named."""
    if not evidence.facts:
        return False
    best = evidence.facts[0]
    dated = [p for p in question.periods if p.end is not None]
    meant = best.fact.status in FORWARD and best.score >= SURE_FACT
    return meant and any(overlaps(p, best.fact.period) for p in dated)


def chance(evidence: Evidence, name: str) -> float:
    """How likely the question asks for what is refused so, by all of its words; 0 if not read."""
    return evidence.signals.get(f"{ASKS}{name}", 0.0)


def harmless(question: Question, evidence: Evidence) -> bool:
    """Whether all the words say that no harm is asked for, whatever a single one says. A reader's
    own document may tell of thefts and frauds: there a word of it and all words together must ask
    for harm, and no number.
    """
    asks = evidence.signals.get(f"{ASKS}unsafe", 1.0)
    if not of_own_only(evidence):
        return asks < HARDLY_ASKED
    cues = {m.concept for m in question.refusal_cues}
    return asks < NEARLY_TOLD or "unsafe" not in cues or "asks_number" in cues


def _of_the_whole(question: Question, evidence: Evidence) -> bool:
    """Whether the article, the loop, or all that came later is asked for, and nothing else."""
    whole = question.form.whole or of_the_loop(question)
    return bool(evidence.outline) and (question.intent != "summary" or whole)
