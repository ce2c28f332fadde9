"""Stories: the articles that report one event, and who copied whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, islice
from math import comb
from typing import Any

from onrecord.record.actors import folded
from onrecord.store import Report, Story, story_to_json
from onrecord.web.asking import PAGE, Asked, Kind, Missing, Parameter
from onrecord.web.live import Current
from onrecord.web.pages.paging import Part, part_of
from onrecord.web.templating import address
from onrecord.web.views import View, routes_of

SHOWN = 100
"""How many stories a page of HTML lists."""

MOST_PAIRS = 45
"""How many pairs of reports a story's page offers to compare; of more, the first ones."""


@dataclass(frozen=True, slots=True)
class StoriesPage:
    """The stories that the filter leaves, the latest first, undated ones last."""

    stories: tuple[Story, ...]
    least: int
    part: Part
    shown: tuple[Story, ...]

    title = "Stories"

    def as_json(self) -> dict[str, Any]:
        """Give the stories."""
        return {"stories": [story_to_json(each) for each in self.stories]}

    def columns(self) -> Sequence[str]:
        """The columns of the lines about stories."""
        return ("id", "first", "last", "articles", "copies", "outlets", "headline")

    def rows(self) -> Iterator[Sequence[object]]:
        """Yield a line for each story."""
        for each in self.stories:
            copies = len(each.reports) - len(each.witnesses)
            yield each.id, each.first, each.last, len(each.reports), copies, each.outlets, each.headline


@dataclass(frozen=True, slots=True)
class ReportLine:
    """An article of a story, with the number of its statements, and where it and the one that it copies are shown."""

    report: Report
    statements: int | None
    address: str
    original: str | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports of a story that are no copies, and the address at which they are compared."""

    a: Report
    b: Report
    address: str


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A story: its reports, the earliest first, and which of them can be compared."""

    story: Story
    reports: tuple[ReportLine, ...]
    pairs: tuple[Pair, ...]
    pairs_in_all: int

    @property
    def title(self) -> str:
        """The headline that stands for the story."""
        return self.story.headline or f"Story {self.story.id}"

    def as_json(self) -> dict[str, Any]:
        """Give the story with its reports."""
        return story_to_json(self.story)

    def columns(self) -> Sequence[str]:
        """The columns of the lines about reports."""
        return ("article", "page", "outlet", "title", "published", "copy_of")

    def rows(self) -> Iterator[Sequence[object]]:
        """Yield a line for each report."""
        for each in self.story.reports:
            yield each.id, each.page, each.outlet, each.title, each.published, each.copy_of


def stories(asked: Asked) -> StoriesPage:
    """Fill the list of stories; raise :class:`~onrecord.web.asking.Missing` for a page beyond the last one."""
    since, words, least = asked.day("since"), folded(asked.one("outlet") or ""), asked.number("least", 1)
    found = [
        story
        for story in asked.current.stories.by_id.values()
        if len(story.witnesses) >= least
        and (since is None or (story.last is not None and story.last >= since))
        and (not words or any(words in folded(outlet) for outlet in story.outlets))
    ]
    found.sort(key=lambda story: (story.last is not None, story.last or date.min), reverse=True)
    part = part_of(len(found), asked.number("page", 1), SHOWN)
    if part is None:
        raise Missing("the list does not go so far; begin at its first page")
    return StoriesPage(tuple(found), least, part, tuple(part.of(found)))


def story(asked: Asked) -> StoryPage:
    """Fill the page of a story, which may be named by an id that it had before or by an article's.

    Raises :class:`~onrecord.web.asking.Missing` if there is none.
    """
    found = story_called(asked.current, asked.path["story"])
    pairs = pairs_of(found)
    return StoryPage(
        story=found,
        reports=tuple(_line(asked.current, each) for each in found.reports),
        pairs=tuple(Pair(a, b, address("comparison", a=a.id, b=b.id)) for a, b in pairs),
        pairs_in_all=comb(len(found.witnesses), 2),
    )


def pairs_of(found: Story) -> list[tuple[Report, Report]]:
    """Give the pairs of a story's reports that its page offers to compare."""
    return list(islice(combinations(found.witnesses, 2), MOST_PAIRS))


def story_called(current: Current, name: str) -> Story:
    """Give the story with an id, or with an article of that id."""
    known = current.stories.by_id.get(name) or current.stories.by_article.get(name)
    if known is not None:
        return known
    # Every id begins with no name at all.
    for found in current.store.view.stories_called(name) if name else ():
        # A beginning of an id is for those who type it: an address names one story, today and tomorrow.
        if len(name) == len(found.id):
            return found
    raise Missing(f"there is no story {name!r} in the record")


def _line(current: Current, report: Report) -> ReportLine:
    article = current.articles.get(report.id)
    original = address("articles", report.copy_of) if report.copy_of is not None else None
    return ReportLine(report, article.statements if article else None, address("articles", report.id), original)


routes = routes_of(
    View(
        path="/stories",
        name="stories",
        summary="The stories: articles that report one event",
        gives="stories with their reports, as `onrecord stories --json` prints them, the latest first",
        template="stories.html",
        page=stories,
        parameters=(
            Parameter("since", "only stories with a report of that day or later", Kind.DAY),
            Parameter("outlet", "only stories that an outlet with these words in its name reports"),
            Parameter("least", "only stories with so many reports, copies aside", Kind.NUMBER),
            PAGE,
        ),
    ),
    View(
        path="/stories/{story:path}",
        name="story",
        summary="A story: who reported it when, and who copied whom",
        gives="the story, as `onrecord story --json` prints it",
        template="story.html",
        page=story,
    ),
)
