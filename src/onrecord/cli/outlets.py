"""The reports of a story in a table for the terminal: claims down, outlets across, and who stands alone with what."""

from __future__ import annotations

from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from onrecord.cli.cells import shortened
from onrecord.cli.grid import Grid, tables
from onrecord.cli.side_by_side import RELATIONS, alone_table, distinct, relation_signs, report_name
from onrecord.cli.terminal import safe_line
from onrecord.cli.wrapping import joined
from onrecord.record.comparison.claims import Claim
from onrecord.record.comparison.table import Row
from onrecord.record.comparison.table import Table as Compared
from onrecord.signs import NOT_MENTIONED, SIGNS

_WIDEST_CLAIM = 70
_SAID = "said"


def shown_table(compared: Compared, width: int) -> Iterator[Table | Text]:
    """Yield the table of what several reports tell, and beneath it what each alone tells, at most ``width`` columns wide."""
    shared = [row for row in compared.rows if row.told > 1]
    if shared:
        yield from tables(_grid(compared, shared), width)
        yield Text()
        for row in shared:
            yield from _differing(row, compared)
        signs = [f"{sign.mark} {act}" for act, sign in SIGNS.items()]
        legend = [f"{NOT_MENTIONED} not told there, which is no denial", f"{_SAID}: a statement", *signs]
        for line in (*joined(legend, width), *joined(relation_signs(), width)):
            yield Text(line, style="dim")
        yield Text()
    else:
        yield Text("nothing that two of the reports tell was found", style="dim")
    for place, article in enumerate(compared.articles):
        alone = [row.first for row in compared.rows if row.told == 1 and row.claims[place] is not None]
        if alone:
            yield Text(f"only {report_name(article)} · {len(distinct(alone))}", style="bold underline")
            yield alone_table(alone)
            yield Text()


def _grid(compared: Compared, rows: list[Row]) -> Grid:
    return Grid(
        rows=[_claim(row) for row in rows],
        columns=[Text(report_name(article), style="bold") for article in compared.articles],
        cells=[[None if claim is None else _mark(claim) for claim in row.claims] for row in rows],
        empty=Text(NOT_MENTIONED, style="dim"),
    )


def _claim(row: Row) -> Text:
    claim = row.first
    sign, style = RELATIONS[row.relation] if row.relation is not None else (" ", "")
    text = Text(f"{sign} ", style=style).append(safe_line(claim.holder or "source not named"), style="bold")
    return text.append(
        f" · {shortened(safe_line(claim.measure or claim.words), _WIDEST_CLAIM)}", style="not bold default"
    )


def _mark(claim: Claim) -> Text:
    if claim.act is None:
        return Text(_SAID)
    return Text(f"{SIGNS[claim.act].mark} {claim.act}", style=SIGNS[claim.act].style)


def _differing(row: Row, compared: Compared) -> Iterator[Text]:
    """The two sides of each conflict in a row, in their words."""
    for match in row.matches:
        sign, style = RELATIONS[match.relation]
        if match.relation != "conflict":
            continue
        yield Text(f"{sign} {match.on}", style=style)
        columns = range(len(row.claims))
        for claim, order in ((match.a, columns), (match.b, columns[::-1])):  # the first side stands to the left
            place = next(n for n in order if row.claims[n] == claim)
            line = Text(f"  {report_name(compared.articles[place])} ", style="bold")
            yield line.append(f"“{safe_line(claim.words)}”", style="not bold green")
