"""Statements across articles, one by one, with their words: what an actor's page and the search list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.store.spoken import Said
from onrecord.web.pages.addresses import mark_id
from onrecord.web.templating import address
from onrecord.wire import statement_to_json

COLUMNS = (
    *("article", "outlet", "title", "published", "id", "name", "party", "kind", "polarity", "confidence", "when"),
    *("within", "source", "cue", "content"),
    "decided",
)


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A statement with where it stands; ``decided`` tells which reviewer stands by it, ``None`` for the machine alone."""

    said: Said
    address: str
    decided: str | None

    def as_json(self) -> dict[str, Any]:
        """Give the statement as in a reading, with the article it stands in, and ``words``: what its spans quote."""
        said = self.said
        return {
            "article": said.article,
            "outlet": said.outlet,
            "title": said.title,
            "published": said.published.isoformat() if said.published else None,
            **statement_to_json(said.statement),
            "words": {"source": said.source, "cue": said.cue, "content": said.content},
            "decided": self.decided,
        }

    def row(self) -> Sequence[object]:
        """Give the statement in :data:`COLUMNS`."""
        line = self.as_json()
        line["when"] = line["when"] and line["when"]["value"]
        line |= line.pop("words")
        return [line[column] for column in COLUMNS]


def said_line(said: Said, decided: str | None = None) -> SaidLine:
    """Make the line of a statement."""
    return SaidLine(said, f"{address('articles', said.article)}#{mark_id(said.statement.id)}", decided)
