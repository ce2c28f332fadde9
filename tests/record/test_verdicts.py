"""What each reviewer holds of a finding, and whether they disagree."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from onrecord.record.verdicts import (
    latest_first,
    statement_finding,
    statement_verdicts,
    statements_after_review,
    verdicts,
)
from onrecord.records import Judgement, Span, Stance, Statement, StatementJudgement
from onrecord.vocabulary import Act, Decision, Polarity, QuotationKind
from tests.record.telling import day, told

READ = told(Act.OPEN, "gull", day(2))
RIGHT = replace(READ.stance, act=Act.DECLINES)
SAID = Statement(
    "t1", Span(0, 5), "Ilse Marr", "Norvania", (Span(6, 10),), (Span(11, 30),), QuotationKind.INDIRECT,
    Polarity.ASSERTED, None, None, 0.6,
)  # fmt: skip


def judged(
    number: int, decision: Decision, stance: Stance | None = None, *, who: str = "Ada", undoes: int | None = None
) -> Judgement:
    when = datetime(2025, 6, 1, number, tzinfo=UTC)
    return Judgement(f"j{number}", READ.finding, decision, stance, who, when, f"j{undoes}" if undoes else None)


def said(number: int, decision: Decision, statement: Statement | None = None, who: str = "Ada") -> StatementJudgement:
    when = datetime(2025, 6, 1, number, tzinfo=UTC)
    return StatementJudgement(f"s{number}", statement_finding("gull", SAID), decision, statement, who, when, None)


def test_each_reviewers_latest_judgement_is_held_and_the_latest_of_all_counts() -> None:
    made = [
        judged(1, Decision.REJECT),
        judged(2, Decision.ACCEPT, READ.stance, who="Ben"),
        judged(3, Decision.ACCEPT, READ.stance),
    ]
    (verdict,) = verdicts(made).values()
    assert [each.id for each in verdict.held] == ["j3", "j2"]
    assert verdict.counts.id == "j3"
    assert not verdict.disagree


def test_two_who_hold_different_things_disagree() -> None:
    accepted = judged(1, Decision.ACCEPT, READ.stance)
    assert verdicts([accepted, judged(2, Decision.REJECT, who="Ben")])[READ.finding].disagree
    assert verdicts([accepted, judged(2, Decision.CORRECT, RIGHT, who="Ben")])[READ.finding].disagree
    both = [judged(1, Decision.CORRECT, RIGHT), judged(2, Decision.CORRECT, replace(RIGHT, confidence=0.1), who="Ben")]
    assert not verdicts(both)[READ.finding].disagree


def test_who_changes_sides_settles_it_and_so_does_who_takes_back() -> None:
    made = [judged(1, Decision.ACCEPT, READ.stance), judged(2, Decision.REJECT, who="Ben")]
    assert not verdicts([*made, judged(3, Decision.REJECT)])[READ.finding].disagree
    assert not verdicts([*made, judged(3, Decision.UNDO, who="Ben", undoes=2)])[READ.finding].disagree


def test_skipping_is_no_verdict() -> None:
    assert verdicts([judged(1, Decision.SKIP)]) == {}
    assert [each.id for each in latest_first([judged(1, Decision.SKIP), judged(2, Decision.REJECT)])] == ["j2", "j1"]


def after(*judgements: StatementJudgement, read: tuple[Statement, ...] = (SAID,)) -> list[Statement]:
    return statements_after_review("gull", read, statement_verdicts(judgements))


def test_statements_are_rejected_corrected_and_kept() -> None:
    denied = replace(SAID, polarity=Polarity.DENIED)
    assert after() == [SAID]
    assert after(said(1, Decision.REJECT)) == []
    assert after(said(1, Decision.ACCEPT, SAID)) == [replace(SAID, confidence=1.0)]
    assert after(said(1, Decision.CORRECT, denied)) == [replace(denied, confidence=1.0)]


def test_a_statement_that_a_person_accepted_outlives_a_reading_without_it() -> None:
    other = replace(SAID, cue=(Span(40, 44),), id="t1")
    kept = after(said(1, Decision.ACCEPT, SAID), read=(other,))
    assert kept == [other, replace(SAID, id="t1-2", confidence=1.0)]
    assert after(said(1, Decision.REJECT), read=(other,)) == [other]
    # Judgements on another article's statements do nothing here.
    elsewhere = statements_after_review("heron", [other], statement_verdicts([said(1, Decision.ACCEPT, SAID)]))
    assert elsewhere == [other]


def test_a_reading_that_comes_to_what_a_person_said_does_not_double_it() -> None:
    named = replace(SAID, name="Ilse Marr-Olden")
    assert after(said(1, Decision.CORRECT, named), read=(named,)) == [named]
