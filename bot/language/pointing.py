"""A follow-up that sets a figure of its own beside what the earlier question asked for.

"What share of that was the final payment?", "比它前一年估的多多少？", "the latter as a share of the
former?": the earlier question's words and the follow-up's stand one behind the other, and
each operand of the calculation is a piece of them. Only a reader's own words are taken up, never
an answer's. It finds no fact and computes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from bot.language.asked import TIMES
from bot.language.cues import pattern, patterns
from bot.language.phrases import Phrases
from bot.language.script import fold, has_han
from bot.language.units import CURRENCIES
from bot.records import Mention, Quantity, Question, Sought, Span, Working

__all__ = [
    "NAMES",
    "beside_earlier",
    "both_together",
    "compared_with",
    "point_back",
    "relates_two",
    "says_something",
]

LONGEST, LONGEST_ZH = 130, 50
NAMES = (
    ("share", "point_share", ("own", "that")),
    ("share", "point_part", ("that", "own")),
    ("multiple", "point_multiple", ("that", "own")),
    ("multiple", "point_times", ("own", "that")),
    ("rate", "point_growth", ("that", "own")),
    ("apart", "point_gap", ("that", "own")),
    ("add", "point_sum", ("that", "own")),
)
"""The operation that each list of cues asks for, and the order of its two operands."""
YEARLY = {"share": "yearly_part", "multiple": "yearly", "apart": "yearly_apart"}
"""The operation on what two deals come to by the year."""
AMOUNTS = frozenset(
    "add less gap times portion over scenario whole middle compound depreciation present_value"
    " annuity_value at_margin".split()
)
"""Operations of which the result is an amount that a further one can take up."""
RELATED = ("share", "times", "difference", "growth", "sum")
BOTH = re.compile(
    r"\bboth\b|\b(?:the|those|these) two\b|\btwo of them\b|[这那](?:两|二|2)[笔个项家者次]"
    r"|两者|两笔|二者"
)
WHICH = re.compile(
    r"\b(?:which|who|whose|bigger|biggest|larger|largest|higher|highest|smaller|lower|greater|more"
    r"|less|now|then|so|does|make|makes|comes?|to|apart|between|work|works|out)\b"
    r"|哪|个|家|边|谁|比较|较|大|小|高|低|两|季|年|那|所以|起来"
)
"""Words that ask which of two is the larger, or how the two lie to one another."""
ROLES = {"share": ("part", "whole"), "multiple": ("amount", "base")}
ORDINALS = re.compile(
    r"\b(?:the )?(?P<one>former|first(?: one)?)\b|\b(?:the )?(?P<two>latter|second(?: one)?)\b"
    r"|(?P<one_zh>前者|第一[个项笔家])|(?P<two_zh>后者|第二[个项笔家])"
)


def point_back(
    question: Question, earlier: Question, phrases: Phrases
) -> tuple[str, Working] | None:
    """Both questions' words and the calculation on pieces of them; None where it is no such
    follow-up.
    """
    if len(question.text) > (LONGEST_ZH if has_han(question.text) else LONGEST):
        return None
    text = f"{earlier.text} {question.text}"
    found = (
        _of_both(question, earlier)
        or _rest_of(question, earlier, phrases)
        or _of_own(question, earlier, phrases)
    )
    return (text, found) if found is not None else None


def compared_with(
    question: Question, earlier: Question, swapped: str
) -> tuple[str, Working] | None:
    """ "And Nortel? How far behind was it?": the earlier question of one party and of the other."""
    asked = {m.concept for m in question.operations}
    operation = "apart" if "difference" in asked else "multiple" if "times" in asked else ""
    if not operation:
        return None
    end = len(earlier.text)
    one = Sought("that", "any", (end + 1, end + 1 + len(swapped)))
    other = Sought("own", "any", (0, end))
    return f"{earlier.text} {swapped}", Working(operation, (one, other))


def both_together(
    question: Question, first: str, second: str, phrases: Phrases
) -> tuple[str, Working] | None:
    """What a follow-up makes of the figures that two earlier questions ask for: "and the two
    together?", 「差多少？」.
    """
    if not relates_two(question, phrases):
        return None
    asked = {"sum" if m.concept == "total" else m.concept for m in question.operations}
    if "growth" in asked:
        asked.discard("share")  # "grew by what share?"
    operation = OPERATIONS.get(next((o for o in RELATED if o in asked), ""))
    if operation is None:
        return None
    start = len(first) + 1
    one, other = (0, len(first)), (start, start + len(second))
    spans = [one, other] if operation in ("add", "rate") else [other, one]
    return f"{first} {second} {question.text}", _working(operation, spans)


def relates_two(question: Question, phrases: Phrases) -> bool:
    """Whether words name nothing of their own and set two figures in relation, or ask which of
    two is the larger.
    """
    named = (*question.entities, *question.metrics, *question.quantities, *question.periods)
    if any(not isinstance(q, Quantity) or q.value != 2 for q in named):
        return False
    folded = fold(question.text)
    if BOTH.search(folded):
        return True
    for mention in sorted(question.operations, key=lambda m: -m.start):
        folded = f"{folded[: mention.start]} {folded[mention.end :]}"
    related = {m.concept for m in question.operations} & {*RELATED, "total"}
    asks = bool(related) or WHICH.search(folded) is not None
    return asks and not says_something(WHICH.sub(" ", folded), phrases)


def beside_earlier(question: Question, phrases: Phrases) -> bool:
    """Whether words point back to a figure that was asked for before."""
    return pattern(phrases, "point_pronoun").search(fold(question.text)) is not None


# --- a figure of its own -----------------------------------------------------------------------


def _of_own(question: Question, earlier: Question, phrases: Phrases) -> Working | None:
    """The earlier question's figure and one that the follow-up names."""
    complete = bool(question.entities) and bool(question.metrics)
    if complete and not beside_earlier(question, phrases):
        return None
    offset = len(earlier.text) + 1
    for operation, own, order in _frames(question, phrases):
        given = _given_in(question, own)
        if given is None and not says_something(fold(question.text)[slice(*own)], phrases):
            continue
        spans = {"that": (0, len(earlier.text)), "own": _moved(own, offset)}
        working = _working(operation, [spans[name] for name in order])
        if given is not None:
            working = _with_given(working, given, offset)
        elif operation == "share" and _added(fold(question.text)[slice(*own)], phrases):
            working = _of_role(working, offset, "change", "USD")
        elif operation in YEARLY and _by_the_year(question, earlier):
            return _with_result(_each_a_year(working), earlier)
        elif _names_deal(question, own, phrases):
            working = _of_role(working, offset, "contract")
        working = _with_result(working, earlier)
        return _of_all(working) if _asks_all(earlier) else working
    return None


