"""Text to the encoder's input: word pieces with offsets, letter case, and windows of whole sentences.

The encoder is uncased, so each word piece carries its letter case as a feature of its own. Straight quotation marks are
given to the encoder as opening or closing ones, by the white space around them: a mark for a mark, so offsets stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

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


def _case_of(word: str) -> Case:
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return Case.NONE
    if word.islower():
        return Case.LOWER
    if word.isupper():
        return Case.UPPER if len(letters) > 1 else Case.TITLE
    return Case.TITLE if word[0].isupper() and word[1:].islower() else Case.MIXED


def load_tokenizer(path: Path) -> Tokenizer:
    """Load ``tokenizer.json`` without truncation or padding, which the windows take care of."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def pieces_of(text: str, tokenizer: Tokenizer) -> Pieces:
    """Split a whole article's text into word pieces with their features."""
    encoding = tokenizer.encode(curl(text), add_special_tokens=False)
    count = len(encoding.ids)
    words = np.array([-1 if w is None else w for w in encoding.word_ids], dtype=np.int64)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(count, 2)
    heads = np.ones(count, dtype=np.bool_)
    heads[1:] = words[1:] != words[:-1]
    first = np.flatnonzero(heads)
    last = np.append(first[1:], count) - 1
    known: dict[str, int] = {}
    cases = np.zeros(len(first), dtype=np.int64)
    for n, (i, j) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        word = text[offsets[i, 0] : offsets[j, 1]]
        if word not in known:
            known[word] = int(_case_of(word))
        cases[n] = known[word]
    return Pieces(
        ids=np.array(encoding.ids, dtype=np.int64),
        case=np.repeat(cases, np.diff(np.append(first, count))) if count else cases,
        starts=offsets[:, 0].copy(),
        ends=offsets[:, 1].copy(),
        heads=heads,
    )


def sentence_ranges(pieces: Pieces, sentences: Sequence[Span]) -> list[tuple[int, int]]:
    """Return the range of pieces of each sentence, long ones cut so that each range fits a window; none is empty."""
    bounds = np.searchsorted(pieces.starts, [s.start for s in sentences], side="left").tolist()
    bounds.append(len(pieces.starts))
    if bounds:
        bounds[0] = 0
    ranges = []
    for start, end in zip(bounds, bounds[1:], strict=False):
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
