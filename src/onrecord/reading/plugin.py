"""What a reader is, and how an installed one is found by its name.

A reader turns one article into a reading. It is a plug-in: a package that names a factory under the entry-point group
``onrecord.readers`` adds one, and ``onrecord read --reader NAME`` uses it. The factory takes no arguments.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points
from typing import Protocol, cast

from onrecord.errors import ReaderError, UsageError
from onrecord.records import Article, Reading

GROUP = "onrecord.readers"


class Reader(Protocol):
    """Reads one article at a time; may keep weights in memory between articles."""

    @property
    def name(self) -> str:
        """The name it is chosen by."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the same article may be read differently, for instance with new weights."""
        ...

    def read(self, article: Article) -> Reading:
        """Return what stands in ``article``; raise :class:`~onrecord.errors.ReaderError` where that fails."""
        ...


def load_reader(name: str = "builtin") -> Reader:
    """Make the installed reader called ``name``.

    Raises :class:`~onrecord.errors.UsageError` if there is none, and :class:`~onrecord.errors.ReaderError` if its
    package is damaged or lacks another one.
    """
    found = entry_points(group=GROUP)
    if name not in found.names:
        raise UsageError(f"no reader called {name!r}; installed: {', '.join(sorted(found.names)) or 'none'}")
    try:
        factory = cast("Callable[[], Reader]", found[name].load())
    except (ImportError, AttributeError) as error:
        raise ReaderError(f"the reader {name!r} cannot be loaded: {error}") from error
    return factory()
