"""Make `.venv` and install LoopLens into it; when nothing has changed, return at once.

Standard library only, run by tools/set_up.sh with Python 3.11 or newer. Knows pip, the disk and
the registry's failures, nothing of LoopLens itself. It does not undo a half-done installation:
the stamp is written last, so the next run takes up where this one stopped.

    sh tools/set_up.sh [--extras test,bench]
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parents[1]
LOG = "set-up.log"  # pip's whole output, and the lock: two set-ups in one clone take turns
NEED_GB = 4.0  # the environment takes 2.5 GB with all extras; pip unpacks beside it
UPDATE_GB = 1.0
TELL_S = 20  # how often a long step says that it is still alive where there is no terminal

UNREACHABLE = re.compile(
    r"NewConnectionError|NameResolutionError|Failed to establish a new connection|"
    r"Temporary failure in name resolution|Name or service not known|ConnectTimeoutError|"
    r"Connection refused|Cannot connect to proxy|ProxyError|Max retries exceeded|Read timed out|"
    r"SSLError|Failed to connect|Could not fetch URL|Network is unreachable",
    re.IGNORECASE,
)
NO_SPACE = re.compile(r"No space left on device|Disk quota exceeded|Errno 28", re.IGNORECASE)
NOT_FOUND = re.compile(r"No matching distribution found for ([^\s;]+)")


class SetUpError(Exception):
    """Why the set-up stopped: one sentence with what was found and what to do next."""


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Bring the environment up to date; 0 when it is, 2 after one sentence on stderr."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--extras", default="", help="extras of pyproject.toml, by comma")
    extras = {e for e in parser.parse_args(arguments).extras.split(",") if e}
    try:
        set_up(root, extras)
    except SetUpError as error:
        print(f"set-up: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nset-up: stopped; run the same command again to go on", file=sys.stderr)
        return 130
    return 0


def set_up(root: Path, extras: set[str]) -> None:
    """Install what is missing. Raises SetUpError."""
    if is_current(root, extras):
        return
    with (root / LOG).open("a+", encoding="utf-8") as log:
        fcntl.flock(log, fcntl.LOCK_EX)  # a second make in the same clone waits here
        if is_current(root, extras):
            return
        log.truncate(0)
        extras = extras | installed_extras(root)
        install(root, extras, log)
        write_stamp(root, extras)


def install(root: Path, extras: set[str], log: TextIO) -> None:
    """Make the environment, then torch, then the rest. Raises SetUpError."""
    venv = root / ".venv"
    begun = time.monotonic()
    if runs(venv / "bin" / "python"):
        check_disk(root, UPDATE_GB)
    else:
        check_python()
        check_disk(root, NEED_GB)
        base = getattr(sys, "_base_executable", None) or sys.executable  # never .venv's own
        run("making .venv", [base, "-m", "venv", "--clear", str(venv)], log)
    pip = [str(venv / "bin" / "python"), "-m", "pip", "install", "--progress-bar", "off"]
    pip += ["--disable-pip-version-check", "-c", str(root / "constraints.txt")]
    index = os.environ.get("TORCH_INDEX_URL", "")
    # Without its dependencies: an index that holds only torch need not have them.
    torch = [*pip, "--no-deps", "torch", *(["--index-url", index] if index else [])]
    run("installing torch (1 of 2)", torch, log)
    wanted = f"{root}[{','.join(sorted(extras))}]" if extras else str(root)
    run("installing everything else (2 of 2)", [*pip, "-e", wanted], log)
    say(f"installed in {time.monotonic() - begun:.0f} s")


def is_current(root: Path, extras: set[str]) -> bool:
    """Whether the environment was made from today's files, with at least these extras."""
    stamp = read_stamp(root)
    return (
        stamp.get("key") == key(root)
        and extras <= set(stamp.get("extras", []))
        and (root / ".venv" / "bin" / "python").exists()
    )


