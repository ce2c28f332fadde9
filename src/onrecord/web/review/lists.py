"""What waits for review, and what was decided: as tables, with the same data as JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from onrecord.record.queue import Due
from onrecord.record.verdicts import latest_first, verdicts
from onrecord.records import Finding, Judgement, Told
from onrecord.vocabulary import Decision
from onrecord.web.asking import Asked, Kind, Missing, Parameter
from onrecord.web.live import Current
from onrecord.web.pages.paging import Part, part_of
from onrecord.web.review.looking import Standing, standing_in
from onrecord.web.review.refs import finding_ref, stance_address
from onrecord.web.views import View, routes_of

SHOWN: Final = 50
"""How many lines a page of HTML has."""

STILL_READ: Final = (Standing.FOUND, Standing.DOUBTFUL)

_FOUND = (*("article", "ref", "outlet", "published", "holder", "party", "act", "measure", "codebook"), "words")
"""The columns that say which stance waits: those that :func:`_found` fills."""

PAGE = Parameter("page", "the part of the list that HTML shows, from 1", Kind.NUMBER)


@dataclass(frozen=True, slots=True)
class QueuePage:
    """What waits for review, the most urgent first; ``lines`` are those of one part. ``doubtful`` counts what is beside."""

    dues: Sequence[Due]
    lines: tuple[tuple[str, Due], ...]
    part: Part
    doubtful: int

    title = "What waits for review"

    def as_json(self) -> dict[str, Any]:
        """Give all that waits."""
        columns = self.columns()
        return {"waiting": [dict(zip(columns, row, strict=True)) for row in self.rows()]}

    def columns(self) -> Sequence[str]:
        """The columns of the table."""
        return (*_FOUND, "doubt", "stake", "urgency", "reasons")

    def rows(self) -> Iterator[Sequence[object]]:
        """Yield a line for each stance that waits."""
        for due in self.dues:
            yield (
                *_found(due.told),
                *(round(due.doubt, 4), round(due.stake, 4), round(due.urgency, 4), [str(each) for each in due.reasons]),
            )


@dataclass(frozen=True, slots=True)
class DoubtfulPage:
    """What is too doubtful to count, the most likely first; ``lines`` are those of one part: address, measure, stance."""

    told: Sequence[Told]
    lines: tuple[tuple[str, str, Told], ...]
    part: Part

    title = "Doubtful stances"

    def as_json(self) -> dict[str, Any]:
        """Give all of them."""
        columns = self.columns()
        return {"doubtful": [dict(zip(columns, row, strict=True)) for row in self.rows()]}

    def columns(self) -> Sequence[str]:
        """The columns of the table."""
        return (*_FOUND, "conditions", "confidence")

    def rows(self) -> Iterator[Sequence[object]]:
        """Yield a line for each."""
        return ((*_found(told), list(told.condition_words), round(told.stance.confidence, 4)) for told in self.told)


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A judgement: from what to what, and what has become of it (``state``) and of the stance (``standing``)."""

    judgement: Judgement
    before: str
    after: str
    state: str
    standing: Standing
    disagree: bool

    @property
    def address(self) -> str:
        """Where the stance is decided about."""
        return stance_address(self.judgement.finding)

    def row(self) -> Sequence[object]:
        """Give the line of a table."""
        made = self.judgement
        return (
            *(made.id, made.when.isoformat(timespec="seconds"), made.who, str(made.decision), made.finding.article),
            *(finding_ref(made.finding), self.before, self.after, self.state, str(self.standing)),
            *("yes" if self.disagree else "no", made.undoes),
        )


@dataclass(frozen=True, slots=True)
class DecisionsPage:
    """What was decided, the latest first; ``shown`` are the lines of one part."""

    lines: tuple[DecisionLine, ...]
    part: Part
    reviewers: tuple[str, ...]

    title = "What was decided"

    def as_json(self) -> dict[str, Any]:
        """Give all judgements that the filter leaves."""
        columns = self.columns()
        return {"decisions": [dict(zip(columns, row, strict=True)) for row in self.rows()]}

    def columns(self) -> Sequence[str]:
        """The columns of the table."""
        return (
            *("id", "when", "who", "decision", "article", "ref", "before", "after", "state", "standing"),
            *("disagree", "undoes"),
        )

    def rows(self) -> Iterator[Sequence[object]]:
        """Yield a line for each judgement."""
        return (line.row() for line in self.lines)


def queue(asked: Asked) -> QueuePage:
    """Fill the list of what waits; raise :class:`~onrecord.web.asking.Missing` beyond its last part."""
    waiting = asked.current.desk.waiting
    part = _part(len(waiting), asked)
    shown = waiting.part(max(part.first - 1, 0), SHOWN)
    lines = tuple((stance_address(due.told.finding), due) for due in shown)
    return QueuePage(list(waiting) if asked.whole else (), lines, part, len(asked.current.doubtful.waiting()))


