"""The holders of a record by number, with the actor and the party that each is now known to be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from onrecord.record.actors import Holder, anchors, folded, hinges, is_full, keys_of, party_named, subject_of
from onrecord.record.identities import NOBODY_DECIDED, Identities
from onrecord.record.positions import Subject, SubjectKind


class Settled(NamedTuple):
    """What settling who is who has changed.

    ``moved`` gives the numbers of holders who were taken for another actor until now, ``renamed`` the keys of actors and
    parties whose name or party is another one now.
    """

    moved: list[int]
    renamed: set[tuple[SubjectKind, str]]


class Roster:
    """Numbers for holders; a new name may show that names seen before are one actor, or are not."""

    def __init__(self, identities: Identities = NOBODY_DECIDED) -> None:
        self.identities = identities
        """Who is who by reviewers' decisions."""
        # The actor's key by names alone for each number, none where no stances are held; its numbers; and the actor itself.
        self._by_name: list[str | None] = []
        self._bearers: dict[str, set[int]] = defaultdict(set)
        self._own: dict[str, Subject] = {}
        self.actors: list[str] = []
        """The actor's key for each number."""
        self.parties: list[str | None] = []
        """The party's key for each number."""
        self._numbers: dict[Holder, int] = {}
        self._holders: list[Holder] = []
        self._counts: list[int] = []
        self._anchored: dict[str, set[Holder]] = defaultdict(set)
        self._hinging: dict[str, set[Holder]] = defaultdict(set)
        self._party_names: dict[str, Counter[str]] = defaultdict(Counter)
        self._subjects: dict[tuple[SubjectKind, str], Subject] = {}
        self._unsettled: set[int] = set()
        self._recounted: set[int] = set()

    def subject(self, kind: SubjectKind, key: str) -> Subject:
        """Give the actor or party with a key; raise ``KeyError`` if there never was one."""
        return self._subjects[kind, key]

    def number(self, holder: Holder) -> int:
        """Give a holder's number."""
        found = self._numbers.get(holder)
        if found is None:
            found = self._numbers[holder] = len(self.actors)
            self.actors.append("")
            self._by_name.append(None)
            self.parties.append(folded(party_named(holder[1])) if holder[1] is not None else None)
            self._holders.append(holder)
            self._counts.append(0)
        return found

    def count(self, number: int, change: int) -> None:
        """Count a holder's stances up or down; who has none left bears on nobody."""
        before = self._counts[number]
        self._counts[number] = before + change
        self._recounted.add(number)
        if (before == 0) != (before + change == 0):
            self._unsettled ^= {number}

    def settle(self) -> Settled:
        """Find out anew who is who after counting."""
        parties = set()
        # Of several names of one actor others may prevail now.
        regrouped = {key for n in self._recounted if (key := self._by_name[n]) and len(self._bearers[key]) > 1}
        touched = set(self._weighed_anew())
        for number in self._unsettled:
            holder = self._holders[number]
            present = self._counts[number] > 0
            for index, words in ((self._anchored, anchors(holder[0])), (self._hinging, hinges(holder[0]))):
                for word in words:
                    (index[word].add if present else index[word].discard)(holder)
            if not present:
                regrouped |= self._take_for(number, None)
            touched.add(holder)
            party = self.parties[number]
            if holder[1] is not None and party is not None:
                self._party_names[party][party_named(holder[1])] += 1 if present else -1
                parties.add(party)
        self._unsettled.clear()
        self._recounted.clear()
        numbers = self._resolve(touched, regrouped)
        moved, renamed = self._assign([*numbers, *self._redefine(regrouped)])
        for key in parties:
            names = [name for name, count in self._party_names[key].items() if count > 0]
            if names:
                renamed |= self._name(Subject(SubjectKind.PARTY, key, min(names), min(names)))
        return Settled(moved, renamed)

    def identify(self, identities: Identities) -> Settled:
        """Let reviewers' decisions say from now on who is who, as far as they go."""
        self.identities = identities
        return self._assign([number for number, key in enumerate(self._by_name) if key is not None])

    def assigned(self) -> dict[Holder, str]:
        """Give the key of the actor that each name with its party is, for those that hold stances."""
        return {
            holder: key for holder, key, count in zip(self._holders, self.actors, self._counts, strict=True) if count
        }

    def held(self) -> dict[Holder, int]:
        """Give how many stances each name with its party has, for those that hold any."""
        return {holder: count for holder, count in zip(self._holders, self._counts, strict=True) if count}

    def holders(self, actor: str) -> list[Holder]:
        """Give the names with their parties under which an actor holds stances, in order."""
        found = [
            self._holders[number] for number, key in enumerate(self.actors) if key == actor and self._counts[number]
        ]
        return sorted(found, key=lambda holder: (holder[0], holder[1] or ""))

    def _resolve(self, touched: set[Holder], regrouped: set[str]) -> list[int]:
        """Find out by names who those are on whom holders bear that came, went or are weighed anew, and give their numbers.

        ``regrouped`` gets the keys of the actors that anybody left or joined.
        """
        spelt = touched | self._bearing_on(touched)
        asked = {hinging for holder in spelt for word in anchors(holder[0]) for hinging in self._hinging[word]}
        near = asked | self._bearing_on(asked)
        everybody = near | self._bearing_on(near)
        keys = keys_of(everybody, {holder: self._counts[self._numbers[holder]] for holder in everybody})
        numbers = [self._numbers[holder] for holder in asked]
        for number in numbers:
            regrouped |= self._take_for(number, keys[self._holders[number]])
        return numbers

    def _take_for(self, number: int, key: str | None) -> set[str]:
        """Take a holder for an actor, or for nobody, by names alone; give the keys of the actors that it left and joined."""
        before = self._by_name[number]
        if key == before:
            return set()
        self._by_name[number] = key
        if before is not None:
            self._bearers[before].discard(number)
        if key is not None:
            self._bearers[key].add(number)
        return {each for each in (before, key) if each is not None}

    def _redefine(self, keys: set[str]) -> list[int]:
        """Find out what actors are called by names alone and of what party, and give all that are another one by that."""
        changed: set[str] = set()
        found: list[int] = []
        for key in keys:
            bearers = self._bearers[key]
            before = self._own.pop(key, None)
            if bearers:
                self._own[key] = subject_of(key, {self._holders[n]: self._counts[n] for n in bearers})
            else:
                del self._bearers[key]
            if self._own.get(key) != before:
                changed.add(key)
                found += bearers
        # Whom reviewers made one of these is called as it is.
        decided = changed.intersection(chain(self.identities.pinned.values(), self.identities.merged.values()))
        if decided:
            found += [n for n, key in enumerate(self.actors) if key in decided and self._by_name[n] is not None]
        return found

    def _weighed_anew(self) -> Iterator[Holder]:
        """The holders whose family name alone may mean another person by counting."""
        for number in self._recounted - self._unsettled:
            name, _ = self._holders[number]
            for word in anchors(name) if is_full(name) else ():
                if len(self._anchored[word]) > 1:
                    yield from (other for other in self._hinging[word] if not is_full(other[0]))

    def _bearing_on(self, holders: Iterable[Holder]) -> set[Holder]:
        """The holders on whose names it hinges who others are."""
        return {other for holder in holders for word in hinges(holder[0]) for other in self._anchored[word]}

    def _assign(self, numbers: Iterable[int]) -> Settled:
        moved, renamed = [], set()
        for number in numbers:
            before, subject = self.actors[number], self._identified(number)
            if before not in ("", subject.key):
                moved.append(number)
            self.actors[number] = subject.key
            renamed |= self._name(subject)
        return Settled(moved, renamed)

    def _identified(self, number: int) -> Subject:
        """The actor that a holder is, under the name that it has by reviewers' decisions, else by the articles."""
        holder, by_name = self._holders[number], self._by_name[number]
        assert by_name is not None, "who a holder is by name is settled first"
        key = self.identities.key_of(holder, by_name)
        # The actor that others were merged into keeps its own name and party; one split off has those of its holder.
        own = self._own.get(key)
        if own is None:
            return self.identities.identified(holder, self._own[by_name])
        name = self.identities.names.get(key, own.name)
        return own if name == own.name else replace(own, name=name)

    def _name(self, subject: Subject) -> set[tuple[SubjectKind, str]]:
        key = (subject.kind, subject.key)
        known = self._subjects.get(key)
        self._subjects[key] = subject
        return {key} if known is not None and known != subject else set()
