"""The matrix: actors or parties by measures, each cell a sign and a word for where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.record.actors import folded
from onrecord.record.index import Cell
from onrecord.record.positions import Position, Subject, SubjectKind
from onrecord.web.asking import Asked, Kind, Missing, Parameter
from onrecord.web.live import Current
from onrecord.web.pages.addresses import measure_address, subject_address
from onrecord.web.pages.paging import Part, part_of
from onrecord.web.pages.standing import COLUMNS, FILTERS, Standing, Stands, asked_cells, asked_measures
from onrecord.web.views import View, routes_of

ROWS, ACROSS, ALONE = 30, 24, 100
"""How many rows, columns and measures of one alone a page of HTML has at most; JSON and CSV have all."""

OTHERS = "Other measures"


@dataclass(frozen=True, slots=True)
class Column:
    """A measure: its key, what it is called and means, and where it is shown."""

    key: str
    label: str
    definition: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """An actor or a party with its cells; ``None`` where nothing is mentioned."""

    subject: Subject
    address: str
    cells: tuple[Stands | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A group of measures by those who stand on them. ``count`` is how many positions it shows."""

    label: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filter can be set to: groups of the codebook and outlets."""

    groups: tuple[str, ...]
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """The cells that the filter leaves, with positions, and the part of them that this page shows as tables.

    ``alone`` are those on measures on which one alone stands, which compare nobody, unless such measures were asked for.
    """

    by: SubjectKind
    as_of: date | None
    cells: tuple[Cell, ...]
    tables: tuple[Table, ...]
    across: Part
    down: Part
    alone: tuple[Stands, ...]
    alone_in_all: int
    choices: Choices
    current: Current

    @property
    def title(self) -> str:
        """What the page is called."""
        return "Who stands where" + (f" as of {self.as_of}" if self.as_of else "")

    def as_json(self) -> dict[str, Any]:
        """Give all positions that the filter leaves."""
        return {
            "by": str(self.by),
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "positions": [each.as_json(self.current.recorded) for each in self.positions()],
        }

    def columns(self) -> Sequence[str]:
        """The columns of the lines about positions."""
        return COLUMNS

    def rows(self) -> Iterator[Sequence[object]]:
        """Yield a line for each position."""
        return (each.row(self.current.recorded) for each in self.positions())

    def positions(self) -> list[Stands]:
        """Give all positions that the filter leaves, by the names of those who hold them."""
        standing = Standing(self.current, self.as_of)
        with self.current.lock:
            found = (self.current.position(cell, self.as_of) for cell in self.cells)
            return [standing.of(each) for each in sorted(filter(None, found), key=_by_name)]


def matrix(asked: Asked) -> MatrixPage:
    """Fill the matrix. Raises :class:`~onrecord.web.asking.Missing` for a page beyond the last one."""
    current, as_of = asked.current, asked.day("as_of")
    kind = SubjectKind(asked.choice("by", "party"))
    cells = asked_cells(asked, kind)
    compared, alone = _parted(asked, cells)
    subjects = {each.key: each for each in current.recorded.index.subjects(kind)}
    columns, rows = _ordered_measures(current, compared), _ordered_subjects(compared, subjects)
    across = part_of(len(columns), asked.number("across", 1), ACROSS)
    down = part_of(len(rows), asked.number("down", 1), ROWS)
    if across is None or down is None:
        raise Missing("the matrix does not go so far; begin at its first page")
    shown = _Shown(current, as_of, down.of(rows), compared)
    alone.sort(key=lambda cell: (folded(subjects[cell.key].name), cell.key, cell.measure))
    return MatrixPage(
        by=kind,
        as_of=as_of,
        cells=tuple(cells),
        tables=tuple(shown.table(label, keys) for label, keys in _grouped(current, across.of(columns))),
        across=across,
        down=down,
        alone=tuple(each for cell in alone[:ALONE] if (each := shown.stands(cell))),
        alone_in_all=len(alone),
        choices=_choices(current),
        current=current,
    )


class _Shown:
    """The cells that a page shows: only of these the positions are computed."""

    def __init__(
        self, current: Current, as_of: date | None, subjects: Sequence[Subject], cells: Collection[Cell]
    ) -> None:
        self._current, self._as_of, self._subjects = current, as_of, subjects
        self._cells = set(cells)
        self._standing = Standing(current, as_of)

    def stands(self, cell: Cell) -> Stands | None:
        """Give what a cell shows."""
        position = self._current.position(cell, self._as_of)
        return self._standing.of(position) if position is not None else None

    def table(self, label: str, keys: Sequence[str]) -> Table:
        """Give the table of some measures: those on which one of the rows stands, and the rows that stand on one."""
        held = {
            cell.measure for subject in self._subjects for key in keys if (cell := _cell(subject, key)) in self._cells
        }
        keys = [key for key in keys if key in held]
        rows = []
        for subject in self._subjects:
            here = [_cell(subject, key) for key in keys]
            cells = tuple(self.stands(cell) if cell in self._cells else None for cell in here)
            if any(cells):
                rows.append(Row(subject, subject_address(subject), cells))
        count = sum(cell is not None for row in rows for cell in row.cells)
        return Table(label, tuple(_column(self._current, key) for key in keys), tuple(rows), count)


def _cell(subject: Subject, measure: str) -> Cell:
    return Cell(subject.kind, subject.key, measure)


def _parted(asked: Asked, cells: Sequence[Cell]) -> tuple[list[Cell], list[Cell]]:
    """Part the cells into those that can be compared, and those of measures on which one alone stands."""
    holders = Counter(cell.measure for cell in cells)
    named = asked_measures(asked)
    compared: list[Cell] = []
    alone: list[Cell] = []
    for cell in cells:
        (compared if holders[cell.measure] > 1 or cell.measure in named else alone).append(cell)
    return compared, alone


def _ordered_subjects(cells: Sequence[Cell], subjects: Mapping[str, Subject]) -> list[Subject]:
    """Those with most positions first, then by name."""
    counts = Counter(cell.key for cell in cells)
    keys = sorted(counts, key=lambda key: (-counts[key], folded(subjects[key].name), key))
    return [subjects[key] for key in keys]


def _ordered_measures(current: Current, cells: Sequence[Cell]) -> list[str]:
    """The codebook's measures by its groups; the groups with most positions come first, and in each such measures."""
    counts = Counter(cell.measure for cell in cells)
    group_of = _group_of(current)
    places = {label: place for place, label in enumerate(current.recorded.groups)}
    in_group: Counter[str] = Counter()
    for key, count in counts.items():
        in_group[group_of.get(key, OTHERS)] += count

    def place(key: str) -> tuple[bool, int, int, int, str]:
        group = group_of.get(key, OTHERS)
        return group == OTHERS, -in_group[group], places.get(group, 0), -counts[key], key

    return sorted(counts, key=place)


