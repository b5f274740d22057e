"""Filings from SEC EDGAR, as files that the index reads: the main document and the XBRL facts.

edgartools asks, waits and parses: it keeps to the SEC's rate, sends the identity and reads the
submission. One request fetches a filing whole. A filing is complete when its note names every file
with its hash; what is complete is never fetched again. Its folder may hold other files too. Does
not follow amendments unless their form is asked for, and keeps no exhibits.
"""

from __future__ import annotations

import difflib
import hashlib
import html
import json
import logging
import os
import queue
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from bot.errors import FetchError, InputError, LoopLensError, SettingsError
from bot.knowledge.xbrl import FiledFact, Filing, label_words, lines, words_of
from bot.settings import lend_environment

__all__ = ["FilingsFetched", "Wanted", "check_identity", "fetch_filings"]

T = TypeVar("T")
Progress = Callable[[int, int, str], None]

# The SEC allows ten.
REQUESTS_A_SECOND = 9
# For one answer with its retries: a server that sends a byte now and then must not hold us.
LIMIT_S = 180.0
TRIES, LONGEST_WAIT_S = 3, 20
_IDENTITY = re.compile(r"[!-~]+( [!-~]+)* [^\s@]+@[^\s@]+")
_AGAIN = "run the same command again, it takes up where it stopped"
_STANDARD = "http://www.xbrl.org/2003/role/label"
_TITLE = re.compile(r"<title\b[^>]*>.*?</title\s*>|<title\b[^>]*/>", re.IGNORECASE | re.DOTALL)
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_ROOT = re.compile(r"<html\b[^>]*>", re.IGNORECASE)


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
    _open_library(work_dir)
    from edgar import set_identity

    set_identity(identity)
    edgar = _Edgar(limit_s)
    company, found = edgar.filings(wanted)
    _writable(folder)
    files: list[Path] = []
    fetched = facts = 0
    for done, filing in enumerate(found):
        stem = _stem(wanted.ticker, filing)
        if progress:
            progress(done, len(found), f"fetching {stem}")
        note = _complete(folder, filing.accession_no)
        if note is None:
            note = _keep(folder, stem, filing.accession_no, edgar.content(filing, company, stem))
            fetched += 1
        files += (folder / name for name in note["files"])
        facts += note["facts"]
    if progress:
        progress(len(found), len(found), "")
    return FilingsFetched(company, tuple(files), fetched, len(found) - fetched, facts)


@dataclass(frozen=True, slots=True)
class _Content:
    """What is kept of a filing: texts by the name of their file."""

    texts: dict[str, str]
    facts: int


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

    def content(self, filing: Any, company: str, stem: str) -> _Content:
        """The main document and the facts of one filing."""

        def read() -> _Content:
            from edgar.httprequests import download_text

            return _read(download_text(filing.text_url) or "", filing, company, stem)

        return self._ask(f"the filing {filing.accession_no}", read)

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
        from edgar.exceptions import EdgarError, TooManyRequestsError
        from edgar.httprequests import TRANSPORT_ERRORS

        for left in reversed(range(TRIES)):
            try:
                return _within(self._limit_s, what, call)
            except TooManyRequestsError as error:
                wait = error.retry_after
                if not left or wait is None or wait > LONGEST_WAIT_S:
                    raise FetchError(_refused(429, what)) from error
                time.sleep(wait)
            except TRANSPORT_ERRORS as error:
                raise FetchError(_failed(error, what)) from error
            # What reading an answer of another shape raises.
            except (EdgarError, ValueError, LookupError, TypeError, AttributeError) as error:
                raise FetchError(
                    f"EDGAR's answer for {what} cannot be read (it is broken off, or no filing): "
                    f"{_AGAIN}"
                ) from error
        raise AssertionError("the last try returns or raises")


def _read(text: str, filing: Any, company: str, stem: str) -> _Content:
    """A submission's main document and facts. Raises ValueError where it is broken off."""
    from edgar import Filing as Submission

    if not text.count("<DOCUMENT>") or text.count("<DOCUMENT>") != text.count("</DOCUMENT>"):
        raise ValueError("the submission is broken off")
    submission = Submission.from_sgml_text(text)
    about = Filing(filing.accession_no, company, filing.form, str(filing.filing_date))
    texts: dict[str, str] = {}
    page = submission.sgml().html()
    if page and _ROOT.search(page):
        title = f"{company} {about.form}, filed {about.filed} ({about.accession})"
        texts[f"{stem}.htm"] = _titled(page, title, about.filed)
    elif plain := page or submission.sgml().text():
        texts[f"{stem}.txt"] = plain
    else:
        raise FetchError(f"the filing {about.accession} has no main document that is text")
    rows = list(lines(_facts(submission), about))
    if rows:
        texts[f"{stem}.facts.jsonl"] = "\n".join(rows) + "\n"
    return _Content(texts, len(rows))


def _facts(submission: Any) -> Iterator[FiledFact]:
    """The numeric facts of a submission, in its order; none where it has no XBRL."""
    xbrl = submission.xbrl()
    if xbrl is None:
        return
    labels = {
        name.replace("_", ":", 1): label_words(entry.labels[_STANDARD])
        for name, entry in xbrl.element_catalog.items()
        if entry.labels.get(_STANDARD)
    }

    def named(concept: str) -> str:
        return labels.get(concept) or words_of(concept)

    for fact in xbrl.parser.facts.values():
        if fact.unit_ref is None or fact.numeric_value is None:
            continue  # words, or explicitly nothing
        context = xbrl.contexts[fact.context_ref]
        start, end = _dates(context.period)
        parts = tuple(sorted(context.dimensions.items()))
        yield FiledFact(
            concept=fact.element_id,
            label=named(fact.element_id),
            value=fact.value.strip(),
            unit=_unit(xbrl.units[fact.unit_ref]),
            decimals="" if fact.decimals is None else str(fact.decimals),
            start=start,
            end=end,
            dimensions=parts,
            parts=tuple((named(axis), named(member)) for axis, member in parts),
        )


