"""Quotations of two reports compared word by word: the same, shortened, reworded, told without marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate, pairwise, product

from onrecord.reading.actors.lexicon import word_set
from onrecord.record.comparison.details import folded_words, longest_run
from onrecord.record.wording import stem

Words = tuple[str, ...]


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
    """How two claims quote the same words, the words in the middle on which they differ, of each, and how many they share."""

    how: Quoting
    words_a: tuple[str, ...] = ()
    words_b: tuple[str, ...] = ()
    shared: int = 0

    @property
    def changed(self) -> int:
        """How many words differ: of a replaced stretch, those of the longer side."""
        return max(len(self.words_a), len(self.words_b))

    @property
    def sense_changed(self) -> int:
        """How many words differ that carry meaning, and of which the other side has no other form ("solve", "solving")."""
        sides = [{word.split("'")[0] for word in words} - _SHIFTED - _LIGHT for words in (self.words_a, self.words_b)]
        stems = [{stem(word) for word in side if word} for side in sides]
        return max(len(stems[0] - stems[1]), len(stems[1] - stems[0]))


_LEAST_RUN = 4
"""Fewer words in a row may stand in two sentences by chance."""
_SURE_RUN = 3
_LEAST_SHARE = 0.5
_LONGEST_SLIP = 5
"""So many words that one report has in the middle and the other lacks are still a change of the words, not a shortening."""
_NEARLY_ALL = 0.8
_SHORT = 4
"""Two quotations of so few words may differ in one of them ("fire and fury" and "fire and fiery")."""
_LEAST_TOLD = 6
"""So many words of a quotation, and six of seven, must stand in a text without marks to be taken for a quotation there."""
_SHARE_TOLD = 0.85
_ROOT = 5
_LIGHT = word_set(
    "a an the and or but so to of in on at by for from with as about into than too very just any some such not if who which "
    "what when where while all also quite really always only well even still much more"
)
_PERCENT = word_set("percent per cent")
_MONTHS = word_set("jan feb mar apr jun jul aug sep sept oct nov dec")
_BREAK = re.compile(r"…|\.\s?\.\s?\.|\n")
_BRACKETS = re.compile(r"[\[(][^\])]*[\])]")
_SHIFTED = word_set(
    "i me my mine we us our he him his she her they them their it its you your this that these those here there now then "
    "am is are was were be been being has have had do does did will would can could shall should may might"
)
"""What a sentence changes when it is told in a teller's words: who speaks, and when."""


def compare_quotations(a: Sequence[str], b: Sequence[str], words_a: str = "", words_b: str = "") -> Quotations | None:
    """Compare what two claims quote; ``None`` if they quote nothing in common.

    ``a`` and ``b`` are the pieces in quotation marks, ``words_a`` and ``words_b`` all words of the claims, among which the pieces
    of the other one may stand without marks.
    """
    found = _compared("\n".join(a), "\n".join(b))
    if (found is None or found.how is Quoting.SHORTENED) and len(a) + len(b) > 2:
        found = _reworded_piece(a, b, folded_words(words_a), folded_words(words_b)) or found
    if found is not None or (a and b):
        return found
    quoted, told = (a, words_b) if a else (b, words_a)
    if not quoted or not told:
        return None
    turned = not a
    return _told("\n".join(quoted), told, turned=turned)


def other_forms_quoted(a: Sequence[str], b: Sequence[str]) -> bool:
    """Tell whether two claims quote a word in two forms of which neither is in the other ("systemic" and "systematic").

    Words are forms of one if they begin with the same letters.
    """
    sides = [
        {word for piece in pieces for word in folded_words(piece) if len(word) >= _ROOT} - _LIGHT - _SHIFTED
        for pieces in (a, b)
    ]
    roots = [{word[:_ROOT] for word in sides[n] - sides[1 - n]} for n in (0, 1)]
    return bool(roots[0] & roots[1])


def _reworded_piece(a: Sequence[str], b: Sequence[str], words_a: Words, words_b: Words) -> Quotations | None:
    """The surest of the pieces that both quote in other words, if one claim quotes more than one.

    A piece of which all words stand in a row in the other report is none of them, whatever else there is like it.
    """
    left = [
        [piece for piece in pieces if not _in_a_row(piece, words)] for pieces, words in ((a, words_b), (b, words_a))
    ]
    pairs = (_compared(x, y) for x, y in product(*left))
    found = [each for each in pairs if each is not None and each.how is Quoting.REWORDED and each.shared >= _LEAST_RUN]
    return max(found, key=lambda each: (each.shared, -each.changed), default=None)


