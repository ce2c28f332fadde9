"""Vectors for tests: texts that share words are near each other, without any weights."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from onrecord.record.vectors import FloatArray
from onrecord.record.wording import wording

WIDTH = 64


class WordVectors:
    """The mean of a vector for each word, the same word always having the same. Counts the texts that it is asked for."""

    version = "words"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def of(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors (texts, 64), of length one."""
        self.asked += texts
        found = np.zeros((len(texts), WIDTH), dtype=np.float32)
        for number, text in enumerate(texts):
            for stem in sorted(wording(text).stems) or [""]:
                seed = int.from_bytes(hashlib.sha256(stem.encode()).digest()[:4], "big")
                found[number] += np.random.default_rng(seed).standard_normal(WIDTH)
        found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
        return found
