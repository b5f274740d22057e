"""Parts for testing commands: the shared library instead of one opened anew for each command."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from bot.cli import rooms

if TYPE_CHECKING:
    from bot.library import Library


def share(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands of this test use the library that stands, over the indexes they name.

    Opening it is what takes the time; tests/test_docs.py runs commands with an opening of their
    own.
    """

    @contextmanager
    def opened(names: Sequence[str] | None = None) -> Iterator[Library]:
        yield library if names is None else library.over(names)

    monkeypatch.setattr(rooms, "open_library", opened)
    monkeypatch.setenv("LOOPLENS_DATA_DIR", str(library.settings.data_dir))
