"""Copies in the record: the keys by which they are looked up, and what was found.

Keys, ranks and what an article takes from another one are values that analysis gives; they are kept and found here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, TextClause, bindparam, exists, select, text

from onrecord.records import Article, Taken
from onrecord.store import rows
from onrecord.store.database import new_rows
from onrecord.store.direct import NUMBERS, Direct
from onrecord.store.loading import load_articles
from onrecord.store.schema import articles, copies, copy_keys, copy_marks, pages, readings

MOST_OF_A_KEY = 100
"""How many articles are looked up by one key: the likeliest originals. What has more is an outlet's furniture, or one
report printed everywhere, whose original is among the first."""

_AT_ONCE = 400

# What is asked for every article is put together once: that takes longer than to answer it.
_N: BindParameter[int] = bindparam("n")
_NUMBERS: BindParameter[Sequence[int]] = bindparam(NUMBERS, expanding=True)
_CURRENT = exists().where(readings.c.article == articles.c.n, readings.c.current)
_MARKED = exists().where(copy_marks.c.article == articles.c.n)
_OF_PAGE = select(articles.c.n).select_from(articles.join(pages)).where(pages.c.address == bindparam("address"))
_UNMARKED = _OF_PAGE.where(_CURRENT, ~_MARKED).order_by(articles.c.n)
_GONE = _OF_PAGE.where(~_CURRENT, _MARKED)
_THEIRS, _ORIGINAL = copy_marks.alias(), articles.alias()
_KNOWN = select(
    copy_marks.c.article,
    copy_marks.c.rank,
    articles.c.id,
    copies.c.share,
    copies.c.copy,
    _THEIRS.c.rank,
    _ORIGINAL.c.id,
).select_from(
    copy_marks.join(articles, copy_marks.c.article == articles.c.n)
    .outerjoin(copies, copies.c.article == copy_marks.c.article)
    .outerjoin(_THEIRS, _THEIRS.c.article == copies.c.original)
    .outerjoin(_ORIGINAL, _ORIGINAL.c.n == copies.c.original)
)
_KNOWN_ARTICLES = _KNOWN.where(copy_marks.c.article.in_(_NUMBERS))
_KNOWN_COPIES = _KNOWN.where(copies.c.original.in_(_NUMBERS))
_IS_COPY = select(copies.c.copy).where(copies.c.article == _N)
_ADD_MARK = copy_marks.insert()
_TAKES_NOTHING = copies.delete().where(copies.c.article == _N)


@dataclass(frozen=True, slots=True)
class Known:
    """An article that copies were looked for of, and what is known of what it takes.

    ``n`` is its key; ``place`` its rank and its id, which order originals. ``original`` is the place of the article that
    it takes from, ``share`` how much of its prose, ``copy`` whether that makes it a copy.
    """

    n: int
    place: tuple[int, str]
    original: tuple[int, str] | None
    share: float
    copy: bool


class Copying:
    """One transaction in which copies are looked for; no other process writes meanwhile.

    Copies are looked for among the articles that a current reading is of.
    """

    def __init__(self, connection: Connection) -> None:
        """Work on a connection that may write; :meth:`onrecord.store.Writer.copying` opens it."""
        self._connection = connection
        self._direct = Direct(connection)
        self.touched: set[int] = set()
        """The articles that were let go of, or of which it was kept what they take."""

    def forget_other_methods(self, method: str) -> None:
        """Drop all keys unless they are made by ``method``: keys of two methods cannot be compared."""
        if self._connection.execute(select(exists().where(copy_marks.c.method != method))).scalar():
            self._connection.execute(copy_keys.delete())
            self._connection.execute(copy_marks.delete())

    def waiting(self) -> list[str]:
        """Return the addresses of current articles whose copies were not looked for yet."""
        found = select(pages.c.address).select_from(articles.join(pages)).where(_CURRENT, ~_MARKED)
        return list(self._connection.execute(found.distinct().order_by(pages.c.address)).scalars())

    def unmarked(self, address: str) -> list[int]:
        """Return the current articles of a page whose copies were not looked for yet."""
        return [n for (n,) in self._direct.ask(_UNMARKED, {"address": address})]

    def retire(self, address: str) -> list[int]:
        """Let go of articles of a page that have no current reading any more, and return what took from them.

        What took from them must be looked for anew. What they took themselves stays, for who asks for old versions.
        """
        gone = [n for (n,) in self._direct.ask(_GONE, {"address": address})]
        self.touched.update(gone)
        for part in _parts(gone):
            self._connection.execute(copy_marks.delete().where(copy_marks.c.article.in_(part)))
        return [each.n for each in self.taking_from(gone)]

    def articles(self, numbers: Collection[int]) -> dict[int, Article]:
        """Return the articles with these keys, by key."""
        return load_articles(self._connection, numbers)

    def mark(self, n: int, keys: Sequence[int], rank: int, method: str) -> None:
        """Keep an article's keys, so that others find it. ``rank`` orders originals, the likeliest first."""
        mark = {"article": n, "method": method, "key_count": len(keys), "rank": rank}
        self._direct.insert(_ADD_MARK, [mark])
        kept = [{"key": key, "rank": rank, "article": n} for key in keys]
        self._direct.insert(new_rows(self._connection.dialect.name, copy_keys), kept)

    def sharing(self, n: int, keys: Sequence[int]) -> list[tuple[int, int, int]]:
        """Return the other articles that have some of these keys, how many they share, and how many keys they have."""
        if not keys:
            return []
        values: dict[str, int] = {f"key{number}": key for number, key in enumerate(keys)} | {"n": n}
        return [(other, shared, of) for other, shared, of in self._direct.ask(_sharing(len(keys)), values)]

    def known(self, numbers: Collection[int]) -> list[Known]:
        """Return what is known of articles that copies were looked for of."""
        return list(self._known(_KNOWN_ARTICLES, numbers))

    def taking_from(self, numbers: Collection[int]) -> list[Known]:
        """Return the articles that take from one of these."""
        return list(self._known(_KNOWN_COPIES, numbers))

    def settle(self, n: int, found: tuple[int, Taken] | None) -> None:
        """Keep what an article takes, and the key of the article that it takes it from, in place of what was known.

        An article that came with the name of its original keeps it.
        """
        connection = self._connection
        self.touched.add(n)
        before = self._direct.first(_IS_COPY, {"n": n})
        if before is not None:
            self._direct.change(_TAKES_NOTHING, {"n": n})
        if found:
            original, taken = found
            connection.execute(copies.insert(), rows.taken_values(taken, n, original))
        if before or (found and found[1].copy):
            named = None
            if found and found[1].copy:
                named = connection.execute(select(articles.c.id).where(articles.c.n == found[0])).scalar_one()
            free = articles.c.copy_of.is_(None) if not before else articles.c.n == n
            connection.execute(articles.update().where(articles.c.n == n, free).values(copy_of=named))

    def _known(self, which: Select[Any], numbers: Collection[int]) -> Iterator[Known]:
        for part in _parts(sorted(numbers)):
            for n, rank, id_, share, copy, its_rank, its_id in self._direct.ask(which, {NUMBERS: part}):
                original = None if its_rank is None else (its_rank, its_id)
                yield Known(n, (rank, id_), original, share or 0.0, bool(copy))


@cache
def _sharing(keys: int) -> TextClause:
    """Ask for the other articles that have one of so many keys: of each key for the likeliest originals."""
    parts = [
        f"SELECT article FROM (SELECT article FROM copy_keys WHERE key = :key{n}"
        f" ORDER BY rank, article LIMIT {MOST_OF_A_KEY}) AS part{n}"
        for n in range(keys)
    ]
    return text(
        f"SELECT shared.article, shared.keys, copy_marks.key_count FROM (SELECT article, COUNT(*) AS keys"
        f" FROM ({' UNION ALL '.join(parts)}) AS found WHERE article <> :n GROUP BY article) AS shared"
        " JOIN copy_marks ON copy_marks.article = shared.article"
    )


def _parts(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(numbers), _AT_ONCE):
        yield numbers[first : first + _AT_ONCE]
