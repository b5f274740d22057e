"""Readers' own documents with a real library: indexed, asked, kept apart, deleted."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.errors import InputError
from bot.explainer import Explainer
from bot.index.changes import BuildReport
from bot.language.phrases import Phrases
from bot.library import Library
from bot.records import Answer
from bot.settings import Settings, data_root
from bot.web.conversations import TOKEN_CHARACTERS
from bot.web.documents import OPEN, Documents, index_name, report_html
from bot.web.words import Words

TEXT = "Harbour Robotics shipped 4,200 cranes in 2021. Its port in Aveiro employs 310 people."


@pytest.fixture(scope="module")
def explainer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explainer]:
    """An explainer whose library has opened no index."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("own"))
    library = Library.open(settings, ())
    yield Explainer(settings, library)
    library.close()


@pytest.fixture
def documents(explainer: Explainer) -> Documents:
    return Documents(explainer)


@pytest.fixture
def token() -> str:
    """A conversation of this test's own."""
    return secrets.token_hex(TOKEN_CHARACTERS // 2)


def uploaded(folder: Path, name: str = "harbour.txt", text: str = TEXT) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def asked(documents: Documents, token: str, question: str) -> Answer:
    room = documents.room(token)
    assert room is not None
    *_, answer = room.stream({"question": question})
    assert isinstance(answer, Answer)
    return answer


def test_a_document_can_be_asked_and_its_upload_is_gone(
    documents: Documents, token: str, tmp_path: Path
) -> None:
    """The answer quotes the document, its passage is on the reader's shelf, the file is gone."""
    path = uploaded(tmp_path)
    report = documents.add(token, [str(path)])
    assert (report.sources, report.passages) == (1, 1)
    assert not path.exists()
    answer = asked(documents, token, "How many cranes did Harbour Robotics ship in 2021?")
    assert "4,200" in answer.answer
    (citation,) = {c.passage_id: c for c in answer.citations}.values()
    assert citation.index == index_name(token)
    shelf = documents.shelf(citation.index)
    assert shelf is not None
    passage = shelf.passage(citation.passage_id, citation.index)
    assert passage.text[citation.lang][citation.start : citation.end] == citation.quote


def test_documents_are_added_to_what_is_there(
    documents: Documents, token: str, tmp_path: Path
) -> None:
    """A second upload joins the first, also where the first was asked already."""
    documents.add(token, [uploaded(tmp_path)])
    asked(documents, token, "How many cranes?")
    documents.add(token, [uploaded(tmp_path, "other.txt", "Lantern Foods employs 77 bakers.")])
    assert "77" in asked(documents, token, "How many bakers does Lantern Foods employ?").answer


def test_nobody_else_finds_them(documents: Documents, token: str, tmp_path: Path) -> None:
    """Another token has no room, and no other index is reached through the shelf."""
    documents.add(token, [uploaded(tmp_path)])
    assert documents.room("f" * 32) is None
    assert documents.room("../" + token) is None
    assert documents.shelf("corpus") is None


def test_forgetting_deletes_the_index(
    documents: Documents, explainer: Explainer, token: str, tmp_path: Path
) -> None:
    """After it nothing can be asked and no file of the index is left; twice is once."""
    documents.add(token, [uploaded(tmp_path)])
    assert documents.room(token) is not None
    documents.forget(token)
    documents.forget(token)
    assert documents.room(token) is None
    assert index_name(token) not in explainer.library.names()


def test_a_token_of_another_form_indexes_nothing(documents: Documents, tmp_path: Path) -> None:
    """Without a conversation nothing is indexed, and the upload is still deleted."""
    path = uploaded(tmp_path)
    with pytest.raises(InputError, match="reload"):
        documents.add("corpus", [path])
    assert not path.exists()


def test_only_the_last_few_stay_open(tmp_path: Path) -> None:
    """Many readers' indexes are opened again when they are needed."""
    opened = []

    def over(names: Any) -> Any:
        opened.append(names[0])
        return SimpleNamespace()

    known: Any = SimpleNamespace(
        settings=Settings(data_dir=tmp_path),
        engine="extractive",
        library=SimpleNamespace(over=over),
    )
    documents = Documents(known)
    tokens = [f"{n:032x}" for n in range(OPEN + 1)]
    for token in (*tokens, tokens[-1], tokens[0]):
        documents.room(token)
    assert len(opened) == OPEN + 2


def test_the_report_names_what_was_refused() -> None:
    """Each refused file stands with its reason, both as text."""
    report = BuildReport(
        "i", "0", passages=3, sources=1, added=("a",), refused=(("/tmp/x/<b>.exe", "<i>no</i>"),)
    )
    html = report_html(report, Words(Phrases(data_root("prompts")), "en"))
    assert "New or changed sources: 1." in html
    assert "1 sources in 3 passages" in html
    assert "<b>&lt;b&gt;.exe</b> &lt;i&gt;no&lt;/i&gt;" in html
    assert "/tmp/x" not in html
