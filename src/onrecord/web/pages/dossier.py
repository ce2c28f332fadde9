"""The dossier: how much is in it, from whom, when it was read last, what could not be read, what is new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from onrecord.record.as_json import event_to_json
from onrecord.record.positions import SubjectKind
from onrecord.record.recorded import Recorded
from onrecord.record.timeline import Event
from onrecord.store import Counts, Quarantined
from onrecord.web.asking import Asked, Kind, Parameter
from onrecord.web.live import Current
from onrecord.web.pages.happenings import EventLine, event_line
from onrecord.web.pages.timeline import new_events
from onrecord.web.views import View, routes_of

FEW = 12
"""How many of the new events are shown; the timeline has all."""


@dataclass(frozen=True, slots=True)
class OutletLine:
    """An outlet: how many articles it has in the record, how many of them are copies, and from when to when."""

    outlet: str | None
    articles: int
    copies: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class News:
    """What is new since a moment: articles read since then, and what happened to positions by them alone.

    ``lines`` are the latest few of ``events``, the latest first.
    """

    since: datetime
    articles: int
    events: tuple[Event, ...]
    lines: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True)
class DossierPage:
    """What the dossier holds. ``read_at`` is when it was last read, ``None`` if never.

    ``news`` is what is new since whoever looks has looked before, ``None`` on a first visit. ``stories`` counts the
    events that articles report, ``waiting`` the stances that wait for review, ``doubtful`` those that
    the reader takes for too unlikely to count.
    """

    name: str
    counts: Counts
    outlets: tuple[OutletLine, ...]
    read_at: datetime | None
    readers: tuple[str, ...]
    quarantine: tuple[Quarantined, ...]
    news: News | None
    stories: int
    waiting: int
    doubtful: int
    recorded: Recorded

    @property
    def title(self) -> str:
        """The name of the matter."""
        return self.name

    def as_json(self) -> dict[str, Any]:
        """Give the figures, the outlets and what is in quarantine."""
        return {
            "name": self.name,
            "counts": asdict(self.counts),
            "read_at": self.read_at.isoformat() if self.read_at else None,
            "readers": list(self.readers),
            "outlets": [_in_words(asdict(line)) for line in self.outlets],
            "quarantine": [_in_words(asdict(page)) for page in self.quarantine],
            "stories": self.stories,
            "waiting": self.waiting,
            "doubtful": self.doubtful,
            "news": self.news and _news_to_json(self.news, self.recorded),
        }

    def columns(self) -> Sequence[str]:
        """The columns of the table of outlets."""
        return ("outlet", "articles", "copies", "first", "last")

    def rows(self) -> Iterator[Sequence[object]]:
        """Yield a line for each outlet."""
        for line in self.outlets:
            yield (line.outlet, line.articles, line.copies, line.first, line.last)


def dossier(asked: Asked) -> DossierPage:
    """Fill the page of the dossier."""
    current = asked.current
    lines = current.articles.values()
    return DossierPage(
        name=current.name,
        counts=current.counts,
        outlets=_outlets(current),
        read_at=max((line.read_at for line in lines), default=None),
        readers=tuple(sorted({line.reader for line in lines})),
        quarantine=current.store.view.quarantined(),
        news=_news(current, asked.one("since") or asked.last_visit),
        stories=len(current.stories.by_id),
        waiting=len(current.desk.waiting),
        doubtful=len(current.doubtful.waiting()),
        recorded=current.recorded,
    )


def _news(current: Current, since: str | None) -> News | None:
    if since is None:
        return None
    moment = datetime.fromisoformat(since)
    events = new_events(current, current.events(SubjectKind.PARTY), moment)
    articles = sum(line.read_at > moment for line in current.articles.values())
    latest = sorted(events, key=lambda event: event.on or date.min, reverse=True)[:FEW]
    return News(moment, articles, tuple(events), tuple(event_line(current, event) for event in latest))


def _news_to_json(news: News, recorded: Recorded) -> dict[str, Any]:
    return {
        "since": news.since.isoformat(),
        "articles": news.articles,
        "events": [event_to_json(event, recorded) for event in news.events],
    }


def _outlets(current: Current) -> tuple[OutletLine, ...]:
    by_outlet: dict[str | None, list[tuple[date | None, bool]]] = {}
    for line in current.articles.values():
        by_outlet.setdefault(line.outlet, []).append((line.published, line.copy_of is not None))
    found = []
    for outlet, articles in by_outlet.items():
        days = [day for day, _ in articles if day is not None]
        copies = sum(is_copy for _, is_copy in articles)
        found.append(OutletLine(outlet, len(articles), copies, min(days, default=None), max(days, default=None)))
    return tuple(sorted(found, key=lambda line: (-line.articles, line.outlet or "")))


def _in_words(line: dict[str, Any]) -> dict[str, Any]:
    """Give dates and moments as ISO text."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in line.items()}


routes = routes_of(
    View(
        path="/dossier",
        name="dossier",
        summary="What is in the dossier, and what is new",
        gives="figures, outlets, pages in quarantine, what waits for review, what is new",
        template="dossier.html",
        page=dossier,
        parameters=(
            Parameter("since", "what is new since that moment; for HTML without it: since the last visit", Kind.MOMENT),
        ),
    )
)
