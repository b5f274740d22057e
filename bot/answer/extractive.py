"""Compose without a model: claims from passages, facts and calculations in the reader's language.

Corrections come first, then the result of a calculation, then the facts and sentences as the
digest words them, then the caveat that matters and what came later. A sentence of a document in
another language is not translated: a template names its figures and the quote stands beside it.
It checks nothing: every claim goes through verify like a model's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.language.glossary import Glossary
from bot.language.phrases import Phrases
from bot.language.places import say_place
from bot.language.quantities import read_quantities, write_quantity
from bot.language.script import to_simplified
from bot.language.sentences import split_sentences
from bot.language.timewords import write_date, write_period
from bot.language.wording import Wording
from bot.records import (
    Calculation,
    Claim,
    CrossCheck,
    Evidence,
    Fact,
    Lang,
    Passage,
    Plan,
    Purpose,
    Question,
    SentenceRef,
)

NAMED_FACTS = 6
OF_TWO = ("share", "times", "difference", "growth", "without", "larger", "exceeds")
UNNAMED = ("work_between", "work_in_units", "work_each_left", "work_by_zero")
BESIDE_OWN = ("work_result", "work_share", "work_multiple", "work_coverage", "work_runway")
"""Workings whose sentence names the reader's own figure beside those of the sources."""
STEPLESS = ("work_low_end", "work_high_end")
ARTICLE = "article-415"
ROW = "row"
GLOSSARY = "glossary"


@dataclass(frozen=True, slots=True)
class Voice:
    """What the composer speaks with: phrases and names for one reader's language."""

    phrases: Phrases
    glossary: Glossary
    language: Lang

    def say(self, key: str, **values: str) -> str:
        """A phrase in the reader's language."""
        return self.phrases.say(key, self.language, **values)


def compose(
    question: Question, evidence: Evidence, plan: Plan, phrases: Phrases, glossary: Glossary
) -> Iterator[Claim]:
    """Yield the claims of the answer in reading order; none where the plan refuses."""
    voice = Voice(phrases, glossary, question.language)
    if plan.refusal is not None:
        if not plan.sentences:
            return
        yield Claim(voice.say("own_doubtful"), "transition")
    said: set[SentenceRef] = set()
    for claim in _all(question, evidence, plan, voice):
        fresh = [r for r in claim.refs if r not in said]
        whole = claim.kind == "claim" and not claim.calculations and claim.refs and not fresh
        if whole:
            continue
        if len(claim.refs) == 1:
            said.add(claim.refs[0])
        yield claim


def _all(question: Question, evidence: Evidence, plan: Plan, voice: Voice) -> Iterator[Claim]:
    if plan.about_sources:
        yield from _imprint(evidence, voice)
        return
    for correction in plan.corrections:
        sentence = _text(correction.ref, evidence, voice)
        if sentence:
            values = {"fact": sentence}
            if correction.text == "amount":
                values["said"] = correction.said
            words = voice.say(f"correction_{correction.text}", **values)
            yield Claim(words, "correction", (correction.ref,))
    if question.intent == "crosscheck":
        yield from _verdicts(plan, evidence, voice)
    if plan.term is not None:
        yield from _definition(plan.term.id, evidence, voice)
    for purpose in plan.purposes:
        if purpose.calculation >= 0:
            yield _calculation(purpose, plan, voice)
    told = {s.ref for s in plan.sentences}
    # The rows behind a column's result stand in its sentence; one alone would say less.
    told |= {
        o.ref
        for p in plan.purposes
        if p.operation.startswith("column_")
        for o in plan.calculations[p.calculation].operands
        if o.ref is not None
    }
    for scored in plan.facts:
        if scored.fact.stated_in is not None and scored.fact.stated_in not in told:
            yield from _quoted(scored.fact.stated_in, evidence, voice, (scored.fact.id,))
    for support in plan.sentences:
        stated = tuple(s.fact.id for s in plan.facts if s.fact.stated_in == support.ref)
        yield from _quoted(support.ref, evidence, voice, stated)
    if _weighs_article(question, evidence):
        for check in plan.crosschecks:
            whole = question.intent == "status"
            yield from islice(_reasons(check, plan, voice), None if whole else 1)
    for fact in plan.later:
        if fact.stated_in is not None and fact.stated_in not in told:
            for claim in _quoted(fact.stated_in, evidence, voice, (fact.id,)):
                yield Claim(claim.text, "caveat", claim.refs, facts=claim.facts)


