"""The base form of a verb: "sent" → "send", "stopping" → "stop", and of a noun that names an action: "withdrawal" → "withdraw".

Regular forms are undone by the rules of English spelling against a list of base forms; the irregular ones and the nouns
are tables (``data/verbs.json``, made by ``training/phrases.py``; nouns as they stand for verbs in annotated measures).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_OF_NOUNS = frozenset(("of", "on", "for", "into", "against"))
_VOWELS = frozenset("aeiou")
_AGAIN = "re-"


@dataclass(frozen=True, slots=True)
class Verbs:
    """``bases`` are the base forms known; ``irregular`` leads from other forms to them, ``nouns`` from names of actions.

    ``prepositions`` are those that a verb governs ("withdraw from"): other ones stand with its noun only ("ban on").
    ``usual`` is the one without which a verb hardly stands ("refrain from").
    """

    bases: frozenset[str]
    irregular: dict[str, str]
    nouns: dict[str, str]
    prepositions: dict[str, frozenset[str]]
    usual: dict[str, str]

    def takes(self, base: str, preposition: str) -> bool:
        """Tell whether a verb goes with a preposition; of a verb never seen, with any that does not mark an object."""
        return preposition in self.prepositions.get(base, frozenset()) or (
            base not in self.prepositions and preposition not in _OF_NOUNS
        )

    def base(self, word: str) -> str | None:
        """Return the base form of a lower-case word that may be a form of a verb, else ``None``."""
        if word.startswith(_AGAIN):
            base = self.base(word.removeprefix(_AGAIN))
            return None if base is None else _AGAIN + base
        if word in self.irregular:
            return self.irregular[word]
        if word in self.bases:
            return word
        return regular_base(word, self.bases)


def regular_base(word: str, bases: frozenset[str]) -> str | None:
    """Undo a regular ending: the longest of the spellings that the rules allow which is a known base form."""
    for stem in _stems(word):
        if stem in bases:
            return stem
    return None


def _stems(word: str) -> tuple[str, ...]:
    if word.endswith("ies") and len(word) > 4:
        return (word[:-3] + "y", word[:-1])
    if word.endswith("ied") and len(word) > 4:
        return (word[:-3] + "y", word[:-1])
    if word.endswith("s") and not word.endswith("ss"):
        return (word[:-1], word[:-2]) if word.endswith("es") else (word[:-1],)
    for ending in ("ed", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1 and _VOWELS.intersection(stem + "y" * stem.count("y")):
            return _bare(stem)
    return ()


def _bare(stem: str) -> tuple[str, ...]:
    """The spellings of a base form whose ending left ``stem``: "stopp" → stop, "mak" → make, "send" → send."""
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        return (stem, stem[:-1], stem + "e")
    short = len(stem) > 2 and stem[-1] not in "aeiouwxy" and stem[-2] in _VOWELS and stem[-3] not in _VOWELS
    return (stem + "e", stem) if short else (stem, stem + "e")


@lru_cache(maxsize=1)
def english_verbs() -> Verbs:
    """Return the verbs that ship with the package."""
    data = json.loads(files("onrecord.reading").joinpath("data/verbs.json").read_text("utf8"))
    prepositions = {verb: frozenset(found.split()) for verb, found in data["prepositions"].items()}
    return Verbs(frozenset(data["bases"].split()), data["irregular"], data["nouns"], prepositions, data["usual"])
