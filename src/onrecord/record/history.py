"""From the stances of one actor or party on one measure to periods: which act stood from when to when.

The rules stand in ``docs/positions.md``. Within a day they are: the last that an article tells counts for the article;
an article and its copies are one witness; the holder's own word and the outlet's own report go before what a teller of
another camp claims; then the act that most independent sources tell; then what stood before; then the more binding act.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from onrecord.record.acts import DIRECTIONS, WEIGHTS, ChangeKind, Direction, change_kind, opposite
from onrecord.record.positions import Account, Change, Contradiction, ContradictionKind
from onrecord.records import Told
from onrecord.vocabulary import Act, ConditionKind

# Words by which an article tells that what it tells here came first, or came last, wherever it stands in the text.
_FIRST = re.compile(
    r"\b(?:initially|originally|at first|earlier|previously|formerly|until (?:now|recently|then))\b", re.I
)
_LAST = re.compile(r"\b(?:now|eventually|subsequently|since then|no longer)\b", re.I)


class Entry(NamedTuple):
    """A stance in a cell. Entries sort by day, then by article and by their place in it.

    ``day`` is the ordinal of the statement's date, 0 if unknown; ``witness`` the article of which this one is a copy, or
    the article; ``source`` what counts as one independent source; ``holder`` a number for the holder's name and party.
    """

    day: int
    article: str
    order: int
    id: str
    page: str
    act: Act
    witness: str
    source: str
    holder: int
    told: Told


class Period(NamedTuple):
    """An act that stood: ``entries[begin:end]`` hold all that show it, among others told in that time.

    ``first_end`` is where the entries of the first day end; ``kind`` names the step from what stood before; ``within``
    tells whether the article that ended the period before also tells that one.
    """

    act: Act
    begin: int
    first_end: int
    end: int
    kind: ChangeKind
    before: Act | None
    within: bool


class Clash(NamedTuple):
    """Accounts that cannot both be right, as they stood on a day."""

    day: int
    kind: ContradictionKind
    sides: tuple[tuple[Act, tuple[Entry, ...]], ...]


@dataclass(frozen=True, slots=True)
class Course:
    """The periods of a cell, in order of time, and its clashes."""

    periods: Sequence[Period]
    clashes: Sequence[Clash]


def course_of(entries: Sequence[Entry], actors: Sequence[str]) -> Course:
    """Follow the entries of one cell, sorted, all of known day or all of unknown day.

    ``actors`` gives the actor's key for each ``Entry.holder``, so that members of a party who differ are not taken for
    reports that differ.
    """
    walk = _Walk(entries, actors)
    place, count = 0, len(entries)
    while place < count:
        if entries[place].act is walk.act:  # by far the most: a report that confirms what stands
            place += 1
            continue
        day, begin = entries[place].day, place
        while begin and entries[begin - 1].day == day:
            begin -= 1
        place += 1
        while place < count and entries[place].day == day:
            place += 1
        walk.take_day(begin, place)
    return walk.course()


class _Walk:
    """What stands while the days of a cell are gone through."""

    def __init__(self, entries: Sequence[Entry], actors: Sequence[str]) -> None:
        self._entries = entries
        self._actors = actors
        self._periods: list[Period] = []
        self._clashes: list[Clash] = []
        self._pointed: Direction | None = None
        self.act: Act | None = None

    def course(self) -> Course:
        """What was found, the last period open to the end."""
        if self._periods:
            self._periods[-1] = self._periods[-1]._replace(end=len(self._entries))
        return Course(self._periods, self._clashes)

    def take_day(self, begin: int, end: int) -> None:
        """Take what is told on one day, ``entries[begin:end]``, at least one act in it other than what stands."""
        group = self._entries[begin:end]
        acts = {entry.act for entry in group}
        if len(acts) == 1:
            path: Sequence[Act] = (group[0].act,)
        else:
            accounts = _accounts(group, self._actors)
            self._clashes.extend(_clashes(accounts))
            path = _chosen(accounts, self.act)
        if self._is_mere_claim(path[-1], group):
            self._claim(path[-1], group)
            return
        if path[-1] is self.act:
            return  # what an article tells to have been before that is known, or older than what is known
        for number, act in enumerate(path):
            if act is not self.act:
                self._step(act, begin, end, within=number > 0)

    def _step(self, act: Act, begin: int, end: int, *, within: bool) -> None:
        if self._periods:
            self._periods[-1] = self._periods[-1]._replace(end=end)
        kind = change_kind(self.act, self._pointed, act)
        self._periods.append(Period(act, begin, end, end, kind, self.act, within))
        self.act = act
        if DIRECTIONS[act] is not Direction.OPEN_ENDED:
            self._pointed = DIRECTIONS[act]

    def _is_mere_claim(self, act: Act, group: Sequence[Entry]) -> bool:
        """Tell whether others alone claim the opposite of what the holder's own word stands for."""
        if self.act is None or DIRECTIONS[self.act] is not opposite(DIRECTIONS[act]):
            return False
        if any(entry.act is act and not entry.told.stance.via for entry in group):
            return False
        return any(True for _ in self._own_word(group[0].day))

    def _own_word(self, day: int) -> Iterable[Entry]:
        """The entries of what stands, before a day, that come without a teller of another camp."""
        for place in range(self._periods[-1].begin, len(self._entries)):
            entry = self._entries[place]
            if day and entry.day >= day:
                return
            if entry.act is self.act and not entry.told.stance.via:
                yield entry

    def _claim(self, act: Act, group: Sequence[Entry]) -> None:
        day = group[0].day
        assert self.act is not None
        claimed = tuple(entry for entry in group if entry.act is act)
        if not any(clash.day == day for clash in self._clashes[-1:]):
            sides = ((self.act, tuple(self._own_word(day))), (act, claimed))
            self._clashes.append(Clash(day, ContradictionKind.CLAIM, sides))


