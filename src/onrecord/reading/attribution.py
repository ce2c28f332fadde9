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


def sentence_distances(sentence: IntArray, of_cue: int) -> IntArray:
    """Give each piece's distance from the cue in sentences, shifted so that it indexes its embedding."""
    return np.clip(sentence - of_cue, -SENTENCE_REACH, SENTENCE_REACH) + SENTENCE_REACH


@dataclass(frozen=True, slots=True)
class _Cues:
    """Cues of one window: first and last piece of each, relative to the window, and the probability of each."""

    first: IntArray
    last: IntArray
    probability: FloatArray


def attributions_of(
    encoder: Encoder, pieces: Pieces, sentence: IntArray, windows: list[Window], heads: list[Heads]
) -> list[Attribution]:
    """Decode the windows of one article; ``sentence`` numbers each piece's sentence. In the order of the cues."""
    rows: list[tuple[Window, Heads, _Cues]] = []
    for window, head in zip(windows, heads, strict=True):
        cues = _cues(head, pieces, window, float(encoder.config["cue_threshold"]))
        if len(cues.first):
            rows.append((window, head, cues))
    if not rows:
        return []
    scores, pads = _role_scores(encoder.matrices, pieces, sentence, rows)
    labels, certainty = _best_paths(scores, pads)
    found: list[Attribution] = []
    n = 0
    for window, head, cues in rows:
        polarity = _polarity(encoder.matrices, head, cues)
        for k in range(len(cues.first)):
            size = window.end - window.start
            row = _Row(labels[n, :size], certainty[n, :size], pieces, window)
            attribution = _attribution(row, cues, k, POLARITIES[int(polarity[k])])
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
    matrices: dict[str, FloatArray], pieces: Pieces, sentence: IntArray, rows: list[tuple[Window, Heads, _Cues]]
) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
    """Score every piece's role for every cue: (cues, pieces, roles), and which places take no label of their own."""
    width = max(window.end - window.start for window, _, _ in rows)
    count = sum(len(cues.first) for _, _, cues in rows)
    scores = np.zeros((count, width, ROLES), dtype=np.float32)
    pads = np.ones((count, width), dtype=np.bool_)
    n = 0
    for window, head, cues in rows:
        size = window.end - window.start
        ends = np.concatenate([head.hidden[cues.first], head.hidden[cues.last]], axis=1)
        query = ends @ matrices["query.weight"].T + matrices["query.bias"]
        keys = head.keys / np.float32(np.sqrt(head.keys.shape[1]))
        matched = (query.reshape(-1, head.keys.shape[1]) @ keys.T).reshape(len(cues.first), ROLES, size)
        offsets = np.arange(size)[None] - cues.first[:, None]
        near = sentence[window.start : window.end][None] - sentence[window.start + cues.first][:, None]
        near = np.clip(near, -SENTENCE_REACH, SENTENCE_REACH) + SENTENCE_REACH
        there = slice(n, n + len(cues.first))
        scores[there, :size] = (
            matched.transpose(0, 2, 1)
            + head.role[None]
            + matrices["distance.weight"][distance_buckets(offsets)]
            + matrices["sentence.weight"][near]
        )
        pads[there, :size] = ~pieces.heads[window.start : window.end]
        n += len(cues.first)
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


def _polarity(matrices: dict[str, FloatArray], head: Heads, cues: _Cues) -> IntArray:
    ends = np.concatenate([head.hidden[cues.first], head.hidden[cues.last]], axis=1)
    return np.asarray((ends @ matrices["polarity.weight"].T + matrices["polarity.bias"]).argmax(axis=1), dtype=np.int64)


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
