"""Numbers in a text: how many or how much, of what, and how exactly.

"At least 26 countries", "a dozen ships", "$450 billion", "89 percent of those who voted". Years, days of a month and times of
day are no quantities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from onrecord.reading.actors.lexicon import word_set
from onrecord.record.comparison.number_words import NUMBER, SCALE, is_scaled, value_of
from onrecord.record.wording import stem


class Bound(StrEnum):
    """How a number is meant: as it stands, about so many, at least or more than so many, at most or fewer."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its ``unit`` ("percent", a currency's sign, or empty) and the stems of the words for what it counts.

    ``around`` are the stems of the words that carry meaning near it, and ``words`` its words as they stand in the text.
    """

    value: float
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
        """Tell whether both numbers can be right."""
        if self.bound is Bound.EXACT and other.bound is Bound.EXACT:
            return self.value == other.value
        close = abs(self.value - other.value) <= _NEAR * max(self.value, other.value)
        if close and Bound.ABOUT in (self.bound, other.bound):
            return True
        low, high = (self, other) if self.value <= other.value else (other, self)
        return low.bound is Bound.OVER or high.bound is Bound.UNDER or self.value == other.value


_NEAR = 0.1
_LETTERS = {"": 1.0, "k": 1e3, "m": 1e6, "b": 1e9}
"""What a letter right behind a sum of money multiplies it by ("£1.2m"); after other numbers it may be a unit."""
_BOUNDS = {
    "about": Bound.ABOUT, "around": Bound.ABOUT, "nearly": Bound.ABOUT, "almost": Bound.ABOUT, "some": Bound.ABOUT,
    "roughly": Bound.ABOUT, "approximately": Bound.ABOUT, "estimated": Bound.ABOUT, "close to": Bound.ABOUT,
    "at least": Bound.OVER, "more than": Bound.OVER, "over": Bound.OVER, "no fewer than": Bound.OVER,
    "no less than": Bound.OVER, "not less than": Bound.OVER, "not fewer than": Bound.OVER, "upwards of": Bound.OVER,
    "at most": Bound.UNDER, "less than": Bound.UNDER, "fewer than": Bound.UNDER, "under": Bound.UNDER,
    "up to": Bound.UNDER, "no more than": Bound.UNDER, "not more than": Bound.UNDER, "as many as": Bound.UNDER,
}  # fmt: skip
# With a capital, for "may" and "march" are verbs.
_MONTHS = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?"
)
_MONTH = rf"\b(?-i:{_MONTHS}|{_MONTHS.upper()})\b"
_DAYS = 31
_NUMBER = re.compile(
    rf"(?P<bound>\b(?:{'|'.join(sorted(_BOUNDS, key=len, reverse=True))})\s+(?:an?\s+)?)?"
    rf"(?P<before>{_MONTH}\.? )?(?P<money>[$€£¥]\s?)?"
    rf"(?P<number>{NUMBER})(?(money)(?P<letter>[kmb]\b)?)"
    r"(?P<ordinal>st|nd|rd|th)?"
    rf"(?P<behind>(?:\s?[-–]\s?\d{{1,2}}|\s(?:and|or|to)\s\d{{1,2}})?\s{_MONTH})?(?P<plus>\+|-plus\b)?"
    rf"(?:(?:\s|-)?(?P<scale>{SCALE})\b)?"
    r"(?P<clock>:\d\d|\s?[ap]\.?m\b)?(?P<percent>\s?%|(?:\s|-)per\s?cent(?:age points?)?\b)?"
    r"(?=(?:(?:\s|-)(?P<of>of\s+(?:the\s+|its\s+)?)?(?P<first>[A-Za-z]{2,})(?:[\s-](?P<second>[A-Za-z]{3,}))?)?)",
    re.IGNORECASE,
)
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
_YEARS = (1900, 2100)
_NEAR_WORDS = 6
_END = re.compile(r"[.!?…](?:\s|$)|\n")


def quantities_in(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text, in their order."""
    found = []
    for match in _NUMBER.finditer(text):
        if match["ordinal"] or match["clock"]:
            continue
        number = f"{match['number']} {match['scale'] or ''}"
        value = value_of(number) * _LETTERS[(match["letter"] or "").lower()]
        exact = not (is_scaled(number) or match["money"] or match["percent"] or match["plus"])
        if exact and (match["before"] or match["behind"]) and value <= _DAYS:
            continue
        plain = exact and not match["bound"]
        if plain and "," not in match["number"] and _YEARS[0] <= value < _YEARS[1]:
            continue
        unit = "percent" if match["percent"] else (match["money"] or "").strip()
        counted = _counted(match)
        if match["number"].lower() == "one" and plain and (match["of"] or not counted):
            continue
        found.append(Quantity(value, unit, counted, _bound(match), _around(text, match), match.group().strip()))
    return tuple(found)


def _bound(match: re.Match[str]) -> Bound:
    if match["plus"]:
        return Bound.OVER
    return _BOUNDS.get(" ".join((match["bound"] or "").lower().removesuffix("a ").split()), Bound.EXACT)


def _around(text: str, match: re.Match[str]) -> frozenset[str]:
    """The stems of the words before and behind that carry meaning, a few on each side and in the same sentence."""
    before = _END.split(text[: match.start()])[-1].split()[-_NEAR_WORDS:]
    behind = _END.split(text[match.end() :], maxsplit=1)[0].split()[:_NEAR_WORDS]
    words = [word.strip("\"“”‘’',;:()").lower() for word in (*before, *behind)]
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
    if len(found) != 1 or found[0].unit or found[0].value <= 2 or _STATES not in found[0].counted:
        return None
    before, _, behind = phrase.lower().partition(found[0].words.lower())
    counted = behind.replace("-", " ").split()
    said = len(counted) == len(found[0].counted) and before.strip() in ("", "the", "all", "all the", "these", "those")
    if not said or _KIND_OF.get(stem(counted[-1])) != _STATES:
        return None
    bound = "" if found[0].bound is Bound.EXACT else f"{found[0].bound} "
    return f"{bound}{found[0].value:g} {' '.join([*counted[:-1], 'countries'])}"
