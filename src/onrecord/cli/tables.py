"""Tables for a person to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from rich.cells import cell_len, set_cell_size
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
    for name in sorted(by_speaker, key=lambda name: (name is None, -len(by_speaker[name]), name or "")):
        heading = _heading(name, by_speaker[name])
        heading.truncate(width, overflow="ellipsis")
        yield heading
        for quotation in sorted(by_speaker[name], key=lambda each: _date(each.article) or "9"):
            yield _line(quotation, outlet, width)
        yield Text()


def articles_table(lines: Sequence[Listed], width: int, *, versions: bool) -> Iterator[Text]:
    """Yield a line of headings and one for each article, of at most ``width`` columns.

    With ``versions`` also by which reader it was read, and whether this is the current reading of its page.
    """
    headings = ["id", "published", "outlet", "said", "title"]
    rows = [headings[:-1] + (["reader", "current"] if versions else []) + headings[-1:]]
    for line in lines:
        cells = [line.id, _day(line.published) or "unknown", _fitted(line.outlet or "unknown"), str(line.statements)]
        cells += [line.reader, "yes" if line.current else "no"] if versions else []
        rows.append([safe_line(cell) for cell in (*cells, line.title or f"({line.page})")])
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for number, row in enumerate(rows):
        start = "".join(f"{set_cell_size(cell, size)}  " for cell, size in zip(row[:-1], widths, strict=False))
        title = Text(row[-1])
        title.truncate(max(width - cell_len(start), _SHORTEST_QUOTATION), overflow="ellipsis")
        text = Text(start, style="dim" if number == 0 else "").append_text(title)
        text.stylize("cyan", 0, len(row[0]) if number else 0)
        yield text


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
    # "He would not comment": where there is no content, the cue tells what happened.
    quoted = safe_line(quotation.content or f"({quotation.cue})")
    words = Text(mark, style="bold red").append(quoted, style="not bold default")
    words.truncate(room, overflow="ellipsis")
    return start.append_text(words)


def _trust(confidence: float) -> str:
    return "green" if confidence >= 0.9 else "" if confidence >= 0.6 else "yellow"


def _date(article: Article) -> str | None:
    return _day(article.published.value) if article.published else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _outlet(article: Article) -> str:
    return _fitted(article.outlet or "outlet ?")


def _fitted(outlet: str) -> str:
    """Return the outlet's name, shortened if it is very long."""
    name = Text(safe_line(outlet))
    name.truncate(_WIDEST_OUTLET, overflow="ellipsis")
    return name.plain
