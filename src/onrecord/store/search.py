"""Searching articles, statements and stances for words: FTS5 in SQLite, text search in PostgreSQL.

The index holds what was read. What reviewers decided stands beside it (:func:`lines_of`, :func:`line_has`): whoever searches
leaves out the lines of an article that they decided about, and looks into those that stand.

A query is words that must all be there; words in quotation marks must follow each other; an asterisk after a word stands
for any ending. Neither case nor accents matter.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from sqlalchemy import Connection, exists, insert, select, text

from onrecord.records import Reading
from onrecord.settings import Database
from onrecord.store.database import PATIENCE_S, OpenDatabase
from onrecord.store.loading import load_readings
from onrecord.store.schema import articles, readings, search_marks

_WORD = re.compile(r"[^\W_]+")
_ASKED = re.compile(r'"([^"]*)"|(\S+)')
_AT_ONCE = 200
_MOST_HITS = 1 << 40
# A key of 63 bits says what was found, and when it was published, so that the latest come first without being sorted.
_MOST_PARTS, _MOST_READINGS, _MOST_DAYS = 1 << 15, 1 << 24, 1 << 22


class Sort(IntEnum):
    """What a hit is."""

    ARTICLE = 0
    STATEMENT = 1
    STANCE = 2


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must follow each other, folded; with ``open_ended`` the last one may go on."""

    words: tuple[str, ...]
    open_ended: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """Where words were found: the key of a reading, and the position of a statement or a stance in it (0 for an article).

    ``key`` says all of it: what was published later has the greater one.
    """

    sort: Sort
    reading: int
    position: int
    key: int = field(default=0, compare=False)


def plain(words: str) -> str:
    """Fold words as the search does: neither case nor accents matter."""
    parted = unicodedata.normalize("NFKD", words)
    return "".join(character for character in parted if not unicodedata.combining(character)).casefold()


def terms_of(query: str) -> tuple[Term, ...]:
    """Take a query apart; nothing is left of one without letters or digits."""
    found = []
    for quoted, bare in _ASKED.findall(query):
        words = tuple(_WORD.findall(plain(quoted or bare)))
        if words:
            found.append(Term(words, not quoted and bare.endswith("*")))
    return tuple(dict.fromkeys(found))


def line_has(line: str, terms: Sequence[Term]) -> bool:
    """Tell whether a line, as :func:`folded_line` gives it, has all terms."""
    return all(f" {' '.join(term.words)}{'' if term.open_ended else ' '}" in line for term in terms)


def folded_line(words: str) -> str:
    """Give the words of a line, folded, each between spaces."""
    return f" {' '.join(_WORD.findall(plain(words)))} "


class Search(OpenDatabase):
    """Finds words in the current version of each page."""

    def __init__(self, path: Database, patience_s: float = PATIENCE_S) -> None:
        """Open the database, which must be there; an older one is brought up to date."""
        super().__init__(path, create=False, patience_s=patience_s)

    def take_in_new(self) -> int:
        """Make what was read since the last time fit to be found, and return how many readings that are.

        Each lot is one transaction: a run that is killed goes on where it stopped.
        """
        done = 0
        while lot := self._waiting():
            with self._write() as connection:
                # Another process may have taken in the same ones meanwhile.
                known = select(search_marks.c.reading).where(search_marks.c.reading.in_(lot))
                left = sorted(set(lot) - set(connection.execute(known).scalars()))
                for n, reading in zip(left, load_readings(connection, left), strict=True):
                    _insert(connection, lines_of(n, reading))
                    connection.execute(insert(search_marks), {"reading": n})
            done += len(left)
        return done

    def count(self, query: str, sort: Sort, without: Collection[int] = ()) -> int:
        """Return in how many places the query's words are found, those with keys in ``without`` aside."""
        with self._look() as connection:
            asked = _asked(connection, query, sort, without)
            return int(connection.execute(text(f"SELECT count(*) {asked[0]}"), asked[1]).scalar_one()) if asked else 0

    def find(
        self, query: str, sort: Sort, first: int = 0, most: int | None = None, without: Collection[int] = ()
    ) -> list[Hit]:
        """Return where the query's words are found, what was published last first, undated articles last.

        The first ``first`` are left out, as are those with keys in ``without``, and there are no more than ``most``.
        Nothing is found for a query without words.
        """
        with self._look() as connection:
            asked = _asked(connection, query, sort, without)
            if asked is None:
                return []
            part = f"SELECT rowid {asked[0]} ORDER BY rowid DESC LIMIT :most OFFSET :first"
            most = _MOST_HITS if most is None else most
            return [
                hit_of(key)
                for key in connection.execute(text(part), {**asked[1], "most": most, "first": first}).scalars()
            ]

    def numbers(self, ids: Collection[str]) -> dict[str, tuple[int, ...]]:
        """Return the keys of the current readings of articles with these ids: several where it stands on several pages."""
        found: dict[str, tuple[int, ...]] = {}
        listed = sorted(ids)
        joined = select(articles.c.id, readings.c.n).join(articles, readings.c.article == articles.c.n)
        current = joined.where(readings.c.current).order_by(readings.c.n)
        with self._look() as connection:
            for first in range(0, len(listed), _AT_ONCE):
                here = articles.c.id.in_(listed[first : first + _AT_ONCE])
                for row in connection.execute(current.where(here)):
                    found[row.id] = (*found.get(row.id, ()), row.n)
        return found

    def readings_at(self, numbers: Sequence[int]) -> dict[int, Reading]:
        """Return the readings with these keys."""
        with self._look() as connection:
            return dict(zip(numbers, load_readings(connection, numbers), strict=True))

    def _waiting(self) -> list[int]:
        unmarked = ~exists().where(search_marks.c.reading == readings.c.n)
        with self._look() as connection:
            found = select(readings.c.n).where(unmarked).order_by(readings.c.n).limit(_AT_ONCE)
            return list(connection.execute(found).scalars())


