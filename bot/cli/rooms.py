"""Opening the rooms for a command: settings, the library with its progress, the log of failures.

Loads heavy libraries, so commands import it inside their functions.
"""

from __future__ import annotations

import gc
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NoReturn

from bot.cli.streams import tell
from bot.errors import LoopLensError
from bot.settings import Settings, data_root, load_settings

if TYPE_CHECKING:
    from tqdm import tqdm

    from bot.explainer import Explainer
    from bot.knowledge.corpus import Corpus
    from bot.library import Library

LOG = "looplens.log"


def loaded() -> None:
    """Imports are done: what they made is left out of collection for good, the rest is watched."""
    gc.freeze()
    gc.enable()


def prepare_log(settings: Settings) -> None:
    """Warnings of libraries go to stderr from the chosen level on."""
    import logging

    logging.basicConfig(
        level=settings.log_level.upper(),
        stream=sys.stderr,
        format="%(levelname)s %(name)s: %(message)s",
    )


class Bar:
    """Progress of building on stderr: a bar for people, one line at the beginning for a file."""

    def __init__(self) -> None:
        self._bar: tqdm[NoReturn] | None = None

    def __call__(self, done: int, total: int, text: str) -> None:
        """So much of so much is done, and what is being done."""
        from tqdm import tqdm

        if self._bar is not None and (self._bar.total != total or done < self._bar.n):
            self._bar.close()  # one piece of work is over, another begins
            self._bar = None
        if self._bar is None:
            self._bar = tqdm(total=total, file=sys.stderr, disable=None, unit=" texts", leave=False)
            if self._bar.disable:
                tell(f"{text}: {total} to do")
        self._bar.set_description_str(text, refresh=False)
        self._bar.update(done - self._bar.n)
        if done >= total:
            self._bar.close()
            self._bar = None


def open_corpus() -> Corpus:
    """The shipped knowledge, without any index. Raises CorpusError."""
    from bot.knowledge.corpus import load_corpus

    corpus = load_corpus(data_root("corpus"))
    loaded()
    return corpus


def library_for_good(names: Sequence[str] | None = None) -> Library:
    """The library over the named indexes, built when it must be; None is the shipped corpus.

    It stays open: a server's threads may still read while the process ends. Raises
    UnknownIndexError, SettingsError or StoreError.
    """
    from bot.library import Library

    settings = load_settings()
    prepare_log(settings)
    library = Library.open(
        settings, ("corpus",) if names is None else tuple(names), progress=Bar(), log=tell
    )
    loaded()
    return library


@contextmanager
def open_library(names: Sequence[str] | None = None) -> Iterator[Library]:
    """Likewise for one command: closed when the command has its answer."""
    library = library_for_good(names)
    try:
        yield library
    finally:
        library.close()


@contextmanager
def open_explainer(names: Sequence[str] | None = None) -> Iterator[Explainer]:
    """The Explainer over the named indexes. Raises what `open_library` raises."""
    from bot.explainer import Explainer

    with open_library(names) as library:
        yield Explainer(library.settings, library)


def log_failure(error: BaseException) -> str:
    """Write the traceback of something unforeseen to the log; say in words where it is."""
    details = "".join(traceback.format_exception(error))
    try:
        settings = load_settings()
        if settings.log_level.upper() == "DEBUG":
            tell(details)
        path = settings.data_dir / LOG
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{datetime.now(UTC).isoformat()} {details}\n")
    except (OSError, LoopLensError):
        return "run it again with LOOPLENS_LOG_LEVEL=DEBUG to see where"
    return f"details are in {path}; LOOPLENS_LOG_LEVEL=DEBUG shows them here"
