"""What a stance counts for in the position that it bears on."""

from __future__ import annotations

from enum import StrEnum

from onrecord.record.entries import day_told
from onrecord.record.positions import Position
from onrecord.records import Told


class Counts(StrEnum):
    """What a stance counts for in a position.

    It may show the position that stands; be superseded by what was told later; be outweighed by other accounts of its
    day, or by the holder's own word; or be of unknown date, so that nobody knows what it came after.
    """

    STANDS = "stands"
    SUPERSEDED = "superseded"
    OUTWEIGHED = "outweighed"
    UNDATED = "date unknown"


def counts_for(position: Position, told: Told) -> Counts:
    """Tell what a stance counts for in the position of its cell."""
    if told in position.told:
        return Counts.STANDS
    if told in position.undated:
        return Counts.UNDATED
    superseded = position.since is not None and day_told(told) < position.since.toordinal()
    return Counts.SUPERSEDED if superseded else Counts.OUTWEIGHED
