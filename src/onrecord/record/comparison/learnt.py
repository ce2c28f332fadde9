"""What ``training/comparison.py`` has learnt of pairs of claims: logits whose coefficients are a small file beside the code."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.record.comparison.features import FEATURES
from onrecord.record.vectors import FloatArray

Weights = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Logit:
    """A linear model: for each answer a weight for each feature and, last, a constant: ``weights`` (answers, features + 1).

    With one answer it gives the chance of it (logistic), with several the chance of each (softmax).
    """

    answers: tuple[str, ...]
    weights: Weights

    def chances(self, features: FloatArray) -> FloatArray:
        """Return the chances (n, answers) for ``features`` (n, features)."""
        scores = features @ self.weights[:, :-1].T + self.weights[:, -1]
        if len(self.answers) == 1:
            alone: FloatArray = (1 / (1 + np.exp(-np.clip(scores, -60, 60)))).astype(np.float32)
            return alone
        parts = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares: FloatArray = (parts / parts.sum(axis=1, keepdims=True)).astype(np.float32)
        return shares


@dataclass(frozen=True, slots=True)
class Learnt:
    """The models and the chances from which something counts.

    ``match`` answers whether two claims are about the same, from ``least`` on it counts; a claim that is matched already
    is matched once more from ``least_again`` on. ``relation`` answers how two claims that are about the same relate; its
    answers are relations, some of them with what the claims differ on ("conflict wording"). It is a conflict only if the
    chance that they are about the same and conflict is at least ``least_conflict``, for what is shown as one should be one.
    ``on`` answers what they differ on.
    """

    match: Logit
    relation: Logit
    on: Logit
    least: float
    least_again: float
    least_conflict: float


def learnt_from(loaded: Mapping[str, Any]) -> Learnt:
    """Return the models that a parsed file holds; features that it does not know weigh nothing."""
    return Learnt(
        match=_logit(loaded["match"]),
        relation=_logit(loaded["relation"]),
        on=_logit(loaded["on"]),
        least=float(loaded["least"]),
        least_again=float(loaded["least_again"]),
        least_conflict=float(loaded["least_conflict"]),
    )


@cache
def shipped() -> Learnt:
    """Load the models that ship with the package."""
    return learnt_from(json.loads((files("onrecord.record") / "data" / "comparison.json").read_text("utf8")))


def logit_to_json(answers: Sequence[str], weights: Weights) -> dict[str, dict[str, float]]:
    """Return a model as :func:`learnt_from` reads it."""
    named = (*FEATURES, "constant")
    return {
        answer: {name: round(float(value), 4) for name, value in zip(named, row, strict=True)}
        for answer, row in zip(answers, weights, strict=True)
    }


def _logit(loaded: Mapping[str, Mapping[str, float]]) -> Logit:
    rows = [[row.get(name, 0.0) for name in (*FEATURES, "constant")] for row in loaded.values()]
    return Logit(tuple(loaded), np.array(rows))
