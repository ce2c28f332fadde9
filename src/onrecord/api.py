"""Reading from Python: one call from a path or a text to who said what in it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.records import Dated, Given, Page, Reading

if TYPE_CHECKING:
    from onrecord.reading.plugin import Reader

_LONGEST_PATH = 4096


def read(
    path_or_text: str | os.PathLike[str],
    *,
    title: str | None = None,
    outlet: str | None = None,
    published: date | str | None = None,
    reader: str | Reader = "builtin",
) -> tuple[Reading, ...]:
    """Read a page, a folder of pages or the text of an article, and return a reading for each article.

    A ``Path`` is a path. A string is a path if there is such a file or folder; else, if it has white space in it, it
    is the text of one article without its headline. ``title`` (the headline), ``outlet`` and ``published`` (a date, or
    text as ``2025-09-05``) say what the pages do not. ``reader`` is the name of an installed reader, or a
    reader: give the same one again to spare loading it for every call.

    Raises :class:`~onrecord.errors.PageError` for the first page that cannot be read,
    :class:`~onrecord.errors.ReaderError` where the reader fails, :class:`~onrecord.errors.UsageError` for an unknown
    reader, and ``ValueError`` for a date of another form.
    """
    from onrecord.pages.articles import articles_of
    from onrecord.pages.sources import refs_of
    from onrecord.pipeline.onepage import checked_reading, reader_stamp
    from onrecord.reading.plugin import load_reader

    day = date.fromisoformat(published) if isinstance(published, str) else published
    given = Given(title=title, outlet=outlet, published=None if day is None else Dated(day, "given by the caller"))
    if _is_text(path_or_text):
        text = str(path_or_text).encode("utf-8", "surrogatepass")
        pages = [Page("text", text, media_type="text/x-article", given=given)]
    else:
        pages = [ref.load() for ref in refs_of(os.fspath(path_or_text), given)]
    ready = load_reader(reader) if isinstance(reader, str) else reader
    stamp = reader_stamp(ready)
    return tuple(checked_reading(ready.read(article), stamp) for page in pages for article in articles_of(page))


def _is_text(path_or_text: str | os.PathLike[str]) -> bool:
    if not isinstance(path_or_text, str):
        return False
    # An empty string would be the path of the current folder.
    if len(path_or_text) > _LONGEST_PATH or "\n" in path_or_text or not path_or_text:
        return True
    try:
        there = Path(path_or_text).exists()
    except (OSError, ValueError):
        there = False
    return not there and any(character.isspace() for character in path_or_text)
