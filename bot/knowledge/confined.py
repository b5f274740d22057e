"""Reads one file in a process of its own, with bounds on its time, memory and yield.

Readers of PDF and Office files are large programs, and files are made by strangers: a reader that
hangs, eats memory or crashes takes its own process with it and nothing else. The process reads file
after file and is started anew after a failure. Memory is bounded where the system can (Linux); the
process has the rights of the one that starts it, so this is no sandbox against code that runs.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from bot.errors import FileError
from bot.knowledge.blocks import Block, Reading
from bot.knowledge.readers import Told, read_file

__all__ = ["MEMORY_MB", "SECONDS", "ReadingProcess", "serve"]

SECONDS = 180
"""The longest that one file is read."""

MEMORY_MB = 1536
"""The most memory that the process may ask for, itself included."""

_START = "import sys; sys.path[:] = {path!r}; from bot.knowledge.confined import serve; serve({mb})"


class ReadingProcess:
    """A process that reads files; made at the first one, ended by `close` or `with`."""

    def __init__(self, seconds: float = SECONDS, memory_mb: int = MEMORY_MB) -> None:
        self._seconds = seconds
        self._memory_mb = memory_mb
        self._process: subprocess.Popen[str] | None = None

    def read(self, path: Path, suffix: str, most_mb: int, told: Told) -> Reading:
        """What the reader of this format finds; `told` hears of pages done.

        Raises FileError: what the reader says, or that it took too long or broke down.
        """
        process = self._process = self._process or self._started()
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._seconds, end)
        timer.daemon = True
        timer.start()
        try:
            return _answer(process, [str(path), suffix, most_mb], told)
        except (EOFError, OSError, ValueError) as error:
            self.close()
            if late.is_set():
                raise FileError(
                    f"takes longer than {self._seconds:g} s to read; split it or save it anew"
                ) from error
            raise FileError(
                "breaks its reader; it may be damaged, or too large to be read in "
                f"{self._memory_mb} MB of memory"
            ) from error
        except BaseException as error:
            # An answer that was not read to its end would be taken for that of the next file.
            if not isinstance(error, FileError):
                self.close()
            raise
        finally:
            timer.cancel()

    def close(self) -> None:
        """End the process, where there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                _there(pipe).close()
        process.wait()

    def __enter__(self) -> ReadingProcess:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _started(self) -> subprocess.Popen[str]:
        program = _START.format(path=sys.path, mb=self._memory_mb)
        return subprocess.Popen(
            [sys.executable, "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )


def _answer(process: subprocess.Popen[str], asked: list[Any], told: Told) -> Reading:
    stdin, stdout = _there(process.stdin), _there(process.stdout)
    stdin.write(json.dumps(asked) + "\n")
    stdin.flush()
    while line := stdout.readline():
        kind, value = json.loads(line)
        if kind == "pages":
            told(*value)
        elif kind == "refused":
            raise FileError(value)
        else:
            blocks = tuple(Block(*block) for block in value.pop("blocks"))
            return Reading(blocks, **value)
    raise EOFError


def _there(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe


# --- inside the process -----------------------------------------------------------------------


def serve(memory_mb: int) -> None:
    """Read the files that standard input names, one a line, and answer on standard output."""
    import os
    import warnings

    # A reader that prints would spoil the answers: they go to a copy that only we know.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    warnings.simplefilter("ignore")
    _bound(memory_mb)
    for line in sys.stdin:
        path, suffix, most_mb = json.loads(line)

        def told(done: int, total: int) -> None:
            if done % 5 == 0 or done == total:
                _send(out, "pages", [done, total])

        try:
            _send(out, "read", _packed(read_file(Path(path), suffix, most_mb, told)))
        except FileError as error:
            _send(out, "refused", str(error))
        except (MemoryError, RecursionError):
            os._exit(1)


def _send(out: IO[str], kind: str, value: Any) -> None:
    out.write(json.dumps([kind, value]) + "\n")
    out.flush()


def _bound(memory_mb: int) -> None:
    try:
        import resource
    except ImportError:  # only POSIX systems bound a process
        return
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (memory_mb << 20, memory_mb << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _packed(reading: Reading) -> dict[str, Any]:
    blocks = [(b.text, b.heading, b.locator, b.fixed) for b in reading.blocks]
    return {"blocks": blocks, "title": reading.title, "date": reading.date}
