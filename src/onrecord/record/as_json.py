"""Stances, positions and what happened to them as JSON, as the command line and the page give it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from onrecord.record.named import label_of
from onrecord.record.positions import Change, Contradiction, HeldCondition, Position
from onrecord.record.recorded import Recorded
from onrecord.record.timeline import Event
from onrecord.records import Told
from onrecord.wire import stance_to_json


def told_to_json(told: Told) -> dict[str, Any]:
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


def position_to_json(position: Position, recorded: Recorded) -> dict[str, Any]:
    """Return the position as JSON has it; ``told`` names its stances by article and id, and quotes their words."""
    subject = position.subject
    return {
        "kind": str(subject.kind),
        "subject": subject.name,
        "party": subject.party,
        "measure": label_of(recorded, position.measure),
        "measure_key": position.measure,
        "act": str(position.act),
        "direction": str(position.direction),
        "firmness": str(position.firmness),
        "since": day(position.since),
        "direction_since": day(position.direction_since),
        "last": day(position.last),
        "conditions": [_condition_to_json(condition) for condition in position.conditions],
        "targets": list(position.targets),
        "via": [list(via) for via in position.via],
        "own_word": position.own_word,
        "sources": position.sources,
        "articles": list(position.articles),
        "outlets": list(position.outlets),
        "disputed": position.disputed,
        "contradictions": [_contradiction_to_json(each) for each in position.contradictions],
        "divided": position.divided,
        "undated": len(position.undated),
        "confidence": position.confidence,
        "told": [{"article": told.article, "id": told.stance.id, "words": told.words} for told in position.told],
    }


def event_to_json(event: Event, recorded: Recorded) -> dict[str, Any]:
    """Return the event as JSON has it; ``event`` is ``change`` or ``contradiction``."""
    return {
        "on": day(event.on),
        "kind": str(event.subject.kind),
        "subject": event.subject.name,
        "party": event.subject.party,
        "measure": label_of(recorded, event.measure),
        "measure_key": event.measure,
        **(_contradiction(event.what) if isinstance(event.what, Contradiction) else _change(event.what)),
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "event": "change",
        "step": str(change.kind),
        "before": None if change.before is None else str(change.before),
        "after": str(change.after),
        "within_article": change.within_article,
        "told": _told_in_short(change.told),
    }


def _contradiction(contradiction: Contradiction) -> dict[str, Any]:
    accounts = [{"act": str(account.act), "told": _told_in_short(account.told)} for account in contradiction.accounts]
    return {
        "event": "contradiction",
        "between": str(contradiction.kind),
        "open": contradiction.is_open,
        "accounts": accounts,
    }


def _told_in_short(stances: Sequence[Told]) -> list[dict[str, Any]]:
    return [
        {"article": told.article, "id": told.stance.id, "outlet": told.outlet, "words": told.words} for told in stances
    ]


def _contradiction_to_json(contradiction: Contradiction) -> dict[str, Any]:
    return {
        "on": day(contradiction.on),
        "kind": str(contradiction.kind),
        "accounts": [
            {
                "act": str(account.act),
                "told": [
                    {"article": told.article, "id": told.stance.id, "outlet": told.outlet, "words": told.words}
                    for told in account.told
                ],
            }
            for account in contradiction.accounts
        ],
    }


def _condition_to_json(condition: HeldCondition) -> dict[str, Any]:
    return {
        "words": condition.words,
        "kind": None if condition.kind is None else str(condition.kind),
        "first": day(condition.first),
        "last": day(condition.last),
        "sources": condition.sources,
    }


def day(value: date | None) -> str | None:
    """Give a day as JSON has it."""
    return value.isoformat() if value else None
