"""A loopback server that speaks EDGAR: tickers, lists of filings, submissions whole.

A real HTTP server, so that the library's client, its limiter, its retries and its parsers are the
ones under test; only the address differs. The library reads the address once, as it is imported:
so there is one server for all tests, and `site()` empties it for each. The company is invented.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CIK, TICKER, NAME = 9990001, "BRTW", "Brightwater Tidal Power Inc."
TICKERS = "/files/company_tickers.json"
LIST = f"/submissions/CIK{CIK:010d}.json"
IDENTITY = "Ada Lovelace ada@example.org"


@dataclass(frozen=True)
class Reply:
    """What the server does with one request; `hang_up` stops in the middle of the body."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    hang_up: bool = False
    stall_s: float = 0.0


@dataclass(frozen=True)
class Submission:
    """A filing as the list of filings knows it, with its submission's text."""

    accession: str
    form: str
    filed: str
    text: str
    report: str = ""

    @property
    def path(self) -> str:
        folder = self.accession.replace("-", "")
        return f"/Archives/edgar/data/{CIK}/{folder}/{self.accession}.txt"


class EdgarServer:
    """The server: replies by path, and what was asked, when and by whom."""

    def __init__(self) -> None:
        self.pages: dict[str, Reply] = {}
        self.first: dict[str, list[Reply]] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.times: list[float] = []
        self._free = threading.Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def clear(self) -> None:
        """As new: knows nothing and was asked nothing; what stalled is let go."""
        self._free.set()
        self._free = threading.Event()
        for kept in (self.pages, self.first, self.asked, self.agents, self.times):
            kept.clear()

    def has(self, *submissions: Submission, older: Iterable[Submission] = ()) -> None:
        """The invented company files these; `older` ones stand in a list of their own."""
        row = {"cik_str": CIK, "ticker": TICKER, "title": NAME}
        other = {"cik_str": 42, "ticker": "OTHR-B", "title": "Other Corp"}
        self.pages[TICKERS] = _json({"0": row, "1": other})
        older = tuple(older)
        name = f"CIK{CIK:010d}-submissions-001.json"
        files = [{"name": name, "filingCount": len(older)}] if older else []
        about = {"cik": str(CIK), "name": NAME, "tickers": [TICKER], "exchanges": ["NYSE"]}
        about |= {"entityType": "operating", "sic": "4911", "sicDescription": "Electric Services"}
        about |= {"ein": "", "category": "", "fiscalYearEnd": "1231", "phone": "", "flags": ""}
        about |= {"stateOfIncorporation": "DE", "formerNames": [], "description": ""}
        about |= {"website": "", "investorWebsite": "", "insiderTransactionForOwnerExists": 0}
        about |= {"insiderTransactionForIssuerExists": 1, "stateOfIncorporationDescription": "DE"}
        place = dict.fromkeys(
            ("street1", "street2", "city", "stateOrCountry", "stateOrCountryDescription"), ""
        ) | {"zipCode": ""}
        about["addresses"] = {"mailing": place, "business": place}
        self.pages[LIST] = _json(
            about | {"filings": {"recent": _columns(submissions), "files": files}}
        )
        if older:
            self.pages[f"/submissions/{name}"] = _json(_columns(older))
        for submission in (*submissions, *older):
            self.pages[submission.path] = Reply(submission.text.encode())

    def documents(self) -> list[str]:
        """The submissions that were asked for."""
        return [path for path in self.asked if path.startswith("/Archives")]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.asked.append(self.path)
                server.times.append(time.monotonic())
                server.agents.add(self.headers.get("User-Agent", ""))
                queued = server.first.get(self.path)
                reply = queued.pop(0) if queued else server.pages.get(self.path)
                self._send(reply or Reply(b"no such page", 404))

            def _send(self, reply: Reply) -> None:
                server._free.wait(reply.stall_s)
                self.send_response(reply.status)
                self.send_header("Content-Length", str(len(reply.body)))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                half = len(reply.body) // 2
                self.wfile.write(reply.body[:half] if reply.hang_up else reply.body)
                self.close_connection = reply.hang_up

            def log_message(self, format: str, *args: object) -> None:
                """Tests say what went wrong themselves."""

        return Handler


