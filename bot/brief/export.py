"""Writes a brief as Markdown, as one self-contained HTML page, or as a Word document.

HTML and Word set the languages side by side, sentence beside sentence; Markdown lets their
paragraphs alternate, because a table of long sentences is unreadable in plain mail. Everything
shown is in the record and everything is escaped; nothing is fetched, neither style nor script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from bot.brief.pages import (
    Brief,
    BriefCheck,
    BriefCitation,
    BriefFigure,
    BriefRow,
    by_source,
    described,
    link_of,
    with_markers,
)
from bot.brief.style import CSS
from bot.brief.word import to_docx
from bot.brief.wording import Twin

__all__ = ["to_docx", "to_html", "to_markdown"]

_TAGS = {"zh-TW": "zh-Hant-TW", "en": "en"}
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|#~])")
_NUMBERED = re.compile(r"\[(\d+)\]")


# --- Markdown ---------------------------------------------------------------------------------


def to_markdown(brief: Brief) -> str:
    """The brief as Markdown: Chinese and English paragraphs in turn, figures as a table."""
    labels = brief.labels
    parts = [
        f"# {_md(brief.title['zh-TW'])}\n\n## {_md(brief.title['en'])}",
        f"*{_md(brief.as_of_text['zh-TW'])}*  \n*{_md(brief.as_of_text['en'])}*",
        _md_heading(labels["lead"]),
        _md_rows(brief.lead),
    ]
    for section in brief.sections:
        parts += [_md_heading(section.heading), _md_rows(section.rows)]
    if brief.figures:
        parts += [_md_heading(labels["figures"]), _md_figures(brief)]
    if brief.checks:
        parts.append(_md_heading(labels["checks"]))
        if any(brief.checks_counted.values()):
            parts.append(_md_pair(brief.checks_counted))
        parts += [_md_check(check) for check in brief.checks]
    if brief.later:
        parts += [_md_heading(labels["later"]), _md_rows(brief.later)]
    parts += [
        _md_heading(labels["sources"]),
        _md_pair(labels["summaries"]),
        "\n".join(_md_source(group, brief) for group in by_source(brief.citations)),
        "---",
        *(_md_pair(text) for text in (brief.made, labels["advice"])),
    ]
    return "\n\n".join(parts) + "\n"


def _md(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def _md_heading(heading: Twin) -> str:
    return f"### {_md(heading['zh-TW'])} · {_md(heading['en'])}"


def _md_pair(text: Twin) -> str:
    return f"{_md(text['zh-TW'])}\n\n{_md(text['en'])}"


def _md_rows(rows: Iterable[BriefRow]) -> str:
    """Sentences of one paragraph together, first in Chinese, then in English."""
    pairs: list[tuple[tuple[int, ...], list[str], list[str]]] = []
    for row in rows:
        if not pairs or pairs[-1][0] != row.markers:
            pairs.append((row.markers, [], []))
        pairs[-1][1].append(with_markers(_md(row.text["zh-TW"]), row.markers))
        pairs[-1][2].append(with_markers(_md(row.text["en"]), row.markers))
    return "\n\n".join(f"{''.join(zh)}\n\n{' '.join(en)}" for _, zh, en in pairs)


def _md_figures(brief: Brief) -> str:
    labels = brief.labels
    columns = [_md_both(labels[key]) for key in ("item", "figure", "period", "status", "citation")]
    lines = [_md_line(columns), _md_line(["---"] * len(columns))]
    for figure in brief.figures:
        cells = [
            _md_both(figure.name),
            f"**{_md(figure.figure['zh-TW'])}** / {_md(figure.figure['en'])}",
            _md_both(figure.period),
            _md_both(figure.status_text),
            f"[{figure.marker}]",
        ]
        lines.append(_md_line(cells))
    return "\n".join(lines)


def _md_line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _md_both(text: Twin) -> str:
    zh, en = _md(text["zh-TW"]), _md(text["en"])
    return zh if zh == en else f"{zh} / {en}"


def _md_check(check: BriefCheck) -> str:
    lines = []
    for lang, stop in (("zh-TW", "："), ("en", ": ")):
        claim = f"{check.heading[lang]}{stop}{check.claim[lang]}"
        reason = with_markers(_md(check.reason[lang]), check.markers)
        lines.append(f"{_md(claim)}  \n**{_md(check.verdict_text[lang])}**{stop}{reason}")
    return "\n\n".join(lines)


def _md_source(citations: Sequence[BriefCitation], brief: Brief) -> str:
    first = citations[0]
    label = _md_both(brief.labels[first.text_kind])
    address = link_of(first)
    link = f" <{address}>" if address else ""
    places = "; ".join(
        f"[{c.marker}] {_md(c.locator)} ({_md_both(c.status_text)})" for c in citations
    )
    return f"- {_md(described(first))}; {label}{link}  \n  {places}"


# --- HTML -------------------------------------------------------------------------------------


def to_html(brief: Brief) -> str:
    """The brief as one HTML page with its own style sheet and no outside asset."""
    labels = brief.labels
    body = [
        _html_header(brief),
        f'<section class="lead">{_html_heading(labels["lead"])}'
        f"{_html_rows(brief.lead, brief, 'twin')}"
        "</section>",
        *(
            f"<section>{_html_heading(s.heading)}{_html_rows(s.rows, brief)}</section>"
            for s in brief.sections
        ),
        _html_figures(brief),
        _html_checks(brief),
        _html_later(brief),
        _html_sources(brief),
        "<footer>" + "".join(_html_lines(t) for t in (brief.made, labels["advice"])) + "</footer>",
    ]
    title = escape(f"{brief.title['zh-TW']} / {brief.title['en']}")
    return (
        f'<!DOCTYPE html>\n<html lang="{_TAGS["zh-TW"]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{CSS}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(part for part in body if part)
        + "\n</main>\n</body>\n</html>\n"
    )


def _html_header(brief: Brief) -> str:
    return (
        f'<header><p class="kicker">{_html_both(brief.labels["kicker"])}</p>'
        f"<h1>{_html_both(brief.title)}</h1>"
        f'<p class="asof">{_html_both(brief.as_of_text)}</p></header>'
    )


def _html_both(text: Twin) -> str:
    """Both languages, one after the other; once where they are the same, as in 438%."""
    if len(set(text.values())) == 1:
        return f"<span>{escape(text['en'])}</span>"
    return " ".join(f'<span lang="{tag}">{escape(text[k])}</span>' for k, tag in _TAGS.items())


def _html_heading(heading: Twin) -> str:
    return f"<h2>{_html_both(heading)}</h2>"


def _html_lines(text: Twin) -> str:
    return "".join(f'<p lang="{tag}">{escape(text[lang])}</p>' for lang, tag in _TAGS.items())


def _html_text(text: str, markers: Sequence[int] = ()) -> str:
    """Escaped text; its own markers become links to the sources."""
    shown = escape(with_markers(text, markers))
    if not markers:
        return shown
    own = {str(marker) for marker in markers}
    link = r'<sup><a href="#s\1">[\1]</a></sup>'
    return _NUMBERED.sub(lambda m: m.expand(link) if m[1] in own else m[0], shown)


def _html_rows(rows: Iterable[BriefRow], brief: Brief, css: str = "twin plain") -> str:
    lines = "".join(
        "<tr>"
        + "".join(
            f'<td lang="{tag}">{_html_text(row.text[lang], row.markers)}</td>'
            for lang, tag in _TAGS.items()
        )
        + "</tr>"
        for row in rows
    )
    return f'<table class="{css}">{_html_languages(brief)}<tbody>{lines}</tbody></table>'


def _html_languages(brief: Brief) -> str:
    cells = "".join(
        f'<th scope="col" lang="{tag}">{escape(brief.labels["language"][lang])}</th>'
        for lang, tag in _TAGS.items()
    )
    return f"<thead><tr>{cells}</tr></thead>"


def _html_figures(brief: Brief) -> str:
    if not brief.figures:
        return ""
    columns = {
        "name": "item",
        "amount": "figure",
        "when": "period",
        "kind": "status",
        "cite": "citation",
    }
    head = "".join(
        f'<th scope="col" class="{css}">{_html_both(brief.labels[key])}</th>'
        for css, key in columns.items()
    )
    lines = "".join(_html_figure(figure) for figure in brief.figures)
    return (
        f"<section>{_html_heading(brief.labels['figures'])}"
        f'<table class="figures"><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>'
        "</section>"
    )


def _html_figure(figure: BriefFigure) -> str:
    cells = {
        "name": _html_both(figure.name),
        "amount": _html_both(figure.figure),
        "when": _html_both(figure.period),
        "kind": _html_both(figure.status_text),
        "cite": f'<a href="#s{figure.marker}">[{figure.marker}]</a>',
    }
    return "<tr>" + "".join(f'<td class="{c}">{t}</td>' for c, t in cells.items()) + "</tr>"


def _html_checks(brief: Brief) -> str:
    if not brief.checks:
        return ""
    counted = brief.checks_counted
    count = f'<p class="count">{_html_both(counted)}</p>' if any(counted.values()) else ""
    lines = "".join(
        "<tr>"
        + "".join(
            f'<td lang="{tag}">'
            f'<p class="claim"><span class="says">{escape(check.heading[lang])}</span>'
            f"{escape(check.claim[lang])}</p>"
            f'<span class="verdict {check.verdict}">{escape(check.verdict_text[lang])}</span>'
            f'<p class="reason">{_html_text(check.reason[lang], check.markers)}</p></td>'
            for lang, tag in _TAGS.items()
        )
        + "</tr>"
        for check in brief.checks
    )
    return (
        f"<section>{_html_heading(brief.labels['checks'])}{count}"
        f'<table class="twin plain">{_html_languages(brief)}<tbody>{lines}</tbody></table>'
        "</section>"
    )


def _html_later(brief: Brief) -> str:
    if not brief.later:
        return ""
    heading = _html_heading(brief.labels["later"])
    return f"<section>{heading}{_html_rows(brief.later, brief)}</section>"


def _html_sources(brief: Brief) -> str:
    lines = "".join(_html_source(group, brief) for group in by_source(brief.citations))
    heading = _html_heading(brief.labels["sources"])
    note = f'<p class="count">{_html_both(brief.labels["summaries"])}</p>'
    return f'<section>{heading}{note}<ul class="sources">{lines}</ul></section>'


def _html_source(citations: Sequence[BriefCitation], brief: Brief) -> str:
    first = citations[0]
    address = escape(link_of(first))
    link = f' <a href="{address}" rel="noreferrer">{address}</a>' if address else ""
    label = _html_slashed(brief.labels[first.text_kind])
    places = "; ".join(
        f'<span id="s{c.marker}"><b>[{c.marker}]</b> {escape(c.locator)} '
        f"({_html_slashed(c.status_text)})</span>"
        for c in citations
    )
    return f'<li>{escape(described(first))}; {label}{link}<span class="places">{places}</span></li>'


def _html_slashed(text: Twin) -> str:
    return " / ".join(f'<span lang="{tag}">{escape(text[k])}</span>' for k, tag in _TAGS.items())
