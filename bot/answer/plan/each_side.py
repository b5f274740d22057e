"""The same small working for each of two sides, and then which of the two is ahead and by how much.

Growth against growth, a ratio of two measures against the other company's, one party against the
rest put together. Each side is worked out by itself; the answer opens with what lies between them.
It chooses sides by `sides` and words nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.answer.plan.changes import in_points
from bot.answer.plan.operands import MONEY, Desk
from bot.answer.plan.sides import Side, companies_named, in_time, of_time, sides_of, usable
from bot.knowledge.ledger import is_change, is_growth
from bot.language.script import fold
from bot.records import Fact, Mention

__all__ = ["OF_SIDES", "beside_the_rest", "each_changed", "each_ratio"]

TWO, THREE = 2, 3
AHEAD = {"growth": "outgrew", "difference": "gained_more", "share": "larger_part"}
"""What the last working is for, by what each side's is."""
OF_SIDES = frozenset(
    {*AHEAD.values(), "fell_less", "gave_more", "pledged_more", "beside_rest", "short_of_rest"}
    | {"side_times", "side_gap"}
)
"""What only workings of two sides are for."""
_WHICH = re.compile(
    r"\bwhich\b|\bwhose?\b|\bwho\b|\beach\b(?! other)|\brespectively\b|\bfaster\b|\bslower\b"
    r"|\bharder\b|\boutpac\w+|\boutgr\w+|\bquicker\b|\bsteeper\b|\bcompar\w+|\bversus\b|\bvs\b|\bor\b|\bthan\b"
    r"|谁|哪|各|分别|比较|相比|快|慢|猛"
)
_MOVED = re.compile(
    r"\bfaster\b|\bslower\b|\boutpac\w+|\boutgr\w+|\bgr[eo]w\w*|\bclimb\w*|\brose\b|\bris(?:e|en|ing)\b"
    r"|\bjump\w*|\badd(?:ed|s)?\b|\bincreas\w+|\bgain\w*|\bswell\w*|\bfell\b|\bfall\w*|\bshr[aiu]nk\b"
    r"|成长|增长|增加|增幅|涨|升|快|冲|跌|减少|下降|缩|猛"
)
_RATIO = re.compile(
    r"\bper ?cent\b|%|\bpercentage\b|\bshare\b|\bper (?:us)?\$? ?1(?:00)?\b|\bof (?:each|every)\b"
    r"|\bratio\b|\bmargins?\b|百分|几%|多少%|每(?:100|一百|1|一)?.{0,2}(?:元|块)|比例|比率|占|几趴|率"
)
_TOGETHER = re.compile(
    r"\btogether\b|\bcombined\b|\bput together\b|\bin total\b|\bsum of\b|\badded up\b|\bplus\b"
    r"|加起来|合计|合起来|加总|总和|相加|两家加|加(?=\S{1,8}(?:比|合|的?总))"
)
_MORE = re.compile(
    r"\bmore\b|\bless\b|\bbigger\b|\blarger\b|\bsmaller\b|\bexceed\w*|\bbeat\w*|\boutstrip\w*|\btop\b"
    r"|比|多|少|超过|胜过|赢"
)
_OTHERS = re.compile(
    r"\b(?:the )?(?:two others|other two|others|rest)\b|另外[两二几]|其他[两二几]?[家个]|其余"
)
_JOINS = re.compile(r"[\s,、，&]*(?:and|plus|加上?|和|与|跟|及|以及)?[\s,、，&]*")


