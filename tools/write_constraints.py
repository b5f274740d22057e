"""Write constraints.txt: the versions of everything that pyproject.toml needs, as installed here.

Walks the requirements (all extras but `NOT_PINNED`) through the packages installed in the running
environment, so a stray package in a developer's environment is not pinned. Writes names and
versions only: no address, no build tag such as `+cpu`. Knows nothing of other platforms: what
only they need is left to pip.

    .venv/bin/python -m tools.write_constraints
"""

from __future__ import annotations

import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
NOT_PINNED = {"judge"}
"""Extras that no environment of ours installs: nothing of theirs was tested, so nothing is held."""
HEADER = """\
# Every package that `make` installs, at the version that was tested.
# Written by tools/write_constraints.py from a working environment; see docs/decisions/0003.
"""


def requirements(pyproject: Path) -> list[Requirement]:
    """What the project asks for by name, all extras that are pinned together."""
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    extras = project.get("optional-dependencies", {})
    groups = [lines for extra, lines in extras.items() if extra not in NOT_PINNED]
    return [Requirement(line) for group in (project["dependencies"], *groups) for line in group]


def closure(wanted: list[Requirement]) -> dict[str, str]:
    """Name and version of all that the requirements pull in.

    Raises PackageNotFoundError naming a package that is not installed.
    """
    pinned: dict[str, str] = {}
    waiting = list(wanted)
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonical(requirement.name)
        extras = frozenset(requirement.extras)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        found = metadata.distribution(name)
        pinned[name] = found.version.partition("+")[0]
        for line in found.requires or ():
            needed = Requirement(line)
            if needed.marker is None or any(
                needed.marker.evaluate({"extra": extra}) for extra in (extras or {""})
            ):
                waiting.append(needed)
    return pinned


def canonical(name: str) -> str:
    """A package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> int:
    """Write the file beside pyproject.toml; 1 when a package is missing here."""
    try:
        pinned = closure(requirements(ROOT / "pyproject.toml"))
    except metadata.PackageNotFoundError as error:
        print(
            f"{error.name} is not installed in {sys.prefix}; run 'make set-up' first",
            file=sys.stderr,
        )
        return 1
    lines = "".join(f"{name}=={version}\n" for name, version in sorted(pinned.items()))
    (ROOT / "constraints.txt").write_text(HEADER + lines, encoding="utf-8")
    print(f"constraints.txt: {len(pinned)} packages")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
