"""The codebook of a dossier, followed: its measures are given to the stances of the record before they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.cli.terminal import say
from onrecord.pipeline.following import dossier_of, phrase_vectors
from onrecord.record.dossier import Dossier
from onrecord.settings import Database, may_be_there

if TYPE_CHECKING:
    from onrecord.record.recorded import Recorded


def bring_up_to_date(database: Database) -> None:
    """Match what is new in the record, or all of it if the codebook has changed; nothing to do without a dossier."""
    dossier = dossier_of(database)
    if dossier is not None and may_be_there(database):
        match_anew(dossier)


def recorded_now(database: Database) -> Recorded:
    """Bring the record up to date and compute it; raises what :func:`~onrecord.pipeline.recorded.recorded` raises."""
    from onrecord.pipeline.recorded import recorded

    bring_up_to_date(database)
    return recorded(database)


def match_anew(dossier: Dossier) -> int:
    """Match the stances of a dossier that its codebook, as it is, has not been asked of; say and return how many."""
    from onrecord.cli.progress import share_bar
    from onrecord.pipeline.matched import match_record
    from onrecord.record.codebook import load_codebook

    codebook = load_codebook(dossier.codebook)
    with share_bar("matching stances") as advance:
        count = match_record(dossier.database, codebook, phrase_vectors(), advance)
    if count:
        say(f"{count} stances matched with {len(codebook.measures)} measures of {dossier.codebook.name}")
    return count