class _Said(NamedTuple):
    """What one witness, through one teller, tells of one actor on a day: acts in order, and the one it ends with."""

    actor: str
    source: str
    own: bool
    path: tuple[Act, ...]
    entries: tuple[Entry, ...]

    @property
    def act(self) -> Act:
        return self.path[-1]


def _accounts(group: Sequence[Entry], actors: Sequence[str]) -> list[_Said]:
    """Part what is told on a day by who tells it: each article (of copies: one), through each teller, of each actor."""
    speaking: dict[str, tuple[bool, str, str]] = {}
    for entry in group:
        here = (entry.article != entry.witness, entry.article, entry.page)
        speaking[entry.witness] = min(here, speaking.get(entry.witness, here))
    parted: dict[tuple[str, tuple[str, ...], str], list[Entry]] = defaultdict(list)
    for entry in group:
        if speaking[entry.witness][1:] == (entry.article, entry.page):
            parted[entry.witness, entry.told.stance.via, actors[entry.holder]].append(entry)
    return [_Said(actor, told[0].source, not via, _path(told), tuple(told)) for (_, via, actor), told in parted.items()]


def _path(told: list[Entry]) -> tuple[Act, ...]:
    """The acts that an article goes through: of those that point the same way, the one that binds most."""
    if len(told) == 1:
        return (told[0].act,)
    path: list[Act] = []
    for entry in sorted(told, key=lambda entry: (_in_time(entry.told.words), entry.order, entry.id)):
        if path and DIRECTIONS[path[-1]] is DIRECTIONS[entry.act]:
            path[-1] = max(path[-1], entry.act, key=WEIGHTS.__getitem__)
        else:
            path.append(entry.act)
    return tuple(path)


def _in_time(words: str) -> int:
    """Whether words say of themselves that they tell what was before (-1) or came after (1)."""
    return bool(_LAST.search(words)) - bool(_FIRST.search(words))


