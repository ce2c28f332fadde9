"""From the heads' scores to spans: the parts that cues and triggers, the anchors of what is read, have in common.

From an anchor every word of the window is scored for each role that it may have (source, content; holder, condition, …) and
the roles are decoded together by the best path (Viterbi; an inside only after its begin).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.reading.tokens import IntArray, Pieces, Window
from onrecord.records import Span

FloatArray = npt.NDArray[np.float32]
BoolArray = npt.NDArray[np.bool_]

DISTANCE_BUCKETS = 33
"""Buckets of the signed distance, in pieces, between a word and the anchor."""

SENTENCE_REACH = 4
"""Distances between sentences beyond this are taken as this."""

_NEVER = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Anchors:
    """Anchors of one window: first and last piece of each, relative to the window, and the probability of each."""

    first: IntArray
    last: IntArray
    probability: FloatArray


@dataclass(frozen=True, slots=True)
class Scored:
    """A window with anchors, and every piece's score for each role from each of them: (anchors, roles, pieces)."""

    window: Window
    anchors: Anchors
    matched: FloatArray
    role: FloatArray


@dataclass(frozen=True, slots=True)
class Tables:
    """What is added to the scores of roles: for the distance from the anchor, and for what a role follows.

    ``distance`` is by pieces (buckets, roles), ``sentence`` by sentences (reach, roles), ``follows`` (roles, roles) by the
    word before. Where a last column of the former two scores no role of a path, the last has none for it.
    """

    distance: FloatArray
    sentence: FloatArray
    follows: FloatArray


def distance_buckets(offsets: IntArray) -> IntArray:
    """Bucket signed distances: exact up to 8, then doubling in four steps, up to 127 and beyond."""
    size = np.abs(offsets)
    far = 8 + np.floor(2 * np.log2(np.maximum(size, 8) / 8.0)).astype(np.int64)
    bucket = np.minimum(np.where(size < 8, size, far), DISTANCE_BUCKETS // 2)
    return np.where(offsets < 0, DISTANCE_BUCKETS // 2 - bucket, DISTANCE_BUCKETS // 2 + bucket)


def sentence_distances(sentence: IntArray, of_anchor: IntArray | int) -> IntArray:
    """Give each piece's distance from the anchor in sentences, shifted so that it indexes its embedding."""
    return np.asarray(np.clip(sentence - of_anchor, -SENTENCE_REACH, SENTENCE_REACH) + SENTENCE_REACH, dtype=np.int64)


def softmax(logits: FloatArray) -> FloatArray:
    """Return the probabilities along the last axis."""
    grown = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=-1, keepdims=True), dtype=np.float32)


def anchors_of(begin: FloatArray, inside: FloatArray, pieces: Pieces, window: Window, threshold: float) -> Anchors:
    """Find the anchors that begin in the window's core: where ``begin`` passes the threshold, as far as ``inside`` leads.

    Both are probabilities (pieces of the window,); what is neither is outside.
    """
    words = pieces.heads[window.start : window.end]
    at = np.arange(window.start, window.end)
    begins = words & (begin >= threshold) & (begin >= inside) & (at >= window.core_start) & (at < window.core_end)
    goes_on = words & (inside > np.maximum(1 - begin - inside, begin))
    first = np.flatnonzero(begins)
    last = first.copy()
    for n, start in enumerate(first.tolist()):
        following = start + 1
        while following < len(words) and (goes_on[following] or not words[following]):
            if words[following]:
                last[n] = following
            following += 1
    return Anchors(first, last, begin[first])