def _grouped(current: Current, keys: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield measures, which stand in order, by their groups."""
    group_of = _group_of(current)
    by_group: dict[str, list[str]] = {}
    for key in keys:
        by_group.setdefault(group_of.get(key, OTHERS), []).append(key)
    yield from by_group.items()


def _group_of(current: Current) -> Mapping[str, str]:
    return {key: label for label, keys in current.recorded.groups.items() for key in keys}


def _column(current: Current, key: str) -> Column:
    entry = current.codebook.measure(key)
    label = current.recorded.labels.get(key, key)
    return Column(key, label, entry.definition if entry else "", measure_address(key))


def _choices(current: Current) -> Choices:
    outlets = {line.outlet for line in current.articles.values() if line.outlet}
    return Choices(tuple(current.recorded.groups), tuple(sorted(outlets)))


def _by_name(position: Position) -> tuple[str, str, str]:
    return folded(position.subject.name), position.subject.key, position.measure


routes = routes_of(
    View(
        path="/matrix",
        name="matrix",
        summary="Who stands where on which measure",
        gives="the positions that the filter leaves, as `onrecord positions --json` prints them",
        template="matrix.html",
        page=matrix,
        parameters=(
            *FILTERS,
            Parameter("across", "which page of measures; for HTML only", Kind.NUMBER),
            Parameter("down", "which page of actors or parties; for HTML only", Kind.NUMBER),
        ),
    )
)
