"""What is looked at to tell whether two claims of two reports are about the same, and how they differ.

Every feature is the same whichever of the two claims comes first, so that a comparison does not depend on which report is
called A.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import product

import numpy as np

from onrecord.record.actors import folded, party_named, resolve
from onrecord.record.acts import DIRECTIONS, WEIGHTS, opposite
from onrecord.record.comparison.claims import Claim, ClaimKind
from onrecord.record.comparison.details import Details, details, folded_words
from onrecord.record.vectors import FloatArray, Vectors
from onrecord.record.wording import wording

FEATURES = (
    *("stances", "statements", "vectors", "vectors' lead", "measures' vectors", "measures' vectors' lead"),
    *(
        "words shared",
        "words shared's lead",
        "shorter's words found",
        "rare words shared",
        "names shared",
        "measures' words",
    ),
    *("same measure verb", "one measure undoes", "longest run", "longest run of quotations", "quotation found"),
    *("same holder", "same party", "other party", "holder unknown", "holder in the other's words"),
    *("same act", "same direction", "opposite direction", "act's distance", "same polarity"),
    *(
        "same target",
        "numbers agree",
        "numbers differ",
        "numbers in one",
        "times agree",
        "times differ",
        "times in one",
    ),
    *("place", "both lead", "confidence", "length", "shortest"),
    *(
        "denial differs",
        "firmness differs",
        "strength differs",
        "conditions in one",
        "conditions in both",
        "teller in one",
    ),
    *(
        "quotations differ",
        "words differ",
        "quotation in one",
        "days differ",
        "words only in longer",
        "words only in shorter",
    ),
)
"""What two claims are compared by."""

_WORDS_READ = 60
_LEAST_ALIKE = 0.25
_LEAD = 0.12


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of claims that may be about the same: their numbers in the two reports (n, 2), and features (n, features)."""

    numbers: list[tuple[int, int]]
    features: FloatArray


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
    holders = {(claim.holder, claim.party) for claim in (*a, *b) if claim.holder}
    subjects = resolve((name, party) for name, party in holders if name)
    made = []
    for claims in (a, b):
        end = max((claim.around.end for claim in claims), default=1) or 1
        made.append(
            Side(
                claims,
                [details(claim.words) for claim in claims],
                vectors.of([" ".join(claim.words.split()[:_WORDS_READ]) for claim in claims]),
                vectors.of([claim.measure or " ".join(claim.words.split()[:_WORDS_READ]) for claim in claims]),
                [subjects[claim.holder, claim.party].key if claim.holder else "" for claim in claims],
                [claim.around.start / end for claim in claims],
            )
        )
    return made[0], made[1]


def pairs_of(one: Side, other: Side) -> Pairs:
    """Return the pairs of claims of two reports that share words or meaning, with their features."""
    if not one.claims or not other.claims:
        return Pairs([], np.zeros((0, len(FEATURES)), dtype=np.float32))
    near, near_measures = one.words @ other.words.T, one.measures @ other.measures.T
    rarity = _rarity(one, other)
    shared, found, rare = _overlap(one, other, rarity)
    numbers = [
        (i, j)
        for i, j in product(range(len(one.claims)), range(len(other.claims)))
        if shared[i, j] > 0.05 or max(near[i, j], near_measures[i, j]) > _LEAST_ALIKE
    ]
    leads = {"near": _lead(near), "measures": _lead(near_measures), "shared": _lead(shared)}
    rows = np.zeros((len(numbers), len(FEATURES)), dtype=np.float32)
    for row, (i, j) in zip(rows, numbers, strict=True):
        values = {
            "vectors": near[i, j],
            "vectors' lead": leads["near"][i, j],
            "measures' vectors": near_measures[i, j],
            "measures' vectors' lead": leads["measures"][i, j],
            "words shared": shared[i, j],
            "words shared's lead": leads["shared"][i, j],
            "shorter's words found": found[i, j],
            "rare words shared": rare[i, j],
            **_who(one, i, other, j),
            **_where(one, i, other, j),
            **_stood(one.claims[i], other.claims[j]),
            **_worded(one.claims[i], other.claims[j]),
            **_told(one.claims[i], one.details[i], other.claims[j], other.details[j]),
        }
        row[:] = [values.get(name, 0.0) for name in FEATURES]
    return Pairs(numbers, rows)


def _who(one: Side, i: int, other: Side, j: int) -> dict[str, float]:
    """Whether both have the same holder."""
    a, b = one.claims[i], other.claims[j]
    parties = [folded(party_named(claim.party)) if claim.party else "" for claim in (a, b)]
    same = bool(one.actors[i]) and one.actors[i] == other.actors[j]
    as_party = one.actors[i] == parties[1] != "" or other.actors[j] == parties[0] != ""
    in_words = _named_in(a.holder, b) or _named_in(b.holder, a)
    return {
        "same holder": float(same),
        "same party": float(not same and (as_party or parties[0] == parties[1] != "")),
        "other party": float(not same and "" not in parties and parties[0] != parties[1]),
        "holder unknown": float(not one.actors[i] or not other.actors[j]),
        "holder in the other's words": float(not same and in_words),
    }


def _named_in(holder: str | None, claim: Claim) -> bool:
    words = folded_words(holder or "")
    return bool(words) and words[-1] in details(claim.words).words


