"""Particulars that a question may ask for: an auditor, a lock-up, a dividend, a country, the first.

A dictionary's list of what deals, securities, firms, people, sites and reports can have besides
their figures, each with its words in both languages; so are countries and regions, and words of
rank (`particulars.txt`). A question that names one is answered only where the sources speak of it.
It knows no party, no figure and no question.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.language.script import fold
from bot.language.word_lists import word_list

__all__ = ["particulars", "places", "places_of_business", "ranks", "words_of_particulars"]

_LEADING = re.compile(
    r"(?:\b(?:in|from|across|within|outside|throughout|of|to)(?: (?:the|all|mainland|whole))*"
    r"|在|来自|从|於|于|全) ?$"
)
_FROM_FIRST = re.compile(
    r"\bfrom (?:the |its |their )?(?:very )?(?:first|earliest)\b"
    r"(?= (?:\w+ )?(?:to|through|until)\b)"
    r"|从(?:最早|第一[个次版份])(?=.{0,6}到)"
)
"""What names the beginning of a list, and not the first of its kind."""
_ADJECTIVE = re.compile(r"(?:french|german|dutch|[a-z]+(?:ish|ese|ean|ian)) [a-z]")
_FOLLOWING = re.compile(
    r"(?:'s)? (?:revenue|sales|business|market|sites?|customers?|staff|orders|campus)\b"
    r"|(?:'s)? (?:[a-z]+ ){0,2}(?:makers|suppliers|supply chain|industry|economy|firms|companies"
    r"|government|regulators|authorities|ministry|stocks)\b"
    r"|(?:'s)? data cent(?:er|re)s?\b"
    r"|(?:地区|市场)?(?:的|那[个座])?(?:营收|市场|业务|销售|客户|员工|订单|据点|机房|资料中心|工厂"
    r"|供应链|产业|厂商?|业者|企业|公司|股市|经济|政府|监管|当局|央行)|(?:是?怎么|如何)(?:看|说|想)"
)


def particulars(text: str) -> frozenset[str]:
    """The particulars that a text names, by name; none where it names none of the list."""
    return _named("particular", text)


def places(text: str) -> frozenset[str]:
    """The countries and regions that a text names, by name."""
    return _named("place", text)


def places_of_business(text: str) -> frozenset[str]:
    """The places where or whence something is asked for: "in Japan", "revenue from Japan".

    A place that only says whose a party is ("the Finnish maker") is none of these.
    """
    folded = fold(text)
    found = ((name, m) for name, words in _patterns("place") for m in words.finditer(folded))
    return frozenset(
        name
        for name, m in found
        if _FOLLOWING.match(folded[m.end() :])
        or (_LEADING.search(folded[: m.start()]) and not _ADJECTIVE.match(folded, m.start()))
    )


def ranks(text: str) -> frozenset[str]:
    """The words of rank that a text holds (first, longest, alone), by name."""
    return _named("rank", _FROM_FIRST.sub(" ", fold(text)))


@lru_cache(maxsize=32768)
def _named(kind: str, text: str) -> frozenset[str]:
    folded = fold(text)
    return frozenset(name for name, words in _patterns(kind) if words.search(folded))


@lru_cache(maxsize=4)
def _patterns(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The entries of a kind with their words as one pattern."""
    return tuple(
        (entry.name, re.compile(rf"(?<![a-z])(?:{entry.english})|{entry.chinese}"))
        for entry in word_list("particulars")[kind]
    )


def words_of_particulars(text: str) -> tuple[str, ...]:
    """The words with which a text names its particulars, as they stand in it, in order."""
    folded = fold(text)
    spans = {m.span() for _, words in _patterns("particular") if (m := words.search(folded))}
    return tuple(text[start:end] for start, end in sorted(spans))
