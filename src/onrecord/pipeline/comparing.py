"""Comparisons of reports, each worked out once: between analysis, which compares, and the store, which keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import combinations

from onrecord.errors import StoreError
from onrecord.pipeline.claim_vectors import ClaimVectors
from onrecord.record.comparison.claims import Claim, claims_of
from onrecord.record.comparison.compared import Comparison, compare
from onrecord.record.comparison.keeping import claims_digest, comparison_key, exchanged, packed, unpacked
from onrecord.record.comparison.table import Table, table_of
from onrecord.record.vectors import Vectors
from onrecord.records import Reading
from onrecord.store import Comparisons, KeptComparison

_AT_ONCE = 8
"""After so many pairs what was found is kept: whoever asks meanwhile sees how far it is."""

Places = tuple[int, int]
"""The numbers of two readings in the order in which they were given."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept of the comparisons of some readings, by their places, and which of them are not (``missing``)."""

    readings: Sequence[Reading]
    claims: Sequence[tuple[Claim, ...]]
    digests: Sequence[str]
    found: Mapping[Places, Comparison]
    missing: tuple[Places, ...]


class ComparedReports:
    """Compares readings, and keeps what it finds in the record's database.

    A comparison is kept under a key of all that decides it, the claims of both readings first: after a new reading or a
    reviewer's decision the key is another, and what was kept is found no more.
    """

    def __init__(self, kept: Comparisons, vectors: Vectors) -> None:
        """Take what is kept from ``kept``, and compare by ``vectors`` what is not."""
        self._kept, self._vectors = kept, vectors

    def known(self, readings: Sequence[Reading], wanted: Sequence[Places] | None = None) -> Known:
        """Look up what is kept of the comparisons of each two readings, or of those that are ``wanted``.

        Raises :class:`~onrecord.errors.StoreError` where it cannot be looked up.
        """
        claims = [claims_of(each) for each in readings]
        digests = [claims_digest(each) for each in claims]
        kept = self._kept.kept([each.article.id for each in readings])
        found: dict[Places, Comparison] = {}
        missing: list[Places] = []
        for x, y in combinations(range(len(readings)), 2) if wanted is None else wanted:
            first, second = _in_order(readings, x, y)
            articles = readings[first].article, readings[second].article
            one = kept.get((articles[0].id, articles[1].id))
            if one is None or one.key != comparison_key(digests[first], digests[second], self._vectors.version):
                missing.append((x, y))
                continue
            comparison = unpacked(one.found, articles, (claims[first], claims[second]))
            found[x, y] = exchanged(comparison) if first == y else comparison
        return Known(readings, claims, digests, found, tuple(missing))

    def two(self, a: Reading, b: Reading) -> Comparison:
        """Give the comparison of two readings; raises as :meth:`known` does."""
        ((_, found),) = self.completed(self.known([a, b])).items()
        return found

    def table(self, readings: Sequence[Reading]) -> Table:
        """Give the table of the reports of a story, none of which copies another; raises as :meth:`known` does."""
        return self.completed_table(self.known(readings))

    def completed_table(self, known: Known) -> Table:
        """Give the table of the readings of which each two were looked up, and compare those that are missing."""
        found = self.completed(known)
        return table_of(known.readings, {places: found[places] for places in sorted(found)})

    def pairs(self, readings: Sequence[Reading], wanted: Sequence[Places]) -> int:
        """See to it that some pairs of readings, given by their places, are kept; return how many were not."""
        known = self.known(readings, wanted)
        self.completed(known)
        return len(known.missing)

    def completed(self, known: Known) -> dict[Places, Comparison]:
        """Give what is kept, and with it, compared and kept now, what is missing."""
        found = dict(known.found)
        if not known.missing:
            return found
        concerned = sorted({place for places in known.missing for place in places})
        claims = {known.readings[place].article.id: known.claims[place] for place in concerned}
        vectors = ClaimVectors(self._kept, self._vectors, claims)
        for start in range(0, len(known.missing), _AT_ONCE):
            new: dict[tuple[str, str], KeptComparison] = {}
            for x, y in known.missing[start : start + _AT_ONCE]:
                first, second = _in_order(known.readings, x, y)
                a, b = known.readings[first], known.readings[second]
                one = compare(a, b, vectors)
                key = comparison_key(known.digests[first], known.digests[second], self._vectors.version)
                new[a.article.id, b.article.id] = KeptComparison(key, packed(one))
                found[x, y] = exchanged(one) if first == y else one
            # Whoever looks gets the answer, also where it cannot be kept now: somebody else writes, or only reading is allowed.
            with suppress(StoreError):
                self._kept.keep(new)
                vectors.keep()
        return found


def _in_order(readings: Sequence[Reading], x: int, y: int) -> Places:
    """Put two readings in the order of their ids: the same is found whichever comes first, so that one order is kept."""
    return (y, x) if readings[x].article.id > readings[y].article.id else (x, y)
