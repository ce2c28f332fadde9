"""Actors and parties: who is in the record, under which names, and all that each of them said and stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.record.actors import folded
from onrecord.record.positions import Subject, SubjectKind
from onrecord.record.recorded import Recorded
from onrecord.store.spoken import Place, newest
from onrecord.web.asking import PAGE, Asked, Missing, Parameter
from onrecord.web.live import Current
from onrecord.web.pages.addresses import subject_address
from onrecord.web.pages.paging import Part, part_of
from onrecord.web.pages.standing import COLUMNS as POSITION_COLUMNS
from onrecord.web.pages.standing import Standing, Stands
from onrecord.web.pages.statements import COLUMNS, SaidLine, said_line
from onrecord.web.people import Person
from onrecord.web.review.heard import Heard
from onrecord.web.views import View, routes_of

SHOWN = 200
"""How many actors a page of HTML lists."""

SAID = 50
"""How many statements a page of HTML lists."""

_MOST_CALLED = 12
_PRONOUNS = frozenset(
    ("he", "she", "they", "it", "i", "we", "who", "you", "his", "her", "their", "our", "this", "that", "these", "those")
)


@dataclass(frozen=True, slots=True)
class ActorsPage:
    """Everybody whom the filter leaves, in the order of names; ``shown`` in that of how much is told of them."""

    people: tuple[Person, ...]
    part: Part
    shown: tuple[tuple[str, Person], ...]

    title = "Actors"

    def as_json(self) -> dict[str, Any]:
        """Give all actors."""
        return {"actors": [_person(each) for each in self.people]}

    def columns(self) -> Sequence[str]:
        """The columns of the lines about actors."""
        return ("key", "name", "party", "names", "statements", "positions")

    def rows(self) -> Iterator[Sequence[object]]:
        """Yield a line for each actor."""
        for each in self.people:
            subject, names = each.subject, dict.fromkeys(name for name, _ in each.names)
            yield subject.key, subject.name, subject.party, tuple(names), each.statements, each.positions


@dataclass(frozen=True, slots=True)
class ActorPage:
    """An actor: its names, what articles call it, where it stands, and all its statements, the newest first.

    ``party_address`` is ``None`` where no position is told of the party, which then has no page.
    """

    person: Person
    called: tuple[tuple[str, int], ...]
    party_address: str | None
    stands: tuple[Stands, ...]
    statements: tuple[SaidLine, ...]
    part: Part
    recorded: Recorded

    @property
    def title(self) -> str:
        """The actor's name."""
        return self.person.subject.name

    def as_json(self) -> dict[str, Any]:
        """Give the actor with its positions and statements."""
        return {
            **_person(self.person),
            "called": [words for words, _ in self.called],
            "standing": [each.as_json(self.recorded) for each in self.stands],
            "said": [line.as_json() for line in self.statements],
        }

    def columns(self) -> Sequence[str]:
        """The columns of the lines about statements."""
        return COLUMNS

    def rows(self) -> Iterator[Sequence[object]]:
        """Yield a line for each statement."""
        return (line.row() for line in self.statements)


@dataclass(frozen=True, slots=True)
class PartyPage:
    """A party: who speaks for it, and where it stands."""

    subject: Subject
    members: tuple[tuple[str, Subject], ...]
    stands: tuple[Stands, ...]
    recorded: Recorded

    @property
    def title(self) -> str:
        """The party's name."""
        return self.subject.name

    def as_json(self) -> dict[str, Any]:
        """Give the party with its members and positions."""
        members = [{"key": each.key, "name": each.name} for _, each in self.members]
        standing = [each.as_json(self.recorded) for each in self.stands]
        return {"key": self.subject.key, "name": self.subject.name, "members": members, "standing": standing}

    def columns(self) -> Sequence[str]:
        """The columns of the lines about positions."""
        return POSITION_COLUMNS

    def rows(self) -> Iterator[Sequence[object]]:
        """Yield a line for each position."""
        return (each.row(self.recorded) for each in self.stands)


def actors(asked: Asked) -> ActorsPage:
    """Fill the list of actors; raise :class:`~onrecord.web.asking.Missing` for a page beyond the last one."""
    words = folded(asked.one("name") or "")
    people = [each for each in asked.current.people.values() if words in _searched(each)]
    part = part_of(len(people), asked.number("page", 1), SHOWN)
    if part is None:
        raise Missing("the list does not go so far; begin at its first page")
    most_told = sorted(people, key=lambda each: (-each.positions, -each.statements))
    shown = tuple((subject_address(each.subject), each) for each in part.of(most_told))
    return ActorsPage(tuple(people), part, shown)


