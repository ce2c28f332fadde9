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
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

from onrecord.record.vectors import FloatArray
from onrecord.records import Article

UNDATED = 4_000_000
"""The day of an article whose date is unknown: after all others."""
MOST_KEYS = 24

_MOST_TERMS = 160
_LEAD = 240
_LEAD_WORDS = 60
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
    """What of one article is compared with others'.

    ``day`` is an ordinal, or :data:`UNDATED`. ``names`` are words that are written with a capital, ``words`` the others,
    ``phrases`` two words in a row, and ``lead`` the names in the article's beginning.
    """

    day: int
    names: Terms
    words: Terms
    phrases: Terms
    lead: Terms


def traits_of(article: Article) -> Traits:
    """Take the names and words of an article: a name is what is written with a capital more often than not."""
    found = list(folded_words(article.text))
    counts, capitals = Counter(word for word, _ in found), Counter(word for word, capital in found if capital)
    names = {word: count for word, count in counts.items() if 2 * capitals[word] > count}
    words = {word: count for word, count in counts.items() if word not in names}
    lead = Counter(word for word, _ in found[:_LEAD_WORDS] if word in names)
    phrases = set(pairwise(word for word, _ in found))
    day = article.published.value.toordinal() if article.published else UNDATED
    return Traits(day, _weighed(names), _weighed(words), _phrases(phrases), _weighed(lead))


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
    return _terms({_hash(word): (1 + math.log(count)) * _rarity(_hash(word)) for word, count in counts.items()})


def _phrases(pairs: Iterable[tuple[str, str]]) -> Terms:
    return _terms({_hash(f"{one} {other}"): _rarity(_hash(one)) + _rarity(_hash(other)) for one, other in pairs})


def _terms(weights: Mapping[int, float]) -> Terms:
    """The weightiest terms; of two words that have the same hash, which is rare, the last one stands for both."""
    kept = sorted(sorted(weights, key=lambda key: (-weights[key], key))[:_MOST_TERMS])
    values = np.array([weights[key] for key in kept], dtype=np.float32)
    length = float(np.sqrt((values**2).sum()))
    return Terms(np.array(kept, dtype=np.uint32), values / length if length else values)


@cache
def _table() -> tuple[float, dict[int, float]]:
    """How rare a word is by its hash; and how rare one that the table does not have."""
    with (files("onrecord.record") / "data" / "frequencies.npz").open("rb") as file, np.load(file) as kept:
        articles = float(kept["articles"]) + 1
        rarity = np.log(articles / (kept["counts"].astype(np.float64) + 1))
        return math.log(articles / 2), dict(zip(kept["words"].tolist(), rarity.tolist(), strict=True))


def _rarity(key: int) -> float:
    unknown, known = _table()
    return known.get(key, unknown)


def _hash(words: str) -> int:
    return crc32(words.encode("utf-8", "replace"))


def _pairs(terms: Terms) -> Iterable[tuple[int, float]]:
    return zip(terms.ids.tolist(), terms.weights.tolist(), strict=True)
