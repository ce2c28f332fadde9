"""Phrases grouped into measures: the stances of many articles that match no entry of the codebook.

The commonest phrases come first, and each joins the group of the phrase before it that most likely names the same measure, or
begins its own (leader clustering, Hartigan 1975): a group never drifts from the phrase that it is called after. Which phrases
there are and how often they occur decides, never the order in which they were read.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from onrecord.record.vectors import FloatArray, Vectors
from onrecord.record.wording import Wording, wording

FEATURES = ("any pair", "vectors", "words shared", "all words shared", "same verb", "one undoes", "other party")
"""What two phrases are compared by."""

_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class Grouping:
    """How alike two phrases must be to name one measure: the coefficients of a logit, and the least chance."""

    weights: npt.NDArray[np.float64]
    least: float


@cache
def shipped_grouping() -> Grouping:
    """Load what ``training/matching.py`` has learnt."""
    loaded = json.loads((files("onrecord.record") / "data" / "matching.json").read_text("utf8"))["grouping"]
    return Grouping(np.array([loaded["weights"][name] for name in FEATURES]), loaded["least"])


def grouped(counts: Mapping[str, int], vectors: Vectors, grouping: Grouping | None = None) -> dict[str, str]:
    """Return for each phrase the one that its group is called after: the commonest of the group.

    ``counts`` says how often each phrase occurs. The answer does not depend on the order of ``counts``.
    """
    used = grouping or shipped_grouping()
    phrases = sorted(counts, key=lambda phrase: (-counts[phrase], len(phrase), phrase))
    leaders = _Leaders(phrases, vectors.of(phrases), used)
    return {phrase: phrases[leader] for phrase, leader in zip(phrases, leaders.found(), strict=True)}


class _Leaders:
    """The phrases that begin a group, found in one pass over the phrases."""

    def __init__(self, phrases: Sequence[str], vectors: FloatArray, grouping: Grouping) -> None:
        self._vectors, self._grouping = vectors, grouping
        self._worded = [wording(phrase) for phrase in phrases]
        self._rarity = rarity(self._worded)
        self._numbers: list[int] = []

    def found(self) -> list[int]:
        """Return for each phrase the number of its group's first phrase."""
        count = len(self._worded)
        leader = np.full(count, -1, dtype=np.intp)
        floor = self._floor()
        for first in range(0, count, _AT_ONCE):
            rows = range(first, min(first + _AT_ONCE, count))
            old = np.array(self._numbers, dtype=np.intp)
            near = self._vectors[first : rows.stop] @ self._vectors[old].T if len(old) else np.zeros((len(rows), 0))
            for row in rows:
                new = np.array(self._numbers[len(old) :], dtype=np.intp)
                cosines = np.concatenate([near[row - first], self._vectors[new] @ self._vectors[row]])
                leader[row] = self._leader_of(row, np.concatenate([old, new]), cosines, floor)
                if leader[row] == row:
                    self._numbers.append(row)
        return [int(each) for each in leader]

    def _leader_of(self, row: int, leaders: npt.NDArray[np.intp], cosines: FloatArray, floor: float) -> int:
        # Below the floor not even all the rest in common would be enough; the rest need not be looked at.
        worth = np.flatnonzero(cosines >= floor)
        best, chosen = self._grouping.least, row
        for at in worth:
            chance = self._chance(row, int(leaders[at]), float(cosines[at]))
            if chance > best:
                best, chosen = chance, int(leaders[at])
        return chosen

    def _chance(self, a: int, b: int, cosine: float) -> float:
        row = pair_features(self._worded[a], self._worded[b], cosine, self._rarity)
        return float(1 / (1 + np.exp(-float(np.dot(row, self._grouping.weights)))))

    def _floor(self) -> float:
        weights = dict(zip(FEATURES, self._grouping.weights, strict=True))
        rest = sum(max(0.0, weight) for name, weight in weights.items() if name not in ("any pair", "vectors"))
        asked = float(np.log(self._grouping.least / (1 - self._grouping.least)))
        # A weight that is not positive would mean that vectors say nothing: then every pair is looked at.
        return (asked - weights["any pair"] - rest) / weights["vectors"] if weights["vectors"] > 0 else -1.0


def pair_features(a: Wording, b: Wording, cosine: float, weights: Mapping[str, float]) -> list[float]:
    """Return the features of two phrases, the same either way round; ``weights`` are the words'."""
    shared = sum(weights.get(stem, 1.0) for stem in sorted(a.stems & b.stems))
    one, two = (sum(weights.get(stem, 1.0) for stem in sorted(each.stems)) for each in (a, b))
    return [
        1.0,
        cosine,
        2 * shared / (one + two) if one + two else 0.0,
        shared / min(one, two) if one and two else 0.0,
        float(a.head == b.head),
        float(a.undoes != b.undoes),
        float(bool(a.names) and bool(b.names) and not a.names & b.names),
    ]


def rarity(worded: Sequence[Wording]) -> dict[str, float]:
    """The weight of each word: the fewer phrases have it, the more, from 0.2 to 2."""
    counts = Counter(stem for words in worded for stem in sorted(words.stems))
    return {stem: 2.0 - 1.8 * float(np.sqrt(count / len(worded))) for stem, count in counts.items()}
