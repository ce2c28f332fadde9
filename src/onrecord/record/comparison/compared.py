"""Two reports of one event compared: what both tell, where they differ, and what is told by one only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from onrecord.record.comparison.claims import Claim, claims_of
from onrecord.record.comparison.details import details
from onrecord.record.comparison.features import FEATURES, Pairs, of_others, pairs_of
from onrecord.record.comparison.learnt import Learnt, shipped
from onrecord.record.comparison.notes import On, may_differ_on, note_of
from onrecord.record.comparison.numbers import numbers_agree, numbers_contradict
from onrecord.record.comparison.numerals import Bound
from onrecord.record.comparison.sides import sides
from onrecord.record.vectors import FloatArray, Vectors
from onrecord.records import Article, Reading

_SURE = 0.5
"""From this chance on two claims are surely enough about the same that another number in the same words is a conflict."""

_LEAST_RUN = 0.3
"""So much of the shorter claim must stand in a row in the other one for them to be looked at as one sentence."""
_LEAST_OF_OTHERS = 0.3
"""What different holders tell, with no quotation in common, is about the same from this chance on: below it, hardly any is."""


class Relation(StrEnum):
    """How two claims that are about the same relate."""

    SAME = "same"
    DETAIL = "detail"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Match:
    """Two claims that are about the same; ``on`` is ``None`` for the relation ``same`` and nothing else.

    ``confidence`` is the chance that they are about the same, ``certainty`` that of the relation, if they are.
    """

    a: Claim
    b: Claim
    relation: Relation
    on: On | None
    note: str
    confidence: float
    certainty: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two articles side by side: the matches in the order of the first one, and what either alone tells."""

    a: Article
    b: Article
    matches: tuple[Match, ...]
    only_a: tuple[Claim, ...]
    only_b: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Two readings with the pairs of their claims that may be about the same, ready to be decided on."""

    articles: tuple[Article, Article]
    claims: tuple[tuple[Claim, ...], tuple[Claim, ...]]
    pairs: Pairs


def compare(a: Reading, b: Reading, vectors: Vectors) -> Comparison:
    """Compare two readings. Compared the other way round the answer is the same, with the sides exchanged."""
    return decided(prepared(a, b, vectors), shipped())


def prepared(a: Reading, b: Reading, vectors: Vectors) -> Prepared:
    """Find the pairs of claims of two readings that may be about the same."""
    claims = claims_of(a), claims_of(b)
    return Prepared((a.article, b.article), claims, pairs_of(*sides(*claims, vectors)))


def decided(found: Prepared, learnt: Learnt) -> Comparison:
    """Decide which pairs are about the same, and how they relate."""
    matches = [_match(found, number, chance, learnt) for number, chance in _chosen(found.claims, found.pairs, learnt)]
    ordered = sorted(matches, key=lambda match: (match.a.around, match.b.around, match.a.id, match.b.id))
    matched = {match.a.id for match in matches}, {match.b.id for match in matches}
    only = [
        tuple(claim for claim in side if claim.id not in known and not _covered(claim, side, known))
        for side, known in zip(found.claims, matched, strict=True)
    ]
    return Comparison(*found.articles, tuple(ordered), only[0], only[1])


def _chosen(claims: tuple[Sequence[Claim], Sequence[Claim]], pairs: Pairs, learnt: Learnt) -> list[tuple[int, float]]:
    """Choose the pairs that are about the same, the likeliest first, each claim once unless another is as sure.

    Returns the numbers of the pairs with their chances.
    """
    chances = learnt.match.chances(pairs.features)[:, 0] * _trust(claims, pairs) if pairs.numbers else np.zeros(0)
    sure = _one_sentence(claims, pairs)
    chances[sure] = np.maximum(chances[sure], _SURE)
    others = of_others(pairs.features)
    order = sorted(range(len(chances)), key=lambda n: (-round(float(chances[n]), 6), _order(claims, pairs.numbers[n])))
    taken: tuple[set[int], set[int]] = (set(), set())
    chosen: list[tuple[int, float]] = []
    for number in order:
        chance = float(chances[number])
        if chance < learnt.least:
            break
        if others[number] and chance < _LEAST_OF_OTHERS:
            continue
        i, j = pairs.numbers[number]
        times = (i in taken[0]) + (j in taken[1])
        if times == 2 or (times and chance < learnt.least_again):
            continue
        before = [(claims[0][x], claims[1][y]) for n, _ in chosen for x, y in [pairs.numbers[n]]]
        if any(_shared(claims[0][i], x) and _shared(claims[1][j], y) for x, y in before):
            continue
        taken[0].add(i)
        taken[1].add(j)
        chosen.append((number, chance))
    return chosen


def _one_sentence(claims: tuple[Sequence[Claim], Sequence[Claim]], pairs: Pairs) -> list[int]:
    """The numbers of the pairs that are one sentence of one holder but for a number: they are about the same."""
    same, run = FEATURES.index("same holder"), FEATURES.index("longest run")
    able = np.flatnonzero((pairs.features[:, same] > 0) & (pairs.features[:, run] >= _LEAST_RUN)).tolist()
    return [n for n in able if _contradict(claims[0][pairs.numbers[n][0]], claims[1][pairs.numbers[n][1]])]


def _contradict(a: Claim, b: Claim) -> bool:
    """Tell whether two claims are one sentence with another exact number, and each has one that the other lacks.

    A number that stands elsewhere in the other claim may be told of the same there ("the keeper 610, her deputy 225").
    """
    return numbers_contradict(a, b) and all(_exact(x) - _numbers(y) for x, y in ((a, b), (b, a)))


def _exact(claim: Claim) -> set[tuple[float, float, str]]:
    return {(each.value, each.top, each.unit) for each in details(claim.words).quantities if each.bound is Bound.EXACT}


def _numbers(claim: Claim) -> set[tuple[float, float, str]]:
    return {(each.value, each.top, each.unit) for each in details(claim.words).quantities}


def _trust(claims: tuple[Sequence[Claim], Sequence[Claim]], pairs: Pairs) -> FloatArray:
    """How far the claims of each pair can be trusted to be there: what is doubtful in itself matches nothing for sure.

    The root of the confidences, for a claim whose act or holder is wrong may still tell the same as another.
    """
    return np.sqrt([claims[0][i].confidence * claims[1][j].confidence for i, j in pairs.numbers]).astype(np.float32)


def _order(claims: tuple[Sequence[Claim], Sequence[Claim]], pair: tuple[int, int]) -> tuple[object, ...]:
    """What decides between pairs that are equally likely, whichever report comes first."""
    a, b = claims[0][pair[0]], claims[1][pair[1]]
    return (sorted([(a.words, a.kind), (b.words, b.kind)]), sorted([a.around, b.around]))


def _shared(one: Claim, other: Claim) -> bool:
    """Tell whether two claims of one report are shown by the same words, as a stance and the statement behind it are."""
    return one.around.overlaps(other.around)


def _covered(claim: Claim, side: Sequence[Claim], matched: set[str]) -> bool:
    """Tell whether words of a claim that is not matched are those of one that is."""
    return any(other.id in matched and _shared(claim, other) for other in side)


def _match(found: Prepared, number: int, chance: float, learnt: Learnt) -> Match:
    a, b = (side[place] for side, place in zip(found.claims, found.pairs.numbers[number], strict=True))
    features = found.pairs.features[number : number + 1]
    chances = dict.fromkeys(Relation, 0.0)
    for answer, share in zip(learnt.relation.answers, learnt.relation.chances(features)[0].tolist(), strict=True):
        chances[Relation(answer.split()[0])] += share
    if chance >= _SURE and _contradict(a, b):
        return Match(a, b, Relation.CONFLICT, On.NUMBER, note_of(a, b, On.NUMBER), chance, 1.0)
    relation = Relation.CONFLICT
    # What is perhaps about something else is no conflict: it must be likely that both are about the same, and conflict.
    if chance * chances[Relation.CONFLICT] < learnt.least_conflict:
        relation = max(Relation.SAME, Relation.DETAIL, key=lambda each: chances[each])
    on = None if relation is Relation.SAME else _differ_on(a, b, learnt.on.chances(features)[0], learnt.on.answers)
    if relation is Relation.CONFLICT and on is On.NUMBER and numbers_agree(a, b):
        relation = Relation.DETAIL
    return Match(a, b, relation, on, note_of(a, b, on), chance, chances[relation])


def _differ_on(a: Claim, b: Claim, chances: FloatArray, answers: Sequence[str]) -> On:
    """The likeliest of what two claims can differ on: on a condition only if one has any, and so on."""
    able = {On(answer): float(chance) for answer, chance in zip(answers, chances, strict=True)}
    kept = {on: chance for on, chance in able.items() if may_differ_on(a, b, on)}
    return max(kept or able, key=lambda on: able[on])
