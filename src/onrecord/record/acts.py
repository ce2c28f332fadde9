"""Which way an act points, how firm it is, and what it is called when one act follows another."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import Final

from onrecord.vocabulary import Act


class Direction(StrEnum):
    """Which way an act points on a measure."""

    FOR = "for"
    AGAINST = "against"
    OPEN_ENDED = "open-ended"


class Firmness(StrEnum):
    """How firm a position is: done, firm, dependent on conditions, no more than possible, or undecided."""

    DONE = "done"
    FIRM = "firm"
    CONDITIONAL = "conditional"
    TENTATIVE = "tentative"
    UNDECIDED = "undecided"


class ChangeKind(StrEnum):
    """What a step in a position's history is.

    ``first``: nothing was known before. ``restated``: another act of the same direction. ``carried out``: what was
    promised, threatened or left open is done. ``settled``: it was open-ended and now points for or against.
    ``softened``: it pointed for or against and is open-ended now. ``reversed``: it points the other way from where it
    last pointed, even if it was open-ended in between. ``condition``: the act is the same, and a condition of a kind
    that was not told of it before is told now.
    """

    FIRST = "first"
    RESTATED = "restated"
    CARRIED_OUT = "carried out"
    SETTLED = "settled"
    SOFTENED = "softened"
    REVERSED = "reversed"
    CONDITION = "condition"


DIRECTIONS: Final = MappingProxyType(
    {
        Act.COMMITS: Direction.FOR,
        Act.ACTED: Direction.FOR,
        Act.THREATENS: Direction.FOR,
        Act.DEMANDS: Direction.FOR,
        Act.SUPPORTS: Direction.FOR,
        Act.DECLINES: Direction.AGAINST,
        Act.OPPOSES: Direction.AGAINST,
        Act.OPEN: Direction.OPEN_ENDED,
        Act.UNDECIDED: Direction.OPEN_ENDED,
    }
)

WEIGHTS: Final = MappingProxyType(
    {
        Act.ACTED: 8,
        Act.COMMITS: 7,
        Act.DECLINES: 6,
        Act.THREATENS: 5,
        Act.DEMANDS: 4,
        Act.OPPOSES: 3,
        Act.SUPPORTS: 2,
        Act.OPEN: 1,
        Act.UNDECIDED: 0,
    }
)
"""Which of several acts told on one day stands for all, if as many sources tell each: what binds its holder most."""

_FULFILS: Final = frozenset((Act.COMMITS, Act.OPEN, Act.UNDECIDED, Act.THREATENS))


def opposite(direction: Direction) -> Direction | None:
    """Give the direction that cannot stand beside this one, ``None`` for what is open-ended."""
    if direction is Direction.OPEN_ENDED:
        return None
    return Direction.AGAINST if direction is Direction.FOR else Direction.FOR


def firmness(act: Act, *, conditional: bool) -> Firmness:
    """Say how firm an act is that depends on conditions or does not."""
    if act is Act.ACTED:
        return Firmness.DONE
    if act is Act.UNDECIDED:
        return Firmness.UNDECIDED
    if act is Act.OPEN:
        return Firmness.TENTATIVE
    return Firmness.CONDITIONAL if conditional else Firmness.FIRM


def change_kind(before: Act | None, pointed: Direction | None, after: Act) -> ChangeKind:
    """Name the step from one act to another.

    ``before`` is the act that stood, ``None`` if none did; ``pointed`` where the position last pointed, for or against,
    ``None`` if it never did.
    """
    if before is None:
        return ChangeKind.FIRST
    now, then = DIRECTIONS[after], DIRECTIONS[before]
    if pointed is not None and now is opposite(pointed):
        return ChangeKind.REVERSED
    if after is Act.ACTED and before in _FULFILS:
        return ChangeKind.CARRIED_OUT
    if now is then:
        return ChangeKind.RESTATED
    return ChangeKind.SOFTENED if now is Direction.OPEN_ENDED else ChangeKind.SETTLED
