"""How time and memory grow with the record: ``python -m benchmarks.scale [--sizes N …] [--made N …] [--results FILE]``.

``corpus``: growing shares of the 9,000 articles of ``../shared/corpus`` are kept, their copies are found, and they are grouped
into stories, one article at a time, as ``onrecord read`` does. Vectors are made beforehand, once, and are known to the grouping;
so are the words of the articles, which are kept without being read: a sample is read and compared beside that (``--read``).

``made``: up to 200,000 records are made of the corpus: every article again and again, each time on another day and with one name
or word in five replaced by an invented one that belongs to that time, as if other events were told in the same manner.

Every size runs in a process of its own, whose peak memory is taken. What is measured is appended to the results, a line of JSON
for each size, and sizes that are there already are not measured again: a run that is killed goes on where it stopped.
``--plot`` draws them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import random
import re
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import combinations, islice
from pathlib import Path
from typing import Any

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
from onrecord.store import PageVersion, View, Writer

HERE = Path(__file__).parent
SIZES = (1_000, 2_000, 4_000, 6_000, 9_000)
MADE = (25_000, 50_000, 100_000, 200_000)
READ = 60
_READER = "none 1"
_REPLACED = 5
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


def measured(kind: str, size: int, vectors_file: Path) -> Scaled:
    """Keep, compare for copies and group so many articles in a new database."""
    with np.load(vectors_file) as kept:
        by_id = dict(zip(kept["ids"].tolist(), kept["vectors"].astype(np.float32), strict=True))
        version = str(kept["version"])
    articles = corpus()
    taken = [0.0, 0.0, 0.0]
    last = 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "o.db"
        with Writer(path) as writer:
            for number, article in enumerate(made(articles, size)):
                both = np.split(by_id[article.id.partition("~")[0]], 2)
                known = KnownVectors(
                    version, dict(zip((headline_of(article.text), lead_of(article.text)), both, strict=True))
                )
                at = [time.process_time()]
                writer.keep(PageVersion(article.page, "1", "1"), [Reading(article, (), (), _READER)], _READER)
                at.append(time.process_time())
                touched = find_copies(writer, article.page)
                at.append(time.process_time())
                group(writer, touched, known)
                at.append(time.process_time())
                for part in range(3):
                    taken[part] += at[part + 1] - at[part]
                if number >= size * 9 // 10:
                    last += at[3] - at[1]
        with View(path) as view:
            sizes = [(len(each.reports), len(each.reports) - len(each.witnesses)) for each in view.stories()]
        database = sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tenth = size - size * 9 // 10
    return Scaled(
        kind, size, round(taken[0], 2), round(taken[1], 2), round(taken[2], 2),
        round(1000 * last / tenth, 2), round(peak), round(database),
        len(sizes), max(reports for reports, _ in sizes), sum(copies for _, copies in sizes),
    )  # fmt: skip


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
    """The article as if it told of something else: some words are replaced, the same ones always by the same."""

    def replaced(match: re.Match[str]) -> str:
        word = match[0]
        return f"{word[:2]}{turn}{word[2:]}" if _is_replaced(word.lower(), turn) else word

    day = None
    if article.published:
        day = article.published.value + timedelta(days=random.Random(turn).randrange(1, 3_000))
    text = _WORD.sub(replaced, article.text)
    return article_of(f"{article.id}~{turn}", text, day, article.outlet)


@lru_cache(maxsize=1 << 17)
def _is_replaced(word: str, turn: int) -> bool:
    return random.Random(f"{word} {turn}").randrange(_REPLACED) == 0


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
        for size in sizes:
            if (kind, size) in done:
                continue
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                found = pool.apply(measured, (kind, size, options.vectors))
            with options.results.open("a", encoding="utf8") as file:
                file.write(json.dumps(asdict(found)) + "\n")
            print(json.dumps(asdict(found)), flush=True)
    if options.read:
        print(json.dumps(read_and_compared(options.read)))
    if options.plot:
        (HERE / "scale.svg").write_text(plot(results(options.results)), "utf8")


if __name__ == "__main__":
    main()
