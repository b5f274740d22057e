"""Workings of a level at the reader's margin, share or pace, and of one result set over a figure.

"At a 65% gross margin, what would gross profit be?" takes the revenue and the reader's margin;
"if OpenAI pays only half of its $300bn, what is left of the backlog?" a level less what is not
paid; 「平均一年多少？占營收幾成？」 sets the first result over the second figure. The reader's
figure stands for the source's of that measure. It knows no fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from bot.language.asked import Asked
from bot.language.own_figures import left_by
from bot.records import Mention, Quantity, Sought, Span, Working

__all__ = ["SUPPOSED_PARTS"]

_MARGIN = re.compile(
    r"\b(?:gross|operating|net|profit)(?: profit)? margins?\b"
    r"|毛利率|营业利[益润]率|营益率|净利润?率|纯益率|利润率"
)
_PROFIT = re.compile(
    r"\b(?:gross |net |operating )?(?:profits?|income|earnings)\b(?! margins?)|\bearn(?:ed|s)?\b"
    r"|\bma[dk]e\b|毛利(?!率)|[净淨]利(?!润?率)|营业利[益润](?!率)|营益(?!率)|获利|赚|盈余|利润(?!率)"
)
_FEWER = re.compile(
    r"\b(?:lower|less|smaller|lost|loses?|cost|fewer|drop|shortfall|forgone|difference)\b"
    r"|\bmore\b|\bhigher\b|(?<!多)少|差多少|多多少|多出|减"
)
_ONLY_PAID = re.compile(
    r"\b(?:pays?|paid|honou?rs?|honou?red|delivers?|delivered|keeps?|kept|comes? through|fulfils?"
    r"|spends?|buys?|takes?|collect(?:s|ed)?|turns? up|arrives?|materiali[sz]es?)\b"
    r"|付|兑现|履[行约]|完成|给|拿|买|实现|到位|收到"
)
_LEFT = re.compile(
    r"\b(?:left|remain\w*|become|becomes|shrink\w*|drops? to|falls? to|go down to|come down to)\b"
    r"|\bwhat would\b|剩|变[多成]|变为|会是|还有|降到|缩"
)
_PARTS_OF = re.compile(r"占|\bmakes? up\b|\bis\b|\baccounts? for\b")
_OFF = re.compile(
    r"\b(?:take|taking|subtract\w*|remov\w*|strip\w*|deduct\w*|exclud\w*|without|minus|less|net of"
    r"|leav\w+ out|apart from|other than)\b"
    r"|扣[掉除去]?|减[去掉]?|去掉|拿掉|不[算含计]|剔除|除去|撇开"
)
_EACH_PART = re.compile(
    r"(?:每|逐|一)个?(?P<zh>季|月|年)|\b(?:a|per|each|every) (?P<en>quarter|month|year)\b"
)
_AHEAD = re.compile(
    r"(?P<zh>[一二两三四五六七八九十\d]+)(?:个)?(?P<unit_zh>年|季|月)(?:之|以)?(?:后|内)"
    r"|\b(?:in|after|within) (?P<en>a|an|one|two|three|four|five|six|\d+)"
    r" (?P<unit>year|quarter|month)s?\b"
    r"|\b(?P<later>a|one|two|three|four|five|\d+) (?P<unit_later>year|quarter|month)s?"
    r" (?:later|from now|on)\b"
)
_NUMBERS = dict(
    zip("一二两三四五六七八九十", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True),
    a=1, an=1, one=1, two=2, three=3, four=4, five=5, six=6,
)  # fmt: skip
_UNITS = {"年": "year", "季": "quarter", "月": "month"}
_IN_A = {"year": 12, "quarter": 3, "month": 1}
_YEARS_OF = re.compile(
    r"\bhow many years(?:'|’| worth)? (?:of |worth of )?(?P<base>.+?)"
    r" (?:is|are|does|do|would|equals?) (?P<amount>.+)"
    r"|\bhow many years of (?P<base_two>.+?) (?:is|are) in (?P<amount_two>.+)"
    r"|(?P<amount_zh>.+?)(?:相当于|等于|是|抵得?上?|有)(?:大约|约|了)?(?:几|多少)年的?(?P<base_zh>.+)"
)
_TURN = re.compile(
    r"[?？。;；]\s*|[,，]\s*(?:and |so )?(?=(?:what|which|how) |[是占]|相当|那是|等于)"
)
_YEARLY = re.compile(
    r"\b(?:a|per|each|every) year\b|\byearly\b|\bannual(?:ly)?\b|一年|每年|年均|平均年"
)
_OVER_NEXT = (
    (
        "yearly_multiple",
        re.compile(
            r"^(?:那|这|它|又)?(?:又|约|大概)?(?:是|相当于|等于|为)(?P<base>.+?)的?(?:几|多少)倍"
            r"|^(?:and )?how many times (?:as (?:large|big|much) as )?(?P<en>.+?)"
            r" (?:is|would|are) (?:that|this|it)\b"
            r"|^(?:and )?what multiple of (?P<two>.+?) (?:is|would|are) (?:that|this|it)\b"
        ),
    ),
    (
        "yearly_share",
        re.compile(
            r"^(?:那|这|它|又)?(?:又|约|大概)?(?:占|是|相当于)(?:了|到)?(?P<base>.+?)的?"
            r"(?:几成|百分之几|多少|几%|几趴|比[例重])"
            r"|^(?:and )?(?:what|which|how (?:big|large) a)"
            r" (?:share|percentage|per ?cent|proportion|fraction|part) of "
            r"(?P<en>.+?) (?:is|would|does|are) (?:that|this|it)\b"
        ),
    ),
)


def _metric(asked: Asked, pattern: re.Pattern[str] | None = None) -> Mention | None:
    """The last measure that the question names, of those whose words fit."""
    named = [m for m in asked.named if m.kind == "metric"]
    return next((m for m in reversed(named) if not pattern or pattern.search(m.concept)), None)


def _place(asked: Asked, mention: Mention) -> Span:
    """The words of a measure with its party's: of its clause, between the reader's figures."""
    clause = next(
        (c for c in asked.clauses(asked.whole) if c[0] <= mention.start and mention.end <= c[1]),
        asked.whole,
    )
    start = max((q.end for q in asked.quantities if q.end <= mention.start), default=0)
    end = min((q.start for q in asked.quantities if q.start >= mention.end), default=clause[1])
    start, end = max(clause[0], start), min(clause[1], end)
    own = [m for m in asked.named if m.kind == "company" and start <= m.start < mention.start]
    return (start, mention.end) if own else (start, end)


def _at_a_margin(asked: Asked) -> Working | None:
    """A profit at the reader's margin: of the revenue; or what lies between two margins of it."""
    margin = _MARGIN.search(asked.folded)
    if margin is None or not 0 < len(asked.percents) <= 2 or asked.money or asked.times:
        return None
    if asked.asks("share", "times", "convert") or not _PROFIT.search(asked.folded):
        return None
    if not (asked.asks("whatif") or asked.says("work_supposed") or asked.says("asks_number")):
        return None
    taken = asked.sought("taken_in", "money")
    given = [asked.given("share", q) for q in asked.percents]
    less = _FEWER.search(asked.folded) is not None
    if len(given) == 2:
        low, high = sorted(given, key=lambda s: s.given.value if s.given else Decimal(0))
        return Working("at_margin", (taken, Working("less", (high, low)))) if less else None
    if asked.asks("difference") or (less and asked.says("asks_number")):
        told = asked.sought("margin", "%", margin.span())
        return Working("at_margin", (taken, Working("less", (told, given[0]))))
    return Working("at_margin", (taken, given[0]))