def _imprint(evidence: Evidence, voice: Voice) -> Iterator[Claim]:
    """What the catalogue says of the sources asked about; their authors it does not name."""
    for source, ref in evidence.catalogue:
        values = {
            "title": source.title,
            "publisher": source.publisher,
            "date": write_date(source.date, voice.language),
        }
        if len(evidence.catalogue) > 1:
            values["kind"] = voice.say(f"source_{source.provenance}")
            yield Claim(voice.say("source_of_a_kind", **values), "claim", (ref,))
            continue
        yield Claim(voice.say("source_imprint", **values), "claim", (ref,))
        yield Claim(voice.say("source_no_author"), "transition")
    if len(evidence.catalogue) > 1:
        yield Claim(voice.say("source_list"), "transition")


def _weighs_article(question: Question, evidence: Evidence) -> bool:
    """Whether what is disputed in the article is a caveat that matters to what is asked."""
    if question.intent in ("crosscheck", "comparison") or question.level == "brief":
        return False
    prose = question.intent == "explanation" or bool(evidence.facets)
    return not prose or any(m.concept == "names_article" for m in question.refusal_cues)


def _passage(ref: SentenceRef, evidence: Evidence) -> Passage | None:
    return evidence.passages.get((ref.index, ref.passage_id))


def _text(ref: SentenceRef, evidence: Evidence, voice: Voice) -> str:
    """The cited sentence in the reader's language; empty where it has no text in it."""
    passage = _passage(ref, evidence)
    if passage is None:
        return ""
    lang = "en" if voice.language == "en" else "zh-TW"
    if lang not in passage.text and voice.language != "en" and "zh-CN" in passage.text:
        lang = "zh-CN"
    if lang not in passage.text or ref.sentence >= len(passage.sentences[lang]):
        return ""
    start, end = passage.sentences[lang][ref.sentence]
    text = passage.text[lang][start:end]
    return _in_their_script(text, voice)


def _in_their_script(text: str, voice: Voice) -> str:
    """Chinese of our own in the glyphs of its reader."""
    return to_simplified(text) if voice.language == "zh-CN" else text


def _quoted(
    ref: SentenceRef, evidence: Evidence, voice: Voice, facts: tuple[str, ...] = ()
) -> Iterator[Claim]:
    text = _text(ref, evidence, voice)
    read = next((f for f in evidence.read if f.id in facts and f.values and f.metric), None)
    if text and read is not None and read.topic == ROW:
        yield _of_row(read, ref, voice)
    elif text:
        yield Claim(text, "claim", (ref,), facts=facts)
    passage = _passage(ref, evidence)
    if passage is None or text:
        return
    if read is not None:
        yield _foreign_fact(read, ref, passage, voice)
    else:
        yield _foreign(ref, passage, voice, _meant(ref, evidence, facts))


def _meant(ref: SentenceRef, evidence: Evidence, facts: tuple[str, ...]) -> Fact | None:
    """The figure of a sentence that the question means best, of those that were read of it."""
    own = [s.fact for s in evidence.facts if s.fact.stated_in == ref and s.fact.values]
    stated = [f for f in own if f.id in facts]
    return next(iter([*stated, *own]), None)


def _of_row(fact: Fact, ref: SentenceRef, voice: Voice) -> Claim:
    """A cell of a table as a sentence: whose, of what, how much."""
    what = Wording(voice.phrases, voice.glossary, voice.language).fact(fact)
    return Claim(
        voice.say("row_fact", what=what, value=_figures(fact, voice)),
        "claim",
        (ref,),
        facts=(fact.id,),
    )


def _figures(fact: Fact, voice: Voice) -> str:
    """A fact's figure, or both ends of its range, as the reader writes them.

    A cell in a unit that is not among ours stays as it is written: 36 kg.
    """
    cell = fact.clause.rpartition(" | ")[2] if fact.topic == ROW and fact.unit == "1" else ""
    if any(c.isalpha() for c in cell) and len(fact.values) == 1:
        return cell
    shown = (
        write_quantity(v, fact.unit or "1", voice.language, bound=fact.bound or "exact")
        for v in fact.values
    )
    return ("–" if voice.language == "en" else "至").join(shown)


