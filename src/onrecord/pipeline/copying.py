"""Looking for copies among the articles that were kept: between analysis, which compares, and the store, which finds.

What an article takes depends on which articles there are, and not on the order in which they came: each new one is
asked what it takes from those that are there, and those that share sentences with it what they take from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from onrecord.record.copies import METHOD, Prose, compared, keys_of, rank_of
from onrecord.records import Taken
from onrecord.store import Copying, Known, Writer

MOST_COMPARED = 25
"""With how many others an article is compared at most; those that share the most keys go first."""
FEWEST_SHARED = 0.1
"""The part of the keys of the shorter of two articles that both must have to be compared."""


def find_copies(writer: Writer, address: str) -> list[int]:
    """Find what the articles of the page at an address take from others, and others from them.

    Return the keys of all articles that are new or gone, or for which this was looked for anew.
    """
    with writer.copying() as copying:
        orphans = copying.retire(address)
        for n in copying.unmarked(address):
            _Comparison(copying, n).add()
        for n in orphans:
            _Comparison(copying, n).settle()
        return sorted(copying.touched)


def find_waiting(writer: Writer) -> None:
    """Find the copies among articles that an earlier version of onrecord kept, or a run that ended too early."""
    with writer.copying() as copying:
        copying.forget_other_methods(METHOD)
        addresses = copying.waiting()
    for address in addresses:
        find_copies(writer, address)


class _Comparison:
    """One article beside those that share sentences with it; each pair is compared once."""

    def __init__(self, copying: Copying, n: int) -> None:
        self._copying = copying
        self._n = n
        self._article = copying.articles([n])[n]
        self._keys = keys_of(self._article)
        self._compared: dict[int, tuple[Taken | None, Taken | None]] = {}

    @cached_property
    def _prose(self) -> Prose:
        """Made only if there is anything to compare it with: most articles share nothing with others."""
        return Prose(self._article)

    def add(self) -> None:
        """Make the article known, and look for what it takes and for what is taken from it."""
        self._copying.mark(self._n, self._keys, rank_of(self._article), METHOD)
        near = self._near()
        self._copying.settle(self._n, self._best(near))
        self._offer(near)

    def settle(self) -> None:
        """Look anew for what the article takes."""
        self._copying.settle(self._n, self._best(self._near()))

    def _near(self) -> list[Known]:
        """Those that share enough keys with the article to be compared with it, those that share the most first."""
        sharing = self._copying.sharing(self._n, self._keys)
        near = {other: shared for other, shared, of in sharing if shared >= _enough(len(self._keys), of)}
        return sorted(self._copying.known(near), key=lambda each: (-near[each.n], each.place))

    def _best(self, near: Sequence[Known]) -> tuple[int, Taken] | None:
        """The likeliest original that the article is a copy of; if it is none, the one that it takes most from."""
        best: tuple[int, Taken] | None = None
        for each in sorted(near[:MOST_COMPARED], key=_place):
            taken = self._pair(each.n)[0]
            if taken and taken.copy:
                return each.n, taken
            if taken and (best is None or taken.share > best[1].share):
                best = each.n, taken
        return best

    def _offer(self, near: Sequence[Known]) -> None:
        """Let those take from the article that would have, had it been there before them."""
        here = (rank_of(self._article), self._article.id)
        free = [each for each in near if not each.copy][:MOST_COMPARED]
        # Whoever copies one of these may copy the new article too, and share no key with it that was looked up.
        later = [each.n for each in near if here < each.place]
        behind = [each for each in self._copying.taking_from(later) if each.n != self._n]
        copies = {each.n: each for each in (*near, *behind) if each.copy and _before(here, each.original)}
        for each in (*free, *copies.values()):
            taken = self._pair(each.n)[1]
            if taken is None or (each.copy and not taken.copy):
                continue
            more = taken.share > each.share or (taken.share == each.share and _before(here, each.original))
            if taken.copy or more:
                self._copying.settle(each.n, (self._n, taken))

    def _pair(self, other: int) -> tuple[Taken | None, Taken | None]:
        if other not in self._compared:
            article = self._copying.articles([other])[other]
            self._compared[other] = compared(self._prose, Prose(article))
        return self._compared[other]


def _place(known: Known) -> tuple[int, str]:
    return known.place


def _before(place: tuple[int, str], other: tuple[int, str] | None) -> bool:
    return other is None or place < other


def _enough(keys: int, others: int) -> float:
    fewer = min(keys, others)
    return max(1 if fewer <= 3 else 2, FEWEST_SHARED * fewer)
