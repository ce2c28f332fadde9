"""The pages of the review: look at a stance, decide about it, take back what one decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.errors import StoreError
from onrecord.records import Finding, Judgement
from onrecord.signs import SIGNS
from onrecord.vocabulary import Act
from onrecord.web.asking import Missing, Unclear
from onrecord.web.live import Current, LiveRecord
from onrecord.web.pages.reader import Paragraph
from onrecord.web.review.copied import also, copies_of, taken_back_too
from onrecord.web.review.deciding import decided, taken_back
from onrecord.web.review.looking import Look, Standing, look_at, told_in
from onrecord.web.review.refs import finding_ref, stance_address
from onrecord.web.security import Role, Visitor, new_token, not_kept, posted, visitor_of
from onrecord.web.templating import render


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A stance to decide about, with how many ``copies`` repeat it, and how many others wait or are ``doubtful``.

    ``done`` is what the reviewer decided last, which can be taken back.

    ``wrong`` says why what was sent cannot be, with ``fields`` as they were sent. ``token`` makes of a form that is sent
    twice one judgement.
    """

    look: Look
    paragraphs: tuple[Paragraph, ...]
    labels: Mapping[str, str]
    holders: tuple[str, ...]
    waiting: int
    doubtful: int
    copies: int
    done: Judgement | None
    done_ref: str | None
    token: str
    undo_token: str
    wrong: str | None
    fields: Mapping[str, str]
    acts: tuple[tuple[Act, str], ...] = tuple((act, SIGNS[act].mark) for act in Act)

    @property
    def title(self) -> str:
        """The stance in few words."""
        stance = self.look.shown
        return f"Review: {stance.holder} {stance.act} {stance.measure}"


@dataclass(frozen=True, slots=True)
class NothingLeft:
    """That nothing waits but what is doubtful, and what the reviewer decided last."""

    doubtful: int
    done: Judgement | None
    done_ref: str | None
    undo_token: str
    title: str = "Review"


def review(request: Request) -> Response:
    """Go to what the visitor should look at next."""
    visitor = visitor_of(request, Role.REVIEWER)
    current: Current = request.app.state.record.current()
    with current.lock:
        due = current.desk.next_for(visitor.name)
        if due is None:
            done, ref = _latest(current, visitor)
            return render(
                request,
                "review_nothing.html",
                {"page": NothingLeft(len(current.doubtful.waiting()), done, ref, new_token())},
            )
    return RedirectResponse(stance_address(due.told.finding), 303)


def look(request: Request) -> Response:
    """Show a stance to decide about."""
    visitor = visitor_of(request, Role.REVIEWER)
    return _shown(request, visitor, request.path_params)


def _decide(request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
    """Keep what the visitor decided, and go on to what comes next."""
    try:
        current: Current = request.app.state.record.current()
        found = told_in(current, fields.get("article", ""))
        with current.lock:
            seen = look_at(current, found, fields.get("ref", ""))
            copies = copies_of(current, seen) if fields.get("copies") else []
        judgement = decided(seen, fields, visitor.name, current.recorded.labels)
        current.store.reviews.judge_all([*also(judgement, copies), judgement])
        current = caught_up(request)
    except Unclear as error:
        return _shown(request, visitor, fields, str(error))
    except StoreError as error:
        return not_kept(request, fields, error)
    with current.lock:
        following = _next(current, visitor, seen)
        if following is None:
            return RedirectResponse("/review", 303)
        # Noted now, so that another reviewer who asks in the meantime is offered something else.
        current.desk.show(following, visitor.name)
        return RedirectResponse(stance_address(following), 303)


def _next(current: Current, visitor: Visitor, seen: Look) -> Finding | None:
    """What comes after a stance: of doubtful ones the next that is doubtful, as long as there are any."""
    if seen.standing is Standing.DOUBTFUL:
        offered = ((told.finding, told.finding) for told in current.doubtful.waiting())
        following = current.desk.next_of(offered, visitor.name, but_not=seen.finding)
        if following is not None:
            return following
    due = current.desk.next_for(visitor.name, but_not=seen.finding)
    return due.told.finding if due is not None else None


def _undo(request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
    """Take back what the visitor decided, and show it again."""
    try:
        current: Current = request.app.state.record.current()
        made = next(
            (judgement for judgement, _ in current.desk.judged if judgement.id == fields.get("undoes", "")), None
        )
        if made is None:
            raise Missing("there is no such judgement that could be taken back")
        back = taken_back(made, fields, visitor.name)
        current.store.reviews.judge_all([*taken_back_too(current, back), back])
        caught_up(request)
    except StoreError as error:
        return not_kept(request, fields, error)
    return RedirectResponse(stance_address(made.finding), 303)


def caught_up(request: Request) -> Current:
    """Give the record with all judgements that are in the database now."""
    record: LiveRecord = request.app.state.record
    return record.taken_in()


def _shown(request: Request, visitor: Visitor, fields: Mapping[str, str], wrong: str | None = None) -> Response:
    """Show the stance that ``fields`` name by ``article`` and ``ref``, with what was sent and what is wrong with it."""
    current: Current = request.app.state.record.current()
    found = told_in(current, fields["article"])
    with current.lock:
        seen = look_at(current, found, fields["ref"])
        current.desk.show(seen.finding, visitor.name)
        done, done_ref = _latest(current, visitor)
        page = ReviewPage(
            look=seen,
            paragraphs=tuple(seen.context()),
            labels=current.recorded.labels,
            holders=_holders(current, seen),
            waiting=len(current.desk.waiting),
            doubtful=len(current.doubtful.waiting()),
            copies=len(copies_of(current, seen)),
            done=done,
            done_ref=done_ref,
            token=new_token(),
            undo_token=new_token(),
            wrong=wrong,
            fields=fields,
        )
    context = {"page": page, "behind": current.behind}
    return render(request, "review.html", context, 400 if wrong else 200)


def _latest(current: Current, visitor: Visitor) -> tuple[Judgement | None, str | None]:
    """What the visitor decided last, and what it is about as addresses call it."""
    done = current.desk.latest_of(visitor.name)
    return done, finding_ref(done.finding) if done else None


def _holders(current: Current, seen: Look) -> tuple[str, ...]:
    """Names that the holder may be corrected to: those of the article's other stances."""
    return tuple(sorted({told.stance.holder for told in current.recorded.index.read(seen.finding.article)}))


routes = [
    Route("/review", review, methods=["GET"], name="review"),
    Route("/review/stance/{ref}/{article:path}", look, methods=["GET"], name="review stance"),
    Route("/review/decide", posted(Role.REVIEWER, _decide), methods=["POST"], name="decide"),
    Route("/review/undo", posted(Role.REVIEWER, _undo), methods=["POST"], name="undo"),
]
