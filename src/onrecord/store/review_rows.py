"""Judgements on statements and actors as rows, and rows as judgements."""

from __future__ import annotations

from onrecord.records import ActorJudgement, Span, StatementFinding, StatementJudgement
from onrecord.store.rows import AnyRow, Values
from onrecord.vocabulary import ActorDecision, Decision
from onrecord.wire import statement_from_json, statement_to_json


def statement_judgement_values(judgement: StatementJudgement) -> Values:
    """Return the row of a judgement on a statement."""
    finding, statement = judgement.finding, judgement.statement
    return {
        "id": judgement.id,
        "article": finding.article,
        "at_start": finding.at.start,
        "at_end": finding.at.end,
        "name": finding.name,
        "decision": str(judgement.decision),
        "statement": None if statement is None else statement_to_json(statement),
        "who": judgement.who,
        "when": judgement.when,
        "undoes": judgement.undoes,
    }


def statement_judgement_from(row: AnyRow) -> StatementJudgement:
    """Return the judgement of a row."""
    return StatementJudgement(
        id=row.id,
        finding=StatementFinding(row.article, Span(row.at_start, row.at_end), row.name),
        decision=Decision(row.decision),
        statement=None if row.statement is None else statement_from_json(row.statement),
        who=row.who,
        when=row.when,
        undoes=row.undoes,
    )


def actor_judgement_values(judgement: ActorJudgement) -> Values:
    """Return the row of a judgement on who is who."""
    return {
        "id": judgement.id,
        "decision": str(judgement.decision),
        "actor": judgement.actor,
        "others": list(judgement.others),
        "holders": [list(holder) for holder in judgement.holders],
        "name": judgement.name,
        "who": judgement.who,
        "when": judgement.when,
        "undoes": judgement.undoes,
    }


def actor_judgement_from(row: AnyRow) -> ActorJudgement:
    """Return the judgement of a row."""
    return ActorJudgement(
        id=row.id,
        decision=ActorDecision(row.decision),
        actor=row.actor,
        others=tuple(row.others),
        holders=tuple((name, party) for name, party in row.holders),
        name=row.name,
        who=row.who,
        when=row.when,
        undoes=row.undoes,
    )
