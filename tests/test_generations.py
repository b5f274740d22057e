"""Generations on disk: complete before they are seen, shared by processes, safe against damage."""

from __future__ import annotations

import json
import multiprocessing
import shutil
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from index_parts import analyser, build, content, passage, table, tools

from bot.errors import StoreError
from bot.index.building import Content, Tools, build_generation
from bot.index.catalogue import Catalogue
from bot.index.generations import MANIFEST, Generation, IndexFolder
from bot.index.search import Searcher
from bot.records import Passage

TEXTS = [
    {"en": "The volcano erupted at night.", "zh-TW": "火山在夜裡爆發。"},
    {"en": "The bank lent money to the shop.", "zh-TW": "銀行借錢給店家。"},
    {"en": "Tea leaves are dried over a fire.", "zh-TW": "茶葉用火烘乾。"},
]


def passages(*texts: dict[str, str]) -> list[Passage]:
    """Passages of documents of their own."""
    return [passage(f"doc{n}/p", text) for n, text in enumerate(texts)]


def best(generation: Generation, query: str) -> str:
    """The id of the best passage."""
    made = tools()
    return Searcher([generation], made.analyser, made.encoder).search(query, 1)[0].passage.id


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    """Passages, sources and counts come back as they went in."""
    made = [
        replace(p, heading={"en": "A"}, title={"zh-TW": "題"}, later=True, text_kind="digest")
        for p in passages(*TEXTS)
    ]
    found = build(tmp_path, made)
    assert list(found.passages.all()) == made
    assert found.passages.get("doc1/p") == made[1]
    assert found.passages.at((2, 0)) == {0: made[0], 2: made[2]}
    source = found.passages.source("doc0")
    assert source is not None
    assert source.provenance == "reader"
    assert found.manifest.passages == 3
    assert found.manifest.parts == {"en": 3, "zh-TW": 3}
    found.close()


def test_passages_are_read_a_few_at_a_time_and_remembered(tmp_path: Path) -> None:
    """Any number of rows, in any order, read before or not; a row that is not there is left out."""
    made = [passage(f"doc{n}/p", {"en": f"Text number {n}."}) for n in range(30)]
    found = build(tmp_path, made)
    rows = [*range(24, -1, -1), 99]
    wanted = {row: made[row] for row in range(25)}
    assert found.passages.at(rows) == wanted
    assert found.passages.at([*rows, 29]) == {**wanted, 29: made[29]}
    assert found.passages.at(()) == {}
    found.close()


def test_the_same_content_has_the_same_hash_and_vectors(tmp_path: Path) -> None:
    """Nothing of the time or place of a build is in what it holds."""
    one, other = (build(tmp_path / name, passages(*TEXTS)) for name in "ab")
    assert one.manifest.sha256 == other.manifest.sha256
    for lang, part in one.parts.items():
        np.testing.assert_array_equal(part.vectors, other.parts[lang].vectors)
    one.close()
    other.close()


def test_chroma_holds_every_text(tmp_path: Path) -> None:
    """One collection a language, a row for each text."""
    found = build(tmp_path, passages(*TEXTS, {"en": "Only English."}))
    counts = {lang: found.vectors.count(part.collection) for lang, part in found.parts.items()}
    assert counts == {"en": 4, "zh-TW": 3}
    found.close()


def test_unchanged_texts_are_not_encoded_again(tmp_path: Path) -> None:
    """Their vectors are copied forward and equal what encoding would give."""
    folder = IndexFolder(tmp_path / "one")
    old = build(folder.path, passages(*TEXTS))
    changed = passages(*TEXTS[:2], {"en": "Something new.", "zh-TW": "新的內容。"})
    with folder.locked():
        built = build_generation(folder, "own", content(changed), tools(), old)
    assert (built.copied, built.encoded) == (4, 2)
    new, fresh = folder.newest(), build(tmp_path / "fresh", changed)
    assert new is not None
    for lang, part in new.parts.items():
        np.testing.assert_array_equal(part.vectors, fresh.parts[lang].vectors)
    for generation in (old, new, fresh):
        generation.close()


def test_a_text_nobody_can_read_is_indexed_all_the_same(tmp_path: Path) -> None:
    """A text without a known token has no vector and harms no other."""
    found = build(tmp_path, passages({"en": "12345"}, *TEXTS, {"und": "ゅゅゅ"}))
    assert best(found, "volcano") == "doc1/p"
    assert best(found, "12345") == "doc0/p"
    found.close()


