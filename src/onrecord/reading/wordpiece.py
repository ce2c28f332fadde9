"""Uncased WordPiece (Devlin et al. 2019), as the encoder's vocabulary was made for it.

Written here because the library for it brings a client for a model hub along, 40 MB that nothing else needs. The tests hold it
to that library's results.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

_CHUNK = re.compile(r"\S+")
_LONGEST_WORD = 100
_KEPT_CHUNKS = 50_000
_UNKNOWN = "[UNK]"


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a punctuation mark: where it lies in its chunk, its pieces' ids, and where each piece begins and ends."""

    start: int
    end: int
    ids: tuple[int, ...]
    bounds: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class WordPiece:
    """A vocabulary and what it has split so far; ``ids`` maps each piece (``##`` inside a word) to its id."""

    ids: dict[str, int]
    _seen: dict[str, tuple[Word, ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def load(cls, path: Path) -> WordPiece:
        """Read a vocabulary, a piece a line, its id the line's number from 0."""
        pieces = path.read_text(encoding="utf8").split("\n")
        return cls({piece: number for number, piece in enumerate(pieces) if piece})

    def words(self, text: str) -> list[tuple[int, Word]]:
        """Split ``text``; each word comes with the offset of its chunk, to which its own offsets are relative."""
        found: list[tuple[int, Word]] = []
        for match in _CHUNK.finditer(text):
            chunk = match.group()
            words = self._seen.get(chunk)
            if words is None:
                words = tuple(self._word(chunk, start, end) for start, end in _cut(chunk))
                words = tuple(word for word in words if word.ids)
                if len(self._seen) >= _KEPT_CHUNKS:
                    self._seen.clear()
                self._seen[chunk] = words
            at = match.start()
            found.extend((at, word) for word in words)
        return found

    def _word(self, chunk: str, start: int, end: int) -> Word:
        normal, places = _normalised(chunk, start, end)
        if not normal:
            return Word(start, end, (), ())
        pieces = self._pieces(normal)
        if pieces is None:
            return Word(start, end, (self.ids[_UNKNOWN],), ((start, end),))
        places.append(end)
        bounds, at = [], 0
        for size, _ in pieces:
            bounds.append((places[at], places[at + size]))
            at += size
        return Word(start, end, tuple(number for _, number in pieces), tuple(bounds))

    def _pieces(self, word: str) -> list[tuple[int, int]] | None:
        """Return (length, id) of the longest pieces from left to right, ``None`` where the vocabulary has none."""
        if len(word) > _LONGEST_WORD:
            return None
        found: list[tuple[int, int]] = []
        at = 0
        while at < len(word):
            for stop in range(len(word), at, -1):
                number = self.ids.get(word[at:stop] if at == 0 else f"##{word[at:stop]}")
                if number is not None:
                    found.append((stop - at, number))
                    at = stop
                    break
            else:
                return None
        return found


def _cut(chunk: str) -> list[tuple[int, int]]:
    """Cut a chunk into words and single punctuation marks or ideographs."""
    if chunk.isalnum() and chunk.isascii():
        return [(0, len(chunk))]
    found: list[tuple[int, int]] = []
    begin = 0
    for at, char in enumerate(chunk):
        if _is_alone(char):
            if begin < at:
                found.append((begin, at))
            found.append((at, at + 1))
            begin = at + 1
    if begin < len(chunk):
        found.append((begin, len(chunk)))
    return found


def _is_alone(char: str) -> bool:
    if char.isascii():
        return not char.isalnum() and char.isprintable()
    return unicodedata.category(char).startswith("P") or 0x4E00 <= ord(char) <= 0x9FFF or 0x3400 <= ord(char) <= 0x4DBF


def _normalised(chunk: str, start: int, end: int) -> tuple[str, list[int]]:
    """Return a word in lower case, without accents and control characters, and where each character comes from."""
    word = chunk[start:end]
    if word.isascii() and word.isprintable():
        return word.lower(), list(range(start, end))
    kept: list[str] = []
    places: list[int] = []
    for at in range(start, end):
        if unicodedata.category(chunk[at]).startswith("C") or chunk[at] == "\ufffd":
            continue
        for part in unicodedata.normalize("NFD", chunk[at]):
            if unicodedata.category(part) != "Mn":
                for low in part.lower():
                    kept.append(low)
                    places.append(at)
    return "".join(kept), places
