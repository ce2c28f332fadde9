"""Plain-text dumps of pages: what copy-and-paste or a text browser leaves. Finds the articles in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import numpy as np

from onrecord.pages.boundaries import begins_page, boundary_features, may_be_boundary, opens_article
from onrecord.pages.drafts import Draft
from onrecord.pages.dump_head import draft_of_part, is_byline, opens_at
from onrecord.pages.dump_lines import Line, lines_of_dump
from onrecord.pages.kinds import is_caption, is_heading
from onrecord.pages.line_features import is_furniture
from onrecord.pages.line_model import BODY, CAPTION, LineModel, Odds, line_model
from onrecord.pages.stamps import is_stamp

_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*$")
_LEAST_WORDS = 25
_NEAR = 2
_LEAST_WITHIN_PAGES = 1.5
_LEAST_AMONG, _LEAST_AFTER = 0.02, 0.1
_MOST_OTHER = 0.3
_LONG_LINE = 20
_TELLING = 8
_TOLD = re.compile(r"\b(?:said|says|told|added|asked|warned|according to)\b")
_HEAD = 5
_ASIDE = re.compile(
    r"^\W*(?:more|see also|related|read(?: more| also)?|also (?:on|read)\b.{0,20}|watch|slideshow|opinion|analysis)\s?:"
    r"|^(?:must|just) watch|^with assistance (?:by|from)|^contributing:|^click\b|^updated?\b.{0,12}\d"
    r"|\bcontributed to this (?:report|article|story)|^this (?:article|story|post) (?:is|was|has|and)\b|^share this",
    re.I,
)
"""What leads away from a report, or tells how it was made, in lines that may be as long as its sentences."""
_LONGEST_CAPTION = 80


def drafts_of_dump(text: str, model: LineModel | None = None) -> list[Draft]:
    """Return the articles of a dump in order; none if there is no prose in it.

    Lines are rejoined where they were wrapped, the line model says of each what it is, and the text is parted where
    the gap between two lines of prose looks like the border of two articles. ``model`` is the one that is shipped
    unless another is given.
    """
    lines = lines_of_dump(text)
    if not lines:
        return []
    model = model or line_model("dump")
    odds = model.odds(lines)
    drafts: list[Draft] = []
    end = 0
    for part in parts_of(lines, odds, kept_lines(lines, odds), model):
        drafts.append(draft_of_part(lines, odds, part, end))
        end = part[-1] + 1
    return drafts


def kept_lines(lines: Sequence[Line], odds: Odds) -> list[int]:
    """Return the places of the lines that belong to an article's report: paragraphs, headings and summary points.

    Beside the lines that the model gives to the body, those are kept that stand among them and are a sentence about
    which the model is in two minds, or a short line that has the form of a heading and stands between two of them;
    and a sentence that follows the last of them at once.
    """
    best = odds.argmax(axis=1)
    body = {int(at) for at in np.flatnonzero(best == BODY)}
    if body and is_mostly_prose(lines):
        captions = {at for at in range(len(lines)) if best[at] == CAPTION}
        body |= _prose_beside(lines, body, captions)
        body |= _told_apart(lines, min(body), captions)
    doubtful = [
        at
        for at in range(1, len(lines))
        if at not in body and best[at] != CAPTION and _is_sentence(lines[at]) and not _is_furniture(lines[at].text)
    ]
    for at in doubtful:
        goes_on = not body.isdisjoint(range(at + 1, at + _NEAR + 1))
        follows = not body.isdisjoint(range(at - _NEAR, at)) if goes_on else at - 1 in body
        if follows and odds[at][BODY] > (_LEAST_AMONG if goes_on else _LEAST_AFTER):
            body.add(at)
    headings = {at for at in range(1, len(lines)) if at not in body and {at - 1, at + 1} <= body}
    found = sorted(body | {at for at in headings if _may_be_heading(lines[at])})
    # A text of a line or two has no surroundings to judge it by: its prose is kept rather than lost.
    return found or [at for at, line in enumerate(lines) if _is_prose(line) and _words(lines, [at]) >= _LEAST_WORDS]


def _prose_beside(lines: Sequence[Line], body: AbstractSet[int], captions: AbstractSet[int]) -> set[int]:
    """Return the lines of prose that follow upon or come before lines of the body with nothing but prose between."""
    fit = {
        at
        for at, line in enumerate(lines)
        if _is_prose(line)
        and not _is_furniture(line.text)
        and (at not in captions or _words(lines, [at]) > _LONGEST_CAPTION)
    }
    found: set[int] = set()
    for order in (range(len(lines)), reversed(range(len(lines)))):
        beside = False
        for at in order:
            beside = at in body or (beside and at in fit)
            if beside:
                found.add(at)
    return found


def _told_apart(lines: Sequence[Line], first: int, captions: AbstractSet[int]) -> set[int]:
    """Return the lines that tell of the report though they stand apart from its body, which begins at line ``first``.

    Before the body only those that lead to it without a break are of it.
    """
    times = Counter(line.text for line in lines)  # a line that stands there twice is a page's title
    opening = opens_at(lines)
    telling = {
        at
        for at, line in enumerate(lines)
        if at > opening and at not in captions and times[line.text] == 1 and _tells(line)
    }
    top = first
    while top - 1 in telling:
        top -= 1
    return {at for at in telling if at >= top}


def is_mostly_prose(lines: Sequence[Line]) -> bool:
    """Tell whether a text is an article with little else, perhaps a sentence a line: not what a browser leaves of a page.

    Of the lines of dumped pages at least half are no sentence; of articles that were saved as text, hardly any is,
    apart from a head of a few lines.
    """
    first = next((at for at, line in enumerate(lines) if _is_prose(line)), 0)
    report = lines[min(first, _HEAD) :]
    return sum(not _is_prose(line) for line in report) <= _MOST_OTHER * len(report)


def _is_furniture(text: str) -> bool:
    """Tell whether a short line is furniture: never where it tells what somebody said."""
    return is_furniture(text) and not _TOLD.search(text)


def _is_prose(line: Line) -> bool:
    return bool(_SENTENCE.search(line.text)) or len(line.text.split()) >= _LONG_LINE


def _tells(line: Line) -> bool:
    """Tell whether a line of a text that is mostly prose is of the report, wherever it stands."""
    text = line.text
    refused = text.isupper() or _is_furniture(text) or is_byline(text) or is_stamp(text) or _ASIDE.search(text)
    return not refused and (_is_sentence(line) or len(text.split()) >= _TELLING)


def _is_sentence(line: Line) -> bool:
    return bool(_SENTENCE.search(line.text)) and len(line.text.split()) >= 4


def _may_be_heading(line: Line) -> bool:
    text = line.text
    refused = text.isupper() or line.bullet or is_caption(text) or _is_furniture(text)
    return is_heading(text) and len(text) <= 60 and not refused


def parts_of(lines: Sequence[Line], odds: Odds, kept: Sequence[int], model: LineModel) -> list[list[int]]:
    """Return the kept lines of each article. Stretches of less than a few sentences are dropped beside longer ones."""
    pages = {at for at in range(1, len(kept)) if begins_page(lines, kept, at)}
    # Where whole pages follow each other, their feet and tops are the borders: anything else must be plainer.
    least = _LEAST_WITHIN_PAGES if pages else 0.0
    parts: list[list[int]] = []
    for at, place in enumerate(kept):
        if at == 0 or at in pages or _is_boundary(lines, odds, kept, at, model, least=least):
            parts.append([])
        parts[-1].append(place)
    parts = [_without_loose_ends(lines, part) for part in parts]
    long = [part for part in parts if _words(lines, part) >= _LEAST_WORDS]
    return long or sorted(parts, key=lambda part: -_words(lines, part))[:1]


def _is_boundary(
    lines: Sequence[Line], odds: Odds, kept: Sequence[int], at: int, model: LineModel, *, least: float
) -> bool:
    if not may_be_boundary(lines, kept, at):
        return False
    if opens_article(lines, kept, at):
        return True
    names = ["", *boundary_features(lines, odds, kept, at)]
    return sum(model.boundaries.get(name, 0.0) for name in names) > least


def _without_loose_ends(lines: Sequence[Line], part: Sequence[int]) -> list[int]:
    """Drop lines at both ends that are no sentence and stand apart: a title, or what is left of a list of links."""
    kept = list(part)
    while len(kept) > 1 and kept[-1] - kept[-2] > 1 and _is_loose(lines[kept[-1]]):
        kept.pop()
    while len(kept) > 1 and kept[1] - kept[0] > 1 and _is_loose(lines[kept[0]]):
        kept.pop(0)
    return kept


def _is_loose(line: Line) -> bool:
    return not line.bullet and not _SENTENCE.search(line.text) and len(line.text.split()) <= 25


def _words(lines: Sequence[Line], places: Sequence[int]) -> int:
    return sum(len(lines[place].text.split()) for place in places)
