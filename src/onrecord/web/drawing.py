"""A timeline as a drawing: a lane for each measure or each actor, days from left to right, unknown days apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise
from statistics import median

from onrecord.record.positions import Change
from onrecord.record.timeline import Event
from onrecord.signs import SIGNS

LABEL, WIDTH, UNDATED, LANE, HEAD = 230, 720, 70, 26, 24
"""Widths and heights in units of the drawing: of the names, the days, the unknown days, a lane, and the line of dates."""

MOST_LANES = 40
_LONGEST_LABEL = 34
_LEFT, _RIGHT = 14, 44
_BETWEEN_TICKS = 90
_BETWEEN_DOTS, _LEAST_BETWEEN_DOTS = 17, 11
_EDGE = 14
_SHORTEST_CUT = 7


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
    """The drawing; ``cuts`` are where long pauses are drawn short. ``left_out`` lanes have fewer events than those drawn.

    ``undated_x`` is 0 if all are dated. ``width`` is what all dots need, which may be more than the days do.
    """

    width: int
    height: int
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    cuts: tuple[float, ...]
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
    scale = _Scale(event.on for event in events if event.on is not None)
    undated = any(event.on is None for event in events)
    numbered: dict[str, list[tuple[int, Event]]] = {key: [] for key in shown}
    for number, event in enumerate(events):
        key = lane_of(event)[0]
        if key in numbered:
            numbered[key].append((number, event))
    placed = {key: list(_placed([event.on for _, event in theirs], scale)) for key, theirs in numbered.items()}
    right = max([LABEL + WIDTH, *(x + _EDGE for theirs in placed.values() for x in theirs if x is not None)])
    undated_x = right + UNDATED / 2
    dots = {key: tuple(_dots(theirs, placed[key], undated_x, target_of)) for key, theirs in numbered.items()}
    last = max(dot.x for theirs in dots.values() for dot in theirs)
    lanes = tuple(
        Lane(
            y=HEAD + LANE * place + LANE // 2,
            label=_shortened(names[key]),
            name=names[key],
            bars=tuple(_bars([event for _, event in numbered[key]], scale)) if bars else (),
            dots=dots[key],
        )
        for place, key in enumerate(shown)
    )
    return Drawing(
        width=round(max(right + (UNDATED if undated else 0), last + _EDGE)),
        height=HEAD + LANE * len(lanes) + 6,
        lanes=lanes,
        ticks=tuple(scale.ticks()),
        cuts=tuple(scale.cuts()),
        undated_x=undated_x if undated else 0,
        left_out=len(counts) - len(shown),
    )


class _Scale:
    """Where days stand from left to right. A pause much longer than the others is drawn shorter than it is."""

    def __init__(self, days: Iterable[date]) -> None:
        self._days = sorted(set(days))
        gaps = [(after - before).days for before, after in pairwise(self._days)]
        longest = max(_SHORTEST_CUT, 4 * median(gaps)) if gaps else 0
        self._cut = [gap > longest for gap in gaps]
        offsets = list(accumulate((min(gap, longest) for gap in gaps), initial=0))
        unit = (WIDTH - _LEFT - _RIGHT) / max(offsets[-1], 1)
        self._x = {
            day: round(LABEL + _LEFT + unit * offset, 1) for day, offset in zip(self._days, offsets, strict=False)
        }

    def x(self, day: date) -> float:
        """The place of a day that is one of those given."""
        return self._x[day]

    @property
    def end(self) -> float:
        """Behind the last day."""
        return LABEL + WIDTH - _RIGHT + 14

    def ticks(self) -> Iterator[Tick]:
        """Yield days that stand far enough from each other to be read."""
        last = -float("inf")
        for day in self._days:
            if self._x[day] - last >= _BETWEEN_TICKS:
                last = self._x[day]
                yield Tick(last, day.isoformat())

    def cuts(self) -> Iterator[float]:
        """Yield the middles of the pauses that are drawn shorter than they are."""
        for (before, after), cut in zip(pairwise(self._days), self._cut, strict=True):
            if cut:
                yield round((self._x[before] + self._x[after]) / 2, 1)


def _bars(events: Iterable[Event], scale: _Scale) -> Iterator[Bar]:
    turns = [(event.on, event.what) for event in events if event.on is not None and isinstance(event.what, Change)]
    places = [(scale.x(on), str(what.after)) for on, what in turns]
    for (x, act), (following, _) in pairwise([*places, (scale.end, "")]):
        if following > x:
            yield Bar(x, round(following - x, 1), act)


def _placed(days: Sequence[date | None], scale: _Scale) -> Iterator[float | None]:
    """Yield where the dots of a lane stand; of an unknown day, ``None``."""
    known = [day for day in days if day is not None]
    # Dots of one day stand beside each other: so that their signs can be read, but nearer where there are many.
    room = (LABEL + WIDTH - scale.x(known[0])) / len(known) if known else 0
    apart = max(_LEAST_BETWEEN_DOTS, min(_BETWEEN_DOTS, room))
    last = 0.0
    for day in days:
        if day is None:
            yield None
        else:
            last = round(max(scale.x(day), last + apart), 1)
            yield last


def _dots(
    numbered: Sequence[tuple[int, Event]],
    placed: Sequence[float | None],
    undated_x: float,
    target_of: Callable[[int], str],
) -> Iterator[Dot]:
    behind = undated_x
    for (number, event), place in zip(numbered, placed, strict=True):
        x = behind if place is None else place
        if place is None:
            behind += _LEAST_BETWEEN_DOTS
        what, on = event.what, event.on or "date unknown"
        if isinstance(what, Change):
            sign, act, words = SIGNS[what.after].mark, str(what.after), f"{on}: {what.after}"
        else:
            sign, act, words = "≠", "", f"{on}: accounts differ"
        yield Dot(x, sign, act, f"{words}, {event.subject.name}", target_of(number))


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST_LABEL else f"{words[: _LONGEST_LABEL - 1].rstrip()}…"
