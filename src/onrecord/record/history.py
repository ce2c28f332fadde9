"""From the stances of one actor or party on one measure to periods: which act stood from when to when.

The rules stand in ``docs/positions.md``. Within a day they are: the last that an article tells counts for the article;
an article and its copies are one witness; the holder's own word and the outlet's own report go before what a teller of
another camp claims; then the act that most independent sources tell; then what stood before; then the more binding act.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeVar

from onrecord.record.accounts import Said, accounts_of, chosen, each_once, prevailing
from onrecord.record.acts import DIRECTIONS, Direction, opposite
from onrecord.record.contradictions import Clash, Unsettled, clashes_in, unsettled, unsettled_again
from onrecord.record.entries import Entry
from onrecord.record.positions import ContradictionKind
from onrecord.vocabulary import Act

_SIDES = frozenset((Direction.FOR, Direction.AGAINST))
_day = attrgetter("day")


# Not frozen: half a million are made for a large record, and freezing would double what one takes.
@dataclass(slots=True)
class Period:
    """An act that stood from a day on; ``within`` if the article that tells it also tells what it gave way to.

    ``word`` is the act that the holder's own word stood for until then, whatever others claimed meanwhile.
    """

    day: int
    act: Act
    within: bool
    word: Act | None


_Dated = TypeVar("_Dated", Period, Clash)


@dataclass(frozen=True, slots=True)
class Course:
    """The periods of a cell and its clashes, each in order of time, and which of these nothing has settled."""

    periods: Sequence[Period]
    clashes: Sequence[Clash]
    unsettled: Unsettled


def course_of(entries: Sequence[Entry]) -> Course:
    """Follow the entries of one cell, in order, all of known day or all of unknown day."""
    walk = _Walk(entries, (), ())
    walk.go_on(0, len(entries))
    return Course(walk.periods, walk.clashes, unsettled(walk.clashes, entries))


def course_again(entries: Sequence[Entry], known: Course, first: int, last: int) -> Course:
    """Follow the entries again after some of the days ``first`` to ``last`` came or went; ``known`` is how it was.

    It goes on only until nothing differs any more from what is known.
    """
    periods, clashes = _before(known.periods, first), _before(known.clashes, first)
    walk = _Walk(entries, periods, clashes)
    place, behind = bisect_left(entries, first, key=_day), bisect_left(entries, last + 1, key=_day)
    while (place := walk.go_on(place, behind)) < len(entries):
        day = entries[place].day
        before = _before(known.periods, day)
        if walk.stands_as(before, first, last, place):
            walk.periods += known.periods[len(before) :]
            walk.clashes += known.clashes[bisect_left(known.clashes, day, key=_day) :]
            break
        behind = bisect_left(entries, day + 1, key=_day)
    return Course(walk.periods, walk.clashes, unsettled_again(known.unsettled, walk.clashes, entries, first))


def course_until(entries: Sequence[Entry], known: Course, end: int) -> Course:
    """Give the course as it was before the day ``end``, of ``entries`` that are all before it.

    Each day builds on those before it alone: up to a day, a course is what it is without what came later.
    """
    clashes = _before(known.clashes, end)
    return Course(_before(known.periods, end), clashes, unsettled(clashes, entries))


def _before(happened: Sequence[_Dated], day: int) -> Sequence[_Dated]:
    return happened[: bisect_left(happened, day, key=_day)]


class _Walk:
    """What stands while the days of a cell are gone through."""

    def __init__(self, entries: Sequence[Entry], periods: Iterable[Period], clashes: Iterable[Clash]) -> None:
        self._entries = entries
        self.periods = list(periods)
        self.clashes = list(clashes)
        self._act = self.periods[-1].act if self.periods else None
        # Whether the holder's own word is known to stand for the act: it mostly is what made the act stand.
        self._owned = False
        self._searched: dict[tuple[int, Act], int] = {}

    def stands_as(self, periods: Sequence[Period], first: int, last: int, place: int) -> bool:
        """Tell whether before ``entries[place]`` surely the same stands as at the end of other periods, by the same word.

        Entries of the days ``first`` to ``last`` came or went since those periods were found.
        """
        if self.periods[-1:] != list(periods[-1:]):
            return False
        if not self.periods or self.periods[-1].day > last:
            return True
        day, act = self.periods[-1].day, self.periods[-1].act
        before = bisect_left(self._entries, first, key=_day)
        return self._own_word_within(day, before, act) or self._own_word_within(last + 1, place, act)

    def go_on(self, place: int, end: int) -> int:
        """Go on through ``entries[place:end]``, whole days, and return ``end``."""
        entries, stands = self._entries, self._act
        while place < end:
            entry = entries[place]
            if entry.act is stands:  # by far the most: a report that confirms what stands
                place += 1
                continue
            day, begin = entry.day, place
            while begin and entries[begin - 1].day == day:
                begin -= 1
            place += 1
            while place < end and entries[place].day == day:
                place += 1
            if place == begin + 1:
                self._turn(day, begin, entry.act, not entry.via)
            else:
                self._take_day(entries[begin:place], begin)
            stands = self._act
        return place

    def _take_day(self, group: Sequence[Entry], begin: int) -> None:
        """Take all that is told on one day, with an act in it other than what stands; ``begin`` is its place."""
        day, act = group[0].day, group[0].act
        path: Sequence[Act] = (act,)
        if len({entry.act for entry in group}) > 1:
            path = self._path_of_day(group)
            act = path[-1]
        if act is self._act:
            return  # what an article tells to have been before that is known, or older than what is known
        own = any(not entry.via for entry in group if entry.act is act)
        self._turn(day, begin, act, own, path)

    def _path_of_day(self, group: Sequence[Entry]) -> Sequence[Act]:
        """The acts that a day brings; clashes on it are noted."""
        opposed = _SIDES.issubset([DIRECTIONS[entry.act] for entry in group])
        once = each_once(group)
        accounts = accounts_of(group) if opposed or not once else ()
        if opposed:
            self.clashes += clashes_in(group[0].day, accounts)
        return (prevailing(group, self._act),) if once else chosen(accounts, self._act)

    def _turn(self, day: int, begin: int, act: Act, own: bool, path: Sequence[Act] = ()) -> None:
        """Let an act stand from a day on, which begins at a place; ``own`` tells whether it is the holder's own word.

        ``path`` are the acts that lead to it on that day, itself the last of them, if there is more than one.
        """
        word = self._act if self._owned else self._word_before(begin)
        if not own and word is not None and DIRECTIONS[act] is opposite(DIRECTIONS[word]):
            self.clashes.append(Clash(day, ContradictionKind.CLAIM, "", word))
            return  # others alone claim the opposite of what the holder's own word stands for
        within = False
        for each in path[:-1]:
            if each is not self._act:
                self.periods.append(Period(day, each, within, word))
                self._act = each
            within = True
        self.periods.append(Period(day, act, within, word))
        self._act, self._owned = act, own

    def _word_before(self, place: int) -> Act | None:
        """The act that the holder's own word stands for before ``entries[place]``, whatever others claimed since."""
        if not self.periods:
            return None
        period = self.periods[-1]
        self._owned = self._own_word_within(period.day, place, period.act)
        return period.act if self._owned else period.word

    def _own_word_within(self, since: int, end: int, act: Act) -> bool:
        """Tell whether the holder's own word is for an act from the day ``since`` to before ``entries[end]``.

        Asked again for a later end, it looks only at what it has not yet seen.
        """
        entries = self._entries
        place = self._searched.get((since, act))
        if place is None:
            place = bisect_left(entries, since, key=_day)
        while place < end and (entries[place].act is not act or entries[place].via):
            place += 1
        self._searched[since, act] = place
        return place < end


