"""Writes bot/answer/plan/leads_back.json: the facts and claims whose own question leads back.

    .venv/bin/python -m tools.suggestions [--write]

Words the question of every fact of the ledger, and of every claim of the article, in both
languages, asks it, and keeps those whose answer cites the fact's sentence among its first two, or
opens with the verdict on the claim. Prints how many of each there are; --write writes them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from bot.answer.plan.suggested import LEADS_BACK
from bot.explainer import Explainer
from bot.language.wording import Wording
from bot.records import Answer, Fact, Lang

LANGUAGES: tuple[tuple[str, Lang], ...] = (("en", "en"), ("zh", "zh-TW"))
FIRST = 2
NOT_OFFERED = ("article", "reader")


def facts_that_lead_back(explainer: Explainer, language: Lang) -> Iterator[str]:
    """The ids of the facts that an answer to their own question tells first."""
    shelf = explainer.library
    wording = Wording(shelf.phrases, shelf.glossary, language)
    for fact in shelf.ledger.facts:
        if not fact.values or fact.provenance in NOT_OFFERED or fact.stated_in is None:
            continue
        asked = wording.question_about(fact)
        if asked and tells(explainer, explainer.ask(asked, as_of=_as_of(fact)), fact):
            yield fact.id


def _as_of(fact: Fact) -> str:
    return "latest" if fact.later else "article"


def tells(explainer: Explainer, answer: Answer, fact: Fact) -> bool:
    """Whether one of an answer's first sentences cites the sentence that states a fact."""
    ref = fact.stated_in
    if ref is None or answer.status != "answered":
        return False
    passage = explainer.library.passage(ref.passage_id, ref.index)
    markers = {m for sentence in answer.sentences[:FIRST] for m in sentence.markers}
    return any(
        c.marker in markers
        and c.passage_id == ref.passage_id
        and c.start == passage.sentences[c.lang][ref.sentence][0]
        for c in answer.citations
    )


def claims_that_are_judged(explainer: Explainer, language: Lang) -> Iterator[str]:
    """The numbers of the article's claims of which the verdict opens the answer."""
    shelf = explainer.library
    for check in shelf.corpus.crosschecks:
        claim = check.claim_en if language == "en" else check.claim_zh
        answer = explainer.ask(Wording(shelf.phrases, shelf.glossary, language).is_right(claim))
        opened = answer.sentences[0].text if answer.sentences else ""
        if answer.status == "answered" and claim.rstrip(".。") in opened:
            yield str(check.n)


def main() -> int:
    """Ask all of them; with --write, keep what was found."""
    explainer = Explainer()
    found: dict[str, list[str]] = {}
    for name, language in LANGUAGES:
        found[name] = sorted(set(facts_that_lead_back(explainer, language)))
        found[f"claims_{name}"] = sorted(set(claims_that_are_judged(explainer, language)), key=int)
        print(name, len(found[name]), "facts,", len(found[f"claims_{name}"]), "claims")
    if "--write" in sys.argv[1:]:
        text = json.dumps(found, indent=0, sort_keys=True)
        LEADS_BACK.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
