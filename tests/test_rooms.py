"""Rules of the house that import-linter cannot see: they are read off the syntax trees."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((*(ROOT / "bot").rglob("*.py"), *(ROOT / "evals").rglob("*.py")))
ENVIRONMENT = {"environ", "environb", "getenv", "getenvb", "putenv", "unsetenv"}
LONGEST_FUNCTION, LONGEST_FILE = 60, 400
# One vocabulary in one place, by design: it is looked up, not read to the end.
LONG_BY_DESIGN = {"bot/records.py"}
VAGUE = {"utils", "helpers", "common", "manager", "service", "misc"}
HEAVY = {"torch", "sentence_transformers", "chromadb", "gradio", "langchain", "networkx", "jieba"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def uses_environment(module: ast.Module) -> Iterator[int]:
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr in ENVIRONMENT:
            if isinstance(node.value, ast.Name) and node.value.id == "os":
                yield node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module == "os":
            yield from (node.lineno for alias in node.names if alias.name in ENVIRONMENT)


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p.parts[-2:] != ("bot", "settings.py")], ids=name
)
def test_the_environment_is_read_in_settings_only(path: Path) -> None:
    """`os.environ` stands in bot/settings.py and nowhere else."""
    assert list(uses_environment(tree(path))) == []


@pytest.mark.parametrize(
    "source",
    [
        "import os\nos.environ['X']",
        "import os\ndef f():\n    os.getenv('X')",
        "from os import environ",
    ],
)
def test_a_reading_of_the_environment_is_seen(source: str) -> None:
    """The rule above can fail."""
    assert list(uses_environment(ast.parse(source)))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_and_functions_stay_short(path: Path) -> None:
    """Above these sizes nobody reads to the end."""
    lines = path.read_text("utf-8").count("\n")
    assert lines <= LONGEST_FILE or name(path) in LONG_BY_DESIGN
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_are_named_by_what_they_know(path: Path) -> None:
    """A module called utils knows nothing in particular."""
    assert VAGUE.isdisjoint(path.with_suffix("").parts)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_say_what_they_do(path: Path) -> None:
    """Every module but a room's empty door begins with a docstring."""
    module = tree(path)
    assert ast.get_docstring(module) or not module.body


def test_the_command_line_loads_nothing_heavy() -> None:
    """`looplens --help` and `calc` must not wait for a library that they do not use."""
    probe = (
        "import sys; from bot.cli import main; main(['calc', '1 + 1']); "
        f"print(sorted({HEAVY} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_import_rules_hold() -> None:
    """The contracts of pyproject.toml hold: rooms import downwards only."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout
