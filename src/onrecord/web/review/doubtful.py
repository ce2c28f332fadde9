"""The stances too doubtful to count that wait for a reviewer."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Sequence

from onrecord.record.decided import undecided
from onrecord.record.doubtful import likeliest
from onrecord.records import Told
from onrecord.store import View
from onrecord.web.review.desk import Desk


class Doubtful:
    """The doubtful stances of a record. To be used under the record's lock.

    They are loaded when anybody first asks for them; judgements are taken in whenever they are asked for.
    """

    def __init__(self, view: View, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._read: dict[str, list[Told]] | None = None
        self._waiting: list[Told] = []
        self._taken_in = 0

    def read(self, article: str) -> Sequence[Told]:
        """Give what current readings of an article doubt, whatever reviewers decided."""
        return self._loaded().get(article, ())

    def waiting(self) -> Sequence[Told]:
        """Give those that nobody has decided about, the most likely first, each once."""
        read, made = self._loaded(), self._desk.judged
        self._settle({judgement.finding.article for judgement, _ in made[self._taken_in :]} & read.keys())
        self._taken_in = len(made)
        return self._waiting

    def _loaded(self) -> dict[str, list[Told]]:
        if self._read is None:
            read: dict[str, list[Told]] = defaultdict(list)
            for each in self._view.doubtful():
                read[each.article].append(each)
            self._read = dict(read)
            found = [each for article in read for each in self._undecided(article)]
            self._waiting, self._taken_in = sorted(found, key=likeliest), len(self._desk.judged)
        return self._read

    def _settle(self, articles: set[str]) -> None:
        """Look anew at what waits of some articles."""
        if articles:
            self._waiting = [each for each in self._waiting if each.article not in articles]
            for each in (each for article in sorted(articles) for each in self._undecided(article)):
                insort(self._waiting, each, key=likeliest)

    def _undecided(self, article: str) -> list[Told]:
        return undecided(self.read(article), self._desk.decided_in(article))
