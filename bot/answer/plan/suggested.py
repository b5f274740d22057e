"""Further questions that the sources answer, worded as readers ask, of the parties asked about.

Only a fact whose own question leads back to it is offered: `leads_back.json` lists them by
language, with the article's claims whose verdict is told (written by `tools/suggestions.py`, which
asks each of them). A fact that is not listed there is not offered. It answers nothing itself.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from bot.answer.plan.refusals import FACT_ENOUGH
from bot.knowledge.ledger import family
from bot.language.script import fold
from bot.language.simplified import in_script
from bot.language.wording import Wording
from bot.records import Evidence, Fact, Question

__all__ = ["LEADS_BACK", "suggested"]

LEADS_BACK = Path(__file__).with_name("leads_back.json")
COUNT, FIRST = 3, 2
CLAIM_ENOUGH, UNNAMED_ENOUGH = 0.25, 0.35


def suggested(
    question: Question,
    evidence: Evidence,
    wording: Wording,
    told: Collection[str] = (),
) -> tuple[str, ...]:
    """Three questions, of other measures than those told: two figures of the parties asked about
    and a claim of the article on them, then what can be asked of the subject as a whole.
    """
    facts = list(_of_facts(question, evidence, wording, told))
    claims = list(_of_claims(question, evidence, wording))
    whole = _from_one_on(wording.phrases.cues("ask_on", wording.language), question.text)
    found = dict.fromkeys((*facts[:FIRST], *claims[:1], *facts[FIRST:COUNT], *whole))
    asked = fold(question.text)
    return tuple(
        in_script(text, wording.glossary, wording.language) for text in found if fold(text) != asked
    )[:COUNT]


def _from_one_on(asked: Sequence[str], text: str) -> tuple[str, ...]:
    """The general questions in turn, so that they are not always the same: from one on that only
    the wording of the reader's question settles.
    """
    first = sum(map(ord, fold(text))) % len(asked)
    return (*asked[first:], *asked[:first])


def _of_facts(
    question: Question, evidence: Evidence, wording: Wording, told: Collection[str]
) -> Iterator[str]:
    known = _known("en" if wording.language == "en" else "zh")
    named = {m.concept for m in question.entities}
    asked = {family(m.concept) for m in question.metrics} | set(told)
    seen: set[tuple[str, str]] = set()
    for scored in evidence.facts:
        fact = scored.fact
        key = (fact.subject, fact.metric)
        if fact.id not in known or family(fact.metric) in asked or key in seen:
            continue
        if _related(fact, scored.score, named) and (text := wording.question_about(fact)):
            seen.add(key)
            if fold(text) != fold(question.text):
                yield text


def _related(fact: Fact, score: float, named: Collection[str]) -> bool:
    """Whether a figure is of a party that is named, or else bears on the question by its words."""
    if not named:
        return score >= UNNAMED_ENOUGH
    return score >= FACT_ENOUGH / 2 and bool({fact.subject, fact.counterparty} & set(named))


def _of_claims(question: Question, evidence: Evidence, wording: Wording) -> Iterator[str]:
    """Whether the article is right in a claim that speaks of what is asked: of a measure or an idea
    of the question, or, where it names none, of all its parties.
    """
    known = _known("claims_en" if wording.language == "en" else "claims_zh")
    ideas = {m.concept for m in (*question.metrics, *question.terms) if m.kind != "company"}
    parties = {m.concept for m in question.entities}
    for check, score in evidence.crosschecks:
        if score < CLAIM_ENOUGH or str(check.n) not in known:
            continue
        claim = check.claim_en if wording.language == "en" else check.claim_zh
        glossary = wording.glossary
        told = {m.concept for m in (*glossary.find(claim), *glossary.find_metrics(claim))}
        if (ideas & told) if ideas else (parties and parties <= told):
            yield wording.is_right(claim)


@lru_cache(maxsize=4)
def _known(kind: str) -> frozenset[str]:
    read: Mapping[str, list[str]] = json.loads(LEADS_BACK.read_text(encoding="utf-8"))
    return frozenset(read[kind])
