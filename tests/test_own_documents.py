"""Questions about documents of strangers, end to end: a real index, the built-in engine.

The floors lie a little under what was measured (docs/decisions/0073 to 0075, 0088, 0096, 0105,
0108): facts, names and arithmetic, and the share of unanswerable questions that are refused. The
documents of `test` to `test3` were not looked at while the rules were written.
"""

from __future__ import annotations

from collections import Counter

import pytest
from own_documents import RIGHT, documents, indexed, judge, questions

from bot import Explainer

FLOORS = {
    "dev": {"fact": 0.92, "who": 0.89, "arithmetic": 0.82, "absent": 0.90},
    "test": {"fact": 0.90, "who": 0.75, "arithmetic": 0.75, "absent": 0.70},
    # Three longer documents each (docs/decisions/0074); the failures of `test2` were only counted.
    "dev2": {"fact": 0.86, "who": 0.90, "arithmetic": 0.75, "absent": 0.90},
    "dev3": {"fact": 0.80, "who": 0.90, "arithmetic": 0.40, "absent": 0.70},
    "test2": {"fact": 0.82, "who": 0.75, "arithmetic": 0.44, "absent": 0.45},
    # Six shorter ones, asked in the reader's words (docs/decisions/0075); `test3` was only counted.
    "dev4": {"fact": 0.80, "who": 0.75, "arithmetic": 0.14, "absent": 0.33},
    "test3": {"fact": 0.82, "who": 0.84, "arithmetic": 0.50, "absent": 0.60},
    # Four each by another author, asked as people talk (docs/decisions/0088); `test4` was only
    # counted up to then, and developed on afterwards (docs/decisions/0096).
    "dev5": {"fact": 0.84, "who": 0.76, "arithmetic": 0.46, "absent": 0.32},
    "test4": {"fact": 0.70, "who": 0.75, "arithmetic": 0.33, "absent": 0.58},
    # Other kinds: a practice's review, a fire service's year, a newsletter, a table of reservoirs.
    "dev6": {"fact": 0.80, "who": 0.76, "arithmetic": 0.76, "absent": 0.60},
    # By authors who knew nothing of the product (docs/decisions/0105); `test5` was only counted.
    "dev7": {"fact": 0.75, "who": 0.50, "arithmetic": 0.45, "absent": 0.33},
    "dev8": {"fact": 0.78, "who": 0.80, "arithmetic": 0.55, "absent": 0.25},
    "test5": {"fact": 0.58, "who": 0.45},
    # Four more such documents (docs/decisions/0108): a budget, an FAQ, minutes, a museum's review.
    "dev9": {"fact": 0.80, "who": 0.48, "arithmetic": 0.30, "absent": 0.40},
}


@pytest.fixture(scope="module")
def verdicts(library, tmp_path_factory):
    """Each half's questions with their verdicts, asked once."""
    folder = tmp_path_factory.mktemp("own")
    found = {}
    for half in FLOORS:
        explainer = Explainer(library.settings, indexed(library, half, folder))
        found[half] = [(c, judge(c, explainer.ask(c["question"]))) for c in questions(half)]
        library.remove(f"own-{half}")
    return found


@pytest.mark.parametrize(
    ("half", "kind", "floor"),
    [(half, kind, floor) for half, kinds in FLOORS.items() for kind, floor in kinds.items()],
)
def test_questions_about_strangers_documents_are_answered(verdicts, half, kind, floor):
    """The share of right answers of each kind stays above its floor."""
    counts = Counter(verdict for case, verdict in verdicts[half] if case["kind"] == kind)
    assert counts[RIGHT] >= floor * counts.total(), counts


@pytest.mark.parametrize(("half", "floor"), [("dev", 0.80), ("test", 0.60)])
def test_documents_in_the_other_language_are_answered(verdicts, half, floor):
    """A question over a document in the other language, by a template sentence and a quote."""
    counts = Counter(verdict for case, verdict in verdicts[half] if case.get("cross"))
    assert counts[RIGHT] >= floor * counts.total(), counts


def test_every_document_is_asked_about(tmp_path):
    """The questions name the files that stand there, and each file has questions."""
    for half in FLOORS:
        files = {path.name for path in documents(half, tmp_path / half).iterdir()}
        assert {case["document"] for case in questions(half)} == files