def each_changed(desk: Desk) -> bool:
    """What each of two sides changed by between its two times, and which changed by more."""
    folded = fold(desk.question.text)
    grows = "growth" in desk.asked or any(is_change(m.concept) for m in desk.question.metrics)
    if desk.question.working or not (grows or _MOVED.search(folded)) or not _WHICH.search(folded):
        return False
    sides = None if _own_amounts(desk) else sides_of(desk)
    both = [in_time(desk, side) for side in sides] if sides else []
    pairs = [pair for pair in both if pair is not None]
    if sides is None or len(pairs) != TWO or pairs[0] == pairs[1]:
        return False
    cues = {m.concept for m in desk.question.refusal_cues}
    money = "asks_money" in cues and desk.question.answer_type != "percent"
    told = "difference" if money else "growth"
    for old, new in pairs:
        first, last = desk.of_fact(old), desk.of_fact(new)
        shown = f"{last} - {first}" if money else f"pct_change({first}, {last})"
        if not desk.work(told, shown, [new, old]):
            desk.clear()
            return False
    return _ahead(desk, told, [pair[1] for pair in pairs])


def each_ratio(desk: Desk) -> bool:
    """Which part of one measure another is at each of two companies, and how far apart they are."""
    question = desk.question
    folded = fold(question.text)
    named = list(dict.fromkeys(m.concept for m in question.metrics))
    if len(named) != TWO or any(is_growth(m) or is_change(m) for m in named):
        return False
    own = [q for q in question.quantities if q.value not in (1, 100)]
    if own or not _RATIO.search(folded) or not _of_both(desk):
        return False
    sides = sides_of(desk)
    if sides is None or sides[0].party == sides[1].party:
        return False
    both = [_part_and_whole(desk, side, named) for side in sides]
    found = [pair for pair in both if pair is not None]
    if len(found) != TWO or found[0][0].metric != found[1][0].metric:
        return False
    for part, whole in found:
        if not desk.work(
            "share", f"share({desk.of_fact(part)}, {desk.of_fact(whole)})", [part, whole]
        ):
            desk.clear()
            return False
    return _ahead(desk, "share", [part for part, _ in found])


def _of_both(desk: Desk) -> bool:
    """Whether both measures are said of both companies: between the two names stands none of them,
    or both; one alone would be the first company's, and the other the second's.
    """
    places = sorted(m.start for m in desk.question.entities if m.kind == "company")
    if len(places) < TWO:
        return False
    between = {m.concept for m in desk.question.metrics if places[0] < m.start < places[-1]}
    return len(between) != 1


def _part_and_whole(desk: Desk, side: Side, named: Sequence[str]) -> tuple[Fact, Fact] | None:
    """A company's two figures of one time, the part first: of a revenue all else is a part."""
    found = [of_time(desk, side, metric) for metric in named]
    one, other = found
    if one is None or other is None or one.unit not in MONEY or one.unit != other.unit:
        return None
    if (one.period.start, one.period.end) != (other.period.start, other.period.end):
        return None
    if min(one.values[0], other.values[0]) <= 0 or one.subject != other.subject:
        return None
    if "revenue" in (one.metric, other.metric):
        return (other, one) if one.metric == "revenue" else (one, other)
    return (one, other) if one.values[0] <= other.values[0] else (other, one)


def _own_amounts(desk: Desk) -> bool:
    """Whether the reader gives a figure of their own, beside how many there are."""
    return any(q.unit in (*MONEY, "%", "x") for q in desk.question.quantities)


def _ahead(desk: Desk, told: str, facts: Sequence[Fact]) -> bool:
    """Put in front what lies between the two results, the larger one's side named first."""
    values = [Decimal(c.value or "0") for c in desk.calculations]
    if values[0] == values[1]:
        return True
    large, small = (0, 1) if values[0] > values[1] else (1, 0)
    shown = f"{desk.result(large)} - {desk.result(small)}"
    name = AHEAD[told]
    if told == "growth" and values[large] < 0:
        name = "fell_less"
    if not desk.work(name, shown, [facts[large], facts[small]]):
        return True
    in_points(desk)
    desk.purposes.insert(0, desk.purposes.pop())
    return True


# --- one against the rest ----------------------------------------------------------------------


