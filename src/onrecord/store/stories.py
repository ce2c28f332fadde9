"""Stories of the record, as who looks at them sees them: the reports of one event, who copied whom, and a headline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select, true

from onrecord.records import StoryJudgement
from onrecord.store import rows
from onrecord.store.schema import articles, pages, story_judgements, story_links, story_members
from onrecord.wire import SCHEMA

_AT_ONCE = 400
_MEMBERS = story_members.join(articles, story_members.c.article == articles.c.n).join(pages)
_JUDGEMENTS = select(story_judgements).order_by(story_judgements.c.n)


@dataclass(frozen=True, slots=True)
class Report:
    """An article of a story. ``copy_of`` is the id of the article of the story that it is a copy of; it is no witness."""

    id: str
    page: str
    outlet: str | None
    title: str | None
    published: date | None
    copy_of: str | None


@dataclass(frozen=True, slots=True)
class Story:
    """The articles that report one event, the earliest first, those without a date last.

    ``headline`` is that of the report which is most like the others; ``None`` if no report has one.
    """

    id: str
    headline: str | None
    reports: tuple[Report, ...]

    @property
    def first(self) -> date | None:
        """The day of the first report whose day is known."""
        return min((each.published for each in self.reports if each.published), default=None)

    @property
    def last(self) -> date | None:
        """The day of the last report whose day is known."""
        return max((each.published for each in self.reports if each.published), default=None)

    @property
    def witnesses(self) -> tuple[Report, ...]:
        """The reports that are no copies."""
        return tuple(each for each in self.reports if each.copy_of is None)

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that report it, in the order in which they did."""
        return tuple(dict.fromkeys(each.outlet for each in self.reports if each.outlet))


def story_to_json(story: Story) -> dict[str, Any]:
    """Return the story as a dict that :func:`json.dumps` takes."""
    return {
        "schema": SCHEMA,
        "story": story.id,
        "headline": story.headline,
        "first": _day(story.first),
        "last": _day(story.last),
        "outlets": list(story.outlets),
        "witnesses": len(story.witnesses),
        "copies": len(story.reports) - len(story.witnesses),
        "reports": [
            {
                "article": each.id,
                "page": each.page,
                "outlet": each.outlet,
                "title": each.title,
                "published": _day(each.published),
                "copy_of": each.copy_of,
            }
            for each in story.reports
        ],
    }


def load_stories(connection: Connection, founders: Sequence[int]) -> Iterator[Story]:
    """Yield the stories that the articles with these keys founded, in this order."""
    for first in range(0, len(founders), _AT_ONCE):
        part = founders[first : first + _AT_ONCE]
        members: dict[int, list[Any]] = defaultdict(list)
        columns: list[ColumnElement[Any]] = [
            *(story_members.c[name] for name in ("article", "witness", "story", "name")),
            *(articles.c[name] for name in ("id", "outlet", "title", "published")),
            pages.c.address,
        ]
        found = select(*columns).select_from(_MEMBERS).where(story_members.c.story.in_(part))
        ordered = found.order_by(articles.c.published.is_(None), articles.c.published, story_members.c.name)
        for row in connection.execute(ordered):
            members[row.story].append(row)
        central = _centrality(connection, {row.article: row.story for rows in members.values() for row in rows})
        for founder in part:
            if members[founder]:
                yield _story(founder, members[founder], central)


def founders(connection: Connection, since: date | None) -> list[int]:
    """Return who founded the stories that have a report of that day or later: by their first days, undated ones last."""
    first, last = func.min(articles.c.published), func.max(articles.c.published)
    asked = select(story_members.c.story).select_from(_MEMBERS).group_by(story_members.c.story)
    if since is not None:
        asked = asked.having(last >= since)
    return list(connection.execute(asked.order_by(first.is_(None), first, story_members.c.story)).scalars())


def founders_called(connection: Connection, words: str) -> list[int]:
    """Return who founded the stories that ``words`` name: by a story's id, one that it had, or an article's; or its beginning.

    A story goes by the names of all its articles: that of the one which founds it, and those of any that once did.
    """
    founded = story_members.c.story == story_members.c.article
    for column, extra in ((story_members.c.name, founded), (story_members.c.name, true()), (articles.c.id, true())):
        for called in (column == words, column.startswith(words, autoescape=True)):
            asked = select(story_members.c.story).select_from(_MEMBERS).where(called, extra).distinct()
            found = sorted(connection.execute(asked).scalars())
            if found:
                return found
    return []


def load_story_judgements(connection: Connection) -> tuple[StoryJudgement, ...]:
    """Return what reviewers decided about stories, in the order they did."""
    return tuple(rows.story_judgement_from(row) for row in connection.execute(_JUDGEMENTS))


def _centrality(connection: Connection, stories: Mapping[int, int]) -> dict[int, float]:
    """How like each article is to the others of its story, all together; ``stories`` has the story of each."""
    central: dict[int, float] = defaultdict(float)
    ordered = sorted(stories)
    for first in range(0, len(ordered), _AT_ONCE):
        part = ordered[first : first + _AT_ONCE]
        links = story_links.c
        asked = select(links.article, links.earlier, links.likeness).where(links.article.in_(part))
        for row in connection.execute(asked):
            if stories.get(row.earlier) == stories[row.article]:
                central[row.article] += row.likeness
                central[row.earlier] += row.likeness
    return central


def _story(founder: int, members: Sequence[Any], central: dict[int, float]) -> Story:
    ids = {row.article: row.id for row in members}
    named = {row.article: row.name for row in members}
    titled = [row for row in members if row.title]
    best = max(titled, key=lambda row: (row.article == row.witness, central.get(row.article, 0.0)), default=None)
    reports = tuple(
        Report(
            row.id,
            row.address,
            row.outlet,
            row.title,
            row.published,
            ids.get(row.witness) if row.article != row.witness else None,
        )
        for row in members
    )
    return Story(named[founder], best.title if best else None, reports)


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
