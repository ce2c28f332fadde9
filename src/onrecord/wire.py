"""A reading as JSON and back: schema ``onrecord/1``, one object for each article.

Every field is always there; a value that is missing is ``null``. Offsets are code points into ``article.text``.
The JSON has one field for the evidence of both dates, ``date_evidence``, written so that it can be taken apart again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from onrecord.records import Article, Block, Condition, Dated, Reading, Span, Stance, Statement, When
from onrecord.vocabulary import Act, BlockKind, ConditionKind, Polarity, QuotationKind

SCHEMA = "onrecord/1"

Json = dict[str, Any]

_SEPARATOR = re.compile(r"([\\;])")
_ESCAPED = r"\\\1"
_EVIDENCE = re.compile(r"(published|updated): ((?:[^\\;]|\\.)*)(?:; |$)", re.DOTALL)


def reading_to_json(reading: Reading) -> Json:
    """Return the reading as a dict that :func:`json.dumps` takes. The reader's name is not part of the schema."""
    return {
        "schema": SCHEMA,
        "article": article_to_json(reading.article),
        "statements": [statement_to_json(statement) for statement in reading.statements],
        "stances": [stance_to_json(stance) for stance in reading.stances],
    }


def reading_from_json(value: Mapping[str, Any], reader: str) -> Reading:
    """Return the reading that :func:`reading_to_json` wrote, as read by ``reader``; ``ValueError`` if it is none."""
    try:
        if value["schema"] != SCHEMA:
            raise ValueError(f"not of schema {SCHEMA}: {value['schema']!r}")
        return Reading(
            article=_article(value["article"]),
            statements=tuple(statement_from_json(item) for item in value["statements"]),
            stances=tuple(stance_from_json(item) for item in value["stances"]),
            reader=reader,
        )
    except KeyError as error:
        raise ValueError(f"not a reading: no field {error}") from error
    except (TypeError, AttributeError) as error:
        raise ValueError(f"not a reading: {error}") from error


def article_to_json(article: Article) -> Json:
    """Return the article as the schema has it."""
    return {
        "id": article.id,
        "page": article.page,
        "outlet": article.outlet,
        "title": article.title,
        "byline": article.byline,
        "agency": article.agency,
        "dateline": article.dateline,
        "published": _day(article.published),
        "updated": _day(article.updated),
        "date_evidence": _evidence(article),
        "language": article.language,
        "copy_of": article.copy_of,
        "text": article.text,
        "blocks": [{"kind": str(block.kind), "start": block.start, "end": block.end} for block in article.blocks],
    }


def statement_to_json(statement: Statement) -> Json:
    """Return the statement as the schema has it."""
    return {
        "id": statement.id,
        "source": _span_to_json(statement.source),
        "name": statement.name,
        "party": statement.party,
        "cue": _spans_to_json(statement.cue),
        "content": _spans_to_json(statement.content),
        "kind": str(statement.kind),
        "polarity": str(statement.polarity),
        "within": statement.within,
        "when": _when_to_json(statement.when),
        "confidence": statement.confidence,
    }


def stance_to_json(stance: Stance) -> Json:
    """Return the stance as the schema has it."""
    return {
        "id": stance.id,
        "evidence": _span_to_json(stance.evidence),
        "holder": stance.holder,
        "party": stance.party,
        "act": str(stance.act),
        "measure": stance.measure,
        "codebook": stance.codebook,
        "target": stance.target,
        "conditions": [_condition_to_json(condition) for condition in stance.conditions],
        "via": list(stance.via),
        "from": stance.from_statement,
        "when": _when_to_json(stance.when),
        "confidence": stance.confidence,
        "trigger": _span_to_json(stance.trigger),
        "mention": _span_to_json(stance.mention),
    }


