"""The loop as a drawing: parties as boxes, legs as arrows, in inline SVG.

A line's style is the leg's kind, its colour whether the money is firm, its width the amount; what
stands beside it says the same in words. Each leg is a button that opens the sentence behind it.
Knows no amounts' wording and no colours: those are the caller's and the style sheet's.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.records import FlowKind, Status
from bot.web.words import data, escape

DASHES: Mapping[FlowKind, str] = {
    "equity": "12 7",
    "contract": "",
    "purchase": "1 9",
    "debt": "14 6 2 6",
}
FIRM: frozenset[Status] = frozenset({"reported", "contract"})
THIN, THICK = 3.0, 8.0
GAP = 16.0
EDGE = 6.0
BESIDE = 18.0


@dataclass(frozen=True, slots=True)
class Arrow:
    """A leg as it is drawn: `lines` stand beside it, the amount first."""

    giver: str
    taker: str
    kind: FlowKind
    status: Status
    amount: Decimal | None
    lines: tuple[str, ...]
    label: str
    opens: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Canvas:
    """A drawing's width, its boxes, half the height of their ellipse, and the text at each leg.

    The text stands at a part of the leg's way down: on a narrow drawing there is room at the top.
    """

    name: str
    width: int
    box: tuple[int, int]
    radius: int
    text: int
    lines: int
    part: float


WIDE = Canvas("wide", 760, (156, 58), 216, 15, 3, 0.5)
NARROW = Canvas("narrow", 360, (104, 46), 190, 13, 1, 0.36)


def draw(arrows: Sequence[Arrow], names: Mapping[str, str], canvas: Canvas, title: str) -> str:
    """The loop whose legs follow each other round, as SVG; `names` are the parties'."""
    places = _places([arrow.giver for arrow in arrows], canvas)
    height = max(y for _, y in places.values()) + canvas.box[1] / 2 + EDGE
    largest = max((a.amount for a in arrows if a.amount), default=Decimal(1))
    legs = "".join(_leg(arrow, places, canvas, largest) for arrow in arrows)
    boxes = "".join(_box(names[party], place, canvas) for party, place in places.items())
    return (
        f'<svg class="ll-loop-{canvas.name}" viewBox="0 0 {canvas.width} {height:.0f}"'
        f' role="group" aria-label="{escape(title)}">{legs}{boxes}</svg>'
    )


def sample(kind: FlowKind, status: Status) -> str:
    """A short line in the style of a leg, for legends and lists."""
    return (
        f'<svg class="ll-sample" viewBox="0 0 44 8" aria-hidden="true"><path d="M3 4H41"'
        f' stroke-dasharray="{DASHES[kind]}" stroke-width="3.5"'
        f' data-firm="{str(status in FIRM).lower()}"/></svg>'
    )


def _places(parties: Sequence[str], canvas: Canvas) -> dict[str, tuple[float, float]]:
    """The first party on top, the others clockwise."""
    parties = tuple(dict.fromkeys(parties))
    turns = [2 * math.pi * n / len(parties) - math.pi / 2 for n in range(len(parties))]
    # The outermost boxes reach the sides, whatever the number of parties.
    reach = max(0.01, *(abs(math.cos(turn)) for turn in turns))
    wide = ((canvas.width - canvas.box[0]) / 2 - EDGE) / reach
    middle = canvas.box[1] / 2 + EDGE + canvas.radius
    return {
        party: (canvas.width / 2 + wide * math.cos(turn), middle + canvas.radius * math.sin(turn))
        for party, turn in zip(parties, turns, strict=True)
    }


def _leg(
    arrow: Arrow, places: Mapping[str, tuple[float, float]], canvas: Canvas, largest: Decimal
) -> str:
    start, end = places[arrow.giver], places[arrow.taker]
    x1, y1 = _edge(start, end, canvas)
    x2, y2 = _edge(end, start, canvas)
    share = math.sqrt(float(arrow.amount / largest)) if arrow.amount else 0.0
    width = THIN + (THICK - THIN) * share
    angle = math.degrees(math.atan2(y2 - y1, x2 - x1))
    firm = str(arrow.status in FIRM).lower()
    act = (
        f' role="button" tabindex="0" aria-expanded="false" data-open="{data(arrow.opens)}"'
        if arrow.opens
        else ' role="img"'
    )
    return (
        f'<g class="ll-leg" data-firm="{firm}"{act} aria-label="{escape(arrow.label)}">'
        f'<path class="ll-hit" d="M{x1:.0f} {y1:.0f}L{x2:.0f} {y2:.0f}"/>'
        f'<path class="ll-line" d="M{x1:.0f} {y1:.0f}L{x2:.0f} {y2:.0f}"'
        f' stroke-width="{width:.1f}" stroke-dasharray="{DASHES[arrow.kind]}"/>'
        f'<path class="ll-head" d="M-4 -9L14 0L-4 9Z"'
        f' transform="translate({x2:.0f} {y2:.0f}) rotate({angle:.1f})"/>'
        f"{_beside(arrow.lines, start, end, canvas)}</g>"
    )


def _edge(
    place: tuple[float, float], toward: tuple[float, float], canvas: Canvas
) -> tuple[float, float]:
    """Where the line between two boxes leaves the first, a little outside of it."""
    dx, dy = toward[0] - place[0], toward[1] - place[1]
    half = (canvas.box[0] / 2 + GAP, canvas.box[1] / 2 + GAP)
    scale = min(half[0] / abs(dx) if dx else math.inf, half[1] / abs(dy) if dy else math.inf)
    return place[0] + dx * scale, place[1] + dy * scale


def _beside(
    lines: Sequence[str], start: tuple[float, float], end: tuple[float, float], canvas: Canvas
) -> str:
    """The leg's text beside the middle of its line, on the outer side of the loop."""
    shown = lines[: canvas.lines]
    level = abs(end[1] - start[1]) < canvas.box[1]
    (x1, y1), (x2, y2) = sorted((start, end), key=lambda place: place[1])
    part = 0.5 if level else canvas.part
    x, y = x1 + (x2 - x1) * part, y1 + (y2 - y1) * part
    side = 0 if level else 1 if x > canvas.width / 2 else -1
    anchor = ("middle", "start", "end")[side]
    high = canvas.text * 1.45
    if level:
        # Above a level line, inside the loop, there is room.
        y -= high * (len(shown) - 1) + BESIDE + 8
    else:
        # A slanting line must not run through the lowest row of the text.
        slant = abs((end[0] - start[0]) / (end[1] - start[1]))
        x += side * (BESIDE + slant * high * len(shown) / 2)
        y -= high * (len(shown) / 2 - 1)
    rows = [f'x="{x:.0f}" y="{y + high * n:.0f}"' for n in range(len(shown))]
    spans = "".join(
        f"<tspan {row}>{escape(line)}</tspan>" for row, line in zip(rows, shown, strict=True)
    )
    return f'<text font-size="{canvas.text}" text-anchor="{anchor}">{spans}</text>'


def _box(name: str, place: tuple[float, float], canvas: Canvas) -> str:
    (wide, high), (x, y) = canvas.box, place
    return (
        f'<g class="ll-party"><rect x="{x - wide / 2:.0f}" y="{y - high / 2:.0f}" width="{wide}"'
        f' height="{high}" rx="14"/><text x="{x:.0f}" y="{y:.0f}" dy="0.36em"'
        f' font-size="{canvas.text + 3}" text-anchor="middle">{escape(name)}</text></g>'
    )
