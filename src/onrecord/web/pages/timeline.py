"""The timeline of an actor, a party, a measure or the whole dossier: what changed when, as a drawing and as a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from onrecord.record.index import Cell
from onrecord.record.positions import Change, Contradiction, Subject, SubjectKind
from onrecord.record.recorded import Recorded
from onrecord.record.timeline import Event
from onrecord.web.asking import Asked, Kind, Missing, Parameter
from onrecord.web.drawing import Drawing, drawing_of
from onrecord.web.live import Current
from onrecord.web.pages.cell import measure_known, subject_with
from onrecord.web.pages.happenings import COLUMNS, EventLine, event_line
from onrecord.web.pages.paging import Part, part_of
from onrecord.web.views import View, routes_of

SHOWN = 100
"""How many events a page of HTML lists; the drawing shows the same ones."""


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """What happened, oldest first, unknown days last; ``lines`` are those of this page, ``events`` are all."""

    of: str
    by: SubjectKind
    subject: Subject | None
    measure: str | None
    since: date | None
    read_since: str | None
    events: tuple[Event, ...]
    part: Part
    lines: tuple[EventLine, ...]
    undated: tuple[EventLine, ...]
    drawing: Drawing | None
    current: Current

    @property
    def title(self) -> str:
        """Whose timeline it is."""
        return f"Timeline · {self.of}"

    @property
    def recorded(self) -> Recorded:
        """What measures are called."""
        return self.current.recorded

    def as_json(self) -> dict[str, Any]:
        """Give all events."""
        return {
            "of": self.of,
            "events": [event_line(self.current, each).as_json(self.recorded) for each in self.events],
        }

    def columns(self) -> Sequence[str]:
        """The columns of the lines about events."""
        return COLUMNS

    def rows(self) -> Iterator[Sequence[object]]:
        """Yield a line for each event."""
        return (event_line(self.current, each).row(self.recorded) for each in self.events)


def timeline(asked: Asked) -> TimelinePage:
    """Fill the timeline; raise :class:`~onrecord.web.asking.Missing` for an actor or a measure of no record."""
    current, kind = asked.current, SubjectKind(asked.choice("by", "party"))
    key, measure = asked.one("subject"), asked.one("measure")
    subject = subject_with(current, kind, key) if key is not None else None
    if measure is not None:
        measure_known(current, measure)
    events = tuple(_since(asked, _events(current, kind, subject, measure)))
    part = part_of(len(events), asked.number("page", 1), SHOWN)
    if part is None:
        raise Missing("the timeline does not go so far; begin at its first page")
    shown = part.of(events)
    lines = [event_line(current, event) for event in shown]
    names = [subject.name if subject else "", current.label(measure) if measure else ""]
    return TimelinePage(
        of=" · ".join(name for name in names if name) or current.name,
        by=kind,
        subject=subject,
        measure=measure,
        since=asked.day("since"),
        read_since=asked.one("read_since"),
        events=events,
        part=part,
        lines=tuple(line for line in lines if line.event.on is not None),
        undated=tuple(line for line in lines if line.event.on is None),
        drawing=_drawing(current, shown, subject, measure),
        current=current,
    )


def _events(current: Current, kind: SubjectKind, subject: Subject | None, measure: str | None) -> Sequence[Event]:
    if subject is None and measure is None:
        return current.events(kind)

    def wanted(cell: Cell) -> bool:
        if cell.kind is not kind or (measure is not None and cell.measure != measure):
            return False
        return subject is None or cell.key == subject.key

    return current.events_of(wanted)


def _since(asked: Asked, events: Sequence[Event]) -> Sequence[Event]:
    """Leave the events since a day, and those that nothing told which was read before a moment."""
    since, read_since = asked.day("since"), asked.one("read_since")
    if since is not None:
        events = [event for event in events if event.on is not None and event.on >= since]
    if read_since is not None:
        events = new_events(asked.current, events, datetime.fromisoformat(read_since))
    return events


def new_events(current: Current, events: Sequence[Event], since: datetime) -> list[Event]:
    """Give the events that rest on nothing but articles read after a moment: what nobody could have seen before."""
    new = {line.id for line in current.articles.values() if line.read_at > since}
    if len(new) == len(current.articles):
        return list(events)
    return [event for event in events if _is_new(event.what, new)]


def _is_new(what: Change | Contradiction, new: Set[str]) -> bool:
    if isinstance(what, Change):
        told = what.told
    else:
        # It is new as soon as one side of it is: before, nothing contradicted the other.
        newest = max(what.accounts, key=lambda account: max(told.published or date.min for told in account.told))
        told = newest.told
    return told[0].article in new and (len(told) == 1 or all(each.article in new for each in told))


def _drawing(current: Current, events: Sequence[Event], subject: Subject | None, measure: str | None) -> Drawing | None:
    def lane(event: Event) -> tuple[str, str]:
        if subject is not None:
            return event.measure, current.label(event.measure)
        return event.subject.key, event.subject.name

    single = subject is not None or measure is not None
    return drawing_of(events, lane, lambda number: f"e{number}", bars=single)


routes = routes_of(
    View(
        path="/timeline",
        name="timeline",
        summary="What changed when: of an actor, a party, a measure or the whole dossier",
        gives="the events in order of time, as `onrecord timeline --json` prints them",
        template="timeline.html",
        page=timeline,
        parameters=(
            Parameter("by", "whose positions", choices=("actor", "party")),
            Parameter("subject", "the key of an actor or a party"),
            Parameter("measure", "the key of a measure"),
            Parameter("since", "only what happened on that day or later", Kind.DAY),
            Parameter("read_since", "only what rests on articles that were read after that moment", Kind.MOMENT),
            Parameter("page", "which page of events; for HTML only", Kind.NUMBER),
        ),
    )
)
