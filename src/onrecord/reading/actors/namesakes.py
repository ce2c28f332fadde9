"""Who is never meant by a family name alone, though it ends the name: a relative beside somebody whom all know by it.

"President Marlow heard Ina Marlow, his daughter": the president needs no introduction and is called by the family name,
before and after; the daughter is named in full. So the family name alone does not mean a person whom the article names in
full only after somebody was called by it, if a word of kinship stands beside the full name. Nor does it if that somebody has
an office, the person has none, and both stand in one sentence ("Ina Marlow urges Marlow to stay").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

_KIN = "daughter|son|wife|husband|brother|sister|mother|father|niece|nephew|cousin|widow|daughters|sons|children|first lady"
_BEFORE = re.compile(rf"\b(?:{_KIN})(?:,|\s\w+)?\s\Z", re.I)
_AFTER = re.compile(rf"(?:\sand\s(?:[A-Z][\w.’'-]*\s?){{1,4}})?,\s(?:[\w’'.-]+\s){{0,4}}(?:{_KIN})\b", re.I)
_REACH = 40


@dataclass(frozen=True, slots=True)
class Called:
    """A name in the text, from ``start`` to ``end``, in the sentence of this number.

    ``bearers`` are the numbers of the persons whom it names in full, or whose family name it is: ``alone`` tells which.
    ``office`` tells whether it has the title of one.
    """

    start: int
    end: int
    sentence: int
    alone: bool
    office: bool
    bearers: Collection[int]


def introduced_late(text: str, called: Iterable[Called]) -> set[int]:
    """Return the numbers of the persons whom their family name alone does not mean; ``called`` goes through the text."""
    alone: dict[int, list[Called]] = {}
    full: dict[int, list[Called]] = {}
    for each in called:
        for number in each.bearers:
            (alone if each.alone else full).setdefault(number, []).append(each)
    return {number for number, mentions in full.items() if _is_late(text, mentions, alone.get(number, ()))}


def _is_late(text: str, full: Sequence[Called], alone: Sequence[Called]) -> bool:
    """Tell it of a person, by where the text has the full name and the family name alone."""
    before = [each for each in alone if each.start < full[0].start]
    if not before:
        return False
    untitled = any(each.office for each in before) and not any(each.office for each in full)
    return any(_kin(text, each) for each in full) or (untitled and _in_one_sentence(full, alone))


def _kin(text: str, name: Called) -> bool:
    """Tell whether a word of kinship stands beside a full name: "his daughter Ina Marlow", "Ina Marlow, the president's wife"."""
    before = text[max(0, name.start - _REACH) : name.start]
    return _BEFORE.search(before) is not None or _AFTER.match(text, name.end) is not None


def _in_one_sentence(full: Sequence[Called], alone: Sequence[Called]) -> bool:
    """Tell whether the full name and the family name alone stand in one sentence."""
    return not {each.sentence for each in full}.isdisjoint(each.sentence for each in alone)
