"""Stances with the words that show them, one by one: as JSON and as CSV."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from typing import Any

from onrecord.cli.cells import day
from onrecord.cli.terminal import safe
from onrecord.records import Told
from onrecord.wire import stance_to_json

_COLUMNS = (
    *("article", "page", "outlet", "published", "updated", "copy_of", "id", "holder", "party", "act", "measure"),
    *("codebook", "target", "confidence", "when", "via", "from", "evidence", "conditions", "kinds"),
)


def to_json(told: Told) -> dict[str, Any]:
    """Return the stance as in a reading, with the article it stands in, and ``words``: what its spans quote."""
    return {
        "article": told.article,
        "page": told.page,
        "outlet": told.outlet,
        "published": day(told.published),
        "updated": day(told.updated),
        "copy_of": told.copy_of,
        **stance_to_json(told.stance),
        "words": {"evidence": told.words, "conditions": list(told.condition_words)},
    }


def print_csv(stances: Iterable[Told]) -> None:
    """Print the stances as CSV, several values in a cell joined by `` | ``.

    Hostile characters are replaced only on a terminal.
    """
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for told in stances:
        line = to_json(told)
        line |= {
            "when": line["when"] and line["when"]["value"],
            "via": " | ".join(line["via"]),
            "evidence": told.words,
            "conditions": " | ".join(told.condition_words),
            "kinds": " | ".join(condition["kind"] or "" for condition in line["conditions"]),
        }
        cells = [line[column] for column in _COLUMNS]
        if sys.stdout.isatty():
            cells = [safe(cell) if isinstance(cell, str) else cell for cell in cells]
        writer.writerow(cells)
