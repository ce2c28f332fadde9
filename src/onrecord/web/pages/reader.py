"""An article to read: its text with what was found in it marked, the list beside it, its versions and copies."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from onrecord.records import Article, Reading, Span, Taken
from onrecord.store import Story
from onrecord.store.kin import Kin
from onrecord.store.search import terms_of
from onrecord.vocabulary import BlockKind
from onrecord.web.asking import Asked, Missing, Parameter
from onrecord.web.context import found_in
from onrecord.web.live import Current
from onrecord.web.marking import Mark, Piece, as_html, pieces
from onrecord.web.pages.findings import (
    StanceLine,
    StatementLine,
    stance_lines,
    stance_marks,
    statement_lines,
    statement_marks,
)
from onrecord.web.review.applied import Reviewed, reviewed
from onrecord.web.views import View, routes_of
from onrecord.wire import reading_to_json

SHOW = Parameter("show", "what is marked; for HTML only", choices=("all", "statements", "stances", "nothing"))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the article with its marks. ``number`` counts from 0, and is part of its address: ``#b0``."""

    number: int
    kind: BlockKind
    span: Span
    pieces: tuple[Piece, ...]

    @property
    def marked(self) -> Markup:
        """The block as HTML."""
        return as_html(self.pieces)


@dataclass(frozen=True, slots=True)
class ReaderPage:
    """An article with what was found in it, and in ``notes`` who says so: the machine, or a
    person. ``original`` is the article that it takes from, with how much.

    ``story`` is that of the event that it reports, ``None`` for an earlier version of an article.
    """

    reading: Reading
    notes: Reviewed
    show: str
    paragraphs: tuple[Paragraph, ...]
    statements: tuple[StatementLine, ...]
    stances: tuple[StanceLine, ...]
    kin: Kin
    original: tuple[str, Taken] | None
    story: Story | None

    @property
    def article(self) -> Article:
        """The article."""
        return self.reading.article

    @property
    def title(self) -> str:
        """The headline, or what else there is to call it."""
        return self.article.title or f"Article {self.article.id}"

    @property
    def has_headline(self) -> bool:
        """Tell whether the text itself begins with a headline."""
        return any(paragraph.kind is BlockKind.HEADLINE for paragraph in self.paragraphs)

    def as_json(self) -> dict[str, Any]:
        """Give the reading, schema ``onrecord/1``; ``decided`` tells by their ids who stands by findings."""
        ids = [*(each.id for each in self.reading.stances), *(each.id for each in self.reading.statements)]
        noted = zip(ids, (*self.notes.stances, *self.notes.statements), strict=True)
        decided = {id_: note.words for id_, note in noted if note.person}
        return reading_to_json(self.reading) | ({"decided": decided} if decided else {})

    def columns(self) -> Sequence[str]:
        """The columns of the table of findings."""
        return (
            *("article", "finding", "id", "who", "party", "kind", "polarity", "act", "measure", "codebook", "target"),
            *("conditions", "via", "when", "start", "end", "words", "confidence"),
        )

    def rows(self) -> Iterator[Sequence[object]]:
        """Yield a line for each statement and each stance; ``start`` and ``end`` are code points into the text."""
        article = self.article.id
        for line in self.statements:
            said = line.statement
            spans = sorted((*said.content, *said.cue))
            start, end = (spans[0].start, max(span.end for span in spans)) if spans else (None, None)
            when = said.when.value if said.when else None
            yield (
                *(article, "statement", said.id, said.name, said.party, said.kind, said.polarity, None, None, None),
                *(None, (), (), when, start, end, line.content, said.confidence),
            )
        for each in self.stances:
            held = each.stance
            when = held.when.value if held.when else None
            conditions = tuple(words for _, words in each.conditions)
            yield (
                *(article, "stance", held.id, held.holder, held.party, None, None, held.act, held.measure),
                *(held.codebook, held.target, conditions, held.via, when, held.evidence.start, held.evidence.end),
                *(each.evidence, held.confidence),
            )


def reader(asked: Asked) -> ReaderPage:
    """Fill the page of an article; raise :class:`~onrecord.web.asking.Missing` if there is none with that id."""
    article, show = asked.path["article"], asked.choice("show", "all")
    read, original = _reading(asked.current, article)
    after = reviewed(asked.current.desk, read)
    reading = after.reading
    marks = list(statement_marks(reading)) if show in ("all", "statements") else []
    marks += stance_marks(reading) if show in ("all", "stances") else []
    hits = found_in(reading.article.text, terms_of(asked.one("q") or ""))
    marks += [Mark(span, "hit", "found") for span in hits]
    return ReaderPage(
        reading=reading,
        notes=after,
        show=show,
        paragraphs=tuple(paragraphs(reading.article, marks)),
        statements=statement_lines(reading),
        stances=stance_lines(reading, dict(asked.current.recorded.labels)),
        kin=asked.current.store.family.of(reading.article.id),
        original=original,
        story=asked.current.stories.by_article.get(reading.article.id),
    )


def paragraphs(article: Article, marks: Sequence[Mark]) -> Iterator[Paragraph]:
    """Yield the blocks of an article with their marks; text that is in no block stands as paragraphs of its own."""
    blocks = list(_blocks(article))
    starts, ends = [span.start for _, span in blocks], [span.end for _, span in blocks]
    here: list[list[Mark]] = [[] for _ in blocks]
    for mark in marks:
        for number in range(bisect_right(ends, mark.span.start), bisect_left(starts, mark.span.end)):
            here[number].append(mark)
    begun: set[int] = set()
    for number, (kind, span) in enumerate(blocks):
        yield Paragraph(number, kind, span, pieces(article.text, span, here[number], begun))


def block_at(article: Article, place: int) -> int:
    """Give the number of the block in which a place of the text stands, or of the one before it."""
    starts = [span.start for _, span in _blocks(article)]
    return max(bisect_right(starts, place) - 1, 0)


def _blocks(article: Article) -> Iterator[tuple[BlockKind, Span]]:
    """The blocks, and between them what is more than empty lines; nothing of the text is left out, nothing shown twice."""
    place = 0
    for block in sorted(article.blocks, key=lambda block: (block.start, block.end)):
        yield from _between(article.text, place, block.start)
        if block.end > place:
            yield block.kind, Span(max(block.start, place), block.end)
            place = block.end
    yield from _between(article.text, place, len(article.text))


def _between(text: str, start: int, end: int) -> Iterator[tuple[BlockKind, Span]]:
    if start < end and text[start:end].strip():
        yield BlockKind.PARAGRAPH, Span(start, end)


def _reading(current: Current, article: str) -> tuple[Reading, tuple[str, Taken] | None]:
    """The reading to show: the current one, or of a version that is not current any more the latest."""
    view = current.store.view
    found = view.readings_called([article]).get(article)
    if found is None:
        raise Missing(f"there is no article {article!r} in the record")
    return found, view.taken(article)


routes = routes_of(
    View(
        path="/articles/{article:path}",
        name="article",
        summary="An article, with its statements and stances",
        gives="the reading of the article, schema onrecord/1",
        template="reader.html",
        page=reader,
        parameters=(SHOW, Parameter("q", "words that were searched for, to be marked; for HTML only")),
    )
)
