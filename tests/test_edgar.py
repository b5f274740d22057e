"""Filings are fetched from EDGAR over real HTTP, at a loopback address, and become passages."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import stamina
from edgar_filings import ACCESSION, plain, quarterly
from edgar_server import IDENTITY, LIST, NAME, TICKERS, EdgarServer, Reply, Submission, site
from index_parts import dictionary

from bot.errors import FetchError, InputError, LoopLensError, SettingsError
from bot.index.dictionary import dictionary_name
from bot.knowledge import edgar as fetching
from bot.knowledge.edgar import FilingsFetched, Wanted, check_identity, fetch_filings
from bot.knowledge.files import read_source_files
from bot.library import Library
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WHOLE_YEAR = ("2025-01-01", "2025-12-31")
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def edgar() -> Iterator[EdgarServer]:
    """EDGAR, which knows nothing yet; the client waits for no second try."""
    server = site()
    stamina.set_testing(True, attempts=1)
    yield server
    stamina.set_testing(False)
    server.clear()


@pytest.fixture
def fetch(tmp_path: Path) -> Callable[..., FilingsFetched]:
    """Fetch 10-Q filings of 2025 into one folder, unless a test says otherwise."""

    def run(
        form: str = "10-Q",
        since: str = WHOLE_YEAR[0],
        until: str = WHOLE_YEAR[1],
        ticker: str = "BRTW",
        limit_s: float = 20,
    ) -> FilingsFetched:
        wanted = Wanted(ticker, form, since, until)
        work = tmp_path / "work"
        return fetch_filings(wanted, tmp_path / "to", IDENTITY, work_dir=work, limit_s=limit_s)

    return run


def accessions(fetched: FilingsFetched) -> list[str]:
    """The accession numbers, from the names of the main documents."""
    return [file.stem.rpartition("_")[2] for file in fetched.files if file.suffix == ".htm"]


@pytest.mark.parametrize(
    "identity",
    [
        None,
        "",
        "  ",
        "Ada Lovelace",
        "ada@example.org",
        "Ada ada@",
        "Ada @example.org",
        "愛達 a@b.c",
    ],
)
def test_an_identity_of_another_form_is_refused(
    edgar: EdgarServer, tmp_path: Path, identity: str
) -> None:
    """One sentence with an example, and EDGAR is not asked."""
    wanted = Wanted("BRTW", "10-Q", *WHOLE_YEAR)
    with pytest.raises(SettingsError, match=r"LOOPLENS_EDGAR_IDENTITY is .*ada@example\.org"):
        fetch_filings(wanted, tmp_path, identity, work_dir=tmp_path)
    assert edgar.asked == []


@pytest.mark.parametrize("identity", ["Ada ada@example.org", " Ada  Lovelace  ada@example.org "])
def test_an_identity_is_a_name_and_an_address(identity: str) -> None:
    """Blanks too many do not matter."""
    assert check_identity(identity) == " ".join(identity.split())


def test_three_requests_fetch_a_filing(edgar: EdgarServer, fetch) -> None:
    """Tickers, the list, the submission whole; each names who asks, and none goes elsewhere."""
    edgar.has(quarterly())
    assert fetch().company == NAME
    assert edgar.asked == [TICKERS, LIST, quarterly().path]
    assert edgar.agents == {IDENTITY}


@pytest.mark.parametrize(
    ("form", "since", "until", "found"),
    [
        ("10-Q", "2025-01-01", "2025-12-31", ["0009990001-25-000011", "0009990001-25-000042"]),
        ("10-Q", "2025-05-07", "2025-11-04", ["0009990001-25-000011"]),
        ("10-Q", "2025-05-08", "2025-11-05", ["0009990001-25-000042"]),
        ("10-Q/A", "2025-01-01", "2025-12-31", ["0009990001-25-000050"]),
        ("8-K", "2025-01-01", "2025-12-31", ["0009990001-25-000030"]),
    ],
)
def test_form_and_dates_choose(
    edgar: EdgarServer, fetch, form: str, since: str, until: str, found: list[str]
) -> None:
    """Both days count, an amendment is a form of its own, and the oldest comes first."""
    edgar.has(
        quarterly(),
        quarterly("0009990001-25-000011", "2025-05-07"),
        quarterly("0009990001-25-000050", "2025-11-20", "10-Q/A"),
        plain("0009990001-25-000030", "2025-08-01"),
    )
    assert accessions(fetch(form, since, until)) == found
    assert len(edgar.documents()) == len(found)


@pytest.mark.parametrize(("since", "lists"), [("2025-01-01", 1), ("2019-01-01", 2)])
def test_older_lists_are_asked_for_when_needed(
    edgar: EdgarServer, fetch, since: str, lists: int
) -> None:
    """EDGAR keeps early filings in lists of their own."""
    recent = [quarterly(), plain("0009990001-24-000001", "2024-02-01")]
    edgar.has(*recent, older=[quarterly("0009990001-20-000009", "2020-05-07")])
    assert len(accessions(fetch(since=since))) == lists
    assert sum("/submissions/" in path for path in edgar.asked) == lists


def test_what_is_complete_is_not_fetched_again(edgar: EdgarServer, fetch) -> None:
    """A second run asks for no submission and finds the same files."""
    edgar.has(quarterly(), quarterly("0009990001-25-000011", "2025-05-07"))
    first = fetch()
    asked = edgar.documents()
    second = fetch()
    assert edgar.documents() == asked
    assert (first.fetched, first.kept, second.fetched, second.kept) == (2, 0, 0, 2)
    assert (second.files, second.facts) == (first.files, first.facts)


@pytest.mark.parametrize("harm", ["cut", "gone", "no note", "cut note", "half"])
def test_a_half_written_filing_is_fetched_anew(edgar: EdgarServer, fetch, harm: str) -> None:
    """And only that one; the other stays as it is."""
    edgar.has(quarterly(), quarterly("0009990001-25-000011", "2025-05-07"))
    *_, page, facts = fetch().files
    whole = [page.read_bytes(), facts.read_bytes()]
    note = page.parent / f".{ACCESSION}.json"
    if harm == "cut":
        facts.write_bytes(whole[1][:100])
    elif harm == "gone":
        page.unlink()
    elif harm == "no note":
        note.unlink()
    elif harm == "cut note":
        note.write_text(note.read_text("utf-8")[:20], "utf-8")
    else:
        facts.rename(facts.with_name(f".{facts.name}.part"))
    edgar.asked.clear()
    again = fetch()
    assert edgar.documents() == [quarterly().path]
    assert (again.fetched, again.kept) == (1, 1)
    assert [page.read_bytes(), facts.read_bytes()] == whole


def test_a_break_leaves_what_was_done(edgar: EdgarServer, fetch) -> None:
    """The next run takes up where the first one failed."""
    first, second = quarterly("0009990001-25-000011", "2025-05-07"), quarterly()
    edgar.has(first, second)
    edgar.first[second.path] = [Reply(status=503)]
    with pytest.raises(FetchError, match=r"HTTP 503.*run the same command again"):
        fetch()
    assert fetch().kept == 1
    assert edgar.documents() == [first.path, second.path, second.path]


@pytest.mark.parametrize("path", [TICKERS, LIST, quarterly().path])
def test_too_many_requests_are_waited_out(edgar: EdgarServer, fetch, path: str) -> None:
    """Where EDGAR says how long, and it is short."""
    edgar.has(quarterly())
    edgar.first[path] = [Reply(status=429, headers={"Retry-After": "1"})]
    began = time.monotonic()
    assert fetch().fetched == 1
    assert time.monotonic() - began >= 1


@pytest.mark.parametrize("wait", [{}, {"Retry-After": "600"}])
def test_a_long_wait_is_the_readers(edgar: EdgarServer, fetch, wait: dict[str, str]) -> None:
    """EDGAR's block lasts ten minutes: it is said, not slept."""
    edgar.has(quarterly())
    edgar.first[LIST] = [Reply(status=429, headers=wait)]
    with pytest.raises(FetchError, match=r"HTTP 429.*in ten minutes run the same command again"):
        fetch()
    assert edgar.asked == [TICKERS, LIST]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (403, "LOOPLENS_EDGAR_IDENTITY"),
        (404, "has no filing"),
        (500, "HTTP 500"),
        (503, "HTTP 503"),
    ],
)
def test_a_refusal_is_one_sentence(edgar: EdgarServer, fetch, status: int, said: str) -> None:
    """The status, what it was about, and the next step."""
    edgar.has(quarterly())
    edgar.pages[quarterly().path] = Reply(b"<html>sorry</html>", status)
    with pytest.raises(FetchError, match=said) as raised:
        fetch()
    assert f"HTTP {status}" in str(raised.value)
    assert ACCESSION in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("path", "reply"),
    [
        (TICKERS, Reply(b"<html>maintenance</html>")),
        (TICKERS, Reply(b'["of", "another", "shape"]', headers=JSON)),
        (LIST, Reply(b'{"cik": "9990001"', headers=JSON)),
        (LIST, Reply(b'{"cik": "9990001"}', headers=JSON)),
        (quarterly().path, Reply(b"")),
        (quarterly().path, Reply(b"<html>Undeclared automated tool</html>")),
        (quarterly().path, Reply(quarterly().text[:-400].encode())),
    ],
)
def test_a_broken_answer_is_one_sentence(
    edgar: EdgarServer, fetch, tmp_path: Path, path: str, reply: Reply
) -> None:
    """Nothing of it is kept."""
    edgar.has(quarterly())
    edgar.pages[path] = reply
    with pytest.raises(FetchError, match=r"cannot be read.*run the same command again"):
        fetch()
    assert [file for file in tmp_path.glob("to/*") if file.is_file()] == []


