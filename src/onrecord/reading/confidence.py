"""From evidence to a calibrated probability: a logistic regression (Platt 1999) whose weights come with the network's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Any


@dataclass(frozen=True, slots=True)
class Calibration:
    """The weights of the evidence, and the ``least`` confidence that a finding is kept with."""

    weights: tuple[float, ...]
    bias: float
    least: float

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Calibration:
        """Take it from the settings that come with the weights."""
        return cls(tuple(settings["weights"]), float(settings["bias"]), float(settings["least"]))


def confidence_of(evidence: Sequence[float], calibration: Calibration) -> float:
    """Return the calibrated probability that a finding is right, in steps of a hundredth, never 0 or 1."""
    score = calibration.bias + sum(w * e for w, e in zip(calibration.weights, evidence, strict=True))
    return round(min(0.99, max(0.01, 1 / (1 + exp(-score)))), 2)


def logit(probability: float) -> float:
    """Return the log-odds of a probability, bounded where it is all but certain."""
    bounded = min(0.9999, max(0.0001, probability))
    return log(bounded / (1 - bounded))