def _not_all_paid(asked: Asked) -> Working | None:
    """A level less what is not paid of a part of it: of the reader's amount, or so many per cent
    of the level.
    """
    level = _metric(asked)
    only = [q for q in asked.percents if asked.near("own_only", q)]
    amounts = asked.money or asked.plain
    if level is None or len(only) != 1 or asked.times or not _LEFT.search(asked.folded):
        return None
    if not _ONLY_PAID.search(asked.folded) or not 0 < only[0].value < 100:
        return None
    whole = asked.sought("level_left", "money", _place(asked, level))
    lost = left_by(asked.given("change", only[0]), falls=True)
    shares = [q for q in asked.percents if q is not only[0]]
    if len(amounts) == 1 and not shares:
        return Working("less", (whole, Working("times", (asked.given("part", amounts[0]), lost))))
    inside = [q for q in shares if _PARTS_OF.search(asked.folded[: q.start])]
    if amounts or len(inside) != 1:
        return None
    one = Sought("one", "constant", (0, 0), Quantity(Decimal(1), "1", "1", 0, 0))
    gone = Working("times", (asked.given("share", inside[0]), lost))
    return Working("times", (whole, Working("less", (one, gone))))


def _own_taken_off(asked: Asked) -> Working | None:
    """A figure of the sources less an amount that the reader names."""
    level = _metric(asked)
    amounts = asked.money or asked.plain
    if level is None or len(amounts) != 1 or asked.percents or asked.times or asked.per:
        return None
    if asked.asks("share", "times", "growth", "convert", "sum", "average"):
        return None
    off = [m for m in _OFF.finditer(asked.folded) if m.start() <= amounts[0].start]
    left = asked.says("own_remain") or asked.asks("remaining") or asked.says("own_after")
    if not off or amounts[0].start - off[-1].end() > NEAR or not left:
        return None
    whole = asked.sought("level_left", "money", _place(asked, level))
    return Working("less", (whole, asked.given("part", amounts[0])))


