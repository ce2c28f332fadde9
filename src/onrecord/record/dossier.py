"""A dossier: the folder of one matter, with its settings in ``dossier.toml``.

::

    name = "The border crossing"
    database = "onrecord.db"
    codebook = "codebook.toml"
    sources = ["pages"]

Paths are relative to the folder. The database may be one of PostgreSQL: ``postgresql://name@host/database``.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import CodebookError
from onrecord.settings import Database, database_from

FILE = "dossier.toml"
DATABASE = "onrecord.db"
CODEBOOK = "codebook.toml"
SOURCES = "pages"
_KNOWN = {"name", "database", "codebook", "sources"}


@dataclass(frozen=True, slots=True)
class Dossier:
    """One matter: ``sources`` are the pages that it reads, ``codebook`` the file with the measures that it follows."""

    folder: Path
    name: str
    database: Database
    codebook: Path
    sources: tuple[Path, ...]


def find_dossier(start: Path) -> Dossier | None:
    """Return the dossier that ``start`` lies in: its own folder's or the nearest one's above; ``None`` if there is none.

    Raises :class:`CodebookError`, which names the file, if its settings cannot be used.
    """
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / FILE).is_file():
            return load_dossier(folder)
    return None


def load_dossier(folder: Path) -> Dossier:
    """Read the settings of the dossier in ``folder``; raise :class:`CodebookError` if they cannot be used."""
    path = folder / FILE
    try:
        found = tomllib.loads(path.read_text(encoding="utf8"))
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(f"{path}: not TOML: {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path}: cannot be read: {error}") from error
    unknown = sorted(set(found) - _KNOWN)
    if unknown:
        raise CodebookError(f"{path}: unknown key {unknown[0]!r}; known are {', '.join(sorted(_KNOWN))}")
    sources = found.get("sources", [])
    if not isinstance(sources, list) or not all(isinstance(source, str) and source for source in sources):
        raise CodebookError(f'{path}: sources must be a list of paths, as in sources = ["{SOURCES}"]')
    return Dossier(
        folder=folder,
        name=_text(found, "name", folder.name, path),
        database=_database(folder, _text(found, "database", DATABASE, path)),
        codebook=folder / _text(found, "codebook", CODEBOOK, path),
        sources=tuple(folder / source for source in sources),
    )


def make_dossier(folder: Path, name: str, codebook: str) -> Dossier:
    """Make the folder of a new dossier with the text of its codebook; raise :class:`CodebookError` if it is one already."""
    for made in (FILE, CODEBOOK):
        if (folder / made).exists():
            raise CodebookError(f"{folder / made}: there is one already; nothing was changed")
    try:
        (folder / SOURCES).mkdir(parents=True, exist_ok=True)
        (folder / CODEBOOK).write_text(codebook, encoding="utf8")
        # JSON's texts are TOML's as well.
        lines = [
            f"name = {json.dumps(name, ensure_ascii=False)}",
            f'database = "{DATABASE}"',
            f'codebook = "{CODEBOOK}"',
            "# What `onrecord read` reads when it is given no path: files and folders.",
            f'sources = ["{SOURCES}"]',
        ]
        # Last, so that a folder with settings is a whole dossier.
        (folder / FILE).write_text("\n".join(lines) + "\n", encoding="utf8")
    except OSError as error:
        raise CodebookError(f"{folder}: the dossier cannot be made: {error.strerror}") from error
    return load_dossier(folder)


def _database(folder: Path, words: str) -> Database:
    named = database_from(words)
    return folder / named if isinstance(named, Path) else named


def _text(found: Mapping[str, Any], key: str, default: str, path: Path) -> str:
    value = found.get(key, default)
    if not isinstance(value, str) or not value.strip():
        raise CodebookError(f"{path}: {key} must be a text in quotation marks")
    return value
