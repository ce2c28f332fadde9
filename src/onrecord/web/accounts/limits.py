"""How often somebody may try: so few times in so long, for each name and for each address."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Final

MOST_KNOWN: Final = 10_000
"""Of how many names and addresses attempts are remembered; of more, the oldest are forgotten."""


class Attempts:
    """Counts failed attempts by a key, in memory. May be used by several threads."""

    def __init__(self, most: int, within_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Allow ``most`` failed attempts within ``within_s`` seconds."""
        self._most, self._within_s, self._clock = most, within_s, clock
        self._failed: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait_s(self, key: str) -> float:
        """Return how long to wait before the next attempt; 0 if it may be made now."""
        with self._lock:
            failed = self._recent(key)
            return failed[0] + self._within_s - self._clock() if len(failed) >= self._most else 0.0

    def note(self, key: str) -> None:
        """Note that an attempt failed."""
        with self._lock:
            failed = self._recent(key)
            failed.append(self._clock())
            self._failed[key] = failed
            self._failed.move_to_end(key)
            while len(self._failed) > MOST_KNOWN:
                self._failed.popitem(last=False)

    def forget(self, key: str) -> None:
        """Forget failed attempts, for one succeeded."""
        with self._lock:
            self._failed.pop(key, None)

    def _recent(self, key: str) -> deque[float]:
        failed = self._failed.get(key, deque())
        while failed and failed[0] <= self._clock() - self._within_s:
            failed.popleft()
        return failed
