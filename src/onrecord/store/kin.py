"""What is kin to an article: its other versions, the articles that copy it, and the one that it copies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select

from onrecord.settings import Database
from onrecord.store.database import PATIENCE_S, OpenDatabase
from onrecord.store.schema import articles, copies, pages, readings


@dataclass(frozen=True, slots=True)
class Relative:
    """An article beside another one. ``share`` is the part of a copy's own prose that it takes, ``None`` for a version.

    ``current`` tells whether it is the version that was found last, ``read_at`` when it was last read.
    """

    id: str
    outlet: str | None
    title: str | None
    published: date | None
    updated: date | None
    page: str
    read_at: datetime | None
    current: bool
    share: float | None


@dataclass(frozen=True, slots=True)
class Kin:
    """``versions`` are all of the article's page, oldest reading first, itself included; ``copies`` those taken from it."""

    versions: tuple[Relative, ...]
    copies: tuple[Relative, ...]


class Family(OpenDatabase):
    """Finds what is kin to an article. Raises a :class:`~onrecord.errors.StoreError` where the database is unusable."""

    def __init__(self, path: Database, patience_s: float = PATIENCE_S) -> None:
        """Open the database, which must be there; an older one is brought up to date."""
        super().__init__(path, create=False, patience_s=patience_s)

    def of(self, article: str) -> Kin:
        """Return the kin of the article with this id; nothing if there is none."""
        here = articles.alias()
        its_pages = (
            select(pages.c.address).select_from(here.join(pages, here.c.page == pages.c.n)).where(here.c.id == article)
        )
        numbers = select(here.c.n).where(here.c.id == article)
        of_article = readings.c.article == articles.c.n
        columns: list[ColumnElement[Any]] = [
            *(articles.c[name] for name in ("id", "outlet", "title", "published", "updated")),
            pages.c.address.label("page"),
            select(func.max(readings.c.read_at)).where(of_article).scalar_subquery().label("read_at"),
            exists().where(of_article, readings.c.current).label("current"),
        ]
        joined = articles.join(pages, articles.c.page == pages.c.n)
        versions = select(*columns).select_from(joined).where(pages.c.address.in_(its_pages))
        taken = joined.join(copies, copies.c.article == articles.c.n)
        copied = select(*columns, copies.c.share).select_from(taken).where(copies.c.original.in_(numbers))
        with self._look() as connection:
            return Kin(
                tuple(_relative(row) for row in connection.execute(versions.order_by("read_at", articles.c.n))),
                tuple(
                    _relative(row) for row in connection.execute(copied.order_by(articles.c.published, articles.c.n))
                ),
            )


def _relative(row: Any) -> Relative:
    found = dict(row._mapping)
    return Relative(**found | {"current": bool(found["current"]), "share": found.get("share")})
