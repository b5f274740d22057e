"""The verdicts on the article's claims, with the reasons behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bot.answer.extractive.quoting import Voice, passage_of
from bot.language.cues import pattern
from bot.language.quantities import read_quantities
from bot.language.script import fold
from bot.language.sentences import split_sentences
from bot.language.simplified import in_script
from bot.language.turns import POINTS_BACK
from bot.records import Claim, CrossCheck, Evidence, Fact, Plan, SentenceRef

__all__ = ["ARTICLE", "reasons", "verdicts"]

NAMED_FACTS = 6
ARTICLE = "article-415"
TOLD_BY, ADDS = 2, 2
"""Sentences that tell a claim at most, and words that the second has to add."""
_PARTS = re.compile(r"[a-z0-9.]+|[\u3400-\u9fff]")


def verdicts(plan: Plan, evidence: Evidence, voice: Voice, *, every: bool) -> Iterator[Claim]:
    """The verdict on the claim asked about, then the reasons with their facts; of `every` claim
    found at fault the verdict and its first reason.
    """
    for check in plan.crosschecks if every else plan.crosschecks[:1]:
        refs = _told_in(check, evidence, voice)
        if refs:
            claim = check.claim_en if voice.language == "en" else check.claim_zh
            told = voice.say(
                f"verdict_{check.verdict}",
                claim=in_script(claim, voice.glossary, voice.language),
            )
            yield Claim(told, "caveat", refs)
        yield from islice(reasons(check, plan, voice), 1 if every else None)


def _told_in(check: CrossCheck, evidence: Evidence, voice: Voice) -> tuple[SentenceRef, ...]:
    """The one or two sentences of our summary of the article that have most of a claim's words."""
    first = SentenceRef(f"{ARTICLE}/p{check.paragraph}", 0)
    passage = passage_of(first, evidence)
    if passage is None:
        return ()
    lang = "en" if voice.language == "en" and "en" in passage.text else next(iter(passage.text))
    text, spans = passage.text[lang], passage.sentences[lang]
    left = set(_PARTS.findall(fold(check.claim_en if lang == "en" else check.claim_zh)))
    parts = [set(_PARTS.findall(fold(text[start:end]))) for start, end in spans]
    found: list[int] = []
    while len(found) < TOLD_BY:
        best = max(range(len(parts)), key=lambda n: (len(left & parts[n]), -n))
        if found and len(left & parts[best]) < ADDS:
            break
        found.append(best)
        left -= parts[best]
    return tuple(SentenceRef(first.passage_id, n, first.index) for n in sorted(found))


def _named_in(text: str, fact: Fact, voice: Voice) -> bool:
    """Whether the sentence speaks of this fact: it has its figure or names its parties."""
    figures = {q.value for q in read_quantities(text, voice.language)}
    if figures & {q.value for q in read_quantities(fact.statement_en, "en")}:
        return True
    named = {m.concept for m in voice.glossary.find(text) if m.kind == "company"}
    parties = {m.concept for m in voice.glossary.find(fact.statement_en)}
    return len(named & parties) > 1 or (bool(named) and named <= parties and not figures)


def reasons(check: CrossCheck, plan: Plan, voice: Voice, *, alone: bool = False) -> Iterator[Claim]:
    """The reason behind a verdict, sentence by sentence, each resting on the row's facts.

    `alone` says that the claim itself is not told: then no sentence that leans on it is.
    """
    english = voice.language == "en"
    reason = check.reason_en if english else check.reason_zh
    grounds = [f for f in plan.grounds if f.id in check.facts]
    for start, end in split_sentences(reason):
        text = reason[start:end]
        if alone and _leans(text, voice):
            continue
        named = [f for f in grounds if _named_in(text, f, voice)]
        chosen = named[:NAMED_FACTS]
        refs = tuple(dict.fromkeys(f.stated_in for f in chosen if f.stated_in is not None))
        if refs:
            shown = in_script(text, voice.glossary, voice.language)
            yield Claim(shown, "caveat", refs, facts=tuple(f.id for f in chosen))


def _leans(text: str, voice: Voice) -> bool:
    """Whether a reason speaks of the claim that it judges: "the amount is exact", "but the filing
    …", or of nobody at all.
    """
    folded = fold(text)
    if POINTS_BACK.search(folded) or pattern(voice.phrases, "leans_on_claim").search(folded):
        return True
    return not any(m.kind in ("company", "person") for m in voice.glossary.find(text))
