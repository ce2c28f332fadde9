"""Numbers that can or cannot both be right: one sentence, or one quotation, that two reports give with different numbers."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import Match
from itertools import pairwise, product

from onrecord.record.comparison.claims import Claim
from onrecord.record.comparison.details import Details, common_runs, details, folded_words
from onrecord.record.comparison.numerals import Bound
from onrecord.record.comparison.quantities import Quantity

_LEAST_AROUND = 6
"""So many words before and behind a number, together, make two texts one sentence but for the number."""
_LEAST_SHARE = 0.7
"""And so much of the shorter text must stand in the other one."""


def numbers_contradict(a: Claim, b: Claim) -> bool:
    """Tell whether two claims are one sentence, or two renderings of one quotation, with another exact number in it.

    The words before and behind the number are the same, and neither number is meant roughly or as a bound.
    """
    one, other = sorted((details(a.words), details(b.words)), key=lambda each: each.words)
    return any(
        x.unit == y.unit and not x.meets(y)
        for gap in _gaps(one, other)
        for x in _exact(gap[0], one)
        for y in _exact(gap[1], other)
    )


def numbers_agree(a: Claim, b: Claim) -> bool:
    """Tell whether two claims count the same and all their numbers of it can be right ("more than a dozen", "fourteen")."""
    one, other = details(a.words), details(b.words)
    alike = [(x, y) for x, y in product(one.quantities, other.quantities) if x.is_of(y)]
    return bool(alike) and all(x.agrees(y) for x, y in alike)


def _gaps(one: Details, other: Details) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Yield the words of each that stand in the place of others, with enough of the same words on both sides together."""
    runs = common_runs(one.words, other.words)
    if sum(run.size for run in runs) < _LEAST_SHARE * min(len(one.words), len(other.words)):
        return
    for before, behind in pairwise((Match(0, 0, 0), *runs)):
        gap = one.words[before.a + before.size : behind.a], other.words[before.b + before.size : behind.b]
        if all(gap) and before.size + behind.size >= _LEAST_AROUND:
            yield frozenset(gap[0]), frozenset(gap[1])


def _exact(words: frozenset[str], of: Details) -> list[Quantity]:
    """Return the numbers of a claim that are meant exactly and to which all of these words belong."""
    return [
        each for each in of.quantities if each.bound is Bound.EXACT and words <= frozenset(folded_words(each.words))
    ]
