"""Entries of the quarantine that nothing stands behind any more: a line that was mended, a file that was deleted.

A page leaves the quarantine when it is read. A mended line of JSON lines, though, is a page at another address than the
bad one was, and a deleted file is never read again: their entries go when a run has been through the place that they
came from and has not come upon them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path, PurePath

from onrecord.pages.jsonlines import is_json_lines
from onrecord.pipeline.outcomes import Outcome, PageFailed, Request
from onrecord.store import Quarantined, storable

_LINE = re.compile(r"(?P<file>.+?\.(?:jsonl|ndjson)(?:\.gz)?)(?::\d+|#.*)", re.IGNORECASE | re.DOTALL)
# What stands at such an address, and behind it, was not looked at: a folder, or the rest of a file of lines.
_UNSEEN = ("PageNotAllowed", "PageNotFound", "PageTruncated")


class Gone:
    """Tells at the end of a run which entries of the quarantine it should have come upon and has not."""

    def __init__(self, request: Request, quarantined: Iterable[Quarantined]) -> None:
        """Take what was in quarantine before the run.

        Only places on disk are answered for: what a feed lists no longer may still be there.
        """
        self._base = Path(request.base or os.curdir).resolve()
        self._places = [Path(place).resolve() for place in request.locations if place != "-"]
        self._waiting = {entry.address: entry for entry in quarantined if Path(entry.location).is_absolute()}
        self._unseen: list[Path] = []

    def come_upon(self, outcome: Outcome) -> None:
        """Take the outcome of one page of the run."""
        address = outcome.address if isinstance(outcome, PageFailed) else outcome.page.address
        self._waiting.pop(storable(address), None)
        if isinstance(outcome, PageFailed) and outcome.page is None and outcome.failure.error in _UNSEEN:
            self._unseen.append(self._file(address))

    def entries(self) -> tuple[Quarantined, ...]:
        """Return the entries that are gone, once the run is through; those of places that were not read to their end stay."""
        return tuple(entry for entry in self._waiting.values() if self._is_gone(entry))

    def _is_gone(self, entry: Quarantined) -> bool:
        # A line may have any address, and lies in the file or folder that was asked for when it was found.
        anywhere = "://" in entry.address
        where = Path(entry.location) if anywhere else self._file(entry.address)
        if any(_within(where, unseen) or (anywhere and _within(unseen, where)) for unseen in self._unseen):
            return False
        if where in self._places:
            # A folder that is not there may be on a disk that is not in.
            return is_json_lines(where) or where.is_dir() or not (anywhere or os.path.lexists(where))
        read = [place for place in self._places if place in where.parents and place.is_dir()]
        if not os.path.lexists(where):
            return bool(read)
        return (where.is_dir() or is_json_lines(where)) and any(not _hidden(where, place) for place in read)

    def _file(self, address: str) -> Path:
        """Return the file or folder that an address points at or into."""
        line = _LINE.fullmatch(address)
        return self._base / (line["file"] if line else address)


def _within(path: PurePath, place: PurePath) -> bool:
    return path == place or place in path.parents


def _hidden(path: PurePath, folder: PurePath) -> bool:
    """Whether reading ``folder`` leaves out what lies at ``path`` below it."""
    return any(part.startswith(".") for part in path.relative_to(folder).parts)
