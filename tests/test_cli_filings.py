"""`looplens fetch-filings`: what it prints, where it puts things, how it fails."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import stamina
from edgar_filings import ACCESSION, quarterly
from edgar_server import IDENTITY, LIST, NAME, TICKERS, EdgarServer, Reply, site
from index_parts import dictionary

from bot.cli import main
from bot.index.dictionary import dictionary_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FETCH = ("fetch-filings", "--ticker", "brtw", "--form", "10-q", "--since", "2025-01-01")
STEM = f"BRTW_10-Q_2025-11-05_{ACCESSION}"


@pytest.fixture
def edgar() -> Iterator[EdgarServer]:
    """EDGAR with one 10-Q."""
    server = site()
    server.has(quarterly())
    stamina.set_testing(True, attempts=1)
    yield server
    stamina.set_testing(False)
    server.clear()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that has the dictionary, and an identity."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(dictionary()._path, folder / dictionary_name())
    monkeypatch.setenv("LOOPLENS_DATA_DIR", str(folder))
    monkeypatch.setenv("LOOPLENS_EDGAR_IDENTITY", IDENTITY)
    return folder


@pytest.fixture
def fails(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command that fails with this code, and give its one sentence."""

    def run(code: int, *words: str) -> str:
        assert main(words) == code
        captured = capsys.readouterr()
        assert captured.out == ""
        (sentence,) = captured.err.splitlines()
        return sentence

    return run


def test_filings_land_in_the_data_folder(
    edgar: EdgarServer, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the way to an index is printed."""
    assert main(FETCH) == 0
    folder = data / "filings" / "BRTW"
    assert {f.name for f in folder.glob("[!.]*")} == {f"{STEM}.htm", f"{STEM}.facts.jsonl"}
    assert capsys.readouterr().out.splitlines() == [
        f"{NAME}: 1 fetched, 0 already there, 9 XBRL facts in {folder}",
        f"to ask about them: looplens index {folder} --index brtw-filings",
    ]


def test_another_folder_can_be_named(
    edgar: EdgarServer, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a blank in its name, which the printed command quotes; the second time all is there."""
    folder = tmp_path / "my filings"
    for fetched, there in ((1, 0), (0, 1)):
        assert main([*FETCH, "--to", str(folder)]) == 0
        out = capsys.readouterr().out
        assert f"{fetched} fetched, {there} already there" in out
        assert f"looplens index '{folder}' --index" in out
    assert (folder / f"{STEM}.htm").exists()


def test_filings_go_straight_into_an_index(
    edgar: EdgarServer, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And are found there, a quarter as a quarter."""
    assert main([*FETCH, "--index", "tides"]) == 0
    assert "index tides: 11 passages of 10 sources (10 added" in capsys.readouterr().out
    query = "Brightwater revenues, three months ended 30 September 2025"
    assert main(["search", query, "-k", "1", "--index", "tides", "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["results"]
    assert found["source_id"] == f"{ACCESSION}:us-gaap:Revenues:2025-07-01..2025-09-30"
    assert "US$41,200,000 for the three months" in found["text"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--since", "last year"), "--since is 'last year'; a day such as 2025-06-30"),
        (("--until", "2025-13-01"), "--until is '2025-13-01'; a day such as"),
        (("--until", "2024-12-31"), "--since 2025-01-01 is after --until 2024-12-31"),
        (("--until", "2025-02-01"), "filed no 10-Q from 2025-01-01 to 2025-02-01"),
        (("--ticker", "../x"), "--ticker is '../x'; a ticker such as ORCL"),
        (("--ticker", "BRTQ"), "did you mean BRTW?"),
        (("--form", " "), "--form is empty"),
        (("--index", "corpus"), "'corpus' is the shipped corpus"),
    ],
)
def test_unusable_options_are_one_sentence(
    edgar: EdgarServer, data: Path, fails, options: tuple[str, ...], said: str
) -> None:
    """Exit code 2, what was found and what was expected."""
    assert said in fails(2, *FETCH, *options)


@pytest.mark.parametrize("identity", ["", "Ada Lovelace", "ada@example.org"])
def test_who_does_not_say_who_fetches_is_told(
    edgar: EdgarServer, data: Path, fails, monkeypatch: pytest.MonkeyPatch, identity: str
) -> None:
    """Exit code 2, and EDGAR is not asked."""
    monkeypatch.setenv("LOOPLENS_EDGAR_IDENTITY", identity)
    assert "a name and a mail address were expected" in fails(2, *FETCH)
    assert edgar.asked == []


@pytest.mark.parametrize("status", [403, 404, 429, 500])
def test_a_failure_of_edgar_is_one_sentence(
    edgar: EdgarServer, data: Path, fails, status: int
) -> None:
    """Exit code 1, with the status that came."""
    edgar.pages[LIST if status != 404 else TICKERS] = Reply(b"no", status)
    assert f"HTTP {status}" in fails(1, *FETCH)
