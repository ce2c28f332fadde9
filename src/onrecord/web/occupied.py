"""The cells that hold a position: computed once for a record, and after a decision only those that it touches."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from operator import itemgetter

from onrecord.record.index import Cell, PositionIndex
from onrecord.record.positions import Position, SubjectKind


class Occupied:
    """The positions now, and the cells with a position as of a day; to be asked under the record's lock, as the index is."""

    def __init__(self, index: PositionIndex) -> None:
        """Compute all positions, so that no page has to wait for one."""
        self._index = index
        self._positions = {
            kind: {Cell(kind, each.subject.key, each.measure): each for each in index.positions(kind)}
            for kind in SubjectKind
        }
        self._days = {kind: dict(index.first_days(kind)) for kind in SubjectKind}
        self._in_order = {kind: _in_order(self._days[kind]) for kind in SubjectKind}

    def touch(self, cells: Iterable[Cell]) -> None:
        """Look anew at cells in which anything has been decided."""
        moved = set()
        for cell in cells:
            position, day = self._index.position(cell), self._index.first_day(cell)
            if position is None:
                self._positions[cell.kind].pop(cell, None)
            else:
                self._positions[cell.kind][cell] = position
            if day != self._days[cell.kind].get(cell):
                moved.add(cell.kind)
            if day is None:
                self._days[cell.kind].pop(cell, None)
            else:
                self._days[cell.kind][cell] = day
        for kind in moved:
            self._in_order[kind] = _in_order(self._days[kind])

    def positions(self, kind: SubjectKind) -> Sequence[Position]:
        """Give the positions of all actors or parties now, in no particular order."""
        return tuple(self._positions[kind].values())

    def cells(self, kind: SubjectKind, as_of: date | None = None) -> Sequence[Cell]:
        """Give the cells of all actors or parties with a position now, or as of a day, in no particular order."""
        cells, days = self._in_order[kind]
        return cells if as_of is None else cells[: bisect_right(days, as_of.toordinal())]


def _in_order(days: dict[Cell, int]) -> tuple[list[Cell], list[int]]:
    found = sorted(days.items(), key=itemgetter(1))
    return [cell for cell, _ in found], [day for _, day in found]
