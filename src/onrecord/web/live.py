"""The record as it is shown: computed from the database, and computed anew when the database has changed.

Computing takes seconds for a large record, so it is done once for each state of the database, by a thread of its own;
until it is done the pages show what was computed before, and say so. Judgements alone are taken in at once.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from onrecord.cli.following import dossier_of, phrase_vectors
from onrecord.cli.recorded import Recorded, recorded
from onrecord.pipeline.matched import match_record
from onrecord.record.codebook import Codebook, load_codebook
from onrecord.record.decided import Decided
from onrecord.record.positions import SubjectKind
from onrecord.store import Counts, Listed, View
from onrecord.store.watch import Outline, Watch

PATIENCE_S = 2.0
"""How long a page waits for a database that is locked before it says so."""

WAIT_S = 1.0
"""How long a page waits for a record that is being computed anew before it shows the one before."""


@dataclass(frozen=True, slots=True)
class State:
    """What tells a record from an earlier one: a glance at the database, and the codebook's size and time of change."""

    database: tuple[int, ...]
    codebook: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Current:
    """The record in one state of the database.

    ``articles`` are lines about the current articles, by id. ``computed`` is when it was computed; ``behind`` tells that
    the database has changed since then. ``lock`` is to be held while the index is asked, which computes what it is asked
    for first and keeps it.
    """

    database: Path
    name: str
    codebook: Codebook
    recorded: Recorded
    articles: Mapping[str, Listed]
    counts: Counts
    computed: datetime
    state: State
    outline: Outline
    lock: threading.RLock
    behind: bool = False

    def view(self) -> View:
        """Open the database, to look at what is not kept in memory."""
        return View(self.database, PATIENCE_S)


class LiveRecord:
    """Gives the record as it is now, or as it was a moment ago while it is being computed anew."""

    def __init__(self, database: Path) -> None:
        """Compute the record in the database at ``database``, and watch it.

        Raises a :class:`~onrecord.errors.StoreError` if it cannot be used, and a
        :class:`~onrecord.errors.CodebookError` if the dossier's codebook cannot.
        """
        self.database = database
        self._watch = Watch(database, PATIENCE_S)
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="record")
        self._pending: Future[Current] | None = None
        self._known = self._computed()

    def close(self) -> None:
        """Let go of the database."""
        self._worker.shutdown(wait=True, cancel_futures=True)
        self._watch.close()

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
        return State(self._watch.state(), _stamp(_codebook_of(self.database)))

    def _with_judgements(self) -> Current | None:
        """The record that is known with the judgements made since; ``None`` if more than that has changed."""
        known, state = self._known, self._state()
        outline = self._watch.outline()
        with View(self.database, PATIENCE_S) as view:
            if replace(outline, judgements=0) != replace(known.outline, judgements=0):
                return None
            if state.codebook != known.state.codebook:
                return None
            judged = [
                Decided(judgement, stands)
                for judgement, stands in list(view.judged())[known.outline.judgements : outline.judgements]
                if stands or not judgement.stance
            ]
        with known.lock:
            known.recorded.index.decide(judged)
        return replace(known, state=state, outline=outline, computed=datetime.now(UTC))

    def _computed(self) -> Current:
        dossier = dossier_of(self.database)
        codebook = Codebook("") if dossier is None else load_codebook(dossier.codebook)
        if dossier is not None:
            # First, and in silence: what shows the record would match it as well, with a bar in the server's terminal.
            match_record(self.database, codebook, phrase_vectors(), lambda _done, _all: None)
        state, outline = self._state(), self._watch.outline()
        found = recorded(self.database)
        with View(self.database, PATIENCE_S) as view:
            counts = view.counts()
            articles = {line.id: line for line in view.listed()}
        for kind in SubjectKind:
            for _ in found.index.positions(kind):
                pass  # each is kept from now on, so that no page has to wait for it
        name = dossier.name if dossier is not None else self.database.stem
        return Current(
            self.database,
            name,
            codebook,
            found,
            articles,
            counts,
            datetime.now(UTC),
            state,
            outline,
            threading.RLock(),
        )


def _codebook_of(database: Path) -> Path | None:
    dossier = dossier_of(database)
    return None if dossier is None else dossier.codebook


def _stamp(path: Path | None) -> tuple[int, ...]:
    """What changes when a file does; nothing if there is none."""
    if path is None or not path.is_file():
        return ()
    found = path.stat()
    return found.st_mtime_ns, found.st_size
