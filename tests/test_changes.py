"""What changes in an index of one's own, and carrying an index as a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from index_parts import build, content, passage

from bot.errors import FileError
from bot.index.changes import Change, Incoming, apply_changes
from bot.index.exchange import export_index, import_sources
from bot.index.passages import StoredSource

NEWS = {"en": "News."}


def incoming(source_id: str, path: str, text: str = "Text.") -> Incoming:
    """A source of one passage as it is read from a file."""
    made = content([passage(f"{source_id}/p", {"en": text}, index="")])
    return Incoming(made.sources[0].source, tuple(made.passages), path)


def after(*steps: tuple[list[Incoming], list[str]]) -> Change:
    """The last change of several, each on top of the one before."""
    change = Change((), (), (), (), (), 0)
    for came, gone in steps:
        change = apply_changes("own", change.sources, change.passages, came, gone)
    return change


A, B = incoming("a.txt", "/x/a.txt"), incoming("b.txt", "/x/b.txt")
A2 = incoming("a.txt", "/x/a.txt", "Other text.")
OTHER_A = incoming("a.txt", "/y/a.txt", "Another file.")


@pytest.mark.parametrize(
    ("steps", "added", "changed", "removed", "unchanged"),
    [
        ([([A, B], [])], ["a.txt", "b.txt"], [], [], 0),
        ([([A, B], []), ([A, B], [])], [], [], [], 2),
        ([([A], []), ([B], [])], ["b.txt"], [], [], 1),
        ([([A, B], []), ([A2], [])], [], ["a.txt"], [], 1),
        ([([A, B], []), ([A], ["/x/b.txt"])], [], [], ["b.txt"], 1),
        ([([A, B], []), ([], ["/x/a.txt", "/x/b.txt"])], [], [], ["a.txt", "b.txt"], 0),
        ([([A], []), ([OTHER_A], [])], ["y/a.txt"], [], [], 1),
        ([([A, OTHER_A], []), ([OTHER_A, A], [])], [], [], [], 2),
    ],
)
def test_a_change_says_what_came_and_went(
    steps: list[tuple[list[Incoming], list[str]]],
    added: list[str],
    changed: list[str],
    removed: list[str],
    unchanged: int,
) -> None:
    """Sources are told apart by what they say and by the file that they came from."""
    change = after(*steps)
    assert list(change.added) == added
    assert list(change.changed) == changed
    assert list(change.removed) == removed
    assert change.unchanged == unchanged


def test_a_name_that_is_taken_gets_its_folder() -> None:
    """Two files of one name are two sources, their passages under ids of their own."""
    change = after(([A], []), ([OTHER_A], []))
    assert [p.id for p in change.passages] == ["a.txt/p", "y/a.txt/p"]
    assert [p.text["en"] for p in change.passages] == ["Text.", "Another file."]
    assert {p.index for p in change.passages} == {"own"}


def test_an_exported_index_is_read_back(tmp_path: Path) -> None:
    """Sources and texts come back as they were; paths of the machine stay behind."""
    made = [
        replace(passage("a/p", {"en": "One.", "zh-TW": "一。"}), heading={"en": "H"}),
        passage("b/p", {"en": "Two."}),
    ]
    generation = build(tmp_path / "own", made)
    export_index(generation.passages, "own", tmp_path / "own.jsonl")
    name, sources = import_sources(tmp_path / "own.jsonl")
    assert name == "own"
    assert [p for one in sources for p in one.passages] == [replace(p, index="") for p in made]
    assert [one.source for one in sources] == [s.source for s in generation.passages.sources()]
    assert str(tmp_path / "own/") not in (tmp_path / "own.jsonl").read_text(encoding="utf-8")
    generation.close()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not json",
        "[]",
        '{"looplens_index": 99, "name": "x"}',
        '{"looplens_index": 1, "name": "x"}\n{"source": {}}',
        '{"looplens_index": 1, "name": "x"}\n{"source": 3, "passages": []}',
        '{"looplens_index": 1, "name": "x"}\n{"source": {"id": "a", "title": "", "publisher": "",'
        ' "type": "", "date": "", "url": null, "provenance": "reader"}, "passages": [{"id": "a/p",'
        ' "locator": "", "heading": {}, "title": {}, "text": {"en": "One."},'
        ' "sentences": {"en": [[0, 99]]}}]}',
    ],
)
def test_what_is_no_exported_index_is_refused(tmp_path: Path, text: str) -> None:
    """A file from elsewhere is material: one sentence says what it is not."""
    file = tmp_path / "some.jsonl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FileError, match="is no index that"):
        import_sources(file)


def test_a_file_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    """A folder in the place of the file is a FileError."""
    generation = build(tmp_path / "own", [passage("a/p", NEWS)])
    with pytest.raises(FileError, match="cannot be written"):
        export_index(generation.passages, "own", tmp_path)
    generation.close()


def test_sources_keep_the_path_they_came_from() -> None:
    """So that a file that is gone takes its sources with it."""
    change = after(([A, B], []))
    assert change.sources == tuple(
        StoredSource(one.source, change.sources[at].sha256, one.path)
        for at, one in enumerate((A, B))
    )
