"""A comparison as JSON: schema ``onrecord/1``, one object for each pair of reports."""

from __future__ import annotations

from onrecord.record.comparison.compared import Comparison, Match
from onrecord.wire import SCHEMA, Json


def comparison_to_json(comparison: Comparison, story: str | None = None) -> Json:
    """Return the comparison as a dict that :func:`json.dumps` takes; ``story`` is the id of the story that both tell."""
    return {
        "schema": SCHEMA,
        "a": comparison.a.id,
        "b": comparison.b.id,
        "story": story,
        "matches": [_match_to_json(match) for match in comparison.matches],
        "only_a": [claim.id for claim in comparison.only_a],
        "only_b": [claim.id for claim in comparison.only_b],
    }


def _match_to_json(match: Match) -> Json:
    return {
        "a": match.a.id,
        "b": match.b.id,
        "relation": str(match.relation),
        "on": None if match.on is None else str(match.on),
        "note": match.note,
        "confidence": round(match.confidence, 4),
        "certainty": round(match.certainty, 4),
    }
