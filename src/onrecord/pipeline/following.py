"""The dossier that a database belongs to, whose codebook is followed, and the vectors with which it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import UsageError
from onrecord.record.dossier import Dossier, find_dossier
from onrecord.settings import Database, shown_database

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


def _same_file(database: Database, path: Path) -> bool:
    return isinstance(database, Path) and database.resolve() == path.resolve()
