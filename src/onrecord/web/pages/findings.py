"""The statements and stances of an article, as they stand in the list beside it and as marks in its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.records import Reading, Span, Stance, Statement
from onrecord.signs import SIGNS
from onrecord.web.marking import Mark, Numbered
from onrecord.web.pages.addresses import list_id, mark_id


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A statement in the list: its number, what it quotes, and the number of the one whose content it stands in."""

    number: str
    list_id: str
    mark_id: str
    statement: Statement
    source: str | None
    cue: str
    content: str
    when: str | None
    within: Numbered | None


@dataclass(frozen=True, slots=True)
class StanceLine:
    """A stance in the list: its number, its sign, what it quotes, and the number of the statement it was read from."""

    number: str
    list_id: str
    mark_id: str
    stance: Stance
    sign: str
    label: str
    evidence: str
    conditions: tuple[tuple[str, str], ...]
    when: str | None
    said_in: Numbered | None


def statement_lines(reading: Reading) -> tuple[StatementLine, ...]:
    """Give the statements in their order; they are numbered 1, 2, …"""
    text, numbers = reading.article.text, _numbers(reading.statements)
    return tuple(
        StatementLine(
            number=numbers[each.id].number,
            list_id=list_id(each.id),
            mark_id=mark_id(each.id),
            statement=each,
            source=each.source.quote(text) if each.source else None,
            cue=" … ".join(span.quote(text) for span in each.cue),
            content=" … ".join(span.quote(text) for span in each.content),
            when=text[each.when.start : each.when.end] if each.when else None,
            within=numbers.get(each.within) if each.within else None,
        )
        for each in reading.statements
    )


def stance_lines(reading: Reading, labels: dict[str, str]) -> tuple[StanceLine, ...]:
    """Give the stances in their order, numbered p1, p2, …; ``labels`` are what the codebook calls its measures."""
    text, numbers = reading.article.text, _numbers(reading.statements)
    return tuple(
        StanceLine(
            number=f"p{number}",
            list_id=list_id(each.id),
            mark_id=mark_id(each.id),
            stance=each,
            sign=SIGNS[each.act].mark,
            label=labels.get(each.codebook, each.codebook) if each.codebook else each.measure,
            evidence=each.evidence.quote(text),
            conditions=tuple(
                (str(condition.kind or "condition"), condition.span.quote(text)) for condition in each.conditions
            ),
            when=text[each.when.start : each.when.end] if each.when else None,
            said_in=numbers.get(each.from_statement) if each.from_statement else None,
        )
        for number, each in enumerate(reading.stances, start=1)
    )


def statement_marks(reading: Reading) -> Iterator[Mark]:
    """Yield the sources, cues and contents of statements; the first content, or else the cue or source, has the link."""
    for number, each in enumerate(reading.statements, start=1):
        link = (Numbered(str(number), mark_id(each.id), list_id(each.id)),)
        parts = [("content", span) for span in each.content] + [("cue", span) for span in each.cue]
        parts += [("source", each.source)] if each.source else []
        for place, (role, span) in enumerate(parts):
            yield Mark(span, role, f"{role} of statement {number}", link if place == 0 else ())


def stance_marks(reading: Reading) -> Iterator[Mark]:
    """Yield the words that show acts, name holders and say conditions; words that several stances share are one mark."""
    shared: dict[tuple[Span, str, str], list[Numbered]] = defaultdict(list)
    for number, each in enumerate(reading.stances, start=1):
        link = Numbered(f"p{number}", mark_id(each.id), list_id(each.id))
        shared[each.trigger or each.evidence, "act", str(each.act)].append(link)
        if each.mention:
            shared[each.mention, "holder", ""].append(link)
        for condition in each.conditions:
            shared[condition.span, "condition", ""].append(link)
    for (span, role, act), links in shared.items():
        numbers = ", ".join(link.number for link in links)
        name = f"{act}, stance {numbers}" if act else f"{role} of stance {numbers}"
        yield Mark(span, f"{role} {act}".strip(), name, tuple(links) if role == "act" else ())


def _numbers(statements: Sequence[Statement]) -> dict[str, Numbered]:
    return {
        each.id: Numbered(str(number), mark_id(each.id), list_id(each.id))
        for number, each in enumerate(statements, start=1)
    }
