"""``onrecord compare``: two reports of one event side by side."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.options import database_option, json_option
from onrecord.cli.terminal import console, print_json


@click.command()
@click.argument("a")
@click.argument("b")
@database_option()
@json_option("Print the comparison as JSON.")
def compare(a: str, b: str, database: Path, as_json: bool) -> None:
    """Compare two reports: what both tell, where they differ, and what one alone tells.

    A and B are ids of articles, or the beginnings of them, as `onrecord list` shows them.
    """
    from onrecord.cli.articles import readings_called
    from onrecord.cli.following import phrase_vectors
    from onrecord.cli.side_by_side import shown_comparison
    from onrecord.record.comparison.as_json import comparison_to_json
    from onrecord.record.comparison.compared import compare as compared
    from onrecord.store import View

    with View(database) as view:
        one, other = (readings_called(view, id_)[0] for id_ in (a, b))
    found = compared(one, other, phrase_vectors())
    if as_json:
        print_json(comparison_to_json(found))
    else:
        out = console()
        for part in shown_comparison(found, colours=out.is_terminal and not out.no_color):
            out.print(part)
