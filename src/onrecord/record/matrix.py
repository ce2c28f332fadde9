"""Who stands where on what, as a table of actors or parties by measures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.record.actors import folded
from onrecord.record.index import Cell, PositionIndex
from onrecord.record.positions import NOT_MENTIONED, NotMentioned, Position, Subject, SubjectKind

Value = Position | NotMentioned
"""What a cell shows: a position, or that no article tells one, which is never a refusal."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Subjects by measures: ``values[row][column]`` is the position of ``rows[row]`` on ``columns[column]``.

    ``as_of`` is the day up to which stances count, ``None`` if all do.
    """

    rows: tuple[Subject, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[Value, ...], ...]
    as_of: date | None

    def positions(self) -> Iterator[Position]:
        """Yield the positions, row by row, without what is not mentioned."""
        for row in self.values:
            yield from (value for value in row if value is not NOT_MENTIONED)


def matrix(
    index: PositionIndex,
    kind: SubjectKind,
    *,
    subjects: Collection[Subject] | None = None,
    measures: Collection[str] | None = None,
    as_of: date | None = None,
) -> Matrix:
    """Make the table of the actors or of the parties.

    ``subjects`` and ``measures``, where given, are the rows and columns to show, those included about which nothing is
    told; else every one with a position is shown. Those with most positions come first, then by name.
    """
    wanted = [
        Cell(kind, subject.key, measure)
        for subject in (index.subjects(kind) if subjects is None else subjects)
        for measure in (index.measures() if measures is None else measures)
    ]
    known = set(index.cells(kind)) if subjects is None or measures is None else set(wanted)
    found = {cell: index.position(cell, as_of) for cell in wanted if cell in known}
    positions = {cell: position for cell, position in found.items() if position is not None}
    in_row = Counter(cell.key for cell in positions)
    in_column = Counter(cell.measure for cell in positions)
    rows = subjects if subjects is not None else [each for each in index.subjects(kind) if in_row[each.key]]
    columns = measures if measures is not None else in_column
    ordered = tuple(sorted(rows, key=lambda subject: (-in_row[subject.key], folded(subject.name), subject.key)))
    across = tuple(sorted(columns, key=lambda measure: (-in_column[measure], measure)))
    values = tuple(
        tuple(positions.get(Cell(kind, subject.key, measure), NOT_MENTIONED) for measure in across)
        for subject in ordered
    )
    return Matrix(ordered, across, values, as_of)
