"""What of an article tells which event it reports: the names and the other words in it, what its beginning means, its day.

Words weigh by how rare they are (tf-idf, Spärck Jones 1972), in a fixed table of how many articles have them: weights that
came from the record itself would change with every article, and with them what was found before.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from zlib import crc32

import numpy as np
import numpy.typing as npt

from onrecord.record.vectors import FloatArray, Vectors

UNDATED = 4_000_000
"""The day of an article whose date is unknown: after all others."""
MOST_KEYS = 24

_MOST_TERMS = 160
_LEAD = 240
_HEADLINE = 120
_LEAD_WORDS = 60
_BEGINNING_WORDS = 150
_QUOTED_WORDS = 4
_MIXER = 0x9E3779B1
KINDS = 6
"""How many kinds of terms an article has."""
_WORD = re.compile(r"[^\W\d_][\w'’]+|\d[\d.,]*\d|\d{2,}")
_QUOTED = re.compile(r'["“]([^"“”]{15,400})["”]')
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
    ``phrases`` two words in a row, ``lead`` the names in the first sixty words, ``beginning`` all of the first 150 words,
    and ``quoted`` four words in a row between quotation marks.
    """

    day: int
    names: Terms
    words: Terms
    phrases: Terms
    lead: Terms
    beginning: Terms
    quoted: Terms


def traits_of(text: str, published: date | None) -> Traits:
    """Take the names and words of an article: a name is what is written with a capital more often than not."""
    found = _WORD.findall(text)
    # What is done to a word is done once for each spelling of it: an article has half as many of these as words.
    spelt = {spelling: number for number, spelling in enumerate(dict.fromkeys(found))}
    spelling_of = np.array([spelt[spelling] for spelling in found], dtype=np.intp)
    times = np.bincount(spelling_of, minlength=len(spelt))
    ids, rarity, capital, word_of = _words_of(spelt)
    counts = np.bincount(word_of, times, len(ids)).astype(np.float64)
    name = 2 * np.bincount(word_of, times * capital, len(ids)) > counts
    inside = word_of[spelling_of]
    first = inside[:_LEAD_WORDS]
    lead = np.bincount(first, name[first], len(ids)).astype(np.float64)
    begun = np.bincount(inside[:_BEGINNING_WORDS], minlength=len(ids)).astype(np.float64)
    day = published.toordinal() if published else UNDATED
    kept = ((name, counts), (~name, counts), (lead > 0, lead), (begun > 0, begun))
    names, words, in_lead, beginning = (_weighed(ids[which], counted[which], rarity[which]) for which, counted in kept)
    return Traits(day, names, words, _phrases(ids[inside], rarity[inside]), in_lead, beginning, _quoted(text))


