"""Whether a sentence ties one thing to another as its reason, its result or its condition.

By the connectives of both languages; it does not say of what, and judges no argument.
"""

from __future__ import annotations

import re

from bot.language.script import fold

__all__ = ["gives_reason"]

_REASON = re.compile(
    r"\bbecause\b|\btherefore\b|\bthus\b|\bso that\b|, so\b|\bwhich is why\b|\bthat is why\b"
    r"|\bmeans that\b|\bdue to\b|\bdriven by\b|\bas a result\b|\bowing to\b|\bresults? in\b"
    r"|\bleads? to\b|\bcauses?d?\b|\bdepends? on\b|\bin order to\b|\breflect(?:s|ed|ing)?\b"
    r"|\brather than\b|\bunlike\b|\bwhile\b|\bonly (?:if|when|as)\b|\bsince (?!\d|[a-z]+ \d)"
    r"|因为|因此|所以|由于|于是|意味|代表|导致|使得|才[能会算是]|正是|以便|为了|取决|反映"
    r"|\breasons?\b|\battribut\w+|\bput it down to\b|\bthanks to\b"
    r"|主因|原因|理由|归因|归功|拜.{1,12}所赐"
    r"|不等于|并非|而非|而不是|只要|若|一旦|愈.{1,12}愈|越.{1,12}越"
)


def gives_reason(text: str) -> bool:
    """Whether a sentence ties one thing to another as its reason, result or condition."""
    return bool(_REASON.search(fold(text)))