def key(root: Path) -> str:
    """A hash of the files that decide what is installed, and where: a moved clone is made anew."""
    files = (root / "pyproject.toml", root / "constraints.txt")
    parts = [str(root).encode(), *(f.read_bytes() for f in files)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def read_stamp(root: Path) -> dict[str, list[str] | str]:
    """What the last finished set-up wrote; empty when there was none."""
    try:
        stamp = json.loads((root / ".venv" / "set-up.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def installed_extras(root: Path) -> set[str]:
    """The extras that an earlier set-up installed: they stay."""
    extras = read_stamp(root).get("extras", [])
    return {str(e) for e in extras} if isinstance(extras, list) else set()


def write_stamp(root: Path, extras: set[str]) -> None:
    """Note that the set-up is done; last of all, and in one piece."""
    half = root / ".venv" / "set-up.json.new"
    half.write_text(json.dumps({"key": key(root), "extras": sorted(extras)}), encoding="utf-8")
    half.replace(root / ".venv" / "set-up.json")


def check_python() -> None:
    """Raises SetUpError where Python came without what makes environments."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise SetUpError(
            f"Python {version} at {sys.executable} has no venv module; on Debian and Ubuntu: "
            f"apt install python{version}-venv"
        )


def check_disk(folder: Path, need_gb: float) -> None:
    """Raises SetUpError where less than `need_gb` is free."""
    free_gb = shutil.disk_usage(folder).free / 1e9
    if free_gb < need_gb:
        raise SetUpError(
            f"{free_gb:.1f} GB are free on the disk of {folder} and {need_gb:.1f} GB are needed; "
            "free some space, or clone to another disk"
        )


def runs(python: Path) -> bool:
    """Whether the environment's Python starts, is new enough and has pip."""
    probe = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    try:
        done = subprocess.run([python, "-c", probe], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def run(what: str, command: list[str], log: TextIO) -> None:
    """Run one command, its output into the log, and show that it is alive.

    Raises SetUpError with the likely cause when it fails.
    """
    say(what)
    began = Path(log.name).stat().st_size
    with subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT) as process:
        watch(process, Path(log.name), began)
    output = Path(log.name).read_bytes()[began:].decode("utf-8", "replace")
    if process.returncode:
        raise SetUpError(explain(output, log.name))


def watch(process: subprocess.Popen[bytes], log: Path, began: int) -> None:
    """Show seconds and the last line of the output: every second, or now and then without a
    terminal. Long steps of pip print nothing, so the clock must not wait for a line.
    """
    terminal = sys.stderr.isatty()
    started = told = time.monotonic()
    while process.poll() is None:
        time.sleep(0.2 if time.monotonic() - started < 1 else 1)
        now = time.monotonic()
        if not terminal and now - told < TELL_S:
            continue
        told = now
        lines = log.read_bytes()[began:].decode("utf-8", "replace").strip().splitlines()
        line = f"{now - started:4.0f} s  {lines[-1].strip()[:66] if lines else ''}"
        if terminal:
            print(f"\r\033[K  {line}", end="", file=sys.stderr, flush=True)
        else:
            say(f"  {line}")
    if terminal:
        print("\r\033[K", end="", file=sys.stderr)


def explain(output: str, log: str) -> str:
    """pip's failure in one sentence, with the next step."""
    if NO_SPACE.search(output):
        return (
            f"the disk filled up; free {NEED_GB:.0f} GB (pip unpacks in the folder for temporary "
            f"files, see TMPDIR) and run the same command again; log: {log}"
        )
    if UNREACHABLE.search(output):
        return (
            "the package registry cannot be reached; check the network or pip's proxy and index "
            f"settings ('pip config list') and run the same command again; log: {log}"
        )
    if missing := NOT_FOUND.search(output):
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        return (
            f"the package registry has no {missing[1]} for Python {version} on this machine; try "
            f"another Python (make PYTHON=python3.12) or set TORCH_INDEX_URL for torch; log: {log}"
        )
    last = next((s for s in reversed(output.splitlines()) if s.strip()), "no output")
    return f"the installation failed with {last.strip()[:160]!r}; the whole output: {log}"


def say(text: str) -> None:
    """One line of progress."""
    print(f"set-up: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
