"""What the heads say of stances, decoded: triggers with their act, and for each its holders, conditions, target and measure.

A trigger is the shortest run of words that shows the act ("will not send"). Every word is tagged with the act that it
begins or goes on to show; from each trigger the words around it are scored for their roles, as from a cue.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from onrecord.reading.decoding import (
    Anchors,
    BoolArray,
    FloatArray,
    Labelled,
    Scored,
    anchors_of,
    best_paths,
    role_scores,
    softmax,
)
from onrecord.reading.encoder import Encoder, Heads
from onrecord.reading.tokens import IntArray, Pieces, Window
from onrecord.records import Span
from onrecord.vocabulary import Act

STANCE_ROLES = 7
"""None, begin and inside of a holder, of a condition, of the target."""

ACTS = tuple(Act)

_HOLDER, _CONDITION, _TARGET = 1, 3, 5


@dataclass(frozen=True, slots=True)
class Found:
    """A stance as the network sees it.

    ``holders`` are mentions beside the trigger, each with its certainty; ``measure`` are the words that belong to the
    measure, in the order of the text. ``probability`` is that of the trigger, ``acts`` those of the acts, in the order
    of :class:`Act`.
    """

    trigger: Span
    act: Act
    holders: tuple[tuple[Span, float], ...]
    conditions: tuple[tuple[Span, float], ...]
    target: Span | None
    measure: tuple[Span, ...]
    probability: float
    acts: tuple[float, ...]
    vector: FloatArray = field(compare=False, repr=False)
    """Of the measure's words where they stand, of length one: two that are alike name the same measure."""


def stances_found(
    encoder: Encoder, pieces: Pieces, sentence: IntArray, windows: list[Window], heads: list[Heads]
) -> list[Found]:
    """Decode the windows of one article; ``sentence`` numbers each piece's sentence. In the order of the triggers."""
    threshold = float(encoder.config["trigger_threshold"])
    rows: list[Scored] = []
    chances: list[FloatArray] = []
    hidden: list[FloatArray] = []
    for window, head in zip(windows, heads, strict=True):
        tags = softmax(head.stance)
        begin, inside = tags[:, 1::2], tags[:, 2::2]
        triggers = anchors_of(begin.sum(axis=1), inside.sum(axis=1), pieces, window, threshold)
        if len(triggers.first):
            matched, act = encoder.triggers(head, triggers.first, triggers.last)
            rows.append(Scored(window, triggers, matched, head.stance_role))
            chances.append(softmax(act))
            hidden.append(head.hidden)
    if not rows:
        return []
    scores, pads = role_scores(rows, encoder.stance_tables, pieces, sentence)
    scores[:, :, [_CONDITION, _CONDITION + 1]] += np.float32(encoder.config["condition_bias"])
    labels, certainty = best_paths(scores[:, :, :STANCE_ROLES], pads)
    of_measure = _measure_words(scores[:, :, STANCE_ROLES], pads, float(encoder.config["measure_threshold"]))
    vectors = encoder.vectors(_averages(rows, hidden, of_measure))
    found: list[Found] = []
    n = 0
    for row, acts in zip(rows, chances, strict=True):
        size = row.window.end - row.window.start
        for k in range(len(row.anchors.first)):
            labelled = Labelled(labels[n, :size], certainty[n, :size], pieces, row.window)
            measure = np.flatnonzero(of_measure[n, :size])
            found.append(_found(labelled, row.anchors, k, _Named(acts[k], measure, vectors[n])))
            n += 1
    return found


@dataclass(frozen=True, slots=True)
class _Named:
    """What a trigger's own heads say: the chance of each act, the pieces of its measure and their vector."""

    acts: FloatArray
    measure: IntArray
    vector: FloatArray


def _averages(rows: list[Scored], hidden: list[FloatArray], of_measure: BoolArray) -> FloatArray:
    """Average the vectors of each measure's words: (triggers, width)."""
    averages = []
    n = 0
    for row, vectors in zip(rows, hidden, strict=True):
        for _ in range(len(row.anchors.first)):
            averages.append(vectors[of_measure[n, : len(vectors)]].mean(axis=0))
            n += 1
    return np.stack(averages)


def _measure_words(scores: FloatArray, pads: BoolArray, threshold: float) -> BoolArray:
    """Choose the words of each measure: those that pass the threshold, or the likeliest alone; (triggers, pieces)."""
    scores = np.where(pads, -np.inf, scores)
    bound = np.minimum(threshold, scores.max(axis=1, keepdims=True))
    return np.asarray(scores >= bound, dtype=np.bool_)


def _found(row: Labelled, triggers: Anchors, k: int, named: _Named) -> Found:
    target = max(row.runs(_TARGET), key=lambda run: run[2], default=None)
    return Found(
        trigger=row.anchor(int(triggers.first[k]), int(triggers.last[k])),
        act=ACTS[int(named.acts.argmax())],
        holders=tuple((row.span(start, end), sure) for start, end, sure in row.runs(_HOLDER)),
        conditions=tuple((row.span(start, end), sure) for start, end, sure in row.runs(_CONDITION)),
        target=None if target is None else row.span(target[0], target[1]),
        measure=tuple(row.anchor(at, at) for at in named.measure.tolist()),
        probability=float(triggers.probability[k]),
        acts=tuple(float(chance) for chance in named.acts),
        vector=named.vector,
    )