def role_scores(
    rows: Sequence[Scored], tables: Tables, pieces: Pieces, sentence: IntArray
) -> tuple[FloatArray, BoolArray]:
    """Score every piece's role from every anchor: (anchors, pieces, roles), and which places take no label of their own.

    ``sentence`` numbers each piece's sentence.
    """
    width = max(row.window.end - row.window.start for row in rows)
    count = sum(len(row.anchors.first) for row in rows)
    roles = tables.distance.shape[1]
    scores = np.zeros((count, width, roles), dtype=np.float32)
    pads = np.ones((count, width), dtype=np.bool_)
    n = 0
    for row in rows:
        start, size = row.window.start, row.window.end - row.window.start
        first = row.anchors.first
        near = sentence_distances(sentence[None, start : start + size], sentence[start + first, None])
        there = slice(n, n + len(first))
        scores[there, :size] = (
            row.matched.transpose(0, 2, 1)
            + row.role[None]
            + tables.distance[distance_buckets(np.arange(size)[None] - first[:, None])]
            + tables.sentence[near]
        )
        pads[there, :size] = ~pieces.heads[start : start + size]
        n += len(first)
    return scores, pads


def forbidden_steps(roles: int) -> FloatArray:
    """Return what keeps paths in order (from, to): an inside follows its own begin or inside alone."""
    steps = np.zeros((roles, roles), dtype=np.float32)
    for begin in range(1, roles, 2):
        steps[:, begin + 1] = _NEVER
        steps[[begin, begin + 1], begin + 1] = 0.0
    return steps


def best_paths(scores: FloatArray, pads: BoolArray, follows: FloatArray) -> tuple[IntArray, FloatArray]:
    """Return the best roles of every row (Viterbi), and the probability that each word's role has by itself.

    The roles are none, then begin and inside of each in turn; ``follows`` (roles, roles) is what each step from one to the
    next adds. Places that ``pads`` marks hand on what stands before them and are labelled -1.
    """
    count, width, roles = scores.shape
    probability = softmax(scores)
    logs = np.log(np.maximum(probability, np.float32(1e-9)))
    allowed = follows + forbidden_steps(roles)
    back = np.zeros((width, count, roles), dtype=np.int64)
    best = logs[:, 0] + allowed[0]
    stay = np.arange(roles)
    for at in range(1, width):
        reached = best[:, :, None] + allowed
        back[at] = reached.argmax(axis=1)
        moved = reached.max(axis=1) + logs[:, at]
        still = pads[:, at, None]
        best = np.where(still, best, moved)
        back[at] = np.where(still, stay, back[at])
    labels = np.zeros((count, width), dtype=np.int64)
    labels[:, -1] = best.argmax(axis=1)
    for at in range(width - 1, 0, -1):
        labels[:, at - 1] = np.take_along_axis(back[at], labels[:, at, None], axis=1)[:, 0]
    chosen = np.take_along_axis(probability, labels[:, :, None], axis=2)[:, :, 0]
    return np.where(pads, -1, labels), chosen


@dataclass(frozen=True, slots=True)
class Labelled:
    """One anchor's labels over its window, and the probability of each."""

    labels: IntArray
    certainty: FloatArray
    pieces: Pieces
    window: Window

    def runs(self, begin: int) -> list[tuple[int, int, float]]:
        """Give the stretches of the role that begins with ``begin`` as (first piece, end, mean certainty), in the window."""
        found = []
        starts = np.flatnonzero(self.labels == begin).tolist()
        for start in starts:
            end = start + 1
            while end < len(self.labels) and self.labels[end] in (begin + 1, -1):
                end += 1
            words = self.labels[start:end] >= 0
            found.append((start, end, float(self.certainty[start:end][words].mean())))
        return found

    def span(self, start: int, end: int) -> Span:
        """Return the text span of pieces ``[start, end)`` of the window."""
        at = self.window.start
        return Span(int(self.pieces.starts[at + start]), int(self.pieces.ends[at + end - 1]))

    def anchor(self, first: int, last: int) -> Span:
        """Return the text span of an anchor from the word that begins at ``first`` to the one that begins at ``last``."""
        stop = last + 1
        while stop < len(self.labels) and self.labels[stop] == -1:
            stop += 1
        return self.span(first, stop)
