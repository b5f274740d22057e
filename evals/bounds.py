"""What the words around a figure make of it: exact, about, up to, at least, more or less than.

The evaluation's own word lists. Looks at the nearest words only; it does not follow a sentence.
"""

from __future__ import annotations

import re

_FLAGS = re.ASCII | re.IGNORECASE
_VERB = r"(?:[投付花出賠][資了]?|可?[達达]|為|可[認认][購购])?"
_BEFORE = tuple(
    (re.compile(rf"(?:{'|'.join(patterns)})\s*$", _FLAGS), bound)
    for bound, patterns in (
        (
            "up_to",
            (
                r"\b(?:up to|as much as|as many as|at most|no more than|maximum of|a ceiling of)",
                r"\bcapped at",
                rf"(?:最高|最多|高達|高达|至多|上限為?|不超過|不超过|上看){_VERB}",
            ),
        ),
        (
            "at_least",
            (
                r"\b(?:at least|no less than|no fewer than|a minimum of|minimum)",
                rf"(?:至少|不低於|不低于|不少於|不少于|起碼|起码|最少){_VERB}",
            ),
        ),
        (
            "more_than",
            (
                r"\b(?:more than|over|exceed(?:s|ed|ing)?|above|north of|in excess of)",
                r"\bgreater than|[>＞]",
                r"(?:超過|超过|逾|突破|超出|高於|高于|破)了?",
            ),
        ),
        (
            "less_than",
            (
                r"\b(?:less than|under|below|fewer than|just shy of)|[<＜]",
                r"(?:不到|未滿|未满|低於|低于|少於|少于|不足)了?",
            ),
        ),
        (
            "about",
            (
                r"\b(?:about|around|roughly|approximately|approx\.?|some|nearly|almost|close to)",
                r"\b(?:circa|c\.)|[~≈]",
                r"(?:(?<![合簽签])[約约]|大概|接近|(?<!最)近|幾乎|估計|差不多)[有為是]?",
            ),
        ),
    )
)
_AFTER = (
    (re.compile(r"\s*(?:以上|起)|\+(?!\d)|\s*or more\b", _FLAGS), "at_least"),
    (re.compile(r"\s*(?:以下|以內|以内)|\s*or less\b", _FLAGS), "up_to"),
    (re.compile(r"\s*(?:左右|上下|許)|\s*or so\b", _FLAGS), "about"),
)
_OVER = re.compile(r"\bover\s*$", re.IGNORECASE)


def bound_of(before: str, after: str, unit: str) -> str:
    """The bound that the words before and after a figure give it; `exact` without any."""
    if unit in ("years", "months", "quarters", "weeks", "days") and _OVER.search(before):
        return "exact"  # "over five years" says during
    found = [bound for pattern, bound in _BEFORE if pattern.search(before)]
    found += [bound for pattern, bound in _AFTER if pattern.match(after)]
    return found[0] if found else "exact"
