"""A timeline as a drawing: a lane for each measure or each actor, days from left to right, unknown days apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from onrecord.cli.acts import SIGNS
from onrecord.record.positions import Change
from onrecord.record.timeline import Event

LABEL, WIDTH, UNDATED, LANE, HEAD = 230, 720, 70, 26, 24
"""Widths and heights in units of the drawing: of the names, the days, the unknown days, a lane, and the line of dates."""

MOST_LANES = 40
_LONGEST_LABEL = 34
_STEPS = (1, 2, 7, 14, 30, 91, 182, 365, 730, 1826, 3652)
_TICKS = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """A time in which an act stood."""

    x: float
    width: float
    act: str


@dataclass(frozen=True, slots=True)
class Dot:
    """An event: its sign, the act that its colour is of (empty for a contradiction), and the words that tell it."""

    x: float
    sign: str
    act: str
    words: str
    target: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A line of the drawing; ``y`` is its middle. ``label`` may be a shortened ``name``."""

    y: int
    label: str
    name: str
    bars: tuple[Bar, ...]
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A day that is written above the lanes."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The drawing; ``left_out`` lanes have fewer events than those that are drawn. ``undated_x`` is 0 if all are dated."""

    width: int
    height: int
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    undated_x: float
    left_out: int


def drawing_of(
    events: Sequence[Event], lane_of: Callable[[Event], tuple[str, str]], target_of: Callable[[int], str], *, bars: bool
) -> Drawing | None:
    """Draw events, which stand in order; ``None`` if there are none.

    ``lane_of`` gives the key and the name of an event's lane, ``target_of`` the id of the event with a number in the
    list. With ``bars`` a lane shows which act stood from when to when: then a lane must be one cell of the matrix.
    """
    if not events:
        return None
    names = dict(lane_of(event) for event in events)
    counts = Counter(lane_of(event)[0] for event in events)
    first_seen = {key: place for place, key in enumerate(names)}
    shown = sorted(counts, key=lambda key: (-counts[key], first_seen[key]))[:MOST_LANES]
    shown.sort(key=first_seen.__getitem__)
    scale = _Scale([event.on for event in events if event.on is not None])
    undated = any(event.on is None for event in events)
    numbered: dict[str, list[tuple[int, Event]]] = {key: [] for key in shown}
    for number, event in enumerate(events):
        key = lane_of(event)[0]
        if key in numbered:
            numbered[key].append((number, event))
    lanes = tuple(
        Lane(
            y=HEAD + LANE * place + LANE // 2,
            label=_shortened(names[key]),
            name=names[key],
            bars=tuple(_bars([event for _, event in numbered[key]], scale)) if bars else (),
            dots=tuple(_dots(numbered[key], scale, target_of)),
        )
        for place, key in enumerate(shown)
    )
    return Drawing(
        width=LABEL + WIDTH + (UNDATED if undated else 0),
        height=HEAD + LANE * len(lanes) + 6,
        lanes=lanes,
        ticks=tuple(scale.ticks()),
        undated_x=LABEL + WIDTH + UNDATED / 2 if undated else 0,
        left_out=len(counts) - len(shown),
    )


class _Scale:
    """Where days stand from left to right."""

    def __init__(self, days: Sequence[date]) -> None:
        self._first = min(days, default=date.min)
        self._days = max((max(days, default=date.min) - self._first).days, 1)
        self._any = bool(days)

    def x(self, day: date | None) -> float:
        """The place of a day; of an unknown one, behind all others."""
        if day is None:
            return LABEL + WIDTH + UNDATED / 2
        return round(LABEL + 12 + (WIDTH - 40) * (day - self._first).days / self._days, 1)

    @property
    def end(self) -> float:
        """Behind the last day."""
        return LABEL + WIDTH - 16

    def ticks(self) -> Iterator[Tick]:
        """Yield a few days at even distances."""
        if not self._any:
            return
        step = next((step for step in _STEPS if self._days / step <= _TICKS), _STEPS[-1])
        for days in range(0, self._days + 1, step):
            day = self._first + timedelta(days)
            yield Tick(self.x(day), day.isoformat() if step < 365 else day.isoformat()[:7])


def _bars(events: Iterable[Event], scale: _Scale) -> Iterator[Bar]:
    turns = [(event.on, event.what) for event in events if event.on is not None and isinstance(event.what, Change)]
    places = [(scale.x(on), str(what.after)) for on, what in turns]
    for (x, act), (following, _) in pairwise([*places, (scale.end, "")]):
        if following > x:
            yield Bar(x, round(following - x, 1), act)


def _dots(numbered: Iterable[tuple[int, Event]], scale: _Scale, target_of: Callable[[int], str]) -> Iterator[Dot]:
    for number, event in numbered:
        what, on = event.what, event.on or "date unknown"
        if isinstance(what, Change):
            sign, act, words = SIGNS[what.after].mark, str(what.after), f"{on}: {what.after}"
        else:
            sign, act, words = "≠", "", f"{on}: accounts differ"
        yield Dot(scale.x(event.on), sign, act, f"{words}, {event.subject.name}", target_of(number))


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST_LABEL else f"{words[: _LONGEST_LABEL - 1].rstrip()}…"
