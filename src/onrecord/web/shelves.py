"""What of a database is open while it is served."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from onrecord.pipeline.comparing import ComparedReports
from onrecord.pipeline.following import phrase_vectors
from onrecord.settings import Database
from onrecord.store import Comparisons, Reviews, View
from onrecord.store.kin import Family
from onrecord.store.search import Search
from onrecord.store.spoken import Spoken
from onrecord.store.watch import Watch

PATIENCE_S = 2.0
"""How long a page waits for a database that is locked before it says so."""


class Shelves:
    """The database, open for as long as it is served, for all threads at once."""

    def __init__(self, database: Database) -> None:
        """Open it; raise a :class:`~onrecord.errors.StoreError` if that cannot be done."""
        self.view = View(database, PATIENCE_S)
        self.family = Family(database, PATIENCE_S)
        self.spoken = Spoken(database, PATIENCE_S)
        self.search = Search(database, PATIENCE_S)
        self.watch = Watch(database, PATIENCE_S)
        self.reviews = Reviews(database, PATIENCE_S)
        self.comparisons = Comparisons(database, PATIENCE_S)
        self.compared = ComparedReports(self.comparisons, phrase_vectors())
        self.worker = ThreadPoolExecutor(1, thread_name_prefix="compared")

    def close(self) -> None:
        """Let go of it."""
        self.worker.shutdown(wait=True, cancel_futures=True)
        for each in (
            *(self.view, self.family, self.spoken, self.search),
            *(self.watch, self.reviews, self.comparisons),
        ):
            each.close()
