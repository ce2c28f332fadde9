"""What stands in place of what where two claims otherwise have the same words: one number, name or time for another."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from onrecord.record.comparison.details import common_runs

Words = tuple[str, ...]

_LONGEST = 3
_LEAST_AROUND = 2
"""So many words before and behind, together, must be the same for one word to stand in place of another."""


@lru_cache(maxsize=1 << 16)
def exchanged(one: Words, other: Words) -> tuple[tuple[Words, Words], ...]:
    """Return the stretches of a few words of one claim that stand where the other has others, the same from either side."""
    if other < one:
        return tuple((y, x) for x, y in exchanged(other, one))
    if len(set(one) & set(other)) < _LEAST_AROUND:
        return ()
    found = []
    for before, behind in pairwise(common_runs(one, other)):
        gap = one[before.a + before.size : behind.a], other[before.b + before.size : behind.b]
        if all(0 < len(words) <= _LONGEST for words in gap) and before.size + behind.size >= _LEAST_AROUND:
            found.append(gap)
    return tuple(found)
