"""Our own labels of how claims of two reports of one event relate, with the claims that the reader finds where they are.

``training/data/compared.json`` holds, for pairs of corpus articles that our grouping took for reports of one event, pairs of
claims that our comparison matched: nearly all that it made with a chance of three in ten in 181 pairs of articles, and of others
those that it took most for conflicts or that differ in numbers, times or acts, and some at random; with the kind of each claim,
its first and last words, and the relation by part 3 of the reading guidelines, or nothing where they are not about the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.gold import scorer
from benchmarks.stories import article_of
from onrecord.reading.reader import BuiltinReader
from onrecord.record.comparison.claims import Claim
from onrecord.record.comparison.compared import prepared
from onrecord.record.vectors import FloatArray
from onrecord.records import Reading
from training.corpora import corpus_texts

LABELS = Path(__file__).parent / "data" / "compared.json"
_LEAST_SHARED = 0.5


@dataclass(frozen=True, slots=True)
class Examples:
    """Pairs of claims of one pair of reports (n, features): 1 about the same, 0 not, -1 left out; and how they relate."""

    features: FloatArray
    labels: npt.NDArray[np.int64]
    relations: tuple[str | None, ...]
    on: tuple[str | None, ...]


class _NoVectors:
    """Vectors that tell nothing, for what is told from them teaches nothing of how claims relate, and takes minutes."""

    version = "none"

    def of(self, texts: Sequence[str]) -> FloatArray:
        """Return nothing but zeros (texts, 1)."""
        return np.zeros((len(texts), 1), dtype=np.float32)


def compared_claims(reader: BuiltinReader) -> Iterator[Examples]:
    """Yield the labelled claims of each pair of articles that the reader finds again; the others teach nothing.

    Pairs of articles with one labelled match, which is no conflict, are left out: reading them takes minutes, and what is
    learnt without them tells conflicts as well. What is told from sentence vectors is zero.
    """
    pairs = [pair for pair in json.loads(LABELS.read_text("utf8")) if _teaches(pair)]
    vectors = _NoVectors()
    texts = corpus_texts({pair[side] for pair in pairs for side in "ab"})
    for pair in pairs:
        readings = [reader.read(article_of(pair[side], texts[pair[side]], None)) for side in "ab"]
        ready = prepared(readings[0], readings[1], vectors)
        words = [
            [_words(reading, claim) for claim in claims] for reading, claims in zip(readings, ready.claims, strict=True)
        ]
        numbers = {place: n for n, place in enumerate(ready.pairs.numbers)}
        labels = np.full(len(numbers), -1, dtype=np.int64)
        relations: list[str | None] = [None] * len(labels)
        on: list[str | None] = [None] * len(labels)
        for match in pair["matches"]:
            i, j = (_meant(match[side], ready.claims[n], words[n]) for n, side in enumerate("ab"))
            number = numbers.get((i, j)) if i is not None and j is not None else None
            if number is not None:
                labels[number] = int(match["relation"] is not None)
                relations[number], on[number] = match["relation"], match["on"]
        yield Examples(ready.pairs.features, labels, tuple(relations), tuple(on))


def _teaches(pair: Mapping[str, Any]) -> bool:
    relations = [match["relation"] for match in pair["matches"] if match["relation"] is not None]
    return len(relations) > 1 or "conflict" in relations


def _words(reading: Reading, claim: Claim) -> frozenset[int]:
    """The numbers of the words of an article, as the scorer counts them, that a claim quotes."""
    every = _counted(reading.article.text)
    return frozenset(
        n for n, (_, start, end) in enumerate(every) for span in claim.spans if start < span.end and end > span.start
    )


@lru_cache(maxsize=4)
def _counted(text: str) -> tuple[tuple[str, int, int], ...]:
    return tuple(scorer().words(text))


def _meant(label: Mapping[str, Any], claims: Sequence[Claim], words: Sequence[frozenset[int]]) -> int | None:
    """The number of the claim that a label is of: of its kind, and with most of its words."""
    wanted = frozenset(n for first, last in label["words"] for n in range(first, last + 1))
    shares = {
        n: len(wanted & found) / len(wanted | found)
        for n, (claim, found) in enumerate(zip(claims, words, strict=True))
        if claim.kind == label["kind"] and found
    }
    best = max(shares, key=lambda n: shares[n], default=None)
    return best if best is not None and shares[best] >= _LEAST_SHARED else None
