"""Plain-text dumps of pages: what copy-and-paste or a text browser leaves. Finds the articles in them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from onrecord.pages.boundaries import boundary_features
from onrecord.pages.credits import dateline_of
from onrecord.pages.drafts import Draft, Piece
from onrecord.pages.dump_lines import Line, lines_of_dump
from onrecord.pages.kinds import is_caption, is_heading, is_summary_label, pieces_of_body
from onrecord.pages.line_features import is_furniture
from onrecord.pages.line_model import BODY, CAPTION, HEADLINE, LineModel, Odds, line_model
from onrecord.pages.stamps import stamps_of
from onrecord.vocabulary import BlockKind

_BYLINE = re.compile(r"^by:?\s+(?P<names>[A-Z\u00c0-\u00de][\w.'’-]+(?:\s[\w.'’-]+){0,4}(?:(?:,|\s+and|\s*&)\s+[A-Z][\w.'’-]+(?:\s[\w.'’-]+){0,3}){0,4})$")
_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*$")
_LEAST_WORDS = 25
_TITLE_REACH = 30


def drafts_of_dump(text: str) -> list[Draft]:
    """Return the articles of a dump in order; none if there is no prose in it.

    Lines are rejoined where they were wrapped, the line model says of each what it is, and the text is parted where
    the gap between two lines of prose looks like the border of two articles.
    """
    lines = lines_of_dump(text)
    if not lines:
        return []
    model = line_model("dump")
    odds = model.odds(lines)
    kept = kept_lines(lines, odds)
    drafts: list[Draft] = []
    end = 0
    for part in parts_of(lines, odds, kept, model):
        drafts.append(_draft(lines, odds, part, end))
        end = part[-1] + 1
    return drafts


def kept_lines(lines: Sequence[Line], odds: Odds) -> list[int]:
    """Return the places of the lines that belong to an article's report: paragraphs, headings and summary points.

    Beside the lines that the model gives to the body, those are kept that stand between two such lines and are
    either a sentence that the model is in two minds about, or a single short line that has the form of a heading.
    """
    best = odds.argmax(axis=1)
    body = {int(at) for at in np.flatnonzero(best == BODY)}
    for at in range(1, len(lines) - 1):
        if at in body or best[at] == CAPTION or at - 1 not in body or is_furniture(lines[at].text):
            continue
        goes_on = at + 1 in body or best[min(at + 2, len(lines) - 1)] == BODY
        text = lines[at].text
        if (goes_on and _SENTENCE.search(text) and odds[at][BODY] > 0.03) or (at + 1 in body and _may_be_heading(lines[at])):
            body.add(at)
    return sorted(body)


def _may_be_heading(line: Line) -> bool:
    return is_heading(line.text) and len(line.text) <= 60 and not line.text.isupper() and not line.bullet and not is_caption(line.text)


def parts_of(lines: Sequence[Line], odds: Odds, kept: Sequence[int], model: LineModel) -> list[list[int]]:
    """Return the kept lines of each article. Stretches of less than a few sentences are dropped beside longer ones."""
    parts: list[list[int]] = []
    for at, place in enumerate(kept):
        if at == 0 or _is_boundary(model, boundary_features(lines, odds, kept, at)):
            parts.append([])
        parts[-1].append(place)
    long = [part for part in parts if _words(lines, part) >= _LEAST_WORDS]
    return long or sorted(parts, key=lambda part: -_words(lines, part))[:1]


def _is_boundary(model: LineModel, names: Sequence[str]) -> bool:
    score = model.boundaries.get("", 0.0) + sum(model.boundaries.get(name, 0.0) for name in names)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score)))) > 0.5


def _words(lines: Sequence[Line], places: Sequence[int]) -> int:
    return sum(len(lines[place].text.split()) for place in places)


def _draft(lines: Sequence[Line], odds: Odds, part: Sequence[int], end: int) -> Draft:
    """Return the article whose lines are ``part``; the lines from ``end`` on are what stands before it."""
    first, last = part[0], part[-1]
    headline = _headline(lines, odds, range(max(end, first - _TITLE_REACH), first), part)
    top = range(headline if headline is not None else max(end, first - 12), first)
    shown = _summary_label_before(lines, first, end)
    captions = [at for at in range(max(end, first - _TITLE_REACH), min(len(lines), last + 3)) if _is_caption(lines, odds, at)]
    captions = [at for at in captions if at not in part and (at > first or headline is None or at >= _first_of(lines, headline))]
    order = sorted({*part, *captions, *shown} - ({headline} if headline is not None else set()))
    places = frozenset(new for new, at in enumerate(order) if at in captions)
    pieces = pieces_of_body([lines[at] for at in order], places)
    title = lines[headline].text if headline is not None else None
    if title:
        pieces = [Piece(BlockKind.HEADLINE, title), *pieces]
    about = [lines[at].text for at in [*range(max(end, top.start - 8), first), *range(last + 1, min(len(lines), last + 4))]]
    published, updated = stamps_of(about)
    bylines = [match["names"] for text in about if (match := _BYLINE.match(text))]
    return Draft(tuple(pieces), title=title, byline=bylines[0] if bylines else None, published=published, updated=updated)


def _headline(lines: Sequence[Line], odds: Odds, before: range, part: Sequence[int]) -> int | None:
    """Return the place of the headline among the lines before an article, or ``None`` where there is none.

    The likeliest line by the model counts, and a line that stands there twice, as a page's title and its headline
    do. It must have the form of one: three words or more, no stamp, no furniture, no caption.
    """
    fitting = [at for at in before if _may_be_headline(lines[at])]
    if not fitting:
        return None
    times = Counter(lines[at].text for at in fitting)
    opening = {word for place in part[:4] for word in re.findall(r"\w{4,}", lines[place].text.lower())}

    def fitness(at: int) -> float:
        words = re.findall(r"\w{4,}", lines[at].text.lower())
        shared = sum(word in opening for word in words) / max(1, len(words))
        return float(odds[at][HEADLINE]) + 0.5 * (times[lines[at].text] > 1) + 0.5 * shared

    best = max(fitting, key=lambda at: (fitness(at), at))
    return best if fitness(best) >= 0.5 else None


def _may_be_headline(line: Line) -> bool:
    text = line.text
    if not 3 <= len(text.split()) <= 30 or len(text) > 220 or line.bullet:
        return False
    return not (is_caption(text) or is_summary_label(text) or is_furniture(text) or _BYLINE.match(text) or dateline_of(text))


def _first_of(lines: Sequence[Line], headline: int) -> int:
    """Return where the headline's text stands first: between its two appearances there may be a picture."""
    near = range(max(0, headline - 12), headline)
    return next((at for at in near if lines[at].text == lines[headline].text), headline)


def _summary_label_before(lines: Sequence[Line], first: int, end: int) -> list[int]:
    return [first - 1] if first - 1 >= end and is_summary_label(lines[first - 1].text) else []


def _is_caption(lines: Sequence[Line], odds: Odds, at: int) -> bool:
    text = lines[at].text
    if len(text.split()) < 4 or is_furniture(text):
        return False
    return is_caption(text) or (odds[at].argmax() == CAPTION and bool(_SENTENCE.search(text)))