def _in_a_row(piece: str, words: Words) -> bool:
    one = folded_words(piece)
    return longest_run(one, words) == len(one)


def _told(quoted: str, told: str, *, turned: bool) -> Quotations | None:
    """Compare a quotation with what another report tells without marks, which may be the whole quotation all the same."""
    words, others = folded_words(quoted), folded_words(told)
    if longest_run(words, others) < _LEAST_RUN:
        return None
    found = _compared(quoted, told)
    changed = found is not None and {*found.words_a, *found.words_b} - _SHIFTED
    if found is None or not changed or found.shared < max(_LEAST_TOLD, _SHARE_TOLD * len(words)):
        return Quotations(Quoting.PARAPHRASED)
    sides = (found.words_b, found.words_a) if turned else (found.words_a, found.words_b)
    return Quotations(Quoting.REWORDED, *sides, found.shared)


@lru_cache(maxsize=1 << 15)
def _compared(a: str, b: str) -> Quotations | None:
    if b < a:
        turned = _compared(b, a)
        return turned and Quotations(turned.how, turned.words_b, turned.words_a, turned.shared)
    one, other = folded_words(a), folded_words(b)
    if one and one == other:
        return Quotations(Quoting.SAME, shared=len(one))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    shared = sum(block.size for block in blocks)
    if len(one) == len(other) <= _SHORT and shared == len(one) - 1 >= 2 and "\n" not in a + b:
        differing = [(x, y) for x, y in zip(one, other, strict=True) if x != y]
        return Quotations(Quoting.REWORDED, (differing[0][0],), (differing[0][1],), shared) if differing else None
    if not _is_common(blocks, min(len(one), len(other))):
        return None
    breaks = _breaks(a), _breaks(b)
    changed = []
    for x, y in pairwise(_without_strays(blocks)):
        gap = one[x.a + x.size : y.a], other[x.b + x.size : y.b]
        broken = x.a + x.size in breaks[0], x.b + x.size in breaks[1]
        if any(gap) and not _is_left_out(gap, broken, a, b) and not _is_same_said(gap, one[: x.a + x.size], one[y.a :]):
            changed.append(gap)
    if not changed:
        return Quotations(Quoting.SHORTENED, shared=shared)
    left, right = (tuple(word for gap in changed for word in gap[side]) for side in (0, 1))
    return Quotations(Quoting.REWORDED, left, right, shared)


def _breaks(text: str) -> frozenset[int]:
    """The numbers of the words before which a quotation says that it leaves something out, by dots or by its pieces."""
    parts = [len(folded_words(part)) for part in _BREAK.split(text)]
    return frozenset(accumulate(parts[:-1]))


def _is_common(blocks: Sequence[Match], shorter: int) -> bool:
    """Tell whether two quotations of which the shorter one has so many words have more in common than chance gives."""
    shared = sum(block.size for block in blocks)
    longest = max((block.size for block in blocks), default=0)
    # Nearly all words, in their order, are no chance either, if there are a few.
    if shared >= max(3, min(shorter - 1, _NEARLY_ALL * shorter)) and longest > 1:
        return True
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


def _is_left_out(gap: tuple[tuple[str, ...], tuple[str, ...]], broken: tuple[bool, bool], a: str, b: str) -> bool:
    """Tell whether a gap is what one of two reports leaves out, or adds in brackets, and not what it changes.

    ``broken`` tells of each report whether it says at this place that it leaves something out.
    """
    if any(words and set(words) <= set(_in_brackets(text)) for words, text in zip(gap, (a, b), strict=True)):
        return True
    # Whole clauses that one leaves out are a shortening, as are words in whose place it puts dots.
    return not all(gap) and (max(map(len, gap)) > _LONGEST_SLIP or broken[0 if gap[1] else 1])


def _is_same_said(gap: tuple[Words, Words], before: Words, behind: Words) -> bool:
    """Tell whether what differs is how it is written ("health care", "healthcare"; "Feb.") or a word said twice."""
    left, right = gap
    if "".join(left) == "".join(right) or not {*left, *right} - _PERCENT:
        return True
    if len(left) == len(right) == 1:
        short, long = sorted((left[0], right[0]), key=len)
        return short in _MONTHS and long.startswith(short)
    added = left or right
    return not all(gap) and added in (before[-len(added) :], behind[: len(added)])


def _in_brackets(text: str) -> tuple[str, ...]:
    return folded_words(" ".join(_BRACKETS.findall(text)))
