"""The review of statements: look, accept, reject, correct, skip, take back; the least certain first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.errors import StoreError
from onrecord.reading.quotes import kind_of, quotations
from onrecord.record.verdicts import Verdict, latest_first, statement_finding
from onrecord.records import Article, Span, Statement, StatementFinding, StatementJudgement
from onrecord.vocabulary import Decision, Polarity
from onrecord.web.asking import Missing, Unclear
from onrecord.web.live import Current
from onrecord.web.marking import Mark
from onrecord.web.pages.reader import Paragraph, paragraphs
from onrecord.web.review.deciding import decision_of, judgement_id, place_of, words_of
from onrecord.web.review.looking import AROUND, Standing
from onrecord.web.review.pages import caught_up
from onrecord.web.review.refs import statement_address, statement_ref
from onrecord.web.security import Role, Visitor, new_token, not_kept, posted, visitor_of
from onrecord.web.templating import render

MOST: Final = 2000
"""How many statements are put in order of how likely they are wrong; the others are reached from their articles."""

PARTED: Final = "\n…\n"
"""What stands between the pieces of a content in a form."""


@dataclass(frozen=True, slots=True)
class SaidLook:
    """A statement as a reader found it (``read``), with what has become of it; ``stands`` is the one that stands now."""

    finding: StatementFinding
    read: Statement
    standing: Standing
    verdict: Verdict[StatementJudgement] | None
    stands: Statement | None
    article: Article
    history: tuple[StatementJudgement, ...]

    @property
    def ref(self) -> str:
        """What the statement is called in addresses."""
        return statement_ref(self.finding)

    @property
    def shown(self) -> Statement:
        """The statement to show: the one that stands, or the one that would."""
        return self.stands or self.read

    def seen(self, judgement: str) -> Statement:
        """Give the statement that stood by the judgement with this id when a page was made; without one, as it was read."""
        return next((each.statement for each in self.history if each.id == judgement), None) or self.read


@dataclass(frozen=True, slots=True)
class StatementPage:
    """A statement to decide about, and what the reviewer decided last about any, which can be taken back."""

    look: SaidLook
    paragraphs: tuple[Paragraph, ...]
    words: str
    done: StatementJudgement | None
    token: str
    wrong: str | None
    fields: Mapping[str, str]
    polarities: tuple[Polarity, ...] = tuple(Polarity)

    @property
    def title(self) -> str:
        """Whose statement it is."""
        return f"Review: statement of {self.look.shown.name or 'a source that is not named'}"


def statements(request: Request) -> Response:
    """Go to the statement that is most likely wrong of those that nobody has decided about."""
    visitor = visitor_of(request, Role.REVIEWER)
    return _onward(request.app.state.record.current(), visitor)


def statement(request: Request) -> Response:
    """Show a statement to decide about."""
    visitor = visitor_of(request, Role.REVIEWER)
    return _shown(request, visitor, request.path_params)


def _decide(request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
    """Keep what the visitor decided about a statement, and go on."""
    try:
        current: Current = request.app.state.record.current()
        with current.lock:
            look = _look(current, fields.get("article", ""), fields.get("ref", ""))
        judgement = _judgement(look, fields, visitor.name)
        current.store.reviews.judge(judgement)
        current = caught_up(request)
    except Unclear as error:
        return _shown(request, visitor, fields, str(error))
    except StoreError as error:
        return not_kept(request, fields, error)
    return _onward(current, visitor)


def _undo(request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
    """Take back what the visitor decided about a statement, and show it again."""
    try:
        current: Current = request.app.state.record.current()
        made = next((each for each in current.desk.heard if each.id == fields.get("undoes", "")), None)
        if made is None:
            raise Missing("there is no such judgement that could be taken back")
        if made.who != visitor.name:
            raise Unclear(f"{made.who} decided that; decide otherwise instead of taking it back")
        id_ = judgement_id(visitor.name, fields.get("token", ""))
        back = StatementJudgement(
            id_, made.finding, Decision.UNDO, None, visitor.name, datetime.now(UTC), undoes=made.id
        )
        current.store.reviews.judge(back)
        caught_up(request)
    except StoreError as error:
        return not_kept(request, fields, error)
    return RedirectResponse(statement_address(made.finding), 303)


def _onward(current: Current, visitor: Visitor) -> Response:
    """Lead to what comes next: statements that nobody decided about, those that the visitor skipped last of all, in turn."""
    with current.lock:
        if current.desk.uncertain is None:
            current.desk.uncertain = current.store.reviews.uncertain(MOST)
        mine = (each for each in reversed(latest_first(current.desk.heard)) if each.who == visitor.name)
        skipped = {each.finding: each for each in mine}
        left = []
        for finding in _waiting(current):
            if finding in current.desk.said:
                continue
            if finding not in skipped:
                return RedirectResponse(statement_address(finding), 303)
            left.append(skipped[finding])
    oldest = min(left, key=lambda each: (each.when, each.id), default=None)
    return RedirectResponse(statement_address(oldest.finding) if oldest else "/review", 303)


def _waiting(current: Current) -> Iterator[StatementFinding]:
    places, at_once = current.desk.uncertain or (), 50
    for first in range(0, len(places), at_once):
        for said in current.store.spoken.at(places[first : first + at_once]):
            yield statement_finding(said.article, said.statement)


def _look(current: Current, article: str, ref: str) -> SaidLook:
    known = current.store.reviews.article(article)
    if known is None:
        raise Missing(f"there is no article {article!r} in the record")
    desk = current.desk
    said = [(statement_finding(article, each), each, now) for each, now in current.store.reviews.said_in(article)]
    named = [(finding, each) for finding, each, _ in said if statement_ref(finding) == ref]
    named += [
        (each.finding, each.statement) for each in desk.heard if each.statement and statement_ref(each.finding) == ref
    ]
    if not named:
        raise Missing(f"no statement {ref!r} was ever found in the article {article!r}")
    finding, read = named[-1]
    found_now = any(now and each == finding for each, _, now in said)
    standing = Standing.ANOTHER_VERSION if not known[1] else Standing.FOUND if found_now else Standing.DROPPED
    verdict = desk.said.get(finding)
    as_read = read if standing is Standing.FOUND else None
    stands = verdict.counts.statement if verdict is not None else as_read
    history = tuple(each for each in desk.heard if each.finding == finding)
    return SaidLook(finding, read, standing, verdict, stands, known[0], history)


def _judgement(look: SaidLook, fields: Mapping[str, str], who: str) -> StatementJudgement:
    """The judgement that a form asks for; raises :class:`Unclear` where it asks for what cannot be."""
    id_ = judgement_id(who, fields.get("token", ""))
    decision = decision_of(fields)
    stands: Statement | None = None
    if decision in (Decision.ACCEPT, Decision.CORRECT):
        stands = look.seen(fields.get("seen", ""))
    if decision is Decision.CORRECT and stands is not None:
        corrected = _corrected(stands, look.article, fields)
        if corrected == stands:
            raise Unclear("nothing is corrected; change something, or accept it as it is")
        stands = corrected
    return StatementJudgement(id_, look.finding, decision, stands, who, datetime.now(UTC), None)


def _corrected(said: Statement, article: Article, fields: Mapping[str, str]) -> Statement:
    try:
        polarity = Polarity(fields.get("polarity", str(said.polarity)))
    except ValueError as error:
        raise Unclear(f"there is no polarity {fields['polarity']!r}") from error
    content = _content(said, article.text, fields)
    kind = said.kind
    if content != said.content:
        # Other words may stand in quotation marks, or no longer do.
        kind = kind_of(content, quotations(article.text, article.blocks), article.text)
    return replace(
        said,
        kind=kind,
        name=words_of(fields, "name", said.name or "") or None,
        party=words_of(fields, "party", said.party or "") or None,
        polarity=polarity,
        content=content,
    )


def _content(said: Statement, text: str, fields: Mapping[str, str]) -> tuple[Span, ...]:
    """Where the pieces of the content stand: each as near as it does to where the piece in its place stood."""
    words = fields.get("words")
    if words is None or words == _in_pieces(said, text):
        return said.content
    near = said.content or said.cue or (Span(0, 0),)
    pieces = words.split(PARTED)
    start = fields.get("start", "") if len(pieces) == 1 else ""
    return tuple(
        place_of(text, piece, near[min(number, len(near) - 1)].start, start) for number, piece in enumerate(pieces)
    )


def _in_pieces(said: Statement, text: str) -> str:
    return PARTED.join(span.quote(text) for span in said.content)


def _shown(request: Request, visitor: Visitor, fields: Mapping[str, str], wrong: str | None = None) -> Response:
    current: Current = request.app.state.record.current()
    with current.lock:
        look = _look(current, fields["article"], fields["ref"])
        mine = [each for each in current.desk.heard if each.who == visitor.name]
    page = StatementPage(
        look=look,
        paragraphs=tuple(_context(look)),
        words=_in_pieces(look.shown, look.article.text),
        done=next(iter(latest_first(mine)), None),
        token=new_token(),
        wrong=wrong,
        fields=fields,
    )
    return render(request, "review_statement.html", {"page": page, "behind": current.behind}, 400 if wrong else 200)


def _context(look: SaidLook) -> list[Paragraph]:
    said = look.shown
    marks = [Mark(span, "content", "content") for span in said.content]
    marks += [Mark(span, "cue", "cue") for span in said.cue]
    marks += [Mark(said.source, "source", "source")] if said.source else []
    every = list(paragraphs(look.article, marks))
    here = [number for number, each in enumerate(every) if any(each.span.overlaps(mark.span) for mark in marks)] or [0]
    return every[max(0, here[0] - AROUND) : here[-1] + AROUND + 1]


routes = [
    Route("/review/statements", statements, methods=["GET"], name="review statements"),
    Route("/review/statement/{ref}/{article:path}", statement, methods=["GET"], name="review statement"),
    Route(
        "/review/statements/decide", posted(Role.REVIEWER, _decide), methods=["POST"], name="decide about a statement"
    ),
    Route("/review/statements/undo", posted(Role.REVIEWER, _undo), methods=["POST"], name="undo about a statement"),
]
