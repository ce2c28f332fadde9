"""Learn the kinds of conditions: ``python -m training.conditions``; with ``--held-out``, measure on those set aside.

``training/data/condition_kinds.json`` holds the kinds of conditions of ``gold/lines``, labelled by reading each: by
article, the number of the condition in the article's lines and its kind, or "open"; ``measure`` is a random sample kept
for measuring, ``learn`` the rest of the sample and more conditions with words of the rarer kinds. No text is in it.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from onrecord.reading.stances.conditions import KindModel, kind_features
from training.stance_lines import lines_of

LABELS = Path(__file__).parent / "data/condition_kinds.json"
TABLE = Path(__file__).resolve().parents[1] / "src/onrecord/reading/data/conditions.json"
STRENGTH = 0.5
"""Inverse of the penalty on the weights, chosen by five-fold cross-validation on ``learn``."""
SMALL = 0.08
"""Weights below it are left out of the table."""

Labelled = list[tuple[str, str]]


def conditions_of(article_id: str) -> list[str]:
    """Return the conditions of an article of ``gold/lines``, in the order of the lines."""
    return [condition for line in lines_of(article_id) for condition in line.conditions]


def labelled(part: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the words and the kind of each labelled condition; numbers count from 1."""
    for article_id, kinds in part.items():
        found = conditions_of(article_id)
        for number, kind in kinds.items():
            yield found[int(number) - 1], kind


def fit(examples: Labelled, strength: float = STRENGTH) -> KindModel:
    """Fit a multinomial logistic regression over the features of the words."""
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([dict.fromkeys(kind_features(words), 1.0) for words, _ in examples])
    learnt = LogisticRegression(C=strength, max_iter=2000).fit(matrix, [kind for _, kind in examples])
    weights = {
        str(name): tuple(round(float(value), 2) for value in values)
        for name, values in zip(vectors.get_feature_names_out(), learnt.coef_.T, strict=True)
        if max(abs(values)) >= SMALL
    }
    bias = tuple(round(float(value), 2) for value in learnt.intercept_)
    return KindModel(tuple(str(kind) for kind in learnt.classes_), bias, weights)


def right(model: KindModel, examples: Labelled) -> int:
    """Return how many answers are right."""
    return sum(model.answer(words) == kind for words, kind in examples)


def cross_validated(examples: Labelled, strength: float, folds: int = 5) -> float:
    """Return the share of right answers when each fold is answered by the others."""
    hits = 0
    for fold in range(folds):
        rest = [example for n, example in enumerate(examples) if n % folds != fold]
        hits += right(fit(rest, strength), examples[fold::folds])
    return hits / len(examples)


def report(model: KindModel, examples: Labelled) -> None:
    """Print the share of right answers, and by kind."""
    print(f"right: {right(model, examples)} of {len(examples)}")
    for kind, count in Counter(kind for _, kind in examples).most_common():
        answers = Counter(model.answer(words) for words, labelled_as in examples if labelled_as == kind)
        print(f"  {kind}: {answers[kind]} of {count}; answered {dict(answers)}")


def main() -> None:
    """Write the table; with ``--held-out`` print the measures instead."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-out", action="store_true")
    options = parser.parse_args()
    labels = json.loads(LABELS.read_text("utf8"))
    learn, measure = (list(labelled(labels[part])) for part in ("learn", "measure"))
    if options.held_out:
        for strength in (0.1, 0.25, 0.5, 1.0, 2.0):
            print(f"strength {strength}: cross-validated {cross_validated(learn, strength):.3f}")
        report(fit(learn), measure)
        return
    model = fit([*learn, *measure])
    table = {"answers": model.answers, "bias": model.bias, "weights": dict(sorted(model.weights.items()))}
    TABLE.write_text(json.dumps(table, indent=0) + "\n", "utf8")


if __name__ == "__main__":
    main()
