"""Words that were searched for, found again in a text: marked, and cut out with what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.records import Span
from onrecord.store.search import Term, plain

WIDTH = 240
"""How many characters an excerpt has at most, about."""

_WORD = re.compile(r"[^\W_]+")
_BACK = 60


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of an excerpt; ``hit`` tells that it is what was searched for."""

    words: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words in their context; ``at`` is where in the text the first of them stands."""

    parts: tuple[Part, ...]
    at: int


def found_in(text: str, terms: Sequence[Term]) -> list[Span]:
    """Give where a text has the words of a query, in order; what overlaps is joined."""
    if not terms:
        return []
    words = [(match.start(), match.end(), _folded(match.group())) for match in _WORD.finditer(text)]
    spans: list[Span] = []
    for number in range(len(words)):
        for term in terms:
            end = _matches(words, number, term)
            if end is not None:
                spans.append(Span(words[number][0], end))
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def excerpt(text: str, terms: Sequence[Term], width: int = WIDTH) -> Excerpt:
    """Cut out the stretch that has most different words of a query, the first such; without any, the beginning."""
    spans = found_in(text, terms)
    if not spans:
        return Excerpt((Part(_shortened(text, 0, width), False),), 0)
    best = max(range(len(spans)), key=lambda number: (_different(text, spans, number, width), -number))
    start = _word_start(text, max(spans[best].start - _BACK, 0))
    end = min(start + width, len(text))
    return Excerpt(
        tuple(_parts(text, start, end, [span for span in spans if start <= span.start < end])), spans[best].start
    )


def _parts(text: str, start: int, end: int, spans: Sequence[Span]) -> Iterator[Part]:
    place = start
    yield Part("… " if start else "", False)
    for span in spans:
        yield Part(text[place : span.start], False)
        yield Part(span.quote(text), True)
        place = span.end
    yield Part(text[place:end] + (" …" if end < len(text) else ""), False)


def _different(text: str, spans: Sequence[Span], first: int, width: int) -> int:
    """How many different words there are in the stretch that begins at a span."""
    found: set[str] = set()
    for number in range(first, len(spans)):
        if spans[number].end > spans[first].start + width - _BACK:
            break
        found.add(_folded(spans[number].quote(text)))
    return len(found)


def _matches(words: Sequence[tuple[int, int, str]], number: int, term: Term) -> int | None:
    """Where a term ends that begins at a word, ``None`` if it does not stand there."""
    last = number + len(term.words) - 1
    if last >= len(words):
        return None
    for place, wanted in enumerate(term.words):
        here = words[number + place][2]
        if here != wanted and not (term.open_ended and number + place == last and here.startswith(wanted)):
            return None
    return words[last][1]


def _word_start(text: str, place: int) -> int:
    """The beginning of the word after a place that may be within one."""
    if not place:
        return 0
    space = text.find(" ", place, place + _BACK)
    return space + 1 if space >= 0 else place


def _shortened(text: str, start: int, width: int) -> str:
    return text if len(text) <= width else f"{text[start:width].rstrip()} …"


@lru_cache(maxsize=65536)
def _folded(word: str) -> str:
    return plain(word)
