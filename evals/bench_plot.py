"""The growth curve of the benchmarks as an SVG, written by hand: p95 by number of texts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape

__all__ = ["curve"]

WIDTH, HEIGHT, EDGE, LEGEND = 860, 460, 60, 260
COLOURS = ("#c0392b", "#2c6fbb", "#7d5ba6", "#2e8b57", "#b8860b")


def curve(rows: Iterable[Mapping[str, Any]]) -> str:
    """A line for each pipeline, both axes logarithmic; rows give `name`, `size` and `p95`."""
    lines: dict[str, list[tuple[float, float]]] = {}
    for row in rows:
        lines.setdefault(row["name"], []).append((row["size"], row["p95"]))
    sizes = sorted({size for points in lines.values() for size, _ in points})
    decades = _decades(p95 for points in lines.values() for _, p95 in points)
    right = WIDTH - LEGEND
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{EDGE}" y="24">p95 of a search in ms, by number of texts</text>',
    ]

    def across(size: float) -> float:
        span = math.log(sizes[-1] / sizes[0]) or 1.0
        return EDGE + (right - 2 * EDGE) * math.log(size / sizes[0]) / span

    def down(p95: float) -> float:
        span = math.log(decades[-1] / decades[0])
        return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * math.log(p95 / decades[0]) / span

    for value in decades:
        y = down(value)
        drawn.append(f'<path d="M{EDGE} {y:.1f}H{right - EDGE}" stroke="#ddd"/>')
        drawn.append(f'<text x="{EDGE - 8}" y="{y + 4:.1f}" text-anchor="end">{value:g}</text>')
    for size in sizes:
        drawn.append(
            f'<text x="{across(size):.1f}" y="{HEIGHT - EDGE + 22}" text-anchor="middle">'
            f"{size:,}</text>"
        )
    for number, (name, points) in enumerate(lines.items()):
        colour = COLOURS[number % len(COLOURS)]
        path = " ".join(f"{across(x):.1f},{down(y):.1f}" for x, y in sorted(points))
        drawn.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        drawn += (
            f'<circle cx="{across(x):.1f}" cy="{down(y):.1f}" r="3" fill="{colour}"/>'
            for x, y in points
        )
        y = EDGE + 22 * number
        drawn.append(f'<rect x="{right}" y="{y - 10}" width="12" height="12" fill="{colour}"/>')
        drawn.append(f'<text x="{right + 18}" y="{y}">{escape(name)}</text>')
    return "\n".join([*drawn, "</svg>\n"])


def _decades(values: Iterable[float]) -> list[float]:
    """The powers of ten around all values, two at least."""
    found = [max(value, 1e-3) for value in values]
    low, high = math.floor(math.log10(min(found))), math.ceil(math.log10(max(found)))
    return [10.0**power for power in range(low, max(high, low + 1) + 1)]
