"""The entries of a record in the rows of their actors and parties, and how they come, go and move.

What one holder tells on one measure is a strand. Who is who may change with any article: then whole strands go from
actor to actor, and the rows that they make are put in order only when they are asked for.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter

from onrecord.record.entries import Entry, Row, Strand, in_order
from onrecord.record.positions import Cell, SubjectKind
from onrecord.record.roster import Roster

Touched = dict[Cell, set[int]]
"""Cells in which something changed, each with days between the first and last of which all that changed lies."""

_day = attrgetter("day")


class Rows:
    """All rows of a record; ``roster`` knows the holders by number, and who each of them is."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._strands: dict[tuple[str, str | None, str], Strand] = {}
        self._by_holder: dict[int, list[Strand]] = defaultdict(list)
        self._rows: dict[SubjectKind, dict[str, dict[str, Row]]] = {kind: {} for kind in SubjectKind}

    def strand(self, name: str, party: str | None, measure: str) -> Strand:
        """Give the strand of a holder on a measure; it is part of no row as long as nothing has been put in."""
        found = self._strands.get((name, party, measure))
        if found is None:
            number = self._roster.number((name, party))
            found = self._strands[name, party, measure] = Strand(number, measure)
            self._by_holder[number].append(found)
        return found

    def of_kind(self, kind: SubjectKind) -> Iterator[Row]:
        """Yield the rows of all actors or of all parties; each has entries."""
        return chain.from_iterable(rows.values() for rows in self._rows[kind].values())

    def keys(self, kind: SubjectKind) -> Iterable[str]:
        """Give the keys of all actors or of all parties that have entries."""
        return self._rows[kind].keys()

    def of_subject(self, kind: SubjectKind, key: str) -> Mapping[str, Row]:
        """Give the rows of an actor or a party by the keys of their measures, none if it has no entries."""
        return self._rows[kind].get(key, {})

    def entries(self, cell: Cell) -> Sequence[Entry]:
        """Give the entries of a cell in order, none if nothing stands there."""
        row = self._rows[cell.kind].get(cell.key, {}).get(cell.measure)
        return row.entries if row is not None else ()

    def fill(self, fresh: Iterable[Entry]) -> None:
        """Put in the first entries of all, article by article in the order of the articles' ids and of their places.

        They go into the rows day after day, so that nothing has to be put in order.
        """
        by_day: dict[int, list[Entry]] = defaultdict(list)
        for entry in fresh:
            by_day[entry.day].append(entry)
        places: dict[Strand, list[Callable[[Entry], None]]] = {}
        for day in sorted(by_day):
            for entry in by_day[day]:
                strand = entry.strand
                if not strand.rows:
                    self._attach(strand)
                    places[strand] = [strand.entries.append, *(row.entries.append for row in strand.rows)]
                for put in places[strand]:
                    put(entry)

    def put_in(self, fresh: Iterable[Entry], touched: Touched) -> None:
        """Put in more entries."""
        for entry in fresh:
            strand = entry.strand
            if not strand.rows:
                self._attach(strand)
            insort(strand.entries, entry, key=in_order)
            for row in strand.rows:
                if row.joined is not None:
                    insort(row.joined, entry, key=in_order)
                touched.setdefault(row.cell, set()).add(entry.day)

    def take_out(self, gone: Iterable[Entry], touched: Touched) -> None:
        """Take out entries that were put in."""
        for entry in gone:
            strand = entry.strand
            _remove(entry, strand.entries)
            for row in strand.rows:
                if row.joined is not None:
                    _remove(entry, row.joined)
                touched.setdefault(row.cell, set()).add(entry.day)
            if not strand.entries:
                for row in strand.rows:
                    self._leave(strand, row)
                strand.rows.clear()

    def move(self, holder: int, touched: Touched) -> None:
        """Move what a holder tells from the actor that it was taken for to the one that it now is by the roster."""
        for strand in self._by_holder[holder]:
            if not strand.rows:
                continue
            left = strand.rows[0]
            self._leave(strand, left)
            strand.actor = self._roster.actors[holder]
            strand.rows[0] = self._join(strand, SubjectKind.ACTOR, strand.actor)
            left.joined = strand.rows[0].joined = None
            days = _around(strand.entries)
            for row in (left, *strand.rows):
                touched.setdefault(row.cell, set()).update(days)

    def _attach(self, strand: Strand) -> None:
        """Make a strand part of the row of its actor, and of that of the party for which its holder speaks."""
        strand.actor, party = self._roster.actors[strand.holder], self._roster.parties[strand.holder]
        strand.rows = [self._join(strand, SubjectKind.ACTOR, strand.actor)]
        if party is not None:
            strand.rows.append(self._join(strand, SubjectKind.PARTY, party))

    def _join(self, strand: Strand, kind: SubjectKind, key: str) -> Row:
        """Make a strand part of a row, of a new one if there is none, and give the row."""
        rows = self._rows[kind].setdefault(key, {})
        row = rows.get(strand.measure)
        if row is None:
            row = rows[strand.measure] = Row(Cell(kind, key, strand.measure))
        row.strands.append(strand)
        return row

    def _leave(self, strand: Strand, row: Row) -> None:
        row.strands.remove(strand)
        if not row.strands:
            rows = self._rows[row.cell.kind]
            del rows[row.cell.key][row.cell.measure]
            if not rows[row.cell.key]:
                del rows[row.cell.key]


def _remove(entry: Entry, entries: list[Entry]) -> None:
    del entries[bisect_left(entries, in_order(entry), key=in_order)]


def _around(entries: Sequence[Entry]) -> set[int]:
    """The first and the last day of entries, of those of known day too."""
    dated = bisect_left(entries, 1, key=_day)
    return {entries[0].day, entries[min(dated, len(entries) - 1)].day, entries[-1].day}
