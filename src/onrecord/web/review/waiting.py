"""What waits for review, in order; kept up as positions change, so that no page must go through the whole record."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from operator import itemgetter

from onrecord.record.index import Cell, PositionIndex
from onrecord.record.positions import SubjectKind
from onrecord.record.queue import Due, due_in, order
from onrecord.records import Told

Place = tuple[str, str, str]
"""What tells a stance of the record from any other: its article, its page and its id there."""

_Ordered = tuple[tuple[float, int, str, int, str, str], Due]


class Waiting:
    """The stances of an index that wait for review, the most urgent first, each once."""

    def __init__(self, index: PositionIndex) -> None:
        """Go through all positions of an index."""
        self._index = index
        self._in_cell: dict[Cell, list[Place]] = {}
        self._dues: dict[Place, dict[Cell, Due]] = defaultdict(dict)
        self._shown: dict[Place, Due] = {}
        self._ordered: list[_Ordered] = []
        for kind in SubjectKind:
            for cell in index.cells(kind):
                dues = self._due_in(cell)
                for place, due in dues.items():
                    self._dues[place][cell] = due
                self._in_cell[cell] = list(dues)
        self._shown = {place: _highest(dues.values()) for place, dues in self._dues.items()}
        self._ordered = sorted(((order(due), due) for due in self._shown.values()), key=_by)

    def __len__(self) -> int:
        return len(self._ordered)

    def __iter__(self) -> Iterator[Due]:
        """Yield what waits, the most urgent first."""
        return (due for _, due in self._ordered)

    def part(self, first: int, count: int) -> list[Due]:
        """Give a part of what waits, from number ``first`` on, counted from 0."""
        return [due for _, due in islice(self._ordered, first, first + count)]

    def of(self, told: Told) -> Due | None:
        """Give what is at stake in a stance; ``None`` if it does not wait."""
        return self._shown.get(_place(told))

    def refresh(self, cells: Iterable[Cell]) -> None:
        """Look anew at positions that have changed."""
        changed: set[Place] = set()
        for cell in cells:
            now = self._due_in(cell)
            gone = [place for place in self._in_cell.pop(cell, ()) if place not in now]
            for place in gone:
                self._dues[place].pop(cell, None)
            for place, due in now.items():
                if self._dues[place].get(cell) != due:
                    self._dues[place][cell] = due
                    changed.add(place)
            changed.update(gone)
            if now:
                self._in_cell[cell] = list(now)
        for place in changed:
            self._reorder(place)

    def _reorder(self, place: Place) -> None:
        before = self._shown.pop(place, None)
        if before is not None:
            del self._ordered[bisect_left(self._ordered, order(before), key=_by)]
        dues = self._dues.get(place)
        if dues:
            due = self._shown[place] = _highest(dues.values())
            insort(self._ordered, (order(due), due), key=_by)
        else:
            self._dues.pop(place, None)

    def _due_in(self, cell: Cell) -> dict[Place, Due]:
        position, history = self._index.position(cell), self._index.history(cell)
        if position is None or history is None:
            return {}
        return {_place(due.told): due for due in due_in(position, history)}


_by = itemgetter(0)


def _place(told: Told) -> Place:
    return told.article, told.page, told.stance.id


def _highest(dues: Iterable[Due]) -> Due:
    return max(dues, key=lambda due: due.stake)
