"""What an answer rests on and leads to, as HTML: chips, calculations, conflicts, refusals, notes.

Reads the Answer's JSON, escapes every value, and decides nothing about the answer itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from bot.language.amounts import write_quantity
from bot.web.words import Words, data, escape

Citations = Mapping[int, Mapping[str, Any]]
# Markers with the character before and the punctuation after them: a line must not end in between.
MARKERS = re.compile(r"(\S?)\s?((?:\[\d+\])+)([。．.，,；;：:！？!?、）)」』]*)")
OPENS = ("marker", "index", "passage_id", "lang", "start", "end", "status", "confidence")


def chip(citation: Mapping[str, Any], words: Words) -> str:
    """The button with a citation's number that opens its passage."""
    label = words(
        "chip", n=citation["marker"], title=citation["title"], locator=citation["locator"]
    )
    opens = {key: citation[key] for key in OPENS}
    return button(citation["marker"], opens, label, citation["quote"])


def button(number: int, opens: Mapping[str, Any], label: str, hint: str = "") -> str:
    """A number that opens a passage when it is chosen."""
    title = f' title="{escape(hint)}"' if hint else ""
    return (
        f'<button type="button" class="ll-chip" data-open="{data(opens)}"'
        f' aria-label="{escape(label)}"{title}>{number}</button>'
    )


def with_chips(text: str, chips: Mapping[int, str]) -> str:
    """A text with the markers that have a chip turned into it; other brackets are text.

    A chip whose marker does not stand in the text follows it.
    """
    left, parts, end = dict(chips), [], 0
    for match in MARKERS.finditer(text):
        numbers = [int(n) for n in re.findall(r"\d+", match[2])]
        if not all(n in chips for n in numbers):
            continue
        shown = escape(match[1]) + "".join(chips[n] for n in numbers) + escape(match[3])
        parts.append(f'{escape(text[end : match.start()])}<span class="ll-nobreak">{shown}</span>')
        left = {n: c for n, c in left.items() if n not in numbers}
        end = match.end()
    return "".join(parts) + escape(text[end:]) + "".join(left.values())


def below(
    answer: Mapping[str, Any], words: Words, titles: Mapping[str, str], *, rated: str | None
) -> Iterator[str]:
    """Everything under the answer's sentences; `rated` is None where no verdict can be given."""
    citations = {c["marker"]: c for c in answer["citations"]}
    if answer["error"]:
        text = words.html("error", reason=answer["error"]["message"])
        yield f'<p class="ll-failure" role="alert">{text}</p>'
    if answer["refusal"]:
        yield _refusal(answer, answer["refusal"], words, titles)
    if answer["calculations"]:
        yield _calculations(answer["calculations"], citations, words)
    for conflict in answer["conflicts"]:
        yield _conflict(conflict, citations, words)
    if answer["notes"]:
        items = "".join(f"<li>{escape(note['text'])}</li>" for note in answer["notes"])
        yield f'<ul class="ll-notes" aria-label="{words.html("notes")}">{items}</ul>'
    yield _footer(answer, words, rated)
    if answer["suggestions"]:
        yield (
            f'<div class="ll-suggestions" role="group" aria-label="{words.html("suggestions")}">'
            f"{''.join(question_button(s) for s in answer['suggestions'])}</div>"
        )


def question_button(text: str, lang: str = "") -> str:
    """A question that is asked when it is chosen."""
    said = f' lang="{escape(lang)}"' if lang else ""
    return (
        f'<button type="button" class="ll-ask" data-ask="{escape(text)}"{said}>'
        f"{escape(text)}</button>"
    )


def copy_text(answer: Mapping[str, Any], words: Words) -> str:
    """The answer with its sources as plain text, for pasting elsewhere."""
    lines = [str(answer["answer"])]
    if answer["citations"]:
        lines += ["", words("sources_heading")]
    for c in answer["citations"]:
        place = ", ".join(str(c[k]) for k in ("title", "publisher", "date", "locator") if c[k])
        lines.append(f"[{c['marker']}] {place}" + (f" {c['url']}" if c["url"] else ""))
    return "\n".join(lines)


