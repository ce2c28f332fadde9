"""The statements of articles of which reviewers decided about any, as they stand after review: for lists across articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.record.reviewed import in_words
from onrecord.record.verdicts import Verdict, statement_finding, statements_after_review
from onrecord.records import Statement, StatementFinding, StatementJudgement
from onrecord.store import View
from onrecord.store.spoken import Said, Speaker, said_in

Name = tuple[str | None, str | None]
"""A name with its party, as a statement gives them."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A statement after review with its words; ``decided`` tells who stands by it, ``None`` if no person looked at it."""

    said: Said
    decided: str | None


class HeardArticles:
    """What was said in the articles that reviewers decided about. Each is looked up once for each new judgement on it."""

    def __init__(self, view: View, current: Collection[str]) -> None:
        """Look up articles in ``view``; ``current`` are the ids of those that are current versions of their pages."""
        self._view, self._current = view, current
        self._counts: dict[str, int] = {}
        self._heard: dict[str, tuple[Heard, ...]] = {}
        self._read: dict[str, tuple[Name, ...]] = {}

    @property
    def articles(self) -> Collection[str]:
        """The ids of the articles."""
        return self._heard.keys()

    def hear(
        self, judged: Iterable[StatementJudgement], verdict_of: Mapping[StatementFinding, Verdict[StatementJudgement]]
    ) -> None:
        """Take in all judgements on statements, and what reviewers hold by them."""
        counts = Counter(each.finding.article for each in judged if each.finding.article in self._current)
        changed = [article for article, count in counts.items() if self._counts.get(article) != count]
        meant = {
            statement_finding(finding.article, stands): finding
            for finding, verdict in verdict_of.items()
            if (stands := verdict.counts.statement) is not None
        }
        for article, reading in self._view.readings_called(changed).items():
            left = statements_after_review(article, reading.statements, verdict_of)
            found = [(said_in(reading.article, each), statement_finding(article, each)) for each in left]
            self._heard[article] = tuple(
                Heard(said, in_words(verdict_of.get(meant.get(finding, finding)))) for said, finding in found
            )
            self._read[article] = tuple(_name(each) for each in reading.statements)
        self._counts = dict(counts)

    def of(self, speakers: Collection[Name]) -> Iterator[Heard]:
        """Yield what speakers, given by name and party, said."""
        wanted = set(speakers)
        for heard in self._heard.values():
            yield from (each for each in heard if _name(each.said.statement) in wanted)

    def counted(self, speakers: Sequence[Speaker]) -> tuple[Speaker, ...]:
        """Give the speakers of the record, counted as readings have them, as they are after review."""
        counts = Counter({(each.name, each.party): each.statements for each in speakers})
        counts.subtract(name for names in self._read.values() for name in names)
        counts.update(_name(each.said.statement) for heard in self._heard.values() for each in heard)
        return tuple(Speaker(*name, count) for name, count in counts.items() if count > 0)


def _name(statement: Statement) -> Name:
    return statement.name, statement.party
