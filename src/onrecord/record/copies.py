"""Copies: what one report takes from another, word for word, and which of the two is the original.

Candidates come from MinHash (Broder, "On the resemblance and containment of documents", 1997) over the shingles of each
sentence: one key a sentence, so that a paragraph taken from a long report is found as well as a whole report. Whoever
keeps articles looks keys up; nothing here knows where they are kept. Candidates are then compared shingle by shingle.

The reporter's own prose decides: two reports of one speech share its quotations without one having copied the other.
What either of the two puts in quotation marks, or credits to an account of a network, is a quotation in both.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import accumulate, compress, count, groupby
from operator import eq, or_

from rensa import RMinHash

from onrecord.pages.credits import agency_named
from onrecord.records import Article, Span, Taken
from onrecord.vocabulary import BlockKind

METHOD = f"sentences 2, R-MinHash {RMinHash.ALGORITHM_VERSION}"
"""What keys are made by and copies told by; what is of another method cannot be compared, and is made anew."""
MOST_KEYS = 40
COPY = 0.5
"""An article is a copy of another one if it shares at least this part of its words with it, and of its own prose."""

_SHINGLE = 5
_ALL_WORDS = bytes([1] * _SHINGLE)
_SHORTEST_SENTENCE = 8
_SEED = 1
_REUSED = 0.6
_FEWEST_WORDS = 15
_FURNITURE = 80
_DAY_BITS, _LENGTH_BITS, _TIE_BITS = 22, 20, 18
_NO_DAY = (1 << _DAY_BITS) - 1
_LONGEST = (1 << _LENGTH_BITS) - 1
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+")
_QUOTATION = re.compile(r"[“\"][^“”\"]*(?:[”\"]|$)")
# What every match of the next one has in it: most paragraphs have none, which is seen at once.
_MARKS_OF_A_POST = ("(@", "pic.twitter.com/", "t.co/")
_POST = re.compile(r"\(@\w+\)|\bpic\.twitter\.com/|\bt\.co/")


def keys_of(article: Article) -> tuple[int, ...]:
    """Return the keys by which an article's copies are looked up: at most :data:`MOST_KEYS` of 32 bits, ascending.

    A key stands for a sentence of eight words or more; it is the least hash among its shingles of five words. Two
    sentences have the same key as often as their shingles overlap (Jaccard). Of a long article the least keys are
    taken, which another one with the same sentences would take too.
    """
    long = (words for words in _sentences(article) if len(words) >= _SHORTEST_SENTENCE)
    shingles = [list(map(" ".join, _shingles(words))) for words in long]
    digests = RMinHash.digests_from_token_sets(shingles, num_perm=1, seed=_SEED)
    return tuple(sorted({digest[0] for digest in digests})[:MOST_KEYS])


def rank_of(article: Article) -> int:
    """Return a number below 2 ** 62 by which originals are put in order, the likeliest first, whoever copies them.

    What an agency publishes itself goes first, then what credits an agency; then the earlier day of publication, a
    known one before an unknown one; then the longer text; then chance, which is always the same for an id.
    """
    day = article.published.value.toordinal() if article.published else _NO_DAY
    rank = _credit(article) << _DAY_BITS | day
    rank = rank << _LENGTH_BITS | _LONGEST - _length(article)
    return rank << _TIE_BITS | _tie(article)


class Prose:
    """An article's paragraphs as words and shingles, ready to be compared with others."""

    def __init__(self, article: Article) -> None:
        """Take the words of the paragraphs; headline, summary, headings and captions are the outlet's or a picture's."""
        self.article = article
        self.words: list[str] = []
        self.words_of: dict[int, range] = {}
        """The numbers of the words in each paragraph, by the paragraph's position."""
        # How many words up to here stand in no quotation: a shingle that lies within one does not add to it.
        prose = [0]
        for position, text in _paragraphs(article):
            words, quoted = _words(text)
            if words:
                self.words_of[position] = range(len(self.words), len(self.words) + len(words))
                self.words += words
            prose += accumulate((not inside for inside in quoted), initial=prose.pop())
        self.shingles = _shingles(self.words)
        self.shingle_set = frozenset(self.shingles)
        self.quoted = frozenset(compress(self.shingles, map(eq, prose, prose[_SHINGLE:])))


def compared(one: Prose, other: Prose) -> tuple[Taken | None, Taken | None]:
    """Return what ``one`` takes from ``other``, and what ``other`` takes from ``one``; at most one of the two is there.

    Two articles with the same id are one and the same; two on the same page stand beside each other or are versions
    of one another. Neither takes from itself.
    """
    first, second = one.article, other.article
    if first.id == second.id or first.page == second.page:
        return None, None
    mine = _common(one, other)
    theirs = _common(other, one) if mine else None
    if mine is None or theirs is None:
        return None, None
    if mine.copy != theirs.copy:
        # Only one of them is mostly the other. It may still have come first, and have been written into a longer one.
        part, whole = (first, second) if mine.copy else (second, first)
        came_first = _days_before(part, whole) or _credit(part) == 0 < _credit(whole)
        later = whole if came_first else part
    else:
        later = second if _goes_before(first, second) else first
    return (mine, None) if later is first else (None, theirs)