def _refusal(
    answer: Mapping[str, Any],
    refusal: Mapping[str, Any],
    words: Words,
    titles: Mapping[str, str],
) -> str:
    partly = f"{words.html('partial')} · " if answer["status"] == "partial" else ""
    index = answer["indexes"][0]["name"] if answer["indexes"] else "corpus"
    parts = [f"<h3>{partly}{words.html('refused_' + refusal['code'])}</h3>"]
    nearest = "".join(
        '<li><button type="button" class="ll-link"'
        f' data-open="{data({"index": index, "passage_id": passage})}">'
        f"{escape(titles.get(passage, passage))}</button></li>"
        for passage in refusal["nearest"]
    )
    if nearest:
        parts.append(f'<p class="ll-label">{words.html("nearest")}</p><ul>{nearest}</ul>')
    if refusal["rephrase"]:
        parts.append(f'<p class="ll-label">{words.html("rephrase")}</p>')
        parts.append(question_button(refusal["rephrase"]))
    return f'<section class="ll-card ll-refusal">{"".join(parts)}</section>'


def _calculations(
    calculations: Sequence[Mapping[str, Any]], citations: Citations, words: Words
) -> str:
    items = "".join(
        f'<li aria-label="{words.html("calculation_n", n=n)}">'
        f"{_calculation(calculation, citations, words)}</li>"
        for n, calculation in enumerate(calculations, 1)
    )
    return (
        f'<section class="ll-card ll-calculations"><h3>{words.html("calculations")}</h3>'
        f'<ul class="ll-plain">{items}</ul></section>'
    )


def _calculation(calculation: Mapping[str, Any], citations: Citations, words: Words) -> str:
    if calculation["error"]:
        reason = calculation["error"]["message"]
        return f"<p>{words.html('calculation_failed', reason=reason)}</p>"
    steps = "".join(f"<li>{escape(step)}</li>" for step in calculation["steps"])
    order = ("en", "zh-TW") if words.language == "en" else ("zh-TW", "en")
    display = calculation["display"]
    # Both magnitude styles, unless they read alike (a percentage).
    styles = dict.fromkeys(display[lang] for lang in order if display.get(lang))
    result = " · ".join(escape(s) for s in styles) or escape(calculation["value"])
    operands = "".join(_operand(o, citations, words) for o in calculation["operands"])
    listed = f'<ul class="ll-operands">{operands}</ul>' if operands else ""
    return f'<ol class="ll-working">{steps}</ol><p class="ll-result">{result}</p>{listed}'


def _operand(operand: Mapping[str, Any], citations: Citations, words: Words) -> str:
    if operand.get("marker") in citations:
        origin = f"{words.html('operand_cited')} {chip(citations[operand['marker']], words)}"
    elif "given" in operand:
        origin = words.html("operand_given", text=operand["given"])
    elif "calculation" in operand:
        origin = words.html("operand_calculation", n=int(operand["calculation"]) + 1)
    else:
        origin = words.html("operand_constant", name=operand.get("constant", ""))
    figure = write_quantity(Decimal(operand["value"]), operand["unit"], words.language)
    return f'<li><span class="ll-figure">{escape(figure)}</span><span>{origin}</span></li>'


def _conflict(conflict: Mapping[str, Any], citations: Citations, words: Words) -> str:
    sides = "".join(
        f"<li>{escape(side['statement'])} "
        f"{chip(citations[side['marker']], words) if side['marker'] in citations else ''}</li>"
        for side in conflict["sides"]
    )
    return (
        f'<section class="ll-card ll-conflict"><h3>{words.html("conflict")}</h3>'
        f"<p>{escape(conflict['topic'])}</p><ul>{sides}</ul></section>"
    )


def _footer(answer: Mapping[str, Any], words: Words, rated: str | None) -> str:
    engine, cited = answer["engine"], len(answer["citations"])
    facts = [words("engine_name_extractive") if engine == "extractive" else str(engine)]
    facts += [words("cited_count", n=cited)] if cited else []
    buttons = [
        f'<button type="button" class="ll-copy" data-copy="{escape(copy_text(answer, words))}"'
        f' data-done="{words.html("copied")}">{words.html("copy")}</button>'
    ]
    for verdict in ("helpful", "unhelpful") if rated is not None else ():
        name = words.html(verdict)
        buttons.append(
            f'<button type="button" class="ll-rate" data-rate="{verdict}" title="{name}"'
            f' aria-label="{name}" aria-pressed="{str(rated == verdict).lower()}"></button>'
        )
    return (
        f'<footer class="ll-footer"><span>{escape(" · ".join(facts))}</span>'
        f"<span>{''.join(buttons)}</span></footer>"
    )
