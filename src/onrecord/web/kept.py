"""What is kept in memory while a record is shown: its stories, and what was computed last."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from onrecord.store import Story

Key = TypeVar("Key")
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """What was computed last, for all threads; two that ask for the same at once may both compute it."""

    def __init__(self, most: int) -> None:
        """Keep so much at most."""
        self._most = most
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key, compute: Callable[[], Value]) -> Value:
        """Give what is kept under a key, else what is computed."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        found = compute()
        with self._lock:
            self._values[key] = found
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return found


class Stories:
    """The stories of a record, by their ids and by their articles'."""

    def __init__(self, stories: Iterable[Story]) -> None:
        self.by_id = {story.id: story for story in stories}
        self.by_article = {report.id: story for story in self.by_id.values() for report in story.reports}
