"""``onrecord compare``: reports of one event side by side."""

from __future__ import annotations

import click

from onrecord.cli.options import csv_option, database_option, json_option, one_form
from onrecord.cli.terminal import console, print_json, print_sheet
from onrecord.settings import Database


@click.command()
@click.argument("a")
@click.argument("b", required=False)
@database_option()
@json_option("Print JSON: the comparison, or that of each two reports of the story, one a line.")
@csv_option()
def compare(*, a: str, b: str | None, database: Database, as_json: bool, as_csv: bool) -> None:
    """Compare reports: what both tell, where they differ, and what one alone tells.

    A and B are ids of articles, or the beginnings of them, as `onrecord list` shows them. With A alone, it is a story, as
    `onrecord stories` shows them, or an article of it: then all its reports are compared, in a table of claims and outlets.
    A copy is no report of its own there. What reviewers decided about the reports' stances and statements holds.
    """
    one_form(as_json=as_json, as_csv=as_csv)
    if b is None:
        _story(a, database, as_json=as_json, as_csv=as_csv)
    else:
        _two(a, b, database, as_json=as_json, as_csv=as_csv)


def _two(a: str, b: str, database: Database, *, as_json: bool, as_csv: bool) -> None:
    from onrecord.cli.after_review import review_of
    from onrecord.cli.articles import readings_called
    from onrecord.cli.side_by_side import shown_comparison
    from onrecord.export.compared import COMPARISON_COLUMNS, comparison_rows
    from onrecord.pipeline.following import phrase_vectors
    from onrecord.record.comparison.as_json import comparison_to_json
    from onrecord.record.comparison.compared import compare as compared
    from onrecord.store import View

    with View(database) as view:
        one, other = (readings_called(view, id_)[0] for id_ in (a, b))
        stories = [{each.id for each in view.stories_called(reading.article.id)} for reading in (one, other)]
    review = review_of(database)
    one, other = (review.reading(reading).reading for reading in (one, other))
    found = compared(one, other, phrase_vectors())
    if as_csv:
        print_sheet(COMPARISON_COLUMNS, comparison_rows(found))
        return
    if as_json:
        print_json(comparison_to_json(found, min(stories[0] & stories[1], default=None)))
        return
    out = console()
    for part in shown_comparison(found, out.width, colours=out.is_terminal and not out.no_color):
        out.print(part)


def _story(words: str, database: Database, *, as_json: bool, as_csv: bool) -> None:
    from onrecord.cli.after_review import review_of
    from onrecord.cli.articles import readings_called
    from onrecord.cli.outlets import shown_table
    from onrecord.cli.stories import story_called
    from onrecord.export.compared import table_columns, table_rows
    from onrecord.pipeline.following import phrase_vectors
    from onrecord.record.comparison.as_json import comparison_to_json
    from onrecord.record.comparison.table import compare_all
    from onrecord.store import View

    with View(database) as view:
        story = story_called(view.stories_called(words), words)
        readings = [readings_called(view, report.id)[0] for report in story.witnesses]
    review = review_of(database)
    found = compare_all([review.reading(reading).reading for reading in readings], phrase_vectors())
    if as_csv:
        print_sheet(table_columns(found), table_rows(found))
        return
    if as_json:
        for comparison in found.comparisons:
            print_json(comparison_to_json(comparison, story.id))
        return
    out = console()
    for part in shown_table(found, out.width):
        out.print(part)
