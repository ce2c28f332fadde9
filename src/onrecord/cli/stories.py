"""``onrecord stories`` and ``story``: which articles report one event."""

from __future__ import annotations

import getpass
import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import csv_option, database_option, json_option, one_form, since_option
from onrecord.cli.terminal import console, print_json, print_line, safe_line, say
from onrecord.errors import UsageError
from onrecord.settings import Database

if TYPE_CHECKING:
    from onrecord.records import StoryJudgement
    from onrecord.store import Story

_who = click.option("--who", metavar="NAME", help="Who decides [default: the name of the user of this machine].")


@click.command()
@database_option()
@since_option()
@click.option(
    "--least",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Reports that a story must have, copies aside.",
)
@json_option()
@csv_option()
def stories(*, database: Database, since: date | None, least: int, as_json: bool, as_csv: bool) -> None:
    """Show the stories: the articles that report one event, oldest first.

    An article is in one story; if no other reports the same event, it is a story of its own. Copies are in the story with
    their original and are not counted as reports.
    """
    from onrecord.cli.nothing import say_nothing
    from onrecord.cli.storied import print_stories_csv, stories_table
    from onrecord.store import View, story_to_json

    one_form(as_json=as_json, as_csv=as_csv)
    with View(database) as view:
        found = [story for story in view.stories(since) if len(story.witnesses) >= least]
        if not found:
            most = max((len(story.witnesses) for story in view.stories(since)), default=0)
            if most:
                say(f"no stories found; none has more than {most} reports")
            else:
                say_nothing(view, "stories", since=since)
        if as_csv:
            print_stories_csv(found)
        elif as_json:
            for story in found:
                print_json(story_to_json(story))
        else:
            out = console()
            for text in stories_table(found, out.width) if found else ():
                out.print(text, soft_wrap=True)


class _ShowOrDecide(click.Group):
    """Takes what is no command for the story that is to be shown."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        return super().resolve_command(ctx, args if args[0] in self.commands else ["show", *args])


@click.group(cls=_ShowOrDecide, subcommand_metavar="STORY | COMMAND [ARGS]...")
def story() -> None:
    """Show one story, or decide what is one.

    `onrecord story ID` shows the story with that id. ID is a story's id as `onrecord stories` shows it, or the id of one of
    its articles, or the beginning of either. What a reviewer decides stays whatever is read later, and is undone by
    another decision.
    """


@story.command()
@click.argument("story", metavar="ID")
@database_option()
@json_option("Print the story as JSON.")
def show(story: str, database: Database, as_json: bool) -> None:
    """Show a story: its outlets, its first and last report, and who copied whom."""
    from onrecord.cli.storied import shown_story
    from onrecord.store import View, story_to_json

    with View(database) as view:
        found = story_called(view.stories_called(story), story)
    if as_json:
        print_json(story_to_json(found))
    else:
        out = console()
        for text in shown_story(found, out.width):
            out.print(text, soft_wrap=True)


@story.command()
@click.argument("stories", metavar="STORY OTHER...", nargs=-1, required=True)
@database_option()
@_who
def merge(stories: tuple[str, ...], database: Database, who: str | None) -> None:
    """Make one story of several."""
    from onrecord.store import View

    with View(database) as view:
        found = [story_called(view.stories_called(each), each) for each in stories]
    if len({each.id for each in found}) < 2:
        raise UsageError("to merge stories takes two that are not one already")
    together = _ids(report.id for each in found for report in each.reports)
    _decide(database, together, (), who)


@story.command()
@click.argument("story", metavar="STORY")
@click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True)
@database_option()
@_who
def split(story: str, articles: tuple[str, ...], database: Database, who: str | None) -> None:
    """Take articles out of a story; together with their copies they become another one."""
    from onrecord.store import View

    with View(database) as view:
        found = story_called(view.stories_called(story), story)
    apart: list[str] = []
    for words in articles:
        meant = [each for each in found.reports if each.id.startswith(words)]
        if len({each.id for each in meant}) != 1:
            raise UsageError(f"{len(meant) or 'no'} articles of the story have an id that begins with {words!r}")
        if meant[0].copy_of is not None:
            raise UsageError(f"{meant[0].id} is a copy of {meant[0].copy_of}, and goes where that goes")
        apart += [each.id for each in found.reports if meant[0].id in (each.id, each.copy_of)]
    together = _ids(each.id for each in found.reports if each.id not in apart)
    if not together:
        raise UsageError("if all articles are taken out of a story, it is still the same story")
    _decide(database, together, _ids(apart), who)


@story.command()
@click.argument("judgement")
@database_option()
@_who
def undo(judgement: str, database: Database, who: str | None) -> None:
    """Take back a decision, by its id as `onrecord story decisions` shows it; what was taken back may be, too."""
    from onrecord.store import View

    with View(database) as view:
        meant = [each.id for each in view.story_judgements() if each.id.startswith(judgement)]
    if len(meant) != 1:
        raise UsageError(f"{len(meant) or 'no'} decisions have an id that begins with {judgement!r}")
    _decide(database, (), (), who, undoes=meant[0])


@story.command()
@database_option()
@json_option()
def decisions(database: Database, as_json: bool) -> None:
    """List what was decided about stories, in the order it was."""
    from onrecord.store import View

    with View(database) as view:
        made = view.story_judgements()
    for each in made:
        if as_json:
            print_json(_to_json(each))
        elif each.undoes:
            print_line(safe_line(f"{each.id}  {each.when:%Y-%m-%d %H:%M}  {each.who}  takes back {each.undoes}"))
        else:
            apart = f", apart from {', '.join(each.apart)}" if each.apart else ""
            words = f"one story: {', '.join(each.together)}{apart}"
            print_line(safe_line(f"{each.id}  {each.when:%Y-%m-%d %H:%M}  {each.who}  {words}"))
    if not made:
        say("nothing was decided about stories")


def _decide(
    database: Database, together: tuple[str, ...], apart: tuple[str, ...], who: str | None, undoes: str | None = None
) -> None:
    from onrecord.pipeline.following import phrase_vectors
    from onrecord.pipeline.grouping import decide
    from onrecord.records import StoryJudgement
    from onrecord.store import Writer

    made = StoryJudgement(
        uuid.uuid4().hex[:12], together, apart, who or getpass.getuser(), datetime.now(UTC), undoes=undoes
    )
    with Writer(database) as writer:
        decide(writer, made, phrase_vectors())
    say(f"decided; `onrecord story undo {made.id}` takes it back")


def story_called(found: tuple[Story, ...], words: str) -> Story:
    """Return the one story that ``words`` name; raise :class:`~onrecord.errors.UsageError` if there is none, or several."""
    if not found:
        raise UsageError(
            f"no story whose id, or one of whose articles' ids, begins with {words!r}; see `onrecord stories`"
        )
    if len(found) > 1:
        from onrecord.cli.articles import several

        raise UsageError(several("stories", words, (each.id for each in found)))
    return found[0]


def _ids(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(ids)))


def _to_json(judgement: StoryJudgement) -> dict[str, object]:
    return {
        "id": judgement.id,
        "together": list(judgement.together),
        "apart": list(judgement.apart),
        "who": judgement.who,
        "when": judgement.when.isoformat(),
        "undoes": judgement.undoes,
    }