_OUTDATED = select(exists().where(search_marks.c.reading == readings.c.n, readings.c.current.is_(False)))
_SQLITE = "FROM search_lines WHERE search_lines MATCH :query AND rowid BETWEEN :low AND :high"
_POSTGRES = "FROM search_lines WHERE words @@ to_tsquery('simple', :query) AND rowid BETWEEN :low AND :high"
# The reading as it stands in a key.
_CURRENT = (
    f" AND {_MOST_READINGS - 1} - ((rowid >> 15) & {_MOST_READINGS - 1}) IN (SELECT n FROM readings WHERE current)"
)
# The sign keeps SQLite from asking the index once for each key.
_WITHOUT_SQLITE = " AND +rowid NOT IN (SELECT value FROM json_each(:without))"
_WITHOUT_POSTGRES = " AND rowid NOT IN (SELECT CAST(json_array_elements_text(CAST(:without AS json)) AS bigint))"


def _asked(
    connection: Connection, query: str, sort: Sort, without: Collection[int]
) -> tuple[str, dict[str, Any]] | None:
    """The question to the database with what it is about; ``None`` for a query without words."""
    terms = terms_of(query)
    if not terms:
        return None
    sqlite = connection.dialect.name == "sqlite"
    each = _MOST_DAYS * _MOST_READINGS * _MOST_PARTS
    about: dict[str, Any] = {"low": sort * each, "high": (sort + 1) * each - 1}
    about["query"] = _for_sqlite(terms) if sqlite else _for_postgres(terms)
    statement = _SQLITE if sqlite else _POSTGRES
    if connection.execute(_OUTDATED).scalar():
        statement += _CURRENT
    if without:
        statement += _WITHOUT_SQLITE if sqlite else _WITHOUT_POSTGRES
        about["without"] = json.dumps(sorted(without))
    return statement, about


def lines_of(n: int, reading: Reading) -> Iterator[tuple[int, str]]:
    """Yield the keys and the words of all that a reading with the key ``n`` lets be found."""
    article = reading.article
    day = article.published.value.toordinal() if article.published else 0
    yield _key(Sort.ARTICLE, day, n, 0), " ".join(filter(None, (article.text, article.byline)))
    for position, said in enumerate(reading.statements[:_MOST_PARTS]):
        spans = [*said.content, *said.cue, *([said.source] if said.source else [])]
        words = [said.name or "", said.party or "", *(span.quote(article.text) for span in spans)]
        yield _key(Sort.STATEMENT, day, n, position), "\n".join(words)
    for position, held in enumerate(reading.stances[:_MOST_PARTS]):
        words = [held.holder, held.party or "", held.measure, held.evidence.quote(article.text)]
        yield _key(Sort.STANCE, day, n, position), "\n".join(words)


def _key(sort: Sort, day: int, reading: int, position: int) -> int:
    # Of one day, what was read first and stands first in the text comes first.
    behind = (_MOST_READINGS - 1 - reading) * _MOST_PARTS + (_MOST_PARTS - 1 - position)
    return (sort * _MOST_DAYS + day) * _MOST_READINGS * _MOST_PARTS + behind


def hit_of(key: int) -> Hit:
    """Tell what a key stands for."""
    owner, behind = divmod(key, _MOST_READINGS * _MOST_PARTS)
    reading, position = divmod(behind, _MOST_PARTS)
    return Hit(Sort(owner // _MOST_DAYS), _MOST_READINGS - 1 - reading, _MOST_PARTS - 1 - position, key)


def _insert(connection: Connection, lines: Iterable[tuple[int, str]]) -> None:
    if connection.dialect.name == "sqlite":
        kept = [{"key": key, "words": words} for key, words in lines]
        statement = "INSERT INTO search_lines (rowid, words) VALUES (:key, :words)"
    else:
        # PostgreSQL minds accents, and takes hyphens and dots for parts of words.
        kept = [{"key": key, "words": " ".join(_WORD.findall(plain(words)))} for key, words in lines]
        statement = "INSERT INTO search_lines (rowid, words) VALUES (:key, to_tsvector('simple', :words))"
    if kept:
        connection.execute(text(statement), kept)


def _for_sqlite(terms: Iterable[Term]) -> str:
    # Quoted, so that no word of the user's is taken for an operator.
    return " AND ".join(f'"{" ".join(term.words)}"{"*" if term.open_ended else ""}' for term in terms)


def _for_postgres(terms: Iterable[Term]) -> str:
    return " & ".join(
        "(" + " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.open_ended else "") + ")"
        for term in terms
    )
