"""How time and memory grow with the record: ``python -m benchmarks.scale [--sizes N …] [--made N …] [--results FILE]``.

``corpus``: growing shares of the 9,000 articles of ``../shared/corpus`` are kept, their copies are found, and they are grouped
into stories, one article at a time, as ``onrecord read`` does. Vectors are made beforehand, once, and are known to the grouping;
so are the words of the articles, which are kept without being read: a sample is read and compared beside that (``--read``).

``made``: up to 200,000 records are made of the corpus: every article again and again, each time some months later and with two
names or words in three replaced by invented ones that belong to that time, as if other events were told in the same manner.

Each kind runs in a process of its own, which keeps ever more articles in one database and notes at each size what all of them
took up to there, and the peak of its memory. What is measured is appended to the results, a line of JSON for each size, as soon
as it is known; sizes that are there already are not measured again. ``--plot`` draws them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import random
import re
import sqlite3
import tempfile
import time
from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import combinations, islice
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from benchmarks.gold import SHARED
from benchmarks.scale_plot import plot
from benchmarks.stories import article_of
from onrecord.pipeline.copying import find_copies
from onrecord.pipeline.grouping import group
from onrecord.reading.encoder import shipped_weights
from onrecord.reading.reader import BuiltinReader
from onrecord.record.comparison.compared import compare
from onrecord.record.stories.traits import headline_of, lead_of, vectors_of
from onrecord.record.vectors import EncoderVectors, FloatArray, RememberedVectors
from onrecord.records import Article, Reading
from onrecord.store import PageVersion, Writer

HERE = Path(__file__).parent
SIZES = (1_000, 2_000, 3_000, 4_500, 6_000, 9_000)
MADE = (25_000, 50_000, 100_000, 200_000)
READ = 60
_READER = "none 1"
_ONE_KEPT_OF = 3
_LATER = timedelta(days=131)
_WORD = re.compile(r"\b[^\W\d_]{4,}\b")


@dataclass(frozen=True, slots=True)
class Scaled:
    """What one size took: seconds of processor time for each part, the peak of memory, and what was found.

    ``last_ms`` is what copies and stories of one article more took, on average over the last tenth.
    """

    kind: str
    articles: int
    kept_s: float
    copies_s: float
    stories_s: float
    last_ms: float
    megabytes: float
    database_mb: float
    stories: int
    largest: int
    copies: int


class KnownVectors:
    """Vectors that were made beforehand, by the texts they are of."""

    def __init__(self, version: str, known: dict[str, FloatArray]) -> None:
        self.version, self._known = version, known

    def of(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors (texts, 384)."""
        return np.stack([self._known[text] for text in texts])


def corpus() -> list[Article]:
    """The articles of the corpus, in an order that is the same every time."""
    with gzip.open(SHARED / "corpus" / "articles.jsonl.gz", "rt", encoding="utf8") as lines:
        found = [json.loads(line) for line in lines]
    random.Random(0).shuffle(found)
    return [article_of(a["id"], f"{a['title']}\n\n{a['text']}", _day(a["date"]), a["outlet"]) for a in found]


def made(articles: Sequence[Article], size: int) -> Iterator[Article]:
    """Records that are like these articles: each round tells other events in the same manner, on other days."""
    for number in range(size):
        article, turn = articles[number % len(articles)], number // len(articles)
        yield article if turn == 0 else _told_anew(article, turn)


def measured(kind: str, sizes: Collection[int], vectors_file: Path) -> Iterator[Scaled]:
    """Keep articles in a new database, compare them for copies and group them; yield what that took at each size."""
    with np.load(vectors_file) as kept:
        by_id = dict(zip(kept["ids"].tolist(), kept["vectors"].astype(np.float32), strict=True))
        version = str(kept["version"])
    taken = [0.0, 0.0, 0.0]
    each_s = array("d")
    with tempfile.TemporaryDirectory() as folder, Writer(path := Path(folder) / "o.db") as writer:
        for number, article in enumerate(made(corpus(), max(sizes)), 1):
            vectors = _vectors(article, version, by_id)
            at = [time.process_time()]
            writer.keep(PageVersion(article.page, "1", "1"), [Reading(article, (), (), _READER)], _READER)
            at.append(time.process_time())
            touched = find_copies(writer, article.page)
            at.append(time.process_time())
            group(writer, touched, vectors)
            at.append(time.process_time())
            for part in range(3):
                taken[part] += at[part + 1] - at[part]
            each_s.append(at[3] - at[1])
            if number in sizes:
                yield _scaled(kind, taken, each_s, path)