def _foreign_fact(fact: Fact, ref: SentenceRef, passage: Passage, voice: Voice) -> Claim:
    """A figure of a passage in another language: whose, of what, how much and when."""
    wording = Wording(voice.phrases, voice.glossary, voice.language)
    lang = next(iter(passage.text))
    text = voice.say(
        "foreign_fact",
        what=wording.fact(fact),
        value=_figures(fact, voice),
        title=passage.title.get(lang, passage.source_id),
        locator=say_place(passage.locator, voice.language),
        tongue=voice.say(f"language_{lang}"),
    )
    return Claim(text, "claim", (ref,), facts=(fact.id,))


def _foreign(ref: SentenceRef, passage: Passage, voice: Voice, meant: Fact | None = None) -> Claim:
    """A template sentence about a passage that is only in another language.

    Of several figures it names the one that is meant, or none: the quote has them all.
    """
    lang = next(iter(passage.text))
    start, end = passage.sentences[lang][ref.sentence]
    figures = [
        write_quantity(q.value, q.unit, voice.language, bound=q.bound)
        for q in read_quantities(passage.text[lang][start:end], lang)
        if q.low is None
    ]
    values = {
        "title": passage.title.get(lang, passage.source_id),
        "locator": say_place(passage.locator, voice.language),
        "tongue": voice.say(f"language_{lang}"),
        "topic": _topic(passage.text[lang][start:end], voice),
    }
    if len(figures) > 1:
        figures = [_figures(meant, voice)] if meant is not None else []
    if not figures:
        return Claim(voice.say("foreign_plain", **values), "claim", (ref,))
    return Claim(voice.say("foreign_figure", figures=figures[0], **values), "claim", (ref,))


def _topic(text: str, voice: Voice) -> str:
    """What a sentence speaks of, by the names that the reader's language has for it."""
    language = voice.language
    named = [voice.glossary.name(m.concept, language) for m in voice.glossary.find(text)]
    metrics = [voice.glossary.metric(m.concept) for m in voice.glossary.find_metrics(text)]
    named += [voice.glossary.name(m.id, language) for m in metrics if m is not None]
    if not named:
        return ""
    comma = ", " if language == "en" else "、"
    return voice.say("foreign_topic", names=comma.join(list(dict.fromkeys(named))[:4]))


def _calculation(purpose: Purpose, plan: Plan, voice: Voice) -> Claim:
    """The result of a planned calculation, in words, resting on its operands' sentences."""
    calculation = plan.calculations[purpose.calculation]
    wording = Wording(voice.phrases, voice.glossary, voice.language)
    facts = [_fact(i, plan) for i in purpose.facts]
    names = wording.of_operands([f for f in facts if f is not None], calculation.operands)
    names = [n for n in names if n] or [""]
    style = "en" if voice.language == "en" else "zh-TW"
    shown = _in_their_script(calculation.display.get(style, calculation.value or ""), voice)
    values = {
        "value": wording.bounded(shown, [f for f in facts if f is not None]),
        "step": calculation.steps[-1] if calculation.steps else calculation.expression,
    }
    if purpose.operation.startswith("work_"):
        values = _spelt_out(purpose, calculation, values, names, voice)
    elif purpose.operation not in ("given", "model", "product"):
        values["what"] = names[0]
    lead = next((f for f in facts if f is not None), None)
    if purpose.operation.startswith("column_") and lead is not None:
        values["count"] = str(len(calculation.operands))
        values["what"] = wording.column(lead)
        if purpose.operation in ("column_highest", "column_lowest"):
            values["who"] = wording.party(lead.subject)
            del values["step"]
    if purpose.operation.startswith("before") and lead is not None:
        values["what"] = wording.bare(lead)
    if purpose.operation in ("before_year", "before_quarter") and lead is not None:
        when = write_period(lead.period, voice.language) or lead.as_of
        values["when"] = f"the {when}" if when.startswith("end of") else when
    if purpose.operation in OF_TWO:
        values["whole"] = names[-1]
    if purpose.operation == "sum" and len(names) > 1:
        comma = ", " if voice.language == "en" else "、"
        values["what"] = voice.say("and", first=comma.join(names[:-1]), last=names[-1])
    operation = purpose.operation
    if operation in ("difference", "growth") and values["what"][1:-1] in values["whole"]:
        operation = "change"  # two figures of one clause, which says both
        values["what"] = values.pop("whole")
    if operation == "work_depreciation" and purpose.facts and calculation.operands[0].given:
        operation = "work_depreciation_own"  # the reader's cost over the life that a source tells
    text = voice.say(f"calc_{operation}", **values)
    refs = tuple(dict.fromkeys(o.ref for o in calculation.operands if o.ref is not None))
    return Claim(text, "claim", refs, (purpose.calculation,), facts=purpose.facts)


