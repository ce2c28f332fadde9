"""The lines of a plain-text dump as they were before a text browser wrapped and marked them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.pages.characters import clean_text
from onrecord.pages.credits import dateline_of


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text without indent and bullet, the empty lines before it, and how it was marked.

    ``marks`` are what the markup says of an HTML block; a dump has none. ``link_share`` is the share of characters
    within links, zero for a dump.
    """

    text: str
    gap: int = 0
    bullet: bool = False
    heading: bool = False
    marks: tuple[str, ...] = ()
    link_share: float = 0.0


# Bullets of pages, text browsers and Markdown; a dash counts only before a blank, so that dialogue dashes stay.
_BULLET = re.compile(r"(?:[•‣▪●○◦□■▸►·∙⁃*+]|[-–—](?=\s))\s*(?=\S)")
_NUMBERED_LINK = re.compile(r"\[\d{1,4}\](?=\S)")
_BROWSER_MARKS = re.compile(
    r"\(BUTTON\)|\[(?:image|img|IMG|INLINE|IMAGE|LINK|button)[^\]\n]{0,80}\]|_{4,}|-{4,}|={4,}|\*{3,}"
)
_MARKDOWN_LINK = re.compile(r"!?\[([^\]\n]{0,500})\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"\n]*\")?\)")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+(?=\S)")
_MARKDOWN_STRESS = re.compile(
    r"(\*\*|__)(?=\S)((?:(?!\1).)+)(?<=\S)\1|(?<![\w*])[*_](?=[^\s*_])([^*_\n]+)(?<=[^\s])[*_](?![\w*])"
)
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)\]]*$")
_MIN_WRAP, _MAX_WRAP = 50, 140


def lines_of_dump(text: str) -> list[Line]:
    """Return the lines of a dump that hold anything, cleaned and with hard-wrapped lines rejoined.

    Two lines are rejoined where the second one's first word would not have fitted on the first (a text browser's
    wrapping), or where a long line breaks off without a stop and the next goes on in lower case.
    """
    rows = [row.rstrip() for row in clean_text(text).expandtabs(4).split("\n")]
    lines: list[Line] = []
    for stretch in _stretches(rows):
        lines += _lines_of_stretch(*stretch)
    return _rejoin_broken(lines)


def _stretches(rows: Sequence[str]) -> list[tuple[list[str], int]]:
    """Split rows at empty ones: lists of rows, each with the number of empty rows before it."""
    found: list[tuple[list[str], int]] = []
    current: list[str] = []
    gap = gap_before = 0
    for row in rows:
        if row.strip():
            if not current:
                gap_before = gap
            current.append(row)
            gap = 0
        else:
            if current:
                found.append((current, gap_before))
                current = []
            gap += 1
    if current:
        found.append((current, gap_before))
    return found


def _lines_of_stretch(rows: Sequence[str], gap: int) -> list[Line]:
    width = _wrap_width(rows)
    joined: list[list[str]] = []
    previous = ""
    for row in rows:
        goes_on = width is not None and bool(joined) and _wrapped(previous, row, width)
        if goes_on:
            joined[-1].append(row.strip())
        else:
            joined.append([row])
        previous = row
    lines = [_line(" ".join(parts)) for parts in joined]
    kept = [line for line in lines if line.text]
    if kept:
        kept[0] = replace(kept[0], gap=gap)
    return kept


def _wrap_width(rows: Sequence[str]) -> int | None:
    """Return the width that a stretch of rows was wrapped at, or ``None`` if it was not.

    It was if no row is longer than a terminal's, there is more than one row, and each but the last is as long as can
    be: the next row's first word would have gone over the longest row's end.
    """
    if len(rows) < 2:
        return None
    width = max(len(row) for row in rows)
    return width if _MIN_WRAP <= width <= _MAX_WRAP else None


def _wrapped(previous: str, row: str, width: int) -> bool:
    if _BULLET.match(row.lstrip()) or dateline_of(row.strip()):
        return False
    indent = len(row) - len(row.lstrip())
    before = len(previous) - len(previous.lstrip())
    hanging = bool(_BULLET.match(previous.lstrip()))
    if indent < before or (indent > before + 1 and not hanging):
        return False
    first_word = len(row.split(maxsplit=1)[0])
    return len(previous) >= width - 25 and len(previous) + 1 + first_word > width


def _line(row: str) -> Line:
    text = row.strip()
    heading = bullet = False
    text = _BROWSER_MARKS.sub(" ", _MARKDOWN_LINK.sub(r"\1", text)).strip()
    if match := _MARKDOWN_HEADING.match(text):
        heading, text = True, text[match.end() :]
    while match := _BULLET.match(text):
        bullet, text = True, text[match.end() :]
    text = _MARKDOWN_STRESS.sub(lambda found: found[2] or found[3] or "", _NUMBERED_LINK.sub("", text))
    return Line(" ".join(text.split()), bullet=bullet, heading=heading)


def _rejoin_broken(lines: Sequence[Line]) -> list[Line]:
    """Join a long line that breaks off without a stop to one that goes on in lower case, if none is between them."""
    joined: list[Line] = []
    for line in lines:
        if joined and _breaks_off(joined[-1], line):
            last = joined[-1]
            joined[-1] = replace(last, text=f"{last.text} {line.text}")
        else:
            joined.append(line)
    return joined


def _breaks_off(line: Line, following: Line) -> bool:
    return (
        following.gap == 0
        and not following.bullet
        and len(line.text) >= 40
        and following.text[:1].islower()
        and len(following.text) >= 15
        and not _SENTENCE_END.search(line.text)
    )