def folded_words(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the words and numbers of a text in lower case, without a possessive's end, and whether each has a capital."""
    yield from map(_folded, _WORD.findall(text))


def keys_of(traits: Traits) -> tuple[int, ...]:
    """Return the hashes of an article's weightiest names and words, by which others like it are looked up."""
    both = [(-weight, key) for terms in (traits.names, traits.words) for key, weight in _pairs(terms)]
    return tuple(sorted(key for _, key in sorted(both)[:MOST_KEYS]))


def headline_of(text: str) -> str:
    """Return the first line of an article, or the beginning of it where that is long."""
    return text.partition("\n")[0][:_HEADLINE]


def lead_of(text: str) -> str:
    """Return the beginning of an article: headline and first sentences."""
    return " ".join(text[:_LEAD].split())


def vectors_of(texts: Sequence[str], vectors: Vectors) -> FloatArray:
    """Return what the headlines and the beginnings of articles mean: (texts, twice the width), each half of length one."""
    return np.hstack([vectors.of([headline_of(text) for text in texts]), vectors.of([lead_of(text) for text in texts])])


def name_of(article: str) -> str:
    """Return the id of the story that the article with this id would found: twelve characters, by its content."""
    return "s" + sha256(article.encode("utf-8", "replace")).hexdigest()[:11]


def terms_of(traits: Traits) -> tuple[Terms, ...]:
    """Return the terms of each of the :data:`KINDS`."""
    return traits.names, traits.words, traits.phrases, traits.lead, traits.beginning, traits.quoted


def packed(traits: Traits) -> bytes:
    """Return the terms as bytes; weights have half precision."""
    kept = terms_of(traits)
    parts = [np.array([len(terms.ids) for terms in kept], dtype="<u4").tobytes()]
    for terms in kept:
        parts += [terms.ids.astype("<u4").tobytes(), terms.weights.astype("<f2").tobytes()]
    return b"".join(parts)


def unpacked(day: int, kept: bytes) -> Traits:
    """Return what :func:`packed` made bytes of."""
    at, found = 4 * KINDS, []
    for size in np.frombuffer(kept, "<u4", KINDS).tolist():
        ids = np.frombuffer(kept, "<u4", size, at)
        found.append(Terms(ids, np.frombuffer(kept, "<f2", size, at + 4 * size).astype(np.float32)))
        at += 6 * size
    return Traits(day, *found)


def _folded(spelling: str) -> tuple[str, bool]:
    word = spelling[:-2] if spelling.endswith(_POSSESSIVE) else spelling
    return word.lower(), word[0].isupper()


def _words_of(spelt: Iterable[str]) -> tuple[IntArray, Floats, Floats, npt.NDArray[np.intp]]:
    """The words by their hashes, and how rare each is; of each spelling, whether it has a capital, and which word it is.

    Of two words with the same hash, which is rare, the first one stands for both.
    """
    known = [_known(spelling) for spelling in spelt]
    numbers = np.array([number for number, _, _ in known], dtype=np.uint32)
    rarity = np.array([rare for _, rare, _ in known], dtype=np.float64)
    capital = np.array([is_capital for _, _, is_capital in known], dtype=np.float64)
    ids, first, word_of = np.unique(numbers, return_index=True, return_inverse=True)
    return ids, rarity[first], capital, word_of


def _weighed(ids: IntArray, counts: Floats, rarity: Floats) -> Terms:
    return _weightiest(ids, (1 + np.log(counts)) * rarity)


def _phrases(ids: IntArray, rarity: Floats) -> Terms:
    """Each two words in a row, weighing what both do together; their hash is made of the words' hashes."""
    return _once(ids[:-1] * np.uint32(_MIXER) + ids[1:], rarity[:-1] + rarity[1:])


def _quoted(text: str) -> Terms:
    """Each four words in a row between quotation marks: two reports of one event quote the same."""
    found = [_WORD.findall(quotation.lower()) for quotation in _QUOTED.findall(text)]
    runs = [words[n : n + _QUOTED_WORDS] for words in found for n in range(len(words) - _QUOTED_WORDS + 1)]
    ids = np.array([crc32(" ".join(run).encode("utf-8", "replace")) for run in runs], dtype=np.uint32)
    return _once(ids, np.ones(len(ids)))


def _once(ids: IntArray, weights: Floats) -> Terms:
    """The weightiest terms, each once; of two with the same hash, which is rare, the first one stands for both."""
    ids, first = np.unique(ids, return_index=True)
    return _weightiest(ids, weights[first])


def _weightiest(ids: IntArray, weights: Floats) -> Terms:
    """The weightiest of terms that are there once each, in ascending order."""
    if len(ids) > _MOST_TERMS:
        kept = np.sort(np.argsort(-weights, kind="stable")[:_MOST_TERMS])
        ids, weights = ids[kept], weights[kept]
    values = weights.astype(np.float32)
    length = float(np.sqrt((values**2).sum()))
    return Terms(ids, values / length if length else values)


@cache
def _table() -> tuple[float, dict[int, float]]:
    """How rare a word is by its hash; and how rare one that the table does not have."""
    with (files("onrecord.record") / "data" / "frequencies.npz").open("rb") as file, np.load(file) as kept:
        articles = float(kept["articles"]) + 1
        rarity = np.log(articles / (kept["counts"].astype(np.float64) + 1))
        return math.log(articles / 2), dict(zip(kept["words"].tolist(), rarity.tolist(), strict=True))


@lru_cache(maxsize=1 << 16)
def _known(spelling: str) -> tuple[int, float, bool]:
    """The hash of the word that is spelt so, how rare it is, and whether it has a capital."""
    word, capital = _folded(spelling)
    number = crc32(word.encode("utf-8", "replace"))
    unknown, known = _table()
    return number, known.get(number, unknown), capital


def _pairs(terms: Terms) -> Iterable[tuple[int, float]]:
    return zip(terms.ids.tolist(), terms.weights.tolist(), strict=True)
