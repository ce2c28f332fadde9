"""All reports of a story side by side: claims down, reports across."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from onrecord.export.compared import relation_word, table_columns, table_rows
from onrecord.pipeline.comparing import Known
from onrecord.record.comparison.table import Row, Table
from onrecord.records import Article
from onrecord.store import Story
from onrecord.web.asking import Asked, Kind, Missing, Parameter
from onrecord.web.awaited import Awaited, AwaitedPair
from onrecord.web.pages.comparison import RELATION_SIGNS, ClaimCell, claim_cell, compared_at, readings_of
from onrecord.web.pages.paging import Part, part_of
from onrecord.web.pages.stories import story_called
from onrecord.web.views import View, routes_of

MOST_REPORTS = 8
"""How many reports are compared, each with each: the first ones of a story that has more."""

SHOWN = 60
"""How many claims a page of HTML lists."""


@dataclass(frozen=True, slots=True)
class AcrossRow:
    """A claim as each report tells it, ``None`` where one does not. ``relation`` is a word for how they relate."""

    relation: str
    sign: str
    on: tuple[str, ...]
    cells: tuple[ClaimCell | None, ...]


@dataclass(frozen=True, slots=True)
class AcrossPage:
    """What the reports of a story tell, what most of them tell first. ``left_out`` of its reports are not compared."""

    story: Story
    table: Table
    left_out: int
    part: Part
    shown: tuple[AcrossRow, ...]

    @property
    def title(self) -> str:
        """The headline that stands for the story."""
        return called(self.story)

    @property
    def articles(self) -> tuple[Article, ...]:
        """The reports that are compared, in the order of the columns."""
        return self.table.articles

    def as_json(self) -> dict[str, Any]:
        """Give the claims with what each report tells of them, by the ids of articles, statements and stances."""
        return {
            "story": self.story.id,
            "articles": [article.id for article in self.articles],
            "claims": [_row_to_json(row, self.articles) for row in self.table.rows],
        }

    def columns(self) -> Sequence[str]:
        """The columns: how the claims relate, whose they are, and a column for each report."""
        return table_columns(self.table)

    def rows(self) -> Iterator[Sequence[object]]:
        """Yield a line for each claim, with the words of each report that tells it."""
        return table_rows(self.table)


def across(asked: Asked) -> AcrossPage | Awaited:
    """Fill the table, or tell that it is being worked out; raise :class:`~onrecord.web.asking.Missing` without such a story."""
    current = asked.current
    story = story_called(current, asked.choice("story", ""))
    ids = tuple(report.id for report in story.witnesses)[:MOST_REPORTS]
    # What is kept in memory holds until anybody decides anything; a new reading makes the record anew.
    key = (ids, current.decisions)
    table = current.tables.known(key)
    if table is None:
        known = current.store.compared.known(readings_of(current, ids))

        def worked_out() -> Table:
            return current.store.compared.completed_table(known)

        found = current.tables.get if asked.whole or not known.missing else current.tables.soon
        table = found(key, worked_out)
        if table is None:
            return _awaited(story, known)
    part = part_of(len(table.rows), asked.number("page", 1), SHOWN)
    if part is None:
        raise Missing("the table does not go so far; begin at its first page")
    return AcrossPage(
        story=story,
        table=table,
        left_out=len(story.witnesses) - len(ids),
        part=part,
        shown=tuple(_row(row, table.articles) for row in part.of(table.rows)),
    )


def _awaited(story: Story, known: Known) -> Awaited:
    """What is known of a table before it is there: the reports, and which two of them are compared already."""
    articles = tuple(reading.article for reading in known.readings)
    pairs = (
        AwaitedPair(articles[x], articles[y], compared_at(articles[x], articles[y]), (x, y) in known.found)
        for x, y in combinations(range(len(articles)), 2)
    )
    words = "These reports are being compared, each with each. The table comes when all of it is known."
    return Awaited(called(story), words, articles, tuple(pairs), story.id)


def called(story: Story) -> str:
    """Give what the page of a story's table is called."""
    return f"Claim by claim: {story.headline or story.id}"


def _row(row: Row, articles: Sequence[Article]) -> AcrossRow:
    cells = (
        claim_cell(claim, article, ()) if claim else None for claim, article in zip(row.claims, articles, strict=True)
    )
    sign = RELATION_SIGNS[row.relation] if row.relation is not None else ""
    return AcrossRow(relation_word(row), sign, row.on, tuple(cells))


def _row_to_json(row: Row, articles: Sequence[Article]) -> dict[str, Any]:
    told = zip(articles, row.claims, strict=True)
    return {
        "relation": relation_word(row),
        "on": list(row.on),
        "told": {article.id: {"id": claim.id, "words": claim.words} for article, claim in told if claim is not None},
    }


routes = routes_of(
    View(
        path="/across",
        name="across",
        summary="What each report of a story tells: claims down, reports across",
        gives="the claims of the story's reports, with what each report tells of them",
        template="across.html",
        page=across,
        locked=False,
        parameters=(
            Parameter("story", "the id of a story, or of an article of it", required=True),
            Parameter("page", "which page of claims; for HTML only", Kind.NUMBER),
        ),
    )
)
