"""Fits the weights of `bot.answer.retrieve.leading`: which of the passages found speaks first.

    .venv/bin/python -m tools.fit_leading

Reads evals/tuning/leading.jsonl (development questions with the passages that a right answer cites,
by author), measures every passage found for each and fits a logistic choice among them; prints the
weights and, from cross-validation over authors, how often the first passage is right, for the
weights in use beside it. None of the test split's questions are in it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.answer.retrieve.leading import WEIGHTS, measures
from bot.library import Library
from bot.settings import load_settings
from tools.questions import TUNING, ask, rows_of

QUESTIONS = TUNING / "leading.jsonl"
PENALTY = 0.003

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """The passages of one question: what is measured of each, which are right, whose it is."""

    measured: Floats
    right: NDArray[np.bool_]
    author: str
    english: bool


def main() -> int:
    """Print the weights and how often they lead with a right passage."""
    rows = rows_of(QUESTIONS)
    library = Library.open(load_settings())
    choices = [c for row in rows if (c := _choice(row, library)) is not None]
    in_use = np.array(list(WEIGHTS.values()))
    _tell("weights in use", choices, [in_use] * len(choices))
    authors = sorted({c.author for c in choices})
    without = {a: _fit([c for c in choices if c.author != a]) for a in authors}
    _tell("cross-validated", choices, [without[c.author] for c in choices])
    fitted = _fit(choices)
    print({name: round(float(w), 1) for name, w in zip(WEIGHTS, fitted, strict=True)})
    return 0


def _tell(name: str, choices: Sequence[Choice], weights: Sequence[Floats]) -> None:
    """Print the share of questions led by a right passage, and how surely."""
    shares = [_shares(c, w) for c, w in zip(choices, weights, strict=True)]
    first = np.array([c.right[s.argmax()] for c, s in zip(choices, shares, strict=True)])
    sure = np.array([s[c.right].sum() for c, s in zip(choices, shares, strict=True)])
    english = np.array([c.english for c in choices])
    print(
        f"{name}: n={len(choices)}, first right {first.mean():.3f}"
        f" (en {first[english].mean():.3f}, zh {first[~english].mean():.3f}),"
        f" negative log-likelihood {-np.log(sure + 1e-12).mean():.3f}"
    )


def _shares(choice: Choice, weights: Floats) -> Floats:
    weighed = choice.measured @ weights
    raised = np.exp(weighed - weighed.max())
    return np.asarray(raised / raised.sum())


def _fit(choices: Sequence[Choice]) -> Floats:
    """The weights under which right passages are likeliest, each in its measure's own spread."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    spread = np.vstack([c.measured for c in choices]).std(axis=0) + 1e-9

    def loss(tried: Floats) -> tuple[float, Floats]:
        value, slope = 0.0, np.zeros_like(tried)
        for choice in choices:
            shares = _shares(choice, tried / spread)
            sure = shares[choice.right].sum()
            of_right = np.where(choice.right, shares / sure, 0.0)
            value -= float(np.log(sure))
            slope -= (choice.measured / spread).T @ (of_right - shares)
        value, slope = value / len(choices), slope / len(choices)
        return value + 0.5 * PENALTY * float(tried @ tried), slope + PENALTY * tried

    found = minimize(loss, np.zeros(len(WEIGHTS)), jac=True, method="L-BFGS-B")
    return np.asarray(found.x / spread)


def _choice(row: dict[str, Any], library: Library) -> Choice | None:
    """What is measured of the passages found; None where all or none of them are right."""
    question, found = ask(row, library)
    told = measures(question, found.hits, library.searcher, library.glossary, found.facts)
    right = np.array([_is_cited(passage, row["cited"]) for _, passage in told], dtype=bool)
    if not right.any() or right.all():
        return None
    measured = np.array([[m[name] for name in WEIGHTS] for m in told.values()])
    return Choice(measured, right, row["author"], question.language == "en")


def _is_cited(passage: str, cited: Sequence[str]) -> bool:
    """Whether a passage is one of those, or of a source that is named as a whole."""
    return any(passage.startswith(name) for name in cited)


if __name__ == "__main__":
    sys.exit(main())