def actor(asked: Asked) -> ActorPage:
    """Fill the page of an actor; raise :class:`~onrecord.web.asking.Missing` if there is none with that key."""
    current, key = asked.current, asked.path["key"]
    person = current.people.get(key)
    if person is None:
        raise Missing(f"there is no actor {key!r} in the record")
    places = _said_by(current, person)
    part = part_of(len(places), asked.number("page", 1), SAID)
    if part is None:
        raise Missing("the list of statements does not go so far; begin at its first page")
    # HTML shows one page of them; only the forms that give them whole look them all up.
    wanted = places if asked.whole else part.of(places)
    lines = tuple(_lines(current, wanted))
    return ActorPage(
        person=person,
        called=_called(current, person),
        party_address=_party_address(current, person.subject),
        stands=stands_of(current, person.subject),
        statements=lines,
        part=part,
        recorded=current.recorded,
    )


def _party_address(current: Current, subject: Subject) -> str | None:
    parties = current.recorded.index.subjects(SubjectKind.PARTY) if subject.party else ()
    return next((subject_address(each) for each in parties if each.name == subject.party), None)


def _said_by(current: Current, person: Person) -> list[Place | Heard]:
    """All that somebody said, the newest first: as it was read, or as reviewers left it where they decided anything."""
    read = current.store.spoken.said(person.names, but_in=current.heard.articles)
    heard = list(current.heard.of(person.names))
    return sorted([*read, *heard], key=_newest) if heard else list(read)


def _newest(said: Place | Heard) -> int:
    return newest(said.published if isinstance(said, Place) else said.said.published)


def _lines(current: Current, wanted: Sequence[Place | Heard]) -> Iterator[SaidLine]:
    places = [(each.reading, each.position) for each in wanted if isinstance(each, Place)]
    read = iter(current.store.spoken.at(places))
    for each in wanted:
        yield said_line(each.said, each.decided) if isinstance(each, Heard) else said_line(next(read))


def party(asked: Asked) -> PartyPage:
    """Fill the page of a party; raise :class:`~onrecord.web.asking.Missing` if there is none with that key."""
    current, key = asked.current, asked.path["key"]
    index = current.recorded.index
    subject = next((each for each in index.subjects(SubjectKind.PARTY) if each.key == key), None)
    if subject is None:
        raise Missing(f"there is no party {key!r} in the record")
    positions = Counter(cell.key for cell in index.cells(SubjectKind.ACTOR))
    members = sorted(index.members(subject), key=lambda each: -positions[each.key])
    addressed = tuple((subject_address(each), each) for each in members)
    return PartyPage(subject, addressed, stands_of(current, subject), current.recorded)


def stands_of(current: Current, subject: Subject) -> tuple[Stands, ...]:
    """Give where one stands now, by the names of the measures; those of the codebook come first."""
    standing = Standing(current, None)
    found = [standing.of(each) for each in current.positions(subject.kind) if each.subject.key == subject.key]
    followed = {entry.id for entry in current.codebook.measures}
    return tuple(sorted(found, key=lambda each: (each.position.measure not in followed, folded(each.label))))


def _called(current: Current, person: Person) -> tuple[tuple[str, int], ...]:
    """The words by which articles name the actor where they quote it: its roles, the commonest first; no pronouns."""
    names = {folded(name) for name, _ in person.names} | _PRONOUNS
    counts = current.store.spoken.called(person.names, but_in=current.heard.articles)
    counts.update(each.said.source for each in current.heard.of(person.names) if each.said.source)
    found = [(words, count) for words, count in counts.items() if words and folded(words) not in names]
    return tuple(sorted(found, key=lambda each: (-each[1], each[0]))[:_MOST_CALLED])


def _searched(person: Person) -> str:
    subject = person.subject
    return folded(" ".join((subject.name, subject.party or "", *(name for name, _ in person.names))))


def _person(person: Person) -> dict[str, Any]:
    subject = person.subject
    return {
        "key": subject.key,
        "name": subject.name,
        "party": subject.party,
        "names": [{"name": name, "party": theirs} for name, theirs in person.names],
        "statements": person.statements,
        "positions": person.positions,
    }


routes = routes_of(
    View(
        path="/actors",
        name="actors",
        summary="Everybody who speaks or holds a position",
        gives="actors with their names, in the order of names",
        template="actors.html",
        page=actors,
        parameters=(Parameter("name", "only those with these words in a name or in the party"), PAGE),
    ),
    View(
        path="/actors/{key:path}",
        name="actor",
        summary="An actor: names, roles, positions, statements",
        gives="the actor, its positions, and all its statements, the newest first",
        template="actor.html",
        page=actor,
        parameters=(PAGE,),
    ),
    View(
        path="/parties/{key:path}",
        name="party",
        summary="A party: who speaks for it, and where it stands",
        gives="the party, its members and positions",
        template="party.html",
        page=party,
    ),
)
