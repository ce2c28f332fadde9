"""How likely two articles report the same event: a logistic regression over what they share.

There is one for pairs whose days are known and one for the others, where words alone tell events apart. Their few
coefficients are learnt by ``training/stories.py`` and kept in ``data/stories.json``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from onrecord.record.stories.traits import UNDATED, Terms, Traits
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

Floats = npt.NDArray[np.float64]


def likenesses(one: Traits, vector: FloatArray, others: Sequence[Traits], vectors: FloatArray) -> Floats:
    """Return for each other article the chance that it reports the event of ``one``, from 0 to 1.

    ``vector`` (width,) and ``vectors`` (others, width) are what :func:`~.traits.vectors_of` gives. Of articles whose
    known days lie further apart than :data:`WINDOW`, or that hardly share a name, the chance is nothing.
    """
    if not others:
        return np.zeros(0)
    found = features(one, vector, others, vectors)
    dated, undated = (1 / (1 + np.exp(-(found @ coefficients))) for coefficients in _coefficients())
    within = (found[:, FEATURES.index("days between")] <= WINDOW) & ~_strangers(one, others, found)
    chances: Floats = np.where(_undated(one, others), undated, np.where(within, dated, 0.0))
    return chances


def features(one: Traits, vector: FloatArray, others: Sequence[Traits], vectors: FloatArray) -> Floats:
    """Return what ``one`` and each of the others are compared by: (others, :data:`FEATURES`)."""
    half = len(vector) // 2
    names, names_shared = _compared(one.names, [other.names for other in others])
    _, quoted_shared = _compared(one.quoted, [other.quoted for other in others])
    days = np.array([abs(one.day - other.day) for other in others])
    return np.stack(
        [
            np.ones(len(others)),
            names,
            _compared(one.words, [other.words for other in others])[0],
            _compared(one.phrases, [other.phrases for other in others])[0],
            _compared(one.lead, [other.lead for other in others])[0],
            _compared(one.beginning, [other.beginning for other in others])[0],
            np.log1p(names_shared),
            np.log1p(quoted_shared),
            vectors[:, :half] @ vector[:half],
            vectors[:, half:] @ vector[half:],
            np.where(_undated(one, others), 0, days),
        ],
        axis=1,
    ).astype(np.float64)


def _strangers(one: Traits, others: Sequence[Traits], found: Floats) -> npt.NDArray[np.bool_]:
    """Which of the others, where both have names, share hardly any: a headline that comes back every day joins nothing."""
    named = np.array([len(one.names.ids) > 0 and len(other.names.ids) > 0 for other in others])
    return named & (found[:, FEATURES.index("names")] < LEAST_NAMES)


def _undated(one: Traits, others: Sequence[Traits]) -> npt.NDArray[np.bool_]:
    return np.array([UNDATED in (one.day, other.day) for other in others])


def _compared(one: Terms, others: Sequence[Terms]) -> tuple[Floats, Floats]:
    """The cosine of terms with each of the others', and how many they share."""
    if not len(one.ids):
        return np.zeros(len(others)), np.zeros(len(others))
    ids = np.concatenate([other.ids for other in others])
    weights = np.concatenate([other.weights for other in others])
    at = np.minimum(np.searchsorted(one.ids, ids), len(one.ids) - 1)
    shared = one.ids[at] == ids
    products = np.where(shared, one.weights[at] * weights, 0.0)
    of = np.repeat(np.arange(len(others)), [len(other.ids) for other in others])
    return (
        np.bincount(of, products, len(others)).astype(np.float64),
        np.bincount(of, shared, len(others)).astype(np.float64),
    )


@cache
def _coefficients() -> tuple[Floats, Floats]:
    """For pairs whose days are known, and for others."""
    loaded = json.loads((files("onrecord.record") / "data" / "stories.json").read_text("utf8"))
    dated, undated = (np.array([loaded[kind][name] for name in FEATURES]) for kind in ("dated", "undated"))
    return dated, undated
