"""The stances of a record as entries: each with its day, its place, its witness and its source."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from onrecord.record.acts import DIRECTIONS, Direction
from onrecord.records import Told
from onrecord.vocabulary import Act


class Entry(NamedTuple):
    """A stance in a cell. Entries sort by day, then by article and by their place in it.

    ``day`` is the ordinal of the statement's date, 0 if unknown; ``place`` tells apart the stances of an article, in the
    order of its text; ``witness`` is the article of which this one is a copy, or the article; ``source`` what counts as
    one independent source; ``holder`` a number for the holder's name and party.
    """

    day: int
    article: str
    place: int
    act: Act
    witness: str
    source: str
    holder: int
    measure: str
    told: Told

    @property
    def direction(self) -> Direction:
        """Which way the act points."""
        return DIRECTIONS[self.act]


def day_told(told: Told, appeared: int = 0) -> int:
    """Give the ordinal of the day of a statement, 0 if unknown.

    It is the day that the words give, else the article's day of publication. Words that give a time but no day ("last
    month") leave it unknown. A day after the article appeared cannot be the statement's: then publication counts. Nothing
    is told by a copy that was not told when its original ``appeared`` (an ordinal, 0 if unknown).
    """
    when, published = told.stance.when, told.published
    if when is None:
        day = published.toordinal() if published is not None else 0
        return min(day, appeared) if day and appeared else day or appeared
    if when.value is None:
        return 0
    if published is not None and when.value > max(published, told.updated or published):
        day = published.toordinal()
    else:
        day = when.value.toordinal()
    return min(day, appeared) if appeared else day


def told_by(told: Told, day: date) -> bool:
    """Tell whether a stance counts as of a day: one of an unknown day does if it was published by then."""
    said = day_told(told)
    return said <= day.toordinal() if said else told.published is not None and told.published <= day


def day_of(day: int) -> date | None:
    """The date of an entry's day."""
    return date.fromordinal(day) if day else None
