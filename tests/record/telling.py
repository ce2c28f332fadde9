"""Stances as articles tell them, in few words, and any number of them for property tests."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from onrecord.record.index import Cell, PositionIndex
from onrecord.record.positions import Position, SubjectKind
from onrecord.records import Condition, Span, Stance, Told, When
from onrecord.vocabulary import Act, ConditionKind

SHIPS = "send ships"


def day(number: int) -> date:
    return date(2025, 5, number)


def told(
    act: Act,
    article: str,
    published: date | None = None,
    *,
    holder: str = "Davor Melnar",
    party: str | None = "Valdrania",
    measure: str = SHIPS,
    outlet: str | None = None,
    copy_of: str | None = None,
    via: tuple[str, ...] = (),
    when: When | None = None,
    updated: date | None = None,
    order: int = 0,
    words: str = "",
    conditions: tuple[tuple[str, ConditionKind | None], ...] = (),
    target: str | None = None,
    confidence: float = 0.8,
    page: str | None = None,
) -> Told:
    """A stance; its id is made of where it stands, its outlet is the article's name if none is given."""
    stance = Stance(
        id=f"p{order}",
        evidence=Span(order, order + 20),
        holder=holder,
        party=party,
        act=act,
        measure=measure,
        codebook=None,
        target=target,
        conditions=tuple(Condition(order, order + len(words), kind) for words, kind in conditions),
        via=via,
        from_statement=None,
        when=when,
        confidence=confidence,
    )
    condition_words = tuple(words for words, _ in conditions)
    return Told(
        stance,
        article,
        page or f"{article}.html",
        outlet or f"{article} Post",
        published,
        updated,
        copy_of,
        order,
        words,
        condition_words,
    )


def said_on(value: date | None) -> When:
    return When(value, 0, 5)


def cell(key: str = "davor melnar", measure: str = SHIPS, kind: SubjectKind = SubjectKind.ACTOR) -> Cell:
    return Cell(kind, key, measure)


def position(*tellings: Told, at: Cell | None = None, as_of: date | None = None) -> Position:
    found = PositionIndex(tellings).position(at or cell(), as_of)
    assert found is not None
    return found


ARTICLES = ("gull", "heron", "ibis", "jay", "kite")
HOLDERS = (
    ("Davor Melnar", "Valdrania"),
    ("Melnar", "Valdrania"),
    ("Melnar", None),
    ("President Melnar", "Valdrania"),
    ("Ilse Melnar", "Valdrania"),
    ("Ilse Melnar", "Karsova"),
    ("Karsova", "Karsova"),
    ("the karsova", "Karsova"),
    ("the envoys", None),
    ("the envoys", "Karsova"),
)


@st.composite
def records(draw: st.DrawFn, most: int = 14) -> list[Told]:
    """What a few articles tell: few actors, measures and days, so that much of it meets. Copies may go in a ring."""
    days = st.none() | st.dates(day(1), day(6))
    published = {article: draw(days) for article in ARTICLES}
    outlets = {article: draw(st.none() | st.sampled_from(["Post", "Times", "Echo"])) for article in ARTICLES}
    originals = {article: draw(st.none() | st.sampled_from(ARTICLES)) for article in ARTICLES}
    tellings = []
    for order in range(draw(st.integers(0, most))):
        article = draw(st.sampled_from(ARTICLES))
        holder, party = draw(st.sampled_from(HOLDERS))
        stance = Stance(
            id=f"p{order}",
            evidence=Span(order, order + 20),
            holder=holder,
            party=party,
            act=draw(st.sampled_from(Act)),
            measure=draw(st.sampled_from([SHIPS, "Send  ships", "lend money"])),
            codebook=draw(st.sampled_from([None, None, "lend money"])),
            target=draw(st.sampled_from([None, "Karsova", "karsova"])),
            conditions=tuple(
                Condition(0, 4, draw(st.sampled_from([None, *ConditionKind]))) for _ in range(draw(st.integers(0, 1)))
            ),
            via=draw(st.sampled_from([(), (), (), ("Coll Hargrave",), ("Ada Marlow", "Coll Hargrave")])),
            from_statement=None,
            when=draw(st.none() | st.none() | st.builds(said_on, days)),
            confidence=draw(st.sampled_from([0.5, 0.75, 1.0])),
        )
        tellings.append(
            Told(
                stance,
                article,
                draw(st.sampled_from([f"{article}.html", f"{article}.txt"])),
                outlets[article],
                published[article],
                None,
                originals[article],
                order,
                draw(st.sampled_from(["", "initially", "it now will", "at first, yes"])),
                tuple("once it rains" for _ in stance.conditions),
            )
        )
    return tellings


def everything(index: PositionIndex) -> dict[Cell, object]:
    """All that an index says, for comparing two of them."""
    return {
        each: (index.position(each), index.history(each), index.position(each, day(3)))
        for kind in SubjectKind
        for each in index.cells(kind)
    }
