"""A reading as it stands after review, with who says so of each finding: the machine, or a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain, count

from onrecord.record.decided import Decided, after_review
from onrecord.record.verdicts import Verdict, statement_finding, statements_after_review
from onrecord.records import Judgement, Reading, Stance, Statement, StatementJudgement, Told
from onrecord.web.review.desk import Desk
from onrecord.web.review.refs import stance_address, statement_address


@dataclass(frozen=True, slots=True)
class Note:
    """Who says so: ``person`` if anybody decided about it, whether reviewers ``disagree``, and where it is reviewed."""

    words: str
    person: bool
    disagree: bool
    address: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A reading after review, with a note for each stance and each statement, in their order."""

    reading: Reading
    stances: tuple[Note, ...]
    statements: tuple[Note, ...]


def reviewed(desk: Desk, reading: Reading) -> Reviewed:
    """Apply to a reading what reviewers decided about its article; to be called under the record's lock.

    What was rejected is left out, what was corrected or accepted is there as it was decided, also where the reading does
    not find it.
    """
    article = reading.article.id
    told = [_told(reading, each) for each in reading.stances]
    judged = desk.judged_in(article)
    decided = [Decided(judgement, stands) for judgement, stands in judged if stands or not judgement.stance]
    # In the order of the reading, then what the reading does not find.
    left = sorted(after_review(told, decided), key=lambda each: (each.order, each.stance.id))
    stances = tuple(_with_ids(each.stance for each in left))
    statements = tuple(statements_after_review(article, reading.statements, desk.said))
    notes = tuple(stance_note(desk, replace(one, stance=each)) for one, each in zip(left, stances, strict=True))
    return Reviewed(
        replace(reading, stances=stances, statements=statements),
        notes,
        tuple(statement_note(desk, article, each) for each in statements),
    )


def stance_note(desk: Desk, told: Told) -> Note:
    """Tell who says so of a stance as it is shown."""
    finding = desk.meant(told.finding)
    return _note(desk.verdict(finding), told.stance.confidence, stance_address(finding))


def statement_note(desk: Desk, article: str, statement: Statement) -> Note:
    """Tell who says so of a statement as it is shown."""
    shown = statement_finding(article, statement)
    meant = desk.said_as.get(shown, shown)
    return _note(desk.said.get(meant), statement.confidence, statement_address(meant))


def _note(verdict: Verdict[Judgement] | Verdict[StatementJudgement] | None, confidence: float, where: str) -> Note:
    if verdict is None:
        return Note(f"machine, {confidence:.2f}", person=False, disagree=False, address=where)
    made = verdict.counts
    words = f"{made.decision} by {made.who}, {made.when.date()}"
    return Note(words, person=True, disagree=verdict.disagree, address=where)


def _told(reading: Reading, stance: Stance) -> Told:
    article = reading.article
    return Told(
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


def _with_ids(stances: Iterable[Stance]) -> Iterable[Stance]:
    """Give stances with ids of their own, for one that was kept may be called as a new one is."""
    taken: set[str] = set()
    for each in stances:
        names = chain([each.id], (f"{each.id}-{number}" for number in count(2)))
        id_ = next(name for name in names if name not in taken)
        taken.add(id_)
        yield replace(each, id=id_)
