"""Windows to the tensors of a batch. What was not annotated in an example is ``IGNORED`` and teaches nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from onrecord.reading.decoding import distance_buckets, sentence_distances
from onrecord.reading.encoder import CLS, SEP
from onrecord.reading.tokens import IntArray
from training.batches import CONDITION, CONTENT, HOLDER, IGNORED, NAMED, SOURCE, TARGET, Cue, Cut, Trigger

WIDTH_STEP = 16
Ranges = Sequence[tuple[int, int]]
Anchor = TypeVar("Anchor", Cue, Trigger)


@dataclass(frozen=True, slots=True)
class Rows:
    """Labels of what is looked for from an anchor (a cue, a trigger): ``anchors`` (n, 3) are batch row, first and last piece.

    ``roles`` (n, pieces), ``distance`` and ``sentence`` (n, pieces) from the anchor, ``kinds`` (n,) the anchor's own class
    (polarity, act).
    """

    anchors: Tensor
    roles: Tensor
    distance: Tensor
    sentence: Tensor
    kinds: Tensor


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of a batch, (batch, pieces) unless said otherwise.

    ``tags`` (2, batch, pieces) are of sources and of contents; ``measure`` (triggers, pieces) is 1 for words of the measure;
    ``groups`` (sentences, batch x pieces) averages the pieces of a sentence, ``vectors`` (sentences, width) is to come out.
    """

    ids: Tensor
    case: Tensor
    guideline: Tensor
    mask: Tensor
    cue_tags: Tensor
    tags: Tensor
    stance_tags: Tensor
    cues: Rows
    triggers: Rows
    measure: Tensor
    groups: Tensor
    vectors: Tensor


@dataclass(frozen=True, slots=True)
class _Row:
    anchor: tuple[int, int, int]
    roles: IntArray
    distance: IntArray
    sentence: IntArray
    kind: int


@dataclass(frozen=True, slots=True)
class _Place:
    """A window, its row in the batch, and how wide the batch is."""

    row: int
    cut: Cut
    size: int


