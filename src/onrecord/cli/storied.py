"""Stories for a person to read, and as JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from onrecord.cli.cells import day, day_cell, id_cell, outlet_cell, shortened
from onrecord.cli.terminal import print_sheet, safe_line
from onrecord.store import Report, Story

_NAMED = 3
_SHORTEST = 20
_READABLE = 40
_GAP = 2
_INDENT = " " * 4
_COLUMNS = ("id", "first", "last", "articles", "copies", "outlets", "headline")


def print_stories_csv(stories: Iterable[Story]) -> None:
    """Print a line of CSV for each story."""
    print_sheet(_COLUMNS, map(_row, stories))


def _row(story: Story) -> list[object]:
    copies = len(story.reports) - len(story.witnesses)
    return [story.id, day(story.first), day(story.last), len(story.reports), copies, story.outlets, story.headline]


def stories_table(stories: Sequence[Story], width: int) -> Iterator[Text]:
    """Yield a line of headings and one for each story, of at most ``width`` columns.

    Where there is little room for headlines, each has a line of its own beneath.
    """
    rows = [["id", "first", "last", "told", "copies", "outlets", "headline"]]
    for story in stories:
        copies = len(story.reports) - len(story.witnesses)
        cells = [story.id, day(story.first) or "unknown", day(story.last) or "unknown", str(len(story.witnesses))]
        rows.append([*cells, str(copies or ""), _outlets(story), _headline(story)])
    rows = [[safe_line(cell) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    beneath = width - sum(widths[:-1]) - _GAP * len(widths[:-1]) < min(_READABLE, widths[-1])
    for number, row in enumerate(rows):
        start = "".join(
            f"{set_cell_size(cell, size)}{' ' * _GAP}" for cell, size in zip(row[:-1], widths, strict=False)
        )
        line = shortened(start.rstrip() if beneath else start + row[-1], width)
        text = Text(line, style="" if number else "dim")
        text.stylize("cyan", 0, len(row[0]) if number else 0)
        yield text
        if beneath and number:
            yield Text(shortened(f"{_INDENT}{row[-1]}", width))


def shown_story(story: Story, width: int) -> Iterator[Text]:
    """Yield what is known of a story: its headline, when and by whom it was reported, and its reports."""
    yield Text(safe_line(_headline(story)), style="bold")
    yield Text(f"{story.id}  {_span(story)}, {_counted(story)}", style="dim")
    yield Text()
    copies = [each for each in story.reports if each.copy_of is not None]
    outlet = max(cell_len(outlet_cell(each.outlet)) for each in story.reports)
    for report in story.witnesses:
        yield _line(report, outlet, width, "")
        for copy in copies:
            if copy.copy_of == report.id:
                yield _line(copy, outlet, width, "copy: ")


def _line(report: Report, outlet: int, width: int, mark: str) -> Text:
    cells = [Text(""), day_cell(report.published), Text(set_cell_size(outlet_cell(report.outlet), outlet))]
    start = Text("  ").join([*cells, id_cell(report.id), Text(mark, style="yellow")])
    title = safe_line(report.title or f"({report.page})")
    return start.append(shortened(title, max(width - cell_len(start.plain), _SHORTEST)))


def _headline(story: Story) -> str:
    return story.headline or f"({story.reports[0].page})"


def _outlets(story: Story) -> str:
    named = [outlet_cell(outlet) for outlet in story.outlets[:_NAMED]]
    more = len(story.outlets) - _NAMED
    return ", ".join(named) + (f" +{more}" if more > 0 else "") or "unknown"


def _span(story: Story) -> str:
    if story.first is None:
        return "date unknown"
    return f"{story.first}" if story.first == story.last else f"{story.first} to {story.last}"


def _counted(story: Story) -> str:
    witnesses, copies = len(story.witnesses), len(story.reports) - len(story.witnesses)
    reports = "1 report" if witnesses == 1 else f"{witnesses} reports"
    copied = "" if not copies else ", 1 copy" if copies == 1 else f", {copies} copies"
    outlets = "" if not story.outlets else f" of {len(story.outlets)} outlet{'s' if len(story.outlets) > 1 else ''}"
    return f"{reports}{copied}{outlets}"
