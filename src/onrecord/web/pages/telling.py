"""Stances as they are told, one by one, with the words that show them: what several pages list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.record.as_json import told_to_json
from onrecord.record.bearing import counts_for
from onrecord.record.entries import day_told
from onrecord.record.positions import Position
from onrecord.records import Told
from onrecord.signs import SIGNS
from onrecord.web.live import Current
from onrecord.web.pages.addresses import told_address
from onrecord.web.review.applied import stance_note

COLUMNS = (
    *("counts", "article", "page", "outlet", "published", "updated", "copy_of", "id", "holder", "party", "act"),
    *("measure", "codebook", "target", "confidence", "when", "via", "from", "evidence", "conditions", "kinds"),
    "decided",
)


@dataclass(frozen=True, slots=True)
class TellingLine:
    """A stance as an article tells it. ``on`` is its day, ``counts`` what it counts for in its position, if known.

    ``decided`` says which decision of whom it stands by, ``None`` if no person has looked at it.
    """

    told: Told
    sign: str
    label: str
    on: date | None
    headline: str | None
    address: str
    counts: str | None
    decided: str | None

    def as_json(self) -> dict[str, Any]:
        """Give the stance as the command line's JSON has it, with what it counts for and who decided on it."""
        return {"counts": self.counts, **told_to_json(self.told), "decided": self.decided}

    def row(self) -> Sequence[object]:
        """Give the stance in :data:`COLUMNS`."""
        line = self.as_json()
        line["when"] = line["when"] and line["when"]["value"]
        line["evidence"] = self.told.words
        line["kinds"] = [condition["kind"] or "" for condition in line["conditions"]]
        line["conditions"] = self.told.condition_words
        return [line[column] for column in COLUMNS]


def telling_line(current: Current, told: Told, position: Position | None = None) -> TellingLine:
    """Make the line of a stance; ``position`` is the one of its cell, where it is asked what the stance counts for."""
    stance, day = told.stance, day_told(told)
    article = current.articles.get(told.article)
    note = stance_note(current.desk, told)
    return TellingLine(
        told=told,
        sign=SIGNS[stance.act].mark,
        label=current.label(stance.codebook) if stance.codebook else stance.measure,
        on=date.fromordinal(day) if day else None,
        headline=article.title if article is not None else None,
        address=told_address(told),
        counts=str(counts_for(position, told)) if position is not None else None,
        decided=note.words if note.person else None,
    )


def newest_first(lines: Sequence[TellingLine]) -> list[TellingLine]:
    """Put lines in order, the newest first, unknown days last."""
    return sorted(lines, key=lambda line: (line.on is not None, line.on or date.min), reverse=True)
