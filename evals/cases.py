"""The cases: read from `cases/*.yaml`, checked strictly, so that a typing error is no wrong answer.

One file is one topic and belongs whole to one split (`README.md` says which is for what). Knows
nothing of the system that is judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal, get_args

from bot.records import Bound, Lang, Level, RefusalCode, Turn

FOLDER = Path(__file__).parent / "cases"
DOCUMENTS = Path(__file__).parent / "documents"

Kind = Literal[
    "fact",
    "arithmetic",
    "explanation",
    "comparison",
    "list",
    "premise",
    "conflict",
    "followup",
    "refusal",
    "hostile",
    "language",
]
Split = Literal["train", "dev", "test", "familiar"]
Author = Literal["ledger", "digests", "sources"]
KINDS: tuple[Kind, ...] = get_args(Kind)
SPLITS: tuple[Split, ...] = get_args(Split)
DEFAULT_TOLERANCE = "0.5%"
# A code, or for an answer that may only be partly refused, the status it must have.
STATUSES = ("answered", "partial", "refused", "error")

_CASE_KEYS = {
    "id", "kind", "lang", "question", "twin", "history", "level", "as_of", "expected", "note",
    "family", "documents", "expected_from", "paraphrases",
}  # fmt: skip
_TURN_KEYS = {"kind", "lang", "question", "level", "expected", "note"}
_FILE_KEYS = {"split", "written_from", "cases"}
_EXPECTED_KEYS = {
    "numbers", "points", "citations", "refusal", "may_refuse", "status", "forbidden", "never",
}  # fmt: skip


class CaseError(ValueError):
    """A case file breaks its rules; the text names file, case and what was expected."""


@dataclass(frozen=True, slots=True)
class ExpectedNumber:
    """A value that the answer must state; `tolerance` is absolute, in the same unit.

    Not `signed`: a difference, which may be told from either side. With a `bound`, the answer must
    keep it ("up to $100 billion").
    """

    value: Decimal
    unit: str
    tolerance: Decimal
    signed: bool = True
    bound: Bound | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """What a right answer holds; empty parts are not judged.

    A point and a citation are lists of alternatives of which one must be there. `may_refuse` names
    codes with which a refusal is as good as an answer, as for orders to ignore the rules.
    `forbidden` are claims that must not be made (to deny one is right), `never` texts that must
    not stand there at all.
    """

    numbers: tuple[ExpectedNumber, ...] = ()
    points: tuple[tuple[str, ...], ...] = ()
    citations: tuple[tuple[str, ...], ...] = ()
    refusal: RefusalCode | None = None
    may_refuse: tuple[RefusalCode, ...] = ()
    status: str | None = None
    forbidden: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One question with what a right answer holds.

    `documents` are files that are indexed alone for it; `written_from` says what its author saw:
    the ledger, the digests (and other cases), or only the sources. `expected_from` is the version
    from which it is judged. A paraphrase is a case of its own that expects what another one does.
    A turn of a conversation names it and its place there, counted from 1; its history is what the
    judged system answered before (`evals.conversations`).
    """

    id: str
    kind: Kind
    split: Split
    topic: str
    lang: Lang
    question: str
    expected: Expected
    twin: str | None = None
    history: tuple[Turn, ...] = ()
    level: Level = "standard"
    as_of: str = "article"
    family: str = ""
    documents: tuple[str, ...] = ()
    written_from: Author = "ledger"
    expected_from: str | None = None
    paraphrase_of: str | None = None
    conversation: str | None = None
    turn: int = 0

    @property
    def answerable(self) -> bool:
        """Whether the sources answer it, at least in part."""
        return self.expected.refusal is None or self.expected.status == "partial"


