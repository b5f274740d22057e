"""Readers' own documents: uploaded, indexed under a name of their browser's, asked, deleted.

The index's name comes from the conversation's token, so whoever holds the token holds the index.
Files are read with the limits of `bot.knowledge.files`; what was uploaded is deleted once it is
indexed, the index when the conversation is. Does not find documents that nobody deleted.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import InputError, LoopLensError, UnknownIndexError
from bot.web.conversations import is_token
from bot.web.words import Words, escape

if TYPE_CHECKING:
    from bot.explainer import Explainer
    from bot.index.changes import BuildReport
    from bot.web.chat import Stream
    from bot.web.evidence import Shelf
    from bot.web.page import Frame

PREFIX = "reader-"
OPEN = 8


@dataclass(frozen=True, slots=True)
class Room:
    """A reader's documents, open: questions run through `stream`, passages lie on `shelf`."""

    stream: Stream
    shelf: Shelf


class Documents:
    """All readers' documents; the last few that were asked stay open."""

    def __init__(self, explainer: Explainer) -> None:
        self._explainer = explainer
        self._rooms: OrderedDict[str, Room] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, token: str, paths: Sequence[str | Path]) -> BuildReport:
        """Index files under the token's name and delete them.

        Raises InputError for a token that is none, and what `Library.add` raises.
        """
        try:
            name = index_name(token)
            report = self._explainer.library.add(name, paths)
        finally:
            for path in paths:
                Path(path).unlink(missing_ok=True)
        self._close(name)
        return report

    def room(self, token: str) -> Room | None:
        """The token's documents, opened where they are not; None where there are none."""
        return self._room(index_name(token)) if is_token(token) else None

    def shelf(self, index: str) -> Shelf | None:
        """Where the passages of a reader's index lie; None for every other name."""
        room = self._room(index) if index.startswith(PREFIX) else None
        return room.shelf if room else None

    def forget(self, token: str) -> None:
        """Delete the token's documents, where there are any. Raises StoreError."""
        if not is_token(token):
            return
        self._close(index_name(token))
        try:
            self._explainer.library.remove(index_name(token))
        except UnknownIndexError:
            return

    def _room(self, name: str) -> Room | None:
        with self._lock:
            if name not in self._rooms:
                try:
                    self._rooms[name] = self._opened(name)
                except UnknownIndexError:
                    return None
                while len(self._rooms) > OPEN:
                    self._rooms.popitem(last=False)
            self._rooms.move_to_end(name)
            return self._rooms[name]

    def _opened(self, name: str) -> Room:
        from bot.chain import explain_chain
        from bot.explainer import Explainer

        known = self._explainer
        library = known.library.over((name,))
        own = Explainer(known.settings, library, known.engine)
        return Room(explain_chain(own).stream, library)

    def _close(self, name: str) -> None:
        with self._lock:
            self._rooms.pop(name, None)


def index_name(token: str) -> str:
    """The name of a reader's index. Raises InputError for a token that is none."""
    if not is_token(token):
        raise InputError("the page has lost its conversation; reload it and try again")
    return PREFIX + hashlib.sha256(token.encode()).hexdigest()[:32]


def report_html(report: BuildReport, words: Words) -> str:
    """What was read and what was refused, with the reasons."""
    counts = words.html("documents_read", n=len((*report.added, *report.changed)))
    total = words.html("documents_total", sources=report.sources, passages=report.passages)
    refused = "".join(
        f"<li><b>{escape(Path(path).name)}</b> {escape(reason)}</li>"
        for path, reason in report.refused
    )
    listed = f'<ul class="ll-notes">{refused}</ul>' if refused else ""
    asks = f"<p>{words.html('documents_ask')}</p>" if report.passages else ""
    return f'<div class="ll-card"><p>{counts} {total}</p>{listed}{asks}</div>'


def documents_tab(documents: Documents, formats: Sequence[str]) -> Callable[[Frame], None]:
    """What adds the tab to the page."""

    def add(frame: Frame) -> None:
        import gradio as gr

        with gr.Tab(frame.words("tab_documents"), id="documents") as tab:
            heading = gr.HTML(apply_default_css=False, elem_id="ll-documents")
            files = gr.File(file_count="multiple", file_types=list(formats), elem_id="ll-files")
            report = gr.HTML(apply_default_css=False)
        frame.label(tab, lambda w: gr.update(label=w("tab_documents")))
        frame.label(
            heading,
            lambda w: f"<p>{w.html('documents_text', formats=', '.join(formats))}</p>",
        )
        frame.label(files, lambda w: gr.update(label=w("documents_drop")))

        def uploaded(paths: list[str] | None, token: str, language: str) -> tuple[str, Any]:
            words = frame.chat.words(language)
            try:
                shown = report_html(documents.add(token, paths or []), words)
            except LoopLensError as error:
                text = words.html("error", reason=error)
                shown = f'<p class="ll-failure" role="alert">{text}</p>'
            return shown, None

        private = {**frame.quiet, "show_progress": "minimal"}
        files.upload(uploaded, [files, frame.token, frame.ui], [report, files], **private)

    return add
