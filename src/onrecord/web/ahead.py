"""Comparing ahead: a process of its own works out what the pages of stories offer to compare, before anybody asks for it.

It begins with the latest stories, gives way to everything else that the machine does, and goes on when the record has
changed. What it has not come to yet is compared when it is asked for.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from itertools import combinations
from typing import Final

from onrecord.errors import OnrecordError, StoreError
from onrecord.pipeline.comparing import ComparedReports
from onrecord.record.reviewed import Review
from onrecord.record.vectors import Vectors
from onrecord.records import Reading
from onrecord.settings import Database
from onrecord.store import Comparisons, Reviews, Story, View
from onrecord.store.watch import Outline, Watch
from onrecord.web.pages.across import MOST_REPORTS
from onrecord.web.pages.stories import pairs_of

PAUSE_S: Final = 3.0
"""How often it looks whether the record has changed; the first time only after as long."""

PATIENCE: Final = 3
"""It rests so many times as long as it worked."""

# A forked process would inherit the locks of other threads and the open database.
_processes = multiprocessing.get_context("spawn")

_Signature = tuple[object, ...]
"""What is another when a story's comparisons may be."""


class Ahead:
    """Sees to it that the comparisons which pages of stories offer are kept, and remembers of which stories they are."""

    def __init__(self, database: Database, vectors: Vectors) -> None:
        """Open the database; raises a :class:`~onrecord.errors.StoreError` if that cannot be done."""
        self._view, self._reviews, self._watch = View(database), Reviews(database), Watch(database)
        self._kept = Comparisons(database)
        self._compared = ComparedReports(self._kept, vectors)
        self._done: dict[str, _Signature] = {}
        self._seen: Outline | None = None

    def close(self) -> None:
        """Let go of the database."""
        for each in (self._view, self._reviews, self._watch, self._kept):
            each.close()

    def go_on(self, wanted: Callable[[], bool] = lambda: True) -> int:
        """Compare what has not been, as long as it is ``wanted``; return how many pairs were compared.

        Raises a :class:`~onrecord.errors.StoreError` where the database cannot be used.
        """
        outline = self._watch.outline()
        if outline == self._seen:
            return 0
        read = {line.id: line.read_at for line in self._view.listed()}
        # Where only reading is allowed, or somebody else writes, it stays until the record changes again.
        with suppress(StoreError):
            if self._kept.keep_only(read):
                # An article that comes back as it was is to be compared anew.
                self._done.clear()
        judged = self._reviews.judged()
        said = self._reviews.statements_judged()
        review = Review(judged, said)
        made = Counter([each.finding.article for each, _ in judged] + [each.finding.article for each in said])
        count = 0
        for story in self._latest_first():
            ids = [report.id for report in story.witnesses if report.id in read]
            signature = (*ids, *(read.get(id_) for id_ in ids), *(made[id_] for id_ in ids))
            if self._done.get(story.id) == signature:
                continue
            if not wanted():
                return count
            found = self._view.readings_called(ids)
            readings = [review.reading(found[id_]).reading for id_ in ids if id_ in found]
            count += self._compare(story, readings)
            self._done[story.id] = signature
        self._seen = outline
        return count

    def _latest_first(self) -> list[Story]:
        stories = [story for story in self._view.stories() if len(story.witnesses) > 1]
        return sorted(stories, key=lambda story: story.last or date.min, reverse=True)

    def _compare(self, story: Story, readings: list[Reading]) -> int:
        places = {reading.article.id: place for place, reading in enumerate(readings)}
        offered = [(a.id, b.id) for a, b in pairs_of(story)]
        offered += combinations([report.id for report in story.witnesses[:MOST_REPORTS]], 2)
        pairs = {(places[a], places[b]): None for a, b in offered if a in places and b in places}
        return self._compared.pairs(readings, list(pairs))


@contextmanager
def comparing_ahead(database: Database) -> Iterator[None]:
    """Compare ahead in a process of its own until the block ends."""
    process = _processes.Process(target=_work, args=(database, os.getpid()), daemon=True)
    process.start()
    try:
        yield
    finally:
        process.terminate()
        process.join()


def _work(database: Database, parent: int) -> None:
    from onrecord.pipeline.following import phrase_vectors

    # The server ends it in good order; whoever ends the server without asking ends this as well.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(10)

    def wanted() -> bool:
        return os.getppid() == parent

    ahead: Ahead | None = None
    _rest(PAUSE_S, wanted)
    while wanted():
        began = time.monotonic()
        try:
            ahead = ahead or Ahead(database, phrase_vectors())
            ahead.go_on(wanted)
        except OnrecordError:
            # Gone, locked, of a newer version: the pages say so; here it is opened anew as soon as it is there.
            if ahead is not None:
                ahead.close()
            ahead = None
        # While a large record is being read it changes all the time, and looking through it takes long.
        _rest(max(PAUSE_S, PATIENCE * (time.monotonic() - began)), wanted)


def _rest(seconds: float, wanted: Callable[[], bool]) -> None:
    """Wait, but not for long when nobody wants it any more."""
    until = time.monotonic() + seconds
    while wanted() and time.monotonic() < until:
        time.sleep(min(1.0, max(0.0, until - time.monotonic())))
