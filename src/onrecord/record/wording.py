"""The words of a measure's name: what they are compared by, what they name, and whether they undo something."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from onrecord.reading.actors.lexicon import Lexicon, lexicon, word_set, words_of

# Words that say little of which measure is meant: they stand in too many names.
_LIGHT = word_set(
    "a an the this that these those its his her their our your my own of to in on at by for from with without against over "
    "under about into onto out off up down as and or not no more any all some other new is are be been being was were has "
    "have had do does did will would can could may might must should than then so such it them they he she we you who which "
    "make take give get hold put let set keep go come use carry including between through toward towards after before until "
    "percent billion million"
)
_UNDOING = word_set(
    "abandon abolish avoid ban bar block cancel cease close curb cut delay discontinue disengage dismantle dissolve drop "
    "ease end exit expel forbid forgo freeze halt leave lift limit lower oppose pause postpone prevent prohibit quit recall "
    "reduce refrain refuse reject relinquish remove repeal rescind restrict reverse revoke roll scale scrap sever shelve shut "
    "stop suspend terminate undo weaken withdraw withhold"
)
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s|e)$")
_STEM = 6
_KINDS = frozenset({"state", "adjective", "capital", "seat", "bloc", "armed"})


@dataclass(frozen=True, slots=True)
class Wording:
    """A phrase taken apart.

    ``stems`` are its words that carry meaning, cut to stems, and its names; ``names`` the states and organisations that it
    names, whatever the form ("Turkish" is Turkey); ``head`` the stem of its first word; ``undoes`` whether that word ends
    or lessens what follows ("lift sanctions").
    """

    stems: frozenset[str]
    names: frozenset[str]
    head: str
    undoes: bool


@lru_cache(maxsize=1 << 16)
def wording(phrase: str) -> Wording:
    """Take a phrase apart."""
    words = words_of(phrase)
    lower = [_plain(word) for word in words]
    names, named = _names(words, lexicon())
    # A name counts as one word, spelt so that no other word is the same.
    # Amounts change from report to report while the measure stays the same.
    said = {word for n, word in enumerate(lower) if n not in named and word not in _LIGHT and not word.isdigit()}
    stems = {stem(word) for word in said if word}
    head = lower[0] if lower else ""
    return Wording(frozenset(stems | {f"={name}" for name in names}), names, stem(head), head in _UNDOING)


def stems_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the stems of several texts together."""
    return frozenset[str]().union(*(wording(text).stems for text in texts))


def stem(word: str) -> str:
    """Cut a word in small letters to what its forms have in common: "negotiations" and "negotiate" are one."""
    return _ENDING.sub("", word)[:_STEM]


def _plain(word: str) -> str:
    """A word in small letters without hyphens and the like, so that "cease-fire" is "ceasefire"."""
    return "".join(character for character in word.lower() if character.isalnum())


def _names(words: list[str], known: Lexicon) -> tuple[frozenset[str], frozenset[int]]:
    """The parties that the words name, and the numbers of the words that say nothing beyond that."""
    found = [each for each in known.find(words) if each.entry.kind in _KINDS]
    # Bodies of one organisation differ: an Assembly's vote is not a Council's.
    numbers = {n for each in found if each.entry.kind != "bloc" for n in range(each.start, each.end)}
    return frozenset(each.entry.party for each in found), frozenset(numbers)
