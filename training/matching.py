"""Learn how stances are matched with measures: ``python -m training.matching``, after the weights are made.

Two sources, both of ``gold/train`` and its pairs of reports. Answers by hand: phrases of the articles matched with the general
codebook (``data/general_codebook.json``). And pairs: the measures of one report are a codebook for the other's stances, where
the pair says which are the same. Each question is also asked of a codebook without the right measure: then it is none of them.
Takes a minute, beside the encoder's vectors.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from benchmarks.gold import SHARED
from onrecord.reading.encoder import shipped_weights
from onrecord.record.codebook import Codebook, Measure, general_codebook
from onrecord.record.matching import FEATURES, Compared, Phrase, chances
from onrecord.record.measures import FEATURES as PAIR_FEATURES
from onrecord.record.measures import Grouping, grouped, pair_features, rarity
from onrecord.record.vectors import EncoderVectors, FloatArray, RememberedVectors, Vectors
from onrecord.record.wording import wording

GOLD = SHARED / "gold" / "train"
ANSWERS = Path(__file__).with_name("data") / "general_codebook.json"
COEFFICIENTS = Path(__file__).parents[1] / "src" / "onrecord" / "record" / "data" / "matching.json"
SMALLER = 12
"""Codebooks of a few of the general one's measures, as a dossier's are: with fewer phrases, and most stances match none."""
NONE_SHARE = 0.3
"""Share of a dossier's stances that are on no measure of its codebook: its pages are chosen for the matter that it follows."""
FOLDS = 5
LEAST = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
PENALTIES = (0.0003, 0.001, 0.003, 0.01)


@dataclass(frozen=True, slots=True)
class Question:
    """A phrase's features beside each measure of a codebook, and the number of the right one: the last number is none."""

    story: str
    source: str
    features: FloatArray
    right: int


@dataclass(frozen=True, slots=True)
class Judged:
    """An answered question: whether the likeliest answer is right, its chance, and the chance of the right answer."""

    source: str
    right: bool
    confidence: float
    chance: float
    weight: float


@cache
def stances_of(article: str) -> Mapping[str, Any]:
    """Return the annotated stances of an article by their ids."""
    loaded = json.loads((GOLD / f"{article}.json").read_text("utf8"))
    return {stance["id"]: stance for stance in loaded["stances"]}


def phrase_of(stance: Mapping[str, Any]) -> Phrase:
    """Return what matching sees of an annotated stance."""
    return Phrase(stance["measure"], stance["target"], stance["evidence"])


def pairs() -> list[dict[str, Any]]:
    """Return the pairs of reports, in order."""
    return [json.loads(path.read_text("utf8")) for path in sorted(GOLD.glob("pair-*.json"))]


def stories() -> dict[str, str]:
    """Return the story of each article: the first article of its pair."""
    return {article: pair["a"] for pair in pairs() for article in (pair["a"], pair["b"])}


def questions(
    measures: Sequence[Measure], asked: Sequence[tuple[str, Phrase, str | None]], source: str, vectors: Vectors
) -> Iterator[Question]:
    """Yield a question for each (story, phrase, right measure's id or none)."""
    if not measures:
        return
    ids = [measure.id for measure in measures]
    phrases = [phrase for _, phrase, _ in asked]
    features = Compared(measures, vectors).features(phrases, vectors.of([phrase.measure for phrase in phrases]))
    for (story, _, answer), row in zip(asked, features, strict=True):
        yield Question(story, source, row, len(ids) if answer is None else ids.index(answer))


def by_hand(codebook: Codebook, vectors: Vectors) -> Iterator[Question]:
    """Yield the questions answered by hand, of the general codebook and of smaller ones."""
    of_story = stories()
    asked = [
        (of_story.get(article, article), phrase_of(stances_of(article)[stance]), answer)
        for article, stances in json.loads(ANSWERS.read_text("utf8")).items()
        for stance, answer in stances.items()
    ]
    yield from questions(codebook.measures, asked, "general", vectors)
    random = Random(1)
    for _ in range(SMALLER):
        chosen = random.sample(codebook.measures, random.randint(8, 30))
        small = [_shorter(measure, random) for measure in chosen]
        known = {measure.id for measure in small}
        fewer = [(story, phrase, answer if answer in known else None) for story, phrase, answer in asked]
        right = [each for each in fewer if each[2]]
        wrong = random.sample([each for each in fewer if not each[2]], min(60, len(fewer) - len(right)))
        yield from questions(small, right + wrong, "smaller", vectors)


def _shorter(measure: Measure, random: Random) -> Measure:
    phrases = random.sample(measure.phrases, min(len(measure.phrases), random.randint(0, 3)))
    definition = measure.definition if random.random() < 0.7 else ""
    examples = measure.examples if random.random() < 0.7 else ()
    return replace(measure, phrases=tuple(phrases), definition=definition, examples=examples)


