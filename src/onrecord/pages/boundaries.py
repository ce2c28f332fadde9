"""Where one article of a dump ends and the next begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from onrecord.pages.credits import dateline_of
from onrecord.pages.dump_head import is_byline
from onrecord.pages.dump_lines import Line
from onrecord.pages.line_model import HEADLINE, OUTSIDE, Odds
from onrecord.pages.stamps import is_stamp, stamps_of

_FOOTER = re.compile(
    r"©|copyright|all rights reserved|privacy policy|terms (?:of|and|&)|cookie"
    r"|contact us|about us|site map|accessibility",
    re.I,
)
_TOP = re.compile(r"skip to|\bmenu\b|\bsearch\b|\bsubscribe\b|\bsign in\b|\blog ?in\b|\bhome\b", re.I)
_LEGAL = re.compile(
    r"©|copyright|all rights reserved|privacy (?:policy|notice|center)|terms of (?:use|service|sale)", re.I
)
_START = re.compile(
    r"(?:skip|jump) to\b|(?:open |show |main |toggle )?(?:menu|navigation)\b|search\b|(?:sign|log) ?in\b|subscribe\b",
    re.I,
)
_LEAST_PAGE_GAP = 20
_END = re.compile(
    r"reporting by|editing by|contributed to this|is an? .{0,40}(?:reporter|editor|correspondent|writer)"
    r"|©|all rights reserved",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]{5,}")
_REACH = 8
_LENGTHS = (100, 300, 800, 2000)


def boundary_features(lines: Sequence[Line], odds: Odds, kept: Sequence[int], at: int) -> list[str]:
    """Return the features of the gap before ``kept[at]``: what lies in it, and how alike the prose on both sides is.

    ``kept`` are the places of the lines that belong to articles; ``at`` is at least 1.
    """
    before, after = kept[at - 1], kept[at]
    gap = range(before + 1, after)
    texts = [lines[place].text for place in gap]
    heads = max((float(odds[place][HEADLINE]) for place in gap), default=0.0)
    outside = sum(float(odds[place][OUTSIDE]) for place in gap)
    published, updated = stamps_of(texts)
    opening = [lines[place].text for place in kept[at : at + 3]]
    widest = max((lines[place].gap for place in range(before + 1, after + 1)), default=0)
    names = [
        f"lines:{_step(len(gap), (0, 1, 3, 6, 12, 25, 60))}",
        f"headline:{round(heads * 4)}",
        f"outside:{_step(outside, (0.3, 1, 3, 8, 20, 50))}",
        f"blank:{min(widest, 3)}",
        f"likeness:{_likeness(lines, kept, at)}",
        f"left:{_step(_length(lines, (kept[n] for n in range(at - 1, -1, -1))), _LENGTHS)}",
        f"right:{_step(_length(lines, (kept[n] for n in range(at, len(kept)))), _LENGTHS)}",
    ]
    flags = {
        "stamp": any(map(is_stamp, texts)) or bool(published or updated),
        "byline": any(is_byline(text) for text in texts),
        "footer": sum(bool(_FOOTER.search(text)) for text in texts) >= 2,
        "top": sum(bool(_TOP.search(text)) for text in texts) >= 2,
        "end": any(_END.search(lines[place].text) for place in range(before, min(before + 5, after))),
        "twice": _has_title_twice(texts),
        "title again": _title_goes_on(lines, texts, kept, at),
        "dateline": bool(dateline_of(opening[0])),
        "late dateline": any(dateline_of(text) for text in opening[1:]) and not dateline_of(opening[0]),
        "page again": _repeats_top(lines, kept[0], gap),
    }
    return names + [name for name, holds in flags.items() if holds]


def may_be_boundary(lines: Sequence[Line], kept: Sequence[int], at: int) -> bool:
    """Tell whether anything at all stands before ``kept[at]`` that could part two articles."""
    before, after = kept[at - 1], kept[at]
    return after - before > 1 or lines[after].gap >= 2 or bool(dateline_of(lines[after].text))


def opens_article(lines: Sequence[Line], kept: Sequence[int], at: int) -> bool:
    """Tell whether the gap before ``kept[at]`` plainly shows the head of another article.

    That is a title on what follows, and two of: a stamp or byline, the title twice, a dateline within three lines.
    """
    texts = [lines[place].text for place in range(kept[at - 1] + 1, kept[at])][-25:]
    titles = [text for text in texts if 4 <= len(text.split()) <= 30 and not is_stamp(text)]
    following = _vocabulary(lines, kept[at : at + _REACH])
    on_it = any(
        len(words & following) >= max(2, len(words) // 3)
        for text in titles
        if (words := set(_WORD.findall(text.lower())))
    )
    signs = (
        any(is_stamp(text) or is_byline(text) for text in texts),
        _has_title_twice(texts),
        any(dateline_of(lines[place].text) for place in kept[at : at + 3]),
    )
    return on_it and sum(signs) >= 2


def begins_page(lines: Sequence[Line], kept: Sequence[int], at: int) -> bool:
    """Tell whether the gap before ``kept[at]`` is the foot of one page and the top of the next, in this order."""
    texts = [lines[place].text for place in range(kept[at - 1] + 1, kept[at])]
    if len(texts) < _LEAST_PAGE_GAP:
        return False
    foot = next((place for place, text in enumerate(texts) if len(text) < 200 and _LEGAL.search(text)), len(texts))
    return any(_START.match(text) for text in texts[foot + 1 :])


def _has_title_twice(texts: Sequence[str]) -> bool:
    times = Counter(text for text in texts[-60:] if len(text.split()) >= 4)
    return any(count > 1 for count in times.values())


def _title_goes_on(lines: Sequence[Line], texts: Sequence[str], kept: Sequence[int], at: int) -> bool:
    """Tell whether a title-like line in the gap speaks of what follows and not of what came before."""
    following = _vocabulary(lines, kept[at : at + _REACH])
    previous = _vocabulary(lines, kept[max(0, at - _REACH) : at])
    for text in texts[-25:]:
        words = set(_WORD.findall(text.lower()))
        if len(words) >= 3 and len(words & following) >= 3 and len(words & following) > 2 * len(words & previous):
            return True
    return False


def _repeats_top(lines: Sequence[Line], first: int, gap: range) -> bool:
    """Tell whether much of the gap's end repeats the lines above the first article, as a second page's menu does."""
    tail = [lines[place].text for place in gap[-40:]]
    if len(tail) < 8:
        return False
    top = {lines[place].text for place in range(first)}
    return len(top) >= 5 and sum(text in top for text in tail) >= len(tail) // 2


def _length(lines: Sequence[Line], places: Iterable[int]) -> int:
    """Return how long the lines are together, counted no further than steps tell lengths apart."""
    length = 0
    for place in places:
        length += len(lines[place].text)
        if length > _LENGTHS[-1]:
            break
    return length


def _likeness(lines: Sequence[Line], kept: Sequence[int], at: int) -> str:
    left = _vocabulary(lines, kept[max(0, at - _REACH) : at])
    right = _vocabulary(lines, kept[at : at + _REACH])
    if min(len(left), len(right)) < 8:
        return "unsure"
    return str(_step(len(left & right) / min(len(left), len(right)), (0.02, 0.05, 0.1, 0.15, 0.25)))


def _vocabulary(lines: Sequence[Line], places: Sequence[int]) -> set[str]:
    return {word for place in places for word in _WORD.findall(lines[place].text.lower())}


def _step(value: float, steps: Sequence[float]) -> int:
    return sum(value > step for step in steps)
