"""Comparisons of reports, each worked out once: between analysis, which compares, and the store, which keeps."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from itertools import combinations

from onrecord.errors import StoreError
from onrecord.record.comparison.claims import claims_of
from onrecord.record.comparison.compared import Comparison, compare
from onrecord.record.comparison.keeping import comparison_key, exchanged, packed, unpacked
from onrecord.record.comparison.table import Table, table_of
from onrecord.record.vectors import RememberedVectors, Vectors
from onrecord.records import Reading
from onrecord.store import Comparisons, KeptComparison

_Pair = tuple[str, str]


class ComparedReports:
    """Compares readings, and keeps what it finds in the record's database.

    A comparison is kept under a key of all that decides it, the claims of both readings first: after a new reading or a
    reviewer's decision the key is another, and what was kept is found no more.
    """

    def __init__(self, kept: Comparisons, vectors: Vectors) -> None:
        """Take what is kept from ``kept``, and compare by ``vectors`` what is not."""
        self._kept, self._vectors = kept, vectors

    def two(self, a: Reading, b: Reading) -> Comparison:
        """Give the comparison of two readings; raises :class:`~onrecord.errors.StoreError` where it cannot be looked up."""
        ((_, found),) = self._each_two([a, b]).items()
        return found

    def table(self, readings: Sequence[Reading]) -> Table:
        """Give the table of the reports of a story, none of which copies another; raises as :meth:`two` does."""
        return table_of(readings, self._each_two(readings))

    def pairs(self, readings: Sequence[Reading], wanted: Sequence[tuple[int, int]]) -> int:
        """See to it that some pairs of readings, given by their places, are kept; return how many were not."""
        return self._found(readings, wanted)[1]

    def _each_two(self, readings: Sequence[Reading]) -> dict[tuple[int, int], Comparison]:
        return self._found(readings, list(combinations(range(len(readings)), 2)))[0]

    def _found(
        self, readings: Sequence[Reading], wanted: Sequence[tuple[int, int]]
    ) -> tuple[dict[tuple[int, int], Comparison], int]:
        """The comparisons of pairs of readings, and how many of them had to be worked out."""
        claims = [claims_of(each) for each in readings]
        known = self._kept.kept([each.article.id for each in readings])
        remembered = RememberedVectors(self._vectors)
        found: dict[tuple[int, int], Comparison] = {}
        new: dict[_Pair, KeptComparison] = {}
        for x, y in wanted:
            # The same is found whichever comes first, so that one order is enough to keep.
            turned = readings[x].article.id > readings[y].article.id
            first, second = (y, x) if turned else (x, y)
            a, b = readings[first], readings[second]
            pair = (a.article.id, b.article.id)
            key = comparison_key(claims[first], claims[second], self._vectors.version)
            if pair in known and known[pair].key == key:
                one = unpacked(known[pair].found, (a.article, b.article), (claims[first], claims[second]))
            else:
                one = compare(a, b, remembered)
                new[pair] = KeptComparison(key, packed(one))
            found[x, y] = exchanged(one) if turned else one
        if new:
            # Whoever looks gets the answer, also where it cannot be kept now: somebody else writes, or only reading is allowed.
            with suppress(StoreError):
                self._kept.keep(new)
        return found, len(new)
