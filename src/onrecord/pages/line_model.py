"""The line model: for each line of a page, how likely it is to be part of an article, and which part.

A multinomial logistic regression over the features of `onrecord.pages.line_features`, made by
``training/line_model.py``. One set of weights is for text dumps, the other for the blocks of an HTML page.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from onrecord.errors import WeightsError
from onrecord.pages.dump_lines import Line
from onrecord.pages.line_features import features_of

OUTSIDE, NOISE, BODY, CAPTION, HEADLINE = range(5)
"""The classes: outside any article; furniture within one; its paragraphs, headings and points; captions; headline."""

Odds = npt.NDArray[np.float64]
"""Probabilities, lines by classes; each row sums to one."""


@dataclass(frozen=True, slots=True)
class LineModel:
    """Weights: ``rows`` maps a feature's name to its row of ``weights`` (features by classes).

    ``boundaries`` are the weights of the features between two articles of a dump; the empty name is the constant.
    """

    rows: dict[str, int]
    weights: npt.NDArray[np.float64]
    bias: npt.NDArray[np.float64]
    boundaries: dict[str, float] = field(default_factory=dict)

    def odds(self, lines: Sequence[Line]) -> Odds:
        """Return the probabilities of the classes for each line."""
        scores = np.tile(self.bias, (len(lines), 1))
        for at, names in enumerate(features_of(lines)):
            known = [self.rows[name] for name in set(names) if name in self.rows]
            scores[at] += self.weights[known].sum(axis=0)
        scores -= scores.max(axis=1, keepdims=True)
        powers = np.exp(scores)
        odds: Odds = powers / powers.sum(axis=1, keepdims=True)
        return odds


@cache
def line_model(name: str) -> LineModel:
    """Return the model shipped for ``dump`` or ``html``.

    Raises:
        WeightsError: the weights are missing or damaged.
    """
    try:
        told = json.loads(files("onrecord.pages").joinpath(f"lines_{name}.json").read_text(encoding="utf-8"))
        features = told["features"]
        return LineModel(
            {feature: at for at, feature in enumerate(features)},
            np.array(list(features.values()), dtype=np.float64).reshape(len(features), 5),
            np.array(told["bias"], dtype=np.float64),
            dict(told.get("boundaries", {})),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsError(f"the weights of the line model {name!r} are missing or damaged: {error}") from error
