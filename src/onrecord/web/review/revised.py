"""The articles that reviewers decided about, as they stand, to be searched instead of what was read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from onrecord.record.reviewed import reading_after_review
from onrecord.store.search import Hit, Search, Sort, Term, folded_line, hit_of, line_has, lines_of
from onrecord.web.review.desk import Desk


class RevisedArticles:
    """Searches the statements and stances of the articles that reviewers decided about, as they stand after review.

    What was rejected is not found, what was corrected by the words of its correction. Each article is looked up once for
    each new judgement on it.
    """

    def __init__(self, search: Search) -> None:
        """Look up articles and the keys of their readings."""
        self._search = search
        self._known = (0, 0)
        self._lines: dict[str, dict[int, str]] = {}
        self._read: dict[str, frozenset[int]] = {}
        self._without: frozenset[int] | None = None

    @property
    def articles(self) -> Collection[str]:
        """The ids of the articles."""
        return self._lines.keys()

    @property
    def without(self) -> Collection[int]:
        """The keys under which the index has what was read of these articles, which is not to be found."""
        if self._without is None:
            self._without = frozenset[int]().union(*self._read.values())
        return self._without

    def take_in(self, desk: Desk) -> None:
        """Take in what was decided since the last time; to be called under the record's lock."""
        stances, statements = self._known
        made = (len(desk.judged), len(desk.heard))
        if made == self._known:
            return
        touched = {judgement.finding.article for judgement, _ in desk.judged[stances:]}
        touched |= {each.finding.article for each in desk.heard[statements:]}
        self._look_up(touched, desk)
        self._known, self._without = made, None

    def find(self, terms: Sequence[Term], sort: Sort) -> list[Hit]:
        """Return where all terms are found, what was published last first."""
        keys = (key for lines in self._lines.values() for key, line in lines.items() if line_has(line, terms))
        return sorted((hit for hit in map(hit_of, keys) if hit.sort is sort), key=lambda hit: -hit.key)

    def _look_up(self, articles: Iterable[str], desk: Desk) -> None:
        numbers = self._search.numbers(list(articles))
        read = self._search.readings_at(sorted(n for theirs in numbers.values() for n in theirs))
        for article, theirs in numbers.items():
            decided = desk.decided_in(article)
            # An article that stands on several pages has a reading for each, and each has its lines in the index.
            stand = {n: reading_after_review(read[n], decided, desk.said).reading for n in theirs}
            self._read[article] = frozenset(key for n in theirs for key, _ in lines_of(n, read[n]) if _is_found(key))
            self._lines[article] = {
                key: folded_line(words) for n in theirs for key, words in lines_of(n, stand[n]) if _is_found(key)
            }


def _is_found(key: int) -> bool:
    """Tell whether a line is of a statement or a stance: an article's text is the same whatever is decided."""
    return hit_of(key).sort is not Sort.ARTICLE
