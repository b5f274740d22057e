"""What is kept of a submission to EDGAR: its main document as a page, its XBRL facts as JSON lines.

Takes the objects that the library of `bot.knowledge.edgar` parsed, and imports no such library.
Exhibits, images and facts that are words are left out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.errors import FetchError
from bot.knowledge.xbrl import FiledFact, Filing, label_words, lines, words_of

__all__ = ["Content", "file_stem", "read_submission"]

_STANDARD = "http://www.xbrl.org/2003/role/label"
_TITLE = re.compile(r"<title\b[^>]*>.*?</title\s*>|<title\b[^>]*/>", re.IGNORECASE | re.DOTALL)
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_ROOT = re.compile(r"<html\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Content:
    """Texts by the name of their file, and how many facts are among them."""

    texts: dict[str, str]
    facts: int


def file_stem(ticker: str, filing: Filing) -> str:
    """What the names of a filing's files begin with."""
    form = re.sub(r"[^A-Za-z0-9-]+", "-", filing.form)
    return f"{ticker}_{form}_{filing.filed}_{filing.accession}"


def read_submission(submission: Any, about: Filing, stem: str) -> Content:
    """The main document and the facts. Raises FetchError where no document is text."""
    texts: dict[str, str] = {}
    page = submission.sgml().html()
    if page and _ROOT.search(page):
        title = f"{about.company} {about.form}, filed {about.filed} ({about.accession})"
        texts[f"{stem}.htm"] = _titled(page, title, about.filed)
    elif plain := submission.sgml().text() or page:
        texts[f"{stem}.txt"] = plain
    else:
        raise FetchError(f"the filing {about.accession} has no main document that is text")
    rows = tuple(lines(_facts(submission.xbrl()), about))
    if rows:
        texts[f"{stem}.facts.jsonl"] = "\n".join(rows) + "\n"
    return Content(texts, len(rows))


def _facts(xbrl: Any) -> Iterator[FiledFact]:
    """The numeric facts, in the order of the filing; none where it has no XBRL."""
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
