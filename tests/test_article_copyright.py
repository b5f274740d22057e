"""No sentence of the original article stands in the repository: only its hashes do.

A run is 14 Chinese characters of one line, everything else left out. The runs of the original are
kept as the first six bytes of their SHA-256, so the test needs no copy of it and gives none.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HASHES = Path(__file__).parent / "data" / "article_hashes.txt"
ARTICLE = ROOT.parent / "shared" / "article" / "trade-magazine-415.txt"
RUN = 14
BYTES = 6
# Names and titles, by which a source is named: free to stand anywhere.
NAMES = (
    "台北市進出口商業同業公會《貿易雜誌》",
    "「AI永動機」啟動 算力投資全面加速",
    "產業內循環投資 成長動能受到檢視",
)
LEFT_OUT = {".git", ".venv", "__pycache__", "node_modules", "build", "dist", "data", "out"}


def chinese(line: str) -> str:
    return re.sub(r"[^\u4e00-\u9fff]", "", line)


def runs(text: str) -> Iterator[str]:
    for line in text.splitlines():
        kept = chinese(line)
        for at in range(len(kept) - RUN + 1):
            yield kept[at : at + RUN]


def hashed(run: str) -> str:
    return hashlib.sha256(run.encode()).hexdigest()[: 2 * BYTES]


def copied(text: str, hashes: set[str]) -> list[str]:
    """The runs of a text that the hashes know, names left out."""
    free = {run for name in NAMES for run in runs(name)}
    return [run for run in runs(text) if run not in free and hashed(run) in hashes]


def read_hashes() -> set[str]:
    lines = HASHES.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def files() -> list[Path]:
    """What git tracks or would track; outside git, every file of the tree."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0 and listed.stdout:
        names = [name.decode() for name in listed.stdout.split(b"\0") if name]
        return [ROOT / name for name in names if (ROOT / name).is_file()]
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file()
        and not LEFT_OUT.intersection(path.relative_to(ROOT).parts[:1])
        and "__pycache__" not in path.parts
    ]


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_no_run_of_the_article_stands_in_the_repository():
    """Whatever file holds one is named with it."""
    hashes = read_hashes()
    found = {
        str(path.relative_to(ROOT)): hits[0]
        for path in files()
        if (hits := copied(text_of(path), hashes))
    }
    assert found == {}


def test_the_corpus_is_among_the_files():
    """The test looks where the article's digest stands."""
    assert ROOT / "corpus" / "texts" / "article-415" / "zh-TW.md" in files()


def test_a_planted_run_is_found():
    """The test can fail: a run is found through other characters, a shorter one is not."""
    original = "貨櫃船公司每隔幾年就換一次夥伴貨主總要重新認識"
    hashes = {hashed(run) for run in runs(original)}
    assert copied("他說,貨櫃船公司(每隔2幾年就)換一次夥!", hashes) == [original[:RUN]]
    assert copied("貨櫃船公司每隔幾年就換一", hashes) == []
    assert copied("貨櫃船公司每隔幾\n年就換一次夥伴貨主", hashes) == []


def test_names_are_free():
    """The association and the headline may be named; a sentence around them may not be copied."""
    hashes = {hashed(run) for name in NAMES for run in runs(f"前面的字{name}後面的字")}
    assert copied(NAMES[0], hashes) == []
    assert copied(f"前面的字{NAMES[0]}", hashes) != []


def test_the_hashes_are_whole():
    """Sorted, of one length, and enough for an article of two thousand characters."""
    lines = [x for x in HASHES.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    assert lines == sorted(set(lines))
    assert {len(line) for line in lines} == {2 * BYTES}
    assert len(lines) > 1000


@pytest.mark.skipif(not ARTICLE.exists(), reason="the original article is not on this machine")
def test_the_hashes_are_those_of_the_original():
    """Made anew from the original, they are the same."""
    original = ARTICLE.read_text(encoding="utf-8")
    assert read_hashes() == {hashed(run) for run in runs(original)}
