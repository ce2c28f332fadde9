"""From the stances of one actor or party on one measure to periods: which act stood from when to when.

The rules stand in ``docs/positions.md``. Within a day they are: the last that an article tells counts for the article;
an article and its copies are one witness; the holder's own word and the outlet's own report go before what a teller of
another camp claims; then the act that most independent sources tell; then what stood before; then the more binding act.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from onrecord.record.acts import DIRECTIONS, WEIGHTS, Direction, opposite
from onrecord.record.positions import Account, Contradiction, ContradictionKind
from onrecord.records import Told
from onrecord.vocabulary import Act

# Words by which an article tells that what it tells here came first, or came last, wherever it stands in the text.
_FIRST = re.compile(
    r"\b(?:initially|originally|at first|earlier|previously|formerly|until (?:now|recently|then))\b", re.I
)
_LAST = re.compile(r"\b(?:now|eventually|subsequently|since then|no longer)\b", re.I)

_day = attrgetter("day")
_SIDES = frozenset((Direction.FOR, Direction.AGAINST))


class Entry(NamedTuple):
    """A stance in a cell. Entries sort by day, then by article and by their place in it.

    ``day`` is the ordinal of the statement's date, 0 if unknown; ``place`` tells apart the stances of an article, in the
    order of its text; ``witness`` is the article of which this one is a copy, or the article; ``source`` what counts as
    one independent source; ``holder`` a number for the holder's name and party.
    """

    day: int
    article: str
    place: int
    act: Act
    witness: str
    source: str
    holder: int
    measure: str
    told: Told

    @property
    def direction(self) -> Direction:
        """Which way the act points."""
        return DIRECTIONS[self.act]


def day_told(told: Told) -> int:
    """Give the ordinal of the day of a statement, 0 if unknown.

    It is the day that the words give, else the article's day of publication. Words that give a time but no day ("last
    month") leave it unknown. A day after the article appeared cannot be the statement's: then publication counts.
    """
    when, published = told.stance.when, told.published
    if when is None:
        return published.toordinal() if published is not None else 0
    if when.value is None:
        return 0
    if published is not None and when.value > max(published, told.updated or published):
        return published.toordinal()
    return when.value.toordinal()


class Period(NamedTuple):
    """An act that stood from a day on; ``within`` if the article that tells it also tells what it gave way to.

    ``word`` is the act that the holder's own word stood for until then, whatever others claimed meanwhile.
    """

    day: int
    act: Act
    within: bool
    word: Act | None


class Clash(NamedTuple):
    """Accounts of one actor on one day that cannot both be right, or a mere claim against ``stood`` (``actor`` is empty)."""

    day: int
    kind: ContradictionKind
    actor: str
    stood: Act | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """The periods of a cell and its clashes, each in order of time."""

    periods: Sequence[Period] = ()
    clashes: Sequence[Clash] = ()


def course_of(entries: Sequence[Entry], actors: Sequence[str]) -> Course:
    """Follow the entries of one cell, sorted, all of known day or all of unknown day.

    ``actors`` gives the actor's key for each ``Entry.holder``, so that members of a party who differ are not taken for
    reports that differ.
    """
    walk = _Walk(entries, actors, Course())
    walk.go_on(0, len(entries))
    return walk.course


def course_again(entries: Sequence[Entry], actors: Sequence[str], known: Course, first: int, last: int) -> Course:
    """Follow the entries again after some of the days ``first`` to ``last`` came or went; ``known`` is how it was.

    It goes on only until nothing differs any more from what is known.
    """
    clashes = known.clashes[: bisect_left(known.clashes, first, key=_day)]
    walk = _Walk(entries, actors, Course(known.periods[: bisect_left(known.periods, first, key=_day)], clashes))
    place, behind = bisect_left(entries, first, key=_day), bisect_left(entries, last + 1, key=_day)
    while (place := walk.go_on(place, behind)) < len(entries):
        day = entries[place].day
        past = bisect_left(known.periods, day, key=_day)
        if walk.stands_as(known.periods[:past], first, last, place):
            later = known.clashes[bisect_left(known.clashes, day, key=_day) :]
            return Course([*walk.course.periods, *known.periods[past:]], [*walk.course.clashes, *later])
        behind = bisect_left(entries, day + 1, key=_day)
    return walk.course


class _Walk:
    """What stands while the days of a cell are gone through."""

    def __init__(self, entries: Sequence[Entry], actors: Sequence[str], begun: Course) -> None:
        self._entries = entries
        self._actors = actors
        self._periods = list(begun.periods)
        self._clashes = list(begun.clashes)
        self._act = self._periods[-1].act if self._periods else None
        self._searched: dict[tuple[int, Act], int] = {}

    @property
    def course(self) -> Course:
        """What was found so far."""
        return Course(self._periods, self._clashes)

    def stands_as(self, periods: Sequence[Period], first: int, last: int, place: int) -> bool:
        """Tell whether before ``entries[place]`` surely the same stands as at the end of other periods, by the same word.

        Entries of the days ``first`` to ``last`` came or went since those periods were found.
        """
        if self._periods[-1:] != list(periods[-1:]):
            return False
        if not self._periods or self._periods[-1].day > last:
            return True
        day, act, *_ = self._periods[-1]
        before = bisect_left(self._entries, first, key=_day)
        return self._own_word_within(day, before, act) or self._own_word_within(last + 1, place, act)

    def go_on(self, place: int, end: int) -> int:
        """Go on through ``entries[place:end]``, whole days, and return ``end``."""
        entries = self._entries
        while place < end:
            entry = entries[place]
            if entry.act is self._act:  # by far the most: a report that confirms what stands
                place += 1
                continue
            day, begin = entry.day, place
            while begin and entries[begin - 1].day == day:
                begin -= 1
            place += 1
            while place < end and entries[place].day == day:
                place += 1
            self._take_day(entries[begin:place], begin)
        return place

    def _take_day(self, group: Sequence[Entry], begin: int) -> None:
        """Take all that is told on one day, with an act in it other than what stands; ``begin`` is its place."""
        day, act = group[0].day, group[0].act
        path: Sequence[Act] = (act,)
        if len(group) > 1 and any(entry.act is not act for entry in group):
            accounts = _accounts(group, self._actors)
            self._clashes += _clashes(day, accounts)
            path = _chosen(accounts, self._act)
            act = path[-1]
        if act is self._act:
            return  # what an article tells to have been before that is known, or older than what is known
        word = self._word_before(begin)
        against = word is not None and DIRECTIONS[act] is opposite(DIRECTIONS[word])
        if against and all(entry.act is not act or entry.told.stance.via for entry in group):
            self._clashes.append(Clash(day, ContradictionKind.CLAIM, "", word))
            return  # others alone claim the opposite of what the holder's own word stands for
        for number, each in enumerate(path):
            if each is not self._act:
                self._periods.append(Period(day, each, number > 0, word))
                self._act = each

    def _word_before(self, place: int) -> Act | None:
        """The act that the holder's own word stands for before ``entries[place]``, whatever others claimed since."""
        if not self._periods:
            return None
        period = self._periods[-1]
        return period.act if self._own_word_within(period.day, place, period.act) else period.word

    def _own_word_within(self, since: int, end: int, act: Act) -> bool:
        """Tell whether the holder's own word is for an act from the day ``since`` to before ``entries[end]``.

        Asked again for a later end, it looks only at what it has not yet seen.
        """
        entries = self._entries
        place = self._searched.get((since, act))
        if place is None:
            place = bisect_left(entries, since, key=_day)
        while place < end and (entries[place].act is not act or entries[place].told.stance.via):
            place += 1
        self._searched[since, act] = place
        return place < end


