"""`search` ranks passages, `index` keeps indexes of one's own; both say what they could not do."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from cli_parts import share

from bot.cli import main

if TYPE_CHECKING:
    from bot.library import Library


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, library: Library):
    """Run a command with --json over the shared index."""
    share(library, monkeypatch)

    def ask(*words: str) -> Any:
        assert main([*words, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return ask


@pytest.fixture
def own(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    library: Library,
):
    """Run a command with --json over a data folder of the test's own, without any index."""
    shared = library.settings.data_dir
    shutil.copytree(shared, tmp_path / "data", ignore=shutil.ignore_patterns("indexes"))
    monkeypatch.setenv("LOOPLENS_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)

    def ask(*words: str) -> Any:
        assert main([*words, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return ask


@pytest.mark.parametrize(
    "query", ["Oracle remaining performance obligations", "甲骨文 剩餘履約義務"]
)
def test_passages_are_ranked(run, query: str) -> None:
    """Best first, each with the text that matched, in either language."""
    found = run("search", query, "-k", "3")
    scores = [result["score"] for result in found["results"]]
    assert (found["id"], found["error"], len(scores)) == (None, None, 3)
    assert scores == sorted(scores, reverse=True)
    assert all(result["text"] and result["explain"] is None for result in found["results"])


@pytest.mark.parametrize("lang", ["zh-TW", "en"])
def test_a_language_narrows_the_texts(run, lang: str) -> None:
    """Only texts in it are searched and shown, whatever the query's language."""
    results = run("search", "capital spending", "--lang", lang)["results"]
    assert results
    assert {result["lang"] for result in results} == {lang}


def test_the_ranking_can_be_explained(run) -> None:
    """Why each passage stands where it stands."""
    assert all(r["explain"] for r in run("search", "甲骨文", "--explain")["results"])


def test_a_batch_of_queries_goes_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, library: Library
) -> None:
    """A bad line has no results and an error; the others are ranked."""
    share(library, monkeypatch)
    lines = b'{"id": "a", "query": "RPO"}\n{"id": "b"}\n\xff\n{"id": "d", "query": "capex"}\n'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines)))
    assert main(["search", "--batch", "-", "--json"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(f["id"], bool(f["results"]), bool(f["error"])) for f in found] == [
        ("a", True, False), ("b", False, True), ("3", False, True), ("d", True, False),
    ]  # fmt: skip


@pytest.mark.parametrize("query", ["", "   ", "\ud800"])
def test_an_unusable_query_is_one_sentence(
    query: str, run, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, nothing on stdout."""
    assert main(["search", query]) == 2
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("\n")) == ("", 1)


def test_results_are_readable_without_json(run, capsys: pytest.CaptureFixture[str]) -> None:
    """Rank, score, where it stands, and the text."""
    assert main(["search", "Oracle RPO", "-k", "1"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("1. ")
    assert "corpus:" in shown


def test_an_index_of_ones_own(own, tmp_path: Path) -> None:
    """Made from files, asked alone, changed when a file changes, listed, removed."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "acme.txt").write_text("Acme leased 40 megawatts in March 2025.", encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    first = own("index", "notes", "--index", "notes")
    assert (first["passages"], len(first["added"]), len(first["refused"])) == (1, 1, 1)
    assert own("index", "notes", "--index", "notes")["unchanged"] == 1
    (folder / "acme.txt").write_text("Acme leased 50 megawatts in March 2025.", encoding="utf-8")
    assert own("index", "notes", "--index", "notes")["changed"] == first["added"]
    results = own("search", "Acme megawatts", "--index", "notes")["results"]
    assert [result["text"] for result in results] == ["Acme leased 50 megawatts in March 2025."]
    assert results[0]["index"] == "notes"
    passage = own("passage", results[0]["passage_id"], "--index", "notes")
    assert results[0]["text"] in passage["text"].values()
    assert [row["name"] for row in own("index", "list")["indexes"]] == ["notes"]
    assert own("index", "remove", "notes")["indexes"] == []


def test_an_index_travels_in_a_file(own, tmp_path: Path) -> None:
    """Exported, removed and imported again it holds the same."""
    (tmp_path / "acme.txt").write_text("Acme leased 40 megawatts.", encoding="utf-8")
    made = own("index", "acme.txt", "--index", "notes")
    own("index", "export", "notes", "notes.out")
    own("index", "remove", "notes")
    brought = own("index", "import", "notes.out")
    assert (brought["index"], brought["passages"]) == ("notes", made["passages"])


@pytest.mark.parametrize(
    "words",
    [
        ["index", "list", "extra"],
        ["index", "remove"],
        ["index", "remove", "no-such-index"],
        ["index", "export", "no-such-index", "file"],
        ["index", "import", "no-such-file"],
        ["index", "no-such-file.txt", "--index", "notes"],
        ["index", "x.txt", "--index", "corpus"],
        ["index", "x.txt", "--index", "../up"],
        ["index", "--index", "unmade"],
        ["search", "x", "--index", "unmade"],
    ],
)
def test_an_impossible_wish_is_one_sentence(
    words: list[str], own, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, nothing on stdout, and no index is made."""
    assert main(words) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Traceback" not in shown.err
    assert shown.err.splitlines()[-1].startswith("looplens: ")
