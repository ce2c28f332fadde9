"""What goes into the pipeline and what comes out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from onrecord.records import Given, Page, Reading


class Ids(StrEnum):
    """How articles are named: by a hash of their content, or after the file that they came in."""

    CONTENT = "content"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Request:
    """What to read and how.

    ``locations`` are files, folders, ``-`` for standard input, or what an installed source understands; ``given`` is
    said of all their pages. Addresses of files below the folder ``base`` are given relative to it, so that a page has
    one address from wherever it is read; pages whose address is in ``but_not`` are passed over. ``jobs`` is the number
    of processes that read; 1 reads in this process.
    """

    locations: Sequence[str]
    given: Given = field(default_factory=Given)
    reader: str = "builtin"
    ids: Ids = Ids.CONTENT
    base: str | None = None
    but_not: frozenset[str] = frozenset()
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a page was not read: the name of the error's class, and a reason in one line."""

    error: str
    reason: str


Answer: TypeAlias = tuple[Reading, ...] | Failure
"""What a reader says to a page: a reading for each of its articles, or why there is none."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A page on its way to a reader. ``number`` counts the pages of a request from 0."""

    number: int
    location: str
    page: Page


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page that was read: a reading for each of its articles, in their order. ``reader``: its name and version."""

    number: int
    page: Page
    readings: tuple[Reading, ...]
    reader: str


@dataclass(frozen=True, slots=True)
class PageUnchanged:
    """A page that the same reader has read before as it is now, and that was not read again."""

    number: int
    page: Page
    reader: str


@dataclass(frozen=True, slots=True)
class PageFailed:
    """A page that could not be read; ``page`` is missing if it did not even load.

    ``again`` is true where the same page failed before and was not tried once more.
    """

    number: int
    address: str
    location: str
    page: Page | None
    failure: Failure
    reader: str
    again: bool = False


Outcome: TypeAlias = PageRead | PageUnchanged | PageFailed
"""How a page went. ``number`` counts the pages of a request from 0; with several jobs outcomes come out of order."""
