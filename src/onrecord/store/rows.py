"""Readings as rows of the tables, and rows as readings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row

from onrecord.records import (
    Article,
    Block,
    Condition,
    Dated,
    Finding,
    Judgement,
    Span,
    Stance,
    Statement,
    StoryJudgement,
    Taken,
    When,
)
from onrecord.store.versions import article_key, search_key
from onrecord.vocabulary import Act, BlockKind, ConditionKind, Decision, Polarity, QuotationKind
from onrecord.wire import stance_from_json, stance_to_json

Values = dict[str, Any]
AnyRow = Row[Any]


def article_values(article: Article, page: int, position: int) -> Values:
    """Return the row of ``article``, found as number ``position`` on the page with key ``page``."""
    return {
        "page": page,
        "key": article_key(article, position),
        "id": article.id,
        "outlet": article.outlet,
        "title": article.title,
        "byline": article.byline,
        "agency": article.agency,
        "dateline": article.dateline,
        **_dated_values("published", article.published),
        **_dated_values("updated", article.updated),
        "language": article.language,
        "copy_of": article.copy_of,
        "text": article.text,
    }


def block_values(blocks: Iterable[Block], article: int) -> list[Values]:
    """Return the rows of an article's blocks."""
    return [
        {"article": article, "position": position, "kind": str(block.kind), "start": block.start, "end": block.end}
        for position, block in enumerate(blocks)
    ]


def statement_values(statements: Iterable[Statement], reading: int) -> list[Values]:
    """Return the rows of a reading's statements."""
    return [
        {
            "reading": reading,
            "position": position,
            "id": statement.id,
            **_stretch_values("source", statement.source),
            "name": statement.name,
            "party": statement.party,
            "speaker_key": search_key(statement.name, statement.party),
            "kind": str(statement.kind),
            "polarity": str(statement.polarity),
            "within": statement.within,
            **_when_values(statement.when),
            "confidence": statement.confidence,
        }
        for position, statement in enumerate(statements)
    ]


def statement_span_values(statements: Iterable[Statement], reading: int) -> list[Values]:
    """Return the rows of the cues and contents of a reading's statements."""
    return [
        {"reading": reading, "statement": number, "role": role, "position": position} | _span_values(span)
        for number, statement in enumerate(statements)
        for role, spans in (("cue", statement.cue), ("content", statement.content))
        for position, span in enumerate(spans)
    ]


def stance_values(stances: Iterable[Stance], reading: int) -> list[Values]:
    """Return the rows of a reading's stances."""
    return [
        {
            "reading": reading,
            "position": position,
            "id": stance.id,
            **_stretch_values("evidence", stance.evidence),
            **_stretch_values("trigger", stance.trigger),
            **_stretch_values("mention", stance.mention),
            "holder": stance.holder,
            "party": stance.party,
            "holder_key": search_key(stance.holder, stance.party),
            "measure_key": search_key(stance.measure),
            "act": str(stance.act),
            "measure": stance.measure,
            "codebook": stance.codebook,
            "target": stance.target,
            "via": list(stance.via),
            "from_statement": stance.from_statement,
            **_when_values(stance.when),
            "confidence": stance.confidence,
        }
        for position, stance in enumerate(stances)
    ]


def doubtful_stance_values(stances: Iterable[Stance], reading: int) -> list[Values]:
    """Return the rows of a reading's doubtful stances, which have their conditions with them."""
    kept = list(stances)
    return [
        {**values, "conditions": [_condition_parts(condition) for condition in stance.conditions]}
        for stance, values in zip(kept, stance_values(kept, reading), strict=True)
    ]


def stance_condition_values(stances: Iterable[Stance], reading: int) -> list[Values]:
    """Return the rows of the conditions of a reading's stances."""
    return [
        {
            "reading": reading,
            "stance": number,
            "position": position,
            **_span_values(condition.span),
            "kind": None if condition.kind is None else str(condition.kind),
        }
        for number, stance in enumerate(stances)
        for position, condition in enumerate(stance.conditions)
    ]


def article_from(row: AnyRow, blocks: Iterable[AnyRow]) -> Article:
    """Return the article of a row that joins ``articles`` and the ``address`` of its page."""
    return Article(
        id=row.id,
        page=row.address,
        text=row.text,
        blocks=tuple(Block(BlockKind(block.kind), block.start, block.end) for block in blocks),
        outlet=row.outlet,
        title=row.title,
        byline=row.byline,
        agency=row.agency,
        dateline=row.dateline,
        published=_dated(row.published, row.published_evidence),
        updated=_dated(row.updated, row.updated_evidence),
        language=row.language,
        copy_of=row.copy_of,
    )


