"""A short follow-up that changes one thing of an earlier calculation, written out in full.

"And if it were six years?", "那如果只有六成呢？", "same for Meta", "without the first one": the
earlier question is taken up with the figure, party or period put in the place of the one like it.
Only a reader's own words are taken up, never an answer's. It computes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.language.chains import leaves
from bot.language.cues import pattern, patterns
from bot.language.phrases import Phrases
from bot.language.quantities import read_quantities
from bot.language.script import fold, has_han
from bot.language.units import CURRENCIES, CURRENCY_AFTER
from bot.records import Mention, Period, Quantity, Question, Sought, Span, Working

__all__ = ["exchanged_term", "supposed", "taken_up"]

SHORT, SHORT_ZH = 72, 30
TIMES = ("years", "quarters", "months")
RATE_BELOW = 1000
COUNTED = frozenset({"GW", "MW", "users", "shares", "GPUs", "people", "customers"})
STRETCHES = frozenset({"per_year", "per_quarter", "per_month", "per_week", "per_day"})
LIGHT = STRETCHES | {"whatif", "convert"}
PLACES = {
    "first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1,
    "第一": 0, "第二": 1, "第三": 2, "第四": 3, "最后": -1, "最后一": -1,
}  # fmt: skip
BARE = re.compile(
    r"\b(?:over|in|into|with|for|at|to|were|was|is|ran|lasted|took|only) ([a-z]+|\d+)\W*$"
)
_SCALE = r"hundred|thousand|million|billion|trillion|bn|mn|tn|[mk](?![a-z])|[十百千万萬亿億兆]"
AMOUNT = re.compile(
    r"(?P<before>[^\d〇零一二兩两三四五六七八九十百千]*)[\d,.〇零一二兩两三四五六七八九十百千]+"
    rf"(?P<scale>[ -]?(?:{_SCALE})+)?(?P<after>.*)",
    re.IGNORECASE | re.DOTALL,
)
BARE_NUMBER = re.compile(r"[\d,.]+")
WORDS_OF_MONEY = sorted({fold(word) for word in CURRENCY_AFTER}, key=len, reverse=True)
JOINED = r"(?:\s*(?:,|，|、|;)\s*(?:and\s+)?|\s+(?:and|plus)\s+|\s*(?:和|與|与|跟|及|加上|加)\s*)"


def taken_up(question: Question, earlier: Question, phrases: Phrases) -> str | None:
    """The earlier question's words with the follow-up's change; None where it is no such change."""
    if not (earlier.working or earlier.operations) or not _is_short(question.text):
        return None
    dropped = _dropped(question, earlier, phrases)
    if dropped is not None:
        return dropped
    stretch = _with_stretch(question, earlier)
    if stretch is not None:
        return stretch
    others = {m.concept for m in question.operations} - LIGHT
    if any(q.unit == "%" for q in question.quantities):
        others.discard("share")  # "only 60% of it" supposes a share and asks for none
    if others - {m.concept for m in earlier.operations} or question.metrics:
        return None
    figures = question.quantities or _bare(question, earlier)
    if figures and not question.entities:
        return _with_figures(question, figures, earlier, phrases)
    if question.quantities or not _cued(question, phrases, "follow_same"):
        return None
    return _with_party(question, earlier) or _with_period(question, earlier)


def supposed(
    question: Question, earlier: Question, phrases: Phrases
) -> tuple[Quantity, tuple[str, ...]] | None:
    """The figure that a follow-up supposes where the earlier question gives none like it ("what if
    it were 400bn?"), and the measures and parties that it names beside it.
    """
    figures = question.quantities
    if len(figures) != 1 or figures[0].low is not None or not _is_short(question.text):
        return None
    figure = figures[0]
    asked = {m.concept for m in question.operations}
    if asked - LIGHT - {m.concept for m in earlier.operations}:
        return None
    if not (earlier.working or earlier.operations or "whatif" in asked):
        return None
    amount = figure.unit in CURRENCIES or (figure.unit == "1" and figure.implied)
    if not (amount or figure.unit in COUNTED) or _cued(question, phrases, "follow_more"):
        return None
    if any(_kind(q) == _kind(figure) for q in earlier.quantities):
        return None  # it takes the place of the one that the reader gave
    named = [m.concept for m in (*question.metrics, *question.entities)]
    known = {m.concept for m in (*earlier.metrics, *earlier.entities)}
    if not set(named) <= known or not _cued(question, phrases, "follow_substitute"):
        return None
    return figure, tuple(dict.fromkeys(named))


def exchanged_term(
    question: Question, earlier: Question, phrases: Phrases
) -> tuple[str, Working] | None:
    """Both questions' words and the earlier calculation with the follow-up's figure in the place
    of the one like it: "and 10 per cent?" after "how much is 57% of it?".
    """
    figures = question.quantities
    if len(figures) != 1 or earlier.working is None or not _is_short(question.text):
        return None
    if question.metrics or question.entities or not _cued(question, phrases, "follow_substitute"):
        return None
    asked = {m.concept for m in question.operations} - LIGHT - {"share"}
    like = [s for s in leaves(earlier.working) if s.given and s.kind != "constant"]
    like = [s for s in like if s.given and _kind(s.given) == _kind(figures[0])]
    if asked - {m.concept for m in earlier.operations} or len(like) != 1:
        return None
    offset = len(earlier.text) + 1
    start, end = figures[0].start + offset, figures[0].end + offset
    moved = replace(figures[0], start=start, end=end)
    new = replace(like[0], span=(start, end), given=moved)
    return f"{earlier.text} {question.text}", _with_leaf(earlier.working, like[0], new)


def _with_leaf(working: Working, old: Sought, new: Sought) -> Working:
    parts = (
        _with_leaf(p, old, new) if isinstance(p, Working) else new if p == old else p
        for p in working.parts
    )
    return replace(working, parts=tuple(parts))


def _is_short(text: str) -> bool:
    return len(text) <= (SHORT_ZH if has_han(text) else SHORT)


def _cued(question: Question, phrases: Phrases, key: str) -> bool:
    return pattern(phrases, key).search(fold(question.text).strip()) is not None


# --- a figure ----------------------------------------------------------------------------------


def _kind(quantity: Quantity) -> str:
    """What a figure is, so that it takes the place of its like."""
    if quantity.unit in TIMES:
        return "time"
    if quantity.unit == "%":
        return "share"
    if 0 < quantity.value < RATE_BELOW and (quantity.unit == "1" or quantity.unit in CURRENCIES):
        return "rate"
    return "money" if quantity.unit in CURRENCIES or quantity.implied else quantity.unit


def _bare(question: Question, earlier: Question) -> tuple[Quantity, ...]:
    """A number alone, in the unit of time that the earlier question has: "and over six?"."""
    found = BARE.search(fold(question.text))
    unit = next((q.unit for q in earlier.quantities if q.unit in TIMES), "")
    return read_quantities(f"{found.group(1)} {unit}") if found and unit else ()


def _with_figures(
    question: Question, figures: Sequence[Quantity], earlier: Question, phrases: Phrases
) -> str | None:
    """The earlier question with the reader's new figures in place of the ones like them."""
    if not _cued(question, phrases, "follow_substitute"):
        return None
    text, added = earlier.text, []
    for figure in figures:
        like = [q for q in earlier.quantities if _kind(q) == _kind(figure)]
        flows = [
            q
            for q in earlier.quantities
            if q.unit.partition("/")[0] in CURRENCIES and "/" in q.unit
        ]
        if _kind(figure) == "money" and _cued(question, phrases, "follow_more"):
            return None  # so much on top of what there is
        if _kind(figure) == "money" and flows and _cued(question, phrases, "follow_flow"):
            like = flows
        if _kind(figure) == "rate":
            like = [q for q in reversed(like) if q.value != 1]  # 1 dollar to 31
        if len(like) > 1 and _kind(figure) == "money":
            return None  # which of several amounts is meant cannot be told
        if like:
            old = like[0]
            text = text.replace(old.text.strip(), _in_unit(figure, old), 1)
        elif _kind(figure) == "rate":
            return None
        else:
            added.append(figure.text.strip())
    return _appended(text, added)


def _in_unit(figure: Quantity, old: Quantity) -> str:
    """The new figure as it is written, with what it lacks of the old one: its scale, its currency,
    its stretch of time.
    """
    new = figure.text.strip()
    parts = AMOUNT.match(old.text.strip())
    if parts is None or old.unit in (figure.unit, "1"):
        return new
    if figure.unit == "1":
        scale = (parts["scale"] or "") if BARE_NUMBER.fullmatch(new) else ""
        return f"{parts['before']}{new}{scale}{parts['after']}"
    after = parts["after"]
    currency = next((w for w in WORDS_OF_MONEY if fold(after).lstrip().startswith(w)), "")
    return f"{new}{after.lstrip()[len(currency) :] if currency else after}"


def _appended(text: str, added: Sequence[str]) -> str:
    if not added:
        return text
    bare = text.rstrip(" ?？。.!！")
    if has_han(text):
        return f"{bare}，如果是{'、'.join(added)}？"
    return f"{bare}, if it were {' and '.join(added)}?"


def _with_stretch(question: Question, earlier: Question) -> str | None:
    """The earlier question by another stretch of time: "and per month?", "那每季呢？"."""
    new = [m for m in question.operations if m.concept in STRETCHES]
    old = [m for m in earlier.operations if m.concept in STRETCHES]
    said = (*question.entities, *question.metrics, *question.quantities)
    if len(new) != 1 or said or {m.concept for m in question.operations} - STRETCHES - {"average"}:
        return None
    if not old or old[0].concept == new[0].concept:
        return None
    start, end = old[0].start, old[0].end
    return f"{earlier.text[:start]}{new[0].text}{earlier.text[end:]}"


# --- a party or a period -----------------------------------------------------------------------


def _companies(question: Question) -> list[Mention]:
    return [m for m in question.entities if m.kind == "company"]


def _with_party(question: Question, earlier: Question) -> str | None:
    """The earlier question asked of another party, where it was asked of one alone."""
    new, old = _companies(question), _companies(earlier)
    if len({m.concept for m in new}) != 1 or len({m.concept for m in old}) != 1:
        return None
    text = earlier.text
    for mention in reversed(old):
        text = f"{text[: mention.start]}{new[0].text}{text[mention.end :]}"
    return text


def _with_period(question: Question, earlier: Question) -> str | None:
    """The earlier question asked of another time, where it was asked of one alone."""
    new, old = _dated(question.periods), _dated(earlier.periods)
    if question.entities or len(new) != 1 or len(old) != 1:
        return None
    start, end = old[0]
    return f"{earlier.text[:start]}{question.text[new[0][0] : new[0][1]]}{earlier.text[end:]}"


def _dated(periods: Sequence[Period]) -> list[Span]:
    return list(dict.fromkeys(p.span for p in periods if p.kind != "relative" and p.span))


# --- one of several ----------------------------------------------------------------------------


def _dropped(question: Question, earlier: Question, phrases: Phrases) -> str | None:
    """The earlier question without the first, second … or last of the things that it adds up."""
    folded = fold(question.text)
    found = next((m for p in patterns(phrases, "follow_drop") if (m := p.search(folded))), None)
    place = PLACES.get(found.group("place")) if found else None
    if place is None:
        return None
    for mentions in (_companies(earlier), list(earlier.metrics)):
        listed = list({m.concept: m for m in reversed(mentions)}.values())
        listed.sort(key=lambda m: m.start)
        if len(listed) > 1 and -len(listed) <= place < len(listed):
            return _without(earlier.text, _whole(listed[place], earlier))
    return None


def _whole(mention: Mention, earlier: Question) -> Mention:
    """A party with the figure named of it: "CoreWeave's RPO"."""
    joined = re.match(r"(?:'s|\u2019s|的)\s*", earlier.text[mention.end :])
    start = mention.end + (joined.end() if joined else 0)
    of_it = next((m for m in earlier.metrics if joined and m.start == start), None)
    if of_it is None or len({m.start for m in earlier.metrics}) < 2:
        return mention
    return replace(mention, text=earlier.text[mention.start : of_it.end], end=of_it.end)


def _without(text: str, mention: Mention) -> str:
    """A text without one thing of a list, and without the word that joined it to the next."""
    before, after = text[: mention.start], text[mention.end :]
    ahead = re.match(JOINED, after)
    if ahead:
        return before + after[ahead.end() :]
    behind = re.search(JOINED + r"$", before)
    return (before[: behind.start()] if behind else before) + after
