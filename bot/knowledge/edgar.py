"""Filings from SEC EDGAR, as files that the index reads: the main document and the XBRL facts.

edgartools asks, waits and parses: it keeps to the SEC's rate, sends the identity, follows the list
of filings and reads a submission, which comes whole in one request. What is complete in the folder
is not asked for again. Amendments have a form of their own (10-Q/A) and come only by that name.
"""

from __future__ import annotations

import difflib
import logging
import queue
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from bot.errors import FetchError, InputError, SettingsError
from bot.knowledge.kept import AGAIN, keep, kept, make_folder
from bot.knowledge.submission import Content, file_stem, read_submission
from bot.knowledge.xbrl import Filing
from bot.settings import lend_environment

__all__ = ["FilingsFetched", "Wanted", "check_identity", "fetch_filings"]

T = TypeVar("T")
Progress = Callable[[int, int, str], None]

REQUESTS_A_SECOND = 9  # the SEC allows ten
# For one answer with its retries: a server that sends a byte now and then must not hold us.
LIMIT_S = 180.0
READ_S = 30.0
TRIES, CUT_WAIT_S, LONGEST_WAIT_S = 3, 0.5, 20
_IDENTITY = re.compile(r"[!-~]+( [!-~]+)* [^\s@]+@[^\s@]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which filings: those of one form, filed from `since` to `until` (ISO dates, inclusive)."""

    ticker: str
    form: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class FilingsFetched:
    """What lies in the folder now: the files of the filings wanted, and how they came there."""

    company: str
    files: tuple[Path, ...]
    fetched: int
    kept: int
    facts: int


def check_identity(identity: str | None) -> str:
    """The identity that EDGAR asks for, in its form. Raises SettingsError."""
    found = " ".join((identity or "").split())
    if not _IDENTITY.fullmatch(found):
        raise SettingsError(
            f"LOOPLENS_EDGAR_IDENTITY is {repr(identity) if found else 'not set'}; SEC EDGAR asks "
            "who fetches: a name and a mail address were expected, such as "
            "'Ada Lovelace ada@example.org'"
        )
    return found


def fetch_filings(
    wanted: Wanted,
    folder: Path,
    identity: str,
    *,
    work_dir: Path,
    progress: Progress | None = None,
    limit_s: float = LIMIT_S,
) -> FilingsFetched:
    """Fetch what is not in the folder yet; `limit_s` bounds each answer of EDGAR.

    Raises SettingsError (identity), InputError (ticker, nothing filed) or FetchError.
    """
    identity = check_identity(identity)
    _lend_folder(work_dir)
    _open_library()
    from edgar import set_identity
    from edgar.httpclient import close_clients

    set_identity(identity)
    try:
        return _fetched(wanted, folder, _Edgar(limit_s), progress or (lambda *_: None))
    finally:
        close_clients()


def _fetched(wanted: Wanted, folder: Path, edgar: _Edgar, progress: Progress) -> FilingsFetched:
    company, found = edgar.filings(wanted)
    make_folder(folder)
    files: list[Path] = []
    fetched = facts = 0
    for done, filing in enumerate(found):
        about = Filing(filing.accession_no, company, filing.form, str(filing.filing_date))
        stem = file_stem(wanted.ticker, about)
        progress(done, len(found), f"fetching {stem}")
        there = kept(folder, about.accession)
        if there is None:
            content = edgar.content(filing.text_url, about, stem)
            there = keep(folder, about.accession, content.texts, content.facts)
            fetched += 1
        files += there.files
        facts += there.facts
    progress(len(found), len(found), "")
    return FilingsFetched(company, tuple(files), fetched, len(found) - fetched, facts)


class _Edgar:
    """EDGAR behind the library; every question is bounded and every failure is one sentence."""

    def __init__(self, limit_s: float) -> None:
        self._limit_s = limit_s

    def filings(self, wanted: Wanted) -> tuple[str, list[Any]]:
        """The company's name and its filings of that form and time, oldest first."""
        cik = self._cik(wanted.ticker)

        def listed() -> tuple[str, list[Any]]:
            from edgar import Company

            company = Company(cik)
            recent = company.get_filings(trigger_full_load=False)
            oldest = min((str(filing.filing_date) for filing in recent), default="")
            every = company.get_filings(trigger_full_load=wanted.since < oldest)
            return str(company.name), [f for f in every if f.form.upper() == wanted.form]

        name, filed = self._ask(f"the list of filings of {wanted.ticker}", listed)
        chosen = [f for f in filed if wanted.since <= str(f.filing_date) <= wanted.until]
        if not chosen:
            days = sorted(str(filing.filing_date) for filing in filed)
            known = f"those known run from {days[0]} to {days[-1]}" if days else "nor ever before"
            raise InputError(
                f"{wanted.ticker} ({name}) filed no {wanted.form} from {wanted.since} to "
                f"{wanted.until}; {known}; choose other dates or another --form"
            )
        return name, sorted(chosen, key=lambda f: (str(f.filing_date), f.accession_no))

    def content(self, url: str, about: Filing, stem: str) -> Content:
        """The main document and the facts of one filing."""

        def read() -> Content:
            from edgar import Filing as Submission
            from edgar.httprequests import download_text

            text = download_text(url) or ""
            if not text.count("<DOCUMENT>") or text.count("<DOCUMENT>") != text.count(
                "</DOCUMENT>"
            ):
                raise ValueError("the submission is broken off")
            return read_submission(Submission.from_sgml_text(text), about, stem)

        return self._ask(f"the filing {about.accession}", read)

    def _cik(self, ticker: str) -> int:
        def listed() -> dict[str, int]:
            from edgar.httprequests import download_json
            from edgar.urls import build_company_tickers_url

            rows = download_json(build_company_tickers_url()).values()
            return {str(row["ticker"]).upper(): int(row["cik_str"]) for row in rows}

        known = self._ask("the list of tickers", listed)
        written = ticker.replace(".", "-")  # EDGAR writes BRK-B
        if written in known:
            return known[written]
        near = difflib.get_close_matches(written, known, n=1)
        raise InputError(
            f"EDGAR knows no ticker {ticker!r}"
            + (f"; did you mean {near[0]}?" if near else "; a ticker such as ORCL was expected")
        )

    def _ask(self, what: str, call: Callable[[], T]) -> T:
        """What a call of the library gives, in time. Raises FetchError."""
        from edgar.exceptions import EdgarError, TooManyRequestsError, TransportError

        tries = TRIES
        while True:
            tries -= 1
            try:
                return _within(self._limit_s, what, call)
            except (TransportError, *_http_errors()) as error:
                wait: float | None = CUT_WAIT_S if _is_cut(error) else None
                if isinstance(error, TooManyRequestsError):
                    wait = error.retry_after
                if not tries or wait is None or wait > LONGEST_WAIT_S:
                    raise FetchError(_failed(error, what)) from error
                time.sleep(wait)
            # What reading an answer of another shape raises.
            except (EdgarError, ValueError, LookupError, TypeError, AttributeError) as error:
                raise FetchError(
                    f"EDGAR's answer for {what} cannot be read: it is broken off or no such thing; "
                    f"{AGAIN}"
                ) from error


def _failed(error: BaseException, what: str) -> str:
    """A failed request in one sentence."""
    status = _status(error)
    if status is not None:
        return _refused(status, what)
    if _is_cut(error):
        return f"EDGAR's answer for {what} broke off {TRIES} times; {AGAIN}"
    return (
        f"SEC EDGAR cannot be reached for {what} ({type(error).__name__}); check the network, then "
        f"{AGAIN}"
    )


def _refused(status: int, what: str) -> str:
    """An HTTP status in one sentence, with the next step."""
    if status == 429:
        return f"EDGAR says too many requests (HTTP 429) for {what}; in ten minutes {AGAIN}"
    if status == 403:
        return (
            f"EDGAR refuses {what} (HTTP 403): the identity in LOOPLENS_EDGAR_IDENTITY does not "
            f"suit it, or too much was asked; mend it or wait ten minutes, then {AGAIN}"
        )
    if status == 404:
        return f"EDGAR has no {what.removeprefix('the ')} (HTTP 404); later {AGAIN}"
    return f"EDGAR fails on {what} (HTTP {status}); later {AGAIN}"


def _status(error: BaseException) -> int | None:
    """The HTTP status behind a failure; None where no answer came."""
    from edgar.exceptions import TooManyRequestsError, http_status

    return 429 if isinstance(error, TooManyRequestsError) else http_status(error)


def _is_cut(error: BaseException) -> bool:
    """Whether the connection broke off under way, so that another may hold."""
    client = _client_library()
    return isinstance(error, (client.ReadError, client.RemoteProtocolError))


def _http_errors() -> tuple[type[Exception], ...]:
    return (_client_library().HTTPError,)


def _client_library() -> Any:
    """What edgartools' client is made of, and raises: httpx2 where it is installed, else httpx."""
    from importlib import import_module

    from httpxthrottlecache import HTTPX_IMPL

    return import_module(HTTPX_IMPL)


def _within(limit_s: float, what: str, call: Callable[[], T]) -> T:
    """The call's result or error; FetchError when the time is over, and the call is left alone."""
    answers: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            answers.put((call(), None))
        except BaseException as error:  # handed to the caller, whatever it is
            answers.put((None, error))

    threading.Thread(target=run, name="edgar", daemon=True).start()
    try:
        result, error = answers.get(timeout=limit_s)
    except queue.Empty:
        raise FetchError(
            f"EDGAR did not finish with {what} in {limit_s:.0f} seconds; {AGAIN}"
        ) from None
    if error is not None:
        raise error
    return result  # type: ignore[return-value]


def _lend_folder(work_dir: Path) -> None:
    """Give edgartools a folder of ours: its default is made in the home directory, on import."""
    make_folder(work_dir)
    lend_environment({"EDGAR_LOCAL_DATA_DIR": str(work_dir)})


@cache
def _open_library() -> None:
    """Load edgartools once: no copy of every answer on disk, and never more than the SEC allows.

    Raises FetchError where it is not installed.
    """
    try:
        from edgar import httpclient
    except ImportError as error:
        raise FetchError(
            "fetching filings needs edgartools, which is not installed; in a clone: "
            "sh tools/set_up.sh --extras filings, elsewhere: pip install 'looplens[filings]'"
        ) from error
    # It would log beside our own sentences.
    logging.getLogger("edgar").setLevel(logging.CRITICAL)
    httpclient.close_clients()
    client = httpclient.get_http_mgr(cache_enabled=False, request_per_sec_limit=REQUESTS_A_SECOND)
    # Plain values: edgartools gives objects of httpx to a client that may be of httpx2.
    client.httpx_params.pop("limits", None)
    client.httpx_params["timeout"] = READ_S
    httpclient.HTTP_MGR = client
