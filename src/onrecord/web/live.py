"""The record as it is shown: computed from the database, and computed anew when the database has changed.

Computing takes seconds for a large record, so it is done once for each state of the database, by a thread of its own;
until it is done the pages show what was computed before, and say so. Judgements alone are taken in at once.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from onrecord.cli.following import dossier_of, phrase_vectors
from onrecord.cli.recorded import Recorded, recorded
from onrecord.pipeline.matched import match_record
from onrecord.record.codebook import Codebook, load_codebook
from onrecord.record.decided import Decided
from onrecord.record.positions import Position, SubjectKind
from onrecord.settings import Database, name_of
from onrecord.store import Counts, Listed, View
from onrecord.store.kin import Family
from onrecord.store.watch import Outline, Watch

PATIENCE_S = 2.0
"""How long a page waits for a database that is locked before it says so."""

WAIT_S = 1.0
"""How long a page waits for a record that is being computed anew before it shows the one before."""


MOST_DAYS = 8
"""Of how many days, asked for "as of", all positions are kept."""


class Shelves:
    """The database, open for as long as it is served, for all threads at once."""

    def __init__(self, database: Database) -> None:
        """Open it; raise a :class:`~onrecord.errors.StoreError` if that cannot be done."""
        self.view = View(database, PATIENCE_S)
        self.family = Family(database, PATIENCE_S)
        self.watch = Watch(database, PATIENCE_S)

    def close(self) -> None:
        """Let go of it."""
        for each in (self.view, self.family, self.watch):
            each.close()


@dataclass(frozen=True, slots=True)
class State:
    """What tells a record from an earlier one: a glance at the database, and the codebook's size and time of change."""

    database: str
    codebook: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Current:
    """The record in one state of the database; ``store`` is for what is not kept in memory.

    ``articles`` are lines about the current articles, by id; ``last_day`` is the last day on which one was published.
    ``computed`` is when the record was computed; ``behind`` tells that the database has changed since then. ``lock`` is
    to be held while the index is asked, which computes what it is asked for first and keeps it.
    """

    store: Shelves
    name: str
    codebook: Codebook
    recorded: Recorded
    articles: Mapping[str, Listed]
    counts: Counts
    computed: datetime
    state: State
    outline: Outline
    last_day: date | None
    positions_on: OrderedDict[tuple[SubjectKind, date | None], list[Position]]
    lock: threading.RLock
    behind: bool = False

    def positions(self, kind: SubjectKind, as_of: date | None = None) -> list[Position]:
        """Give the positions of all actors or parties, now or as of a day; of the days asked for last they are kept."""
        asked, kept = (kind, as_of), self.positions_on
        if asked in kept:
            kept.move_to_end(asked)
        else:
            kept[asked] = list(self.recorded.index.positions(kind, as_of))
            while len(kept) > MOST_DAYS:
                kept.popitem(last=False)
        return kept[asked]


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
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="record")
        self._pending: Future[Current] | None = None
        self._known = self._computed()

    def close(self) -> None:
        """Let go of the database."""
        self._worker.shutdown(wait=True, cancel_futures=True)
        self.store.close()

    def current(self) -> Current:
        """Give the record, waiting a moment if it has changed.

        Raises what the constructor raises where the database or the codebook cannot be used any more.
        """
        state = self._state()
        with self._lock:
            if self._known.state == state:
                return self._known
            if self._pending is None:
                self._pending = self._worker.submit(self._anew)
            pending, before = self._pending, self._known
        try:
            return pending.result(WAIT_S)
        except TimeoutError:
            return replace(before, behind=True)

    def _anew(self) -> Current:
        """Compute the record, or take in the judgements if nothing else is new; keep and return it."""
        try:
            found = self._with_judgements() or self._computed()
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
        known, state = self._known, self._state()
        outline = self.store.watch.outline()
        if replace(outline, judgements=0) != replace(known.outline, judgements=0):
            return None
        if state.codebook != known.state.codebook:
            return None
        judged = [
            Decided(judgement, stands)
            for judgement, stands in list(self.store.view.judged())[known.outline.judgements : outline.judgements]
            if stands or not judgement.stance
        ]
        with known.lock:
            known.recorded.index.decide(judged)
        return replace(known, state=state, outline=outline, computed=datetime.now(UTC), positions_on=OrderedDict())

    def _computed(self) -> Current:
        dossier = dossier_of(self.database)
        codebook = Codebook("") if dossier is None else load_codebook(dossier.codebook)
        if dossier is not None:
            # First, and in silence: what shows the record would match it as well, with a bar in the server's terminal.
            match_record(self.database, codebook, phrase_vectors(), lambda _done, _all: None)
        state, outline = self._state(), self.store.watch.outline()
        found = recorded(self.database)
        articles = {line.id: line for line in self.store.view.listed()}
        days = [line.published for line in articles.values() if line.published]
        # Computed now, so that no page has to wait for them.
        now = OrderedDict[tuple[SubjectKind, date | None], list[Position]]()
        for kind in SubjectKind:
            now[kind, None] = list(found.index.positions(kind))
        name = dossier.name if dossier is not None else name_of(self.database)
        return Current(
            self.store,
            name,
            codebook,
            found,
            articles,
            self.store.view.counts(),
            datetime.now(UTC),
            state,
            outline,
            max(days, default=None),
            now,
            threading.RLock(),
        )


def _codebook_of(database: Database) -> Path | None:
    dossier = dossier_of(database)
    return None if dossier is None else dossier.codebook


def _named(database: Database) -> str:
    return database.stem if isinstance(database, Path) else database.rpartition("/")[2].partition("?")[0]


def _stamp(path: Path | None) -> tuple[int, ...]:
    """What changes when a file does; nothing if there is none."""
    if path is None or not path.is_file():
        return ()
    found = path.stat()
    return found.st_mtime_ns, found.st_size
