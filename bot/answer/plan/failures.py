"""A party that the question takes to have failed, where no source says that it has.

"OpenAI has gone bankrupt, so how much did Oracle lose" takes a bankruptcy for granted: what some
party lost is no answer to it. A supposition ("if it went bankrupt") claims nothing, and who asks
whether a party will fail asks for the future. It denies nothing that a sentence found tells of the
same party, and nothing at all where a reader's own documents are asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answer.plan.own_telling import of_the_corpus
from bot.language.glossary import Glossary
from bot.language.script import fold
from bot.records import Evidence, Mention, Question

__all__ = ["companies_named", "failed_unsaid", "sentences_found"]

GLOSSARY = "glossary/"
COMPANY = "company"
REACH = 24
FAILED = re.compile(r"\b(?:bankrupt\w*|insolven\w+|liquidat\w+|collapsed|failed)\b|倒闭|破产|清算")
CLAIMED = re.compile(
    r"\b(?:gone|went) (?:bankrupt|bust|into (?:bankruptcy|liquidation|insolvency))\b"
    r"|\b(?:is|was|are|were|been) (?:already |now |declared )*(?:bankrupt|insolvent|liquidated)\b"
    r"|\bgo (?:bankrupt|bust|into (?:bankruptcy|liquidation|insolvency))\b"
    r"|\b(?:file for|filed for|declared?) bankruptcy\b|\bbankruptcy of\b"
    r"|['’]s (?:bankruptcy|insolvency)\b"
    r"|(?:已经?|都|刚刚?|早就)(?:宣布|宣告|申请)?(?:倒闭|破产)|(?:倒闭|破产)(?:了|后|之后|以后)"
    r"|(?:何时|时候|时间|哪[天年]|几月|为什么|为何|怎么)(?:宣布|宣告|申请)?(?:倒闭|破产)"
)
SUPPOSED = re.compile(
    r"\b(?:if|should|suppos\w+|were|would|will|could|might|may|in case|imagine|say|assum\w+)\b"
    r"|\bwhen\b(?! (?:did|was|were|has|have)\b)"
    r"|如果|假如|假设|若|万一|要是|倘若|会|可能|一旦|的话|即使|就算"
)


def failed_unsaid(question: Question, evidence: Evidence, glossary: Glossary) -> str:
    """The company that the question takes to have failed and of which no source says so."""
    text = fold(question.text)
    said = CLAIMED.search(text)
    if said is None or SUPPOSED.search(text):
        return ""
    if not of_the_corpus(evidence):
        return ""
    named = companies_named(question)
    before = [m for m in named if 0 <= said.start() - m.end <= REACH]
    after = [m for m in named if 0 <= m.start - said.end() <= 2] if not before else []
    party = before[-1] if before else after[0] if after else None
    if party is None or _told_of(party.concept, evidence, glossary):
        return ""
    return party.concept


def _told_of(party: str, evidence: Evidence, glossary: Glossary) -> bool:
    """Whether a sentence found tells of a failure, and names the party."""
    return any(
        FAILED.search(fold(sentence)) and party in {m.concept for m in glossary.find(sentence)}
        for sentence in sentences_found(evidence)
    )


def companies_named(question: Question) -> list[Mention]:
    """The companies that stand in a question's own words."""
    text = fold(question.text)
    return [
        m for m in question.entities if m.kind == COMPANY and text[m.start : m.end] == fold(m.text)
    ]


def sentences_found(evidence: Evidence) -> Iterator[str]:
    """The sentences of the passages found, in every language, apart from the glossary's."""
    for hit in evidence.hits:
        if hit.passage.id.startswith(GLOSSARY):
            continue
        for lang, spans in hit.passage.sentences.items():
            yield from (hit.passage.text[lang][start:end] for start, end in spans)