def _where(one: Side, i: int, other: Side, j: int) -> dict[str, float]:
    a, b = one.places[i], other.places[j]
    return {"place": abs(a - b), "both lead": float(a < _LEAD and b < _LEAD)}


def _stood(a: Claim, b: Claim) -> dict[str, float]:
    """What kind of claims they are, and how their acts and measures stand to each other."""
    kinds = {a.kind, b.kind}
    found = {
        "stances": float(kinds == {ClaimKind.STANCE}),
        "statements": float(kinds == {ClaimKind.STATEMENT}),
        "same polarity": float(a.polarity is b.polarity),
        "confidence": a.confidence * b.confidence,
    }
    if a.act is None or b.act is None or a.measure is None or b.measure is None:
        return found
    one, other = wording(a.measure), wording(b.measure)
    ways = DIRECTIONS[a.act], DIRECTIONS[b.act]
    return found | {
        "measures' words": _dice(one.stems, other.stems),
        "same measure verb": float(one.head == other.head),
        "one measure undoes": float(one.undoes != other.undoes),
        "same act": float(a.act is b.act),
        "same direction": float(ways[0] is ways[1]),
        "opposite direction": float(opposite(ways[0]) is ways[1]),
        "act's distance": abs(WEIGHTS[a.act] - WEIGHTS[b.act]) / 8,
        "same target": float(bool(a.target and b.target) and folded(a.target or "") == folded(b.target or "")),
    }


def _worded(a: Claim, b: Claim) -> dict[str, float]:
    """How far their words, and what they quote, are the same words."""
    one, other = details(a.words).words, details(b.words).words
    run = longest_run(one, other)
    quoted = [folded_words(" ".join(claim.quoted)) for claim in (a, b)]
    among = longest_run(*quoted)
    # What one report quotes may stand without marks in the other.
    found = max(longest_run(quoted[0], other), longest_run(one, quoted[1]))
    shorter = min(len(one), len(other))
    least = min((len(words) for words in quoted if words), default=0)
    return {
        "longest run": run / max(shorter, 1),
        "longest run of quotations": among / max(min(map(len, quoted)), 1),
        "quotation found": min(found / max(least, 4), 1.0),
        "length": abs(float(np.log(len(one) + 1) - np.log(len(other) + 1))),
        "shortest": float(np.log(shorter + 1)),
    }


def _told(a: Claim, one: Details, b: Claim, other: Details) -> dict[str, float]:
    """In what they differ: numbers, times, firmness, conditions, tellers, quotations."""
    alike = [(x, y) for x, y in product(one.quantities, other.quantities) if x.is_of(y)]
    agree = [x.agrees(y) for x, y in alike]
    both_quote = bool(a.quoted) and bool(b.quoted)
    days = {day for day in (a.when, b.when) if day is not None}
    larger, smaller = sorted((one.stems - other.stems, other.stems - one.stems), key=len, reverse=True)
    ratio = alikeness(one.words, other.words)
    conditional = bool(a.conditions or one.depends), bool(b.conditions or other.depends)
    return {
        "names shared": _dice(one.names, other.names),
        "numbers agree": float(any(agree)),
        "numbers differ": float(bool(agree) and not all(agree) and not any(agree)),
        "numbers in one": float(bool(one.quantities) != bool(other.quantities)),
        "times agree": float(bool(one.times & other.times)),
        "times differ": float(bool(one.times and other.times) and not one.times & other.times),
        "times in one": float(bool(one.times) != bool(other.times)),
        "denial differs": float(bool(one.denies) != bool(other.denies)),
        "firmness differs": float(bool(one.weakens) != bool(other.weakens)),
        "strength differs": float(bool(one.strengthens) != bool(other.strengthens)),
        "conditions in one": float(conditional[0] != conditional[1]),
        "conditions in both": float(all(conditional)),
        "teller in one": float(bool(a.via) != bool(b.via)),
        "quotations differ": float(both_quote and 0.6 < ratio < 1),
        "words differ": float(ratio > 0.6) * (1 - ratio),
        "quotation in one": float(bool(a.quoted) != bool(b.quoted)),
        "days differ": float(len(days) > 1),
        "words only in longer": float(np.log(len(larger) + 1)),
        "words only in shorter": float(np.log(len(smaller) + 1)),
    }


def longest_run(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Return how many words in a row both have at most."""
    return _matched(*sorted((one, other)))[0]


def alikeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Return how much of both is the same words in the same order, from 0 to 1."""
    return _matched(*sorted((one, other)))[1]


@lru_cache(maxsize=1 << 16)
def _matched(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[int, float]:
    if not set(one) & set(other):
        return 0, float(one == other)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.find_longest_match().size, matcher.ratio()


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def _rarity(one: Side, other: Side) -> dict[str, float]:
    """The weight of each stem: what many claims of the two reports have says little of which two are the same."""
    listed = [each.stems for side in (one, other) for each in side.details]
    counts: dict[str, int] = {}
    for stems in listed:
        for each in stems:
            counts[each] = counts.get(each, 0) + 1
    total = len(listed)
    return {each: float(np.log((total + 1) / count)) for each, count in counts.items()}


def _overlap(one: Side, other: Side, rarity: dict[str, float]) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Shares of weighted stems that two claims have in common: of both, of the shorter; and how much that is."""
    place = {each: n for n, each in enumerate(sorted(rarity))}
    weights = np.array([rarity[each] for each in sorted(rarity)], dtype=np.float32)
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


def _lead(values: FloatArray) -> FloatArray:
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
