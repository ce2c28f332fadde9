"""An index of all positions: built once from stances and decisions, brought up to date article by article."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, takewhile
from itertools import count as numbers_from
from operator import attrgetter
from typing import TypeVar

from onrecord.record.actors import Holder, folded
from onrecord.record.decided import Decided, after_review
from onrecord.record.entries import Entry, day_told
from onrecord.record.history import Course, course_again, course_of, course_until
from onrecord.record.identities import NOBODY_DECIDED, Identities
from onrecord.record.positions import Cell, History, Position, Subject, SubjectKind
from onrecord.record.present import Contents, history_of, position_of
from onrecord.record.roster import Roster, Settled
from onrecord.record.rows import Rows, Touched
from onrecord.record.undisturbed import undisturbed
from onrecord.record.witnesses import Witnesses
from onrecord.records import Stance, Told

MeasureKey = Callable[[Stance], str]
"""Gives the key of the measure that a stance is on."""

__all__ = ["Cell", "MeasureKey", "PositionIndex", "measure_key"]

_Item = TypeVar("_Item")


def measure_key(stance: Stance) -> str:
    """Give the codebook's id of the measure where the stance matched one, else its phrase."""
    return stance.codebook if stance.codebook is not None else folded(stance.measure)


class PositionIndex:
    """Positions of all actors and parties, the same whatever the order in which their stances came.

    ``tellings`` are stances as articles tell them, ``decided`` what reviewers decided about stances, ``measure_of`` gives
    the measure of a stance (by default its codebook id or its phrase), ``identities`` is who is who by reviewers'
    decisions. A position is computed when it is first asked
    for, and kept until an article or a decision touches it.
    """

    def __init__(
        self,
        tellings: Iterable[Told] = (),
        decided: Iterable[Decided] = (),
        measure_of: MeasureKey = measure_key,
        identities: Identities = NOBODY_DECIDED,
    ) -> None:
        self.measure_of = measure_of
        self._told = _parted(tellings, attrgetter("article"))
        self._decided = _parted(decided, attrgetter("judgement.finding.article"))
        self._entered: dict[str, list[Entry]] = {}
        self._roster = Roster(identities)
        self._witnesses = Witnesses()
        self._rows = Rows(self._roster)
        self._positions: dict[Cell, Position] = {}
        self._courses: dict[Cell, Course] = {}
        self._stale: dict[Cell, set[int]] = {}
        for article, told in self._told.items():
            self._witnesses.learn(article, told)
        with undisturbed(sum(map(len, self._told.values()))):
            self._begin()

    def replace(self, article: str, tellings: Iterable[Told]) -> frozenset[Cell]:
        """Put stances in place of all that an article told so far, and give the cells that this touches.

        ``tellings`` are all stances of the article with this id, on whatever pages it stands; none takes the article
        out. Raises ``ValueError`` for a stance of another article.
        """
        told = list(tellings)
        if any(each.article != article for each in told):
            raise ValueError(f"a stance of another article than {article}")
        family = self._witnesses.copies(article) | {article}
        before = {copy: self._witness(copy) for copy in family}
        self._told[article] = told
        self._witnesses.learn(article, told)
        return self._enter({copy for copy in family if copy == article or self._witness(copy) != before[copy]})

    def decide(self, decided: Iterable[Decided]) -> frozenset[Cell]:
        """Add decisions of reviewers to those known, and give the cells that they touch."""
        added = _parted(decided, attrgetter("judgement.finding.article"))
        for article, decisions in added.items():
            self._decided.setdefault(article, []).extend(decisions)
        return self._enter(added.keys())

    @property
    def identities(self) -> Identities:
        """Who is who by reviewers' decisions."""
        return self._roster.identities

    def identify(self, identities: Identities) -> frozenset[Cell]:
        """Let reviewers' decisions say from now on who is who, and give the cells that this touches."""
        touched: Touched = {}
        self._follow(self._roster.identify(identities), touched)
        return self._outdated(touched)

    def read(self, article: str) -> Sequence[Told]:
        """Give what an article tells as readers found it, before any reviewer's decision."""
        return self._told.get(article, ())

    def family(self, article: str) -> frozenset[str]:
        """Give an article with those that copy it, or with the one that it copies and all others that do."""
        original = self._witnesses.witness(article)
        return frozenset(self._witnesses.copies(original)) | {article, original}

    def holders(self, actor: Subject) -> list[Holder]:
        """Give the names with their parties under which an actor holds stances, in order."""
        return self._roster.holders(actor.key)

    def assigned(self) -> dict[Holder, str]:
        """Give the key of the actor that each name with its party is, for those under which stances are held."""
        return self._roster.assigned()

    def held(self) -> dict[Holder, int]:
        """Give how many stances each name with its party has, for those under which stances are held."""
        return self._roster.held()

    def subjects(self, kind: SubjectKind) -> list[Subject]:
        """Give all actors or all parties that hold a position, by name."""
        found = [self._roster.subject(kind, key) for key in self._rows.keys(kind)]
        return sorted(found, key=lambda subject: (folded(subject.name), subject.key))

    def measures(self) -> list[str]:
        """Give the keys of all measures on which anybody holds a position, in order."""
        return sorted({row.cell.measure for row in self._rows.of_kind(SubjectKind.ACTOR)})

    def cells(self, kind: SubjectKind, since: date | None = None) -> Iterator[Cell]:
        """Yield the cells of actors or of parties, in no particular order; with ``since``, where that day or later tells."""
        first = since.toordinal() if since is not None else 0
        for row in self._rows.of_kind(kind):
            if row.entries[-1].day >= first:
                yield row.cell

    def first_days(self, kind: SubjectKind) -> Iterator[tuple[Cell, int]]:
        """Yield each cell with the ordinal of the first day as of which it holds a position, in no particular order.

        It is beyond all days where nothing that is told has a date.
        """
        for row in self._rows.of_kind(kind):
            yield row.cell, row.entries[0].day or _first_day(row.entries)

    def first_day(self, cell: Cell) -> int | None:
        """Give that of one cell; ``None`` if nothing is told there."""
        entries = self._rows.entries(cell)
        return entries[0].day or _first_day(entries) if entries else None

    def members(self, party: Subject) -> list[Subject]:
        """Give the actors who speak for a party, by name."""
        rows = self._rows.of_subject(party.kind, party.key).values()
        keys = {strand.actor for row in rows for strand in row.strands}
        found = [self._roster.subject(SubjectKind.ACTOR, key) for key in keys]
        return sorted(found, key=lambda subject: (folded(subject.name), subject.key))

    def position(self, cell: Cell, as_of: date | None = None) -> Position | None:
        """Give the position of a cell, ``None`` if nothing is told there: that is "not mentioned", never "no".

        With ``as_of``, only what was said up to that day counts, and of what was said on an unknown day, what was
        published by then.
        """
        if as_of is not None and self._all_by(cell, as_of):
            as_of = None  # the position is the one that stands now
        if as_of is None and (known := self._positions.get(cell)) is not None:
            return known
        contents = self._contents(cell, as_of)
        if contents is None:
            return None
        found = position_of(self._roster.subject(cell.kind, cell.key), cell.measure, contents)
        if as_of is None:
            self._positions[cell] = found
        return found

    def history(self, cell: Cell) -> History | None:
        """Give how the position of a cell came about, ``None`` if nothing is told there."""
        contents = self._contents(cell, None)
        if contents is None:
            return None
        return history_of(self._roster.subject(cell.kind, cell.key), cell.measure, contents)

    def positions(self, kind: SubjectKind, as_of: date | None = None) -> Iterator[Position]:
        """Give the positions of all actors or of all parties, in no particular order."""
        with undisturbed(sum(map(len, self._told.values()))):
            found = [self.position(cell, as_of) for cell in self.cells(kind)]
        return (each for each in found if each is not None)

    def _all_by(self, cell: Cell, day: date) -> bool:
        """Tell whether all that stands in a cell counts as of a day."""
        entries = self._rows.entries(cell)
        if not entries or entries[-1].day > day.toordinal():
            return False
        return all(_published_by(each, day) for each in takewhile(lambda each: not each.day, entries))

    def _contents(self, cell: Cell, as_of: date | None) -> Contents | None:
        """What stands in a cell, ``None`` if nothing does."""
        entries = self._rows.entries(cell)
        if not entries:
            return None
        begin = bisect_left(entries, 1, key=_day) if not entries[0].day else 0
        if as_of is None:
            counted = entries[begin:] if 0 < begin < len(entries) else entries
            return Contents(counted, self._course(cell, counted), entries[:begin])
        dated = entries[begin : bisect_left(entries, as_of.toordinal() + 1, key=_day)]
        by_then = [entry for entry in entries[:begin] if _published_by(entry, as_of)]
        if not dated:
            return Contents(by_then, course_of(by_then), by_then) if by_then else None
        course = self._course(cell, entries[begin:] if begin else entries)
        return Contents(dated, course_until(dated, course, as_of.toordinal() + 1), by_then)

    def _witness(self, article: str) -> tuple[str, str, int]:
        """The article that counts as the witness for an article, the source behind it, and when a copy's original appeared."""
        witness = self._witnesses.witness(article)
        return witness, self._witnesses.source(witness), self._witnesses.appeared(article)

    def _course(self, cell: Cell, entries: Sequence[Entry]) -> Course:
        """The course of a cell's entries, from what is known of it as far as that still holds."""
        known, stale = self._courses.get(cell), self._stale.pop(cell, None) or set()
        if known is None or (stale and not (known.periods[0].day and entries[0].day)):
            known = self._courses[cell] = course_of(entries)
        elif days := stale - {0}:
            known = self._courses[cell] = course_again(entries, known, min(days), max(days))
        return known

    def _begin(self) -> None:
        """Enter all that articles tell for the first time."""
        # Articles are taken as they came, for so they lie in memory: to go to and fro takes half as long again.
        for article in (*self._told, *(self._decided.keys() - self._told.keys())):
            made = self._made(article)
            if made:
                self._entered[article] = made
        self._count(chain.from_iterable(self._entered.values()))
        self._roster.settle()
        self._rows.fill(chain.from_iterable(self._entered[article] for article in sorted(self._entered)))

    def _enter(self, articles: Iterable[str]) -> frozenset[Cell]:
        """Put what articles tell now in place of what they told, and give the cells touched."""
        touched: Touched = {}
        fresh: list[Entry] = []
        for article in articles:
            made = self._made(article)
            before = self._entered.pop(article, [])
            if made:
                self._entered[article] = made
            # What an article tells as it told it before stays where it is, and touches nothing.
            was, now = ({entry.place: entry for entry in entries} for entries in (before, made))
            self._take_out([entry for entry in before if now.get(entry.place) != entry], touched)
            fresh += [entry for entry in made if was.get(entry.place) != entry]
        self._count(fresh)
        self._follow(self._roster.settle(), touched)
        self._rows.put_in(fresh, touched)
        return self._outdated(touched)

    def _count(self, fresh: Iterable[Entry]) -> None:
        for holder, count in Counter([entry.strand.holder for entry in fresh]).items():
            self._roster.count(holder, count)

    def _take_out(self, gone: Sequence[Entry], touched: Touched) -> None:
        for entry in gone:
            self._roster.count(entry.strand.holder, -1)
        self._rows.take_out(gone, touched)

    def _follow(self, settled: Settled, touched: Touched) -> None:
        """Move and rename what settling who is who has moved and renamed."""
        for number in settled.moved:
            self._rows.move(number, touched)
        for kind, key in settled.renamed:
            for row in self._rows.of_subject(kind, key).values():
                touched.setdefault(row.cell, set())

    def _outdated(self, touched: Touched) -> frozenset[Cell]:
        """Forget what is known of the cells touched, as far as it no longer holds."""
        for cell, days in touched.items():
            self._positions.pop(cell, None)
            if cell in self._courses:
                self._stale.setdefault(cell, set()).update(days)
        return frozenset(touched)

    def _made(self, article: str) -> list[Entry]:
        """The entries of what an article tells after review."""
        told: Sequence[Told] = self._told.get(article, ())
        places: Iterable[int] = numbers_from(0)
        if article in self._decided:
            pages = _parted(told, attrgetter("page")) or {"": []}
            # What was decided of a stance on one page is looked for on each, and told for that page by its own reading.
            left = [
                each
                for page, here in pages.items()
                for each in after_review(here, self._decided[article])
                if each.page == page or each.page not in pages
            ]
            # What is left of an article keeps its place beside what was rejected.
            ranks = {key: rank for rank, key in enumerate(sorted({_place(each) for each in (*told, *left)}))}
            told = _each_once(article, left)
            places = [ranks[_place(each)] for each in told]
        witness, source, appeared = self._witness(article)
        strand, measure_of = self._rows.strand, self.measure_of
        return [
            Entry(
                day_told(each, appeared),
                place,
                (stance := each.stance).act,
                stance.via,
                witness,
                source,
                strand(stance.holder, stance.party, measure_of(stance)),
                each,
            )
            for place, each in zip(places, _each_once(article, told), strict=False)
        ]


