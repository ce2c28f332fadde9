"""How long it takes to find the copies of one new article among many: ``python -m benchmarks.copies [SIZE …]``.

Articles are made of invented words, as long as those of ``../shared/corpus`` are on average, and kept with their keys as
the writer keeps them; all keys but those of the copies that are looked for are drawn at random, which is what keys are.
Then reports are kept one at a time, some of them copies, and the time for each is taken: wall clock and processor.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from onrecord.pipeline.copying import find_copies
from onrecord.record.copies import METHOD
from onrecord.records import Article, Block, Dated, Reading
from onrecord.store import PageVersion, View, Writer
from onrecord.vocabulary import BlockKind

SIZES = (1_000, 10_000, 100_000, 1_000_000)
KEYS = 28
"""How many keys an article of the corpus has on average, of at most 40."""
_FIRST = date(2020, 1, 1)
_PARAGRAPHS, _SENTENCE = 21, 20
_LOOKED_UP = 40


@dataclass(frozen=True, slots=True)
class Found:
    """Times in milliseconds for one new article among ``articles`` that are stored; ``missed`` counts copies not found."""

    articles: int
    filled_s: float
    median_ms: float
    worst_ms: float
    processor_ms: float
    missed: int
    megabytes: float


def measured(size: int, folder: Path) -> Found:
    """Keep ``size`` articles, and look for the copies of some more."""
    path, rng = folder / f"{size}.db", random.Random(size)
    with Writer(path) as writer:
        for number in range(_LOOKED_UP):
            _keep(writer, _report(f"original{number}", rng))
    start = time.perf_counter()
    _fill(path, size, rng)
    filled = time.perf_counter() - start
    wall, processor, missed = [], [], 0
    with Writer(path) as writer, View(path) as view:
        originals = {reading.article.id: reading.article for reading in view.readings() if reading.article.blocks}
        for number in range(_LOOKED_UP):
            original = originals[f"original{number}"]
            article = _cut(original, number) if number % 2 else _report(f"new{number}", rng)
            writer.keep(PageVersion(article.page, "1", "1"), [Reading(article, (), (), "none 1")], "none 1")
            before, used = time.perf_counter(), time.process_time()
            find_copies(writer, article.page)
            wall.append((time.perf_counter() - before) * 1000)
            processor.append((time.process_time() - used) * 1000)
            found = view.taken(article.id)
            missed += bool(number % 2) and (found is None or found[0] != original.id)
    megabytes = path.stat().st_size / 1e6
    return Found(size, filled, statistics.median(wall), max(wall), statistics.median(processor), missed, megabytes)


def _report(id_: str, rng: random.Random) -> Article:
    def sentence() -> str:
        return " ".join(f"w{rng.randrange(50_000)}" for _ in range(_SENTENCE)) + "."

    return _article(id_, [f"{sentence()} {sentence()}" for _ in range(_PARAGRAPHS)], _FIRST)


def _cut(original: Article, number: int) -> Article:
    paragraphs = [block.span.quote(original.text) for block in original.blocks]
    return _article(f"copy{number}", paragraphs[: len(paragraphs) * 2 // 3], _FIRST + timedelta(days=1))


def _article(id_: str, paragraphs: list[str], day: date) -> Article:
    blocks: list[Block] = []
    at = 0
    for paragraph in paragraphs:
        blocks.append(Block(BlockKind.PARAGRAPH, at, at + len(paragraph)))
        at += len(paragraph) + 2
    dated = Dated(day, "made up")
    return Article(id_, f"{id_}.html", "\n\n".join(paragraphs), tuple(blocks), outlet=f"The {id_}", published=dated)


def _keep(writer: Writer, article: Article) -> None:
    writer.keep(PageVersion(article.page, "1", "1"), [Reading(article, (), (), "none 1")], "none 1")
    find_copies(writer, article.page)


def _fill(path: Path, size: int, rng: random.Random) -> None:
    """Insert articles without text in bulk, with random keys in the order in which the table keeps them."""
    connection = sqlite3.connect(path)
    first = connection.execute("SELECT max(n) + 1 FROM articles").fetchone()[0]
    connection.execute("PRAGMA synchronous=OFF")
    with connection:
        connection.execute(
            "INSERT INTO pages (n, address, fingerprint, content_hash) VALUES (?, 'filled', '1', '1')", (first,)
        )
        numbers = range(first, first + size)
        connection.executemany(
            "INSERT INTO articles (n, page, key, id, outlet, text) VALUES (?, ?, ?, ?, 'The Filler', '')",
            ((n, first, str(n), f"f{n}") for n in numbers),
        )
        connection.executemany(
            "INSERT INTO readings (article, reader, read_at, current) VALUES (?, 'none 1', '2020-01-01', 1)",
            ((n,) for n in numbers),
        )
        connection.executemany(
            f"INSERT INTO copy_marks (article, method, key_count, rank) VALUES (?, '{METHOD}', {KEYS}, ?)",
            ((n, n) for n in numbers),
        )
        connection.executemany("INSERT OR IGNORE INTO copy_keys VALUES (?, ?, ?)", _keys(first, size, rng))
    connection.close()


def _keys(first: int, size: int, rng: random.Random) -> Iterator[tuple[int, int, int]]:
    step = (1 << 32) / (size * KEYS)
    for number in range(size * KEYS):
        n = first + int(rng.random() * size)
        yield int(number * step), n, n


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    print(f"{'articles':>10} {'filled':>9} {'median':>9} {'worst':>9} {'processor':>10} {'missed':>7} {'database':>10}")
    for size in parser.parse_args().sizes:
        with tempfile.TemporaryDirectory() as made:
            found = measured(size, Path(made))
        times = f"{found.median_ms:6.1f} ms {found.worst_ms:6.1f} ms {found.processor_ms:7.1f} ms"
        print(f"{size:10,} {found.filled_s:7.1f} s {times} {found.missed:7} {found.megabytes:7.0f} MB", flush=True)


if __name__ == "__main__":
    main()
