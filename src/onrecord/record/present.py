"""The entries of one cell made into the position that stands now, and into its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.record.actors import folded
from onrecord.record.acts import DIRECTIONS
from onrecord.record.contradictions import contradictions_of
from onrecord.record.entries import Entry, day_of
from onrecord.record.history import Course, divided, entries_of
from onrecord.record.positions import HeldCondition, History, Position, Subject, SubjectKind
from onrecord.record.steps import changes
from onrecord.records import Told
from onrecord.vocabulary import ConditionKind


@dataclass(slots=True)  # not frozen: one is made for each position
class Contents:
    """What stands in a cell: its entries with their course, and the undated ones, all sorted.

    ``entries`` are those of known day, or where there are none, the undated ones; there is at least one.
    """

    entries: Sequence[Entry]
    course: Course
    undated: Sequence[Entry]


def position_of(subject: Subject, measure: str, contents: Contents) -> Position:
    """Give the position that stands now."""
    entries, course, undated = contents.entries, contents.course, contents.undated
    shown = entries_of(course, len(course.periods) - 1, entries)
    told = tuple([entry.told for entry in shown])
    return Position(
        subject=subject,
        measure=measure,
        act=shown[0].act,
        since=day_of(shown[0].day),
        direction_since=day_of(_turned(course)),
        last=day_of(shown[-1].day),
        conditions=_conditions(shown),
        targets=_targets(told),
        told=told,
        sources=len({entry.source for entry in shown}),
        contradictions=tuple(course.unsettled.contradictions),
        divided=subject.kind is SubjectKind.PARTY and divided(course, entries),
        undated=tuple([entry.told for entry in undated]),
    )


def history_of(subject: Subject, measure: str, contents: Contents) -> History:
    """Give how the position came about."""
    entries, course, undated = contents.entries, contents.course, contents.undated
    return History(
        subject,
        measure,
        tuple(changes(course, entries)),
        tuple(contradictions_of(course.clashes, entries)),
        tuple(entry.told for entry in entries if entry.day),
        tuple(entry.told for entry in undated),
    )


def _turned(course: Course) -> int:
    """The day on which the run of periods began that point the same way as the last one."""
    last = course.periods[-1]
    day, direction = last.day, DIRECTIONS[last.act]
    for period in reversed(course.periods):
        if DIRECTIONS[period.act] is not direction:
            break
        day = period.day
    return day


def _targets(told: Sequence[Told]) -> tuple[str, ...]:
    """The targets, each in the form first told."""
    found: dict[str, str] = {}
    for each in told:
        if each.stance.target is not None:
            found.setdefault(folded(each.stance.target), each.stance.target)
    return tuple(found.values())


def _conditions(shown: Sequence[Entry]) -> tuple[HeldCondition, ...]:
    """The conditions of the act, in the order first told; a report that leaves one out does not lift it."""
    parted: dict[str, list[tuple[Entry, str, ConditionKind | None]]] = {}
    for entry in shown:
        if entry.told.condition_words:
            for words, condition in zip(entry.told.condition_words, entry.told.stance.conditions, strict=True):
                parted.setdefault(folded(words), []).append((entry, words, condition.kind))
    return tuple(
        [
            HeldCondition(
                words=same[0][1],
                kind=next((kind for _, _, kind in same if kind is not None), None),
                first=day_of(same[0][0].day),
                last=day_of(same[-1][0].day),
                sources=len({entry.source for entry, _, _ in same}),
            )
            for same in parted.values()
        ]
    )
