"""Which articles are one witness: an article and its copies, however long the chain of copies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from onrecord.record.actors import folded
from onrecord.records import Told


class Witnesses:
    """What articles are copies of, and what counts as the source behind each."""

    def __init__(self) -> None:
        self._original: dict[str, str] = {}
        self._outlet: dict[str, str] = {}
        self._published: dict[str, int] = {}
        # One string for each outlet: equal ones are found to be equal far faster where they are the same.
        self._sources: dict[str, str] = {}
        self._copies: dict[str, set[str]] = defaultdict(set)

    def learn(self, article: str, told: Sequence[Told]) -> None:
        """Learn what an article's stances say of it, in place of what was known."""
        if article in self._original:
            self._copies[self._original.pop(article)].discard(article)
        self._outlet.pop(article, None)
        self._published.pop(article, None)
        if original := _least({each.copy_of for each in told}, article):
            self._original[article] = original
            self._copies[original].add(article)
        if outlet := _least({each.outlet for each in told}):
            self._outlet[article] = outlet
        if published := min((each.published for each in told if each.published is not None), default=None):
            self._published[article] = published.toordinal()

    def copies(self, article: str) -> set[str]:
        """Give the articles that copy this one, directly or through another copy."""
        found: set[str] = set()
        waiting = [article]
        while waiting:
            for copy in self._copies.get(waiting.pop(), ()):
                if copy not in found:
                    found.add(copy)
                    waiting.append(copy)
        return found

    def witness(self, article: str) -> str:
        """Give the article at the head of the chain of copies; of a ring of copies, the least by name."""
        if article not in self._original:
            return article
        chain = [article]
        while (original := self._original.get(chain[-1])) is not None:
            if original in chain:
                return min(chain[chain.index(original) :])
            chain.append(original)
        return chain[-1]

    def appeared(self, article: str) -> int:
        """Give the ordinal of the day on which the original of a copy appeared; 0 if unknown, or if it is no copy."""
        witness = self.witness(article)
        return self._published.get(witness, 0) if witness != article else 0

    def source(self, witness: str) -> str:
        """Give what counts as one independent source: the witness's outlet, or the witness where that is unknown."""
        outlet = self._outlet.get(witness)
        if outlet is None:
            return f"article {witness}"
        source = self._sources.get(outlet)
        if source is None:
            source = self._sources[outlet] = f"outlet {folded(outlet)}"
        return source


def _least(names: Iterable[str | None], but: str | None = None) -> str | None:
    """The first of the names that are given at all, one left out."""
    known = [name for name in names if name and name != but]
    return min(known) if known else None
