"""Marks laid over a text: whatever they do to each other, the text stays and the elements nest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Span
from onrecord.web.marking import Closed, Mark, Opened, Piece, Words, pieces

TEXT = "The north shore said that the south shore would pay."


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, len(TEXT)))
    return Span(start, draw(st.integers(start, len(TEXT))))


@st.composite
def marks(draw: st.DrawFn) -> list[Mark]:
    return [
        Mark(span, f"role{number}", f"name{number}") for number, span in enumerate(draw(st.lists(spans(), max_size=8)))
    ]


def covered(laid: tuple[Piece, ...], start: int) -> dict[str, list[int]]:
    """The places of the text that each mark covers; fails if elements do not nest."""
    found: dict[str, list[int]] = {}
    opened: list[str] = []
    place = start
    for piece in laid:
        if isinstance(piece, Opened):
            opened.append(piece.mark.role)
        elif isinstance(piece, Closed):
            opened.pop()
        else:
            for role in opened:
                found.setdefault(role, []).extend(range(place, place + len(piece.words)))
            place += len(piece.words)
    assert opened == []
    return found


@given(marks(), spans())
def test_the_text_stays_and_each_mark_covers_its_words_and_no_others(laid: list[Mark], within: Span) -> None:
    found = pieces(TEXT, within, laid)

    assert "".join(piece.words for piece in found if isinstance(piece, Words)) == within.quote(TEXT)
    expected = {}
    for mark in laid:
        inside = range(max(mark.span.start, within.start), min(mark.span.end, within.end))
        if inside:
            expected[mark.role] = list(inside)
    assert covered(found, within.start) == expected


@given(marks(), st.integers(0, len(TEXT)))
def test_a_mark_begins_once_however_often_it_is_cut(laid: list[Mark], cut: int) -> None:
    begun: set[int] = set()
    found = [
        *pieces(TEXT, Span(0, cut), laid, begun),
        *pieces(TEXT, Span(cut, len(TEXT)), laid, begun),
    ]

    first = [piece.mark.role for piece in found if isinstance(piece, Opened) and not piece.again]
    assert sorted(first) == sorted(mark.role for mark in laid if mark.span.start < mark.span.end)


def test_a_mark_within_another_stands_within_it() -> None:
    outer, inner = Mark(Span(0, 20), "content", "outer"), Mark(Span(4, 9), "source", "inner")

    found = pieces(TEXT, Span(0, 20), [inner, outer])

    kinds = [piece.mark.name if isinstance(piece, Opened) else piece for piece in found]
    assert kinds == ["outer", Words("The "), "inner", Words("north"), Closed(), Words(" shore said"), Closed()]
