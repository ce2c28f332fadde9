"""Accounts that cannot both be right: where they clash, and which of these contradictions nothing has settled."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple

from onrecord.record.accounts import Said, accounts_of
from onrecord.record.acts import WEIGHTS, Direction, opposite
from onrecord.record.entries import Entry, day_of
from onrecord.record.positions import Account, Contradiction, ContradictionKind
from onrecord.vocabulary import Act

_ORDER = (Direction.FOR, Direction.AGAINST)
_day = attrgetter("day")


class Clash(NamedTuple):
    """Accounts of one actor on one day that cannot both be right, or a mere claim against ``stood`` (``actor`` is empty)."""

    day: int
    kind: ContradictionKind
    actor: str
    stood: Act | None = None


class Unsettled(NamedTuple):
    """The contradictions that are still open, in order of time.

    A later day's report settles one: one in the holder's own word or the outlet's own. ``own`` is the latest such entry
    of each act.
    """

    own: Mapping[Act, Entry] = MappingProxyType({})
    contradictions: Sequence[Contradiction] = ()

    @property
    def last_own_day(self) -> int | None:
        """The day of the last own word, ``None`` if there is none; clashes of that day or later are open."""
        return max((entry.day for entry in self.own.values()), default=None)


def clashes_in(day: int, accounts: Sequence[Said]) -> Iterator[Clash]:
    """The actors of whom accounts from different sources or tellers point to opposite sides."""
    if not set(_ORDER).issubset([said.direction for said in accounts]):
        return
    sides: dict[str, tuple[list[Said], list[Said]]] = defaultdict(lambda: ([], []))
    for said in accounts:
        if said.direction is not Direction.OPEN_ENDED:
            sides[said.actor][said.direction is Direction.AGAINST].append(said)
    for actor, (one, other) in sorted(sides.items()):
        if not one or not other:
            continue
        both_own = any(said.own for said in one) and any(said.own for said in other)
        tellers = {(said.source, "" if both_own else said.via) for said in (*one, *other)}
        if len(tellers) == 1:
            continue  # one source tells both on one day: it has changed, nobody knows in which order
        yield Clash(day, ContradictionKind.REPORTS if both_own else ContradictionKind.CLAIM, actor)


def unsettled(clashes: Sequence[Clash], entries: Sequence[Entry], actors: Sequence[str]) -> Unsettled:
    """Find which clashes are still open; ``entries`` are those among which they were found."""
    return unsettled_again(Unsettled(), clashes, entries, actors, 0)


def unsettled_again(
    known: Unsettled, clashes: Sequence[Clash], entries: Sequence[Entry], actors: Sequence[str], first: int
) -> Unsettled:
    """Find it again after some of the days from ``first`` on came or went; ``known`` is how it was.

    What was open before that day is made anew only if an own word settles it now, or settled it and is gone.
    """
    if any(entry.day >= first for entry in known.own.values()):
        return unsettled(clashes, entries, actors)
    since = entries[bisect_left(entries, first, key=_day) :]
    now = Unsettled({**known.own, **_own_words(since)})
    last = now.last_own_day or 0
    same, open_from = bisect_left(clashes, first, key=_day), bisect_left(clashes, last, key=_day)
    left = known.contradictions[: max(same - open_from, 0)]
    found = _contradictions(clashes[max(same, open_from) :], since, known.own, actors, last)
    return now._replace(contradictions=[*left, *found])


def contradictions_of(
    clashes: Sequence[Clash], entries: Sequence[Entry], actors: Sequence[str]
) -> Iterator[Contradiction]:
    """Make of clashes what the record shows; ``entries`` are those among which they were found."""
    last = Unsettled(_own_words(entries)).last_own_day or 0
    return _contradictions(clashes, entries, {}, actors, last)


def _own_words(entries: Iterable[Entry]) -> dict[Act, Entry]:
    """The latest entry of each act that comes without a teller of another camp."""
    return {entry.act: entry for entry in entries if not entry.told.stance.via}


def _contradictions(
    clashes: Iterable[Clash],
    entries: Sequence[Entry],
    own: Mapping[Act, Entry],
    actors: Sequence[str],
    last_own_day: int,
) -> Iterator[Contradiction]:
    """Make contradictions of clashes; ``own`` are the own words before ``entries``, which go on from the first clash."""
    own, place = dict(own), 0
    for clash in clashes:
        begin, end = bisect_left(entries, clash.day, key=_day), bisect_left(entries, clash.day + 1, key=_day)
        own |= _own_words(entries[place:begin])
        place = begin
        group = entries[begin:end]
        sides = _sides(clash, group, actors) if clash.stood is None else _against(own.get(clash.stood), group)
        found = tuple(
            Account(max((entry.act for entry in side), key=WEIGHTS.__getitem__), tuple(e.told for e in side))
            for side in sides
        )
        yield Contradiction(day_of(clash.day), clash.kind, found, clash.day >= last_own_day)


def _against(own: Entry | None, group: Sequence[Entry]) -> tuple[Sequence[Entry], Sequence[Entry]]:
    """The holder's own word, and those of a day who claim the opposite."""
    assert own is not None, "a claim goes against an own word"
    against = opposite(own.direction)
    return [own], [entry for entry in group if entry.direction is against]


def _sides(clash: Clash, group: Sequence[Entry], actors: Sequence[str]) -> list[Sequence[Entry]]:
    """Those of a day who tell that an actor is for it, and those who tell that it is against it."""
    accounts = [said for said in accounts_of(group, actors) if said.actor == clash.actor]
    told = [[entry for said in accounts if said.direction is side for entry in said.entries] for side in _ORDER]
    return [sorted(entry for entry in side if entry.direction is way) for side, way in zip(told, _ORDER, strict=True)]
