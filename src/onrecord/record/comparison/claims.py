"""Claims: what one report says of who said what and who stands where, in one form, so that two reports can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onrecord.reading.quotes import Quotation, quotations
from onrecord.records import Article, Reading, Span, Stance, Statement
from onrecord.vocabulary import Act, Polarity

_BETWEEN = " … "


class ClaimKind(StrEnum):
    """Whether a claim is a stance or a statement of the reading that it comes from."""

    STANCE = "stance"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Claim:
    """A stance or a statement, as a comparison sees it.

    ``id`` is its id in the reading; ``spans`` are the places in the article's text that ``words`` quote, for a stance its
    evidence, for a statement its content, or its cue where nothing is told of the content ("declined to comment").
    ``holder`` is ``None`` for a statement whose source is not named; ``act`` and ``measure`` are ``None`` for a statement.
    ``quoted`` are the pieces of ``words`` that stand in quotation marks. ``via`` names who reports it, outermost first.
    ``around`` is the whole place in the text that shows it, source and cue included.
    """

    id: str
    kind: ClaimKind
    holder: str | None
    party: str | None
    act: Act | None
    measure: str | None
    target: str | None
    polarity: Polarity
    words: str
    spans: tuple[Span, ...]
    around: Span
    quoted: tuple[str, ...]
    conditions: tuple[str, ...]
    via: tuple[str, ...]
    when: date | None
    confidence: float


def claims_of(reading: Reading) -> tuple[Claim, ...]:
    """Return the claims of a reading in the order of its text; what shows no words at all is left out."""
    article = reading.article
    quoted = [each for each in quotations(article.text, article.blocks) if each.depth == 0]
    said = {statement.id: statement for statement in reading.statements}
    found = [_of_stance(stance, article, quoted) for stance in reading.stances]
    found += [_of_statement(statement, said, article, quoted) for statement in reading.statements]
    kept = [claim for claim in found if claim.words.strip()]
    return tuple(sorted(kept, key=lambda claim: (claim.around, claim.kind, claim.id)))


def _of_stance(stance: Stance, article: Article, quoted: list[Quotation]) -> Claim:
    text, spans = article.text, (stance.evidence,)
    return Claim(
        id=stance.id,
        kind=ClaimKind.STANCE,
        holder=stance.holder,
        party=stance.party,
        act=stance.act,
        measure=stance.measure,
        target=stance.target,
        polarity=Polarity.ASSERTED,
        words=stance.evidence.quote(text),
        spans=spans,
        around=stance.evidence,
        quoted=_quoted(spans, text, quoted),
        conditions=tuple([condition.span.quote(text) for condition in stance.conditions]),
        via=stance.via,
        when=stance.when.value if stance.when else None,
        confidence=stance.confidence,
    )


def _of_statement(
    statement: Statement, said: Mapping[str, Statement], article: Article, quoted: list[Quotation]
) -> Claim:
    text = article.text
    spans = statement.content or statement.cue
    parts = [*statement.content, *statement.cue, *([statement.source] if statement.source else [])]
    around = Span(min(part.start for part in parts), max(part.end for part in parts)) if parts else Span(0, 0)
    return Claim(
        id=statement.id,
        kind=ClaimKind.STATEMENT,
        holder=statement.name,
        party=statement.party,
        act=None,
        measure=None,
        target=None,
        polarity=statement.polarity,
        words=_BETWEEN.join(span.quote(text) for span in spans),
        spans=spans,
        around=around,
        quoted=_quoted(spans, text, quoted),
        conditions=(),
        via=_tellers(statement, said),
        when=statement.when.value if statement.when else None,
        confidence=statement.confidence,
    )


def _tellers(statement: Statement, said: Mapping[str, Statement]) -> tuple[str, ...]:
    """The names of those within whose words the statement stands, outermost first."""
    found: list[str] = []
    passed = {statement.id}
    outer = statement.within
    while outer is not None and outer in said and outer not in passed:
        passed.add(outer)
        name = said[outer].name
        if name is not None:
            found.append(name)
        outer = said[outer].within
    return tuple(reversed(found))


def _quoted(spans: tuple[Span, ...], text: str, quoted: list[Quotation]) -> tuple[str, ...]:
    """What of these places stands in quotation marks."""
    found = []
    for span in spans:
        for quotation in quoted:
            if quotation.inner.overlaps(span):
                inside = Span(max(span.start, quotation.inner.start), min(span.end, quotation.inner.end))
                found.append(inside.quote(text))
    return tuple(found)
