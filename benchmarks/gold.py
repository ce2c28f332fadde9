"""Readings scored against gold readings and against PolNeAR, with the project's scorer (``../shared/gold/score.py``)."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord.pages.articles import articles_of
from onrecord.reading.attribution import Attribution
from onrecord.reading.encoder import Encoder, Guideline
from onrecord.reading.plugin import Reader
from onrecord.reading.reader import attributions
from onrecord.reading.segments import segment
from onrecord.records import Article, Block, Page, Reading, Span
from onrecord.vocabulary import BlockKind
from onrecord.wire import reading_to_json

SHARED = Path(__file__).resolve().parents[2] / "shared"


@lru_cache(maxsize=1)
def scorer() -> ModuleType:
    """Load the scorer from its file."""
    spec = importlib.util.spec_from_file_location("gold_score", SHARED / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold_ids(folder: Path) -> list[str]:
    """Return the ids of the annotated articles in ``folder``."""
    names = (path.stem for path in folder.glob("*.json"))
    return sorted(name for name in names if not name.startswith("pair-") and name != "manifest")


def gold_text(folder: Path, article_id: str) -> str:
    """Return an annotated article as plain text: the headline, an empty line, a line for each sentence."""
    lines = (folder / "in" / f"{article_id}.txt").read_text(encoding="utf8").splitlines()
    sentences = [m[2] for line in lines if (m := re.match(r"(\d+)\| ?(.*)", line))]
    return sentences[0] + "\n\n" + "\n".join(sentences[1:]) + "\n"


def gold_reading(folder: Path, article_id: str, reader: Reader) -> Reading:
    """Read an annotated article the whole way, from a page of plain text."""
    page = Page(f"{article_id}.txt", gold_text(folder, article_id).encode(), "text/plain")
    articles = articles_of(page)
    # What the dump's reader took for several articles is scored as what it is: one article in pieces.
    readings = [reader.read(article) for article in articles]
    return max(readings, key=lambda reading: len(reading.article.text))


def score_gold(folder: Path, readings: Mapping[str, Reading]) -> tuple[dict[str, Any], list[tuple[float, bool]]]:
    """Score readings by article id; the second value gives each statement's confidence and whether it is right."""
    score = scorer()
    tally = score.Tally()
    judged: list[tuple[float, bool]] = []
    for article_id, reading in readings.items():
        gold = score.Gold(str(folder), article_id)
        record = reading_to_json(reading)
        predicted = score.Reading(gold, record)
        score.score_article(tally, gold, predicted, [])
        judged.extend(zip((s.confidence for s in reading.statements), right(gold, predicted), strict=True))
    figures: dict[str, Any] = {
        name: tally.prf(name) for name in ("source", "cue", "content", "statement", "statement exact")
    }
    figures |= {name: tally.share(name) for name in ("name", "party", "polarity")}
    return figures, judged


def right(gold: Any, predicted: Any) -> list[bool]:
    """Tell for each predicted statement whether the scorer counts it as right."""
    score = scorer()

    def closeness(g: Any, p: Any) -> float:
        overlap = score.iou(g["content"], p["content"])
        if overlap < 0.5:
            return 0.0
        return float(overlap + 0.01 * bool(g["cue"] & p["cue"]) + 0.01 * score.source_right(g, p))

    hits = {
        j
        for i, j in score.assign(gold.statements, predicted.statements, closeness)
        if score.source_right(gold.statements[i], predicted.statements[j])
    }
    return [j in hits for j in range(len(predicted.statements))]


EVEN = 2 / 3
"""Training weighs a missed cue twice: odds of two to one are even odds."""
WordSets = tuple[frozenset[int], frozenset[int], frozenset[int]]


def polnear_gold(split: str) -> Iterator[tuple[str, list[WordSets]]]:
    """Yield PolNeAR's texts with the word sets of source, cue and content of each attribution.

    Some articles were annotated several times; the annotation that comes first by file name is taken.
    """
    folder = SHARED / "polnear" / split
    seen: set[str] = set()
    for path in sorted((folder / "attributions").glob("*.ann")):
        stem = path.stem.rsplit("_", 1)[0]
        if stem not in seen:
            seen.add(stem)
            text = (folder / "text" / f"{stem}.txt").read_text(encoding="utf8")
            yield text, list(_word_sets(path, text))


def brat_events(path: Path) -> Iterator[dict[str, list[Span]]]:
    """Yield the attributions of a brat file: the spans of ``Source``, ``Cue`` and ``Content``, in the order of the file."""
    spans: dict[str, list[Span]] = {}
    events: list[list[str]] = []
    for line in path.read_text(encoding="utf8").splitlines():
        fields = line.split("\t")
        if fields[0].startswith("T") and len(fields) > 1:
            pieces = re.findall(r"(\d+) (\d+)", fields[1].split(" ", 1)[1])
            spans[fields[0]] = [Span(int(a), int(b)) for a, b in pieces]
        elif fields[0].startswith("E"):
            events.append(fields[1].split())
    for event in events:
        roles: dict[str, list[Span]] = {"Source": [], "Cue": [], "Content": []}
        for argument in event:
            role, target = argument.split(":")
            if role.rstrip("0123456789") in roles:
                roles[role.rstrip("0123456789")].extend(spans[target])
        yield roles


def _word_sets(path: Path, text: str) -> Iterator[WordSets]:
    words = scorer().words(text)
    for roles in brat_events(path):
        source, cue, content = (word_set(words, roles[role]) for role in ("Source", "Cue", "Content"))
        yield source, cue, content


def word_set(words: Sequence[tuple[str, int, int]], spans: Iterable[Span]) -> frozenset[int]:
    """Return the indices of the words that share a character with one of ``spans``."""
    found: set[int] = set()
    for span in spans:
        found.update(n for n, (_, a, b) in enumerate(words) if a < span.end and b > span.start)
    return frozenset(found)


def plain_article(text: str) -> Article:
    """Wrap clean text as an article, a paragraph for each line that is not empty."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", text))
    return Article(id="", page="", text=text, blocks=blocks)


def score_polnear(split: str, encoder: Encoder, limit: int | None = None) -> dict[str, Any]:
    """Score the encoder's attributions, by PolNeAR's guideline, on one of its splits: spans with the same words."""
    score = scorer()
    tally = score.Tally()
    for n, (text, gold) in enumerate(polnear_gold(split)):
        if limit is not None and n >= limit:
            break
        sentences = [s.span for s in segment(plain_article(text))]
        words = score.words(text)
        # Every attribution of PolNeAR has a content, and there is no confidence to weigh: the likelier of the two counts.
        found = [
            a for a in attributions(encoder, text, sentences, Guideline.POLNEAR) if a.content and a.evidence[0] >= EVEN
        ]
        predicted = [_sets(words, a) for a in found]
        for role, name in enumerate(("source", "cue", "content")):
            score.spans_tally(tally, name, [g[role] for g in gold], [p[role] for p in predicted])
    return {name: tally.prf(name) for name in ("source", "cue", "content")}


def _sets(words: Sequence[tuple[str, int, int]], found: Attribution) -> WordSets:
    return (
        word_set(words, [found.source] if found.source else []),
        word_set(words, [found.cue]),
        word_set(words, found.content),
    )
