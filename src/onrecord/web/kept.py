"""What is kept in memory while a record is shown: its stories, and what was computed last."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from concurrent.futures import Executor, Future, wait
from typing import Final, Generic, TypeVar

from onrecord.store import Story

PATIENCE_S: Final = 0.05
"""How long a visitor waits for what has not been worked out yet, before being told so."""

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """What was computed last, for all threads; two that ask for the same at once may both compute it."""

    def __init__(self, most: int) -> None:
        """Keep so much at most."""
        self._most = most
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._lock = threading.Lock()

    def known(self, key: Key) -> Value | None:
        """Give what is kept under a key."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
            return None

    def get(self, key: Key, compute: Callable[[], Value]) -> Value:
        """Give what is kept under a key, else what is computed."""
        found = self.known(key)
        if found is not None:
            return found
        found = compute()
        with self._lock:
            self._values[key] = found
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return found


class Worked(Kept[Key, Value]):
    """What takes longer to work out than a visitor should wait for a page; it is worked out once, also for many at once."""

    def __init__(self, most: int, worker: Executor) -> None:
        """Keep so much at most, worked out by ``worker``."""
        super().__init__(most)
        self._worker = worker
        self._begun: dict[Key, Future[Value]] = {}
        self._beginning = threading.Lock()

    def soon(self, key: Key, compute: Callable[[], Value]) -> Value | None:
        """Give what is kept under a key, or begin to work it out: ``None`` if that takes longer than a moment.

        Raises what ``compute`` raises; whoever asks then begins anew.
        """
        found = self.known(key)
        if found is not None:
            return found
        with self._beginning:
            begun = self._begun.get(key)
            if begun is None:
                begun = self._begun[key] = self._worker.submit(self.get, key, compute)
        # A failure stays until somebody has been told of it.
        begun.add_done_callback(lambda done: None if _failed(done) else self._forget(key))
        if not wait((begun,), PATIENCE_S).done:
            return None
        self._forget(key)
        return begun.result()

    def _forget(self, key: Key) -> None:
        with self._beginning:
            self._begun.pop(key, None)


def _failed(done: Future[Value]) -> bool:
    return done.cancelled() or done.exception() is not None


class Stories:
    """The stories of a record, by their ids and by their articles'."""

    def __init__(self, stories: Iterable[Story]) -> None:
        self.by_id = {story.id: story for story in stories}
        self.by_article = {report.id: story for story in self.by_id.values() for report in story.reports}
