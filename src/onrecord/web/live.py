"""The record as it is shown: computed from the database, and computed anew when the database has changed.

Computing takes seconds for a large record, so it is done once for each state of the database, by a thread of its own;
until it is done the pages show what was computed before, and say so. Judgements alone are taken in at once.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path

from onrecord.errors import DatabaseBusy
from onrecord.pipeline.following import dossier_of, phrase_vectors
from onrecord.pipeline.matched import match_record
from onrecord.pipeline.recorded import recorded
from onrecord.record.actors import folded
from onrecord.record.codebook import Codebook, load_codebook
from onrecord.record.comparison.compared import Comparison
from onrecord.record.comparison.table import Table
from onrecord.record.decided import Decided
from onrecord.record.identities import identities_of
from onrecord.record.index import Cell, PositionIndex
from onrecord.record.positions import Position, SubjectKind
from onrecord.record.recorded import Recorded
from onrecord.record.timeline import Event, events_of
from onrecord.record.undisturbed import undisturbed
from onrecord.records import Finding, Judgement, Told
from onrecord.settings import Database, name_of
from onrecord.store import Counts, Listed
from onrecord.store.spoken import Speaker
from onrecord.store.watch import Outline
from onrecord.web.kept import Stories, Worked
from onrecord.web.occupied import Occupied
from onrecord.web.people import Person, people_of
from onrecord.web.review.desk import Desk
from onrecord.web.review.doubtful import Doubtful
from onrecord.web.review.heard import HeardArticles
from onrecord.web.review.revised import RevisedArticles
from onrecord.web.shelves import Shelves

WAIT_S = 1.0
"""How long a page waits for a record that is being computed anew before it shows the one before."""


MOST_TABLES = 200
"""How many tables of whole stories are kept in memory, and how many comparisons of two reports."""

MOST_DAYS = 8
"""Of how many days, asked for "as of", all positions are kept."""


@dataclass(frozen=True, slots=True)
class State:
    """What tells a record from an earlier one: a glance at the database, and the codebook's size and time of change."""

    database: str
    codebook: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Current:
    """The record in one state of the database; ``store`` is for what is not kept in memory.

    ``articles`` are lines about the current articles, by id; ``speakers`` whom statements name; ``last_day`` is the last
    day on which an article was published. ``happened`` has the events of each cell, oldest first; ``ordered``,
    ``everybody``, ``as_of``, ``tables`` and ``compared`` keep what was asked for; ``occupied`` are the cells with a position.
    ``decided`` are the judgements that stand, by what they are about; ``desk`` is where reviewing goes on,
    ``doubtful`` what is too doubtful to count; ``heard`` what was said in articles with statements that were reviewed,
    ``revised`` lets be searched what reviewers decided. ``computed`` is when the record was computed; ``behind`` tells
    that the database has changed since then. ``lock`` is to be held while the index or the desk is asked: the index
    computes what it is asked for first and keeps it.
    """

    store: Shelves
    name: str
    codebook: Codebook
    recorded: Recorded
    articles: Mapping[str, Listed]
    speakers: tuple[Speaker, ...]
    stories: Stories
    counts: Counts
    computed: datetime
    state: State
    outline: Outline
    last_day: date | None
    as_of: OrderedDict[date, dict[Cell, Position | None]]
    happened: Mapping[Cell, tuple[Event, ...]]
    ordered: dict[SubjectKind, list[Event]]
    everybody: dict[str, Person]
    occupied: Occupied
    decided: Mapping[Finding, Decided]
    desk: Desk
    doubtful: Doubtful
    heard: HeardArticles
    revised: RevisedArticles
    tables: Worked[tuple[tuple[str, ...], tuple[int, int]], Table]
    compared: Worked[tuple[tuple[str, ...], tuple[int, int]], Comparison]
    lock: threading.RLock
    behind: bool = False

    @property
    def decisions(self) -> tuple[int, int]:
        """How many decisions on stances and statements are taken in: whatever rests on readings holds until there are more."""
        return len(self.desk.judged), len(self.desk.heard)

    @property
    def people(self) -> Mapping[str, Person]:
        """Everybody by the actor's key, in the order of names."""
        if not self.everybody:
            self.everybody.update(people_of(self.recorded.index, self.heard.counted(self.speakers)))
        return self.everybody

    def events(self, kind: SubjectKind) -> list[Event]:
        """Give what happened to the positions of all actors or parties, oldest first, unknown days last."""
        if kind not in self.ordered:
            self.ordered[kind] = in_order(self.happened[cell] for cell in self.recorded.index.cells(kind))
        return self.ordered[kind]

    def events_of(self, wanted: Callable[[Cell], bool]) -> list[Event]:
        """Give what happened in some cells, oldest first, unknown days last."""
        return in_order(events for cell, events in self.happened.items() if wanted(cell))

    def label(self, measure: str) -> str:
        """Give what the measure with this key is called."""
        return self.recorded.labels.get(measure, measure)

    def positions(self, kind: SubjectKind) -> Sequence[Position]:
        """Give the positions of all actors or parties now, in no particular order."""
        return self.occupied.positions(kind)

    def cells(self, kind: SubjectKind, as_of: date | None = None) -> Sequence[Cell]:
        """Give the cells of all actors or parties with a position now, or as of a day, in no particular order."""
        return self.occupied.cells(kind, as_of)

    def position(self, cell: Cell, as_of: date | None = None) -> Position | None:
        """Give the position of a cell, now or as of a day; what was asked for of some days last is kept."""
        if as_of is None:
            return self.recorded.index.position(cell)
        if as_of not in self.as_of:
            self.as_of[as_of] = {}
            while len(self.as_of) > MOST_DAYS:
                self.as_of.popitem(last=False)
        kept = self.as_of[as_of]
        if cell not in kept:
            kept[cell] = self.recorded.index.position(cell, as_of)
        return kept[cell]


