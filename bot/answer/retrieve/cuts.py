"""The wording of each side of a comparison, and of each question in a message that asks several.

Sides are named alike (two parties, two measures, two times) around a connecting word, or stand
beside the one word that offers a choice; each is worded as the question without the others' names.
It searches nothing and knows no party.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answer.retrieve.listing import asks_list, left_out
from bot.language.script import fold
from bot.records import Mention, Question, Span

__all__ = ["compares", "facets_of", "sets_against_article"]

LISTED = 3

_COMPARES = re.compile(
    r"\bcompar\w+|\bversus\b|\bvs\b|\bdiffer\w*|\bbeside\b|\bside by side\b|\brespectively\b"
    r"|\bboth\b|\beach\b|\bwhich (?:of|one|is|was|has|had|\w+ (?:is|was|has|had|did|were))\b"
    r"|\bwho (?:\w+ ){1,3}(?:more|less)\b|\bwhich \w+ (?:more|less)\b"
    r"|\b(?:larger|bigger|higher|lower|smaller|faster|slower|longer|shorter|further|more|less)"
    r" (?:\w+ )?(?:than|or)\b|\b(?:larger|bigger|higher|lower|smaller|faster|slower|longer|shorter"
    r"|better|worse|earlier|later|further|more|less|most|first)\b.{1,60}\bor\b"
    r"|\bor\b.{1,80}\b(?:larger|bigger|higher|lower|smaller|faster|slower|longer|shorter|better|worse"
    r"|earlier|later|more|less|first)\b|\bas opposed to\b|\bwhereas\b"
    r"|\bset .{1,60} (?:against|next to)\b"
    r"|比较|相比|相较|对比|各(?![种类国界式])|分别|差[在别异]|不同|还是|哪[个家边一].{0,6}[大小多少高低长短快慢]"
    r"|谁.{0,8}[大小多少高低长短快慢]|跟.{1,12}比"
)
_HEAD = re.compile(
    r"\bthan\b|\bfrom\b|\bcompared (?:with|to)\b|\b(?:beside|against|next to)\b|比(?!较)|相较于"
)
_JOINS = re.compile(
    r"\band\b|\bor\b|\bversus\b|\bvs\.?|\bthan\b|\bfrom\b|\bcompared (?:with|to)\b"
    r"|\b(?:beside|against|next to)\b|[和与跟及、比]|还是|还有|或|相较于|而"
)
_CHOICE = re.compile(r"\bor\b|\bversus\b|\bvs\.?|[和与跟]|还是")
_OWNER = re.compile(r"['’]s?\b|的")
_ITS = re.compile(r"\b(?:its|their|his|her)\b|其|它的|自己的")
_LEFT_HAN = re.compile(r"[\u3400-\u9fff]{2,10}$")
_RIGHT_HAN = re.compile(r"\s?[^\W\d_哪谁各都分两的]{2,10}")
_LEFT_LATIN = re.compile(r"(?:[a-z-]+\s+){0,1}[a-z-]+\s*$")
_RIGHT_LATIN = re.compile(r"\s*[a-z-]+(?:\s+[a-z-]+)?")
_PARTS = re.compile(r"[?？]+\s*|[,，;；]\s*(?=(?:and )?(?:how|why|what)\b|为什么|为何|怎么)")
_ELSEWHERE = re.compile(
    r"\b(?:releases?|filings?|10-q|10-k|itself|elsewhere|other sources?|according to whom"
    r"|depend(?:s|ing) on who\w*|official(?:ly)?|originals?|reports? (?:say|said)|newspapers?"
    r"|the press)\b"
    r"|自己|本身|亲口|新闻稿|申报|财报(?:里|上|中|怎|却|又|说|写)|官方|别的来源|其他来源|别处|原始|报社|媒体|报纸"
)
_ASKS = re.compile(
    r"\b(?:how|why|what|when|who|which|where|is|are|does|do|did|can|could|would|should)\b"
    r"|什么|为何|怎|哪|谁|多少|几|吗|如何|何时"
)


def compares(question: Question) -> bool:
    """Whether the question sets two things beside each other."""
    return question.intent == "comparison" or bool(_COMPARES.search(fold(question.text)))


def sets_against_article(question: Question) -> bool:
    """Whether the question asks what the article says and what another source says of it."""
    told = any(m.concept == "names_article" for m in question.refusal_cues)
    return told and question.intent != "crosscheck" and bool(_ELSEWHERE.search(fold(question.text)))


def facets_of(question: Question) -> list[str]:
    """The question once for each side that it compares, or its several questions; else nothing."""
    each = _listed(question)
    if each:
        return each
    return _sides(question) if compares(question) else _questions(question)


def _listed(question: Question) -> list[str]:
    """The question once for each of three parties or more of which all are asked for."""
    spans = _places([m for m in question.entities if m.kind == "company"])
    if len(spans) < LISTED or left_out(question) or not asks_list(question):
        return []
    return [_blanked(question.text, [s for s in spans if s != own]) for own in spans]


def _sides(question: Question) -> list[str]:
    """The question once for each side, without the names of the others."""
    spans = _parallel(question)
    if len(spans) < 2 or left_out(question):
        return []
    whole = {span: _with_owned(question, span) for span in spans}
    return [_blanked(question.text, [w for s, w in whole.items() if s != own]) for own in spans]


def _with_owned(question: Question, span: Span) -> Span:
    """A name with the name of what it owns: Microsoft's Azure is one thing."""
    owner = _OWNER.match(fold(question.text), span[1])
    end = owner.end() if owner else span[1]
    owned = [m.end for m in question.entities if owner and 0 <= m.start - end <= 1]
    return (span[0], max(owned, default=span[1]))