def beside_the_rest(desk: Desk) -> bool:
    """One party's figure less those of all the others together, which are named as one side."""
    folded = fold(desk.question.text)
    others = _OTHERS.search(folded) is not None
    grouped = _one_and_group(desk)
    if not _MORE.search(folded) or not (_TOGETHER.search(folded) or grouped):
        return False
    if not (grouped or others) or _own_amounts(desk):
        return False
    facts = _of_one_measure(desk, grouped)
    if facts is None:
        return False
    single, *rest = facts
    total = " + ".join(desk.of_fact(f) for f in rest)
    less = f"{desk.of_fact(single)} - ({total})"
    more = single.values[0] >= sum(f.values[0] for f in rest)
    shown = less if more else f"({total}) - {desk.of_fact(single)}"
    return desk.work("beside_rest" if more else "short_of_rest", shown, facts)


def _one_and_group(desk: Desk) -> tuple[str, tuple[str, ...]] | None:
    """The one party and those that stand together on the other side: "A alone, B and C"; one that
    all of them deal with stands on neither side.
    """
    named = companies_named(desk.question)
    if (found := _grouped(desk, named)) is not None:
        return found
    for common in named if _TOGETHER.search(fold(desk.question.text)) else ():
        found = _grouped(desk, [m for m in named if m is not common])
        if found is not None and _dealt_with(desk, common.concept, found):
            return found
    return None


def _dealt_with(desk: Desk, common: str, grouped: tuple[str, tuple[str, ...]]) -> bool:
    """Whether one company has a deal with each of the others."""
    others = {grouped[0], *grouped[1]}
    own = desk.ledger.find(subject=common) if desk.ledger else ()
    return others <= {f.counterparty for f in own}


def _grouped(desk: Desk, named: Sequence[Mention]) -> tuple[str, tuple[str, ...]] | None:
    """One company by itself and two or more that only a joining word parts."""
    text = fold(desk.question.text)
    groups: list[list[Mention]] = []
    for mention in named:
        near = groups and _JOINS.fullmatch(text[groups[-1][-1].end : mention.start])
        if groups and near:
            groups[-1].append(mention)
        else:
            groups.append([mention])
    sizes = sorted(len(g) for g in groups)
    if len(groups) != TWO or sizes[0] != 1 or sizes[1] < TWO:
        return None
    alone, many = sorted(groups, key=len)
    return alone[0].concept, tuple(m.concept for m in many)


def _of_one_measure(desk: Desk, grouped: tuple[str, tuple[str, ...]] | None) -> list[Fact] | None:
    """The figures of one measure and time of all those parties, the one's first; of parties that
    are not named the three or more that lead, the largest first.
    """
    for lead in desk.facts:
        if lead.unit not in MONEY or lead.metric == "" or is_growth(lead.metric):
            continue
        pool = desk.ledger.find(metric=lead.metric) if desk.ledger else ()
        like = {
            f.subject: f
            for f in pool
            if usable(desk, f)
            and (f.unit, f.counterparty, f.status) == (lead.unit, lead.counterparty, lead.status)
            and (f.period.start, f.period.end) == (lead.period.start, lead.period.end)
        }
        if grouped is None:
            beside = [f for f in like.values() if f.topic == lead.topic]
            if len(beside) >= THREE:
                return sorted(beside, key=lambda f: -f.values[0])
        elif {grouped[0], *grouped[1]} <= set(like):
            return [like[grouped[0]], *(like[who] for who in grouped[1])]
        elif grouped and (dealt := _of_deals(desk, lead, grouped)):
            return dealt
    return None


def _of_deals(desk: Desk, lead: Fact, grouped: tuple[str, tuple[str, ...]]) -> list[Fact]:
    """What one company's deals with all those parties come to, each told as one sum."""
    own = desk.ledger.find(subject=lead.subject, metric=lead.metric) if desk.ledger else ()
    found: list[Fact] = []
    for who in (grouped[0], *grouped[1]):
        theirs = [f for f in own if f.counterparty == who and f.unit == lead.unit]
        theirs = [f for f in theirs if usable(desk, f) and f.status == lead.status]
        if len({f.values for f in theirs}) != 1:
            return []
        found.append(theirs[0])
    return found
