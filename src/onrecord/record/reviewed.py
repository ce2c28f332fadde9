"""A reading as it stands after review: the machine's findings, and in their place what reviewers decided about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from types import MappingProxyType

from onrecord.record.decided import Decided, after_review, settled, undecided
from onrecord.record.verdicts import (
    Verdict,
    statement_finding,
    statement_verdicts,
    statements_after_review,
    verdicts,
)
from onrecord.records import Finding, Judgement, Reading, Stance, Statement, StatementFinding, StatementJudgement, Told
from onrecord.vocabulary import Decision

_DONE = MappingProxyType({Decision.ACCEPT: "accepted", Decision.REJECT: "rejected", Decision.CORRECT: "corrected"})


@dataclass(frozen=True, slots=True)
class ReviewedReading:
    """A reading after review; ``told`` are its stances, in their order, as its article tells them."""

    reading: Reading
    told: tuple[Told, ...]


def reading_after_review(
    reading: Reading,
    decided: Iterable[Decided],
    said: Mapping[StatementFinding, Verdict[StatementJudgement]],
) -> ReviewedReading:
    """Apply to a reading what reviewers ``decided`` about the stances of its article, and ``said`` of statements.

    What was rejected is left out, what was corrected or accepted is there as it was decided, also where the reading does
    not find it. The stances stand in the order of the text; each has an id of its own.
    """
    left = sorted(after_review(told_of(reading), decided), key=lambda each: (each.order, each.stance.id))
    stances = tuple(_with_ids(each.stance for each in left))
    statements = tuple(statements_after_review(reading.article.id, reading.statements, said))
    told = tuple(replace(one, stance=each) for one, each in zip(left, stances, strict=True))
    return ReviewedReading(replace(reading, stances=stances, statements=statements), told)


class Review:
    """All that reviewers decided about the stances and the statements of a record, to be applied to its readings."""

    def __init__(
        self, judged: Iterable[tuple[Judgement, Told | None]], said: Iterable[StatementJudgement] = ()
    ) -> None:
        """Take the judgements on stances, each with the stance that stands by it as told, and those on statements."""
        on_stances, on_statements = list(judged), list(said)
        self._decided: dict[str, list[Decided]] = defaultdict(list)
        self._meant: dict[Finding, Finding] = {}
        self._meant_said: dict[StatementFinding, StatementFinding] = {}
        for judgement, told in on_stances:
            # A correction says nothing where the record has lost the article that it quotes.
            if told is not None or not judgement.stance:
                self._decided[judgement.finding.article].append(Decided(judgement, told))
            if told is not None:
                self._meant[told.finding] = judgement.finding
        for each in on_statements:
            if each.statement is not None:
                self._meant_said[statement_finding(each.finding.article, each.statement)] = each.finding
        self._verdicts = verdicts(judgement for judgement, _ in on_stances)
        self._said = statement_verdicts(on_statements)
        self.articles = frozenset(self._decided) | {finding.article for finding in self._said}

    def reading(self, reading: Reading) -> ReviewedReading:
        """Give a reading as it stands after review."""
        return reading_after_review(reading, self._decided.get(reading.article.id, ()), self._said)

    def told(self, article: str, told: Sequence[Told]) -> list[Told]:
        """Give what an article tells after review, on all its pages or on one, in the order of its text."""
        left = after_review(told, self._decided.get(article, ()))
        return sorted(left, key=lambda each: (each.order, each.stance.id))

    def undecided(self, article: str, doubtful: Sequence[Told]) -> list[Told]:
        """Give those of an article's doubtful stances that nobody decided about."""
        return undecided(doubtful, self._decided.get(article, ()))

    def settled(self, doubted: Iterable[Finding]) -> int:
        """Count those findings of any articles that somebody decided about."""
        by_article: dict[str, list[Finding]] = defaultdict(list)
        for each in doubted:
            by_article[each.article].append(each)
        return sum(len(settled(read, self._decided.get(article, ()))) for article, read in by_article.items())

    def decision_on(self, told: Told) -> str | None:
        """Tell in words which decision of whom a stance stands by; ``None`` where no person has looked at it."""
        return in_words(self._verdicts.get(self._meant.get(told.finding, told.finding)))

    def decision_on_statement(self, article: str, statement: Statement) -> str | None:
        """Tell in words which decision of whom a statement stands by; ``None`` where no person has looked at it."""
        shown = statement_finding(article, statement)
        return in_words(self._said.get(self._meant_said.get(shown, shown)))

    def decisions_in(self, reading: Reading) -> dict[str, str]:
        """Tell for each stance and statement of a reading after review, by its id, what :meth:`decision_on` tells."""
        article = reading.article.id
        found = [(told.stance.id, self.decision_on(told)) for told in told_of(reading)]
        found += [(said.id, self.decision_on_statement(article, said)) for said in reading.statements]
        return {id_: words for id_, words in found if words is not None}

    def rejected(self, reading: Reading) -> int:
        """Count the stances and statements of a reading's article that reviewers rejected, without doubtful ones."""
        article, doubted = reading.article.id, {each.finding for each in told_of(reading, reading.doubtful)}
        stances = sum(
            each.counts.stance is None
            for finding, each in self._verdicts.items()
            if finding.article == article and finding not in doubted
        )
        said = sum(each.counts.statement is None for finding, each in self._said.items() if finding.article == article)
        return stances + said


def in_words(verdict: Verdict[Judgement] | Verdict[StatementJudgement] | None) -> str | None:
    """Tell which decision counts, whose it is and of what day, and whether reviewers disagree; ``None`` if there is none."""
    if verdict is None:
        return None
    made = verdict.counts
    disagree = ", reviewers disagree" if verdict.disagree else ""
    return f"{_DONE[made.decision]} by {made.who}, {made.when.date()}{disagree}"


def told_of(reading: Reading, stances: Sequence[Stance] | None = None) -> list[Told]:
    """Give the stances of a reading, or these of the same article, as its article tells them."""
    article = reading.article
    return [
        Told(
            stance=stance,
            article=article.id,
            page=article.page,
            outlet=article.outlet,
            published=article.published.value if article.published else None,
            updated=article.updated.value if article.updated else None,
            copy_of=article.copy_of,
            order=stance.evidence.start,
            words=stance.evidence.quote(article.text),
            condition_words=tuple(condition.span.quote(article.text) for condition in stance.conditions),
        )
        for stance in (reading.stances if stances is None else stances)
    ]


def _with_ids(stances: Iterable[Stance]) -> Iterable[Stance]:
    """Give stances with ids of their own, for one that was kept may be called as a new one is."""
    taken: set[str] = set()
    for each in stances:
        names = chain([each.id], (f"{each.id}-{number}" for number in count(2)))
        id_ = next(name for name in names if name not in taken)
        taken.add(id_)
        yield replace(each, id=id_)