def test_a_folder_without_manifest_is_not_seen(tmp_path: Path) -> None:
    """A build that died leaves nothing to read, and the next build clears it away."""
    folder = IndexFolder(tmp_path)
    (tmp_path / "gen-99999999999999999999-dead00").mkdir(parents=True)
    assert folder.newest() is None
    build(tmp_path, passages(*TEXTS)).close()
    assert [p.name for p in folder.generations() if "dead" in p.name] == []


def test_the_one_before_is_kept_until_the_next_build(tmp_path: Path) -> None:
    """Of five builds two stand."""
    names = []
    for number in range(5):
        generation = build(tmp_path, passages(*TEXTS[: 1 + number % 3]))
        names.append(generation.folder.name)
        generation.close()
    kept = [p.name for p in IndexFolder(tmp_path).generations()]
    assert kept == names[:-3:-1]


def test_a_generation_in_use_is_not_cleared(tmp_path: Path) -> None:
    """A reader keeps its files through any number of builds."""
    held = build(tmp_path, passages(*TEXTS))
    for _ in range(3):
        build(tmp_path, passages(*TEXTS[:1])).close()
    assert held.folder.exists()
    assert best(held, "tea") == "doc2/p"
    held.close()
    build(tmp_path, passages(*TEXTS[:1])).close()
    assert not held.folder.exists()


DAMAGES = {
    "a missing array": lambda folder: (folder / "en" / "own-values.npy").unlink(),
    "a short array": lambda folder: (folder / "en" / "vectors.npy").write_bytes(b"\x93NUMPY"),
    "a changed byte": lambda folder: _flip(folder / "zh-TW" / "own-rows.npy"),
    "no passages": lambda folder: (folder / "passages.sqlite").unlink(),
    "damaged passages": lambda folder: _flip(folder / "passages.sqlite"),
    "no vectors": lambda folder: shutil.rmtree(folder / "chroma"),
    "an empty database": lambda folder: (folder / "chroma" / "chroma.sqlite3").write_bytes(b""),
    "half a manifest": lambda folder: (folder / MANIFEST).write_text('{"index": "own"'),
    "another format": lambda folder: _reformat(folder / MANIFEST),
}


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 0xFF
    path.write_bytes(bytes(data))


def _reformat(path: Path) -> None:
    manifest = json.loads(path.read_text())
    path.write_text(json.dumps({**manifest, "format": 99}))


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_generation_is_passed_over_and_named(tmp_path: Path, damage: str) -> None:
    """The one before is opened, and a sentence says what was found."""
    build(tmp_path, passages(*TEXTS[:1])).close()
    newest = build(tmp_path, passages(*TEXTS))
    newest.close()
    DAMAGES[damage](newest.folder)
    said: list[str] = []
    found = IndexFolder(tmp_path).newest(said.append)
    assert found is not None
    assert found.manifest.passages == 1
    assert len(said) == 1
    assert newest.folder.name in said[0]
    found.close()


def test_an_index_damaged_throughout_is_built_again_from_its_texts(tmp_path: Path) -> None:
    """No source file is needed; what is said names the index."""
    generation = build(tmp_path / "own", passages(*TEXTS))
    generation.close()
    (generation.folder / "en" / "own-values.npy").unlink()
    said: list[str] = []
    found = Catalogue(tmp_path, tools(), said.append).named("own", lambda *_: None)
    assert best(found, "volcano") == "doc0/p"
    assert any("again from the texts" in one for one in said)
    found.close()


def test_an_index_whose_texts_are_gone_says_what_to_do(tmp_path: Path) -> None:
    """Beyond repair is one sentence with the way out."""
    generation = build(tmp_path / "own", passages(*TEXTS))
    generation.close()
    (generation.folder / "passages.sqlite").write_bytes(b"nothing")
    with pytest.raises(StoreError, match="index the files again"):
        Catalogue(tmp_path, tools()).named("own", lambda *_: None)


