"""Which questions are not answered, and why: the first code that fits, in the contract's order.

Rules over the Question and what retrieve found; no model, so every engine refuses alike. It does
not look for facts and does not word anything but the refusal itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answer.plan.answerable import (
    CONFIRMED,
    DOUBTFUL,
    LIMIT,
    OF_NOBODY,
    OF_SIDES,
    answerable,
)
from bot.answer.plan.asked_outright import asked_outright
from bot.answer.plan.missing import what_is_missing
from bot.answer.plan.operands import FORWARD
from bot.answer.plan.own_telling import lacks_measure, of_own_only, of_the_corpus
from bot.answer.plan.told_by_words import (
    OF_SOME_WORDS,
    SURELY_NONE,
    chance,
    harmless,
    told_by_words,
)
from bot.answer.plan.unclear import OPEN_OPERATIONS, choices, points_nowhere, says_nothing
from bot.language.answer_units import any_of_kind
from bot.language.glossary import Glossary
from bot.language.investing import names_investment
from bot.language.script import fold, has_han
from bot.language.timing import NEWEST, timing
from bot.language.wording import Wording
from bot.records import (
    CELL_MEANT,
    Calculation,
    Evidence,
    Mention,
    Passage,
    Question,
    Refusal,
    RefusalCode,
    ScoredFact,
    ScoredSentence,
)

# Below these the evidence does not speak of the question; set on the development split.
FACT_ENOUGH = 0.40
SENTENCE_ENOUGH = 0.34
FIGURE_ENOUGH = 0.45
UNNAMED_ENOUGH = 0.55
TOPIC_ENOUGH, TOPIC_OF_FIGURE = 0.20, 0.30
LOOKED_AT, SHORT, SHORT_HAN = 12, 8, 6
CORPUS, GLOSSARY = "corpus", "glossary/"
# A reader's own document has no glossary that knows its words: it must hold half of what is asked.
TOPIC_OF_OWN, OWN_ENOUGH = 0.5, 0.5
# A little less is enough where the sentence holds the kind of thing asked for and means the like.
NEARLY_OF_OWN, LIKE_ENOUGH = 0.45, 0.34
UNLIKELY_OF_OWN = 0.33
# So sure, at least, is a sentence that has the name, denial or reason asked for.
REPLIES_OF_OWN = 0.20
SAID_OF_OWN = 4
"""A sentence of a reader's own document that stands further down lends no answer to the best."""
NEAREST, HALF = 3, 0.5
SURELY_TOLD = 0.65
"""So sure that a document tells it, what reads like advice is none."""
LEAST_OBJECT = 4
TOLD = 0.60
_BROUGHT_IN = re.compile(
    r"\b(?:brought in|bring in|fetch(?:ed)?|raised|netted|cashed? (?:in|out)|proceeds|pocketed)\b"
    r"|到手|得款|进[帐账]|套现|入袋|变现|筹得"
)
_WEIGHED = re.compile(
    r"\b(?:should|worth|can|could|would|will)\b|[该应]|值得|要不要|能|可以|会|划算"
)


