"""Write docs/schemas: one JSON Schema for each `--json` output, made from the records themselves.

The schemas say what `bot.records.to_json` prints: decimals are strings, internal fields are left
out, an operand has exactly one origin. They are open (a newer version may add fields); the tests
close them, so an output cannot gain a field that its schema does not name.

    .venv/bin/python -m tools.write_schemas [--check]
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bot import records
from bot.brief.brief import Brief
from bot.calculate.loop import LoopReport
from bot.check import CheckedParagraph
from bot.cli import outputs
from bot.library import BuildReport
from bot.records import Answer, Calculation, Operand
from evals.outputs import EvalOutput

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
HIDDEN = {record.__name__: names for record, names in records._INTERNAL.items()}
ORIGINS = ("marker", "given", "calculation", "constant")


@dataclass(frozen=True, slots=True)
class Output:
    """One kind of output: the command that prints it, and its record."""

    command: str
    record: type


def all_outputs() -> dict[str, Output]:
    """Every `--json` output by the name of its schema."""
    return {
        "answer": Output("looplens ask", Answer),
        "search": Output("looplens search", outputs.SearchOutput),
        "passage": Output("looplens passage", outputs.PassageOutput),
        "sources": Output("looplens sources", outputs.SourcesOutput),
        "facts": Output("looplens facts", outputs.FactsOutput),
        "calculation": Output("looplens calc", Calculation),
        "loop": Output("looplens loop", LoopReport),
        "check": Output("looplens check", CheckedParagraph),
        "brief": Output("looplens brief --format json", Brief),
        "verify": Output("looplens verify", outputs.VerifyOutput),
        "crosscheck": Output("looplens crosscheck", outputs.CrosscheckOutput),
        "index": Output("looplens index", BuildReport),
        "indexes": Output("looplens index list", outputs.IndexesOutput),
        "doctor": Output("looplens doctor", outputs.DoctorOutput),
        "eval": Output("looplens eval", EvalOutput),
    }


def schema(output: Output) -> dict[str, Any]:
    """The schema of what one command prints."""
    made = TypeAdapter(output.record).json_schema(mode="serialization")
    for name, definition in [("", made), *made.get("$defs", {}).items()]:
        _fit(name or made.get("title", ""), definition)
    _drop_unused(made)
    title = output.command if "json" in output.command else f"{output.command} --json"
    return {"$schema": DIALECT, **made, "title": title}


def _fit(name: str, definition: dict[str, Any]) -> None:
    """Make a definition say what `to_json` prints: all fields but the hidden ones, always."""
    properties = definition.get("properties")
    if properties is None:
        return
    for hidden in HIDDEN.get(name, ()):
        properties.pop(hidden, None)
    definition["required"] = list(properties)
    for value in properties.values():
        value.pop("default", None)
    if name == Operand.__name__:
        for origin in ORIGINS:
            kinds = [k for k in properties[origin]["anyOf"] if k.get("type") != "null"]
            properties[origin] = {"title": properties[origin]["title"], **kinds[0]}
        definition["required"] = [p for p in properties if p not in ORIGINS]
        definition["oneOf"] = [{"required": [origin]} for origin in ORIGINS]
    if name == Calculation.__name__:
        properties["id"] = {"type": "string", "description": "The line's own, in a batch."}


def _drop_unused(made: dict[str, Any]) -> None:
    """Leave out definitions that only hidden fields named."""
    definitions = made.get("$defs", {})
    while True:
        text = json.dumps({**made, "$defs": definitions})
        unused = [name for name in definitions if f'"#/$defs/{name}"' not in text]
        if not unused:
            break
        for name in unused:
            del definitions[name]


def pages() -> dict[Path, str]:
    """Every file of docs/schemas with what it must hold."""
    return {
        FOLDER / f"{name}.json": json.dumps(schema(output), ensure_ascii=False, indent=2) + "\n"
        for name, output in all_outputs().items()
    }


def main(arguments: list[str]) -> int:
    """Write the files, or with --check say which one is not current."""
    wanted = pages()
    if "--check" in arguments:
        present = set(FOLDER.glob("*.json"))
        old = [p for p, text in wanted.items() if p not in present or p.read_text("utf-8") != text]
        old += sorted(present - wanted.keys())
        for path in old:
            print(f"{path.name} is not current; run 'make docs' and commit", file=sys.stderr)
        return 1 if old else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for stale in set(FOLDER.glob("*.json")) - wanted.keys():
        stale.unlink()
    for path, text in wanted.items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
