"""Server time of every view of the page: ``python -m benchmarks.web [--articles N] [--stances N] [--rounds N] [--json]``.

The record is made from a seed (:mod:`benchmarks.record_maker`), with texts, statements and stances, and kept in a file of
SQLite. Each view is asked for ``rounds`` times, each time for another actor, measure, article, day or word, by one visitor
at a time, in the process that serves: what is measured is the time from the call to the whole answer, without a network.
An article of 20,000 words is asked for as well. What it costs to start on such a record is told beside.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from urllib.parse import quote, urlencode

from rich.console import Console
from rich.table import Table
from starlette.testclient import TestClient

from benchmarks.record_maker import DAYS, FIRST_DAY, Maker
from onrecord.record.positions import SubjectKind
from onrecord.records import Article, Block, Condition, Dated, Page, Reading, Span, Stance, Statement, Told
from onrecord.store import Writer, page_version
from onrecord.vocabulary import BlockKind, Polarity, QuotationKind
from onrecord.web.app import make_app
from onrecord.web.live import Current
from onrecord.web.pages.matrix import ROWS
from onrecord.web.pages.timeline import SHOWN
from onrecord.web.settings import Settings

SEED = 20251122
READER = "made up 1"
PLACE = 200
"""How many characters of an article's text belong to one stance."""

LONG_WORDS = 20_000
FILLER = "The talks went on into the night, and nobody would say how long they might last or who had asked for them"


@dataclass(frozen=True)
class Timing:
    """How long a view takes, in milliseconds, and the size of the largest answer in kilobytes."""

    view: str
    median: float
    p95: float
    slowest: float
    kilobytes: float


@dataclass(frozen=True)
class Measures:
    """The record's size, what starting took in seconds, and each view's timing."""

    articles: int
    stances: int
    statements: int
    start_seconds: float
    timings: tuple[Timing, ...]


def made_record(database: Path, articles: int, stances: int) -> None:
    """Keep a made-up record of so many articles and at least so many stances."""
    each = -(-stances // articles)
    told = iter(_originals(Maker(SEED), articles * each))
    with Writer(database) as writer:
        for number in range(articles):
            _keep(writer, made_reading(f"article{number:06}", [next(told) for _ in range(each)]))
        _keep(writer, long_reading())


def made_reading(article: str, told: Sequence[Told]) -> Reading:
    """Make an article that tells these stances, one after the other, each in a paragraph with a statement of its own."""
    first = told[0]
    published = Dated(first.published, "made up") if first.published else None
    blocks, lines, stances, statements = [], [], [], []
    for number, each in enumerate(told):
        start = PLACE * number
        line = f"{each.words} once it rains, {FILLER}"[: PLACE - 2].ljust(PLACE - 2, ".")
        lines.append(line)
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(line)))
        stances.append(_placed(each.stance, f"p{number + 1}", start, len(each.words), f"t{number + 1}"))
        statements.append(_statement(each.stance, f"t{number + 1}", start, len(each.words)))
    text = "\n\n".join(lines)
    made = Article(
        article, f"{article}.html", text, tuple(blocks), first.outlet, f"Headline {article}", published=published
    )
    return Reading(made, tuple(statements), tuple(stances), READER)


def long_reading() -> Reading:
    """Make an article of 20,000 words, with a statement and a stance in every paragraph."""
    count = LONG_WORDS // 36
    told = _originals(Maker(SEED + 1), count)
    return made_reading("long", [next(told) for _ in range(count)])


def measure(database: Path, rounds: int) -> Measures:
    """Start the application on a record and ask for every view ``rounds`` times."""
    began = perf_counter()
    app = make_app(Settings(database, hosts=("testserver",)))
    started = perf_counter() - began
    current: Current = app.state.record.current()
    with TestClient(app) as client:
        timings = tuple(_timing(client, view, addresses) for view, addresses in _views(current, rounds))
    counts = current.counts
    return Measures(counts.articles, counts.stances, counts.statements, started, timings)


def _views(current: Current, rounds: int) -> Iterator[tuple[str, list[str]]]:
    """Yield each view with addresses of it, every one another."""
    chance = random.Random(SEED)
    actors = [quote(each.key) for each in current.recorded.index.subjects(SubjectKind.ACTOR)]
    parties = [quote(each.key) for each in current.recorded.index.subjects(SubjectKind.PARTY)]
    measures = [quote(key) for key in current.recorded.index.measures()]
    articles = list(current.articles)
    events = len(current.events(SubjectKind.PARTY)) // SHOWN
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
        [f"/matrix?by=actor&down={chance.randint(1, len(actors) // ROWS)}" for _ in range(rounds)],
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
    yield "articles", [f"/articles?page={chance.randint(1, len(articles) // 100)}" for _ in range(rounds)]
    yield "article", [f"/articles/{each}" for each in some([each for each in articles if each != "long"])]
    yield "article of 20,000 words", ["/articles/long"] * rounds
    yield "search", [f"/search?q={quote(each)}" for each in some(words)]
    yield "search in statements", [f"/search?in=statements&q={quote(each)}" for each in some(words)]
    yield "review", ["/review"] * rounds


def _timing(client: TestClient, view: str, addresses: Sequence[str]) -> Timing:
    taken, largest = [], 0
    for address in addresses:
        began = perf_counter()
        answer = client.get(address)
        taken.append(1000 * (perf_counter() - began))
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        largest = max(largest, len(answer.content))
    taken.sort()
    return Timing(view, taken[len(taken) // 2], taken[int(0.95 * (len(taken) - 1))], taken[-1], largest / 1000)


def _originals(maker: Maker, count: int) -> Iterator[Told]:
    """Yield stances by whole articles, each article's on one day."""
    made = 0
    while made < count:
        article = maker.article(made % DAYS)
        made += len(article)
        yield from article


def _placed(stance: Stance, name: str, start: int, length: int, said: str) -> Stance:
    conditions = tuple(
        Condition(start + length + 1, start + length + 14, condition.kind) for condition in stance.conditions
    )
    when = replace(stance.when, start=start, end=start + 3) if stance.when else None
    return replace(
        stance,
        id=name,
        evidence=Span(start, start + length),
        trigger=Span(start + 4, start + 12),
        conditions=conditions,
        when=when,
        from_statement=said,
    )


def _statement(stance: Stance, name: str, start: int, length: int) -> Statement:
    return Statement(
        name,
        Span(start, start + 3),
        stance.holder,
        stance.party,
        (Span(start + length - 8, start + length),),
        (Span(start + 4, start + length - 10),),
        QuotationKind.INDIRECT,
        Polarity.ASSERTED,
        None,
        None,
        stance.confidence,
    )


def _keep(writer: Writer, reading: Reading) -> None:
    page = Page(reading.article.page, reading.article.text.encode())
    writer.keep(page_version(page), [reading], READER)


def show(measured: Measures, console: Console) -> None:
    """Print the figures."""
    title = f"{measured.articles} articles, {measured.statements} statements, {measured.stances} stances"
    table = Table(
        "view", "median", "95 %", "slowest", "largest", title=f"{title}; start {measured.start_seconds:.1f} s"
    )
    for each in measured.timings:
        figures = (f"{value:.0f} ms" for value in (each.median, each.p95, each.slowest))
        table.add_row(each.view, *figures, f"{each.kilobytes:.0f} kB")
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
