"""The codebook of a dossier, followed: its measures are given to the stances of the record before they are shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.cli.terminal import say
from onrecord.errors import UsageError
from onrecord.record.dossier import Dossier, find_dossier
from onrecord.settings import Database, may_be_there, shown_database

if TYPE_CHECKING:
    from onrecord.record.vectors import Vectors


def dossier_of(database: Database) -> Dossier | None:
    """Return the dossier whose database this is; ``None`` if it is nobody's.

    Of a file it is looked for from the file's folder, of a database of a server from the current one.
    """
    if isinstance(database, Path):
        dossier = find_dossier(database.resolve().parent)
        return dossier if dossier is not None and _same_file(dossier.database, database) else None
    dossier = find_dossier(Path.cwd())
    return dossier if dossier is not None and dossier.database == database else None


def followed(database: Database) -> Dossier:
    """Return the dossier whose database this is; raise :class:`UsageError` if it is nobody's."""
    dossier = dossier_of(database)
    if dossier is None:
        raise UsageError(f"{shown_database(database)}: belongs to no dossier; `onrecord init MATTER` makes one")
    return dossier


def phrase_vectors() -> Vectors:
    """Return the vectors that ship with the package; the weights are loaded when they are needed."""
    from onrecord.reading.encoder import shipped_weights
    from onrecord.record.vectors import EncoderVectors

    return EncoderVectors(shipped_weights())


def bring_up_to_date(database: Database) -> None:
    """Match what is new in the record, or all of it if the codebook has changed; nothing to do without a dossier."""
    dossier = dossier_of(database)
    if dossier is not None and may_be_there(database):
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


def _same_file(database: Database, path: Path) -> bool:
    return isinstance(database, Path) and database.resolve() == path.resolve()
