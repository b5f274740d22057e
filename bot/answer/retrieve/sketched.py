"""Which calculations suit a question: of several steps, on ranges, with the reader's own figures.

The kinds that the question's words make likely are laid out over the facts that bear on it and over
its own figures, measured and weighed against none. It computes nothing; which is taken, and whether
any, is for the plan.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from math import log

from bot.answer.retrieve.program_gate import asks_rate_alone
from bot.answer.retrieve.program_kinds import COUNTS
from bot.answer.retrieve.programs import Programs
from bot.answer.retrieve.reckoned import reckonings, reckons
from bot.answer.retrieve.sketch_kinds import sketches
from bot.answer.retrieve.sketch_measures import LEAST, Measures
from bot.answer.retrieve.sketch_parts import GROUPS, Sketch
from bot.answer.retrieve.sketch_weights import ANY, WEIGHTS
from bot.index.search import Searcher
from bot.language.asked import PER, UNITS
from bot.language.glossary import Glossary
from bot.language.operations import likely_sketches
from bot.language.script import fold
from bot.language.workings import leaves
from bot.records import Fact, Hit, Quantity, Question, Reckoning, Sketched

__all__ = [
    "conditional",
    "find_calculations",
    "find_sketches",
    "laid_out",
    "likely_kinds",
    "measures_of_none",
]

OPEN, LEAST_ASKED = 0.03, 0.5
"""From what probability a group of calculations is laid out, and any at all."""
KEPT = 24
OF_ANOTHER_TERM = frozenset({"own_saved", "own_lives", "own_two_lives"})
APART = frozenset({"difference", "remaining", "without"})
_SAVES = re.compile(r"\bsav(?:e|es|ed|ings?)\b|\blighter\b|省|减轻|少[付缴花还]")
"""Words for what another term takes off: without one, what a term comes to is asked for alone."""
_POINTS = re.compile(r"\bpercentage points?\b|百分点")
_OF_TIME = re.compile(r"(?:[前首头近]|过去|\b(?:first|last|past|previous)\s)$")
"""Words before a stretch that make it a time: the first nine months."""


def find_calculations(
    question: Question,
    facts: Sequence[Fact],
    searcher: Searcher,
    glossary: Glossary,
    hits: Sequence[Hit],
    told: Sequence[Collection[str]],
) -> tuple[tuple[Reckoning, ...], tuple[Sketched, ...]]:
    """The calculations with two facts that a question may ask for, and its sketches.

    `told` are the facts that its phrases name, the two of the best passage, and its operands.
    """
    likely, paired = likely_kinds(question), reckons(question)
    if not likely and not paired:
        return (), ()
    programs = Programs(question, facts, searcher, glossary, hits, told[:2])
    drawn = find_sketches(question, likely, programs, glossary, told) if likely else ()
    return reckonings(programs) if paired else (), drawn


def likely_kinds(question: Question) -> Mapping[str, float]:
    """How likely the words ask for each group of calculations, of those that ask for one at all,
    and for none; empty where they hardly ask for any.
    """
    if question.followed_up or question.history:
        return {}
    return conditional(likely_sketches(question), LEAST_ASKED)


def conditional(likely: Mapping[str, float], least: float) -> Mapping[str, float]:
    """The probabilities of the groups where one of them is asked for; empty where that is less
    likely than `least`.
    """
    asked = 1 - likely["none"]
    if asked < least:
        return {}
    return {name: p if name == "none" else p / asked for name, p in likely.items()}


def find_sketches(
    question: Question,
    likely: Mapping[str, float],
    programs: Programs,
    glossary: Glossary,
    told: Sequence[Collection[str]],
) -> tuple[Sketched, ...]:
    """The calculations that suit a question best, with their scores against none."""
    measures = Measures(question, programs, glossary, likely, told)
    none = _weigh(measures_of_none(question, likely, programs))
    weighed: dict[int, float] = {}
    found = []
    for n, sketch in enumerate(laid_out(question, likely, programs)):
        facts = measures.of_facts(sketch.singles)
        if id(facts) not in weighed:
            weighed[id(facts)] = _weigh(facts) + ANY - none
        score = weighed[id(facts)] + _weigh(measures.of_use(sketch, facts))
        found.append((score, n, sketch))
    found.sort(key=lambda f: (-f[0], f[1]))
    return tuple(
        _sketched(sketch, score, measures.parties_of(sketch)) for score, _, sketch in found[:KEPT]
    )


def laid_out(
    question: Question, likely: Mapping[str, float], programs: Programs
) -> Iterator[Sketch]:
    """Every sketch of the groups that the words make likely."""
    kinds = {kind for kind, group in GROUPS.items() if likely.get(group, 0.0) >= OPEN}
    per = next((PER[m.concept] for m in question.operations if m.concept in PER), "")
    spoken = fold(question.text)
    unit = next((name for name, cue in UNITS if cue.search(spoken)), "")
    if not (APART & {m.concept for m in question.operations} or _SAVES.search(spoken)):
        kinds -= OF_ANOTHER_TERM
    if asks_rate_alone(question):
        kinds -= {"before"}
    if _POINTS.search(spoken):
        kinds -= {"ratios"}  # what lies between the two is wanted
    own = [q for q in question.quantities if not _within_time(q, question)]
    found = sketches(programs.singles, programs.wide, own, per, unit, kinds)
    money = question.answer_type == "money"
    return (s for s in found if not (money and all(u in COUNTS for u in s.units)))


def _within_time(given: Quantity, question: Question) -> bool:
    """Whether a figure is part of a time that the question names: its first nine months."""
    if _OF_TIME.search(fold(question.text[: given.start])):
        return True
    spans = [p.span for p in question.periods if p.span]
    return any(start <= given.start and given.end <= end for start, end in spans)


def _weigh(measures: Mapping[str, float]) -> float:
    return sum(WEIGHTS.get(name, 0.0) * value for name, value in measures.items() if value)


def measures_of_none(
    question: Question, likely: Mapping[str, float], programs: Programs
) -> dict[str, float]:
    """What speaks for none of them."""
    told = {f"n_{k.removeprefix('none_')}": v for k, v in programs.none().items()}
    return {
        **{name: told.get(name, 0.0) for name in NONE},
        "n_spelt": float(question.working is not None),
        "n_none": log(likely["none"] + LEAST),
        "n_other": log(likely["other"] + LEAST),
        "n_own": float(bool(question.quantities)),
    }


NONE = ("n_said", "n_lead", "n_told", "n_compared", "n_unasked", "n_unnamed", "n_weak")


def _sketched(sketch: Sketch, score: float, theirs: Mapping[str, frozenset[str]]) -> Sketched:
    operands = {
        leaf: leaf.role
        for working in sketch.workings
        for leaf in leaves(working)
        if leaf.given is None
    }
    return Sketched(sketch.kind, sketch.workings, operands, score, sketch.values, theirs)
