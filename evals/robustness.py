"""Questions written otherwise: whether full-width letters, case, spacing or a slip change anything.

A variant is made by rule from a case's question and must have the same outcome as it. Changes no
figure and no Chinese character; a slip turns round two letters inside one long word.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from evals.cases import Case
from evals.outputs import Robustness

SAMPLE = 40
"""Cases that are asked in every form."""
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_LONG_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]{7,}(?![A-Za-z])")


def full_width(question: str) -> str:
    """Latin letters, digits and signs as a Chinese keyboard types them."""
    return question.translate(_WIDE)


def lower_case(question: str) -> str:
    """No capital letter."""
    return question.lower()


def loose(question: str) -> str:
    """Double spaces, spaces at both ends and two marks at the end."""
    return f"  {question.replace(' ', '  ')}{question[-1] if question[-1] in '?？' else ''} "


def slip(question: str) -> str:
    """Two letters inside the last long Latin word exchanged; as it was where there is none."""
    words = list(_LONG_WORD.finditer(question))
    if not words:
        return question
    at = words[-1].start() + 3
    return question[:at] + question[at + 1] + question[at] + question[at + 2 :]


FORMS: Mapping[str, Callable[[str], str]] = {
    "full width": full_width,
    "lower case": lower_case,
    "loose": loose,
    "slip": slip,
}


def sample(cases: Iterable[Case], size: int = SAMPLE) -> tuple[Case, ...]:
    """The same cases on every run: the first by a hash of their ids.

    Hostile ones, follow-ups and paraphrases stay out.
    """
    plain = [case for case in cases if case.paraphrase_of is None and not case.history]
    able = [case for case in plain if case.kind != "hostile"]
    return tuple(sorted(able, key=lambda case: zlib.crc32(case.id.encode()))[:size])


def measure(
    cases: Sequence[Case], outcomes: Mapping[str, str], outcome_of: Callable[[Case], str]
) -> tuple[Robustness, ...]:
    """Ask each case in every form that changes it and compare with the outcome that it had."""
    found = []
    for form, write in FORMS.items():
        changed: list[str] = []
        asked = 0
        for case in cases:
            question = write(case.question)
            if case.id in outcomes and question != case.question:
                asked += 1
                if outcome_of(replace(case, question=question)) != outcomes[case.id]:
                    changed.append(case.id)
        found.append(Robustness(form, asked - len(changed), asked, tuple(changed)))
    return tuple(found)
