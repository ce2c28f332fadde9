"""All positions of a record, and what its measures are called: what whoever shows the record asks."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from onrecord.record.index import PositionIndex


@dataclass(frozen=True, slots=True)
class Recorded:
    """All positions of a record, and what its measures are called, by their keys.

    ``labels`` are those that the codebook gives; any other measure is called by its key. ``phrases`` are all that the
    stances on a measure call it. ``groups`` are the codebook's, with the keys of their measures by the group's label.
    """

    index: PositionIndex
    labels: Mapping[str, str]
    phrases: Mapping[str, Set[str]]
    groups: Mapping[str, Set[str]]
