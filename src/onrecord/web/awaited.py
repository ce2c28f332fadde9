"""What is shown while that which was asked for is being worked out: what is known already, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from onrecord.records import Article

AGAIN_S: Final = 2
"""After how long the page asks again by itself, without a script."""


@dataclass(frozen=True, slots=True)
class AwaitedPair:
    """Two reports that are compared, and whether that is done: then the address shows it at once."""

    a: Article
    b: Article
    address: str
    done: bool


@dataclass(frozen=True, slots=True)
class Awaited:
    """A page that is there in a moment: what it will be called, what it says of the matter, and what is known of it."""

    title: str
    words: str
    articles: tuple[Article, ...]
    pairs: tuple[AwaitedPair, ...] = ()
    story: str | None = None

    @property
    def done(self) -> int:
        """How many pairs are compared."""
        return sum(pair.done for pair in self.pairs)
