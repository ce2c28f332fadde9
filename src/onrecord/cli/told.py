"""Stances with the words that show them, one by one: as JSON and as CSV."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable

from onrecord.cli.terminal import safe
from onrecord.record.as_json import told_to_json
from onrecord.record.reviewed import Review
from onrecord.records import Told

_COLUMNS = (
    *("article", "page", "outlet", "published", "updated", "copy_of", "id", "holder", "party", "act", "measure"),
    *("codebook", "target", "confidence", "when", "via", "from", "evidence", "conditions", "kinds"),
    "decided",
)


def print_csv(stances: Iterable[Told], review: Review) -> None:
    """Print the stances as CSV, several values in a cell joined by `` | ``.

    Hostile characters are replaced only on a terminal.
    """
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for told in stances:
        line = told_to_json(told) | {"decided": review.decision_on(told)}
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
