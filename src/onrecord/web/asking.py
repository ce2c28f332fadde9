"""What an address asks for: its parameters, checked against those that its view knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import urlencode

from onrecord.errors import OnrecordError
from onrecord.web.live import Current

FARTHEST = 1_000_000
"""The highest number that an address may ask for."""


class Missing(OnrecordError):
    """What the address names is not in the record."""


class Unclear(OnrecordError):
    """The address asks for what does not exist or makes no sense: an unknown parameter, a date that is none."""


class Kind(StrEnum):
    """What the value of a parameter is."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that an address may ask for after its ``?``. ``many``: it may be given several times."""

    name: str
    words: str
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    many: bool = False
    required: bool = False


PAGE = Parameter("page", "which page; for HTML only", Kind.NUMBER)
"""Which part of a long list to show."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a view: parts of the path, parameters, and the record to answer from.

    ``whole`` tells that all data are wanted, and not only what a page of HTML shows at once. ``last_visit`` is the moment
    up to which whoever asks has seen the record, as ISO text, if that is known.
    """

    address: str
    path: Mapping[str, str]
    query: Mapping[str, Sequence[str]]
    current: Current
    whole: bool = False
    last_visit: str | None = None

    def one(self, name: str, default: str | None = None) -> str | None:
        """Give a parameter's value, ``default`` where it is not given or empty."""
        values = [value for value in self.query.get(name, ()) if value.strip()]
        return values[-1] if values else default

    def choice(self, name: str, default: str) -> str:
        """Give a parameter's value or its default."""
        return self.one(name) or default

    def many(self, name: str) -> tuple[str, ...]:
        """Give all values of a parameter that are not empty."""
        return tuple(dict.fromkeys(value for value in self.query.get(name, ()) if value.strip()))

    def day(self, name: str) -> date | None:
        """Give a parameter's value as a day."""
        value = self.one(name)
        return date.fromisoformat(value) if value is not None else None

    def number(self, name: str, default: int) -> int:
        """Give a parameter's value as a number of 1 or more."""
        value = self.one(name)
        return int(value) if value is not None else default

    def also(self, **changed: str | int | None) -> str:
        """Give the query of the same address with other values, without those that are ``None``."""
        kept = {name: list(values) for name, values in self.query.items() if name not in changed}
        kept |= {name: [str(value)] for name, value in changed.items() if value is not None}
        pairs = [(name, value) for name, values in kept.items() for value in values if value.strip()]
        return f"?{urlencode(pairs)}" if pairs else "?"


def checked(query: Mapping[str, Sequence[str]], known: Sequence[Parameter]) -> None:
    """Raise :class:`Unclear` where a query asks for something in a way that its view does not know.

    A misspelt filter that is passed over in silence would show more than was asked for.
    """
    by_name = {parameter.name: parameter for parameter in known}
    for name, values in query.items():
        parameter = by_name.get(name)
        if parameter is None:
            raise Unclear(f"this page knows no {name!r}; it knows {', '.join(by_name) or 'no parameters'}")
        given = [value for value in values if value.strip()]
        if len(given) > 1 and not parameter.many:
            raise Unclear(f"{name} is given {len(given)} times, and can be given once")
        for value in given:
            _check(parameter, value)
    for parameter in known:
        if parameter.required and not any(value.strip() for value in query.get(parameter.name, ())):
            raise Unclear(f"{parameter.name} is missing: {parameter.words}")


def _check(parameter: Parameter, value: str) -> None:
    if parameter.choices and value not in parameter.choices:
        raise Unclear(f"{parameter.name}={value!r}: it can be {', '.join(parameter.choices)}")
    if parameter.kind is Kind.DAY and not _is_day(value):
        raise Unclear(f"{parameter.name}={value!r} is not a date of the form 2025-09-05")
    if parameter.kind is Kind.MOMENT and not _is_moment(value):
        raise Unclear(f"{parameter.name}={value!r} is not a moment of the form 2025-09-05T12:00:00Z")
    if parameter.kind is Kind.NUMBER and not (value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= FARTHEST):
        raise Unclear(f"{parameter.name}={value!r} is not a number from 1 to {FARTHEST}")


def _is_moment(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
