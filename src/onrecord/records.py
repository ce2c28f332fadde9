"""The records that pass between the rooms: what a page, an article, a statement and a stance are.

Everything here is a frozen dataclass. Offsets are code points into ``Article.text``; ``end`` is exclusive, so
``text[span.start:span.end]`` is the quotation. ``None`` means that the text leaves it open; it is never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from onrecord.vocabulary import Act, BlockKind, Polarity, QuotationKind


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text: ``0 <= start <= end``, code points, ``end`` exclusive."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def quote(self, text: str) -> str:
        """Return the words of ``text`` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Tell whether ``other`` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Block:
    """A headline, summary point, heading, paragraph or caption of an article, as a stretch of its text."""

    kind: BlockKind
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The block's place in the text."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date and the words or markup that it was taken from, for instance ``JSON-LD datePublished``."""

    value: date
    evidence: str


@dataclass(frozen=True, slots=True)
class Given:
    """What a user or a source says of a page beforehand; what is given goes before what the page shows."""

    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: Dated | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes as they were saved.

    ``address`` is the path or the address it came from, ``media_type`` one of ``text/html``, ``text/plain`` and
    ``text/x-article`` (plain text known to be one clean article), or ``None`` where the bytes must tell.
    """

    address: str
    content: bytes
    media_type: str | None = None
    retrieved: datetime | None = None
    given: Given = Given()


@dataclass(frozen=True, slots=True)
class Article:
    """One report. Its text never changes; a changed report is another version with another id.

    ``text`` begins with the headline, if there is one, on a line of its own; blocks are separated by an empty line.
    """

    id: str
    page: str
    text: str
    blocks: tuple[Block, ...]
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    agency: str | None = None
    dateline: str | None = None
    published: Dated | None = None
    updated: Dated | None = None
    language: str | None = None
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """The time that a statement's words give: ``value`` is ``None`` where they cannot be resolved to a date."""

    value: date | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """Words, belief or intention attributed to a source. ``confidence`` is a calibrated probability of being right."""

    id: str
    source: Span | None
    name: str | None
    party: str | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: QuotationKind
    polarity: Polarity
    within: str | None
    when: When | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Stance:
    """An actor's act on a measure, with its conditions and the words that show it."""

    id: str
    evidence: Span
    holder: str
    party: str | None
    act: Act
    measure: str
    codebook: str | None
    target: str | None
    conditions: tuple[Span, ...]
    via: tuple[str, ...]
    from_statement: str | None
    when: When | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in one article. ``reader`` names the reader and its version."""

    article: Article
    statements: tuple[Statement, ...]
    stances: tuple[Stance, ...]
    reader: str