def test_another_encoder_builds_again_without_any_file(tmp_path: Path) -> None:
    """An index keeps its texts, so a new setting is enough."""

    class Halved:
        name = "halved"

        def queries(self, texts):
            return self.documents(texts)

        def documents(self, texts):
            vectors = table().documents(texts)[:, :128]
            return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)

        def readable(self, text):
            return table().readable(text)

    build(tmp_path / "own", passages(*TEXTS)).close()
    other = Tools(analyser(), Halved())
    found = Catalogue(tmp_path, other).named("own", lambda *_: None)
    assert found.manifest.encoder == "halved"
    assert found.parts["en"].vectors.shape == (3, 128)
    found.close()


def test_progress_ends_at_its_total(tmp_path: Path) -> None:
    """Every text is counted for its terms and for its vector."""
    steps: list[tuple[int, int, str]] = []
    folder = IndexFolder(tmp_path)
    with folder.locked():
        build_generation(
            folder, "own", content(passages(*TEXTS)), tools(), None, lambda *s: steps.append(s)
        )
    done = [step[0] for step in steps]
    assert done == sorted(done)
    assert steps[-1][:2] == (12, 12)


def test_an_index_of_nothing_finds_nothing(tmp_path: Path) -> None:
    """An empty index is an index."""
    found = build(tmp_path, [])
    made = tools()
    assert Searcher([found], made.analyser, made.encoder).search("volcano") == ()
    found.close()


def test_two_passages_of_one_id_are_refused(tmp_path: Path) -> None:
    """Nothing of such a build is seen."""
    twice = [passage("a/p", {"en": "One."}), passage("a/p", {"en": "Two."})]
    folder = IndexFolder(tmp_path)
    with folder.locked(), pytest.raises(StoreError, match="cannot be written"):
        build_generation(folder, "own", content(twice), tools())
    assert folder.newest() is None


READER = """
import sys, threading
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from index_parts import tools
from bot.index.generations import IndexFolder
from bot.index.search import Searcher
made = tools()
found = IndexFolder(Path(sys.argv[1])).newest()
searcher = Searcher([found], made.analyser, made.encoder)
print("ready", flush=True)
wrong = 0
told = threading.Event()
threading.Thread(target=lambda: (sys.stdin.readline(), told.set()), daemon=True).start()
asked = 0
while not told.is_set():
    hits = searcher.search("volcano", 1)
    wrong += not hits or hits[0].passage.id != "doc0/p"
    asked += 1
print(wrong, len(searcher.notes), asked > 0, flush=True)
"""


def test_a_reader_in_another_process_is_not_disturbed_by_builds(tmp_path: Path) -> None:
    """It answers rightly, from Chroma, while three generations are built beside its own."""
    build(tmp_path, passages(*TEXTS)).close()
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(tmp_path), str(Path(__file__).parent)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    assert reader.stdout is not None
    assert reader.stdout.readline().strip() == "ready"
    for _ in range(3):
        build(tmp_path, passages(*TEXTS[1:], TEXTS[0])).close()
    out, _ = reader.communicate("built\n", timeout=120)
    assert out.strip() == "0 0 True"


def _build_in_process(path: str, results: multiprocessing.Queue) -> None:
    said: list[str] = []
    whole = Content(*_content(), stamp="v2")
    generation, report = Catalogue(Path(path), tools(), said.append).shipped(
        "own", whole, lambda *_: time.sleep(0.2)
    )
    results.put((generation.manifest.generation, report.vectors_encoded, said))
    generation.close()


def _content() -> tuple[list[Passage], object]:
    made = content(passages(*TEXTS))
    return list(made.passages), made.sources


def test_of_two_builders_one_waits_and_both_end_well(tmp_path: Path) -> None:
    """The second finds the first one's generation current and builds nothing."""
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    builders = [
        context.Process(target=_build_in_process, args=(str(tmp_path), results)) for _ in range(2)
    ]
    for builder in builders:
        builder.start()
    found = [results.get(timeout=200) for _ in builders]
    for builder in builders:
        builder.join(60)
        assert builder.exitcode == 0
    results.close()
    assert found[0][0] == found[1][0]
    assert sorted(encoded for _, encoded, _ in found) == [0, 6]
    assert len(IndexFolder(tmp_path / "own").generations()) == 1


def test_passages_can_be_read_by_any_sqlite(tmp_path: Path) -> None:
    """The texts of an index are no secret of this program."""
    generation = build(tmp_path, passages(*TEXTS))
    generation.close()
    file = sqlite3.connect(generation.folder / "passages.sqlite")
    assert file.execute("SELECT count(*) FROM passages").fetchone() == (3,)
    file.close()
