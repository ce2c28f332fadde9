"""What reviewers hold of findings: which judgement counts, what each of them holds, and whether they disagree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import Generic, TypeVar

from onrecord.records import (
    ActorJudgement,
    Finding,
    Judgement,
    Span,
    Stance,
    Statement,
    StatementFinding,
    StatementJudgement,
)
from onrecord.vocabulary import Decision

Made = TypeVar("Made", Judgement, StatementJudgement, ActorJudgement)
OnFinding = TypeVar("OnFinding", Judgement, StatementJudgement)


@dataclass(frozen=True, slots=True)
class Verdict(Generic[OnFinding]):
    """What reviewers hold of one finding: ``held`` has the latest judgement of each, the one that counts first."""

    held: tuple[OnFinding, ...]

    @property
    def counts(self) -> OnFinding:
        """The judgement that counts: the latest."""
        return self.held[0]

    @property
    def disagree(self) -> bool:
        """Tell whether two reviewers hold different things of it.

        Accepting it as it was read and correcting it to the same are one; how sure the reader was makes no difference.
        """
        return len({_held(each) for each in self.held}) > 1


def latest_first(judgements: Iterable[Made]) -> list[Made]:
    """Give the judgements that are not taken back, without those that take others back, the latest first.

    Taking back may be taken back as well; then what it took back is there again.
    """
    ordered = sorted(judgements, key=lambda each: (each.when, each.undoes is not None, each.id), reverse=True)
    taken_back: set[str] = set()
    left = []
    for each in ordered:
        if each.id in taken_back:
            continue
        if each.undoes is not None:
            taken_back.add(each.undoes)
        else:
            left.append(each)
    return left


def verdicts(judgements: Iterable[Judgement]) -> dict[Finding, Verdict[Judgement]]:
    """Give what reviewers hold of each stance that any of them decided about; who left it to others holds nothing."""
    held: dict[Finding, dict[str, Judgement]] = defaultdict(dict)
    for each in latest_first(judgements):
        if each.decision is not Decision.SKIP:
            held[each.finding].setdefault(each.who, each)
    return {finding: Verdict(tuple(by_reviewer.values())) for finding, by_reviewer in held.items()}


def statement_verdicts(judgements: Iterable[StatementJudgement]) -> dict[StatementFinding, Verdict[StatementJudgement]]:
    """Give what reviewers hold of each statement, as :func:`verdicts` does of stances."""
    held: dict[StatementFinding, dict[str, StatementJudgement]] = defaultdict(dict)
    for each in latest_first(judgements):
        if each.decision is not Decision.SKIP:
            held[each.finding].setdefault(each.who, each)
    return {finding: Verdict(tuple(by_reviewer.values())) for finding, by_reviewer in held.items()}


def statement_finding(article: str, statement: Statement) -> StatementFinding:
    """Give what a judgement on a statement of the article with this id would be about.

    A statement without any words, which only a careless reader gives, is taken to stand at the beginning.
    """
    places = statement.cue or statement.content or (statement.source or Span(0, 0),)
    return StatementFinding(article, min(places), statement.name)


def statements_after_review(
    article: str,
    statements: Iterable[Statement],
    verdict_of: Mapping[StatementFinding, Verdict[StatementJudgement]],
) -> list[Statement]:
    """Give an article's statements after review: without what was rejected, with what was corrected and accepted.

    What a person accepted or corrected is certain (confidence 1) and stays, at the end, even if the reader no longer
    finds it. It keeps its id only where no other statement has it.
    """
    left: list[Statement] = []
    found: set[StatementFinding] = set()
    here = {finding: verdict for finding, verdict in verdict_of.items() if finding.article == article}
    for statement in statements:
        finding = statement_finding(article, statement)
        found.add(finding)
        if finding not in here:
            left.append(statement)
        elif (stands := here[finding].counts.statement) is not None:
            left.append(_certain(stands, statement.id))
    ids = {statement.id for statement in left}
    for finding, verdict in here.items():
        stands = verdict.counts.statement
        if finding not in found and stands is not None and statement_finding(article, stands) not in found:
            left.append(_certain(stands, _free_id(stands.id, ids)))
            ids.add(left[-1].id)
    return left


def _certain(statement: Statement, id_: str) -> Statement:
    return replace(statement, id=id_, confidence=1.0)


def _free_id(id_: str, taken: Collection[str]) -> str:
    free = (name for name in chain([id_], (f"{id_}-{number}" for number in count(2))) if name not in taken)
    return next(free)


def _held(judgement: Judgement | StatementJudgement) -> object:
    """What tells one opinion of a finding from another."""
    if isinstance(judgement, Judgement):
        stands: Stance | Statement | None = judgement.stance
    else:
        stands = judgement.statement
    return None if stands is None else replace(stands, id="", confidence=1.0)
