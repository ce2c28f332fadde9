"""Entries of a codebook that stand for each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.record.codebook import Codebook, Measure
from onrecord.record.matching import Matcher, Phrase
from onrecord.record.vectors import RememberedVectors, Vectors


@dataclass(frozen=True, slots=True)
class Overlap:
    """``measure`` would be taken for ``other`` by one of its names, with this confidence."""

    measure: str
    other: str
    name: str
    confidence: float


def overlaps(codebook: Codebook, vectors: Vectors) -> list[Overlap]:
    """Return the entries whose names another entry would answer to, if the entry itself were not there.

    Of an entry's names the one that is taken most surely for each other entry counts. The surest overlaps come first.
    """
    found: dict[tuple[str, str], Overlap] = {}
    remembered = RememberedVectors(vectors)
    for measure in codebook.measures:
        for overlap in _overlaps_of(measure, codebook, remembered):
            pair = (overlap.measure, overlap.other)
            if pair not in found or overlap.confidence > found[pair].confidence:
                found[pair] = overlap
    return sorted(found.values(), key=lambda overlap: (-overlap.confidence, overlap.measure, overlap.other))


def _overlaps_of(measure: Measure, codebook: Codebook, vectors: Vectors) -> Iterator[Overlap]:
    others = tuple(other for other in codebook.measures if other.id != measure.id)
    matcher = Matcher(replace(codebook, measures=others), vectors)
    matches = matcher.match([Phrase(name) for name in measure.names])
    for name, match in zip(measure.names, matches, strict=True):
        if match.measure is not None and match.confidence > 0.5:
            yield Overlap(measure.id, match.measure, name, match.confidence)