def _spelt_out(
    purpose: Purpose,
    calculation: Calculation,
    values: dict[str, str],
    names: Sequence[str],
    voice: Voice,
) -> dict[str, str]:
    """The words of a working: every operand by name, every step."""
    steps = "; " if voice.language == "en" else "；"
    values = values | {"step": steps.join(calculation.steps) or values["step"]}
    if calculation.error is not None:
        del values["value"]
    if purpose.operation in UNNAMED:
        return values
    what = voice.say("what_given")
    if purpose.facts:
        comma = ", " if voice.language == "en" else "、"
        told = list(dict.fromkeys(names))
        own = [o for o in calculation.operands if o.given]
        if own and purpose.operation in BESIDE_OWN:
            leads = own[0] is calculation.operands[0]
            told.insert(0 if leads else len(told), voice.say("what_given"))
        *others, last = told
        what = voice.say("and", first=comma.join(others), last=last) if others else last
    if purpose.operation in STEPLESS:
        del values["step"]
    return values | {"what": what}


def _fact(fact_id: str, plan: Plan) -> Fact | None:
    return next((s.fact for s in plan.facts if s.fact.id == fact_id), None)


def _definition(term_id: str, evidence: Evidence, voice: Voice) -> Iterator[Claim]:
    """The glossary's own sentences on the concept."""
    passage = evidence.passages.get(("corpus", f"{GLOSSARY}/{term_id}"))
    if passage is None:
        return
    count = len(next(iter(passage.sentences.values())))
    for number in range(count):
        yield from _quoted(SentenceRef(passage.id, number, passage.index), evidence, voice)


def _verdicts(plan: Plan, evidence: Evidence, voice: Voice) -> Iterator[Claim]:
    """For each matched claim of the article: the verdict, then the reason with its facts."""
    for check in plan.crosschecks[:1]:
        ref = SentenceRef(f"{ARTICLE}/p{check.paragraph}", 0)
        mine = [s.ref for s in evidence.sentences if s.ref.passage_id == ref.passage_id]
        cited = mine[0] if mine else ref
        if _passage(cited, evidence) is not None:
            claim = check.claim_en if voice.language == "en" else check.claim_zh
            yield Claim(voice.say(f"verdict_{check.verdict}", claim=claim), "claim", (cited,))
        yield from _reasons(check, plan, voice)


def _named_in(text: str, fact: Fact, voice: Voice) -> bool:
    """Whether the sentence speaks of this fact: it has its figure or names its parties."""
    figures = {q.value for q in read_quantities(text, voice.language)}
    if figures & {q.value for q in read_quantities(fact.statement_en, "en")}:
        return True
    named = {m.concept for m in voice.glossary.find(text) if m.kind == "company"}
    parties = {m.concept for m in voice.glossary.find(fact.statement_en)}
    return len(named & parties) > 1 or (bool(named) and named <= parties and not figures)


def _reasons(check: CrossCheck, plan: Plan, voice: Voice) -> Iterator[Claim]:
    """The reason behind a verdict, sentence by sentence, each resting on the row's facts."""
    english = voice.language == "en"
    reason = check.reason_en if english else check.reason_zh
    grounds = [f for f in plan.grounds if f.id in check.facts]
    for start, end in split_sentences(reason):
        text = reason[start:end]
        named = [f for f in grounds if _named_in(text, f, voice)]
        chosen = named[:NAMED_FACTS]
        refs = tuple(dict.fromkeys(f.stated_in for f in chosen if f.stated_in is not None))
        if refs:
            shown = _in_their_script(text, voice)
            yield Claim(shown, "caveat", refs, facts=tuple(f.id for f in chosen))
