"""Why a sentence does not hold, told in the reader's language.

The verifier, which knows no phrases, reasons in English and quotes figures as they stand in the
text that it read, of either language. Here both become the reader's. A reason that no phrase knows
stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.language.amounts import write_quantity
from bot.language.phrases import Phrases
from bot.language.quantities import read_quantities
from bot.records import Finding, Lang, Quantity

__all__ = ["in_words", "reason_pattern"]

REASONS, NAMED = "fault_", "fault_of_"
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_UNIT = re.compile(r"[A-Za-z]{3,}")
_VARIABLE = re.compile(r"\\\{(\w+)\\\}")


def in_words(finding: Finding, language: Lang, phrases: Phrases) -> Finding:
    """The finding with its reason in a language, the figures in it too."""
    fitting = [
        (len(english), key, match)
        for key, (english, _) in phrases.twins(REASONS).items()
        if not key.startswith(NAMED)
        and (match := reason_pattern(english).fullmatch(finding.reason)) is not None
    ]
    if not fitting:
        return finding
    _, key, match = max(fitting, key=lambda found: found[0])
    values = {n: _named(v, language, phrases) for n, v in match.groupdict().items()}
    return replace(finding, reason=phrases.say(key, language, **values))


def reason_pattern(english: str) -> re.Pattern[str]:
    """What a reason looks like that this phrase tells."""
    return re.compile(_VARIABLE.sub(r"(?P<\1>.+?)", re.escape(english)), re.DOTALL)


def _named(said: str, language: Lang, phrases: Phrases) -> str:
    """What a reason names, as a reader of the language writes it."""
    for key, (english, _) in phrases.twins(NAMED).items():
        if english == said:
            return phrases.say(key, language)
    foreign = _HAN.search(said) if language == "en" else _LATIN_UNIT.search(said)
    figures = read_quantities(said) if foreign else ()
    return "".join(_rewritten(said, figures, language)) if len(figures) == 1 else said


def _rewritten(said: str, figures: tuple[Quantity, ...], language: Lang) -> Iterator[str]:
    figure = figures[0]
    before, after = said[: figure.start].strip(), said[figure.end :].strip()
    if before or after or len(figure.values) > 1:
        yield said
    else:
        yield write_quantity(figure.value, figure.unit, language, bound=figure.bound)
