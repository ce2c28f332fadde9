"""A cell of the matrix, opened: the position, how it came about, and every stance behind it, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from onrecord.record.doubtful import doubts_of
from onrecord.record.entries import told_by
from onrecord.record.index import Cell
from onrecord.record.positions import Subject, SubjectKind
from onrecord.record.recorded import Recorded
from onrecord.web.asking import Asked, Missing, Parameter
from onrecord.web.live import Current
from onrecord.web.pages.addresses import measure_address, subject_address
from onrecord.web.pages.happenings import EventLine, event_line
from onrecord.web.pages.standing import AS_OF, Standing, Stands
from onrecord.web.pages.telling import COLUMNS, TellingLine, newest_first, telling_line
from onrecord.web.review.refs import stance_address
from onrecord.web.views import View, routes_of


@dataclass(frozen=True, slots=True)
class CellPage:
    """Where one stands on one measure, and why; ``stands`` is ``None`` where nothing is mentioned.

    ``doubtful`` are the stances that would bear on it if they counted: HTML alone shows them.
    """

    subject: Subject
    measure: str
    label: str
    definition: str
    subject_address: str
    measure_address: str
    as_of: date | None
    stands: Stands | None
    events: tuple[EventLine, ...]
    lines: tuple[TellingLine, ...]
    doubtful: tuple[TellingLine, ...]
    recorded: Recorded

    @property
    def title(self) -> str:
        """Whose position it is, and on what."""
        return f"{self.subject.name} · {self.label}" + (f" as of {self.as_of}" if self.as_of else "")

    def as_json(self) -> dict[str, Any]:
        """Give the position, its events, and the stances behind it."""
        return {
            "position": self.stands.as_json(self.recorded) if self.stands else None,
            "events": [line.as_json(self.recorded) for line in self.events],
            "stances": [line.as_json() for line in self.lines],
        }

    def columns(self) -> Sequence[str]:
        """The columns of the lines about stances."""
        return COLUMNS

    def rows(self) -> Iterator[Sequence[object]]:
        """Yield a line for each stance, newest first."""
        return (line.row() for line in self.lines)


def cell(asked: Asked) -> CellPage:
    """Fill the page of a cell; raise :class:`~onrecord.web.asking.Missing` for an actor or a measure of no record."""
    current, as_of = asked.current, asked.day("as_of")
    kind, key = SubjectKind(asked.choice("by", "actor")), asked.choice("subject", "")
    measure = asked.choice("measure", "")
    subject = subject_with(current, kind, key)
    measure_known(current, measure)
    here = Cell(kind, key, measure)
    index = current.recorded.index
    position, history = index.position(here, as_of), index.history(here)
    told = (*history.told, *history.undated) if history is not None and position is not None else ()
    if as_of is not None:
        told = tuple(each for each in told if told_by(each, as_of))
    entry = current.codebook.measure(measure)
    return CellPage(
        subject=subject,
        measure=measure,
        label=current.label(measure),
        definition=entry.definition if entry else "",
        subject_address=subject_address(subject),
        measure_address=measure_address(measure),
        as_of=as_of,
        stands=Standing(current, as_of).of(position) if position is not None else None,
        events=tuple(
            event_line(current, event)
            for event in current.happened.get(here, ())
            if as_of is None or (event.on is not None and event.on <= as_of)
        ),
        lines=tuple(newest_first([telling_line(current, each, position) for each in told])),
        doubtful=() if asked.whole else tuple(_doubtful(current, here, as_of)),
        recorded=current.recorded,
    )


def _doubtful(current: Current, here: Cell, as_of: date | None) -> Iterator[TellingLine]:
    """The doubtful stances on a cell; each leads to where it is decided about."""
    index = current.recorded.index
    told = [each for each in current.doubtful.waiting() if index.measure_of(each.stance) == here.measure]
    for each in doubts_of(index, told).by_cell.get(here, ()) if told else ():
        if as_of is None or told_by(each, as_of):
            yield replace(telling_line(current, each), address=stance_address(each.finding))


def subject_with(current: Current, kind: SubjectKind, key: str) -> Subject:
    """Give the actor or party with a key; raise :class:`~onrecord.web.asking.Missing` if there is none."""
    found = next((each for each in current.recorded.index.subjects(kind) if each.key == key), None)
    if found is None:
        raise Missing(f"there is no {kind} {key!r} in the record")
    return found


def measure_known(current: Current, measure: str) -> None:
    """Raise :class:`~onrecord.web.asking.Missing` for a measure that neither the record nor the codebook knows."""
    if measure not in current.codebook and measure not in current.recorded.phrases:
        raise Missing(f"there is no measure {measure!r} in the record")


routes = routes_of(
    View(
        path="/cell",
        name="cell",
        summary="Where one stands on one measure, and every stance behind it",
        gives="the position, its events, and the stances behind it with their words, newest first",
        template="cell.html",
        page=cell,
        parameters=(
            Parameter("by", "whose position", choices=("actor", "party")),
            Parameter("subject", "the key of an actor or a party", required=True),
            Parameter("measure", "the key of a measure", required=True),
            AS_OF,
        ),
    )
)
