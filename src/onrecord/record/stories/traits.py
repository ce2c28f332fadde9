"""What of an article tells which event it reports: the names and the other words in it, what its beginning means, its day.

Words weigh by how rare they are (tf-idf, Spärck Jones 1972), in a fixed table of how many articles have them: weights that
came from the record itself would change with every article, and with them what was found before.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from zlib import crc32

import numpy as np
import numpy.typing as npt

from onrecord.record.vectors import FloatArray
from onrecord.records import Article

UNDATED = 4_000_000
"""The day of an article whose date is unknown: after all others."""
MOST_KEYS = 24

_MOST_TERMS = 160
_LEAD = 320
_WORD = re.compile(r"[^\W\d_][\w'’]+|\d[\d.,]*\d|\d{2,}")
_POSSESSIVE = re.compile(r"['’]s$")

IntArray = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Terms:
    """Words by their hashes, ascending, with weights whose squares add up to one (or to nothing, where there are none)."""

    ids: IntArray
    weights: FloatArray


@dataclass(frozen=True, slots=True)
class Traits:
    """What of one article is compared with others'. ``day`` is an ordinal, or :data:`UNDATED`."""

    day: int
    names: Terms
    words: Terms


def traits_of(article: Article) -> Traits:
    """Take the names and words of an article: a name is what is written with a capital more often than not."""
    counts, capitals = Counter[str](), Counter[str]()
    for folded, capital in folded_words(article.text):
        counts[folded] += 1
        capitals[folded] += capital
    named = {folded for folded, count in capitals.items() if 2 * count > counts[folded]}
    day = article.published.value.toordinal() if article.published else UNDATED
    names = {word: count for word, count in counts.items() if word in named}
    words = {word: count for word, count in counts.items() if word not in named}
    return Traits(day, _terms(names), _terms(words))


def folded_words(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the words and numbers of a text in lower case, without a possessive's end, and whether each has a capital."""
    for match in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", match[0])
        yield word.lower(), word[0].isupper()


def keys_of(traits: Traits) -> tuple[int, ...]:
    """Return the hashes of an article's weightiest names and words, by which others like it are looked up."""
    both = [(-weight, key) for terms in (traits.names, traits.words) for key, weight in _pairs(terms)]
    return tuple(sorted(key for _, key in sorted(both)[:MOST_KEYS]))


def lead_of(article: Article) -> str:
    """Return the beginning of an article, whose vector is compared: headline and first sentences."""
    return " ".join(article.text[:_LEAD].split())


def name_of(article: str) -> str:
    """Return the id of the story that the article with this id would found: twelve characters, by its content."""
    return "s" + sha256(article.encode("utf-8", "replace")).hexdigest()[:11]


def packed(traits: Traits) -> bytes:
    """Return names and words as bytes; weights have half precision."""
    parts = [np.array([len(traits.names.ids), len(traits.words.ids)], dtype="<u4").tobytes()]
    for terms in (traits.names, traits.words):
        parts += [terms.ids.astype("<u4").tobytes(), terms.weights.astype("<f2").tobytes()]
    return b"".join(parts)


def unpacked(day: int, kept: bytes) -> Traits:
    """Return what :func:`packed` made bytes of."""
    sizes = np.frombuffer(kept, dtype="<u4", count=2)
    at, found = 8, []
    for size in map(int, sizes):
        ids = np.frombuffer(kept, dtype="<u4", count=size, offset=at)
        weights = np.frombuffer(kept, dtype="<f2", count=size, offset=at + 4 * size)
        found.append(Terms(ids, weights.astype(np.float32)))
        at += 6 * size
    return Traits(day, *found)


def _terms(counts: dict[str, int]) -> Terms:
    weighed = sorted(((-_weight(word, count), crc32(word.encode())) for word, count in counts.items()))[:_MOST_TERMS]
    # Two words may have the same hash: they are one then.
    by_id = {key: -weight for weight, key in reversed(weighed)}
    ids = np.array(sorted(by_id), dtype=np.uint32)
    weights = np.array([by_id[int(key)] for key in ids], dtype=np.float32)
    length = float(np.sqrt((weights**2).sum()))
    return Terms(ids, weights / length if length else weights)


def _weight(word: str, count: int) -> float:
    articles, known, counted = _frequencies()
    key = crc32(word.encode())
    at = int(np.searchsorted(known, key))
    seen = int(counted[at]) if at < len(known) and known[at] == key else 1
    return (1 + math.log(count)) * math.log((articles + 1) / (seen + 1))


@cache
def _frequencies() -> tuple[int, IntArray, npt.NDArray[np.uint16]]:
    with (files("onrecord.record") / "data" / "frequencies.npz").open("rb") as file, np.load(file) as kept:
        return int(kept["articles"]), kept["words"], kept["counts"]


def _pairs(terms: Terms) -> Iterable[tuple[int, float]]:
    return zip(terms.ids.tolist(), terms.weights.tolist(), strict=True)
