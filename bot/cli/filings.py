"""`looplens fetch-filings`: filings of a company from SEC EDGAR, into a folder or an index."""

from __future__ import annotations

import shlex
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli.streams import write
from bot.errors import InputError

if TYPE_CHECKING:
    from bot.knowledge.edgar import Wanted


def register(commands: Any) -> None:
    """Add `fetch-filings` to the tree of commands."""
    fetch = commands.add_parser(
        "fetch-filings",
        help="fetch a company's filings from SEC EDGAR",
        description="Fetch filings of one form: each main document, and its XBRL facts with their "
        "periods in words. Needs the network and LOOPLENS_EDGAR_IDENTITY; what is complete is not "
        "fetched again.",
    )
    fetch.add_argument("--ticker", metavar="T", required=True, help="such as ORCL")
    fetch.add_argument("--form", required=True, help="such as 10-Q; an amendment is 10-Q/A")
    fetch.add_argument("--since", metavar="DATE", required=True, help="first day of filing")
    fetch.add_argument("--until", metavar="DATE", help="last day of filing (default: today)")
    fetch.add_argument("--to", metavar="DIR", help="default: filings/T in the data folder")
    fetch.add_argument("--index", metavar="NAME", help="add them to this index of your own")
    fetch.set_defaults(run=run_fetch)


def run_fetch(arguments: Namespace) -> int:
    """Fetch what is not there yet; then index it, or say how to."""
    from bot.cli.rooms import Bar, open_library, prepare_log
    from bot.cli.search import write_report
    from bot.knowledge.edgar import check_identity, fetch_filings
    from bot.settings import load_settings

    settings = load_settings()
    prepare_log(settings)
    identity = check_identity(settings.edgar_identity)
    wanted = _wanted(arguments)
    if arguments.index == "corpus":
        raise InputError("'corpus' is the shipped corpus; another --index NAME was expected")
    folder = settings.data_dir / "filings" / wanted.ticker
    if arguments.to is not None:
        folder = Path(arguments.to).expanduser()
    fetched = fetch_filings(
        wanted, folder, identity, work_dir=settings.data_dir / "edgar", progress=Bar()
    )
    write(
        f"{fetched.company}: {fetched.fetched} fetched, {fetched.kept} already there, "
        f"{fetched.facts} XBRL facts in {folder}"
    )
    if arguments.index is None:
        name = f"{wanted.ticker.lower()}-filings"
        write(f"to ask about them: looplens index {shlex.quote(str(folder))} --index {name}")
        return 0
    with open_library(()) as library:
        report = library.add(arguments.index, fetched.files, progress=Bar())
    write_report(report, as_json=False)
    return 0


def _wanted(arguments: Namespace) -> Wanted:
    """The options, checked. Raises InputError."""
    from bot.knowledge.edgar import Wanted

    ticker, form = arguments.ticker.strip().upper(), arguments.form.strip().upper()
    if not ticker.replace("-", "").replace(".", "").isalnum():
        raise InputError(f"--ticker is {arguments.ticker!r}; a ticker such as ORCL was expected")
    if not form:
        raise InputError("--form is empty; a form such as 10-Q was expected")
    since = _day("--since", arguments.since)
    until = _day("--until", arguments.until) if arguments.until else date.today().isoformat()
    if since > until:
        raise InputError(f"--since {since} is after --until {until}; an earlier day was expected")
    return Wanted(ticker, form, since, until)


def _day(option: str, text: str) -> str:
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise InputError(f"{option} is {text!r}; a day such as 2025-06-30 was expected") from None