def _own_word(entries: Sequence[Entry], day: int, act: Act) -> Entry | None:
    """The latest entry of an act before ``day`` that comes without a teller of another camp."""
    before = (entries[place] for place in range(bisect_left(entries, day, key=_day) - 1, -1, -1))
    return next((entry for entry in before if entry.act is act and not entry.told.stance.via), None)


def pointed(periods: Sequence[Period]) -> Direction | None:
    """Where periods last pointed, for or against; ``None`` if they never did."""
    for period in reversed(periods):
        if DIRECTIONS[period.act] is not Direction.OPEN_ENDED:
            return DIRECTIONS[period.act]
    return None


def entries_of(course: Course, number: int, entries: Sequence[Entry]) -> tuple[Sequence[Entry], int]:
    """Give the entries that show the act of a period, and how many of them are of its first day."""
    period = course.periods[number]
    following = course.periods[number + 1].day + 1 if number + 1 < len(course.periods) else None
    begin = bisect_left(entries, period.day, key=_day)
    end = bisect_left(entries, following, key=_day) if following is not None else len(entries)
    shown = [entry for entry in entries[begin:end] if entry.act is period.act]
    return shown, bisect_left(shown, period.day + 1, key=_day)


class _Said(NamedTuple):
    """What one witness, through one teller, tells of one actor on a day: acts in order, and the one it ends with."""

    actor: str
    source: str
    via: tuple[str, ...]
    direction: Direction
    path: tuple[Act, ...]
    entries: tuple[Entry, ...]

    @property
    def act(self) -> Act:
        return self.path[-1]

    @property
    def own(self) -> bool:
        return not self.via


