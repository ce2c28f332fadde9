"""Which measure of a codebook a stance is about, if any.

A stance's phrase is compared with every measure by sentence vectors and by words; a conditional logit (McFadden 1974) over the
measures and "none of these" makes chances of the comparisons. Its few coefficients are learnt by ``training/matching.py``.
A stance's answer depends on its own words and the codebook alone, never on other stances.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.record.codebook import Codebook, Measure
from onrecord.record.vectors import FloatArray, Vectors
from onrecord.record.wording import Wording, stems_of, wording

FEATURES = (
    "any measure",
    "size of the codebook",
    "nearest name",
    "nearest name's lead",
    "whole entry",
    "nearest description",
    "no description",
    "words shared's lead",
    "name's words found",
    "name's words found around",
    "same verb",
    "one undoes",
)
"""What a phrase and a measure are compared by: vectors' cosines first, then words."""

_AT_ONCE = 1024
_STRANGE = 1.0
"""The weight of a word that the codebook does not have, beside words of it that weigh up to twice as much."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is known of a stance's measure: its name, and around it the target and the words that show the stance."""

    measure: str
    target: str | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """The id of the measure that a phrase means, ``None`` for none of these, and the chance that this is right."""

    measure: str | None
    confidence: float


class Matcher:
    """Matches phrases with the measures of one codebook."""

    def __init__(self, codebook: Codebook, vectors: Vectors) -> None:
        """Prepare the codebook; its names, definitions and examples get their vectors here."""
        self._ids = [measure.id for measure in codebook.measures]
        self._vectors = vectors
        self._compared = Compared(codebook.measures, vectors)
        self._coefficients = coefficients()

    def match(self, phrases: Sequence[Phrase]) -> list[Match]:
        """Return the likeliest answer for each phrase."""
        found: list[Match] = []
        for first in range(0, len(phrases), _AT_ONCE):
            chances = self.chances(phrases[first : first + _AT_ONCE])
            for row in chances:
                best = int(np.argmax(row))
                found.append(Match([*self._ids, None][best], float(row[best])))
        return found

    def chances(self, phrases: Sequence[Phrase]) -> FloatArray:
        """Return the chances (phrases, measures + 1) of each measure and, last, of none; each row sums to one."""
        vectors = self._vectors.of([phrase.measure for phrase in phrases])
        return chances(self._compared.features(phrases, vectors), self._coefficients)


def chances(features: FloatArray, weights: npt.NDArray[np.float64]) -> FloatArray:
    """Return (n, measures + 1) chances from ``features`` (n, measures, features); none of these has the score 0."""
    scores = features @ weights
    scores = np.concatenate([scores, np.zeros((len(scores), 1))], axis=1)
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: FloatArray = (scores / scores.sum(axis=1, keepdims=True)).astype(np.float32)
    return shares


@cache
def matching_version() -> str:
    """Name how matching is done by the hash of its coefficients: with other ones, stances are matched anew."""
    return hashlib.sha256(_learnt().read_bytes()).hexdigest()[:12]


@cache
def coefficients() -> npt.NDArray[np.float64]:
    """Load the coefficients, in the order of :data:`FEATURES`."""
    loaded: dict[str, Any] = json.loads(_learnt().read_text("utf8"))
    return np.array([loaded["matching"][name] for name in FEATURES])


def _learnt() -> Traversable:
    return files("onrecord.record") / "data" / "matching.json"


