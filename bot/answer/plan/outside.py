"""What a figure is outside a part of it: "revenue that isn't data centre", 「非資料中心的營收」.

The complement is taken once: the whole less the part, both of one party and one time, or what a
stated share leaves of it. A figure that is told without the part already is the answer as it
stands. The part is known by the words after those that leave it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from bot.answer.plan.operands import FORWARD, MONEY, Desk
from bot.knowledge.ledger import family
from bot.language.script import fold, has_han
from bot.language.timing import named_periods, timing
from bot.records import Fact, Purpose

__all__ = ["left_outside", "told_without"]

_LEFT_OUT = (
    re.compile(
        r"\b(?:isn['’]t|is not|are not|aren['’]t|wasn['’]t|was not|weren['’]t|not from|not in"
        r"|non-?|outside(?: of)?|other than|apart from|except(?: for)?|excluding|beyond|besides"
        r"|aside from|anything but|without|comes? from outside)"
        r"(?:\s+|(?<=-))(?:from |in |of |the |its |their )*(?P<part>[a-z][a-z' -]{2,40})"
    ),
    re.compile(
        r"(?:非|不是|不[含算计]|不包[括含]|扣[掉除去]|撇开|除了|除去|除掉|去掉|减[去掉]|拿掉|剔除)(?:掉|来自)?"
        r"(?P<part>[^，。？?、,的]{2,12})"
    ),
    re.compile(r"(?P<part>[^，。？?、,的]{2,10})(?:以外|之外)"),
)
_WITHOUT = re.compile(r"(?:^|_)(?:excluding|without|ex)(?:_|$)")
_STOP = frozenset(
    "the its their was were did does has had would could what how much many from that this"
    " have".split()
)
SAME_TIME, STEM, LOOKED_AT = 0.8, 4, 6


def told_without(desk: Desk) -> bool:
    """State a figure that is told without what the question leaves out: nothing is taken off it."""
    if not {"without", "remaining"} & desk.asked or desk.question.quantities:
        return False
    parties = {m.concept for m in desk.question.entities}
    named = {family(m.concept) for m in desk.question.metrics}
    for fact in desk.facts[:LOOKED_AT]:
        of_measure = any(fact.metric.startswith(n) for n in named)
        of_party = not parties or parties & {fact.subject, fact.counterparty}
        if _WITHOUT.search(fact.metric) and of_measure and of_party:
            desk.purposes.append(Purpose("stated", -1, (fact.id,)))
            return True
    return False


def left_outside(desk: Desk) -> bool:
    """The whole less the part that the question leaves out, or what its share leaves."""
    question = desk.question
    parties = {m.concept for m in question.entities if m.kind == "company"}
    if desk.ledger is None or len(parties) != 1 or question.quantities:
        return False
    if {"times", "growth", "sum", "before", "average"} & desk.asked:
        return False
    wholes = {m.concept for m in question.metrics}
    for words in _parts_said(_undated(desk)):
        for part in _figures(desk, next(iter(parties)), words, wholes):
            whole = _whole_of(desk, part)
            if whole is not None and whole.metric in wholes <= {whole.metric, part.metric}:
                return _less(desk, whole, part)
    return False


def _undated(desk: Desk) -> str:
    """The folded question with a mark in place of every time and company, and of a measure whose
    own name leaves something out: "software outside the cloud".
    """
    folded = fold(desk.question.text)
    spans = [p.span for p in desk.question.periods if p.span]
    spans += [(m.start, m.end) for m in desk.question.entities if m.kind == "company"]
    for measure in ((m.start, m.end) for m in desk.question.metrics):
        begins = [f.start() for p in _LEFT_OUT[:2] for f in p.finditer(folded)]
        spans += [measure for at in begins if measure[0] < at < measure[1]]
    for start, end in spans:
        folded = folded[:start] + "," * (end - start) + folded[end:]
    return folded


def _parts_said(folded: str) -> Iterator[tuple[str, ...]]:
    """The words of what is left out, as they may stand in a source."""
    for pattern in _LEFT_OUT:
        for found in pattern.finditer(folded):
            said = found["part"].strip()
            if has_han(said):
                yield (said[::-1] if pattern is _LEFT_OUT[-1] else said,)
            else:
                words = [w for w in re.findall(r"[a-z]{3,}", said) if w not in _STOP][:2]
                if words:
                    yield tuple(w[:STEM] for w in words)


def _figures(
    desk: Desk, party: str, words: tuple[str, ...], wholes: AbstractSet[str]
) -> list[Fact]:
    """The party's figures of a part that the words name, of the time asked for: amounts before
    shares, the latest first, and of several at once the broadest.
    """
    assert desk.ledger is not None
    dated = named_periods(desk.question.periods)
    found = [
        f
        for f in desk.ledger.find(subject=party)
        if f.unit in (*MONEY, "%")
        and len(f.values) == 1
        and f.stated_in is not None
        and f.status not in FORWARD
        and f.counterparty is None
        and (not f.later or desk.question.as_of == "latest")
        and _is_of_part(f, wholes)
        and (not dated or timing(dated, f) >= SAME_TIME)
        and _named_by(f, words)
    ]
    found.sort(key=lambda f: (f.period.end or "", f.values[0]), reverse=True)
    return sorted(found, key=lambda f: f.unit == "%")


def _is_of_part(fact: Fact, wholes: AbstractSet[str]) -> bool:
    """Whether a figure is a part of a measure that is named, in money or as a share."""
    plain = fact.metric.removesuffix("_share") if fact.unit == "%" else fact.metric
    share = fact.unit != "%" or fact.metric.endswith("_share")
    return share and any(plain.endswith(f"_{whole}") for whole in wholes)


def _named_by(fact: Fact, words: tuple[str, ...]) -> bool:
    """Whether a figure's sentence has the words; of Chinese ones as many of the nearest as make a
    name.
    """
    text = fold(fact.statement_en)
    if not has_han(words[0]):
        return all(re.search(rf"\b{re.escape(word)}", text) for word in words)
    said, text = words[0], fold(fact.statement_zh)
    turned = text[::-1]
    lengths = range(len(said), 1, -1)
    return any(said[:n] in text or said[:n] in turned for n in lengths if n >= min(3, len(said)))


def _whole_of(desk: Desk, part: Fact) -> Fact | None:
    """The figure of which another is a part by its name, of one time."""
    plain = part.metric.removesuffix("_share") if part.unit == "%" else part.metric
    for fact in desk.ledger.find(subject=part.subject) if desk.ledger else ():
        once = (fact.period.start, fact.period.end) == (part.period.start, part.period.end)
        usable = len(fact.values) == 1 and fact.stated_in is not None and fact.unit in MONEY
        if once and usable and plain.endswith(f"_{fact.metric}") and fact.status == part.status:
            return fact
    return None


def _less(desk: Desk, whole: Fact, part: Fact) -> bool:
    """The rest of the whole, in money or in per cent as is asked."""
    top, less = desk.of_fact(whole), desk.of_fact(part)
    percent = desk.question.answer_type == "percent"
    if part.unit == "%":
        one = desk.constant("100", "%", "the whole")
        shown = f"{one} - {less}" if percent else f"{top} * (1 - {less})"
        return desk.work("work_result", shown, [part] if percent else [whole, part])
    rest = f"{top} - {less}"
    if percent:
        return desk.work("work_share", f"share({rest}, {top})", [whole, part])
    return desk.work("without", rest, [whole, part])