def _frames(question: Question, phrases: Phrases) -> Iterator[tuple[str, Span, tuple[str, str]]]:
    """The operations that the words may ask for, with where the operand of their own stands and
    in which order the two come.
    """
    folded = fold(question.text)
    asked = {m.concept for m in question.operations}
    related = OPERATIONS.get(next((o for o in RELATED if o in asked), ""))
    cues = patterns(phrases, "point_against") if related else ()
    for found in (p.search(folded) for p in cues):
        if found is not None and related:
            yield related, found.span("own"), ("that", "own")
    for named, key, order in NAMES:
        for found in (p.search(folded) for p in patterns(phrases, key)):
            if found is not None:
                yield named, found.span("own"), order


def _added(words: str, phrases: Phrases) -> bool:
    """Whether words speak of what was added to a figure."""
    return pattern(phrases, "point_added").search(words) is not None


def _names_deal(question: Question, own: Span, phrases: Phrases) -> bool:
    """Whether words name a party's deal and no measure of it."""
    words = fold(question.text)[slice(*own)]
    measured = any(own[0] <= m.start and m.end <= own[1] for m in question.metrics)
    return not measured and pattern(phrases, "point_deal").search(words) is not None


def _of_role(working: Working, offset: int, role: str, kind: str = "any") -> Working:
    """The working with a role, and a kind, for the operand that the follow-up names."""
    parts = (
        replace(p, role=role, kind=kind) if isinstance(p, Sought) and p.span[0] >= offset else p
        for p in working.parts
    )
    return replace(working, parts=tuple(parts))


def _by_the_year(question: Question, earlier: Question) -> bool:
    """Whether an amount a year is asked for of the one and of the other."""
    asked = {m.concept for q in (question, earlier) for m in q.operations}
    return "per_year" in asked and "per_year" in {m.concept for m in earlier.operations}


def _each_a_year(working: Working) -> Working:
    """The working with each amount as what it comes to by the year of its term."""
    parts = tuple(replace(p, role="contract") for p in working.parts if isinstance(p, Sought))
    return Working(YEARLY[working.operation], parts)


def _with_result(working: Working, earlier: Question) -> Working:
    """The working with the result of the earlier calculation, where one was spelled out, for the
    figure that the earlier question asks for.
    """
    made = earlier.working
    if made is None or made.per or not _is_amount(made):
        return working
    parts = (
        made if isinstance(p, Sought) and p.span == (0, len(earlier.text)) else p
        for p in working.parts
    )
    return replace(working, parts=tuple(parts))


def _is_amount(working: Working) -> bool:
    """Whether a working is one expression that comes to an amount."""
    inner = (p for p in working.parts if isinstance(p, Working))
    return working.operation in AMOUNTS and all(_is_amount(p) for p in inner)


