"""What stands in the cells of tables: dates, outlets, confidences, each of a width that is known."""

from __future__ import annotations

from datetime import date

from rich.cells import set_cell_size
from rich.text import Text

from onrecord.cli.terminal import safe_line

WIDEST_OUTLET = 20
ID_SHOWN = 8


def day(value: date | None) -> str | None:
    """Return the date as text, ``None`` if it is unknown."""
    return value.isoformat() if value else None


def day_cell(value: date | None) -> Text:
    """Return the date, or ``date ?`` as wide as one."""
    return Text(set_cell_size(day(value) or "date ?", 10), style="" if value else "dim")


def outlet_cell(outlet: str | None) -> str:
    """Return the outlet's name, shortened if it is very long."""
    return shortened(safe_line(outlet or "outlet ?"), WIDEST_OUTLET)


def shortened(words: str, width: int) -> str:
    """Return the words in at most ``width`` columns, with an ellipsis where some are left out."""
    text = Text(words)
    text.truncate(max(width, 1), overflow="ellipsis")
    return text.plain


def confidence_cell(confidence: float) -> Text:
    """Return a confidence with two digits, in a colour that says how far to trust it."""
    return Text(f"{confidence:.2f}", style="green" if confidence >= 0.9 else "" if confidence >= 0.6 else "yellow")


def id_cell(id_: str) -> Text:
    """Return the beginning of an article's id, enough for `onrecord show`."""
    return Text(set_cell_size(safe_line(id_), ID_SHOWN), style="cyan")