def _article(value: Mapping[str, Any]) -> Article:
    evidence = _evidence_parts(value["date_evidence"])
    return Article(
        id=value["id"],
        page=value["page"],
        text=value["text"],
        blocks=tuple(Block(BlockKind(item["kind"]), item["start"], item["end"]) for item in value["blocks"]),
        outlet=value["outlet"],
        title=value["title"],
        byline=value["byline"],
        agency=value["agency"],
        dateline=value["dateline"],
        published=_dated(value["published"], evidence.get("published")),
        updated=_dated(value["updated"], evidence.get("updated")),
        language=value["language"],
        copy_of=value["copy_of"],
    )


def statement_from_json(value: Mapping[str, Any]) -> Statement:
    """Return the statement that :func:`statement_to_json` wrote; raises an error of Python's own where it is none."""
    return Statement(
        id=value["id"],
        source=_span_or_none(value["source"]),
        name=value["name"],
        party=value["party"],
        cue=_spans(value["cue"]),
        content=_spans(value["content"]),
        kind=QuotationKind(value["kind"]),
        polarity=Polarity(value["polarity"]),
        within=value["within"],
        when=_when(value["when"]),
        confidence=value["confidence"],
    )


def stance_from_json(value: Mapping[str, Any]) -> Stance:
    """Return the stance that :func:`stance_to_json` wrote.

    What version 1 did not have from the first may be absent: the kind of a condition, the trigger and the mention.
    Raises an error of Python's own where it is no stance.
    """
    return Stance(
        id=value["id"],
        evidence=_span(value["evidence"]),
        holder=value["holder"],
        party=value["party"],
        act=Act(value["act"]),
        measure=value["measure"],
        codebook=value["codebook"],
        target=value["target"],
        conditions=tuple(_condition(item) for item in value["conditions"]),
        via=tuple(value["via"]),
        from_statement=value["from"],
        when=_when(value["when"]),
        confidence=value["confidence"],
        trigger=_span_or_none(value.get("trigger")),
        mention=_span_or_none(value.get("mention")),
    )


def _span_to_json(span: Span | None) -> Json | None:
    return None if span is None else {"start": span.start, "end": span.end}


def _spans_to_json(spans: Sequence[Span]) -> list[Json | None]:
    return [_span_to_json(span) for span in spans]


def _condition_to_json(condition: Condition) -> Json:
    kind = None if condition.kind is None else str(condition.kind)
    return {"start": condition.start, "end": condition.end, "kind": kind}


def _when_to_json(when: When | None) -> Json | None:
    if when is None:
        return None
    value = None if when.value is None else when.value.isoformat()
    return {"value": value, "start": when.start, "end": when.end}


def _span(value: Mapping[str, Any]) -> Span:
    return Span(value["start"], value["end"])


def _span_or_none(value: Mapping[str, Any] | None) -> Span | None:
    return None if value is None else _span(value)


def _spans(values: Sequence[Mapping[str, Any]]) -> tuple[Span, ...]:
    return tuple(_span(value) for value in values)


def _condition(value: Mapping[str, Any]) -> Condition:
    kind = value.get("kind")
    return Condition(value["start"], value["end"], None if kind is None else ConditionKind(kind))


def _when(value: Mapping[str, Any] | None) -> When | None:
    if value is None:
        return None
    day = None if value["value"] is None else date.fromisoformat(value["value"])
    return When(day, value["start"], value["end"])


def _day(dated: Dated | None) -> str | None:
    return None if dated is None else dated.value.isoformat()


def _dated(day: str | None, evidence: str | None) -> Dated | None:
    return None if day is None else Dated(date.fromisoformat(day), evidence or "")


def _evidence(article: Article) -> str | None:
    """Return ``published: …; updated: …``, with ``;`` and the backslash escaped by a backslash within each part."""
    dates = (("published", article.published), ("updated", article.updated))
    parts = [f"{name}: {_SEPARATOR.sub(_ESCAPED, dated.evidence)}" for name, dated in dates if dated]
    return "; ".join(parts) or None


def _evidence_parts(evidence: str | None) -> dict[str, str]:
    """Take apart what :func:`_evidence` wrote; evidence that others wrote stands for both dates as it is."""
    if not evidence:
        return {}
    parts = {name: re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL) for name, part in _EVIDENCE.findall(evidence)}
    return parts or {"published": evidence, "updated": evidence}
