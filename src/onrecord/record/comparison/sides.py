"""The claims of two reports made ready to be compared: what is computed once for each claim, and tables over all pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.record.actors import resolve
from onrecord.record.comparison.claims import Claim
from onrecord.record.comparison.details import Details, details
from onrecord.record.vectors import FloatArray, Vectors

_WORDS_READ = 60


@dataclass(frozen=True, slots=True)
class Side:
    """The claims of one report with what is computed once for each."""

    claims: Sequence[Claim]
    details: list[Details]
    words: FloatArray
    measures: FloatArray
    actors: list[str]
    places: list[float]


def sides(a: Sequence[Claim], b: Sequence[Claim], vectors: Vectors) -> tuple[Side, Side]:
    """Prepare the claims of two reports."""
    holders = Counter((claim.holder, claim.party) for claim in (*a, *b) if claim.holder)
    subjects = resolve(holders, holders)
    made = []
    for claims in (a, b):
        end = max((claim.around.end for claim in claims), default=1) or 1
        made.append(
            Side(
                claims,
                [details(claim.words) for claim in claims],
                vectors.of([said_by(claim) for claim in claims]),
                vectors.of([about(claim) for claim in claims]),
                [subjects[claim.holder, claim.party].key if claim.holder else "" for claim in claims],
                [claim.around.start / end for claim in claims],
            )
        )
    return made[0], made[1]


def said_by(claim: Claim) -> str:
    """Give the text whose vector stands for what a claim says: its words, up to as many as are read."""
    return " ".join(claim.words.split()[:_WORDS_READ])


def about(claim: Claim) -> str:
    """Give the text whose vector stands for what a claim is about: its measure, if it has one."""
    return claim.measure or said_by(claim)


def rarity(one: Side, other: Side) -> Mapping[str, float]:
    """The weight of each stem: what many claims of the two reports have says little of which two are the same."""
    listed = [each.stems for side in (one, other) for each in side.details]
    counts: dict[str, int] = {}
    for stems in listed:
        for each in stems:
            counts[each] = counts.get(each, 0) + 1
    total = len(listed)
    return {each: float(np.log((total + 1) / count)) for each, count in counts.items()}


def overlap(one: Side, other: Side, rare: Mapping[str, float]) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Shares of weighted stems that two claims have in common: of both, of the shorter; and how much that is."""
    place = {each: n for n, each in enumerate(sorted(rare))}
    weights = np.array([rare[each] for each in sorted(rare)], dtype=np.float32)
    rows = []
    for side in (one, other):
        row = np.zeros((len(side.claims), len(place)), dtype=np.float32)
        for n, each in enumerate(side.details):
            row[n, [place[word] for word in each.stems]] = 1.0
        rows.append(row)
    common = (rows[0] * weights) @ rows[1].T
    sums = [row @ weights for row in rows]
    total = sums[0][:, None] + sums[1][None]
    least = np.minimum(sums[0][:, None], sums[1][None])
    shared: FloatArray = (2 * common / np.maximum(total, 1e-6)).astype(np.float32)
    found: FloatArray = (common / np.maximum(least, 1e-6)).astype(np.float32)
    return shared, found, np.log1p(common)


def lead(values: FloatArray) -> FloatArray:
    """By how much each value is above the best other one of its row or column, the lesser of both."""
    leads: list[FloatArray] = []
    for table in (values, values.T):
        lead: FloatArray = np.zeros_like(table)
        if table.shape[1] > 1:
            order = np.sort(table, axis=1)
            first, second = order[:, -1:], order[:, -2:-1]
            lead = (table - np.where(table == first, second, first)).astype(np.float32)
        leads.append(lead)
    least: FloatArray = np.minimum(leads[0], leads[1].T)
    return least
