"""``onrecord codebook``: the measures that a dossier follows, beside the stances of its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onrecord.cli.following import match_anew
from onrecord.cli.options import database_option, json_option
from onrecord.cli.terminal import print_json, print_line, say
from onrecord.errors import UsageError
from onrecord.pipeline.following import followed, phrase_vectors
from onrecord.settings import Database, may_be_there, shown_database

if TYPE_CHECKING:
    from onrecord.cli.proposals import Proposal

WEAK = 1


@click.group()
def codebook() -> None:
    """Match stances with the measures that a dossier follows, and keep its codebook in order."""


@codebook.command("match")
@database_option()
def match_stances(database: Database) -> None:
    """Match the stances of the record with the codebook as it is now.

    Nothing is read again. Stances that were matched with the same codebook before are left as they are.
    """
    if not match_anew(followed(database)):
        say("all stances are matched with the codebook as it is")


@codebook.command()
@database_option()
@click.option(
    "--least", type=click.IntRange(min=1), default=2, show_default=True, help="Stances that a measure must have."
)
@click.option("--most", type=click.IntRange(min=1), default=20, show_default=True, help="Proposals to show.")
@click.option("--toml", "as_toml", is_flag=True, help="Print entries to be put into the codebook.")
@json_option("Print the proposals as JSON, one a line.")
def suggest(*, database: Database, least: int, most: int, as_toml: bool, as_json: bool) -> None:
    """Propose measures from the stances that match none, with counts and examples."""
    from onrecord.cli.proposals import proposals, to_json, to_toml
    from onrecord.pipeline.matched import unmatched_groups
    from onrecord.record.codebook import load_codebook

    if as_json and as_toml:
        raise UsageError("--json and --toml exclude each other")
    dossier = followed(database)
    match_anew(dossier)
    known = load_codebook(dossier.codebook)
    groups = unmatched_groups(dossier.database, phrase_vectors())
    found = [proposal for proposal in proposals(groups, known) if proposal.stances >= least]
    for proposal in found[:most]:
        if as_json:
            print_json(to_json(proposal))
        elif as_toml:
            print_line(to_toml(proposal))
        else:
            _show(proposal)
    if not groups:
        say("nothing to propose: there is no stance that matches no measure")
    elif not found:
        say(f"nothing to propose: no {least} stances that match no measure are on one thing; --least takes fewer")
    elif len(found) > most:
        say(f"{len(found) - most} more; --most shows them")


@codebook.command()
@database_option()
@json_option("Print the findings as JSON, one a line.")
@click.pass_context
def check(context: click.Context, *, database: Database, as_json: bool) -> None:
    """Tell which entries of the codebook overlap, and which match no stance of the record.

    The exit code is 1 if there are any.
    """
    from onrecord.record.codebook import load_codebook
    from onrecord.record.overlap import overlaps
    from onrecord.store import Matches

    dossier = followed(database)
    known = load_codebook(dossier.codebook)
    found = overlaps(known, phrase_vectors())
    idle: list[str] = []
    if may_be_there(dossier.database):
        match_anew(dossier)
        with Matches(dossier.database) as matches:
            counts = matches.counts()
        idle = [measure.id for measure in known.measures if not counts.get(measure.id)]
    else:
        say(f"{shown_database(dossier.database)}: nothing has been read yet, so that nothing can be said of matches")
    if as_json:
        for each in found:
            print_json(
                {"finding": "overlap", "measure": each.measure, "other": each.other, "confidence": each.confidence}
            )
        for measure in idle:
            print_json({"finding": "no stance", "measure": measure})
    else:
        for each in found:
            print_line(f"{each.measure} overlaps with {each.other}: its name {each.name!r} would be taken for that")
        for measure in idle:
            print_line(f"{measure} matches no stance of the record")
        if not found and not idle:
            say(f"{dossier.codebook.name}: {len(known.measures)} measures, none overlap, each matches")
    context.exit(WEAK if found or idle else 0)


def _show(proposal: Proposal) -> None:
    articles = "1 article" if proposal.articles == 1 else f"{proposal.articles} articles"
    stances = "1 stance" if proposal.stances == 1 else f"{proposal.stances} stances"
    print_line(f"{proposal.label}  ({stances} in {articles}; {', '.join(proposal.holders)})")
    for phrase in proposal.phrases:
        print_line(f"    also: {phrase}")
    for example in proposal.examples:
        print_line(f"    “{example}”")
