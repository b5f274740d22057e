"""A verdict cites nothing itself; a model's words before a claim of the article are checked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import Explainer
from bot.answer.retrieve import retrieve
from bot.answer.understand import understand
from bot.answer.verify import verify
from bot.records import Claim, Plan, SentenceRef

STRANGE = "Farmers in Bavaria grow excellent potatoes, turnips and asparagus under plastic sheets: "


@pytest.mark.parametrize(("number", "sentence"), [(1, 0), (5, 0), (13, 1)])
def test_only_our_own_remark_is_taken_for_its_claim(number, sentence) -> None:
    library = Explainer().library
    check = next(c for c in library.corpus.crosschecks if c.n == number)
    ref = SentenceRef(f"article-415/p{check.paragraph}", sentence)
    question = understand("Is the article right?", (), library.glossary, library.phrases)
    found = retrieve(question, library.searcher, library.ledger, library.glossary)
    passages = {**found.passages, ("corpus", ref.passage_id): library.passage(ref.passage_id)}
    found = replace(found, passages=passages, crosschecks=((check, 1.0),))
    verdict = Claim(f"Confirmed: {check.claim_en}", "caveat", (ref,))
    assert not verify(verdict, question, found, Plan(), library.glossary)
    made_up = Claim(STRANGE + check.claim_en, "claim", (ref,))
    findings = verify(made_up, question, found, Plan(), library.glossary)
    assert [f.kind for f in findings] == ["unsupported_claim"]


def test_the_word_of_a_verdict_is_a_label_and_its_sentence_is_checked() -> None:
    """A sentence as it stands holds behind the word; one with another figure does not."""
    library = Explainer().library
    question = understand("Is it done?", (), library.glossary, library.phrases)
    found = retrieve(question, library.searcher, library.ledger, library.glossary)
    fact = library.ledger.get("NVDA-032")
    ref = fact.stated_in
    passage = library.passage(ref.passage_id)
    start, end = passage.sentences["en"][ref.sentence]
    found = replace(found, passages={**found.passages, ("corpus", ref.passage_id): passage})
    text = passage.text["en"][start:end]
    for said, kinds in ((text, []), (text.replace("$5 billion", "$6 billion"), ["unsupported"])):
        claim = Claim(f"Yes: {said}", "claim", (ref,), labels=("Yes: ",))
        findings = verify(claim, question, found, Plan(), library.glossary)
        assert [f.kind[: len("unsupported")] for f in findings] == kinds
