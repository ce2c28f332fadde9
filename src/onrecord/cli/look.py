"""``onrecord list``, ``show``, ``statements`` and ``stances``: looking at the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import click

from onrecord.cli.options import csv_option, database_option, json_option, one_form, outlet_option, since_option
from onrecord.cli.terminal import console, print_json, say
from onrecord.settings import Database
from onrecord.vocabulary import Act

if TYPE_CHECKING:
    from onrecord.store import View

Item = TypeVar("Item")


@click.command("list")
@database_option()
@outlet_option()
@since_option()
@click.option("--versions", is_flag=True, help="Also earlier versions of pages, and readings of earlier readers.")
@json_option()
@csv_option()
def list_articles(
    *, database: Database, outlet: str | None, since: date | None, versions: bool, as_json: bool, as_csv: bool
) -> None:
    """List the articles of the record, with their ids."""
    from onrecord.cli.nothing import say_nothing
    from onrecord.cli.tables import articles_table, print_articles_csv, row_to_json
    from onrecord.store import View, Wanted

    one_form(as_json=as_json, as_csv=as_csv)
    with View(database) as view:
        _say_what_is_left_out(view, since)
        lines = list(view.listed(Wanted(outlet=outlet, since=since, every_version=versions)))
        if not lines:
            say_nothing(view, "articles", outlet=outlet, since=since)
    if as_csv:
        print_articles_csv(lines)
    elif as_json:
        for line in lines:
            print_json(row_to_json(line))
    elif lines:
        out = console()
        for text in articles_table(lines, out.width, versions=versions):
            out.print(text, soft_wrap=True)


@click.command()
@click.argument("article")
@database_option()
@json_option("Print the article's reading as JSON.")
def show(article: str, database: Database, as_json: bool) -> None:
    """Show an article with who said what in it, and who stands where.

    ARTICLE is its id, or the beginning of it, as `onrecord list` shows it. Marked in the text, in colours or in
    brackets, and listed beneath it are the sources, cues and contents of statements, and of stances the words that
    show the act, the holder and the conditions.
    """
    from onrecord.cli.after_review import review_of
    from onrecord.cli.articles import readings_called
    from onrecord.cli.copied import copied_lines
    from onrecord.cli.marks import shown_article
    from onrecord.store import View
    from onrecord.wire import reading_to_json

    with View(database) as view:
        found = readings_called(view, article)
        taken = {reading.article.id: view.taken(reading.article.id) for reading in found}
    review = review_of(database)
    for read in found:
        reading = review.reading(read).reading
        decided = review.decisions_in(reading)
        if as_json:
            print_json(reading_to_json(reading) | ({"decided": decided} if decided else {}))
        else:
            out = console()
            if from_elsewhere := taken[reading.article.id]:
                for line in copied_lines(reading.article, *from_elsewhere):
                    out.print(line, soft_wrap=True)
            for part in shown_article(reading, decided, colours=out.is_terminal and not out.no_color):
                out.print(part, soft_wrap=not out.is_terminal)
            if rejected := review.rejected(reading):
                say(f"{rejected} that reviewers rejected left out")


@click.command()
@database_option()
@click.option("--speaker", metavar="TEXT", help="Only speakers whose name or party has TEXT in it.")
@outlet_option()
@since_option()
@json_option()
@csv_option()
def statements(
    *, database: Database, speaker: str | None, outlet: str | None, since: date | None, as_json: bool, as_csv: bool
) -> None:
    """Show who said what, by speaker."""
    from onrecord.cli.after_review import for_review, review_of
    from onrecord.cli.nothing import say_nothing
    from onrecord.cli.quotations import found_statements, print_csv, to_json
    from onrecord.cli.tables import speakers_table
    from onrecord.store import View, Wanted

    one_form(as_json=as_json, as_csv=as_csv)
    with View(database) as view:
        _say_what_is_left_out(view, since)
        review = review_of(database)
        wanted = for_review(Wanted(outlet=outlet, speaker=speaker, since=since), review)
        found = _or_say(
            found_statements(view.readings(wanted), speaker, review),
            lambda: say_nothing(view, "statements", speaker=speaker, outlet=outlet, since=since),
        )
        if as_csv:
            print_csv(found)
        elif as_json:
            for line in found:
                print_json(to_json(line))
        else:
            out = console()
            for text in speakers_table(list(found), out.width):
                out.print(text, soft_wrap=True)


@click.command()
@database_option()
@click.option("--holder", metavar="TEXT", help="Only holders whose name or party has TEXT in it.")
@click.option("--act", type=click.Choice([str(act) for act in Act]), help="Only this act.")
@click.option("--measure", metavar="TEXT", help="Only measures with TEXT in their words or their name in the codebook.")
@outlet_option()
@since_option()
@click.option("--doubtful", is_flag=True, help="Those too doubtful to count instead, which wait for review.")
@json_option()
@csv_option()
def stances(
    *,
    database: Database,
    holder: str | None,
    act: str | None,
    measure: str | None,
    outlet: str | None,
    since: date | None,
    doubtful: bool,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Show who stands where on which measure, by holder.

    With --doubtful, what the reader took for too unlikely to count, the most likely first in JSON and CSV; a reviewer
    accepts or rejects it in `onrecord serve`, at /review/doubtful.
    """
    from onrecord.cli.after_review import doubtful_told, review_of, told_after_review
    from onrecord.cli.following import bring_up_to_date
    from onrecord.cli.holders import holders_table
    from onrecord.cli.nothing import say_nothing
    from onrecord.cli.told import print_csv
    from onrecord.record.as_json import told_to_json
    from onrecord.store import View, Wanted

    one_form(as_json=as_json, as_csv=as_csv)
    bring_up_to_date(database)
    wanted = Wanted(outlet=outlet, since=since, holder=holder, act=Act(act) if act else None, measure=measure)
    with View(database) as view:
        _say_what_is_left_out(view, since)
        review, what = review_of(database), "doubtful stances" if doubtful else "stances"
        found = _or_say(
            doubtful_told(view, review, wanted) if doubtful else told_after_review(view, review, wanted),
            lambda: say_nothing(view, what, holder=holder, act=act, measure=measure, outlet=outlet, since=since),
        )
        if as_csv:
            print_csv(found, review)
        elif as_json:
            for told in found:
                print_json(told_to_json(told) | {"decided": review.decision_on(told)})
        else:
            out = console()
            for text in holders_table(list(found), out.width, review):
                out.print(text, soft_wrap=True)


def _or_say(found: Iterable[Item], say_nothing: Callable[[], None]) -> Iterator[Item]:
    """Yield what is found, one after the other; call ``say_nothing`` if that is nothing."""
    nothing = True
    for each in found:
        nothing = False
        yield each
    if nothing:
        say_nothing()


def _say_what_is_left_out(view: View, since: date | None) -> None:
    undated = view.counts().undated if since else 0
    if undated:
        say(f"{undated} of the articles have no date of publication and are left out")
