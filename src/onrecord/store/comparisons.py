"""Comparisons that were worked out, and what most of the work was, kept so that nobody waits for them twice."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select, union

from onrecord.settings import Database
from onrecord.store.database import PATIENCE_S, OpenDatabase, insert_new
from onrecord.store.schema import claim_vectors, comparisons

_AT_ONCE = 400
"""A statement names so many articles at most; databases take only so many values."""

Pair = tuple[str, str]
"""The ids of two articles, in order."""


@dataclass(frozen=True, slots=True)
class KeptComparison:
    """A comparison as analysis packs it; ``key`` is another whenever it would come out otherwise."""

    key: str
    found: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class KeptVectors:
    """The vectors of the texts of an article's claims: digests of the texts, and the vectors in the same order."""

    texts: bytes
    vectors: bytes


class Comparisons(OpenDatabase):
    """Keeps comparisons by the ids of their two articles, one for each pair, and claims' vectors, and gives them back.

    Every method raises a :class:`~onrecord.errors.StoreError` where the database cannot be used.
    """

    def __init__(self, path: Database, patience_s: float = PATIENCE_S) -> None:
        """Open the database, which must be there. ``patience_s``: how long to wait for a lock."""
        super().__init__(path, create=False, patience_s=patience_s)

    def kept(self, articles: Sequence[str]) -> dict[Pair, KeptComparison]:
        """Return the comparisons that are kept of each two of these articles."""
        ids = sorted(set(articles))
        here = and_(comparisons.c.a.in_(ids), comparisons.c.b.in_(ids))
        with self._look() as connection:
            found = connection.execute(select(comparisons).where(here))
            return {(row.a, row.b): KeptComparison(row.key, row.found) for row in found}

    def keys(self) -> dict[Pair, str]:
        """Return the key of every comparison that is kept."""
        with self._look() as connection:
            found = connection.execute(select(comparisons.c.a, comparisons.c.b, comparisons.c.key))
            return {(row.a, row.b): row.key for row in found}

    def keep(self, found: Mapping[Pair, KeptComparison]) -> None:
        """Keep comparisons in place of those that are kept of the same pairs."""
        rows = [{"a": a, "b": b, "key": each.key, "found": dict(each.found)} for (a, b), each in found.items()]
        with self._write() as connection:
            for a, b in found:
                connection.execute(comparisons.delete().where(comparisons.c.a == a, comparisons.c.b == b))
            insert_new(connection, comparisons, rows)

    def keep_only(self, articles: Collection[str]) -> bool:
        """Let go of all that is kept of articles other than these; return whether there was any."""
        of = union(*(select(column) for column in (claim_vectors.c.article, comparisons.c.a, comparisons.c.b)))
        with self._look() as connection:
            gone = sorted(set(connection.execute(of).scalars()).difference(articles))
        if not gone:
            return False
        with self._write() as connection:
            for start in range(0, len(gone), _AT_ONCE):
                part = gone[start : start + _AT_ONCE]
                either = or_(comparisons.c.a.in_(part), comparisons.c.b.in_(part))
                connection.execute(comparisons.delete().where(either))
                connection.execute(claim_vectors.delete().where(claim_vectors.c.article.in_(part)))
        return True

    def vectors(self, weights: str, articles: Sequence[str]) -> dict[str, KeptVectors]:
        """Return the vectors that are kept of the claims of these articles, by the version of the weights."""
        here = and_(claim_vectors.c.weights == weights, claim_vectors.c.article.in_(sorted(set(articles))))
        with self._look() as connection:
            found = connection.execute(select(claim_vectors).where(here))
            return {row.article: KeptVectors(row.texts, row.vectors) for row in found}

    def keep_vectors(self, weights: str, found: Mapping[str, KeptVectors]) -> None:
        """Keep the vectors of the claims of articles in place of those that are kept of them."""
        rows = [
            {"article": article, "weights": weights, "texts": each.texts, "vectors": each.vectors}
            for article, each in found.items()
        ]
        with self._write() as connection:
            for article in found:
                connection.execute(claim_vectors.delete().where(claim_vectors.c.article == article))
            insert_new(connection, claim_vectors, rows)