def load_cases(folder: Path = FOLDER) -> tuple[Case, ...]:
    """Every case of the folder, by topic and in file order. Raises CaseError."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast
    cases: list[Case] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            document = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
        except yaml.YAMLError as error:
            raise CaseError(f"{path.name} is not readable as YAML: {error}") from error
        cases += _topic(path, document)
    _check_together(cases)
    return tuple(cases)


def _topic(path: Path, document: Any) -> list[Case]:
    if not isinstance(document, dict) or not {"split", "cases"} <= set(document) <= _FILE_KEYS:
        raise CaseError(f"{path.name} must hold 'split' and 'cases', and may hold 'written_from'")
    if document["split"] not in SPLITS:
        known = ", ".join(SPLITS)
        raise CaseError(f"{path.name}: split is {document['split']!r}; one of {known} was expected")
    author = document.get("written_from", "ledger")
    if author not in get_args(Author):
        raise CaseError(f"{path.name}: written_from is {author!r}; ledger or sources was expected")
    found = []
    for row in document["cases"]:
        try:
            case = _case(row, path.stem, document["split"], author)
            found += [case, *_paraphrases(case, row.get("paraphrases", ()))]
        except (KeyError, TypeError, ValueError, InvalidOperation) as error:
            name = row.get("id") if isinstance(row, dict) else row
            raise CaseError(f"{path.name}, case {name!r}: {error!r}") from error
    return found


def _case(row: Mapping[str, Any], topic: str, split: Split, author: Author) -> Case:
    _only(row, _CASE_KEYS)
    expected = row["expected"]
    _only(expected, _EXPECTED_KEYS)
    return Case(
        id=row["id"],
        kind=_one_of(row["kind"], KINDS),
        split=split,
        topic=topic,
        lang=_one_of(row["lang"], get_args(Lang)),
        question=row["question"],
        expected=Expected(
            numbers=tuple(_number(n) for n in expected.get("numbers", ())),
            points=_alternatives(expected.get("points", ())),
            citations=_alternatives(expected.get("citations", ())),
            refusal=_one_of(expected.get("refusal"), (None, *get_args(RefusalCode))),
            may_refuse=tuple(
                _one_of(code, get_args(RefusalCode)) for code in expected.get("may_refuse", ())
            ),
            status=_one_of(expected.get("status"), (None, *STATUSES)),
            forbidden=tuple(str(f) for f in expected.get("forbidden", ())),
            never=tuple(str(f) for f in expected.get("never", ())),
        ),
        twin=row.get("twin"),
        history=tuple(Turn(t["role"], t["content"]) for t in row.get("history", ())),
        level=_one_of(row.get("level", "standard"), get_args(Level)),
        as_of=str(row.get("as_of", "article")),
        family=str(row.get("family", "")),
        documents=tuple(_document(name) for name in row.get("documents", ())),
        written_from=author,
        expected_from=row.get("expected_from"),
    )


def read_turn(
    row: Mapping[str, Any], topic: str, split: Split, author: Author, place: tuple[str, int]
) -> Case:
    """A turn of a conversation (its id and the turn's number) as a case: `id/2`.

    Raises KeyError, TypeError, ValueError or InvalidOperation where the row breaks the rules.
    """
    conversation, number = place
    _only(row, _TURN_KEYS)
    case = _case(dict(row, id=f"{conversation}/{number}"), topic, split, author)
    case = replace(case, conversation=conversation, turn=number)
    _check_kind(case)
    return case


def _paraphrases(case: Case, questions: Iterable[Any]) -> list[Case]:
    """The same case in other words, each a case without a twin: `id~1`, `id~2`."""
    return [
        replace(case, id=f"{case.id}~{n}", question=str(question), twin=None, paraphrase_of=case.id)
        for n, question in enumerate(questions, 1)
    ]


def groups_of(cases: Iterable[Case]) -> dict[str, str]:
    """The group of each case by its id: a case, its twin and the paraphrases of both.

    All turns of a conversation are one group: an answer changes those behind it.
    """
    known = {case.id: case for case in cases}
    groups = {}
    for case in known.values():
        if case.conversation is not None:
            groups[case.id] = case.conversation
            continue
        root = known.get(case.paraphrase_of or case.id, case)
        groups[case.id] = min(root.id, root.twin or root.id)
    return groups


def _document(name: str) -> str:
    if not (DOCUMENTS / name).is_file():
        raise ValueError(f"there is no file {name!r} in evals/documents")
    return name


def _only(row: Mapping[str, Any], known: set[str]) -> None:
    if unknown := set(row) - known:
        raise ValueError(f"unknown keys {sorted(unknown)}; known are {sorted(known)}")


def _one_of(value: Any, allowed: Iterable[Any]) -> Any:
    if value not in (choices := tuple(allowed)):
        raise ValueError(f"found {value!r}; one of {choices} was expected")
    return value


def _number(row: Mapping[str, Any]) -> ExpectedNumber:
    _only(row, {"value", "unit", "tolerance", "sign", "bound"})
    value = Decimal(str(row["value"]))
    text = str(row.get("tolerance", DEFAULT_TOLERANCE))
    share = Decimal(text.rstrip("%"))
    tolerance = abs(value) * share / 100 if text.endswith("%") else share
    signed = _one_of(row.get("sign", "as_given"), ("as_given", "any")) == "as_given"
    bound = _one_of(row.get("bound"), (None, *get_args(Bound)))
    return ExpectedNumber(value, row["unit"], tolerance, signed, bound)


def _alternatives(rows: Iterable[Any]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (row,) if isinstance(row, str) else tuple(str(choice) for choice in row) for row in rows
    )


def _check_together(cases: Iterable[Case]) -> None:
    by_id: dict[str, Case] = {}
    for case in cases:
        if case.id in by_id:
            raise CaseError(f"the id {case.id!r} stands twice")
        by_id[case.id] = case
        _check_kind(case)
    for case in by_id.values():
        if case.twin is None:
            continue
        twin = by_id.get(case.twin)
        if twin is None or twin.twin != case.id:
            raise CaseError(f"{case.id}: its twin {case.twin!r} must exist and name it back")
        if twin.lang == case.lang or (twin.kind, twin.topic) != (case.kind, case.topic):
            raise CaseError(f"{case.id}: a twin has another language, the same kind and topic")
        if twin.expected.numbers != case.expected.numbers:
            raise CaseError(f"{case.id}: a twin expects the same numbers")


def _check_kind(case: Case) -> None:
    expected = case.expected
    needs = {
        "arithmetic": bool(expected.numbers),
        "explanation": len(expected.points) + len(expected.numbers) >= 2,
        "list": len(expected.points) + len(expected.numbers) >= 2,
        "refusal": expected.refusal is not None,
        "followup": bool(case.history),
        "hostile": bool(
            expected.forbidden or expected.never or expected.refusal or expected.numbers
        ),
    }
    if case.conversation is None and not needs.get(case.kind, True):
        raise CaseError(f"{case.id}: a case of kind {case.kind} lacks what the kind is judged by")
    if expected.numbers and not case.answerable:
        raise CaseError(f"{case.id}: a refused question expects no numbers")
    judged = (expected.numbers, expected.points, expected.refusal, expected.forbidden)
    if not any((*judged, expected.never)):
        raise CaseError(f"{case.id}: nothing is expected of the answer")
