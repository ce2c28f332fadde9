"""The records that pass between the rooms: what a page, an article, a statement and a stance are.

Everything here is a frozen dataclass. Offsets are code points into ``Article.text``; ``end`` is exclusive, so
``text[span.start:span.end]`` is the quotation. ``None`` means that the text leaves it open; it is never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from onrecord.vocabulary import Act, ActorDecision, BlockKind, ConditionKind, Decision, Polarity, QuotationKind


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
class Taken:
    """What an article takes from another one, word for word.

    ``share`` is the part of the article's own prose, from 0 to 1, that stands in the other one; ``copy`` tells whether
    that makes it a copy of the other one. ``parts`` are its blocks that are taken, in their order.
    """

    share: float
    copy: bool
    parts: tuple[Span, ...]


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
class Condition:
    """Words on which a stance depends ("once parliament agrees"); ``kind`` is ``None`` where the words leave it open."""

    start: int
    end: int
    kind: ConditionKind | None = None

    @property
    def span(self) -> Span:
        """The condition's place in the text."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Stance:
    """An actor's act on a measure, with its conditions and the words that show it.

    ``evidence`` is the clause or sentence, ``trigger`` the words in it that show the act ("ruled out"), ``mention`` the
    words that name the holder beside it. ``via`` names who reports it, outermost first, if neither the holder nor the
    outlet does.
    """

    id: str
    evidence: Span
    holder: str
    party: str | None
    act: Act
    measure: str
    codebook: str | None
    target: str | None
    conditions: tuple[Condition, ...]
    via: tuple[str, ...]
    from_statement: str | None
    when: When | None
    confidence: float
    trigger: Span | None = None
    mention: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in one article. ``reader`` names the reader and its version.

    ``doubtful`` are stances that are too unlikely to count, but likely enough for a reviewer to look at; none of them
    has evidence, holder and act in common with one of ``stances``.
    """

    article: Article
    statements: tuple[Statement, ...]
    stances: tuple[Stance, ...]
    reader: str
    doubtful: tuple[Stance, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Which stance a judgement is about, whoever read it: the words, the holder, the act and the measure.

    ``article`` is its id. ``measure`` tells apart stances that one sentence shows; as another reader may phrase it in
    other words, a finding that shares all the rest is the same one where only one shares it.
    """

    article: str
    evidence: Span
    holder: str
    act: Act
    measure: str


@dataclass(frozen=True, slots=True)
class Told:
    """A stance with what must be known of its article to tell who stood where, when, and by whose account.

    ``article`` is the article's id, ``order`` where the evidence begins in its text: what is told later in an article
    has a higher one. ``words`` quotes the evidence, ``condition_words`` the conditions.
    """

    stance: Stance
    article: str
    page: str
    outlet: str | None
    published: date | None
    updated: date | None
    copy_of: str | None
    order: int
    words: str
    condition_words: tuple[str, ...]

    @property
    def finding(self) -> Finding:
        """What a judgement on this stance would be about."""
        stance = self.stance
        return Finding(self.article, stance.evidence, stance.holder, stance.act, stance.measure)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reviewer decided about a finding. It is never changed: another one takes it back, or decides anew.

    ``stance`` is what stands by it: the stance as it was accepted, so that it stays where a later reading does not find
    it, or as it should be; ``None`` where nothing stands: the finding is rejected or left to others, or a judgement taken
    back.
    ``undoes`` is the id of the judgement that is taken back, for :attr:`~onrecord.vocabulary.Decision.UNDO` and no other.
    Of those that are not taken back, the latest one counts. ``when`` has a time zone.
    """

    id: str
    finding: Finding
    decision: Decision
    stance: Stance | None
    who: str
    when: datetime
    undoes: str | None

    def __post_init__(self) -> None:
        if (self.stance is not None) != (self.decision in (Decision.ACCEPT, Decision.CORRECT)):
            raise ValueError("what is accepted or corrected has a stance that stands by it, and nothing else has")
        _check_made(self.decision is Decision.UNDO, self.undoes, self.when)


@dataclass(frozen=True, slots=True)
class StatementFinding:
    """Which statement a judgement is about, whoever read it: ``at`` is where its cue stands, and ``name`` whose it is.

    Of a statement without a cue it is where its content stands. ``article`` is the article's id.
    """

    article: str
    at: Span
    name: str | None


@dataclass(frozen=True, slots=True)
class StatementJudgement:
    """What a reviewer decided about a statement: as a :class:`Judgement` about a stance.

    ``statement`` is what stands by it, ``None`` where nothing does.
    """

    id: str
    finding: StatementFinding
    decision: Decision
    statement: Statement | None
    who: str
    when: datetime
    undoes: str | None

    def __post_init__(self) -> None:
        if (self.statement is not None) != (self.decision in (Decision.ACCEPT, Decision.CORRECT)):
            raise ValueError("what is accepted or corrected has a statement that stands by it, and nothing else has")
        _check_made(self.decision is Decision.UNDO, self.undoes, self.when)


@dataclass(frozen=True, slots=True)
class ActorJudgement:
    """What a reviewer decided about who is who. It is never changed: another one takes it back, or decides anew.

    ``actor`` is the key of the actor that it is about: into which the actors with the keys ``others`` are merged, from
    which some names are split, or which is renamed. ``holders`` are the names and parties that move by it, as stances
    give them: those of the merged actors, or those that are split off. ``name`` is what the actor is called from now on,
    or the one that is split off; ``None`` leaves it to the articles. Of those that are not taken back, what a later one
    says goes before what an earlier one said. ``when`` has a time zone.
    """

    id: str
    decision: ActorDecision
    actor: str
    others: tuple[str, ...]
    holders: tuple[tuple[str, str | None], ...]
    name: str | None
    who: str
    when: datetime
    undoes: str | None

    def __post_init__(self) -> None:
        if (self.decision is ActorDecision.MERGE) != bool(self.others) or self.actor in self.others:
            raise ValueError("merging names other actors, and nothing else does")
        if (self.decision in (ActorDecision.MERGE, ActorDecision.SPLIT)) != bool(self.holders):
            raise ValueError("merging and splitting name whom they move, and nothing else does")
        if self.decision is ActorDecision.RENAME and not self.name:
            raise ValueError("renaming needs a name")
        _check_made(self.decision is ActorDecision.UNDO, self.undoes, self.when)


@dataclass(frozen=True, slots=True)
class StoryJudgement:
    """What a reviewer decided about stories. It is never changed: another one takes it back, or decides anew.

    The articles with the ids ``together`` report one event, those ``apart`` another one (which they share). What a later
    judgement says of an article goes before what an earlier one said. ``undoes`` is the id of the judgement that is
    taken back; then no articles are named. ``when`` has a time zone.
    """

    id: str
    together: tuple[str, ...]
    apart: tuple[str, ...]
    who: str
    when: datetime
    undoes: str | None = None

    def __post_init__(self) -> None:
        if (self.undoes is None) != bool(self.together):
            raise ValueError("a judgement names articles that report one event, or the judgement that it takes back")
        if set(self.together) & set(self.apart):
            raise ValueError("an article cannot report an event and not report it")
        if self.when.tzinfo is None:
            raise ValueError("a judgement's time needs a time zone")


def _check_made(undo: bool, undoes: str | None, when: datetime) -> None:
    if (undoes is not None) != undo:
        raise ValueError("what is taken back is named by the judgement that takes it back, and by no other")
    if when.tzinfo is None:
        raise ValueError("a judgement's time needs a time zone")
