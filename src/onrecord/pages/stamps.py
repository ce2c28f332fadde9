"""Stamps to read on a page: "Published 3 March 2024", "Updated 23 October 2025", "Updated 8 sec ago"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from onrecord.records import Dated

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAYS = (
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(?P<year>\d{{4}})\b", re.I),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d{{2}})", re.I),
    re.compile(r"\b(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)"),
)
_ISO = re.compile(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_UPDATED = re.compile(r"\b(?:last\s+)?(?:updated|modified|revised)\b", re.I)
_PUBLISHED = re.compile(r"\b(?:first\s+)?(?:published|posted|created|issued)\b", re.I)
_RELATIVE = re.compile(
    r"\b(?:\d+|an?|a few)\s*(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|weeks?|months?|years?)\.?"
    r"\s+ago\b|\bjust now\b",
    re.I,
)
_CLOCK = r"(?:at\s+)?\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4}\b)?"
_REST = re.compile(
    rf"{_CLOCK}|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:last|first|on|at|by|and|the)\b|[|,.:;•·—–()\s-]|\b[A-Z]{{2,4}}\b|\d{{1,2}}\s?[ap]\.?m\.?",
    re.I,
)
# A line that a label in small letters may stand in without being prose: "This story was first published …".
_OF_PAGE = re.compile(
    r"\W*(?:this\b|(?:article|story|post|page|originally|first|last)\b|the (?:article|story|post|page) )", re.I
)
_APART = re.compile(r"[|,.:;•·—–()/-]\s*$")
_MAX_STAMP = 140
# No newspaper is older; what fills in a date that nobody entered writes the year 1.
_FIRST_YEAR = 1605


def day_in(text: str) -> date | None:
    """Return the first full date written in ``text``, or ``None``. Dates of digits alone must be year first."""
    for pattern in _DAYS:
        if match := pattern.search(text):
            return _day(match["year"], match["month"], match["day"])
    return None


def day_of_iso(text: str) -> date | None:
    """Return the day of an ISO 8601 time as it is written, or of another full date at hand in ``text``, or ``None``."""
    match = _ISO.match(text)
    return _day(*match.groups()) if match else day_in(text[:80])


def is_stamp(line: str) -> bool:
    """Tell whether a line is a stamp and nothing else: a date or "8 sec ago", with or without "Updated"."""
    if len(line) > _MAX_STAMP:
        return False
    dated = day_in(line) is not None or bool(_RELATIVE.search(line))
    if not dated:
        return False
    return not _bare(line)


def stamps_of(lines: Iterable[str]) -> tuple[Dated | None, Dated | None]:
    """Return when the lines say a report was published and when updated, each with the line as evidence.

    A date that nothing labels is when it was published only if it is a line of its own. One line may say both:
    "Published 1 March 2024, updated 2 March 2024". What a sentence says was published or updated is something else.
    """
    published: Dated | None = None
    updated: Dated | None = None
    for line in lines:
        if len(line) > _MAX_STAMP:
            continue
        for label, words in _labelled(line):
            day = day_in(words)
            if day is None or (label and _is_prose(line)):
                continue
            if label == "updated":
                updated = updated or Dated(day, line)
            elif label == "published" or is_stamp(line):
                published = published or Dated(day, line)
    return published, updated


def _is_prose(line: str) -> bool:
    """Tell of a line with a label whether the label is a word of a sentence: "a study published on 3 March 2020 found …"."""
    labels = [match for match in (_UPDATED.search(line), _PUBLISHED.search(line)) if match]
    label = min(labels, key=lambda match: match.start())
    before, after = line[: label.start()], line[label.end() :]
    if label[0][0].isupper() or not _bare(before) or _OF_PAGE.match(line):
        return False
    return not _APART.search(before) or bool(_bare(after))


def _bare(words: str) -> str:
    """Return what is left of a line, or of a part of one, without labels, dates, times and what goes between them."""
    rest = _UPDATED.sub("", _PUBLISHED.sub("", _RELATIVE.sub("", words)))
    for pattern in _DAYS:
        rest = pattern.sub("", rest)
    return _REST.sub("", rest)


def _labelled(line: str) -> list[tuple[str, str]]:
    marks = sorted(
        [(match.start(), "updated") for match in _UPDATED.finditer(line)]
        + [(match.start(), "published") for match in _PUBLISHED.finditer(line)]
    )
    if not marks:
        return [("", line)]
    ends = [start for start, _ in marks[1:]] + [len(line)]
    found = [(label, line[start:end]) for (start, label), end in zip(marks, ends, strict=True)]
    return [("", line[: marks[0][0]]), *found] if marks[0][0] else found


def _day(year: str, month: str, day: str) -> date | None:
    if int(year) < _FIRST_YEAR:
        return None
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
