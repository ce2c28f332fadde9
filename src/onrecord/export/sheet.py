"""CSV that a spreadsheet can open: a line of headings, then a line for each thing."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO

BETWEEN = " | "
"""Stands between several values in one cell."""

# A spreadsheet takes a cell that begins so for a formula, and runs it. A page may have been written for that.
# The list, and the apostrophe that stops it: OWASP, "CSV Injection".
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_sheet(out: TextIO, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a line with ``columns``, and a line for each row; see :func:`cell` for what stands in them."""
    writer = csv.writer(out, lineterminator="\n")
    # A column may be called what a page says, as a report's is after its outlet.
    writer.writerow([cell(column) for column in columns])
    writer.writerows([cell(value) for value in row] for row in rows)


def cell(value: object) -> object:
    """Return a value as a cell has it: what is missing is empty, several values are joined by `` | ``.

    A text that a spreadsheet would take for a formula has an apostrophe before it; numbers stay numbers.
    """
    if isinstance(value, (tuple, list)):
        value = BETWEEN.join(str(part) for part in value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
