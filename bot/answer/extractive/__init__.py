"""Compose without a model: claims from passages, facts and calculations in the reader's language.

Corrections come first, then the result of a calculation, then the facts and sentences as the
digest words them, then the caveat that matters and what came later. A sentence of a document in
another language is not translated: a template names its figures and the quote stands beside it.
It checks nothing: every claim goes through verify like a model's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from bot.answer.extractive.causeless import no_cause_told
from bot.answer.extractive.checked import reasons, verdicts
from bot.answer.extractive.headed import headed
from bot.answer.extractive.quoting import Voice, definition, quoted, text_of
from bot.answer.extractive.ranked import others_told
from bot.answer.extractive.retold import counted, dated, grounds, plainly
from bot.answer.extractive.ruled import ruled
from bot.answer.extractive.worked import calculation_told
from bot.knowledge.lent_units import lenders
from bot.knowledge.readings import ROW
from bot.language.glossary import Glossary
from bot.language.phrases import Phrases
from bot.language.timewords import write_date
from bot.language.whole import of_whole_article
from bot.records import Claim, Evidence, Plan, Question, SentenceRef

__all__ = ["compose"]

RETOLD = {"doubt": grounds, "unclear": plainly, "when": dated, "figures": counted}
FRESH = ("fresh_article", "fresh_newest")


def compose(
    question: Question, evidence: Evidence, plan: Plan, phrases: Phrases, glossary: Glossary
) -> Iterator[Claim]:
    """Yield the claims of the answer in reading order; none where the plan refuses."""
    voice = Voice(phrases, glossary, question.language)
    refusal = plan.refusal
    if refusal is not None:
        if not (plan.sentences or plan.facts or plan.half):
            return
        if refusal.code == "not_in_corpus" and not plan.half:
            yield Claim(voice.say("own_doubtful"), "transition")
    if not question.manner and no_cause_told(question, evidence, plan):
        yield Claim(voice.say("no_cause"), "transition")
    said: set[SentenceRef] = set()
    cells: set[str] = set()
    rows = {f.id for f in evidence.read if f.topic == ROW}
    for claim in headed(_all(question, evidence, plan, voice), question, evidence, voice):
        fresh: list[object] = [r for r in claim.refs if r not in said]
        fresh += [i for i in claim.facts if i in rows and i not in cells]  # of one row another cell
        cells.update(claim.facts)
        whole = claim.kind == "claim" and not claim.calculations and claim.refs and not fresh
        if whole:
            continue
        if len(claim.refs) == 1:
            said.add(claim.refs[0])
        lent = [ref for ref in lenders(claim.refs, evidence.passages) if ref not in claim.refs]
        yield replace(claim, refs=(*claim.refs, *lent)) if lent else claim
    if refusal is not None and (plan.half or refusal.code != "not_in_corpus"):
        yield Claim(refusal.message, "transition")


def _all(question: Question, evidence: Evidence, plan: Plan, voice: Voice) -> Iterator[Claim]:
    if plan.spoken:
        yield Claim(voice.say(plan.spoken), "transition")
        return
    if plan.about_sources:
        yield from _imprint(question, evidence, voice)
        return
    for correction in plan.corrections:
        sentence = text_of(correction.ref, evidence, voice)
        if sentence:
            values = {"fact": sentence}
            if correction.text in ("amount", "party", "borne"):
                values["said"] = correction.said
            words = voice.say(f"correction_{correction.text}", **values)
            yield Claim(words, "correction", (correction.ref,))
    if question.intent == "crosscheck":
        every = of_whole_article(question)
        yield from verdicts(plan, evidence, voice, every=every)
    for term in dict.fromkeys(t.id for t in (plan.term, *plan.terms) if t is not None):
        yield from definition(term, evidence, voice)
    for purpose in plan.purposes:
        if purpose.calculation >= 0:
            yield calculation_told(purpose, plan, voice)
            yield from others_told(question, purpose, evidence, voice)
    if question.manner in RETOLD:
        yield from RETOLD[question.manner](question, evidence, plan, voice)
        return
    told = {s.ref for s in plan.sentences}
    # The rows behind a column's result stand in its sentence; one alone would say less.
    told |= {
        o.ref
        for p in plan.purposes
        if p.operation.startswith("column_")
        for o in plan.calculations[p.calculation].operands
        if o.ref is not None
    }
    if plan.opening is not None:
        opens = quoted(plan.opening, evidence, voice, _stated_by(plan.opening, plan))
        yield from ruled(opens, plan.verdict, voice) if plan.verdict else opens
    for scored in plan.facts:
        if scored.fact.stated_in is not None and scored.fact.stated_in not in told:
            yield from quoted(scored.fact.stated_in, evidence, voice, (scored.fact.id,))
    for support in plan.sentences:
        yield from quoted(support.ref, evidence, voice, _stated_by(support.ref, plan))
    if _weighs_article(question, evidence):
        for check in plan.crosschecks:
            whole = question.intent == "status"
            yield from islice(reasons(check, plan, voice, alone=True), None if whole else 1)
    told |= {correction.ref for correction in plan.corrections}
    for fact in plan.later:
        if fact.stated_in is not None and fact.stated_in not in told:
            for claim in quoted(fact.stated_in, evidence, voice, (fact.id,)):
                yield Claim(claim.text, "caveat", claim.refs, facts=claim.facts)


def _stated_by(ref: SentenceRef, plan: Plan) -> tuple[str, ...]:
    return tuple(s.fact.id for s in plan.facts if s.fact.stated_in == ref)


def _imprint(question: Question, evidence: Evidence, voice: Voice) -> Iterator[Claim]:
    """What the catalogue says of the sources asked about; their authors it does not name."""
    for place, (source, ref) in enumerate(evidence.catalogue):
        values = {
            "title": source.title,
            "publisher": source.publisher,
            "date": write_date(source.date, voice.language),
        }
        if question.manner == "freshness":
            yield Claim(voice.say(FRESH[min(place, 1)], **values), "caveat", (ref,))
            continue
        if len(evidence.catalogue) > 1:
            values["kind"] = voice.say(f"source_{source.provenance}")
            yield Claim(voice.say("source_of_a_kind", **values), "claim", (ref,))
            continue
        yield Claim(voice.say("source_imprint", **values), "claim", (ref,))
        yield Claim(voice.say("source_no_author"), "transition")
    if len(evidence.catalogue) > 1:
        last = "fresh_latest" if question.manner == "freshness" else "source_list"
        yield Claim(voice.say(last), "transition")


def _weighs_article(question: Question, evidence: Evidence) -> bool:
    """Whether what is disputed in the article is a caveat that matters to what is asked."""
    if question.intent in ("crosscheck", "comparison") or question.level == "brief":
        return False
    if question.form.at_most or question.form.layout != "prose" or evidence.listed:
        return False
    prose = question.intent == "explanation" or bool(evidence.facets)
    return not prose or any(m.concept == "names_article" for m in question.refusal_cues)
