"""Attributions scored against PolNeAR (Newell et al. 2018), with the project's scorer.

``python -m benchmarks.polnear`` prints what two of PolNeAR's annotators reach with each other, on the articles of train and dev
that several annotated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from benchmarks.gold import SHARED, brat_events, scorer
from onrecord.reading.attribution import Attribution
from onrecord.reading.encoder import Encoder, Guideline
from onrecord.reading.reader import encoded
from onrecord.reading.segments import segment
from onrecord.records import Article, Block, Span
from onrecord.vocabulary import BlockKind

SURE = 0.65
"""The likelihood from which a cue counts: the highest of those with the best F1 of cues on the held-out gold."""

ROLES = ("source", "cue", "content")

WordSets = tuple[frozenset[int], frozenset[int], frozenset[int]]


def polnear_gold(split: str) -> Iterator[tuple[str, list[WordSets]]]:
    """Yield PolNeAR's texts with the word sets of source, cue and content of each attribution.

    Some articles were annotated several times; the annotation that comes first by file name is taken.
    """
    for text, files in _annotated(split):
        yield text, list(_word_sets(files[0], text))


def agreement(split: str) -> dict[str, Any]:
    """Score the second annotation of each article that was annotated more than once against the first."""
    score = scorer()
    tally = score.Tally()
    for text, files in _annotated(split):
        if len(files) > 1:
            first, second = (list(_word_sets(path, text)) for path in files[:2])
            for role, name in enumerate(ROLES):
                score.spans_tally(tally, name, [g[role] for g in first], [p[role] for p in second])
    return {name: tally.prf(name) for name in ROLES}


def _annotated(split: str) -> Iterator[tuple[str, list[Path]]]:
    """Yield the texts, each with the files of its annotations in the order of their names."""
    folder = SHARED / "polnear" / split
    for stem, paths in groupby(sorted((folder / "attributions").glob("*.ann")), key=lambda p: p.stem.rsplit("_", 1)[0]):
        yield (folder / "text" / f"{stem}.txt").read_text(encoding="utf8"), list(paths)


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
        # Every attribution of PolNeAR has a content, and there is no confidence to weigh.
        seen = encoded(encoder, text, sentences, Guideline.POLNEAR)
        found = [a for a in seen.attributions(encoder) if a.content and a.evidence[0] >= SURE]
        predicted = [_sets(words, a) for a in found]
        for role, name in enumerate(ROLES):
            score.spans_tally(tally, name, [g[role] for g in gold], [p[role] for p in predicted])
    return {name: tally.prf(name) for name in ROLES}


def _sets(words: Sequence[tuple[str, int, int]], found: Attribution) -> WordSets:
    return (
        word_set(words, [found.source] if found.source else []),
        word_set(words, [found.cue]),
        word_set(words, found.content),
    )


if __name__ == "__main__":
    for part in ("train", "dev"):
        print(part, agreement(part))
