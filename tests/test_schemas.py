"""Every `--json` output has a JSON Schema in docs/schemas, and is what the schema says."""

from __future__ import annotations

import copy
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from cli_parts import share

from bot.cli import main
from tools import write_schemas

if TYPE_CHECKING:
    from bot.library import Library


def read(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((write_schemas.FOLDER / f"{name}.json").read_text("utf-8"))
    return schema


def closed(schema: Any) -> Any:
    """The schema with every object closed: a field that it does not name becomes an error."""
    schema = copy.deepcopy(schema)
    objects = [schema, *schema.get("$defs", {}).values()]
    for part in objects:
        if "properties" in part:
            part["additionalProperties"] = False
    return schema


@pytest.mark.parametrize("path", list(write_schemas.pages()), ids=lambda p: p.stem)
def test_schemas_are_current(path: Path) -> None:
    """The committed file is what the records give."""
    assert path.read_text("utf-8") == write_schemas.pages()[path], "run 'make docs'"


def test_no_schema_is_left_over() -> None:
    """A file that no output stands behind is none of ours."""
    assert set(write_schemas.FOLDER.glob("*.json")) == set(write_schemas.pages())


@pytest.mark.parametrize("name", list(write_schemas.all_outputs()))
def test_schemas_are_schemas(name: str) -> None:
    """Each is valid JSON Schema of the dialect that it names."""
    schema = read(name)
    assert schema["$schema"] == jsonschema.Draft202012Validator.META_SCHEMA["$id"]
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(
    "operand",
    [
        {"name": "a", "value": "1", "unit": "1"},
        {"name": "a", "value": "1", "unit": "1", "given": "1", "marker": 2},
        {"name": "a", "value": "1", "unit": "1", "given": None},
        {"name": "a", "value": 1, "unit": "1", "given": "1"},
        {"name": "a", "value": "1", "unit": "1", "given": "1", "ref": None},
    ],
)
def test_an_operand_has_exactly_one_origin(operand: dict[str, Any]) -> None:
    """None, two, an empty one or an internal field: each is refused."""
    calculation = {
        "expression": "a", "steps": [], "value": None, "unit": "1", "display": {},
        "operands": [operand], "error": None,
    }  # fmt: skip
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(calculation, closed(read("calculation")))


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, library: Library):
    """Run a command over the shared index and give the JSON values that it printed."""
    monkeypatch.setenv("LOOPLENS_DATA_DIR", str(library.settings.data_dir))

    def run(words: list[str], lines: list[Any]) -> list[Any]:
        if words[0] != "index":  # building must not touch what other tests read
            share(library, monkeypatch)
        text = "".join(f"{json.dumps(line)}\n" for line in lines).encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))
        main(words)
        out = capsys.readouterr().out
        by_line = "--batch" in words or words[0] == "verify"
        return [json.loads(part) for part in (out.splitlines() if by_line else [out])]

    return run


QUESTIONS = [
    {"id": "fact", "question": "甲骨文的RPO年增多少?"},
    {"id": "arithmetic", "question": "What was Oracle's RPO a year earlier?"},
    {"id": "refused", "question": "Will NVIDIA's share price rise tomorrow?"},
    {"id": "simplified", "question": "什么是剩余履约义务？", "as_of": "latest"},
    {"id": "empty", "question": ""},
    {"id": "bad"},
    7,
]
CASES: list[tuple[str, list[str], list[Any]]] = [
    ("answer", ["ask", "--batch", "-", "--json"], QUESTIONS),
    ("answer", ["ask", "How much did Oracle's RPO grow?", "--json"], []),
    ("answer", ["ask", "", "--json"], []),
    ("search", ["search", "Oracle RPO", "--json"], []),
    ("search", ["search", "甲骨文", "--explain", "--json"], []),
    ("search", ["search", "--batch", "-", "--json"], [{"id": "a", "query": "capex"}, {}, 3]),
    ("passage", ["passage", "oracle-fy2026-q2/rpo", "--json"], []),
    ("sources", ["sources", "--json"], []),
    ("facts", ["facts", "--json"], []),
    ("calculation", ["calc", "5,230億美元 / (1 + 438%)", "--json"], []),
    ("calculation", ["calc", "1 / 0", "--json"], []),
    ("calculation", ["calc", "--batch", "-"], [{"id": "a", "expression": "2 * 3"}, {}, []]),
    ("loop", ["loop", "--json"], []),
    ("verify", ["verify", "-", "--json"], [
        {"id": "a", "answer": "RPO was $523 billion [1].",
         "citations": [{"marker": 1, "text": "RPO was $523 billion."}]},
        {"id": "b", "answer": "RPO was $999 billion [1].",
         "citations": [{"marker": 1, "text": "RPO was $523 billion."}]},
        {"id": "c"},
        1,
    ]),
    ("check", ["check", "-", "--json"], ["Oracle's RPO was $523 billion. It rose 12%."]),
    ("brief", ["brief", "--format", "json"], []),
    ("crosscheck", ["crosscheck", "--json"], []),
    ("indexes", ["index", "list", "--json"], []),
    ("index", ["index", "--json"], []),
    ("doctor", ["doctor", "--json"], []),
    ("eval", ["eval", "--suite", "history", "--no-history", "--json", "-"], []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "words", "lines"), CASES, ids=[" ".join(words)[:40] for _, words, _ in CASES]
)
def test_outputs_are_what_their_schema_says(
    name: str, words: list[str], lines: list[Any], printed
) -> None:
    """Nothing but JSON on stdout, one value a line in a batch, no field unnamed by the schema."""
    validator = jsonschema.Draft202012Validator(closed(read(name)))
    values = printed(words, lines)
    assert len(values) == max(1, len(lines))  # a text to check is one line too
    for value in values:
        validator.validate(value)


def test_every_schema_is_tested() -> None:
    """No schema without an output that was held against it."""
    assert {name for name, _, _ in CASES} == set(write_schemas.all_outputs())