def _scaled(kind: str, taken: Sequence[float], each_s: Sequence[float], database: Path) -> Scaled:
    """What was taken up to here, and what is in the database."""
    last = each_s[len(each_s) * 9 // 10 :]
    # Without the store's own records, which would count as memory that growing needs.
    with closing(sqlite3.connect(database)) as connection:
        stories, largest, copies = connection.execute(
            "SELECT COUNT(*), MAX(reports), SUM(copies) FROM (SELECT COUNT(*) AS reports, SUM(article <> witness) AS copies"
            " FROM story_members GROUP BY story) AS stories"
        ).fetchone()
    kept_s, copies_s, stories_s = (round(seconds, 2) for seconds in taken)
    return Scaled(
        kind=kind,
        articles=len(each_s),
        kept_s=kept_s,
        copies_s=copies_s,
        stories_s=stories_s,
        last_ms=round(1000 * sum(last) / len(last), 2),
        megabytes=_peak_megabytes(),
        database_mb=round(sum(file.stat().st_size for file in database.parent.iterdir()) / 1e6),
        stories=stories,
        largest=largest,
        copies=copies,
    )


def _peak_megabytes() -> int:
    """The peak of this process alone: ``ru_maxrss`` also knows the peak of the process that it was started from."""
    status = Path("/proc/self/status").read_text("utf8")
    return round(int(re.findall(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)[0]) / 1024)


def measure(kind: str, sizes: Collection[int], vectors: Path, to: Path) -> None:
    """Append to the results what each size takes."""
    for found in measured(kind, sizes, vectors):
        line = json.dumps(asdict(found))
        with to.open("a", encoding="utf8") as file:
            file.write(line + "\n")
        print(line, flush=True)


def read_and_compared(number: int) -> dict[str, float]:
    """Read a sample of the corpus and compare each two neighbours: milliseconds for one article and for one pair."""
    reader = BuiltinReader(shipped_weights())
    articles = corpus()[:number]
    reader.read(articles[0])
    start = time.process_time()
    readings = [reader.read(article) for article in articles]
    read = time.process_time() - start
    vectors = RememberedVectors(EncoderVectors(shipped_weights()))
    pairs = list(islice(combinations(readings, 2), number))
    compare(*pairs[0], vectors)
    start = time.process_time()
    for one, other in pairs:
        compare(one, other, vectors)
    compared = time.process_time() - start
    return {"read_ms": 1000 * read / number, "compared_ms": 1000 * compared / len(pairs)}


def make_vectors(file: Path) -> None:
    """Make the vectors of the corpus, unless they are there."""
    encoder = EncoderVectors(shipped_weights())
    version = f"headline and beginning {encoder.version}"
    if file.exists():
        with np.load(file) as kept:
            if str(kept["version"]) == version:
                return
    articles = corpus()
    vectors = vectors_of([article.text for article in articles], encoder).astype(np.float16)
    np.savez(file, ids=np.array([each.id for each in articles]), vectors=vectors, version=np.array(version))


def _told_anew(article: Article, turn: int) -> Article:
    """The article as if it told of something else: most words are replaced, the same ones always by the same."""

    def replaced(match: re.Match[str]) -> str:
        word = match[0]
        kept = crc32(f"{word.lower()} {turn}".encode()) % _ONE_KEPT_OF == 0
        return word if kept else f"{word[:2]}{turn}{word[2:]}"

    day = article.published.value + turn * _LATER if article.published else None
    return article_of(f"{article.id}~{turn}", _WORD.sub(replaced, article.text), day, article.outlet)


def _vectors(article: Article, version: str, by_id: Mapping[str, FloatArray]) -> KnownVectors:
    """What the article's headline and beginning mean; turned round each time, for other events mean something else."""
    id_, _, turn = article.id.partition("~")
    both = [np.roll(half, int(turn or 0)) for half in np.split(by_id[id_], 2)]
    return KnownVectors(version, dict(zip((headline_of(article.text), lead_of(article.text)), both, strict=True)))


def _day(words: str | None) -> date | None:
    try:
        day = date.fromisoformat(words or "")
    except ValueError:
        return None
    return day if 1990 < day.year < 2030 else None


def results(file: Path) -> list[dict[str, Any]]:
    """Return what was measured before."""
    return [json.loads(line) for line in file.read_text("utf8").splitlines()] if file.exists() else []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="*", type=int, default=SIZES, help="shares of the corpus")
    parser.add_argument("--made", nargs="*", type=int, default=MADE, help="numbers of made records")
    parser.add_argument("--read", type=int, default=READ, help="articles to read and compare; 0 for none")
    parser.add_argument("--results", type=Path, default=HERE / "scale.jsonl")
    parser.add_argument("--vectors", type=Path, default=Path(tempfile.gettempdir()) / "onrecord-corpus-vectors.npz")
    parser.add_argument("--plot", action="store_true", help="draw benchmarks/scale.svg")
    options = parser.parse_args()
    make_vectors(options.vectors)
    done = {(line["kind"], line["articles"]) for line in results(options.results)}
    for kind, sizes in (("corpus", options.sizes), ("made", options.made)):
        missing = {size for size in sizes if (kind, size) not in done}
        if missing:
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                pool.apply(measure, (kind, missing, options.vectors, options.results))
    if options.read:
        print(json.dumps(read_and_compared(options.read)))
    if options.plot:
        (HERE / "scale.svg").write_text(plot(results(options.results)), "utf8")


if __name__ == "__main__":
    main()
