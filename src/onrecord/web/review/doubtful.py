"""The stances too doubtful to count that wait for a reviewer."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Sequence

from onrecord.record.decided import undecided
from onrecord.record.doubtful import likeliest
from onrecord.records import Told
from onrecord.web.review.desk import Desk


class Doubtful:
    """The doubtful stances of a record; judgements are taken in whenever it is asked. To be used under the record's lock."""

    def __init__(self, told: Iterable[Told], desk: Desk) -> None:
        """Take all that current readings doubt, whatever reviewers decided about it."""
        self._desk, self._taken_in = desk, len(desk.judged)
        read: dict[str, list[Told]] = defaultdict(list)
        for each in told:
            read[each.article].append(each)
        self._read = dict(read)
        self._waiting = sorted((each for article in read for each in self._undecided(article)), key=likeliest)

    def read(self, article: str) -> Sequence[Told]:
        """Give what current readings of an article doubt."""
        return self._read.get(article, ())

    def waiting(self) -> Sequence[Told]:
        """Give those that nobody has decided about, the most likely first, each once."""
        made = self._desk.judged
        touched = {judgement.finding.article for judgement, _ in made[self._taken_in :]} & self._read.keys()
        if touched:
            self._waiting = [each for each in self._waiting if each.article not in touched]
            for each in (each for article in sorted(touched) for each in self._undecided(article)):
                insort(self._waiting, each, key=likeliest)
        self._taken_in = len(made)
        return self._waiting

    def _undecided(self, article: str) -> list[Told]:
        return undecided(self.read(article), self._desk.decided_in(article))
