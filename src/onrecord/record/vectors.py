"""Sentence vectors: what short texts mean, as directions; the nearer two are, the more alike is what is said."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from onrecord.errors import WeightsError
from onrecord.reading.encoder import Encoder

FloatArray = npt.NDArray[np.float32]


class Vectors(Protocol):
    """Gives texts their vectors. ``version`` names the weights: other weights give other vectors."""

    @property
    def version(self) -> str:
        """The version of the weights."""
        ...

    def of(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors (texts, width), float32, each of length one; the same text always has the same."""
        ...


class EncoderVectors:
    """The vectors that the encoder's own head gives. Implements :class:`Vectors`.

    The weights are loaded when the first vectors are asked for: to know that nothing has changed takes their version only.
    """

    def __init__(self, weights: Path) -> None:
        """Take the vectors from the weights in this folder."""
        self._weights = weights

    @cached_property
    def version(self) -> str:
        """The version of the encoder's weights; raises :class:`~onrecord.errors.WeightsError` where they are missing."""
        try:
            return str(json.loads((self._weights / "config.json").read_text(encoding="utf8"))["version"])
        except (OSError, ValueError, KeyError) as error:
            raise WeightsError(f"{self._weights}: the weights cannot be loaded: {error}") from error

    def of(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors (texts, 384) of short texts, such as the name of a measure."""
        return self._encoder.vectors_of(texts)

    @cached_property
    def _encoder(self) -> Encoder:
        return Encoder(self._weights)


class RememberedVectors:
    """Vectors that are computed once for each text. Implements :class:`Vectors`."""

    def __init__(self, vectors: Vectors) -> None:
        """Remember what these vectors give."""
        self._vectors = vectors
        self._known: dict[str, FloatArray] = {}

    @property
    def version(self) -> str:
        """The version of the weights."""
        return self._vectors.version

    def of(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors (texts, width) of the texts."""
        new = sorted(set(texts) - self._known.keys())
        self._known.update(zip(new, self._vectors.of(new), strict=True))
        return np.stack([self._known[text] for text in texts]) if texts else self._vectors.of(texts)
