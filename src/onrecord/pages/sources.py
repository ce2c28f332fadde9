"""Where pages come from: files, folders, JSON lines, standard input, and what others add.

A source is a function ``(location, given) -> Iterable[PageRef] | None``, named in the entry-point group
``onrecord.sources``; it returns ``None`` for a location that is not of its kind. References are cheap: a page is read
only when its reference is loaded, in the process that needs it.
"""

from __future__ import annotations

import hashlib
import mimetypes
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pathlib import Path

from onrecord.errors import PageError, PageNotAllowed, PageNotFound, PageTooLarge
from onrecord.pages.decoding import MAX_PAGE_BYTES
from onrecord.pages.jsonlines import is_json_lines, page_refs_of_lines
from onrecord.pages.refs import FailingLoad, LoadedPage, PageRef
from onrecord.records import Given, Page

__all__ = ["PageRef", "Source", "file_refs", "json_lines_refs", "refs_of", "stdin_refs"]

Source = Callable[[str, Given], Iterable[PageRef] | None]
"""A source of pages: takes a location and what is given of its pages, returns their references, or ``None``."""

STANDARD_INPUT = "standard input"
_NOTHING = Given()
_GROUP = "onrecord.sources"
_OWN = "onrecord.pages."
# What a saved page brings along in its folder, and what is plainly something else.
_NO_PAGES = ("image/", "audio/", "video/", "font/", "text/css", "text/javascript", "text/csv", "text/x-python")
_NO_PAGES_EITHER = ("application/javascript", "application/json", "application/x-javascript")


def refs_of(location: str, given: Given = _NOTHING) -> Iterator[PageRef]:
    """Yield a reference for each page at ``location``, in a fixed order.

    The sources of the entry-point group are asked in order of their names, those of other packages first, and the
    first that does not return ``None`` is used. A location that no source knows gives one reference whose load
    raises `PageNotFound`.
    """
    found = sorted(entry_points(group=_GROUP), key=lambda point: (point.value.startswith(_OWN), point.name))
    for point in found:
        source: Source = point.load()
        refs = source(location, given)
        if refs is not None:
            yield from refs
            return
    yield _failing(location, PageNotFound, "no such file or folder, and no source knows this address")


def stdin_refs(location: str, given: Given) -> Iterable[PageRef] | None:
    """Return the one page on standard input for the location ``-``; it is read at once, up to the bound."""
    if location != "-":
        return None
    content = sys.stdin.buffer.read(MAX_PAGE_BYTES + 1)
    # Two inputs are two pages, not two versions of one.
    address = f"{STANDARD_INPUT} {hashlib.sha256(content).hexdigest()[:12]}"
    return [PageRef(address, LoadedPage(Page(address, content, given=given)))]


def json_lines_refs(location: str, given: Given) -> Iterable[PageRef] | None:
    """Return the pages of a ``.jsonl`` or ``.jsonl.gz`` file, one for each line; see `onrecord.pages.jsonlines`."""
    path = Path(location)
    return page_refs_of_lines(path, given) if is_json_lines(path) and path.is_file() else None


def file_refs(location: str, given: Given) -> Iterable[PageRef] | None:
    """Return the page in a file, or those in a folder and the folders in it.

    Folders are read in the order of names; hidden files, links to folders, and what by its name is an image, a style
    sheet, a script or data are left out. A file that is named itself is always taken. A folder that cannot be listed
    is one reference whose load raises `PageNotAllowed`.
    """
    path = Path(location)
    if is_json_lines(path) and path.is_file():
        return None
    try:
        mode = path.stat().st_mode
    except PermissionError:
        return [_failing(location, PageNotAllowed, "no permission to look into its folder")]
    except (OSError, ValueError):
        return None
    return _folder_refs(path, given) if stat.S_ISDIR(mode) else [PageRef(location, FileLoad(location, given))]


@dataclass(frozen=True, slots=True)
class FileLoad:
    """Reads one file when called. The media type is left to the bytes, for a file's ending may lie."""

    path: str
    given: Given = field(default_factory=Given)

    def __call__(self) -> Page:
        """Return the page.

        Raises:
            PageNotFound, PageNotAllowed, PageTooLarge: the file cannot be read.
        """
        try:
            # Before it is opened: that would wait for whoever writes to a pipe.
            status = Path(self.path).stat()
            if not stat.S_ISREG(status.st_mode):
                raise PageNotFound(self.path, "not a regular file")
            if status.st_size > MAX_PAGE_BYTES:
                raise PageTooLarge(self.path, f"{status.st_size / 1e6:.0f} MB; a page may have 20 MB")
            with Path(self.path).open("rb") as file:
                return Page(self.path, file.read(MAX_PAGE_BYTES + 1), given=self.given)
        except PermissionError as error:
            raise PageNotAllowed(self.path, "no permission to read the file") from error
        except FileNotFoundError as error:
            raise PageNotFound(self.path, "no such file") from error
        except OSError as error:
            raise PageNotFound(self.path, error.strerror or str(error)) from error


def _folder_refs(folder: Path, given: Given) -> Iterator[PageRef]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except PermissionError:
        yield _failing(str(folder), PageNotAllowed, "no permission to list the folder")
        return
    except OSError as error:
        yield _failing(str(folder), PageNotFound, error.strerror or str(error))
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _folder_refs(path, given)
        elif not _is_file(entry):
            continue
        elif is_json_lines(path):
            yield from page_refs_of_lines(path, given)
        elif _may_be_page(entry.name):
            yield PageRef(entry.path, FileLoad(entry.path, given))


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return True  # whoever loads it is told why it cannot be looked at


def _may_be_page(name: str) -> bool:
    guessed = mimetypes.guess_type(name)[0] or ""
    return not guessed.startswith(_NO_PAGES) and guessed not in _NO_PAGES_EITHER


def _failing(address: str, error: type[PageError], reason: str) -> PageRef:
    return PageRef(address, FailingLoad(address, error, reason))
