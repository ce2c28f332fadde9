"""The thresholds and the calibration of stances, chosen on articles that no run learns from (:mod:`training.held_out`).

    python -m training.tune_stances [WEIGHTS_FOLDER]

Gold stances are lines of the short form, each with its whole sentence for evidence; gold/dev is not used.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.gold import SHARED, figures_of, gold_reading, right_positions, right_stances, scorer
from onrecord.reading.confidence import Calibration, confidence_of
from onrecord.reading.reader import BuiltinReader
from onrecord.reading.stances.assemble import EVIDENCE, candidates
from onrecord.records import Reading
from onrecord.wire import reading_to_json
from training.export import WEIGHTS
from training.held_out import Held, held_out
from training.settings import settle
from training.tune import logistic

TRIGGER_THRESHOLD = 0.12
"""Low, because the confidence, which knows more than the trigger, decides what is kept."""
CONDITION_BIASES = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
"""What may be added to the log-odds of a condition: few stances have one, so the network is slow to say so."""
LEAST_STANCE = tuple(n / 100 for n in range(12, 37, 4))
LEAST_POSITION = tuple(n / 100 for n in range(24, 61, 4))
AS_GOOD = 0.5
"""Of thresholds whose F1 of stances differs by no more than this, those are taken that let the least into the record."""
_KEEP_ALL = {"weights": [0.0] * len(EVIDENCE), "bias": 0.0, "least": 0.0}


@dataclass(frozen=True, slots=True)
class Judged:
    """All that may be a stance in an article: the reading with each of them, their evidence, and which are right."""

    held: Held
    reading: Reading
    evidence: tuple[tuple[float, ...], ...]
    right_stance: tuple[bool, ...]
    right_position: tuple[bool, ...]


def score_held(held: Sequence[Held], readings: Sequence[Reading]) -> dict[str, Any]:
    """Return the scorer's figures of stances on held-out articles."""
    score = scorer()
    tally = score.Tally()
    for one, reading in zip(held, readings, strict=True):
        score.score_article(tally, one.gold, score.Reading(one.gold, reading_to_json(reading)), [])
    figures = figures_of(tally)
    return {name: figures[name] for name in ("position", "stance", "act", "measure", "condition")}


def tune_stances(folder: Path) -> None:
    """Calibrate the confidence of stances, then choose what is kept, by F1, and how readily a condition is read."""
    with tempfile.TemporaryDirectory() as work:
        _tune(folder, held_out(Path(work)))


def _tune(folder: Path, held: Sequence[Held]) -> None:
    uncalibrated = {"stance_calibration": _KEEP_ALL, "position_calibration": _KEEP_ALL}
    settle(folder, {"trigger_threshold": TRIGGER_THRESHOLD, "condition_bias": 0.0, **uncalibrated})
    reader = BuiltinReader(folder)
    judged = [_judged(one, reader) for one in held]
    stance = _calibrated("stances", judged, (right for each in judged for right in each.right_stance))
    position = _calibrated("positions", judged, (right for each in judged for right in each.right_position))
    least = _thresholds(judged, stance, position)
    settle(
        folder,
        {
            "stance_calibration": {**stance, "least": least[0]},
            "position_calibration": {**position, "least": least[1]},
        },
    )
    best = (0.0, 0.0)
    gold = [one for one in held if one.folder.is_relative_to(SHARED)]  # our own labels give fewer conditions
    for bias in CONDITION_BIASES:
        settle(folder, {"condition_bias": bias})
        figures = score_held(gold, _readings(folder, gold))
        print(f"condition bias {bias}: {_shown(figures)}")
        best = max(best, (figures["condition"]["F1"], -bias))
    settle(folder, {"condition_bias": -best[1]})


def _judged(one: Held, reader: BuiltinReader) -> Judged:
    """Read an article with a reader that keeps everything, and let the scorer tell what of it is right."""
    article = gold_reading(one.folder, one.article_id, reader).article
    seen, around = reader.look(article)
    statements = reader.statements(seen, around)
    everything = Reading(article, statements, reader.stances(seen, statements, around).counted, reader.version)
    predicted = scorer().Reading(one.gold, reading_to_json(everything))
    return Judged(
        one,
        everything,
        tuple(c.evidence for c in candidates(seen.stances(reader.encoder), statements, around)),
        tuple(right_stances(one.gold, predicted)),
        tuple(right_positions(one.gold, predicted)),
    )


def _calibrated(name: str, judged: Sequence[Judged], right: Iterable[bool]) -> dict[str, Any]:
    """Fit the weights of the evidence to what is right."""
    hits = np.array(list(right), dtype=np.float64)
    *weights, bias = logistic(np.array([row for each in judged for row in each.evidence]), hits, ridge=3.0)
    print(f"{name}:", dict(zip((*EVIDENCE, "bias"), (*weights, bias), strict=True)), f"on {len(hits)} candidates")
    return {"weights": weights, "bias": bias}


def _thresholds(
    judged: Sequence[Judged], stance: Mapping[str, Any], position: Mapping[str, Any]
) -> tuple[float, float]:
    """Choose from which confidence on a stance is kept, its own and that of its position, by the F1 of whole stances.

    That of positions is greater where more is kept, but then with acts that are wrong, and a wrong act misleads.
    """
    both = [Calibration.of({**fitted, "least": 0.0}) for fitted in (stance, position)]
    sure = [[tuple(confidence_of(row, each) for each in both) for row in one.evidence] for one in judged]
    tried: list[tuple[float, int, tuple[float, float]]] = []
    for least in product(LEAST_STANCE, LEAST_POSITION):
        kept = [
            replace(
                one.reading,
                stances=tuple(
                    found
                    for found, confidences in zip(one.reading.stances, rows, strict=True)
                    if all(c >= bound for c, bound in zip(confidences, least, strict=True))
                ),
            )
            for one, rows in zip(judged, sure, strict=True)
        ]
        figures = score_held([one.held for one in judged], kept)
        print(f"least confidence {least}: {_shown(figures)} on {len(judged)} held-out articles")
        tried.append((figures["stance"]["F1"], sum(len(reading.stances) for reading in kept), least))
    best = max(f1 for f1, _, _ in tried)
    return min((number, least) for f1, number, least in tried if f1 >= best - AS_GOOD)[1]


def _readings(folder: Path, held: Sequence[Held]) -> list[Reading]:
    reader = BuiltinReader(folder)
    return [gold_reading(one.folder, one.article_id, reader) for one in held]


def _shown(figures: Mapping[str, Mapping[str, float]]) -> str:
    return "; ".join(f"{name} {row.get('F1', row.get('share'))}" for name, row in figures.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=WEIGHTS)
    tune_stances(parser.parse_args().folder)


if __name__ == "__main__":
    main()
