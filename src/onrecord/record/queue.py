"""What a reviewer should look at first: what is least certain and most consequential.

``docs/review.md`` states the rule in plain words. A stance's *doubt* is the probability that it is wrong, by its
calibrated confidence; its *stake* is how much of the record hangs on it. Their product is how much of the record is
expected to change when a person looks at it, and the queue is in that order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from onrecord.record.acts import ChangeKind
from onrecord.record.positions import History, Position
from onrecord.records import Finding, Told


class Reason(StrEnum):
    """Why something of the record hangs on a stance."""

    ONLY_SOURCE = "only source"
    ONE_SOURCE = "one of several sources"
    REVERSES = "reverses a position"
    CHANGES = "changes a position"
    DISPUTED = "disputed"
    PAST = "superseded"


BASE: Final = 0.1
"""The stake of a stance that bears on nothing but the history of a position."""
CHANGE: Final = 0.5
"""The stake in a change that is no reversal, which counts 1."""
NOT_FOLLOWED: Final = 0.5
"""What the stake is multiplied by where the codebook does not name the measure."""
COPIED: Final = 0.2
"""What the stake is multiplied by in a copy, which stands or falls with its original."""


@dataclass(frozen=True, slots=True)
class Due:
    """A stance that waits for review: ``doubt`` from 0 to 1, ``stake`` from 0.01 on, and what the stake is."""

    told: Told
    stake: float
    reasons: tuple[Reason, ...]

    @property
    def doubt(self) -> float:
        """The probability that it is wrong."""
        return 1.0 - self.told.stance.confidence

    @property
    def urgency(self) -> float:
        """How much of the record is expected to change when a person looks at it."""
        return self.doubt * self.stake


def due_in(position: Position, history: History) -> list[Due]:
    """Give the stances that bear on a position and are not certain, with what is at stake in each.

    The stake is ``BASE``, and 1 shared among the independent sources where it shows the position that stands, and 1
    (``CHANGE`` where it is no reversal) shared among the articles that show a change, and 1 shared among those who tell
    one side of a contradiction that is open.
    """
    stakes: dict[Finding, float] = defaultdict(float)
    reasons: dict[Finding, list[Reason]] = defaultdict(list)

    def add(shown: Iterable[Told], share: float, reason: Reason) -> None:
        for finding in {each.finding for each in shown}:
            stakes[finding] += share
            reasons[finding].append(reason)

    add(position.told, 1 / position.sources, Reason.ONLY_SOURCE if position.sources == 1 else Reason.ONE_SOURCE)
    for change in history.changes:
        if change.kind is ChangeKind.REVERSED:
            add(change.told, 1 / _articles(change.told), Reason.REVERSES)
        elif change.kind not in (ChangeKind.FIRST, ChangeKind.RESTATED):
            add(change.told, CHANGE / _articles(change.told), Reason.CHANGES)
    for account in (account for each in position.contradictions for account in each.accounts):
        add(account.told, 1 / _articles(account.told), Reason.DISPUTED)
    return [
        Due(
            each,
            (BASE + stakes[each.finding]) * _weight(each),
            tuple(dict.fromkeys(reasons[each.finding])) or (Reason.PAST,),
        )
        for each in (*history.told, *history.undated)
        if each.stance.confidence < 1
    ]


def queue(dues: Iterable[Due]) -> list[Due]:
    """Give what waits for review, the most urgent first, each stance once: with the highest of its stakes.

    Of those that are equally urgent, the latest published goes first.
    """
    found: dict[tuple[Finding, str], Due] = {}
    for due in dues:
        place = (due.told.finding, due.told.page)
        if place not in found or due.stake > found[place].stake:
            found[place] = due
    return sorted(found.values(), key=order)


def order(due: Due) -> tuple[float, int, str, int, str, str]:
    """Give what the queue is sorted by."""
    told = due.told
    return (
        -due.urgency,
        -(told.published or date.min).toordinal(),
        told.article,
        told.order,
        told.stance.id,
        told.page,
    )


def _articles(told: Sequence[Told]) -> int:
    """How many articles tell it that are no copies; at least one."""
    return len({each.article for each in told if each.copy_of is None}) or 1


def _weight(told: Told) -> float:
    followed = 1.0 if told.stance.codebook is not None else NOT_FOLLOWED
    return followed * (COPIED if told.copy_of is not None else 1.0)
