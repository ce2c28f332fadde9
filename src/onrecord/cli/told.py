"""Stances with the words that show them, one by one: as JSON and as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from onrecord.cli.terminal import print_sheet
from onrecord.record.as_json import told_to_json
from onrecord.record.reviewed import Review
from onrecord.records import Told

_COLUMNS = (
    *("article", "page", "outlet", "published", "updated", "copy_of", "id", "holder", "party", "act", "measure"),
    *("codebook", "target", "confidence", "when", "via", "from", "evidence", "conditions", "kinds"),
    "decided",
)


def print_csv(stances: Iterable[Told], review: Review) -> None:
    """Print the stances as CSV, a line each; ``kinds`` are those of the conditions."""
    print_sheet(_COLUMNS, (_row(told, {"decided": review.decision_on(told)}, _COLUMNS) for told in stances))


def print_account_csv(stances: Iterable[tuple[Told, Mapping[str, Any]]]) -> None:
    """Print the stances behind positions as CSV, each with whose position it bears on and what it counts for."""
    columns = (*("kind", "subject", "measure_key", "counts"), *_COLUMNS[:-1])
    print_sheet(columns, (_row(told, account, columns) for told, account in stances))


def _row(told: Told, more: Mapping[str, Any], columns: Iterable[str]) -> list[object]:
    line = {**told_to_json(told), "evidence": told.words, "conditions": told.condition_words, **more}
    line |= {
        "when": line["when"] and line["when"]["value"],
        "kinds": [condition.kind or "" for condition in told.stance.conditions],
    }
    return [line[column] for column in columns]