def _accounts(group: Sequence[Entry], actors: Sequence[str]) -> list[_Said]:
    """Part what is told on a day by who tells it: each article (of copies: one), through each teller, of each actor."""
    if len({entry.witness for entry in group}) == len(group):
        return [
            _Said(actors[entry.holder], entry.source, entry.told.stance.via, entry.direction, (entry.act,), (entry,))
            for entry in group
        ]
    speaking: dict[str, tuple[bool, str, str]] = {}
    for entry in group:
        here = (entry.article != entry.witness, entry.article, entry.told.page)
        speaking[entry.witness] = min(here, speaking.get(entry.witness, here))
    parted: dict[tuple[str, tuple[str, ...], str], list[Entry]] = defaultdict(list)
    for entry in group:
        if speaking[entry.witness][1:] == (entry.article, entry.told.page):
            parted[entry.witness, entry.told.stance.via, actors[entry.holder]].append(entry)
    said = []
    for (_, via, actor), told in parted.items():
        path = _path(told)
        said.append(_Said(actor, told[0].source, via, DIRECTIONS[path[-1]], path, tuple(told)))
    return said


def _path(told: list[Entry]) -> tuple[Act, ...]:
    """The acts that an article goes through: of those that point the same way, the one that binds most."""
    if len(told) == 1:
        return (told[0].act,)
    path: list[Act] = []
    if any(entry.direction is not told[0].direction for entry in told):
        told = sorted(told, key=lambda entry: (_in_time(entry.told.words), entry.place))
    for entry in told:
        if path and DIRECTIONS[path[-1]] is entry.direction:
            path[-1] = max(path[-1], entry.act, key=WEIGHTS.__getitem__)
        else:
            path.append(entry.act)
    return tuple(path)


def _in_time(words: str) -> int:
    """Whether words say of themselves that they tell what was before (-1) or came after (1)."""
    return bool(_LAST.search(words)) - bool(_FIRST.search(words))


def _chosen(accounts: Sequence[_Said], stood: Act | None) -> tuple[Act, ...]:
    """The acts that a day brings, the last one staying: see the order of precedence at the top of this module."""
    own = [said for said in accounts if said.own]
    counted = own or accounts
    sources: dict[Act, set[str]] = defaultdict(set)
    for said in counted:
        sources[said.act].add(said.source)
    standing = DIRECTIONS[stood] if stood is not None else None
    act = max(sources, key=lambda act: (len(sources[act]), act is stood, DIRECTIONS[act] is standing, WEIGHTS[act]))
    return max((said.path for said in counted if said.act is act), key=lambda path: (len(path), path))


def _clashes(day: int, accounts: Sequence[_Said]) -> Iterator[Clash]:
    """The actors of whom accounts from different sources or tellers point to opposite sides."""
    if not _SIDES.issubset([said.direction for said in accounts]):
        return
    sides: dict[str, tuple[list[_Said], list[_Said]]] = defaultdict(lambda: ([], []))
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


def divided(entries: Sequence[Entry], actors: Sequence[str]) -> bool:
    """Tell whether those who speak for a party stood on opposite sides when they last spoke.

    That is the last day of which their own words or an outlet's own report are known: what one of them says later
    supersedes what another said before.
    """
    last = next((entry.day for entry in reversed(entries) if not entry.told.stance.via), None)
    if last is None:
        return False
    group = entries[bisect_left(entries, last, key=_day) : bisect_left(entries, last + 1, key=_day)]
    if not _SIDES.issubset([entry.direction for entry in group]):
        return False
    by_actor: dict[str, list[_Said]] = defaultdict(list)
    for said in _accounts(group, actors):
        if said.own:
            by_actor[said.actor].append(said)
    return _SIDES.issubset([DIRECTIONS[_chosen(accounts, None)[-1]] for accounts in by_actor.values()])


def is_open(clash: Clash, entries: Sequence[Entry]) -> bool:
    """Tell whether no later day's report settles a clash: one in the holder's own word or the outlet's own."""
    later = bisect_left(entries, clash.day + 1, key=_day)
    return all(entries[place].told.stance.via for place in range(later, len(entries)))


def contradiction(clash: Clash, entries: Sequence[Entry], actors: Sequence[str]) -> Contradiction:
    """Make of a clash what the record shows; ``entries`` are those among which it was found."""
    group = entries[bisect_left(entries, clash.day, key=_day) : bisect_left(entries, clash.day + 1, key=_day)]
    if clash.stood is not None:
        stood = _own_word(entries, clash.day, clash.stood)
        against = opposite(DIRECTIONS[clash.stood])
        sides = [[stood] if stood is not None else [], [entry for entry in group if entry.direction is against]]
    else:
        accounts = [said for said in _accounts(group, actors) if said.actor == clash.actor]
        sides = [
            sorted(
                entry
                for said in accounts
                if said.direction is side
                for entry in said.entries
                if entry.direction is side
            )
            for side in (Direction.FOR, Direction.AGAINST)
        ]
    found = (
        Account(max((entry.act for entry in side), key=WEIGHTS.__getitem__), tuple(e.told for e in side))
        for side in sides
    )
    return Contradiction(day_of(clash.day), clash.kind, tuple(found), is_open(clash, entries))


def day_of(day: int) -> date | None:
    """The date of an entry's day."""
    return date.fromordinal(day) if day else None
