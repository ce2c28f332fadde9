"""Draws what ``benchmarks.scale`` measured, as one picture: time and memory against the number of articles."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

WIDTH, HEIGHT = 360, 260
LEFT, TOP, RIGHT, BOTTOM = 58, 34, 14, 40
COLOURS = ("#0b5394", "#b45f06", "#999999")
_DECADES = (1_000, 10_000, 100_000, 1_000_000)


def plot(lines: Sequence[Mapping[str, Any]]) -> str:
    """Return an SVG picture of the measured sizes, both axes logarithmic; beside n log n."""
    ordered = sorted(lines, key=lambda line: line["articles"])
    time = [
        ("copies", [(line["articles"], line["copies_s"]) for line in ordered]),
        ("stories", [(line["articles"], line["stories_s"]) for line in ordered]),
    ]
    if ordered:
        first = ordered[0]["articles"], ordered[0]["stories_s"]
        time.append(("n log n", [(line["articles"], _n_log_n(line["articles"], *first)) for line in ordered]))
    memory = [
        ("memory", [(line["articles"], line["megabytes"]) for line in ordered]),
        ("database", [(line["articles"], line["database_mb"]) for line in ordered]),
    ]
    body = _panel(0, "seconds in all", time) + _panel(WIDTH, "megabytes", memory)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * WIDTH} {HEIGHT}" font-family="sans-serif" font-size="11">\n'
        f'<rect width="{2 * WIDTH}" height="{HEIGHT}" fill="#ffffff"/>\n{body}</svg>\n'
    )


def _panel(x: int, title: str, series: Sequence[tuple[str, Sequence[tuple[float, float]]]]) -> str:
    points = [point for _, of in series for point in of]
    if not points:
        return ""
    low_x, high_x = _bounds(size for size, _ in points)
    low_y, high_y = _bounds(value for _, value in points)

    def at(size: float, value: float) -> tuple[float, float]:
        across = (math.log10(size) - low_x) / (high_x - low_x)
        up = (math.log10(max(value, 10**low_y)) - low_y) / (high_y - low_y)
        width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
        return round(x + LEFT + across * width, 1), round(TOP + (1 - up) * height, 1)

    parts = [f'<text x="{x + LEFT}" y="16" font-weight="bold">{title}</text>']
    for power in range(low_y, high_y + 1):
        left, y = at(10**low_x, 10**power)
        right, _ = at(10**high_x, 10**power)
        parts.append(f'<path d="M{left} {y}H{right}" stroke="#dddddd"/>')
        parts.append(f'<text x="{left - 6}" y="{y + 4}" text-anchor="end">{_number(10**power)}</text>')
    for size in (each for each in _DECADES if 10**low_x <= each <= 10**high_x):
        across, bottom = at(size, 10**low_y)
        parts.append(f'<text x="{across}" y="{bottom + 16}" text-anchor="middle">{size:,}</text>')
    parts.append(f'<text x="{x + WIDTH // 2}" y="{HEIGHT - 6}" text-anchor="middle">articles</text>')
    for number, (name, of) in enumerate(series):
        places = [at(*point) for point in of]
        line = " ".join(f"{across},{up}" for across, up in places)
        colour = COLOURS[number]
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{across}" cy="{up}" r="3" fill="{colour}"/>' for across, up in places]
        parts.append(f'<text x="{x + LEFT + 8 + 70 * number}" y="30" fill="{colour}">{name}</text>')
    return "\n".join(parts) + "\n"


def _n_log_n(size: int, first: int, took: float) -> float:
    """What so many articles would take if time grew as n log n from the first size on."""
    return took * size * math.log(size) / (first * math.log(first))


def _bounds(values: Iterable[float]) -> tuple[int, int]:
    """The powers of ten around the values."""
    known = [value for value in values if value > 0] or [1.0]
    low, high = math.floor(math.log10(min(known))), math.ceil(math.log10(max(known)))
    return low, max(high, low + 1)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"