def _first_day(entries: Sequence[Entry]) -> int:
    """The first day as of which anything counts among entries the first of which have no known day."""
    dated = bisect_left(entries, 1, key=_day)
    days = [each.told.published.toordinal() for each in entries[:dated] if each.told.published is not None]
    return min([*days, *(each.day for each in entries[dated : dated + 1])], default=date.max.toordinal() + 1)


def _published_by(entry: Entry, day: date) -> bool:
    return entry.told.published is not None and entry.told.published <= day


_day = attrgetter("day")
_place = attrgetter("order", "stance.id", "page")


def _parted(items: Iterable[_Item], key_of: Callable[[_Item], str]) -> dict[str, list[_Item]]:
    parts: dict[str, list[_Item]] = defaultdict(list)
    for item in items:
        parts[key_of(item)].append(item)
    return dict(parts)


def _each_once(article: str, told: Sequence[Told]) -> Sequence[Told]:
    """The stances in their order, without those given twice; two that differ may not share page and id."""
    if len({each.stance.id for each in told}) == len(told):
        orders = [each.order for each in told]
        return told if orders == sorted(set(orders)) else sorted(told, key=_place)
    by_id = {(each.page, each.stance.id): each for each in told}
    if len(by_id) < len(told) and any(by_id[each.page, each.stance.id] != each for each in told):
        raise ValueError(f"two stances with one id in article {article}")
    return sorted(by_id.values(), key=_place)
