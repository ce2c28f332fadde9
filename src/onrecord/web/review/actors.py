"""Who is who: the page on which a reviewer merges actors into one, splits names off, renames, and takes that back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.errors import StoreError
from onrecord.record.actors import Holder, folded
from onrecord.record.identities import split_key
from onrecord.record.verdicts import latest_first
from onrecord.records import ActorJudgement
from onrecord.vocabulary import ActorDecision
from onrecord.web.asking import Missing, Unclear
from onrecord.web.live import Current
from onrecord.web.people import Person
from onrecord.web.review.deciding import LONGEST, judgement_id
from onrecord.web.review.pages import caught_up
from onrecord.web.security import Role, Visitor, new_token, not_kept, posted, visitor_of
from onrecord.web.templating import address, render


@dataclass(frozen=True, slots=True)
class ActorReviewPage:
    """An actor to decide about. ``decided`` are the judgements on it that are not taken back, the latest first."""

    person: Person
    others: tuple[Person, ...]
    decided: tuple[ActorJudgement, ...]
    token: str
    wrong: str | None

    @property
    def names(self) -> str:
        """Which names can be ticked, as the form gives them back."""
        return names_ref(self.person)

    @property
    def title(self) -> str:
        """The actor's name."""
        return f"Who is {self.person.subject.name}"


def actor(request: Request) -> Response:
    """Show an actor to decide about."""
    visitor_of(request, Role.REVIEWER)
    return _shown(request, request.path_params["key"], None)


def _decide(request: Request, visitor: Visitor, fields: Mapping[str, str]) -> Response:
    """Keep what the visitor decided about an actor."""
    try:
        current: Current = request.app.state.record.current()
        judged = current.store.reviews.actors_judged()
        with current.lock:
            judgement = _judgement(current, judged, fields, visitor.name)
        current.store.reviews.judge(judgement)
        current = caught_up(request)
    except Unclear as error:
        return _shown(request, fields.get("actor", ""), str(error))
    except StoreError as error:
        return not_kept(request, fields, error)
    key = judgement.actor if judgement.actor in current.people else split_from(judgement)
    return RedirectResponse(address("review", "actors", key) if key in current.people else "/actors", 303)


def names_ref(person: Person) -> str:
    """Give what tells whether an actor's names, by whose places they are ticked, are still the same: 16 hex digits."""
    return hashlib.sha256(json.dumps(person.names).encode()).hexdigest()[:16]


def split_from(judgement: ActorJudgement) -> str:
    """Give the key of the actor to show after a judgement: one that is split off, where nothing is left of the other."""
    return split_key(judgement) if judgement.decision is ActorDecision.SPLIT else judgement.actor


def _judgement(
    current: Current, judged: tuple[ActorJudgement, ...], fields: Mapping[str, str], who: str
) -> ActorJudgement:
    """The judgement that a form asks for; raises :class:`Unclear` where it asks for what cannot be."""
    id_ = judgement_id(who, fields.get("token", ""))
    sent = next((each for each in judged if each.id == id_), None)
    if sent is not None:
        # Sent twice: what it asks for has been done, and could not be asked for again.
        return sent
    person = _person(current, fields.get("actor", ""))
    key, now = person.subject.key, datetime.now(UTC)
    name = " ".join(fields.get("name", "").split())
    if len(name) > LONGEST or not name.isprintable():
        raise Unclear(f"a name has at most {LONGEST} characters that can be printed")
    match fields.get("do"):
        case "merge":
            other = _named(current, fields.get("other", ""), key)
            called = name or person.subject.name
            return ActorJudgement(
                id_, ActorDecision.MERGE, key, (other.subject.key,), other.names, called, who, now, None
            )
        case "split":
            split = _split(person, fields)
            return ActorJudgement(id_, ActorDecision.SPLIT, key, (), split, name or None, who, now, None)
        case "rename" if name:
            return ActorJudgement(id_, ActorDecision.RENAME, key, (), (), name, who, now, None)
        case "undo":
            undone = next((each for each in judged if each.id == fields.get("undoes")), None)
            if undone is None or undone.who != who:
                raise Unclear("only what you decided yourself can be taken back; decide otherwise instead")
            return ActorJudgement(id_, ActorDecision.UNDO, undone.actor, (), (), None, who, now, undone.id)
    raise Unclear("an actor is merged with another, split, or given another name")


def _person(current: Current, key: str) -> Person:
    person = current.people.get(key)
    if person is None:
        raise Missing(f"there is no actor {key!r} in the record")
    return person


def _named(current: Current, words: str, but_not: str) -> Person:
    """The one other actor that is called so."""
    others = [each for key, each in current.people.items() if key != but_not]
    found = [each for each in others if words == each.subject.key]
    found = found or [each for each in others if folded(words) == folded(each.subject.name)]
    if not found:
        raise Unclear(f"no other actor is called {words!r}; take a name of the list")
    if len(found) > 1:
        keys = ", ".join(each.subject.key for each in found)
        raise Unclear(f"several are called {words!r}; give one of these instead: {keys}")
    return found[0]


def _split(person: Person, fields: Mapping[str, str]) -> tuple[Holder, ...]:
    """The names that are ticked: some, but not all, of those that the form showed."""
    if fields.get("names") != names_ref(person):
        raise Unclear("the names have changed meanwhile; tick them again")
    ticked = tuple(holder for number, holder in enumerate(person.names) if f"split-{number}" in fields)
    if not ticked or len(ticked) == len(person.names):
        raise Unclear("tick the names that are somebody else's: at least one, and not all")
    return ticked


def _shown(request: Request, key: str, wrong: str | None) -> Response:
    current: Current = request.app.state.record.current()
    judged = current.store.reviews.actors_judged()
    with current.lock:
        person = _person(current, key)
        others = tuple(each for each in current.people.values() if each.subject.key != key)
    about = tuple(each for each in latest_first(judged) if key in (each.actor, *each.others, split_from(each)))
    page = ActorReviewPage(person, others, about, new_token(), wrong)
    return render(request, "review_actor.html", {"page": page, "behind": current.behind}, 400 if wrong else 200)


routes = [
    Route("/review/actors", posted(Role.REVIEWER, _decide), methods=["POST"], name="decide about an actor"),
    Route("/review/actors/{key:path}", actor, methods=["GET"], name="review actor"),
]
