"""Attributions to statements: spans made tidy, quotations that go on, nesting, names, times and confidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

from onrecord.reading.actors import Document, Mention, resolve
from onrecord.reading.attribution import Attribution
from onrecord.reading.confidence import Calibration, confidence_of, logit
from onrecord.reading.quotes import Quotation, kind_of
from onrecord.reading.segments import Sentence
from onrecord.reading.times import when_of
from onrecord.records import Article, Block, Span, Statement
from onrecord.vocabulary import BlockKind, Polarity

_OUTSIDE = re.compile(r"[\s,;:.–—-]+\Z")
_LEADING = re.compile(r"\A[\s,;:.–—-]+")
_WORD = re.compile(r"\w")
_OPENING, _CLOSING = '"“„«', "\"”’'»"

EVIDENCE = ("cue", "source", "content", "weakest word", "without source", "length of content")
"""What a statement's confidence is computed from: log-odds of the network's probabilities, and two facts."""

_STUB = re.compile(r"(?:the|an?|mrs?|ms|dr|sen|rep|gen|gov)\.?", re.I)
_AFTER_STUB = re.compile(r"\.?(?:\s+[A-Z][\w’'-]*)+|\s+[a-z][\w-]*")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What statements are made from, besides the attributions: the article and what was computed of it once."""

    article: Article
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    document: Document


def statements_of(
    found: Sequence[Attribution], around: Surroundings, calibration: Calibration
) -> tuple[Statement, ...]:
    """Make statements, in the order of their first words, with ids ``t1``, ``t2``, …

    Attributions that are more likely wrong than the calibration's ``least`` allows are left out.
    """
    likely = [(a, confidence_of(evidence_of(a), calibration)) for a in assembled(found, around)]
    likely = [(a, confidence) for a, confidence in likely if confidence >= calibration.least]
    whole = [a for a, _ in likely]
    names = resolve(around.document, [Mention(a.source, (a.cue,), a.content) for a in whole])
    published = around.article.published
    text = around.article.text
    statements = []
    for number, ((attribution, confidence), identity) in enumerate(zip(likely, names, strict=True), 1):
        within = _innermost(attribution, whole)
        sentence = around.sentences[around.document.sentence_at(attribution.cue.start)]
        statements.append(
            Statement(
                id=f"t{number}",
                source=attribution.source,
                name=identity.name,
                party=identity.party,
                cue=(attribution.cue,),
                content=attribution.content,
                kind=kind_of(attribution.content, around.quotations, text),
                polarity=attribution.polarity,
                within=None if within is None else f"t{within + 1}",
                when=when_of(text, sentence.span, attribution.content, published.value if published else None),
                confidence=confidence,
            )
        )
    return tuple(statements)


def assembled(found: Sequence[Attribution], around: Surroundings) -> list[Attribution]:
    """Return the attributions tidied and with the quotations that go on, in the order of their first words."""
    placed = [_placed(attribution, around.article.blocks) for attribution in found]
    tidied = [_tidy(attribution, around.article.text, around.quotations) for attribution in placed]
    whole = _continued([a for a in tidied if a is not None], around)
    return sorted(whole, key=lambda a: (_first(a), a.cue.start))


def evidence_of(attribution: Attribution) -> tuple[float, ...]:
    """Return what the confidence of an attribution is computed from, as ``EVIDENCE`` names it."""
    words = sum(piece.end - piece.start for piece in attribution.content) / 6
    return (
        *(logit(probability) for probability in attribution.evidence),
        float(attribution.source is None),
        log(1 + words),
    )


def _first(attribution: Attribution) -> int:
    spans = [attribution.cue, *attribution.content]
    if attribution.source is not None:
        spans.append(attribution.source)
    return min(span.start for span in spans)


def _placed(attribution: Attribution, blocks: Sequence[Block]) -> Attribution:
    """Keep content where it may stand: a headline, heading, point or caption speaks for itself alone, and paragraphs go
    on over whatever lies between them without it. Pieces are cut where a block ends.
    """
    home = next((block for block in blocks if block.span.contains(attribution.cue)), None)
    if home is None:
        return attribution
    open_to = [home] if home.kind is not BlockKind.PARAGRAPH else [b for b in blocks if b.kind is BlockKind.PARAGRAPH]
    pieces = [
        Span(max(piece.start, block.start), min(piece.end, block.end))
        for piece in attribution.content
        for block in open_to
        if piece.overlaps(block.span)
    ]
    return replace(attribution, content=tuple(pieces))


