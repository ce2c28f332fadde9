"""CSV that a spreadsheet can open."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.export.sheet import write_sheet

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"))


def read_back(columns: list[str], rows: list[list[object]]) -> list[list[str]]:
    out = io.StringIO()
    write_sheet(out, columns, rows)
    return list(csv.reader(io.StringIO(out.getvalue(), newline="")))


def test_several_values_share_a_cell_and_what_is_missing_is_empty() -> None:
    assert read_back(["who", "told"], [["Karsova", ["Post", "Quay"]], [None, ()]]) == [
        ["who", "told"],
        ["Karsova", "Post | Quay"],
        ["", ""],
    ]


@pytest.mark.parametrize("words", ["=1+1", "+1 for the ferry", "-2+3", "@quay", "\t=1", '=HYPERLINK("x", "y")'])
def test_no_text_of_a_page_is_a_formula(words: str) -> None:
    assert read_back(["words"], [[words], [[words, "b"]]])[1:] == [[f"'{words}"], [f"'{words} | b"]]


def test_numbers_stay_numbers() -> None:
    assert read_back(["change"], [[-0.5], [3], [True]])[1:] == [["-0.5"], ["3"], ["True"]]


def test_no_column_named_after_an_outlet_is_a_formula() -> None:
    assert read_back(["words", "=1+1 (a1)"], [])[0] == ["words", "'=1+1 (a1)"]


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2)))
def test_cells_come_back_to_the_letter_but_for_the_apostrophe(rows: list[list[str]]) -> None:
    kept = read_back(["a", "b"], [list(row) for row in rows])[1:]

    assert [
        [cell if cell == said else cell.removeprefix("'") for cell, said in zip(*pair, strict=True)]
        for pair in zip(kept, rows, strict=True)
    ] == rows
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in kept for cell in row)