def _chosen(accounts: Sequence[_Said], stood: Act | None) -> tuple[Act, ...]:
    """The acts that a day brings, the last one staying: see the order of precedence at the top of this module."""
    sources: dict[Act, set[str]] = defaultdict(set)
    own: set[Act] = set()
    for said in accounts:
        sources[said.act].add(said.source)
        if said.own:
            own.add(said.act)
    standing = DIRECTIONS[stood] if stood is not None else None
    act = max(
        sources,
        key=lambda act: (act in own, len(sources[act]), act is stood, DIRECTIONS[act] is standing, WEIGHTS[act]),
    )
    paths = [said.path for said in accounts if said.act is act and (said.own or act not in own)]
    return max(paths, key=lambda path: (len(path), path))


def _clashes(accounts: Sequence[_Said]) -> list[Clash]:
    """The accounts of one actor that point to opposite sides and come from different sources or tellers."""
    clashes = []
    for actor in sorted({said.actor for said in accounts}):
        sides = {
            direction: [said for said in accounts if said.actor == actor and DIRECTIONS[said.act] is direction]
            for direction in (Direction.FOR, Direction.AGAINST)
        }
        one, other = sides.values()
        if not one or not other:
            continue
        both_own = any(said.own for said in one) and any(said.own for said in other)
        if both_own and len({said.source for said in (*one, *other)}) == 1:
            continue  # one source tells both on one day: it has changed, nobody knows in which order
        kind = ContradictionKind.REPORTS if both_own else ContradictionKind.CLAIM
        clashes.append(Clash(one[0].entries[0].day, kind, (_side(one), _side(other))))
    return clashes


def _side(accounts: Sequence[_Said]) -> tuple[Act, tuple[Entry, ...]]:
    act = max((said.act for said in accounts), key=WEIGHTS.__getitem__)
    direction = DIRECTIONS[act]
    entries = (entry for said in accounts for entry in said.entries if DIRECTIONS[entry.act] is direction)
    return act, tuple(sorted(entries))


def is_open(clash: Clash, entries: Sequence[Entry]) -> bool:
    """Tell whether no later day's report settles a clash: one in the holder's own word or the outlet's own."""
    if not clash.day:
        return not entries or not entries[-1].day
    later = bisect_left(entries, clash.day + 1, key=attrgetter("day"))
    return all(entries[place].told.stance.via for place in range(later, len(entries)))


def contradiction(clash: Clash, entries: Sequence[Entry]) -> Contradiction:
    """Make of a clash what the record shows; ``entries`` are those of known day, or all if there are none."""
    accounts = tuple(Account(act, tuple(entry.told for entry in told)) for act, told in clash.sides)
    return Contradiction(day_of(clash.day), clash.kind, accounts, is_open(clash, entries))


def changes(course: Course, entries: Sequence[Entry]) -> list[Change]:
    """The steps of a course in order of time, new kinds of conditions among them."""
    found = []
    for period in course.periods:
        first = [entry for entry in entries[period.begin : period.first_end] if entry.act is period.act]
        shown = tuple(entry.told for entry in first)
        found.append(Change(day_of(first[0].day), period.kind, period.before, period.act, shown, period.within))
        later = [entry for entry in entries[period.first_end : period.end] if entry.act is period.act]
        found += _new_conditions(period.act, first, later)
    return found


def _new_conditions(act: Act, first: Iterable[Entry], later: Iterable[Entry]) -> Iterator[Change]:
    """Conditions of a kind that is told on a later day than the act itself was first told."""
    known = {kind for entry in first for kind in _kinds(entry)}
    for day, entries in groupby(later, key=attrgetter("day")):
        fresh = [entry for entry in entries if not known.issuperset(_kinds(entry))]
        if fresh:
            known.update(kind for entry in fresh for kind in _kinds(entry))
            yield Change(day_of(day), ChangeKind.CONDITION, act, act, tuple(entry.told for entry in fresh))


def _kinds(entry: Entry) -> Iterator[ConditionKind | None]:
    return (condition.kind for condition in entry.told.stance.conditions)


def day_of(day: int) -> date | None:
    """The date of an entry's day."""
    return date.fromordinal(day) if day else None