NEAR = 24


def _more_each_time(asked: Asked) -> Working | None:
    """A level after a while in which it rises by the reader's amount each quarter or year."""
    level, ahead = _metric(asked), _AHEAD.search(asked.folded)
    amounts = asked.rates or asked.money or asked.plain
    if level is None or ahead is None or len(amounts) != 1 or asked.percents:
        return None
    amount = amounts[0]
    by = amount.unit.partition("/")[2]
    each = _EACH_PART.search(asked.folded)
    by = by or (_UNITS.get(each["zh"] or "", "") or each["en"] if each else "")
    rises, falls = asked.says("own_rise"), asked.says("own_fall")
    if by not in _IN_A or rises == falls or asked.asks("share", "times", "convert"):
        return None
    word = ahead["zh"] or ahead["en"] or ahead["later"]
    unit = _UNITS.get(ahead["unit_zh"] or "", "") or ahead["unit"] or ahead["unit_later"]
    count = _NUMBERS.get(word) or (int(word) if word.isdecimal() else 0)
    steps, rest = divmod(count * _IN_A[unit], _IN_A[by])
    if rest or not steps:
        return None
    once = replace(amount, unit=amount.unit.partition("/")[0])
    number = Sought("steps", "constant", (0, 0), Quantity(Decimal(steps), "1", by, 0, 0))
    added = Working("times", (asked.given("part", once), number))
    whole = asked.sought("level_left", "money", _place(asked, level))
    return Working("less" if falls else "add", (whole, added))


def _years_of(asked: Asked) -> Working | None:
    """How many years of one figure another comes to."""
    if asked.single or asked.asks("share", "difference", "growth"):
        return None
    found = _YEARS_OF.search(asked.folded)
    if found is None or sum(m.kind == "metric" for m in asked.named) < 2:
        return None
    names = {n.partition("_")[0]: found.span(n) for n, v in found.groupdict().items() if v}
    for name in ("amount", "base"):
        start, end = names[name]
        if not any(start <= m.start and m.end <= end and m.kind == "metric" for m in asked.named):
            return None
    latest = asked.sought("latest", "money", names["amount"])
    return Working("multiple", (latest, asked.sought("base", "money", names["base"])))


def _set_over_next(asked: Asked) -> Working | None:
    """What a deal comes to by the year, and that as a share or multiple of a second figure."""
    cuts = list(_TURN.finditer(asked.folded))
    if not cuts or asked.percents or asked.times:
        return None
    first = (0, cuts[0].start())
    if not _YEARLY.search(asked.folded[: first[1]]) or not asked.asks("share", "times"):
        return None
    start = cuts[0].end()
    rest = asked.folded[start:]
    named = any(m.start < first[1] for m in asked.named)
    for operation, pattern in _OVER_NEXT:
        found = pattern.search(rest)
        if found is None or not named:
            continue
        group = next(n for n, v in found.groupdict().items() if v)
        a, b = found.span(group)
        base = asked.sought("base", "money", (start + a, start + b))
        deal = asked.says("work_deal") or asked.says("work_deal_word")
        amount = asked.sought("contract" if deal else "amount", "money", first)
        return Working(operation, (amount, base))
    return None


Reader = Callable[[Asked], Working | None]
SUPPOSED_PARTS: tuple[Reader, ...] = (
    _at_a_margin,
    _not_all_paid,
    _own_taken_off,
    _more_each_time,
    _years_of,
    _set_over_next,
)
