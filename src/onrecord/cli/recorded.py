"""The record's positions for the commands that show them, and what its measures are called."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.record.decided import Decided
from onrecord.record.index import MeasureKey, PositionIndex, measure_key
from onrecord.records import Told
from onrecord.store import View


@dataclass(frozen=True, slots=True)
class Recorded:
    """All positions of a record, and for the key of each measure the words that it is shown by."""

    index: PositionIndex
    labels: Mapping[str, str]


def recorded(database: Path, measure_of: MeasureKey = measure_key) -> Recorded:
    """Compute the positions of the record in ``database``, reviewers' decisions included.

    A measure is called as most of its stances phrase it. Raises :class:`~onrecord.errors.StoreError` where the
    database is unusable.
    """
    phrases: dict[str, Counter[str]] = defaultdict(Counter)

    def counted(stances: Iterable[Told]) -> Iterator[Told]:
        for told in stances:
            phrases[measure_of(told.stance)][told.stance.measure] += 1
            yield told

    with View(database) as view:
        decided = [Decided(judgement, told) for judgement, told in view.judged() if told or judgement.stance is None]
        for stands in decided:
            if stands.told:
                phrases[measure_of(stands.told.stance)][stands.told.stance.measure] += 1
        index = PositionIndex(counted(view.told()), decided, measure_of)
    labels = {measure: min(told, key=lambda words: (-told[words], words)) for measure, told in phrases.items()}
    return Recorded(index, labels)
