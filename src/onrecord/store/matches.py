"""Stances and the measures of the codebook that they are about: written anew whenever the codebook changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import ColumnElement, Connection, Table, bindparam, func, or_, select

from onrecord.settings import Database
from onrecord.store.database import PATIENCE_S, OpenDatabase, insert_new
from onrecord.store.schema import articles, doubtful_stances, phrase_vectors, readings, stances
from onrecord.store.versions import storable

_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Asked:
    """A stance of a current reading as matching sees it; ``reading`` and ``position`` are its key.

    ``codebook`` is the measure that it was matched with, ``evidence`` the words that show it.
    """

    reading: int
    position: int
    article: str
    holder: str
    measure: str
    target: str | None
    evidence: str
    codebook: str | None


class Matches(OpenDatabase):
    """Gives the stances to be matched, and keeps what they were matched with.

    Every method raises a :class:`~onrecord.errors.StoreError` where the database cannot be used.
    """

    def __init__(self, path: Database, patience_s: float = PATIENCE_S) -> None:
        """Open the database at ``path``, which must be there. ``patience_s``: how long to wait for a lock."""
        super().__init__(path, create=False, patience_s=patience_s)

    def waiting(self, key: str) -> list[int]:
        """Return the current readings that were last matched with something else than what ``key`` names, or never."""
        other = or_(readings.c.matched.is_(None), readings.c.matched != key)
        with self._look() as connection:
            found = select(readings.c.n).where(readings.c.current, other).order_by(readings.c.n)
            return list(connection.execute(found).scalars())

    def of_readings(self, numbers: Sequence[int]) -> list[Asked]:
        """Return the stances of the readings with these keys, in order."""
        with self._look() as connection:
            return _asked_of(connection, stances, numbers)

    def doubtful_of_readings(self, numbers: Sequence[int]) -> list[Asked]:
        """Return the doubtful stances of the readings with these keys, in order."""
        with self._look() as connection:
            return _asked_of(connection, doubtful_stances, numbers)

    def unmatched(self) -> list[Asked]:
        """Return the stances of current readings that match no measure."""
        with self._look() as connection:
            return list(_asked(connection, stances, stances.c.codebook.is_(None)))

    def counts(self) -> dict[str | None, int]:
        """Count the stances of current readings by the measure that they match; ``None`` is none."""
        count = select(stances.c.codebook, func.count()).select_from(stances.join(readings)).where(readings.c.current)
        with self._look() as connection:
            return {row[0]: row[1] for row in connection.execute(count.group_by(stances.c.codebook))}

    def keep(
        self,
        found: Mapping[tuple[int, int], str | None],
        numbers: Sequence[int],
        key: str,
        doubtful: Mapping[tuple[int, int], str | None] = MappingProxyType({}),
    ) -> None:
        """Keep the measures of stances by their keys; the readings ``numbers`` are matched with what ``key`` names.

        ``doubtful`` are those of doubtful stances. All of it is kept or nothing.
        """
        with self._write() as connection:
            for table, measures in ((stances, found), (doubtful_stances, doubtful)):
                here = (table.c.reading == bindparam("of")) & (table.c.position == bindparam("at"))
                rows = [{"of": of, "at": at, "found": measure} for (of, at), measure in measures.items()]
                if rows:
                    connection.execute(table.update().where(here).values(codebook=bindparam("found")), rows)
            matched = readings.update().where(readings.c.n == bindparam("of")).values(matched=key)
            if numbers:
                connection.execute(matched, [{"of": number} for number in numbers])

    def vectors(self, weights: str, phrases: Sequence[str]) -> dict[str, bytes]:
        """Return the vectors that are kept for these phrases, as they were given, by the version of the weights."""
        found: dict[str, bytes] = {}
        kept = phrase_vectors.c
        with self._look() as connection:
            for first in range(0, len(phrases), _AT_ONCE):
                asked = [storable(phrase) for phrase in phrases[first : first + _AT_ONCE]]
                rows = select(kept.phrase, kept.vector).where(kept.weights == weights, kept.phrase.in_(asked))
                found.update((row.phrase, row.vector) for row in connection.execute(rows))
        return found

    def keep_vectors(self, weights: str, vectors: Mapping[str, bytes]) -> None:
        """Keep phrases' vectors; those of other weights are of no more use and go."""
        rows = [{"weights": weights, "phrase": storable(phrase), "vector": value} for phrase, value in vectors.items()]
        with self._write() as connection:
            connection.execute(phrase_vectors.delete().where(phrase_vectors.c.weights != weights))
            # Another process may have kept the same in the meantime.
            insert_new(connection, phrase_vectors, rows)


def _asked_of(connection: Connection, table: Table, numbers: Sequence[int]) -> list[Asked]:
    return [
        asked
        for first in range(0, len(numbers), _AT_ONCE)
        for asked in _asked(connection, table, table.c.reading.in_(numbers[first : first + _AT_ONCE]))
    ]


def _asked(connection: Connection, table: Table, wanted: ColumnElement[bool]) -> Iterator[Asked]:
    evidence = func.substr(articles.c.text, table.c.evidence_start + 1, table.c.evidence_end - table.c.evidence_start)
    columns = [table.c[name] for name in ("reading", "position", "holder", "measure", "target", "codebook")]
    joined = table.join(readings, table.c.reading == readings.c.n).join(articles, readings.c.article == articles.c.n)
    found = select(*columns, articles.c.id.label("article"), evidence.label("evidence")).select_from(joined)
    ordered = found.where(readings.c.current, wanted).order_by(table.c.reading, table.c.position)
    for row in connection.execute(ordered):
        yield Asked(**row._mapping)
