"""What the ways of reading a page hand over: an article not yet laid out as one text."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.records import Dated
from onrecord.vocabulary import BlockKind


@dataclass(frozen=True, slots=True)
class Piece:
    """A block to be: its kind and its text, which is a single line."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as found in a page: its pieces in order, and what the page says of it; ``None`` is not said."""

    pieces: tuple[Piece, ...]
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    agency: str | None = None
    dateline: str | None = None
    published: Dated | None = None
    updated: Dated | None = None
    language: str | None = None
