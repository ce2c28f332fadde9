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

STANCE_ROLES = 9
"""None, begin and inside of a holder, of a condition, of the target, of the holder's name where other words stand for it."""

ACTS = tuple(Act)

_MOST_PLACES, _LEAST_CHANCE = 3, 0.05
"""How many places that may name a holder are looked at, and the chance from which on."""

_DOUBT, _REWORDED = 0.4, 3.0
"""What is taken from the log-odds of a measure's word, and how many words of a measure the text says otherwise: both
chosen on the articles held out, where the F1 of the phrases differs little around them."""

_HOLDER, _CONDITION, _TARGET, _NAMED = 1, 3, 5, 7


@dataclass(frozen=True, slots=True)
class Found:
    """A stance as the network sees it.

    ``holders`` are mentions beside the trigger, each with its certainty, ``named`` the places that name the holder where those
    do not, surest first; ``measure`` are the words that belong to the
    measure, in the order of the text. ``probability`` is that of the trigger, ``acts`` those of the acts, in the order
    of :class:`Act`.
    """

    trigger: Span
    act: Act
    holders: tuple[tuple[Span, float], ...]
    named: tuple[tuple[Span, float], ...]
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
    labels, certainty = best_paths(scores[:, :, :STANCE_ROLES], pads, encoder.stance_tables.follows)
    naming = softmax(scores[:, :, :STANCE_ROLES])[:, :, [_NAMED, _NAMED + 1]]
    of_measure = measure_words(scores[:, :, STANCE_ROLES], pads)
    vectors = encoder.vectors(_averages(rows, hidden, of_measure))
    found: list[Found] = []
    n = 0
    for row, acts in zip(rows, chances, strict=True):
        size = row.window.end - row.window.start
        for k in range(len(row.anchors.first)):
            labelled = Labelled(labels[n, :size], certainty[n, :size], pieces, row.window)
            measure = np.flatnonzero(of_measure[n, :size])
            places = _likely_places(naming[n, :size], pads[n, :size])
            found.append(_found(labelled, row.anchors, k, _Beside(acts[k], measure, vectors[n], places)))
            n += 1
    return found


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is found for a trigger beside its path: the chance of each act, the pieces of its measure and their vector.

    ``named`` are places that may name its holder where the words beside the trigger do not: (first piece, end, chance).
    """

    acts: FloatArray
    measure: IntArray
    vector: FloatArray
    named: list[tuple[int, int, float]]


def _averages(rows: list[Scored], hidden: list[FloatArray], of_measure: BoolArray) -> FloatArray:
    """Average the vectors of each measure's words: (triggers, width)."""
    averages = []
    n = 0
    for row, vectors in zip(rows, hidden, strict=True):
        for _ in range(len(row.anchors.first)):
            averages.append(vectors[of_measure[n, : len(vectors)]].mean(axis=0))
            n += 1
    return np.stack(averages)


def measure_words(scores: FloatArray, pads: BoolArray) -> BoolArray:
    """Choose the words of each measure, the likeliest at least: (triggers, pieces).

    They are the likeliest ones for which the expected F1 is greatest: of twice the words that are right over those chosen
    and those that would have been (Ye, Chai, Lee and Chieu, "Optimizing F-measures", ICML 2012). One threshold for all
    would leave a single word where the network is sure of none.
    """
    chances = np.where(pads, 0.0, 1.0 / (1.0 + np.exp(_DOUBT - scores.astype(np.float64))))
    ordered = -np.sort(-chances, axis=1)
    wanted = ordered.sum(axis=1, keepdims=True) + _REWORDED
    expected = ordered.cumsum(axis=1) / (np.arange(1, scores.shape[1] + 1) + wanted)
    least = np.take_along_axis(ordered, expected.argmax(axis=1)[:, np.newaxis], axis=1)
    return np.asarray((chances >= least) & ~pads, dtype=np.bool_)


def _likely_places(chances: FloatArray, pads: BoolArray) -> list[tuple[int, int, float]]:
    """Return the likeliest places of a role as (first piece, end, chance), surest first, whatever the path has chosen.

    ``chances`` (pieces, 2) are those of beginning the role and of going on in it. Where several places may do, none is
    surer than not, and the path has none of them.
    """
    begins = np.where(pads, 0.0, chances[:, 0])
    found = []
    for start in np.argsort(-begins, kind="stable")[:_MOST_PLACES].tolist():
        sure = float(begins[start])
        if sure < _LEAST_CHANCE:
            break
        end = start + 1
        while end < len(pads) and (pads[end] or chances[end, 1] > sure / 2):
            end += 1
        found.append((start, end, sure))
    return found


def _found(row: Labelled, triggers: Anchors, k: int, beside: _Beside) -> Found:
    return Found(
        trigger=row.anchor(int(triggers.first[k]), int(triggers.last[k])),
        act=ACTS[int(beside.acts.argmax())],
        holders=tuple((row.span(start, end), sure) for start, end, sure in row.runs(_HOLDER)),
        named=tuple((row.span(start, end), sure) for start, end, sure in beside.named),
        conditions=tuple((row.span(start, end), sure) for start, end, sure in row.runs(_CONDITION)),
        target=target_of(row),
        measure=tuple(row.anchor(at, at) for at in beside.measure.tolist()),
        probability=float(triggers.probability[k]),
        acts=tuple(float(chance) for chance in beside.acts),
        vector=beside.vector,
    )


def target_of(row: Labelled) -> Span | None:
    """The surest word of the target with those that stand right beside it: every word of a target begins the role anew."""
    runs = row.runs(_TARGET)
    if not runs:
        return None
    surest = max(range(len(runs)), key=lambda n: runs[n][2])
    first = last = surest
    while first and runs[first - 1][1] == runs[first][0]:
        first -= 1
    while last + 1 < len(runs) and runs[last][1] == runs[last + 1][0]:
        last += 1
    return row.span(runs[first][0], runs[last][1])
