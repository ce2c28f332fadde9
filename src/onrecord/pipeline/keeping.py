"""Between the pipeline and the store: what was read before is not read again, and what is read is kept at once."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from onrecord.pipeline.copying import find_copies, find_waiting
from onrecord.pipeline.gone import Gone
from onrecord.pipeline.grouping import group, group_waiting
from onrecord.pipeline.outcomes import Failure, Ids, Outcome, PageFailed, PageRead, PageUnchanged, Request
from onrecord.record.vectors import Vectors
from onrecord.records import Page, Reading
from onrecord.settings import Database
from onrecord.store import FailedBefore, PageVersion, View, Writer, page_version


class Keeper:
    """Keeps the outcomes of a run in a database, and knows those of earlier runs.

    Raises a :class:`~onrecord.errors.StoreError` where the database cannot be used.
    """

    def __init__(self, path: Database, ids: Ids, *, vectors: Vectors, retry: bool = False) -> None:
        """Open the database at ``path``; ``retry`` tries pages again that failed before as they are now.

        ``vectors`` are what articles are grouped into stories by.
        """
        self._writer = Writer(path)
        self._view = View(path)
        self._ids = ids
        self._retry = retry
        self._vectors = vectors
        self._gone: Gone | None = None
        find_waiting(self._writer)
        group_waiting(self._writer, vectors)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._view.close()
        self._writer.close()

    def expect(self, request: Request) -> None:
        """Note what is in quarantine before the pages of ``request`` are read, for :meth:`let_go`."""
        self._gone = Gone(request, self._view.quarantined())

    def let_go(self) -> tuple[str, ...]:
        """Take out of the quarantine what the request, now through, has not come upon again; return the addresses."""
        gone = self._gone.entries() if self._gone is not None else ()
        if gone:
            self._writer.let_go(gone)
        return tuple(entry.address for entry in gone)

    def recall(self, page: Page, reader: str) -> Failure | bool:
        """Tell how the page went before: see :data:`onrecord.pipeline.Recall`."""
        known = self._writer.known(self._version(page), reader)
        if isinstance(known, FailedBefore):
            return not self._retry and Failure(known.error, known.reason)
        return known

    def keep(self, outcome: Outcome) -> None:
        """Write an outcome down. When this returns, not even the end of the process loses it."""
        if self._gone is not None:
            self._gone.come_upon(outcome)
        match outcome:
            case PageRead(_, page, readings, reader):
                version = self._version(page)
                self._writer.keep(version, readings, reader)
                self._relate(version)
            case PageUnchanged(_, page, reader):
                version = self._version(page)
                if self._writer.keep_unchanged(version, reader):
                    self._relate(version)
            case PageFailed(again=False):
                self._writer.set_aside(
                    outcome.address,
                    location=outcome.location,
                    fingerprint=self._version(outcome.page).fingerprint if outcome.page else None,
                    reader=outcome.reader,
                    error=outcome.failure.error,
                    reason=outcome.failure.reason,
                )

    def readings(self, outcome: PageUnchanged) -> tuple[Reading, ...]:
        """Return what was read before of a page that was not read again."""
        return self._view.readings_of(self._version(outcome.page), outcome.reader)

    def _relate(self, version: PageVersion) -> None:
        """Find the copies and the stories of what a page holds now; a run that ends in between goes on with it later."""
        group(self._writer, find_copies(self._writer, version.address), self._vectors)

    def _version(self, page: Page) -> PageVersion:
        return page_version(page, self._ids)
