"""Remarks that a plan owes its reader: an operand that lacks, figures of unlike standing, a rate.

Each is a visible note in the reader's language; none stops the answer. It plans no calculation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.answer.plan.operands import asked_currency, given_rate
from bot.answer.plan.workings import missing, operands_of
from bot.knowledge.ledger import Ledger
from bot.language.phrases import Phrases
from bot.language.units import CURRENCIES
from bot.language.wording import Wording
from bot.language.workings import leaves
from bot.records import Calculation, Evidence, Fact, Note, Purpose, Question, Sought

__all__ = ["remarks"]

COMBINED = ("sum", "without", "remaining", "difference")
"""Operations beside the spelt-out ones that put several figures into one."""
NAMED_ROLES = frozenset(
    "amount cost cash burn income obligation start end stake stake_value part range base".split()
)
LONGEST, MOST = 60, 0.8


def remarks(
    question: Question,
    evidence: Evidence,
    made: Sequence[Calculation],
    purposes: Sequence[Purpose],
    ledger: Ledger | None,
    wording: Wording,
) -> tuple[Note, ...]:
    """Every remark on what was worked out, or could not be."""
    found = (
        _missing_rate(question, made, purposes, wording.phrases),
        _missing_operands(question, evidence, purposes, ledger, wording),
        _unlike_standing(purposes, ledger, wording),
        _side_by_side(question, wording.phrases),
    )
    return tuple(note for note in found if note is not None)


def _missing_rate(
    question: Question, made: Sequence[Calculation], purposes: Sequence[Purpose], phrases: Phrases
) -> Note | None:
    """What the reader has to add before an amount can be converted; an amount that was worked out
    in that currency needs no rate.
    """
    done = any(p.operation in ("convert", "given", "work_result") for p in purposes)
    currency = asked_currency(question)
    done = done or any(one.unit.partition("/")[0] == currency for one in made)
    if currency is None or done or given_rate(question, currency) is not None:
        return None
    return Note("missing_rate", phrases.say("note_missing_rate", question.language))


def _side_by_side(question: Question, phrases: Phrases) -> Note | None:
    """Where both languages, or a summary to pass on, are to be had."""
    code = "both_languages" if question.form.both else "summary" if question.form.whole else ""
    return Note(code, phrases.say(f"note_{code}", question.language)) if code else None


def _missing_operands(
    question: Question,
    evidence: Evidence,
    purposes: Sequence[Purpose],
    ledger: Ledger | None,
    wording: Wording,
) -> Note | None:
    """Which operands of the asked calculation neither the sources nor the reader give."""
    if question.working is None or purposes:
        return None
    used = {s.span for s in leaves(question.working) if s.given is not None}
    amounts = (q for q in question.quantities if q.unit.partition("/")[0] in CURRENCIES)
    if any((q.start, q.end) not in used for q in amounts):
        return None  # the question gives an amount that the working did not take up
    lacking = missing(question.working, operands_of(evidence, ledger))
    told = [s for s in lacking if s.role in NAMED_ROLES or not _whole(s, question)]
    names = list(dict.fromkeys(_called(s, question, wording) for s in told))
    if not names:
        return None
    what = _joined(names, wording)
    say = wording.phrases.say
    return Note("missing_operand", say("note_missing_operand", wording.language, what=what))


def _whole(sought: Sought, question: Question) -> bool:
    """Whether an operand's words are all of the question: they say nothing of what lacks."""
    return sought.span[1] - sought.span[0] > MOST * len(question.text)


def _called(sought: Sought, question: Question, wording: Wording) -> str:
    """An operand by its role, else by the question's own words."""
    if sought.role in NAMED_ROLES:
        return wording.phrases.say(f"role_{sought.role}", wording.language)
    words = question.text[sought.span[0] : sought.span[1]].strip(" ,.;:?，。；：？、")
    return f"“{words[:LONGEST]}”" if wording.language == "en" else f"「{words[:LONGEST]}」"


def _unlike_standing(
    purposes: Sequence[Purpose], ledger: Ledger | None, wording: Wording
) -> Note | None:
    """That a plan, a contract and money paid were put into one figure."""
    if ledger is None:
        return None
    for purpose in purposes:
        if not (purpose.operation in COMBINED or purpose.operation.startswith("work_")):
            continue
        facts = [f for f in (ledger.get(i) for i in purpose.facts) if f is not None]
        if len({f.status for f in facts}) > 1:
            what = _joined(list(_standings(facts, wording)), wording)
            say = wording.phrases.say
            return Note("unlike_standing", say("note_unlike_standing", wording.language, what=what))
    return None


def _standings(facts: Iterable[Fact], wording: Wording) -> Iterator[str]:
    for fact in facts:
        standing = wording.phrases.say(f"standing_{fact.status}", wording.language)
        yield wording.phrases.say(
            "what_standing", wording.language, what=wording.fact(fact), standing=standing
        )


def _joined(names: Sequence[str], wording: Wording) -> str:
    comma = ", " if wording.language == "en" else "、"
    *others, last = names
    if not others:
        return last
    return wording.phrases.say("and", wording.language, first=comma.join(others), last=last)
