"""JSON lines: one article on each line, with its text and what is known of it.

A line is an object with ``text`` and, all optional, ``url`` (else ``id``), ``outlet``, ``title``, ``byline``, ``date``
(ISO 8601; when it was published) and ``language``; other keys are ignored. Its page has the media type
``text/x-article``.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO, cast

from onrecord.errors import PageError, PageNotAllowed, PageNotFound, PageNotText, PageTooLarge, PageTruncated
from onrecord.pages.decoding import MAX_PAGE_BYTES
from onrecord.pages.refs import FailingLoad, LoadedPage, PageRef
from onrecord.records import Dated, Given, Page

_ENDINGS = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")


def is_json_lines(path: Path) -> bool:
    """Tell by the name whether the file holds JSON lines."""
    return path.name.lower().endswith(_ENDINGS)


def page_refs_of_lines(path: Path, given: Given) -> Iterator[PageRef]:
    """Yield a reference for each line of a file that is not blank.

    The address is the line's ``url``, else ``FILE#ID``, else ``FILE:NUMBER``. A bad line gives a reference whose load
    raises a `PageError` naming file and line; so does a file that cannot be read or ends early, at that point.
    """
    number = 0
    try:
        with _opened(path) as file:
            while line := file.readline(MAX_PAGE_BYTES + 1):
                number += 1
                if len(line) > MAX_PAGE_BYTES:
                    yield _failing(path, number, PageTooLarge, "the line has more than 20 MB")
                    _skip_rest_of_line(file, line)
                elif line.strip():
                    yield _ref_of_line(path, number, line, given)
    except PermissionError:
        yield _failing(path, number + 1, PageNotAllowed, "no permission to read the file")
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield _failing(path, number + 1, PageTruncated, f"damaged gzip data ({error})")
    except OSError as error:
        yield _failing(path, number + 1, PageNotFound, error.strerror or str(error))


def _opened(path: Path) -> BinaryIO:
    if path.suffix.lower() == ".gz":
        return cast("BinaryIO", gzip.open(path, "rb"))
    return path.open("rb")


def _skip_rest_of_line(file: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = file.readline(MAX_PAGE_BYTES)


def _ref_of_line(path: Path, number: int, line: bytes, given: Given) -> PageRef:
    try:
        item = json.loads(line)
    except (ValueError, RecursionError) as error:
        return _failing(path, number, PageNotText, f"not JSON ({error})")
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        return _failing(path, number, PageNotText, "not an object with a string `text`")
    try:
        said = _given(item, given)
    except ValueError as error:
        return _failing(path, number, PageNotText, str(error))
    address = _string(item, "url") or (f"{path}#{item['id']}" if item.get("id") else f"{path}:{number}")
    content = item["text"].encode("utf-8", errors="replace")
    return PageRef(address, LoadedPage(Page(address, content, "text/x-article", given=said)))


def _given(item: dict[str, object], given: Given) -> Given:
    """Return what the line says, with what the user gives going before it."""
    published = given.published
    day = _string(item, "date")
    if day and not published:
        try:
            published = Dated(date.fromisoformat(day[:10]), "JSON line, date")
        except ValueError as error:
            raise ValueError(f"`date` is not an ISO 8601 date: {day[:40]!r}") from error
    return Given(
        outlet=given.outlet or _string(item, "outlet"),
        title=given.title or _string(item, "title"),
        byline=given.byline or _string(item, "byline"),
        published=published,
        language=given.language or _string(item, "language"),
    )


def _string(item: dict[str, object], key: str) -> str | None:
    value = item.get(key)
    return value.strip() or None if isinstance(value, str) else None


def _failing(path: Path, number: int, error: type[PageError], reason: str) -> PageRef:
    address = f"{path}:{number}"
    return PageRef(address, FailingLoad(address, error, reason))
