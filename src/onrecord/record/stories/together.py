"""The traits of several articles in one piece, so that one article is compared with all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.record.stories.traits import KINDS, IntArray, Traits, terms_of

Numbers = npt.NDArray[np.int64]
_HALVES = 2
"""An id takes as much room as two weights do: everything that is kept lies at a multiple of a weight's room."""


@dataclass(frozen=True, slots=True)
class Together:
    """Terms of articles one after the other, of each article kind by kind, ascending within a kind.

    ``days`` (articles,), ``sizes`` (articles, kinds) says how many terms there are, ``ids`` and ``weights`` (terms,).
    """

    days: Numbers
    sizes: Numbers
    ids: IntArray
    weights: npt.NDArray[np.floating]


def together(traits: Sequence[Traits]) -> Together:
    """Return the traits of articles in one piece."""
    terms = [each for one in traits for each in terms_of(one)]
    return Together(
        np.array([one.day for one in traits], dtype=np.int64),
        np.array([len(each.ids) for each in terms], dtype=np.int64).reshape(-1, KINDS),
        np.concatenate([each.ids for each in terms]),
        np.concatenate([each.weights for each in terms]),
    )


def unpacked_together(days: Sequence[int], kept: Sequence[bytes]) -> Together:
    """Return what :func:`~.traits.packed` made bytes of, one article at least; weights stay in half precision."""
    halves = np.frombuffer(b"".join(kept), "<u2")
    ends = np.cumsum([len(each) // _HALVES for each in kept])
    begins = np.concatenate(([0], ends[:-1]))
    head = _HALVES * KINDS
    sizes = halves[begins[:, None] + np.arange(head)].view("<u4").astype(np.int64)
    of_kind = sizes.ravel()
    # Within an article, kind after kind: first its ids, then its weights.
    ids_at = (begins[:, None] + head + (_HALVES + 1) * (np.cumsum(sizes, axis=1) - sizes)).ravel()
    number = np.arange(of_kind.sum()) - np.repeat(np.cumsum(of_kind) - of_kind, of_kind)
    at = np.repeat(ids_at, of_kind) + _HALVES * number
    ids = halves[at] | halves[at + 1].astype(np.uint32) << np.uint32(16)
    weights = halves[np.repeat(ids_at + _HALVES * of_kind, of_kind) + number].view("<f2")
    return Together(np.array(days, dtype=np.int64), sizes, ids, weights)
