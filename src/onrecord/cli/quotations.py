"""Statements with the words that they quote, one by one: as JSON, as CSV, or for a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.cli.terminal import print_sheet
from onrecord.record.reviewed import Review
from onrecord.records import Article, Reading, Statement
from onrecord.store import matches_speaker
from onrecord.wire import statement_to_json

_COLUMNS = (
    *("article", "page", "outlet", "title", "published", "updated", "copy_of", "id"),
    *("name", "party", "kind", "polarity", "confidence", "when", "within", "source", "cue", "content"),
    "decided",
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A statement and the article that it stands in; ``decided`` tells which reviewer stands by it, if any does."""

    article: Article
    statement: Statement
    decided: str | None

    @property
    def content(self) -> str:
        """The words of the content; where it is split, the parts are joined by ``…``."""
        return " … ".join(span.quote(self.article.text) for span in self.statement.content)

    @property
    def cue(self) -> str:
        """The words of the cue, likewise."""
        return " … ".join(span.quote(self.article.text) for span in self.statement.cue)


def found_statements(readings: Iterable[Reading], speaker: str | None, review: Review) -> Iterator[Quotation]:
    """Yield the statements of the readings after review, or only those of speakers with ``speaker`` in name or party."""
    for reading in readings:
        article = reading.article
        for statement in review.reading(reading).reading.statements:
            if speaker is None or matches_speaker(statement, speaker):
                yield Quotation(article, statement, review.decision_on_statement(article.id, statement))


def to_json(quotation: Quotation) -> dict[str, Any]:
    """Return the statement as in a reading, with the article it stands in, and ``words``: what its spans quote."""
    article, statement = quotation.article, quotation.statement
    return {
        "article": article.id,
        "page": article.page,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published.value.isoformat() if article.published else None,
        "updated": article.updated.value.isoformat() if article.updated else None,
        "copy_of": article.copy_of,
        **statement_to_json(statement),
        "words": {
            "source": statement.source.quote(article.text) if statement.source else None,
            "cue": [span.quote(article.text) for span in statement.cue],
            "content": [span.quote(article.text) for span in statement.content],
        },
        "decided": quotation.decided,
    }


def print_csv(quotations: Iterable[Quotation]) -> None:
    """Print the statements as CSV, a line each."""
    print_sheet(_COLUMNS, map(_row, quotations))


def _row(quotation: Quotation) -> list[object]:
    line = to_json(quotation)
    words = line.pop("words")
    line |= {
        "when": line["when"] and line["when"]["value"],
        "source": words["source"],
        "cue": quotation.cue,
        "content": quotation.content,
    }
    return [line[column] for column in _COLUMNS]
