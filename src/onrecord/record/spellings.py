"""Spellings of one person's name: what transliteration, accents, short forms and middle names make different.

Two full names are spelt alike if their family names fall together once letters that stand for one sound are written as one,
and their given names do so too, or at least in their consonants. Whether they are one person, the parties must say.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain, combinations

_SOUNDS = (
    ("sch", "sh"), ("tch", "ch"), ("ph", "f"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("zh", "z"), ("ck", "k"), ("x", "ks"),
    ("q", "k"), ("g", "k"), ("w", "v"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("y", "i"), ("ai", "ei"),
)  # fmt: skip
"""Letters, and what is written for them, one after another."""
_VOWELS = str.maketrans("oe", "ui")
_MARKS = re.compile(r"[-'’`]")
_ARTICLE = re.compile(r"^(?:al|el|ash|as|ad|an|ar)-(?=\w{3})")
_APOSTROPHES = re.compile(r"['’ʼ‘`]")
_ARTICLE_APART = re.compile(r"(?<=\w )(al|el) (?=\w{3})")
_HYPHEN = re.compile(r"(?<!\b[ae][lnrsd])(?<!\bash)[-‐‑–]")
_LAST = re.compile(r"j$")
_DOUBLE = re.compile(r"(.)\1+")
_VOWEL = re.compile(r"[aiu]")
_SHORTEST = 3
_WITHOUT_FIRST = 3
"""Words that a name has at least if it may stand without the first one."""
_PARTICLES = frozenset(("al", "el", "bin", "ibn", "ben"))


@dataclass(frozen=True, slots=True)
class Borne:
    """A full name: its words in folded form from the given to the family name, and the folded parties of who bears it."""

    words: Sequence[str]
    parties: frozenset[str]

    @property
    def alike(self) -> tuple[str, str]:
        """What all spellings of the name share: the consonants of the given name, and the family name."""
        return consonants(self.given), family_spelling(self.words[-1])

    @property
    def called(self) -> tuple[str, str] | None:
        """What spellings share of the name without its first word, by which the bearer may be called; ``None`` if short."""
        by = self.words[1]
        if len(self.words) < _WITHOUT_FIRST or by in _PARTICLES or len(by.strip(".")) == 1:
            return None
        return consonants(by), family_spelling(self.words[-1])

    @property
    def given(self) -> str:
        """The given name, in its long form."""
        return long_forms().get(self.words[0], self.words[0])

    @property
    def middle(self) -> tuple[str, ...]:
        """The words between, without particles."""
        return tuple(spelling(word) for word in self.words[1:-1] if word not in _PARTICLES)

    @property
    def initials(self) -> bool:
        """Tell whether a word between is shortened, which tells namesakes apart."""
        return any("." in word for word in self.words[1:-1])


@cache
def long_forms() -> Mapping[str, str]:
    """Give the long forms of English given names by their short ones ("bob" → "robert")."""
    lines = (files("onrecord.record") / "data" / "given_names.csv").read_text(encoding="utf8").splitlines()
    return {row["short"]: row["long"] for row in csv.DictReader(line for line in lines if not line.startswith("#"))}


@lru_cache(maxsize=65536)
def spelling(word: str) -> str:
    """Write a folded word of a name as all its usual transliterations would be ("yanukovich", "yanukovych" → "ianukuvich")."""
    plain = _LAST.sub("y", _MARKS.sub("", _ARTICLE.sub("", word)))
    for letters, sound in _SOUNDS:
        plain = plain.replace(letters, sound)
    return _DOUBLE.sub(r"\1", plain.translate(_VOWELS))


def without_marks(name: str) -> str:
    """Write a folded name without hyphens and apostrophes ("jean-marc o'tarn" → "jean marc otarn"), but for Arabic articles."""
    joined = _ARTICLE_APART.sub(r"\1-", _APOSTROPHES.sub("", name))
    return " ".join(_HYPHEN.sub(" ", joined).split())


def family_spelling(word: str) -> str:
    """Write a family name as all its transliterations would be; one too short to be known by sounds ("Lee") stays as it is."""
    plain = spelling(word)
    return plain if len(plain) >= _SHORTEST else word


@lru_cache(maxsize=65536)
def consonants(word: str) -> str:
    """Write a folded given name by its consonants; a vowel that it begins with is kept as one."""
    plain = spelling(word)
    return ("a" if _VOWEL.match(plain) else "") + _VOWEL.sub("", plain)


def one_person(names: Mapping[str, Borne]) -> dict[str, str]:
    """Give for each full name, by its folded form, the one that stands for all spellings of that person's name.

    That is the first of them in the order of the alphabet. Names stay apart where more than one person may be meant.
    """
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in sorted(names):
        groups[names[name].alike].append(name)
    persons = [person for group in groups.values() for person in _persons([(name, names[name]) for name in group])]
    return {name: person[0] for person in _by_second_name(persons, names) for name in person}


def _by_second_name(persons: list[list[str]], names: Mapping[str, Borne]) -> list[list[str]]:
    """Join who is called by the second given name ("Javan Tarn") to the one person of that party whose name begins before it.

    That is "Mihal Javan Tarn", if nobody else may be meant, and neither is a name that others share.
    """
    longer: dict[tuple[str, str], list[int]] = defaultdict(list)
    shorter: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, person in enumerate(persons):
        for called in {called for name in person if (called := names[name].called) is not None}:
            longer[called].append(number)
        if all(len(names[name].words) < _WITHOUT_FIRST for name in person):
            shorter[names[person[0]].alike].append(number)
    joined = {}
    for called, long in longer.items():
        short = shorter.get(called, [])
        if len(long) == len(short) == 1 and long != short and _of_one_party(persons[long[0]], persons[short[0]], names):
            joined[short[0]] = long[0]
    if not joined:
        return persons
    grown = {
        into: sorted(persons[into] + [name for n, to in joined.items() if to == into for name in persons[n]])
        for into in joined.values()
    }
    return [grown.get(number, person) for number, person in enumerate(persons) if number not in joined]


def _of_one_party(one: Sequence[str], other: Sequence[str], names: Mapping[str, Borne]) -> bool:
    """Tell whether each name of one speaks for a party that each of the other's does."""
    return all(names[a].parties & names[b].parties for a in one for b in other)


