"""Sentence vectors: what short texts mean, as directions; the nearer two are, the more alike is what is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

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
    """The vectors that the encoder's own head gives. Implements :class:`Vectors`."""

    def __init__(self, encoder: Encoder) -> None:
        """Take the vectors from this encoder."""
        self._encoder = encoder

    @property
    def version(self) -> str:
        """The version of the encoder's weights."""
        return self._encoder.version

    def of(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors (texts, 384) of short texts, such as the name of a measure."""
        return self._encoder.vectors_of(texts)
