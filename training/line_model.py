"""Train and cross-validate the line models of the pages: ``python -m training.line_model PAGES [--evaluate]``.

PAGES is a folder with ``ground_truth.json`` and ``html/``. The dump model learns from each page as several text
renderers leave it, whole and cropped to its main column; the HTML model from the page's blocks. Cross-validation is
by outlet: a page is judged by a model that has seen no page of its outlet.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import mean

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from onrecord.pages.blocks import parsed
from onrecord.pages.boundaries import boundary_features, may_be_boundary
from onrecord.pages.dump import drafts_of_dump, kept_lines
from onrecord.pages.dump_lines import Line, lines_of_dump
from onrecord.pages.html import drafts_of_html, marked_blocks
from onrecord.pages.line_features import features_of
from onrecord.pages.line_model import BODY, CAPTION, HEADLINE, NOISE, OUTSIDE, LineModel
from training.line_evaluation import article_words, glued_pairs, parted, rendered, words_f1
from training.page_data import GoldPage, Labels, gold_pages, renderers

WEIGHTS = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "pages"
TRAIN_RENDERERS = ("html-text", "w3m")
LEAST_OUTLETS = 3
REGULARISATION = 0.1
FOLDS = 4


@dataclass(frozen=True)
class Sample:
    """The lines of one rendering of a page with their classes; ``None`` where a line may go either way."""

    page: GoldPage
    renderer: str
    lines: tuple[Line, ...]
    classes: tuple[int | None, ...]
    features: tuple[tuple[str, ...], ...]


def sample_of(page: GoldPage, renderer: str, lines: Sequence[Line], classes: Sequence[int | None]) -> Sample:
    """Return a sample with the features of its lines, whose names are shared to save memory."""
    features = tuple(tuple(map(sys.intern, row)) for row in features_of(lines))
    return Sample(page, renderer, tuple(lines), tuple(classes), features)


def html_samples(pages: Sequence[GoldPage]) -> list[Sample]:
    """Return each page as the blocks of its HTML."""
    found = []
    for page in pages:
        lines = marked_blocks(parsed(page.markup, page.name))
        found.append(sample_of(page, "html", lines, _classes(lines, Labels(page))))
    return found


def dump_samples(pages: Sequence[GoldPage], names: Sequence[str] | None = None) -> list[Sample]:
    """Return each page as each renderer leaves it."""
    found = []
    chosen = {name: render for name, render in renderers().items() if names is None or name in names}
    for page in pages:
        labels = Labels(page)
        for name, render in chosen.items():
            lines = lines_of_dump(render(page.markup))
            found.append(sample_of(page, name, lines, _classes(lines, labels)))
    return found


def cropped(sample: Sample, chance: random.Random) -> Sample | None:
    """Return the main column of a sample, as a person marks it for copying: a little more than the article or less."""
    body = [at for at, kind in enumerate(sample.classes) if kind == BODY]
    heads = [at for at, kind in enumerate(sample.classes) if kind == HEADLINE]
    if not body:
        return None
    before = [at for at in heads if at < body[0]]
    start = before[-1] if before and chance.random() < 0.7 else body[0]
    start = max(0, start - chance.choice((0, 0, 0, 1, 3, 8)))
    end = min(len(sample.lines), body[-1] + 1 + chance.choice((0, 0, 1, 3, 10, 25)))
    return sample_of(sample.page, sample.renderer, sample.lines[start:end], sample.classes[start:end])


def _classes(lines: Sequence[Line], labels: Labels) -> tuple[int | None, ...]:
    """Return the class of each line; short lines that a paragraph equals count only within the article."""
    names = [labels.label(line.text) for line in lines]
    sure = [at for at, name in enumerate(names) if name == "body" and len(lines[at].text.split()) >= 6]
    sure = sure or [at for at, name in enumerate(names) if name == "body"]
    if not sure:
        return (None,) * len(lines)
    first, last = _widened(names, sure[0], sure[-1])
    within = {"body": BODY, "caption": CAPTION, "other": NOISE, "headline": NOISE, None: None}
    found: list[int | None] = []
    for at, name in enumerate(names):
        if first <= at <= last:
            found.append(within[name])
        elif name == "caption" and first - 12 <= at <= last + 3:
            found.append(CAPTION)
        elif name == "headline" and first - 40 < at < first:
            found.append(HEADLINE)
        else:
            found.append(None if name is None else OUTSIDE)
    return tuple(found)


def _widened(names: Sequence[str | None], first: int, last: int) -> tuple[int, int]:
    while (before := next((at for at in range(max(0, first - 3), first) if names[at] == "body"), None)) is not None:
        first = before
    while (
        after := next((at for at in range(min(len(names) - 1, last + 3), last, -1) if names[at] == "body"), None)
    ) is not None:
        last = after
    return first, last


def trained(samples: Sequence[Sample], regularisation: float = REGULARISATION) -> LineModel:
    """Return a model of the features that occur in at least `LEAST_OUTLETS` outlets of the samples."""
    outlets: dict[str, set[str]] = defaultdict(set)
    for sample in samples:
        for row in sample.features:
            for name in row:
                outlets[name].add(sample.page.outlet)
    names = sorted(name for name, seen in outlets.items() if len(seen) >= LEAST_OUTLETS)
    places = {name: at for at, name in enumerate(names)}
    columns: list[int] = []
    ends = [0]
    target: list[int] = []
    for sample in samples:
        for kind, row in zip(sample.classes, sample.features, strict=True):
            if kind is not None:
                columns += {places[name] for name in row if name in places}
                ends.append(len(columns))
                target.append(kind)
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(target), len(names)))
    regression = LogisticRegression(C=regularisation, max_iter=300, tol=1e-3).fit(matrix, target)
    weights = np.zeros((len(names), 5))
    bias = np.full(5, -20.0)
    weights[:, regression.classes_] = regression.coef_.T
    bias[regression.classes_] = regression.intercept_
    return LineModel(places, weights, bias)


@dataclass(frozen=True)
class Fold:
    """A model with the outlets it has not seen, and what their gaps between lines of prose say of boundaries."""

    held: frozenset[str]
    model: LineModel
    gaps: tuple[tuple[tuple[str, ...], int], ...]


def cross_validated(samples: Sequence[Sample], count: int = FOLDS) -> list[Fold]:
    """Return a fold for each part of the outlets."""
    found = []
    for held in folds([sample.page for sample in samples], count):
        model = trained([sample for sample in samples if sample.page.outlet not in held])
        apart = [sample for sample in samples if sample.page.outlet in held and sample.renderer == TRAIN_RENDERERS[0]]
        gaps = gaps_of(model, apart)
        found.append(Fold(frozenset(held), model, tuple(gaps)))
    return found


def gaps_of(model: LineModel, samples: Sequence[Sample]) -> list[tuple[tuple[str, ...], int]]:
    """Return the features of gaps in samples alone and glued in pairs, with 1 for the border of two articles."""
    chance = random.Random(2)
    found = []
    for sample in samples:
        other = chance.choice([near for near in samples if near.page.name != sample.page.name])
        for lines, border in ((sample.lines, len(sample.lines)), (sample.lines + other.lines, len(sample.lines))):
            odds = model.odds(lines)
            kept = kept_lines(lines, odds)
            for at in range(1, len(kept)):
                if may_be_boundary(lines, kept, at):
                    names = tuple(boundary_features(lines, odds, kept, at))
                    found.append((names, int(kept[at - 1] < border <= kept[at])))
    return found


def boundaries_learned(gaps: Sequence[tuple[Sequence[str], int]]) -> dict[str, float]:
    """Return the weights of the features between two articles; the empty name is the constant."""
    names = sorted({name for row, _ in gaps for name in row})
    places = {name: at for at, name in enumerate(names)}
    matrix = np.zeros((len(gaps), len(names)))
    for at, (row, _) in enumerate(gaps):
        matrix[at, [places[name] for name in row]] = 1
    regression = LogisticRegression(C=1.0, max_iter=1000).fit(matrix, [target for _, target in gaps])
    weights = {name: round(float(weight), 2) for name, weight in zip(names, regression.coef_[0], strict=True)}
    return {"": round(float(regression.intercept_[0]), 2), **weights}


def folds(pages: Sequence[GoldPage], count: int) -> list[set[str]]:
    """Return the outlets that each fold holds out."""
    outlets = sorted({page.outlet for page in pages})
    random.Random(0).shuffle(outlets)
    return [set(outlets[at::count]) for at in range(count)]


def with_crops(samples: Sequence[Sample]) -> list[Sample]:
    """Return the samples and, of each, one crop."""
    chance = random.Random(1)
    return [*samples, *(crop for sample in samples if (crop := cropped(sample, chance)))]


def write(model: LineModel, path: Path) -> None:
    """Write the weights that matter as JSON: features in order, a row of five weights each, two decimals."""
    rounded: npt.NDArray[np.float64] = np.round(model.weights, 2)
    kept = {name: rounded[at].tolist() for name, at in model.rows.items() if np.abs(rounded[at]).max() >= 0.02}
    told = {
        "classes": ["outside", "noise", "body", "caption", "headline"],
        "bias": np.round(model.bias, 3).tolist(),
        "boundaries": model.boundaries,
        "features": kept,
    }
    path.write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def evaluate(pages: Sequence[GoldPage], parts: Sequence[Fold], html_parts: Sequence[Fold]) -> None:
    """Print what models reach on outlets that they have not seen."""
    scores: dict[str, list[float]] = defaultdict(list)
    right: list[bool] = []
    known = {name: rendered(render) for name, render in renderers().items()}
    for part in html_parts:
        for page in pages:
            if page.outlet in part.held:
                drafts = drafts_of_html(page.markup, page.name, part.model)
                scores["html"].append(words_f1(article_words(drafts), page))
    for part in parts:
        others = [gap for other in parts if other is not part for gap in other.gaps]
        model = replace(part.model, boundaries=boundaries_learned(others))
        held = [page for page in pages if page.outlet in part.held]
        for name, render in known.items():
            for page in held:
                scores[name].append(words_f1(article_words(drafts_of_dump(render(page), model)), page))
        for first, second in glued_pairs(held, 1):
            right.append(parted(first, second, known["html-text"], partial(drafts_of_dump, model=model)).right)
    for name, values in scores.items():
        print(f"{name:12} words of the article, F1, unseen outlets: {mean(values):.4f}")
    print(f"glued pairs parted right, unseen outlets: {mean(right):.3f}")


def main() -> None:
    """Train on all pages and write the weights, or cross-validate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--evaluate", action="store_true", help="also print what unseen outlets reach")
    arguments = parser.parse_args()
    pages = list(gold_pages(arguments.pages))
    blocks = html_samples(pages)
    samples = with_crops(dump_samples(pages, TRAIN_RENDERERS))
    parts = cross_validated(samples)
    if arguments.evaluate:
        html_parts = [
            Fold(part.held, trained([sample for sample in blocks if sample.page.outlet not in part.held]), ())
            for part in parts
        ]
        evaluate(pages, parts, html_parts)
    write(trained(blocks), WEIGHTS / "lines_html.json")
    boundaries = boundaries_learned([gap for part in parts for gap in part.gaps])
    write(replace(trained(samples), boundaries=boundaries), WEIGHTS / "lines_dump.json")


if __name__ == "__main__":
    main()