def refuse(
    question: Question,
    evidence: Evidence,
    facts: Sequence[ScoredFact],
    wording: Wording,
    computed: bool = False,
    corrected: bool = False,
) -> Refusal | None:
    """The refusal that the question meets, or None where it can be answered.

    `computed` says that its arithmetic has found its operands: then the sources speak of it;
    `corrected` that they contradict what it takes for granted.
    """
    cues = {m.concept for m in question.refusal_cues}
    if not question.followed_up and chance(evidence, "none") >= SURELY_NONE:
        cues -= OF_SOME_WORDS
    code: RefusalCode | None = None
    offered: tuple[str, ...] = ()
    likely = told_by_words(question, evidence)
    if likely == "unsafe" or ("unsafe" in cues and not harmless(question, evidence)):
        code = "unsafe"
    elif likely == "investment_advice" or (
        "investment_advice" in cues and not likely and not _of_others(question, cues, evidence)
    ):
        code = "investment_advice"
    elif likely == "future" or (not likely and _future(question, cues, facts, evidence)):
        code = "future" if _of_the_field(question, evidence) else "out_of_scope"
    elif not _of_nobody(question) and (
        likely == "out_of_scope"
        or (likely != "ambiguous" and _outside(question, evidence, facts, wording.glossary))
    ):
        code = "out_of_scope"
    else:
        offered = choices(question, facts)
        speak = corrected or (computed and not _unsaid(question, evidence))
        enough = speak or _enough(question, evidence, facts)
        unclear = says_nothing(question) and (not enough or points_nowhere(question))
        unclear = unclear or (likely == "ambiguous" and not speak)
        # A reader's own documents say whom they speak of; more than a bare word asks them.
        least = SHORT_HAN if has_han(question.standalone) else SHORT
        unclear = unclear and not (of_own_only(evidence) and len(question.standalone) >= least)
        if offered or unclear:
            code = "ambiguous"
        elif not enough:
            code = "not_in_corpus"
    if code is None:
        return None
    nearest = () if code == "unsafe" else _nearest(evidence)
    missing = what_is_missing(question, evidence, wording) if code == "not_in_corpus" else ""
    message = missing or _message(code, offered, wording)
    return Refusal(code, nearest, wording.rephrase(question, facts, offered), message)


def of_kind_asked(question: Question, made: Sequence[Calculation]) -> bool:
    """Whether a figure worked out may be what is asked for: no sum of money says how many years."""
    told = [c.unit for c in made]
    return any_of_kind("duration", told) if question.answer_type == "duration" else bool(told)


def _of_nobody(question: Question) -> bool:
    """Whether nothing tells what the question is of: no subject can lie outside the field."""
    return says_nothing(question) and points_nowhere(question)


def _message(code: RefusalCode, offered: Sequence[str], wording: Wording) -> str:
    """The refusal in one sentence; an ambiguous question is answered by a short one."""
    if code != "ambiguous":
        return wording.phrases.say(f"refusal_{code}", wording.language)
    if not offered:
        return wording.phrases.say("refusal_ambiguous_open", wording.language)
    comma = ", " if wording.language == "en" else "、"
    names = comma.join(wording.party(c) for c in offered)
    return wording.phrases.say("refusal_ambiguous", wording.language, choices=names)


def _future(
    question: Question, cues: set[str], facts: Sequence[ScoredFact], evidence: Evidence
) -> bool:
    """A forecast is asked for that no source has made."""
    if of_own_only(evidence):
        return False  # a reader's own document speaks of any day, or it does not
    supposed = "whatif" in {m.concept for m in question.operations}
    if supposed and question.quantities:
        return False  # the reader's own figures, worked out
    if "future" in cues or ("asks_in_the_end" in cues and not of_own_only(evidence)):
        return True
    if supposed:
        return False
    stated = bool(cues & {"asks_stated", "asks_projected"})
    if "asks_outcome" in cues and not stated and not of_own_only(evidence):
        return True  # how it turns out, and not what somebody plans, expects or has said
    if "asks_ahead" not in cues:
        return False
    if "asks_forecast_of_price" in cues:
        return True
    if stated or question.intent == "explanation":
        return False  # what somebody foresaw, or why: the sources say it or they do not
    if any(h.passage.index != "corpus" for h in evidence.hits):
        return False  # a reader's own document may speak of any day
    if not any(p.end and p.end > NEWEST for p in question.periods) and _sure(evidence):
        return False  # "what will it own under the agreement" asks for what was agreed
    planned = any(f.fact.status in FORWARD and _strong(f) for f in facts[:3])
    dated = [p for p in question.periods if p.end is not None]
    told = any(s.topic >= TOLD for s in evidence.sentences[:LOOKED_AT])
    if dated and all((p.end or "") > NEWEST for p in dated):
        return not planned and not any(timing(dated, f.fact) >= 1.0 for f in facts[:3])
    return not planned and not told and not any(_strong(f) for f in facts[:1])


def _of_the_field(question: Question, evidence: Evidence) -> bool:
    """Whether a question of the future is about the field at all, and not about the weather."""
    named = question.entities or question.metrics or question.terms or question.followed_up
    market = any(m.concept == "names_market" for m in question.refusal_cues)
    if named or market or _of_article(question):
        return True
    if not of_the_corpus(evidence):
        return True
    return answerable(evidence.signals) >= LIMIT


