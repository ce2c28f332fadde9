"""The codebook: the measures that a dossier follows, in a TOML file that the user owns.

::

    name = "The border crossing"

    [[groups]]
    id = "land"
    label = "Land"

    [[measures]]
    id = "open-crossing"
    label = "open the crossing"
    group = "land"
    definition = "People or goods may pass again."
    phrases = ["reopen the border post"]
    examples = ["From Monday lorries may pass."]

Only ``id`` and ``label`` of a measure are needed. How entries are best written: ``docs/codebook.md``.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord.errors import CodebookError

MOST_MEASURES = 2000
"""More entries than anybody follows, and as many as matching holds in memory without harm."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TOP = {"name", "groups", "measures"}
_OF_GROUP = {"id", "label"}
_OF_MEASURE = {"id", "label", "group", "definition", "phrases", "examples"}


@dataclass(frozen=True, slots=True)
class Group:
    """Measures that belong together, such as the component "sea" of a force."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A course of action that a dossier follows.

    ``label`` is its name, base verb first; ``phrases`` other ways to name it; ``definition`` says what belongs to it, and
    ``examples`` are sentences that report it. ``group`` is the id of a group.
    """

    id: str
    label: str
    group: str | None = None
    definition: str = ""
    phrases: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The label and the phrases: all the ways to name it."""
        return (self.label, *self.phrases)


@dataclass(frozen=True, slots=True)
class Codebook:
    """The measures of a dossier and their groups, in the order of the file; ids are unique."""

    name: str
    groups: tuple[Group, ...] = ()
    measures: tuple[Measure, ...] = ()

    def __contains__(self, measure: object) -> bool:
        return any(entry.id == measure for entry in self.measures)

    def measure(self, measure: str) -> Measure | None:
        """Return the measure with this id, if there is one."""
        return next((entry for entry in self.measures if entry.id == measure), None)

    @property
    def fingerprint(self) -> str:
        """The hash of what matching sees, twelve hexadecimal digits: the order and the groups do not count."""
        seen = sorted(json.dumps(asdict(entry) | {"group": None}, sort_keys=True) for entry in self.measures)
        return hashlib.sha256("\n".join(seen).encode()).hexdigest()[:12]


def load_codebook(path: Path) -> Codebook:
    """Read the codebook in ``path``; raise :class:`CodebookError`, which names file and entry, if it is none."""
    try:
        text = path.read_text(encoding="utf8")
    except FileNotFoundError as error:
        raise CodebookError(f"{path}: no such codebook") from error
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path}: the codebook cannot be read: {error}") from error
    return codebook_of(text, str(path))


def general_codebook() -> Codebook:
    """Return the codebook that ships: measures that agreements between states are about."""
    return codebook_of(general_text(), "the general codebook")


def general_text() -> str:
    """Return the text of the codebook that ships, to begin a codebook of one's own from."""
    return (files("onrecord.record") / "data" / "general.toml").read_text(encoding="utf8")


def codebook_of(text: str, name: str) -> Codebook:
    """Read a codebook from TOML; ``name`` is what errors call the file."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(f"{name}: not TOML: {error}") from error
    _only(found, _TOP, name)
    groups = tuple(_group(entry, f"{name}: {where}") for where, entry in _entries(found, "groups", name))
    measures = tuple(_measure(entry, f"{name}: {where}") for where, entry in _entries(found, "measures", name))
    if len(measures) > MOST_MEASURES:
        raise CodebookError(f"{name}: {len(measures)} measures; a codebook holds at most {MOST_MEASURES}")
    _unique((group.id for group in groups), f"{name}: groups")
    _unique((measure.id for measure in measures), f"{name}: measures")
    known = {group.id for group in groups}
    for measure in measures:
        if measure.group is not None and measure.group not in known:
            raise CodebookError(f"{name}: measure {measure.id!r}: there is no group {measure.group!r}")
    return Codebook(_text(found, "name", name, default=""), groups, measures)


def _entries(found: Mapping[str, Any], key: str, name: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """Yield the entries of an array of tables, each with what errors call it: its id, else its number."""
    entries = found.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise CodebookError(f"{name}: {key} must be tables: begin each entry with [[{key}]]")
    for number, entry in enumerate(entries, 1):
        known = entry.get("id")
        yield f"{key[:-1]} {known!r}" if isinstance(known, str) and known else f"{key[:-1]} number {number}", entry


def _group(entry: Mapping[str, Any], where: str) -> Group:
    _only(entry, _OF_GROUP, where)
    group = _id(entry, where)
    return Group(group, _text(entry, "label", where, default=group))


def _measure(entry: Mapping[str, Any], where: str) -> Measure:
    _only(entry, _OF_MEASURE, where)
    return Measure(
        id=_id(entry, where),
        label=_text(entry, "label", where),
        group=_text(entry, "group", where) if "group" in entry else None,
        definition=_text(entry, "definition", where, default=""),
        phrases=_texts(entry, "phrases", where),
        examples=_texts(entry, "examples", where),
    )


def _only(entry: Mapping[str, Any], known: set[str], where: str) -> None:
    # A misspelt key would be passed over in silence, and its words be missed in matching.
    unknown = sorted(set(entry) - known)
    if unknown:
        raise CodebookError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(sorted(known))}")


def _id(entry: Mapping[str, Any], where: str) -> str:
    found = _text(entry, "id", where)
    if not _ID.fullmatch(found):
        raise CodebookError(f"{where}: an id is made of small letters, digits and hyphens, as in open-crossing")
    return found


def _text(entry: Mapping[str, Any], key: str, where: str, default: str | None = None) -> str:
    found = entry.get(key, default)
    if found is None:
        raise CodebookError(f"{where}: {key} is missing")
    if not isinstance(found, str) or (default is None and not found.strip()):
        raise CodebookError(f"{where}: {key} must be a text in quotation marks")
    return " ".join(found.split())


def _texts(entry: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    found: Sequence[Any] = entry.get(key, [])
    if not isinstance(found, list) or not all(isinstance(text, str) and text.strip() for text in found):
        raise CodebookError(f'{where}: {key} must be a list of texts, as in {key} = ["one", "another"]')
    return tuple(" ".join(text.split()) for text in found)


def _unique(ids: Iterable[str], where: str) -> None:
    twice = [found for found, times in Counter(ids).items() if times > 1]
    if twice:
        raise CodebookError(f"{where}: {twice[0]!r} stands there twice")
