"""Examples to batches: labels by word piece, windows of whole sentences, batches of about equal size."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from onrecord.reading.attribution import POLARITIES, distance_buckets, sentence_distances
from onrecord.reading.encoder import CLS, SEP
from onrecord.reading.tokens import IntArray, Pieces, pieces_of, sentence_ranges, windows_of
from onrecord.reading.wordpiece import WordPiece
from onrecord.records import Span
from training.corpora import Attribution, Example

IGNORED = -100
SOURCE, CONTENT = 1, 3


@dataclass(frozen=True, slots=True)
class Cue:
    """A labelled cue: its first and last piece, the piece ranges of its roles, its polarity or ``IGNORED``."""

    first: int
    last: int
    source: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    polarity: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """An example as pieces; ``sentence`` numbers each piece's sentence."""

    pieces: Pieces
    ranges: tuple[tuple[int, int], ...]
    sentence: IntArray
    cues: tuple[Cue, ...]
    guideline: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A window of a prepared example, as it goes into a batch."""

    example: Prepared
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of a batch; the ``roles`` rows belong to ``cues`` (row, first, last), in the same order."""

    ids: Tensor
    case: Tensor
    guideline: Tensor
    mask: Tensor
    cue_tags: Tensor
    tags: Tensor
    cues: Tensor
    roles: Tensor
    distance: Tensor
    sentence: Tensor
    polarity: Tensor


def prepare(example: Example, vocabulary: WordPiece) -> Prepared:
    pieces = pieces_of(example.text, vocabulary)
    ranges = sentence_ranges(pieces, example.sentences)
    sentence = np.zeros(len(pieces.ids), dtype=np.int64)
    for number, (start, end) in enumerate(ranges):
        sentence[start:end] = number
    cues = tuple(cue for a in example.attributions if (cue := _cue(pieces, a)) is not None)
    return Prepared(pieces, tuple(ranges), sentence, cues, int(example.guideline))


def piece_range(pieces: Pieces, span: Span) -> tuple[int, int]:
    """Return the pieces that share a character with ``span`` as a half-open range."""
    start = int(np.searchsorted(pieces.ends, span.start, side="right"))
    end = int(np.searchsorted(pieces.starts, span.end, side="left"))
    return start, max(start, end)


def _cue(pieces: Pieces, attribution: Attribution) -> Cue | None:
    if not attribution.cue:
        return None
    ranges = [r for span in attribution.cue if (r := piece_range(pieces, span))[0] < r[1]]
    if not ranges:
        return None
    first, end = ranges[0]
    heads = np.flatnonzero(pieces.heads[first:end]) + first
    if not len(heads):
        return None
    return Cue(
        first=int(heads[0]),
        last=int(heads[-1]),
        source=tuple(piece_range(pieces, s) for s in attribution.source),
        content=tuple(piece_range(pieces, s) for s in attribution.content),
        polarity=IGNORED if attribution.polarity is None else POLARITIES.index(attribution.polarity),
    )


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


def collate(batch: Sequence[Cut]) -> Batch:
    size = max(cut.end - cut.start for cut in batch) + 2
    shape = (len(batch), size)
    ids, case, mask = np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    cue_tags = np.full(shape, IGNORED)
    tags = np.full((2, *shape), IGNORED)
    rows: list[_Row] = []
    for n, cut in enumerate(batch):
        length = cut.end - cut.start
        pieces = cut.example.pieces
        ids[n, : length + 2] = np.concatenate(([CLS], pieces.ids[cut.start : cut.end], [SEP]))
        case[n, 1 : length + 1] = pieces.case[cut.start : cut.end]
        mask[n, : length + 2] = 1
        heads = pieces.heads[cut.start : cut.end]
        cue_tags[n, 1 : length + 1] = np.where(heads, 0, IGNORED)
        tags[:, n, 1 : length + 1] = np.where(heads, 0, IGNORED)
        for cue in cut.example.cues:
            if cut.start <= cue.first and cue.last < cut.end:
                _begin_inside(cue_tags[n, 1:], cut, (cue.first, cue.last + 1), 0)
                for role, ranges in enumerate((cue.source, cue.content)):
                    for piece_span in ranges:
                        _begin_inside(tags[role, n, 1:], cut, piece_span, 0)
                rows.append(_row(n, cut, cue, size))

    def stacked(arrays: list[IntArray]) -> Tensor:
        return torch.from_numpy(np.stack(arrays) if arrays else np.zeros((0, size), np.int64))

    return Batch(
        ids=torch.from_numpy(ids),
        case=torch.from_numpy(case),
        guideline=torch.tensor([cut.example.guideline for cut in batch]),
        mask=torch.from_numpy(mask),
        cue_tags=torch.from_numpy(cue_tags),
        tags=torch.from_numpy(tags),
        cues=torch.tensor([row.cue for row in rows], dtype=torch.long).view(-1, 3),
        roles=stacked([row.roles for row in rows]),
        distance=stacked([row.distance for row in rows]),
        sentence=stacked([row.sentence for row in rows]),
        polarity=torch.tensor([row.polarity for row in rows], dtype=torch.long),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    cue: tuple[int, int, int]
    roles: IntArray
    distance: IntArray
    sentence: IntArray
    polarity: int


def _row(n: int, cut: Cut, cue: Cue, size: int) -> _Row:
    roles = np.full(size, IGNORED)
    length = cut.end - cut.start
    roles[1 : length + 1] = np.where(cut.example.pieces.heads[cut.start : cut.end], 0, IGNORED)
    for label, ranges in ((SOURCE, cue.source), (CONTENT, cue.content)):
        for piece_span in ranges:
            _begin_inside(roles[1:], cut, piece_span, label - 1)
    sentence = np.zeros(size, dtype=np.int64)
    sentence[1 : length + 1] = sentence_distances(
        cut.example.sentence[cut.start : cut.end], int(cut.example.sentence[cue.first])
    )
    return _Row(
        (n, cue.first - cut.start + 1, cue.last - cut.start + 1),
        roles,
        distance_buckets(np.arange(size, dtype=np.int64) - (cue.first - cut.start + 1)),
        sentence,
        cue.polarity,
    )


def _begin_inside(labels: IntArray, cut: Cut, span: tuple[int, int], base: int) -> None:
    """Write begin (``base + 1``) and inside (``base + 2``) on the heads of ``span`` that lie in the cut."""
    heads = np.flatnonzero(cut.example.pieces.heads[span[0] : span[1]]) + span[0]
    heads = heads[(heads >= cut.start) & (heads < cut.end)] - cut.start
    if len(heads):
        labels[heads[0]] = base + 1
        labels[heads[1:]] = base + 2