def statement_from(row: AnyRow, spans: Mapping[str, tuple[Span, ...]]) -> Statement:
    """Return the statement of a row, with its spans by role."""
    return Statement(
        id=row.id,
        source=_stretch(row.source_start, row.source_end),
        name=row.name,
        party=row.party,
        cue=spans.get("cue", ()),
        content=spans.get("content", ()),
        kind=QuotationKind(row.kind),
        polarity=Polarity(row.polarity),
        within=row.within,
        when=_when(row),
        confidence=row.confidence,
    )


def condition_from(row: AnyRow) -> Condition:
    """Return the condition of a row."""
    return Condition(row.start, row.end, None if row.kind is None else ConditionKind(row.kind))


def doubtful_stance_from(row: AnyRow) -> Stance:
    """Return the doubtful stance of a row."""
    found = [(start, end, None if kind is None else ConditionKind(kind)) for start, end, kind in row.conditions]
    return stance_from(row, tuple(Condition(*parts) for parts in found))


def stance_from(row: AnyRow, conditions: tuple[Condition, ...]) -> Stance:
    """Return the stance of a row, with its conditions."""
    return Stance(
        id=row.id,
        evidence=Span(row.evidence_start, row.evidence_end),
        holder=row.holder,
        party=row.party,
        act=Act(row.act),
        measure=row.measure,
        codebook=row.codebook,
        target=row.target,
        conditions=conditions,
        via=tuple(row.via) if row.via else (),
        from_statement=row.from_statement,
        when=_when(row),
        confidence=row.confidence,
        trigger=_stretch(row.trigger_start, row.trigger_end),
        mention=_stretch(row.mention_start, row.mention_end),
    )


def judgement_values(judgement: Judgement) -> Values:
    """Return the row of a judgement."""
    finding, stance = judgement.finding, judgement.stance
    return {
        "id": judgement.id,
        "article": finding.article,
        **_stretch_values("evidence", finding.evidence),
        "holder": finding.holder,
        "act": str(finding.act),
        "measure": finding.measure,
        "decision": str(judgement.decision),
        "stance": None if stance is None else stance_to_json(stance),
        "who": judgement.who,
        "when": judgement.when,
        "undoes": judgement.undoes,
    }


def judgement_from(row: AnyRow) -> Judgement:
    """Return the judgement of a row."""
    evidence = Span(row.evidence_start, row.evidence_end)
    return Judgement(
        id=row.id,
        finding=Finding(row.article, evidence, row.holder, Act(row.act), row.measure),
        decision=Decision(row.decision),
        stance=None if row.stance is None else stance_from_json(row.stance),
        who=row.who,
        when=row.when,
        undoes=row.undoes,
    )


def story_judgement_values(judgement: StoryJudgement) -> Values:
    """Return the row of a judgement on stories."""
    return {
        "id": judgement.id,
        "together": list(judgement.together),
        "apart": list(judgement.apart),
        "who": judgement.who,
        "when": judgement.when,
        "undoes": judgement.undoes,
    }


def story_judgement_from(row: AnyRow) -> StoryJudgement:
    """Return the judgement on stories of a row."""
    return StoryJudgement(row.id, tuple(row.together), tuple(row.apart), row.who, row.when, row.undoes)


def taken_values(taken: Taken, article: int, original: int) -> Values:
    """Return the row of what an article takes from another one; both are given by their keys."""
    parts = [[part.start, part.end] for part in taken.parts]
    return {"article": article, "original": original, "share": taken.share, "copy": taken.copy, "parts": parts}


def taken_from(row: AnyRow) -> Taken:
    """Return what an article takes, of a row."""
    return Taken(row.share, row.copy, tuple(Span(start, end) for start, end in row.parts))


def _condition_parts(condition: Condition) -> list[int | str | None]:
    return [condition.start, condition.end, None if condition.kind is None else str(condition.kind)]


def _span_values(span: Span) -> Values:
    return {"start": span.start, "end": span.end}


def _stretch_values(name: str, span: Span | None) -> Values:
    start, end = (None, None) if span is None else (span.start, span.end)
    return {f"{name}_start": start, f"{name}_end": end}


def _stretch(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)


def _when_values(when: When | None) -> Values:
    if when is None:
        return {"when_value": None, "when_start": None, "when_end": None}
    return {"when_value": when.value, "when_start": when.start, "when_end": when.end}


def _dated_values(name: str, dated: Dated | None) -> Values:
    value, evidence = (None, None) if dated is None else (dated.value, dated.evidence)
    return {name: value, f"{name}_evidence": evidence}


def _dated(value: date | None, evidence: str | None) -> Dated | None:
    return None if value is None else Dated(value, evidence or "")


def _when(row: AnyRow) -> When | None:
    return None if row.when_start is None else When(row.when_value, row.when_start, row.when_end)
