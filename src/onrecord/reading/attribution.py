"""What the heads say of statements, decoded into attributions: for each cue its source and the pieces of its content.

Cues are decoded first, then the roles of the words around each. See ``training/model.py`` for the network.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.decoding import (
    Anchors,
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
from onrecord.vocabulary import Polarity

ROLES = 5
"""None, begin and inside of the source, begin and inside of the content."""

POLARITIES = (Polarity.ASSERTED, Polarity.DENIED, Polarity.WITHHELD)

_SOURCE, _CONTENT = 1, 3
_BEGIN, _INSIDE = 1, 2


@dataclass(frozen=True, slots=True)
class Attribution:
    """A statement as the network sees it. ``evidence`` are the probabilities that its confidence is computed from."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    polarity: Polarity
    evidence: tuple[float, ...]


def attributions_of(
    encoder: Encoder, pieces: Pieces, sentence: IntArray, windows: list[Window], heads: list[Heads]
) -> list[Attribution]:
    """Decode the windows of one article; ``sentence`` numbers each piece's sentence. In the order of the cues."""
    threshold = float(encoder.config["cue_threshold"])
    rows: list[Scored] = []
    polarities: list[FloatArray] = []
    for window, head in zip(windows, heads, strict=True):
        probability = softmax(head.cue)
        cues = anchors_of(probability[:, _BEGIN], probability[:, _INSIDE], pieces, window, threshold)
        if len(cues.first):
            matched, polarity = encoder.pairs(head, cues.first, cues.last)
            rows.append(Scored(window, cues, matched, head.role))
            polarities.append(polarity)
    if not rows:
        return []
    labels, certainty = best_paths(*role_scores(rows, encoder.cue_tables, pieces, sentence), encoder.cue_tables.follows)
    found: list[Attribution] = []
    n = 0
    for row, polarity in zip(rows, polarities, strict=True):
        size = row.window.end - row.window.start
        for k, chosen in enumerate(polarity.argmax(axis=1).tolist()):
            labelled = Labelled(labels[n, :size], certainty[n, :size], pieces, row.window)
            attribution = _attribution(labelled, row.anchors, k, POLARITIES[chosen])
            if attribution is not None:
                found.append(attribution)
            n += 1
    return found


def _attribution(row: Labelled, cues: Anchors, k: int, polarity: Polarity) -> Attribution | None:
    first, last = int(cues.first[k]), int(cues.last[k])
    content = [run for run in row.runs(_CONTENT) if run[1] <= first or run[0] > last]
    source = max(row.runs(_SOURCE), key=lambda run: run[2], default=None)
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
        cue=row.anchor(first, last),
        content=tuple(row.span(start, end) for start, end, _ in content),
        polarity=polarity,
        evidence=evidence,
    )
