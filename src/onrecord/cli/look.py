"""``onrecord list``, ``show`` and ``statements``: looking at the record."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import Day, database_option, json_option
from onrecord.cli.terminal import console, print_json, say
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.store import View

_outlet = click.option("--outlet", metavar="TEXT", help="Only outlets whose name has TEXT in it.")
_since = click.option("--since", type=Day(), metavar="DATE", help="Only what was published on that day or later.")


@click.command("list")
@database_option()
@_outlet
@_since
@click.option("--versions", is_flag=True, help="Also earlier versions of pages, and readings of earlier readers.")
@json_option()
def list_articles(*, database: Path, outlet: str | None, since: date | None, versions: bool, as_json: bool) -> None:
    """List the articles of the record, with their ids."""
    from onrecord.cli.tables import articles_table, row_to_json
    from onrecord.store import View, Wanted

    with View(database) as view:
        _say_what_is_left_out(view, since)
        lines = list(view.listed(Wanted(outlet=outlet, since=since, every_version=versions)))
    if as_json:
        for line in lines:
            print_json(row_to_json(line))
    elif lines:
        out = console()
        for text in articles_table(lines, out.width, versions=versions):
            out.print(text, soft_wrap=True)
    else:
        say("no articles found")


@click.command()
@click.argument("article")
@database_option()
@json_option("Print the article's reading as JSON.")
def show(article: str, database: Path, as_json: bool) -> None:
    """Show an article with who said what in it.

    ARTICLE is its id, or the beginning of it, as `onrecord list` shows it. Sources, cues and contents are marked in
    the text, in colours or in brackets, and listed beneath it.
    """
    from onrecord.cli.marks import shown_article
    from onrecord.store import View, Wanted
    from onrecord.wire import reading_to_json

    with View(database) as view:
        found = list(view.readings(Wanted(article=article)))
        # An older version is shown only to those who ask for it by its id.
        found = found or list(view.readings(Wanted(article=article, every_version=True)))
    exact = [reading for reading in found if reading.article.id == article]
    if not found:
        raise UsageError(f"no article whose id begins with {article!r}; `onrecord list` shows them")
    if len({reading.article.id for reading in found}) > 1 and not exact:
        raise UsageError(f"{len(found)} articles have an id that begins with {article!r}; give more of it")
    for reading in exact or found:
        if as_json:
            print_json(reading_to_json(reading))
        else:
            out = console()
            for part in shown_article(reading, colours=out.is_terminal and not out.no_color):
                out.print(part, soft_wrap=not out.is_terminal)


@click.command()
@database_option()
@click.option("--speaker", metavar="TEXT", help="Only speakers whose name or party has TEXT in it.")
@_outlet
@_since
@json_option()
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV with a line of headings.")
def statements(
    *, database: Path, speaker: str | None, outlet: str | None, since: date | None, as_json: bool, as_csv: bool
) -> None:
    """Show who said what, by speaker."""
    from onrecord.cli.quotations import found_statements, print_csv, to_json
    from onrecord.cli.tables import speakers_table
    from onrecord.store import View, Wanted

    if as_json and as_csv:
        raise UsageError("--json and --csv exclude each other")
    with View(database) as view:
        _say_what_is_left_out(view, since)
        found = found_statements(view.readings(Wanted(outlet=outlet, speaker=speaker, since=since)), speaker)
        if as_csv:
            print_csv(found)
        elif as_json:
            for line in found:
                print_json(to_json(line))
        else:
            lines, out = list(found), console()
            for text in speakers_table(lines, out.width):
                out.print(text, soft_wrap=True)
            if not lines:
                say("no statements found")


def _say_what_is_left_out(view: View, since: date | None) -> None:
    undated = view.counts().undated if since else 0
    if undated:
        say(f"{undated} of the articles have no date of publication and are left out")
