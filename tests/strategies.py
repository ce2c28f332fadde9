"""Readings of every shape for property tests: any text, spans anywhere within it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from onrecord.records import (
    Article,
    Block,
    Condition,
    Dated,
    Finding,
    Judgement,
    Reading,
    Span,
    Stance,
    Statement,
    When,
)
from onrecord.vocabulary import Act, BlockKind, ConditionKind, Decision, Polarity, QuotationKind

# What the store and JSON can hold: no lone surrogates, and no NUL, which ends a text in some databases.
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
maybe_words = st.none() | words
days = st.dates(date(1990, 1, 1), date(2099, 12, 31))
dated = st.builds(Dated, days, words)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC))
confidences = st.floats(0, 1)


def spans(length: int) -> st.SearchStrategy[Span]:
    """Spans within a text of ``length`` code points."""
    ends = st.tuples(st.integers(0, length), st.integers(0, length))
    return ends.map(lambda pair: Span(min(pair), max(pair)))


def whens(length: int) -> st.SearchStrategy[When]:
    """Times whose words lie within a text of ``length`` code points."""
    return st.builds(lambda day, span: When(day, span.start, span.end), st.none() | days, spans(length))


def conditions(length: int) -> st.SearchStrategy[Condition]:
    """Conditions of any kind within a text of ``length`` code points."""
    kinds = st.none() | st.sampled_from(ConditionKind)
    return st.builds(lambda span, kind: Condition(span.start, span.end, kind), spans(length), kinds)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """An article with any text and any blocks."""
    text = draw(words)
    blocks = draw(st.lists(st.tuples(st.sampled_from(BlockKind), spans(len(text))), max_size=4))
    return Article(
        id=draw(words),
        page=draw(words),
        text=text,
        blocks=tuple(Block(kind, span.start, span.end) for kind, span in blocks),
        outlet=draw(maybe_words),
        title=draw(maybe_words),
        byline=draw(maybe_words),
        agency=draw(maybe_words),
        dateline=draw(maybe_words),
        published=draw(st.none() | dated),
        updated=draw(st.none() | dated),
        language=draw(maybe_words),
        copy_of=draw(maybe_words),
    )


@st.composite
def stances(draw: st.DrawFn, length: int, id_: str, statement_ids: Sequence[str] = ()) -> Stance:
    """A stance with its spans within a text of ``length`` code points, read from one of the statements or from none."""
    places = spans(length)
    return Stance(
        id=id_,
        evidence=draw(places),
        holder=draw(words),
        party=draw(maybe_words),
        act=draw(st.sampled_from(Act)),
        measure=draw(words),
        codebook=draw(maybe_words),
        target=draw(maybe_words),
        conditions=draw(st.lists(conditions(length), max_size=3).map(tuple)),
        via=draw(st.lists(words, max_size=3).map(tuple)),
        from_statement=draw(st.none() | st.sampled_from(statement_ids) if statement_ids else st.none()),
        when=draw(st.none() | whens(length)),
        confidence=draw(confidences),
        trigger=draw(st.none() | places),
        mention=draw(st.none() | places),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A reading with up to four statements, stances and doubtful stances, whose ids are unique within it."""
    article = draw(articles())
    places = spans(len(article.text))
    many = st.lists(places, max_size=3).map(tuple)
    when = st.none() | whens(len(article.text))
    statement_ids = draw(st.lists(words, unique=True, max_size=4))
    stance_ids = draw(st.lists(words, unique=True, max_size=4))
    statements = tuple(
        Statement(
            id=id_,
            source=draw(st.none() | places),
            name=draw(maybe_words),
            party=draw(maybe_words),
            cue=draw(many),
            content=draw(many),
            kind=draw(st.sampled_from(QuotationKind)),
            polarity=draw(st.sampled_from(Polarity)),
            within=draw(st.none() | st.sampled_from(statement_ids)),
            when=draw(when),
            confidence=draw(confidences),
        )
        for id_ in statement_ids
    )
    found = tuple(draw(stances(len(article.text), id_, statement_ids)) for id_ in stance_ids)
    doubtful = tuple(draw(stances(len(article.text), f"d{number}")) for number in range(draw(st.integers(0, 4))))
    return Reading(article, statements, found, draw(words), doubtful)


@st.composite
def judgements(draw: st.DrawFn) -> Judgement:
    """A judgement of any kind but one that takes another back, for that must be there."""
    decision = draw(st.sampled_from([Decision.ACCEPT, Decision.REJECT, Decision.CORRECT, Decision.SKIP]))
    finding = Finding(draw(words), draw(spans(100)), draw(words), draw(st.sampled_from(Act)), draw(words))
    return Judgement(
        id=draw(words),
        finding=finding,
        decision=decision,
        stance=draw(stances(100, "p1")) if decision in (Decision.ACCEPT, Decision.CORRECT) else None,
        who=draw(words),
        when=draw(moments),
        undoes=None,
    )
