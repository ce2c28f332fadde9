"""How well articles are grouped by the event they report: ``python -m benchmarks.stories [--json] [--keep FOLDER]``.

Two measures, both the whole way through a database, one article at a time, but for the reading, which plays no part in it.

``ecb``: the articles of ECB+ (Cybulska and Vossen 2014), 40 events in 20 topics of two events each, no dates, no topic given,
without the address that half of the articles begin with: B-cubed precision, recall and F1 (Bagga and Baldwin 1998).

``gold``: the two reports of each pair of ``gold/dev`` among 2,000 articles of the same years from the corpus. A pair is
right if both are in one story and no other report of ``gold/dev`` is; ``train`` is the same for the pairs of ``gold/train``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks.gold import SHARED, gold_text
from onrecord.pipeline.grouping import group, group_waiting
from onrecord.reading.encoder import shipped_weights
from onrecord.record.vectors import EncoderVectors, Vectors
from onrecord.records import Article, Block, Dated, Reading
from onrecord.store import PageVersion, View, Writer
from onrecord.vocabulary import BlockKind

AMONG = 2_000
_ADDRESS = re.compile(r"^http.*\n")
_READER = "none 1"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles that report one event, by their ids."""

    name: str
    a: str
    b: str


def ecb() -> tuple[list[Article], dict[str, str]]:
    """The articles of ECB+ and the event that each one reports."""
    lines = [json.loads(line) for line in (SHARED / "ecb" / "stories.jsonl").read_text("utf8").splitlines()]
    found = [article_of(line["id"], _ADDRESS.sub("", line["text"]), None) for line in lines]
    return found, {line["id"]: line["story"] for line in lines}


def gold(folder: Path) -> tuple[list[Article], list[Pair]]:
    """The reports of the pairs of a folder of gold readings, and the pairs; seed pages have no day there."""
    manifest = json.loads((folder / "manifest.json").read_text("utf8"))
    pairs = []
    for path in sorted(folder.glob("pair-*.json")):
        sides = json.loads(path.read_text("utf8"))
        pairs.append(Pair(path.stem.removeprefix("pair-"), sides["a"], sides["b"]))
    names = sorted({name for pair in pairs for name in (pair.a, pair.b)})
    known = {name: manifest.get(name, {}) for name in names}
    return [
        article_of(name, gold_text(folder, name), _day(known[name].get("date")), known[name].get("outlet"))
        for name in names
    ], pairs


def corpus(years: Iterable[int], but: Iterable[str], most: int) -> list[Article]:
    """So many articles of the corpus of these years, but for those with these addresses; the same ones every time."""
    wanted, left_out = set(years), set(but)
    with gzip.open(SHARED / "corpus" / "articles.jsonl.gz", "rt", encoding="utf8") as lines:
        found = [a for line in lines if (a := json.loads(line))["url"] not in left_out]
    of_years = [a for a in found if (day := _day(a["date"])) and day.year in wanted]
    chosen = random.Random(0).sample(of_years, min(most, len(of_years)))
    return [article_of(a["id"], f"{a['title']}\n\n{a['text']}", _day(a["date"]), a["outlet"]) for a in chosen]


def article_of(id_: str, text: str, day: date | None, outlet: str | None = None) -> Article:
    """An article whose first line is its headline, and whose other lines are its paragraphs."""
    lines = [line for line in text.splitlines() if line.strip()]
    blocks, at = [], 0
    for number, line in enumerate(lines):
        blocks.append(Block(BlockKind.PARAGRAPH if number else BlockKind.HEADLINE, at, at + len(line)))
        at += len(line) + 2
    title = lines[0] if lines else None
    dated = Dated(day, "given") if day else None
    return Article(id_, f"{id_}.txt", "\n\n".join(lines), tuple(blocks), outlet=outlet, title=title, published=dated)


def grouped(articles: Sequence[Article], database: Path, vectors: Vectors) -> dict[str, str]:
    """Keep the articles in a database, group them, and return the id of the story that each one is in."""
    with Writer(database) as writer:
        group_waiting(writer, vectors)
        for article in articles:
            version = PageVersion(article.page, "1", "1")
            if not writer.known(version, _READER):
                writer.keep(version, [Reading(article, (), (), _READER)], _READER)
        with writer.grouping() as grouping:
            waiting = grouping.waiting()
        group(writer, waiting, vectors)
    with View(database) as view:
        return {report.id: story.id for story in view.stories() for report in story.reports}


def b_cubed(found: dict[str, str], right: dict[str, str]) -> dict[str, float]:
    """Precision, recall and F1 of B-cubed in percent, every article weighing the same."""
    precision = recall = 0.0
    for one, event in right.items():
        together = {other for other in right if found[other] == found[one]}
        same = {other for other, others in right.items() if others == event}
        precision += len(together & same) / len(together) / len(right)
        recall += len(together & same) / len(same) / len(right)
    f1 = 2 * precision * recall / (precision + recall)
    return {"precision": 100 * precision, "recall": 100 * recall, "F1": 100 * f1}


def paired(found: dict[str, str], pairs: Sequence[Pair]) -> Iterator[tuple[Pair, bool, bool]]:
    """For each pair, whether it is in one story, and whether its stories have no other report of these pairs."""
    for pair in pairs:
        stories = {found[pair.a], found[pair.b]}
        others = {name for other in pairs for name in (other.a, other.b)} - {pair.a, pair.b}
        yield pair, len(stories) == 1, not any(found[name] in stories for name in others)


def measure(folder: Path, *, train: bool) -> dict[str, Any]:
    """All figures, in percent; databases are made in ``folder``, or used again if they are there."""
    vectors = EncoderVectors(shipped_weights())
    articles, right = ecb()
    figures: dict[str, Any] = {"ecb": b_cubed(grouped(articles, folder / "ecb.db", vectors), right)}
    for name in ("dev", "train") if train else ("dev",):
        reports, pairs = gold(SHARED / "gold" / name)
        manifest = json.loads((SHARED / "gold" / name / "manifest.json").read_text("utf8"))
        years = {each.published.value.year for each in reports if each.published}
        others = corpus(years, [each.get("url") for each in manifest.values()], AMONG)
        found = grouped([*reports, *others], folder / f"{name}.db", vectors)
        outcomes = list(paired(found, pairs))
        sizes = [list(found.values()).count(story) for story in set(found.values())]
        figures["gold" if name == "dev" else name] = {
            "pairs": len(pairs),
            "in one story": 100 * sum(one for _, one, _ in outcomes) / len(pairs),
            "alone in it": 100 * sum(alone for _, _, alone in outcomes) / len(pairs),
            "right": 100 * sum(one and alone for _, one, alone in outcomes) / len(pairs),
            "wrong": [pair.name for pair, one, alone in outcomes if not (one and alone)],
            "stories": len(sizes),
            "largest": max(sizes),
        }
    return figures


def _day(words: str | None) -> date | None:
    try:
        return date.fromisoformat(words or "")
    except ValueError:
        return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--train", action="store_true", help="also the pairs that it was learnt from")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the databases, and use those that are there")
    options = parser.parse_args()
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        figures = measure(options.keep, train=options.train)
    else:
        with tempfile.TemporaryDirectory() as made:
            figures = measure(Path(made), train=options.train)
    if options.json:
        print(json.dumps(figures))
        return
    console = Console(highlight=False)
    for part, values in figures.items():
        console.print(f"[bold]{part}[/bold]")
        for name, value in values.items():
            console.print(f"  {name:14} {value:.1f}" if isinstance(value, float) else f"  {name:14} {value}")


if __name__ == "__main__":
    main()
