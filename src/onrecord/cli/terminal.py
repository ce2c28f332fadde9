"""What goes to the terminal: data on standard output, messages on standard error, and nothing smuggled in by articles.

Text from pages may hold control characters that move the cursor, change its colours, or turn the direction of writing
so that a line reads as something else. They are shown as a replacement character, or escaped where the data must stay.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from onrecord.export.sheet import write_sheet

if TYPE_CHECKING:
    from rich.console import Console

# Controls of the 7- and 8-bit sets but tab and line feed, marks that turn the direction, line and paragraph
# separators, interlinear annotations, tags, and halves of surrogate pairs.
_HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_WIDTH_OF_A_PIPE = 120


def safe(text: str) -> str:
    """Return the text with each hostile character replaced, so that offsets stay as they are; tabs become spaces."""
    return _HOSTILE.sub(_REPLACEMENT, text).replace("\t", " ")


def safe_line(text: str) -> str:
    """Return the text as one line without hostile characters."""
    return " ".join(safe(text).split())


def say(message: str) -> None:
    """Print a message for the user on standard error."""
    print(safe(message), file=sys.stderr, flush=True)


def print_line(line: str) -> None:
    """Print a line for people, without hostile characters."""
    print(safe(line))


def print_json(value: Any) -> None:
    """Print a value as one line of JSON in which hostile characters are escaped: nothing is lost by that."""
    print(_HOSTILE.sub(_escape, json.dumps(value, ensure_ascii=False)))


def print_sheet(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print CSV: a line with ``columns``, and a line for each row. Hostile characters are replaced only on a terminal."""
    if sys.stdout.isatty():
        rows = ([safe(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    write_sheet(sys.stdout, columns, rows)


def console() -> Console:
    """Return a console on standard output: as wide as the terminal, or 120 columns where there is none."""
    from rich.console import Console

    class Piped(Console):
        def on_broken_pipe(self) -> None:
            """Leave it to the command that the reader has gone: by default this would end with a code of ours."""
            raise BrokenPipeError

    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else _WIDTH_OF_A_PIPE
    return Piped(width=width, highlight=False, markup=False, emoji=False)


def _escape(found: re.Match[str]) -> str:
    return json.dumps(found.group())[1:-1]
