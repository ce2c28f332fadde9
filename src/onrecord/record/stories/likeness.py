"""How likely two articles report the same event: a logistic regression over what they share.

There is one for pairs whose days are known and one for the others, where words alone tell events apart. Their few
coefficients are learnt by ``training/stories.py`` and kept in ``data/stories.json``.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from onrecord.record.stories.together import Numbers, Together, together
from onrecord.record.stories.traits import KINDS, UNDATED, IntArray, Traits
from onrecord.record.vectors import FloatArray

FEATURES = (
    "any pair",
    "names",
    "words",
    "phrases",
    "names in the lead",
    "words in the beginning",
    "names shared",
    "quoted words shared",
    "headlines",
    "beginnings",
    "days between",
)
"""What a pair is compared by: cosines of terms, how many are shared, cosines of headlines' and beginnings' vectors, the days."""
METHOD = "stories 11"
"""What groups articles; what another method found is not used, and found anew."""
WINDOW = 2
"""An event's reports appear within so many days of each other, if their days are known.

All pairs of ``gold/train`` are of one day or the next; a day more is left for those that come late.
"""

LEAST_NAMES = 0.02
"""Reports of one event, their days known, share names: of some 350 annotated or labelled pairs none has a cosine below 0.023."""

_LAST_BITS = 14
_LAST = np.uint32((1 << _LAST_BITS) - 1)

Floats = npt.NDArray[np.float64]


def likenesses(one: Traits, vector: FloatArray, others: Together, vectors: FloatArray) -> Floats:
    """Return for each other article the chance that it reports the event of ``one``, from 0 to 1.

    ``vector`` (width,) and ``vectors`` (others, width) are what :func:`~.traits.vectors_of` gives. Of articles whose
    known days lie further apart than :data:`WINDOW`, or that hardly share a name, the chance is nothing.
    """
    found = features(one, vector, others, vectors)
    dated, undated = (1 / (1 + np.exp(-(found @ coefficients))) for coefficients in _coefficients())
    within = (found[:, FEATURES.index("days between")] <= WINDOW) & ~_strangers(one, others, found)
    chances: Floats = np.where(_undated(one, others), undated, np.where(within, dated, 0.0))
    return chances


def features(one: Traits, vector: FloatArray, others: Together, vectors: FloatArray) -> Floats:
    """Return what ``one`` and each of the others are compared by: (others, :data:`FEATURES`)."""
    half = len(vector) // 2
    cosines, shared = _compared(one, others)
    names, words, phrases, lead, beginning, _ = cosines.T
    names_shared, *_, quoted_shared = shared.T
    return np.stack(
        [
            np.ones(len(cosines)),
            names,
            words,
            phrases,
            lead,
            beginning,
            np.log1p(names_shared),
            np.log1p(quoted_shared),
            vectors[:, :half] @ vector[:half],
            vectors[:, half:] @ vector[half:],
            np.where(_undated(one, others), 0, np.abs(others.days - one.day)),
        ],
        axis=1,
    ).astype(np.float64)


def _strangers(one: Traits, others: Together, found: Floats) -> npt.NDArray[np.bool_]:
    """Which of the others, where both have names, share hardly any: a headline that comes back every day joins nothing."""
    named = (others.sizes[:, 0] > 0) & (len(one.names.ids) > 0)
    return named & (found[:, FEATURES.index("names")] < LEAST_NAMES)


def _undated(one: Traits, others: Together) -> npt.NDArray[np.bool_]:
    return np.asarray((others.days == UNDATED) | (one.day == UNDATED))


def _compared(one: Traits, others: Together) -> tuple[Floats, Floats]:
    """Of each kind of terms, the cosine with each of the others', and how many they share: (others, kinds) both."""
    mine = together([one])
    places = others.sizes.size
    if not len(mine.ids):
        return np.zeros(others.sizes.shape), np.zeros(others.sizes.shape)
    # Most terms of the others are none of its own, which their last bits tell of nearly all of them.
    known = np.zeros(1 << _LAST_BITS, dtype=np.bool_)
    known[mine.ids & _LAST] = True
    near = np.flatnonzero(known[others.ids & _LAST])
    of = np.repeat(np.arange(places), others.sizes.ravel())[near]
    own = _with_kinds(np.repeat(np.arange(KINDS), mine.sizes.ravel()), mine.ids)
    asked = _with_kinds(of % KINDS, others.ids[near])
    at = np.minimum(np.searchsorted(own, asked), len(own) - 1)
    same = own[at] == asked
    near, of, at = near[same], of[same], at[same]
    products = mine.weights[at] * others.weights[near].astype(np.float32)
    cosines: Floats = np.bincount(of, products, places).astype(np.float64).reshape(others.sizes.shape)
    shared: Floats = np.bincount(of, minlength=places).astype(np.float64).reshape(others.sizes.shape)
    return cosines, shared


def _with_kinds(kinds: Numbers, ids: IntArray) -> Numbers:
    """Terms with their kinds, as numbers in the same order."""
    return kinds << 32 | ids.astype(np.int64)


@cache
def _coefficients() -> tuple[Floats, Floats]:
    """For pairs whose days are known, and for others."""
    loaded = json.loads((files("onrecord.record") / "data" / "stories.json").read_text("utf8"))
    dated, undated = (np.array([loaded[kind][name] for name in FEATURES]) for kind in ("dated", "undated"))
    return dated, undated
