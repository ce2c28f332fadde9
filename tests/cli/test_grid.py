"""A matrix that fits the terminal, and loses nothing by it."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from onrecord.cli.grid import Grid, tables


def grid(rows: int, columns: int) -> Grid:
    """Cells with numbers of their own, all of them filled."""
    cells = [[Text(f"({row},{column})") for column in range(columns)] for row in range(rows)]
    names = [Text(f"actor {row}") for row in range(rows)]
    return Grid(names, [Text(f"take measure {column}") for column in range(columns)], cells, Text("·"))


def shown(what: Grid, width: int) -> list[str]:
    """The tables as text, each a string."""
    console = Console(width=width, file=io.StringIO(), color_system=None)
    printed = []
    for table in tables(what, width):
        with console.capture() as capture:
            console.print(table)
        printed.append(capture.get())
    return printed


def test_what_fits_is_one_table_with_a_row_for_each_actor() -> None:
    (table,) = shown(grid(2, 3), 100)

    assert [line.split() for line in table.splitlines()][-2:] == [
        ["actor", "0", "(0,0)", "(0,1)", "(0,2)"],
        ["actor", "1", "(1,0)", "(1,1)", "(1,2)"],
    ]


def test_many_measures_of_few_actors_are_turned() -> None:
    (table,) = shown(grid(2, 30), 80)

    assert table.splitlines()[-1].split() == ["take", "measure", "29", "(0,29)", "(1,29)"]


def test_many_measures_of_many_actors_come_in_blocks_without_empty_rows() -> None:
    what = grid(20, 20)
    first = [list(row) for row in what.cells]
    for column in range(20):
        first[7][column] = None
    blocks = shown(Grid(what.rows, what.columns, first, what.empty), 80)

    assert len(blocks) > 1
    assert not any("actor 7" in block for block in blocks)
    assert all(len(line) <= 80 for block in blocks for line in block.splitlines())


@pytest.mark.parametrize("width", [20, 40])
def test_an_empty_cell_is_shown_as_such(width: int) -> None:
    what = Grid([Text("Karsova")], [Text("escort")], [[None]], Text("·"))

    assert shown(what, width)[0].splitlines()[-1].split() == ["Karsova", "·"]


@given(rows=st.integers(1, 12), columns=st.integers(1, 12), width=st.integers(40, 120))
def test_every_cell_is_shown_once_whatever_the_width(rows: int, columns: int, width: int) -> None:
    printed = "".join(shown(grid(rows, columns), width))

    for row in range(rows):
        for column in range(columns):
            assert printed.count(f"({row},{column})") == 1
    assert all(len(line) <= width for line in printed.splitlines())


def test_a_cell_stands_beside_the_first_line_of_a_long_name() -> None:
    name = Text("the union of the harbour pilots and of the keepers of the light (Karsova)")
    what = Grid([name], [Text("take a measure of many words")], [[Text("(0,0)")]], Text("·"))

    printed = shown(what, 60)[0].splitlines()

    (line,) = [line for line in printed if "(0,0)" in line]
    assert line.startswith("the union of the")
    assert printed.index(line) > 1  # beneath the lines of the heading


def test_room_that_is_left_goes_to_long_names() -> None:
    name = "the union of the harbour pilots and of the light"

    printed = shown(Grid([Text(name)], [Text("escort")], [[Text("(0,0)")]], Text("·")), 80)[0]

    assert name in printed
