"""Conflicts made of claims that agree: one number, or one day of the week, of one report is replaced by another.

Annotated conflicts on a number or a day are few, so that hardly anything could be learnt of what tells them from claims that
count different things. Two claims that report the same number of the same things, or the same day, cannot both be right once
one of them has another. Everything else that was looked at stays as it was.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

import numpy as np

from onrecord.record.comparison.claims import Claim
from onrecord.record.comparison.compared import Prepared
from onrecord.record.comparison.details import details
from onrecord.record.comparison.features import FEATURES, pairs_of
from onrecord.record.comparison.quantities import Bound
from onrecord.record.comparison.sides import sides
from onrecord.record.vectors import FloatArray
from training.compared_claims import MADE, Examples

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBERS = (
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "fifteen",
    "twenty",
)
_OF_THE_REPORTS = (
    *(
        "vectors",
        "vectors' lead",
        "measures' vectors",
        "measures' vectors' lead",
        "words shared",
        "words shared's lead",
    ),
    *("shorter's words found", "rare words shared", "another holder of the same", "place", "both lead"),
)
"""What is told from all claims of both reports, or from vectors: it is taken over."""
_FIGURE = re.compile(r"\d+")


class _NoVectors:
    """Vectors that tell nothing, for what is told from them is taken over."""

    version = "none"

    def of(self, texts: Sequence[str]) -> FloatArray:
        """Return nothing but zeros (texts, 1)."""
        return np.zeros((len(texts), 1), dtype=np.float32)


def altered(examples: Sequence[Examples], found: Sequence[Prepared]) -> Iterator[Examples]:
    """Yield the made conflicts of each pair of reports, for those of its claims that are about the same and agree in this."""
    rng = random.Random(0)
    for example, ready in zip(examples, found, strict=True):
        rows: list[FloatArray] = []
        on: list[str] = []
        for n, relation in enumerate(example.relations):
            if relation not in ("same", "detail") or example.on[n] in ("number", "time"):
                continue
            a, b = (side[place] for side, place in zip(ready.claims, ready.pairs.numbers[n], strict=True))
            for what, words in (("number", _other_number(a, b, rng)), ("time", _other_day(a, b, rng))):
                if words is not None:
                    rows.append(_row(_told_with(a, *words), b, example.features[n]))
                    on.append(what)
        features = np.array(rows, dtype=np.float32).reshape(-1, len(FEATURES))
        yield Examples(features, np.full(len(on), MADE), ("conflict",) * len(on), tuple(on))


def _other_number(a: Claim, b: Claim, rng: random.Random) -> tuple[str, str] | None:
    """A number that both have of the same things, and another one for it."""
    pairs = product(details(a.words).quantities, details(b.words).quantities)
    for one, other in pairs:
        if (
            (one.is_of(other) or one.stands_with(other))
            and one.bound is Bound.EXACT is other.bound
            and one.value == other.value
        ):
            figure = _FIGURE.search(one.words)
            if figure:
                value = int(figure[0])
                new = str(rng.choice([value + 1, value + 2, max(value - 1, 0), round(value * 1.3) + 1, 2 * value + 1]))
                return one.words, one.words[: figure.start()] + new + one.words[figure.end() :]
            if one.words.lower() in _NUMBERS:
                return one.words, rng.choice([word for word in _NUMBERS if word != one.words.lower()])
    return None


def _other_day(a: Claim, b: Claim, rng: random.Random) -> tuple[str, str] | None:
    days = details(a.words).weekdays & details(b.words).weekdays
    if len(days) != 1:
        return None
    day = next(iter(days)).capitalize()
    return day, rng.choice([other for other in _DAYS if other != day])


def _told_with(claim: Claim, old: str, new: str) -> Claim:
    """The claim with other words for some of its words."""
    words = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)")
    return replace(
        claim, words=words.sub(new, claim.words), quoted=tuple(words.sub(new, piece) for piece in claim.quoted)
    )


def _row(a: Claim, b: Claim, before: FloatArray) -> FloatArray:
    """The features of two claims of which one was altered."""
    found = pairs_of(*sides([a], [b], _NoVectors()))
    if not found.numbers:
        return before
    row: FloatArray = found.features[0].copy()
    for name in _OF_THE_REPORTS:
        row[FEATURES.index(name)] = before[FEATURES.index(name)]
    return row
