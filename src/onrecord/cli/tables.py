"""Tables for a person to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from onrecord.cli.cells import confidence_cell, day, day_cell, id_cell, outlet_cell
from onrecord.cli.quotations import Quotation
from onrecord.cli.terminal import print_sheet, safe_line
from onrecord.cli.wrapping import wrapped
from onrecord.store import Listed, Quarantined
from onrecord.vocabulary import Polarity

_UNNAMED = "source not named"
_SHORTEST_QUOTATION = 40
_SHORTEST_TITLE = 20
_INDENT = " " * 4


def speakers_table(quotations: Sequence[Quotation], width: int) -> Iterator[Text]:
    """Yield lines of at most ``width`` columns: for each speaker a heading, and a line for each of their statements.

    Speakers with most statements come first. A line has the date, the outlet, the kind, the confidence, the beginning
    of the article's id, and as much of the quotation as there is room for; where there is little, the quotation follows
    whole, in lines of its own.
    """
    by_speaker: dict[str | None, list[Quotation]] = defaultdict(list)
    for quotation in quotations:
        by_speaker[quotation.statement.name].append(quotation)
    outlet = max((cell_len(outlet_cell(quotation.article.outlet)) for quotation in quotations), default=0)
    for name in sorted(by_speaker, key=lambda name: (name is None, -len(by_speaker[name]), name or "")):
        heading = _heading(name, by_speaker[name])
        heading.truncate(width, overflow="ellipsis")
        yield heading
        for quotation in sorted(by_speaker[name], key=lambda each: _date(each) or "9"):
            yield from _lines(quotation, outlet, width)
        yield Text()


def articles_table(lines: Sequence[Listed], width: int, *, versions: bool) -> Iterator[Text]:
    """Yield a line of headings and one for each article, of at most ``width`` columns.

    With ``versions`` also by which reader it was read, and whether this is the current reading of its page.
    """
    headings = ["id", "published", "outlet", "said", "title"]
    rows = [headings[:-1] + (["reader", "current"] if versions else []) + headings[-1:]]
    for line in lines:
        cells = [line.id, day(line.published) or "unknown", outlet_cell(line.outlet or "unknown"), str(line.statements)]
        cells += [line.reader, "yes" if line.current else "no"] if versions else []
        copied = f"[copy of {line.copy_of}] " if line.copy_of else ""
        rows.append([safe_line(cell) for cell in (*cells, copied + (line.title or f"({line.page})"))])
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for number, row in enumerate(rows):
        start = "".join(f"{set_cell_size(cell, size)}  " for cell, size in zip(row[:-1], widths, strict=False))
        title = Text(row[-1])
        title.truncate(max(width - cell_len(start), _SHORTEST_TITLE), overflow="ellipsis")
        text = Text(start, style="dim" if number == 0 else "").append_text(title)
        text.stylize("cyan", 0, len(row[0]) if number else 0)
        yield text


def print_articles_csv(lines: Sequence[Listed]) -> None:
    """Print the articles as CSV, a line each."""
    columns = [field.name for field in fields(Listed)]
    print_sheet(columns, (list(row_to_json(line).values()) for line in lines))


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


def _lines(quotation: Quotation, outlet: int, width: int) -> Iterator[Text]:
    statement, article = quotation.statement, quotation.article
    published = article.published.value if article.published else None
    kind = Text(set_cell_size(str(statement.kind), 8), style="dim")
    outlet_name = Text(set_cell_size(outlet_cell(article.outlet), outlet))
    cells = [
        Text(""),
        day_cell(published),
        outlet_name,
        kind,
        confidence_cell(statement.confidence),
        id_cell(article.id),
    ]
    start = Text("  ").join([*cells, Text("")])
    room = width - cell_len(start.plain)
    mark = "" if statement.polarity is Polarity.ASSERTED else f"[{statement.polarity}] "
    # "He would not comment": where there is no content, the cue tells what happened.
    quoted = safe_line(quotation.content or f"({quotation.cue})")
    words = Text(mark, style="bold red").append(quoted, style="not bold default")
    if quotation.decided:
        words = Text(f"[{quotation.decided}] ", style="bold").append_text(words)
    if room < _SHORTEST_QUOTATION:
        start.rstrip()
        yield start
        yield from wrapped(Text(_INDENT).append_text(words), width)
        return
    words.truncate(room, overflow="ellipsis")
    yield start.append_text(words)


def _date(quotation: Quotation) -> str | None:
    published = quotation.article.published
    return day(published.value) if published else None
