"""Of which figures of a reader's document each word of a question is said.

The clause of a figure says most of what it is, its sentence less, the sentence before and the
heading least. Words of the document's title say which document is meant, and of no figure what it
is. It chooses no figure and computes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.answer.retrieve.asked_about import asked_words
from bot.answer.retrieve.equivalents import LIGHT
from bot.answer.retrieve.held import told_words
from bot.index.search import Searcher
from bot.knowledge.readings import CELL, ROW
from bot.language.script import fold
from bot.records import BoundWord, Fact, Passage, Question

__all__ = ["bound_words"]

HELD, MOST = 0.5, 400
"""A title has a word from this share on; of a document with more figures none are bound."""
_ASKING = re.compile(
    r"[度成元算收小几年]|成长|增加|减少|上升|下降|衰退|grow[nths]*|grew|rises?|risen|rose|fall(?:en)?"
    r"|fell|pounds?|dollars?|euros?|yen|美元|英镑|欧元|日圆|新台币"
)
"""What moved, how far and in what money: words of the sum that is asked for."""
_MEASURES = re.compile(r"costs?|支出|费用|花费|耗资|经费|金额|spen[dt]|money")
"""Words that only ask, as a rule, and that a figure may be called by all the same."""


def bound_words(
    question: Question,
    read: Sequence[Fact],
    passages: Mapping[tuple[str, str], Passage],
    searcher: Searcher,
) -> tuple[BoundWord, ...]:
    """The question's words without those that only ask, with the figures they are said of."""
    facts = [f for f in read if f.stated_in is not None and f.values]
    if not facts or len(facts) > MOST:
        return ()
    clauses = {f.id: _clause(f) for f in facts}
    said = {f.id: f"{f.statement_en}" for f in facts}
    around = {f.id: _around(f, passages) for f in facts}
    titles = {t for p in passages.values() for t in p.title.values() if _of(p, facts)}
    whole = [t for p in passages.values() if _of(p, facts) for t in p.text.values()]
    texts = list(dict.fromkeys((*clauses.values(), *said.values(), *around.values(), *titles)))
    asked = asked_words(question, told=whole)
    units = {fold(m.text) for m in question.terms if m.kind == "unit"}
    found = []
    for word in told_words(asked, texts, searcher):
        held = dict(zip(texts, word.shares, strict=True))
        folded = fold(word.text)
        if folded in units or _ASKING.fullmatch(folded):
            continue
        if folded in LIGHT and not _MEASURES.fullmatch(folded):
            continue
        own, beside, before = (_held(held, of) for of in (clauses, said, around))
        in_title = any(held[title] >= HELD for title in titles)
        light = folded in LIGHT
        found.append(BoundWord(word.text, word.weight, own, beside, before, in_title, light))
    return tuple(found)


def _held(held: Mapping[str, float], of: Mapping[str, str]) -> dict[str, float]:
    """By figure, how far its text holds the word, where it does."""
    return {i: share for i, text in of.items() if (share := held[text]) > 0}


def _of(passage: Passage, facts: Sequence[Fact]) -> bool:
    return passage.source_id == facts[0].source_id


def _clause(fact: Fact) -> str:
    label = fact.subject if fact.topic == ROW else ""
    return f"{label} {fact.clause.replace(CELL, ' ')}".strip()


def _around(fact: Fact, passages: Mapping[tuple[str, str], Passage]) -> str:
    """The sentence before the figure's own and what heads its passage; the title is none of it."""
    assert fact.stated_in is not None
    ref = fact.stated_in
    passage = passages.get((ref.index, ref.passage_id))
    if passage is None:
        return ""
    lang, spans = next(iter(passage.sentences.items()))
    start = spans[max(0, ref.sentence - 1)][0]
    head = passage.heading.get(lang, "")
    return f"{head} {passage.text[lang][start : spans[ref.sentence][1]]}"
