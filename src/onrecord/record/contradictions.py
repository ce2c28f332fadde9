"""Accounts that cannot both be right: where they clash, and which of these contradictions nothing has settled."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from onrecord.record.accounts import Said, accounts_of
from onrecord.record.acts import WEIGHTS, Direction, opposite
from onrecord.record.entries import Entry, day_of, in_order
from onrecord.record.positions import Account, Contradiction, ContradictionKind
from onrecord.vocabulary import Act

_ORDER = (Direction.FOR, Direction.AGAINST)
_SIDES = frozenset(_ORDER)
_day = attrgetter("day")


class Clash(NamedTuple):
    """Accounts of one actor on one day that cannot both be right, or a mere claim against ``stood`` (``actor`` is empty)."""

    day: int
    kind: ContradictionKind
    actor: str
    stood: Act | None = None


class Unsettled(NamedTuple):
    """The contradictions that are still open, in order of time, and the day of the last own word, ``None`` if there is none.

    A later day's report settles one: one in the holder's own word or the outlet's own.
    """

    last_own_day: int | None = None
    contradictions: Sequence[Contradiction] = ()


def clashes_in(day: int, accounts: Sequence[Said]) -> Iterator[Clash]:
    """The actors of whom accounts from different sources or tellers point to opposite sides."""
    if not _SIDES.issubset([said.direction for said in accounts]):
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


def unsettled(clashes: Sequence[Clash], entries: Sequence[Entry]) -> Unsettled:
    """Find which clashes are still open; ``entries`` are those among which they were found."""
    return unsettled_again(Unsettled(), clashes, entries, 0)


def unsettled_again(known: Unsettled, clashes: Sequence[Clash], entries: Sequence[Entry], first: int) -> Unsettled:
    """Find it again after some of the days from ``first`` on came or went; ``known`` is how it was.

    What was open before that day is made anew only if an own word settles it now, or settled it and is gone.
    """
    known_day = known.last_own_day
    if known_day is None or known_day < first:
        last = _last_own_day(entries, bisect_left(entries, first, key=_day))
        last = known_day if last is None else last
    else:
        last = _last_own_day(entries, 0)
    if not clashes:
        return Unsettled(last)
    same, open_from = bisect_left(clashes, first, key=_day), bisect_left(clashes, last or 0, key=_day)
    kept = last == known_day and (last is None or last < first)
    left = known.contradictions[: max(same - open_from, 0)] if kept else ()
    words: dict[Act, Entry | None] = {}
    found = []
    for clash in clashes[open_from + len(left) :]:
        begin = bisect_left(entries, clash.day, key=_day)
        if clash.stood is None:
            own = None
        elif clash.day == last:  # its own words may be of that day, but it goes against those before
            own = _own_word(entries, begin, clash.stood)
        else:
            if clash.stood not in words:
                words[clash.stood] = _own_word(entries, begin, clash.stood)
            own = words[clash.stood]
        found.append(_contradiction(clash, entries, begin, own=own, is_open=True))
    return Unsettled(last, [*left, *found])


def contradictions_of(clashes: Sequence[Clash], entries: Sequence[Entry]) -> Iterator[Contradiction]:
    """Make of clashes what the record shows; ``entries`` are those among which they were found."""
    last = _last_own_day(entries, 0)
    own: dict[Act, Entry] = {}
    place = 0
    for clash in clashes:
        begin = bisect_left(entries, clash.day, key=_day)
        own |= {entry.act: entry for entry in entries[place:begin] if _is_own(entry)}
        place = begin
        against = own.get(clash.stood) if clash.stood else None
        is_open = last is None or clash.day >= last
        yield _contradiction(clash, entries, begin, own=against, is_open=is_open)


def _is_own(entry: Entry) -> bool:
    """Whether an entry comes without a teller of another camp."""
    return not entry.via


def _last_own_day(entries: Sequence[Entry], begin: int) -> int | None:
    """The day of the last own word from a place on, if there is one; clashes of that day or later are open."""
    for n in range(len(entries) - 1, begin - 1, -1):
        if _is_own(entries[n]):
            return entries[n].day
    return None


def _own_word(entries: Sequence[Entry], end: int, act: Act) -> Entry | None:
    """The last own word of an act before a place."""
    return next((entries[n] for n in range(end - 1, -1, -1) if entries[n].act is act and _is_own(entries[n])), None)


def _contradiction(
    clash: Clash, entries: Sequence[Entry], begin: int, *, own: Entry | None, is_open: bool
) -> Contradiction:
    """Make a contradiction of a clash, whose day begins at ``begin``; ``own`` is the word that it goes against, if any."""
    group = entries[begin : bisect_left(entries, clash.day + 1, lo=begin, key=_day)]
    sides = _sides(clash, group) if clash.stood is None else _against(own, group)
    found = tuple(
        Account(max((entry.act for entry in side), key=WEIGHTS.__getitem__), tuple(e.told for e in side))
        for side in sides
    )
    return Contradiction(day_of(clash.day), clash.kind, found, is_open)


def _against(own: Entry | None, group: Sequence[Entry]) -> tuple[Sequence[Entry], Sequence[Entry]]:
    """The holder's own word, and those of a day who claim the opposite."""
    assert own is not None, "a claim goes against an own word"
    against = opposite(own.direction)
    return [own], [entry for entry in group if entry.direction is against]


def _sides(clash: Clash, group: Sequence[Entry]) -> list[Sequence[Entry]]:
    """Those of a day who tell that an actor is for it, and those who tell that it is against it."""
    accounts = [said for said in accounts_of(group) if said.actor == clash.actor]
    told = [[entry for said in accounts if said.direction is side for entry in said.entries] for side in _ORDER]
    return [
        sorted((entry for entry in side if entry.direction is way), key=in_order)
        for side, way in zip(told, _ORDER, strict=True)
    ]
