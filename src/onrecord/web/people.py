"""Everybody in the record: those who hold positions and those who said something, by the names that are theirs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onrecord.record.actors import Holder, folded, resolve
from onrecord.record.index import PositionIndex
from onrecord.record.positions import Subject, SubjectKind
from onrecord.store.spoken import Speaker


@dataclass(frozen=True, slots=True)
class Person:
    """An actor. ``names`` are all under which it speaks or holds stances, with the parties that come with them.

    ``statements`` and ``positions`` count them; an actor without positions only said something.
    """

    subject: Subject
    names: tuple[Holder, ...]
    statements: int
    positions: int

    @property
    def parties_by_name(self) -> dict[str, list[str]]:
        """The names, each with the parties that come with it, itself not being one."""
        found: dict[str, list[str]] = {}
        for name, party in self.names:
            found.setdefault(name, []).extend([party] if party and party != name else [])
        return found

    @property
    def other_names(self) -> tuple[str, ...]:
        """The names besides the one that it is listed under."""
        return tuple(dict.fromkeys(name for name, _ in self.names if name != self.subject.name))


def people_of(index: PositionIndex, speakers: Iterable[Speaker]) -> dict[str, Person]:
    """Give everybody by the actor's key, in the order of names; statements without a named source are nobody's.

    A name that holds stances is the actor that the index takes it for. Any other is who it is among all names together.
    """
    said = {(each.name, each.party): each.statements for each in speakers if each.name is not None}
    assigned = index.assigned()
    by_name = resolve({*assigned, *said}, {each: said.get(each, 1) for each in {*assigned, *said}})
    known = {subject.key: subject for subject in index.subjects(SubjectKind.ACTOR)}
    names: dict[str, set[Holder]] = defaultdict(set)
    shown: dict[str, Subject] = {}
    for holder in sorted({*assigned, *said}, key=lambda each: (each[0], each[1] or "")):
        subject = index.identities.identified(holder, by_name[holder])
        key = assigned.get(holder, subject.key)
        names[key].add(holder)
        # By its own name, if any of its names is the actor's own.
        if key not in shown or by_name[holder].key == key:
            shown[key] = subject
    shown |= known
    positions = Counter(cell.key for cell in index.cells(SubjectKind.ACTOR))
    found = {
        key: Person(
            subject=shown[key],
            names=tuple(sorted(theirs, key=lambda holder: (holder[0], holder[1] or ""))),
            statements=_count(theirs, said),
            positions=positions[key],
        )
        for key, theirs in names.items()
    }
    return dict(sorted(found.items(), key=lambda item: (folded(item[1].subject.name), item[0])))


def _count(names: Iterable[Holder], said: Mapping[Holder, int]) -> int:
    return sum(said.get(name, 0) for name in names)
