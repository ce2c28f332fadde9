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