def in_order(events: Iterable[Iterable[Event]]) -> list[Event]:
    """Give events in order of time, unknown days last; on one day by the names of those whose positions they are."""
    return sorted(chain.from_iterable(events), key=_when_and_whose)


def _when_and_whose(event: Event) -> tuple[date, str, str, str]:
    return event.on or date.max, folded(event.subject.name), event.subject.key, event.measure


class LiveRecord:
    """Gives the record as it is now, or as it was a moment ago while it is being computed anew."""

    def __init__(self, database: Database) -> None:
        """Compute the record in ``database``, and watch it.

        Raises a :class:`~onrecord.errors.StoreError` if it cannot be used, and a
        :class:`~onrecord.errors.CodebookError` if the dossier's codebook cannot.
        """
        self.database = database
        self.store = Shelves(database)
        self._lock = threading.Lock()
        # Judgements are taken in by one at a time: what is known of them goes from one state to the next.
        self._taking = threading.Lock()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="record")
        self._pending: Future[Current] | None = None
        self._begun = 0.0
        self._known = self._computed()

    def close(self) -> None:
        """Let go of the database."""
        self._worker.shutdown(wait=True, cancel_futures=True)
        self.store.close()

    def current(self) -> Current:
        """Give the record, waiting a moment if it has changed; judgements are in it, whatever else is not yet.

        Raises what the constructor raises where the database or the codebook cannot be used any more.
        """
        state = self._state()
        with self._lock:
            if self._known.state == state:
                return self._known
            if self._pending is None:
                self._pending, self._begun = self._worker.submit(self._anew), time.monotonic()
            pending, begun = self._pending, self._begun
        try:
            return pending.result(max(0.0, begun + WAIT_S - time.monotonic()))
        except TimeoutError:
            return replace(self.taken_in(), behind=True)

    def taken_in(self) -> Current:
        """Give the record with all judgements that are made, whatever else has changed: for those who have just decided.

        Raises a :class:`~onrecord.errors.StoreError` where the database cannot be used any more.
        """
        with self._taking:
            known = self._known
            found = self._reviewed(known, self.store.reviews.made())
            self._keep(found, known)
            return found

    def _keep(self, found: Current, instead_of: Current) -> None:
        with self._lock:
            if self._known is instead_of:
                self._known = found

    def _anew(self) -> Current:
        """Compute the record, or take in the judgements if nothing else is new; keep and return it."""
        try:
            found = self._with_judgements()
            if found is None:
                found = self._computed()
                with self._lock:
                    self._known = found
            return found
        finally:
            with self._lock:
                self._pending = None

    def _state(self) -> State:
        return State(self.store.watch.state(), _stamp(_codebook_of(self.database)))

    def _with_judgements(self) -> Current | None:
        """The record that is known with the judgements made since; ``None`` if more than that has changed."""
        state, outline = self._state(), self.store.watch.outline()
        with self._taking:
            known = self._known
            found = self._brought_up(known, state, outline)
            if found is not None:
                self._keep(found, known)
            return found

    def _brought_up(self, known: Current, state: State, outline: Outline) -> Current | None:
        if _but_for_judgements(outline) != _but_for_judgements(known.outline):
            return None
        if state.codebook != known.state.codebook:
            return None
        return replace(
            self._reviewed(known, (outline.judgements, outline.said, outline.identities)),
            state=state,
            outline=outline,
            computed=datetime.now(UTC),
            stories=known.stories if outline.stories == known.outline.stories else self._stories(),
        )

    def _reviewed(self, known: Current, made: tuple[int, int, int]) -> Current:
        """A record with the judgements taken in of which so many are made; the same if it has them."""
        index, desk, reviews = known.recorded.index, known.desk, self.store.reviews
        with known.lock:
            stances, statements, actors = made
            if (len(desk.judged), len(desk.heard), desk.named) == (stances, statements, actors):
                return known
            new = reviews.judged(len(desk.judged))
            touched = index.decide(_decided(new))
            if actors != desk.named:
                touched |= index.identify(identities_of(reviews.actors_judged()))
                desk.named = actors
            if statements != len(desk.heard):
                desk.hear(reviews.statements_judged())
                known.heard.hear(desk.heard, desk.said)
            desk.take_in(new, touched)
            known.occupied.touch(touched)
            happened = {**known.happened, **{cell: _events(index, cell) for cell in touched}}
        return replace(known, as_of=OrderedDict(), happened=happened, ordered={}, everybody={})

    def _computed(self) -> Current:
        dossier = dossier_of(self.database)
        codebook = Codebook("") if dossier is None else load_codebook(dossier.codebook)
        if dossier is not None:
            # First, and in silence: what shows the record would match it as well, with a bar in the server's terminal.
            match_record(self.database, codebook, phrase_vectors(), lambda _done, _all: None)
        self._take_in_new_words()
        state, outline, counts = self._state(), self.store.watch.outline(), self.store.view.counts()
        # Before the record, so that nothing is missing from it that the desk knows.
        judged = self.store.reviews.judged()
        # What is computed here stays; without this, every page might be held up while Python looks through all of it.
        with undisturbed(counts.stances):
            found = recorded(self.database)
            articles = {line.id: line for line in self.store.view.listed()}
            occupied = Occupied(found.index)
            happened = {cell: _events(found.index, cell) for kind in SubjectKind for cell in occupied.cells(kind)}
            desk = Desk(found.index, judged)
            doubtful = Doubtful(self.store.view.doubtful(), desk)
        desk.hear(self.store.reviews.statements_judged())
        heard = HeardArticles(self.store.view, articles.keys())
        heard.hear(desk.heard, desk.said)
        desk.named = outline.identities
        return Current(
            store=self.store,
            name=dossier.name if dossier is not None else name_of(self.database),
            codebook=codebook,
            recorded=found,
            articles=articles,
            speakers=self.store.spoken.speakers(),
            stories=self._stories(),
            counts=counts,
            computed=datetime.now(UTC),
            state=state,
            outline=outline,
            last_day=max((line.published for line in articles.values() if line.published), default=None),
            as_of=OrderedDict(),
            happened=happened,
            ordered={},
            everybody={},
            occupied=occupied,
            decided=desk.standing,
            desk=desk,
            doubtful=doubtful,
            heard=heard,
            revised=self._revised(desk),
            tables=Worked(MOST_TABLES, self.store.worker),
            compared=Worked(MOST_TABLES, self.store.worker),
            lock=threading.RLock(),
        )

    def _revised(self, desk: Desk) -> RevisedArticles:
        found = RevisedArticles(self.store.search)
        found.take_in(desk)
        return found

    def _stories(self) -> Stories:
        return Stories(self.store.view.stories())

    def _take_in_new_words(self) -> None:
        # Another process that writes for long only puts off that new words can be searched for.
        with suppress(DatabaseBusy):
            self.store.search.take_in_new()


def _but_for_judgements(outline: Outline) -> Outline:
    return replace(outline, judgements=0, said=0, identities=0, stories=())


def _codebook_of(database: Database) -> Path | None:
    dossier = dossier_of(database)
    return None if dossier is None else dossier.codebook


def _events(index: PositionIndex, cell: Cell) -> tuple[Event, ...]:
    history = index.history(cell)
    return events_of(history) if history is not None else ()


def _decided(judged: Iterable[tuple[Judgement, Told | None]]) -> list[Decided]:
    """What reviewers decided. A correction says nothing where the record has lost the article that it quotes."""
    return [Decided(judgement, stands) for judgement, stands in judged if stands or not judgement.stance]


def _stamp(path: Path | None) -> tuple[int, ...]:
    """What changes when a file does; nothing if there is none."""
    if path is None or not path.is_file():
        return ()
    found = path.stat()
    return found.st_mtime_ns, found.st_size