def site() -> EdgarServer:
    """The one server, empty."""
    server = _server()
    server.clear()
    return server


@lru_cache(maxsize=1)
def _server() -> EdgarServer:
    server = EdgarServer()
    for name in [name for name in os.environ if name.startswith("EDGAR")]:
        del os.environ[name]
    os.environ["EDGAR_BASE_URL"] = os.environ["EDGAR_DATA_URL"] = server.address
    return server


def _json(value: object) -> Reply:
    return Reply(json.dumps(value).encode(), headers={"Content-Type": "application/json"})


def _columns(submissions: Iterable[Submission]) -> dict[str, list[object]]:
    """The list of filings as EDGAR writes it: a list for each column."""
    rows = [
        {
            "accessionNumber": s.accession,
            "filingDate": s.filed,
            "reportDate": s.report,
            "acceptanceDateTime": f"{s.filed}T16:05:00.000Z",
            "act": "34",
            "form": s.form,
            "fileNumber": "001-99999",
            "filmNumber": "251234567",
            "items": "",
            "core_type": s.form,
            "size": len(s.text),
            "isXBRL": 1,
            "isInlineXBRL": 1,
            "primaryDocument": "brtw-20250930.htm",
            "primaryDocDescription": s.form,
        }
        for s in sorted(submissions, key=lambda s: s.filed, reverse=True)
    ]
    names = rows[0] if rows else {"accessionNumber": "", "filingDate": "", "form": ""}
    return {name: [row[name] for row in rows] for name in names}


def submission_text(
    accession: str, form: str, filed: str, documents: Iterable[tuple[str, str, str]]
) -> str:
    """A submission as EDGAR keeps it: a head, then each document (type, name, content)."""
    documents = tuple(documents)
    day = filed.replace("-", "")
    head = f"""<SEC-DOCUMENT>{accession}.txt : {day}
<SEC-HEADER>{accession}.hdr.sgml : {day}
<ACCEPTANCE-DATETIME>{day}160500
ACCESSION NUMBER:\t\t{accession}
CONFORMED SUBMISSION TYPE:\t{form}
PUBLIC DOCUMENT COUNT:\t\t{len(documents)}
CONFORMED PERIOD OF REPORT:\t20250930
FILED AS OF DATE:\t\t{day}
DATE AS OF CHANGE:\t\t{day}

FILER:

\tCOMPANY DATA:\t
\t\tCOMPANY CONFORMED NAME:\t\t\t{NAME.upper()}
\t\tCENTRAL INDEX KEY:\t\t\t{CIK:010d}
\t\tSTANDARD INDUSTRIAL CLASSIFICATION:\tELECTRIC SERVICES [4911]
\t\tIRS NUMBER:\t\t\t\t000000000
\t\tSTATE OF INCORPORATION:\t\t\tDE
\t\tFISCAL YEAR END:\t\t\t1231

\tFILING VALUES:
\t\tFORM TYPE:\t\t{form}
\t\tSEC ACT:\t\t1934 Act
\t\tSEC FILE NUMBER:\t001-99999
\t\tFILM NUMBER:\t\t251234567
</SEC-HEADER>
"""
    parts = []
    for number, (kind, name, content) in enumerate(documents, 1):
        wrapped = f"<XBRL>\n{content}\n</XBRL>" if kind == "XML" or "101" in kind else content
        parts.append(
            f"<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>{number}\n<FILENAME>{name}\n"
            f"<DESCRIPTION>{kind}\n<TEXT>\n{wrapped}\n</TEXT>\n</DOCUMENT>\n"
        )
    return head + "".join(parts) + "</SEC-DOCUMENT>\n"