def _parallel(question: Question) -> list[Span]:
    """The places of names of one kind around connecting words, of the first kind that has two;
    else of the words beside the word that offers a choice.
    """
    text = fold(question.text)
    for named in _named(question):
        joined: list[Span] = []
        for match in _JOINS.finditer(text):
            before = [s for s in named if s[1] <= match.start()]
            after = [s for s in named if s[0] >= match.end()]
            if before and after:
                joined += [_like(text, before, after[0], match.group()), after[0]]
        spans = sorted(dict.fromkeys(joined))
        if len({text[a:b] for a, b in spans}) > 1:
            return spans
    return [] if asks_list(question) else _worded(text)


def _like(text: str, before: Sequence[Span], right: Span, join: str) -> Span:
    """The name that stands on the left as `right` does on the other side of the joining word."""
    if _OWNER.match(text, right[1]):
        owners = [s for s in before if _OWNER.match(text, s[1])]
        if owners:
            return owners[-1]
    near = before[-1]
    between = text[near[1] : right[0]]
    return before[0] if _HEAD.match(join) and not _ITS.search(between) else near


def _worded(text: str) -> list[Span]:
    """The words on both sides of the one word that offers a choice, where nothing is named."""
    for match in _CHOICE.finditer(text):
        han = any(ord(c) > 0x3400 for c in text[max(0, match.start() - 2) : match.start()])
        left = (_LEFT_HAN if han else _LEFT_LATIN).search(text, 0, match.start())
        right = (_RIGHT_HAN if han else _RIGHT_LATIN).match(text, match.end())
        if left and right:
            return [left.span(), right.span()]
    return []


def _named(question: Question) -> Iterator[list[Span]]:
    """Where parties, measures and times stand, each kind by itself."""
    yield _places(question.entities)
    yield _places(question.metrics)
    dated = any(p.kind != "relative" for p in question.periods)
    yield sorted(p.span for p in question.periods if p.span and dated)
    yield _places(question.terms)


def _places(mentions: Sequence[Mention]) -> list[Span]:
    """One place for each concept: where it stands first."""
    first: dict[str, Span] = {}
    for m in sorted(mentions, key=lambda m: m.start):
        first.setdefault(m.concept, (m.start, m.end))
    return sorted(first.values())


def _blanked(text: str, spans: Sequence[Span]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return " ".join(text.split())


def _questions(question: Question) -> list[str]:
    """The questions of one message, where each has a subject of its own."""
    folded, starts = fold(question.text), [0]
    starts += [match.end() for match in _PARTS.finditer(folded)]
    parts = list(zip(starts, [*starts[1:], len(folded)], strict=True))
    parts = [(a, b) for a, b in parts if any(c.isalnum() for c in folded[a:b])]
    named = (*question.entities, *question.metrics, *question.terms)
    whole = all(
        _ASKS.search(folded, a, b) and any(a <= m.start < b for m in named) for a, b in parts
    )
    return [question.text[a:b].strip() for a, b in parts] if whole and len(parts) > 1 else []