def _dates(period: dict[str, str]) -> tuple[str | None, str | None]:
    if period["type"] == "instant":
        return None, period["instant"].strip()[:10]
    if period["type"] == "duration":
        return period["startDate"].strip()[:10], period["endDate"].strip()[:10]
    return None, None


def _unit(unit: dict[str, Any]) -> str:
    """`USD`, `USD/shares`, `pure`: measures without their namespace."""
    if unit["type"] == "simple":
        return _measure([unit["measure"]])
    return f"{_measure(unit['numerator'])}/{_measure(unit['denominator'])}"


def _measure(measures: list[str]) -> str:
    return "*".join(measure.strip().rpartition(":")[2] for measure in measures)


def _titled(page: str, title: str, date: str) -> str:
    """The page under a title that a reader can tell apart, with the day it was filed."""
    words = f'<title>{html.escape(title)}</title><meta name="date" content="{date}"/>'
    page = _TITLE.sub("", page)
    for place, put in ((_HEAD, words), (_ROOT, f"<head>{words}</head>")):
        if found := place.search(page):
            return f"{page[: found.end()]}{put}{page[found.end() :]}"
    return page


def _stem(ticker: str, filing: Any) -> str:
    form = re.sub(r"[^A-Za-z0-9-]+", "-", filing.form)
    return f"{ticker}_{form}_{filing.filing_date}_{filing.accession_no}"


def _keep(folder: Path, stem: str, accession: str, content: _Content) -> dict[str, Any]:
    """Write a filing's files, its note last. Raises FetchError."""
    hashes = {name: _digest(text.encode()) for name, text in content.texts.items()}
    note = {"filing": stem, "files": hashes, "facts": content.facts}
    for name, text in content.texts.items():
        _write(folder / name, text)
    _write(_note(folder, accession), json.dumps(note))
    return note


def _complete(folder: Path, accession: str) -> dict[str, Any] | None:
    """The note of a filing all of whose files are there as they were written; None otherwise."""
    try:
        note: Any = json.loads(_note(folder, accession).read_text("utf-8"))
        whole = all(
            _digest((folder / name).read_bytes()) == known for name, known in note["files"].items()
        )
        return note if whole and note["files"] and isinstance(note["facts"], int) else None
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def _note(folder: Path, accession: str) -> Path:
    return folder / f".{accession}.json"  # hidden: the index passes it over


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write(path: Path, text: str) -> None:
    """Write in one piece: under another name first. Raises FetchError."""
    half = path.with_name(f".{path.name.lstrip('.')}.part")
    try:
        with half.open("wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise _unwritable(path, error) from error


def _writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(path: Path, error: OSError) -> FetchError:
    return FetchError(
        f"{path} cannot be written ({(error.strerror or str(error)).lower()}); make room or choose "
        f"another --to DIR, then {_AGAIN}"
    )


def _failed(error: BaseException, what: str) -> str:
    """A failed request in one sentence."""
    from edgar.exceptions import http_status

    status = http_status(error)
    if status is not None:
        return _refused(status, what)
    cause = error.__cause__ or error
    return (
        f"SEC EDGAR cannot be reached for {what} ({type(cause).__name__}); check the network, then "
        f"{_AGAIN}"
    )


def _refused(status: int, what: str) -> str:
    """An HTTP status in one sentence, with the next step."""
    if status == 429:
        return f"EDGAR says too many requests (HTTP 429) for {what}; in ten minutes {_AGAIN}"
    if status == 403:
        return (
            f"EDGAR refuses {what} (HTTP 403): the identity in LOOPLENS_EDGAR_IDENTITY does not "
            f"suit it, or too much was asked; mend it or wait ten minutes, then {_AGAIN}"
        )
    if status == 404:
        return f"EDGAR has no {what.removeprefix('the ')} (HTTP 404); later {_AGAIN}"
    return f"EDGAR fails on {what} (HTTP {status}); later {_AGAIN}"


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
            f"EDGAR did not finish with {what} in {limit_s:.0f} seconds; {_AGAIN}"
        ) from None
    if error is not None:
        raise error
    return result  # type: ignore[return-value]


@lru_cache(maxsize=1)
def _open_library(work_dir: Path) -> None:
    """Load edgartools once: no copy of every answer on disk, and never more than the SEC allows.

    Raises FetchError where it is not installed.
    """
    # Its default makes a folder in the home directory as it is imported.
    lend_environment({"EDGAR_LOCAL_DATA_DIR": str(work_dir)})
    try:
        from edgar import httpclient
    except ImportError as error:
        raise FetchError(
            "fetching filings needs edgartools, which is not installed: "
            ".venv/bin/pip install -c constraints.txt '.[filings]' in the clone, "
            "or pip install 'looplens[filings]'"
        ) from error
    except OSError as error:
        raise _unwritable(work_dir, error) from error
    # It would log beside our own sentences.
    logging.getLogger("edgar").setLevel(logging.CRITICAL)
    httpclient.close_clients()
    httpclient.HTTP_MGR = httpclient.get_http_mgr(
        cache_enabled=False, request_per_sec_limit=REQUESTS_A_SECOND
    )