def _persons(group: Sequence[tuple[str, Borne]]) -> list[list[str]]:
    """Part names that are spelt alike into persons: first those with the same words between, then those that leave them out."""
    by_middle: dict[tuple[str, ...], list[tuple[str, Borne]]] = defaultdict(list)
    for name, borne in group:
        by_middle[borne.middle].append((name, borne))
    persons = [person for middle in sorted(by_middle) for person in _joined(by_middle[middle])]
    short = [person for person in persons if not person[0][1].middle]
    full = [person for person in persons if person[0][1].middle]
    if len(short) == len(full) == 1 and not any(borne.initials for _, borne in full[0]):
        both = [*short[0], *full[0]]
        if all(one.parties & other.parties for _, one in short[0] for _, other in full[0]):
            persons = [both]
    return [sorted(name for name, _ in person) for person in persons]


def _joined(group: list[tuple[str, Borne]]) -> list[list[tuple[str, Borne]]]:
    """Join names that can be one person's, directly or by way of others, unless two of those speak for different parties."""
    joined: list[list[tuple[str, Borne]]] = []
    for each in group:
        near = [person for person in joined if any(_can_be_one(each[1], other) for _, other in person)]
        joined = [person for person in joined if person not in near] + [[*chain.from_iterable(near), each]]
    return [part for person in joined for part in ([[each] for each in person] if _at_odds(person) else [person])]


def _at_odds(person: Sequence[tuple[str, Borne]]) -> bool:
    """Tell whether two of the names are known to be those of different parties."""
    return any(
        one.parties and other.parties and not one.parties & other.parties
        for (_, one), (_, other) in combinations(person, 2)
    )


def _can_be_one(one: Borne, other: Borne) -> bool:
    """Tell whether two names that are spelt alike can be one person's.

    They are of one party, or that of one is unknown and their given names are spelt alike in their vowels, too.
    """
    if one.parties & other.parties:
        return True
    known = sum(bool(each.parties) for each in (one, other))
    return known == 1 and spelling(one.given) == spelling(other.given)
