"""A follow-up's own terms on the figure that the question before asked for.

"57% of it", "double it", "and if it were spread over 8 years?", 「以5,000億估值算，值多少？」.
The operand is the words of the earlier question, which stand before the follow-up's; no figure is
taken from an answer. It knows no fact and computes nothing.
"""

from __future__ import annotations

from dataclasses import replace

from bot.language.asked import Asked
from bot.language.own_figures import left_by
from bot.language.own_rates import asks_how_many
from bot.language.own_terms import OWN_TERMS, YES_OR_NO, Reader
from bot.language.phrases import Phrases
from bot.records import Mention, Question, Sought, Working

__all__ = ["terms_on"]

NO_AMOUNT = frozenset({"percent", "duration", "when", "who", "organisation"})
"""Kinds of answer of which no part is taken."""
SHORT = 60


def terms_on(question: Question, earlier: Question, phrases: Phrases) -> Working | None:
    """What a follow-up's own terms make of the figure that the earlier question asks for.

    The operand is the words of the earlier question, which stand before the follow-up's.
    """
    asked = Asked(
        text=question.text,
        phrases=phrases,
        quantities=question.quantities,
        operations=question.operations,
        named=(Mention("that", "metric", "", 0, 0),),
        periods=question.periods,
    )
    readers: tuple[Reader, ...] = (*OWN_TERMS, _bought, _share_of_that)
    if earlier.answer_type in NO_AMOUNT or _asks_ratio(earlier):
        readers = (_worth,)
    found = next((made for reader in readers if (made := reader(asked)) is not None), None)
    if found is None:
        return None
    return _behind(found, len(earlier.text) + 1, _kind_of(earlier))


def _asks_ratio(earlier: Question) -> bool:
    return bool({"share", "times", "growth"} & {m.concept for m in earlier.operations})


def _kind_of(earlier: Question) -> str:
    """What kind of figure the earlier question asks for."""
    return "GW" if earlier.answer_type == "power" else "money"


def _behind(working: Working, offset: int, kind: str) -> Working:
    """The working with its figures' places behind an earlier text, which its operand is."""
    parts: list[Working | Sought] = []
    for part in working.parts:
        if isinstance(part, Working):
            parts.append(_behind(part, offset, kind))
        elif part.given is None:
            sought = part.kind if part.kind == "%" else kind
            parts.append(replace(part, span=(0, offset - 1), kind=sought))
        elif part.kind == "constant":
            parts.append(part)
        else:
            start, end = part.span[0] + offset, part.span[1] + offset
            given = replace(part.given, start=start, end=end)
            parts.append(replace(part, span=(start, end), given=given))
    return replace(working, parts=tuple(parts))


def _share_of_that(asked: Asked) -> Working | None:
    """So many per cent of it, or more than it, or less: "57% of it", 「少兩成呢」."""
    alone = len(asked.percents) == len(asked.single) == len(asked.quantities) == 1
    if not alone or YES_OR_NO.search(asked.folded.strip()) or asked.asks("times", "before", "sum"):
        return None
    cued = any(map(asked.says, ("follow_substitute", "own_of_that", "asks_number")))
    if len(asked.text) > SHORT or not (cued or asked.percents[0].value < 0):
        return None
    share = asked.percents[0]
    amount = asked.sought("amount", "money")
    less = share.value < 0 or asked.says("own_fall") or asked.says("own_minus")
    more = asked.says("own_rise") or asked.says("own_plus")
    if less == more or (asked.says("own_of_that") and not asked.says("own_minus")):
        taken = asked.given("share", share)
        return Working("portion", (amount, taken)) if share.value > 0 and not less else None
    return Working("times", (amount, left_by(asked.given("change", share), falls=less)))


def _bought(asked: Asked) -> Working | None:
    """How many an amount told before pays for, at the reader's price for each."""
    if len(asked.money) != 1 or len(asked.single) != 1 or not asks_how_many(asked.folded):
        return None
    price = asked.given("price", asked.money[0])
    return Working("over", (asked.sought("amount", "money"), price))


def _worth(asked: Asked) -> Working | None:
    """What a stake told before is worth at a valuation that the reader gives."""
    if len(asked.money) != 1 or len(asked.single) != 1 or not asked.says("own_worth"):
        return None
    share = asked.sought("stake", "%")
    return Working("portion", (asked.given("whole", asked.money[0]), share))
