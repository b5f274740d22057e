"""Parties put in one another's place: a follow-up's for the earlier one, a company for its head.

"And with CoreWeave?" after a question about AWS: the earlier question is asked again with the one
party exchanged, the one that stands after the same preposition, else, where the new one stands
alone, the first. What else the follow-up says stays behind it. "Masayoshi Son's firm" is the
company that the glossary's definition of the person names.
"""

from __future__ import annotations

import re

from bot.language.glossary import Glossary
from bot.language.leaving_out import not_set_aside
from bot.language.script import fold, has_han
from bot.records import Mention, Question

__all__ = ["OF_IT", "asks_another_thing", "by_company", "exchanged", "only_names"]

PAYS_FOR = re.compile(r"\b(?:did|does|has|have|will)\s+(?:the\s+)?$|^$")
PER_SHARE = re.compile(
    r"\b(?:per|a|each) \w+ (?:share|unit|chip)\b|\bpa(?:y|id)\b.{0,24}\bfor\b|一股|每股"
)
_PREPOSITION = re.compile(
    r"\b(with|in|into|from|to|by|for|of|at|on)\s+(?:the\s+)?$|([跟和对向给在与把从])$"
)


def exchanged(question: Question, earlier: Question) -> str | None:
    """The earlier question about the party that this one names; None where none is exchanged."""
    if question.metrics or question.terms or not earlier.entities:
        return None
    if asks_another_thing(question, earlier) or OF_IT.search(fold(question.text)):
        return None
    new = list({m.concept: m for m in question.entities}.values())
    if new and _asked_before(question.text[: new[0].start]):
        return None  # it is named in a question of its own
    old = list({m.concept: m for m in not_set_aside(earlier.text, earlier.entities)}.values())
    if len(new) != 1 or new[0].concept in {m.concept for m in old}:
        return None
    alike = [m for m in old if m.kind == new[0].kind]
    if not alike:
        return None
    gone = _counterpart(question, new[0], earlier, alike)
    text = earlier.text
    for mention in sorted(earlier.entities, key=lambda m: -m.start):
        if mention.concept == gone.concept:
            text = _put(text, mention, new[0].text)
    return f"{text} {_rest(question.text, new[0])}".strip()


OF_IT = re.compile(r"\bof (?:that|it|this|which)\b|其中|里面")
"""What speaks of a part of what was asked for before."""
_KINDS = tuple(
    re.compile(cue)
    for cue in (
        r"\bwhy\b|为什么|为何|为啥",
        r"\bhow (?:much|many|big|large)\b|多少|几(?!乎)|多大",
        r"\bwh(?:o|om|ose)\b|谁",
        r"\bwhen\b|什么时候|何时|哪[年天]",
        r"\bwhat\b(?! (?:about|of|if)\b)|(?<!为)什么(?!时候)|啥",
        r"\bwhere\b|哪[里来儿]|从哪|何处|来自",
        r"\bhow\b(?! (?:much|many|big|large|about|far|long)\b)|怎么|如何",
    )
)
"""What a question asks for by its word: the reason, the amount, the person, the time, the thing."""


def asks_another_thing(question: Question, earlier: Question) -> bool:
    """Whether a follow-up asks by a word of its own, and by another than the question before."""
    own, before = _first_clause(question.text), fold(earlier.text)
    asked = {n for n, kind in enumerate(_KINDS) if kind.search(own)}
    return bool(asked) and not asked & {n for n, kind in enumerate(_KINDS) if kind.search(before)}


def _asked_before(text: str) -> bool:
    """Whether a clause that says something stands before: "and the Michigan site, is X …"."""
    clauses = re.split(r"[?？。!！，,]", fold(text))[:-1]
    return any(re.search(r"\w", _FILLER.sub(" ", clause)) for clause in clauses)


def _first_clause(text: str) -> str:
    return re.split(r"[?？。!！，,]", fold(text).strip(), maxsplit=1)[0]


def only_names(question: Question) -> bool:
    """Whether the words are a party's name and nothing else: "Nortel?"."""
    text = question.text
    for mention in sorted(question.entities, key=lambda m: -m.start):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return bool(question.entities) and re.search(r"\w", _FILLER.sub(" ", fold(text))) is None


_FILLER = re.compile(
    r"\b(?:ok|okay|and|so|then|now|or|but|what|how|about|the|same|years?|period|quarter|please|again"
    r"|too|also|for|at|in|of|s)\b|[那么呢的也和换成若如果是]|同期|同样|一样|咧|哩"
)


def _put(text: str, mention: Mention, name: str) -> str:
    """The text with a name in a mention's place, kept apart from Latin letters and digits."""
    before, after = text[: mention.start], text[mention.end :]
    left = " " if re.search(r"[A-Za-z0-9]$", before) and re.match(r"[A-Za-z0-9]", name) else ""
    right = " " if re.search(r"[A-Za-z0-9]$", name) and re.match(r"[A-Za-z0-9]", after) else ""
    return f"{before}{left}{name}{right}{after}"


def _counterpart(
    question: Question, new: Mention, earlier: Question, alike: list[Mention]
) -> Mention:
    """The party of the earlier question whose place the new one takes."""
    said = _preposition(question.text, new)
    if not said:
        if _SETS_BESIDE.search(fold(earlier.text)):
            return alike[-1]
        return alike[-1] if len(alike) > 1 and _acts(earlier, alike[0]) else alike[0]
    same = [m for m in alike if _preposition(earlier.text, m) == said]
    return same[0] if same else alike[-1]


_SETS_BESIDE = re.compile(r"^compare\b|[跟和与同].{1,20}比")
"""What sets one party beside another, of which the second is exchanged."""


def _acts(earlier: Question, party: Mention) -> bool:
    """Whether a party is the one that pays for another's share: "NVIDIA per Intel share"."""
    said = fold(earlier.text)
    return PAYS_FOR.search(said[: party.start]) is not None and PER_SHARE.search(said) is not None


def _preposition(text: str, mention: Mention) -> str:
    found = _PREPOSITION.search(fold(text)[: mention.start])
    return found.group().strip() if found else ""


def _rest(text: str, new: Mention) -> str:
    """What follows the first clause of the follow-up: "And Nortel? How far behind was it?"."""
    parts = re.split(r"(?<=[?？。.!！，,])\s*", text[new.end :], maxsplit=1)
    return parts[1] if len(parts) > 1 else ""


_THEIR_FIRM = re.compile(
    r"^(?:'s|\u2019s)? (?:own )?(?:firm|company|outfit|group|business|corporation|side)\b"
    r"|^(?:的|他|她)?(?:那家|这家|那间)?(?:公司|集团)|^那(?:边|一边)|^(?:他们|她们|他|她)?(?:的)?家(?![人里])"
)


def by_company(text: str, glossary: Glossary) -> str:
    """The text with "Masayoshi Son's firm" and 老黃的公司 put as the company's own name."""
    for mention in reversed(glossary.find(text)):
        if mention.kind != "person":
            continue
        firm = _THEIR_FIRM.match(fold(text)[mention.end :])
        term = glossary.term(mention.concept)
        if firm is None or term is None:
            continue
        known = [m for m in glossary.find(term.definition_en) if m.kind == "company"]
        if known:
            name = glossary.name(known[0].concept, "zh-TW" if has_han(text) else "en")
            text = text[: mention.start] + name + text[mention.end + firm.end() :]
    return text