def _tidy(attribution: Attribution, text: str, quotations: Sequence[Quotation]) -> Attribution | None:
    """Take whole pairs of quotation marks into the content, leave out what only separates it.

    ``None`` where no content is left, unless the source is said to withhold one ("declined to comment").
    """
    pieces = [tidied for piece in attribution.content if (tidied := _tidy_piece(piece, text, quotations)) is not None]
    if not pieces and attribution.polarity is not Polarity.WITHHELD:
        return None
    source = attribution.source and _whole_source(attribution.source, text)
    return replace(attribution, source=source, content=tuple(pieces))


def _whole_source(source: Span, text: str) -> Span:
    """Take in the name or noun after a source that is an article or a title alone ("Mr" of "Mr. Fenn")."""
    if _STUB.fullmatch(text, source.start, source.end) is None:
        return source
    name = _AFTER_STUB.match(text, source.end)
    return source if name is None else Span(source.start, name.end())


def _tidy_piece(piece: Span, text: str, quotations: Sequence[Quotation]) -> Span | None:
    start, end = piece.start, piece.end
    for quotation in quotations:
        if quotation.span.start >= end or quotation.span.end <= start:
            continue
        if quotation.inner.start == start and quotation.span.end <= end + 3:
            start = quotation.span.start
        if start <= quotation.span.start and not text[end : quotation.span.end].strip(".,!?;:" + _CLOSING):
            end = max(end, quotation.span.end)
    start, end = _without_stray_marks(Span(start, end), text, quotations)
    body = text[start:end]
    around = next((q.span for q in quotations if q.span.start <= start and end <= q.span.end), None)
    if around is None:
        end -= len(body) - len(_OUTSIDE.sub("", body))
    else:  # a full stop inside quotation marks stays
        end -= len(body) - len(body.rstrip(" ,;:–—-"))
        end += end < around.end and text[end] in ".!?"
    body = text[start:end]
    start += len(body) - len(_LEADING.sub("", body))
    if start >= end or not _WORD.search(text, start, end):
        return None
    return Span(start, end)


def _without_stray_marks(piece: Span, text: str, quotations: Sequence[Quotation]) -> tuple[int, int]:
    """Return the start and end of a piece without marks that were set twice around its first or last quotation."""
    inside = [q.span for q in quotations if piece.contains(q.span)]
    start = min((span.start for span in inside), default=piece.start)
    end = max((span.end for span in inside), default=piece.end)
    return (
        piece.start if text[piece.start : start].strip(_OPENING + " ") else start,
        piece.end if text[end : piece.end].strip(_CLOSING + " ") else end,
    )


def _continued(found: Sequence[Attribution], around: Surroundings) -> list[Attribution]:
    """Add sentences that stand wholly in quotation marks, with no cue of their own, to the statement before them.

    As the guidelines say: the quotation before must end, or go on, right where such a sentence begins.
    """
    whole = list(found)
    taken = sorted((span, n) for n, a in enumerate(whole) for span in (a.cue, *a.content))
    outer = [q.span for q in around.quotations if q.depth == 0 and not q.single]
    speaker: int | None = None
    beside = {n for n, block in enumerate(around.article.blocks) if block.kind is not BlockKind.PARAGRAPH}
    for sentence in around.sentences:
        if sentence.block in beside:
            continue
        touching = [n for span, n in taken if span.overlaps(sentence.span)]
        quoted = _within_one(outer, sentence.span, around.article.text)
        if touching:
            direct = [n for n in touching if any(_shares(outer, c, sentence.span) for c in whole[n].content)]
            speaker = direct[-1] if direct else None
        elif quoted is not None and speaker is not None:
            grown = sorted({*whole[speaker].content, quoted})
            whole[speaker] = replace(whole[speaker], content=tuple(grown))
        else:
            speaker = None
    return whole


def _shares(outer: Sequence[Span], content: Span, sentence: Span) -> bool:
    """Tell whether a content piece stands in quotation marks within a sentence."""
    return content.overlaps(sentence) and any(span.overlaps(content) and span.overlaps(sentence) for span in outer)


def _within_one(outer: Sequence[Span], sentence: Span, text: str) -> Span | None:
    """Return the sentence's span if all its words lie in one quotation."""
    for span in outer:
        if span.overlaps(sentence):
            before, after = text[sentence.start : span.start], text[span.end : sentence.end]
            if not _WORD.search(before if span.start > sentence.start else "") and not _WORD.search(
                after if span.end < sentence.end else ""
            ):
                return Span(max(sentence.start, span.start), min(sentence.end, max(span.end, sentence.start + 1)))
    return None


def _innermost(attribution: Attribution, whole: Sequence[Attribution]) -> int | None:
    """Return the index of the statement with the smallest content that holds this one's cue."""
    best: tuple[int, int] | None = None
    for n, other in enumerate(whole):
        if other is attribution:
            continue
        for piece in other.content:
            if piece.contains(attribution.cue):
                size = piece.end - piece.start
                if best is None or size < best[0]:
                    best = (size, n)
    return None if best is None else best[1]
