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
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from benchmarks.gold import SHARED
from onrecord.reading.encoder import Encoder, shipped_weights
from onrecord.record.codebook import Codebook, Measure, general_codebook
from onrecord.record.matching import FEATURES, Compared, Phrase, chances
from onrecord.record.vectors import EncoderVectors, FloatArray, Vectors

GOLD = SHARED / "gold" / "train"
ANSWERS = Path(__file__).with_name("data") / "general_codebook.json"
COEFFICIENTS = Path(__file__).parents[1] / "src" / "onrecord" / "record" / "data" / "matching.json"
SMALLER = 12
"""Codebooks of a few of the general one's measures, as a dossier's are: with fewer phrases, and most stances match none."""
FOLDS = 5
PENALTIES = (0.0003, 0.001, 0.003, 0.01)


@dataclass(frozen=True, slots=True)
class Question:
    """A phrase's features beside each measure of a codebook, and the number of the right one: the last number is none."""

    story: str
    source: str
    features: FloatArray
    right: int


class Remembered:
    """Vectors that are computed once for each text."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors, self._known = vectors, dict[str, FloatArray]()
        self.version = vectors.version

    def of(self, texts: Sequence[str]) -> FloatArray:
        new = sorted(set(texts) - self._known.keys())
        self._known.update(zip(new, self._vectors.of(new), strict=True))
        return np.stack([self._known[text] for text in texts]) if texts else np.zeros((0, 1), dtype=np.float32)


@cache
def stances_of(article: str) -> Mapping[str, Any]:
    """Return the annotated stances of an article by their ids."""
    loaded = json.loads((GOLD / f"{article}.json").read_text("utf8"))
    return {stance["id"]: stance for stance in loaded["stances"]}


def phrase_of(stance: Mapping[str, Any]) -> Phrase:
    """Return what matching sees of an annotated stance."""
    return Phrase(stance["measure"], stance["target"], stance["party"], stance["evidence"])


def pairs() -> list[dict[str, Any]]:
    """Return the pairs of reports, in order."""
    return [json.loads(path.read_text("utf8")) for path in sorted(GOLD.glob("pair-*.json"))]


def stories() -> dict[str, str]:
    """Return the story of each article: the first article of its pair."""
    return {article: pair["a"] for pair in pairs() for article in (pair["a"], pair["b"])}


def questions(
    measures: Sequence[Measure], asked: Sequence[tuple[str, Phrase, str | None]], source: str, vectors: Vectors
):  # type: ignore[no-untyped-def]
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
            for wording, counted in answers.items():
                right = counted.most_common(1)[0][0]
                asked = (pair["a"], example[wording])
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
    aim = x[right].sum(axis=0)

    def loss(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        score = x @ weights
        top = np.maximum(np.maximum.reduceat(score, starts), 0.0)
        part = np.exp(score - top[of])
        total = np.add.reduceat(part, starts) + np.exp(-top)
        gradient = x.T @ (part / total[of]) - aim
        value = float(np.sum(top + np.log(total)) - score[right].sum())
        count = len(asked)
        return value / count + penalty / 2 * float(weights @ weights), gradient / count + penalty * weights

    found: npt.NDArray[np.float64] = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x
    return found


def judged(asked: Sequence[Question], weights: npt.NDArray[np.float64]) -> list[tuple[str, bool, float, float]]:
    """Return for each question its source, whether the answer is right, its confidence, and the right answer's chance."""
    found = []
    for question in asked:
        row = chances(question.features[None], weights)[0]
        best = int(np.argmax(row))
        found.append((question.source, best == question.right, float(row[best]), float(row[question.right])))
    return found


def shown(results: Sequence[tuple[str, bool, float, float]]) -> str:
    """Return the shares of right answers by source, the loss, and the expected calibration error in ten bins."""
    parts = []
    for source in sorted({result[0] for result in results}):
        right = [result[1] for result in results if result[0] == source]
        parts.append(f"{source} {100 * float(np.mean(right)):.1f} of {len(right)}")
    hit, sure = np.array([r[1] for r in results], dtype=float), np.array([r[2] for r in results])
    bins = np.minimum((sure * 10).astype(int), 9)
    error = sum(abs(hit[bins == b].mean() - sure[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist()))
    loss = -float(np.mean(np.log([max(r[3], 1e-9) for r in results])))
    return f"{', '.join(parts)}; loss {loss:.3f}; calibration error {error:.3f}"


def learnt(vectors: Vectors) -> dict[str, float]:
    """Print what cross-validation over stories gives, and return the coefficients learnt from all."""
    asked = [*by_hand(general_codebook(), vectors), *of_pairs(vectors)]
    fold_of = {story: n % FOLDS for n, story in enumerate(sorted({question.story for question in asked}))}
    losses = {}
    for penalty in PENALTIES:
        results = []
        for fold in range(FOLDS):
            weights = fit([q for q in asked if fold_of[q.story] != fold], penalty)
            results += judged([q for q in asked if fold_of[q.story] == fold], weights)
        losses[penalty] = -float(np.mean(np.log([max(result[3], 1e-9) for result in results])))
        print(f"penalty {penalty}: {shown(results)}")
    best = min(losses, key=lambda penalty: losses[penalty])
    return dict(zip(FEATURES, (round(float(weight), 3) for weight in fit(asked, best)), strict=True))


def main() -> None:
    """Learn the coefficients with the vectors of the weights that ship, and write them."""
    vectors = Remembered(EncoderVectors(Encoder(shipped_weights())))
    COEFFICIENTS.write_text(json.dumps({"matching": learnt(vectors)}, indent=1) + "\n", "utf8")


if __name__ == "__main__":
    main()
