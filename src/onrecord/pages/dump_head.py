"""What stands around the report in a dump: headline, byline, stamps, summary points, captions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from onrecord.pages.credits import dateline_of
from onrecord.pages.drafts import Draft, Piece
from onrecord.pages.dump_lines import Line
from onrecord.pages.kinds import is_caption, is_summary_label, pieces_of_body
from onrecord.pages.line_features import is_furniture
from onrecord.pages.line_model import CAPTION, HEADLINE, Odds
from onrecord.pages.stamps import is_stamp, stamps_of
from onrecord.vocabulary import BlockKind

_NAME = r"[A-Z\u00c0-\u00de][\w.'’-]+(?:\s[A-Z\u00c0-\u00de][\w.'’-]*){0,4}"
_BYLINE = re.compile(
    rf"^[Bb][Yy]:?\s+(?P<names>{_NAME}(?:(?:,\s|\sand\s|\s&\s|,\sand\s){_NAME}){{0,4}})"
    r"(?:,\s[\w\s,&'’-]{2,60}|\s(?:in|at|for)\s[\w\s,.'’-]{2,40}|\s?[|•·]\s?.{2,80})?$"
)
_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*$")
_WORD = re.compile(r"\w{4,}")
_TITLE_REACH = 30
_LEAST_FITNESS = 0.5
_LEAST_POINT = 5
_NEAR_TOP = 4
"""How many lines may stand before an article's first paragraph where a text's very first line is its headline."""


def is_byline(text: str) -> bool:
    """Tell whether a line says who wrote: "By Ada Fenn", "By Ada Fenn in Orrin"."""
    return bool(_BYLINE.match(text))


def draft_of_part(lines: Sequence[Line], odds: Odds, part: Sequence[int], end: int) -> Draft:
    """Return the article whose report are the lines ``part``; what stands before it begins at line ``end``."""
    first, last = part[0], part[-1]
    before = range(max(end, first - _TITLE_REACH), first)
    headline = _headline(lines, odds, before, part)
    shown = _points_before(lines, before.start if headline is None else headline + 1, first)
    near = range(before.start if headline is None else _first_standing(lines, headline, before.start), last + 3)
    beside = set(near).difference(part)
    captions = {at for at in beside if at < len(lines) and _is_caption(lines, odds, at)}
    order = sorted(({*part, *shown} | captions) - {headline})
    pieces = pieces_of_body(
        [lines[at] for at in order], frozenset(new for new, at in enumerate(order) if at in captions)
    )
    title = lines[headline].text if headline is not None else None
    if title:
        pieces = [Piece(BlockKind.HEADLINE, title), *pieces]
    top = max(end, (first - 12 if headline is None else headline - 8))
    about = [line.text for line in [*lines[top:first], *lines[last + 1 : last + 4]]]
    published, updated = stamps_of(about)
    bylines = [match["names"] for text in about if (match := _BYLINE.match(text))]
    return Draft(
        tuple(pieces), title=title, byline=bylines[0] if bylines else None, published=published, updated=updated
    )


def _headline(lines: Sequence[Line], odds: Odds, before: range, part: Sequence[int]) -> int | None:
    """Return the place of the headline among the lines before an article, or ``None`` where there is none.

    For a line speak the model, that it stands there twice (as a page's title and its headline do), that its words
    come again in the first paragraphs, that a byline or a stamp follows, and that the text begins with it and the report
    soon after, as where somebody kept an article alone.
    """
    fitting = [at for at in before if _may_be_headline(lines[at])]
    times = Counter(lines[at].text for at in fitting)
    opener = opens_at(lines)
    opening = {word for place in part[:4] for word in _WORD.findall(lines[place].text.lower())}

    def fitness(at: int) -> float:
        words = _WORD.findall(lines[at].text.lower())
        shared = sum(word in opening for word in words) / max(1, len(words))
        introduced = any(is_stamp(line.text) or is_byline(line.text) for line in lines[at + 1 : at + 5])
        opens = at == opener and part[0] <= _NEAR_TOP
        repeated = times[lines[at].text] > 1
        return float(odds[at][HEADLINE]) + 0.5 * (repeated + shared + opens) + 0.3 * introduced

    best = max(fitting, key=lambda at: (fitness(at), at), default=None)
    return best if best is not None and fitness(best) >= _LEAST_FITNESS else None


def opens_at(lines: Sequence[Line]) -> int:
    """Return the line that a text opens with: its first, or the one after the short name of an outlet or a section."""
    named = len(lines) > 1 and len(lines[0].text.split()) <= 3
    return int(named and _may_be_headline(lines[1]) and not _SENTENCE.search(lines[1].text))


def _may_be_headline(line: Line) -> bool:
    text = line.text
    if not 3 <= len(text.split()) <= 30 or len(text) > 220 or line.bullet:
        return False
    refused = (is_caption, is_summary_label, is_furniture, is_byline, is_stamp, dateline_of)
    return not any(refuses(text) for refuses in refused)


def _first_standing(lines: Sequence[Line], headline: int, start: int) -> int:
    """Return where the headline stands first: there may be a picture between a page's title and its headline."""
    return next((at for at in range(start, headline) if lines[at].text == lines[headline].text), headline)


def _points_before(lines: Sequence[Line], start: int, first: int) -> list[int]:
    """Return the summary points, with their label, that the model missed between headline and first paragraph."""
    found: list[int] = []
    for at in range(first - 1, start - 1, -1):
        line = lines[at]
        point = line.bullet and len(line.text.split()) >= _LEAST_POINT and not is_furniture(line.text)
        if point or is_summary_label(line.text):
            found.append(at)
        elif not is_caption(line.text):
            break
    return found


def _is_caption(lines: Sequence[Line], odds: Odds, at: int) -> bool:
    text = lines[at].text
    if len(text.split()) < 4 or is_furniture(text):
        return False
    return is_caption(text) or (odds[at].argmax() == CAPTION and bool(_SENTENCE.search(text)))