def _of_others(question: Question, cues: set[str], evidence: Evidence) -> bool:
    """Whether what reads like advice asks what somebody did or said, and not what the reader or
    anyone should do: "did the Bank of England say that AI shares are overvalued". A reader's own
    document may speak of shares and pensions, and of tickets to buy; there all the words must ask
    for advice, and something that is invested in.
    """
    if of_own_only(evidence):
        if not (question.entities or names_investment(question.standalone)):
            return True
        told = evidence.signals.get("own_sure", 0.0) >= SURELY_TOLD
        return told or chance(evidence, "investment_advice") < HALF
    if question.intent == "explanation" and "of_reader" not in cues:
        return chance(evidence, "investment_advice") < HALF  # why others invest
    others = {"asks_number"} <= cues and "of_reader" not in cues and bool(question.entities)
    brought = others and _BROUGHT_IN.search(fold(question.text)) is not None
    return (
        brought or _deed_of_a_party(question) or ("asks_stated" in cues and "of_reader" not in cues)
    )


def _deed_of_a_party(question: Question) -> bool:
    """Whether what reads like advice says what a party named just before it does: "Did SoftBank
    buy more NVIDIA shares", and not "is NVIDIA a good buy".
    """
    cue = next(m for m in question.refusal_cues if m.concept == "investment_advice")
    before = [m for m in question.entities if 0 <= cue.start - m.end <= 1]
    rest = question.text[cue.end :].strip("了嗎吗呢?？ 。.")
    return bool(before) and len(rest) >= LEAST_OBJECT


def _strong(scored: ScoredFact) -> bool:
    return scored.score >= FACT_ENOUGH + 0.15


def _outside(
    question: Question, evidence: Evidence, facts: Sequence[ScoredFact], glossary: Glossary
) -> bool:
    """No concept that the sources speak of is named and no sentence covers the words."""
    if says_nothing(question):
        return False
    if question.entities or question.metrics or question.followed_up or _of_article(question):
        return False
    makes = any(m.concept == "asks_to_make" for m in question.refusal_cues)
    if makes and not of_own_only(evidence):
        return True  # a poem or a letter is not to be found in any source
    if any(m.concept in OPEN_OPERATIONS for m in question.operations) and not question.terms:
        return False  # arithmetic with no subject is unclear, not off the subject
    corpus_only = all(h.passage.index == "corpus" for h in evidence.hits)
    if not corpus_only or _enough(question, evidence, facts):
        return False
    known = {m.concept for m in question.terms if m.kind in ("concept", "metric")}
    said = (h.passage for h in evidence.hits if not h.passage.id.startswith(GLOSSARY))
    return not any(m.concept in known for p in said for m in _named_in(p, glossary))


def _named_in(passage: Passage, glossary: Glossary) -> Iterator[Mention]:
    for text in passage.text.values():
        yield from glossary.find(text)


def _enough(question: Question, evidence: Evidence, facts: Sequence[ScoredFact]) -> bool:
    whole = question.intent in ("summary", "crosscheck") and evidence.hits
    if whole and (question.intent == "crosscheck" or not _of_unknown(question)):
        return True
    if (evidence.outline and question.intent != "summary") or asked_outright(question, evidence):
        return True
    if evidence.hits and all(h.passage.index == "corpus" for h in evidence.hits):
        sure = answerable(evidence.signals)
        # A follow-up leans on an answer that was found; the article is one of the sources.
        known = question.followed_up or _of_article(question)
        named = question.entities or question.metrics
        least = DOUBTFUL if known else LIMIT if named else OF_NOBODY
        if named and (question.intent == "comparison" or len(evidence.facets) > 1):
            least = OF_SIDES
        if question.entities and any(m.concept == "asks_confirmed" for m in question.refusal_cues):
            least = min(least, CONFIRMED)
        return sure >= least or (sure >= DOUBTFUL and _covered(question, evidence, facts))
    return _covered(question, evidence, facts)


