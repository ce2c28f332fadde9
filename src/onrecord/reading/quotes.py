"""Quotation marks of an article, matched within paragraphs and across them.

Curly, straight, angular and single marks. An apostrophe is none ("workers' rights", "'90s", "’tis"): a single mark
counts only where it opens a word and another one closes later. A paragraph that opens a quotation and does not close it
goes on in the next one that opens with a mark, or that closes one it never opened; each gives a quotation of its own.
Of an opening mark that is set twice (``““We go,” he said``), by a slip, the second one quotes; so of a pair of marks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from onrecord.records import Block, Span
from onrecord.vocabulary import QuotationKind

_MARK = re.compile(r"[\"“”„«»‘’']")
_SINGLE = re.compile(r"[‘’']")
_WORD = re.compile(r"\w+")
_ELISION = re.compile(r"(?:\d0s|tis|twas|em|til|till|cause|bout|n)\b", re.IGNORECASE)
_PLURAL = re.compile(r"s[’'] [a-z]")
_BEFORE_OPENING = frozenset("([{—–-/…“‘\"'«„:")
_AFTER_CLOSING = frozenset(")]}—–-/…”’\"'»:;,.!?")
_LONGEST_SINGLE = 600
"""How far apart, in code points, two single marks may be."""
_MOST_BLOCKS_WITHOUT_MARKS = 4
"""How many paragraphs without any mark may lie inside a quotation that a later paragraph closes."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks, within one block.

    ``span`` has the marks, ``inner`` what lies between them (white space trimmed); ``depth`` is 0 for an outermost
    quotation, 1 for one inside it, and so on; ``single`` tells that its marks are single ones; ``continues`` that the
    next outermost quotation goes on with it; ``continued`` that it goes on with the one before.
    """

    span: Span
    inner: Span
    depth: int
    single: bool = False
    continues: bool = False
    continued: bool = False


@dataclass(slots=True)
class _Opened:
    """A mark that has opened and not closed yet; ``again``: the next mark opens right behind it."""

    start: int
    single: bool
    continued: bool = False
    again: bool = False


@dataclass(slots=True)
class _Block:
    """The state of one block's scan: what is open, what has closed, and what must be settled with its neighbours."""

    start: int
    end: int
    opened: list[_Opened] = field(default_factory=list)
    closed: list[Quotation] = field(default_factory=list)
    unclosed: Quotation | None = None
    lone_close: int | None = None
    marked: bool = False


def quotations(text: str, blocks: Sequence[Block]) -> tuple[Quotation, ...]:
    """Find the quotations of a text, in the order of their first mark, outer before inner.

    ``blocks`` empty means one block. A quotation never reaches over the end of its block.
    """
    places = [(block.start, block.end) for block in blocks] or [(0, len(text))]
    scanned = [_scan(text, start, end) for start, end in places]
    for number in range(len(scanned)):
        _join_with_next(text, scanned, number)
    found = [quotation for block in scanned for quotation in block.closed]
    return tuple(sorted(found, key=lambda quotation: (quotation.span.start, -quotation.span.end)))


def kind_of(content: Sequence[Span], found: Sequence[Quotation], text: str) -> QuotationKind:
    """Tell whether a content's words stand in quotation marks: all (direct), none (indirect) or some (mixed).

    ``found`` is what :func:`quotations` gave for the same text. Punctuation does not count; function words do, so that
    ``that "…"`` is mixed. A content without words is indirect.
    """
    outer: list[Span] = []
    for quotation in found:
        if not outer or quotation.span.start >= outer[-1].end:
            outer.append(quotation.span)
    starts = [span.start for span in outer]
    within = without = 0
    for piece in content:
        for word in _WORD.finditer(text, piece.start, piece.end):
            place = bisect_right(starts, word.start()) - 1
            if place >= 0 and word.start() < outer[place].end:
                within += 1
            else:
                without += 1
    if within and without:
        return QuotationKind.MIXED
    return QuotationKind.DIRECT if within else QuotationKind.INDIRECT


def _scan(text: str, start: int, end: int) -> _Block:
    """Match the marks of one block from left to right."""
    block = _Block(start, end)
    last_single = max(text.rfind("’", start, end), text.rfind("'", start, end))
    for match in _MARK.finditer(text, start, end):
        place = match.start()
        if match.group() in "‘’'":
            _single(text, block, place, last_single)
        else:
            block.marked = True
            _double(text, block, place)
    _settle(text, block)
    return block


def _double(text: str, block: _Block, place: int) -> None:
    """Let a double mark open, close or restart a quotation."""
    glyph = text[place]
    opens, closes = _may_open(text, block, place), _may_close(text, block, place)
    if glyph in "“„«" and opens:
        closes = False
    elif glyph in "”»" and closes:
        opens = False
    if _set_twice(block, place, opens=opens and not closes):
        return
    if not any(not item.single for item in block.opened):
        if opens or not closes:
            block.opened.append(_Opened(place, single=False))
        elif not block.closed and block.lone_close is None:
            block.lone_close = place + 1
    elif closes or not opens:
        _close(text, block, place + 1, single=False)
    elif _after_stop(text, block, place):
        ends = place
        while text[ends - 1].isspace():
            ends -= 1
        _close(text, block, ends, single=False, marked=False)
        block.opened.append(_Opened(place, single=False, continued=True))
    else:
        outer = block.opened[-1]
        outer.again = not outer.single and not text[outer.start + 1 : place].strip()
        block.opened.append(_Opened(place, single=False))


