"""Server time of every view of the page: ``python -m benchmarks.web [--articles N] [--stances N] [--rounds N] [--json]``.

The record is made from a seed (:mod:`benchmarks.web_record`), with texts, statements, stances and stories, and kept in a
file of SQLite. Each view is asked for ``rounds`` times, each time for another actor, measure, article, day or word, by
one visitor at a time, in the process that serves: what is measured is the time from the call to the whole answer, without
a network.
An article of 20,000 words is asked for as well. What it costs to start on such a record is told beside.

Comparisons are asked for in three states. "Compared ahead" is how a visitor meets what the pages of stories offer, once the
server has gone through the stories; so many as there are rounds are compared ahead here. "Never compared" are two reports of
different stories that it has gone through. "At first sight" is before it has come to a story: such a page says that it is
being worked out and looks again by itself ("waits" counts these answers); "until it is there" is how long that takes, asked
for again every twentieth of a second. A matrix as of a day is of another day each time.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from time import perf_counter, process_time, sleep
from urllib.parse import quote, urlencode

from rich.console import Console
from rich.table import Table
from starlette.testclient import TestClient

from benchmarks.record_maker import DAYS, FIRST_DAY
from benchmarks.web_record import SEED, made_record
from onrecord.pipeline.following import phrase_vectors
from onrecord.record.positions import SubjectKind
from onrecord.store import Comparisons, Story
from onrecord.web.ahead import Ahead
from onrecord.web.app import make_app
from onrecord.web.live import Current
from onrecord.web.pages.across import MOST_REPORTS
from onrecord.web.pages.matrix import ROWS
from onrecord.web.pages.timeline import SHOWN
from onrecord.web.review.lists import SHOWN as QUEUED
from onrecord.web.settings import Settings


@dataclass(frozen=True)
class Timing:
    """How long a view takes, in milliseconds, and the size of the largest answer in kilobytes.

    ``processor95`` is the processor time of 95 of 100 looks: what they would take on a machine that does nothing else.
    """

    view: str
    median: float
    p95: float
    processor95: float
    slowest: float
    kilobytes: float
    waits: int = 0
    """How many answers said that what was asked for is being worked out."""


@dataclass(frozen=True)
class Measures:
    """The record's size, what starting took in seconds, and each view's timing."""

    articles: int
    stances: int
    statements: int
    start_seconds: float
    timings: tuple[Timing, ...]


def measure(database: Path, rounds: int) -> Measures:
    """Start the application on a record and ask for every view ``rounds`` times."""
    began = perf_counter()
    app = make_app(Settings(database, hosts=("testserver",)))
    started = perf_counter() - began
    current: Current = app.state.record.current()
    with TestClient(app) as client:
        timings = [_timing(client, view, addresses) for view, addresses in _views(current, rounds)]
        compared = _compared_ahead(database, current, rounds)
        timings += [_timing(client, view, addresses) for view, addresses in _of_compared(compared, rounds)]
        known = {report.id for story in compared for report in story.witnesses}
        for view, addresses in _at_first_sight(current, known, rounds):
            # Each is waited for before the next one is asked for, as one visitor does.
            there: list[float] = []
            timings.append(_timing(client, f"{view}, at first sight", addresses, there))
            timings.append(_timed(f"{view}, until it is there", there, there, 0, 0))
    counts = current.counts
    return Measures(counts.articles, counts.stances, counts.statements, started, tuple(timings))


def _views(current: Current, rounds: int) -> Iterator[tuple[str, list[str]]]:
    """Yield each view with addresses of it, every one another."""
    chance = random.Random(SEED)
    actors = [quote(each.key) for each in current.recorded.index.subjects(SubjectKind.ACTOR)]
    parties = [quote(each.key) for each in current.recorded.index.subjects(SubjectKind.PARTY)]
    measures = [quote(key) for key in current.recorded.index.measures()]
    articles = list(current.articles)
    events = len(current.events(SubjectKind.PARTY)) // SHOWN or 1
    words = ("government", "reported on the day", '"government would see"', "rains nobody", "tal*")

    def some(values: Sequence[str]) -> list[str]:
        return [chance.choice(values) for _ in range(rounds)]

    def days() -> list[str]:
        return [(FIRST_DAY + timedelta(chance.randrange(DAYS))).isoformat() for _ in range(rounds)]

    yield "dossier", ["/dossier"] * rounds
    since = [urlencode({"since": f"{day}T00:00:00+00:00"}) for day in days()]
    yield "dossier, since a visit", [f"/dossier?{each}" for each in since]
    yield "matrix of parties", ["/matrix"] * rounds
    yield "matrix of actors", ["/matrix?by=actor"] * rounds
    yield (
        "matrix, a page of many",
        [f"/matrix?by=actor&down={chance.randint(1, max(len(actors) // ROWS, 1))}" for _ in range(rounds)],
    )
    yield "matrix of parties as of a day", [f"/matrix?as_of={day}" for day in days()]
    yield "matrix of actors as of a day", [f"/matrix?by=actor&as_of={day}" for day in days()]
    yield "matrix of a measure", [f"/matrix?measure={each}" for each in some(measures)]
    yield "matrix of an act", [f"/matrix?by=actor&act={each}" for each in some(("commits", "declines", "open"))]
    cells = zip(some(parties), some(measures), strict=True)
    yield "cell", [f"/cell?by=party&subject={subject}&measure={each}" for subject, each in cells]
    yield "timeline of the dossier", [f"/timeline?page={chance.randint(1, events)}" for _ in range(rounds)]
    yield "timeline of a party", [f"/timeline?subject={each}" for each in some(parties)]
    yield "timeline of a measure", [f"/timeline?by=actor&measure={each}" for each in some(measures)]
    yield "actors", ["/actors"] * rounds
    yield "actor", [f"/actors/{each}" for each in some(actors)]
    yield "party", [f"/parties/{each}" for each in some(parties)]
    yield "measures", ["/measures"] * rounds
    yield "measure", [f"/measures/{each}" for each in some(measures)]
    yield "articles", [f"/articles?page={chance.randint(1, max(len(articles) // 100, 1))}" for _ in range(rounds)]
    yield "article", [f"/articles/{each}" for each in some([each for each in articles if each != "long"])]
    yield "article of 20,000 words", ["/articles/long"] * rounds
    stories = list(current.stories.by_id)
    yield "stories", [f"/stories?page={chance.randint(1, max(len(stories) // 100, 1))}" for _ in range(rounds)]
    yield "story", [f"/stories/{each}" for each in some(stories)]
    yield "words", ["/words"] * rounds
    yield "search", [f"/search?q={quote(each)}" for each in some(words)]
    yield "search in statements", [f"/search?in=statements&q={quote(each)}" for each in some(words)]
    yield "review", ["/review"] * rounds
    waiting = max(len(current.desk.waiting) // QUEUED, 1)
    yield "review, the queue", [f"/review/queue?page={chance.randint(1, waiting)}" for _ in range(rounds)]
    yield "review, what was decided", ["/review/decisions"] * rounds
    yield "review of statements", ["/review/statements"] * rounds
    yield "review of an actor", [f"/review/actors/{each}" for each in some(actors)]


def _compared_ahead(database: Path, current: Current, count: int) -> list[Story]:
    """Let the process that compares ahead go through the latest stories, and give those that it has come to."""
    left = iter(range(count))
    ahead = Ahead(database, phrase_vectors())
    ahead.go_on(lambda: next(left, None) is not None)
    ahead.close()
    with Comparisons(database) as comparisons:
        kept = comparisons.keys()
    found = []
    for story in current.stories.by_id.values():
        pairs = [tuple(sorted((a.id, b.id))) for a, b in combinations(story.witnesses[:MOST_REPORTS], 2)]
        if pairs and all(pair in kept for pair in pairs):
            found.append(story)
    return found


def _of_compared(compared: Sequence[Story], rounds: int) -> Iterator[tuple[str, list[str]]]:
    """Yield the views that compare reports of stories that the server has gone through."""
    chance = random.Random(SEED)
    pairs = [chance.sample(story.witnesses[:MOST_REPORTS], 2) for story in compared]
    yield "two reports, compared ahead", [f"/comparison?a={a.id}&b={b.id}" for a, b in pairs]
    apart = [chance.sample(compared, 2) for _ in range(rounds)]
    yield (
        "two reports, never compared",
        [f"/comparison?a={a.witnesses[0].id}&b={b.witnesses[-1].id}" for a, b in apart],
    )
    yield "a story's table, compared ahead", [f"/across?story={each.id}" for each in compared]


def _at_first_sight(current: Current, known: set[str], rounds: int) -> Iterator[tuple[str, list[str]]]:
    """Yield the views that compare reports of which nothing is known, each of a story of its own."""
    told = [
        each
        for each in sorted(current.stories.by_id.values(), key=lambda story: story.id)
        if len(each.witnesses) > 1 and not known & {report.id for report in each.witnesses}
    ]
    chance = random.Random(SEED)
    chance.shuffle(told)
    largest = sorted(told, key=lambda each: -len(each.witnesses))[: max(rounds // 2, 1)]
    others = [each for each in told if each not in largest][:rounds]
    pairs = [chance.sample(story.witnesses, 2) for story in others]
    yield "two reports", [f"/comparison?a={a.id}&b={b.id}" for a, b in pairs]
    yield "a story's table", [f"/across?story={each.id}" for each in largest]


def _timing(client: TestClient, view: str, addresses: Sequence[str], there: list[float] | None = None) -> Timing:
    """Ask for each address once; with ``there``, go on asking until what was asked for is there, and note how long it took."""
    taken, worked, largest, waits = [], [], 0, 0
    for address in addresses:
        began, before = perf_counter(), process_time()
        answer = client.get(address)
        taken.append(1000 * (perf_counter() - began))
        worked.append(1000 * (process_time() - before))
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        largest = max(largest, len(answer.content))
        waits += "refresh" in answer.headers
        if there is not None:
            while "refresh" in answer.headers:
                sleep(0.05)
                answer = client.get(address)
            there.append(1000 * (perf_counter() - began))
    return _timed(view, taken, worked, largest, waits)


def _timed(view: str, taken: Sequence[float], worked: Sequence[float], largest: int, waits: int) -> Timing:
    taken, worked = sorted(taken), sorted(worked)
    late = int(0.95 * (len(taken) - 1))
    return Timing(view, taken[len(taken) // 2], taken[late], worked[late], taken[-1], largest / 1000, waits)


def show(measured: Measures, console: Console) -> None:
    """Print the figures."""
    title = f"{measured.articles} articles, {measured.statements} statements, {measured.stances} stances"
    headings = ("view", "median", "95 %", "95 %, processor", "slowest", "largest", "waits")
    table = Table(*headings, title=f"{title}; start {measured.start_seconds:.1f} s")
    for each in measured.timings:
        figures = (f"{value:.0f} ms" for value in (each.median, each.p95, each.processor95, each.slowest))
        table.add_row(each.view, *figures, f"{each.kilobytes:.0f} kB", str(each.waits or ""))
    console.print(table)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web", description=__doc__)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--stances", type=int, default=60_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--database", type=Path, help="keep the made record here, or use the one that is there")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = options.database or Path(folder) / "made.db"
        if not database.exists():
            made_record(database, options.articles, options.stances)
        measured = measure(database, options.rounds)
    if options.json:
        print(json.dumps(asdict(measured)))
    else:
        show(measured, Console())


if __name__ == "__main__":
    main()
