"""Examples to batches: labels by word piece, windows of whole sentences, batches of about equal size."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.reading.attribution import POLARITIES
from onrecord.reading.stances.finding import ACTS
from onrecord.reading.tokens import IntArray, Pieces, pieces_of, sentence_ranges, windows_of
from onrecord.reading.wordpiece import WordPiece
from onrecord.records import Span
from training.corpora import Attribution, Example
from training.stance_lines import StanceLabel

IGNORED = -100
SOURCE, CONTENT = 1, 3
HOLDER, CONDITION, TARGET, NAMED = 1, 3, 5, 7


@dataclass(frozen=True, slots=True)
class Cue:
    """A labelled cue: its first and last piece, the piece ranges of its roles, its polarity or ``IGNORED``."""

    first: int
    last: int
    source: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    polarity: int


@dataclass(frozen=True, slots=True)
class Trigger:
    """A labelled trigger of a stance: its first and last piece, its act by number, the piece ranges of its roles."""

    first: int
    last: int
    act: int
    holder: tuple[tuple[int, int], ...]
    named: tuple[tuple[int, int], ...]
    condition: tuple[tuple[int, int], ...]
    target: tuple[tuple[int, int], ...]
    measure: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """An example as pieces; ``sentence`` numbers each piece's sentence; ``None`` for what was not annotated.

    ``vectors`` are the sentences' vectors by the published encoder (sentences, width), where they are to be learned.
    """

    pieces: Pieces
    ranges: tuple[tuple[int, int], ...]
    sentence: IntArray
    cues: tuple[Cue, ...] | None
    triggers: tuple[Trigger, ...] | None
    guideline: int
    vectors: npt.NDArray[np.float16] | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """A window of a prepared example, as it goes into a batch."""

    example: Prepared
    start: int
    end: int


def prepare(example: Example, vocabulary: WordPiece) -> Prepared:
    pieces = pieces_of(example.text, vocabulary)
    ranges = sentence_ranges(pieces, example.sentences)
    sentence = np.zeros(len(pieces.ids), dtype=np.int64)
    for number, (start, end) in enumerate(ranges):
        sentence[start:end] = number
    cues = None
    if example.attributions is not None:
        cues = tuple(cue for a in example.attributions if (cue := _cue(pieces, a)) is not None)
    triggers = None
    if example.stances is not None:
        triggers = tuple(t for label in example.stances if (t := _trigger(pieces, label)) is not None)
    return Prepared(pieces, tuple(ranges), sentence, cues, triggers, int(example.guideline))


def piece_range(pieces: Pieces, span: Span) -> tuple[int, int]:
    """Return the pieces that share a character with ``span`` as a half-open range."""
    start = int(np.searchsorted(pieces.ends, span.start, side="right"))
    end = int(np.searchsorted(pieces.starts, span.end, side="left"))
    return start, max(start, end)


def _cue(pieces: Pieces, attribution: Attribution) -> Cue | None:
    ends = _ends(pieces, attribution.cue)
    if ends is None:
        return None
    return Cue(
        first=ends[0],
        last=ends[1],
        source=tuple(piece_range(pieces, s) for s in attribution.source),
        content=tuple(piece_range(pieces, s) for s in attribution.content),
        polarity=IGNORED if attribution.polarity is None else POLARITIES.index(attribution.polarity),
    )


def _trigger(pieces: Pieces, label: StanceLabel) -> Trigger | None:
    ends = _ends(pieces, (label.trigger,))
    if ends is None:
        return None

    def ranges(spans: Sequence[Span]) -> tuple[tuple[int, int], ...]:
        return tuple(piece_range(pieces, span) for span in spans)

    return Trigger(
        first=ends[0],
        last=ends[1],
        act=ACTS.index(label.act),
        holder=ranges(label.holders),
        named=ranges(label.named),
        condition=ranges(label.conditions),
        target=ranges(label.target),
        measure=ranges(label.measure),
    )


def _ends(pieces: Pieces, spans: Sequence[Span]) -> tuple[int, int] | None:
    """Return the first pieces of the first and the last word of the first of ``spans`` that has any."""
    for span in spans:
        start, end = piece_range(pieces, span)
        heads = np.flatnonzero(pieces.heads[start:end]) + start
        if len(heads):
            return int(heads[0]), int(heads[-1])
    return None


def cuts(examples: Sequence[Prepared], rng: random.Random) -> list[Cut]:
    """Cut each example into windows whose boundaries differ from epoch to epoch."""
    found = []
    for example in examples:
        shift = rng.randrange(0, min(6, max(1, len(example.ranges))))
        for ranges in (example.ranges[:shift], example.ranges[shift:]):
            for window in windows_of(ranges, context=0):
                found.append(Cut(example, window.start, window.end))
    return found


def batches(windows: Sequence[Cut], rng: random.Random, budget: int) -> list[list[Cut]]:
    """Shuffle windows and group those of about equal length, at most ``budget`` pieces with padding a batch."""
    order = list(windows)
    rng.shuffle(order)
    grouped: list[list[Cut]] = []
    for at in range(0, len(order), 512):
        chunk = sorted(order[at : at + 512], key=lambda cut: cut.end - cut.start)
        batch: list[Cut] = []
        for cut in chunk:
            if batch and (len(batch) + 1) * (cut.end - cut.start + 2) > budget:
                grouped.append(batch)
                batch = []
            batch.append(cut)
        if batch:
            grouped.append(batch)
    rng.shuffle(grouped)
    return grouped