def collate(batch: Sequence[Cut]) -> Batch:
    """Lay out a batch, padded to its longest window and to a width that products in low precision are fast at."""
    longest = max(cut.end - cut.start for cut in batch) + 2
    size = -(-longest // WIDTH_STEP) * WIDTH_STEP
    shape = (len(batch), size)
    ids, case, mask = np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    tags = np.full((4, *shape), IGNORED)
    cues: list[_Row] = []
    triggers: list[_Row] = []
    measures: list[IntArray] = []
    for n, cut in enumerate(batch):
        length = cut.end - cut.start
        pieces = cut.example.pieces
        ids[n, : length + 2] = np.concatenate(([CLS], pieces.ids[cut.start : cut.end], [SEP]))
        case[n, 1 : length + 1] = pieces.case[cut.start : cut.end]
        mask[n, : length + 2] = 1
        inside = tags[:, n, 1:]
        if cut.example.cues is not None:
            inside[:3, :length] = _unlabelled(cut)
            for cue in _within(cut, cut.example.cues):
                _label_cue(inside, cut, cue)
                cues.append(
                    _row(_Place(n, cut, size), cue, ((SOURCE, cue.source), (CONTENT, cue.content)), cue.polarity)
                )
        if cut.example.triggers is not None:
            inside[3, :length] = _unlabelled(cut)
            for trigger in _within(cut, cut.example.triggers):
                _begin_inside(inside[3], cut, (trigger.first, trigger.last + 1), 2 * trigger.act)
                roles = (
                    *((TARGET, trigger.target), (NAMED, trigger.named)),
                    *((CONDITION, trigger.condition), (HOLDER, trigger.holder)),
                )
                triggers.append(_row(_Place(n, cut, size), trigger, roles, trigger.act))
                measures.append(_measure(cut, trigger, size))
    groups, vectors = _sentence_vectors(batch, size)
    return Batch(
        ids=torch.from_numpy(ids),
        case=torch.from_numpy(case),
        guideline=torch.tensor([cut.example.guideline for cut in batch]),
        mask=torch.from_numpy(mask),
        cue_tags=torch.from_numpy(tags[0]),
        tags=torch.from_numpy(tags[1:3]),
        stance_tags=torch.from_numpy(tags[3]),
        cues=_rows(cues, size),
        triggers=_rows(triggers, size),
        measure=torch.from_numpy(np.stack(measures) if measures else np.zeros((0, size), np.int64)),
        groups=groups,
        vectors=vectors,
    )


def _within(cut: Cut, anchors: Iterable[Anchor]) -> list[Anchor]:
    return [anchor for anchor in anchors if cut.start <= anchor.first and anchor.last < cut.end]


def _unlabelled(cut: Cut) -> IntArray:
    """Label the words of a window with none; only the first piece of a word has a label."""
    return np.asarray(np.where(cut.example.pieces.heads[cut.start : cut.end], 0, IGNORED), dtype=np.int64)


def _label_cue(tags: IntArray, cut: Cut, cue: Cue) -> None:
    _begin_inside(tags[0], cut, (cue.first, cue.last + 1), 0)
    for role, ranges in enumerate((cue.source, cue.content), 1):
        for pieces in ranges:
            _begin_inside(tags[role], cut, pieces, 0)


def _row(place: _Place, anchor: Cue | Trigger, labelled: Sequence[tuple[int, Ranges]], kind: int) -> _Row:
    cut, size = place.cut, place.size
    roles = np.full(size, IGNORED)
    length = cut.end - cut.start
    roles[1 : length + 1] = _unlabelled(cut)
    for label, ranges in labelled:
        for pieces in ranges:
            _begin_inside(roles[1:], cut, pieces, label - 1)
    sentence = np.zeros(size, dtype=np.int64)
    sentence[1 : length + 1] = sentence_distances(
        cut.example.sentence[cut.start : cut.end], int(cut.example.sentence[anchor.first])
    )
    at = anchor.first - cut.start + 1
    distance = distance_buckets(np.arange(size, dtype=np.int64) - at)
    return _Row((place.row, at, anchor.last - cut.start + 1), roles, distance, sentence, kind)


def _rows(rows: Sequence[_Row], size: int) -> Rows:
    def stacked(arrays: list[IntArray]) -> Tensor:
        return torch.from_numpy(np.stack(arrays) if arrays else np.zeros((0, size), np.int64))

    return Rows(
        anchors=torch.tensor([row.anchor for row in rows], dtype=torch.long).view(-1, 3),
        roles=stacked([row.roles for row in rows]),
        distance=stacked([row.distance for row in rows]),
        sentence=stacked([row.sentence for row in rows]),
        kinds=torch.tensor([row.kind for row in rows], dtype=torch.long),
    )


def _measure(cut: Cut, trigger: Trigger, size: int) -> IntArray:
    labels = np.full(size, IGNORED)
    length = cut.end - cut.start
    labels[1 : length + 1] = _unlabelled(cut)
    for start, end in trigger.measure:
        _begin_inside(labels[1:], cut, (start, end), 0)
    return np.asarray(np.minimum(labels, 1), dtype=np.int64)


def _begin_inside(labels: IntArray, cut: Cut, span: tuple[int, int], base: int) -> None:
    """Write begin (``base + 1``) and inside (``base + 2``) on the heads of ``span`` that lie in the cut."""
    heads = np.flatnonzero(cut.example.pieces.heads[span[0] : span[1]]) + span[0]
    heads = heads[(heads >= cut.start) & (heads < cut.end)] - cut.start
    if len(heads):
        labels[heads[0]] = base + 1
        labels[heads[1:]] = base + 2


def _sentence_vectors(batch: Sequence[Cut], size: int) -> tuple[Tensor, Tensor]:
    """Return which pieces to average for each sentence of the batch that has a vector to learn, and those vectors."""
    places: list[tuple[int, int]] = []
    weights: list[float] = []
    vectors: list[npt.NDArray[np.float16]] = []
    for n, cut in enumerate(batch):
        if cut.example.vectors is None:
            continue
        for number, (start, end) in enumerate(cut.example.ranges):
            if cut.start <= start and end <= cut.end:
                at = n * size + start - cut.start + 1
                places.extend((len(vectors), at + k) for k in range(end - start))
                weights.extend([1 / (end - start)] * (end - start))
                vectors.append(cut.example.vectors[number])
    groups = torch.sparse_coo_tensor(
        torch.tensor(places, dtype=torch.long).view(-1, 2).T,
        torch.tensor(weights),
        (len(vectors), len(batch) * size),
        check_invariants=False,
    )
    return groups, torch.from_numpy(np.stack(vectors) if vectors else np.zeros((0, 0), np.float16)).float()
