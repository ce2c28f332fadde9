"""From locations to readings: loads pages, has them read in this process or in several, and tells how each one went."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace

from onrecord.errors import PageError
from onrecord.pages.sources import PageRef, refs_of
from onrecord.pipeline.onepage import one_line, read_page, reader_stamp
from onrecord.pipeline.outcomes import Answer, Failure, Outcome, PageFailed, PageRead, PageUnchanged, Request, Ticket
from onrecord.reading.plugin import load_reader
from onrecord.records import Page

Recall = Callable[[Page, str], Failure | bool]
"""Asked of each page before it is read, with the reader's name and version. ``True``: it was read before as it is now;
a failure: it failed before as it is now, and is not to be tried again; ``False``: it is to be read."""


def read_pages(request: Request, recall: Recall = lambda _page, _reader: False) -> Iterator[Outcome]:
    """Read all pages of a request and yield the outcome of each as soon as it is there.

    A page that fails never stops the others. Few pages are loaded ahead, so that memory stays bounded. Raises
    :class:`~onrecord.errors.UsageError` for an unknown reader, and :class:`~onrecord.errors.WeightsError` or
    another :class:`~onrecord.errors.ReaderError` for one that cannot start. With ``jobs > 1`` a script must be
    guarded by ``if __name__ == "__main__"``, as for all processes that Python spawns.
    """
    return _read_here(request, recall) if request.jobs == 1 else _read_in_processes(request, recall)


def _read_here(request: Request, recall: Recall) -> Iterator[Outcome]:
    reader = load_reader(request.reader)
    stamp = reader_stamp(reader)
    for item in _inspected(request, stamp, recall):
        yield _outcome(item, read_page(reader, item.page, request.ids), stamp) if isinstance(item, Ticket) else item


def _read_in_processes(request: Request, recall: Recall) -> Iterator[Outcome]:
    # Not needed, and not loaded, where one process does it all.
    from onrecord.pipeline.workers import Workers

    with closing(Workers(request.reader, request.ids, request.jobs)) as workers:
        stamp = workers.start()
        for item in _inspected(request, stamp, recall):
            # Of what stands at one address, the last one counts: it must not overtake those before it.
            while workers.are_on(_address(item)):
                yield from _outcomes(workers.collect(), stamp)
            if isinstance(item, Ticket):
                while not workers.have_room():
                    yield from _outcomes(workers.collect(), stamp)
                workers.submit(item)
            else:
                yield item
            yield from _outcomes(workers.collect(wait_for_one=False), stamp)
        while workers.are_busy():
            yield from _outcomes(workers.collect(), stamp)


def _inspected(request: Request, stamp: str, recall: Recall) -> Iterator[Ticket | Outcome]:
    """Load each page; yield a ticket for one that is to be read, and the outcome of one that needs no reading."""
    refs = ((place, ref) for place in request.locations for ref in refs_of(place, request.given))
    wanted = ((place, ref) for place, ref in refs if _below(request.base, ref.address) not in request.but_not)
    for number, (location, ref) in enumerate(wanted):
        page = _loaded(ref)
        if isinstance(page, Failure):
            yield PageFailed(number, _below(request.base, ref.address), location, None, page, stamp)
            continue
        page = replace(page, address=_below(request.base, page.address))
        recalled = recall(page, stamp)
        if isinstance(recalled, Failure):
            yield PageFailed(number, page.address, location, page, recalled, stamp, again=True)
        elif recalled:
            yield PageUnchanged(number, page, stamp)
        else:
            yield Ticket(number, location, page)


def _loaded(ref: PageRef) -> Page | Failure:
    try:
        return ref.load()
    except PageError as error:
        return Failure(type(error).__name__, one_line(error.reason))
    except Exception as error:  # whatever it is, it must not keep the other pages from being read
        return Failure(type(error).__name__, one_line(f"loading it failed: {type(error).__name__}: {error}"))


def _address(item: Ticket | Outcome) -> str:
    return item.address if isinstance(item, PageFailed) else item.page.address


def _below(base: str | None, address: str) -> str:
    """Return the address relative to the folder ``base``, if it is below it."""
    return address if base is None else address.removeprefix(base.rstrip(os.sep) + os.sep)


def _outcomes(answers: Iterator[tuple[Ticket, Answer]], stamp: str) -> Iterator[Outcome]:
    return (_outcome(ticket, answer, stamp) for ticket, answer in answers)


def _outcome(ticket: Ticket, answer: Answer, stamp: str) -> Outcome:
    if isinstance(answer, Failure):
        return PageFailed(ticket.number, ticket.page.address, ticket.location, ticket.page, answer, stamp)
    return PageRead(ticket.number, ticket.page, answer, stamp)
