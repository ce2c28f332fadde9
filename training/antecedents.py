"""Learn the weights that rank the persons a pronoun or a role may mean: ``python -m training.antecedents GOLD_FOLDER``.

Runs the resolver over annotated articles, keeps the features of every candidate it ranks, and fits a softmax over the
candidates of each question by gradient descent, cross-validated over articles. Needs numpy only; takes about a minute.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.actors import GoldArticle, gold_articles, scorer
from onrecord.reading.actors import prepare, resolve
from onrecord.reading.actors.antecedents import Course, Question, best, features
from onrecord.reading.actors.document import Document
from onrecord.reading.quotes import quotations
from onrecord.reading.segments import segment

WEIGHTS = Path(__file__).resolve().parents[1] / "src/onrecord/reading/data/antecedents.json"
FOLDS = 5
RARE = 5


@dataclass(frozen=True, slots=True)
class Example:
    """One question: the features of each candidate, and which of them are right."""

    article: int
    candidates: tuple[dict[str, float], ...]
    right: tuple[bool, ...]


def examples_of(number: int, gold: GoldArticle, score: object) -> list[Example]:
    """Resolve an article and keep each question whose answer the gold gives."""
    found: list[Example] = []
    names = {m.place: s["name"] for m, s in zip(gold.mentions, gold.statements, strict=True) if m.span}

    def choose(document: Document, course: Course, question: Question, candidates: Sequence[int]) -> int | None:
        name = names.get(question.place)
        right = tuple(score.same_name(name, document.persons[n].name) for n in candidates)  # type: ignore[attr-defined]
        if any(right):
            described = tuple(features(document, course, question, n) for n in candidates)
            found.append(Example(number, described, right))
            return candidates[right.index(True)]
        return best(document, course, question, candidates)

    document = prepare(gold.article, segment(gold.article), quotations(gold.article.text, gold.article.blocks))
    resolve(document, gold.mentions, Course(choose))
    return found


def fit(examples: Sequence[Example], names: Sequence[str], penalty: float, steps: int = 400) -> np.ndarray:
    """Fit the weights by gradient descent on the log likelihood of the right candidates (Adam, L2 penalty)."""
    index = {name: i for i, name in enumerate(names)}
    rows, right, group = [], [], []
    for g, example in enumerate(examples):
        for candidate, good in zip(example.candidates, example.right, strict=True):
            row = np.zeros(len(names))
            for name, value in candidate.items():
                if name in index:
                    row[index[name]] = value
            rows.append(row)
            right.append(good)
            group.append(g)
    x, y, of = np.array(rows), np.array(right, dtype=float), np.array(group)
    weights, m, v = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, steps + 1):
        score = np.exp(np.clip(x @ weights, -30, 30))
        share = score / np.bincount(of, score)[of]
        good = score * y
        aim = good / np.bincount(of, good)[of]
        gradient = x.T @ (share - aim) / len(examples) + penalty * weights
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        weights -= 0.05 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return weights


def accuracy(examples: Sequence[Example], table: dict[str, float]) -> float:
    """The share of questions whose best candidate is right."""
    hits = 0
    for example in examples:
        scores = [sum(table.get(name, 0.0) * value for name, value in c.items()) for c in example.candidates]
        hits += example.right[int(np.argmax(scores))]
    return hits / len(examples)


def main() -> None:
    """Print the cross-validated accuracy and write the weights learnt from all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    options = parser.parse_args()
    score = scorer()
    articles = list(gold_articles(options.gold, score))
    examples = [example for n, gold in enumerate(articles) for example in examples_of(n, gold, score)]
    counts: dict[str, int] = {}
    for example in examples:
        for candidate in example.candidates:
            for name in candidate:
                counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, count in counts.items() if count >= RARE)
    current = json.loads(WEIGHTS.read_text("utf8"))
    print(f"{len(examples)} questions, {len(names)} features; weights in use: {accuracy(examples, current):.3f}")
    trials = {}
    for penalty in (0.0003, 0.001, 0.003, 0.01):
        shares = []
        for fold in range(FOLDS):
            table = dict(
                zip(names, fit([e for e in examples if e.article % FOLDS != fold], names, penalty), strict=True)
            )
            held = [e for e in examples if e.article % FOLDS == fold]
            shares.append(accuracy(held, table) * len(held))
        trials[penalty] = sum(shares) / len(examples)
        print(f"penalty {penalty}: cross-validated {trials[penalty]:.3f}")
    penalty = max(trials, key=lambda p: trials[p])
    learnt = dict(zip(names, (round(float(w), 3) for w in fit(examples, names, penalty)), strict=True))
    WEIGHTS.write_text(json.dumps(learnt, indent=1) + "\n", "utf8")


if __name__ == "__main__":
    main()
