"""Reviewing a large dossier: ``python -m benchmarks.review [--articles N] [--stances N] [--reviewers N] [--json]``.

A record is made up from a seed (by default 5,000 articles with 60,000 stances), served on the loopback address in a
process of its own, and gone through by reviewers at once, each in a thread with a session of its own: they load a stance,
decide about it with one key's form, and follow to the next. Measured are the seconds until the server listens, those from
a form to the answer that leads on (what a key costs the server), and those of the page that follows, each at the median
and at the 95th percentile; once with one reviewer, and once with all of them. At the end the judgements in the database
are counted: none may be lost or doubled.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import httpx2
from lxml import html

from benchmarks.record_maker import FIRST_DAY, Maker
from onrecord.records import Article, Block, Condition, Dated, Reading, Span
from onrecord.settings import Database, database_from
from onrecord.store import Account, Accounts, PageVersion, Reviews, View, Writer
from onrecord.vocabulary import BlockKind
from onrecord.web.security import COOKIE, new_token, token_hash

READER = "made up 1"
STRETCH = 200
START = "import sys; from onrecord.cli import main; sys.exit(main())"
SENTENCE = (
    "The harbour office would see to it, officials said on the day, and so it was reported by all who were there. "
)


@dataclass(frozen=True)
class Latency:
    """Seconds at the median and the 95th percentile of so many requests."""

    requests: int
    median_s: float
    p95_s: float


@dataclass(frozen=True)
class Measures:
    """What reviewing costs: until the server listens, a key's form and the page after it, alone and all at once."""

    articles: int
    stances: int
    start_s: float
    key_alone: Latency
    page_alone: Latency
    reviewers: int
    key: Latency
    page: Latency
    sent: int
    kept: int


def made_up(articles: int, stances: int) -> Iterator[Reading]:
    """Make the readings of so many articles that share so many stances, the same ones every time."""
    maker = Maker(1)
    each = max(1, stances // articles)
    told = maker.stances(articles * each)[: articles * each]
    for number in range(articles):
        ours = told[number * each : (number + 1) * each]
        text = (SENTENCE * 2)[: STRETCH - 2] + "\n\n"
        found = []
        for place, one in enumerate(ours):
            begin = STRETCH * place
            conditions = tuple(Condition(begin + 40, begin + 70, old.kind) for old in one.stance.conditions)
            moved = replace(one.stance, id=f"p{place + 1}", evidence=Span(begin, begin + 110), conditions=conditions)
            found.append(replace(moved, when=None))
        blocks = [Block(BlockKind.PARAGRAPH, STRETCH * place, STRETCH * (place + 1) - 2) for place in range(each)]
        day = FIRST_DAY + timedelta(number % 2000)
        article = Article(
            f"{number:06x}",
            f"{number:06x}.html",
            (text * each).rstrip(),
            tuple(blocks),
            outlet=ours[0].outlet,
            title=f"Report {number}",
            published=Dated(day, "made up"),
        )
        yield Reading(article, (), tuple(found), READER)


def make_record(database: Database, articles: int, stances: int) -> None:
    """Keep the made-up readings in a database."""
    with Writer(database) as writer:
        for reading in made_up(articles, stances):
            writer.keep(PageVersion(reading.article.page, "1", "1"), [reading], READER)


def measure(database: Database, articles: int, stances: int, reviewers: int, keys: int) -> Measures:
    """Serve the record in a database and go through it; see the module."""
    before = _kept(database)
    if before is None:
        make_record(database, articles, stances)
    tokens = _sessions(database, reviewers)
    began = time.perf_counter()
    command = [sys.executable, "-c", START, "serve", "--db", str(database), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            base = server.stderr.readline().split()[0].rstrip("/")
            start_s = time.perf_counter() - began
            alone = _go_through(base, tokens[0], keys)
            with ThreadPoolExecutor(reviewers) as pool:
                all_ = list(pool.map(lambda token: _go_through(base, token, keys), tokens))
        finally:
            server.terminate()
    kept = (_kept(database) or 0) - (before or 0)
    return Measures(
        articles,
        stances,
        start_s,
        _latency(alone[0]),
        _latency(alone[1]),
        reviewers,
        _latency([second for key, _ in all_ for second in key]),
        _latency([second for _, page in all_ for second in page]),
        len(alone[0]) + sum(len(key) for key, _ in all_),
        kept,
    )


def _kept(database: Database) -> int | None:
    """How many judgements a database holds; ``None`` if there is no record in it yet."""
    with Writer(database):  # makes the tables
        pass
    with View(database) as view, Reviews(database) as reviews:
        return len({judgement.id for judgement, _ in reviews.judged()}) if view.counts().articles else None


def _go_through(base: str, token: str, keys: int) -> tuple[list[float], list[float]]:
    """Decide about so many stances; give the seconds of each form and of each page."""
    on_keys, on_pages = [], []
    with httpx2.Client(base_url=base, cookies={COOKIE: token}, timeout=120) as client:
        page = client.get("/review", follow_redirects=True)
        for number in range(keys):
            (form,) = html.fromstring(page.text).cssselect("form.decide")
            assert isinstance(form, html.FormElement)
            fields = {name: value or "" for name, value in form.fields.items()}
            began = time.perf_counter()
            answer = client.post("/review/decide", data=fields | {"decision": ("accept", "reject")[number % 2]})
            on_keys.append(time.perf_counter() - began)
            assert answer.status_code == 303, answer.text
            began = time.perf_counter()
            page = client.get(answer.headers["location"])
            on_pages.append(time.perf_counter() - began)
            assert page.status_code == 200, page.text
    return on_keys, on_pages


def _latency(seconds: Sequence[float]) -> Latency:
    return Latency(len(seconds), median(seconds), quantiles(seconds, n=20)[-1])


def _sessions(database: Database, count: int) -> list[str]:
    now = datetime.now(UTC)
    tokens, batch = [new_token() for _ in range(count)], f"Reviewer {now:%H%M%S}"
    with Accounts(database) as accounts:
        for number, token in enumerate(tokens):
            accounts.add(Account(f"{batch} {number}", "reviewer", "no password", now))
            accounts.begin(token_hash(token), f"{batch} {number}", now, now + timedelta(hours=2))
    return tokens


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--stances", type=int, default=60_000)
    parser.add_argument("--reviewers", type=int, default=50)
    parser.add_argument("--keys", type=int, default=20)
    parser.add_argument(
        "--db", help="a database, empty or with the record made before; by default a file that is removed"
    )
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = database_from(asked.db or str(Path(folder) / "record.db"))
        found = asdict(measure(database, asked.articles, asked.stances, asked.reviewers, asked.keys))
    print(json.dumps(found) if asked.json else "\n".join(_lines(found)))


def _lines(found: dict[str, Any]) -> Iterator[str]:
    for name, value in found.items():
        yield f"{name:<12} {value}"


if __name__ == "__main__":
    main()
