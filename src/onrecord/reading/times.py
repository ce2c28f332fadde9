"""The time that a statement's own sentence gives it: "on Friday", "Sept. 3, 2019", "earlier this week".

A closed grammar of days, dates and weeks, as news reports write them. A bare weekday is the latest such day on or
before the day of publication; a date without a year is the closest on or before it; what is no single day ("last
month"), or cannot be settled without a day of publication, keeps its words and no value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from onrecord.records import Span, When

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = (
    r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|March|Mar\.|April|Apr\.|May|June|July|Aug(?:ust|\.)|Sept?(?:ember|\.)"
    r"|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
_LAST = r"(?:[Ll]ast|[Tt]his(?:\s+past)?)"
_PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
_TIME = re.compile(
    r"\b(?:(?:[Oo]n|[Ee]arlier|[Ll]ate|[Ee]arly)\s+)*"
    rf"(?:{_LAST}\s+)?(?:(?P<weekday>{_WEEKDAY}){_PART}(?:,\s+)?)?"
    rf"(?:(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|\s*percent)(?:,?\s+(?P<year>(?:19|20)\d\d))?"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month2>{_MONTH})(?:,?\s+(?P<year2>(?:19|20)\d\d))?"
    r"|(?<!\d)(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?!\d))"
    rf"|\b(?:(?:[Oo]n|[Ee]arlier|[Ll]ate|[Ee]arly)\s+)*(?:(?P<before>{_LAST})"
    rf"\s+)?(?P<weekday2>{_WEEKDAY})\b(?![’']s)"
    rf"{_PART}"
    rf"|\b(?:[Ee]arlier\s+)?(?P<near>[Tt]oday|[Yy]esterday|[Tt]onight|[Tt]his\s+(?:morning|afternoon|evening))\b{_PART}"
    rf"|\b(?:[Ee]arlier\s+|[Ll]ater?\s+|[Ii]n\s+)?(?:{_LAST}|[Tt]he\s+past)\s+"
    r"(?:week|weekend|month|year|spring|summer|autumn|fall|winter)\b(?![’']s)"
    rf"|\b(?:[Ll]ast|[Ii]n|[Ii]n\s+(?:early|late|mid-))\s*{_MONTH}(?:\s+(?:19|20)\d\d)?(?!\s+\d)"
    r"|\b(?:(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]everal|[Aa]|\d+)\s+(?:days?|weeks?"
    r"|months?|years?)\s+(?:ago|earlier))\b"
)
_DAYS = {"a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_AGO = re.compile(r"(?P<number>\w+)\s+days?\s+ago", re.IGNORECASE)
_LONGEST_AGO = 366
_FARTHEST = 80
"""How far from the content, in code points, a time may stand and still be that of the statement."""
_NAMED = re.compile(r"[A-Za-z]\s(?:Today|Tonight)\Z|\b(?:Super|Black|Good|Bloody|Ash|Palm) [A-Z][a-z]+day\Z")
_BOUND = re.compile(r"\b(?:by|until|till|before|from|since|through|next|coming|for)\s+(?:the\s+)?\Z", re.IGNORECASE)
"""Words before a time that is no time of a statement: something begins or ends then, or is still to come."""


def when_of(text: str, sentence: Span, content: Sequence[Span], published: date | None) -> When | None:
    """Find the time of a statement in its sentence, outside what is said.

    ``sentence`` is the sentence that holds the cue, ``content`` the statement's pieces; times in those are part of what
    is said and do not count. ``published`` settles bare weekdays and dates without a year. Of several times the one
    closest to the content's edge counts. Returns ``None`` where the sentence gives no time.
    """
    best: tuple[int, When] | None = None
    for match in _TIME.finditer(text, sentence.start, sentence.end):
        span = Span(match.start(), match.end())
        if any(span.overlaps(piece) for piece in content) or _BOUND.search(text, sentence.start, span.start):
            continue
        if _NAMED.search(text, sentence.start, span.end):
            continue
        found = When(_resolved(match, published), span.start, span.end)
        distance = min((_apart(span, piece) for piece in content), default=0)
        if distance > _FARTHEST:
            continue
        if best is None or distance < best[0]:
            best = (distance, found)
    return best[1] if best else None


def _apart(one: Span, other: Span) -> int:
    """The number of code points between two spans that do not overlap."""
    return max(one.start - other.end, other.start - one.end)


def _resolved(match: re.Match[str], published: date | None) -> date | None:
    """The single day that the words name, if they name one and it can be settled."""
    if match["iso"]:
        return _date(*(int(part) for part in match["iso"].split("-")))
    month, day = match["month"] or match["month2"], match["day"] or match["day2"]
    if month and day:
        year = match["year"] or match["year2"]
        return _of_month(_MONTHS.index(month[:3].lower()) + 1, int(day), int(year) if year else None, published)
    return _near(match, published) if published is not None else None


def _near(match: re.Match[str], published: date) -> date | None:
    """The day that words name by their distance from the day of publication."""
    weekday, near, ago = match["weekday2"], match["near"], _AGO.search(match.group())
    back: int | None = None
    if weekday:
        back = (published.weekday() - _WEEKDAYS.index(weekday.lower())) % 7
        back = back or (7 if (match["before"] or "").lower() == "last" else 0)
    elif near:
        back = 1 if near.lower() == "yesterday" else 0
    elif ago and ago["number"].isdigit():
        back = int(ago["number"])
    elif ago:
        back = _DAYS.get(ago["number"].lower())
    return published - timedelta(days=back) if back is not None and back < _LONGEST_AGO else None


def _of_month(month: int, day: int, year: int | None, published: date | None) -> date | None:
    """A day of a month; without its year that before the day of publication, if it is nearer than the one after it."""
    if year is not None:
        return _date(year, month, day)
    if published is None:
        return None
    here, before = _date(published.year, month, day), _date(published.year - 1, month, day)
    if here is None:
        return before
    if here <= published:
        return here
    return before if before is not None and published - before < here - published else None


def _date(year: int, month: int, day: int) -> date | None:
    """The date, or ``None`` where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
