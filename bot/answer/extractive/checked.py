"""The verdicts on the article's claims, with the reasons behind them."""

from __future__ import annotations

from collections.abc import Iterator

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


def verdicts(plan: Plan, evidence: Evidence, voice: Voice) -> Iterator[Claim]:
    """For each matched claim of the article: the verdict, then the reason with its facts."""
    for check in plan.crosschecks[:1]:
        ref = SentenceRef(f"{ARTICLE}/p{check.paragraph}", 0)
        mine = [s.ref for s in evidence.sentences if s.ref.passage_id == ref.passage_id]
        cited = mine[0] if mine else ref
        if passage_of(cited, evidence) is not None:
            claim = check.claim_en if voice.language == "en" else check.claim_zh
            yield Claim(voice.say(f"verdict_{check.verdict}", claim=claim), "claim", (cited,))
        yield from reasons(check, plan, voice)


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
