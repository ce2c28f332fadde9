"""The steps of a course: what changed when, and what kind of change it was."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from onrecord.record.acts import ChangeKind, change_kind
from onrecord.record.entries import Entry, day_of
from onrecord.record.history import Course, entries_of, pointed
from onrecord.record.positions import Change
from onrecord.vocabulary import Act, ConditionKind

_day = attrgetter("day")


def changes(course: Course, entries: Sequence[Entry]) -> list[Change]:
    """The steps of a course in order of time, new kinds of conditions among them."""
    found: list[Change] = []
    before: Act | None = None
    for number, period in enumerate(course.periods):
        shown = entries_of(course, number, entries)
        first = bisect_left(shown, period.day + 1, key=_day)
        kind = change_kind(before, pointed(course.periods[:number]), period.act)
        told = tuple(entry.told for entry in shown[:first])
        found.append(Change(day_of(period.day), kind, before, period.act, told, period.within))
        found += _new_conditions(period.act, shown[:first], shown[first:])
        before = period.act
    return found


def _new_conditions(act: Act, first: Iterable[Entry], later: Iterable[Entry]) -> Iterator[Change]:
    """Conditions of a kind that is told on a later day than the act itself was first told."""
    known = {kind for entry in first for kind in _kinds(entry)}
    for day, entries in groupby(later, key=_day):
        fresh = [entry for entry in entries if not known.issuperset(_kinds(entry))]
        if fresh:
            known.update(kind for entry in fresh for kind in _kinds(entry))
            yield Change(day_of(day), ChangeKind.CONDITION, act, act, tuple(entry.told for entry in fresh))


def _kinds(entry: Entry) -> Iterator[ConditionKind | None]:
    return (condition.kind for condition in entry.told.stance.conditions)
