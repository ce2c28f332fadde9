"""Tables for a person to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.table import Table
from rich.text import Text

from onrecord.cli.quotations import Quotation
from onrecord.cli.terminal import safe_line
from onrecord.records import Article
from onrecord.store import Listed, Quarantined
from onrecord.vocabulary import Polarity

_UNNAMED = "source not named"
_WIDEST_OUTLET = 20
_SHORTEST_QUOTATION = 20
_ID_SHOWN = 8


def speakers_table(quotations: Sequence[Quotation], width: int) -> Iterator[Text]:
    """Yield lines of at most ``width`` columns: for each speaker a heading, and a line for each of their statements.

    Speakers with most statements come first. A line has the date, the outlet, the kind, the confidence, the beginning
    of the article's id, and as much of the quotation as there is room for.
    """
    by_speaker: dict[str | None, list[Quotation]] = defaultdict(list)
    for quotation in quotations:
        by_speaker[quotation.statement.name].append(quotation)
    outlet = max((cell_len(_outlet(quotation.article)) for quotation in quotations), default=0)
    outlet = min(outlet, _WIDEST_OUTLET)
    for name in sorted(by_speaker, key=lambda name: (name is None, -len(by_speaker[name]), name or "")):
        yield _heading(name, by_speaker[name])
        for quotation in sorted(by_speaker[name], key=lambda each: _date(each.article) or "9"):
            yield _line(quotation, outlet, width)
        yield Text()


def articles_table(lines: Sequence[Listed], *, versions: bool) -> Table:
    """Return a table of articles; with ``versions`` also by which reader and whether it is the current version."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("id", style="cyan", no_wrap=True)
    table.add_column("published", no_wrap=True)
    table.add_column("outlet", overflow="ellipsis", max_width=_WIDEST_OUTLET, no_wrap=True)
    table.add_column("said", justify="right")
    table.add_column("title", overflow="ellipsis", no_wrap=True, ratio=1)
    if versions:
        table.add_column("reader", no_wrap=True)
        table.add_column("current", no_wrap=True)
    for line in lines:
        cells = [
            safe_line(line.id),
            line.published.isoformat() if line.published else "unknown",
            safe_line(line.outlet or "unknown"),
            str(line.statements),
            safe_line(line.title or f"({line.page})"),
        ]
        cells += [safe_line(line.reader), "yes" if line.current else "no"] if versions else []
        table.add_row(*(Text(cell) for cell in cells))
    return table


def row_to_json(row: Listed | Quarantined) -> dict[str, Any]:
    """Return the row as JSON has it: dates and times as text."""
    values = asdict(row)
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}


def _heading(name: str | None, said: Sequence[Quotation]) -> Text:
    parties = sorted({quotation.statement.party for quotation in said if quotation.statement.party} - {name})
    heading = Text(safe_line(name or _UNNAMED), style="bold")
    if parties:
        heading.append(f" · {safe_line(', '.join(parties))}", style="not bold")
    return heading.append(f" · {len(said)}", style="not bold dim")


def _line(quotation: Quotation, outlet: int, width: int) -> Text:
    statement, article = quotation.statement, quotation.article
    start = Text("  ")
    start.append(set_cell_size(_date(article) or "date ?", 10), style="" if article.published else "dim")
    start.append(f"  {set_cell_size(_outlet(article), outlet)}")
    start.append(f"  {set_cell_size(str(statement.kind), 8)}", style="dim")
    start.append(f"  {statement.confidence:.2f}", style=_trust(statement.confidence))
    start.append(f"  {set_cell_size(safe_line(article.id), _ID_SHOWN)}  ", style="cyan")
    room = max(width - cell_len(start.plain), _SHORTEST_QUOTATION)
    mark = "" if statement.polarity is Polarity.ASSERTED else f"[{statement.polarity}] "
    words = Text(mark, style="bold red").append(safe_line(quotation.content), style="not bold default")
    words.truncate(room, overflow="ellipsis")
    return start.append_text(words)


def _trust(confidence: float) -> str:
    return "green" if confidence >= 0.9 else "" if confidence >= 0.6 else "yellow"


def _date(article: Article) -> str | None:
    return article.published.value.isoformat() if article.published else None


def _outlet(article: Article) -> str:
    return safe_line(article.outlet or "outlet ?")
