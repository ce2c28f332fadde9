"""Marks laid over a text: spans that nest, touch and cross, as elements that nest.

Marks that cross are cut: where one ends that another one within it outlives, the inner one is closed and opened again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from onrecord.records import Span


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding that a mark belongs to: its number in the list, and the ids of its words in the text and in the list."""

    number: str
    mark_id: str
    list_id: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a text that play a role: ``name`` says which, and of what; ``links`` lead to the list beside the text."""

    span: Span
    role: str
    name: str
    links: tuple[Numbered, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """A mark begins here; ``again`` if it was cut and this is not its first piece."""

    mark: Mark
    again: bool


@dataclass(frozen=True, slots=True)
class Closed:
    """The mark that was opened last ends here."""


@dataclass(frozen=True, slots=True)
class Words:
    """Text between marks' beginnings and ends."""

    words: str


Piece = Opened | Closed | Words


def pieces(text: str, within: Span, marks: Iterable[Mark], begun: set[int] | None = None) -> tuple[Piece, ...]:
    """Cut a stretch of a text, such as a paragraph, into words and the beginnings and ends of marks.

    Marks are cut at the edges of the stretch; empty ones and those that lie elsewhere are left out. ``begun`` holds the
    identities of marks that have begun in an earlier stretch, and is added to. The words of all pieces together are the
    stretch, whatever the marks.
    """
    known = begun if begun is not None else set()
    inside = sorted(
        (mark for mark in marks if max(mark.span.start, within.start) < min(mark.span.end, within.end)),
        key=lambda mark: (max(mark.span.start, within.start), -min(mark.span.end, within.end)),
    )
    return tuple(_laid(text, within, inside, known))


def as_html(laid: Iterable[Piece]) -> Markup:
    """Write pieces as HTML: each mark an element with its name, and at its beginning the links to the list.

    What every word of an article passes through is not left to a template, which would take several times as long.
    """
    return Markup("".join(_written(piece) for piece in laid))


def _written(piece: Piece) -> str:
    if isinstance(piece, Words):
        return escape(piece.words)
    if isinstance(piece, Closed):
        return "</mark>"
    role, name = escape(piece.mark.role), escape(piece.mark.name)
    if piece.again:
        return f'<mark class="{role} again" data-name="{name}, continued">'
    links = "".join(_link(each, name) for each in piece.mark.links)
    return f'<mark class="{role}" data-name="{name}">{links}'


def _link(to: Numbered, name: Markup) -> str:
    where = f'id="{escape(to.mark_id)}" href="#{escape(to.list_id)}"'
    return f'<a class="no" {where} data-no="{escape(to.number)}" aria-label="{name}: to the list"></a>'


def _laid(text: str, within: Span, marks: Sequence[Mark], begun: set[int]) -> Iterator[Piece]:
    edges = {within.start, within.end}
    for mark in marks:
        edges |= {max(mark.span.start, within.start), min(mark.span.end, within.end)}
    opened: list[Mark] = []
    waiting = list(reversed(marks))
    ordered = sorted(edges)
    for place, following in zip(ordered, [*ordered[1:], within.end], strict=True):
        yield from _end(opened, place, within)
        while waiting and max(waiting[-1].span.start, within.start) == place:
            mark = waiting.pop()
            yield from _begin(opened, mark, begun)
        if following > place:
            yield Words(text[place:following])


def _end(opened: list[Mark], place: int, within: Span) -> Iterator[Piece]:
    """Close the marks that end at a place, and open again those within them that go on."""
    ending = [number for number, mark in enumerate(opened) if min(mark.span.end, within.end) <= place]
    if not ending:
        return
    lasting = [mark for mark in opened[ending[0] :] if min(mark.span.end, within.end) > place]
    yield from (Closed() for _ in opened[ending[0] :])
    del opened[ending[0] :]
    for mark in lasting:
        opened.append(mark)
        yield Opened(mark, again=True)


def _begin(opened: list[Mark], mark: Mark, begun: set[int]) -> Iterator[Piece]:
    again = id(mark) in begun
    begun.add(id(mark))
    opened.append(mark)
    yield Opened(mark, again=again)