def test_a_connection_that_breaks_off_is_tried_again(edgar: EdgarServer, fetch) -> None:
    """Once may be chance."""
    edgar.has(quarterly())
    edgar.first[quarterly().path] = [Reply(quarterly().text.encode(), hang_up=True)]
    assert fetch().fetched == 1
    assert len(edgar.documents()) == 2


def test_a_connection_that_always_breaks_off_is_one_sentence(edgar: EdgarServer, fetch) -> None:
    """Three times is none."""
    edgar.has(quarterly())
    edgar.pages[quarterly().path] = Reply(quarterly().text.encode(), hang_up=True)
    with pytest.raises(FetchError, match=r"broke off 3 times; run the same command again"):
        fetch()


def test_no_server_is_one_sentence(
    edgar: EdgarServer, fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing listens at the address."""
    edgar.has(quarterly())
    fetch()
    monkeypatch.setattr("edgar.urls.SEC_BASE_URL", "http://127.0.0.1:1")
    with pytest.raises(FetchError, match=r"cannot be reached.*check the network"):
        fetch()


def test_a_server_that_does_not_end_is_left(edgar: EdgarServer, fetch) -> None:
    """The time limit holds whatever the server does."""
    edgar.has(quarterly())
    edgar.pages[quarterly().path] = Reply(quarterly().text.encode(), stall_s=60)
    began = time.monotonic()
    with pytest.raises(FetchError, match=r"did not finish with the filing .* in 1 seconds"):
        fetch(limit_s=1)
    assert time.monotonic() - began < 40


@pytest.mark.parametrize(
    ("ticker", "said"),
    [("BRTV", "did you mean BRTW?"), ("Q", "a ticker such as ORCL was expected")],
)
def test_an_unknown_ticker_is_said(edgar: EdgarServer, fetch, ticker: str, said: str) -> None:
    """With the nearest one, where there is one."""
    edgar.has(quarterly())
    with pytest.raises(InputError) as raised:
        fetch(ticker=ticker)
    assert str(raised.value).startswith(f"EDGAR knows no ticker '{ticker}'")
    assert str(raised.value).endswith(said)


def test_a_class_of_shares_may_be_written_with_a_dot(edgar: EdgarServer, fetch) -> None:
    """EDGAR writes OTHR-B; of that company this server has no list."""
    edgar.has(quarterly())
    with pytest.raises(LoopLensError):
        fetch(ticker="OTHR.B")
    assert edgar.asked == [TICKERS, "/submissions/CIK0000000042.json"]


@pytest.mark.parametrize(
    ("form", "said"),
    [("10-Q", "those known run from 2025-11-05 to 2025-11-05"), ("20-F", "nor ever before")],
)
def test_no_filing_in_the_range_is_said(edgar: EdgarServer, fetch, form: str, said: str) -> None:
    """With the range there is."""
    edgar.has(quarterly())
    with pytest.raises(InputError, match=f"filed no {form} from 2025-01-01 to 2025-06-30.*{said}"):
        fetch(form, until="2025-06-30")


def test_a_full_disk_is_one_sentence_and_leaves_no_half(
    edgar: EdgarServer, fetch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be written whole is not there."""
    edgar.has(quarterly())

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("bot.knowledge.kept.os.fsync", full)
    with pytest.raises(FetchError, match=r"cannot be written \(no space left on device\)"):
        fetch()
    assert list((tmp_path / "to").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_one_sentence(
    edgar: EdgarServer, fetch, tmp_path: Path
) -> None:
    """A file stands in its way."""
    edgar.has(quarterly())
    (tmp_path / "to").write_text("a file", "utf-8")
    with pytest.raises(FetchError, match=r"to cannot be written .*another --to DIR"):
        fetch()


def test_the_rate_of_the_sec_is_kept(edgar: EdgarServer, fetch) -> None:
    """Never more than ten requests in any second, however fast the answers come."""
    filed = [plain(f"0009990001-25-{n:06}", "2025-08-01") for n in range(1, 22)]
    edgar.has(*filed)
    assert fetch("8-K").fetched == len(filed)
    assert len(edgar.times) == len(filed) + 2
    for began in edgar.times:
        assert sum(began <= other < began + 1 for other in edgar.times) <= 10


def test_without_the_library_the_way_to_it_is_said(
    edgar: EdgarServer, fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence with the command."""
    edgar.has(quarterly())
    fetch()
    fetching._open_library.cache_clear()
    monkeypatch.setitem(sys.modules, "edgar", None)
    with pytest.raises(
        FetchError, match=r"edgartools.*sh tools/set_up\.sh --extras filings.*\[filings\]"
    ):
        fetch()


def test_a_filing_without_xbrl_is_its_page(edgar: EdgarServer, fetch) -> None:
    """Its one file; and it is complete."""
    edgar.has(plain("0009990001-25-000030", "2025-08-01"))
    (file,) = fetch("8-K").files
    assert file.name == "BRTW_8-K_2025-08-01_0009990001-25-000030.htm"
    assert fetch("8-K").kept == 1


def test_an_old_filing_is_plain_text(edgar: EdgarServer, fetch) -> None:
    """What is no page is kept as the text it is."""
    filing = plain("0009990001-25-000031", "2025-08-02")
    text = filing.text.replace("<html><head></head><body><p>", "").replace("</p></body></html>", "")
    text = text.replace("brtw-8k.htm", "brtw-8k.txt")
    edgar.has(Submission(filing.accession, filing.form, filing.filed, text))
    (file,) = fetch("8-K").files
    assert file.suffix == ".txt"
    assert file.read_text("utf-8").strip() == "The pier opened."


def test_the_facts_are_lines_of_their_own(edgar: EdgarServer, fetch) -> None:
    """Each with accession, concept, context, unit and decimals; nothing where nothing is stated."""
    edgar.has(quarterly())
    fetched = fetch()
    rows = [json.loads(line) for line in fetched.files[1].read_text("utf-8").splitlines()]
    assert fetched.facts == len(rows) == 9
    keys = ("accession", "concept", "context", "value", "unit", "decimals")
    assert [rows[0][key] for key in keys] == [
        ACCESSION,
        "us-gaap:Revenues",
        "2025-07-01..2025-09-30",
        "41200000",
        "USD",
        "-3",
    ]
    said = {row["id"].partition(":")[2]: row["text"] for row in rows}
    assert (
        "of US$118,700,000 for the nine months ended 30 September 2025 (1 January 2025 to"
        in (said["us-gaap:Revenues:2025-01-01..2025-09-30"])
    )
    assert (
        "Total assets of US$877,100,000 as of 31 December 2024 (XBRL"
        in (said["us-gaap:Assets:2024-12-31"])
    )
    assert (
        "of -US$0.27 per share for the three months ended"
        in (said["us-gaap:EarningsPerShareDiluted:2025-07-01..2025-09-30"])
    )
    assert (
        "Revenues (Product and service: Tidal energy) of US$39,000,000"
        in (
            said[
                "us-gaap:Revenues:2025-07-01..2025-09-30:srt:ProductOrServiceAxis=brtw:TidalMember"
            ]
        )
    )


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Library]:
    """A library over no index, with a data folder of its own that has the dictionary."""
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(dictionary()._path, data / dictionary_name())
    opened = Library.open(Settings(data_dir=data), ())
    yield opened
    opened.close()


def test_a_quarter_and_nine_months_are_found_apart(edgar: EdgarServer, fetch, own: Library) -> None:
    """Each is cited by accession, concept and context, and says its own length alone."""
    edgar.has(quarterly())
    own.add("filings", fetch().files)
    found = own.over(["filings"])
    key = f"{ACCESSION}:us-gaap:Revenues:"
    for words, context, value, other in (
        ("three", "2025-07-01..2025-09-30", "US$41,200,000", "nine months"),
        ("nine", "2025-01-01..2025-09-30", "US$118,700,000", "three months"),
    ):
        query = f"Brightwater revenues in the {words} months ended 30 September 2025"
        hit = found.searcher.search(query, 1)[0].passage
        assert hit.source_id == key + context
        assert value in hit.text["en"]
        assert f"{words} months ended 30 September 2025" in hit.text["en"]
        assert other not in hit.text["en"]
    found.close()


def test_the_main_document_is_found_under_its_title(
    edgar: EdgarServer, fetch, own: Library
) -> None:
    """With the company, form, day and accession; what the page hides stays out."""
    edgar.has(quarterly())
    page, _ = fetch().files
    own.add("filings", [page])
    found = own.over(["filings"])
    hits = found.searcher.search("tidal turbine moored in the strait", 5)
    source = found.source("filings", hits[0].passage.source_id)
    found.close()
    assert source.title == f"{NAME} 10-Q, filed 2025-11-05 ({ACCESSION})"
    assert source.date == "2025-11-05"
    assert "third tidal turbine" in hits[0].passage.text["en"]
    (document,) = read_source_files([page], max_mb=1).documents
    assert not any("hidden" in passage.text["en"] for passage in document.passages)
