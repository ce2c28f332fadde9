"""A reading as it stands after review, with who says so of each finding: the machine, or a person."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.record.reviewed import in_words, reading_after_review
from onrecord.record.verdicts import Verdict, statement_finding
from onrecord.records import Judgement, Reading, Statement, StatementJudgement, Told
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
    found = reading_after_review(reading, desk.decided_in(article), desk.said)
    return Reviewed(
        found.reading,
        tuple(stance_note(desk, each) for each in found.told),
        tuple(statement_note(desk, article, each) for each in found.reading.statements),
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
    return Note(in_words(verdict) or "", person=True, disagree=verdict.disagree, address=where)
