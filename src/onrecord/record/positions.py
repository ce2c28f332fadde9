"""What a position is: where an actor or a party stands on a measure, since when, by whose account, how it came so.

:mod:`onrecord.record.index` computes these; ``docs/positions.md`` states the rules in plain words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import Final, NamedTuple

from onrecord.record.acts import DIRECTIONS, ChangeKind, Direction, Firmness
from onrecord.record.acts import firmness as firmness_of
from onrecord.records import Told
from onrecord.vocabulary import Act, ConditionKind


class SubjectKind(StrEnum):
    """Whether a row of the record is an actor or a party, for which several actors may speak."""

    ACTOR = "actor"
    PARTY = "party"


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """Whose position it is. ``key`` stays the same while articles come and go unless names turn out to be one actor's.

    ``name`` is the fullest form that the articles give; ``party`` the one that most often comes with the actor's name,
    for a party its own name.
    """

    kind: SubjectKind
    key: str
    name: str
    party: str | None


class Cell(NamedTuple):
    """Where a position is kept: the kind and key of a :class:`Subject`, and the key of a measure."""

    kind: SubjectKind
    key: str
    measure: str


class NotMentioned(Enum):
    """The value of a cell of the matrix for which no article tells a stance. It is never a refusal."""

    NOT_MENTIONED = "not mentioned"


NOT_MENTIONED: Final = NotMentioned.NOT_MENTIONED


@dataclass(frozen=True, slots=True)
class HeldCondition:
    """Something that a position waits for: the words, first and last told when, by how many independent sources."""

    words: str
    kind: ConditionKind | None
    first: date | None
    last: date | None
    sources: int


class ContradictionKind(StrEnum):
    """Who contradicts: reports that differ on one day, or a teller of another camp the holder's own word."""

    REPORTS = "reports"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class Account:
    """One side of a contradiction: the act and who tells it, oldest first."""

    act: Act
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Accounts that cannot both be right: one for the measure and one against it, of the same holder.

    ``on`` is the day of the later account, ``None`` if unknown. ``is_open`` until a later day's report settles it.
    """

    on: date | None
    kind: ContradictionKind
    accounts: tuple[Account, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A step in a history: on the day ``on`` (``None`` if unknown) the act ``before`` gave way to ``after``.

    ``told`` shows it. ``within_article`` where one article tells both ("initially … later").
    """

    on: date | None
    kind: ChangeKind
    before: Act | None
    after: Act
    told: tuple[Told, ...]
    within_article: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """Where ``subject`` stands on ``measure``, as of ``last``.

    ``since`` is the day from which ``act`` is told without another one in between, ``direction_since`` the day from
    which the position points where it points; ``last`` the day of the latest report of the act. All three are ``None``
    if no stance here has a known date. ``told`` are the stances that show the act, oldest first, copies and all;
    ``sources`` counts the independent ones among their sources. ``contradictions`` are those still open. ``divided`` is
    for a party: those who speak for it stood on opposite sides when they last spoke. ``undated`` are stances of unknown
    date that stand apart.
    """

    subject: Subject
    measure: str
    act: Act
    since: date | None
    direction_since: date | None
    last: date | None
    conditions: tuple[HeldCondition, ...]
    targets: tuple[str, ...]
    told: tuple[Told, ...]
    sources: int
    contradictions: tuple[Contradiction, ...]
    divided: bool
    undated: tuple[Told, ...]

    @property
    def direction(self) -> Direction:
        """Which way the act points."""
        return DIRECTIONS[self.act]

    @property
    def firmness(self) -> Firmness:
        """How firm the act is."""
        return firmness_of(self.act, conditional=bool(self.conditions))

    @property
    def via(self) -> tuple[tuple[str, ...], ...]:
        """The tellers of another camp, as each stance names them, outermost first."""
        return tuple(dict.fromkeys(each.stance.via for each in self.told if each.stance.via))

    @property
    def own_word(self) -> bool:
        """Tell whether anything here comes without a teller of another camp."""
        return any(not each.stance.via for each in self.told)

    @property
    def confidence(self) -> float:
        """The highest confidence among the stances that show the act."""
        return max(each.stance.confidence for each in self.told)

    @property
    def is_dated(self) -> bool:
        """Tell whether the position rests on a stance of known date."""
        return self.since is not None

    @property
    def disputed(self) -> bool:
        """Tell whether independent sources or tellers contradict each other about it and nothing has settled it."""
        return bool(self.contradictions)

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles that tell the act, oldest first."""
        return tuple(dict.fromkeys(each.article for each in self.told))

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that tell the act, as far as known, oldest first, those that carry a copy included."""
        return tuple(dict.fromkeys(each.outlet for each in self.told if each.outlet))


@dataclass(frozen=True, slots=True)
class History:
    """How a position came about: its changes and contradictions in order of time, and all stances that bear on it.

    ``told`` are those of known date, oldest first; ``undated`` the others, which stand apart and supersede nothing.
    """

    subject: Subject
    measure: str
    changes: tuple[Change, ...]
    contradictions: tuple[Contradiction, ...]
    told: tuple[Told, ...]
    undated: tuple[Told, ...]
