"""Text to the encoder's input: word pieces with offsets, letter case, and windows of whole sentences.

The encoder is uncased, so each word piece carries its letter case as a feature of its own. Straight quotation marks are
given to the encoder as opening or closing ones, by the white space around them: a mark for a mark, so offsets stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from onrecord.reading.wordpiece import WordPiece
from onrecord.records import Span

IntArray = npt.NDArray[np.int64]

MAX_PIECES = 254
"""Word pieces of a window, without the two special ones at its ends."""

CONTEXT_PIECES = 40
"""At least so many word pieces of context (in whole sentences) stand before a window's core, where there are any."""

_OPENING = re.compile(r"(?:(?<=\s)|(?<=[(\[—–-])|^)[\"'](?=\S)")


class Case(IntEnum):
    """Letter case of the word that a piece belongs to."""

    NONE = 0
    LOWER = 1
    TITLE = 2
    UPPER = 3
    MIXED = 4


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a whole article, without special ones; all arrays have the same length.

    ``starts`` and ``ends`` are offsets into the text; ``heads`` is true for the first piece of each word (a run of
    letters and digits, or one punctuation mark); ``case`` holds values of ``Case``.
    """

    ids: IntArray
    case: IntArray
    starts: IntArray
    ends: IntArray
    heads: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces ``[start, end)`` read in one pass; findings are taken from the core ``[core_start, core_end)``."""

    start: int
    end: int
    core_start: int
    core_end: int


def curl(text: str) -> str:
    """Return ``text`` with straight quotation marks opened and closed; the length stays the same."""
    opened = _OPENING.sub(lambda m: "“" if m.group() == '"' else "‘", text)
    return opened.replace('"', "”")


@lru_cache(maxsize=20_000)
def _case_of(word: str) -> Case:
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return Case.NONE
    if word.islower():
        return Case.LOWER
    if word.isupper():
        return Case.UPPER if len(letters) > 1 else Case.TITLE
    return Case.TITLE if word[0].isupper() and word[1:].islower() else Case.MIXED


def pieces_of(text: str, vocabulary: WordPiece) -> Pieces:
    """Split a whole article's text into word pieces with their features."""
    words = vocabulary.words(curl(text))
    counts = [len(word.ids) for _, word in words]
    ids = np.fromiter((number for _, word in words for number in word.ids), dtype=np.int64)
    starts = np.fromiter((at + start for at, word in words for start, _ in word.bounds), dtype=np.int64)
    ends = np.fromiter((at + end for at, word in words for _, end in word.bounds), dtype=np.int64)
    heads = np.zeros(len(ids), dtype=np.bool_)
    heads[np.cumsum([0, *counts[:-1]])[: len(counts)]] = True
    cases = np.array([_case_of(text[at + word.start : at + word.end]) for at, word in words], dtype=np.int64)
    return Pieces(ids=ids, case=np.repeat(cases, counts), starts=starts, ends=ends, heads=heads)


def sentence_ranges(pieces: Pieces, sentences: Sequence[Span]) -> list[tuple[int, int]]:
    """Return the range of pieces of each sentence, long ones cut so that each range fits a window; none is empty."""
    bounds = np.searchsorted(pieces.starts, [s.start for s in sentences], side="left").tolist()
    bounds.append(len(pieces.starts))
    if bounds:
        bounds[0] = 0
    ranges = []
    for start, end in pairwise(bounds):
        at = start
        while at < end:
            stop = min(end, at + MAX_PIECES - CONTEXT_PIECES)
            while stop < end and not pieces.heads[stop] and stop > at + 1:
                stop -= 1
            ranges.append((at, stop))
            at = stop
    return ranges


def windows_of(ranges: Sequence[tuple[int, int]], context: int = CONTEXT_PIECES) -> list[Window]:
    """Lay windows of whole sentences over an article; the cores tile it, the rest of each window is context."""
    windows: list[Window] = []
    first = 0
    while first < len(ranges):
        lead = first
        while lead > 0 and ranges[first][0] - ranges[lead][0] < context:
            if ranges[first][1] - ranges[lead - 1][0] > MAX_PIECES:
                break
            lead -= 1
        start = ranges[lead][0]
        stop = first
        while stop + 1 < len(ranges) and ranges[stop + 1][1] - start <= MAX_PIECES:
            stop += 1
        end = ranges[stop][1]
        core_stop = stop
        if stop + 1 < len(ranges):
            while core_stop > first and end - ranges[core_stop][1] < context:
                core_stop -= 1
        windows.append(Window(start, end, ranges[first][0], ranges[core_stop][1]))
        first = core_stop + 1
    return windows
