"""The codebook of a dossier, followed: its measures are given to the stances of the record before they are shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.cli.terminal import say
from onrecord.errors import UsageError
from onrecord.record.dossier import Dossier, find_dossier

if TYPE_CHECKING:
    from onrecord.record.vectors import Vectors


def dossier_of(database: Path) -> Dossier | None:
    """Return the dossier whose database this is; ``None`` if it is nobody's."""
    dossier = find_dossier(database.resolve().parent)
    if dossier is None or dossier.database.resolve() != database.resolve():
        return None
    return dossier


def followed(database: Path) -> Dossier:
    """Return the dossier whose database this is; raise :class:`UsageError` if it is nobody's."""
    dossier = dossier_of(database)
    if dossier is None:
        raise UsageError(f"{database}: belongs to no dossier; `onrecord init MATTER` makes one")
    return dossier


def phrase_vectors() -> Vectors:
    """Return the vectors that ship with the package; the weights are loaded when they are needed."""
    from onrecord.reading.encoder import shipped_weights
    from onrecord.record.vectors import EncoderVectors

    return EncoderVectors(shipped_weights())


def bring_up_to_date(database: Path) -> None:
    """Match what is new in the record, or all of it if the codebook has changed; nothing to do without a dossier."""
    dossier = dossier_of(database)
    if dossier is not None and database.exists():
        match_anew(dossier)


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
