"""Stances too doubtful to count: in which order they are looked at, and whose positions they would be on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.record.actors import Holder, folded, party_named, resolve
from onrecord.record.index import Cell, PositionIndex
from onrecord.record.positions import Subject, SubjectKind
from onrecord.records import Told


@dataclass(frozen=True, slots=True)
class Doubts:
    """Doubtful stances by the cell that they would be in, the most likely first.

    ``subjects`` are the actors and parties of the cells: those of the record, and others that nothing else is told of.
    """

    by_cell: Mapping[Cell, Sequence[Told]]
    subjects: Sequence[Subject]

    def measures_of(self, subject: Subject) -> set[str]:
        """Give the keys of the measures on which somebody has any."""
        return {cell.measure for cell in self.by_cell if (cell.kind, cell.key) == (subject.kind, subject.key)}


def doubts_of(index: PositionIndex, told: Sequence[Told]) -> Doubts:
    """Find whose positions doubtful stances, the most likely first, would be on if they counted.

    A name that holds stances is the actor that the index takes it for. Any other is who it is among all names together,
    each with the stances that it holds, or one.
    """
    known = {(each.kind, each.key): each for kind in SubjectKind for each in index.subjects(kind)}
    actors = _actors(index, {(each.stance.holder, each.stance.party) for each in told})
    found: dict[Cell, list[Told]] = defaultdict(list)
    subjects: dict[tuple[SubjectKind, str], Subject] = {}
    for each in told:
        stance = each.stance
        whose = [actors[stance.holder, stance.party]]
        if stance.party is not None:
            name = party_named(stance.party)
            whose.append(Subject(SubjectKind.PARTY, folded(name), name, name))
        for subject in whose:
            key = (subject.kind, subject.key)
            subjects[key] = known.get(key, subject)
            found[Cell(*key, index.measure_of(stance))].append(each)
    return Doubts(found, list(subjects.values()))


def likeliest(told: Told) -> tuple[bool, float, str, int, str, str]:
    """Give what doubtful stances are sorted by: those on measures of the codebook first, then the most likely."""
    stance = told.stance
    return (stance.codebook is None, -stance.confidence, told.article, told.order, stance.id, told.page)


def _actors(index: PositionIndex, holders: set[Holder]) -> dict[Holder, Subject]:
    assigned = index.assigned()
    by_key = {each.key: each for each in index.subjects(SubjectKind.ACTOR)}
    found = {holder: by_key[assigned[holder]] for holder in holders & assigned.keys()}
    if len(found) < len(holders):
        counts = {**dict.fromkeys(holders, 1), **index.held()}
        by_name = resolve(counts, counts)
        found |= {each: index.identities.identified(each, by_name[each]) for each in holders - found.keys()}
    return found
