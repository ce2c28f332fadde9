"""The vectors of what claims say, kept in the record's database: most of what comparing two reports costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Final

import numpy as np

from onrecord.record.comparison.claims import Claim
from onrecord.record.comparison.sides import about, said_by
from onrecord.record.vectors import FloatArray, Vectors
from onrecord.store import Comparisons
from onrecord.store.comparisons import KeptVectors

_DIGEST: Final = 8
"""How many bytes stand for a text; an article has some dozens."""

_KEPT_AS: Final = np.dtype("<f4")
"""All that vectors are exact to is kept, so that a comparison comes out the same whether they were or not."""


class ClaimVectors:
    """Vectors of the texts of some articles' claims. Implements :class:`~onrecord.record.vectors.Vectors`.

    What the database keeps is taken from there, the rest is computed once; :meth:`keep` keeps it.
    """

    def __init__(self, kept: Comparisons, vectors: Vectors, claims: Mapping[str, Sequence[Claim]]) -> None:
        """Look up the claims' vectors by the articles' ids; raises a :class:`~onrecord.errors.StoreError` if it cannot."""
        self._kept, self._vectors = kept, vectors
        self._texts = {
            article: tuple(dict.fromkeys(text for claim in each for text in (said_by(claim), about(claim))))
            for article, each in claims.items()
        }
        self._found: dict[bytes, FloatArray] = {}
        self._whole: set[str] = set()
        for article, known in kept.vectors(vectors.version, list(claims)).items():
            digests = [known.texts[n : n + _DIGEST] for n in range(0, len(known.texts), _DIGEST)]
            rows = np.frombuffer(known.vectors, dtype=_KEPT_AS).astype(np.float32)
            self._found.update(zip(digests, rows.reshape(len(digests), -1), strict=True))
            if {_digest(text) for text in self._texts[article]} == set(digests):
                self._whole.add(article)

    @property
    def version(self) -> str:
        """The version of the weights."""
        return self._vectors.version

    def of(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors (texts, width) of the texts."""
        digests = [_digest(text) for text in texts]
        new = {digest: text for digest, text in sorted(zip(digests, texts, strict=True)) if digest not in self._found}
        if new:
            self._found.update(zip(new, self._vectors.of(list(new.values())), strict=True))
        return np.stack([self._found[digest] for digest in digests]) if texts else self._vectors.of(texts)

    def keep(self) -> None:
        """Keep what was computed, by article; raises a :class:`~onrecord.errors.StoreError` where it cannot be kept."""
        made = {}
        for article in sorted(self._texts.keys() - self._whole):
            digests = [_digest(text) for text in self._texts[article]]
            if digests and all(digest in self._found for digest in digests):
                rows = np.stack([self._found[digest] for digest in digests]).astype(_KEPT_AS)
                made[article] = KeptVectors(b"".join(digests), rows.tobytes())
        if made:
            self._kept.keep_vectors(self.version, made)
            self._whole |= made.keys()


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "backslashreplace"), digest_size=_DIGEST).digest()
