"""What happened to positions, in order of time: of an actor, on a measure, or since a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from onrecord.record.actors import folded
from onrecord.record.index import Cell, PositionIndex
from onrecord.record.positions import Change, Contradiction, History, Subject, SubjectKind


@dataclass(frozen=True, slots=True)
class Event:
    """A change of a position, or reports that contradict each other about it; ``on`` is ``None`` if the day is unknown."""

    on: date | None
    subject: Subject
    measure: str
    what: Change | Contradiction


def timeline(index: PositionIndex, subject: Subject) -> tuple[Event, ...]:
    """Give what happened to the positions of an actor or a party, oldest first, unknown days last."""
    return _events(index, (cell for cell in index.cells(subject.kind) if cell.key == subject.key))


def timeline_of_measure(index: PositionIndex, measure: str, kind: SubjectKind = SubjectKind.ACTOR) -> tuple[Event, ...]:
    """Give what happened to the positions of all actors, or all parties, on a measure, oldest first, unknown days last."""
    return _events(index, (cell for cell in index.cells(kind) if cell.measure == measure))


def timeline_of_all(index: PositionIndex, kind: SubjectKind = SubjectKind.ACTOR) -> tuple[Event, ...]:
    """Give what happened to the positions of all actors, or all parties, oldest first, unknown days last."""
    return _events(index, index.cells(kind))


def changes_since(index: PositionIndex, since: date, kind: SubjectKind = SubjectKind.ACTOR) -> tuple[Event, ...]:
    """Give what happened on a day or later to any position, oldest first; what has no known day is left out."""
    events = _events(index, index.cells(kind, since))
    return tuple(event for event in events if event.on is not None and event.on >= since)


def events_of(history: History) -> tuple[Event, ...]:
    """Give the changes and contradictions of one history, in order of time, unknown days last."""
    happened: Iterable[Change | Contradiction] = (*history.changes, *history.contradictions)
    events = [Event(what.on, history.subject, history.measure, what) for what in happened]
    return tuple(sorted(events, key=lambda event: event.on or date.max))


def _events(index: PositionIndex, cells: Iterable[Cell]) -> tuple[Event, ...]:
    histories = (index.history(cell) for cell in cells)
    events = [event for history in histories if history is not None for event in events_of(history)]
    return tuple(sorted(events, key=_when_and_whose))


def _when_and_whose(event: Event) -> tuple[date, str, str, str]:
    return event.on or date.max, folded(event.subject.name), event.subject.key, event.measure
