"""The words of a text with their offsets, and which of them only link others."""

# ruff: noqa: SIM905 - a list of words reads better as words.

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.records import Span

CURRENCIES = "$€£¥"
_ACRONYM = 4
"""Letters of a word in capitals that is not taken for a plain word of a headline ("US" is not "us")."""
_WORD = re.compile(r"\d+(?:[.,]\d+)*|(?:[^\W\d_]\.){2,}|re-\w+|\w+", re.I)

DETERMINERS = frozenset("the a an its their".split())
PREPOSITIONS = frozenset(
    "of to in on at by for with from into onto over against about between among under within without through during "
    "before after until till as toward towards across via upon beyond near "
    "along around behind inside outside off out up down than per".split()
)
CONJUNCTIONS = frozenset("and or".split())
LINKS = DETERMINERS | PREPOSITIONS | CONJUNCTIONS | {"not"}
"""Words that a phrase takes over from between two of its words."""
OWNERS = frozenset("my your our his her this that these those".split())
"""Determiners that point out of the phrase: what they point to is not in it."""
QUANTIFIERS = frozenset("any some such all more most both each every".split())
AUXILIARIES = frozenset(
    "be is are was were been being am has have had having do does did will would shall should can could may might must "
    "ll ve re d won wouldn don doesn didn isn aren wasn weren hasn haven hadn couldn shouldn mustn cannot t".split()
)
RELATIVES = frozenset("which who whom whose what where when how why whether if because while so".split())
PRONOUNS = frozenset(
    "i me mine we us ours you yours he him she hers it they them theirs myself yourself himself herself "
    "itself ourselves themselves one ones other another there here".split()
)
ADVERBS = frozenset(
    "also just even still yet now then only too very really already again ever never soon well quite rather instead "
    "likely probably perhaps maybe simply merely indeed however therefore thus otherwise".split()
)
FUNCTION = LINKS | OWNERS | QUANTIFIERS | AUXILIARIES | RELATIVES | PRONOUNS | ADVERBS | {"no", "nor", "but"}
"""Words that carry no part of a measure by themselves."""


_OFTEN, _MOSTLY = 3, 0.9
"""How often a word must stand in a text, and in which part of its places before another, to lead to one."""
_NAMES = frozenset(("US", "WHO"))
"""Names that are other words in lower case."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text: ``lower`` is its lower-case form ("US" stays what it is), offsets are in code points."""

    lower: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Words:
    """All words of a text in order.

    ``plain`` are those that stand in it in lower case somewhere, ``pairs`` those that stand side by side somewhere;
    ``bridges`` gives for two words the small words that stand between them somewhere ("sanctions", "russia": "on").
    ``leading`` are those that lead to another nearly wherever they stand ("solar" panels, "solar" farms), ``named`` the
    indices of those in names of more than one word ("Security Council").
    """

    text: str
    words: tuple[Word, ...]
    starts: tuple[int, ...]
    plain: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    bridges: dict[tuple[str, str], str]
    leading: frozenset[str] = frozenset()
    named: frozenset[int] = frozenset()

    def within(self, span: Span) -> range:
        """Return the indices of the words that share a character with ``span``."""
        first = bisect_right(self.starts, span.start)
        if first and self.words[first - 1].end > span.start:
            first -= 1
        return range(first, max(first, bisect_left(self.starts, span.end)))

    def indices(self, spans: Iterable[Span]) -> list[int]:
        """Return the indices of the words that share a character with any of ``spans``, in order."""
        return sorted({n for span in spans for n in self.within(span)})

    def between(self, first: int, second: int) -> str:
        """Return what stands in the text between two words."""
        return self.text[self.words[first].end : self.words[second].start]

    def is_name(self, n: int) -> bool:
        """Tell whether a word that may be a small one is written as a name, and not because it begins a sentence."""
        word = self.words[n]
        return (
            (n in self.named and self.text[word.start].isupper())
            or word.lower in _NAMES
            or (
                word.lower in ("may", "will")
                and self.text[word.start].isupper()
                and self.text[max(0, word.start - 2) : word.start].strip().isalpha()
            )
        )

    def shown(self, n: int) -> str:
        """Return a word as a phrase shows it: with its currency or percent sign, and in lower case unless it is a name."""
        word = self.words[n]
        start = word.start - (word.start > 0 and self.text[word.start - 1] in CURRENCIES and word.lower[0].isdigit())
        end = word.end + (self.text[word.end : word.end + 1] == "%")
        shown = self.text[start:end]
        acronym = shown.isupper() and len(shown) <= _ACRONYM
        plain = word.lower in self.plain and not acronym and not self.is_name(n)
        return shown.lower() if plain else shown


def words_of(text: str, names: Iterable[Span] = ()) -> Words:
    """Cut a text into words; the ending of a possessive ("Iran's") is not a word of its own.

    ``names`` are places of names whose words are taken for nothing else.
    """
    found = tuple(
        Word(m.group() if m.group() in _NAMES else m.group().lower(), m.start(), m.end())
        for m in _WORD.finditer(text)
        if not (m.group() in ("s", "S") and m.start() and text[m.start() - 1] in "'’")
    )
    plain = frozenset(word.lower for word in found if text[word.start] == word.lower[0] and not word.lower[0].isdigit())
    pairs = frozenset(
        (a.lower, b.lower) for a, b in pairwise(found) if text[a.end : b.start] in (" ", "-", "'s ", "’s ")
    )
    words = Words(
        text, found, tuple(word.start for word in found), plain, pairs, _bridges(found), _leading(text, found)
    )
    return replace(words, named=frozenset(words.indices(names)))


def _leading(text: str, words: tuple[Word, ...]) -> frozenset[str]:
    """The words that nearly always stand right before another one in lower case that carries meaning, adverbs aside."""
    places, before = Counter[str](), Counter[str]()
    for word, after in pairwise(words):
        if word.lower not in FUNCTION and not word.lower.endswith("ly"):
            places[word.lower] += 1
            follows = text[word.end : after.start] == " " and text[after.start].islower()
            before[word.lower] += follows and after.lower not in FUNCTION
    return frozenset(word for word, n in places.items() if n >= _OFTEN and before[word] >= _MOSTLY * n)


def _bridges(words: tuple[Word, ...]) -> dict[tuple[str, str], str]:
    """The small words, a preposition first, that stand alone between two others; the first place counts."""
    found: dict[tuple[str, str], str] = {}
    for a, b, c, d in zip(words, words[1:], words[2:], [*words[3:], None], strict=False):
        if b.lower not in PREPOSITIONS or a.lower in FUNCTION:
            continue
        if c.lower not in FUNCTION:
            found.setdefault((a.lower, c.lower), b.lower)
        elif c.lower in DETERMINERS and d is not None and d.lower not in FUNCTION:
            found.setdefault((a.lower, d.lower), f"{b.lower} {c.lower}")
    return found
