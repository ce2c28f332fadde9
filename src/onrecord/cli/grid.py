"""A matrix in the terminal: in one piece where it fits, else turned, else in blocks of columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.align import Align
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

_GAP = 2
_WIDEST_HEADING = 18
_WIDEST_NAME = 34


@dataclass(frozen=True, slots=True)
class Grid:
    """Texts in rows and columns: ``cells[row][column]``, ``None`` where there is nothing; ``empty`` stands for that."""

    rows: Sequence[Text]
    columns: Sequence[Text]
    cells: Sequence[Sequence[Text | None]]
    empty: Text

    def turned(self) -> Grid:
        """The same with rows for columns."""
        return Grid(self.columns, self.rows, list(zip(*self.cells, strict=True)), self.empty)


def tables(grid: Grid, width: int) -> Iterator[Table]:
    """Yield tables of at most ``width`` columns of text that together show the grid.

    One table if the grid fits, as it is or turned; else a table for each block of columns that fit side by side, with
    the rows that have something in them.
    """
    blocks = _blocks(grid, width)
    if len(blocks) > 1 and len(_blocks(grid.turned(), width)) == 1:
        grid = grid.turned()
        blocks = _blocks(grid, width)
    for block in blocks:
        yield _table(grid, block, width, only_filled=len(blocks) > 1)


def _blocks(grid: Grid, width: int) -> list[list[int]]:
    """Return which columns stand side by side."""
    room = max(width - _name_width(grid, width), 0)
    blocks: list[list[int]] = []
    left = -1
    for column in range(len(grid.columns)):
        needed = _column_width(grid, column) + _GAP
        if needed > left or not blocks:
            blocks.append([])
            left = room
        blocks[-1].append(column)
        left -= needed
    return blocks


def _name_width(grid: Grid, width: int) -> int:
    longest = max((row.cell_len for row in grid.rows), default=0)
    return min(longest, _WIDEST_NAME, max(width // 3, 1))


def _column_width(grid: Grid, column: int) -> int:
    heading = grid.columns[column]
    word = max((cell_len(word) for word in heading.plain.split()), default=0)
    widest = max((cell.cell_len for row in grid.cells if (cell := row[column])), default=grid.empty.cell_len)
    return max(widest, min(heading.cell_len, max(word, _WIDEST_HEADING)))


def _table(grid: Grid, block: Sequence[int], width: int, *, only_filled: bool) -> Table:
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, show_edge=False)
    # What the block leaves free goes to long names.
    left = width - sum(_column_width(grid, column) + _GAP for column in block)
    table.add_column("", max_width=max(left, _name_width(grid, width)), overflow="fold")
    for column in block:
        # Headings of several lines stand on the cells; the cells stand beside the first line of a long name.
        heading = Align(grid.columns[column], vertical="bottom")
        table.add_column(heading, width=_column_width(grid, column), overflow="fold")
    for name, cells in zip(grid.rows, grid.cells, strict=True):
        if not only_filled or any(cells[column] for column in block):
            table.add_row(name, *(cells[column] or grid.empty for column in block))
    return table
