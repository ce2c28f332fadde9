"""Numbers where they stand in a text: their value or range, their unit, and how exactly they are meant.

"At least 26", "a dozen", "$450 billion", "two to three million". Ranks and times of day are none; years and days of a month are
told apart by whoever asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from onrecord.record.comparison.number_words import NUMBER, SCALE, is_scaled, scale_of, value_of


class Bound(StrEnum):
    """How a number is meant: as it stands, about so many, at least or more than so many, at most or fewer."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"


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
_YEARS = (1900, 2100)
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
_DASH = re.compile(r"\s?[-–—]\s?")
_TO = re.compile(r"\s(?:to|or)\s", re.IGNORECASE)
_AND = re.compile(r"\sand\s", re.IGNORECASE)
_LETTER = re.compile(r"[kmb]\b", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+\Z", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+\Z", re.IGNORECASE)
_LOOKED_BACK = 16


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number with its place in the text; of a range ``value`` is the least and ``top`` the most, else both are the same.

    ``scale`` is what it is multiplied by ("three million": a million). ``match`` has the words behind it, of a range those
    behind the second number. ``plain``: without a bound, a scale or a unit; ``dated``: with a month, so that it is a day of it.
    """

    match: re.Match[str]
    start: int
    end: int
    value: float
    top: float
    scale: float
    unit: str
    bound: Bound
    plain: bool
    dated: bool

    @property
    def is_year(self) -> bool:
        """Whether it looks like a year: thousands are mostly written with a comma."""
        return self.plain and "," not in self.match["number"] and _YEARS[0] <= self.value <= self.top < _YEARS[1]


def numerals_in(text: str) -> Iterator[Numeral]:
    """Yield the numbers of a text in their order, two that make a range as one."""
    waiting: Numeral | None = None
    for match in _NUMBER.finditer(text):
        if match["ordinal"] or match["clock"]:
            continue
        number = _numeral(match)
        if waiting is None:
            waiting = number
            continue
        joined = _joined(text, waiting, number)
        if len(joined) > 1:
            yield joined[0]
        waiting = joined[-1]
    if waiting is not None:
        yield waiting


def _numeral(match: re.Match[str]) -> Numeral:
    words = f"{match['number']} {match['scale'] or ''}"
    letter = _LETTERS[(match["letter"] or "").lower()]
    value = value_of(words) * letter
    bare = not (is_scaled(words) or match["money"] or match["percent"] or match["plus"])
    bound = _BOUNDS.get(" ".join((match["bound"] or "").lower().removesuffix("a ").split()), Bound.EXACT)
    return Numeral(
        match,
        match.start(),
        match.end(),
        value,
        value,
        scale_of(words) * letter,
        unit="percent" if match["percent"] else (match["money"] or "").strip(),
        bound=Bound.OVER if match["plus"] else bound,
        plain=bare and not match["bound"],
        dated=bool(bare and (match["before"] or match["behind"]) and value <= _DAYS),
    )


def _joined(text: str, low: Numeral, high: Numeral) -> tuple[Numeral, ...]:
    """Return the range that two numbers make, or both; the first one alone where the second is the rest of it.

    "From two to three million" may be the way from one to the other: two numbers, in the scale and unit of the second.
    """
    between, before = text[low.end : high.start], text[max(0, low.start - _LOOKED_BACK) : low.start]
    dashed = _DASH.fullmatch(between) is not None
    paired = dashed or (_AND if _BETWEEN.search(before) else _TO).fullmatch(between)
    if paired and not (low.dated or high.dated or low.match["plus"] or high.match["bound"]):
        least, most = _written_out(text, low, high)
        if _is_range(low, least, most, dashed=dashed):
            if _FROM.search(before) and not dashed:
                return least, most
            bound = Bound.OVER if high.match["plus"] else low.bound
            plain = least.plain and most.plain
            return (replace(most, start=low.start, value=least.value, bound=bound, plain=plain),)
    # "2024-25", "Sept. 10–15"
    rest = between == "-" or (dashed and (low.dated or low.is_year))
    return (low,) if rest and text[high.start].isdigit() else (low, high)


def _written_out(text: str, low: Numeral, high: Numeral) -> tuple[Numeral, Numeral]:
    """Return two numbers each with what is written once for both: "two to three million", "$2-3m", "10 to 15 percent"."""
    letter = _LETTER.match(text, high.end) if low.match["money"] and not high.unit else None
    high = _times(high, _LETTERS[letter.group().lower()] if letter else 1.0)
    if low.scale == 1 and low.value < high.value / high.scale:
        low = _times(low, high.scale)
    unit = low.unit or high.unit
    return (
        replace(low, unit=unit, plain=low.plain and not unit),
        replace(high, unit=unit, plain=high.plain and not unit, end=letter.end() if letter else high.end),
    )


def _times(number: Numeral, scale: float) -> Numeral:
    value = number.value * scale
    return replace(number, value=value, top=value, scale=number.scale * scale, plain=number.plain and scale == 1)


def _is_range(low: Numeral, least: Numeral, most: Numeral, *, dashed: bool) -> bool:
    """Tell whether two numbers, ``least`` and ``most`` when written out, are the ends of one range; ``low`` is as it stands."""
    if low.match["money"] and not most.match["money"]:
        one_unit = dashed or most.scale > 1  # "paid $5 to 10 people"
    else:
        one_unit = low.unit == most.unit or (not low.unit and not most.match["money"])
    if low.is_year and (most.is_year or ("," in most.match["number"] and not dashed)):
        return False
    return one_unit and least.value < most.value
