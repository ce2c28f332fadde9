"""The list of articles, by date, the latest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from onrecord.record.actors import folded
from onrecord.store import Listed
from onrecord.web.asking import PAGE, Asked, Kind, Missing, Parameter
from onrecord.web.pages.paging import Part, part_of
from onrecord.web.views import View, routes_of

SHOWN = 100
"""How many articles a page of HTML lists."""


@dataclass(frozen=True, slots=True)
class ArticlesPage:
    """The articles that the filter leaves, the latest first, undated ones last."""

    articles: tuple[Listed, ...]
    outlets: tuple[str, ...]
    part: Part
    shown: tuple[Listed, ...]

    title = "Articles"

    def as_json(self) -> dict[str, Any]:
        """Give all lines."""
        return {"articles": [dict(zip(self.columns(), map(_text, row), strict=True)) for row in self.rows()]}

    def columns(self) -> Sequence[str]:
        """The columns of the lines about articles."""
        return ("id", "outlet", "title", "published", "updated", "copy_of", "statements", "page", "reader", "read_at")

    def rows(self) -> Iterator[Sequence[object]]:
        """Yield a line for each article."""
        for each in self.articles:
            yield tuple(getattr(each, column) for column in self.columns())


def articles(asked: Asked) -> ArticlesPage:
    """Fill the list; raise :class:`~onrecord.web.asking.Missing` for a page beyond the last one."""
    lines = list(asked.current.articles.values())
    outlets = tuple(sorted({line.outlet for line in lines if line.outlet}))
    if words := asked.one("outlet"):
        lines = [line for line in lines if folded(words) in folded(line.outlet or "")]
    if since := asked.day("since"):
        lines = [line for line in lines if line.published and line.published >= since]
    if read_since := asked.one("read_since"):
        lines = [line for line in lines if line.read_at > datetime.fromisoformat(read_since)]
    lines.sort(key=lambda line: (line.published is not None, line.published or date.min), reverse=True)
    part = part_of(len(lines), asked.number("page", 1), SHOWN)
    if part is None:
        raise Missing("the list does not go so far; begin at its first page")
    return ArticlesPage(tuple(lines), outlets, part, tuple(part.of(lines)))


def _text(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


routes = routes_of(
    View(
        path="/articles",
        name="articles",
        summary="The articles of the dossier",
        gives="a line about each article, the latest first",
        template="articles.html",
        page=articles,
        parameters=(
            Parameter("outlet", "only outlets with these words in their name"),
            Parameter("since", "only what was published on that day or later", Kind.DAY),
            Parameter("read_since", "only what was read after that moment", Kind.MOMENT),
            PAGE,
        ),
    )
)
