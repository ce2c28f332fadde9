"""Numbers as news reports write them: "26", "1.5 million", "two hundred and fifty", "three and a half million"."""

from __future__ import annotations

import re

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_CARDINALS = (
    {word: number for number, word in enumerate((*_ONES, *_TEENS), start=1)}
    | {word: 10 * number for number, word in enumerate(_TENS, start=2)}
)  # fmt: skip
_SMALL_SCALES = {"dozen": 12.0, "hundred": 100.0}
_GREAT_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "bn": 1e9, "tn": 1e12}
_PARTS = {"half": 1 / 2, "quarter": 1 / 4, "third": 1 / 3}
_SIGNS = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3}

_UNCOUNTED = "(?:dozen|hundred|thousand)"
_BARE = "".join(rf"(?<!\b{word}\s)" for word in ("several", "many", "few", "couple", "of"))
_RANKS = "(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)s?"
_GREAT = "|".join(_GREAT_SCALES)
SCALE = rf"(?:{'|'.join(_SMALL_SCALES)}|{_GREAT})"
# Behind a hyphen only as the second of two numbers ("10-15"); "F-16" is none.
_DIGITS = r"(?<![\w.,])(?:(?<!-)|(?<=[\d%]-))(?:\d+(?:,\d{3})+|\d+)(?:\.\d+)?"
_CARDINAL = (
    rf"\b(?:(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_ONES)}))?|{'|'.join((*_TEENS, *_ONES))})\b"
    rf"(?!-(?:{'|'.join(_ONES)}|{_RANKS})\b)"
)
_QUARTERS = r"(?:quarter|third)s?"
_AND_PART = (
    rf"(?:\s?[{''.join(_SIGNS)}]|\s[1-9]/[1-9]\b"
    rf"|[\s-]and[\s-](?:a[\s-]half|(?:a|one|two|three)[\s-]{_QUARTERS})\b)"
)
_PART_OF = (
    r"(?:half(?:\s+an?\s+|[\s-])"
    rf"|(?:(?:a|one|two|three)[\s-])?{_QUARTERS}\s+of\s+an?\s+|(?:a|one|three)[\s-]quarters?[\s-])"
)
NUMBER = (
    rf"(?=[\da-hnoqst])(?:\b(?:{_PART_OF}|an?\s+)(?={SCALE}\b)|(?:{_DIGITS}|{_CARDINAL}){_AND_PART}?|\b(?={_UNCOUNTED}\b){_BARE})"
    rf"(?:[\s-]?{SCALE}\b)?"
    # "two hundred and fifty", and "hundred" or what it counts again in thousands; "five thousand three hundred".
    rf"(?:(?<=hundred)\s(?:and\s)?{_CARDINAL}(?!\shundred\b))?(?:(?<=[a-z])[\s-](?:{_GREAT})\b)?"
    rf"(?:(?<=thousand)\s(?:{_CARDINAL}\shundred\b(?:\s(?:and\s)?{_CARDINAL})?|and\s{_CARDINAL})(?!\s{SCALE}\b))?"
    rf"(?:(?<=[dn]){_AND_PART}(?![\s-]{SCALE}\b))?"
)
"""The pattern of a number, without regard to capitals; it has no groups of its own."""
_TRAILING_SCALES = re.compile(rf"(?:[\s-]?\b{SCALE})+\Z|(?<=\d)(?:bn|tn)\Z", re.IGNORECASE)
_TOKEN = re.compile(rf"\d+(?:,\d{{3}})*(?:\.\d+)?(?:/\d)?|[{''.join(_SIGNS)}]|[a-z]+")


def value_of(number: str) -> float:
    """Return the value of what :data:`NUMBER` matches."""
    whole = current = 0.0
    scale, before = 1.0, 0.0
    for token in _TOKEN.findall(number.lower()):
        of_whole = _SIGNS.get(token) or _ratio(token)
        part = _PARTS.get(token.removesuffix("s"))
        if of_whole is not None:
            current += of_whole * scale
        elif part is not None:  # "three quarters" are no three and a quarter
            current += part * (before or 1) * scale - before
        elif token in _SMALL_SCALES:
            scale = _SMALL_SCALES[token]
            current = (current or 1) * scale
        elif token in _GREAT_SCALES:
            scale = _GREAT_SCALES[token]
            whole, current = whole + (current or 1) * scale, 0.0
        before = _plain(token) or 0.0
        current += before
    return whole + current


def scale_of(number: str) -> float:
    """Return what the scale at the end of a number multiplies ("three hundred thousand": 100,000); 1 without one."""
    number = number.strip()
    multiplied = _TRAILING_SCALES.sub("", number)
    return value_of(number) / value_of(multiplied) if multiplied and value_of(multiplied) else 1.0


def _plain(token: str) -> float | None:
    """The value of a number that is one word or in digits."""
    if token[0].isdigit() and "/" not in token:
        return float(token.replace(",", ""))
    return _CARDINALS.get(token)


def _ratio(token: str) -> float | None:
    """The value of "3/4"."""
    above, _, below = token.partition("/")
    return int(above) / int(below) if below else None


def is_scaled(number: str) -> bool:
    """Tell whether a number is in dozens, hundreds or more, or has a part of a whole."""
    return any(word not in _CARDINALS and not word.isdigit() for word in re.findall(r"\w+", number.lower()))
