"""``onrecord positions``, ``why``, ``timeline`` and ``changes``: where everybody stands, and how it came so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import Day, csv_option, database_option, json_option, one_form
from onrecord.cli.terminal import console, print_json, say
from onrecord.settings import Database

if TYPE_CHECKING:
    from onrecord.cli.matrices import Asked
    from onrecord.record.positions import SubjectKind
    from onrecord.record.recorded import Recorded
    from onrecord.record.timeline import Event

_by = click.option(
    "--by",
    type=click.Choice(["actor", "party"]),
    default="actor",
    show_default=True,
    help="Whose positions: each actor's, or all together that speak for a party.",
)


@click.command()
@database_option()
@click.option("--measure", "measures", metavar="TEXT", multiple=True, help="Only measures with TEXT in their name.")
@click.option(
    "--group",
    "groups",
    metavar="TEXT",
    multiple=True,
    help="Only measures in a group of the codebook with TEXT in its label.",
)
@click.option("--actor", "actors", metavar="TEXT", multiple=True, help="Only those with TEXT in their name or party.")
@click.option("--as-of", type=Day(), metavar="DATE", help="As it stood on that day.")
@_by
@click.option("--all", "everybody", is_flag=True, help="Every row; else those with the most positions are shown.")
@json_option()
@csv_option()
def positions(
    *,
    database: Database,
    measures: tuple[str, ...],
    groups: tuple[str, ...],
    actors: tuple[str, ...],
    as_of: date | None,
    by: str,
    everybody: bool,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Show who stands where on which measure now, as a matrix.

    --measure, --group and --actor may be given several times. A dot means that no article mentions a position, and
    never that somebody is against it; JSON and CSV have no line for that, and always have all positions.
    """
    from onrecord.cli.following import recorded_now
    from onrecord.cli.matrices import MOST_ROWS, Asked, asked_positions, shown_positions
    from onrecord.cli.standing import print_positions_csv
    from onrecord.record.as_json import position_to_json
    from onrecord.record.named import measures_in_group, measures_named, subjects_named
    from onrecord.record.positions import SubjectKind

    one_form(as_json=as_json, as_csv=as_csv)
    record, kind = recorded_now(database), SubjectKind(by)
    subjects = {each for words in actors for each in subjects_named(record, kind, words)}
    keys = {key for words in measures for key in measures_named(record, words)}
    keys.update(key for words in groups for key in measures_in_group(record, words))
    asked = Asked(kind, subjects, keys, as_of)
    if as_csv:
        print_positions_csv(asked_positions(record, asked), record)
    elif as_json:
        for position in asked_positions(record, asked):
            print_json(position_to_json(position, record))
    else:
        out = console()
        parts = list(shown_positions(record, asked, out.width, None if everybody else MOST_ROWS))
        for part in parts:
            out.print(part)
        _print_doubtful(database, record, asked)
    if not asked_positions(record, asked):
        days = _days(record, kind)
        if as_of and days:
            say(f"no positions found as of {as_of}; the first was told on {days[0]}")
        else:
            _say_nothing(database)


@click.command()
@click.argument("actor")
@click.argument("measure")
@database_option()
@json_option("Print JSON, one stance a line.")
@csv_option()
def why(*, actor: str, measure: str, database: Database, as_json: bool, as_csv: bool) -> None:
    """Show every stance behind a position, with its words.

    ACTOR is an actor or a party, MEASURE a measure or part of its name. Of each stance it is shown what it counts for:
    it stands; it is superseded by what was told later; it is outweighed by other accounts of the day or by the
    holder's own word; or its date is unknown. Stances too doubtful to count are listed beneath, but not in JSON and CSV.
    """
    from onrecord.cli.accounts import account_of, account_to_json, shown_account, shown_doubtful
    from onrecord.cli.after_review import doubts_in
    from onrecord.cli.following import recorded_now
    from onrecord.cli.told import print_account_csv
    from onrecord.cli.wrapping import print_lines
    from onrecord.record.index import Cell
    from onrecord.record.named import label_of, measures_named, subject_named

    one_form(as_json=as_json, as_csv=as_csv)
    record = recorded_now(database)
    doubts = doubts_in(database, record)
    subject = subject_named(record, actor, doubts.subjects)
    keys = measures_named(record, measure, doubts.measures_of(subject))
    cells = [Cell(subject.kind, subject.key, key) for key in keys]
    each = [(record.index.position(cell), record.index.history(cell)) for cell in cells]
    found = [(position, history) for position, history in each if position is not None and history is not None]
    doubtful = {cell.measure: told for cell in cells if (told := doubts.by_cell.get(cell))}
    if as_csv:
        print_account_csv(line for position, history in found for line in account_of(position, history))
    elif as_json:
        for line in (line for position, history in found for line in account_to_json(position, history)):
            print_json(line)
    else:
        for position, history in found:
            print_lines(console(), shown_account(position, history, record, doubtful.pop(position.measure, ())))
        for key, told in doubtful.items():
            print_lines(console(), shown_doubtful(subject, label_of(record, key), told))
    if not found and (as_csv or as_json or not doubtful):
        say(f"not mentioned: no article tells where {subject.name} stands on {measure!r}; that is no refusal")


