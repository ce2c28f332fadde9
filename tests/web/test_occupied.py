"""The cells with a position, brought up to date cell by cell, are those that a record computed anew has."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings

from onrecord.record.index import PositionIndex
from onrecord.record.positions import SubjectKind
from onrecord.records import Told
from onrecord.web.occupied import Occupied
from tests.record.telling import ARTICLES, day, records

DAYS: tuple[date | None, ...] = (None, *(day(number) for number in range(1, 12)))


def shown(occupied: Occupied) -> list[object]:
    """All that pages take from it."""
    return [
        (kind, {(each.subject.key, each.measure): each for each in occupied.positions(kind)}) for kind in SubjectKind
    ] + [(kind, as_of, set(occupied.cells(kind, as_of))) for kind in SubjectKind for as_of in DAYS]


@settings(max_examples=40, deadline=None)
@given(records(), records())
def test_what_is_touched_is_as_if_all_had_been_computed_anew(first: list[Told], second: list[Told]) -> None:
    index = PositionIndex(first)
    occupied = Occupied(index)
    for article in ARTICLES:
        occupied.touch(index.replace(article, [each for each in second if each.article == article]))

    assert shown(occupied) == shown(Occupied(PositionIndex(second)))
