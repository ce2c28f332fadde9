"""Attributions scored against PolNeAR (Newell et al. 2018), with the project's scorer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
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
        for role, name in enumerate(("source", "cue", "content")):
            score.spans_tally(tally, name, [g[role] for g in gold], [p[role] for p in predicted])
    return {name: tally.prf(name) for name in ("source", "cue", "content")}


def _sets(words: Sequence[tuple[str, int, int]], found: Attribution) -> WordSets:
    return (
        word_set(words, [found.source] if found.source else []),
        word_set(words, [found.cue]),
        word_set(words, found.content),
    )