def pointed(periods: Sequence[Period]) -> Direction | None:
    """Where periods last pointed, for or against; ``None`` if they never did."""
    for period in reversed(periods):
        if DIRECTIONS[period.act] is not Direction.OPEN_ENDED:
            return DIRECTIONS[period.act]
    return None


def entries_of(course: Course, number: int, entries: Sequence[Entry]) -> Sequence[Entry]:
    """Give the entries that show the act of a period."""
    period = course.periods[number]
    begin = bisect_left(entries, period.day, key=_day) if period.day > entries[0].day else 0
    end = len(entries)
    if number + 1 < len(course.periods):
        end = bisect_left(entries, course.periods[number + 1].day + 1, lo=begin, key=_day)
    return [entry for entry in entries[begin:end] if entry.act is period.act]


def divided(course: Course, entries: Sequence[Entry]) -> bool:
    """Tell whether those who speak for a party stood on opposite sides when they last spoke.

    That is the last day of which their own words or an outlet's own report are known: what one of them says later
    supersedes what another said before.
    """
    last = course.unsettled.last_own_day
    if last is None:
        return False
    group = entries[bisect_left(entries, last, key=_day) : bisect_left(entries, last + 1, key=_day)]
    if not _SIDES.issubset([entry.direction for entry in group]):
        return False
    by_actor: dict[str, list[Said]] = defaultdict(list)
    for said in accounts_of(group):
        if said.own:
            by_actor[said.actor].append(said)
    return _SIDES.issubset([DIRECTIONS[chosen(accounts, None)[-1]] for accounts in by_actor.values()])