def own_parts(article: Article, taken: Taken) -> tuple[Span, ...]:
    """Return the blocks of an article, neighbours joined, that are not taken from elsewhere."""
    runs = groupby(article.blocks, key=lambda block: any(block.span.overlaps(part) for part in taken.parts))
    own = (list(run) for is_taken, run in runs if not is_taken)
    return tuple(Span(run[0].start, run[-1].end) for run in own)


def _common(one: Prose, other: Prose) -> Taken | None:
    """What of ``one`` stands in ``other`` too, whoever wrote it first."""
    words = one.words_of
    shared = _covered(one, map(other.shingle_set.__contains__, one.shingles))
    reused = [b for b, here in words.items() if shared.count(1, here.start, here.stop) >= _REUSED * len(here)]
    if not reused:
        return None
    either = map(or_, map(one.quoted.__contains__, one.shingles), map(other.quoted.__contains__, one.shingles))
    quoted = _covered(one, either)
    if one.article.outlet and one.article.outlet == other.article.outlet:
        reused = _without_furniture(reused, {block: len(here) for block, here in words.items()})
    taken = [n for block in reused for n in words[block] if shared[n]]
    prose = sum(not quoted[n] for n in taken)
    if prose < _FEWEST_WORDS:
        return None
    share = min(len(taken) / len(one.words), prose / quoted.count(0))
    return Taken(share, share >= COPY, tuple(one.article.blocks[block].span for block in reused))


def _covered(one: Prose, among: Iterable[bool]) -> bytearray:
    """For each word, whether a shingle that it is part of is among some; ``among`` tells it of each shingle."""
    covered = bytearray(len(one.words))
    for at in compress(count(), among):
        covered[at : at + _SHINGLE] = _ALL_WORDS
    return covered


def _without_furniture(reused: list[int], words: dict[int, int]) -> list[int]:
    """Drop what two articles of one outlet share at their beginnings or ends, unless it is long.

    An outlet prints the same lines around all its articles: who to write to, what to sign up for. ``words`` counts
    those of each block.
    """
    kept = reused
    for order in (list(words), list(words)[::-1]):
        edge: list[int] = []
        for block in order:
            if block not in kept:
                break
            edge.append(block)
        if sum(words[block] for block in edge) <= _FURNITURE:
            kept = [block for block in kept if block not in edge]
    return kept


def _goes_before(one: Article, other: Article) -> bool:
    """Tell whether ``one`` is the likelier original, by :func:`rank_of`: by pairs alone, copies could go in a ring."""
    return (rank_of(one), one.id) < (rank_of(other), other.id)


def _days_before(one: Article, other: Article) -> bool:
    return one.published is not None and other.published is not None and one.published.value < other.published.value


def _credit(article: Article) -> int:
    """How near an article is to an agency: 0 published by one, 1 credited to one, 2 neither."""
    if article.outlet and agency_named(article.outlet):
        return 0
    return 1 if article.agency else 2


def _length(article: Article) -> int:
    return min(len(article.text), _LONGEST)


def _tie(article: Article) -> int:
    return int.from_bytes(sha256(article.id.encode("utf-8", "replace")).digest()[:4]) >> (32 - _TIE_BITS)


def _sentences(article: Article) -> Iterator[list[str]]:
    """Yield the words of each sentence. Where exactly it is cut matters little, as long as it is always the same."""
    for _, text in _paragraphs(article):
        for sentence in _SENTENCE_END.split(text):
            yield list(map(str.lower, _WORD.findall(sentence)))


def _words(text: str) -> tuple[list[str], list[bool]]:
    """The words of a paragraph, and whether each stands in a quotation."""
    words = list(map(str.lower, _WORD.findall(text)))
    if any(mark in text for mark in _MARKS_OF_A_POST) and _POST.search(text):
        return words, [True] * len(words)
    quoted = [False] * len(words)
    quotations = [match.span() for match in _QUOTATION.finditer(text)]
    if quotations:
        starts = [match.start() for match in _WORD.finditer(text)]
        for start, end in quotations:
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            quoted[first:last] = [True] * (last - first)
    return words, quoted


def _paragraphs(article: Article) -> Iterator[tuple[int, str]]:
    for position, block in enumerate(article.blocks):
        if block.kind is BlockKind.PARAGRAPH:
            yield position, article.text[block.start : block.end]


def _shingles(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Each :data:`_SHINGLE` words in a row."""
    return list(zip(*(words[at:] for at in range(_SHINGLE)), strict=False))
