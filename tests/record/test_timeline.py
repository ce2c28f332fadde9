"""What happened, in order of time."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record.acts import ChangeKind
from onrecord.record.index import PositionIndex
from onrecord.record.positions import Contradiction, SubjectKind
from onrecord.record.timeline import Event, changes_since, timeline, timeline_of_measure
from onrecord.records import Told
from onrecord.vocabulary import Act
from tests.record.telling import SHIPS, day, records, told

INDEX = PositionIndex(
    [
        told(Act.OPEN, "gull", day(1)),
        told(Act.COMMITS, "heron", day(4)),
        told(Act.DECLINES, "ibis", day(4)),
        told(Act.SUPPORTS, "jay", day(2), holder="Karsova", party="Karsova"),
        told(Act.SUPPORTS, "kite", holder="Karsova", party="Karsova", measure="lend money"),
    ]
)


def shown(events: tuple[Event, ...]) -> list[tuple[int | None, str, str]]:
    return [
        (
            event.on.day if event.on else None,
            event.subject.name,
            "contradiction" if isinstance(event.what, Contradiction) else event.what.kind,
        )
        for event in events
    ]


def test_the_timeline_of_an_actor_has_unknown_days_last() -> None:
    karsova = next(subject for subject in INDEX.subjects(SubjectKind.ACTOR) if subject.name == "Karsova")
    assert shown(timeline(INDEX, karsova)) == [(2, "Karsova", ChangeKind.FIRST), (None, "Karsova", ChangeKind.FIRST)]


def test_the_timeline_of_a_measure_has_all_actors() -> None:
    assert shown(timeline_of_measure(INDEX, SHIPS)) == [
        (1, "Davor Melnar", ChangeKind.FIRST),
        (2, "Karsova", ChangeKind.FIRST),
        (4, "Davor Melnar", ChangeKind.SETTLED),
        (4, "Davor Melnar", "contradiction"),
    ]


def test_changes_since_a_day() -> None:
    assert [on for on, _, _ in shown(changes_since(INDEX, day(2)))] == [2, 4, 4]
    assert changes_since(INDEX, day(5)) == ()


@settings(max_examples=40)
@given(records(), st.dates(day(1), day(6)))
def test_what_changed_since_is_the_end_of_what_happened(tellings: list[Told], since: date) -> None:
    index = PositionIndex(tellings)
    for kind in SubjectKind:
        happened = [event for subject in index.subjects(kind) for event in timeline(index, subject)]
        recent = [event for event in happened if event.on is not None and event.on >= since]
        assert sorted(map(repr, changes_since(index, since, kind))) == sorted(map(repr, recent))
