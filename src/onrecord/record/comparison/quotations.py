"""Quotations of two reports compared word by word: the same, shortened, reworded, told without marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from onrecord.record.comparison.details import folded_words, longest_run


class Quoting(StrEnum):
    """How two reports quote the same words.

    ``same``: word for word; ``shortened``: one leaves out words at an end, or says that it leaves some out; ``reworded``:
    words in the middle differ, so that one of the two, or a translator, has changed them; ``paraphrased``: one quotes, the
    other tells most of these words without marks.
    """

    SAME = "same"
    SHORTENED = "shortened"
    REWORDED = "reworded"
    PARAPHRASED = "paraphrased"


@dataclass(frozen=True, slots=True)
class Quotations:
    """How two claims quote the same words, and the words in the middle on which they differ, of each."""

    how: Quoting
    words_a: tuple[str, ...] = ()
    words_b: tuple[str, ...] = ()

    @property
    def changed(self) -> int:
        """How many words differ: of a replaced stretch, those of the longer side."""
        return max(len(self.words_a), len(self.words_b))


_LEAST_RUN = 4
"""Fewer words in a row may stand in two sentences by chance."""
_SURE_RUN = 3
_LEAST_SHARE = 0.5
_LONGEST_SLIP = 5
"""So many words that one report has in the middle and the other lacks are still a change of the words, not a shortening."""
_DOTS = ("…", "...", ". . .")
_BRACKETS = re.compile(r"[\[(][^\])]*[\])]")


def compare_quotations(a: Sequence[str], b: Sequence[str], words_a: str = "", words_b: str = "") -> Quotations | None:
    """Compare what two claims quote; ``None`` if they quote nothing in common.

    ``a`` and ``b`` are the pieces in quotation marks, ``words_a`` and ``words_b`` all words of the claims, among which the pieces
    of the other one may stand without marks.
    """
    found = _compared("\n".join(a), "\n".join(b))
    if found is not None or (a and b):
        return found
    quoted, told = (a, words_b) if a else (b, words_a)
    if not quoted or not told:
        return None
    run = longest_run(folded_words("\n".join(quoted)), folded_words(told))
    return Quotations(Quoting.PARAPHRASED) if run >= _LEAST_RUN else None


@lru_cache(maxsize=1 << 15)
def _compared(a: str, b: str) -> Quotations | None:
    if b < a:
        turned = _compared(b, a)
        return turned and Quotations(turned.how, turned.words_b, turned.words_a)
    one, other = folded_words(a), folded_words(b)
    if one and one == other:
        return Quotations(Quoting.SAME)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not _is_common(blocks, min(len(one), len(other))):
        return None
    inner = _without_strays(blocks)
    gaps = [(one[x.a + x.size : y.a], other[x.b + x.size : y.b]) for x, y in pairwise(inner)]
    changed = [gap for gap in gaps if not _is_left_out(gap, a, b)]
    if not changed:
        return Quotations(Quoting.SHORTENED)
    left, right = (tuple(word for gap in changed for word in gap[side]) for side in (0, 1))
    return Quotations(Quoting.REWORDED, left, right)


def _is_common(blocks: Sequence[Match], shorter: int) -> bool:
    """Tell whether two quotations of which the shorter one has so many words have more in common than chance gives."""
    shared = sum(block.size for block in blocks)
    longest = max((block.size for block in blocks), default=0)
    return shared >= max(3, _LEAST_SHARE * shorter) and longest >= min(_LEAST_RUN, shorter)


def _without_strays(blocks: list[Match]) -> list[Match]:
    """Leave out one or two words in common before and behind that more other words part from the rest than they are."""
    kept = list(blocks)
    while len(kept) > 1 and _is_stray(kept[0], kept[1].a - kept[0].a, kept[1].b - kept[0].b):
        kept.pop(0)
    while len(kept) > 1 and _is_stray(kept[-1], *_apart(kept[-2], kept[-1])):
        kept.pop()
    return kept


def _apart(block: Match, following: Match) -> tuple[int, int]:
    """How far the end of one block is from that of the next one, in both quotations."""
    return (following.a - block.a - block.size + following.size, following.b - block.b - block.size + following.size)


def _is_stray(block: Match, *apart: int) -> bool:
    """Tell whether a block is so short, and its words with the gap beside it so many, that it may stand there by chance."""
    return block.size < _SURE_RUN and max(apart) > 2 * block.size


def _is_left_out(gap: tuple[tuple[str, ...], tuple[str, ...]], a: str, b: str) -> bool:
    """Tell whether a gap is what one of two reports leaves out, or adds in brackets, and not what it changes."""
    if any(words and set(words) <= set(_in_brackets(text)) for words, text in zip(gap, (a, b), strict=True)):
        return True
    one_sided = not all(gap)
    # Whole clauses that one leaves out are a shortening, as are words in whose place it puts dots.
    return one_sided and (max(map(len, gap)) > _LONGEST_SLIP or any(dots in text for text in (a, b) for dots in _DOTS))


def _in_brackets(text: str) -> tuple[str, ...]:
    return folded_words(" ".join(_BRACKETS.findall(text)))