def of_pairs(vectors: Vectors) -> Iterator[Question]:
    """Yield the questions that pairs of reports ask and answer, both ways round."""
    for pair in pairs():
        same = [(match["a"], match["b"]) for match in pair["matches"] if match["a"][0] == match["b"][0] == "p"]
        for own, other, matched in (
            (pair["a"], pair["b"], [(b, a) for a, b in same]),
            (pair["b"], pair["a"], same),
        ):
            measures = list(dict.fromkeys(stance["measure"] for stance in stances_of(own).values()))
            listed = [Measure(str(n), measure) for n, measure in enumerate(measures)]
            answers: dict[str, Counter[int]] = defaultdict(Counter)
            example: dict[str, Phrase] = {}
            for there, here in matched:
                phrase = phrase_of(stances_of(other)[there])
                answers[phrase.measure][measures.index(stances_of(own)[here]["measure"])] += 1
                example.setdefault(phrase.measure, phrase)
            for name, counted in answers.items():
                right = counted.most_common(1)[0][0]
                asked = (pair["a"], example[name])
                yield from questions(listed, [(*asked, str(right))], "pair", vectors)
                # All the measures that anything matched with, as two of one report may be one and the same.
                rest = [measure for n, measure in enumerate(listed) if n not in counted]
                yield from questions(rest, [(*asked, None)], "pair without", vectors)


