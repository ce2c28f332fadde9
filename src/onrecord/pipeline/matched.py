"""Between the record and the codebook: stances are matched where they have not been, and anew where the codebook changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from onrecord.record.codebook import Codebook
from onrecord.record.matching import Matcher, Phrase, matching_version
from onrecord.record.measures import grouped
from onrecord.record.vectors import FloatArray, Vectors
from onrecord.settings import Database
from onrecord.store import Asked, Matches

_READINGS_AT_ONCE = 500


class KeptVectors:
    """Vectors that a database keeps, so that a text's is computed once. Implements :class:`~onrecord.record.vectors.Vectors`.

    They are kept with half precision, and given so the first time as well: the same text always has the same vector.
    """

    def __init__(self, matches: Matches, vectors: Vectors) -> None:
        """Keep in this database what these vectors give."""
        self._matches, self._vectors = matches, vectors
        self._known: dict[str, bytes] = {}

    @property
    def version(self) -> str:
        """The version of the weights."""
        return self._vectors.version

    def of(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors (texts, width) of length one, up to the precision that they are kept with."""
        asked = sorted(set(texts) - self._known.keys())
        self._known |= self._matches.vectors(self.version, asked)
        new = [text for text in asked if text not in self._known]
        if new:
            made = {
                text: row.tobytes() for text, row in zip(new, self._vectors.of(new).astype(np.float16), strict=True)
            }
            self._matches.keep_vectors(self.version, made)
            self._known |= made
        if not texts:
            return self._vectors.of(texts)
        rows = np.frombuffer(b"".join(self._known[text] for text in texts), dtype=np.float16)
        return rows.reshape(len(texts), -1).astype(np.float32)


def match_record(database: Database, codebook: Codebook, vectors: Vectors, advance: Callable[[int, int], None]) -> int:
    """Match the stances of the record that were never matched with this codebook as it is; return how many.

    ``advance`` is told after each batch how many readings are done, and of how many. A run that is killed goes on where
    it stopped. Raises a :class:`~onrecord.errors.StoreError` where the database cannot be used.
    """
    key = f"{codebook.fingerprint} {vectors.version} {matching_version()}"
    done = 0
    with Matches(database) as matches:
        waiting = matches.waiting(key)
        if not waiting:
            return 0
        matcher = Matcher(codebook, KeptVectors(matches, vectors))
        for first in range(0, len(waiting), _READINGS_AT_ONCE):
            numbers = waiting[first : first + _READINGS_AT_ONCE]
            asked = matches.of_readings(numbers)
            # A doubtful stance that a reviewer accepts is to count where the others do.
            doubtful = _measures(matcher, matches.doubtful_of_readings(numbers))
            matches.keep(_measures(matcher, asked), numbers, key, doubtful)
            done += len(asked)
            advance(first + len(numbers), len(waiting))
    return done


def _measures(matcher: Matcher, asked: Sequence[Asked]) -> dict[tuple[int, int], str | None]:
    found = matcher.match([Phrase(stance.measure, stance.target, stance.evidence) for stance in asked])
    return {(each.reading, each.position): match.measure for each, match in zip(asked, found, strict=True)}


def unmatched_groups(database: Database, vectors: Vectors) -> dict[str, list[Asked]]:
    """Return the stances that match no measure, grouped by what they are about: the commonest phrase of each group first.

    Groups with the most stances come first.
    """
    with Matches(database) as matches:
        stances = matches.unmatched()
        called = grouped(Counter(stance.measure for stance in stances), KeptVectors(matches, vectors))
    groups: dict[str, list[Asked]] = {}
    for stance in stances:
        groups.setdefault(called[stance.measure], []).append(stance)
    return dict(sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])))
