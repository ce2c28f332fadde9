"""References to pages: an address, and how to load the page. All of them can be pickled, for worker processes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.errors import PageError
from onrecord.records import Page


@dataclass(frozen=True, slots=True)
class PageRef:
    """A page that can be loaded: ``load`` returns it or raises a `PageError` that names the address and the reason."""

    address: str
    load: Callable[[], Page]


@dataclass(frozen=True, slots=True)
class LoadedPage:
    """A load that already has its page."""

    page: Page

    def __call__(self) -> Page:
        """Return the page."""
        return self.page


@dataclass(frozen=True, slots=True)
class FailingLoad:
    """A load of which it is known already that it fails, and why."""

    address: str
    error: type[PageError]
    reason: str

    def __call__(self) -> Page:
        """Raise the error."""
        raise self.error(self.address, self.reason)