def _rest_of(question: Question, earlier: Question, phrases: Phrases) -> Working | None:
    """What a share asked for before, and one that the follow-up names, leave for the others."""
    asks = "share" in {m.concept for m in earlier.operations} or earlier.answer_type == "percent"
    if not asks or question.quantities or question.metrics:
        return None
    made, left = earlier.working, {m.concept for m in question.operations}
    if made and made.operation == "share" and left == {"remaining"} and not question.entities:
        return Working("less", tuple(reversed(made.parts)))
    for found in (p.search(fold(question.text)) for p in patterns(phrases, "point_rest")):
        if found is None:
            continue
        whole = Sought("whole", "constant", (0, 0), Quantity(Decimal(100), "%", "100%", 0, 0))
        that = Sought("term", "%", (0, len(earlier.text)))
        own = found.groupdict().get("own")
        if own and not question.entities:
            return None
        parts: tuple[Sought, ...] = (whole, that)
        if own:
            parts += (Sought("term", "%", _moved(found.span("own"), len(earlier.text) + 1)),)
        return Working("less", parts)
    return None


def _given_in(question: Question, span: Span) -> Quantity | None:
    """The reader's own amount among the words at a span, where it is all that they name."""
    inside = [q for q in question.quantities if span[0] <= q.start and q.end <= span[1]]
    named = (*question.metrics, *question.entities)
    if len(inside) != 1 or any(span[0] <= m.start and m.end <= span[1] for m in named):
        return None
    counted = inside[0].unit not in (*TIMES, "%", "x") and inside[0].low is None
    return inside[0] if counted else None


def _with_given(working: Working, given: Quantity, offset: int) -> Working:
    """The working with the reader's amount for the operand that the follow-up names."""
    span = _moved((given.start, given.end), offset)
    kind = "money" if given.unit in CURRENCIES or given.implied else given.unit
    moved = replace(given, start=span[0], end=span[1])
    parts = (
        replace(p, kind=kind)
        if isinstance(p, Sought) and p.span[0] == 0
        else Sought("amount", kind, span, moved)
        for p in working.parts
    )
    return replace(working, parts=tuple(parts))


def _asks_all(earlier: Question) -> bool:
    """Whether the earlier question asked for the sum of several of a kind: "in all"."""
    return bool({"sum", "total"} & {m.concept for m in earlier.operations})


def _of_all(working: Working) -> Working:
    """The working with the earlier figure as the sum of all of its kind."""
    parts = (
        replace(p, kind="all") if isinstance(p, Sought) and p.span[0] == 0 else p
        for p in working.parts
    )
    return replace(working, parts=tuple(parts))


def _moved(span: Span, offset: int) -> Span:
    return span[0] + offset, span[1] + offset


def says_something(words: str, phrases: Phrases) -> bool:
    """Whether words name a thing: not a pronoun, an operation or a stretch of time alone."""
    left = pattern(phrases, "point_empty").sub(" ", words)
    return re.search(r"[a-z]{3,}|[\u3400-\u9fff]{2,}|\d{4}", left) is not None


def _working(operation: str, spans: list[Span]) -> Working:
    roles = ROLES.get(operation, ("term", "term"))
    return Working(operation, tuple(Sought(r, "any", s) for r, s in zip(roles, spans, strict=True)))


# --- the former and the latter -----------------------------------------------------------------


def _of_both(question: Question, earlier: Question) -> Working | None:
    """The two figures of the earlier question, by "the former" and "the latter"."""
    asked = {m.concept for m in question.operations}
    order = list(_ordinals(fold(question.text)))
    things = _two_things(earlier)
    if len(order) != 2 or set(order) != {0, 1} or things is None or question.metrics:
        return None
    operation = OPERATIONS.get(next((o for o in RELATED if o in asked), ""))
    return _working(operation, [things[n] for n in order]) if operation else None


OPERATIONS = {
    "share": "share",
    "times": "multiple",
    "difference": "apart",
    "growth": "rate",
    "sum": "add",
}


def _ordinals(folded: str) -> Iterator[int]:
    for found in ORDINALS.finditer(folded):
        yield 0 if found["one"] or found["one_zh"] else 1


def _two_things(earlier: Question) -> tuple[Span, Span] | None:
    """The words for the two figures that a question names: two metrics, or two parties."""
    kinds: tuple[Callable[[], list[Mention]], ...] = (
        lambda: list(earlier.metrics),
        lambda: [m for m in earlier.entities if m.kind == "company"],
    )
    for mentions in kinds:
        first = {m.concept: m for m in reversed(mentions())}
        listed = _apart(sorted(first.values(), key=lambda m: m.start))
        if len(listed) == 2:
            first_end = listed[0].end
            return (0, first_end), (first_end, len(earlier.text))
    return None


def _apart(mentions: list[Mention]) -> list[Mention]:
    """Mentions that overlap no longer one."""
    return [
        m
        for m in mentions
        if not any(
            o is not m and o.start <= m.start and m.end <= o.end and len(o.text) > len(m.text)
            for o in mentions
        )
    ]