def _set_twice(block: _Block, place: int, *, opens: bool) -> bool:
    """Forget a mark that opened right before another one, unless it quotes more than that; tell if this one goes with it.

    ``“"Wait" is no answer,” he said`` are two quotations, one in the other.
    """
    if not block.opened or not block.opened[-1].again:
        return False
    twice = bool(block.closed) and block.closed[-1].span.end == place
    if opens or twice:
        block.opened.pop()
    return twice and not opens


def _single(text: str, block: _Block, place: int, last_single: int) -> None:
    """Let a single mark open or close a quotation, unless it is an apostrophe."""
    opens, closes = _may_open(text, block, place), _may_close(text, block, place)
    if any(item.single for item in block.opened) and closes and text[place] != "‘" and text[place - 1] != " ":
        plural = _PLURAL.match(text, place - 1) is not None
        if not (plural and last_single > place and _closes_later(text, block, place + 1)):
            _close(text, block, place + 1, single=True)
    elif (
        opens
        and not closes
        and text[place] != "’"
        and last_single > place
        and not _ELISION.match(text, place + 1)
        and _closes_later(text, block, place + 1)
    ):
        block.opened.append(_Opened(place, single=True))


def _closes_later(text: str, block: _Block, place: int) -> bool:
    """Tell whether a single mark that may close stands within reach, before another one that opens."""
    for match in _SINGLE.finditer(text, place, min(block.end, place + _LONGEST_SINGLE)):
        if _may_close(text, block, match.start()) and match.group() != "‘":
            return True
        if _may_open(text, block, match.start()) and match.group() != "’":
            return False
    return False


def _close(text: str, block: _Block, end: int, *, single: bool, marked: bool = True) -> None:
    """Close the innermost open quotation of its kind; single marks opened within a double one were apostrophes."""
    while block.opened[-1].single != single:
        if not block.opened[-1].single:
            return
        block.opened.pop()
    item = block.opened.pop()
    block.closed.append(_quotation(text, item, end, marked=marked))


def _quotation(text: str, item: _Opened, end: int, *, marked: bool) -> Quotation:
    inner = _trimmed(text, item.start + 1, end - 1 if marked else end)
    span = Span(item.start, end)
    return Quotation(span, inner, 0, single=item.single, continues=not marked, continued=item.continued)


def _settle(text: str, block: _Block) -> None:
    """Settle what is still open at a block's end: the first double mark quotes up to there, the others nothing."""
    pending = [item for item in block.opened if not item.single and not item.again]
    ends = block.end
    while ends > block.start and text[ends - 1].isspace():
        ends -= 1
    if pending and ends > pending[0].start + 1:
        quoted = _quotation(text, pending[0], ends, marked=False)
        block.unclosed = replace(quoted, continues=False)
        block.closed.append(block.unclosed)
    _count_depths(block)


def _count_depths(block: _Block) -> None:
    """Give each quotation the number of those around it, now that it is known which marks quote."""
    around: list[Quotation] = []
    counted = []
    for quotation in sorted(block.closed, key=lambda found: (found.span.start, -found.span.end)):
        while around and around[-1].span.end <= quotation.span.start:
            around.pop()
        deep = replace(quotation, depth=len(around))
        if quotation is block.unclosed:
            block.unclosed = deep
        counted.append(deep)
        around.append(deep)
    block.closed = counted


def _join_with_next(text: str, scanned: Sequence[_Block], number: int) -> None:
    """Mark an unclosed quotation that the next paragraphs go on with, and quote those that carry no opening mark."""
    here = scanned[number]
    if here.unclosed is None or number + 1 == len(scanned):
        return
    following = scanned[number + 1]
    first = min(following.closed, key=lambda quotation: quotation.span.start, default=None)
    if first is not None and not text[following.start : first.span.start].strip():
        following.closed[following.closed.index(first)] = joined = replace(first, continued=True)
        if following.unclosed is first:
            following.unclosed = joined
        _mark_continuing(here)
        return
    last = number + 1
    while last < len(scanned) and not scanned[last].marked and last - number <= _MOST_BLOCKS_WITHOUT_MARKS:
        last += 1
    if last == len(scanned) or scanned[last].lone_close is None:
        return
    _mark_continuing(here)
    for block in scanned[number + 1 : last + 1]:
        closing = block.lone_close
        whole = _trimmed(text, block.start, closing or block.end)
        inner = _trimmed(text, whole.start, whole.end - 1) if closing else whole
        block.closed.append(Quotation(whole, inner, 0, continues=closing is None, continued=True))


def _mark_continuing(block: _Block) -> None:
    unclosed = block.unclosed
    if unclosed is not None:
        block.closed[block.closed.index(unclosed)] = block.unclosed = replace(unclosed, continues=True)


def _may_open(text: str, block: _Block, place: int) -> bool:
    """Tell whether a mark stands where one opens: before a word, after a space, a dash or a bracket."""
    before = text[place - 1] if place > block.start else " "
    after = text[place + 1] if place + 1 < block.end else " "
    return not after.isspace() and (before.isspace() or before in _BEFORE_OPENING) and after not in ",;:)]}"


def _may_close(text: str, block: _Block, place: int) -> bool:
    """Tell whether a mark stands where one closes: after a word or its full stop, before a space or punctuation."""
    before = text[place - 1] if place > block.start else " "
    after = text[place + 1] if place + 1 < block.end else " "
    return not before.isspace() and (after.isspace() or after in _AFTER_CLOSING)


def _after_stop(text: str, block: _Block, place: int) -> bool:
    """Tell whether the mark follows the end of a sentence and a space."""
    before = text[max(block.start, place - 4) : place]
    return before != before.rstrip() and before.rstrip().endswith((".", "!", "?", "…", ",", ":"))


def _trimmed(text: str, start: int, end: int) -> Span:
    """Return the span without white space at its ends; an empty one where nothing is left."""
    end = max(start, end)
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)
