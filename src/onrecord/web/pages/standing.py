"""Where everybody stands, filtered: what the matrix, an actor's page and a measure's page have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from onrecord.record.actors import folded
from onrecord.record.acts import ChangeKind
from onrecord.record.as_json import position_to_json
from onrecord.record.index import Cell
from onrecord.record.named import measures_in_group, measures_named, subjects_named
from onrecord.record.positions import Change, Position, SubjectKind
from onrecord.record.recorded import Recorded
from onrecord.signs import SIGNS
from onrecord.vocabulary import Act
from onrecord.web.asking import Asked, Kind, Parameter
from onrecord.web.live import Current
from onrecord.web.pages.addresses import cell_address, subject_address

LATELY = timedelta(days=7)
"""A change counts as late if it is no older than this on the last day of the record, or on the day asked for."""

BY = Parameter(
    "by", "whose positions: each actor's, or all together that speak for a party", choices=("actor", "party")
)
MEASURE = Parameter("measure", "only measures with these words in their name", many=True)
GROUP = Parameter("group", "only measures in a group of the codebook with these words in its label", many=True)
ACTOR = Parameter("actor", "only those with these words in their name or party", many=True)
ACT = Parameter("act", "only positions of this act", choices=tuple(str(act) for act in Act), many=True)
OUTLET = Parameter("outlet", "only positions that this outlet tells, with these words in its name", many=True)
AS_OF = Parameter("as_of", "as it stood on that day", Kind.DAY)
FILTERS = (BY, MEASURE, GROUP, ACTOR, ACT, OUTLET, AS_OF)

_NO_TURN = frozenset((ChangeKind.FIRST, ChangeKind.RESTATED))

COLUMNS = (
    *("kind", "subject", "party", "measure", "measure_key", "act", "firmness", "since", "direction_since", "last"),
    *("conditions", "targets", "via", "own_word", "sources", "articles", "outlets", "disputed", "divided"),
    *("changed", "undated", "confidence", "words"),
)


@dataclass(frozen=True, slots=True)
class Stands:
    """A position as it is shown. ``changed`` is the day of its last turn if that was lately, else ``None``."""

    position: Position
    label: str
    changed: date | None
    address: str

    @property
    def mark(self) -> str:
        """The sign of the act."""
        return SIGNS[self.position.act].mark

    @property
    def subject_address(self) -> str:
        """Where the one who holds it is shown."""
        return subject_address(self.position.subject)

    def as_json(self, recorded: Recorded) -> dict[str, Any]:
        """Give the position as the command line's JSON has it, and ``changed``."""
        return {
            **position_to_json(self.position, recorded),
            "changed": self.changed.isoformat() if self.changed else None,
        }

    def row(self, recorded: Recorded) -> Sequence[object]:
        """Give the position in :data:`COLUMNS`; ``words`` are those told last."""
        line = self.as_json(recorded)
        line["conditions"] = [condition["words"] for condition in line["conditions"]]
        line["via"] = [", ".join(via) for via in line["via"]]
        line["words"] = self.position.told[-1].words
        return [line[column] for column in COLUMNS]


class Standing:
    """Where everybody stands on the day that is asked for, or now."""

    def __init__(self, current: Current, as_of: date | None) -> None:
        self._current = current
        self._as_of = as_of
        day = as_of or current.last_day or date.max
        # No date is earlier than the first one there is.
        self._since = day - min(LATELY, day - date.min)
        self._labels = current.recorded.labels

    def of(self, position: Position) -> Stands:
        """Give a position as it is shown."""
        day = self._as_of.isoformat() if self._as_of else None
        label = self._labels.get(position.measure, position.measure)
        return Stands(position, label, self._changed(position), cell_address(position, day))

    def _changed(self, position: Position) -> date | None:
        """The day on which the position last turned, softened, settled or took on a condition, if that was lately."""
        if position.last is None or position.last < self._since:
            return None
        subject = position.subject
        days = [
            event.on
            for event in self._current.happened.get(Cell(subject.kind, subject.key, position.measure), ())
            if event.on and isinstance(event.what, Change) and event.what.kind not in _NO_TURN
        ]
        if self._as_of is not None:
            days = [day for day in days if day <= self._as_of]
        return days[-1] if days and days[-1] >= self._since else None


def asked_cells(asked: Asked, kind: SubjectKind) -> Sequence[Cell]:
    """Give the cells with positions that the filter of an address leaves, in no particular order.

    Raises :class:`~onrecord.errors.UsageError`, with names that are near, where a name is nobody's.
    """
    current, as_of = asked.current, asked.day("as_of")
    found: Sequence[Cell] = current.cells(kind, as_of)
    if actors := asked.many("actor"):
        keys = {subject.key for words in actors for subject in subjects_named(current.recorded, kind, words)}
        found = [each for each in found if each.key in keys]
    if measures := asked_measures(asked):
        found = [each for each in found if each.measure in measures]
    acts = set(asked.many("act"))
    outlets = [folded(words) for words in asked.many("outlet")]
    if acts or outlets:
        found = [each for each in found if _is_told(current.position(each, as_of), acts, outlets)]
    return found


def _is_told(position: Position | None, acts: set[str], outlets: Sequence[str]) -> bool:
    """Tell whether a position is one of these acts, told by one of these outlets; none of them asks for any."""
    if position is None or (acts and position.act not in acts):
        return False
    return not outlets or any(words in folded(name) for words in outlets for name in position.outlets)


def asked_measures(asked: Asked) -> set[str]:
    """Give the keys of the measures that the filter of an address names; none if it names none."""
    recorded = asked.current.recorded
    keys = {key for words in asked.many("measure") for key in measures_named(recorded, words)}
    return keys.union(*(measures_in_group(recorded, words) for words in asked.many("group")))