def doubtful(asked: Asked) -> DoubtfulPage:
    """Fill the list of what is doubtful; raise :class:`~onrecord.web.asking.Missing` beyond its last part."""
    waiting = asked.current.doubtful.waiting()
    part = _part(len(waiting), asked)
    lines = tuple((stance_address(told.finding), _measure(asked.current, told), told) for told in part.of(waiting))
    return DoubtfulPage(list(waiting) if asked.whole else (), lines, part)


def decisions(asked: Asked) -> DecisionsPage:
    """Fill the list of what was decided; raise :class:`~onrecord.web.asking.Missing` beyond its last part."""
    desk, who, show = asked.current.desk, asked.one("who"), asked.choice("show", "all")
    made = [judgement for judgement, _ in reversed(desk.judged) if who is None or judgement.who == who]
    if show == "disagreed":
        made = [each for each in made if (verdict := desk.verdict(each.finding)) is not None and verdict.disagree]
    elif show == "dropped":
        made = [each for each in made if standing_of(asked.current, each.finding) not in STILL_READ]
    part = _part(len(made), asked)
    lines = tuple(_line(asked.current, each) for each in (made if asked.whole else part.of(made)))
    return DecisionsPage(lines, part, tuple(sorted({judgement.who for judgement, _ in desk.judged})))


def standing_of(current: Current, finding: Finding) -> Standing:
    """Tell what has become of a stance, by the readings of the record as it is now."""
    if finding.article not in current.articles:
        return Standing.ANOTHER_VERSION
    article = finding.article
    return standing_in(finding, current.recorded.index.read(article), current.doubtful.read(article))


def _found(told: Told) -> Sequence[object]:
    """What the lines about stances that wait begin with."""
    stance, published = told.stance, told.published.isoformat() if told.published else None
    return (
        *(told.article, finding_ref(told.finding), told.outlet, published, stance.holder, stance.party),
        *(str(stance.act), stance.measure, stance.codebook, told.words),
    )


def _measure(current: Current, told: Told) -> str:
    codebook = told.stance.codebook
    return current.label(codebook) if codebook is not None else told.stance.measure


def _line(current: Current, judgement: Judgement) -> DecisionLine:
    finding = judgement.finding
    made = list(current.desk.on(finding))
    verdict = current.desk.verdict(finding)
    before = made[: made.index(judgement)]
    standing = standing_of(current, finding)
    read = f"{finding.holder} {finding.act} {finding.measure}"
    if standing is Standing.DOUBTFUL:
        read = f"doubtful: {read}"
    if judgement.decision is Decision.UNDO:
        after = _in_words(finding, before, {judgement.undoes}, read)
    elif judgement.decision is Decision.SKIP:
        after = "left to others"
    else:
        after = _in_words(finding, [*before, judgement], set(), read)
    taken_back = judgement not in latest_first(made)
    if judgement.decision is Decision.UNDO:
        state = "takes back"
    elif taken_back:
        state = "taken back"
    elif verdict is not None and verdict.counts == judgement:
        state = "counts"
    else:
        state = "left" if judgement.decision is Decision.SKIP else "overruled"
    return DecisionLine(
        judgement=judgement,
        before=_in_words(finding, before, set(), read),
        after=after,
        state=state,
        standing=standing,
        disagree=verdict is not None and verdict.disagree,
    )


def _in_words(finding: Finding, made: Sequence[Judgement], without: set[str | None], read: str) -> str:
    """What stood after some judgements on a stance, in a few words; ``read`` is what stands without any."""
    found = verdicts(each for each in made if each.id not in without)
    if finding not in found:
        return read
    stance = found[finding].counts.stance
    return "rejected" if stance is None else f"{stance.holder} {stance.act} {stance.measure}"


def _part(in_all: int, asked: Asked) -> Part:
    part = part_of(in_all, asked.number("page", 1), SHOWN)
    if part is None:
        raise Missing("the list does not go so far")
    return part


routes = routes_of(
    View(
        path="/review/queue",
        name="queue",
        summary="What waits for review, the most urgent first",
        gives="each stance that waits, with its doubt, what is at stake, and why",
        template="review_queue.html",
        page=queue,
        parameters=(PAGE,),
    ),
    View(
        path="/review/doubtful",
        name="doubtful",
        summary="Stances too doubtful to count, which a reviewer may accept, the most likely first",
        gives="each doubtful stance that waits, those on measures of the codebook before others",
        template="review_doubtful.html",
        page=doubtful,
        parameters=(PAGE,),
    ),
    View(
        path="/review/decisions",
        name="decisions",
        summary="What reviewers decided: who, when, from what to what",
        gives="each judgement on a stance, the latest first, those taken back as well",
        template="review_decisions.html",
        page=decisions,
        parameters=(
            Parameter("who", "only what this reviewer decided"),
            Parameter(
                "show",
                "all; or what reviewers disagree about; or stances that are no longer found",
                choices=("all", "disagreed", "dropped"),
            ),
            PAGE,
        ),
    ),
)