def fit(asked: Sequence[Question], penalty: float) -> npt.NDArray[np.float64]:
    """Fit the conditional logit with a ridge penalty; none of the measures has the score 0."""
    starts = np.cumsum([0, *(len(question.features) for question in asked)])[:-1]
    x = np.concatenate([question.features for question in asked]).astype(np.float64)
    of = np.repeat(np.arange(len(asked)), [len(question.features) for question in asked])
    right = [start + q.right for start, q in zip(starts, asked, strict=True) if q.right < len(q.features)]
    weigh = weights_of(asked)
    weigh_right = np.array([w for w, q in zip(weigh, asked, strict=True) if q.right < len(q.features)])
    aim = weigh_right @ x[right]
    size = float(weigh.sum())

    def loss(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        score = x @ weights
        top = np.maximum(np.maximum.reduceat(score, starts), 0.0)
        part = np.exp(score - top[of])
        total = np.add.reduceat(part, starts) + np.exp(-top)
        gradient = x.T @ (part / total[of] * weigh[of]) - aim
        value = float(weigh @ (top + np.log(total)) - weigh_right @ score[right])
        return value / size + penalty / 2 * float(weights @ weights), gradient / size + penalty * weights

    found: npt.NDArray[np.float64] = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x
    return found


def weights_of(asked: Sequence[Question]) -> npt.NDArray[np.float64]:
    """Weigh the questions so that none of the measures is right as often as it is among a dossier's stances."""
    none = np.array([question.right == len(question.features) for question in asked])
    by_hand = np.array([not question.source.startswith("pair") for question in asked])
    weights = np.ones(len(asked))
    for part in (by_hand, ~by_hand):
        if (part & none).any():
            weights[part & none] = (part & ~none).sum() / (part & none).sum() * NONE_SHARE / (1 - NONE_SHARE)
    return weights


def judged(asked: Sequence[Question], weights: npt.NDArray[np.float64]) -> list[Judged]:
    """Answer the questions."""
    found = []
    for question, weight in zip(asked, weights_of(asked), strict=True):
        row = chances(question.features[None], weights)[0]
        best = int(np.argmax(row))
        named = "named" if question.right < len(question.features) else "none"
        source = f"{question.source} {named}"
        found.append(
            Judged(source, best == question.right, float(row[best]), float(row[question.right]), float(weight))
        )
    return found


def shown(results: Sequence[Judged]) -> str:
    """Return the shares of right answers by source, the loss, and the expected calibration error in ten bins."""
    parts = []
    for source in sorted({result.source for result in results}):
        right = [result.right for result in results if result.source == source]
        parts.append(f"{source} {100 * float(np.mean(right)):.1f} of {len(right)}")
    weight = np.array([result.weight for result in results])
    miss = np.array([result.right - result.confidence for result in results]) * weight
    bins = np.array([min(int(result.confidence * 10), 9) for result in results])
    error = sum(abs(float(miss[bins == b].sum())) for b in range(10)) / weight.sum()
    return f"{', '.join(parts)}; loss {loss_of(results):.3f}; calibration error {error:.3f}"


def loss_of(results: Sequence[Judged]) -> float:
    """Return the mean negative logarithm of the right answers' chances."""
    weight = np.array([result.weight for result in results])
    return -float(weight @ np.log([max(result.chance, 1e-9) for result in results])) / float(weight.sum())


def learnt(vectors: Vectors) -> dict[str, float]:
    """Print what cross-validation over stories gives, and return the coefficients learnt from all."""
    asked = [*by_hand(general_codebook(), vectors), *of_pairs(vectors)]
    fold_of = {story: n % FOLDS for n, story in enumerate(sorted({question.story for question in asked}))}
    losses = {}
    for penalty in PENALTIES:
        results: list[Judged] = []
        for fold in range(FOLDS):
            weights = fit([q for q in asked if fold_of[q.story] != fold], penalty)
            results += judged([q for q in asked if fold_of[q.story] == fold], weights)
        losses[penalty] = loss_of(results)
        print(f"penalty {penalty}: {shown(results)}")
    best = min(losses, key=lambda penalty: losses[penalty])
    return dict(zip(FEATURES, (round(float(weight), 3) for weight in fit(asked, best)), strict=True))


@dataclass(frozen=True, slots=True)
class Told:
    """Two reports of one story: the measures' names in each, and which of the one are the same as which of the other."""

    story: str
    names: tuple[tuple[str, ...], tuple[str, ...]]
    same: tuple[tuple[str, str], ...]

    @property
    def truth(self) -> dict[str, str]:
        """Return for each name the first of its measure, by all that the matches join."""
        first = {name: name for names in self.names for name in names}
        for a, b in self.same:
            one, other = first[a], first[b]
            first = {name: one if mark == other else mark for name, mark in first.items()}
        return first


def told() -> list[Told]:
    """Return the pairs of reports with their measures."""
    found = []
    for pair in pairs():
        a, b = ({key: stance["measure"] for key, stance in stances_of(pair[side]).items()} for side in "ab")
        same = {(a[m["a"]], b[m["b"]]) for m in pair["matches"] if m["a"][0] == m["b"][0] == "p"}
        found.append(Told(pair["a"], (tuple(sorted({*a.values()})), tuple(sorted({*b.values()}))), tuple(sorted(same))))
    return found


def alike(stories_told: Sequence[Told], vectors: Vectors) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Return features of pairs of names and whether they are one measure.

    The same: names that a pair of reports matches. Not the same: two names of one report, as the guidelines ask for one
    wording throughout.
    """
    words = rarity([wording(name) for each in stories_told for names in each.names for name in names])
    rows, same = [], []
    for each in stories_told:
        others = [pair for names in each.names for pair in combinations(names, 2)]
        joined = each.truth
        for (a, b), one in [*((pair, True) for pair in each.same), *((pair, False) for pair in others)]:
            if a != b and (one or joined[a] != joined[b]):
                near = vectors.of([a, b])
                rows.append(pair_features(wording(a), wording(b), float(near[0] @ near[1]), words))
                same.append(one)
    return np.array(rows), np.array(same)


def fit_pairs(x: npt.NDArray[np.float64], same: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Fit a logit with a ridge penalty."""

    def loss(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        score = x @ weights
        gradient = x.T @ (1 / (1 + np.exp(-score)) - same) / len(x) + PENALTIES[0] * weights
        value = float(np.mean(np.logaddexp(0, score) - same * score))
        return value + PENALTIES[0] / 2 * float(weights @ weights), gradient

    found: npt.NDArray[np.float64] = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x
    return found


def b_cubed(found: Mapping[str, str], truth: Mapping[str, str]) -> tuple[float, float]:
    """Return precision and recall of groups (Bagga and Baldwin 1998), summed over the names."""
    precision = recall = 0.0
    for name in truth:
        own = {other for other in truth if found[other] == found[name]}
        right = {other for other in truth if truth[other] == truth[name]}
        precision, recall = precision + len(own & right) / len(own), recall + len(own & right) / len(right)
    return precision, recall


def group_score(stories_told: Sequence[Told], vectors: Vectors, grouping: Grouping) -> float:
    """Return the B-cubed F1 of grouping the names of each story."""
    precision = recall = count = 0.0
    for each in stories_told:
        p, r = b_cubed(grouped(dict.fromkeys(each.truth, 1), vectors, grouping), each.truth)
        precision, recall, count = precision + p, recall + r, count + len(each.truth)
    return 2 * precision * recall / (precision + recall) / count if count else 0.0


def learnt_grouping(vectors: Vectors) -> dict[str, Any]:
    """Print what cross-validation over stories gives, and return the coefficients and the least chance learnt from all."""
    stories_told = told()
    trials: dict[float, list[float]] = {}
    for fold in range(FOLDS):
        held = [each for n, each in enumerate(stories_told) if n % FOLDS == fold]
        weights = fit_pairs(*alike([each for n, each in enumerate(stories_told) if n % FOLDS != fold], vectors))
        for least in LEAST:
            trials.setdefault(least, []).append(group_score(held, vectors, Grouping(weights, least)))
    for least, scores in trials.items():
        print(f"grouped from a chance of {least}: B-cubed F1 {100 * float(np.mean(scores)):.1f}")
    weights = fit_pairs(*alike(stories_told, vectors))
    named = dict(zip(PAIR_FEATURES, (round(float(weight), 3) for weight in weights), strict=True))
    return {"weights": named, "least": max(trials, key=lambda least: float(np.mean(trials[least])))}


def main() -> None:
    """Learn the coefficients with the vectors of the weights that ship, and write them."""
    vectors = RememberedVectors(EncoderVectors(shipped_weights()))
    found = {"matching": learnt(vectors), "grouping": learnt_grouping(vectors)}
    COEFFICIENTS.write_text(json.dumps(found, indent=1) + "\n", "utf8")


if __name__ == "__main__":
    main()
