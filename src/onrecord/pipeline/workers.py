"""Processes that read pages side by side, and that may die without taking other pages with them.

Each worker loads the reader once and has its own pipe, so that it is known which page a worker was on when it died:
that page has failed, the others that waited for it go to the worker that takes its place. (The executors of the
standard library give up all pages in flight when one process dies, and do not say which page did it.)
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any

from onrecord import errors
from onrecord.errors import OnrecordError, ReaderError
from onrecord.pipeline.onepage import read_page, reader_stamp
from onrecord.pipeline.outcomes import Answer, Failure, Ids, Ticket
from onrecord.reading.plugin import load_reader
from onrecord.records import Page

# One page is being read and two wait, so that a worker never waits for the next one to be loaded.
_AHEAD = 3
_GRACE_S = 2.0

# A forked process would inherit the locks of other threads and the open database.
_processes = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class _Ready:
    """What a worker says once it has loaded the reader."""

    stamp: str


@dataclass(frozen=True, slots=True)
class _Unable:
    """What a worker says when it can read no page at all."""

    failure: Failure


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    connection: Connection[Any, Any]
    # The pages it was given and has not answered, the one that it is reading first.
    tickets: deque[Ticket] = field(default_factory=deque)
    ready: bool = False


class Workers:
    """A fixed number of processes that read pages. Close them when done; they also end when this process does."""

    def __init__(self, reader: str, ids: Ids, count: int) -> None:
        """Plan ``count`` processes that load the reader called ``reader`` and name articles by ``ids``."""
        self._reader = reader
        self._ids = ids
        self._count = count
        self._workers: list[_Worker] = []
        self._stamp: str | None = None

    def start(self) -> str:
        """Start the processes and return the reader's name and version as soon as the first one knows it.

        Raises the error that kept the reader from loading.
        """
        self._workers = [self._start_one() for _ in range(self._count)]
        while self._stamp is None:
            # No page was submitted yet, so that nothing is answered here.
            for _ in self.collect():
                pass
        return self._stamp

    def have_room(self) -> bool:
        """Tell whether another page can be submitted."""
        return any(len(worker.tickets) < _AHEAD for worker in self._workers)

    def are_busy(self) -> bool:
        """Tell whether some page is not answered yet."""
        return any(worker.tickets for worker in self._workers)

    def are_on(self, address: str) -> bool:
        """Tell whether a page with this address is not answered yet."""
        return any(ticket.page.address == address for worker in self._workers for ticket in worker.tickets)

    def submit(self, ticket: Ticket) -> None:
        """Give a page to the worker that has the fewest."""
        _give(min(self._workers, key=lambda worker: len(worker.tickets)), ticket)

    def collect(self, *, wait_for_one: bool = True) -> Iterator[tuple[Ticket, Answer]]:
        """Yield the pages that were answered since; wait for something to happen if ``wait_for_one``.

        Raises the error that keeps the reader from reading any page.
        """
        by_connection = {worker.connection: worker for worker in self._workers}
        for connection in wait(list(by_connection), None if wait_for_one else 0):
            yield from self._hear(by_connection[connection])  # type: ignore[index]

    def close(self) -> None:
        """End all processes, also in the middle of a page."""
        for worker in self._workers:
            worker.connection.close()
        for worker in self._workers:
            worker.process.join(_GRACE_S)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers = []

    def _start_one(self) -> _Worker:
        ours, theirs = _processes.Pipe()
        process = _processes.Process(target=_work, args=(theirs, self._reader, self._ids), daemon=True)
        with _interrupts_ignored():
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def _hear(self, worker: _Worker) -> Iterator[tuple[Ticket, Answer]]:
        try:
            said = worker.connection.recv()
        except (EOFError, OSError):
            yield from self._replace(worker)
            return
        if isinstance(said, _Ready):
            worker.ready = True
            self._stamp = said.stamp
        elif isinstance(said, _Unable):
            raise getattr(errors, said.failure.error, ReaderError)(said.failure.reason)
        else:
            yield worker.tickets.popleft(), said

    def _replace(self, dead: _Worker) -> Iterator[tuple[Ticket, Answer]]:
        """Put another worker in the place of one that died; the page it was reading has failed."""
        dead.connection.close()
        dead.process.join()
        end = _how_it_ended(dead.process.exitcode)
        if not dead.ready:
            raise ReaderError(f"the reader cannot start: its process {end}")
        new = self._start_one()
        self._workers[self._workers.index(dead)] = new
        if dead.tickets:
            yield dead.tickets.popleft(), Failure("WorkerDied", f"the process that was reading it {end}")
        for ticket in dead.tickets:
            _give(new, ticket)


def _give(worker: _Worker, ticket: Ticket) -> None:
    worker.tickets.append(ticket)
    # A worker that has just died is found out when it is listened to; the page then goes to the next one.
    with suppress(BrokenPipeError, ConnectionResetError):
        worker.connection.send(ticket.page)


def _how_it_ended(exitcode: int | None) -> str:
    if exitcode is None or exitcode >= 0:
        return f"ended with code {exitcode}"
    name = signal.Signals(-exitcode).name
    hint = "; perhaps memory ran out" if name == "SIGKILL" else ""
    return f"was ended by {name}{hint}"


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Start processes that ignore Ctrl-C from their first moment: the parent ends them in good order."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _work(connection: Connection[Any, Any], reader_name: str, ids: Ids) -> None:
    """Read pages until there are no more: what a worker process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pages: queue.SimpleQueue[Page] = queue.SimpleQueue()
    # Pages are taken off the pipe while another is read: else both ends could wait for each other to listen.
    threading.Thread(target=_take_in, args=(connection, pages), daemon=True).start()
    try:
        reader = load_reader(reader_name)
        connection.send(_Ready(reader_stamp(reader)))
        while True:
            connection.send(read_page(reader, pages.get(), ids))
    except (BrokenPipeError, ConnectionResetError):
        return
    except OnrecordError as error:
        connection.send(_Unable(Failure(type(error).__name__, str(error))))


def _take_in(connection: Connection[Any, Any], pages: queue.SimpleQueue[Page]) -> None:
    while True:
        try:
            pages.put(connection.recv())
        except (EOFError, OSError):
            # The parent is done, or gone: nobody waits for this process any more.
            os._exit(0)
