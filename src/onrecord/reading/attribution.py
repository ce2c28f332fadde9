"""What the heads say, decoded into attributions: for each cue its source and the pieces of its content.

Cues are decoded first; then, for every cue, each word of the window gets a role for that cue by the best path through the
roles (Viterbi; an inside only after its begin). See ``training/model.py`` for the network.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.reading.encoder import Encoder, FloatArray, Heads
from onrecord.reading.tokens import IntArray, Pieces, Window
from onrecord.records import Span
from onrecord.vocabulary import Polarity

ROLES = 5
"""None, begin and inside of the source, begin and inside of the content."""

_SOURCE, _CONTENT = 1, 3

DISTANCE_BUCKETS = 33
"""Buckets of the signed distance, in pieces, between a word and the cue."""

SENTENCE_REACH = 4
"""Distances between sentences beyond this are taken as this."""

POLARITIES = (Polarity.ASSERTED, Polarity.DENIED, Polarity.WITHHELD)

_BEGIN, _INSIDE = 1, 2
_NEVER = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Attribution:
    """A statement as the network sees it. ``evidence`` are the probabilities that its confidence is computed from."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    polarity: Polarity
    evidence: tuple[float, ...]


def distance_buckets(offsets: IntArray) -> IntArray:
    """Bucket signed distances: exact up to 8, then doubling in four steps, up to 127 and beyond."""
    size = np.abs(offsets)
    far = 8 + np.floor(2 * np.log2(np.maximum(size, 8) / 8.0)).astype(np.int64)
    bucket = np.minimum(np.where(size < 8, size, far), DISTANCE_BUCKETS // 2)
    return np.where(offsets < 0, DISTANCE_BUCKETS // 2 - bucket, DISTANCE_BUCKETS // 2 + bucket)


def sentence_distances(sentence: IntArray, of_cue: IntArray | int) -> IntArray:
    """Give each piece's distance from the cue in sentences, shifted so that it indexes its embedding."""
    return np.asarray(np.clip(sentence - of_cue, -SENTENCE_REACH, SENTENCE_REACH) + SENTENCE_REACH, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class _Cues:
    """Cues of one window: first and last piece of each, relative to the window, and the probability of each."""

    first: IntArray
    last: IntArray
    probability: FloatArray


@dataclass(frozen=True, slots=True)
class _Matched:
    """A window with cues: its pieces' own scores for roles, and what the cues' heads say."""

    window: Window
    role: FloatArray
    cues: _Cues
    matched: FloatArray
    polarity: FloatArray


def attributions_of(
    encoder: Encoder, pieces: Pieces, sentence: IntArray, windows: list[Window], heads: list[Heads]
) -> list[Attribution]:
    """Decode the windows of one article; ``sentence`` numbers each piece's sentence. In the order of the cues."""
    rows: list[_Matched] = []
    for window, head in zip(windows, heads, strict=True):
        cues = _cues(head, pieces, window, float(encoder.config["cue_threshold"]))
        if len(cues.first):
            rows.append(_Matched(window, head.role, cues, *encoder.pairs(head, cues.first, cues.last)))
    if not rows:
        return []
    labels, certainty = _best_paths(*_role_scores(encoder, pieces, sentence, rows))
    found: list[Attribution] = []
    n = 0
    for matched in rows:
        size = matched.window.end - matched.window.start
        polarity = matched.polarity.argmax(axis=1)
        for k in range(len(matched.cues.first)):
            row = _Row(labels[n, :size], certainty[n, :size], pieces, matched.window)
            attribution = _attribution(row, matched.cues, k, POLARITIES[int(polarity[k])])
            if attribution is not None:
                found.append(attribution)
            n += 1
    return found


def _softmax(logits: FloatArray) -> FloatArray:
    grown = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=-1, keepdims=True), dtype=np.float32)


def _cues(head: Heads, pieces: Pieces, window: Window, threshold: float) -> _Cues:
    """Find the cues that begin in the window's core: where *begin* passes the threshold, as far as *inside* leads."""
    probability = _softmax(head.cue)
    words = pieces.heads[window.start : window.end]
    begins = words & (probability[:, _BEGIN] >= threshold) & (probability[:, _BEGIN] >= probability[:, _INSIDE])
    core = np.arange(window.start, window.end)
    begins &= (core >= window.core_start) & (core < window.core_end)
    inside = words & (probability[:, _INSIDE] > np.maximum(probability[:, 0], probability[:, _BEGIN]))
    first = np.flatnonzero(begins)
    last = first.copy()
    for n, at in enumerate(first.tolist()):
        following = at + 1
        while following < len(words) and (inside[following] or not words[following]):
            if words[following]:
                last[n] = following
            following += 1
    return _Cues(first, last, probability[first, _BEGIN])


def _role_scores(
    encoder: Encoder, pieces: Pieces, sentence: IntArray, rows: list[_Matched]
) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
    """Score every piece's role for every cue: (cues, pieces, roles), and which places take no label of their own."""
    width = max(row.window.end - row.window.start for row in rows)
    count = sum(len(row.cues.first) for row in rows)
    scores = np.zeros((count, width, ROLES), dtype=np.float32)
    pads = np.ones((count, width), dtype=np.bool_)
    n = 0
    for row in rows:
        start, size = row.window.start, row.window.end - row.window.start
        first = row.cues.first
        near = sentence_distances(sentence[None, start : start + size], sentence[start + first, None])
        there = slice(n, n + len(first))
        scores[there, :size] = (
            row.matched.transpose(0, 2, 1)
            + row.role[None]
            + encoder.distance[distance_buckets(np.arange(size)[None] - first[:, None])]
            + encoder.sentence[near]
        )
        pads[there, :size] = ~pieces.heads[start : start + size]
        n += len(first)
    return scores, pads


def _best_paths(scores: FloatArray, pads: npt.NDArray[np.bool_]) -> tuple[IntArray, FloatArray]:
    """Return the best roles of every row (Viterbi), and the probability that each word's role has by itself.

    Places that ``pads`` marks hand on what stands before them.
    """
    count, width, roles = scores.shape
    probability = _softmax(scores)
    logs = np.log(np.maximum(probability, np.float32(1e-9)))
    allowed = np.zeros((roles, roles), dtype=np.float32)
    for begin in (_SOURCE, _CONTENT):
        allowed[:, begin + 1] = _NEVER
        allowed[[begin, begin + 1], begin + 1] = 0.0
    back = np.zeros((width, count, roles), dtype=np.int64)
    best = logs[:, 0].copy()
    best[:, [_SOURCE + 1, _CONTENT + 1]] = _NEVER
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
class _Row:
    """One cue's labels over its window."""

    labels: IntArray
    certainty: FloatArray
    pieces: Pieces
    window: Window

    def runs(self, begin: int) -> list[tuple[int, int, float]]:
        """Give the labelled stretches as (first piece, end, mean certainty), relative to the window."""
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


def _attribution(row: _Row, cues: _Cues, k: int, polarity: Polarity) -> Attribution | None:
    first, last = int(cues.first[k]), int(cues.last[k])
    stop = last + 1
    while stop < len(row.labels) and row.labels[stop] == -1:
        stop += 1
    content = [run for run in row.runs(_CONTENT) if run[1] <= first or run[0] > last]
    sources = row.runs(_SOURCE)
    source = max(sources, key=lambda run: run[2], default=None)
    if not content and source is None:
        return None
    evidence = (
        float(cues.probability[k]),
        source[2] if source else 0.0,
        min((run[2] for run in content), default=0.0),
        float(row.certainty[max(0, first - 30) : last + 30].min()),
    )
    return Attribution(
        source=row.span(source[0], source[1]) if source else None,
        cue=row.span(first, stop),
        content=tuple(row.span(start, end) for start, end, _ in content),
        polarity=polarity,
        evidence=evidence,
    )