@click.command()
@click.argument("name", metavar="[ACTOR|MEASURE]", required=False)
@database_option()
@_by
@json_option()
@csv_option()
def timeline(*, name: str | None, database: Database, by: str, as_json: bool, as_csv: bool) -> None:
    """Show what happened to positions, oldest first.

    ACTOR is an actor or a party, MEASURE a measure; without either, everything is shown. Unknown dates come last.
    """
    from onrecord.cli.following import recorded_now
    from onrecord.record import timeline as timelines
    from onrecord.record.named import subject_or_measure
    from onrecord.record.positions import Subject, SubjectKind

    one_form(as_json=as_json, as_csv=as_csv)
    record, kind = recorded_now(database), SubjectKind(by)
    found: Iterable[Event]
    if name is None:
        found = timelines.timeline_of_all(record.index, kind)
    else:
        whose = subject_or_measure(record, name)
        if isinstance(whose, Subject):
            found = timelines.timeline(record.index, whose)
        else:
            found = timelines.timeline_of_measure(record.index, whose, kind)
    events = list(found)
    _print_events(events, record, as_json=as_json, as_csv=as_csv)
    if not events:
        _say_nothing(database)


@click.command()
@database_option()
@click.option("--since", type=Day(), metavar="DATE", required=True, help="The first day of interest.")
@_by
@json_option()
@csv_option()
def changes(*, database: Database, since: date, by: str, as_json: bool, as_csv: bool) -> None:
    """Show what changed on a day or later: first reports, reversals, new conditions, accounts that differ."""
    from onrecord.cli.following import recorded_now
    from onrecord.record.positions import SubjectKind
    from onrecord.record.timeline import changes_since

    one_form(as_json=as_json, as_csv=as_csv)
    record, kind = recorded_now(database), SubjectKind(by)
    events = list(changes_since(record.index, since, kind))
    _print_events(events, record, as_json=as_json, as_csv=as_csv)
    if not events:
        days = _days(record, kind)
        if days:
            say(f"nothing changed on {since} or later; the last change was on {days[-1]}")
        else:
            _say_nothing(database)


def _print_doubtful(database: Database, record: Recorded, asked: Asked) -> None:
    """Say how many doubtful stances bear on what is asked for, if any does."""
    from onrecord.cli.after_review import count_doubtful, doubts_in
    from onrecord.cli.matrices import doubtful_among, doubtful_line

    waiting = count_doubtful(database) if asked.is_everything else doubtful_among(doubts_in(database, record), asked)
    if waiting:
        console().print(doubtful_line(waiting))


def _print_events(events: Iterable[Event], record: Recorded, *, as_json: bool, as_csv: bool) -> None:
    from onrecord.cli.happened import event_lines, print_events_csv
    from onrecord.cli.wrapping import print_lines
    from onrecord.record.as_json import event_to_json

    if as_csv:
        print_events_csv(events, record)
        return
    out = console()
    for event in events:
        if as_json:
            print_json(event_to_json(event, record))
        else:
            print_lines(out, event_lines(event, record))


def _say_nothing(database: Database) -> None:
    from onrecord.cli.nothing import say_nothing
    from onrecord.store import View

    with View(database) as view:
        say_nothing(view, "positions")


def _days(record: Recorded, kind: SubjectKind) -> list[date]:
    """The days on which anything happened to a position, the first one first."""
    from onrecord.record.timeline import timeline_of_all

    return sorted({event.on for event in timeline_of_all(record.index, kind) if event.on is not None})