def _of_unknown(question: Question) -> bool:
    """Whether a summary is asked of something that nothing of the field names: a play, a match."""
    return unnamed(question) and not question.form.whole


def _unsaid(question: Question, evidence: Evidence) -> bool:
    """Whether no passage names what is asked for beside the parties, or half of the parties: then
    figures that can be set against one another answer another question. What the reader brings a
    figure of needs no source.
    """
    if question.quantities or of_own_only(evidence):
        return False
    if evidence.signals.get("absent", 0.0) >= HALF:
        return True
    return max(evidence.signals.get(name, 0.0) for name in ("unsaid", "elsewhere")) >= 1.0


def _of_article(question: Question) -> bool:
    return any(m.concept == "names_article" for m in question.refusal_cues)


def _sure(evidence: Evidence) -> bool:
    return answerable(evidence.signals) >= LIMIT


def _covered(question: Question, evidence: Evidence, facts: Sequence[ScoredFact]) -> bool:
    """Whether a fact or sentence alone covers enough of the question's words; in a reader's own
    documents, where it is not unlikely either that the first sentence answers.
    """
    if lacks_measure(question, evidence) and not (facts and CELL_MEANT in facts[0].reasons):
        return False
    sure = evidence.signals.get("own_sure", 1.0)
    if of_own_only(evidence) and evidence.signals.get("own_reply") and sure >= REPLIES_OF_OWN:
        return True  # of 78 such of strangers' questions two were of what nothing answers
    if of_own_only(evidence) and sure < UNLIKELY_OF_OWN:
        return bool(facts) and CELL_MEANT in facts[0].reasons
    if any(_answers(f, question) for f in facts[:3]):
        return True
    asks_number = any(m.concept == "asks_number" for m in question.refusal_cues)
    least = FIGURE_ENOUGH if asks_number else SENTENCE_ENOUGH
    if unnamed(question) and all(h.passage.index == "corpus" for h in evidence.hits):
        least = UNNAMED_ENOUGH
    return any(
        s.coverage >= least and s.topic >= (TOPIC_OF_FIGURE if asks_number else TOPIC_ENOUGH)
        for n, s in enumerate(evidence.sentences[:LOOKED_AT])
        if (s.figures or not asks_number)
        and _of_year(question, evidence, s)
        and (s.ref.index == CORPUS or (n < SAID_OF_OWN and _own_enough(s, evidence)))
    )


def _own_enough(scored: ScoredSentence, evidence: Evidence) -> bool:
    """Whether a sentence of a reader's own document speaks of what is asked."""
    if scored.topic >= TOPIC_OF_OWN and scored.coverage >= OWN_ENOUGH:
        return True
    like = evidence.signals.get("likeness", 0.0) >= LIKE_ENOUGH
    return like and scored.fits and min(scored.topic, scored.coverage) >= NEARLY_OF_OWN


def _of_year(question: Question, evidence: Evidence, scored: ScoredSentence) -> bool:
    """Whether the sentence, or its document's title, has a year that the question names."""
    years = {(p.end or p.start or "")[:4] for p in question.periods if p.start or p.end}
    if not years:
        return True
    passage = evidence.passage(scored.ref)
    around = " ".join((*passage.text.values(), *passage.title.values()))
    return any(year in around for year in years)


def unnamed(question: Question) -> bool:
    """Nothing of the field is named: only its words can tell whether the sources speak of it."""
    named = question.entities or question.metrics or question.terms or question.followed_up
    return not named and not any(m.concept == "names_article" for m in question.refusal_cues)


def _answers(scored: ScoredFact, question: Question) -> bool:
    """Whether a fact is about what is asked, not merely about the party."""
    about = scored.coverage >= SENTENCE_ENOUGH and scored.topic >= TOPIC_ENOUGH
    in_time = question.followed_up or "another period" not in scored.reasons
    if scored.fact.provenance == "reader" and scored.topic < TOPIC_OF_OWN:
        return False
    return scored.score >= FACT_ENOUGH and in_time and (scored.named or about)


def _nearest(evidence: Evidence) -> tuple[str, ...]:
    return tuple(h.passage.id for h in evidence.hits[:NEAREST])
