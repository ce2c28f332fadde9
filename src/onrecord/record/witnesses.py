"""Which articles are one witness: an article and its copies, however long the chain of copies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from onrecord.record.actors import folded
from onrecord.records import Told


class Witnesses:
    """What articles are copies of, and what counts as the source behind each."""

    def __init__(self) -> None:
        self._original: dict[str, str] = {}
        self._outlet: dict[str, str] = {}
        self._copies: dict[str, set[str]] = defaultdict(set)

    def learn(self, article: str, told: Sequence[Told]) -> None:
        """Learn what an article's stances say of it, in place of what was known."""
        if article in self._original:
            self._copies[self._original.pop(article)].discard(article)
        self._outlet.pop(article, None)
        originals = {each.copy_of for each in told}
        outlets = {each.outlet for each in told}
        if original := min((each for each in originals if each and each != article), default=None):
            self._original[article] = original
            self._copies[original].add(article)
        if outlet := min(filter(None, outlets), default=None):
            self._outlet[article] = outlet

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

    def source(self, witness: str) -> str:
        """Give what counts as one independent source: the witness's outlet, or the witness where that is unknown."""
        outlet = self._outlet.get(witness)
        return f"outlet {folded(outlet)}" if outlet is not None else f"article {witness}"
