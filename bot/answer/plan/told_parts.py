"""A part and the whole that its sentence names, and how many of a thing an amount bought.

"Paid 11.6 billion of its funding commitments" tells what it is a part of. Where the question leaves
the part out, what is left is the answer; money over the price of one is the number that was bought.
Both figures stand in one digest, of one time, and no source tells the result. It chooses by names
and sentences and works out nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answer.plan.operands import MONEY, Desk
from bot.knowledge.ledger import family, is_growth
from bot.language.script import fold, has_han
from bot.language.timewords import MONTHS
from bot.language.timing import timing
from bot.records import Fact

__all__ = [
    "left_of_whole",
    "named_together",
    "names_part",
    "number_bought",
    "whole_told",
]

_OF = re.compile(r"\bof (?P<whole>[^,;.]+)")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[a-z][a-z-]+")
_NAME = re.compile(r"(?<!^)\b[A-Z][\w-]*[A-Za-z]\b")
_PLAIN = frozenset(
    "the its their was were are had has have and for with from that this into about billion"
    " million trillion over end year quarter fiscal said says one put puts made much january"
    " february march april june july august september october november december".split()
)
_LEAVES_OUT = re.compile(
    r"\bnot\b|\b(?:is|are|was|were|do|does|did|has|have|had)n['’]?t\b|\byet to\b|\bother than\b"
    r"|\bexclud\w+|\boutside\b|\bwithout\b|\bapart from\b|\bexcept\b"
    r"|不是|非|不[含算计]|扣[掉除去]|减[掉去]|除了|除去|撇开|拿掉|还没|尚未|未|没"
)
_AFTERWARDS = re.compile(r"\bafter\b|\bonce\b|\bwhen\b|之后|以后|扣|减|除")
_LEFT = re.compile(
    r"\bstill\b|\bleft\b|\bremain\w*|\brest\b|\bun(?:funded|covered|paid|met|filled)\b|剩|还[要差缺有得]"
)
_OTHERWISE = frozenset({"growth", "times", "before", "average", "sum", "whatif"})
_ANOTHER_WORD = {
    "funded": r"\bpa(?:id|y)\b|\bhand\w*|\btransfer\w*|\bgiven?\b|\bfunded\b|付|给|拨|汇|出资|到位",
    "commitment": r"\bpromis\w+|\bpledg\w+|\bcommit\w+|承诺|答应|允诺",
}
"""What readers say for measures of money that is promised and that is paid."""
_SHARES = re.compile(
    r"\bhow many (?:\w+ ){0,2}shares\b|\bnumber of (?:\w+ )?shares\b|\bshare count\b"
    r"|[几多]少?[亿万百千]*股(?![价票东份权利])|股数"
)
_COVERS = re.compile(
    r"\benough to (?:pay|cover|fund)\b|\bcover\w*\b|\bpays? for\b|够不够|付得了|够付|抵得过"
)
_OF_SUM = re.compile(
    r"\b(?:share|part|percent\w*|slice|portion) of .{0,70}\b(?:combined|together|total|sum)\b"
    r"|(?:合计|加起来|总和|总额)(?:的|中|里|之中).{0,12}占"
)
"""Words for a part of the sum itself."""
AT_A_TIME, AT_ONCE = ("instant", "month", "none"), 0.6
"""Times of what happens once, and how well one fits a time that is named."""
NEAR, LOOKED_AT, LEAD, STEM, TWO = 26, 8, 2, 5, 2


def number_bought(desk: Desk, folded: str) -> bool:
    """The number of shares that an amount bought at its price, or that a profit is spread over."""
    if not _SHARES.search(folded) or desk.ledger is None:
        return False
    if {"growth", "difference", "before"} & desk.asked:
        return False
    for price in _prices(desk):
        assert price.stated_in is not None
        own = [
            f
            for f in desk.ledger.find(subject=price.subject)
            if f.stated_in is not None
            and len(f.values) == 1
            and f.counterparty == price.counterparty
            and (f.period.start, f.period.end) == (price.period.start, price.period.end)
            and f.later == price.later
        ]
        here = price.stated_in.passage_id
        beside = [f for f in own if f.stated_in and f.stated_in.passage_id == here]
        if any(f.unit == "shares" for f in beside):
            return False  # the number itself is told
        money = next((f for f in beside if f.unit in MONEY and _one_sign(f, price)), None)
        if money is not None:
            shown = f"{desk.of_fact(money)} / {desk.of_fact(price)}"
            return desk.work("work_result", shown, [money, price])
    return False


def _prices(desk: Desk) -> Iterator[Fact]:
    """The prices of one share among the figures found, then in the passages that lead."""
    found = list(desk.facts[:LOOKED_AT])
    leading = {f.stated_in.passage_id for f in desk.facts[:LEAD] if f.stated_in is not None}
    for fact in desk.ledger.facts if desk.ledger else ():
        if fact.stated_in is not None and fact.stated_in.passage_id in leading:
            found.append(fact)
    for fact in found:
        if fact.unit == "USD/share" and len(fact.values) == 1 and fact.stated_in:
            yield fact


def _one_sign(money: Fact, price: Fact) -> bool:
    return money.values[0] * price.values[0] > 0


def left_of_whole(desk: Desk, folded: str) -> bool:
    """What is left of a whole without the part that the question leaves out."""
    kind = desk.question.answer_type
    if desk.ledger is None or _OTHERWISE & desk.asked or kind not in ("money", "percent", ""):
        return False
    for part in desk.facts[:LOOKED_AT]:
        if part.unit not in MONEY or part.values[0] <= 0:
            continue
        whole = whole_told(desk, part)
        if whole is None or not _leaves_out(folded, part, whole):
            continue
        top, rest = desk.of_fact(whole), f"{desk.of_fact(whole)} - {desk.of_fact(part)}"
        if kind == "percent":
            return desk.work("work_share", f"share({rest}, {top})", [whole, part])
        return desk.work("without", rest, [whole, part])
    return False


def named_together(desk: Desk, folded: str) -> bool:
    """What several figures of one measure come to together, each of which the question names: two
    sales of one seller, two customers' shares of one firm; as a share of their whole where that is
    asked for.
    """
    percent = desk.question.answer_type == "percent" or "share" in desk.asked
    covers = percent and _COVERS.search(folded) is not None
    if not (covers or "sum" in desk.asked) or desk.ledger is None:
        return False
    if {"growth", "times", "difference", "before", "average", "whatif"} & desk.asked:
        return False
    for lead in desk.facts[:LOOKED_AT]:
        if lead.unit not in (*MONEY, "%") or is_growth(lead.metric) or lead.values[0] <= 0:
            continue
        groups = (_alike(desk, lead, by_taker=taker) for taker in (False, True))
        found = ([f for f in g if _is_named(desk, folded, f, g)] for g in groups)
        members = next((m for m in found if lead in m and len(m) >= TWO), [])
        if not members:
            continue
        added = " + ".join(desk.of_fact(f) for f in members)
        if lead.unit == "%" or not percent:
            return desk.work("sum", added, members)
        wholes = {whole_told(desk, f) for f in members}
        whole = next(iter(wholes)) if len(wholes) == 1 else None
        whole = whole or (None if _OF_SUM.search(folded) else _set_over(desk, members))
        if whole is not None:
            shown = f"share({added}, {desk.of_fact(whole)})"
            return desk.work("work_share", shown, [*members, whole])
    return False


def _set_over(desk: Desk, members: list[Fact]) -> Fact | None:
    """The one other figure of a measure that the question names, in the unit of the members."""
    named = {family(m.concept) for m in desk.question.metrics}
    taken = {f.metric for f in members}
    found = [
        f
        for f in desk.facts[:LOOKED_AT]
        if f.unit == members[0].unit and f.metric in named - taken and f.values[0] > 0
    ]
    if len(found) > 1 or not (found or named - taken):
        found = _between_named(desk, members, named - taken or None, taken)
    return found[0] if len(found) == 1 else None


def _between_named(
    desk: Desk, members: list[Fact], measures: set[str] | None, taken: set[str]
) -> list[Fact]:
    """The other figures found of two parties that are both named, of some measures or of any; where
    there are several, those of the very time that is named.
    """
    named = {m.concept for m in desk.question.entities}
    found = [
        f
        for f in desk.facts[:LOOKED_AT]
        if f.unit == members[0].unit
        and f.metric not in taken
        and (measures is None or f.metric in measures)
        and f.values[0] > 0
        and {f.subject, f.counterparty} <= named
    ]
    if len(found) < TWO:
        return found
    dated = [p for p in desk.question.periods if p.kind not in ("year", "relative")]
    return [f for f in found if f.period.kind in AT_A_TIME and timing(dated, f) >= AT_ONCE]


def _alike(desk: Desk, lead: Fact, *, by_taker: bool) -> list[Fact]:
    """The figures of a measure in one digest, or those that make up one whole, of one side: of the
    party that gives, or of the one that takes.
    """
    ref, whole = lead.stated_in, whole_told(desk, lead)
    found: list[Fact] = []
    for fact in desk.ledger.facts if desk.ledger and ref else ():
        at = fact.stated_in
        if at is None or ref is None or fact.unit != lead.unit or len(fact.values) != 1:
            continue
        sides = (lead.counterparty, fact.counterparty) if by_taker else (lead.subject, fact.subject)
        same = fact.metric == lead.metric and sides[0] is not None and sides[0] == sides[1]
        near = at.passage_id.partition("/")[0] == ref.passage_id.partition("/")[0]
        of_whole = whole is not None and fact is not whole and whole_told(desk, fact) is whole
        parts = whole is not None and of_whole and at.passage_id == ref.passage_id
        if near and fact.later == lead.later and (parts or (same and whole is None)):
            found.append(fact)
    return found


def _is_named(desk: Desk, folded: str, fact: Fact, alike: list[Fact]) -> bool:
    """Whether the question names a figure by a party or a name that no other of its like has."""
    others = [f for f in alike if f is not fact]
    taken = {p for f in others for p in (f.subject, f.counterparty)}
    own = {fact.subject, fact.counterparty} - taken
    if own & {m.concept for m in desk.question.entities}:
        return True
    names = set(_NAME.findall(fact.statement_en))
    names -= {n for f in others for n in _NAME.findall(f.statement_en)} | set(MONTHS)
    return any(re.search(rf"(?<![a-z\d]){re.escape(fold(n))}(?![a-z\d])", folded) for n in names)


def whole_told(desk: Desk, part: Fact) -> Fact | None:
    """The figure of which a part's own sentence says that it is a part, by the whole's name."""
    ref = part.stated_in
    names = [_stems(m["whole"]) for m in _OF.finditer(_plain(part.statement_en))]
    if ref is None or not names or desk.ledger is None:
        return None
    found: list[tuple[int, Fact]] = []
    for fact in desk.ledger.facts:
        at = fact.stated_in
        if at is None or at.passage_id.partition("/")[0] != ref.passage_id.partition("/")[0]:
            continue
        larger = fact.unit == part.unit and fact.values and fact.values[0] > part.values[0]
        fits = larger or (part.unit == "%" and fact.unit in (*MONEY, "GW", "MW"))
        if fact is part or not fits or len(fact.values) != 1 or not _at_once(fact, part):
            continue
        words = _stems(fact.metric.replace("_", " "))
        head = _stems(fact.metric.rpartition("_")[2])
        if any(words <= name for name in names):
            found.append((len(words), fact))
        elif at.passage_id == ref.passage_id and any(head <= name for name in names):
            found.append((0, fact))
    most = max((n for n, _ in found), default=0)
    best = [fact for n, fact in found if n == most]
    return max(best, key=lambda f: f.values[0]) if best else None


def _at_once(one: Fact, other: Fact) -> bool:
    """Whether two figures are of one time, as far as they name one, and known at one time."""
    ends = {f.period.end for f in (one, other) if f.period.end}
    return len(ends) < 2 and one.later == other.later


def _leaves_out(folded: str, part: Fact, whole: Fact) -> bool:
    """Whether the question names the whole, and the part as what is not meant or already off."""
    han = has_han(folded)
    told, all_of_it = _words(part, han), _words(whole, han)
    own = [*(re.escape(w) for w in told - all_of_it), *_said_otherwise(part)]
    of_whole = [*(re.escape(w) for w in all_of_it), *_said_otherwise(whole)]
    if not own or not any(_places(of_whole, folded)):
        return False
    places = list(_places(own, folded))
    if any(_LEAVES_OUT.search(folded[max(0, at - NEAR) : at]) for at in places):
        return True
    left = _LEFT.search(folded)
    return left is not None and any(
        at < left.start() and _AFTERWARDS.search(folded[max(0, at - NEAR) : at]) for at in places
    )


def names_part(folded: str, part: Fact, whole: Fact) -> bool:
    """Whether the question has a word that the part's sentence has and the whole's has not."""
    han = has_han(folded)
    own = _words(part, han) - _words(whole, han)
    return any(_places([re.escape(w) for w in own], folded))


def _places(patterns: list[str], folded: str) -> Iterator[int]:
    """Where the question has one of some words."""
    for pattern in patterns:
        yield from (m.start() for m in re.finditer(pattern, folded))


def _said_otherwise(fact: Fact) -> list[str]:
    return [words for name, words in _ANOTHER_WORD.items() if name in fact.metric]


def _words(fact: Fact, han: bool) -> frozenset[str]:
    """The words of a figure's sentence in one language, of Chinese each two letters in a row."""
    if not han:
        return _stems(_plain(fact.statement_en))
    told = fold(fact.statement_zh)
    pairs = {run[n : n + 2] for run in _HAN.findall(told) for n in range(len(run) - 1)}
    return frozenset(pairs | set(_LATIN.findall(told)))


def _plain(text: str) -> str:
    return fold(text).replace("centre", "center").replace("'s", "").replace("’s", "")


def _stems(text: str) -> frozenset[str]:
    words = re.split(r"-| ", " ".join(_LATIN.findall(text.replace("-", " "))))
    return frozenset(w[:STEM] for w in words if w and w not in _PLAIN)
