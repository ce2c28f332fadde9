"""What of an article tells which event it reports: the names and the other words in it, what its beginning means, its day.

Words weigh by how rare they are (tf-idf, Spärck Jones 1972), in a fixed table of how many articles have them: weights that
came from the record itself would change with every article, and with them what was found before.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from zlib import crc32

import numpy as np
import numpy.typing as npt

from onrecord.record.vectors import FloatArray

UNDATED = 4_000_000
"""The day of an article whose date is unknown: after all others."""
MOST_KEYS = 24

_MOST_TERMS = 160
_LEAD = 240
_LEAD_WORDS = 60
_MIXER = 0x9E3779B1
_WORD = re.compile(r"[^\W\d_][\w'’]+|\d[\d.,]*\d|\d{2,}")
_POSSESSIVE = ("'s", "’s")

IntArray = npt.NDArray[np.uint32]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Terms:
    """Words by their hashes, ascending, with weights whose squares add up to one (or to nothing, where there are none)."""

    ids: IntArray
    weights: FloatArray


@dataclass(frozen=True, slots=True)
class Traits:
    """What of one article is compared with others'.

    ``day`` is an ordinal, or :data:`UNDATED`. ``names`` are words that are written with a capital, ``words`` the others,
    ``phrases`` two words in a row, and ``lead`` the names in the article's beginning.
    """

    day: int
    names: Terms
    words: Terms
    phrases: Terms
    lead: Terms


def traits_of(text: str, published: date | None) -> Traits:
    """Take the names and words of an article: a name is what is written with a capital more often than not."""
    found = list(folded_words(text))
    counts, capitals = Counter(word for word, _ in found), Counter(word for word, capital in found if capital)
    names = {word: count for word, count in counts.items() if 2 * capitals[word] > count}
    words = {word: count for word, count in counts.items() if word not in names}
    lead = Counter(word for word, _ in found[:_LEAD_WORDS] if word in names)
    ids = np.array([_hash(word) for word, _ in found], dtype=np.uint32)
    rarity = np.array([_rarity(word) for word, _ in found])
    day = published.toordinal() if published else UNDATED
    return Traits(day, _weighed(names), _weighed(words), _phrases(ids, rarity), _weighed(lead))


def folded_words(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the words and numbers of a text in lower case, without a possessive's end, and whether each has a capital."""
    for match in _WORD.finditer(text):
        word = match[0]
        if word.endswith(_POSSESSIVE):
            word = word[:-2]
        yield word.lower(), word[0].isupper()


def keys_of(traits: Traits) -> tuple[int, ...]:
    """Return the hashes of an article's weightiest names and words, by which others like it are looked up."""
    both = [(-weight, key) for terms in (traits.names, traits.words) for key, weight in _pairs(terms)]
    return tuple(sorted(key for _, key in sorted(both)[:MOST_KEYS]))


def lead_of(text: str) -> str:
    """Return the beginning of an article, whose vector is compared: headline and first sentences."""
    return " ".join(text[:_LEAD].split())


def name_of(article: str) -> str:
    """Return the id of the story that the article with this id would found: twelve characters, by its content."""
    return "s" + sha256(article.encode("utf-8", "replace")).hexdigest()[:11]


def packed(traits: Traits) -> bytes:
    """Return the terms as bytes; weights have half precision."""
    kept = (traits.names, traits.words, traits.phrases, traits.lead)
    parts = [np.array([len(terms.ids) for terms in kept], dtype="<u4").tobytes()]
    for terms in kept:
        parts += [terms.ids.astype("<u4").tobytes(), terms.weights.astype("<f2").tobytes()]
    return b"".join(parts)


def unpacked(day: int, kept: bytes) -> Traits:
    """Return what :func:`packed` made bytes of."""
    at, found = 16, []
    for size in map(int, np.frombuffer(kept, dtype="<u4", count=4)):
        ids = np.frombuffer(kept, dtype="<u4", count=size, offset=at)
        weights = np.frombuffer(kept, dtype="<f2", count=size, offset=at + 4 * size)
        found.append(Terms(ids, weights.astype(np.float32)))
        at += 6 * size
    names, words, phrases, lead = found
    return Traits(day, names, words, phrases, lead)


def _weighed(counts: Mapping[str, int]) -> Terms:
    ids = np.array([_hash(word) for word in counts], dtype=np.uint32)
    rarity = np.array([_rarity(word) for word in counts])
    return _terms(ids, (1 + np.log(np.array(list(counts.values()), dtype=np.float64))) * rarity)


def _phrases(ids: IntArray, rarity: Floats) -> Terms:
    """Each two words in a row, weighing what both do together; their hash is made of the words' hashes."""
    return _terms(ids[:-1] * np.uint32(_MIXER) + ids[1:], rarity[:-1] + rarity[1:])


def _terms(ids: IntArray, weights: Floats) -> Terms:
    """The weightiest terms, each once; of two words with the same hash, which is rare, the first one stands for both."""
    ids, first = np.unique(ids, return_index=True)
    weights = weights[first]
    kept = np.sort(np.argsort(-weights, kind="stable")[:_MOST_TERMS])
    values = weights[kept].astype(np.float32)
    length = float(np.sqrt((values**2).sum()))
    return Terms(ids[kept], values / length if length else values)


@cache
def _table() -> tuple[float, dict[int, float]]:
    """How rare a word is by its hash; and how rare one that the table does not have."""
    with (files("onrecord.record") / "data" / "frequencies.npz").open("rb") as file, np.load(file) as kept:
        articles = float(kept["articles"]) + 1
        rarity = np.log(articles / (kept["counts"].astype(np.float64) + 1))
        return math.log(articles / 2), dict(zip(kept["words"].tolist(), rarity.tolist(), strict=True))


@lru_cache(maxsize=1 << 16)
def _rarity(word: str) -> float:
    unknown, known = _table()
    return known.get(_hash(word), unknown)


@lru_cache(maxsize=1 << 16)
def _hash(word: str) -> int:
    return crc32(word.encode("utf-8", "replace"))


def _pairs(terms: Terms) -> Iterable[tuple[int, float]]:
    return zip(terms.ids.tolist(), terms.weights.tolist(), strict=True)
