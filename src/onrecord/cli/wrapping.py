"""Lines that are too long for a terminal: broken between words, and set in so that what goes on is seen to go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

_FURTHER = 2
_NARROWEST = 20


def wrapped(line: Text, width: int) -> Iterator[Text]:
    """Yield the line in lines of at most ``width`` columns; those after the first stand two columns further in."""
    if line.cell_len <= width:
        yield line
        return
    begin = len(line.plain) - len(line.plain.lstrip(" "))
    left, further = begin, _FURTHER
    # A terminal that is hardly wider than the margin has no room for one.
    if width - left - further < _NARROWEST:
        left = further = 0
    parts = line[begin:].wrap(Console(width=width), width - left - further, overflow="fold", tab_size=1)
    for number, part in enumerate(parts):
        part.rstrip()
        yield Text(" " * (left + further * (number > 0))).append_text(part)


def joined(items: Iterable[str], width: int, between: str = " · ") -> Iterator[str]:
    """Yield the items with ``between`` between them, in lines of at most ``width`` columns that break between items."""
    line = ""
    for item in items:
        longer = f"{line}{between}{item}" if line else item
        if line and Text(longer).cell_len > width:
            yield line
            longer = item
        line = longer
    if line:
        yield line


def print_lines(out: Console, lines: Iterable[Text]) -> None:
    """Print lines: wrapped on a terminal, whole where another program or a file takes them."""
    for line in lines:
        for part in wrapped(line, out.width) if out.is_terminal else (line,):
            out.print(part, soft_wrap=True)