class Compared:
    """A codebook's measures made ready to be compared with phrases."""

    def __init__(self, measures: Sequence[Measure], vectors: Vectors) -> None:
        """Take the measures apart and get their vectors."""
        self._measures = measures
        names = [(n, name) for n, measure in enumerate(measures) for name in measure.names]
        self._starts = np.flatnonzero(np.diff([n for n, _ in names], prepend=-1)) if names else np.zeros(0, np.intp)
        self._name_vectors = vectors.of([name for _, name in names])
        self._entry_vectors = vectors.of([_whole(measure) for measure in measures])
        described = [(n, text) for n, measure in enumerate(measures) for text in _described(measure)]
        self._described = np.array([n for n, _ in described], dtype=np.intp)
        self._description_vectors = vectors.of([text for _, text in described])
        worded = [wording(name) for _, name in names]
        self._words = _Table(sorted(frozenset[str]().union(*(words.stems for words in worded))))
        self._rarity = _rarity(measures, self._words)
        self._name_words = self._words.rows(words.stems for words in worded)
        self._name_weights = self._name_words @ self._rarity
        self._heads = np.array([words.head for words in worded], dtype=object)
        self._undoes = np.array([words.undoes for words in worded], dtype=bool)

    def features(self, phrases: Sequence[Phrase], vectors: FloatArray) -> FloatArray:
        """Return the features (phrases, measures, features) of phrases whose vectors are given."""
        count = len(self._measures)
        found = np.zeros((len(phrases), count, len(FEATURES)), dtype=np.float32)
        if not count or not phrases:
            return found
        worded = [wording(phrase.measure) for phrase in phrases]
        columns = self._vector_columns(vectors) | self._word_columns(phrases, worded, vectors)
        columns["size of the codebook"] = np.full((1, 1), np.log(count), dtype=np.float32)
        for number, name in enumerate(FEATURES):
            found[:, :, number] = columns.get(name, 1.0)
        return found

    def _vector_columns(self, vectors: FloatArray) -> dict[str, FloatArray]:
        near = vectors @ self._name_vectors.T
        nearest = np.maximum.reduceat(near, self._starts, axis=1)
        description = np.full_like(nearest, -1.0)
        if len(self._described):
            cosines = vectors @ self._description_vectors.T
            np.maximum.at(description.T, self._described, cosines.T)
        without = np.ones(len(self._measures), dtype=bool)
        without[self._described] = False
        description[:, without] = 0.0
        return {
            "nearest name": nearest,
            "nearest name's lead": _lead(nearest),
            "whole entry": vectors @ self._entry_vectors.T,
            "nearest description": description,
            "no description": np.broadcast_to(without.astype(np.float32), nearest.shape),
        }

    def _word_columns(
        self, phrases: Sequence[Phrase], worded: Sequence[Wording], vectors: FloatArray
    ) -> dict[str, FloatArray]:
        own = self._words.rows(words.stems for words in worded)
        strange = np.array([len(words.stems) for words in worded], dtype=np.float32) - own.sum(axis=1)
        weight = own @ self._rarity + _STRANGE * strange
        shared = (own * self._rarity) @ self._name_words.T
        dice = 2 * shared / np.maximum(weight[:, None] + self._name_weights[None], 1e-6)
        around = self._words.rows(
            words.stems | stems_of([phrase.evidence, phrase.target or ""])
            for phrase, words in zip(phrases, worded, strict=True)
        )
        found_around = ((around * self._rarity) @ self._name_words.T) / np.maximum(self._name_weights, 1e-6)
        heads = np.array([words.head for words in worded], dtype=object)
        undoes = np.array([words.undoes for words in worded], dtype=bool)
        # Whether it undoes is asked of the name that is nearest in meaning: "lift sanctions" beside "impose sanctions".
        near = vectors @ self._name_vectors.T
        differs = undoes[:, None] != self._undoes[None]
        return {
            "words shared's lead": _lead(self._best(dice)),
            "name's words found": self._best(shared / np.maximum(self._name_weights, 1e-6)),
            "name's words found around": self._best(found_around),
            "same verb": self._best((heads[:, None] == self._heads[None]).astype(np.float32)),
            "one undoes": self._at_best(near, differs.astype(np.float32)),
        }

    def _best(self, by_name: FloatArray) -> FloatArray:
        """From a value for each name (n, names) the largest for each measure (n, measures)."""
        best: FloatArray = np.maximum.reduceat(by_name, self._starts, axis=1)
        return best

    def _at_best(self, by: FloatArray, value: FloatArray) -> FloatArray:
        """The value for each measure of that of its names for which ``by`` is largest."""
        ends = np.append(self._starts[1:], by.shape[1])
        rows = np.arange(len(by))
        picked = [value[rows, a + np.argmax(by[:, a:b], axis=1)] for a, b in zip(self._starts, ends, strict=True)]
        best: FloatArray = np.stack(picked, axis=1)
        return best


class _Table:
    """Words by their number, to turn sets of words into rows of zeros and ones."""

    def __init__(self, words: Sequence[str]) -> None:
        self._number = {word: n for n, word in enumerate(words)}

    def rows(self, sets: Iterable[frozenset[str]]) -> FloatArray:
        listed = list(sets)
        found = np.zeros((len(listed), len(self._number)), dtype=np.float32)
        for row, words in zip(found, listed, strict=True):
            row[[self._number[word] for word in words if word in self._number]] = 1.0
        return found


def _whole(measure: Measure) -> str:
    """All that names and defines it, as one text."""
    return ". ".join((*measure.names, *((measure.definition,) if measure.definition else ())))


def _described(measure: Measure) -> tuple[str, ...]:
    return (*((measure.definition,) if measure.definition else ()), *measure.examples)


def _rarity(measures: Sequence[Measure], words: _Table) -> FloatArray:
    """The weight of each word: the fewer of the measures have it among their names, the more, from 0.2 to 2."""
    rows = words.rows(stems_of(measure.names) for measure in measures)
    share = rows.sum(axis=0) / max(len(measures), 1)
    weights: FloatArray = (2.0 - 1.8 * np.sqrt(share)).astype(np.float32)
    return weights


def _lead(values: FloatArray) -> FloatArray:
    """By how much each measure's value (n, measures) is above the best of the other measures; at most 1 either way."""
    if values.shape[1] == 1:
        return np.zeros_like(values)
    order = np.sort(values, axis=1)
    first, second = order[:, -1:], order[:, -2:-1]
    lead: FloatArray = values - np.where(values == first, second, first)
    return lead
