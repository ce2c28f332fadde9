"""Numbers in a text: how many or how much, of what, and how exactly.

"At least 26 countries", "a dozen ships", "$450 billion", "89 percent of those who voted". Years, days of a month and times of
day are no quantities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.reading.actors.lexicon import word_set
from onrecord.record.comparison.numerals import Bound, numerals_in
from onrecord.record.wording import stem


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its ``unit`` ("percent", a currency's sign, or empty) and the stems of the words for what it counts.

    Of a range ("two to three million") ``value`` is the least and ``top`` the most; of one number they are the same.
    ``around`` are the stems of the words that carry meaning near it, and ``words`` its words as they stand in the text.
    """

    value: float
    top: float
    unit: str
    counted: frozenset[str]
    bound: Bound
    around: frozenset[str]
    words: str

    def is_of(self, other: Quantity) -> bool:
        """Tell whether both numbers count the same thing."""
        if self.unit != other.unit:
            return False
        return bool(self.counted & other.counted) or bool(self.unit and not (self.counted and other.counted))

    def stands_with(self, other: Quantity) -> bool:
        """Tell whether both numbers have the same unit and may count the same: words near them are the same."""
        return self.unit == other.unit and bool(self.around & other.around)

    def agrees(self, other: Quantity) -> bool:
        """Tell whether both numbers can be right; so can a number and a range that it lies in."""
        if self.meets(other):
            return True
        low, high = (self, other) if self.top < other.value else (other, self)
        if high.value - low.top <= _NEAR * high.value and Bound.ABOUT in (self.bound, other.bound):
            return True
        return low.bound is Bound.OVER or high.bound is Bound.UNDER

    def meets(self, other: Quantity) -> bool:
        """Tell whether both are the same number, or one is in the other's range, however exactly they are meant."""
        return self.value <= other.top and other.value <= self.top


_NEAR = 0.1
_NOT_COUNTED = word_set(
    "of the and or to in on at by for from with that this those these his her its their our after before more other new "
    "who which have has had were was are is will would as into over per if but than out up down off when while a an not no"
)
_KINDS = (
    "countries country nations nation states state",
    "people persons person individuals individual",
    "soldiers soldier troops troop servicemen serviceman",
    "ships ship vessels vessel boats boat",
    "planes plane aircraft airplanes airplane jets jet",
    "dead killed deaths fatalities",
    "injured wounded hurt",
    "children child kids kid minors minor",
    "lawmakers lawmaker legislators legislator deputies parliamentarians",
    "officers officer policemen policeman",
    "workers worker employees employee",
    "migrants migrant immigrants immigrant",
    "attackers attacker gunmen gunman assailants assailant",
    "prisoners prisoner inmates inmate detainees detainee",
    "cars car vehicles vehicle",
    "houses house homes home",
)
"""Words for what is counted that one report has where another has another one."""
_KIND_OF = {stem(word): stem(group.split()[0]) for group in _KINDS for word in group.split()}
_STATES = stem("countries")
_NEAR_WORDS = 6
_END = re.compile(r"[.!?…](?:\s|$)|\n")


def quantities_in(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text, in their order; a range is one."""
    found = []
    for number in numerals_in(text):
        counted = _counted(number.match)
        pronoun = number.plain and number.match["number"].lower() == "one" and (number.match["of"] or not counted)
        if number.dated or number.is_year or pronoun:
            continue
        words = text[number.start : number.end].strip()
        around = _around(text[: number.start], text[number.end :])
        found.append(Quantity(number.value, number.top, number.unit, counted, number.bound, around, words))
    return tuple(found)


def _around(before: str, behind: str) -> frozenset[str]:
    """The stems of the words before and behind that carry meaning, a few on each side and in the same sentence."""
    near = (*_END.split(before)[-1].split()[-_NEAR_WORDS:], *_END.split(behind, maxsplit=1)[0].split()[:_NEAR_WORDS])
    words = [word.strip("\"“”‘’',;:()").lower() for word in near]
    return frozenset(stem(word) for word in words if len(word) > 3 and word.isalpha() and word not in _NOT_COUNTED)


def _counted(match: re.Match[str]) -> frozenset[str]:
    """The stems of the one or two words that follow ("26 European countries"), up to one that is not counted.

    Of words that stand for the same ("countries", "nations") it is always the same one.
    """
    words = [word.lower() for word in (match["first"], match["second"]) if word]
    kept = words[: next((n for n, word in enumerate(words) if word in _NOT_COUNTED), len(words))]
    return frozenset(_KIND_OF.get(stem(word), stem(word)) for word in kept)


def same_number(one: str, other: str) -> bool:
    """Tell whether two phrases name a group by how many it has, and may mean the same one ("a dozen states", "12 nations").

    That is so if each has a number, they count the same, and both numbers can be right.
    """
    pairs = [(x, y) for x in quantities_in(one) for y in quantities_in(other) if x.is_of(y)]
    return bool(pairs) and all(x.agrees(y) for x, y in pairs)


def states_by_number(phrase: str) -> str | None:
    """Give a group of states the name that all ways to write its number share ("Twenty-six nations": "26 countries").

    ``None`` for phrases that say anything else ("26 countries at the table") or count anything else, and for one or two, whom
    only the text around can tell.
    """
    found = quantities_in(phrase)
    if (
        len(found) != 1
        or found[0].unit
        or found[0].value <= 2
        or found[0].top > found[0].value
        or _STATES not in found[0].counted
    ):
        return None
    before, _, behind = phrase.lower().partition(found[0].words.lower())
    counted = behind.replace("-", " ").split()
    said = len(counted) == len(found[0].counted) and before.strip() in ("", "the", "all", "all the", "these", "those")
    if not said or _KIND_OF.get(stem(counted[-1])) != _STATES:
        return None
    bound = "" if found[0].bound is Bound.EXACT else f"{found[0].bound} "
    return f"{bound}{found[0].value:g} {' '.join([*counted[:-1], 'countries'])}"
