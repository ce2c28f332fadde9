"""The stances of a record as entries: each with its day, its place, its witness and its source."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from operator import attrgetter

from onrecord.record.acts import DIRECTIONS, Direction
from onrecord.record.positions import Cell
from onrecord.records import Told
from onrecord.vocabulary import Act

# Nothing here is frozen: entries are made and looked at by the million, and freezing would double what making one takes.


@dataclass(slots=True)
class Entry:
    """A stance in a cell; nobody changes one. Entries stand in order by day, then by article and by their place in it.

    ``day`` is the ordinal of the statement's date, 0 if unknown; ``place`` tells apart the stances of an article, in the
    order of its text; ``via`` are the stance's tellers of another camp; ``witness`` is the article of which this one is a
    copy, or the article; ``source`` what counts as one independent source.
    """

    day: int
    place: int
    act: Act
    via: tuple[str, ...]
    witness: str
    source: str
    strand: Strand
    told: Told

    @property
    def direction(self) -> Direction:
        """Which way the act points."""
        return DIRECTIONS[self.act]


@dataclass(slots=True, eq=False)
class Strand:
    """All entries of one holder on one measure, in order, and the rows of which they are part.

    ``holder`` is a number for the holder's name and party, ``actor`` the key of the actor that the holder is now known
    to be.
    """

    holder: int
    measure: str
    actor: str = ""
    entries: list[Entry] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Row:
    """What stands in a cell: the strands of its holders, and their entries in one order."""

    cell: Cell
    strands: list[Strand] = field(default_factory=list)
    joined: list[Entry] | None = field(default_factory=list)
    """The entries of all strands in order, ``None`` if they must be put in order when they are asked for."""

    @property
    def entries(self) -> list[Entry]:
        """The entries of all strands, in order."""
        if self.joined is None:
            together = [entry for strand in self.strands for entry in strand.entries]
            self.joined = sorted(together, key=in_order) if len(self.strands) > 1 else together
        return self.joined


in_order = attrgetter("day", "told.article", "place")
"""Gives that by which entries stand in order."""


def day_told(told: Told, appeared: int = 0) -> int:
    """Give the ordinal of the day of a statement, 0 if unknown.

    It is the day that the words give, else the article's day of publication. Words that give a time but no day ("last
    month") leave it unknown. A day after the article appeared cannot be the statement's: then publication counts. Nothing
    is told by a copy that was not told when its original ``appeared`` (an ordinal, 0 if unknown).
    """
    when, published = told.stance.when, told.published
    if when is None:
        day = _ordinal(published) if published is not None else 0
        return min(day, appeared) if day and appeared else day or appeared
    if when.value is None:
        return 0
    if published is not None and when.value > max(published, told.updated or published):
        day = _ordinal(published)
    else:
        day = _ordinal(when.value)
    return min(day, appeared) if appeared else day


def told_by(told: Told, day: date) -> bool:
    """Tell whether a stance counts as of a day: one of an unknown day does if it was published by then."""
    said = day_told(told)
    return said <= day.toordinal() if said else told.published is not None and told.published <= day


# The same number for the same day, not an equal one: what all look at stays at hand, and the same is soon found equal.
_ordinal = lru_cache(maxsize=65536)(date.toordinal)


def day_of(day: int) -> date | None:
    """The date of an entry's day."""
    return date.fromordinal(day) if day else None
